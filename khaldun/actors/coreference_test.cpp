// Chains of all noun phrases, and the sieves that tell who is meant.
#include "khaldun/actors/coreference.h"

#include "khaldun/actors/actors_testing.h"

namespace khaldun {
namespace {

using testing::lexicon;
using testing::Read;

/// The chain of the phrase that is exactly the `nth` occurrence of `words`; kNone if there is none.
std::uint32_t chain(const std::string& text, std::string_view words, std::size_t nth = 0) {
  const Read read(text);
  for (auto at = text.find(words); at != std::string::npos; at = text.find(words, at + 1)) {
    if (nth-- != 0) continue;
    for (const auto& c : all_chains(read.mentions(), text, read.analysis(), lexicon()))
      if (c.at.begin == at && c.at.size() == words.size()) return c.chain;
  }
  return kNone;
}

TEST(AllChains, APhraseIsWholeWithItsRelativeClause) {
  EXPECT_NE(chain("The letter that the council sent was short.", "The letter that the council sent"), kNone);
}

TEST(AllChains, AThingSaidAgainIsOneChain) {
  const std::string text = "A new report blamed the council. The report was long.";
  EXPECT_EQ(chain(text, "The report"), chain(text, "A new report"));
}

TEST(AllChains, BarePluralsAreOfAKindAndNoChain) {
  const std::string text = "Farmers sell apples. Shops sell apples.";
  EXPECT_NE(chain(text, "apples"), kNone);
  EXPECT_NE(chain(text, "apples"), chain(text, "apples", 1));
}

TEST(AllChains, SheIsTheWoman) {
  const std::string text = "Mary Zanth met Robert Oom. She thanked him.";
  EXPECT_EQ(chain(text, "She"), chain(text, "Mary Zanth"));
  EXPECT_EQ(chain(text, "him"), chain(text, "Robert Oom"));
}

TEST(AllChains, ACapitalIsNotItsState) {
  const std::string text = "Warsaw is old. Poland is older.";
  EXPECT_NE(chain(text, "Warsaw"), chain(text, "Poland"));
}

TEST(AllChains, AnEmptyTextHasNone) {
  const Read read("");
  EXPECT_TRUE(all_chains(read.mentions(), "", read.analysis(), lexicon()).empty());
}

TEST(Names, AnAcronymStandsForTheNameThatItSpells) {
  const Read read("The Zambezi Liberation Army attacked a town in Zambia. The ZLA denied it.");
  EXPECT_EQ(read.mentions().all[read.mention("ZLA")].chain, read.mentions().all[read.mention("Army")].chain);
}

TEST(Names, ASurnameThatIsAlsoACountryIsTheManNamedBefore) {
  EXPECT_EQ(Read("Police arrested Michael Jordan. Jordan denied the charge.").first("Jordan denied").code, "");
  EXPECT_EQ(Read("Jordan denied the charge.").first("Jordan").code, "JOR");
}

TEST(Names, ATitleAndASurnameAreWhoeverHeldTheOffice) {
  EXPECT_EQ(Read("President Bush left.", make_day(2003, 1, 1)).first("Bush").code, "USA");
}

TEST(Names, APlainNameWantsItsCountryOrOfficeBesideIt) {
  EXPECT_EQ(Read("Mark Brown scored twice before the break.", make_day(2022, 3, 1)).first("Mark Brown").entity, "");
  EXPECT_EQ(Read("Prime Minister Mark Brown signed the deal.", make_day(2022, 3, 1)).first("Mark Brown").code, "COK");
  EXPECT_EQ(Read("Mark Brown left Cook Islands on Monday.", make_day(2022, 3, 1)).first("Mark Brown").code, "COK");
}

TEST(Names, ABodyOfAnotherCityIsNotTheOneInTheTable) {
  EXPECT_EQ(Read("Moscow Metropolitan Police arrested two men.").is("Police"), "- RUS COP");
  EXPECT_EQ(Read("The Metropolitan Police arrested two men.").first("Police").code, "GBR");
}

TEST(RoleNouns, TheEthnicAreWhereTheyAreToldToBe) {
  EXPECT_EQ(Read("Ethnic Albanians in Macedonia left.").is("Albanians"), "- MKD CVL");
}

TEST(RoleNouns, ASpokesmanForABodyIsOfIt) {
  EXPECT_EQ(Read("A spokesman for the Kenyan army left.").is("spokesman"), "- KEN MIL");
}

TEST(RoleNouns, APluralBeforeANounStandsAsInTheTable) {
  EXPECT_EQ(Read("Uzbek human rights defenders left.").is("defenders"), "- UZB SOC");
}

TEST(RoleNouns, AGroupIsWhatTheWordBeforeItSaysOfItsMembers) {
  EXPECT_EQ(Read("A Baloch separatist group attacked the town.").is("group"), "- PAK REB");
  EXPECT_EQ(Read("A Turkish nationalist party leader left.").is("leader"), "- TUR PTY");
}

TEST(RoleNouns, WhoeverIsBackedByAStateIsNotItsOwn) {
  EXPECT_EQ(Read("Saudi-backed Yemeni fighters took the port.").is("fighters"), "- YEM REB");
  EXPECT_EQ(Read("Rwandan-backed rebels in eastern Congo took the port.").is("rebels"), "- COD REB");
}

TEST(RoleNouns, TheRetiredAndWhoeverWasOneAreFormer) {
  EXPECT_EQ(Read("Retired Pakistani generals met.").is("generals"), "- PAK ELI");
  EXPECT_EQ(Read("A Uruguayan ex-guerrilla left.").is("ex-guerrilla"), "- URY ELI");
}

TEST(RoleNouns, UnionLeadersOfTheEuropeanUnionAreNoTradeUnionists) {
  EXPECT_EQ(Read("European Union leaders met.").is("leaders"), "eu EUR GOV");
}

TEST(WhoIsMeant, AManWithATitleIsTheOneNamedBefore) {
  const Read read("The king dismissed Sher Bahadur Deuba. Soldiers arrested Mr Deuba on Monday.");
  EXPECT_EQ(read.first("Mr Deuba").entity, "sher-bahadur-deuba");
}

TEST(WhoIsMeant, GunmenLoyalToAGroupAreItsOwnKind) {
  EXPECT_EQ(Read("Gunmen loyal to Hezbollah took the port.").first("Gunmen").code, "LBN");
}

TEST(WhoIsMeant, AnAllyIsOfAnotherCountry) {
  EXPECT_NE(Read("Russia armed its ally.").first("ally").code, "RUS");
}

TEST(WhoIsMeant, TwoArmiesAreThoseOfTheStatesNamed) {
  EXPECT_EQ(Read("South Korea and North Korea traded fire. The two armies are on alert.").is("The two armies"), "- KOR MIL + - PRK MIL");
}

TEST(WhoIsMeant, ListsOfStatesAreNoNamesOfEachOther) {
  const Read read("Saudi Arabia, the United Arab Emirates, Bahrain and Egypt cut ties with Qatar.");
  EXPECT_EQ(read.first("the United Arab Emirates").code, "ARE");
}

}  // namespace
}  // namespace khaldun
