#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "khaldun/language/neural_input.h"
#include "khaldun/language/parser.h"
#include "khaldun/learn/dense.h"
#include "khaldun/learn/lstm.h"
#include "khaldun/learn/weights_file.h"

namespace khaldun {

/// Changes with the meaning of any section of default.kw.
inline constexpr std::uint32_t kNeuralFormat = 2;
inline constexpr const char* kNeuralWeights = "default.kw";

/// Rows of 8-bit numbers with a scale each; row 0 stands for what is unknown.
class VectorTable {
 public:
  /// Sections NAME.w and NAME.s. Errors: absent; not `rows` × `columns`.
  [[nodiscard]] static Result<VectorTable> read(const WeightsFile& file, std::string_view name,
                                                std::size_t rows, std::size_t columns);
  /// Writes row `row` to `out` in 1/`steps`. `row` < rows.
  void copy(std::size_t row, float steps, std::int16_t* out) const;
  [[nodiscard]] std::size_t columns() const { return columns_; }

 private:
  std::span<const std::int8_t> values_;
  std::span<const float> scales_;
  std::size_t columns_ = 0;
};

/// The accurate mode: two LSTM layers read the sentence from both ends, a biaffine form scores
/// every pair of words (Dozat & Manning 2017), the best tree is taken. Weights and activations are
/// rounded to 8 and 16 bits and sums are integers, so every processor gives the same tree.
/// O(tokens) for the layers, O(tokens²) with a small constant for the pairs. Trained by
/// tools/train/train_neural.py.
class NeuralParser final : public Parser {
 public:
  /// Errors: a section missing or of a wrong size, relations or tags that this program does not
  /// know. Keeps `file` alive.
  [[nodiscard]] static Result<std::unique_ptr<NeuralParser>> read(const WeightsFile& file);
  /// The tokens have upos and xpos of the perceptron tagger; they get the network's own, which are
  /// more often right. Their views point into the file.
  void parse(std::span<Token> sentence) const override;
  /// Reads several sentences side by side: the same trees in less time.
  void parse_all(std::span<const std::span<Token>> sentences) const override;

 private:
  struct Views;
  void embed(std::span<const Token> sentence, std::int16_t* out) const;
  void embed(const Token& token, Casing casing, std::int16_t* out) const;
  void parse_batch(std::span<const std::span<Token>> sentences) const;
  [[nodiscard]] Views views(std::span<const float> projected) const;
  void tag(std::span<const std::int16_t> read, std::span<Token> sentence) const;
  void label(const Views& views, std::span<Token> sentence) const;
  [[nodiscard]] std::size_t row_of_xpos(std::string_view xpos) const;

  WeightsFile file_;
  std::span<const std::uint64_t> words_;  // hashes, rising; row = place + 1
  std::span<const std::uint64_t> seen_;   // the same for words of raw text
  std::vector<std::string_view> xpos_;    // rising; row = place + 1
  std::span<const std::uint32_t> pairs_;  // UPOS · 256 + row of Penn tag: what goes together
  VectorTable word_table_, upos_table_, xpos_table_, context_table_;
  std::array<VectorTable, NeuralInput::kParts> part_tables_;
  std::vector<std::int16_t> root_;
  TwoWayLstm lower_, upper_;
  Dense project_, arc_, relation_, tags_;
  std::size_t arc_size_ = 0, relation_size_ = 0;
};

}  // namespace khaldun
