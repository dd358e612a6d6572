#include "khaldun/ledger/change_points.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace khaldun {
namespace {

/// Expectation of (x - y)² / (x + y) for neighbours of one rate: the overdispersion; 1 for Poisson counts.
double overdispersion(const std::vector<double>& counts) {
  double sum = 0;
  double pairs = 0;
  for (std::size_t i = 1; i < counts.size(); ++i) {
    const double both = counts[i] + counts[i - 1];
    if (both <= 0) continue;
    sum += (counts[i] - counts[i - 1]) * (counts[i] - counts[i - 1]) / both;
    pairs += 1;
  }
  return pairs > 0 ? std::max(1.0, sum / pairs) : 1.0;
}

}  // namespace

std::vector<std::size_t> change_points(const std::vector<double>& counts) {
  const std::size_t n = counts.size();
  if (n < 4) return {};
  const double scale = overdispersion(counts);
  const double penalty = kPenalty * std::log(static_cast<double>(n)) * 2;
  std::vector<double> sum(n + 1, 0);
  for (std::size_t i = 0; i < n; ++i) sum[i + 1] = sum[i] + counts[i];
  // Twice the negative log-likelihood of a stretch, but for what does not depend on where it is cut.
  const auto cost = [&](std::size_t from, std::size_t to) {
    const double all = sum[to] - sum[from], length = static_cast<double>(to - from);
    return all <= 0 ? 0.0 : -2 * all * std::log(all / length) / scale;
  };
  std::vector<double> best(n + 1, std::numeric_limits<double>::infinity());
  std::vector<std::size_t> cut(n + 1, 0);
  best[0] = -penalty;
  for (std::size_t to = 1; to <= n; ++to) {
    for (std::size_t from = 0; from < to; ++from) {
      const double value = best[from] + cost(from, to) + penalty;
      if (value < best[to]) best[to] = value, cut[to] = from;
    }
  }
  std::vector<std::size_t> out;
  for (std::size_t at = cut[n]; at > 0; at = cut[at]) out.push_back(at);
  std::reverse(out.begin(), out.end());
  return out;
}

}  // namespace khaldun
