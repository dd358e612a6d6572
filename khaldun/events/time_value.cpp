#include "khaldun/events/time_value.h"

#include <algorithm>

namespace khaldun {
namespace {

using namespace std::chrono;

/// At least `width` digits.
std::string padded(int n, std::size_t width) {
  auto out = std::to_string(n);
  if (out.size() < width) out.insert(0, width - out.size(), '0');
  return out;
}
/// A year, decade or century, "BC" before those before Christ.
std::string era(int n, std::size_t width) {
  std::string out;
  if (n < 0) out = "BC";
  out += padded(n < 0 ? -n : n, width);
  return out;
}
Day monday_of(Day d) { return d - days(static_cast<int>(weekday(d).iso_encoding()) - 1); }
int floor_to(int year, int step) { return year >= 0 ? year / step : -((-year) / step); }
/// Years in which a BC century or decade is written are counted down.
int years_on(int year, int n) {
  const int to = year + n;
  return year < 0 && to >= 0 ? to + 1 : year > 0 && to <= 0 ? to - 1 : to;
}
When span_of_years(int first, int last) {
  if (first < 1) return {};
  return {make_day(first, 1, 1), make_day(last, 12, 31), Grain::interval, false};
}

}  // namespace

Point point_of(Day day) {
  const year_month_day date(day);
  return {static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
          static_cast<unsigned>(date.day())};
}
bool valid(const Point& p) {
  if (p.year == 0 || p.month > 12 || (p.day != 0 && p.month == 0)) return false;
  if (p.day == 0) return true;
  return year_month_day(year(p.year), month(p.month), std::chrono::day(p.day)).ok();
}
std::string value_of(const Point& p) {
  if (!p.known()) return {};
  auto out = era(p.year, 4);
  if (p.month != 0) out.append("-").append(padded(static_cast<int>(p.month), 2));
  if (p.day != 0) out.append("-").append(padded(static_cast<int>(p.day), 2));
  return out;
}
When when_of(const Point& p) {
  if (p.year <= 0) return {};
  if (p.month == 0) return {make_day(p.year, 1, 1), make_day(p.year, 12, 31), Grain::year, false};
  if (p.day == 0)
    return {make_day(p.year, p.month, 1), month_end(p.year, p.month), Grain::month, false};
  const auto day = make_day(p.year, p.month, p.day);
  return {day, day, Grain::day, false};
}
std::string_view precision_of(const Point& p) {
  return p.day != 0 ? "day" : p.month != 0 ? "month" : "year";
}
std::string week_value(Day day) {
  const Day thursday = monday_of(day) + days(3);  // the year that holds the Thursday owns the week
  const auto y = year_month_day(thursday).year();
  const auto n = (thursday - Day(y / January / 1)).count() / 7 + 1;
  return era(static_cast<int>(y), 4).append("-W").append(padded(static_cast<int>(n), 2));
}
std::string decade_value(int year) { return era(year / 10, 3); }
When season_of(std::string_view code, int year) {
  if (year < 1) return {};
  const unsigned first = code == "SP" ? 3 : code == "SU" ? 6 : code == "FA" ? 9 : 12;
  const auto last = first == 12 ? month_end(year + 1, 2) : month_end(year, first + 2);
  return {make_day(year, first, 1), last, Grain::season, false};
}

Moved moved(const Point& from, std::string_view unit, int n) {
  Moved out;
  out.precision = precision_of_unit(unit);
  if (!from.known()) return out;
  if (unit.starts_with('T')) {
    if (from.day == 0) return out;
    out.value = value_of(from) + "TXX";
    out.when = when_of(from);
    out.point = from;
    return out;
  }
  if (unit == "D" || unit == "W" || unit == "2W" || unit == "WE") {
    const auto year = value_of({from.year, 0, 0});
    if (from.day == 0 || from.year < 1) {
      out.value = year + (unit == "D" ? "-XX-XX" : "-WXX");
      return out;
    }
    const auto day = make_day(from.year, from.month, from.day) + days(unit == "D"    ? n
                                                                      : unit == "2W" ? 14 * n
                                                                                     : 7 * n);
    out.point = point_of(day);
    if (unit == "D") {
      out.value = value_of(out.point);
      out.when = when_of(out.point);
    } else {
      out.value = week_value(day);
      out.when = {day - days(3), day + days(3), Grain::week, false};
    }
    return out;
  }
  if (unit == "M" || unit == "Q") {
    if (from.month == 0 || from.year < 1) {
      out.value = value_of({from.year, 0, 0}) + "-XX";
      return out;
    }
    const auto m = year_month(year(from.year), month(from.month)) + months(unit == "Q" ? 3 * n : n);
    out.point = {static_cast<int>(m.year()), static_cast<unsigned>(m.month()), 0};
  } else {
    const int step = unit == "DE" ? 10 : unit == "CE" ? 100 : 1;
    out.point = {years_on(from.year, step * n), 0, 0};
    if (unit == "DE") {
      out.value = decade_value(out.point.year);
      out.when = span_of_years(out.point.year - 2, out.point.year + 2);
      return out;
    }
    if (unit == "CE") {
      out.value = era(out.point.year / 100, 2);
      return out;
    }
  }
  out.value = value_of(out.point);
  out.when = when_of(out.point);
  return out;
}

Moved turned(const Point& from, std::string_view unit, int n) {
  Moved out;
  out.precision = precision_of_unit(unit);
  if (!from.known()) return out;
  const bool day_known = from.day != 0 && from.year > 0;
  if ((unit == "W" || unit == "WE") && day_known) {
    const auto monday = monday_of(make_day(from.year, from.month, from.day)) + days(7 * n);
    const bool weekend = unit == "WE";
    out.value = week_value(monday) + (weekend ? "-WE" : "");
    out.when = {monday + days(weekend ? 5 : 0), monday + days(6), Grain::week, false};
    out.point = point_of(monday);
    return out;
  }
  if (unit == "Q" && from.month != 0 && from.year > 0) {
    const int quarter = from.year * 4 + static_cast<int>(from.month - 1) / 3 + n;
    const unsigned first = static_cast<unsigned>(quarter % 4) * 3 + 1;
    out.point = {quarter / 4, first, 0};
    out.value = era(quarter / 4, 4).append("-Q").append(padded(quarter % 4 + 1, 1));
    out.when = {make_day(quarter / 4, first, 1), month_end(quarter / 4, first + 2), Grain::quarter,
                false};
    return out;
  }
  if (unit == "DE" || unit == "CE") {
    const int step = unit == "DE" ? 10 : 100;
    const int first = floor_to(from.year, step) * step + step * n;
    out.value = unit == "DE" ? decade_value(first) : era(first / 100, 2);
    out.when = span_of_years(first, first + step - 1);
    out.point = {first == 0 ? 1 : first, 0, 0};
    return out;
  }
  return moved(from, unit, n);
}

std::string length_value(std::string_view unit, std::string_view count) {
  if (unit == "2W") return count == "1" ? "P2W" : "PXW";
  std::string out = "P";
  if (unit.starts_with('T')) {
    out += 'T';
    unit.remove_prefix(1);
  }
  return out.append(count).append(unit);
}
int days_in(std::string_view unit, int n) {
  const int one = unit == "W" || unit == "WE" ? 7
                  : unit == "2W"              ? 14
                  : unit == "M"               ? 30
                  : unit == "Q"               ? 91
                  : unit == "Y"               ? 365
                  : unit == "DE"              ? 3652
                  : unit == "CE"              ? 36524
                                              : 1;
  return one * std::clamp(n, -2000, 2000);
}
std::string_view precision_of_unit(std::string_view unit) {
  if (unit == "W" || unit == "WE" || unit == "2W") return "week";
  if (unit == "M") return "month";
  if (unit == "Y") return "year";
  if (unit == "Q" || unit == "DE" || unit == "CE") return "interval";
  return "day";
}

}  // namespace khaldun
