#include <gtest/gtest.h>

#include <string>

#include "khaldun/events/events_testing.h"

namespace khaldun {
namespace {

/// "AAA SEC+BBB SEC > CCC SEC" of the first record of that type; "" if there is none.
std::string parties(std::string_view text, std::string_view type) {
  const auto records = testing::records_of(text);
  const Record* found = testing::of_type(records, type);
  if (found == nullptr) return {};
  const auto side = [](const std::vector<Party>& some) {
    std::string out;
    for (const Party& p : some) out += (out.empty() ? "" : "+") + p.code + " " + (p.sectors.empty() ? "" : p.sectors.front());
    return out;
  };
  return side(found->actors) + " > " + side(found->recipients);
}

TEST(Parties, WhoIsNamedWithAPrepositionOfCompanyActsToo) {
  EXPECT_EQ(parties("Ghana, along with Togo, rejected the Malian plan.", "REJECT"), "GHA GOV+TGO GOV > MLI GOV");
  EXPECT_EQ(parties("France, together with Germany, condemned Russia.", "ACCUSE"), "FRA GOV+DEU GOV > RUS GOV");
  EXPECT_EQ(parties("Ghana along with its allies condemned Mali.", "ACCUSE"), "GHA GOV > MLI GOV") << "whoever they are";
}

TEST(Parties, PeopleStandBesidePeopleNotBesideTheBodyOfTheFirst) {
  EXPECT_EQ(parties("Fighters of the Lord's Resistance Army and local militiamen looted a clinic in the Central African town of Obo.", "ASSAULT"),
            "UGA REB+CAF PRM > CAF MED");
}

TEST(Parties, ThemAreNotWhoActs) {
  EXPECT_EQ(parties("Egyptian policemen beat students in Assiut and detained twenty of them.", "COERCE"), "EGY COP > EGY EDU");
  EXPECT_EQ(parties("Soldiers shot at strikers in Lima. They arrested dozens of them.", "COERCE"), "PER MIL > PER LAB");
}

TEST(Parties, AnOfficialsCarIsTheOfficials) {
  EXPECT_EQ(parties("The Sri Lankan defence minister's convoy came under fire from Tamil Tiger rebels.", "ASSAULT"), "LKA REB > LKA GOV");
}

TEST(Parties, WhoGoesAsFarAsDoingSomethingDoesIt) {
  EXPECT_EQ(parties("The Cuban government went so far as to expel the Dutch ambassador.", "SANCTION"), "CUB GOV > NLD GOV");
}

TEST(Parties, AManOfWhomNothingIsKnownIsUnknownAndArmed) {
  EXPECT_EQ(parties("Two men tried to assassinate the Bolivian senator in Tarija.", "ASSAULT"), " UAF > BOL LEG");
  EXPECT_EQ(parties("Two Algerian men tried to assassinate the Bolivian senator in Tarija.", "ASSAULT"), "DZA CVL > BOL LEG");
}

TEST(Parties, PlacesOfNoTableAreNoPersons) {
  EXPECT_EQ(parties("Police in Bolivia blocked the road to Quorbamba on Monday.", "COERCE"), "BOL COP > ");
  EXPECT_EQ(parties("Ghanaian miners went on strike at Quorbuasi.", "PROTEST"), "GHA LAB > ");
}

TEST(Parties, WhomAStateStrikesFromTheAirIsNotGuessedToBeItsOwn) {
  EXPECT_EQ(parties("The Syrian Observatory for Human Rights reported that Russian jets bombed a clinic on Monday.", "ASSAULT"), "RUS MIL > SYR MED");
}

TEST(Parties, CaptivesAreReleasedByWhoTookThem) {
  EXPECT_EQ(parties("Cuban doctors who had been held by Al-Shabaab in Somalia were released on Monday.", "RETREAT"), "SOM REB > CUB MED");
}

TEST(Parties, WhoVowsToRetaliateDoesSoAgainstTheDoer) {
  EXPECT_EQ(parties("Bulgaria expelled ten Russian diplomats. Moscow vowed to retaliate.", "THREATEN"), "RUS GOV > BGR GOV");
}

TEST(Parties, WhoseClaimIsDeniedIsToldByTheClaim) {
  EXPECT_EQ(parties("The Congolese army accused Rwanda of shelling a refugee camp near Goma. Kigali said the charge was baseless.", "REJECT"), "RWA GOV > COD MIL");
}

TEST(Parties, TheOtherOfTwoStatesThatWereToldTogether) {
  EXPECT_EQ(parties("Ugandan and Rwandan ministers met in Katuna on Wednesday. Rwanda closed the border crossing there on Friday.", "SANCTION"), "RWA GOV > UGA GOV");
  EXPECT_EQ(parties("Ministers of Uganda, Kenya and Rwanda met in Katuna on Wednesday. Rwanda closed the border crossing there on Friday.", "SANCTION"), "RWA GOV > ");
}

TEST(Parties, WhoASubordinateClauseIsAboutStandsBack) {
  EXPECT_EQ(parties("The Ethiopian army entered the town of Adi Hagos after the TPLF left. They shot four priests.", "ASSAULT").substr(0, 7), "ETH MIL");
}

TEST(Parties, ThousandsOfANationArePeople) {
  EXPECT_EQ(parties("Thousands of Sudanese marched in Omdurman.", "PROTEST"), "SDN CVL > SDN GOV");
}

TEST(Parties, WhoIsFoundShotIsNoDoer) {
  EXPECT_EQ(parties("A Honduran journalist was found shot dead in Tegucigalpa.", "ASSAULT"), " > HND JRN");
}

TEST(Parties, WhoIsAboardIsTurnedBack) {
  EXPECT_EQ(parties("The Turkish coast guard turned back a boat with forty Syrian refugees.", "COERCE"), "TUR MIL > SYR REF");
}

TEST(Parties, NobodyBurnsHisOwnHome) {
  EXPECT_EQ(parties("Hundreds of Rohingya fled to Bangladesh after soldiers torched their homes.", "ASSAULT").substr(0, 7), "MMR MIL");
}

/// "DENIED", "PLANNED", "SUPPOSED" or "FACT" of the first record of that type.
std::string status(std::string_view text, std::string_view type) {
  const auto records = testing::records_of(text);
  const Record* found = testing::of_type(records, type);
  if (found == nullptr) return {};
  if ((found->auxiliary & aux_negation) != 0) return "DENIED";
  if ((found->auxiliary & aux_hypothetical) != 0) return "SUPPOSED";
  return (found->auxiliary & aux_future) != 0 ? "PLANNED" : "FACT";
}

TEST(Status, WouldBeIsNoWouldBe) {
  EXPECT_EQ(status("Nigeria's president said the army would be sent to Niger.", "MOBILIZE"), "PLANNED");
  EXPECT_EQ(status("In that case the town would be shelled by the rebels.", "ASSAULT"), "SUPPOSED");
}

TEST(Status, WhatIsAwaitedHasNotHappened) {
  EXPECT_EQ(status("The talks will resume once Israel withdraws its troops from Rafah.", "RETREAT"), "SUPPOSED");
  EXPECT_EQ(status("Hamas will free the hostages when Israel ends its offensive.", "RETREAT").substr(0, 4), "PLAN");
  EXPECT_EQ(status("The ceasefire stays suspended until Sudan's government frees two envoys.", "RETREAT"), "SUPPOSED");
  EXPECT_EQ(status("The siege lasted until the Syrian army withdrew in May.", "RETREAT"), "FACT");
  EXPECT_EQ(status("Rebels attacked Bama when the Nigerian army withdrew.", "RETREAT"), "FACT");
}

TEST(Status, AheadOfOpensAPhrase) { EXPECT_EQ(status("Ivory Coast freed 46 opposition activists ahead of the vote.", "RETREAT"), "FACT"); }

TEST(Status, AnyDeedHasNotBeenDone) { EXPECT_EQ(status("Hezbollah warned Israel that any strike on Beirut would be met with rockets.", "ASSAULT"), "SUPPOSED"); }

TEST(Status, ConditionsThatWereNotMet) {
  EXPECT_EQ(status("Had the rebels captured the bridge, the capital would have fallen.", "ASSAULT"), "SUPPOSED");
  EXPECT_EQ(status("Colombia came close to bombing the guerrilla camp.", "ASSAULT"), "SUPPOSED");
  EXPECT_EQ(status("Uganda's parliament passed a bill that would jail journalists for insulting the president.", "ACCUSE"), "SUPPOSED");
}

TEST(Status, WhatFailedForTheThirdTimeDidNotHappen) {
  EXPECT_EQ(status("Rebels failed for the third time to capture the town of Bama.", "ASSAULT"), "DENIED");
}

TEST(Voices, DoNotReachOverASemicolon) {
  const auto records = testing::records_of("Zelensky accused Russian troops of shelling Kherson; Moscow's defence ministry said that Ukraine had broken the truce.");
  for (const Record& r : records) {
    EXPECT_EQ(r.attribution.size(), r.event_type == "ACCUSE" ? 0U : 1U) << r.event_type;
  }
}

TEST(Promises, APastClauseTellsADeed) {
  EXPECT_EQ(parties("Rebels in Colombia said they released ten hostages.", "RETREAT").substr(0, 7), "COL REB");
  EXPECT_EQ(parties("Rebels in Colombia said they released ten hostages.", "CONCEDE"), "");
  EXPECT_NE(parties("Rebels in Colombia said they would release ten hostages.", "CONCEDE"), "");
}

TEST(Parties, BothOwnersBehindOf) {
  EXPECT_EQ(parties("Leaders of the FARC and of the ELN met in Caracas.", "CONSULT"), "COL PTY+COL REB > ");
  EXPECT_EQ(parties("Delegates of the Colombian state and of the EMC dissidents met on Wednesday.", "CONSULT"), "COL GOV+COL REB > ");
}

TEST(Parties, WhatItIsCalledStandsForIt) {
  EXPECT_NE(testing::of_type(testing::records_of("ETA declared what it called a permanent ceasefire on Wednesday."), "CONCEDE"), nullptr);
  EXPECT_NE(testing::of_type(testing::records_of("Hamas rejected what it called a one-sided ceasefire."), "REJECT"), nullptr);
  EXPECT_EQ(testing::of_type(testing::records_of("Hamas rejected what it called a one-sided ceasefire."), "CONCEDE"), nullptr);
}

TEST(Parties, KnownByAName) {
  const auto records = testing::records_of("The armed group known by its French acronym FDLR killed ten villagers.");
  const auto* r = testing::of_type(records, "ASSAULT");
  ASSERT_NE(r, nullptr);
  ASSERT_EQ(r->actors.size(), 1U);
  EXPECT_EQ(r->actors[0].entity, "fdlr");
}

TEST(Parties, SecretaryGeneralOfWhat) {
  EXPECT_EQ(parties("The Secretary-General condemned Israel.", "ACCUSE"), "UNO GOV > ISR GOV");
  EXPECT_EQ(parties("The Arab League met in Cairo. The secretary-general condemned Israel.", "ACCUSE").substr(0, 3), "IGO");
}

TEST(Parties, NamesWithBrackets) {
  const auto records = testing::records_of("The Communist Party of India (Maoist) killed ten policemen.");
  const auto* r = testing::of_type(records, "ASSAULT");
  ASSERT_NE(r, nullptr);
  ASSERT_EQ(r->actors.size(), 1U);
  EXPECT_EQ(r->actors[0].entity, "cpi-maoist");
}

TEST(Parties, NamesThatBeginWithANumber) { EXPECT_EQ(parties("Police accused 400 Mawozo of killing twenty people.", "ACCUSE"), "HTI COP > HTI CRM"); }

TEST(Records, TellSomebodySomewhereOrSomeNumber) {
  EXPECT_EQ(testing::of_type(testing::records_of("Iran warned of consequences after the airstrikes."), "ASSAULT"), nullptr);
}

TEST(Decoys, GamesAndStories) {
  for (const char* text : {"The Armenian grandmaster sacrificed a rook and forced his rival to surrender.", "A Pune jury sentenced the villain of the new television series to life in prison."}) {
    for (const Record& r : testing::records_of(text)) EXPECT_TRUE(r.id.empty()) << text << " " << r.event_type;
  }
  for (const Record& r : testing::records_of("A siege is an operation in which an army surrounds a town and starves it.")) EXPECT_TRUE(r.id.empty()) << r.event_type;
  EXPECT_NE(testing::of_type(testing::records_of("Gunmen killed the goalkeeper and a striker of the Togolese team."), "ASSAULT"), nullptr);
}

}  // namespace
}  // namespace khaldun
