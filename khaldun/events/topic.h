#pragma once
#include "khaldun/events/scan.h"
#include "khaldun/language/analysis.h"
#include "khaldun/lexicon/lexicon.h"

/// What a whole text is about. Private to events/.
namespace khaldun {

/// Is the text about private crime, an accident, business or culture, with hardly a word of public matters? Sums of different words
/// by the sets of lexicon/cues/topics.toml. O(tokens).
[[nodiscard]] bool private_matter(const Analysis& analysis, const Scan& scan, const Lexicon& lexicon);

}  // namespace khaldun
