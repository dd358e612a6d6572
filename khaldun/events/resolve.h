#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "khaldun/actors/mentions.h"
#include "khaldun/events/coding.h"
#include "khaldun/events/record.h"
#include "khaldun/events/time.h"
#include "khaldun/language/analysis.h"
#include "khaldun/lexicon/lexicon.h"

namespace khaldun {

/// What one text (body or title) gave, with all layers that records need.
struct Layers {
  std::string_view text;
  const Analysis& analysis;
  const Mentions& mentions;
  const Coding& coding;
  const Calendar& calendar;
  bool title = false;
};

struct ResolveOptions {
  std::string doc;
  std::optional<Day> published;
  bool reasons = false;  ///< fill Record::reasons and keep what was lost
};

/// Records of the events that were kept, in text order, each with its date, place, sizes, parties in their role on that day,
/// attribution and status. Total, deterministic.
[[nodiscard]] std::vector<Record> resolve(const Layers& layers, const Lexicon& lexicon, const ResolveOptions& options);

/// One record per happening: back references and retellings become `mentions` of the fullest telling. `title`: records of the
/// headline, which only add mentions to what the body tells.
[[nodiscard]] std::vector<Record> merge_tellings(std::vector<Record> body, std::vector<Record> title, bool reasons);

/// Parties that the rest of the text implies: whom "the operation was condemned" blames, the one adversary of a side that was
/// attacked. They have no place in the text and `via` "implicit". What then tells neither who nor where nor how many is left out (with `reasons`
/// kept as lost). After merging, before naming. O(records²).
void imply(std::vector<Record>& records, bool reasons = false);

/// Is it the code of a country or territory, not of a body of states, a movement or a firm (PLOVER's codes of three letters)?
[[nodiscard]] bool is_country_code(std::string_view code);
/// The government of a country, where the text implies it.
[[nodiscard]] Party government_of(const std::string& code);

/// Content-derived ids, and the links between records by them.
void name_records(std::vector<Record>& records, std::string_view text, std::uint64_t lexicon_hash);

}  // namespace khaldun
