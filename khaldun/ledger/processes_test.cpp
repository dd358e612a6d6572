#include "khaldun/ledger/processes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "khaldun/events/record.h"
#include "khaldun/ledger/ledger_testing.h"

namespace khaldun {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using testing::event;
using testing::lexicon;
using testing::turn;
using testing::voice;
using testing::who;

const Who kA = who("ttp"), kB = who("state-pak", "GOV"), kC = who("un", "GOV", "UNO");

std::vector<ProcessState> after(const std::vector<Assertion>& told, std::string_view day) {
  Processes processes(lexicon());
  for (const Assertion& one : told) processes.add({one});
  return processes.on(parse_day(day));
}

std::vector<std::string> parts(const std::string& text, char by) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, by);) {
    const auto first = part.find_first_not_of(' ');
    if (first != std::string::npos) out.push_back(part.substr(first, part.find_last_not_of(' ') - first + 1));
  }
  return out;
}

/// "2021-11-09 declared own": A does it; other: B says that A did; third: told by the writers.
Assertion step_of(std::string_view kind, const std::string& text, int number) {
  const auto words = parts(text, ' ');
  Assertion told = turn("h" + std::to_string(number), kind, words.at(1), words.at(0), {kA}, {kB});
  if (kind == "talks" || kind == "agreement") told.actors = {kA, kB}, told.recipients = {};
  if (words.at(2) == "other" && words.at(1) == "called_for") {
    told.type = "REQUEST", told.actors = {kB}, told.recipients = {kA};
  } else if (words.at(2) == "other") {
    told.voices = {voice(kB, "asserts")};
  }
  return told;
}

// Every machine of lexicon/processes/ has histories that say what must hold on which day.
TEST(Machines, EveryHistoryOfTheTablesHolds) {
  int checked = 0;
  for (const auto& machine : lexicon().all<table::Machine>()) {
    const std::string kind(lexicon().text(machine.kind));
    for (const auto& history : lexicon().items(machine.histories)) {
      const std::string text(lexicon().text(history.text));
      const auto halves = parts(text, '=');
      ASSERT_EQ(halves.size(), 2U) << text;
      std::vector<Assertion> told;
      for (const auto& step : parts(halves[0], ';')) told.push_back(step_of(kind, step, static_cast<int>(told.size())));
      for (const auto& cell : parts(halves[1], ';')) {
        const auto words = parts(cell, ' ');
        const auto states = after(told, words.at(0));
        std::string state = "NONE";
        for (const auto& process : states) {
          if (process.kind == kind) state = process.consolidated.state;
        }
        EXPECT_EQ(state, words.at(1)) << kind << ": " << text << " on " << words.at(0);
        ++checked;
      }
    }
  }
  EXPECT_GT(checked, 25);
}

TEST(Processes, TheAdversarysWordAloneDoesNotEndACeasefireButContestsIt) {
  Assertion declared = turn("a", "ceasefire", "declared", "2022-01-01", {kA}, {kB});
  Assertion blamed = turn("b", "ceasefire", "ended", "2022-02-01", {kA}, {kB});
  blamed.voices = {voice(kB, "asserts")};
  const auto states = after({declared, blamed}, "2022-02-02");
  ASSERT_THAT(states, SizeIs(1));
  EXPECT_EQ(states[0].consolidated.state, "IN_FORCE");
  EXPECT_TRUE(states[0].contested);
  const auto partner = std::find_if(states[0].readings.begin(), states[0].readings.end(), [](const Reading& r) { return r.by == "state-pak"; });
  ASSERT_NE(partner, states[0].readings.end());
  EXPECT_EQ(partner->state, "RENOUNCED");
}

TEST(Processes, APartysDenialKeepsItsReading) {
  Assertion declared = turn("a", "ceasefire", "declared", "2022-01-01", {kA}, {kB});
  Assertion ended = turn("b", "ceasefire", "ended", "2022-02-01", {kA}, {kB});
  ended.voices = {voice(kB, "asserts"), voice(kA, "denies")};
  const auto states = after({declared, ended}, "2022-02-02");
  ASSERT_THAT(states, SizeIs(1));
  EXPECT_EQ(states[0].consolidated.state, "IN_FORCE");
  EXPECT_TRUE(states[0].contested);
}

