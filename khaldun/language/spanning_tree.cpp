#include "khaldun/language/spanning_tree.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace khaldun {
namespace {

constexpr double kMostScore = 1e5;  // scores are cut to ± this
constexpr float kForbidden = 1e4F;     // taken from the score of an arc that may not be
constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

double tame(float score) {
  if (!(static_cast<double>(score) > -kMostScore)) return -kMostScore;  // also what is no number
  return std::min(static_cast<double>(score), kMostScore);
}

/// Best head of each word, if that is a tree with one word on the root; else empty.
std::vector<std::uint32_t> greedy_tree(std::span<const float> scores, std::size_t words) {
  const std::size_t size = words + 1;
  std::vector<std::uint32_t> head(size, 0);
  std::size_t on_root = 0;
  for (std::size_t d = 1; d < size; ++d) {
    std::size_t best = d == 1 ? (size > 2 ? 2 : 0) : 1;
    for (std::size_t h = 0; h < size; ++h) {
      if (h != d && tame(scores[d * size + h]) > tame(scores[d * size + best])) best = h;
    }
    head[d] = static_cast<std::uint32_t>(best);
    on_root += best == 0 ? 1U : 0U;
  }
  if (on_root != 1) return {};
  std::vector<std::size_t> walk(size, 0);  // number of the walk that came by
  for (std::size_t d = 1; d < size; ++d) {
    std::size_t at = d;
    for (; at != 0 && walk[at] == 0; at = head[at]) walk[at] = d;
    if (at != 0 && walk[at] == d) return {};
  }
  return head;
}

/// Contracts circles of best heads until none is left, then opens them from the outside in.
class Contraction {
 public:
  Contraction(std::span<const float> scores, std::size_t words)
      : size_(words + 1),
        weight_(size_ * size_),
        from_(size_ * size_),
        to_(size_ * size_),
        nodes_(size_),
        name_(size_) {
    // Every arc from the root costs so much that a second one never pays.
    const double root_cost = 4 * kMostScore * static_cast<double>(size_);
    for (std::size_t d = 1; d < size_; ++d) {
      for (std::size_t h = 0; h < size_; ++h) {
        weight_[cell(d, h)] = tame(scores[d * size_ + h]) - (h == 0 ? root_cost : 0.0);
        from_[cell(d, h)] = static_cast<std::uint32_t>(h);
        to_[cell(d, h)] = static_cast<std::uint32_t>(d);
      }
    }
    for (std::size_t n = 0; n < size_; ++n) {
      alive_.push_back(n);
      name_[n] = n;
    }
    best_.assign(size_, 0);
    for (std::size_t d = 1; d < size_; ++d) choose(d);
  }

  std::vector<std::uint32_t> solve() {
    for (std::vector<std::size_t> circle = find_circle(); !circle.empty(); circle = find_circle())
      contract(circle);
    for (const std::size_t slot : alive_) {
      if (slot != 0) enter(slot);
    }
    for (std::size_t n = nodes_.size(); n-- > size_;) open(n);
    std::vector<std::uint32_t> head(size_, 0);
    for (std::size_t d = 1; d < size_; ++d) head[d] = nodes_[d].from;
    return head;
  }

 private:
  /// A word or a contracted circle. It lives in a slot: a row and a column of the matrix.
  struct Node {
    std::size_t inside = kNowhere;    // the circle it became part of
    std::uint32_t from = 0, to = 0;   // the arc that enters it
    std::vector<std::size_t> circle;  // its parts
  };
  [[nodiscard]] std::size_t cell(std::size_t d, std::size_t h) const { return d * size_ + h; }

  /// Best head of a slot among the living ones.
  void choose(std::size_t d) {
    std::size_t best = kNowhere;
    for (const std::size_t h : alive_) {
      if (h == d) continue;
      if (best == kNowhere || weight_[cell(d, h)] > weight_[cell(d, best)]) best = h;
    }
    best_[d] = best;
  }

  [[nodiscard]] std::vector<std::size_t> find_circle() const {
    std::vector<std::size_t> walk(size_, 0);
    for (const std::size_t start : alive_) {
      std::size_t at = start;
      for (; at != 0 && walk[at] == 0; at = best_[at]) walk[at] = start;
      if (at == 0 || walk[at] != start) continue;
      std::vector<std::size_t> circle = {at};
      for (std::size_t next = best_[at]; next != at; next = best_[next]) circle.push_back(next);
      return circle;
    }
    return {};
  }

