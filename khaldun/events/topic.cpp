#include "khaldun/events/topic.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

namespace khaldun {
namespace {

// By hand on the decoys of the development set and articles of our own (eight texts: 7 to 22 points against 0 to 3; 60 others: 0 to 7
// against 2 to 34).
constexpr int kEnough = 6;

int points(std::string_view topic, const Analysis& a, const Scan& scan, const Lexicon& lexicon) {
  const auto strong = lexicon.set(std::string(topic) + "_strong"), plain = lexicon.set(topic);
  std::vector<std::pair<std::string_view, int>> seen;
  for (std::uint32_t t = 0; t < a.tokens.size(); ++t) {
    int weight = 0;
    for (const auto set : scan.sets[t]) {
      if (set == table::kNoRow) continue;
      if (set == strong) weight = 2;
      else if (set == plain) weight = std::max(weight, 1);
    }
    if (weight == 0) continue;
    const auto word = std::find_if(seen.begin(), seen.end(), [&](const auto& s) { return s.first == a[t].lemma; });
    if (word == seen.end()) seen.emplace_back(a[t].lemma, weight);
    else word->second = std::max(word->second, weight);
  }
  int sum = 0;
  for (const auto& [word, weight] : seen) sum += weight;
  return sum;
}

}  // namespace

Topic topic_of(const Analysis& analysis, const Scan& scan, const Lexicon& lexicon) {
  static constexpr std::array<std::string_view, 4> topics{"topic_crime", "topic_accident", "topic_business", "topic_culture"};
  int most = 0;
  for (const auto topic : topics) most = std::max(most, points(topic, analysis, scan, lexicon));
  const int affairs = points("topic_public", analysis, scan, lexicon);
  if (most >= kEnough && most * 2 >= affairs * 3) return Topic::private_life;
  return affairs >= kEnough && affairs >= most * 2 ? Topic::public_affairs : Topic::open;
}

}  // namespace khaldun
