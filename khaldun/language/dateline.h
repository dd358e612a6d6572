#pragma once
#include <cstdint>
#include <span>

#include "khaldun/language/analysis.h"

namespace khaldun {

/// Tokens of the dateline that opens an agency report, its dash or colon included ("KABUL, Nov. 28
/// (Reuters) -", "ISLAMABAD:"); 0 if there is none. It is no part of the sentence's syntax, so it
/// is parsed apart.
[[nodiscard]] std::uint32_t dateline_size(std::span<const Token> sentence);

}  // namespace khaldun
