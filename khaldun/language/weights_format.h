#pragma once
#include <cstdint>

namespace khaldun {

/// Changes with the meaning of any section or feature: weights of another number are refused.
inline constexpr std::uint32_t kWeightsFormat = 1;
inline constexpr const char* kFastWeights = "fast.kw";
inline constexpr const char* kFastCard = "fast.card.toml";

}  // namespace khaldun
