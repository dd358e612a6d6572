#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "khaldun/language/analysis.h"

namespace khaldun {

/// What the choice of a relation looks at: word, head, their dependents, and the relations already
/// given to siblings.
class RelationView {
 public:
  /// `sentence` has tags and heads (counting from its first token).
  explicit RelationView(std::span<const Token> sentence);

  static constexpr std::size_t kFeatures = 44;
  using Features = std::array<std::uint64_t, kFeatures>;
  void features(std::uint32_t token, Features& out) const;
  /// Tells the view what was chosen; tokens come from left to right.
  void choose(std::uint32_t token, Deprel relation);

 private:
  struct Node {
    std::uint64_t word = 0, tag = 0, suffix = 0;
    std::uint32_t head = kNone;
    std::uint32_t first = kNone, last = kNone;  // outermost dependents left and right of it
    std::uint32_t near_left = kNone, near_right = kNone;
    std::uint64_t chosen = 0;  // relations of its dependents so far, as a set
    std::uint64_t last_chosen = 0;
    bool passive = false, marked = false,
         linked = false;  // has a "be" or "get" before it; a subordinator; a copula
  };
  [[nodiscard]] const Node& node(std::uint32_t at) const {
    return at == kNone ? nothing_ : nodes_[at];
  }
  std::vector<Node> nodes_;
  Node nothing_;
};

}  // namespace khaldun
