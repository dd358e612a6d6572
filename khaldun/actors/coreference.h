#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "khaldun/actors/mentions.h"

namespace khaldun {

/// A noun phrase as readers of coreference count them: whole, with its relative clause and apposition.
struct Coreferent {
  std::uint32_t mention = kNone;  ///< index into Mentions::all; several coreferents may share one (a name, and the pair it opens)
  Span at;                        ///< bytes of the text
  std::uint32_t chain = 0;        ///< equal for all that mean the same
  bool pair = false;              ///< "the army and the police" as one, for "they" to point to
  bool inner = false;             ///< a name within another phrase ("Pittock" in "the Pittock mansion") that no table knows
};

/// Chains of all noun phrases of a text, things included (OntoNotes scheme: predicates, relative pronouns and appositions are no mentions
/// of their own). For showing and measuring: what the coder uses is Mention::antecedent, which speaks of actors only.
/// Deterministic sieves in one pass, most exact first for every mention. Total. O(mentions × window); by words and names O(mentions).
[[nodiscard]] std::vector<Coreferent> all_chains(const Mentions& mentions, std::string_view text, const Analysis& analysis, const Lexicon& lexicon);

}  // namespace khaldun
