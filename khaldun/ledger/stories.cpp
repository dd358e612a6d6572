#include "khaldun/ledger/stories.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <unordered_map>

#include "khaldun/lexicon/blob.h"

namespace khaldun {
namespace {

constexpr double kNear = 0.16, kNames = 1.5, kSigns = 2.5, kHalfLife = 4.0;
constexpr int kReach = 7;  ///< days after its last document that a story can still be joined
constexpr std::size_t kShortest = 4, kStem = 6;

using Vector = std::vector<std::pair<std::uint32_t, double>>;  ///< sorted by word

struct Story {
  std::unordered_map<std::uint32_t, double> sum;
  double square = 0;  ///< of the length of `sum`
  std::optional<Day> last;

  void fade(std::optional<Day> day) {
    if (!day || !last || *day <= *last) return;
    const double factor = std::pow(0.5, static_cast<double>((*day - *last).count()) / kHalfLife);
    for (auto& [word, weight] : sum) weight *= factor;
    square *= factor * factor;
  }
  void take(const Vector& v, std::optional<Day> day) {
    fade(day);
    for (const auto& [word, weight] : v) {
      double& old = sum[word];
      square += 2 * old * weight + weight * weight;
      old += weight;
    }
    if (day) last = day;
  }
};

std::uint32_t number_of(std::string_view text) { return static_cast<std::uint32_t>(blob::hash_bytes(text, 7)); }

/// In how many documents each word stands, over all and in the month.
struct Spread {
  std::unordered_map<std::uint32_t, std::size_t> count;
  double documents = 0;
};

/// Documents that the month's count is mixed with: a word that fills the papers of a month ("pandemic") tells little then.
constexpr double kMix = 200;

Vector vector_of(const StoryInput& input, const Spread& whole, const Spread& month) {
  std::map<std::uint32_t, double> weights;
  const auto add = [&](std::uint32_t word, double factor) {
    const auto found = whole.count.find(word);
    if (found == whole.count.end() || found->second < 2) return;  // a word of one document joins nothing
    const auto now = month.count.find(word);
    const double usual = static_cast<double>(found->second) / whole.documents;
    const double share = ((now == month.count.end() ? 0 : static_cast<double>(now->second)) + kMix * usual) / (month.documents + kMix);
    double& weight = weights[word];
    weight = std::max(weight, factor * -std::log(share));
  };
  for (const auto& [word, name] : input.words) add(word, name ? kNames : 1);
  for (const auto& sign : input.signs) add(number_of(sign), kSigns);
  double square = 0;
  for (const auto& [word, weight] : weights) square += weight * weight;
  const double length = square > 0 ? std::sqrt(square) : 1;
  Vector out;
  for (const auto& [word, weight] : weights) out.emplace_back(word, weight / length);
  return out;
}

}  // namespace

std::vector<std::pair<std::uint32_t, bool>> story_words(std::string_view text) {
  std::map<std::uint32_t, bool> found;
  std::string word;
  bool capital = false;
  std::size_t letters = 0;
  const auto end = [&] {
    const bool acronym = capital && letters >= 2 && letters == word.size();
    if (word.size() >= kShortest || acronym) {
      if (!capital) word.resize(std::min(word.size(), kStem));
      found[number_of(word)] |= capital;
    }
    word.clear();
    capital = false;
    letters = 0;
  };
  for (const char raw : text) {
    const auto c = static_cast<unsigned char>(raw);
    if (std::isalnum(c) == 0 && c < 0x80) {
      end();
      continue;
    }
    if (word.empty()) capital = std::isupper(c) != 0;
    letters += std::isupper(c) != 0 ? 1U : 0U;
    word += static_cast<char>(std::tolower(c));
  }
  end();
  return {found.begin(), found.end()};
}

std::vector<std::size_t> group_stories(const std::vector<StoryInput>& inputs) {
  Spread whole;
  std::map<std::string, Spread> months;
  const auto month_of = [](const StoryInput& input) { return input.published ? to_iso(*input.published).substr(0, 7) : std::string(); };
  for (const StoryInput& input : inputs) {
    for (Spread* spread : {&whole, &months[month_of(input)]}) {
      ++spread->documents;
      for (const auto& [word, name] : input.words) ++spread->count[word];
      for (const auto& sign : input.signs) ++spread->count[number_of(sign)];
    }
  }
  std::vector<Story> stories;
  std::unordered_map<std::uint32_t, std::vector<std::size_t>> holders;  // word → stories, ascending
  std::vector<std::size_t> out;
  std::vector<double> score;
  for (const StoryInput& input : inputs) {
    const Vector v = vector_of(input, whole, months[month_of(input)]);
    score.resize(stories.size(), 0);
    std::vector<std::size_t> touched;
    for (const auto& [word, weight] : v) {
      auto held = holders.find(word);
      if (held == holders.end()) continue;
      // Documents come by day: a story that is too old now is too old for all that follow.
      const auto too_old = [&](std::size_t n) {
        return input.published && stories[n].last && *input.published - *stories[n].last > std::chrono::days{kReach};
      };
      std::erase_if(held->second, too_old);
      for (const std::size_t n : held->second) {
        if (score[n] == 0) touched.push_back(n);
        score[n] += weight * stories[n].sum.at(word);
      }
    }
    std::sort(touched.begin(), touched.end());
    std::size_t best = stories.size();
    double most = kNear;
    for (const std::size_t n : touched) {
      const double cosine = stories[n].square > 0 ? score[n] / std::sqrt(stories[n].square) : 0;
      if (cosine > most) most = cosine, best = n;
      score[n] = 0;
    }
    if (best == stories.size()) stories.emplace_back();
    for (const auto& [word, weight] : v) {
      if (stories[best].sum.count(word) == 0) holders[word].push_back(best);
    }
    stories[best].take(v, input.published);
    out.push_back(best);
  }
  return out;
}

}  // namespace khaldun
