#pragma once
#include <cstdint>
#include <vector>

#include "khaldun/events/scan.h"
#include "khaldun/events/status.h"
#include "khaldun/language/analysis.h"
#include "khaldun/lexicon/lexicon.h"

/// Who speaks in a quotation, also where it runs over several sentences. Private to events/.
namespace khaldun {

class Quotes {
 public:
  /// Total. Pairs of quotation marks within a paragraph; the speaker is that of the word of speech nearest to the quotation in the
  /// sentences it touches, else the one who spoke last in the paragraph. O(tokens).
  Quotes(const Analysis& analysis, const Scan& scan, const Lexicon& lexicon, const StatusReader& reader);
  /// The voice behind a token that stands in a quotation, or null. Its sources may be empty.
  [[nodiscard]] const Voice* voice(std::uint32_t token) const;

 private:
  struct Quote {
    TokenRange tokens;  ///< without the marks
    std::uint32_t voice = kNone;
  };
  void find();
  void give_voices(const Scan& scan, const Lexicon& lexicon, const StatusReader& reader);

  const Analysis& a_;
  std::vector<Quote> quotes_;         ///< in text order
  std::vector<std::uint32_t> inside_;  ///< per token: its quote, or kNone
  std::vector<Voice> voices_;
};

}  // namespace khaldun
