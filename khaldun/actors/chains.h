#pragma once
#include <optional>
#include <string_view>

#include "khaldun/actors/mentions.h"

/// Who "the group", "he" and "its" are. Private to actors/.
namespace khaldun {

/// Fills chain, antecedent, owners from possessors, country_hint, and Mentions::focus.
/// Deterministic sieves, most exact first (Lee et al. 2013, "Deterministic coreference resolution", section 3): same actor; exact
/// or shortened name; apposition; relative pronoun; definite role noun; personal pronoun.
void link_chains(Mentions& mentions, std::string_view text, const Analysis& analysis, const Lexicon& lexicon, std::optional<Day> published, std::string_view headline);

}  // namespace khaldun
