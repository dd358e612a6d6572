#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "khaldun/base/span.h"
#include "khaldun/language/analysis.h"
#include "khaldun/lexicon/lexicon.h"

/// The words of a text as its time expressions are made of them. Private to this stage.
namespace khaldun {

/// A token, or what lies between two hyphens of one: "mid-July" is two, "1939–45" too.
struct TimePiece {
  Span at;
  std::string_view lower;
  std::uint32_t token = 0;
  std::uint32_t first_row = 0,
                last_row = 0;  ///< rows of TimeWord that begin with this word (or its singular)
  bool capital = false;
  bool whole = true;    ///< not a part of a token
  bool joined = false;  ///< a hyphen or dash without blanks stands before it
  bool plural = false;  ///< the rows are those of the singular
};

class TimeWords {
 public:
  /// O(tokens × log rows).
  TimeWords(const Analysis& analysis, const Lexicon& lexicon);

  struct Found {
    std::string_view value;
    std::size_t length = 1;  ///< pieces
    bool plural = false;
  };
  /// The longest entry of that kind that begins at `piece` and ends before `end`.
  [[nodiscard]] std::optional<Found> find(std::size_t piece, std::size_t end,
                                          table::TimeKind kind) const;

  std::vector<TimePiece> pieces;  ///< in text order; hyphens between pieces are left out
  std::vector<std::pair<std::size_t, std::size_t>>
      sentences;  ///< pieces of each sentence, end exclusive

 private:
  void cut(const Analysis& analysis, std::uint32_t token);
  void look_up(TimePiece& piece, std::string_view lemma) const;
  [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> rows(std::string_view word) const;

  const Lexicon& lexicon_;
  bool hyphen_ = false;
};

/// 1…12; abbreviations of three or four letters count; 0 for other words.
[[nodiscard]] unsigned month_of(std::string_view lower);
/// 0 (Sunday) … 6; -1 for other words.
[[nodiscard]] int weekday_of(std::string_view lower);
/// Digits only, at most nine of them.
[[nodiscard]] std::optional<int> digits(std::string_view s);
/// "seven", "forty", "12"; up to 90 in words.
[[nodiscard]] std::optional<int> cardinal(std::string_view lower);
/// "third", "21st"
[[nodiscard]] std::optional<int> ordinal(std::string_view lower);
/// "14", "14th"
[[nodiscard]] std::optional<unsigned> day_number(std::string_view lower);

}  // namespace khaldun
