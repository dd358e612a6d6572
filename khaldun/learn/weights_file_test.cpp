#include "khaldun/learn/weights_file.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "khaldun/learn/feature_table.h"
#include "khaldun/learn/hash.h"
#include "khaldun/learn/perceptron.h"

namespace khaldun {
namespace {

TEST(WeightsFile, GivesBackWhatWasWritten) {
  WeightsWriter writer;
  const std::array<std::uint32_t, 3> numbers = {1, 2, 3};
  writer.add_array<std::uint32_t>("numbers", numbers);
  writer.add("words", "one two");
  const std::string bytes = writer.finish(9);
  const Result<WeightsFile> file = WeightsFile::parse(bytes, 9, "f");
  ASSERT_TRUE(file.ok()) << file.error().text();
  EXPECT_EQ(file.value().section("words").value(), "one two");
  const auto read = file.value().array<std::uint32_t>("numbers");
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read.value()[2], 3U);
  EXPECT_FALSE(file.value().section("absent").ok());
  EXPECT_FALSE(file.value().array<std::uint64_t>("numbers").ok());
}

TEST(WeightsFile, RefusesAnotherFormatAndAnyChangedByte) {
  WeightsWriter writer;
  writer.add("words", "one two three four five six seven eight");
  const std::string bytes = writer.finish(9);
  EXPECT_EQ(WeightsFile::parse(bytes, 8, "f").error().fault, Fault::unsupported);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i >= 8 && i < 12) continue;  // the format number itself
    std::string changed = bytes;
    changed[i] = static_cast<char>(changed[i] ^ 4);
    EXPECT_FALSE(WeightsFile::parse(changed, 9, "f").ok()) << "byte " << i;
  }
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(WeightsFile::parse(bytes.substr(0, size), 9, "f").ok()) << "size " << size;
  }
}

TEST(Perceptron, LearnsAndTheQuantisedTableAgrees) {
  // Label = the number of the first feature modulo 3; the other features say nothing.
  Perceptron model(3);
  Dice dice(5);
  for (int step = 0; step < 2000; ++step) {
    const std::uint64_t thing = dice.below(30);
    const std::array<std::uint64_t, 2> features = {mix(thing), mix(1000 + dice.below(5))};
    std::array<std::int32_t, 3> scores = {};
    model.score(features, scores);
    const auto guess =
        static_cast<std::size_t>(std::max_element(scores.begin(), scores.end()) - scores.begin());
    model.step();
    if (guess != thing % 3) model.update(features, thing % 3, guess);
  }
  WeightsWriter writer;
  FeatureTable::write(writer, "t", model.averaged(1));
  ThreeWayTable::write(writer, "m", model.averaged(1));
  const Result<WeightsFile> file = WeightsFile::parse(writer.finish(1), 1, "f");
  ASSERT_TRUE(file.ok());
  const Result<FeatureTable> table = FeatureTable::read(file.value(), "t", 3);
  const Result<ThreeWayTable> three = ThreeWayTable::read(file.value(), "m");
  ASSERT_TRUE(table.ok() && three.ok());
  EXPECT_FALSE(FeatureTable::read(file.value(), "t", 2).ok());
  for (std::uint64_t thing = 0; thing < 30; ++thing) {
    std::array<std::int32_t, 3> a = {};
    std::array<std::int32_t, 3> b = {};
    table.value().add(mix(thing), a);
    three.value().add(mix(thing), b);
    EXPECT_EQ(std::max_element(a.begin(), a.end()) - a.begin(),
              static_cast<std::ptrdiff_t>(thing % 3));
    EXPECT_EQ(std::max_element(b.begin(), b.end()) - b.begin(),
              static_cast<std::ptrdiff_t>(thing % 3));
  }
}

}  // namespace
}  // namespace khaldun
