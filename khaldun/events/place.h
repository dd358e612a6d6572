#pragma once
#include <optional>
#include <string>
#include <vector>

#include "khaldun/events/record.h"
#include "khaldun/events/resolve.h"

/// Where an event happened, and how many it struck. Private to events/.
namespace khaldun {

/// The places of an event, the most exact first: locative phrases of its own clause, else of the clause above, else the dateline.
/// `why` (for explain; may be null) gets every name weighed with what stands between it and the event, the nearest first.
[[nodiscard]] std::vector<EventPlace> places_of(const Layers& layers, const Lexicon& lexicon, const Event& event, std::string* why = nullptr);

/// Every name of a place, state or capital of a text, in text order, as it stands on the map (`place` of the layers of `khaldun parse`).
/// Adjectives of nationality and names within names of persons and bodies are left out. O(mentions).
[[nodiscard]] std::vector<EventPlace> toponyms_of(std::string_view text, const Analysis& analysis, const Mentions& mentions, const Lexicon& lexicon);

/// Dead, injured, arrested, abducted, displaced, participants told with the event.
[[nodiscard]] std::vector<SizeOf> sizes_of(const Layers& layers, const Lexicon& lexicon, const Event& event);

/// Adds a figure. One of the same people counts once and stays as told first, or is replaced; figures of two sources that contradict each
/// other are both kept.
void put_size(std::vector<SizeOf>& all, SizeOf&& size, bool replaces);

/// Dead and injured that a sentence tells, with the word of harm (a token).
struct HarmTold {
  SizeOf size;
  std::uint32_t word = kNone;
};
[[nodiscard]] std::vector<HarmTold> harm_told(const Layers& layers, const Lexicon& lexicon, std::uint32_t sentence);

}  // namespace khaldun
