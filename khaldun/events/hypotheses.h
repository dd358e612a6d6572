#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "khaldun/actors/mentions.h"
#include "khaldun/base/day.h"
#include "khaldun/language/analysis.h"
#include "khaldun/lexicon/lexicon.h"

namespace khaldun {

/// What a text supposes to follow from what: "If A, B could …", "A could lead to B", "fears that A may bring B".
struct Hypothesis {
  std::uint32_t sentence = 0;
  Span at;                             ///< from the first to the last of its words; bytes of the text
  std::string antecedent, consequent;  ///< as written
  int sign = 1;                        ///< 1: what follows is for the better, -1: for the worse
  std::string modality;                ///< will likely could feared
  std::string holder;                  ///< entity or words of who holds it; "" the writer, or nobody named
};

/// The text has a modal verb or a fear: without one it supposes nothing, and need not be searched.
[[nodiscard]] bool may_suppose(const Analysis& analysis, const Lexicon& lexicon);

/// The hypotheses of a text, in text order. Total and deterministic. Word classes: lexicon/events/hypothesis-sets.toml.
[[nodiscard]] std::vector<Hypothesis> find_hypotheses(std::string_view text, const Analysis& analysis, const Mentions& mentions,
                                                      const Lexicon& lexicon, std::optional<Day> published);

}  // namespace khaldun
