#include "app/khaldun/serve_desk.h"

#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <optional>
#include <variant>

#include "app/khaldun/actor_list.h"
#include "app/khaldun/commands.h"
#include "app/khaldun/output.h"
#include "app/khaldun/review_fields.h"
#include "app/khaldun/share.h"
#include "app/khaldun/store_of.h"
#include "app/khaldun/storing.h"
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

std::string text_in(const Json& object, const char* key) {
  const auto at = object.find(key);
  return at != object.end() && at->is_string() ? at->get<std::string>() : std::string();
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> all) {
  return std::find(all.begin(), all.end(), word) != all.end();
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
Desk::~Desk() = default;

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

Result<Store> Desk::reader() const { return Store::open(file_, Store::Access::read); }

std::string Desk::version() {
  const std::scoped_lock lock(watch_mutex_);
  std::string out = "?";
  const auto done = watch_.query("PRAGMA data_version", [](const auto&) {}, [&](const Store::Row& row) { out = row[0].value_or("?"); });
  return done ? out : "?";
}

Desk::Rows Desk::rows_from(std::string text, std::string note) {
  Rows rows;
  rows.text = std::move(text);
  rows.note = std::move(note);
  for (std::size_t at = 0; at < rows.text.size();) {
    const std::size_t end = std::min(rows.text.find('\n', at), rows.text.size());
    rows.lines.emplace_back(at, end - at);
    at = end + 1;
  }
  return rows;
}

Result<Desk::RowsPointer> Desk::kept(const std::string& key, const std::function<Result<Rows>()>& make) {
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
  // One at a time: who asks for the same waits for it, and memory for big lists is needed once.
  const std::scoped_lock one(making_);
  const std::string before = version();
  if (auto rows = look(before)) return rows;
  KHALDUN_TRY(Rows made, make());
  ::malloc_trim(0);  // what a list took to make is far more than the list
  auto rows = std::make_shared<const Rows>(std::move(made));
  const std::size_t bytes = rows->text.size() + rows->lines.size() * sizeof(rows->lines[0]);
  const std::scoped_lock lock(kept_mutex_);
  if (kept_version_ != before || bytes > kKeptBytes / 2) return rows;
  kept_.emplace_front(key, rows);
  kept_bytes_ += bytes;
  while (kept_bytes_ > kKeptBytes) {
    kept_bytes_ -= kept_.back().second->text.size() + kept_.back().second->lines.size() * sizeof(rows->lines[0]);
    kept_.pop_back();
  }
  return rows;
}

Result<Call> Desk::call_of(std::string_view name, const Asked& asked, std::string_view format) const {
  const Command* command = find_command(name);
  if (command == nullptr) return wrong("there is no such list");
  std::vector<std::string> words = {std::string(name), "--store=" + file_, "--format=" + std::string(format)};
  if (call_.has("lexicon")) words.push_back("--lexicon=" + call_.value("lexicon"));
  for (const auto& [key, value] : asked.values) {
    std::string flag = key == "q" ? "search" : key;
    std::replace(flag.begin(), flag.end(), '_', '-');
    if (value.empty() || is_one_of(flag, {"offset", "limit", "format"})) continue;
    const auto known = std::find_if(command->flags.begin(), command->flags.end(), [&](const Flag& f) { return f.name == flag; });
    if (known == command->flags.end() || is_one_of(flag, {"store", "output", "lexicon", "weights", "help"})) {
      return wrong("\"" + key + "\" is no parameter of this list");
    }
    if (!known->value.empty()) {
      words.push_back("--" + flag + "=" + value);
    } else if (!is_one_of(value, {"0", "false"})) {
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
  return kept(key, [&]() -> Result<Rows> {
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
    whole.text = std::move(capture.printed);
    return whole;
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
    answer.body += std::string_view(rows.text).substr(rows.lines[i].first, rows.lines[i].second);
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
  const auto rows = rows_of(name, asked);
  if (!rows) return failure(rows.error());
  if (asked.value("format") != "csv") return page_of(*rows.value(), asked, kMostRows);
  Answer answer;
  answer.type = "text/csv; charset=utf-8";
  answer.body = rows.value()->text;
  return answer;
}

Result<Desk::Rows> Desk::select(std::string_view sql, const Values& values) const {
  KHALDUN_TRY(const Store store, reader());
  std::vector<std::string> names;
  std::string text;
  KHALDUN_DO(store.query(
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
  const auto rows = kept("info", [&]() -> Result<Rows> {
    KHALDUN_TRY(const Rows counts, select("SELECT (SELECT count(*) FROM documents) AS \"documents#\", (SELECT count(*) FROM events e JOIN documents d ON "
                                          "d.doc = e.doc AND d.run = e.run) AS \"events#\", (SELECT min(published) FROM documents) AS first, "
                                          "(SELECT max(published) FROM documents) AS last, (SELECT count(*) FROM reviews) AS \"reviews#\"",
                                          {}));
    KHALDUN_TRY(const Rows runs, select("SELECT run AS \"run#\", program, lexicon, weights, started FROM runs ORDER BY run", {}));
    std::string list;
    for (const auto& [at, size] : runs.lines) list += (list.empty() ? "" : ",") + runs.text.substr(at, size);
    std::string text = counts.text.substr(0, counts.lines.at(0).second - 1);
    text += ",\"runs\":[" + list + "],\"version\":\"" KHALDUN_VERSION "\",\"writable\":";
    text += ::access(file_.c_str(), W_OK) == 0 ? "true" : "false";
    return rows_from(text + "}\n", "");
  });
  if (!rows) return failure(rows.error());
  Answer answer;
  answer.body = rows.value()->text;
  return answer;
}

Answer Desk::documents(const Asked& asked) {
  const auto offset = number(asked, "offset", 0, 1'000'000'000);
  const auto limit = number(asked, "limit", kUsualEvents, kMostEvents);
  if (!offset || !limit) return refusal(400, "offset and limit are numbers");
  const std::string words = asked.value("q");
  std::string from = " FROM documents d LEFT JOIN codings c ON c.doc = d.doc AND c.run = d.run";
  Values values;
  if (!words.empty()) {
    from += " WHERE d.title LIKE ?1 ESCAPE '\\' OR d.outlet LIKE ?1 ESCAPE '\\' OR d.id LIKE ?1 ESCAPE '\\' OR d.text LIKE ?1 ESCAPE '\\'";
    values.push_back(pattern_of(words));
  }
  const std::string key = "documents\n" + words + "\n";
  const auto total = kept(key + "total", [&] { return select("SELECT count(*) AS \"total#\"" + from, values); });
  if (!total) return failure(total.error());
  const auto rows = kept(key + std::to_string(*offset) + " " + std::to_string(*limit), [&] {
    return select("SELECT d.id, d.published, d.title, d.outlet, d.url, coalesce(c.events, 0) AS \"events#\"" + from +
                      " ORDER BY d.published DESC, d.id LIMIT " + std::to_string(*limit) + " OFFSET " + std::to_string(*offset),
                  values);
  });
  if (!rows) return failure(rows.error());
  Answer answer;
  answer.body = "{\"rows\":[";
  for (std::size_t i = 0; i < rows.value()->lines.size(); ++i) {
    const auto& [at, size] = rows.value()->lines[i];
    answer.body += (i == 0 ? "" : ",") + rows.value()->text.substr(at, size);
  }
  answer.body += "]," + total.value()->text.substr(1, total.value()->lines[0].second - 1) + "\n";
  return answer;
}

Result<std::string> Desk::events_json(const EventFilter& filter) const {
  KHALDUN_TRY(const Store store, reader());
  std::string out;
  KHALDUN_DO(each_event(store, filter, [&](const EventRow& row, const Assertion& told) {
    if (!out.empty()) out += ',';
    append_event(out, row, status_of(told));
  }));
  return out;
}

Answer Desk::document(const Asked& asked) {
  const std::string id = asked.value("id");
  const auto store = reader();
  if (!store) return failure(store.error());
  const auto found = store.value().document(id);
  if (!found) return failure(found.error());
  if (!found.value()) return refusal(404, "there is no document \"" + id + "\"");
  const StoredDocument& document = *found.value();
  EventFilter filter;
  filter.doc = id;
  const auto events = events_json(filter);
  const auto reviews = select("SELECT event, decision, field, value, by, note, made FROM reviews WHERE event IN (SELECT e.id FROM events e JOIN "
                              "documents d ON d.doc = e.doc WHERE d.id = ?1) ORDER BY review",
                              {id});
  if (!events) return failure(events.error());
  if (!reviews) return failure(reviews.error());
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
  answer.body += "\"events\":[" + events.value() + "],\"reviews\":[";
  for (const auto& [at, size] : reviews.value().lines) answer.body += (at == 0 ? "" : ",") + reviews.value().text.substr(at, size);
  answer.body += "]}\n";
  return answer;
}

Result<Desk::Rows> Desk::event_numbers(const Call& call) const {
  KHALDUN_TRY(const Store store, reader());
  KHALDUN_TRY(const EventFilter filter, choice_of(call, store, khaldun_.lexicon()));
  std::string text;
  KHALDUN_DO(store.event_numbers(filter, [&](std::int64_t n) { text += std::to_string(n) + "\n"; }));
  return rows_from(std::move(text), "");
}

Answer Desk::events(const Asked& asked) {
  if (asked.value("format") == "csv") return listing(asked);
  const auto call = call_of("events", asked, "jsonl");
  if (!call) return failure(call.error());
  std::string key = "numbers";
  for (const auto& [flag, values] : call.value().values) {
    for (const auto& value : values) key += '\n' + flag + '=' + value;
  }
  const auto found = kept(key, [&] { return event_numbers(call.value()); });
  if (!found) return failure(found.error());
  const Rows& numbers = *found.value();
  const auto offset = number(asked, "offset", 0, numbers.lines.size());
  const auto limit = number(asked, "limit", kUsualEvents, kMostEvents);
  if (!offset || !limit) return refusal(400, "offset and limit are numbers");
  EventFilter filter;
  for (std::size_t i = *offset; i < std::min(numbers.lines.size(), *offset + *limit); ++i) {
    const auto& [at, size] = numbers.lines[i];
    filter.numbers.push_back(whole_number(std::string_view(numbers.text).substr(at, size), 0, 1L << 60).value_or(0));
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
  KHALDUN_TRY(const Store store, reader());
  KHALDUN_TRY(const auto actors, actors_of(store, khaldun_.lexicon()));
  std::string text;
  for (const ActorRow& row : actors) write_actor(text, row);
  return rows_from(std::move(text), "");
}

Answer Desk::actors(const Asked& asked) {
  const auto all = kept("actors", [&] { return actor_rows(); });
  if (!all) return failure(all.error());
  const std::string words = lower(asked.value("q"));
  if (words.empty()) return page_of(*all.value(), asked, kMostRows);
  Rows fit;
  fit.text = all.value()->text;
  for (const auto& line : all.value()->lines) {
    if (lower(std::string_view(fit.text).substr(line.first, line.second)).find(words) != std::string::npos) fit.lines.push_back(line);
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
                         [&]() -> Result<Rows> {
    KHALDUN_TRY(const Store store, reader());
    KHALDUN_TRY(const auto pairs, pairs_of(store, filter.value()));
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
  const auto done = write_actor_card(answer.body, store.value(), khaldun_.lexicon(), asked.value("key"));
  return done ? answer : failure(done.error());
}

Answer Desk::search(const Asked& asked) {
  const std::string words = asked.value("q");
  if (words.empty()) return refusal(400, "q: the words to search for");
  const std::string piece = std::to_string(kFound);
  Asked part = asked;
  part.values = {{"q", words}, {"limit", piece}};
  const std::array<Answer, 3> found = {documents(part), events(part), actors(part)};
  for (const Answer& one : found) {
    if (one.status != 200) return one;
  }
  const auto cut = [](const Answer& one) { return one.body.substr(0, one.body.size() - 1); };
  Answer answer;
  answer.body = "{\"documents\":" + cut(found[0]) + ",\"events\":" + cut(found[1]) + ",\"actors\":" + cut(found[2]) + "}\n";
  return answer;
}

Answer Desk::reviews(const Asked& asked) {
  const auto rows = kept("reviews", [&] {
    return select("SELECT review AS \"review#\", event, decision, field, value, by, note, made FROM reviews ORDER BY review", {});
  });
  return rows ? page_of(*rows.value(), asked, kMostRows) : failure(rows.error());
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
  if (!is_one_of(review.decision, {"accept", "reject", "correct"})) return refusal(400, "decision: accept, reject or correct");
  const bool correctable = is_review_field(review.field);
  if (review.decision == "correct" && !correctable) return refusal(400, "field: \"" + review.field + "\" cannot be corrected");
  if (const char* user = std::getenv("USER"); review.by.empty() && user != nullptr) review.by = user;
  EventFilter filter;
  filter.id = review.event;
  const auto reading = reader();
  if (!reading) return failure(reading.error());
  bool there = false;
  const auto looked = reading.value().events(filter, [&](const EventRow& row) { there = there || row.id == review.event; });
  if (!looked) return failure(looked.error());
  if (review.event.empty() || !there) return refusal(404, "there is no event \"" + review.event + "\"");
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
