#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

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

TEST(Place, MayBeANameThatTheTaggerTakesForAnAdjective) {
  EXPECT_EQ(place_of("Gunmen attacked Nwonkotura town, killing over sixty villagers.", "ASSAULT"), "Nwonkotura");
}

TEST(Place, MayBeTheNameOfSomebody) {
  EXPECT_EQ(place_of("Six policemen were killed in the town of Man on Monday.", "ASSAULT"), "Man");
}

TEST(Place, IsToldByANounBesideTheName) {
  EXPECT_EQ(place_of("The rebels attacked Nwonkotura, a village in eastern Congo.", "ASSAULT"), "Nwonkotura");
  EXPECT_EQ(place_of("Gunmen killed nine people in a village called Nwonkotura in eastern Congo.", "ASSAULT"), "Nwonkotura");
  EXPECT_EQ(place_of("The rebels captured two towns in eastern Congo, including Nwonkotura and Kalimba, from the army.", "ASSAULT"), "Nwonkotura");
  EXPECT_EQ(place_of("Gunmen killed nine residents of Nwonkotura on Monday.", "ASSAULT"), "Nwonkotura");
}

TEST(Place, OfARowOfNamesHasThemAll) {
  const auto records = testing::records_of("Gunmen attacked three villages on Monday: Nwonkotura, Kalimba and Dutora.");
  const auto* r = testing::of_type(records, "ASSAULT");
  ASSERT_NE(r, nullptr);
  ASSERT_TRUE(r->place.has_value());
  EXPECT_EQ(r->place->extracted, "Nwonkotura");
  ASSERT_EQ(r->places.size(), 2U);
  EXPECT_EQ(r->places[0].extracted, "Kalimba");
  EXPECT_EQ(r->places[1].extracted, "Dutora");
}

TEST(Place, IsWhatADirectionStandsBefore) {
  EXPECT_EQ(place_of("Gunmen killed four policemen in north Iraq on Monday.", "ASSAULT"), "Iraq");
}

TEST(Place, IsToldByAnyWordOfTheDeed) {
  EXPECT_EQ(place_of("A suicide bomber attacked a wedding on Monday, killing nine guests and wounding twelve in the city of Kandahar.", "ASSAULT"), "Kandahar");
}

TEST(Place, OfTownPoliceIsTheirTown) {
  EXPECT_EQ(place_of("Nairobi police shot dead two suspected militants on Monday.", "ASSAULT"), "Nairobi");
}

TEST(Place, OfAnOfficialWhoIsStruckIsAtHome) {
  EXPECT_EQ(place_of("Japan's police chief was shot dead on Monday.", "ASSAULT"), "Japan");
}

TEST(Place, MayBeWaterOrSky) {
  EXPECT_EQ(place_of("Warships of three states are patrolling Somalia's waters.", "MOBILIZE"), "Somalia");
  EXPECT_EQ(place_of("Soldiers patrolled the skies above Nairobi.", "MOBILIZE"), "Nairobi");
}

TEST(Place, MayBeASeatOfPower) {
  EXPECT_EQ(place_of("Riot police patrolled outside the White House on Monday.", "MOBILIZE"), "White House");
}

TEST(Place, BetweenTwoStatesIsInNeither) {
  EXPECT_EQ(place_of("Syrian troops patrolled the zone between Turkey and Iraq on Monday.", "MOBILIZE"), "");
}

TEST(Place, IsNotFromWhomGroundWasTaken) {
  EXPECT_EQ(place_of("Israel captured the hills from Syria.", "ASSAULT"), "");
}

TEST(Place, IsWhatForcesTriedToTake) {
  EXPECT_EQ(place_of("Congolese rebels tried to capture Nwonkotura.", "ASSAULT"), "Nwonkotura");
}

/// What the record of that type is told by, besides its own words.
std::vector<std::string> tellings(std::string_view text, std::string_view type) {
  std::vector<std::string> out;
  const auto records = testing::records_of(text);
  if (const auto* r = testing::of_type(records, type); r != nullptr)
    for (const Telling& m : r->mentions) out.push_back(m.text);
  return out;
}
bool told_by(std::string_view text, std::string_view words) {
  const auto all = tellings(text, "ASSAULT");
  return std::find(all.begin(), all.end(), words) != all.end();
}

TEST(Telling, IsTheVerbOfWhichTheDeedIsTheSubject) {
  EXPECT_TRUE(told_by("Russian air strikes have forced seven hospitals in Idlib to close.", "have forced seven hospitals in Idlib to close"));
  EXPECT_TRUE(told_by("The rebels launched an offensive in Goma that began at dawn.", "began"));
}

TEST(Telling, IsWhatTheDeedBrought) {
  EXPECT_TRUE(told_by("Soldiers shot three rebels in Goma on Monday, bringing to 101 the number of rebels killed.", "bringing to 101 the number of rebels killed"));
}

TEST(Telling, IsTheWayToTheDeed) {
  EXPECT_TRUE(told_by("Gunmen broke into a bar in Goma and killed five policemen.", "broke"));
  EXPECT_TRUE(told_by("The Congolese army began its operation to capture the town of Goma.", "began its operation"));
}

TEST(Telling, IsTheClauseThatTellsWhere) {
  EXPECT_TRUE(told_by("Jenny Rocio was shot dead by guerrillas as she sat in a coffee shop in Bogota.", "sat"));
}

TEST(Telling, IsNoVerbOfSpeech) {
  EXPECT_EQ(tellings("The mayor reported shelling in Goma on Monday.", "ASSAULT"), std::vector<std::string>{});
}

}  // namespace
}  // namespace khaldun
