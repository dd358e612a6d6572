#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "khaldun/language/analysis.h"
#include "khaldun/learn/hash.h"

namespace khaldun {

/// What capitals tell in a sentence.
enum class Casing : std::uint8_t {
  mixed,   ///< names have capitals, other words do not
  silent,  ///< all capitals, no capitals, or a headline with every word capitalised: letters' case
           ///< says nothing
};
[[nodiscard]] Casing casing_of(std::span<const Token> sentence);

/// A word as the models see it: hashes of its lower-cased form and of parts of it.
struct WordSeen {
  std::uint64_t word = 0;                    ///< digits are read as 0
  std::array<std::uint64_t, 5> suffix = {};  ///< the last 1 … 5 letters
  std::array<std::uint64_t, 4> prefix = {};
  std::uint64_t shape = 0;  ///< capitals, digits, hyphens, marks
};
[[nodiscard]] WordSeen see(const Token& token, Casing casing);
/// Only WordSeen::word.
[[nodiscard]] std::uint64_t see_word(std::string_view lower);

/// One feature: a template number and up to three things that are already hashes.
[[nodiscard]] constexpr std::uint64_t feature(std::uint64_t kind, std::uint64_t a,
                                              std::uint64_t b = 0, std::uint64_t c = 0) {
  std::uint64_t x = kind * 0x9e3779b97f4a7c15ULL + a * 0xd6e8feb86659fd93ULL;
  x = (x ^ (x >> 32U)) + b * 0xa0761d6478bd642fULL;
  x = (x ^ (x >> 29U)) + c * 0xe7037ed1a0b428dbULL;
  x = (x ^ (x >> 32U)) * 0xbf58476d1ce4e5b9ULL;
  return x ^ (x >> 32U);
}

}  // namespace khaldun
