#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "khaldun/base/day.h"
#include "khaldun/base/span.h"
#include "khaldun/language/analysis.h"

/// Time expressions of a text and the days they stand for. Calendar arithmetic only; which event they date is resolve.cpp's matter.
namespace khaldun {

struct TimeExpression {
  TokenRange tokens;
  Span at;
  std::uint32_t head = kNone;   ///< token that hangs outside it
  When when;                    ///< unknown for a relative one without a publication date
  std::string precision;        ///< day week month season year interval
  bool relative = false;        ///< resolved against the publication date
  bool follows = false;         ///< relative to the event told before ("the next day")
  int shift = 0;                ///< days after that event
  bool past_only = false;       ///< "ago", "last": never in the future
  bool open_start = false;      ///< "since …": a beginning
  bool duration = false;        ///< "for years": no date
};

struct Calendar {
  std::vector<TimeExpression> all;   ///< in text order
  std::vector<std::optional<Day>> base;  ///< per sentence: the day at the head of its paragraph ("23 April 2025. India …")
  std::optional<Day> dateline;       ///< of "SARAJEVO, Aug 30 -", with the year of publication
};

/// `published`: what relative expressions count from. Total, deterministic, O(tokens).
[[nodiscard]] Calendar read_times(const Analysis& analysis, std::optional<Day> published);

}  // namespace khaldun
