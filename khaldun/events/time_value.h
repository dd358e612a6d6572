#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "khaldun/base/day.h"

/// Points and lengths of time, and how TIMEX3 (ISO 8601 with extensions; Pustejovsky et al. 2010)
/// writes them. Private to this stage.
namespace khaldun {

/// A year, month or day. Years before Christ are negative (no year 0).
struct Point {
  int year = 0;  ///< 0 = unknown
  unsigned month = 0, day = 0;
  [[nodiscard]] bool known() const { return year != 0; }
};

[[nodiscard]] Point point_of(Day day);
[[nodiscard]] bool valid(const Point& p);
/// "1979-04-14", "1979-04", "BC0480"; "" if unknown
[[nodiscard]] std::string value_of(const Point& p);
/// The days that it covers; nothing before Christ.
[[nodiscard]] When when_of(const Point& p);
/// day month year
[[nodiscard]] std::string_view precision_of(const Point& p);
/// "2013-W12"
[[nodiscard]] std::string week_value(Day day);
/// "199", "BC048"
[[nodiscard]] std::string decade_value(int year);
/// Season by its code: 2020-WI begins in December 2020.
[[nodiscard]] When season_of(std::string_view code, int year);

/// A point some units away. `unit` as in lexicon/cues/time.tsv.
struct Moved {
  Point point;
  std::string value;
  When when;
  std::string_view precision = "day";  ///< day week month year interval
};
[[nodiscard]] Moved moved(const Point& from, std::string_view unit, int n);
/// The week, month, quarter, year … `n` after the one that `from` lies in ("last week", "this
/// month").
[[nodiscard]] Moved turned(const Point& from, std::string_view unit, int n);
/// "P3D", "PT10H", "P2.5Y", "PXW"
[[nodiscard]] std::string length_value(std::string_view unit, std::string_view count);
/// Days in `n` units, roughly.
[[nodiscard]] int days_in(std::string_view unit, int n);
/// The name of a unit as a precision of dates.
[[nodiscard]] std::string_view precision_of_unit(std::string_view unit);

}  // namespace khaldun
