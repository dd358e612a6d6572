// What a text is about raises the bar for a record.
#include <gtest/gtest.h>

#include "khaldun/events/events_testing.h"

namespace khaldun {
namespace {

using testing::of_type;
using testing::records_of;

constexpr std::string_view kCrime =
    "Detectives arrested a burglar in Leeds on Monday. The jury convicted his brother of robbery "
    "and fraud. The victim, a dentist, had been stabbed by her ex-husband outside a nightclub.";
constexpr std::string_view kWar =
    "Rebels attacked an army post near Goma on Monday. Troops arrested a militant. The government "
    "accused Rwanda of arming the insurgents, and parliament declared a state of emergency.";

TEST(Topic, PrivateCrimeMakesNoRecord) { EXPECT_TRUE(records_of(kCrime).empty()); }

TEST(Topic, TheSameVerbsInPublicAffairsDo) {
  const auto records = records_of(kWar);
  EXPECT_NE(of_type(records, "ASSAULT"), nullptr);
  EXPECT_NE(of_type(records, "COERCE"), nullptr);
}

TEST(Topic, WhatAClauseTellsAsideIsNotDemanded) {
  const auto records = records_of(
      "Norway asked Sudan to free the envoys, whom rebels kidnapped near Nyala on Sunday.");
  const auto* kidnapping = of_type(records, "ASSAULT");
  ASSERT_NE(kidnapping, nullptr);
  EXPECT_EQ(kidnapping->auxiliary & aux_hypothetical, 0);
}

}  // namespace
}  // namespace khaldun
