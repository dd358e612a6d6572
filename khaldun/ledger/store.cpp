#include "khaldun/ledger/store.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <map>
#include <set>
#include <utility>

#include "khaldun/ledger/assertion.h"
#include "khaldun/ledger/blocs.h"
#include "khaldun/ledger/short_record.h"
#include "khaldun/ledger/sqlite.h"
#include "khaldun/lexicon/blob.h"

namespace khaldun {
namespace {

using sqlite::Statement;

/// Format of the file; a later one is refused.
constexpr int kFormat = 2;
/// How long a writer waits for another one, in milliseconds.
constexpr int kPatience = 20000;

constexpr const char* kTables = R"(
CREATE TABLE IF NOT EXISTS runs (
  run INTEGER PRIMARY KEY, program TEXT NOT NULL, lexicon TEXT NOT NULL, weights TEXT NOT NULL, started TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS documents (
  doc INTEGER PRIMARY KEY, id TEXT NOT NULL, content BLOB NOT NULL, published TEXT, title TEXT NOT NULL,
  outlet TEXT NOT NULL, url TEXT NOT NULL, text TEXT NOT NULL, run INTEGER NOT NULL, story INTEGER);
CREATE INDEX IF NOT EXISTS documents_by_id ON documents (id);
CREATE INDEX IF NOT EXISTS documents_by_day ON documents (published);
CREATE TABLE IF NOT EXISTS codings (
  doc INTEGER NOT NULL REFERENCES documents, run INTEGER NOT NULL REFERENCES runs, events INTEGER NOT NULL,
  PRIMARY KEY (doc, run)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS events (
  event INTEGER PRIMARY KEY, doc INTEGER NOT NULL REFERENCES documents, run INTEGER NOT NULL REFERENCES runs,
  id TEXT NOT NULL, sentence INTEGER NOT NULL, type TEXT NOT NULL, mode TEXT, status TEXT NOT NULL, actor TEXT,
  recipient TEXT, actor_blocs TEXT, recipient_blocs TEXT, date TEXT, enddate TEXT, country TEXT, process TEXT,
  voiced INTEGER NOT NULL, dead_low INTEGER, dead_high INTEGER, sentence_start INTEGER, sentence_bytes INTEGER,
  groups TEXT, happening INTEGER, linked_by TEXT);
CREATE TABLE IF NOT EXISTS records (event INTEGER PRIMARY KEY REFERENCES events, brief INTEGER NOT NULL, record TEXT NOT NULL,
  sentence_text TEXT);
CREATE TABLE IF NOT EXISTS parties (
  party INTEGER PRIMARY KEY, entity TEXT, bloc TEXT, code TEXT, sectors TEXT, name TEXT);
CREATE TABLE IF NOT EXISTS roles (
  party INTEGER NOT NULL REFERENCES parties, event INTEGER NOT NULL REFERENCES events, role TEXT NOT NULL,
  PRIMARY KEY (party, event, role)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS settled (what TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
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
         e.actor_blocs, e.recipient_blocs, e.date, e.enddate, e.country, e.process, e.dead_low, e.dead_high, e.happening,
         json_extract(r.record, '$.event_loc.resolved_place') AS place,
         json_extract(r.record, '$.event_loc.lat') AS lat, json_extract(r.record, '$.event_loc.lon') AS lon,
         json_extract(r.record, '$.event_text') AS event_text, json_extract(r.record, '$.confidence') AS confidence,
         coalesce(r.sentence_text,
           CAST(substr(CAST(d.text AS BLOB), e.sentence_start + 1, e.sentence_bytes) AS TEXT)) AS sentence_text
  FROM events e JOIN documents d ON d.doc = e.doc AND d.run = e.run JOIN records r ON r.event = e.event;
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
  std::string out;
  for (const std::uint64_t half : {blob::hash_bytes(all, 1), blob::hash_bytes(all, 2)}) {
    for (int shift = 56; shift >= 0; shift -= 8) out += static_cast<char>((half >> static_cast<unsigned>(shift)) & 0xffU);
  }
  return out;
}

std::string joined(const std::vector<std::string>& all) {
  std::string out;
  for (const auto& one : all) out += (out.empty() ? "" : ";") + one;
  return out;
}

/// Blocs of one side of an event, sorted, each once, joined by ";".
std::string blocs_in(const std::vector<Who>& side) {
  std::set<std::string> keys;
  for (const Who& who : side) {
    if (!who.key.empty()) keys.insert(who.key);
  }
  return joined({keys.begin(), keys.end()});
}

/// Deaths told in one report: the smallest and the largest figure.
std::optional<std::pair<std::int64_t, std::int64_t>> deaths_in(const Assertion& told) {
  std::optional<std::pair<std::int64_t, std::int64_t>> out;
  for (const Figure& figure : told.figures) {
    if (figure.what != "dead") continue;
    if (!out) out.emplace(figure.low, figure.high);
    out->first = std::min(out->first, figure.low);
    out->second = std::max(out->second, figure.high);
  }
  return out;
}

}  // namespace

struct Store::Inside {
  std::string file;
  sqlite::Database db;
  Coder coder;
  std::optional<Blocs> blocs;  ///< without a lexicon a party is its entity, else code and sector
  std::int64_t run = 0;  ///< 0: not noted yet
  bool open = false;     ///< a transaction
  int waiting = 0;       ///< documents in it
  Statement find, insert_document, find_document, insert_coding, mark, insert_event, insert_record, insert_party, insert_role, insert_hypothesis;
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
    if (format > 0) {
      return Error{Fault::unsupported, "store of format " + std::to_string(format) + ", made by an earlier version: ingest the documents anew",
                   file, 0, 0};
    }
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
                                             "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0)"));
    KHALDUN_DO(get(find_document, "SELECT doc FROM documents WHERE id = ?1 AND content = ?2"));
    KHALDUN_DO(get(insert_coding, "INSERT INTO codings (doc, run, events) VALUES (?1, ?2, ?3)"));
    KHALDUN_DO(get(mark, "UPDATE documents SET run = ?2 WHERE doc = ?1"));
    KHALDUN_DO(get(insert_event,
                   "INSERT INTO events (doc, run, id, sentence, type, mode, status, actor, recipient, actor_blocs, recipient_blocs, date, "
                   "enddate, country, process, voiced, dead_low, dead_high, sentence_start, sentence_bytes, groups) "
                   "VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,?20,?21)"));
    KHALDUN_DO(get(insert_record, "INSERT INTO records (event, brief, record, sentence_text) VALUES (?1, ?2, ?3, ?4)"));
    KHALDUN_DO(get(insert_party, "INSERT OR IGNORE INTO parties (party, entity, bloc, code, sectors, name) VALUES (?1,?2,?3,?4,?5,?6)"));
    KHALDUN_DO(get(insert_role, "INSERT OR IGNORE INTO roles (party, event, role) VALUES (?1, ?2, ?3)"));
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

  /// The same with two threads: one calls `read` for each row, one `give` for each T that `read` added.
  template <class T, class Read, class Give>
  Result<Done> each_ahead(Statement& rows, const Read& read, const Give& give) const {
    if (sqlite::each_ahead<T>(rows, read, give) != SQLITE_DONE) return fault();
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
    find.bind(1, document.id), find.bind_bytes(2, content);
    find.bind(3, coder.program), find.bind(4, coder.lexicon), find.bind(5, coder.weights);
    const int code = find.step();
    find.reset();
    if (code != SQLITE_ROW && code != SQLITE_DONE) return fault();
    return code == SQLITE_ROW;
  }

  /// The row of the document, made if there is none.
  Result<std::int64_t> row_of(const StoredDocument& d, const std::string& content) {
    find_document.bind(1, d.id), find_document.bind_bytes(2, content);
    const int found = find_document.step();
    const std::int64_t row = found == SQLITE_ROW ? find_document.number(0) : 0;
    find_document.reset();
    if (found == SQLITE_ROW) return row;
    if (found != SQLITE_DONE) return fault();
    const std::string published = d.published ? to_iso(*d.published) : "";
    insert_document.bind(1, d.id), insert_document.bind_bytes(2, content);
    insert_document.bind_or_null(3, published);
    insert_document.bind(4, d.title), insert_document.bind(5, d.outlet), insert_document.bind(6, d.url);
    insert_document.bind(7, d.text);
    KHALDUN_DO(step(insert_document));
    return sqlite3_last_insert_rowid(db.get());
  }

  /// Who takes part, once in each role.
  Result<Done> add_role(std::int64_t event, const Who& who, std::string_view role) {
    const std::string sectors = joined(who.sectors);
    std::string all;
    for (const std::string_view part : {std::string_view(who.entity), std::string_view(who.key), std::string_view(who.code),
                                        std::string_view(sectors), std::string_view(who.name)}) {
      (all += part) += '\0';
    }
    // A number made of the words, so that no index over the words is needed.
    const auto party = static_cast<std::int64_t>(blob::hash_bytes(all, 3) >> 1U);
    insert_party.bind(1, party);
    insert_party.bind_or_null(2, who.entity), insert_party.bind_or_null(3, who.key), insert_party.bind_or_null(4, who.code);
    insert_party.bind_or_null(5, sectors), insert_party.bind_or_null(6, who.name);
    KHALDUN_DO(step(insert_party));
    insert_role.bind(1, party), insert_role.bind(2, event), insert_role.bind(3, role);
    return step(insert_role);
  }

  Result<Done> add_event(std::int64_t doc, const StoredDocument& document, const StoredEvent& event, const Assertion& told) {
    const std::string mode = joined(told.modes), actor = short_names(told.actors), recipient = short_names(told.recipients);
    const std::string actors = blocs_in(told.actors), recipients = blocs_in(told.recipients);
    const std::string first = told.first ? to_iso(*told.first) : "", last = told.last ? to_iso(*told.last) : "";
    const std::string process = told.process.empty() ? "" : told.process + "." + told.transition;
    const std::size_t at = event.sentence_text.empty() ? std::string::npos : document.text.find(event.sentence_text);
    auto& s = insert_event;
    s.bind(1, doc), s.bind(2, run), s.bind(3, event.id), s.bind(4, std::int64_t{told.sentence}), s.bind(5, told.type);
    s.bind_or_null(6, mode);
    s.bind(7, status_of(told));
    s.bind_or_null(8, actor), s.bind_or_null(9, recipient), s.bind_or_null(10, actors), s.bind_or_null(11, recipients);
    s.bind_or_null(12, first), s.bind_or_null(13, last), s.bind_or_null(14, told.country), s.bind_or_null(15, process);
    s.bind(16, std::int64_t{told.voices.empty() ? 0 : 1});
    if (const auto deaths = deaths_in(told)) s.bind(17, deaths->first), s.bind(18, deaths->second);
    if (at != std::string::npos) s.bind(19, static_cast<std::int64_t>(at)), s.bind(20, static_cast<std::int64_t>(event.sentence_text.size()));
    const std::string groups = blocs ? blocs->groups_in(told) : "";
    s.bind_or_null(21, groups);
    KHALDUN_DO(step(s));
    const std::int64_t row = sqlite3_last_insert_rowid(db.get());
    const auto brief = shorten_record(event.record, event.id, document.id);
    insert_record.bind(1, row), insert_record.bind(2, std::int64_t{brief ? 1 : 0}), insert_record.bind(3, brief ? *brief : event.record);
    if (at == std::string::npos) insert_record.bind_or_null(4, event.sentence_text);
    KHALDUN_DO(step(insert_record));
    for (const Who& who : told.actors) KHALDUN_DO(add_role(row, who, "actor"));
    for (const Who& who : told.recipients) KHALDUN_DO(add_role(row, who, "recipient"));
    for (const Who& who : told.participants) KHALDUN_DO(add_role(row, who, who.role));
    return Done{};
  }

  /// The records read, each party with its bloc.
  Result<std::vector<Assertion>> read_all(const StoredDocument& document, const std::vector<StoredEvent>& events) {
    std::vector<Assertion> out;
    for (const StoredEvent& event : events) {
      auto read = reader.read(event.record);
      if (!read) return Error{Fault::bad_format, document.id + ": " + read.error().what, file, 0, 0};
      out.push_back(std::move(read).value());
      out.back().told = document.published;
    }
    if (blocs) {
      blocs->fill(out);
    } else {
      for (Assertion& told : out) {
        for (auto* side : {&told.actors, &told.recipients, &told.participants}) {
          for (Who& who : *side) who.key = short_name(who);
        }
      }
    }
    return out;
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
    KHALDUN_TRY(const auto told, read_all(document, events));
    KHALDUN_TRY(const std::int64_t row, row_of(document, content));
    insert_coding.bind(1, row), insert_coding.bind(2, run), insert_coding.bind(3, static_cast<std::int64_t>(events.size()));
    KHALDUN_DO(step(insert_coding));
    for (std::size_t i = 0; i < events.size(); ++i) {
      KHALDUN_DO(add_event(row, document, events[i], told[i]));
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
    KHALDUN_DO(inside->exec("PRAGMA user_version=2; COMMIT"));
    KHALDUN_DO(inside->prepare_writing());
  } else {
    // Records are reached through an index, page after page at random: with SQLite's usual 2 MB each is read several times.
    KHALDUN_DO(inside->exec(access == Access::glance ? "PRAGMA query_only=1; PRAGMA mmap_size=1073741824; PRAGMA cache_size=-4096" : "PRAGMA query_only=1; PRAGMA mmap_size=1073741824; PRAGMA cache_size=-32768"));
  }
  return Store(std::move(inside));
}

Result<Done> Store::begin_run(const Coder& coder, const Lexicon* lexicon) {
  KHALDUN_DO(inside_->commit());
  inside_->coder = coder;
  inside_->blocs.reset();
  if (lexicon != nullptr) inside_->blocs.emplace(*lexicon);
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
    "coalesce(r.sentence_text, CAST(substr(CAST(d.text AS BLOB), e.sentence_start + 1, e.sentence_bytes) AS TEXT), '')";

/// What else a query reads of an event.
enum class With : std::uint8_t { nothing, record };

/// What holds of a row of events e and documents d (and records r) that passes the filter, from FROM on, and the values for its ?.
std::pair<std::string, std::vector<std::string>> condition_of(const EventFilter& filter, With with) {
  // CROSS: documents outside, in the order of their index, so that nothing has to be sorted – but for few events.
  const bool few = !filter.numbers.empty() || !filter.id.empty() || !filter.parties.empty() || !filter.status.empty();
  std::string sql = few ? " FROM events e JOIN documents d ON d.doc = e.doc AND d.run = e.run"
                        : " FROM documents d CROSS JOIN events e ON e.doc = d.doc AND e.run = d.run";
  if (with == With::record || !filter.words.empty()) sql += few ? " JOIN records r ON r.event = e.event" : " CROSS JOIN records r ON r.event = e.event";
  sql += " WHERE 1";
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
  if (filter.process_only) {
    // What moves a process, captives freed, and violence of those who keep a truce.
    sql += " AND (e.process IS NOT NULL OR (e.type = 'RETREAT' AND e.mode LIKE '%release%') OR (e.type = 'ASSAULT' AND e.event IN (SELECT event FROM roles WHERE role IN ('actor', 'recipient') "
           "AND party IN (SELECT party FROM parties WHERE bloc IN (SELECT p.bloc FROM events x JOIN roles o ON o.event = x.event JOIN parties p "
           "ON p.party = o.party WHERE x.process LIKE 'ceasefire.%')))))";
  }
  if (filter.claims_only) {
    // What somebody says, and what writers tell of the same doing.
    sql += " AND (e.voiced = 1 OR (e.type, coalesce(e.actor_blocs, ''), coalesce(e.recipient_blocs, '')) IN (SELECT type, "
           "coalesce(actor_blocs, ''), coalesce(recipient_blocs, '') FROM events WHERE voiced = 1))";
  }
  for (const auto& any : filter.parties) {
    // A claim is made of all events of one type and the same blocs: who is asked for may be told by another name in some of them.
    sql += filter.claims_only ? " AND (e.type, coalesce(e.actor_blocs, ''), coalesce(e.recipient_blocs, '')) IN (SELECT x.type, coalesce(x.actor_blocs, ''), "
                                "coalesce(x.recipient_blocs, '') FROM roles o JOIN events x ON x.event = o.event WHERE o.party IN ("
                              : " AND e.event IN (SELECT event FROM roles WHERE party IN (";
    for (std::size_t i = 0; i < any.size(); ++i) sql += (i == 0 ? "" : ",") + std::to_string(any[i]);
    sql += "))";
  }
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
  const auto [condition, values] = condition_of(filter, With::record);
  const std::string sql = "SELECT e.event, e.id, d.id, d.published, d.title, d.outlet, d.url, r.record, " + std::string(kSentence) + ", r.brief" + condition;
  KHALDUN_TRY(Statement rows, Statement::prepare(inside_->db.get(), sql, inside_->file));
  for (std::size_t i = 0; i < values.size(); ++i) rows.bind(static_cast<int>(i) + 1, values[i]);
  struct Copy {
    std::int64_t number;
    std::string id, doc, published, title, outlet, url, record, sentence;
  };
  const auto read = [&](std::vector<Copy>& out) {
    const auto text = [&](int column) { return std::string(rows.text(column)); };
    out.push_back({rows.number(0), text(1), text(2), text(3), text(4), text(5), text(6),
                   rows.number(9) != 0 ? lengthen_record(rows.text(7), rows.text(1), rows.text(2)) : text(7), text(8)});
  };
  return inside_->each_ahead<Copy>(rows, read, [&](Copy&& c) { give({c.number, c.id, c.doc, c.published, c.title, c.outlet, c.url, c.record, c.sentence}); });
}

Result<Done> Store::told(const EventFilter& filter, const std::function<void(Assertion&&, std::string_view)>& give) const {
  const auto [condition, values] = condition_of(filter, With::record);
  const std::string sql = "SELECT e.event, e.id, d.id, d.published, r.record, e.groups, " + std::string(filter.no_sentences ? "''" : kSentence) + condition;
  KHALDUN_TRY(Statement rows, Statement::prepare(inside_->db.get(), sql, inside_->file));
  for (std::size_t i = 0; i < values.size(); ++i) rows.bind(static_cast<int>(i) + 1, values[i]);
  AssertionReader reader;
  using Told = std::pair<Assertion, std::string>;
  const auto read = [&](std::vector<Told>& out) {
    auto told = reader.read(rows.text(4));
    if (!told) return;
    Assertion& one = out.emplace_back(std::move(told).value(), rows.text(5)).first;
    one.row = rows.number(0);
    one.id = rows.text(1), one.doc = rows.text(2), one.sentence_text = rows.text(6);
    one.told = parse_day(rows.text(3));
  };
  return inside_->each_ahead<Told>(rows, read, [&](Told&& told) { give(std::move(told.first), told.second); });
}

Result<Done> Store::outlines(const EventFilter& filter, const std::function<void(const Outline&)>& give) const {
  const auto [condition, values] = condition_of(filter, With::nothing);
  const std::string sql =
      "SELECT e.event, e.happening, e.type, e.status, e.actor_blocs, e.recipient_blocs, e.country, e.date, e.enddate, d.published, "
      "e.dead_low, e.dead_high, d.id, e.process" + condition;
  KHALDUN_TRY(Statement rows, Statement::prepare(inside_->db.get(), sql, inside_->file));
  for (std::size_t i = 0; i < values.size(); ++i) rows.bind(static_cast<int>(i) + 1, values[i]);
  return inside_->each(rows, [&] {
    Outline out;
    out.number = rows.number(0);
    out.happening = rows.null(1) ? out.number : rows.number(1);
    out.type = rows.text(2), out.status = rows.text(3), out.actors = rows.text(4), out.recipients = rows.text(5), out.country = rows.text(6);
    out.first = parse_day(rows.text(7)), out.last = parse_day(rows.text(8)), out.told = parse_day(rows.text(9));
    if (!rows.null(10)) out.deaths = {rows.number(10), rows.number(11)};
    out.doc = rows.text(12), out.process = rows.text(13);
    give(out);
  });
}

Result<Done> Store::parties(const std::function<void(const PartyRow&)>& give) const {
  KHALDUN_TRY(Statement rows, Statement::prepare(inside_->db.get(), "SELECT party, entity, bloc, code, sectors, name FROM parties", inside_->file));
  return inside_->each(rows, [&] { give({rows.number(0), rows.text(1), rows.text(2), rows.text(3), rows.text(4), rows.text(5)}); });
}

Result<std::string> Store::content() const {
  KHALDUN_TRY(Statement rows, Statement::prepare(inside_->db.get(),
                                                 "SELECT (SELECT max(event) FROM events), (SELECT count(*) FROM codings), "
                                                 "(SELECT max(run) FROM runs)", inside_->file));
  if (rows.step() != SQLITE_ROW) return inside_->fault();
  return std::to_string(rows.number(0)) + " " + std::to_string(rows.number(1)) + " " + std::to_string(rows.number(2));
}

Result<bool> Store::settled(std::string_view what) const {
  KHALDUN_TRY(const std::string now, content());
  KHALDUN_TRY(Statement rows, Statement::prepare(inside_->db.get(), "SELECT value FROM settled WHERE what = ?1", inside_->file));
  rows.bind(1, what);
  const int code = rows.step();
  if (code != SQLITE_ROW && code != SQLITE_DONE) return inside_->fault();
  return code == SQLITE_ROW && rows.text(0) == now;
}

Result<Done> Store::settle(std::string_view what, const std::string& as_of, const std::vector<Settled>& rows) {
  KHALDUN_DO(inside_->commit());
  KHALDUN_DO(inside_->exec("BEGIN IMMEDIATE"));
  const auto all = [&]() -> Result<Done> {
    KHALDUN_TRY(const std::string now, content());
    if (now != as_of) return Done{};  // another program has added documents since; who ends last settles
    const bool events = what == kLinks;
    KHALDUN_DO(inside_->exec(events ? "UPDATE events SET happening = NULL, linked_by = NULL WHERE happening IS NOT NULL"
                                    : "UPDATE documents SET story = NULL WHERE story IS NOT NULL"));
    KHALDUN_TRY(Statement set, Statement::prepare(inside_->db.get(),
                                                  events ? "UPDATE events SET happening = ?2, linked_by = ?3 WHERE event = ?1"
                                                         : "UPDATE documents SET story = ?2 WHERE doc = ?1 AND ?3 IS NULL",
                                                  inside_->file));
    for (const Settled& row : rows) {
      set.bind(1, row.number), set.bind(2, row.with), set.bind_or_null(3, row.why);
      KHALDUN_DO(inside_->step(set));
    }
    KHALDUN_TRY(Statement mark, Statement::prepare(inside_->db.get(), "INSERT OR REPLACE INTO settled VALUES (?1, ?2)", inside_->file));
    mark.bind(1, what), mark.bind(2, as_of);
    return inside_->step(mark);
  };
  const auto done = all();
  if (!done) {
    static_cast<void>(inside_->exec("ROLLBACK").ok());
    return done;
  }
  return inside_->exec("COMMIT");
}

Result<Done> Store::event_numbers(const EventFilter& filter, const std::function<void(std::int64_t)>& give) const {
  const auto [condition, values] = condition_of(filter, With::nothing);
  KHALDUN_TRY(Statement rows, Statement::prepare(inside_->db.get(), "SELECT e.event" + condition, inside_->file));
  for (std::size_t i = 0; i < values.size(); ++i) rows.bind(static_cast<int>(i) + 1, values[i]);
  return inside_->each(rows, [&] { give(rows.number(0)); });
}

namespace {

StoredDocument document_of(const Statement& row) {
  StoredDocument d;
  d.id = row.text(0), d.title = row.text(2), d.outlet = row.text(3), d.url = row.text(4), d.text = row.text(5);
  d.published = parse_day(row.text(1));
  d.number = row.number(6);
  return d;
}
constexpr std::string_view kDocument = "SELECT id, coalesce(published, ''), title, outlet, url, text, doc FROM documents";

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
                                 "SELECT e.event, e.id, d.id, coalesce(d.published, ''), d.title, d.outlet, d.url, r.record, '', r.brief "
                                 "FROM events e JOIN documents d ON d.doc = e.doc JOIN records r ON r.event = e.event WHERE e.run = ?1 "
                                 "ORDER BY d.published, d.id, d.content, e.event",
                                 inside_->file));
  rows.bind(1, run);
  return inside_->each(rows, [&] {
    const std::string whole = rows.number(9) != 0 ? lengthen_record(rows.text(7), rows.text(1), rows.text(2)) : std::string();
    const std::string_view record = rows.number(9) != 0 ? std::string_view(whole) : rows.text(7);
    give({rows.number(0), rows.text(1), rows.text(2), rows.text(3), rows.text(4), rows.text(5), rows.text(6), record, rows.text(8)});
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

Result<std::vector<Store::Review>> Store::review_log() const {
  KHALDUN_TRY(Statement rows, Statement::prepare(inside_->db.get(),
                                                 "SELECT event, decision, field, value, by, note, made FROM reviews ORDER BY review",
                                                 inside_->file));
  std::vector<Review> out;
  KHALDUN_DO(inside_->each(rows, [&] {
    out.push_back({std::string(rows.text(0)), std::string(rows.text(1)), std::string(rows.text(2)), std::string(rows.text(3)),
                   std::string(rows.text(4)), std::string(rows.text(5)), std::string(rows.text(6)), true});
  }));
  std::map<std::string, std::vector<std::size_t>> standing;
  for (std::size_t i = 0; i < out.size(); ++i) {
    auto& mine = standing[out[i].event];
    if (out[i].decision != "undo") {
      mine.push_back(i);
      continue;
    }
    out[i].stands = false;
    if (mine.empty()) continue;
    out[mine.back()].stands = false;
    mine.pop_back();
  }
  return out;
}

Result<std::vector<Store::Review>> Store::reviews() const {
  KHALDUN_TRY(std::vector<Review> all, review_log());
  all.erase(std::remove_if(all.begin(), all.end(), [](const Review& r) { return !r.stands; }), all.end());
  return all;
}

}  // namespace khaldun
