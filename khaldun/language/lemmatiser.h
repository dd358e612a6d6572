#pragma once
#include <cstdint>
#include <span>
#include <string_view>

#include "khaldun/language/analysis.h"
#include "khaldun/language/arena.h"
#include "khaldun/language/tagger.h"
#include "khaldun/learn/weights_file.h"

namespace khaldun {

/// Lemmas: what the treebanks say of a form with its tag where that differs from the rules, else
/// the rules of morphology.h.
class Lemmatiser {
 public:
  [[nodiscard]] static Result<Lemmatiser> read(const WeightsFile& file);
  /// Sections lemma.cells and lemma.pool.
  static void train(std::span<const Example> examples, WeightsWriter& out);
  /// Sets token.lemma; strings that are no slices of `token.lower` or of the weights go to `arena`.
  void lemmatise(Token& token, Arena& arena) const;

  struct Cell {
    std::uint64_t key = 0;  ///< hash of form and tag; 0 = empty cell
    std::uint32_t offset = 0, size = 0;
  };

 private:
  WeightsFile file_;
  std::span<const Cell> cells_;
  std::string_view pool_;
};

}  // namespace khaldun
