#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "khaldun/lexicon/blob.h"
#include "khaldun/lexicon/source.h"

/// The compiler of a lexicon folder, in parts by what they know. Private to this stage.
namespace khaldun::compile {

/// A day or open end in the terms of table::Role, and where it was written.
struct Term {
  std::int32_t from = table::kAlways, to = table::kForever;
  [[nodiscard]] bool meets(const Term& other) const { return from < other.to && other.from < to; }
};
/// A name or alias of an actor of actors/*.toml, kept until all are read.
struct Bearer {
  std::uint32_t actor = table::kNoRow;
  Term term;
  std::string written;
};
/// A head of state or government.
struct Reign {
  std::uint32_t actor = table::kNoRow;
  Term term;
  bool rival = false;  ///< somebody else held or claimed the office at the same time
  std::string file;
  std::uint32_t line = 0;
};
/// What can be judged only when all actors are read.
/// An organisation that another entry names by its key.
struct GroupNamed {
  std::string key, file;
  std::uint32_t line = 0;
};

struct AcrossActors {
  std::map<std::string, std::vector<Bearer>> bearers;                           ///< by name as normalise_words cuts it
  std::map<std::pair<std::string, std::string>, std::vector<Reign>> reigns;     ///< by country and office
  std::map<std::uint32_t, std::vector<std::string>> confusable;                 ///< row of Actor → keys
  std::vector<GroupNamed> groups;
};

struct Compiler {
  std::filesystem::path folder;
  blob::Builder builder;
  source::Problems problems;
  std::unordered_map<std::string, std::uint32_t> sets;         ///< name → row
  std::unordered_map<std::string, std::uint32_t> actors;       ///< key → row
  std::map<std::string, std::uint32_t> countries;              ///< code → row of Actor (present states)
  std::vector<std::string> event_names, sector_names, context_names;
  std::vector<std::pair<std::string, std::string>> mode_names;  ///< event, mode
  AcrossActors across;

  /// A name matched on forms; flags and dates from the alias.
  void name(std::string_view words, table::Use use);
  /// Lemmas, several words allowed.
  void lemmas(std::string_view words, const table::Use& use);
  [[nodiscard]] table::Origin origin(std::string_view file, std::uint32_t line);
  /// Sectors, checked against the ontology.
  [[nodiscard]] std::vector<std::string> sectors(const std::vector<std::string>& codes, std::string_view file, std::uint32_t line) const;
  [[nodiscard]] bool code_known(std::string_view code) const;
  /// "2021", "2021-08", "2021-08-15" → days; open if "".
  [[nodiscard]] std::int32_t day(std::string_view text, bool from, std::string_view file, std::uint32_t line) const;
};

void ontology(Compiler& c);
void countries(Compiler& c);
void peoples(Compiler& c);
void agents(Compiler& c);
void actors(Compiler& c, const std::filesystem::path& path, const std::string& name);
/// Faults between entries: two heads of one state at a time, a name of two actors that neither declares.
void check_across_actors(Compiler& c);
void finish_actors(Compiler& c);
void places(Compiler& c);
void sets(Compiler& c, const toml::table& root, const std::string& file);
void frames(Compiler& c, const toml::table& root, const std::string& file);
void content(Compiler& c, const toml::table& root, const std::string& file);
/// [[step]]: what content makes of the process of an event.
void process_steps(Compiler& c, const toml::table& root, const std::string& file);
void cues(Compiler& c, const toml::table& root, const std::string& file);
void contexts(Compiler& c);
void processes(Compiler& c, const toml::table& root, const std::string& file);
void time_words(Compiler& c);

/// "object.with|and" → slots; used by frames and cues.
[[nodiscard]] table::Slice<table::Slot> slots(Compiler& c, const std::vector<std::string>& names);

}  // namespace khaldun::compile
