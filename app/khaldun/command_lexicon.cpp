#include <cstdio>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "app/khaldun/commands.h"
#include "app/khaldun/lexicon_examples.h"
#include "app/khaldun/listing.h"
#include "app/khaldun/memory.h"
#include "app/khaldun/output.h"
#include "app/khaldun/share.h"
#include "app/khaldun/store_of.h"
#include "khaldun/base/day.h"
#include "khaldun/lexicon/lexicon.h"
#include "khaldun/showing/json.h"

namespace khaldun::app {
namespace {

namespace fs = std::filesystem;

/// Of the tables of 2026, while they are compiled.
constexpr std::size_t kTablesInMemory = std::size_t{128} << 20;

std::string counts_of(const CompileReport& report) {
  std::string out;
  for (const auto& [what, n] : report.counts)
    out += (out.empty() ? "" : ", ") + std::to_string(n) + " " + what;
  return out;
}

std::string faults(std::size_t n) { return std::to_string(n) + (n == 1 ? " fault" : " faults"); }

/// The file appears whole or not at all. Special files (/dev/full, pipes) are written as they are.
int write_file(const fs::path& path, std::string_view bytes) {
  std::error_code error;
  if (fs::exists(path, error) && !fs::is_regular_file(path, error))
    return print_to(path.string(), bytes);
  const std::string part = path.string() + ".part";
  if (const int code = print_to(part, bytes); code != exit_done) {
    fs::remove(part, error);
    return code;
  }
  fs::rename(part, path, error);
  if (!error) return exit_done;
  say(path.string() + ": " + error.message());
  return exit_failure;
}

bool is_folder(const fs::path& path) {
  std::error_code error;
  return fs::is_directory(path, error);
}

/// The folder to check: given, or the tables in use.
Result<fs::path> folder_of(const Call& call) {
  if (!call.arguments.empty()) return fs::path(call.arguments.front());
  for (const fs::path& share : share_folders()) {
    if (is_folder(share / "lexicon")) return share / "lexicon";
  }
  return Error{Fault::not_found, "no folder of tables found; name one", "", 0, 0};
}

/// Counts for `lexicon stats`.
class Stats {
 public:
  Stats(const Lexicon& lexicon, std::int32_t since, std::set<std::string> countries)
      : lexicon_(lexicon), since_(since), countries_(std::move(countries)) {
    for (const table::Actor& actor : lexicon.all<table::Actor>()) count(actor);
    for (const table::Agent& agent : lexicon.all<table::Agent>()) {
      if (lexicon.text(agent.origin.file) == "actors/peoples.tsv") ++peoples_;
      else ++(agent.kind == table::Kind::thing ? things_ : agents_);
    }
  }

  void list(Listing& listing) const {
    add(listing, "states, present and former", "", states_);
    add(listing, "organisations", "", organisations_);
    add(listing, "persons", "", persons_);
    add(listing, "roles of persons", "", roles_);
    add(listing, "roles of persons with a date", "", dated_);
    add(listing, "agent nouns and phrases", "", agents_);
    add(listing, "nouns for things attacked", "", things_);
    add(listing, "peoples, faiths, regions", "", peoples_);
    std::size_t all = 0, offices = 0;
    for (const auto& [country, n] : late_) all += n.first, offices += n.second;
    add(listing, "dated roles that reach the year", "all", all);
    add(listing, "of these in office", "all", offices);
    for (const auto& [country, n] : late_) {
      add(listing, "dated roles that reach the year", country, n.first);
      add(listing, "of these in office", country, n.second);
    }
  }

 private:
  void count(const table::Actor& actor) {
    if (actor.kind == table::Kind::state) ++states_;
    if (actor.kind == table::Kind::organisation) ++organisations_;
    if (actor.kind != table::Kind::person) return;
    ++persons_;
    for (const table::Role& role : lexicon_.items(actor.roles)) {
      ++roles_;
      if (role.from == table::kAlways && role.to == table::kForever) continue;
      ++dated_;
      const std::string country(lexicon_.text(role.country));
      if (role.from == table::kAlways || role.to <= since_ || (!countries_.empty() && !countries_.contains(country))) continue;
      auto& n = late_[country];
      ++n.first;
      const auto sectors = lexicon_.items(role.sectors);
      n.second += sectors.empty() || lexicon_.text(sectors.front()) != "ELI" ? 1U : 0U;
    }
  }
  static void add(Listing& listing, std::string_view what, std::string_view country, std::size_t n) {
    std::string line;
    json::Writer json(line);
    json.begin_object();
    json.field("what", what);
    json.field("country", country);
    json.field_integer("count", static_cast<std::int64_t>(n));
    json.end_object();
    listing.add({std::string(what), std::string(country), std::to_string(n)}, line + "\n");
  }

