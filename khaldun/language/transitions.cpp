#include "khaldun/language/transitions.h"

#include <algorithm>
#include <cassert>

#include "khaldun/language/words_seen.h"
#include "khaldun/learn/hash.h"

namespace khaldun {
namespace {

constexpr std::uint32_t kFar = 0x7fffffff;

std::uint64_t distance_class(std::uint32_t from, std::uint32_t to) {
  if (from == kNone || to == kNone) return 0;
  const std::uint32_t far = to - from;
  if (far < 5) return far;
  return far < 10 ? 5 : 6;
}

}  // namespace

ParseState::ParseState(std::span<const Token> sentence)
    : size_(static_cast<std::uint32_t>(sentence.size())),
      nodes_(sentence.size()),
      head_(sentence.size(), kNone) {
  stack_.reserve(sentence.size());
  for (std::size_t i = 0; i < sentence.size(); ++i) {
    nodes_[i].word = see_word(sentence[i].lower);
    nodes_[i].tag = hash_text(sentence[i].xpos) + static_cast<std::uint64_t>(sentence[i].upos);
  }
  nothing_.word = 1;
  nothing_.tag = 2;
}

bool ParseState::may(Move move) const {
  switch (move) {
    case Move::shift:
      return next_ < size_;
    case Move::left:
      return next_ < size_ && !stack_.empty();
    case Move::right:
      return stack_.size() >= 2;
  }
  return false;
}

void ParseState::attach(std::uint32_t dependent, std::uint32_t head) {
  head_[dependent] = head;
  Node& node = nodes_[head];
  if (dependent < head) {
    node.left2 = node.left1;
    node.left1 = dependent;
    ++node.lefts;
  } else {
    node.right2 = node.right1;
    node.right1 = dependent;
    ++node.rights;
  }
}

void ParseState::apply(Move move) {
  assert(may(move));
  if (move == Move::shift) {
    stack_.push_back(next_++);
    return;
  }
  const std::uint32_t dependent = stack_.back();
  stack_.pop_back();
  attach(dependent, move == Move::left ? next_ : stack_.back());
}

std::array<int, 3> ParseState::costs(std::span<const std::uint32_t> gold) const {
  // The root's gold head is an invisible word after the last one: it is always "still to come".
  const auto head_of = [&](std::uint32_t word) { return gold[word] == kNone ? kFar : gold[word]; };
  std::array<int, 3> cost = {0, 0, 0};
  const std::uint32_t s0 = top(0);
  const std::uint32_t s1 = top(1);
  if (next_ < size_) {  // shift: the next word loses a head deeper than the top, and dependents on
                        // the stack
    for (std::size_t i = 0; i < stack_.size(); ++i) {
      const std::uint32_t word = stack_[i];
      if (word != s0 && head_of(next_) == word) ++cost[0];
      if (head_of(word) == next_) ++cost[0];
    }
  }
  if (s0 == kNone) return cost;
  int dependents_ahead = 0;
  for (std::uint32_t word = next_; word < size_; ++word)
    dependents_ahead += head_of(word) == s0 ? 1 : 0;
  const std::uint32_t head = head_of(s0);
  cost[1] = dependents_ahead + ((head == s1 && s1 != kNone) || (head > next_) ? 1 : 0);
  cost[2] = dependents_ahead + (head >= next_ ? 1 : 0);
  return cost;
}

void ParseState::features(Features& out) const {
  const std::uint32_t s0i = top(0);
  const std::uint32_t s1i = top(1);
  const std::uint32_t b0i = ahead(0);
  const Node& s0 = node(s0i);
  const Node& s1 = node(s1i);
  const Node& s2 = node(top(2));
  const Node& b0 = node(b0i);
  const Node& b1 = node(ahead(1));
  const Node& b2 = node(ahead(2));
  const Node& s0l = node(s0.left1);
  const Node& s0r = node(s0.right1);
  const Node& s1l = node(s1.left1);
  const Node& s1r = node(s1.right1);
  const Node& b0l = node(b0.left1);
  const std::uint64_t near = distance_class(s0i, b0i) + 11;
  const std::uint64_t below = distance_class(s1i, s0i) + 21;
  std::size_t n = 0;
  const auto add = [&](std::uint64_t a, std::uint64_t b = 0, std::uint64_t c = 0) {
    out[n] = feature(n + 101, a, b, c);
    ++n;
  };
  for (const Node* x : {&s0, &s1, &s2, &b0, &b1, &b2}) {
    add(x->word);
    add(x->tag);
    add(x->word, x->tag);
  }
  // Pairs.
  const std::uint64_t s0wt = s0.word ^ (s0.tag << 1U);
  const std::uint64_t b0wt = b0.word ^ (b0.tag << 1U);
  const std::uint64_t s1wt = s1.word ^ (s1.tag << 1U);
  add(s0wt, b0wt);
  add(s0wt, b0.word);
  add(s0.word, b0wt);
  add(s0wt, b0.tag);
  add(s0.tag, b0wt);
  add(s0.word, b0.word);
  add(s0.tag, b0.tag, b1.tag);
  add(s0.tag, b0.tag);
  add(b0.word, b1.word);
  add(b0.tag, b1.tag);
  add(s0.word, s1.word);
  add(s0.tag, s1.tag);
  add(s0wt, s1.tag);
  add(s0.tag, s1wt);
  add(s1.word, b0.word);
  add(s1.tag, b0.tag);
  add(s1.word, b0.tag);
  add(s1.tag, b0.word);
  // Threes.
  add(b0.tag, b1.tag, b2.tag);
  add(s1.tag, s0.tag, b0.tag);
  add(s2.tag, s1.tag, s0.tag);
  add(s1.tag, s0.word, b0.word);
  add(s1.word, s0.tag, b0.word);
  add(s1.word, s0.word, b0.tag);
  add(s1.tag, s0.tag, b0.word);
  add(s0.tag, b0.tag, b0l.tag);
  add(s0.tag, s0l.tag, b0.tag);
  add(s0.tag, s0r.tag, b0.tag);
  add(s1.tag, s1r.tag, s0.tag);
  add(s1.tag, s0.tag, s0l.tag);
  add(s1.tag, s0.tag, s0r.tag);
  add(s1.tag, s1l.tag, s0.tag);
  add(s1.word, s0l.word, s0.tag);  // "attack … in": verb, preposition
  add(s1.tag, s0l.word, s0.tag);
  add(s0.tag, s0r.word, b0.tag);
  add(s0.word, b0.tag, b0l.word);
  // Distances.
  add(s0.word, near);
  add(s0.tag, near);
  add(b0.word, near);
  add(b0.tag, near);
  add(s0.tag, b0.tag, near);
  add(s0.word, b0.word, near);
  add(s1.tag, s0.tag, below);
  // How many dependents there are already.
  add(s0.word, s0.rights + 31);
  add(s0.tag, s0.rights + 31);
  add(s0.word, s0.lefts + 31);
  add(s0.tag, s0.lefts + 31);
  add(b0.tag, b0.lefts + 31);
  add(b0.word, b0.lefts + 31);
  add(s1.tag, s1.rights + 31, s0.tag);
  add(s1.word, s1.rights + 31);
  // Dependents.
  add(s0l.word, s0l.tag, s0.tag);
  add(s0r.word, s0r.tag, s0.tag);
  add(b0l.word, b0l.tag, b0.tag);
  add(s1r.word, s1r.tag, s1.tag);
  add(s0.tag, s0l.tag, node(s0.left2).tag);
  add(s0.tag, s0r.tag, node(s0.right2).tag);
  add(b0.tag, b0l.tag, node(b0.left2).tag);
  add(s1.tag, s1r.tag, node(s1.right2).tag);
  // Four tags.
  add(s0.tag, b0.tag, s1.tag ^ (b1.tag << 1U));
  add(s0.tag, b0.tag, s1.tag ^ (s2.tag << 1U));
  assert(n == kFeatures);
}

}  // namespace khaldun
