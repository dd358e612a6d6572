#include "khaldun/learn/dense.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstring>
#include <string>

#if defined(__x86_64__) && defined(__GNUC__)
#define KHALDUN_X86 1
#include <immintrin.h>
#else
#define KHALDUN_X86 0
#endif

namespace khaldun {
namespace {

constexpr std::size_t kBlock = 16;  // rows: one AVX-512 register of 32-bit sums

/// Sums of T inputs against B blocks: sums[t][b * 16 + row]. `weights`: the first block; the others
/// follow. `pairs`: pairs of columns.
using Kernel = void (*)(const std::int8_t* weights, std::size_t pairs, const std::int16_t* in,
                        std::size_t stride, std::int32_t* sums);

template <std::size_t T, std::size_t B>
void plain(const std::int8_t* weights, std::size_t pairs, const std::int16_t* in,
           std::size_t stride, std::int32_t* sums) {
  for (std::size_t t = 0; t < T; ++t) {
    for (std::size_t b = 0; b < B; ++b) {
      std::array<std::int32_t, kBlock> sum = {};
      for (std::size_t pair = 0; pair < pairs; ++pair) {
        const std::int8_t* const w = weights + (b * pairs + pair) * 2 * kBlock;
        const std::int32_t x0 = in[t * stride + 2 * pair];
        const std::int32_t x1 = in[t * stride + 2 * pair + 1];
        for (std::size_t row = 0; row < kBlock; ++row)
          sum[row] += w[2 * row] * x0 + w[2 * row + 1] * x1;
      }
      std::copy(sum.begin(), sum.end(), sums + (t * B + b) * kBlock);
    }
  }
}

#if KHALDUN_X86

std::int32_t two_inputs(const std::int16_t* in) {
  std::int32_t both = 0;
  std::memcpy(&both, in, sizeof both);
  return both;
}

__attribute__((target("avx512f,avx512bw"))) inline __m256i load256(const std::int8_t* at) {
  return _mm256_loadu_si256(static_cast<const __m256i*>(static_cast<const void*>(at)));
}

template <std::size_t T, std::size_t B>
__attribute__((target("avx512f,avx512bw"))) void avx512(const std::int8_t* weights,
                                                        std::size_t pairs, const std::int16_t* in,
                                                        std::size_t stride, std::int32_t* sums) {
  __m512i sum[T][B];
  for (std::size_t t = 0; t < T; ++t) {
    for (std::size_t b = 0; b < B; ++b) sum[t][b] = _mm512_setzero_si512();
  }
  for (std::size_t pair = 0; pair < pairs; ++pair) {
    __m512i w[B];
    for (std::size_t b = 0; b < B; ++b)
      w[b] = _mm512_cvtepi8_epi16(load256(weights + (b * pairs + pair) * 2 * kBlock));
    for (std::size_t t = 0; t < T; ++t) {
      const __m512i x = _mm512_set1_epi32(two_inputs(in + t * stride + 2 * pair));
      for (std::size_t b = 0; b < B; ++b)
        sum[t][b] = _mm512_add_epi32(sum[t][b], _mm512_madd_epi16(w[b], x));
    }
  }
  for (std::size_t t = 0; t < T; ++t) {
    for (std::size_t b = 0; b < B; ++b) _mm512_storeu_si512(sums + (t * B + b) * kBlock, sum[t][b]);
  }
}

/// The same with multiplication and addition in one.
template <std::size_t T, std::size_t B>
__attribute__((target("avx512f,avx512bw,avx512vnni"))) void vnni(const std::int8_t* weights,
                                                                 std::size_t pairs,
                                                                 const std::int16_t* in,
                                                                 std::size_t stride,
                                                                 std::int32_t* sums) {
  __m512i sum[T][B];
  for (std::size_t t = 0; t < T; ++t) {
    for (std::size_t b = 0; b < B; ++b) sum[t][b] = _mm512_setzero_si512();
  }
  for (std::size_t pair = 0; pair < pairs; ++pair) {
    __m512i w[B];
    for (std::size_t b = 0; b < B; ++b)
      w[b] = _mm512_cvtepi8_epi16(load256(weights + (b * pairs + pair) * 2 * kBlock));
    for (std::size_t t = 0; t < T; ++t) {
      const __m512i x = _mm512_set1_epi32(two_inputs(in + t * stride + 2 * pair));
      for (std::size_t b = 0; b < B; ++b) sum[t][b] = _mm512_dpwssd_epi32(sum[t][b], w[b], x);
    }
  }
  for (std::size_t t = 0; t < T; ++t) {
    for (std::size_t b = 0; b < B; ++b) _mm512_storeu_si512(sums + (t * B + b) * kBlock, sum[t][b]);
  }
}

/// The same with half registers: each block is done as two.
template <std::size_t T, std::size_t B>
__attribute__((target("avx2"))) void avx2(const std::int8_t* weights, std::size_t pairs,
                                          const std::int16_t* in, std::size_t stride,
                                          std::int32_t* sums) {
  __m256i sum[T][2 * B];
  for (std::size_t t = 0; t < T; ++t) {
    for (std::size_t b = 0; b < 2 * B; ++b) sum[t][b] = _mm256_setzero_si256();
  }
  for (std::size_t pair = 0; pair < pairs; ++pair) {
    __m256i w[2 * B];
    for (std::size_t b = 0; b < 2 * B; ++b) {
      const std::int8_t* const at = weights + (b / 2 * pairs + pair) * 2 * kBlock + b % 2 * kBlock;
      w[b] = _mm256_cvtepi8_epi16(
          _mm_loadu_si128(static_cast<const __m128i*>(static_cast<const void*>(at))));
    }
    for (std::size_t t = 0; t < T; ++t) {
      const __m256i x = _mm256_set1_epi32(two_inputs(in + t * stride + 2 * pair));
      for (std::size_t b = 0; b < 2 * B; ++b)
        sum[t][b] = _mm256_add_epi32(sum[t][b], _mm256_madd_epi16(w[b], x));
    }
  }
  for (std::size_t t = 0; t < T; ++t) {
    for (std::size_t b = 0; b < 2 * B; ++b) {
      std::int32_t* const at = sums + t * B * kBlock + b * kBlock / 2;
      _mm256_storeu_si256(static_cast<__m256i*>(static_cast<void*>(at)), sum[t][b]);
    }
  }
}

#endif

/// Tiles that keep all sums in registers: many inputs at once for layers over a sentence, many
/// blocks at once for the steps of a recurrent one.
struct Kernels {
  Kernel four_by_two, four_by_one, one_by_four, one_by_one;
};

Kernels kernels(Dense::Path path) {
#if KHALDUN_X86
  if (path == Dense::Path::vnni) return {vnni<4, 2>, vnni<4, 1>, vnni<1, 4>, vnni<1, 1>};
  if (path == Dense::Path::avx512) return {avx512<4, 2>, avx512<4, 1>, avx512<1, 4>, avx512<1, 1>};
  if (path == Dense::Path::avx2) return {avx2<4, 1>, avx2<4, 1>, avx2<1, 4>, avx2<1, 1>};
#else
  static_cast<void>(path);
#endif
  return {plain<4, 2>, plain<4, 1>, plain<1, 4>, plain<1, 1>};
}

/// Blocks that `four_by_two` does at once: AVX2 has too few registers for two.
std::size_t wide_blocks(Dense::Path path) { return path == Dense::Path::avx2 ? 1 : 2; }

Error misfit(std::string what) { return Error{Fault::bad_format, std::move(what), {}}; }

}  // namespace

Result<Dense> Dense::make(std::size_t rows, std::size_t columns,
                          std::span<const std::int8_t> weights, std::span<const float> scales,
                          std::span<const float> bias) {
  if (rows == 0 || columns == 0 || columns > kMostColumns || weights.size() != rows * columns ||
      scales.size() != rows || (!bias.empty() && bias.size() != rows)) {
    return misfit("weights of a layer do not have its size");
  }
  Dense out;
  out.rows_ = rows;
  out.columns_ = columns;
  const std::size_t blocks = (rows + kBlock - 1) / kBlock;
  const std::size_t pairs = (columns + 1) / 2;
  out.packed_.assign(blocks * pairs * 2 * kBlock, 0);
  for (std::size_t row = 0; row < rows; ++row) {
    std::int8_t* const block = out.packed_.data() + row / kBlock * pairs * 2 * kBlock;
    for (std::size_t column = 0; column < columns; ++column) {
      block[column / 2 * 2 * kBlock + row % kBlock * 2 + column % 2] =
          weights[row * columns + column];
    }
  }
  out.scales_.assign(scales.begin(), scales.end());
  out.scales_.resize(blocks * kBlock, 0.0F);
  out.bias_.assign(bias.begin(), bias.end());
  out.bias_.resize(blocks * kBlock, 0.0F);
  return out;
}

Result<Dense> Dense::read(const WeightsFile& file, std::string_view name, std::size_t rows,
                          std::size_t columns, bool biased) {
  const std::string base(name);
  KHALDUN_TRY(const std::span<const std::int8_t> weights, file.array<std::int8_t>(base + ".w"));
  KHALDUN_TRY(const std::span<const float> scales, file.array<float>(base + ".s"));
  std::span<const float> bias;
  if (biased) {
    KHALDUN_TRY(bias, file.array<float>(base + ".b"));
    if (bias.empty()) return misfit("bias of layer " + base + " is missing");
  }
  return make(rows, columns, weights, scales, bias);
}

Dense::Path Dense::best_path() {
#if KHALDUN_X86
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw"))
    return __builtin_cpu_supports("avx512vnni") ? Path::vnni : Path::avx512;
  if (__builtin_cpu_supports("avx2")) return Path::avx2;
#endif
  return Path::plain;
}

void Dense::apply(std::span<const std::int16_t> in, std::size_t count, float steps,
                  std::span<float> out) const {
  apply(in, count, steps, out, best_path());
}

void Dense::apply(std::span<const std::int16_t> in, std::size_t count, float steps,
                  std::span<float> out, Path path) const {
  assert(in.size() >= count * stride() && out.size() >= count * rows_);
  const Kernels kernel = kernels(path);
  const std::size_t pairs = stride() / 2;
  const std::size_t blocks = scales_.size() / kBlock;
  const float unit = 1.0F / steps;
  std::array<std::int32_t, 4 * 4 * kBlock> sums;
  const auto run = [&](Kernel tile, std::size_t t, std::size_t inputs, std::size_t block,
                       std::size_t wide) {
    tile(packed_.data() + block * pairs * 2 * kBlock, pairs, in.data() + t * stride(), stride(),
         sums.data());
    const std::size_t first = block * kBlock;
    const std::size_t size = std::min(wide * kBlock, rows_ - first);
    for (std::size_t i = 0; i < inputs; ++i) {
      const std::int32_t* const sum = sums.data() + i * wide * kBlock;
      float* const to = out.data() + (t + i) * rows_ + first;
      for (std::size_t row = 0; row < size; ++row)
        to[row] = static_cast<float>(sum[row]) * (scales_[first + row] * unit) + bias_[first + row];
    }
  };
  // Block by block over all inputs, so that a block's weights stay near.
  const std::size_t fours = count / 4 * 4;
  const std::size_t wide = wide_blocks(path);
  for (std::size_t block = 0; fours > 0 && block < blocks;) {
    const std::size_t now = block + wide <= blocks ? wide : 1;
    const Kernel tile = now == wide ? kernel.four_by_two : kernel.four_by_one;
    for (std::size_t t = 0; t < fours; t += 4) run(tile, t, 4, block, now);
    block += now;
  }
  for (std::size_t t = fours; t < count; ++t) {
    for (std::size_t block = 0; block < blocks;) {
      const std::size_t now = block + 4 <= blocks ? 4 : 1;
      run(now == 4 ? kernel.one_by_four : kernel.one_by_one, t, 1, block, now);
      block += now;
    }
  }
}

}  // namespace khaldun
