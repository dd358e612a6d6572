#pragma once
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "khaldun/khaldun.h"

/// Names of actors that texts speak of and the lexicon does not know.
namespace khaldun::app {

/// What one text, or many, say of a name.
struct Sightings {
  std::uint64_t mentions = 0, documents = 0;
  std::uint64_t acting = 0;  ///< as somebody who does or owns something, or with a role noun beside the name
  std::uint64_t vouched = 0;  ///< whose form or role noun says that it is an actor
  std::map<std::string, std::uint64_t> spellings, shorter;  ///< whole names as written; surnames and acronyms
  std::map<std::string, std::uint64_t> kinds, codes, sectors;
  std::vector<std::string> examples;  ///< the first sentences, at most three

  void add(const Sightings& other);
};
/// By the words of the name, as normalise_words cuts them.
using Unknowns = std::map<std::string, Sightings>;

/// The unknown names of one document. "Zanth" is counted under "Quorb Zanth" if the document names nobody else so.
[[nodiscard]] Unknowns unknown_names(const Khaldun& khaldun, const Document& document);

/// A name, as it is to be shown.
struct Suggestion {
  Sightings seen;
  std::string key, kind, name, code, sector;  ///< guesses; code and sector may be ""
  std::string stub;                           ///< an [[actor]] of lexicon/actors/*.toml
};

/// The `most` most frequent names with at least `least` mentions that act in some text, most frequent first.
[[nodiscard]] std::vector<Suggestion> suggest(const Unknowns& unknowns, const Lexicon& lexicon, std::uint64_t least, std::size_t most);

}  // namespace khaldun::app