TEST(Processes, WhatIsFearedOrDeniedMovesNothing) {
  Assertion declared = turn("a", "ceasefire", "declared", "2022-01-01", {kA}, {kB});
  Assertion feared = turn("b", "ceasefire", "ended", "2022-02-01", {kA}, {kB});
  feared.auxiliary = aux_hypothetical;
  Assertion negated = turn("c", "ceasefire", "ended", "2022-02-02", {kA}, {kB});
  negated.auxiliary = aux_negation;
  const auto states = after({declared, feared, negated}, "2022-02-03");
  ASSERT_THAT(states, SizeIs(1));
  EXPECT_EQ(states[0].consolidated.state, "IN_FORCE");
  EXPECT_FALSE(states[0].contested);
}

TEST(Processes, APlannedTruceIsDeclaredUntilItsDay) {
  Assertion declared = turn("a", "ceasefire", "declared", "2022-01-10", {kA}, {kB});
  declared.auxiliary = aux_future;
  declared.told = parse_day("2022-01-05");
  const auto before = after({declared}, "2022-01-07");
  ASSERT_THAT(before, SizeIs(1));
  EXPECT_EQ(before[0].consolidated.state, "DECLARED");
  EXPECT_THAT(after({declared}, "2022-01-04"), IsEmpty());
}

TEST(Processes, ATruceWithATermExpiresUnlessItIsProlonged) {
  Assertion declared = turn("a", "ceasefire", "declared", "2022-01-01", {kA}, {kB});
  declared.until = parse_day("2022-03-31");
  const auto state = [](const std::vector<ProcessState>& states) { return states.empty() ? std::string() : states.front().consolidated.state; };
  EXPECT_EQ(state(after({declared}, "2022-03-20")), "IN_FORCE") << "within its term no silence makes it unknown";
  EXPECT_EQ(state(after({declared}, "2022-04-03")), "IN_FORCE") << "it may yet be prolonged";
  const auto ended = after({declared}, "2022-04-10");
  ASSERT_THAT(ended, SizeIs(1));
  EXPECT_EQ(ended[0].consolidated.state, "EXPIRED");
  EXPECT_EQ(ended[0].consolidated.since, parse_day("2022-03-31"));
  Assertion extended = turn("b", "ceasefire", "extended", "2022-04-02", {kA}, {kB});
  extended.until = parse_day("2022-06-30");
  EXPECT_EQ(state(after({declared, extended}, "2022-04-10")), "IN_FORCE");
  EXPECT_EQ(state(after({declared, extended}, "2022-07-10")), "EXPIRED");
}

TEST(Processes, ADayOfEffectIsPutOff) {
  Assertion declared = turn("a", "ceasefire", "declared", "2022-01-10", {kA}, {kB});
  declared.auxiliary = aux_future;
  declared.told = parse_day("2022-01-05");
  Assertion later = turn("b", "ceasefire", "in_force", "2022-01-16", {kA}, {kB});
  later.auxiliary = aux_future;
  later.told = parse_day("2022-01-08");
  EXPECT_EQ(after({declared, later}, "2022-01-12").at(0).consolidated.state, "DECLARED");
  EXPECT_EQ(after({declared, later}, "2022-01-17").at(0).consolidated.state, "IN_FORCE");
}

TEST(Processes, AttacksByTheCommittedPartyStrainItsTruce) {
  Assertion declared = turn("a", "ceasefire", "declared", "2022-01-01", {kA}, {kB});
  Assertion attack = event("b", "ASSAULT", "2022-01-20");
  attack.actors = {kA}, attack.recipients = {kB};
  auto states = after({declared, attack}, "2022-01-21");
  ASSERT_THAT(states, SizeIs(1));
  EXPECT_EQ(states[0].consolidated.state, "STRAINED");
  attack.voices = {voice(kB, "asserts")};
  states = after({declared, attack}, "2022-01-21");
  EXPECT_EQ(states[0].consolidated.state, "IN_FORCE");
}

TEST(Processes, ANewCallAfterFailedTalksOpensANewProcess) {
  const auto states = after({turn("a", "talks", "held", "2022-03-01", {kA, kB}, {}), turn("b", "talks", "failed", "2022-11-01", {kA, kB}, {}),
                             turn("c", "talks", "proposed", "2023-05-08", {kA, kB}, {})},
                            "2023-05-09");
  ASSERT_THAT(states, SizeIs(2));
  EXPECT_EQ(states[0].consolidated.state, "FAILED");
  EXPECT_EQ(states[1].consolidated.state, "PROPOSED");
  EXPECT_EQ(states[1].number, 1);
}

TEST(Processes, ATruceWithoutAPartnerFindsTheOneItsDocumentTellsOf) {
  Assertion ended = turn("a", "ceasefire", "ended", "2022-11-28", {kA}, {});
  Assertion talks = turn("b", "talks", "failed", "2022-11-01", {kA, kB}, {});
  ended.doc = talks.doc = "one";
  Processes processes(lexicon());
  processes.add({ended, talks});
  const auto states = processes.on(parse_day("2022-12-01"));
  ASSERT_THAT(states, SizeIs(2));
  EXPECT_THAT(states[0].parties, ElementsAre("state-pak", "ttp"));
}

