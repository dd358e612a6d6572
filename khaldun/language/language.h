#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "khaldun/base/result.h"
#include "khaldun/language/analysis.h"

namespace khaldun {

enum class TextKind : std::uint8_t {
  body,   ///< paragraphs, sentences
  title,  ///< one headline: line breaks are blanks, every sentence is marked `headline`
};

/// How sentences get their trees.
enum class Mode : std::uint8_t {
  best,  ///< the neural parser, if its weights are there; else as `fast`
  fast,  ///< the perceptron parser: about ten times as fast, less often right
};

/// The language core: text → sentences, tokens, tags, lemmas, dependency trees. Build once, share
/// between threads.
class Language {
 public:
  /// Reads `fast.kw` in `weights_folder`; in the mode `best` also `default.kw`, if it is there.
  /// Errors: `fast.kw` missing, a file damaged, or of another format number.
  [[nodiscard]] static Result<Language> open(const std::filesystem::path& weights_folder,
                                             Mode mode = Mode::best);
  Language(Language&&) noexcept;
  Language& operator=(Language&&) noexcept;
  ~Language();

  /// Total and deterministic. `text` is valid UTF-8 and outlives the result, whose views point into
  /// it. Every sentence has one root and no cycle, and at most kLongestSentence tokens.
  /// O(bytes).
  [[nodiscard]] Analysis analyse(std::string_view text, TextKind kind = TextKind::body) const;
  /// The same for several texts, in less time if they are short.
  [[nodiscard]] std::vector<Analysis> analyse_all(std::span<const std::string_view> texts) const;
  /// Fills tags, features, lemmas, trees and children of tokens and sentences that are given (by `tokenise`
  /// or `from_conllu`). Longer ones than kLongestSentence are parsed in parts, whose roots hang on
  /// the first: the cost stays O(bytes).
  void annotate(Analysis& analysis) const;
  void annotate(std::span<Analysis> all) const;
  /// Content hash of the weights, 16 hexadecimal digits: tells results of different weights apart.
  [[nodiscard]] std::string weights_hash() const;

 private:
  struct Inside;
  explicit Language(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

/// Sentences and tokens alone (no tags, lemmas, heads): needs no weights. `text` as in
/// Language::analyse.
[[nodiscard]] Analysis tokenise(std::string_view text, TextKind kind = TextKind::body);

/// Valid CoNLL-U: `# newdoc id`, `# sent_id` (DOC-1 …), `# text`; MISC holds SpaceAfter=No and
/// start=, end=: code points of `text`, end exclusive. Words that were one orthographic word
/// ("don't") get a range line.
[[nodiscard]] std::string to_conllu(const Analysis& analysis, std::string_view text,
                                    std::string_view doc_id);

/// A treebank file in memory. `analysis` holds the gold annotation; its views point into `text` and
/// its own strings.
struct Treebank {
  std::shared_ptr<const std::string>
      text;  ///< sentences joined by blanks, paragraphs by empty lines
  Analysis analysis;
};

/// What from_conllu makes of tags, lemmas and heads.
enum class Annotation : std::uint8_t {
  gold,     ///< read; trees must be whole
  ignored,  ///< left for Language::annotate; the columns may hold anything
};

/// Reads CoNLL-U: words, ranges, `# newpar`, `# newdoc`, SpaceAfter=No. Empty nodes and enhanced
/// dependencies are skipped. Relations are reduced to the set of analysis.h. `file` is for
/// messages. Errors: wrong columns, ids, heads, with the line.
[[nodiscard]] Result<Treebank> from_conllu(std::string_view conllu, std::string_view file = {},
                                           Annotation annotation = Annotation::gold);

/// `conllu` with lemmas, tags, features, heads and relations of `analysis`, which comes from it by
/// from_conllu and Language::annotate. Comments, ranges, forms and MISC stay; `# sent_id` (`id`-1 …)
/// and `# text` are added where they are missing; enhanced dependencies and empty nodes, which would
/// be those of other trees, are left out.
[[nodiscard]] std::string refill_conllu(std::string_view conllu, const Treebank& treebank,
                                        std::string_view id);

struct TrainOptions {
  std::vector<std::filesystem::path> treebanks;  ///< CoNLL-U files, read in this order
  std::vector<std::filesystem::path> dev;        ///< measured at the end, written on the card
  std::filesystem::path out;                     ///< folder; gets fast.kw and fast.card.toml
  std::string licence = "CC BY-SA 4.0";          ///< of the weights, for the card
  std::string command;                           ///< how this was called, for the card
  std::uint64_t seed = 1;
  int tagger_rounds = 6, parser_rounds = 10, label_rounds = 6;
  std::function<void(std::string_view)> progress;  ///< a line at a time; may be empty
};

/// Scores on one CoNLL-U file, 0..1.
struct LanguageScores {
  std::string file;
  std::uint64_t words = 0;
  double upos = 0, xpos = 0, uas = 0, las = 0,
         lemma = 0;  ///< on gold tokens; LAS without subtypes; lemmas in lower case
  double raw_words = 0, raw_sentences = 0;  ///< F1 of spans, from the running text
  double raw_las = 0;                       ///< F1 of words with head and relation, from the running text
};

struct TrainReport {
  std::vector<LanguageScores> scores;  ///< one per dev file
  std::string hash;
  std::uint64_t bytes = 0;  ///< size of fast.kw
};

/// Trains the fast mode (one thread, reproducible bit for bit from the same files and seed) and
/// writes weights and card.
[[nodiscard]] Result<TrainReport> train(const TrainOptions& options);

/// Measures `language` on a CoNLL-U file.
[[nodiscard]] Result<LanguageScores> evaluate(const Language& language,
                                              const std::filesystem::path& conllu);

}  // namespace khaldun
