#include "khaldun/events/time.h"

#include <gtest/gtest.h>

#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "khaldun/events/events_testing.h"

namespace khaldun {
namespace {

Calendar times(std::string_view text, std::optional<Day> published) {
  return read_times(testing::language().analyse(text), published, testing::lexicon());
}

/// "2020-06-11 day", "2020-05-01..2020-05-31 month", "day +1 follows", "unknown day"; durations are
/// left out.
std::string shown(const Calendar& calendar) {
  std::string out;
  for (const auto& e : calendar.all) {
    if (e.duration) continue;
    if (!out.empty()) out += "; ";
    if (e.follows) {
      out += "follows " + std::to_string(e.shift);
    } else if (!e.when.known()) {
      out += "unknown " + e.precision;
    } else {
      out += e.when.first ? to_iso(*e.when.first) : "";
      if (e.when.first != e.when.last) out += ".." + (e.when.last ? to_iso(*e.when.last) : "");
      out += " " + e.precision;
    }
  }
  return out.empty() ? "none" : out;
}

struct Row {
  std::string_view text, expected;
  std::string_view published = "2020-06-15";  // a Monday
};

const std::vector<Row>& rows() {
  static const std::vector<Row> all{
      // Weekdays count back from the day of publication, which they may be themselves.
      {"Rebels attacked the town on Monday.", "2020-06-15 day"},
      {"Rebels attacked the town on Sunday.", "2020-06-14 day"},
      {"Rebels attacked the town on Thursday.", "2020-06-11 day"},
      {"Rebels attacked the town on Tuesday.", "2020-06-09 day"},
      {"Rebels attacked the town Saturday.", "2020-06-13 day"},
      {"Rebels attacked the town on Tues.", "2020-06-09 day"},
      {"Rebels attacked the town last Thursday.", "2020-06-11 day"},
      {"Rebels attacked the town last Monday.", "2020-06-08 day"},
      {"Rebels attacked the town on Sunday night.", "2020-06-14 day"},
      {"Rebels attacked the town early on Friday morning.", "2020-06-12 day"},
      {"Thursday's attack killed two soldiers.", "2020-06-11 day"},
      {"The ministers will meet on Friday.", "2020-06-19 day"},
      {"The ministers will meet next Friday.", "2020-06-19 day"},
      {"The council plans to vote on Friday.", "2020-06-19 day"},
      {"The soldiers tried to leave on Saturday.", "2020-06-13 day"},
      {"The Sun reported it first.", "none"},
      {"The sun rose over the friday market.", "none"},
      // Days near the day of publication.
      {"Rebels attacked the town today.", "2020-06-15 day"},
      {"Rebels attacked the town yesterday.", "2020-06-14 day"},
      {"Rebels attacked the town yesterday after the talks had failed.", "2020-06-14 day"},
      {"Yesterday rebels attacked the town.", "2020-06-14 day"},
      {"Rebels attacked the town yesterday evening.", "2020-06-14 day"},
      {"Rebels attacked the town the day before yesterday.", "2020-06-13 day"},
      {"The ministers will meet tomorrow.", "2020-06-16 day"},
      {"The ministers will meet the day after tomorrow.", "2020-06-17 day"},
      {"Rebels attacked the town last night.", "2020-06-14 day"},
      {"Rebels attacked the town overnight.", "2020-06-15 day"},
      {"Rebels attacked the town this morning.", "2020-06-15 day"},
      {"Rebels attacked the town on the first day of the new year yesterday.", "2019-12-31 day",
       "2020-01-01"},
      {"Rebels attacked the town yesterday.", "2020-02-29 day", "2020-03-01"},
      // So long ago.
      {"Rebels attacked the town ten days ago.", "2020-06-05 day"},
      {"Rebels attacked the town a day ago.", "2020-06-14 day"},
      {"Rebels attacked the town five hours ago.", "2020-06-15 day"},
      {"Rebels attacked the town two weeks ago.", "2020-05-29..2020-06-04 week"},
      {"Rebels attacked the town three months ago.", "2020-03-01..2020-03-31 month"},
      {"Rebels attacked the town seven months ago.", "2019-11-01..2019-11-30 month"},
      {"Rebels attacked the town 12 years ago.", "2008-01-01..2008-12-31 year"},
      {"Rebels attacked the town a year ago.", "2019-01-01..2019-12-31 year"},
      // Weeks, months, seasons, years.
      {"Rebels attacked the town last week.", "2020-06-08..2020-06-14 week"},
      {"Rebels attacked the town this week.", "2020-06-15..2020-06-21 week"},
      {"The ministers will meet next week.", "2020-06-22..2020-06-28 week"},
      {"Rebels attacked the town last month.", "2020-05-01..2020-05-31 month"},
      {"Rebels attacked the town earlier this month.", "2020-06-01..2020-06-30 month"},
      {"The ministers will meet next month.", "2020-07-01..2020-07-31 month"},
      {"Rebels attacked the town last month.", "2019-12-01..2019-12-31 month", "2020-01-20"},
      {"Rebels attacked the town last summer.", "2019-06-01..2019-08-31 season"},
      {"Rebels attacked the town last winter.", "2019-12-01..2020-02-29 season"},
      {"Rebels attacked the town this spring.", "2020-03-01..2020-05-31 season"},
      {"Rebels attacked the town last year.", "2019-01-01..2019-12-31 year"},
      {"Rebels attacked the town this year.", "2020-01-01..2020-12-31 year"},
      {"The ministers will meet next year.", "2021-01-01..2021-12-31 year"},
      {"Rebels attacked the town late last year.", "2019-01-01..2019-12-31 year"},
      // Months and days of months; without a year the last such.
      {"Rebels attacked the town in November.", "2019-11-01..2019-11-30 month"},
      {"Rebels attacked the town in May.", "2020-05-01..2020-05-31 month"},
      {"Rebels attacked the town in March.", "2020-03-01..2020-03-31 month"},
      {"Rebels attacked the town last July.", "2019-07-01..2019-07-31 month"},
      {"Rebels attacked the town last June.", "2019-06-01..2019-06-30 month"},
      {"Rebels attacked the town in December 2018.", "2018-12-01..2018-12-31 month"},
      {"Rebels attacked the town on June 12.", "2020-06-12 day"},
      {"Rebels attacked the town on 28 November.", "2019-11-28 day"},
      {"Rebels attacked the town on Nov. 28.", "2019-11-28 day"},
      {"Rebels attacked the town on Thursday, June 11.", "2020-06-11 day"},
      {"Rebels attacked the town on the night of June 3.", "2020-06-03 day"},
      {"Rebels attacked the town on the 3rd of March.", "2020-03-03 day"},
      {"Rebels attacked the town from June 2 to June 5.", "2020-06-02 day; 2020-06-05 day"},
      {"The troops will leave by September 11.", "2020-09-11 day"},
      {"The minister will visit Seoul in July.", "2020-07-01..2020-07-31 month"},
      {"Rebels may attack the town.", "none"},
      {"Rebels will march on the capital.", "none"},
      // Full dates need no day of publication.
      {"Rebels attacked the town on 14 April 1979.", "1979-04-14 day", ""},
      {"Rebels attacked the town on April 14, 1979.", "1979-04-14 day", ""},
      {"Rebels attacked the town on the 14th April 1979.", "1979-04-14 day", ""},
      {"On April 14, 1979, rebels attacked the town.", "1979-04-14 day", ""},
      {"Rebels attacked the town on 2019-03-04.", "2019-03-04 day", ""},
      {"Rebels attacked the town on 30 February 2020.", "2020-02-01..2020-02-29 month", ""},
      {"Rebels attacked the town in April 1979.", "1979-04-01..1979-04-30 month", ""},
      {"Rebels attacked the town in 2007.", "2007-01-01..2007-12-31 year", ""},
      {"Rebels have attacked the town since 2014.", "2014-01-01..2014-12-31 year", ""},
      {"Rebels attacked the town in the 1990s.", "1990-01-01..1999-12-31 interval", ""},
      {"The 2008 war killed hundreds of civilians.", "2008-01-01..2008-12-31 year", ""},
      {"Rebels attacked the town at the end of 2016.", "2016-01-01..2016-12-31 year", ""},
      {"Some 2000 soldiers attacked the town.", "none", ""},
      {"Rebels attacked the town with 1500 men.", "none", ""},
      // Without one, relative expressions have no day.
      {"Rebels attacked the town on Thursday.", "unknown day", ""},
      {"Rebels attacked the town yesterday.", "unknown day", ""},
      {"Rebels attacked the town in November.", "unknown month", ""},
      {"Rebels attacked the town two years ago.", "unknown year", ""},
      // Relative to the event told before.
      {"The next day, rebels attacked the town.", "follows 1"},
      {"The same day, rebels attacked the town.", "follows 0"},
      {"Rebels attacked the town two days later.", "follows 2"},
      {"Rebels attacked the town three weeks earlier.", "follows -21"},
      {"Rebels attacked the town on the previous day.", "follows -1"},
      // No dates.
      {"Rebels have attacked the town for years.", "none"},
      {"Rebels attacked seven towns.", "none"},
  };
  return all;
}

TEST(Times, AreReadAsNewsMeansThem) {
  for (const auto& row : rows())
    EXPECT_EQ(shown(times(row.text, parse_day(row.published))), row.expected)
        << row.text << " (published " << (row.published.empty() ? "unknown" : row.published) << ")";
  EXPECT_GE(rows().size(), 60U);
}

/// "Monday night=2020-06-15TNI; for …": the words and the TIMEX3 value of each.
std::string valued(const std::string& text, std::string_view published) {
  std::string out;
  for (const auto& e : times(text, parse_day(published)).all)
    out += (out.empty() ? "" : "; ") + text.substr(e.at.begin, e.at.size()) + "=" + e.value;
  return out;
}

TEST(Times, HaveTheValuesOfTimex3) {
  struct Value {
    std::string text, expected, published = "2020-06-15";
  };
  const std::vector<Value> values{
      {"Rebels attacked in early March.", "early March=2020-03"},
      {"Rebels attacked in mid-2014 and the late 1990s.", "mid-2014=2014; the late 1990s=199"},
      {"Shells fell on Sunday night.", "Sunday night=2020-06-14TNI"},
      {"The siege lasted more than three weeks.", "more than three weeks=P3W"},
      {"A 10-year plan and a month-long strike were told.", "10-year=P10Y; month-long=P1M"},
      {"They have fought for years and are now tired.", "years=PXY; now=PRESENT_REF"},
      {"In recent months the army lost the town.", "recent months=PXM"},
      {"The town changed hands two years ago.", "two years ago=2018"},
      {"Sales fell in the third quarter of 2012.", "the third quarter of 2012=2012-Q3"},
      {"They met a week ago Monday.", "a week ago Monday=2020-06-08"},
      {"The camp grew in the first half of 2012.", "the first half of 2012=2012-H1"},
      {"Soldiers patrol the road every day and attack at night.",
       "every day=P1D; night=XXXX-XX-XXTNI"},
      {"At 9:30 p.m. on Friday the guns fell silent.",
       "9:30 p.m.=2020-06-12T21:30; Friday=2020-06-12"},
      {"The war of 1939-45 followed that of 1914-18.", "1939=1939; 45=1945; 1914=1914; 18=1918"},
      {"Athens fell in 480 BC.", "480 BC=BC0480"},
      {"In the 5th century BC the league was strong.", "the 5th century BC=BC04"},
      {"They fasted during Ramadan.", "Ramadan="},
      {"The winter of 1941 was cold.", "The winter of 1941=1941-WI"},
      {"Between 3 and 5 May 1968 students marched.", "3=1968-05-03; 5 May 1968=1968-05-05"},
      {"The strike was called in June and July 1943.", "June=1943-06; July 1943=1943-07"},
      {"The army had 1500 men and three quarters of the guns.", ""},
      {"The fall of the town began the retreat.", ""},
  };
  for (const auto& v : values) EXPECT_EQ(valued(v.text, v.published), v.expected) << v.text;
}

TEST(Times, ANarrativeCarriesItsYearOn) {
  const std::string text =
      "On 14 April 1979 rebels took the town. On 16 June they lost it again. The next day the "
      "army burned it. In December the war ended. In January the king came back. That year many "
      "left.";
  EXPECT_EQ(valued(text, ""),
            "14 April 1979=1979-04-14; 16 June=1979-06-16; The next day=1979-06-17; "
            "December=1979-12; January=1980-01; That year=1980");
}

TEST(Times, ADatelineDatesToday) {
  const auto calendar =
      times("SARAJEVO, Aug 30 - Shells hit the town today.", parse_day("1995-08-31"));
  ASSERT_TRUE(calendar.dateline);
  EXPECT_EQ(to_iso(*calendar.dateline), "1995-08-30");
  ASSERT_EQ(calendar.all.size(), 2U);
  EXPECT_EQ(to_iso(*calendar.all[1].when.first), "1995-08-30");
}

TEST(Times, ADatelineOfAnotherTimeIsNone) {
  EXPECT_FALSE(
      times("SARAJEVO, Feb 2 - Shells hit the town today.", parse_day("1995-08-31")).dateline);
  EXPECT_FALSE(
      times("Shells hit the town on Aug 30 and killed ten.", parse_day("1995-08-31")).dateline);
}

TEST(Times, ADateThatEndsTheFirstSentenceIsNoDateline) {
  EXPECT_FALSE(times("Shells hit the town on Monday.", parse_day("1995-08-31")).dateline);
}

TEST(Times, ADateAtTheHeadOfAParagraphIsItsDay) {
  const auto calendar =
      times("23 April 2025. India closed its border with Pakistan today after the attack.",
            parse_day("2025-05-20"));
  ASSERT_FALSE(calendar.base.empty());
  ASSERT_FALSE(calendar.all.empty());
  ASSERT_TRUE(calendar.all.back().when.first);
  EXPECT_EQ(to_iso(*calendar.all.back().when.first), "2025-04-23");
}

TEST(Times, SinceIsABeginning) {
  const auto since = times("Rebels have attacked the town since 2014.", std::nullopt);
  ASSERT_EQ(since.all.size(), 1U);
  EXPECT_TRUE(since.all[0].open_start);
  const auto in = times("Rebels attacked the town in 2014.", std::nullopt);
  ASSERT_EQ(in.all.size(), 1U);
  EXPECT_FALSE(in.all[0].open_start);
}

TEST(Times, AnInferredYearIsMarked) {
  const auto told = times("Rebels attacked the town on 28 November 2019.", parse_day("2020-06-15"));
  const auto inferred = times("Rebels attacked the town on 28 November.", parse_day("2020-06-15"));
  ASSERT_EQ(told.all.size(), 1U);
  ASSERT_EQ(inferred.all.size(), 1U);
  EXPECT_EQ(told.all[0].when.first, inferred.all[0].when.first);
  EXPECT_FALSE(told.all[0].when.inferred);
  EXPECT_TRUE(inferred.all[0].when.inferred);
}

TEST(Times, StandWhereTheySayInTextOrder) {
  const std::string text =
      "Zürich – 😀. On 14 April 1979 rebels attacked; on Thursday they left, and last week they "
      "came back.";
  const auto analysis = testing::language().analyse(text);
  const auto calendar = read_times(analysis, parse_day("2020-06-15"), testing::lexicon());
  ASSERT_EQ(calendar.all.size(), 3U);
  std::uint32_t end = 0;
  for (const auto& e : calendar.all) {
    EXPECT_GE(e.at.begin, end);
    end = e.at.end;
    EXPECT_EQ(e.at.begin, analysis[e.tokens.first].at.begin);
    EXPECT_EQ(e.at.end, analysis[e.tokens.last - 1].at.end);
    EXPECT_TRUE(e.tokens.contains(e.head));
  }
  EXPECT_EQ(text.substr(calendar.all[0].at.begin, calendar.all[0].at.size()), "14 April 1979");
}

}  // namespace
}  // namespace khaldun
