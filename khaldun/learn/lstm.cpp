#include "khaldun/learn/lstm.h"

#include <algorithm>
#include <cassert>
#include <string>
#include <utility>

// One binary for all processors: the loader picks the widest version. No fused multiply-add is used
// (needs.cmake), so all give the same result. Sanitizers and clang do without.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define KHALDUN_EVERY_PROCESSOR __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define KHALDUN_EVERY_PROCESSOR
#endif

namespace khaldun {
namespace {

// Coefficients as in Eigen 3.4 (generic_fast_tanh_float); beyond ±kFlat tanh is ±1 in float.
constexpr float kFlat = 7.90531110763549805F;
constexpr float kUp[] = {4.89352455891786e-03F, 6.37261928875436e-04F,  1.48572235717979e-05F,
                         5.12229709037114e-08F, -8.60467152213735e-11F, 2.00018790482477e-13F,
                         -2.76076847742355e-16F};
constexpr float kDown[] = {4.89352518554385e-03F, 2.26843463243900e-03F, 1.18534705686654e-04F,
                           1.19825839466702e-06F};

inline __attribute__((always_inline)) float tanh_ratio(float x) {
  x = x < -kFlat ? -kFlat : (x > kFlat ? kFlat : x);
  const float y = x * x;
  float up = kUp[6];
  for (int i = 5; i >= 0; --i) up = up * y + kUp[i];
  float down = kDown[3];
  for (int i = 2; i >= 0; --i) down = down * y + kDown[i];
  return x * up / down;
}

inline __attribute__((always_inline)) float sigmoid(float x) {
  return 0.5F + 0.5F * tanh_ratio(0.5F * x);
}

KHALDUN_EVERY_PROCESSOR void step(const float* gates, std::size_t size, float* cell,
                                  float* hidden) {
  const float* const input = gates;
  const float* const forget = gates + size;
  const float* const fresh = gates + 2 * size;
  const float* const output = gates + 3 * size;
  for (std::size_t i = 0; i < size; ++i) {
    const float memory = sigmoid(forget[i]) * cell[i] + sigmoid(input[i]) * tanh_ratio(fresh[i]);
    cell[i] = memory;
    hidden[i] = sigmoid(output[i]) * tanh_ratio(memory);
  }
}

KHALDUN_EVERY_PROCESSOR void add_to(float* sums, const float* more, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) sums[i] += more[i];
}

KHALDUN_EVERY_PROCESSOR void fix(const float* from, std::size_t size, float steps,
                                 std::int16_t* to) {
  for (std::size_t i = 0; i < size; ++i) to[i] = to_fixed(from[i], steps);
}

}  // namespace

float smooth_tanh(float x) { return tanh_ratio(x); }

void lstm_step(std::span<const float> gates, std::span<float> cell, std::span<float> hidden) {
  assert(gates.size() == 4 * cell.size() && hidden.size() == cell.size());
  step(gates.data(), cell.size(), cell.data(), hidden.data());
}

Result<TwoWayLstm> TwoWayLstm::make(Dense forward_in, Dense forward_hidden, Dense backward_in,
                                    Dense backward_hidden) {
  TwoWayLstm out;
  out.way_[0] = {std::move(forward_in), std::move(forward_hidden)};
  out.way_[1] = {std::move(backward_in), std::move(backward_hidden)};
  for (const Way& way : out.way_) {
    const bool fits =
        way.in.rows() == way.hidden.rows() && way.hidden.rows() == 4 * way.hidden.columns() &&
        way.in.columns() == out.way_[0].in.columns() && way.hidden.columns() == out.hidden();
    if (!fits) return Error{Fault::bad_format, "weights of a recurrent layer do not fit", {}};
  }
  return out;
}

Result<TwoWayLstm> TwoWayLstm::read(const WeightsFile& file, std::string_view name,
                                    std::size_t columns, std::size_t hidden) {
  const std::string base(name);
  KHALDUN_TRY(Dense fi, Dense::read(file, base + ".f.in", 4 * hidden, columns, true));
  KHALDUN_TRY(Dense fh, Dense::read(file, base + ".f.hid", 4 * hidden, hidden, false));
  KHALDUN_TRY(Dense bi, Dense::read(file, base + ".b.in", 4 * hidden, columns, true));
  KHALDUN_TRY(Dense bh, Dense::read(file, base + ".b.hid", 4 * hidden, hidden, false));
  return make(std::move(fi), std::move(fh), std::move(bi), std::move(bh));
}

namespace {

/// A row of inputs: where it begins, and how many.
struct Row {
  std::size_t first = 0, count = 0;
};

/// The longest first, so that those with an n-th input are always in front.
std::vector<Row> by_length(std::span<const std::size_t> counts) {
  std::vector<Row> rows;
  std::size_t first = 0;
  for (const std::size_t count : counts) {
    rows.push_back({first, count});
    first += count;
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [](const Row& a, const Row& b) { return a.count > b.count; });
  return rows;
}

}  // namespace

std::vector<std::int16_t> TwoWayLstm::read_rows(std::span<const std::int16_t> in,
                                                std::span<const std::size_t> counts,
                                                float steps) const {
  const std::size_t size = hidden();
  const std::size_t stride = way_[0].hidden.stride();
  const std::vector<Row> rows = by_length(counts);
  std::size_t places = 0;
  for (const Row& row : rows) places += row.count;
  std::vector<std::int16_t> out(places * 2 * size);
  std::vector<float> gates(places * 4 * size);
  std::vector<float> recurrent(rows.size() * 4 * size);
  std::vector<float> hidden_now(size);
  for (std::size_t side = 0; side < 2; ++side) {
    const Way& way = way_[side];
    way.in.apply(in, places, steps, gates);
    std::vector<float> cells(rows.size() * size, 0.0F);
    std::vector<std::int16_t> before(rows.size() * stride, 0);
    std::size_t left = rows.size();  // rows with an n-th input
    for (std::size_t n = 0;; ++n) {
      while (left > 0 && rows[left - 1].count <= n) --left;
      if (left == 0) break;
      if (n > 0) way.hidden.apply(before, left, kHiddenSteps, recurrent);
      for (std::size_t r = 0; r < left; ++r) {
        const std::size_t at = rows[r].first + (side == 0 ? n : rows[r].count - 1 - n);
        float* const now = gates.data() + at * 4 * size;
        if (n > 0) add_to(now, recurrent.data() + r * 4 * size, 4 * size);
        step(now, size, cells.data() + r * size, hidden_now.data());
        fix(hidden_now.data(), size, kHiddenSteps, before.data() + r * stride);
        std::copy_n(before.data() + r * stride, size, out.data() + at * 2 * size + side * size);
      }
    }
  }
  return out;
}

}  // namespace khaldun