  const Lexicon& lexicon_;
  std::int32_t since_;
  std::set<std::string> countries_;
  std::size_t states_ = 0, organisations_ = 0, persons_ = 0, roles_ = 0, dated_ = 0, agents_ = 0, things_ = 0, peoples_ = 0;
  std::map<std::string, std::pair<std::size_t, std::size_t>> late_;  ///< by country: reach the year; of these not former
};

std::set<std::string> codes_of(std::string_view list) {
  std::set<std::string> out;
  while (!list.empty()) {
    const auto comma = list.find(',');
    if (comma != 0) out.emplace(list.substr(0, comma));
    list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
  }
  return out;
}

}  // namespace

int run_lexicon_stats(const Call& call) {
  const auto year = whole_number(call.value("since", "2024"), 1, 9999);
  if (!year) {
    say("lexicon stats: --since: \"" + call.value("since") + "\" is no year");
    return exit_usage;
  }
  const auto lexicon = call.arguments.empty() ? lexicon_of(call) : Lexicon::open(call.arguments.front());
  if (!lexicon) return refuse(lexicon.error(), exit_unreadable);
  const auto since = static_cast<std::int32_t>(make_day(static_cast<int>(*year), 1, 1).time_since_epoch().count());
  Listing listing(call, {"what", "country", "count"});
  Stats(lexicon.value(), since, codes_of(call.value("countries"))).list(listing);
  return listing.finish("nothing");
}

int run_lexicon_compile(const Call& call) {
  const fs::path folder = call.arguments.front();
  if (!is_folder(folder)) {
    say(folder.string() + ": is no folder of tables");
    return exit_unreadable;
  }
  const CompileReport report = compile_lexicon(folder);
  for (const Error& problem : report.problems) say(problem.text());
  const fs::path out = call.value("output", "khaldun.lex");
  if (const int code = write_file(out, report.bytes); code != exit_done) return code;
  say(out.string() + ": " + counts_of(report) + "; " + std::to_string(report.bytes.size()) +
      " bytes");
  if (report.problems.empty()) return exit_done;
  say(faults(report.problems.size()) + "; the faulty entries are left out");
  return call.has("keep-going") ? exit_done : exit_unreadable;
}

int run_lexicon_check(const Call& call) {
  const auto allowed = call.has("allow") ? whole_number(call.value("allow"), 0, 1000000) : 0;
  if (!allowed) {
    say("lexicon check: --allow: \"" + call.value("allow") + "\" is no whole number");
    return exit_usage;
  }
  const auto folder = folder_of(call);
  if (!folder || !is_folder(folder.value())) {
    say(folder ? folder.value().string() + ": is no folder of tables" : folder.error().text());
    return exit_unreadable;
  }
  expect_memory(kTablesInMemory);
  std::optional<ExampleReading> examples;
  if (!call.has("no-examples")) examples.emplace(call);
  CompileReport report = compile_lexicon(
      folder.value(), examples ? [&](std::string_view marked) { examples->add(marked); }
                               : std::function<void(std::string_view)>());
  std::string out;
  for (const Error& problem : report.problems) out += problem.text() + "\n";
  std::size_t wrong = report.problems.size();
  out += counts_of(report) + "; " + faults(wrong) + " in the tables\n";
  if (examples) {
    const auto result = examples->finish(std::move(report.bytes), folder.value());
    if (!result) {
      say(result.error().text());
      return exit_failure;
    }
    out += result.value().text;
    if (result.value().wrong > static_cast<std::size_t>(*allowed)) wrong += result.value().wrong;
  }
  const int code = print(out);
  return code == exit_done && wrong > 0 ? exit_unreadable : code;
}

}  // namespace khaldun::app
