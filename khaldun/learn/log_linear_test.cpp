#include "khaldun/learn/log_linear.h"

#include <gtest/gtest.h>

#include <array>
#include <vector>

namespace khaldun {
namespace {

/// Sum of a label's weights over features.
float odds(const std::vector<Weight>& weights, const std::vector<std::uint64_t>& features, std::uint16_t label) {
  float sum = 0;
  for (const auto& w : weights)
    for (const auto f : features)
      if (w.feature == f && w.label == label) sum += w.value;
  return sum;
}

std::vector<LabelledFeatures> examples() {
  std::vector<LabelledFeatures> out;
  for (int i = 0; i < 20; ++i) {
    out.push_back({{1, 10}, 0});
    out.push_back({{1, 11}, 1});
    out.push_back({{1, 12}, 2});
  }
  out.push_back({{99}, 0});  // seen once: left out
  return out;
}

LogLinearOptions three_labels() {
  LogLinearOptions options;
  options.labels = 3;
  return options;
}

TEST(LogLinear, LearnsWhichFeatureTellsWhichLabel) {
  const auto weights = fit_log_linear(examples(), three_labels());
  for (std::uint16_t right = 0; right < 3; ++right)
    for (std::uint16_t other = 0; other < 3; ++other) {
      if (other == right) continue;
      EXPECT_GT(odds(weights, {1, 10U + right}, right), odds(weights, {1, 10U + right}, other) + 1);
    }
  EXPECT_EQ(odds(weights, {99}, 0), 0.0F);
}

TEST(LogLinear, TheSameExamplesGiveTheSameWeights) {
  const auto one = fit_log_linear(examples(), three_labels()), two = fit_log_linear(examples(), three_labels());
  ASSERT_EQ(one.size(), two.size());
  for (std::size_t i = 0; i < one.size(); ++i) {
    EXPECT_EQ(one[i].feature, two[i].feature);
    EXPECT_EQ(one[i].label, two[i].label);
    EXPECT_EQ(one[i].value, two[i].value);
  }
}

TEST(LogLinear, LabelsThatWereNoChoiceLearnNothing) {
  std::vector<LabelledFeatures> some;
  for (int i = 0; i < 10; ++i) some.push_back({{static_cast<std::uint64_t>(10 + i % 2)}, static_cast<std::uint16_t>(i % 2), 1, 0b011});
  for (const auto& w : fit_log_linear(some, three_labels())) EXPECT_NE(w.label, 2);
}

TEST(LogLinear, NothingIsLearnedFromNothing) { EXPECT_TRUE(fit_log_linear({}, three_labels()).empty()); }

}  // namespace
}  // namespace khaldun
