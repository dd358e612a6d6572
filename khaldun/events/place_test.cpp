#include <gtest/gtest.h>

#include "khaldun/events/events_testing.h"

namespace khaldun {
namespace {

std::string place_of(std::string_view text, std::string_view type) {
  const auto records = testing::records_of(text);
  const auto* r = testing::of_type(records, type);
  return r == nullptr ? "no record" : r->place ? r->place->extracted : "";
}

TEST(Place, IsTheNarrowestThatStandsWithTheDeed) {
  EXPECT_EQ(place_of("Gunmen killed four policemen in the town of Sake in eastern Congo on Monday.", "ASSAULT"), "Sake");
}

TEST(Place, MayBeANameThatTheLexiconLacks) {
  EXPECT_EQ(place_of("Gunmen killed four policemen in Nwonkotura village on Monday.", "ASSAULT"), "Nwonkotura");
}

TEST(Place, IsThePartAndNotTheTownItLiesIn) {
  EXPECT_EQ(place_of("Gunmen killed four policemen in Mogadishu's Yaqtola district on Monday.", "ASSAULT"), "Yaqtola");
  EXPECT_EQ(place_of("A car bomb killed four policemen in the Kalimbe neighbourhood of Baghdad on Monday.", "ASSAULT"), "Kalimbe");
  EXPECT_EQ(place_of("Gunmen killed four policemen in the Colombo suburb of Nugegotola.", "ASSAULT"), "Nugegotola");
  EXPECT_EQ(place_of("Soldiers clashed with rebels in Nwonkotura, a village 30 kilometres north of Goma.", "ASSAULT"), "Nwonkotura");
}

TEST(Place, OfAPartThatNobodyKnowsIsWhereItsTownIs) {
  const auto records = testing::records_of("A car bomb killed four policemen in the Kalimbe neighbourhood of Baghdad on Monday.");
  const auto* r = testing::of_type(records, "ASSAULT");
  ASSERT_NE(r, nullptr);
  ASSERT_TRUE(r->place.has_value());
  EXPECT_EQ(r->place->resolved, "Baghdad");
  EXPECT_EQ(r->place->country_code, "IRQ");
}

TEST(Place, MayBeABuildingWithAName) {
  EXPECT_EQ(place_of("The rebels captured Kalimbe Palace from the army on Saturday.", "ASSAULT"), "Kalimbe Palace");
  EXPECT_EQ(place_of("Riot police patrolled the Old City on Friday.", "MOBILIZE"), "Old City");
}

TEST(Place, IsWhatABattleIsFor) {
  EXPECT_EQ(place_of("Nine soldiers were killed in the battle for Nwonkotura.", "ASSAULT"), "Nwonkotura");
}

TEST(Place, IsNotWhomTheWordsAreAbout) {
  EXPECT_EQ(place_of("France criticised Kabul over the killings in Herat.", "ACCUSE"), "");
}

TEST(Place, OfAVisitIsWhereItLeads) {
  EXPECT_EQ(place_of("The French foreign minister visited Kabul on Monday.", "CONSULT"), "Kabul");
}

TEST(Place, OfABrokenTruceIsNotWhereItWasSigned) {
  EXPECT_EQ(place_of("M23 rebels violated the ceasefire signed in Luanda last month.", "ASSAULT"), "");
}

TEST(Place, IsNotThatOfTheVictim) {
  EXPECT_EQ(place_of("Two detainees at Guantanamo Bay were captured by soldiers in Afghanistan.", "COERCE"), "Afghanistan");
}

TEST(Place, IsNoPartOfTheCalendar) {
  EXPECT_EQ(place_of("Government troops captured the town of Nwonkotura in mid-February.", "ASSAULT"), "Nwonkotura");
}

TEST(Place, ByTheCompassIsOnlyALandmark) {
  EXPECT_EQ(place_of("South of Baghdad, gunmen killed four policemen in the town of Suwayra.", "ASSAULT"), "Suwayra");
}

TEST(Place, OfACapitalsNameIsTheTownOfTheOnlyStateSpokenOf) {
  const auto records = testing::records_of("Lebanese soldiers killed four militants in Tripoli on Monday.");
  const auto* r = testing::of_type(records, "ASSAULT");
  ASSERT_NE(r, nullptr);
  ASSERT_TRUE(r->place.has_value());
  EXPECT_EQ(r->place->country_code, "LBN");
}

TEST(Place, GoesOnWithTheScene) {
  const auto records = testing::records_of("The army shelled rebel positions in Goma on Monday. Soldiers arrested nine villagers.");
  const auto* r = testing::of_type(records, "COERCE");
  ASSERT_NE(r, nullptr);
  ASSERT_TRUE(r->place.has_value());
  EXPECT_EQ(r->place->country_code, "COD");
  EXPECT_TRUE(r->place->inferred);
}

TEST(Place, OfManyOfOneNameIsTheOneInTheCountryToldBesideIt) {
  const auto records = testing::records_of("Gunmen killed four policemen in Tripoli, Lebanon, on Monday.");
  const auto* r = testing::of_type(records, "ASSAULT");
  ASSERT_NE(r, nullptr);
  ASSERT_TRUE(r->place.has_value());
  EXPECT_EQ(r->place->country_code, "LBN");
  EXPECT_EQ(r->place->extracted, "Tripoli");
}

}  // namespace
}  // namespace khaldun
