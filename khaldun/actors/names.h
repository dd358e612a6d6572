#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "khaldun/base/day.h"
#include "khaldun/base/span.h"
#include "khaldun/language/analysis.h"
#include "khaldun/lexicon/lexicon.h"

/// Names and agent nouns of the lexicon in a text. Private to actors/.
namespace khaldun {

struct NameHit {
  TokenRange tokens;
  Span at;
  table::Use use;
  bool whole = true;  ///< ends with its last token ("al-Qaeda-linked" does not)
};

/// Longest matches over forms, left to right, not overlapping. Capitals and dates of aliases are respected.
[[nodiscard]] std::vector<NameHit> find_names(std::string_view text, const Analysis& analysis, const Lexicon& lexicon, std::optional<Day> published);

struct AgentHit {
  TokenRange tokens;
  std::uint32_t agent = 0;  ///< row of table::Agent
};
/// Longest matches over lemmas. A match never takes a part of a longer name ("European Union | leaders").
[[nodiscard]] std::vector<AgentHit> find_agents(const Analysis& analysis, const Lexicon& lexicon, const std::vector<NameHit>& names);

/// The person meant by a title and a surname ("President Bush") or by a surname before "administration", among those whose surname alone
/// is not believed: one who holds such an office on the day, of the country if one is given. kNoRow if nobody or people of two countries fit.
/// `office`: what the text calls it, "" = any head of state or government.
[[nodiscard]] std::uint32_t person_in_office(std::string_view surname, std::string_view office, std::string_view country, const Lexicon& lexicon, std::optional<Day> on);

/// Is nearly every letter of the sentence a capital?
[[nodiscard]] bool shouted(const Analysis& analysis, const Sentence& sentence);

}  // namespace khaldun
