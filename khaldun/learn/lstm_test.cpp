#include "khaldun/learn/lstm.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include "khaldun/learn/hash.h"

namespace khaldun {
namespace {

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

Dense layer(std::size_t rows, std::size_t columns, const std::vector<std::int8_t>& weights,
            float scale, const std::vector<float>& bias) {
  return Dense::make(rows, columns, weights, std::vector<float>(rows, scale), bias).value();
}

/// A layer with one input and one cell, all its input weights `in`, all its own weights `hidden`.
TwoWayLstm small(std::int8_t in, std::int8_t hidden) {
  const std::vector<std::int8_t> w(4, in);
  const std::vector<std::int8_t> u(4, hidden);
  const std::vector<float> bias = {0.0F, 1.0F, 0.0F, 0.0F};
  return TwoWayLstm::make(layer(4, 1, w, 0.01F, bias), layer(4, 1, u, 0.01F, {}),
                          layer(4, 1, w, 0.01F, bias), layer(4, 1, u, 0.01F, {}))
      .value();
}

TEST(Tanh, IsNearTheTrueOne) {
  for (int i = -2000; i <= 2000; ++i) {
    const double x = i / 100.0;
    EXPECT_NEAR(static_cast<double>(smooth_tanh(static_cast<float>(x))), std::tanh(x), 2e-6) << x;
  }
}

TEST(LstmStep, FollowsTheEquations) {
  // Two cells: gates input, forget, cell, output.
  const std::vector<float> gates = {0.5F, -1.0F, 2.0F, 0.0F, 1.0F, -0.3F, 0.0F, 3.0F};
  std::vector<float> cell = {0.25F, -2.0F};
  std::vector<float> hidden(2);
  lstm_step(gates, cell, hidden);
  // sigmoid(2)·0.25 + sigmoid(0.5)·tanh(1) and so on, worked out by hand.
  EXPECT_NEAR(static_cast<double>(cell[0]), 0.880797 * 0.25 + 0.622459 * 0.761594, 1e-5);
  EXPECT_NEAR(static_cast<double>(cell[1]), 0.5 * -2.0 + 0.268941 * -0.291313, 1e-5);
  EXPECT_NEAR(static_cast<double>(hidden[0]), 0.5 * std::tanh(0.694258), 1e-5);
  EXPECT_NEAR(static_cast<double>(hidden[1]), 0.952574 * std::tanh(-1.078346), 1e-5);
}

TEST(TwoWayLstm, ReadsFromBothEnds) {
  const TwoWayLstm lstm = small(100, 50);                            // weights 1.0 and 0.5
  const std::vector<std::int16_t> in = {1000, 0, -2000, 0, 500, 0};  // 1, -2, 0.5
  const std::vector<std::int16_t> out = lstm.read_rows(in, std::vector<std::size_t>{3}, 1000.0F);
  ASSERT_EQ(out.size(), 6U);
  const std::vector<double> x = {1.0, -2.0, 0.5};
  for (const bool left : {true, false}) {
    double cell = 0;
    double hidden = 0;
    for (std::size_t n = 0; n < 3; ++n) {
      const std::size_t at = left ? n : 2 - n;
      const double sum = x[at] + 0.5 * hidden;
      cell = sigmoid(sum + 1) * cell + sigmoid(sum) * std::tanh(sum);
      hidden = sigmoid(sum) * std::tanh(cell);
      EXPECT_NEAR(out[at * 2 + (left ? 0 : 1)] / 16384.0, hidden, 2e-4) << at;
    }
  }
}

TEST(TwoWayLstm, RowsSideBySideAreReadAsOneByOne) {
  const TwoWayLstm lstm = small(100, 50);
  const std::vector<std::int16_t> in = {700, 0, 1000, 0, -2000, 0, 500, 0, -100, 0, 300, 0};
  const std::vector<std::size_t> counts = {1, 3, 0, 2};
  std::vector<std::int16_t> expected;
  std::size_t first = 0;
  for (const std::size_t count : counts) {
    const auto one = lstm.read_rows(std::span(in).subspan(first * 2, count * 2), {&count, 1}, 1000.0F);
    expected.insert(expected.end(), one.begin(), one.end());
    first += count;
  }
  EXPECT_EQ(lstm.read_rows(in, counts, 1000.0F), expected);
}

TEST(TwoWayLstm, AnEmptyRowGivesNothing) {
  EXPECT_TRUE(small(1, 1).read_rows({}, std::vector<std::size_t>{0}, 1.0F).empty());
  EXPECT_TRUE(small(1, 1).read_rows({}, {}, 1.0F).empty());
}

TEST(TwoWayLstm, LayersThatDoNotFitAreRefused) {
  const std::vector<std::int8_t> w(8);
  const Dense in = layer(4, 1, {1, 1, 1, 1}, 1, {});
  const Dense wide = layer(4, 2, w, 1, {});
  EXPECT_FALSE(TwoWayLstm::make(in, wide, in, wide).ok());
  EXPECT_FALSE(TwoWayLstm::make(in, in, wide, in).ok());
  EXPECT_TRUE(TwoWayLstm::make(in, in, in, in).ok());
}

}  // namespace
}  // namespace khaldun
