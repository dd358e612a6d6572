#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "khaldun/learn/perceptron.h"

namespace khaldun {

/// What a log-linear model learns from: features that hold, and the right label.
struct LabelledFeatures {
  std::vector<std::uint64_t> features;  ///< hashes
  std::uint16_t label = 0;
  float weight = 1;  ///< counts as so many examples
  std::uint32_t among = 0xffffffffU;  ///< bits of the labels that the right one was chosen from; the others learn nothing
};

struct LogLinearOptions {
  std::size_t labels = 2;
  std::size_t rounds = 20;
  std::uint64_t seed = 1;
  double rate = 0.1;          ///< of the first step
  double decay = 1e-4;        ///< L2: share of a weight lost at a step that touches it
  std::uint32_t least = 2;    ///< features of fewer examples are left out
};

/// Multinomial logistic regression over hashed features by stochastic descent, the step of each weight by the sum of its squared
/// gradients (Duchi et al. 2011). For training only: FeatureTable is what runs. One thread; the same examples, in the same order, give
/// the same weights on one machine. Weights of 0 are left out; by feature, then label.
[[nodiscard]] std::vector<Weight> fit_log_linear(std::span<const LabelledFeatures> examples, const LogLinearOptions& options);

}  // namespace khaldun
