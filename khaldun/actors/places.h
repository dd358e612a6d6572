#pragma once
#include "khaldun/actors/mentions.h"
#include "khaldun/language/analysis.h"
#include "khaldun/lexicon/lexicon.h"

/// Which of the places of one name is meant. Private to actors/.
namespace khaldun {

/// Sets `place`, `place_country` and `ground` of mentions that name a place, state or capital. A name of many places means the one
/// in the country, province or state told beside it ("Tripoli, Lebanon", "the Nigerian town of Lafia"), else weighs how many live there, what
/// the text speaks of, and what other places of the text lie near. O(mentions × places of a name).
void settle_places(Mentions& mentions, const Analysis& analysis, const Lexicon& lexicon);

}  // namespace khaldun
