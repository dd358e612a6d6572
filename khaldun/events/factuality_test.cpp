#include "khaldun/events/factuality.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "khaldun/events/events_testing.h"
#include "khaldun/events/tree.h"

namespace khaldun {
namespace {

const std::filesystem::path kWeights = std::filesystem::path(KHALDUN_SOURCE_DIR) / "weights" / kFactualityWeights;

/// Of the first word with that form; `weights` may be null.
double value(std::string_view text, std::string_view form, const FactualityWeights* weights) {
  const auto analysis = testing::language().analyse(text);
  const auto mentions = recognise(text, analysis, testing::lexicon(), {});
  const auto found = scan(analysis, testing::lexicon());
  const Tree tree(analysis, testing::lexicon());
  const StatusReader status(analysis, tree, mentions, found, testing::lexicon());
  const FactualityReader reader(analysis, status, weights);
  for (std::uint32_t t = 0; t < analysis.tokens.size(); ++t)
    if (analysis[t].form == form) return reader.read(t);
  ADD_FAILURE() << "no \"" << form << "\"";
  return 0;
}

TEST(Factuality, WithoutWeightsIsWhatTheCuesTell) {
  EXPECT_EQ(value("Syrian troops shelled Aleppo.", "shelled", nullptr), 3);
  EXPECT_EQ(value("Syrian troops did not attack Aleppo.", "attack", nullptr), -3);
  EXPECT_EQ(value("Syrian troops will attack Aleppo.", "attack", nullptr), 1.5);
  EXPECT_EQ(value("Syrian troops may attack Aleppo.", "attack", nullptr), 0.75);
  EXPECT_EQ(value("Syrian troops will not attack Aleppo.", "attack", nullptr), -1.5);
}

TEST(Factuality, FallsFromToldOverPlannedAndSupposedToDenied) {
  const auto weights = FactualityWeights::read(kWeights);
  ASSERT_TRUE(weights.ok()) << weights.error().text();
  const auto* w = &weights.value();
  const double told = value("We painted the house last week.", "painted", w);
  const double wanted = value("We want to paint the house.", "paint", w);
  const double denied = value("We did not paint the house.", "paint", w);
  EXPECT_GT(told, 1.5);
  EXPECT_LT(wanted, told - 1);
  EXPECT_LT(denied, -0.5);
}

TEST(Factuality, StaysWithinItsScaleForAnyWords) {
  const auto weights = FactualityWeights::read(kWeights);
  ASSERT_TRUE(weights.ok()) << weights.error().text();
  for (const std::string_view text : {"", "?", "not not not if unless never", "\xff\xfe broken", "Run! Will? Would not could should."}) {
    const auto analysis = testing::language().analyse(text);
    const auto mentions = recognise(text, analysis, testing::lexicon(), {});
    const auto found = scan(analysis, testing::lexicon());
    const Tree tree(analysis, testing::lexicon());
    const StatusReader status(analysis, tree, mentions, found, testing::lexicon());
    const FactualityReader reader(analysis, status, &weights.value());
    for (std::uint32_t t = 0; t < analysis.tokens.size(); ++t) {
      EXPECT_LE(std::abs(reader.read(t)), 3.0);
      const auto names = reader.features(t);
      EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
      EXPECT_EQ(std::adjacent_find(names.begin(), names.end()), names.end());
    }
  }
}

TEST(Factuality, RefusesADamagedFile) {
  auto bytes = read_file(kWeights);
  ASSERT_TRUE(bytes.ok()) << bytes.error().text();
  auto changed = bytes.value();
  changed[changed.size() / 2] = static_cast<char>(changed[changed.size() / 2] ^ 1);
  const auto path = std::filesystem::path(::testing::TempDir()) / "factuality.kw";
  ASSERT_TRUE(write_file(path, changed).ok());
  EXPECT_FALSE(FactualityWeights::read(path).ok());
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace khaldun
