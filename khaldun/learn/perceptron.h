#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace khaldun {

/// One weight that training has found, averaged over all steps.
struct Weight {
  std::uint64_t feature = 0;  ///< hash of the feature
  std::uint16_t label = 0;
  float value = 0;
};

/// Averaged perceptron over hashed features (Collins 2002), for training only: FeatureTable is what
/// runs. Weights are integers while training, so the result does not depend on the order of sums.
class Perceptron {
 public:
  explicit Perceptron(std::size_t labels);

  /// Adds the weights of `features` to `scores` (one per label).
  void score(std::span<const std::uint64_t> features, std::span<std::int32_t> scores) const;
  /// One step: `right` gains what `wrong` loses, for every feature.
  void update(std::span<const std::uint64_t> features, std::size_t right, std::size_t wrong);
  /// Counts an example, changed weights or not.
  void step() { ++now_; }
  /// All averaged weights other than 0 of features that at least `least_updates` steps touched, in
  /// a fixed order.
  [[nodiscard]] std::vector<Weight> averaged(std::uint32_t least_updates) const;

 private:
  struct Cell {
    std::uint64_t key = 0;
    std::uint32_t first = 0;  // of the row in weights_ and history_
    std::uint32_t updates = 0;
    std::uint16_t size = 0, room = 0;  // room 0 = empty cell
  };
  struct Item {
    std::int32_t weight = 0;
    std::uint16_t label = 0;
  };
  struct Past {
    std::int64_t total = 0;
    std::uint32_t since = 0;
  };
  [[nodiscard]] std::size_t slot(std::uint64_t key) const;
  [[nodiscard]] Cell& touch(std::uint64_t key);
  void add(Cell& cell, std::size_t label, std::int32_t amount);
  void widen(Cell& cell);
  void grow();

  std::size_t labels_;
  std::uint32_t now_ = 0;
  std::size_t used_ = 0;
  std::vector<Cell> cells_;
  std::vector<Item> weights_;  // rows side by side, apart from what only updates need
  std::vector<Past> history_;
};

}  // namespace khaldun
