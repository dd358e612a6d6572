#pragma once
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "khaldun/base/result.h"
#include "khaldun/learn/weights_file.h"

namespace khaldun {

/// A number as a multiple of 1/`steps`, rounded and cut to 16 bits; what is no number, the lowest.
[[nodiscard]] inline std::int16_t to_fixed(float value, float steps) {
  // Written so that compilers make minima, maxima and a copied sign of it, no branches.
  const float scaled = value * steps;
  const float low = scaled > -32767.0F ? scaled : -32767.0F;
  const float cut = low < 32767.0F ? low : 32767.0F;
  return static_cast<std::int16_t>(static_cast<std::int32_t>(cut + std::copysign(0.5F, cut)));
}

/// A layer y = Wx + b: weights of 8 bits with a scale for each row, inputs of 16 bits, sums of 32
/// bits. Sums of integers do not depend on their order, so every processor gives the same result.
class Dense {
 public:
  static constexpr std::size_t kMostColumns = 512;  ///< 512 · 127 · 32767 < 2³¹

  Dense() = default;
  /// `weights`: rows × columns, row by row; `scales`, `bias`: one per row (`bias` may be empty).
  /// Error if the sizes do not fit each other.
  [[nodiscard]] static Result<Dense> make(std::size_t rows, std::size_t columns,
                                          std::span<const std::int8_t> weights,
                                          std::span<const float> scales,
                                          std::span<const float> bias);
  /// Sections NAME.w, NAME.s and, if `biased`, NAME.b.
  [[nodiscard]] static Result<Dense> read(const WeightsFile& file, std::string_view name,
                                          std::size_t rows, std::size_t columns, bool biased);

  [[nodiscard]] std::size_t rows() const { return rows_; }
  [[nodiscard]] std::size_t columns() const { return columns_; }
  /// Room of one input: columns, rounded up to an even number. What is beyond columns() counts
  /// nothing.
  [[nodiscard]] std::size_t stride() const { return columns_ + (columns_ & 1U); }

  /// `in`: `count` inputs, each stride() numbers, in 1/`steps`. `out`: count × rows(), overwritten.
  /// O(count × rows × columns).
  void apply(std::span<const std::int16_t> in, std::size_t count, float steps,
             std::span<float> out) const;

  /// Which instructions to use; the results are the same. For tests.
  enum class Path : std::uint8_t { plain, avx2, avx512, vnni };
  [[nodiscard]] static Path best_path();
  void apply(std::span<const std::int16_t> in, std::size_t count, float steps, std::span<float> out,
             Path path) const;

 private:
  std::size_t rows_ = 0, columns_ = 0;
  /// Blocks of 16 rows; in a block, for each pair of columns, 16 × 2 weights.
  std::vector<std::int8_t> packed_;
  std::vector<float> scales_, bias_;  ///< rows, filled up to whole blocks with 0
};

}  // namespace khaldun
