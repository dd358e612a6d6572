#pragma once
#include <array>
#include <cstddef>
#include <cstdint>

#include "khaldun/language/analysis.h"
#include "khaldun/language/words_seen.h"

namespace khaldun {

/// What the neural parser reads of a word besides its tags: the hash of its lower-cased form, and
/// rows in nine tables: the last 2 … 5 letters, the first 1 … 4, the shape.
struct NeuralInput {
  static constexpr std::size_t kParts = 9;
  /// Rows of each table. Part of the weights format. Shapes are below 4096 and need no hashing.
  static constexpr std::array<std::uint32_t, kParts> kRows = {2048, 4096, 8192, 8192, 256,
                                                              2048, 4096, 8192, 4096};
  std::uint64_t word = 0;
  std::array<std::uint32_t, kParts> part = {};
};

[[nodiscard]] inline NeuralInput neural_input(const Token& token, Casing casing) {
  const WordSeen seen = see(token, casing);
  NeuralInput out;
  out.word = seen.word;
  const std::array<std::uint64_t, NeuralInput::kParts> parts = {
      seen.suffix[1], seen.suffix[2], seen.suffix[3], seen.suffix[4], seen.prefix[0],
      seen.prefix[1], seen.prefix[2], seen.prefix[3], seen.shape};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    out.part[i] = static_cast<std::uint32_t>(parts[i] % NeuralInput::kRows[i]);
  }
  return out;
}

}  // namespace khaldun
