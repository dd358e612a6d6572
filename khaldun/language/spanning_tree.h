#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace khaldun {

/// The tree of the highest sum of scores among those in which one word alone hangs on the root.
/// `scores`: (words + 1)² numbers, scores[d · (words + 1) + h] for word d with head h; row and
/// column 0 are the root, whose own row is not read, nor is the diagonal. Result: for each word
/// 1 … words its head (0 = the root); place 0 holds 0. Numbers that are no numbers count as low.
/// Method: Chu & Liu 1965, Edmonds 1967, a dense matrix. O(words²) if the best heads form a tree
/// already, as they mostly do, at worst O(words³).
[[nodiscard]] std::vector<std::uint32_t> best_tree(std::span<const float> scores,
                                                   std::size_t words);

/// Makes the words `first` … `last` - 1 (1 = the first word; 1 ≤ first < last ≤ words + 1) one phrase for best_tree: of them one alone, chosen by
/// its scores, may hang on a word outside and have dependents outside. O(words · (last - first)).
void bind_phrase(std::span<float> scores, std::size_t words, std::size_t first, std::size_t last);

}  // namespace khaldun
