#include "khaldun/learn/dense.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <vector>

#include "khaldun/learn/hash.h"

namespace khaldun {
namespace {

std::vector<std::int8_t> random_weights(Dice& dice, std::size_t count) {
  std::vector<std::int8_t> out(count);
  for (std::int8_t& w : out) w = static_cast<std::int8_t>(static_cast<int>(dice.below(255)) - 127);
  return out;
}

std::vector<std::int16_t> random_inputs(Dice& dice, std::size_t count) {
  std::vector<std::int16_t> out(count);
  for (std::int16_t& x : out)
    x = static_cast<std::int16_t>(static_cast<int>(dice.below(65535)) - 32767);
  return out;
}

TEST(Dense, IsTheSumOfProductsPlusBias) {
  const std::vector<std::int8_t> weights = {1, 2, 3, -4, 5, 127};
  const std::vector<float> scales = {0.5F, 2.0F};
  const std::vector<float> bias = {10.0F, -1.0F};
  const Result<Dense> layer = Dense::make(2, 3, weights, scales, bias);
  ASSERT_TRUE(layer.ok());
  ASSERT_EQ(layer.value().stride(), 4U);
  const std::vector<std::int16_t> in = {100, 200, -100, 999};  // 1, 2, -1; the last counts nothing
  std::vector<float> out(2);
  layer.value().apply(in, 1, 100.0F, out);
  EXPECT_FLOAT_EQ(out[0], 0.5F * (1 + 4 - 3) + 10.0F);
  EXPECT_FLOAT_EQ(out[1], 2.0F * (-4 + 10 - 127) - 1.0F);
}

TEST(Dense, EveryProcessorGivesTheSameBits) {
  Dice dice(5);
  for (const std::size_t rows : {1U, 16U, 47U, 80U, 130U}) {
    for (const std::size_t columns : {1U, 7U, 64U, 512U}) {
      const std::vector<std::int8_t> weights = random_weights(dice, rows * columns);
      const std::vector<float> scales(rows, 0.01F);
      const Result<Dense> made = Dense::make(rows, columns, weights, scales, {});
      ASSERT_TRUE(made.ok());
      const Dense& layer = made.value();
      const std::size_t count = 1 + dice.below(9);
      const std::vector<std::int16_t> in = random_inputs(dice, count * layer.stride());
      std::vector<float> plain(count * rows);
      layer.apply(in, count, 1000.0F, plain, Dense::Path::plain);
      for (std::uint8_t p = 1; p <= static_cast<std::uint8_t>(Dense::best_path()); ++p) {
        std::vector<float> fast(count * rows);
        layer.apply(in, count, 1000.0F, fast, static_cast<Dense::Path>(p));
        EXPECT_EQ(plain, fast) << rows << " × " << columns << " × " << count << ", path " << +p;
      }
    }
  }
}

TEST(Dense, TheLargestSumsFit) {
  const std::vector<std::int8_t> weights(Dense::kMostColumns, 127);
  const std::vector<std::int16_t> in(Dense::kMostColumns, 32767);
  const std::vector<float> scales = {1.0F};
  const Result<Dense> layer = Dense::make(1, Dense::kMostColumns, weights, scales, {});
  ASSERT_TRUE(layer.ok());
  std::vector<float> out(1);
  layer.value().apply(in, 1, 1.0F, out);
  EXPECT_FLOAT_EQ(out[0], 512.0F * 127.0F * 32767.0F);
}

TEST(Dense, SizesThatDoNotFitAreRefused) {
  const std::vector<std::int8_t> weights(6);
  const std::vector<float> two(2);
  EXPECT_TRUE(Dense::make(2, 3, weights, two, two).ok());
  EXPECT_FALSE(Dense::make(2, 2, weights, two, two).ok());
  EXPECT_FALSE(Dense::make(3, 2, weights, two, {}).ok());
  EXPECT_FALSE(Dense::make(0, 3, {}, {}, {}).ok());
  EXPECT_FALSE(Dense::make(1, 600, std::vector<std::int8_t>(600), {two.data(), 1}, {}).ok());
}

TEST(Fixed, RoundsAndCuts) {
  EXPECT_EQ(to_fixed(1.0F, 1024.0F), 1024);
  EXPECT_EQ(to_fixed(-0.4F, 1.0F), 0);
  EXPECT_EQ(to_fixed(-0.6F, 1.0F), -1);
  EXPECT_EQ(to_fixed(1e9F, 1024.0F), 32767);
  EXPECT_EQ(to_fixed(-1e9F, 1024.0F), -32767);
  EXPECT_EQ(to_fixed(-INFINITY, 1.0F), -32767);
  EXPECT_EQ(to_fixed(NAN, 1.0F), -32767);
}

}  // namespace
}  // namespace khaldun
