#include "khaldun/language/parser.h"

#include <algorithm>
#include <array>
#include <vector>

#include "khaldun/language/relations.h"
#include "khaldun/language/transitions.h"
#include "khaldun/learn/hash.h"
#include "khaldun/learn/perceptron.h"

namespace khaldun {
namespace {

constexpr std::size_t kRelations = static_cast<std::size_t>(Deprel::xcomp) + 1;
constexpr std::uint32_t kLeastMoveUpdates = 2, kLeastRelationUpdates = 3;
constexpr int kFirstExploring = 1;  // round from which training follows its own mistakes …
constexpr std::uint64_t kExploring =
    90;  // … in so many of 100 moves (Goldberg & Nivre 2013 use 90)

constexpr std::array<Move, 3> kMoves = {Move::shift, Move::left, Move::right};

std::vector<std::uint32_t> gold_heads(const Example& example) {
  std::vector<std::uint32_t> out;
  for (const Token& token : example.tokens) out.push_back(token.head);
  return out;
}

void shuffle(std::vector<std::size_t>& order, Dice& dice) {
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[dice.below(i)]);
}

std::vector<std::size_t> numbers(std::size_t count) {
  std::vector<std::size_t> out(count);
  for (std::size_t i = 0; i < count; ++i) out[i] = i;
  return out;
}

class MoveTrainer {
 public:
  explicit MoveTrainer(std::uint64_t seed) : dice_(seed), model_(3) {}

  void run(std::span<const Example> examples, int rounds) {
    std::vector<std::size_t> order = numbers(examples.size());
    for (int round = 0; round < rounds; ++round) {
      shuffle(order, dice_);
      for (const std::size_t at : order) learn(examples[at], round);
    }
  }
  [[nodiscard]] std::vector<Weight> weights() const { return model_.averaged(kLeastMoveUpdates); }

 private:
  void learn(const Example& example, int round) {
    const std::vector<std::uint32_t> gold = gold_heads(example);
    ParseState state(example.tokens);
    while (!state.done()) {
      std::size_t legal = 0;
      std::size_t only = 0;
      for (std::size_t m = 0; m < 3; ++m) {
        if (!state.may(kMoves[m])) continue;
        ++legal;
        only = m;
      }
      state.apply(kMoves[legal == 1 ? only : choose(state, gold, round)]);
    }
  }

  std::size_t choose(const ParseState& state, std::span<const std::uint32_t> gold, int round) {
    state.features(features_);
    std::array<std::int32_t, 3> scores = {0, 0, 0};
    model_.score(features_, scores);
    const std::array<int, 3> costs = state.costs(gold);
    std::size_t guess = 3;
    std::size_t right = 3;
    for (std::size_t m = 0; m < 3; ++m) {
      if (!state.may(kMoves[m])) continue;
      if (guess == 3 || scores[m] > scores[guess]) guess = m;
      if (right == 3 || costs[m] < costs[right] ||
          (costs[m] == costs[right] && scores[m] > scores[right]))
        right = m;
    }
    model_.step();
    if (costs[guess] > costs[right]) model_.update(features_, right, guess);
    const bool follow = round >= kFirstExploring && dice_.chance(kExploring);
    return follow ? guess : right;
  }

  Dice dice_;
  Perceptron model_;
  ParseState::Features features_ = {};
};

class RelationTrainer {
 public:
  explicit RelationTrainer(std::uint64_t seed) : dice_(seed), model_(kRelations) {}

  void run(std::span<const Example> examples, int rounds) {
    std::vector<std::size_t> order = numbers(examples.size());
    for (int round = 0; round < rounds; ++round) {
      shuffle(order, dice_);
      for (const std::size_t at : order) learn(examples[at]);
    }
  }
  [[nodiscard]] std::vector<Weight> weights() const {
    return model_.averaged(kLeastRelationUpdates);
  }

 private:
  void learn(const Example& example) {
    RelationView view(example.tokens);
    for (std::uint32_t i = 0; i < example.tokens.size(); ++i) {
      if (example.tokens[i].head == kNone) continue;
      view.features(i, features_);
      scores_.fill(0);
      model_.score(features_, scores_);
      const auto guess = static_cast<std::size_t>(std::max_element(scores_.begin(), scores_.end()) -
                                                  scores_.begin());
      const auto right = static_cast<std::size_t>(example.tokens[i].deprel);
      model_.step();
      if (guess != right) model_.update(features_, right, guess);
      view.choose(i, static_cast<Deprel>(guess));
    }
  }

  Dice dice_;
  Perceptron model_;
  RelationView::Features features_ = {};
  std::array<std::int32_t, kRelations> scores_ = {};
};

}  // namespace

void FastParser::train(std::span<const Example> examples, int parser_rounds, int label_rounds,
                       std::uint64_t seed, WeightsWriter& out) {
  {
    MoveTrainer moves(seed);
    moves.run(examples, parser_rounds);
    ThreeWayTable::write(out, "move", moves.weights());
  }
  RelationTrainer relations(seed + 1);
  relations.run(examples, label_rounds);
  std::string names;
  for (std::size_t i = 0; i < kRelations; ++i)
    names += std::string(name(static_cast<Deprel>(i))) + "\n";
  out.add("rel.labels", names);
  FeatureTable::write(out, "rel", relations.weights());
}

Result<std::unique_ptr<FastParser>> FastParser::read(const WeightsFile& file) {
  auto out = std::make_unique<FastParser>();
  out->file_ = file;
  KHALDUN_TRY(out->moves_, ThreeWayTable::read(file, "move"));
  KHALDUN_TRY(out->relations_, FeatureTable::read(file, "rel", kRelations));
  return out;
}

void FastParser::parse(std::span<Token> sentence) const {
  if (sentence.empty()) return;
  ParseState state(sentence);
  ParseState::Features features;
  while (!state.done()) {
    const bool shift = state.may(Move::shift);
    const bool left = state.may(Move::left);
    const bool right = state.may(Move::right);
    if (shift && !left) {
      state.apply(Move::shift);
      continue;
    }
    if (!shift) {
      state.apply(Move::right);
      continue;
    }
    state.features(features);
    for (const std::uint64_t key : features) moves_.prefetch(key);
    std::array<std::int32_t, 3> scores = {0, 0, 0};
    for (const std::uint64_t key : features) moves_.add(key, scores);
    std::size_t best = scores[0] >= scores[1] ? 0 : 1;
    if (right && scores[2] > scores[best]) best = 2;
    state.apply(kMoves[best]);
  }
  for (std::size_t i = 0; i < sentence.size(); ++i) sentence[i].head = state.heads()[i];

  RelationView view(sentence);
  RelationView::Features relation_features;
  std::array<std::int32_t, kRelations> scores = {};
  for (std::uint32_t i = 0; i < sentence.size(); ++i) {
    if (sentence[i].head == kNone) {
      sentence[i].deprel = Deprel::root;
      continue;
    }
    view.features(i, relation_features);
    scores.fill(0);
    scores[static_cast<std::size_t>(Deprel::root)] = -1000000;
    for (const std::uint64_t key : relation_features) relations_.add(key, scores);
    const auto best =
        static_cast<std::size_t>(std::max_element(scores.begin(), scores.end()) - scores.begin());
    sentence[i].deprel = static_cast<Deprel>(best);
    view.choose(i, sentence[i].deprel);
  }
}

}  // namespace khaldun
