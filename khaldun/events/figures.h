#pragma once
#include <cstdint>
#include <optional>

#include "khaldun/language/analysis.h"

/// Figures written in a sentence. Private to events/.
namespace khaldun {

/// `low` and `high` are equal where the text tells one number ("at least 40" too: its writer counted 40).
struct Number {
  std::int64_t low = 0, high = 0;
  TokenRange tokens;
};

/// The figure that begins at a token, in digits or words: "3,500", "two hundred and fifty", "2.5 million", "half a dozen", "18 to 25", "dozens",
/// "tens of thousands", "several". Never a year, an age, an amount of money, a measure, a day, an ordinal.
/// Plurals of units mean at least two of them and less than the next unit ("dozens" 24 to 99): the reading of the development set's coders, above
/// the smallest that ACLED's codebook takes (dozens 12, hundreds 100); UCDP's high estimate wants a figure, too. "several", "a few": 2 to 9.
/// O(length of the figure).
[[nodiscard]] std::optional<Number> figure_at(const Analysis& analysis, std::uint32_t token, std::uint32_t end);

}  // namespace khaldun