TEST(Processes, TheOrderAndNumberOfDocumentsDoNotMatter) {
  std::vector<Assertion> told = {turn("a", "ceasefire", "called_for", "2021-12-01", {kC}, {kA, kB}), turn("b", "ceasefire", "declared", "2022-01-01", {kA}, {kB}),
                                 turn("c", "ceasefire", "violated", "2022-01-05", {kA}, {kB}), turn("d", "ceasefire", "extended", "2022-01-30", {kA}, {kB}),
                                 turn("e", "talks", "held", "2022-02-01", {kA, kB}, {}), turn("f", "ceasefire", "ended", "2022-03-01", {kA}, {kB}),
                                 turn("g", "talks", "failed", "2022-03-01", {kA, kB}, {})};
  told[2].voices = {voice(kB, "asserts")};
  const auto show = [](const std::vector<ProcessState>& states) {
    std::string out;
    for (const auto& p : states) {
      out += p.kind + p.committed + p.consolidated.state + (p.contested ? "!" : ".");
      for (const auto& r : p.readings) out += r.by + r.state;
      for (const auto& id : p.because) out += id;
    }
    return out;
  };
  const std::string once = show(after(told, "2022-03-02"));
  std::uint32_t seed = 1;
  for (int round = 0; round < 1000; ++round) {
    std::vector<Assertion> shuffled = told;
    if (round % 2 == 1) shuffled.insert(shuffled.end(), told.begin(), told.end());
    for (std::size_t i = shuffled.size(); i > 1; --i) {
      seed = seed * 1664525U + 1013904223U;
      std::swap(shuffled[i - 1], shuffled[(seed >> 8) % i]);
    }
    ASSERT_EQ(show(after(shuffled, "2022-03-02")), once);
  }
}

TEST(Processes, AStepOfNobodyBelongsToTheOnlyTruceOfTheStory) {
  const auto told = std::vector<Assertion>{turn("a", "ceasefire", "declared", "2021-11-09", {kA}, {kB}),
                                           turn("b", "ceasefire", "expired", "2021-11-20", {}, {})};
  const auto there = after(told, "2021-11-21");
  ASSERT_THAT(there, SizeIs(1));
  EXPECT_EQ(there.front().committed, "ttp");
  EXPECT_EQ(there.front().consolidated.state, "EXPIRED");
}

TEST(Processes, AMonitorsReportIsEverybodysReadingWhoDoesNotDenyIt) {
  Assertion declared = turn("a", "ceasefire", "declared", "2022-01-01", {kA}, {kB});
  Assertion broken = turn("b", "ceasefire", "violated", "2022-02-01", {kA}, {kB});
  broken.voices = {voice(kC, "asserts")};
  const auto states = after({declared, broken}, "2022-02-02");
  ASSERT_THAT(states, SizeIs(1));
  EXPECT_EQ(states[0].consolidated.state, "STRAINED");
  EXPECT_FALSE(states[0].contested);
}

TEST(Processes, ToSayThatOneKeepsItsWordDoesNotAnswerTheAccusation) {
  Assertion declared = turn("a", "ceasefire", "declared", "2022-01-01", {kA}, {kB});
  Assertion broken = turn("b", "ceasefire", "violated", "2022-01-20", {kA}, {kB});
  broken.voices = {voice(kB, "asserts"), voice(kA, "denies")};
  const auto kept = turn("c", "ceasefire", "in_force", "2022-01-25", {kA}, {});
  EXPECT_TRUE(after({declared, broken, kept}, "2022-01-26").at(0).contested);
  // …but an extension leaves the quarrel behind.
  const auto extended = turn("d", "ceasefire", "extended", "2022-01-27", {kA}, {kB});
  EXPECT_FALSE(after({declared, broken, kept, extended}, "2022-01-28").at(0).contested);
}

TEST(Processes, ADeniedBeginningIsContested) {
  Assertion declared = turn("a", "ceasefire", "declared", "2022-01-01", {kA, kB}, {});
  declared.voices = {voice(kB, "asserts")};
  Assertion denied = turn("b", "ceasefire", "declared", "2022-01-01", {kA, kB}, {});
  denied.voices = {voice(kA, "denies")};
  const auto states = after({declared, denied}, "2022-01-10");
  const auto partner = std::find_if(states.begin(), states.end(), [](const auto& p) { return p.committed == "state-pak"; });
  ASSERT_NE(partner, states.end());
  EXPECT_EQ(partner->consolidated.state, "IN_FORCE");
  EXPECT_TRUE(partner->contested);
}

