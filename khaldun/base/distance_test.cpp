#include "khaldun/base/distance.h"

#include <gtest/gtest.h>

namespace khaldun {
namespace {

TEST(Kilometres, BetweenTowns) {
  EXPECT_NEAR(kilometres(48.8566, 2.3522, 51.5074, -0.1278), 343.6, 0.5);  // Paris, London
  EXPECT_NEAR(kilometres(-17.71, 178.07, -13.83, -171.77), 1183, 15);      // Fiji and Samoa, across the date line
  EXPECT_DOUBLE_EQ(kilometres(34.5, 69.2, 34.5, 69.2), 0);
  EXPECT_NEAR(kilometres(0, 0, 0, 180), 20015.1, 0.1);  // half the circumference: the root's argument may not pass 1
}

}  // namespace
}  // namespace khaldun
