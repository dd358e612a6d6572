#pragma once
#include <string_view>
#include <vector>

#include "khaldun/base/span.h"

namespace khaldun {

/// A word or mark as the splitter finds it.
struct TextPiece {
  Span at;
  bool abbreviation = false;  ///< its own full stop is part of it ("U.S.", "Gen.")
};

/// Words and marks of `text` within `block`, in order, as UD's English treebanks cut them: clitics
/// ("do" + "n't"), "%" and "$" apart from numbers, hyphens apart from ordinary words. Unlike them,
/// hyphenated names stay whole ("Tehreek-e-Taliban", "al-Shabaab"). URLs, addresses, dates, times,
/// initials are one piece. O(bytes).
void split_words(std::string_view text, Span block, std::vector<TextPiece>& out);

/// Abbreviations that a name or number follows ("Gen.", "No."): no sentence ends after them. Lower
/// case, without the stop.
[[nodiscard]] bool is_title_abbreviation(std::string_view lower);
/// Any known abbreviation. Lower case, without the last stop.
[[nodiscard]] bool is_abbreviation(std::string_view lower);

}  // namespace khaldun
