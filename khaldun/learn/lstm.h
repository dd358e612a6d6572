#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "khaldun/base/result.h"
#include "khaldun/learn/dense.h"
#include "khaldun/learn/weights_file.h"

namespace khaldun {

/// tanh by a ratio of polynomials, 1e-6 from the true value: the same on every machine, unlike the
/// library's.
[[nodiscard]] float smooth_tanh(float x);

/// One step of a recurrent layer (Hochreiter & Schmidhuber 1997): `gates` holds the sums of the
/// input, forget, cell and output gates (4 × cell.size()), `cell` the memory, which changes.
/// `hidden` gets the output, -1..1.
void lstm_step(std::span<const float> gates, std::span<float> cell, std::span<float> hidden);

/// A recurrent layer that reads a row of inputs from both ends.
class TwoWayLstm {
 public:
  static constexpr float kHiddenSteps = 16384.0F;  ///< outputs are in 1/16384

  /// Layers NAME.f.in, NAME.f.hid, NAME.b.in, NAME.b.hid (see Dense::read; `in` has the bias), rows
  /// in the order of lstm_step.
  [[nodiscard]] static Result<TwoWayLstm> read(const WeightsFile& file, std::string_view name,
                                               std::size_t columns, std::size_t hidden);
  [[nodiscard]] static Result<TwoWayLstm> make(Dense forward_in, Dense forward_hidden,
                                               Dense backward_in, Dense backward_hidden);

  /// `in`: inputs as in Dense::apply, one row of them behind the other; `counts`: how many each row
  /// has. Result: for each input 2·hidden numbers in 1/kHiddenSteps: what was read up to it from the
  /// left, then from the right. The rows are read side by side, which takes less time than one after
  /// the other and gives the same.
  [[nodiscard]] std::vector<std::int16_t> read_rows(std::span<const std::int16_t> in,
                                                    std::span<const std::size_t> counts,
                                                    float steps) const;
  [[nodiscard]] std::size_t hidden() const { return way_[0].hidden.columns(); }

 private:
  struct Way {
    Dense in, hidden;
  };
  Way way_[2];  // from the left, from the right
};

}  // namespace khaldun
