#include "khaldun/ledger/linking.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "khaldun/ledger/change_points.h"
#include "khaldun/ledger/ledger_testing.h"
#include "khaldun/ledger/series.h"

namespace khaldun {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using testing::event;
using testing::who;

Assertion attack(std::string_view id, std::string_view day, std::string_view sentence, std::int64_t dead) {
  Assertion told = event(id, "ASSAULT", day);
  told.actors = {who("ttp")}, told.recipients = {who("state-pak", "MIL")};
  told.place = "Bannu", told.country = "PAK", told.resolution = 4;
  told.sentence_text = sentence;
  if (dead > 0) told.figures = {{"dead", "", "", dead, dead}};
  return told;
}

TEST(Linking, TwoReportsOfOneAttackAreOne) {
  const auto found = link_events({attack("a", "2023-03-01", "Militants of the TTP killed four soldiers at a checkpost near Bannu.", 4),
                                  attack("b", "2023-03-01", "Four soldiers died when TTP fighters stormed a checkpost in Bannu on Wednesday.", 4)});
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_THAT(found[0].why, SizeIs(1));
}

TEST(Linking, SameDayPlaceAndPartiesAreNotEnough) {
  const auto found = link_events({attack("a", "2023-03-01", "Militants of the TTP killed four soldiers at a checkpost near Bannu.", 4),
                                  attack("b", "2023-03-01", "A roadside bomb hit an army convoy, wounding nine troops; the TTP said it was behind it.", 0)});
  EXPECT_THAT(found, SizeIs(2));
}

TEST(Linking, AHigherTollADayLaterIsAnUpdate) {
  Assertion later = attack("b", "2023-03-01", "The death toll of the attack on a checkpost in Bannu by the TTP rose to seven soldiers.", 7);
  later.told = parse_day("2023-03-02");
  const auto found = link_events({attack("a", "2023-03-01", "Militants of the TTP killed four soldiers at a checkpost near Bannu.", 4), later});
  ASSERT_THAT(found, SizeIs(1));
  const std::vector<Assertion> all = {attack("a", "2023-03-01", "", 4), later};
  const auto deaths = deaths_of(all, {{0, 1}, {""}});
  ASSERT_TRUE(deaths.has_value());
  EXPECT_EQ(deaths->low, 4);
  EXPECT_EQ(deaths->best, 7);
  EXPECT_EQ(deaths->high, 7);
}

Assertion meeting(std::string_view id, std::vector<Who> guests, std::string_view sentence) {
  Assertion told = event(id, "CONSULT", "2018-03-16");
  told.actors = std::move(guests);
  told.place = "Astana", told.country = "KAZ", told.resolution = 4;
  told.sentence_text = sentence;
  return told;
}

TEST(Linking, TwoMeetingsOfOneMinisterOnOneDayStayTwo) {
  const auto found = link_events({meeting("a", {who("state-rus"), who("state-tur"), who("state-irn")}, "The ministers of Russia, Turkey and Iran met in Astana on Friday."),
                                  meeting("b", {who("state-rus"), who("state-kaz")}, "The Russian minister met Kazakhstan's president in Astana on Friday."),
                                  meeting("c", {who("state-irn"), who("state-rus"), who("state-tur")}, "Moscow, Ankara and Tehran held talks in Astana on Friday.")});
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_THAT(found[0].reports, ElementsAre(0U, 2U));
}

TEST(Linking, ReportsOfAWarAreAlikeWithoutBeingOne) {
  const auto undated = [](std::string_view id, std::string_view told, std::string_view sentence) {
    Assertion out = attack(id, "2014-08-01", sentence, 0);
    out.precision = "month", out.last = parse_day("2014-08-31"), out.told = parse_day(told);
    out.place.clear(), out.resolution = 0;
    return out;
  };
  const auto found = link_events({undated("a", "2014-08-02", "Government forces recaptured the town of Bannu from the rebels."),
                                  undated("b", "2014-08-05", "Government forces recaptured Kohat on the border from insurgents after heavy shelling.")});
  EXPECT_THAT(found, SizeIs(2));
}

TEST(Linking, EachReportIsInExactlyOneEventWhateverTheOrder) {
  std::vector<Assertion> all;
  for (int i = 0; i < 40; ++i) {
    all.push_back(attack("e" + std::to_string(i), "2023-03-0" + std::to_string(1 + i % 9), "Militants killed soldiers near Bannu number " + std::to_string(i % 7), i % 5));
  }
  const auto ids = [](const std::vector<Assertion>& list, const std::vector<Happening>& found) {
    std::vector<std::vector<std::string>> out;
    std::size_t count = 0;
    for (const auto& h : found) {
      out.emplace_back();
      for (const auto n : h.reports) out.back().push_back(list[n].id), ++count;
    }
    EXPECT_EQ(count, list.size());
    std::sort(out.begin(), out.end());
    return out;
  };
  const auto once = ids(all, link_events(all));
  std::reverse(all.begin(), all.end());
  EXPECT_EQ(ids(all, link_events(all)), once);
}

TEST(ChangePoints, ARiseIsFoundWhereItBegins) {
  EXPECT_THAT(change_points({3, 2, 4, 3, 2, 3, 3, 12, 14, 11, 13, 12, 15, 12}), ElementsAre(7U));
  EXPECT_THAT(change_points({3, 2, 4, 3, 2, 3, 3, 2, 4, 1, 3, 2}), IsEmpty());
}

TEST(ChangePoints, FewSeriesWithoutAChangeGiveAnAlarm) {
  std::mt19937 random(7);
  int alarms = 0;
  for (int series = 0; series < 1000; ++series) {
    std::poisson_distribution<int> counts(1.0 + series % 20);
    std::vector<double> months;
    for (int i = 0; i < 60; ++i) months.push_back(counts(random));
    alarms += change_points(months).empty() ? 0 : 1;
  }
  EXPECT_LT(alarms, 60);
  RecordProperty("alarms_per_1000", alarms);
}

}  // namespace
}  // namespace khaldun
