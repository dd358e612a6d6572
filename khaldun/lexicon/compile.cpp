#include "khaldun/lexicon/compile.h"

#include <algorithm>
#include <functional>
#include <set>

#include "khaldun/base/day.h"
#include "khaldun/lexicon/lexicon.h"

namespace khaldun {
namespace compile {
namespace {

bool all_capitals(std::string_view s) {
  bool letter = false;
  for (char c : s) {
    if (c >= 'a' && c <= 'z') return false;
    letter = letter || (c >= 'A' && c <= 'Z');
  }
  return letter;
}

}  // namespace

void Compiler::name(std::string_view words, table::Use use) {
  std::vector<std::string> row;
  for (auto& piece : normalise_words(words)) row.push_back(std::move(piece.word));
  // A short row of capitals is an acronym ("RSF"); longer ones are headings somebody typed in capitals.
  if (all_capitals(words) && words.find(' ') == std::string_view::npos && words.size() <= 12) use.flags |= table::use_caps;
  else use.flags |= table::use_capital;
  builder.use(row, false, use);
}

void Compiler::lemmas(std::string_view words, const table::Use& use) {
  std::vector<std::string> row;
  for (auto& piece : normalise_words(words)) row.push_back(std::move(piece.word));
  builder.use(row, true, use);
}

table::Origin Compiler::origin(std::string_view file, std::uint32_t line) { return {builder.text(file), line}; }

std::vector<std::string> Compiler::sectors(const std::vector<std::string>& codes, std::string_view file, std::uint32_t line) const {
  std::vector<std::string> out;
  for (const auto& code : codes) {
    if (std::find(sector_names.begin(), sector_names.end(), code) == sector_names.end())
      problems.add("unknown sector \"" + code + "\"", file, line);
    else out.push_back(code);
  }
  return out;
}

bool Compiler::code_known(std::string_view code) const {
  static const std::set<std::string_view> others{"", "IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"};
  return others.contains(code) || countries.contains(std::string(code));
}

std::int32_t Compiler::day(std::string_view text, bool from, std::string_view file, std::uint32_t line) const {
  if (text.empty()) return from ? table::kAlways : table::kForever;
  const auto day = parse_partial_day(text, false);
  if (!day) {
    problems.add("\"" + std::string(text) + "\" is not a date (expected 2021, 2021-08 or 2021-08-15)", file, line);
    return from ? table::kAlways : table::kForever;
  }
  return static_cast<std::int32_t>(day->time_since_epoch().count());
}

}  // namespace compile

namespace {

/// A table of events/ or cues/, read before the others.
struct Parsed {
  std::string name;
  toml::table root;
  std::vector<Error> problems;
};

Parsed parse(const std::filesystem::path& path, const std::string& name) {
  Parsed out{name, {}, {}};
  out.root = source::read_toml(path, name, {out.problems});
  return out;
}

void tell_examples(const Parsed& parsed, std::string_view entries, const std::function<void(std::string_view)>& example) {
  std::vector<Error> told_later;
  source::each(parsed.root, entries, parsed.name, {told_later}, [&](const source::Table& t) {
    for (const auto* kind : {"example", "counter", "todo"})
      for (const auto& text : t.texts(kind)) example(text);
  });
}

}  // namespace

CompileReport compile_lexicon(const std::filesystem::path& folder, const std::function<void(std::string_view)>& example) {
  CompileReport report;
  compile::Compiler c{folder, {}, {report.problems}, {}, {}, {}, {}, {}, {}, {}, {}};
  std::error_code failure;
  if (!std::filesystem::is_directory(folder, failure)) {
    c.problems.add("no such folder", folder.string(), 0, 0, Fault::not_found);
    return report;
  }
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, failure)) {
    const auto ext = entry.path().extension();
    if (entry.is_regular_file() && (ext == ".toml" || ext == ".tsv" || ext == ".txt")) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::vector<Parsed> events, cues;
  for (const auto& path : files) {
    const auto name = std::filesystem::relative(path, folder).generic_string();
    if (path.extension() != ".toml") continue;
    if (name.starts_with("events/")) events.push_back(parse(path, name));
    if (name.starts_with("cues/")) cues.push_back(parse(path, name));
  }
  if (example) {
    for (const auto& parsed : events) tell_examples(parsed, "frame", example);
    for (const auto& parsed : cues) tell_examples(parsed, "cue", example);
  }
  std::uint64_t content = 0, size = 0;
  std::string bytes;
  for (const auto& path : files) {
    // Tables of the export layouts have no part in coding, and so none in the ids of events.
    if (std::filesystem::relative(path, folder).generic_string().starts_with("exports/")) continue;
    if (!source::read_file(path, bytes)) continue;
    size += bytes.size();
    content = blob::hash_bytes(bytes, blob::hash_bytes(std::filesystem::relative(path, folder).generic_string(), content));
  }
  c.builder.expect(size);
  compile::ontology(c);
  compile::countries(c);
  compile::peoples(c);
  compile::agents(c);
  const auto faults_of = [&](const std::vector<Parsed>& parsed) {
    for (const auto& one : parsed) report.problems.insert(report.problems.end(), one.problems.begin(), one.problems.end());
  };
  faults_of(cues);
  faults_of(events);
  for (const auto& path : files) {
    const auto name = std::filesystem::relative(path, folder).generic_string();
    if (path.extension() != ".toml") continue;
    if (name.starts_with("actors/")) compile::actors(c, path, name);
    if (name.starts_with("processes/")) compile::processes(c, source::read_toml(path, name, c.problems), name);
  }
  compile::check_across_actors(c);
  compile::finish_actors(c);
  compile::places(c);
  for (const auto& [name, root, faults] : events) compile::sets(c, root, name);
  for (const auto& [name, root, faults] : cues) compile::sets(c, root, name);
  for (const auto& [name, root, faults] : events) {
    compile::content(c, root, name);
    compile::process_steps(c, root, name);
  }
  for (const auto& [name, root, faults] : events) compile::frames(c, root, name);
  for (const auto& [name, root, faults] : cues) compile::cues(c, root, name);
  compile::contexts(c);
  compile::time_words(c);
  auto& b = c.builder;
  report.counts = {{"actors", b.rows<table::Actor>().size()}, {"roles", b.rows<table::Role>().size()},
                   {"agents", b.rows<table::Agent>().size()}, {"places", b.rows<table::Place>().size()},
                   {"frames", b.rows<table::Frame>().size()}, {"verb units", b.rows<table::VerbUnit>().size()},
                   {"cues", b.rows<table::Cue>().size()},     {"sets", b.rows<table::Set>().size()}};
  std::size_t nouns = 0;
  for (const auto& path : files) nouns += path.extension() == ".toml" ? 1U : 0U;
  report.counts.emplace_back("files", nouns);
  report.bytes = b.finish(content);
  return report;
}

}  // namespace khaldun
