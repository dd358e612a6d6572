#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "khaldun/actors/mentions.h"
#include "khaldun/events/scan.h"
#include "khaldun/events/status.h"
#include "khaldun/language/analysis.h"
#include "khaldun/lexicon/lexicon.h"

namespace khaldun {

enum class Trigger : std::uint8_t { verb, noun, adjective };

/// One event word with the frame that won for it, before dates, places and sizes.
struct Event {
  std::uint32_t frame = table::kNoRow;
  Trigger kind = Trigger::verb;
  std::uint32_t head = kNone;   ///< token of the trigger
  std::uint32_t unit = table::kNoRow;  ///< row of VerbUnit, for verbs
  TokenRange trigger;
  std::vector<std::uint32_t> actors, recipients;  ///< mentions
  std::vector<std::pair<std::string_view, std::uint32_t>> participants;  ///< role, mention
  std::string_view type;        ///< of the frame, or what its content makes of it
  std::vector<std::string_view> modes;
  std::string_view process_kind, process_transition;  ///< of the frame, or what its content makes of it
  std::vector<std::uint32_t> content;   ///< events that stand in its content slot
  std::uint32_t outer = kNone;  ///< event in whose content slot it stands
  std::uint32_t swallowed_by = kNone;  ///< event of whose words it is a part ("signed a deal")
  std::uint32_t merged = kNone;  ///< event of the same sentence that tells the same
  Status status;
  bool sides = false;           ///< done by "both sides", whom the text does not tell
  bool implied = false;         ///< the actors are not told in the clause
  bool implied_recipients = false;  ///< nor are the recipients
  bool absorbed = false;        ///< only demanded, promised …: no record of its own
  bool quiet = false;
  bool echo = false;            ///< "this call": no parties of its own, a record only where it tells an earlier event again
  bool rebuts = false;          ///< "denied the accusation": of what another sentence claims
  bool blames = false;          ///< an accusation for "the attack", whose doer another sentence tells
  bool crowd = false;           ///< done to protesters of whom only the protest is told ("suppressed the protests")
  std::uint32_t aimed_at = kNone;  ///< mention of the place that is struck where nobody in it is told ("rockets at Ashkelon")
  bool kept = false;            ///< becomes a record
  float score = 0;
  std::string lost;             ///< why it is no record
};

/// What was almost coded, for explain.
struct Loser {
  std::uint32_t frame = table::kNoRow;
  std::uint32_t head = kNone;
  std::string why;
};

struct Coding {
  std::vector<Event> events;  ///< in text order of triggers
  std::vector<Loser> losers;
  Scan scan;
};

/// Total and deterministic. O(tokens × frames of a word).
[[nodiscard]] Coding find_events(std::string_view text, const Analysis& analysis, const Mentions& mentions, const Lexicon& lexicon,
                                 std::optional<Day> published, bool keep_losers);

}  // namespace khaldun
