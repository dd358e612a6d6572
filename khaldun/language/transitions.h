#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "khaldun/language/analysis.h"

namespace khaldun {

/// The three moves of the arc-hybrid system.
enum class Move : std::uint8_t {
  shift,  ///< the next word goes on the stack
  left,   ///< the top of the stack hangs on the next word
  right,  ///< the top of the stack hangs on the one below it
};

/// A half-built tree. When the words run out, what is left is joined by `right` and the last one is
/// the root.
class ParseState {
 public:
  explicit ParseState(std::span<const Token> sentence);

  [[nodiscard]] bool done() const { return next_ == size_ && stack_.size() == 1; }
  [[nodiscard]] bool may(Move move) const;
  void apply(Move move);
  [[nodiscard]] const std::vector<std::uint32_t>& heads() const { return head_; }

  /// Gold arcs that each move makes unreachable (Goldberg & Nivre 2013, section 4.2). `gold`:
  /// heads, kNone for the root.
  [[nodiscard]] std::array<int, 3> costs(std::span<const std::uint32_t> gold) const;

  static constexpr std::size_t kFeatures = 79;
  using Features = std::array<std::uint64_t, kFeatures>;
  void features(Features& out) const;

 private:
  struct Node {
    std::uint64_t word = 0, tag = 0;
    std::uint32_t left1 = kNone, left2 = kNone, right1 = kNone,
                  right2 = kNone;  // outermost dependents, then the next
    std::uint32_t lefts = 0, rights = 0;
  };
  void attach(std::uint32_t dependent, std::uint32_t head);
  [[nodiscard]] const Node& node(std::uint32_t at) const {
    return at == kNone ? nothing_ : nodes_[at];
  }
  [[nodiscard]] std::uint32_t top(std::size_t depth) const {
    return depth < stack_.size() ? stack_[stack_.size() - 1 - depth] : kNone;
  }
  [[nodiscard]] std::uint32_t ahead(std::size_t distance) const {
    return next_ + distance < size_ ? static_cast<std::uint32_t>(next_ + distance) : kNone;
  }

  std::uint32_t size_, next_ = 0;
  std::vector<Node> nodes_;
  std::vector<std::uint32_t> stack_, head_;
  Node nothing_;
};

}  // namespace khaldun
