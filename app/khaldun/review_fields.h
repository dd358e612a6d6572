#pragma once
#include <algorithm>
#include <array>
#include <string_view>

namespace khaldun::app {

/// What a reader may correct; the values are those of docs/record.md, parties as entity or code and sector.
inline constexpr std::array<std::string_view, 9> kReviewFields = {"event_type", "mode",  "actor",  "recipient", "date",
                                                                  "enddate",    "place", "status", "process"};

[[nodiscard]] inline bool is_review_field(std::string_view name) {
  return std::find(kReviewFields.begin(), kReviewFields.end(), name) != kReviewFields.end();
}

}  // namespace khaldun::app
