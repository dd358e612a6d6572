#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <numeric>
#include <random>

#include "app/khaldun/eval_score.h"

namespace khaldun::app {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

double total(const std::vector<std::vector<double>>& weight) {
  double sum = 0;
  for (const auto& [i, j] : assign(weight)) sum += weight[i][j];
  return sum;
}

/// The best total by trying every order of the columns.
double best_total(const std::vector<std::vector<double>>& weight) {
  const std::size_t n = std::max(weight.size(), weight.front().size());
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  double best = 0;
  do {
    double sum = 0;
    for (std::size_t i = 0; i < weight.size(); ++i) {
      if (order[i] < weight[i].size()) sum += weight[i][order[i]];
    }
    best = std::max(best, sum);
  } while (std::next_permutation(order.begin(), order.end()));
  return best;
}

TEST(Assign, TakesTheBestTotalNotTheBestCellFirst) {
  EXPECT_THAT(assign({{10, 9}, {9, 0}}), ElementsAre(Pair(0, 1), Pair(1, 0)));
  EXPECT_THAT(assign({{0, 0}, {0, 5}}), ElementsAre(Pair(1, 1)));
  EXPECT_THAT(assign({}), IsEmpty());
  EXPECT_THAT(assign({{}, {}}), IsEmpty());
}

TEST(Assign, IsAsGoodAsTryingEverything) {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    const std::size_t rows = 1 + random() % 5, columns = 1 + random() % 5;
    std::vector<std::vector<double>> weight(rows, std::vector<double>(columns));
    for (auto& row : weight) {
      for (double& cell : row) cell = random() % 3 == 0 ? 0 : static_cast<double>(random() % 100);
    }
    EXPECT_DOUBLE_EQ(total(weight), best_total(weight));
  }
}

TEST(Names, AreTheSameByHeadOrByWords) {
  EXPECT_TRUE(same_phrase("the Sudanese army", "army of Sudan"));
  EXPECT_TRUE(same_phrase("Abiy Ahmed", "Prime Minister Abiy Ahmed"));
  EXPECT_TRUE(same_phrase("rebels", "the rebel"));
  EXPECT_FALSE(same_phrase("the army", "the police"));
  EXPECT_FALSE(same_phrase("", "the police"));
}

Happening event(std::int64_t start, std::int64_t end, std::string type) {
  Happening h;
  h.doc = "d";
  h.type = std::move(type);
  h.status = "reported";
  h.actor = {{"RUS", "MIL"}};
  h.recipient = {{"UKR", "MIL"}};
  h.spans = h.triggers = {{false, start, end}};
  return h;
}

Tally scored(std::vector<Happening> gold, std::vector<Happening> system) {
  static Happenings a, b;  // the tally points into them
  a = {{"d", std::move(gold)}};
  b = {{"d", std::move(system)}};
  return score({{"d", U"", U"some text", false}}, a, b);
}

TEST(Score, APerfectCoderGetsOneAtEveryLevel) {
  const Tally t = scored({event(0, 5, "ASSAULT"), event(5, 9, "PROTEST")},
                         {event(5, 9, "PROTEST"), event(1, 4, "ASSAULT")});
  for (const Counts& level : t.levels) EXPECT_EQ(level.f1(), 1);
}

TEST(Score, EventsInDifferentPlacesAreNoPair) {
  const Tally t = scored({event(0, 5, "ASSAULT")}, {event(5, 9, "ASSAULT")});
  EXPECT_EQ(t.levels[0].pairs, 0U);
  EXPECT_EQ(t.errors.size(), 2U);
}

TEST(Score, ALineThatIsNotSureIsNotDemandedAndExcusesARecord) {
  Happening unsure = event(0, 5, "ASSAULT");
  unsure.sure = false;
  const Tally missed = scored({unsure}, {});
  EXPECT_EQ(missed.levels[0].gold, 0U);
  const Tally met = scored({unsure}, {event(0, 5, "PROTEST")});
  EXPECT_EQ(met.levels[1].system, 0U);
}

TEST(Score, AFactThatWasNotToldAsOneIsCounted) {
  Happening denied = event(0, 5, "ASSAULT");
  denied.status = "denied";
  const Tally t = scored({denied}, {event(0, 5, "ASSAULT")});
  EXPECT_EQ(t.not_fact_as_fact, 1U);
  EXPECT_EQ(t.unfounded, 1U);
}

TEST(Score, TwoSidedEventsMayHaveTheirPartiesOnEitherSide) {
  Happening meeting = event(0, 5, "CONSULT");
  meeting.actor.insert(meeting.recipient.begin(), meeting.recipient.end());
  meeting.recipient.clear();
  const Tally t = scored({meeting}, {event(0, 5, "CONSULT")});
  EXPECT_EQ(t.levels[6].pairs, 1U);  // ~triple
  EXPECT_EQ(t.levels[7].pairs, 0U);  // triple
}

TEST(Load, QuotesAreFoundWithOtherBlanksAndQuotationMarks) {
  const std::string docs_path = testing::TempDir() + "/khaldun_eval_docs.jsonl",
                    gold_path = testing::TempDir() + "/khaldun_eval_gold.jsonl";
  std::ofstream(docs_path)
      << R"({"id":"d","title":"A “truce” ends","text":"Él said: the\n army attacked."})" << '\n';
  std::ofstream(gold_path)
      << R"({"doc":"d","event_type":"ASSAULT","mentions":[{"quote":"The army  attacked","trigger":"Attacked"}]})"
      << '\n'
      << R"({"doc":"d","event_type":"REJECT","mentions":[{"quote":"a \"truce\" ends"},{"quote":"absent"}]})"
      << '\n';
  const auto docs = load_docs(docs_path);
  ASSERT_TRUE(docs.ok());
  std::vector<std::string> lost;
  const auto gold = load_gold(gold_path, docs.value(), lost);
  ASSERT_TRUE(gold.ok());
  const auto& events = gold.value().at("d");
  EXPECT_EQ(events[0].spans.at(0).start, 9);
  EXPECT_EQ(events[0].spans.at(0).end, 27);
  EXPECT_EQ(events[0].triggers.at(0).start, 19);
  EXPECT_TRUE(events[1].spans.at(0).in_title);
  EXPECT_THAT(lost, ElementsAre("d: quote not found: absent"));
}

TEST(Load, ALineThatIsNoJsonIsNamed) {
  const std::string path = testing::TempDir() + "/khaldun_eval_broken.jsonl";
  std::ofstream(path) << "{\"id\":\"d\"}\n{broken\n";
  const auto docs = load_docs(path);
  ASSERT_FALSE(docs.ok());
  EXPECT_EQ(docs.error().line, 2U);
}

}  // namespace
}  // namespace khaldun::app
