#pragma once
#include <cstdint>
#include <memory>
#include <span>

#include "khaldun/language/analysis.h"
#include "khaldun/language/tagger.h"
#include "khaldun/learn/feature_table.h"
#include "khaldun/learn/weights_file.h"

namespace khaldun {

/// Gives each tagged sentence a tree. Modes differ in how; callers see one shape.
class Parser {
 public:
  Parser() = default;
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;
  virtual ~Parser() = default;
  /// Sets head (counting from the first token of `sentence`; kNone for its one root) and deprel. No
  /// cycles. Thread-safe.
  virtual void parse(std::span<Token> sentence) const = 0;
  /// The same for several, in any order.
  virtual void parse_all(std::span<const std::span<Token>> sentences) const {
    for (const std::span<Token> sentence : sentences) parse(sentence);
  }
};

/// Greedy arc-hybrid transitions (Kuhlmann et al. 2011), trained with a dynamic oracle and
/// exploration (Goldberg & Nivre 2013); relations by a second classifier on the finished tree.
/// O(tokens).
class FastParser final : public Parser {
 public:
  /// Sections move.cells, rel.labels, rel.cells, rel.pool. Keeps `file` alive.
  [[nodiscard]] static Result<std::unique_ptr<FastParser>> read(const WeightsFile& file);
  /// Trains on `examples` whose upos and xpos are predicted ones (from a tagger that has not seen
  /// them).
  static void train(std::span<const Example> examples, int parser_rounds, int label_rounds,
                    std::uint64_t seed, WeightsWriter& out);
  void parse(std::span<Token> sentence) const override;

 private:
  WeightsFile file_;
  ThreeWayTable moves_;
  FeatureTable relations_;
};

}  // namespace khaldun
