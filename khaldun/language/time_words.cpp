#include "khaldun/language/time_words.h"

#include <algorithm>
#include <array>

namespace khaldun {
namespace {

constexpr auto kTimes = std::to_array<std::string_view>(
    {"a.m.",     "afternoon", "am",      "april",     "august",    "autumn",  "century",
     "dawn",     "day",       "decade",  "december",  "evening",   "fall",    "february",
     "friday",   "hour",      "january", "july",      "june",      "march",   "may",
     "midnight", "minute",    "moment",  "monday",    "month",     "morning", "night",
     "noon",     "november",  "october", "p.m.",      "pm",        "quarter", "ramadan",
     "saturday", "season",    "second",  "september", "spring",    "summer",  "sunday",
     "thursday", "time",      "today",   "tomorrow",  "tonight",   "tuesday", "wednesday",
     "week",     "weekend",   "winter",  "year",      "yesterday", "aug.",    "dec.",
     "feb.",     "jan.",      "nov.",    "oct.",      "sept.",     "apr.",    "jul.",
     "sep."});

}  // namespace

bool tells_time(std::string_view lemma) {
  if (lemma.size() == 4 &&
      std::all_of(lemma.begin(), lemma.end(), [](char c) { return c >= '0' && c <= '9'; }))
    return true;
  return std::find(kTimes.begin(), kTimes.end(), lemma) != kTimes.end();
}

}  // namespace khaldun