TEST(Processes, WhoThreatensToEndATruceKeepsIt) {
  Assertion declared = turn("a", "ceasefire", "declared", "2022-01-01", {kA}, {kB});
  Assertion threat = turn("b", "ceasefire", "ended", "2022-04-01", {kA}, {kB});
  threat.type = "THREATEN", threat.auxiliary = aux_hypothetical;
  EXPECT_EQ(after({declared}, "2022-04-02").at(0).consolidated.state, "UNKNOWN");
  EXPECT_EQ(after({declared, threat}, "2022-04-02").at(0).consolidated.state, "IN_FORCE");
}

TEST(Processes, TheOtherSidesWordThatItHoldsIsBelieved) {
  Assertion declared = turn("a", "ceasefire", "declared", "2022-01-01", {kA}, {kB});
  Assertion holds = turn("b", "ceasefire", "in_force", "2022-02-20", {kA}, {kB});
  holds.voices = {voice(kB, "asserts")};
  EXPECT_EQ(after({declared, holds}, "2022-04-01").at(0).consolidated.state, "IN_FORCE");
}

TEST(Processes, ACallByOutsidersIsForTheTruceThatThereIs) {
  const auto ended = turn("a", "ceasefire", "ended", "2022-01-01", {kA}, {kB});
  Assertion call = turn("b", "ceasefire", "called_for", "2022-01-10", {kB, who("state-irl", "GOV", "IRL")}, {kA});
  call.type = "REQUEST";
  const auto states = after({ended, call}, "2022-01-11");
  ASSERT_THAT(states, SizeIs(1));
  EXPECT_EQ(states[0].consolidated.state, "CALLED_FOR");
}

TEST(Processes, CaptivesFreedByOthersAreHeldNoMore) {
  const auto seized = turn("a", "captivity", "begun", "2022-01-01", {kA}, {who("", "LAB")});
  Assertion freed = event("b", "RETREAT", "2022-01-20");
  freed.modes = {"release"}, freed.actors = {kB}, freed.recipients = {who("", "LAB")};
  Assertion captives = seized;
  captives.recipients.front().key = freed.recipients.front().key = "PAK LAB";
  const auto states = after({captives, freed}, "2022-01-21");
  ASSERT_THAT(states, SizeIs(1));
  EXPECT_THAT(states[0].parties, ElementsAre("ttp"));
  EXPECT_EQ(states[0].consolidated.state, "ENDED");
}

TEST(Processes, AnEndAloneIsOfTheCaptivityThatBeganUnderAnotherName) {
  auto seized = turn("a", "captivity", "begun", "2022-01-01", {kA}, {who("", "LAB")});
  auto rescued = turn("b", "captivity", "ended", "2022-01-20", {kB}, {who("", "LAB")});
  rescued.type = "AID";
  seized.recipients.front().key = rescued.recipients.front().key = "PAK LAB";
  const auto states = after({seized, rescued}, "2022-01-21");
  ASSERT_THAT(states, SizeIs(1));
  EXPECT_THAT(states[0].parties, ElementsAre("ttp"));
  EXPECT_EQ(states[0].consolidated.state, "ENDED");
}

TEST(Processes, WhoOffersTwoOthersToMediateIsNoPartyToTheTalks) {
  Assertion offer = turn("a", "talks", "proposed", "2022-01-01", {kC}, {kA, kB});
  offer.type = "AGREE";
  const auto states = after({offer}, "2022-01-02");
  ASSERT_THAT(states, SizeIs(1));
  EXPECT_THAT(states[0].parties, ElementsAre("state-pak", "ttp"));
}

TEST(Processes, ThoseOfOnePartyAreWhatTheWholeStoryHasForIt) {
  const auto other = who("bla");
  const std::vector<Assertion> told = {turn("a", "ceasefire", "declared", "2022-01-01", {kA}, {kB}), turn("b", "ceasefire", "expired", "2022-01-20", {kA}, {kB}),
                                       turn("c", "talks", "held", "2022-01-10", {other, kB}, {})};
  Processes processes(lexicon());
  for (const auto& one : told) processes.add({one});
  const auto day = parse_day("2022-02-01");
  EXPECT_THAT(processes.on(day), SizeIs(2));
  const auto some = processes.on(day, {"ttp"});
  ASSERT_THAT(some, SizeIs(1));
  EXPECT_EQ(some[0].consolidated.state, "EXPIRED");
  EXPECT_THAT(processes.on(day, {"state-pak"}), SizeIs(2));
  EXPECT_THAT(processes.on(day, {"un"}), IsEmpty());
}

