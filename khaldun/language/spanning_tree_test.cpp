#include "khaldun/language/spanning_tree.h"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

#include "khaldun/learn/hash.h"

namespace khaldun {
namespace {

bool is_tree(const std::vector<std::uint32_t>& head) {
  std::size_t on_root = 0;
  for (std::size_t d = 1; d < head.size(); ++d) {
    on_root += head[d] == 0 ? 1U : 0U;
    std::size_t steps = 0;
    for (std::size_t at = d; at != 0; at = head[at]) {
      if (++steps > head.size()) return false;
    }
  }
  return on_root == 1;
}

double sum(const std::vector<std::uint32_t>& head, const std::vector<float>& scores) {
  double total = 0;
  for (std::size_t d = 1; d < head.size(); ++d)
    total += static_cast<double>(scores[d * head.size() + head[d]]);
  return total;
}

/// Tries every choice of heads.
double best_by_trying(const std::vector<float>& scores, std::size_t words) {
  std::vector<std::uint32_t> head(words + 1, 0);
  double best = -std::numeric_limits<double>::infinity();
  while (true) {
    if (is_tree(head)) best = std::max(best, sum(head, scores));
    std::size_t d = 1;
    while (d <= words && ++head[d] > words) head[d++] = 0;
    if (d > words) return best;
  }
}

TEST(SpanningTree, IsTheBestOfAllTrees) {
  Dice dice(11);
  for (int round = 0; round < 400; ++round) {
    const std::size_t words = 1 + dice.below(5);
    std::vector<float> scores((words + 1) * (words + 1));
    for (float& score : scores) score = static_cast<float>(dice.below(200)) / 10.0F - 10.0F;
    // Half the time the root is so attractive that all would hang on it.
    if (dice.chance(50)) {
      for (std::size_t d = 1; d <= words; ++d) scores[d * (words + 1)] += 30.0F;
    }
    const std::vector<std::uint32_t> head = best_tree(scores, words);
    ASSERT_TRUE(is_tree(head)) << round;
    EXPECT_NEAR(sum(head, scores), best_by_trying(scores, words), 1e-3) << round;
  }
}

TEST(SpanningTree, ABoundPhraseHasOneHead) {
  Dice dice(12);
  for (int round = 0; round < 400; ++round) {
    const std::size_t words = 2 + dice.below(8);
    const std::size_t first = 1 + dice.below(static_cast<std::uint32_t>(words - 1));
    const std::size_t last = first + 2 + dice.below(static_cast<std::uint32_t>(words - first));
    std::vector<float> scores((words + 1) * (words + 1));
    for (float& score : scores) score = static_cast<float>(dice.below(200)) / 10.0F - 10.0F;
    bind_phrase(scores, words, first, last);
    const std::vector<std::uint32_t> head = best_tree(scores, words);
    ASSERT_TRUE(is_tree(head)) << round;
    const auto inside = [&](std::size_t n) { return n >= first && n < last; };
    std::size_t top = 0;
    for (std::size_t d = first; d < last; ++d) {
      if (inside(head[d])) continue;
      EXPECT_EQ(top, 0U) << "a second head in round " << round;
      top = d;
    }
    for (std::size_t d = 1; d <= words; ++d) {
      if (!inside(d) && inside(head[d])) {
        EXPECT_EQ(head[d], top) << round;
      }
    }
  }
}

TEST(SpanningTree, OneWordHangsOnTheRoot) {
  EXPECT_EQ(best_tree(std::vector<float>{0, 0, 1, 9}, 1), (std::vector<std::uint32_t>{0, 0}));
  EXPECT_EQ(best_tree(std::vector<float>{0}, 0), std::vector<std::uint32_t>{0});
}

TEST(SpanningTree, AnyNumbersGiveATree) {
  Dice dice(12);
  for (const std::size_t words : {1U, 2U, 3U, 17U, 120U}) {
    for (int round = 0; round < 5; ++round) {
      std::vector<float> scores((words + 1) * (words + 1));
      for (float& score : scores) {
        score = static_cast<float>(dice.below(1000));
        if (dice.chance(10)) score = std::numeric_limits<float>::quiet_NaN();
        if (dice.chance(10)) score = std::numeric_limits<float>::infinity();
        if (dice.chance(10)) score = -std::numeric_limits<float>::infinity();
      }
      EXPECT_TRUE(is_tree(best_tree(scores, words))) << words;
    }
  }
}

TEST(SpanningTree, EqualScoresGiveATree) {
  EXPECT_TRUE(is_tree(best_tree(std::vector<float>(41 * 41, 0.0F), 40)));
}

}  // namespace
}  // namespace khaldun
