#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "khaldun/events/events_testing.h"

namespace khaldun {
namespace {

/// Date and precision of the first record of that type, "2020-06-13 day"; "none" without one.
std::string dated(std::string_view text, std::string_view type) {
  const auto records = testing::records_of(text);  // published on Monday, 2020-06-15
  const auto* r = testing::of_type(records, type);
  if (r == nullptr) return "none";
  return (r->date ? to_iso(*r->date) : "") + " " + r->date_precision;
}

TEST(Dating, ATimeBeforeAndIsOfTheFirstVerb) {
  const std::string text =
      "Rebels shelled the town of Sake on Friday and Ethiopia accused Eritrea on Sunday.";
  EXPECT_EQ(dated(text, "ASSAULT"), "2020-06-12 day");
}
TEST(Dating, ATimeAtTheEndIsOfBothVerbs) {
  EXPECT_EQ(dated("Soldiers arrested a union leader and beat two journalists in Conakry on Sunday.",
                  "COERCE"),
            "2020-06-14 day");
}
TEST(Dating, WhatIsAllegedIsNotOfTheDayOfTheCharge) {
  const std::string text =
      "Ethiopia accused Eritrea on Saturday of shelling the border town of Zalambessa.";
  EXPECT_EQ(dated(text, "ACCUSE"), "2020-06-13 day");
  EXPECT_EQ(dated(text, "ASSAULT"), "2020-06-01 month");
}
TEST(Dating, YearsAfterADeedCountBack) {
  const auto records = testing::records_of(
      "Ten years after rebels attacked Goma, Rwanda on Saturday accused Burundi of helping them.");
  const auto* r = testing::of_type(records, "ASSAULT");
  ASSERT_NE(r, nullptr);
  ASSERT_TRUE(r->date);
  EXPECT_EQ(to_iso(*r->date), "2010-01-01");
  EXPECT_EQ(r->date_precision, "year");
  EXPECT_NE(r->auxiliary & aux_historical, 0);
}
TEST(Dating, ADeedOfTheStoryIsOfItsDay) {
  EXPECT_EQ(
      dated("Protesters marched in Lagos on Saturday. Soldiers shot two protesters.", "ASSAULT"),
      "2020-06-13 day");
}
TEST(Dating, NewsWithoutATimeIsOfTheMonth) {
  EXPECT_EQ(dated("Kenya has condemned Somalia.", "ACCUSE"), "2020-06-01 month");
}
TEST(Dating, BackgroundBeginsAfterAMonth) {
  const auto old = testing::records_of("Rebels attacked Goma on May 10.");
  const auto fresh = testing::records_of("Rebels attacked Goma on May 20.");
  ASSERT_FALSE(old.empty());
  ASSERT_FALSE(fresh.empty());
  EXPECT_NE(old[0].auxiliary & aux_historical, 0);
  EXPECT_EQ(fresh[0].auxiliary & aux_historical, 0);
}

TEST(Dating, TheYearOfANounIsNotOfWhatIsDoneToIt) {
  EXPECT_EQ(dated("Russia violated the 2015 agreement.", "REJECT"), "2020-06-01 month");
  EXPECT_EQ(dated("Police arrested a suspect in the 2016 bombing in Brussels.", "COERCE"), "2020-06-01 month");
  EXPECT_EQ(dated("A blast near the 11th-century shrine in Lahore killed eleven people.", "ASSAULT"), "2020-06-01 month");
  EXPECT_EQ(dated("The army killed 20 rebels in a 2014 offensive in Borno.", "ASSAULT"), "2014-01-01 year");
  EXPECT_EQ(dated("The 2008 attacks killed 166 people in Mumbai.", "ASSAULT"), "2008-01-01 year");
}

TEST(Dating, ATruceForALaterDayIsOfThatDay) {
  EXPECT_EQ(dated("Hamas declared a ceasefire with Israel on Friday, to take effect on June 20.", "CONCEDE"), "2020-06-20 day");
  EXPECT_EQ(dated("Hamas declared a ceasefire with Israel on Friday until June 20.", "CONCEDE"), "2020-06-12 day");
}

std::string term(std::string_view text) {
  for (const Record& r : testing::records_of(text))
    if (r.process.kind == "ceasefire" && r.process.until) return to_iso(*r.process.until);
  return "";
}

TEST(Dating, ATermOfATruceHasALastDay) {  // told on Monday, 15 June 2020
  EXPECT_EQ(term("The NPA announced on Monday a ceasefire from June 20 until July 6."), "2020-07-06");
  EXPECT_EQ(term("Israel and Hamas agreed on Sunday to a 72-hour truce."), "2020-06-15") << "from the day before";
  EXPECT_EQ(term("Israel and Hamas agreed on Friday to a three-month ceasefire."), "2020-09-12");
  EXPECT_EQ(term("The ELN has prolonged its ceasefire to July 30."), "2020-07-30");
  EXPECT_EQ(term("The truce between Israel and Hamas, which runs until Friday, is holding."), "2020-06-19") << "the Friday to come";
  EXPECT_EQ(term("Hamas declared a ceasefire three days ago."), "");
  EXPECT_EQ(term("Hamas refused to extend its truce until July 30."), "");
}

}  // namespace
}  // namespace khaldun
