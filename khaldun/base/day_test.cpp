#include "khaldun/base/day.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>
#include <tuple>

namespace khaldun {
namespace {

std::string shown(std::optional<Day> day) { return day ? to_iso(*day) : "none"; }

TEST(Day, IsReadAndWrittenAlike) {
  for (const std::string_view iso : {"0001-01-01", "1582-10-15", "1969-12-31", "1970-01-01",
                                     "2000-02-29", "2024-02-29", "9999-12-31"})
    EXPECT_EQ(shown(parse_day(iso)), iso);
}

TEST(Day, CountsFromTheFirstOfJanuary1970) {
  EXPECT_EQ(parse_day("1970-01-01")->time_since_epoch().count(), 0);
  EXPECT_EQ(parse_day("1970-03-01")->time_since_epoch().count(), 59);
  EXPECT_EQ(parse_day("1969-12-31")->time_since_epoch().count(), -1);
  EXPECT_EQ((*parse_day("2001-03-01") - *parse_day("2000-03-01")).count(), 365);
}

TEST(Day, RefusesWhatIsNoDay) {
  for (const std::string_view bad :
       {"",           "2022",       "2022-11",     "2022-02-29", "1900-02-29",
        "2022-13-01", "2022-00-10", "2022-01-00",  "2022-04-31", "22-11-28",
        "2022/11/28", "2022-11-2x", "2022-11-28 ", " 022-11-28", "20221128",
        "+022-11-28", "-022-11-28", "2022-11-281", "0000-01-01", "2022-1-028"})
    EXPECT_EQ(shown(parse_day(bad)), "none") << '"' << bad << '"';
}

TEST(Day, APartialDayCoversFromItsFirstToItsLast) {
  using Row = std::tuple<std::string_view, std::string_view, std::string_view>;
  for (const auto& [iso, first, last] : std::array<Row, 8>{
           Row{"2022", "2022-01-01", "2022-12-31"}, Row{"2022-11", "2022-11-01", "2022-11-30"},
           Row{"2023-02", "2023-02-01", "2023-02-28"}, Row{"2024-02", "2024-02-01", "2024-02-29"},
           Row{"2000-02", "2000-02-01", "2000-02-29"}, Row{"1900-02", "1900-02-01", "1900-02-28"},
           Row{"2022-12", "2022-12-01", "2022-12-31"},
           Row{"2022-11-28", "2022-11-28", "2022-11-28"}}) {
    EXPECT_EQ(shown(parse_partial_day(iso, false)), first);
    EXPECT_EQ(shown(parse_partial_day(iso, true)), last);
  }
}

TEST(Day, RefusesWhatIsNoPartialDay) {
  for (const std::string_view bad :
       {"", "202", "20222", "2022-", "2022-1", "2022-13", "2022-00", "2022-111", "2022.11", "abcd",
        "2022-ab", "2022-11-31", "0000"})
    for (const bool end : {false, true})
      EXPECT_EQ(shown(parse_partial_day(bad, end)), "none") << '"' << bad << '"';
}

TEST(Day, TheMonthEndsOnItsLastDay) {
  EXPECT_EQ(month_end(2023, 2), make_day(2023, 2, 28));
  EXPECT_EQ(month_end(2024, 2), make_day(2024, 2, 29));
  EXPECT_EQ(month_end(2024, 4), make_day(2024, 4, 30));
  EXPECT_EQ(month_end(2024, 12), make_day(2024, 12, 31));
}

TEST(When, IsKnownFromEitherEnd) {
  When when;
  EXPECT_FALSE(when.known());
  when.last = make_day(2020, 1, 1);
  EXPECT_TRUE(when.known());
  when = {};
  when.first = make_day(2020, 1, 1);
  EXPECT_TRUE(when.known());
}

}  // namespace
}  // namespace khaldun
