#pragma once
#include <cstdint>
#include <vector>

#include "khaldun/language/analysis.h"
#include "khaldun/lexicon/lexicon.h"

/// Which frames, cues, sets and contexts the words of a text may be. One pass over the lemmas and one over the lower-case forms.
/// Private to events/.
namespace khaldun {

struct Unit {
  TokenRange tokens;
  std::uint32_t head = kNone;  ///< token of the row that hangs outside it
  table::Use use;
};

struct Scan {
  std::vector<std::vector<Unit>> verbs, nouns, adjectives;           ///< frame units by head token
  std::vector<std::vector<Unit>> cue_verbs, cue_nouns, cue_adjectives;  ///< cue units by head token, longest first
  std::vector<std::vector<Unit>> words;       ///< marker cues by the token they hang on (their governor)
  std::vector<std::vector<std::uint32_t>> sets;   ///< rows of Set by head token
  std::vector<Unit> contexts;
};

[[nodiscard]] Scan scan(const Analysis& analysis, const Lexicon& lexicon);

/// Do the words that must follow a verb stand there? Gaps of articles, possessives, adjectives, adverbs and numbers are allowed; a
/// particle or preposition may also stand behind the object, a noun may be the passive's subject.
[[nodiscard]] bool rest_follows(const Analysis& analysis, const Lexicon& lexicon, std::uint32_t verb, table::Slice<table::Text> rest,
                                std::uint32_t& last);

}  // namespace khaldun