TEST(Processes, RebelsOfAStateKeepATruceWithIt) {
  const auto there = after({turn("a", "ceasefire", "declared", "2021-11-09", {kA}, {})}, "2021-11-10");
  ASSERT_THAT(there, SizeIs(1));
  EXPECT_THAT(there.front().parties, ElementsAre("state-pak", "ttp"));
}

TEST(Processes, TheRebelsOfALaterReportAreTheGroupThatTheStoryNames) {
  Who rebels = who("", "REB");
  rebels.key = "PAK REB";
  Assertion declared = turn("a", "ceasefire", "declared", "2022-01-01", {kA}, {kB});
  Assertion ended = turn("b", "ceasefire", "ended", "2022-02-01", {rebels}, {});
  const auto states = after({declared, ended}, "2022-02-02");
  ASSERT_THAT(states, SizeIs(1));
  EXPECT_THAT(states[0].parties, ElementsAre("state-pak", "ttp"));
  EXPECT_EQ(states[0].consolidated.state, "RENOUNCED");
}

TEST(Processes, OneOfManyGroupsMayBeAnyOfThem) {
  Who rebels = who("", "REB");
  rebels.key = "PAK REB";
  Assertion first = turn("a", "ceasefire", "declared", "2022-01-01", {kA}, {kB});
  Assertion other = turn("b", "ceasefire", "declared", "2022-01-02", {who("lashkar-e-islam")}, {kB});
  Assertion ended = turn("c", "ceasefire", "ended", "2022-02-01", {rebels}, {kB});
  for (const auto& state : after({first, other, ended}, "2022-02-02")) {
    EXPECT_EQ(state.consolidated.state, state.committed == "PAK REB" ? "RENOUNCED" : "IN_FORCE") << state.committed;
  }
}

TEST(Processes, ATruceOfNobodyToldIsThatOfThoseWhoTalk) {
  Assertion talks = turn("a", "talks", "held", "2022-01-01", {kA, kB}, {});
  Assertion truce = turn("b", "ceasefire", "declared", "2022-01-10", {}, {});
  const auto states = after({talks, truce}, "2022-01-11");
  EXPECT_EQ(std::count_if(states.begin(), states.end(), [](const auto& p) { return p.kind == "ceasefire" && p.consolidated.state == "IN_FORCE"; }), 2);
}

TEST(Processes, ATruceToldWithItsDayOfEffectIsDeclaredOnTheDayOfTheWord) {
  Assertion declared = turn("a", "ceasefire", "declared", "2022-01-10", {kA}, {kB});
  declared.auxiliary = aux_future;
  declared.told = parse_day("2022-01-05"), declared.declared = parse_day("2022-01-04");
  const auto states = after({declared}, "2022-01-11");
  ASSERT_THAT(states, SizeIs(1));
  ASSERT_THAT(states[0].turns, SizeIs(2));
  EXPECT_EQ(states[0].turns[0].first, parse_day("2022-01-04"));
  EXPECT_EQ(states[0].consolidated.state, "IN_FORCE");
}

TEST(Processes, ABreachOfNobodyToldIsNotThatOfItsVictims) {
  Assertion declared = turn("a", "ceasefire", "declared", "2022-01-01", {kA, kB}, {});
  Assertion breach = turn("b", "ceasefire", "violated", "2022-01-20", {}, {kB});
  for (const auto& state : after({declared, breach}, "2022-01-21")) {
    EXPECT_EQ(state.consolidated.state, state.committed == "ttp" ? "STRAINED" : "IN_FORCE");
  }
}

TEST(Blocs, LeadersAndWingsAreTheirMovementAndOneOfTwoGovernmentsIsItself) {
  const Blocs blocs(lexicon());
  const auto day = parse_day("2019-06-01");
  Who leader = who("riek-machar", "REB", "SSD");
  leader.kind = "person";
  EXPECT_EQ(blocs.key(leader, day), "splm-io");
  EXPECT_EQ(blocs.key(who("qassam-brigades", "REB", "PSE"), day), "hamas");
  EXPECT_EQ(blocs.key(who("gna-libya", "GOV", "LBY"), day), "gna-libya");
  Who army = who("", "MIL", "LBY");
  EXPECT_EQ(blocs.key(army, day), "gna-libya");
  Who spokesman = who("", "REB", "MLI");
  spokesman.of = "mnla";
  EXPECT_EQ(blocs.key(spokesman, day), "mnla");
}

}  // namespace
}  // namespace khaldun
