#include "khaldun/actors/name_kinds.h"

#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <string>
#include <vector>

#include "khaldun/actors/actors_testing.h"
#include "khaldun/actors/train_names.h"

namespace khaldun {
namespace {

using table::Kind;
using testing::Read;

const std::filesystem::path kWeights = std::filesystem::path(KHALDUN_SOURCE_DIR) / "weights" / kNamesWeights;

TEST(NameKinds, WhereANameStandsTellsWhatItIs) {
  EXPECT_EQ(Read("Residents of Zanthgorod fled to the capital.").kind("Zanthgorod"), Kind::place);
  EXPECT_EQ(Read("Zanth, who was born in Nwonko, studied law.").kind("Nwonko"), Kind::place);
  EXPECT_EQ(Read("Zanth, who was born in Nwonko, studied law.").kind("Zanth"), Kind::person);
  EXPECT_EQ(Read("She plays for Quorl United.").kind("United"), Kind::organisation);
}

TEST(NameKinds, ATitleOrATableIsStronger) {
  EXPECT_EQ(Read("Governor Krelburg fled to the capital.").kind("Krelburg"), Kind::person);
  EXPECT_EQ(Read("Residents of Goma fled.").kind("Goma"), Kind::place);
  const Read read("Colonel Quorb Krelburg resigned. The army had looked for Krelburg.");
  EXPECT_EQ(read.kind("Krelburg", 1), Kind::person);
}

TEST(NameKinds, WhoDoesADeedIsNoPlace) {
  EXPECT_NE(Read("The two men were suspected by Krelburg of a theft.").kind("Krelburg"), Kind::place);
}

TEST(NameKinds, SomeMentionsOfANameHelpTheOthers) {
  const NameScores sure{0, 0, 90, 0}, doubtful{10, 0, 5, 0};
  std::vector<ScoredName> names{{"krelburg", doubtful}, {"krelburg", sure}, {"krelburg", sure}, {"quorb zanth", doubtful}};
  pool(names);
  EXPECT_GT(names[0].scores[2], names[0].scores[0]);
  EXPECT_EQ(names[3].scores, doubtful);
}

TEST(NameKinds, ASettledPersonSettlesTheLastName) {
  std::vector<ScoredName> names{{"quorb zanth", {}, true, Kind::person}, {"zanth", {0, 0, 90, 0}}, {"quorb", {0, 0, 90, 0}}};
  pool(names);
  EXPECT_TRUE(names[1].settled);
  EXPECT_EQ(names[1].kind, Kind::person);
  EXPECT_FALSE(names[2].settled);
}

TEST(NameKinds, ALittleMoreIsNotEnoughToOverruleTheRules) {
  const auto& kinds = testing::names();
  EXPECT_EQ(kinds.decide({1, 0, 2, 0}, Kind::person), Kind::person);
  EXPECT_EQ(kinds.decide({0, 0, 5000, 0}, Kind::person), Kind::place);
  EXPECT_EQ(kinds.decide({0, 0, 0, 5000}, Kind::organisation), Kind::organisation);
  EXPECT_EQ(kinds.decide({0, 0, 0, 5000}, Kind::person), Kind::thing);
}

std::vector<MarkedText> marked() {
  std::vector<MarkedText> out;
  for (int i = 0; i < 12; ++i) {
    const std::string place = std::string("Krel") + static_cast<char>('a' + i) + "burg", person = std::string("Zan") + static_cast<char>('a' + i) + "th";
    MarkedText text;
    text.text = person + " said he would resign. Residents of " + place + " fled.";
    const auto at = static_cast<std::uint32_t>(text.text.find(place));
    text.names = {{{0, static_cast<std::uint32_t>(person.size())}, NameKind::person}, {{at, at + static_cast<std::uint32_t>(place.size())}, NameKind::place}};
    out.push_back(std::move(text));
  }
  out.push_back({"", "The Taliban met in Goma.", {}, false});
  return out;
}

TEST(NameKinds, TrainingIsDeterministicAndCanBeReadBack) {
  const auto bytes = train_names(marked(), testing::lexicon(), testing::language(), {});
  EXPECT_EQ(bytes, train_names(marked(), testing::lexicon(), testing::language(), {}));
  const auto weights = NameWeights::parse(bytes, "f");
  ASSERT_TRUE(weights.ok()) << weights.error().text();
  std::size_t right = 0;
  const auto verdicts = judge_names(marked(), testing::lexicon(), testing::language(), weights.value());
  ASSERT_GE(verdicts.size(), 20U);
  for (const auto& v : verdicts) right += v.learned == v.gold ? 1U : 0U;
  EXPECT_GT(right * 10, verdicts.size() * 9);
}

TEST(NameKinds, RefusesADamagedFile) {
  auto bytes = read_file(kWeights);
  ASSERT_TRUE(bytes.ok()) << bytes.error().text();
  EXPECT_TRUE(NameWeights::parse(bytes.value(), "f").ok());
  auto changed = bytes.value();
  changed[changed.size() / 2] = static_cast<char>(changed[changed.size() / 2] ^ 1);
  const auto damaged = NameWeights::parse(changed, "names.kw");
  ASSERT_FALSE(damaged.ok());
  EXPECT_NE(damaged.error().text().find("names.kw"), std::string::npos);
  EXPECT_FALSE(NameWeights::parse(bytes.value().substr(0, 1000), "f").ok());
  EXPECT_FALSE(NameWeights::read(kWeights.parent_path() / "nowhere.kw").ok());
}

TEST(NameKinds, RefusesAStepThatIsNone) {
  WeightsWriter writer;
  const std::array<Weight, 1> one{{{7, 0, 1.0F}}};
  [[maybe_unused]] const double step = FeatureTable::write(writer, "kinds", one);
  writer.add_array<float>("step", std::array<float, 1>{0.0F});
  const auto read = NameWeights::parse(writer.finish(kNamesFormat), "names.kw");
  ASSERT_FALSE(read.ok());
  EXPECT_NE(read.error().text().find("step"), std::string::npos);
}

TEST(NameKinds, AnyBytesGiveFeatures) {
  for (const std::string text : {"", ".", "\xff\xfe Zan\xff th", "É. É", "Of of Of.", "(Quorl) - - -"}) {
    auto analysis = tokenise(text);
    testing::language().annotate(analysis);
    for (const auto& s : name_samples(text, analysis, testing::lexicon())) EXPECT_FALSE(s.features.empty());
  }
}

}  // namespace
}  // namespace khaldun
