#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace khaldun {

using Day = std::chrono::sys_days;

enum class Grain : std::uint8_t { day, week, month, quarter, season, year, interval };

/// A stretch of days within which something lies (or lay throughout); a missing end is open.
struct When {
  std::optional<Day> first, last;
  Grain grain = Grain::day;
  bool inferred = false;  ///< the year (or more) came from the context
  [[nodiscard]] bool known() const { return first.has_value() || last.has_value(); }
};

/// "2022-11-28"; years 0001…9999. Nothing for anything else.
[[nodiscard]] std::optional<Day> parse_day(std::string_view iso);
/// "2022", "2022-11" or "2022-11-28" → the first (or, with `end`, the last) day that it covers.
[[nodiscard]] std::optional<Day> parse_partial_day(std::string_view iso, bool end);
[[nodiscard]] std::string to_iso(Day day);
[[nodiscard]] Day make_day(int year, unsigned month, unsigned day);
/// Last day of a month.
[[nodiscard]] Day month_end(int year, unsigned month);

}  // namespace khaldun