  /// Notes the best arc into a slot at the node that lives there.
  void enter(std::size_t slot) {
    Node& node = nodes_[name_[slot]];
    node.from = from_[cell(slot, best_[slot])];
    node.to = to_[cell(slot, best_[slot])];
  }

  void contract(const std::vector<std::size_t>& circle) {
    const std::size_t slot = circle.front();
    Node whole;
    std::vector<double> inner;
    for (const std::size_t part : circle) {
      enter(part);
      inner.push_back(weight_[cell(part, best_[part])]);
      whole.circle.push_back(name_[part]);
      nodes_[name_[part]].inside = nodes_.size();
    }
    const auto in_circle = [&](std::size_t n) {
      return std::find(circle.begin(), circle.end(), n) != circle.end();
    };
    alive_.erase(std::remove_if(alive_.begin(), alive_.end(), in_circle), alive_.end());
    for (const std::size_t other : alive_) join_arcs(circle, inner, other);
    for (const std::size_t d : alive_) {
      if (d != 0 && in_circle(best_[d])) best_[d] = slot;
    }
    alive_.push_back(slot);
    name_[slot] = nodes_.size();
    nodes_.push_back(std::move(whole));
    choose(slot);
  }

  /// The best arcs between a circle and `other`, kept in the circle's first slot.
  void join_arcs(const std::vector<std::size_t>& circle, const std::vector<double>& inner,
                 std::size_t other) {
    const std::size_t slot = circle.front();
    std::size_t in = 0;
    std::size_t out = 0;
    for (std::size_t i = 1; i < circle.size(); ++i) {
      if (weight_[cell(circle[i], other)] - inner[i] > weight_[cell(circle[in], other)] - inner[in])
        in = i;
      if (weight_[cell(other, circle[i])] > weight_[cell(other, circle[out])]) out = i;
    }
    copy_arc(cell(circle[in], other), cell(slot, other));
    weight_[cell(slot, other)] -= inner[in];
    if (other != 0) copy_arc(cell(other, circle[out]), cell(other, slot));
  }
  void copy_arc(std::size_t source, std::size_t target) {
    weight_[target] = weight_[source];
    from_[target] = from_[source];
    to_[target] = to_[source];
  }

  /// The arc into a circle enters one of its parts; the others keep their arcs.
  void open(std::size_t circle) {
    std::size_t part = nodes_[circle].to;
    while (nodes_[part].inside != circle) part = nodes_[part].inside;
    nodes_[part].from = nodes_[circle].from;
    nodes_[part].to = nodes_[circle].to;
  }

  std::size_t size_;
  std::vector<double> weight_;             // [dependent slot][head slot]
  std::vector<std::uint32_t> from_, to_;   // the words that such an arc joins
  std::vector<Node> nodes_;                // words, then circles in the order they were made
  std::vector<std::size_t> name_;          // the node in each slot
  std::vector<std::size_t> best_, alive_;  // slots
};

}  // namespace

std::vector<std::uint32_t> best_tree(std::span<const float> scores, std::size_t words) {
  assert(scores.size() >= (words + 1) * (words + 1));
  if (words == 0) return {0};
  std::vector<std::uint32_t> head = greedy_tree(scores, words);
  return head.empty() ? Contraction(scores, words).solve() : head;
}

void bind_phrase(std::span<float> scores, std::size_t words, std::size_t first, std::size_t last) {
  const std::size_t size = words + 1;
  const auto inside = [&](std::size_t n) { return n >= first && n < last; };
  const auto best_arc = [&](std::size_t d, bool within) {
    double best = -2 * kMostScore;
    for (std::size_t h = 0; h < size; ++h)
      if (h != d && inside(h) == within) best = std::max(best, tame(scores[d * size + h]));
    return best;
  };
  // The word that loses least if it goes out and the others stay.
  std::size_t top = first;
  double gain = -2 * kMostScore;
  for (std::size_t d = first; d < last; ++d) {
    const double now = best_arc(d, false) - best_arc(d, true);
    if (now <= gain) continue;
    gain = now;
    top = d;
  }
  for (std::size_t d = 1; d < size; ++d) {
    for (std::size_t h = 0; h < size; ++h) {
      if (inside(d) == inside(h) || (inside(d) && d == top) || (inside(h) && h == top)) continue;
      scores[d * size + h] -= kForbidden;
    }
  }
}

}  // namespace khaldun
