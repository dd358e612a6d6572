#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "khaldun/events/events_testing.h"

namespace khaldun {
namespace {

std::vector<std::string> mediators(std::string_view text) {
  std::vector<std::string> out;
  for (const Record& record : testing::records_of(text)) {
    if (record.id.empty()) continue;
    for (const Participant& p : record.participants) {
      if (p.role == "mediator") out.push_back(p.party.entity);
    }
  }
  return out;
}

TEST(Mediators, ARelativeClauseTellsWhoBrokeredTheTalks) {
  EXPECT_EQ(mediators("Ethiopia has held three rounds of talks with Sudan, which were brokered by Kenya."), std::vector<std::string>{"state-ken"});
}

TEST(Mediators, APartyOfTheTalksIsNoMediator) {
  EXPECT_EQ(mediators("Ethiopia has held three rounds of talks with Sudan, which failed."), std::vector<std::string>{});
}

/// "Kabul denied the accusation": the denial is of what another sentence claims.
TEST(Denials, AreBoundToTheClaimOfAnotherSentence) {
  const auto records = testing::records_of("Pakistan accused Afghanistan of sheltering militants. Afghanistan denied the accusation.");
  const auto deed = std::find_if(records.begin(), records.end(), [](const Record& r) { return r.event_type == "AID"; });
  ASSERT_NE(deed, records.end());
  std::vector<std::string> stances;
  for (const Attribution& a : deed->attribution) stances.push_back(a.stance + " " + a.source.entity);
  EXPECT_EQ(stances, (std::vector<std::string>{"asserts state-pak", "denies state-afg"}));
}

/// "asserts state-pak, denies state-afg" of the first record of that type
std::string stances(std::string_view text, std::string_view type) {
  std::string out;
  const auto records = testing::records_of(text);
  if (const auto* r = testing::of_type(records, type); r != nullptr) {
    for (const Attribution& a : r->attribution) out += (out.empty() ? "" : ", ") + a.stance + " " + (a.source.entity.empty() ? a.source.code : a.source.entity);
  }
  return out;
}

TEST(Denials, WhoSaysThatHeDoesNothingOfTheKindDeniesIt) {
  EXPECT_EQ(stances("Pakistan accused Afghanistan of arming the TTP. Afghanistan said it does not support the group.", "AID"), "asserts state-pak, denies state-afg");
  EXPECT_EQ(stances("Pakistan accused Afghanistan of arming the TTP. Afghanistan said there were no such weapons.", "AID"), "asserts state-pak, denies state-afg");
}

TEST(Denials, NobodyDeniesHisOwnCharge) {
  EXPECT_EQ(stances("The Houthis accused Saudi Arabia of bombing a prison in Saada. The coalition said the report was unfounded.", "ASSAULT"), "asserts houthis, denies state-sau");
}

TEST(Denials, WhoIsOnlyDescribedIsTheOneAccused) {
  EXPECT_EQ(stances("The Kachin Independence Army said Myanmar's army had killed twenty prisoners. The victors denied it.", "ASSAULT"), "asserts kia, denies MMR");
}

TEST(Phrases, ThatAreSaidOfTheirSubjectAreFoundWithWordsBetween) {
  const auto records = testing::records_of("The town of Bria is under the full control of Seleka rebels.");
  const auto* r = testing::of_type(records, "ASSAULT");
  ASSERT_NE(r, nullptr);
  EXPECT_EQ(r->process.kind + "." + r->process.transition, "occupation.begun");
}

TEST(Names, ThatNoTableKnowsAreTownsWhereTheyAreBesieged) {
  const auto records = testing::records_of("Syrian troops have had Qandara under siege since May.");
  const auto* r = testing::of_type(records, "ASSAULT");
  ASSERT_NE(r, nullptr);
  EXPECT_EQ(r->process.kind + "." + r->process.transition, "siege.begun");
}

/// Is one of the records "TYPE actor>recipient", by their codes?
bool told(std::string_view text, std::string_view wanted) {
  for (const Record& record : testing::records_of(text)) {
    if (record.id.empty()) continue;
    std::string line = record.event_type + " ";
    for (const Party& p : record.actors) line += p.code;
    line += ">";
    for (const Party& p : record.recipients) line += p.code;
    if (line == wanted) return true;
  }
  return false;
}

TEST(Protests, TheDemandIsTheirsAndTellsWhomTheyAreAgainst) {
  constexpr std::string_view kText = "Thousands of Albanians took to the streets to demand that Greece open its border.";
  EXPECT_TRUE(told(kText, "PROTEST ALB>GRC"));
  EXPECT_FALSE(told(kText, "REQUEST ALB>GRC"));
}

TEST(Threats, AHarmfulStepUnderAConditionIsOne) {
  EXPECT_TRUE(told("Kenya said it would cut off aid to Somalia unless the sailors were freed.", "THREATEN KEN>SOM"));
}

TEST(Exercises, OfTwoStatesAreCooperation) {
  EXPECT_TRUE(told("French and Egyptian warships launched war games on Monday.", "COOPERATE FRAEGY>"));
}

TEST(Requests, WhatAnOfficialTellsThePressIsNone) {
  const auto records = testing::records_of("Four soldiers were injured when militants struck at a base near Kandahar, an Afghan official told Al Jazeera.");
  EXPECT_EQ(testing::of_type(records, "REQUEST"), nullptr);
  EXPECT_NE(testing::of_type(records, "ASSAULT"), nullptr);
}

TEST(Attacks, ThatWereRepelledHappened) {
  EXPECT_NE(testing::of_type(testing::records_of("The Syrian army repelled an attack by rebels on the town of Kalimba."), "ASSAULT"), nullptr);
}

TEST(Attacks, StandForThemselvesBesideAWarOfWhichOneSideIsTold) {
  const auto records = testing::records_of("In the 1967 Mideast war, Israel captured the West Bank.");
  const auto* r = testing::of_type(records, "ASSAULT");
  ASSERT_NE(r, nullptr);
  EXPECT_EQ(r->event_text, "captured the West");
}

}  // namespace
}  // namespace khaldun
