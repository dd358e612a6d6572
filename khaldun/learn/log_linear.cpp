#include "khaldun/learn/log_linear.h"

#include <algorithm>
#include <cmath>

#include "khaldun/learn/hash.h"

namespace khaldun {
namespace {

constexpr double kFirstSquare = 1e-2;  // before the first gradient, so that no step is endless

class Model {
 public:
  Model(std::span<const LabelledFeatures> examples, const LogLinearOptions& options) : options_(options) {
    number(examples);
    const auto size = features_.size() * options.labels;
    weights_.assign(size, 0);
    squares_.assign(size, kFirstSquare);
    odds_.assign(options.labels, 0);
  }

  void round(std::span<const LabelledFeatures> examples, std::span<const std::uint32_t> order) {
    for (const auto i : order) step(examples[i], rows_[i]);
  }

  [[nodiscard]] std::vector<Weight> weights() const {
    std::vector<Weight> out;
    for (std::size_t f = 0; f < features_.size(); ++f)
      for (std::size_t k = 0; k < options_.labels; ++k)
        if (const double w = weights_[f * options_.labels + k]; w != 0)
          out.push_back({features_[f], static_cast<std::uint16_t>(k), static_cast<float>(w)});
    return out;
  }

 private:
  /// Rows of the features that are kept, ascending by hash.
  void number(std::span<const LabelledFeatures> examples) {
    std::vector<std::uint64_t> all;
    for (const auto& e : examples) {
      auto own = e.features;
      std::sort(own.begin(), own.end());
      own.erase(std::unique(own.begin(), own.end()), own.end());
      all.insert(all.end(), own.begin(), own.end());
    }
    std::sort(all.begin(), all.end());
    for (std::size_t i = 0; i < all.size();) {
      auto j = i;
      while (j < all.size() && all[j] == all[i]) ++j;
      if (j - i >= options_.least) features_.push_back(all[i]);
      i = j;
    }
    for (const auto& e : examples) {
      auto& rows = rows_.emplace_back();
      for (const auto f : e.features)
        if (const auto at = std::lower_bound(features_.begin(), features_.end(), f); at != features_.end() && *at == f)
          rows.push_back(static_cast<std::uint32_t>(at - features_.begin()));
      std::sort(rows.begin(), rows.end());
      rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    }
  }

  void step(const LabelledFeatures& example, std::span<const std::uint32_t> rows) {
    const auto labels = options_.labels;
    std::fill(odds_.begin(), odds_.end(), 0.0);
    for (const auto row : rows)
      for (std::size_t k = 0; k < labels; ++k) odds_[k] += weights_[row * labels + k];
    const double most = *std::max_element(odds_.begin(), odds_.end());
    const auto open = [&](std::size_t k) { return (example.among >> k & 1U) != 0; };
    double sum = 0;
    for (std::size_t k = 0; k < labels; ++k)
      if (open(k)) sum += odds_[k] = std::exp(odds_[k] - most);
    for (std::size_t k = 0; k < labels; ++k) {
      if (!open(k)) continue;
      const double error = static_cast<double>(example.weight) * (odds_[k] / sum - (k == example.label ? 1.0 : 0.0));
      for (const auto row : rows) {
        const auto at = row * labels + k;
        const double gradient = error + options_.decay * weights_[at];
        squares_[at] += gradient * gradient;
        weights_[at] -= options_.rate * gradient / std::sqrt(squares_[at]);
      }
    }
  }

  LogLinearOptions options_;
  std::vector<std::uint64_t> features_;
  std::vector<std::vector<std::uint32_t>> rows_;  // per example
  std::vector<double> weights_, squares_, odds_;
};

}  // namespace

std::vector<Weight> fit_log_linear(std::span<const LabelledFeatures> examples, const LogLinearOptions& options) {
  if (examples.empty() || options.labels == 0) return {};
  Model model(examples, options);
  std::vector<std::uint32_t> order(examples.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  Dice dice(options.seed);
  for (std::size_t round = 0; round < options.rounds; ++round) {
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[dice.below(i)]);
    model.round(examples, order);
  }
  return model.weights();
}

}  // namespace khaldun
