#pragma once
#include "khaldun/actors/mentions.h"
#include "khaldun/language/analysis.h"
#include "khaldun/lexicon/lexicon.h"

/// "Kabul rejected the offer", "a treaty with France": names of places and states that stand for who rules, plays or lives there.
/// Private to actors/.
namespace khaldun {

/// Sets Mention::metonym of mentions that name a place, a state or a capital, by their place in the tree and the word that governs them
/// (sets metonym_* of lexicon/events/engine-sets.toml). Prefers to leave a name literal. O(mentions).
/// Classes of use: Markert & Nissim 2002, "Towards a Corpus Annotated for Metonymies"; Gritta et al. 2017, "Vancouver Welcomes You!".
void find_metonyms(Mentions& mentions, const Analysis& analysis, const Lexicon& lexicon);

}  // namespace khaldun
