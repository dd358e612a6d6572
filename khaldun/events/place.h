#pragma once
#include <optional>
#include <vector>

#include "khaldun/events/record.h"
#include "khaldun/events/resolve.h"

/// Where an event happened, and how many it struck. Private to events/.
namespace khaldun {

/// The places of an event, the most exact first: locative phrases of its own clause, else of the clause above, else the dateline.
[[nodiscard]] std::vector<EventPlace> places_of(const Layers& layers, const Lexicon& lexicon, const Event& event);

/// Dead, injured, arrested, abducted, displaced, participants told with the event.
[[nodiscard]] std::vector<SizeOf> sizes_of(const Layers& layers, const Lexicon& lexicon, const Event& event);

}  // namespace khaldun
