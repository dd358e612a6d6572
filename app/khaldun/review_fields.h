#pragma once
#include <array>
#include <string_view>

namespace khaldun::app {

/// What a reader may correct; the values are those of docs/record.md, parties as entity or code and sector.
inline constexpr std::array<std::string_view, 9> kReviewFields = {"event_type", "mode",  "actor",  "recipient", "date",
                                                                  "enddate",    "place", "status", "process"};

}  // namespace khaldun::app
