#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "khaldun/base/result.h"
#include "khaldun/learn/perceptron.h"
#include "khaldun/learn/weights_file.h"

namespace khaldun {

/// Quantised weights of many labels: a hash table of rows, each a short list of (label, weight).
/// Features are told apart by 16 bits of their hash besides their place; one unknown feature in
/// about 20,000 is mistaken for a known one.
class FeatureTable {
 public:
  struct Cell {
    std::uint32_t offset = 0;  ///< of the row in the pool
    std::uint16_t mark = 0;    ///< 16 bits of the hash
    std::uint16_t size = 0;    ///< labels in the row; 0 = empty cell
  };
  struct Item {
    std::uint8_t label = 0;
    std::int8_t weight = 0;
  };

  /// Sections NAME.cells and NAME.pool. What one unit of the table's integers is of the weights that were given.
  static double write(WeightsWriter& out, std::string_view name, std::span<const Weight> weights);
  [[nodiscard]] static Result<FeatureTable> read(const WeightsFile& file, std::string_view name,
                                                 std::size_t labels);

  /// Adds the weights of one feature to `scores` (one per label).
  void add(std::uint64_t feature, std::span<std::int32_t> scores) const {
    const std::uint16_t mark = static_cast<std::uint16_t>(feature);
    for (std::size_t at = place(feature, cells_.size());;
         at = at + 1 == cells_.size() ? 0 : at + 1) {
      const Cell cell = cells_[at];
      if (cell.size == 0) return;
      if (cell.mark != mark) continue;
      for (std::size_t i = 0; i < cell.size; ++i) {
        const Item item = pool_[cell.offset + i];
        scores[item.label] += item.weight;
      }
      return;
    }
  }
  [[nodiscard]] static std::size_t place(std::uint64_t feature, std::size_t cells) {
    return static_cast<std::size_t>(((feature >> 32U) * cells) >> 32U);
  }

 private:
  std::span<const Cell> cells_;
  std::span<const Item> pool_;
};

/// The same for three labels, in 4 bytes a feature: only differences to the last label matter to a
/// choice, so two are kept.
class ThreeWayTable {
 public:
  struct Cell {
    std::uint16_t mark = 0;  ///< 0 = empty cell
    std::int8_t first = 0, second = 0;
  };
  static void write(WeightsWriter& out, std::string_view name, std::span<const Weight> weights);
  [[nodiscard]] static Result<ThreeWayTable> read(const WeightsFile& file, std::string_view name);

  [[nodiscard]] static std::uint16_t mark(std::uint64_t feature) {
    const auto low = static_cast<std::uint16_t>(feature);
    return low == 0 ? std::uint16_t{1} : low;
  }
  void prefetch(std::uint64_t feature) const {
    __builtin_prefetch(&cells_[FeatureTable::place(feature, cells_.size())]);
  }
  /// scores[0] and scores[1] grow; scores[2] stays.
  void add(std::uint64_t feature, std::span<std::int32_t, 3> scores) const {
    const std::uint16_t wanted = mark(feature);
    for (std::size_t at = FeatureTable::place(feature, cells_.size());;
         at = at + 1 == cells_.size() ? 0 : at + 1) {
      const Cell cell = cells_[at];
      if (cell.mark == 0) return;
      if (cell.mark != wanted) continue;
      scores[0] += cell.first;
      scores[1] += cell.second;
      return;
    }
  }

 private:
  std::span<const Cell> cells_;
};

}  // namespace khaldun
