#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "khaldun/base/result.h"
#include "khaldun/events/hypotheses.h"
#include "khaldun/events/record.h"
#include "khaldun/language/analysis.h"
#include "khaldun/reading/document.h"

namespace khaldun {

class Lexicon;
class Language;
class NameWeights;
struct Mentions;

/// What lies between the words and the records, for checks of its own. Spans are bytes of the text.
struct TextLayers {
  struct Time {
    Span at;
    std::string value, grain;  ///< TIMEX3-like: "2022-11-28", "2022-11", "2022", "" if open
  };
  struct Predicate {
    Span at;
    double factuality = 3;  ///< -3 certainly not … 3 certainly (FactBank, Saurí & Pustejovsky 2009)
  };
  std::vector<Time> times;
  std::vector<EventPlace> places;
  std::vector<Predicate> predicates;
  std::vector<Record> records;  ///< as code() gives them
};

/// The same of weights that are opened one by one; `names` may be null.
[[nodiscard]] std::string weights_number(const Language& language, const NameWeights* names);

/// What a reader of the records should know about a document.
struct CodingNotes {
  std::uint32_t longest_cut = 0;  ///< words of the longest stretch without a sentence end that had to be cut
};

/// The front door: opens the knowledge once, then codes documents from any number of threads.
class Khaldun {
 public:
  /// `lexicon`: a compiled file (mapped) or a folder of tables (compiled in memory). `weights`: folder of weights files.
  [[nodiscard]] static Result<Khaldun> open(const std::filesystem::path& lexicon, const std::filesystem::path& weights);
  /// Of parts that are open already, without the weights that only layers() uses.
  Khaldun(Lexicon lexicon, Language language);
  Khaldun(Khaldun&&) noexcept;
  Khaldun& operator=(Khaldun&&) noexcept;
  ~Khaldun();

  /// Total and deterministic: any document gives a (perhaps empty) list, in text order.
  [[nodiscard]] std::vector<Record> code(const Document& document, CodingNotes* notes = nullptr) const;
  /// The same; `analysis`: of the document's text by parse() or language(), where it was made before.
  [[nodiscard]] std::vector<Record> code(const Document& document, Analysis analysis) const;
  /// The same with the hypotheses of the body, from one analysis.
  [[nodiscard]] std::pair<std::vector<Record>, std::vector<Hypothesis>> read(const Document& document, CodingNotes* notes = nullptr) const;
  /// The same with `reasons` filled and candidates that lost kept as records with an empty id.
  [[nodiscard]] std::vector<Record> explain(const Document& document) const;
  /// Sentences, words and trees as coding mends them with what it knows of actors.
  [[nodiscard]] Analysis analyse(const Document& document) const;
  /// The trees as the parser makes them. Names of the lexicon are one phrase each.
  [[nodiscard]] Analysis parse(const Document& document) const;
  /// The same for sentences and words that are given. `text`: what they are of.
  void annotate(Analysis& analysis, std::string_view text) const;
  /// `analysis`: of the document's text by parse(), which is the better part of the work.
  [[nodiscard]] TextLayers layers(const Document& document, Analysis analysis) const;
  [[nodiscard]] const Lexicon& lexicon() const;
  [[nodiscard]] const Language& language() const;
  /// What was learned of names that no table has, for recognise(); null without names.kw.
  [[nodiscard]] const NameWeights* names() const;
  /// Content number of all weights that decide the records: 16 hexadecimal digits.
  [[nodiscard]] std::string weights_number() const;

 private:
  struct Inside;
  explicit Khaldun(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

}  // namespace khaldun
