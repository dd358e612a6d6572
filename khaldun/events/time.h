#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "khaldun/base/day.h"
#include "khaldun/base/span.h"
#include "khaldun/language/analysis.h"
#include "khaldun/lexicon/lexicon.h"

/// Time expressions of a text and the days they stand for. Calendar arithmetic only; which event
/// they date is resolve.cpp's matter.
namespace khaldun {

struct TimeExpression {
  TokenRange tokens;
  Span at;  ///< may cut a token: the "July" of "mid-July" with its "mid", but not the "pre" of
            ///< "pre-1990"
  std::uint32_t head = kNone;  ///< token that hangs outside it
  When when;                   ///< unknown for a relative one without anything that it counts from
  std::string precision;       ///< day week month season year interval
  std::string value;           ///< TIMEX3: "1979-04-14", "2013-W12", "P3D", "PAST_REF"; "" if open
  bool relative = false;       ///< resolved against the publication date or the date told before
  bool follows = false;        ///< relative to the event told before ("the next day")
  int shift = 0;               ///< days after that event
  bool past_only = false;      ///< "ago", "last": never in the future
  bool open_start = false;     ///< "since …": a beginning
  bool dateline = false;       ///< "SARAJEVO, Aug 30 -": of what has no time of its own
  bool duration = false;       ///< "for years", "now", "daily": dates no event
};

struct Calendar {
  std::vector<TimeExpression> all;  ///< in text order
  std::vector<std::optional<Day>>
      base;  ///< per sentence: the day at the head of its paragraph ("23 April 2025. India …")
  std::optional<Day> dateline;  ///< of "SARAJEVO, Aug 30 -", with the year of publication
};

/// `published`: what relative expressions of news count from. A text without it, or one that mostly
/// tells of other years than that of its publication (a history), is a narrative: "16 June" after
/// "14 April 1979" is of 1979. The words: lexicon/cues/time.tsv. Total, deterministic, O(tokens).
[[nodiscard]] Calendar read_times(const Analysis& analysis, std::optional<Day> published,
                                  const Lexicon& lexicon);

}  // namespace khaldun
