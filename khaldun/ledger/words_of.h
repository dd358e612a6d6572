#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

namespace khaldun {

/// The longer words of a text as sorted numbers, each once: lower case, cut to their first six letters so that "attack"
/// and "attacked" come close, and figures as they are.
[[nodiscard]] std::vector<std::uint32_t> words_of(std::string_view text);

/// How much of the smaller set of words is in the other one, 0…1; 0 if one is empty.
[[nodiscard]] double shared_words(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b);

}  // namespace khaldun
