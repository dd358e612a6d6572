#include "app/khaldun/serve_desk.h"

#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <variant>

#include "app/khaldun/actor_list.h"
#include "app/khaldun/commands.h"
#include "app/khaldun/output.h"
#include "app/khaldun/review_fields.h"
#include "app/khaldun/settling.h"
#include "app/khaldun/share.h"
#include "app/khaldun/store_of.h"
#include "app/khaldun/storing.h"
#include "khaldun/base/is_one.h"
#include "khaldun/ledger/assertion.h"
#include "khaldun/lexicon/lexicon.h"
#include "khaldun/reading/reading.h"
#include "khaldun/showing/json.h"
#include "khaldun/showing/ledger.h"

namespace khaldun::app {
namespace {

using Json = nlohmann::json;

/// Bytes of lists that are kept at once.
constexpr std::size_t kKeptBytes = std::size_t{96} << 20;
constexpr std::size_t kMostRows = 20'000, kMostEvents = 2'000, kUsualRows = 1'000, kUsualEvents = 100;
/// Longest text that is coded while its sender waits.
constexpr std::size_t kMostText = std::size_t{4} << 20;
/// Events that a search shows; the list of events shows the rest.
constexpr std::size_t kFound = 30;
/// Stores that are kept open between requests.
constexpr std::size_t kIdle = 4;
/// Names that are asked for at once.
constexpr std::size_t kMostNames = 200;
/// Events of a time line: each takes about 3 kB while it is made.
constexpr std::size_t kMostTold = 20'000;
/// Command lines that are remembered.
constexpr std::size_t kMostCalls = 256;
/// How long nobody has to have asked for anything before a long list is made unasked, and how long that is waited for.
constexpr std::chrono::milliseconds kQuiet{400}, kPatience{8'000};

constexpr std::array<std::pair<std::string_view, int (*)(const Call&)>, 7> kListings = {
    {{"events", run_events},
     {"timeline", run_timeline},
     {"processes", run_processes},
     {"claims", run_claims},
     {"hypotheses", run_hypotheses},
     {"stories", run_stories},
     {"dyads", run_dyads}}};

Answer failure(const Error& error) { return refusal(error.fault == Fault::bad_value ? 400 : 500, error.text()); }

Error wrong(std::string what) { return {Fault::bad_value, std::move(what), "", 0, 0}; }

std::optional<std::size_t> number(const Asked& asked, std::string_view name, std::size_t otherwise, std::size_t most) {
  const std::string text = asked.value(name);
  if (text.empty()) return otherwise;
  const auto value = whole_number(text, 0, 1'000'000'000);
  if (!value) return std::nullopt;
  return std::min(static_cast<std::size_t>(*value), most);
}

/// What LIKE takes for these words, as they are.
std::string pattern_of(std::string_view words) {
  std::string out = "%";
  for (char c : words) {
    if (c == '%' || c == '_' || c == '\\') out += '\\';
    out += c;
  }
  return out + "%";
}

/// A record with its sentence, status and document, as one object.
void append_event(std::string& out, const EventRow& row, std::string_view status) {
  std::string more;
  json::Writer json(more);
  json.begin_object();
  json.field("status", status);
  json.field("published", row.published);
  json.field("title", row.title);
  json.field("outlet", row.outlet);
  json.field("url", row.url);
  json.end_object();
  std::string record = with_text(row.record, row.sentence_text);
  record.back() = ',';
  out += record + more.substr(1);
}

void append_review(std::string& out, const Store::Review& review) {
  json::Writer json(out);
  json.begin_object();
  json.field("event", review.event);
  json.field("decision", review.decision);
  json.field("field", review.field);
  json.field("value", review.value);
  json.field("by", review.by);
  json.field("note", review.note);
  json.field("made", review.made);
  json.field_boolean("stands", review.stands);
  json.end_object();
}

std::string text_in(const Json& object, const char* key) {
  const auto at = object.find(key);
  return at != object.end() && at->is_string() ? at->get<std::string>() : std::string();
}

}  // namespace

std::string Asked::value(std::string_view name, std::string_view otherwise) const {
  const auto at = values.find(std::string(name));
  return at == values.end() ? std::string(otherwise) : at->second;
}

Answer refusal(int status, std::string_view why) {
  Answer answer;
  answer.status = status;
  json::Writer json(answer.body);
  json.begin_object();
  json.field("error", why);
  json.end_object();
  answer.body += '\n';
  return answer;
}

const std::vector<Desk::Route>& Desk::routes() {
  static const std::vector<Route> all = {{"GET", "/api/info", &Desk::info},
                                         {"GET", "/api/documents", &Desk::documents},
                                         {"GET", "/api/document", &Desk::document},
                                         {"GET", "/api/events", &Desk::events},
                                         {"GET", "/api/event", &Desk::event},
                                         {"GET", "/api/timeline", &Desk::listing},
                                         {"GET", "/api/processes", &Desk::listing},
                                         {"GET", "/api/claims", &Desk::listing},
                                         {"GET", "/api/hypotheses", &Desk::listing},
                                         {"GET", "/api/dyads", &Desk::listing},
                                         {"GET", "/api/stories", &Desk::listing},
                                         {"GET", "/api/actors", &Desk::actors},
                                         {"GET", "/api/actor", &Desk::actor},
                                         {"GET", "/api/pairs", &Desk::pairs},
                                         {"GET", "/api/reports", &Desk::reports},
                                         {"GET", "/api/names", &Desk::names},
                                         {"GET", "/api/search", &Desk::search},
                                         {"GET", "/api/reviews", &Desk::reviews},
                                         {"GET", "/api/jobs", &Desk::job},
                                         {"DELETE", "/api/jobs", &Desk::cancel, true},
                                         {"POST", "/api/code", &Desk::code, true},
                                         {"POST", "/api/review", &Desk::review, true},
                                         {"POST", "/api/ingest", &Desk::ingest, true}};
  return all;
}

Desk::Desk(Call call, Khaldun khaldun, Store watch)
    : call_(std::move(call)),
      file_(call_.value("store")),
      khaldun_(std::move(khaldun)),
      jobs_(std::make_unique<Jobs>(khaldun_, file_)),
      watch_(std::move(watch)) {}
Desk::~Desk() { stop(); }

void Desk::stop() {
  stopped_ = true;
  jobs_->stop();
  if (warming_.joinable()) warming_.join();
}

void Desk::wait_for_quiet() const {
  const auto begun = std::chrono::steady_clock::now();
  while (!stopped_) {
    const auto now = std::chrono::steady_clock::now();
    if (now - std::max(begun, asked_.load()) > kQuiet || now - begun > kPatience) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
}

void Desk::warm() {
  warming_ = std::thread([this] {
    constexpr std::size_t kShort = 5;  // of these, the lists that take little
    const std::array<std::pair<std::string_view, std::multimap<std::string, std::string>>, 12> first = {
        {{"info", {}},
         {"documents", {{"limit", "30"}}},
         {"pairs", {}},
         {"actors", {}},
         {"events", {{"limit", "1"}}},
         {"claims", {{"limit", "1"}}},
         {"claims", {{"contested", "1"}, {"limit", "1"}}},
         {"processes", {{"limit", "1"}}},
         {"hypotheses", {{"limit", "1"}}},
         {"stories", {{"limit", "1"}}},
         {"documents", {{"limit", "2000"}}},
         {"dyads", {{"limit", "1"}}}}};
    for (std::size_t i = 0; i < first.size(); ++i) {
      if (i >= kShort) wait_for_quiet();
      if (stopped_) return;
      static_cast<void>(act({"GET", "/api/" + std::string(first[i].first), "", first[i].second}));
    }
  });
}

std::string Desk::Rows::joined() const {
  std::string out;
  for (std::size_t i = 0; i < lines.size(); ++i) (out += i == 0 ? "" : ",") += line(i);
  return out;
}

Result<std::unique_ptr<Desk>> Desk::open(const Call& call) {
  KHALDUN_TRY(Store watch, store_of(call, Store::Access::read));
  KHALDUN_TRY(Khaldun khaldun, open_khaldun(call));
  return std::unique_ptr<Desk>(new Desk(call, std::move(khaldun), std::move(watch)));
}

bool Desk::writes(const Asked& asked) {
  return std::any_of(routes().begin(), routes().end(), [&](const Route& route) {
    return route.path == asked.path && route.method == asked.method && route.writes;
  });
}

Answer Desk::answer(const Asked& asked) {
  asked_ = std::chrono::steady_clock::now();
  return act(asked);
}

Answer Desk::act(const Asked& asked) {
  std::string allow;
  const std::string_view method = asked.method == "HEAD" ? "GET" : std::string_view(asked.method);
  for (const Route& route : routes()) {
    if (route.path != asked.path) continue;
    if (route.method == method) return (this->*route.act)(asked);
    allow += (allow.empty() ? "" : ", ") + std::string(route.method);
  }
  if (allow.empty()) return refusal(404, "there is no such address");
  Answer answer = refusal(405, "only " + allow + " is allowed here");
  answer.allow = allow;
  return answer;
}

Result<std::shared_ptr<const Store>> Desk::reader() const {
  std::unique_ptr<const Store> store;
  {
    const std::scoped_lock lock(idle_mutex_);
    if (!idle_.empty()) {
      store = std::move(idle_.back());
      idle_.pop_back();
    }
  }
  if (!store) {
    KHALDUN_TRY(Store opened, Store::open(file_, Store::Access::glance));
    store = std::make_unique<const Store>(std::move(opened));
  }
  return std::shared_ptr<const Store>(store.release(), [this](const Store* done) {
    std::unique_ptr<const Store> back(done);
    const std::scoped_lock lock(idle_mutex_);
    if (idle_.size() < kIdle) idle_.push_back(std::move(back));
  });
}

std::string Desk::version() {
  const std::scoped_lock lock(watch_mutex_);
  std::string now = "?";
  const auto done = watch_.query("PRAGMA data_version", [](const auto&) {}, [&](const Store::Row& row) { now = row[0].value_or("?"); });
  if (!done) return "?";
  if (now != seen_) {
    const auto content = watch_.content();
    if (!content) return "?";
    seen_ = now, content_ = content.value();
  }
  return content_;
}

Desk::Rows Desk::rows_from(std::string text, std::string note) {
  Rows rows;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    rows.lines.emplace_back(at, end - at);
    at = end + 1;
  }
  rows.text = std::make_shared<const std::string>(std::move(text));
  rows.note = std::move(note);
  return rows;
}

Result<Desk::RowsPointer> Desk::kept(const std::string& key, Effort effort, const std::function<Result<Rows>()>& make) {
  const auto look = [&](const std::string& now) -> RowsPointer {
    const std::scoped_lock lock(kept_mutex_);
    if (kept_version_ != now) {
      kept_.clear();
      kept_bytes_ = 0;
      kept_version_ = now;
    }
    const auto at = std::find_if(kept_.begin(), kept_.end(), [&](const auto& one) { return one.first == key; });
    if (at == kept_.end()) return nullptr;
    kept_.splice(kept_.begin(), kept_, at);
    return at->second;
  };
  if (auto rows = look(version())) return rows;
  // One at a time: who asks for the same waits for it, and memory for long lists is needed once. Short ones do not wait for them.
  const std::scoped_lock one(making_[static_cast<std::size_t>(effort)]);
  const std::string before = version();
  if (auto rows = look(before)) return rows;
  KHALDUN_TRY(Rows made, make());
  if (effort != Effort::small) ::malloc_trim(0);  // what a list took to make is far more than the list
  auto rows = std::make_shared<const Rows>(std::move(made));
  // A list that was chosen from another one counts that one's text again: too much rather than too little.
  const auto size_of = [](const Rows& list) { return list.text->size() + list.lines.size() * sizeof(list.lines[0]); };
  const std::size_t bytes = size_of(*rows);
  const std::scoped_lock lock(kept_mutex_);
  if (kept_version_ != before || bytes > kKeptBytes / 2) return rows;
  kept_.emplace_front(key, rows);
  kept_bytes_ += bytes;
  while (kept_bytes_ > kKeptBytes) {
    kept_bytes_ -= size_of(*kept_.back().second);
    kept_.pop_back();
  }
  return rows;
}

Result<Call> Desk::call_of(std::string_view name, const Asked& asked, std::string_view format) {
  std::string key = std::string(name) + '\n' + std::string(format);
  for (const auto& [flag, value] : asked.values) {
    if (!is_one(flag, {"offset", "limit", "format"})) key += '\n' + flag + '=' + value;
  }
  {
    const std::scoped_lock lock(calls_mutex_);
    if (const auto at = calls_.find(key); at != calls_.end()) return at->second;
  }
  KHALDUN_TRY(Call call, read_call(name, asked, format));
  const std::scoped_lock lock(calls_mutex_);
  if (calls_.size() >= kMostCalls) calls_.clear();
  calls_.emplace(std::move(key), call);
  return call;
}

Result<Call> Desk::read_call(std::string_view name, const Asked& asked, std::string_view format) const {
  const Command* command = find_command(name);
  if (command == nullptr) return wrong("there is no such list");
  std::vector<std::string> words = {std::string(name), "--store=" + file_, "--format=" + std::string(format)};
  if (call_.has("lexicon")) words.push_back("--lexicon=" + call_.value("lexicon"));
  for (const auto& [key, value] : asked.values) {
    std::string flag = key == "q" ? "search" : key;
    std::replace(flag.begin(), flag.end(), '_', '-');
    if (value.empty() || is_one(flag, {"offset", "limit", "format"})) continue;
    const auto known = std::find_if(command->flags.begin(), command->flags.end(), [&](const Flag& f) { return f.name == flag; });
    if (known == command->flags.end() || is_one(flag, {"store", "output", "lexicon", "weights", "help"})) {
      return wrong("\"" + key + "\" is no parameter of this list");
    }
    if (!known->value.empty()) {
      words.push_back("--" + flag + "=" + value);
    } else if (!is_one(value, {"0", "false"})) {
      words.push_back("--" + flag);
    }
  }
  auto line = read_command_line(words);
  if (const auto* refused = std::get_if<Refusal>(&line)) return wrong(refused->message);
  return std::get<Call>(std::move(line));
}

Result<Desk::RowsPointer> Desk::rows_of(std::string_view name, const Asked& asked) {
  const bool csv = asked.value("format") == "csv";
  KHALDUN_TRY(const Call call, call_of(name, asked, csv ? "csv" : "jsonl"));
  std::string key(name);
  for (const auto& [flag, values] : call.values) {
    for (const auto& value : values) key += '\n' + flag + '=' + value;
  }
  for (const auto& flag : call.given) key += "\n" + flag;
  const bool some = call.has("actor") || call.has("dyad") || call.has("doc");
  return kept(key, some ? Effort::part : Effort::whole, [&]() -> Result<Rows> {
    KHALDUN_DO(bound(name, call));
    const auto* listing = std::find_if(kListings.begin(), kListings.end(), [&](const auto& one) { return one.first == name; });
    Capture capture;
    const int code = listing == kListings.end() ? static_cast<int>(exit_failure) : listing->second(call);
    while (!capture.said.empty() && capture.said.back() == '\n') capture.said.pop_back();
    if (code == exit_usage) return wrong(capture.said);
    if (code == exit_failure) {
      return Error{Fault::unsupported, capture.said.empty() ? "this list is not in this build" : capture.said, "", 0, 0};
    }
    if (!csv) return rows_from(std::move(capture.printed), std::move(capture.said));
    Rows whole;
    whole.text = std::make_shared<const std::string>(std::move(capture.printed));
    return whole;
  });
}

Result<Desk::RowsPointer> Desk::chosen(std::string_view name, const Asked& asked) {
  const bool claims = name == "claims";
  KHALDUN_TRY(const Call call, call_of(name, asked, "jsonl"));
  const PartyFilter parties = parties_of(call);
  const bool contested = claims && call.has("contested");
  Asked all = asked;
  for (const char* key : {"actor", "dyad"}) all.values.erase(key);
  if (contested) all.values.erase("contested");
  KHALDUN_TRY(RowsPointer rows, rows_of(name, all));
  if (parties.all.empty() && !contested) return rows;
  std::string key = std::string(name) + " of" + (contested ? " contested" : "");
  for (const auto& party : parties.all) key += "\n" + party;
  for (const auto& [flag, value] : all.values) {
    if (!is_one(flag, {"offset", "limit"})) key += "\n" + flag + "=" + value;
  }
  return kept(key, Effort::small, [&]() -> Result<Rows> {
    Rows fit;
    fit.text = rows->text, fit.note = rows->note;
    AssertionReader reader;
    for (std::size_t i = 0; i < rows->lines.size(); ++i) {
      const std::string_view line = rows->line(i);
      if (contested && line.find("\"contested\":true") == std::string_view::npos) continue;
      if (parties.all.empty()) {
        fit.lines.push_back(rows->lines[i]);
        continue;
      }
      bool fits = false;
      if (claims) {
        const auto told = reader.read(line);
        fits = told && parties.fits(told.value());
      } else {
        const Json row = Json::parse(line, nullptr, false);
        const auto list = row.is_object() ? row.find("parties") : row.end();
        fits = row.is_object() && list != row.end() && parties.fits(list->get<std::vector<std::string>>());
      }
      if (fits) fit.lines.push_back(rows->lines[i]);
    }
    if (fit.lines.empty()) fit.note = claims ? "no claims are known" : "no process is known";
    return fit;
  });
}

Answer Desk::page_of(const Rows& rows, const Asked& asked, std::size_t most) {
  const auto offset = number(asked, "offset", 0, rows.lines.size());
  const auto limit = number(asked, "limit", std::min(kUsualRows, most), most);
  if (!offset || !limit) return refusal(400, "offset and limit are numbers");
  Answer answer;
  const std::size_t end = std::min(rows.lines.size(), *offset + *limit);
  answer.body = "{\"rows\":[";
  for (std::size_t i = *offset; i < end; ++i) {
    if (i > *offset) answer.body += ',';
    answer.body += rows.line(i);
  }
  answer.body += "],\"total\":" + std::to_string(rows.lines.size());
  if (!rows.note.empty()) {
    answer.body += ",\"note\":";
    json::append_string(answer.body, rows.note);
  }
  answer.body += "}\n";
  return answer;
}

Answer Desk::listing(const Asked& asked) {
  const std::string name = asked.path.substr(std::string_view("/api/").size());
  const bool csv = asked.value("format") == "csv";
  const auto rows = !csv && is_one(name, {"claims", "processes"}) ? chosen(name, asked) : rows_of(name, asked);
  if (!rows) return failure(rows.error());
  if (!csv) return page_of(*rows.value(), asked, kMostRows);
  Answer answer;
  answer.type = "text/csv; charset=utf-8";
  answer.body = *rows.value()->text;
  return answer;
}

Result<Desk::Rows> Desk::select(std::string_view sql, const Values& values) const {
  KHALDUN_TRY(const auto store, reader());
  std::vector<std::string> names;
  std::string text;
  KHALDUN_DO(store->query(
      sql, [&](const std::vector<std::string>& head) { names = head; },
      [&](const Store::Row& row) {
        json::Writer json(text);
        json.begin_object();
        for (std::size_t i = 0; i < row.size(); ++i) {
          const bool counts = names[i].back() == '#';
          json.key(counts ? std::string_view(names[i]).substr(0, names[i].size() - 1) : std::string_view(names[i]));
          if (!row[i]) {
            json.null();
          } else if (counts) {
            json.integer(whole_number(*row[i], 0, 1'000'000'000'000).value_or(0));
          } else {
            json.string(*row[i]);
          }
        }
        json.end_object();
        text += '\n';
      },
      values));
  return rows_from(std::move(text), "");
}

Answer Desk::info(const Asked&) {
  const auto rows = kept("info", Effort::small, [&]() -> Result<Rows> {
    KHALDUN_TRY(const Rows counts, select("SELECT (SELECT count(*) FROM documents) AS \"documents#\", (SELECT coalesce(sum(c.events), 0) FROM codings c JOIN "
                                          "documents d ON d.doc = c.doc AND d.run = c.run) AS \"events#\", (SELECT min(published) FROM documents) AS first, "
                                          "(SELECT max(published) FROM documents) AS last",
                                          {}));
    KHALDUN_TRY(const Rows runs, select("SELECT run AS \"run#\", program, lexicon, weights, started FROM runs ORDER BY run", {}));
    std::string text(counts.line(0));
    text.back() = ',';
    return rows_from(text + "\"runs\":[" + runs.joined() + "],\n", "");
  });
  if (!rows) return failure(rows.error());
  const auto reviews = select("SELECT count(*) AS \"reviews#\" FROM reviews", {});
  if (!reviews) return failure(reviews.error());
  Answer answer;
  answer.body = std::string(rows.value()->line(0)) + std::string(reviews.value().line(0).substr(1));
  answer.body.back() = ',';
  answer.body += "\"version\":\"" KHALDUN_VERSION "\",\"writable\":";
  answer.body += ::access(file_.c_str(), W_OK) == 0 ? "true}\n" : "false}\n";
  return answer;
}

Result<Desk::RowsPointer> Desk::documents_with(const std::string& words) {
  // The text is looked at once for all pieces of the list.
  return kept("documents with\n" + words, Effort::small, [&]() -> Result<Rows> {
    std::string numbers;
    KHALDUN_TRY(const auto store, reader());
    KHALDUN_DO(store->query("SELECT doc FROM documents d WHERE d.title LIKE ?1 ESCAPE '\\' OR d.outlet LIKE ?1 ESCAPE '\\' OR d.id LIKE ?1 ESCAPE '\\' "
                            "OR d.text LIKE ?1 ESCAPE '\\' ORDER BY d.published DESC, d.id",
                            [](const auto&) {}, [&](const Store::Row& row) { numbers += row[0].value_or("0") + "\n"; }, {pattern_of(words)}));
    return rows_from(std::move(numbers), "");
  });
}

Answer Desk::documents(const Asked& asked) {
  const auto offset = number(asked, "offset", 0, 1'000'000'000);
  const auto limit = number(asked, "limit", kUsualEvents, kMostEvents);
  if (!offset || !limit) return refusal(400, "offset and limit are numbers");
  const std::string words = asked.value("q");
  constexpr std::string_view kWhat = "SELECT d.id, d.published, d.title, d.outlet, d.url, coalesce(c.events, 0) AS \"events#\" FROM documents d "
                                     "LEFT JOIN codings c ON c.doc = d.doc AND c.run = d.run";
  std::string sql(kWhat), total;
  if (words.empty()) {
    const auto count = kept("documents", Effort::small, [&] { return select("SELECT count(*) AS \"total#\" FROM documents", {}); });
    if (!count) return failure(count.error());
    total = count.value()->line(0).substr(1);
    sql += " ORDER BY d.published DESC, d.id LIMIT " + std::to_string(*limit) + " OFFSET " + std::to_string(*offset);
  } else {
    const auto numbers = documents_with(words);
    if (!numbers) return failure(numbers.error());
    const Rows& all = *numbers.value();
    total = "\"total\":" + std::to_string(all.lines.size()) + "}";
    sql += " WHERE d.doc IN (";
    for (std::size_t i = *offset; i < std::min(all.lines.size(), *offset + *limit); ++i) (sql += i == *offset ? "" : ",") += all.line(i);
    sql += ") ORDER BY d.published DESC, d.id";
  }
  const std::string key = "documents\n" + words + "\n" + std::to_string(*offset) + " " + std::to_string(*limit);
  const auto rows = kept(key, Effort::small, [&] { return select(sql, {}); });
  if (!rows) return failure(rows.error());
  Answer answer;
  answer.body = "{\"rows\":[" + rows.value()->joined() + "]," + total + "\n";
  return answer;
}

Result<std::string> Desk::events_json(const EventFilter& filter) const {
  KHALDUN_TRY(const auto store, reader());
  std::string out;
  KHALDUN_DO(each_event(*store, filter, [&](const EventRow& row, const Assertion& told) {
    if (!out.empty()) out += ',';
    append_event(out, row, status_of(told));
  }));
  return out;
}

Answer Desk::document(const Asked& asked) {
  const std::string id = asked.value("id");
  const auto store = reader();
  if (!store) return failure(store.error());
  const auto found = store.value()->document(id);
  if (!found) return failure(found.error());
  if (!found.value()) return refusal(404, "there is no document \"" + id + "\"");
  const StoredDocument& document = *found.value();
  EventFilter filter;
  filter.doc = id;
  const auto events = events_json(filter);
  if (!events) return failure(events.error());
  std::set<std::string> mine;
  const auto ids = store.value()->query("SELECT e.id FROM events e JOIN documents d ON d.doc = e.doc WHERE d.id = ?1", [](const auto&) {},
                                        [&](const Store::Row& row) { mine.insert(row[0].value_or("")); }, {id});
  if (!ids) return failure(ids.error());
  const auto reviews = store.value()->reviews();
  if (!reviews) return failure(reviews.error());
  std::string decided;
  for (const auto& review : reviews.value()) {
    if (mine.count(review.event) == 0) continue;
    if (!decided.empty()) decided += ',';
    append_review(decided, review);
  }
  Answer answer;
  json::Writer json(answer.body);
  json.begin_object();
  json.field("id", document.id);
  json.field("title", document.title);
  json.field("published", document.published ? to_iso(*document.published) : "");
  json.field("outlet", document.outlet);
  json.field("url", document.url);
  json.field("text", document.text);
  json.end_object();
  answer.body.back() = ',';
  answer.body += "\"events\":[" + events.value() + "],\"reviews\":[" + decided + "]}\n";
  return answer;
}

Result<Desk::RowsPointer> Desk::numbers_of(const Call& call) {
  std::string key = "numbers";
  for (const auto& [flag, values] : call.values) {
    if (is_one(flag, {"by", "lane", "near", "format"})) continue;
    for (const auto& value : values) key += '\n' + flag + '=' + value;
  }
  return kept(key, Effort::small, [&] { return event_numbers(call); });
}

Result<Done> Desk::bound(std::string_view name, const Call& call) {
  if (name != "timeline" || call.has("together") || call.value("by") == "place") return Done{};
  KHALDUN_TRY(const auto numbers, numbers_of(call));
  if (numbers->lines.size() <= kMostTold) return Done{};
  return wrong("more than " + std::to_string(kMostTold) + " events: name parties (actor, dyad) or days (since, until), or take by=place, or by=month&together=1");
}

Result<Desk::Rows> Desk::event_numbers(const Call& call) const {
  KHALDUN_TRY(const auto store, reader());
  KHALDUN_TRY(const EventFilter filter, choice_of(call, *store, khaldun_.lexicon()));
  std::string text;
  KHALDUN_DO(store->event_numbers(filter, [&](std::int64_t n) { text += std::to_string(n) + "\n"; }));
  return rows_from(std::move(text), "");
}

Answer Desk::events(const Asked& asked) {
  if (asked.value("format") == "csv") return listing(asked);
  const auto call = call_of("events", asked, "jsonl");
  if (!call) return failure(call.error());
  const auto found = numbers_of(call.value());
  if (!found) return failure(found.error());
  const Rows& numbers = *found.value();
  const auto offset = number(asked, "offset", 0, numbers.lines.size());
  const auto limit = number(asked, "limit", kUsualEvents, kMostEvents);
  if (!offset || !limit) return refusal(400, "offset and limit are numbers");
  EventFilter filter;
  for (std::size_t i = *offset; i < std::min(numbers.lines.size(), *offset + *limit); ++i) {
    filter.numbers.push_back(whole_number(numbers.line(i), 0, 1L << 60).value_or(0));
  }
  Result<std::string> rows = filter.numbers.empty() ? Result<std::string>(std::string()) : events_json(filter);
  if (!rows) return failure(rows.error());
  Answer answer;
  answer.body = "{\"rows\":[" + rows.value() + "],\"total\":" + std::to_string(numbers.lines.size()) + "}\n";
  return answer;
}

Answer Desk::event(const Asked& asked) {
  EventFilter filter;
  filter.id = asked.value("id");
  if (filter.id.size() < 8) return refusal(400, "id: of the event");
  auto rows = events_json(filter);
  if (!rows) return failure(rows.error());
  if (rows.value().empty()) return refusal(404, "there is no event \"" + filter.id + "\"");
  Answer answer;
  answer.body = "{\"rows\":[" + rows.value() + "]}\n";
  return answer;
}

Result<Desk::Rows> Desk::actor_rows() const {
  KHALDUN_TRY(const auto store, reader());
  KHALDUN_TRY(const auto actors, actors_of(*store, khaldun_.lexicon()));
  std::string text;
  for (const ActorRow& row : actors) write_actor(text, row);
  return rows_from(std::move(text), "");
}

Answer Desk::actors(const Asked& asked) {
  const auto all = kept("actors", Effort::small, [&] { return actor_rows(); });
  if (!all) return failure(all.error());
  const std::string words = lower(asked.value("q"));
  if (words.empty()) return page_of(*all.value(), asked, kMostRows);
  Rows fit;
  fit.text = all.value()->text;
  for (std::size_t i = 0; i < all.value()->lines.size(); ++i) {
    if (lower(all.value()->line(i)).find(words) != std::string::npos) fit.lines.push_back(all.value()->lines[i]);
  }
  return page_of(fit, asked, kMostRows);
}

Answer Desk::pairs(const Asked& asked) {
  const auto call = call_of("dyads", asked, "jsonl");
  if (!call) return failure(call.error());
  const auto filter = filter_of(call.value());
  if (!filter) return failure(filter.error());
  const auto rows = kept("pairs\n" + call.value().value("since") + "\n" + call.value().value("until") + "\n" +
                             call.value().value("as-known-on") + "\n" + call.value().value("doc"),
                         Effort::small, [&]() -> Result<Rows> {
    KHALDUN_TRY(const auto store, reader());
    KHALDUN_TRY(const auto pairs, pairs_of(*store, filter.value()));
    std::string text;
    for (const PairRow& row : pairs) write_pair(text, row);
    return rows_from(std::move(text), "");
  });
  return rows ? page_of(*rows.value(), asked, kMostRows) : failure(rows.error());
}

Answer Desk::actor(const Asked& asked) {
  const auto store = reader();
  if (!store) return failure(store.error());
  Answer answer;
  const auto done = write_actor_card(answer.body, *store.value(), khaldun_.lexicon(), asked.value("key"));
  return done ? answer : failure(done.error());
}

Result<Desk::RowsPointer> Desk::reports_of(std::int64_t number) {
  KHALDUN_TRY(const auto store, reader());
  KHALDUN_TRY(const bool settled, store->settled(Store::kLinks));
  std::string which = "SELECT event FROM events WHERE event = ?1 OR happening = ?1";
  if (settled) {
    std::int64_t first = number;
    KHALDUN_DO(store->query("SELECT coalesce(happening, event) FROM events WHERE event = ?1", [](const auto&) {},
                            [&](const Store::Row& row) { first = whole_number(row[0].value_or("0"), 0, 1L << 60).value_or(number); }, {std::to_string(number)}));
    number = first;
  } else {
    KHALDUN_TRY(const RowsPointer all, kept("links", Effort::whole, [&]() -> Result<Rows> {
      KHALDUN_TRY(const Links links, links_of(*store, khaldun_.lexicon(), std::nullopt));
      std::string text;
      for (const auto& [row, first] : links) text += std::to_string(row) + " " + std::to_string(first.first) + "\n";
      return rows_from(std::move(text), "");
    }));
    std::vector<std::pair<std::int64_t, std::int64_t>> links;
    for (std::size_t i = 0; i < all->lines.size(); ++i) {
      const std::string_view line = all->line(i);
      const std::size_t gap = line.find(' ');
      links.emplace_back(whole_number(line.substr(0, gap), 0, 1L << 60).value_or(0), whole_number(line.substr(gap + 1), 0, 1L << 60).value_or(0));
    }
    for (const auto& [row, first] : links) number = row == number ? first : number;
    which = "VALUES (" + std::to_string(number) + ")";
    for (const auto& [row, first] : links) which += first == number ? ",(" + std::to_string(row) + ")" : "";
  }
  KHALDUN_TRY(Rows rows, select("SELECT e.id AS event, d.id AS doc, d.title, d.published, d.outlet, coalesce(e.linked_by, '') AS linked_by FROM events e JOIN "
                                "documents d ON d.doc = e.doc AND d.run = e.run WHERE e.event IN (" + which + ") AND ?1 <> '' ORDER BY d.published, d.id",
                                {std::to_string(number)}));
  return std::make_shared<const Rows>(std::move(rows));
}

Answer Desk::reports(const Asked& asked) {
  const std::string id = asked.value("id");
  const auto store = reader();
  if (!store) return failure(store.error());
  std::int64_t number = 0;
  const auto looked = store.value()->query("SELECT e.event FROM events e JOIN documents d ON d.doc = e.doc AND d.run = e.run WHERE e.id = ?1", [](const auto&) {},
                                           [&](const Store::Row& row) { number = whole_number(row[0].value_or("0"), 0, 1L << 60).value_or(0); }, {id});
  if (!looked) return failure(looked.error());
  if (number == 0) return refusal(404, "there is no event \"" + id + "\"");
  const auto rows = reports_of(number);
  return rows ? page_of(*rows.value(), asked, kMostRows) : failure(rows.error());
}

Answer Desk::names(const Asked& asked) {
  std::string keys = asked.value("keys");
  Answer answer;
  json::Writer json(answer.body);
  json.begin_object();
  std::set<std::string> seen;
  while (!keys.empty() && seen.size() < kMostNames) {
    const std::size_t end = std::min(keys.find(','), keys.size());
    const std::string key = keys.substr(0, end);
    keys.erase(0, std::min(end + 1, keys.size()));
    const auto at = khaldun_.lexicon().actor(key);
    if (at == table::kNoRow || !seen.insert(key).second) continue;
    json.field(key, khaldun_.lexicon().text(khaldun_.lexicon().row<table::Actor>(at).name));
  }
  json.end_object();
  answer.body += '\n';
  return answer;
}

Answer Desk::search(const Asked& asked) {
  const std::string words = asked.value("q");
  if (words.empty()) return refusal(400, "q: the words to search for");
  Asked part = asked;
  part.values = {{"q", words}, {"limit", std::to_string(kFound)}};
  Asked all = asked;
  all.values.clear();
  // Of claims and hypotheses what their own words and parties hold.
  const auto among = [&](std::string_view list, std::initializer_list<const char*> fields) -> Answer {
    const auto rows = rows_of(list, all);
    if (!rows) return failure(rows.error());
    const std::string wanted = lower(words);
    const auto fit = kept(std::string(list) + " with\n" + wanted, Effort::small, [&]() -> Result<Rows> {
      Rows out;
      out.text = rows.value()->text;
      for (std::size_t i = 0; i < rows.value()->lines.size(); ++i) {
        if (lower(rows.value()->line(i)).find(wanted) == std::string::npos) continue;
        const Json row = Json::parse(rows.value()->line(i), nullptr, false);
        const bool holds = row.is_object() && std::any_of(fields.begin(), fields.end(), [&](const char* field) {
          const auto at = row.find(field);
          return at != row.end() && lower(at->is_string() ? at->get<std::string>() : at->dump(-1, ' ', false, Json::error_handler_t::replace)).find(wanted) != std::string::npos;
        });
        if (holds) out.lines.push_back(rows.value()->lines[i]);
      }
      return out;
    });
    return fit ? page_of(*fit.value(), part, kFound) : failure(fit.error());
  };
  const std::array<std::pair<std::string_view, Answer>, 5> found = {{{"documents", documents(part)},
                                                                     {"events", events(part)},
                                                                     {"actors", actors(part)},
                                                                     {"claims", among("claims", {"text", "actor", "recipient", "readings"})},
                                                                     {"hypotheses", among("hypotheses", {"antecedent", "consequent", "holder"})}}};
  Answer answer;
  for (const auto& [name, one] : found) {
    if (one.status != 200) return one;
    answer.body += (answer.body.empty() ? "{\"" : ",\"") + std::string(name) + "\":" + one.body.substr(0, one.body.size() - 1);
  }
  answer.body += "}\n";
  return answer;
}

Answer Desk::reviews(const Asked& asked) {
  const auto store = reader();
  if (!store) return failure(store.error());
  const auto all = store.value()->review_log();
  if (!all) return failure(all.error());
  std::string text;
  for (const auto& review : all.value()) {
    append_review(text, review);
    text += '\n';
  }
  return page_of(rows_from(std::move(text), ""), asked, kMostRows);
}

Answer Desk::code(const Asked& asked) {
  if (asked.body.size() > kMostText) return refusal(413, "a text to be coded at once has at most 4 MiB; ingest longer ones");
  const Json body = Json::parse(asked.body, nullptr, false);
  if (!body.is_object() || text_in(body, "text").empty()) return refusal(400, "expected {\"text\":\"…\",\"title\":\"…\",\"date\":\"2024-03-05\"}");
  const std::string date = text_in(body, "date");
  const auto day = parse_day(date);
  if (!date.empty() && !day) return refusal(400, "date: \"" + date + "\" is no day; write it as 2024-03-05");
  Source source;
  source.id = "pasted";
  source.published = day;
  const Document document(text_in(body, "title"), text_in(body, "text"), std::move(source));
  ShowOptions show;
  show.scores = [this](const Record& r) { return scores_of(r, khaldun_.lexicon()); };
  AssertionReader reader;
  Answer answer;
  json::Writer json(answer.body);
  json.begin_object();
  json.field("id", document.source().id);
  json.field("title", document.title());
  json.field("published", date);
  json.field("text", document.text());
  json.end_object();
  answer.body.back() = ',';
  answer.body += "\"events\":[";
  bool first = true;
  for (const Record& record : khaldun_.code(document)) {
    std::string line;
    write_jsonl(line, record, document, show);
    const auto told = reader.read(line);
    line.resize(line.size() - 2);  // the line break and the bracket
    answer.body += (first ? "" : ",") + line + ",\"status\":\"" + (told ? std::string(status_of(told.value())) : "fact") + "\"}";
    first = false;
  }
  answer.body += "]}\n";
  return answer;
}

Answer Desk::review(const Asked& asked) {
  const Json body = Json::parse(asked.body, nullptr, false);
  if (!body.is_object()) return refusal(400, "expected {\"event\":\"…\",\"decision\":\"accept\"}");
  Store::Review review{text_in(body, "event"), text_in(body, "decision"), text_in(body, "field"),
                       text_in(body, "value"), text_in(body, "by"),       text_in(body, "note")};
  if (!is_one(review.decision, {"accept", "reject", "correct", "undo"})) return refusal(400, "decision: accept, reject, correct or undo");
  const bool correctable = is_review_field(review.field);
  if (review.decision == "correct" && !correctable) return refusal(400, "field: \"" + review.field + "\" cannot be corrected");
  if (const char* user = std::getenv("USER"); review.by.empty() && user != nullptr) review.by = user;
  EventFilter filter;
  filter.id = review.event;
  const auto reading = reader();
  if (!reading) return failure(reading.error());
  bool there = false;
  const auto looked = reading.value()->events(filter, [&](const EventRow& row) { there = there || row.id == review.event; });
  if (!looked) return failure(looked.error());
  if (review.event.empty() || !there) return refusal(404, "there is no event \"" + review.event + "\"");
  if (review.decision == "undo") {
    const auto standing = reading.value()->reviews();
    if (!standing) return failure(standing.error());
    const auto& all = standing.value();
    if (std::none_of(all.begin(), all.end(), [&](const auto& r) { return r.event == review.event; })) return refusal(409, "nothing was decided on that event");
  }
  auto store = Store::open(file_, Store::Access::write);
  if (!store) return failure(store.error());
  if (const auto added = store.value().add_review(review); !added) return failure(added.error());
  Answer answer;
  answer.body = "{\"ok\":true}\n";
  return answer;
}

Answer Desk::ingest(const Asked& asked) {
  const Json body = Json::parse(asked.body, nullptr, false);
  const auto list = body.is_object() ? body.find("documents") : body.end();
  if (!body.is_object() || list == body.end() || !list->is_array()) return refusal(400, "expected {\"documents\":[{\"id\":\"…\",\"text\":\"…\"}]}");
  std::vector<Document> documents;
  std::vector<std::string> faults;
  ReadOptions options;
  options.kind = InputKind::jsonl;
  read_bytes(
      list->dump(-1, ' ', false, Json::error_handler_t::replace), "", options,
      [&](Document&& d) {
        documents.push_back(std::move(d));
        return true;
      },
      [&](const Error& error) { faults.push_back(error.text()); });
  const std::size_t count = documents.size();
  const auto id = jobs_->start(std::move(documents), std::move(faults));
  if (!id) return refusal(409, "another ingest is under way");
  Answer answer;
  answer.status = 202;
  answer.body = "{\"job\":" + std::to_string(*id) + ",\"documents\":" + std::to_string(count) + "}\n";
  return answer;
}

Answer Desk::job(const Asked& asked) {
  const auto id = whole_number(asked.value("id"), 1, 1'000'000'000);
  const auto job = id ? jobs_->progress(*id) : std::nullopt;
  if (!job) return refusal(404, "there is no such job");
  Answer answer;
  json::Writer json(answer.body);
  json.begin_object();
  json.field_integer("job", job->id);
  json.field("state", job->state);
  json.field_integer("total", static_cast<std::int64_t>(job->total));
  json.field_integer("done", static_cast<std::int64_t>(job->done));
  json.field_integer("added", static_cast<std::int64_t>(job->added));
  json.field_integer("there", static_cast<std::int64_t>(job->there));
  json.field_integer("events", static_cast<std::int64_t>(job->events));
  json.field_list("faults", job->faults);
  json.end_object();
  answer.body += '\n';
  return answer;
}

Answer Desk::cancel(const Asked& asked) {
  const auto id = whole_number(asked.value("id"), 1, 1'000'000'000);
  if (!id || !jobs_->cancel(*id)) return refusal(404, "there is no such job");
  return job(asked);
}

}  // namespace khaldun::app
