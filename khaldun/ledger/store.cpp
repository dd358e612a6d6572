#include "khaldun/ledger/store.h"

#include <array>
#include <cstdio>
#include <ctime>
#include <utility>

#include "khaldun/ledger/assertion.h"
#include "khaldun/ledger/sqlite.h"
#include "khaldun/lexicon/blob.h"

namespace khaldun {
namespace {

using sqlite::Statement;

/// Format of the file; a later one is refused.
constexpr int kFormat = 1;
/// How long a writer waits for another one, in milliseconds.
constexpr int kPatience = 20000;

constexpr const char* kTables = R"(
CREATE TABLE IF NOT EXISTS runs (
  run INTEGER PRIMARY KEY, program TEXT NOT NULL, lexicon TEXT NOT NULL, weights TEXT NOT NULL, started TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS documents (
  doc INTEGER PRIMARY KEY, id TEXT NOT NULL, content TEXT NOT NULL, published TEXT, title TEXT NOT NULL,
  outlet TEXT NOT NULL, url TEXT NOT NULL, text TEXT NOT NULL, run INTEGER NOT NULL, UNIQUE (id, content));
CREATE INDEX IF NOT EXISTS documents_by_day ON documents (published, id);
CREATE TABLE IF NOT EXISTS codings (
  doc INTEGER NOT NULL REFERENCES documents, run INTEGER NOT NULL REFERENCES runs, events INTEGER NOT NULL,
  PRIMARY KEY (doc, run)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS events (
  event INTEGER PRIMARY KEY, doc INTEGER NOT NULL REFERENCES documents, run INTEGER NOT NULL REFERENCES runs,
  id TEXT NOT NULL, sentence INTEGER NOT NULL, type TEXT NOT NULL, mode TEXT, status TEXT NOT NULL, actor TEXT,
  recipient TEXT, date TEXT, enddate TEXT, country TEXT, process TEXT, voiced INTEGER NOT NULL, sentence_start INTEGER,
  sentence_bytes INTEGER, sentence_text TEXT, record TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS events_of_document ON events (doc, run);
CREATE INDEX IF NOT EXISTS events_by_day ON events (date);
CREATE INDEX IF NOT EXISTS events_by_id ON events (id);
CREATE INDEX IF NOT EXISTS events_of_processes ON events (process) WHERE process IS NOT NULL;
CREATE TABLE IF NOT EXISTS hypotheses (
  doc INTEGER NOT NULL REFERENCES documents, run INTEGER NOT NULL REFERENCES runs, sentence INTEGER NOT NULL,
  antecedent TEXT NOT NULL, consequent TEXT NOT NULL, sign INTEGER NOT NULL, modality TEXT NOT NULL, holder TEXT NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS hypotheses_of_document ON hypotheses (doc, run);
CREATE TABLE IF NOT EXISTS reviews (
  review INTEGER PRIMARY KEY, event TEXT NOT NULL, decision TEXT NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL,
  by TEXT NOT NULL, note TEXT NOT NULL, made TEXT NOT NULL);
CREATE VIEW IF NOT EXISTS coded_events AS
  SELECT e.id, d.id AS doc, d.published, d.outlet, d.url, e.sentence, e.type, e.mode, e.status, e.actor, e.recipient,
         e.date, e.enddate, e.country, e.process,
         json_extract(e.record, '$.event_loc.resolved_place') AS place,
         json_extract(e.record, '$.event_loc.lat') AS lat, json_extract(e.record, '$.event_loc.lon') AS lon,
         json_extract(e.record, '$.event_text') AS event_text, json_extract(e.record, '$.confidence') AS confidence,
         coalesce(e.sentence_text,
           CAST(substr(CAST(d.text AS BLOB), e.sentence_start + 1, e.sentence_bytes) AS TEXT)) AS sentence_text
  FROM events e JOIN documents d ON d.doc = e.doc AND d.run = e.run;
)";

std::string now_utc() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text.data();
}

/// 128 bits over what makes a document: its words and its day.
std::string content_of(const StoredDocument& d) {
  std::string all = d.title;
  all += '\0';
  all += d.published ? to_iso(*d.published) : "";
  all += '\0';
  all += d.text;
  std::array<char, 40> out{};
  std::snprintf(out.data(), out.size(), "%016llx%016llx", static_cast<unsigned long long>(blob::hash_bytes(all, 1)),
                static_cast<unsigned long long>(blob::hash_bytes(all, 2)));
  return out.data();
}

std::string joined(const std::vector<std::string>& all) {
  std::string out;
  for (const auto& one : all) out += (out.empty() ? "" : ";") + one;
  return out;
}

}  // namespace

struct Store::Inside {
  std::string file;
  sqlite::Database db;
  Coder coder;
  std::int64_t run = 0;  ///< 0: not noted yet
  bool open = false;     ///< a transaction
  int waiting = 0;       ///< documents in it
  Statement find, insert_document, find_document, insert_coding, mark, insert_event, insert_hypothesis;
  AssertionReader reader;

  [[nodiscard]] Error fault() const { return sqlite::fault(db.get(), file); }

  Result<Done> exec(const char* sql) const { return sqlite::run(db.get(), sql, file); }

  Result<Done> check_format(bool write) {
    KHALDUN_TRY(Statement version, Statement::prepare(db.get(), "PRAGMA user_version", file));
    if (version.step() != SQLITE_ROW) return fault();
    const auto format = version.number(0);
    if (format > kFormat) {
      return Error{Fault::unsupported, "store of format " + std::to_string(format) + ", made by a later version", file, 0, 0};
    }
    if (format == kFormat) return Done{};
    if (!write) return Error{Fault::bad_format, "no store of Khaldun", file, 0, 0};
    KHALDUN_TRY(Statement tables, Statement::prepare(db.get(), "SELECT count(*) FROM sqlite_master", file));
    if (tables.step() != SQLITE_ROW) return fault();
    if (tables.number(0) != 0) return Error{Fault::conflict, "an SQLite file of something else", file, 0, 0};
    return Done{};
  }

  Result<Done> prepare_writing() {
    const auto get = [&](Statement& into, std::string_view sql) -> Result<Done> {
      KHALDUN_TRY(into, Statement::prepare(db.get(), sql, file));
      return Done{};
    };
    KHALDUN_DO(get(find, "SELECT 1 FROM documents d JOIN codings c ON c.doc = d.doc JOIN runs r ON r.run = c.run "
                                  "WHERE d.id = ?1 AND d.content = ?2 AND r.program = ?3 AND r.lexicon = ?4 AND r.weights = ?5"));
    KHALDUN_DO(get(insert_document, "INSERT INTO documents (id, content, published, title, outlet, url, text, run) "
                                             "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0) ON CONFLICT DO NOTHING"));
    KHALDUN_DO(get(find_document, "SELECT doc FROM documents WHERE id = ?1 AND content = ?2"));
    KHALDUN_DO(get(insert_coding, "INSERT INTO codings (doc, run, events) VALUES (?1, ?2, ?3)"));
    KHALDUN_DO(get(mark, "UPDATE documents SET run = ?2 WHERE doc = ?1"));
    KHALDUN_DO(get(insert_event,
                            "INSERT INTO events (doc, run, id, sentence, type, mode, status, actor, recipient, date, enddate, "
                            "country, process, voiced, sentence_start, sentence_bytes, sentence_text, record) "
                            "VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18)"));
    KHALDUN_DO(get(insert_hypothesis, "INSERT INTO hypotheses VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10)"));
    return Done{};
  }

  Result<Done> step(Statement& statement) {
    const int code = statement.step();
    if (code != SQLITE_DONE && code != SQLITE_ROW) {
      const Error error = fault();
      statement.reset();
      return error;
    }
    statement.reset();
    return Done{};
  }

  /// Calls `give` for each row of a query.
  template <class Give>
  Result<Done> each(Statement& rows, Give give) const {
    int code = rows.step();
    for (; code == SQLITE_ROW; code = rows.step()) give();
    if (code != SQLITE_DONE) return fault();
    return Done{};
  }

  Result<Done> begin() {
    if (open) return Done{};
    KHALDUN_DO(exec("BEGIN IMMEDIATE"));
    open = true;
    return Done{};
  }

  Result<Done> commit() {
    if (!open) return Done{};
    auto done = exec("COMMIT");
    if (!done) {
      static_cast<void>(exec("ROLLBACK").ok());
      run = 0;
    }
    open = false;
    waiting = 0;
    return done;
  }

  /// The run of this coder: the one that is there, else a new one.
  Result<Done> note_run() {
    if (run != 0) return Done{};
    KHALDUN_TRY(Statement same, Statement::prepare(
                                    db.get(), "SELECT run FROM runs WHERE program = ?1 AND lexicon = ?2 AND weights = ?3", file));
    same.bind(1, coder.program), same.bind(2, coder.lexicon), same.bind(3, coder.weights);
    if (same.step() == SQLITE_ROW) {
      run = same.number(0);
      return Done{};
    }
    KHALDUN_TRY(Statement add, Statement::prepare(
                                   db.get(), "INSERT INTO runs (program, lexicon, weights, started) VALUES (?1,?2,?3,?4)", file));
    const std::string started = now_utc();
    add.bind(1, coder.program), add.bind(2, coder.lexicon), add.bind(3, coder.weights), add.bind(4, started);
    if (add.step() != SQLITE_DONE) return fault();
    run = sqlite3_last_insert_rowid(db.get());
    return Done{};
  }

  Result<bool> coded(const StoredDocument& document, const std::string& content) {
    find.bind(1, document.id), find.bind(2, content);
    find.bind(3, coder.program), find.bind(4, coder.lexicon), find.bind(5, coder.weights);
    const int code = find.step();
    find.reset();
    if (code != SQLITE_ROW && code != SQLITE_DONE) return fault();
    return code == SQLITE_ROW;
  }

  Result<std::int64_t> row_of(const StoredDocument& d, const std::string& content) {
    const std::string published = d.published ? to_iso(*d.published) : "";
    insert_document.bind(1, d.id), insert_document.bind(2, content);
    insert_document.bind_or_null(3, published);
    insert_document.bind(4, d.title), insert_document.bind(5, d.outlet), insert_document.bind(6, d.url);
    insert_document.bind(7, d.text);
    KHALDUN_DO(step(insert_document));
    find_document.bind(1, d.id), find_document.bind(2, content);
    if (find_document.step() != SQLITE_ROW) return fault();
    const std::int64_t row = find_document.number(0);
    find_document.reset();
    return row;
  }

  Result<Done> add_event(std::int64_t doc, const StoredDocument& document, const StoredEvent& event) {
    auto read = reader.read(event.record);
    if (!read) return Error{Fault::bad_format, document.id + ": " + read.error().what, file, 0, 0};
    const Assertion& told = read.value();
    const std::string mode = joined(told.modes), actor = short_names(told.actors), recipient = short_names(told.recipients);
    const std::string first = told.first ? to_iso(*told.first) : "", last = told.last ? to_iso(*told.last) : "";
    const std::string process = told.process.empty() ? "" : told.process + "." + told.transition;
    const std::size_t at = event.sentence_text.empty() ? std::string::npos : document.text.find(event.sentence_text);
    auto& s = insert_event;
    s.bind(1, doc), s.bind(2, run), s.bind(3, event.id), s.bind(4, std::int64_t{told.sentence}), s.bind(5, told.type);
    s.bind_or_null(6, mode);
    s.bind(7, status_of(told));
    s.bind_or_null(8, actor), s.bind_or_null(9, recipient), s.bind_or_null(10, first), s.bind_or_null(11, last);
    s.bind_or_null(12, told.country), s.bind_or_null(13, process);
    s.bind(14, std::int64_t{told.voices.empty() ? 0 : 1});
    if (at != std::string::npos) {
      s.bind(15, static_cast<std::int64_t>(at)), s.bind(16, static_cast<std::int64_t>(event.sentence_text.size()));
    } else {
      s.bind_or_null(17, event.sentence_text);
    }
    s.bind(18, event.record);
    return step(s);
  }

  Result<Done> add_hypothesis(std::int64_t doc, const StoredHypothesis& h) {
    auto& s = insert_hypothesis;
    s.bind(1, doc), s.bind(2, run), s.bind(3, std::int64_t{h.sentence}), s.bind(4, h.antecedent), s.bind(5, h.consequent);
    s.bind(6, std::int64_t{h.sign}), s.bind(7, h.modality), s.bind(8, h.holder);
    s.bind(9, std::int64_t{h.start}), s.bind(10, std::int64_t{h.end});
    return step(s);
  }

  Result<bool> add(const StoredDocument& document, const std::vector<StoredEvent>& events,
                   const std::vector<StoredHypothesis>& hypotheses) {
    KHALDUN_DO(note_run());
    const std::string content = content_of(document);
    KHALDUN_TRY(const bool there, coded(document, content));
    if (there) return false;
    KHALDUN_TRY(const std::int64_t row, row_of(document, content));
    insert_coding.bind(1, row), insert_coding.bind(2, run), insert_coding.bind(3, static_cast<std::int64_t>(events.size()));
    KHALDUN_DO(step(insert_coding));
    for (const StoredEvent& event : events) {
      KHALDUN_DO(add_event(row, document, event));
    }
    for (const StoredHypothesis& hypothesis : hypotheses) {
      KHALDUN_DO(add_hypothesis(row, hypothesis));
    }
    mark.bind(1, row), mark.bind(2, run);
    KHALDUN_DO(step(mark));
    return true;
  }
};

Store::Store(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() {
  if (inside_ && inside_->open) static_cast<void>(inside_->commit().ok());
}

Result<Store> Store::open(const std::filesystem::path& file, Access access) {
  auto inside = std::make_unique<Inside>();
  inside->file = file.string();
  const bool write = access == Access::write;
  std::error_code error;
  if (!write && !std::filesystem::exists(file, error)) {
    return Error{Fault::not_found, "no such store; khaldun ingest makes one", file.string(), 0, 0};
  }
  sqlite3* raw = nullptr;
  // A reader opens it for writing, too: WAL needs its side files. It never writes.
  const int flags = SQLITE_OPEN_READWRITE | (write ? SQLITE_OPEN_CREATE : 0);
  int code = sqlite3_open_v2(inside->file.c_str(), &raw, flags, nullptr);
  if (code != SQLITE_OK && !write) {
    sqlite3_close_v2(raw);
    code = sqlite3_open_v2(inside->file.c_str(), &raw, SQLITE_OPEN_READONLY, nullptr);
  }
  inside->db.reset(raw);
  if (code != SQLITE_OK) return inside->fault();
  sqlite3_busy_timeout(raw, kPatience);
  KHALDUN_DO(inside->check_format(write));
  if (write) {
    KHALDUN_DO(inside->exec("PRAGMA page_size=16384; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY"));
    KHALDUN_DO(inside->exec("BEGIN IMMEDIATE"));
    KHALDUN_DO(inside->exec(kTables));
    KHALDUN_DO(inside->exec("PRAGMA user_version=1; COMMIT"));
    KHALDUN_DO(inside->prepare_writing());
  } else {
    KHALDUN_DO(inside->exec("PRAGMA query_only=1"));
  }
  return Store(std::move(inside));
}

Result<Done> Store::begin_run(const Coder& coder) {
  KHALDUN_DO(inside_->commit());
  inside_->coder = coder;
  inside_->run = 0;
  return Done{};
}

Result<bool> Store::has(const StoredDocument& document) { return inside_->coded(document, content_of(document)); }

Result<bool> Store::add(const StoredDocument& document, const std::vector<StoredEvent>& events,
                        const std::vector<StoredHypothesis>& hypotheses) {
  KHALDUN_DO(inside_->begin());
  KHALDUN_DO(inside_->exec("SAVEPOINT document"));
  auto added = inside_->add(document, events, hypotheses);
  if (!added) {
    static_cast<void>(inside_->exec("ROLLBACK TO document; RELEASE document").ok());
    return added;
  }
  KHALDUN_DO(inside_->exec("RELEASE document"));
  if (++inside_->waiting >= kBatch) {
    KHALDUN_DO(inside_->commit());
  }
  return added;
}

Result<Done> Store::flush() { return inside_->commit(); }

namespace {

constexpr std::string_view kSentence =
    "coalesce(e.sentence_text, CAST(substr(CAST(d.text AS BLOB), e.sentence_start + 1, e.sentence_bytes) AS TEXT), '')";

/// What holds of a row of events e and documents d that passes the filter, from WHERE on, and the values for its ?.
std::pair<std::string, std::vector<std::string>> condition_of(const EventFilter& filter) {
  // CROSS: documents outside, in the order of their index, so that nothing has to be sorted – but for single events.
  const bool single = !filter.numbers.empty() || !filter.id.empty();
  std::string sql = single ? " FROM events e JOIN documents d ON d.doc = e.doc AND d.run = e.run WHERE 1"
                           : " FROM documents d CROSS JOIN events e ON e.doc = d.doc AND e.run = d.run WHERE 1";
  std::vector<std::string> values;
  const auto value = [&](std::string text) {
    values.push_back(std::move(text));
    return "?" + std::to_string(values.size());
  };
  const auto within = [&](const char* column, const std::vector<std::string>& all) {
    sql += std::string(" AND ") + column + " IN (";
    for (std::size_t i = 0; i < all.size(); ++i) sql += (i == 0 ? "" : ", ") + value(all[i]);
    sql += ")";
  };
  if (filter.first) sql += " AND (e.enddate IS NULL OR e.enddate >= " + value(to_iso(*filter.first)) + ")";
  if (filter.last) sql += " AND (e.date IS NULL OR e.date <= " + value(to_iso(*filter.last)) + ")";
  if (filter.known) sql += " AND (d.published IS NULL OR d.published <= " + value(to_iso(*filter.known)) + ")";
  if (!filter.doc.empty()) sql += " AND d.id = " + value(filter.doc);
  if (!filter.id.empty()) sql += " AND e.id >= " + value(filter.id) + " AND e.id < " + value(filter.id + "~");
  if (filter.process_only) sql += " AND (e.process IS NOT NULL OR e.type IN ('ASSAULT', 'COERCE'))";
  if (filter.voiced_only) sql += " AND e.voiced = 1";
  if (!filter.status.empty()) sql += " AND e.status = " + value(filter.status);
  if (!filter.types.empty()) within("e.type", filter.types);
  if (!filter.words.empty()) {
    // LIKE folds ASCII letters; its own signs are taken as letters.
    std::string pattern = "%";
    for (char c : filter.words) pattern += c == '%' || c == '_' || c == '\\' ? std::string("\\") + c : std::string(1, c);
    const std::string at = value(pattern + "%");
    sql += " AND (" + std::string(kSentence) + " LIKE " + at + " ESCAPE '\\' OR e.actor LIKE " + at + " ESCAPE '\\' OR e.recipient LIKE " +
           at + " ESCAPE '\\')";
  }
  if (!filter.numbers.empty()) {
    sql += " AND e.event IN (";
    for (std::size_t i = 0; i < filter.numbers.size(); ++i) sql += (i == 0 ? "" : ",") + std::to_string(filter.numbers[i]);
    sql += ")";
  }
  sql += " ORDER BY d.published, d.id, d.content, e.event";
  return {std::move(sql), std::move(values)};
}

}  // namespace

Result<Done> Store::events(const EventFilter& filter, const std::function<void(const EventRow&)>& give) const {
  const auto [condition, values] = condition_of(filter);
  const std::string sql = "SELECT e.event, e.id, d.id, coalesce(d.published, ''), d.title, d.outlet, d.url, e.record, " +
                          std::string(kSentence) + condition;
  KHALDUN_TRY(Statement rows, Statement::prepare(inside_->db.get(), sql, inside_->file));
  for (std::size_t i = 0; i < values.size(); ++i) rows.bind(static_cast<int>(i) + 1, values[i]);
  return inside_->each(rows, [&] {
    give({rows.number(0), rows.text(1), rows.text(2), rows.text(3), rows.text(4), rows.text(5), rows.text(6), rows.text(7),
          rows.text(8)});
  });
}

Result<Done> Store::event_numbers(const EventFilter& filter, const std::function<void(std::int64_t)>& give) const {
  const auto [condition, values] = condition_of(filter);
  KHALDUN_TRY(Statement rows, Statement::prepare(inside_->db.get(), "SELECT e.event" + condition, inside_->file));
  for (std::size_t i = 0; i < values.size(); ++i) rows.bind(static_cast<int>(i) + 1, values[i]);
  return inside_->each(rows, [&] { give(rows.number(0)); });
}

namespace {

StoredDocument document_of(const Statement& row) {
  StoredDocument d;
  d.id = row.text(0), d.title = row.text(2), d.outlet = row.text(3), d.url = row.text(4), d.text = row.text(5);
  d.published = parse_day(row.text(1));
  return d;
}
constexpr std::string_view kDocument = "SELECT id, coalesce(published, ''), title, outlet, url, text FROM documents";

}  // namespace

Result<Done> Store::documents(const std::function<void(const StoredDocument&)>& give) const {
  KHALDUN_TRY(Statement rows, Statement::prepare(inside_->db.get(),
                                                 std::string(kDocument) + " ORDER BY published, id, content", inside_->file));
  return inside_->each(rows, [&] { give(document_of(rows)); });
}

Result<std::optional<StoredDocument>> Store::document(std::string_view id) const {
  KHALDUN_TRY(Statement rows, Statement::prepare(inside_->db.get(),
                                                 std::string(kDocument) + " WHERE id = ?1 ORDER BY content", inside_->file));
  rows.bind(1, id);
  const int code = rows.step();
  if (code == SQLITE_ROW) return std::optional<StoredDocument>(document_of(rows));
  if (code != SQLITE_DONE) return inside_->fault();
  return std::optional<StoredDocument>();
}

Result<Done> Store::hypotheses(const std::function<void(std::string_view, const StoredHypothesis&)>& give) const {
  KHALDUN_TRY(Statement rows,
              Statement::prepare(inside_->db.get(),
                                 "SELECT d.id, h.sentence, h.antecedent, h.consequent, h.sign, h.modality, h.holder, h.start, "
                                 "h.\"end\" FROM hypotheses h JOIN documents d ON d.doc = h.doc AND d.run = h.run "
                                 "ORDER BY d.published, d.id, d.content, h.start, h.\"end\", h.consequent",
                                 inside_->file));
  return inside_->each(rows, [&] {
    StoredHypothesis h;
    h.sentence = static_cast<std::uint32_t>(rows.number(1));
    h.antecedent = rows.text(2), h.consequent = rows.text(3), h.modality = rows.text(5), h.holder = rows.text(6);
    h.sign = static_cast<int>(rows.number(4));
    h.start = static_cast<std::uint32_t>(rows.number(7)), h.end = static_cast<std::uint32_t>(rows.number(8));
    give(rows.text(0), h);
  });
}

Result<Done> Store::run_events(std::int64_t run, const std::function<void(const EventRow&)>& give) const {
  KHALDUN_TRY(Statement rows,
              Statement::prepare(inside_->db.get(),
                                 "SELECT e.event, e.id, d.id, coalesce(d.published, ''), d.title, d.outlet, d.url, e.record, '' "
                                 "FROM events e JOIN documents d ON d.doc = e.doc WHERE e.run = ?1 "
                                 "ORDER BY d.published, d.id, d.content, e.event",
                                 inside_->file));
  rows.bind(1, run);
  return inside_->each(rows, [&] {
    give({rows.number(0), rows.text(1), rows.text(2), rows.text(3), rows.text(4), rows.text(5), rows.text(6), rows.text(7),
          rows.text(8)});
  });
}

Result<Done> Store::query(std::string_view sql, const std::function<void(const std::vector<std::string>&)>& head,
                          const std::function<void(const Row&)>& row, const std::vector<std::string>& values) const {
  KHALDUN_TRY(Statement rows, Statement::prepare(inside_->db.get(), sql, inside_->file));
  if (rows.raw() == nullptr) return Error{Fault::bad_value, "no SQL statement", "", 0, 0};
  if (sqlite3_stmt_readonly(rows.raw()) == 0) return Error{Fault::bad_value, "only SELECT is allowed: the store is read-only here", "", 0, 0};
  for (std::size_t i = 0; i < values.size(); ++i) rows.bind(static_cast<int>(i) + 1, values[i]);
  std::vector<std::string> names;
  for (int i = 0; i < rows.columns(); ++i) names.emplace_back(sqlite3_column_name(rows.raw(), i));
  head(names);
  return inside_->each(rows, [&] {
    Row out;
    for (int i = 0; i < rows.columns(); ++i) {
      rows.null(i) ? out.push_back(std::nullopt) : out.push_back(std::string(rows.text(i)));
    }
    row(out);
  });
}

Result<Done> Store::add_review(const Review& r) {
  KHALDUN_TRY(Statement add, Statement::prepare(inside_->db.get(),
                                                "INSERT INTO reviews (event, decision, field, value, by, note, made) "
                                                "VALUES (?1,?2,?3,?4,?5,?6,?7)",
                                                inside_->file));
  const std::string made = now_utc();
  add.bind(1, r.event), add.bind(2, r.decision), add.bind(3, r.field), add.bind(4, r.value), add.bind(5, r.by);
  add.bind(6, r.note), add.bind(7, made);
  if (add.step() != SQLITE_DONE) return inside_->fault();
  return Done{};
}

Result<std::vector<Store::Review>> Store::reviews() const {
  KHALDUN_TRY(Statement rows, Statement::prepare(inside_->db.get(),
                                                 "SELECT event, decision, field, value, by, note FROM reviews ORDER BY review",
                                                 inside_->file));
  std::vector<Review> out;
  KHALDUN_DO(inside_->each(rows, [&] {
    out.push_back({std::string(rows.text(0)), std::string(rows.text(1)), std::string(rows.text(2)), std::string(rows.text(3)),
                   std::string(rows.text(4)), std::string(rows.text(5))});
  }));
  return out;
}

}  // namespace khaldun
