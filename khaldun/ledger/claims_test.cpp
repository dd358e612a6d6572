#include "khaldun/ledger/claims.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "khaldun/events/record.h"
#include "khaldun/ledger/ledger_testing.h"

namespace khaldun {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;
using testing::event;
using testing::voice;
using testing::who;

const Who kPak = who("state-pak", "GOV"), kAfg = who("state-afg", "GOV", "AFG"), kTtp = who("ttp");

Assertion harbouring(std::string_view id, std::string_view day) {
  Assertion told = event(id, "AID", day);
  told.actors = {kAfg}, told.recipients = {kTtp};
  return told;
}

TEST(Claims, AnAccusationAndItsDenialAreOneContestedClaim) {
  Assertion said = harbouring("a", "2023-05-01"), denied = harbouring("b", "2023-05-02");
  said.voices = {voice(kPak, "asserts")};
  denied.voices = {voice(kAfg, "denies")};
  Claims claims;
  claims.add({said});
  claims.add({denied});
  const auto all = claims.as_known_on(std::nullopt);
  ASSERT_THAT(all, SizeIs(1));
  EXPECT_TRUE(all[0].contested);
  EXPECT_THAT(all[0].readings, SizeIs(2));
  // The day before the denial nobody had denied it.
  const auto earlier = claims.as_known_on(parse_day("2023-05-01"));
  ASSERT_THAT(earlier, SizeIs(1));
  EXPECT_FALSE(earlier[0].contested);
}

TEST(Claims, WhatIsFearedIsNeverAlleged) {
  Assertion said = harbouring("a", "2023-05-01"), feared = harbouring("b", "2023-05-01");
  said.voices = {voice(kPak, "asserts")};
  feared.auxiliary = aux_hypothetical;
  feared.voices = {voice(Who{}, "expects")};
  Claims claims;
  claims.add({said, feared});
  for (const Claim& claim : claims.as_known_on(std::nullopt)) {
    if (claim.proposition != "b") continue;
    EXPECT_TRUE(claim.speculative);
    for (const Stand& stand : claim.readings) EXPECT_NE(stand.stance, "asserts");
  }
  EXPECT_THAT(claims.as_known_on(std::nullopt), SizeIs(2));
}

TEST(Claims, AReportWithoutASourceIsNoClaim) {
  Claims claims;
  claims.add({harbouring("a", "2023-05-01")});
  EXPECT_THAT(claims.as_known_on(std::nullopt), IsEmpty());
}

}  // namespace
}  // namespace khaldun
