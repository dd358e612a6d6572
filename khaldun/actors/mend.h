#pragma once
#include "khaldun/language/analysis.h"

/// Tags that contradict their tree. Private to actors/.
namespace khaldun {

/// "gunmen shot two soldiers", "and nine others wounded": a form of a verb that the tagger took for a noun or adjective, though the
/// tree gives it a subject, an object or a passive auxiliary and no copula, becomes a verb, with its lemma. "launched a surprise
/// offensive": an adjective with an article and modifiers of its own becomes a noun. O(tokens).
void mend_tags(Analysis& analysis);

}  // namespace khaldun
