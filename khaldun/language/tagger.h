#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "khaldun/language/analysis.h"
#include "khaldun/learn/feature_table.h"
#include "khaldun/learn/weights_file.h"

namespace khaldun {

/// One sentence for training: tokens with gold tags, lemmas, labels; heads count from its first
/// token.
struct Example {
  std::vector<Token> tokens;
  std::uint32_t origin = 0;  ///< number of the sentence that this is, or is a copy of
  bool silent = false;       ///< train as if the case of letters said nothing
};

/// UPOS and Penn tag together, greedily from left to right (averaged perceptron, Collins 2002).
class Tagger {
 public:
  /// Sections tag.labels, tag.words, tag.cells, tag.pool. Keeps `file` alive.
  [[nodiscard]] static Result<Tagger> read(const WeightsFile& file);
  /// Trains on `examples` and writes the sections.
  static void train(std::span<const Example> examples, int rounds, std::uint64_t seed,
                    WeightsWriter& out);

  /// Sets upos and xpos (a view that lives as long as this tagger's weights).
  void tag(std::span<Token> sentence, bool silent = false) const;

  /// What is known of a frequent word.
  struct Word {
    std::uint64_t word = 0;     ///< 0 = empty cell
    std::uint32_t tags = 0;     ///< hash of the tags that it takes
    std::uint32_t certain = 0;  ///< label + 1 if it takes only one, else 0
  };

 private:
  WeightsFile file_;
  FeatureTable table_;
  std::span<const Word> words_;
  std::vector<std::string_view> xpos_;
  std::vector<Upos> upos_;
};

}  // namespace khaldun
