#include "khaldun/base/day.h"

#include <array>
#include <cstdio>

namespace khaldun {
namespace {

std::optional<int> digits(std::string_view s) {
  int value = 0;
  for (char c : s) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return s.empty() ? std::nullopt : std::optional<int>(value);
}

}  // namespace

std::optional<Day> parse_day(std::string_view iso) {
  if (iso.size() != 10) return std::nullopt;
  return parse_partial_day(iso, false);
}

std::optional<Day> parse_partial_day(std::string_view iso, bool end) {
  if (iso.size() != 4 && iso.size() != 7 && iso.size() != 10) return std::nullopt;
  if (iso.size() >= 7 && iso[4] != '-') return std::nullopt;
  if (iso.size() == 10 && iso[7] != '-') return std::nullopt;
  const auto year = digits(iso.substr(0, 4));
  const auto month = iso.size() >= 7 ? digits(iso.substr(5, 2)) : std::optional<int>(end ? 12 : 1);
  if (!year || !month || *year < 1 || *month < 1 || *month > 12) return std::nullopt;
  if (iso.size() < 10) {
    const auto m = static_cast<unsigned>(*month);
    return end ? month_end(*year, m) : make_day(*year, m, 1);
  }
  const auto day = digits(iso.substr(8, 2));
  if (!day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return Day(date);
}

std::string to_iso(Day day) {
  const std::chrono::year_month_day date(day);
  std::array<char, 24> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return buffer.data();
}

Day make_day(int year, unsigned month, unsigned day) {
  return Day(std::chrono::year_month_day{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)});
}

Day month_end(int year, unsigned month) {
  return Day(std::chrono::year_month_day_last{std::chrono::year(year),
                                              std::chrono::month_day_last{std::chrono::month(month)}});
}

}  // namespace khaldun
