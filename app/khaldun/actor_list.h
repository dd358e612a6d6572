#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "khaldun/base/result.h"
#include "khaldun/ledger/store.h"

namespace khaldun {
class Lexicon;
}

namespace khaldun::app {

/// How often a party takes part in the events of a store.
struct ActorRow {
  std::string actor;  ///< as short_name() says: "ttp", "PAK MIL"
  std::string name, kind, code;  ///< of the lexicon; "" if it is no entry of it
  std::uint64_t events = 0, as_actor = 0, as_recipient = 0, violent = 0;
  std::string first, last;  ///< days of the earliest and latest event
};

/// All parties, the most frequent first.
[[nodiscard]] Result<std::vector<ActorRow>> actors_of(const Store& store, const Lexicon& lexicon);
/// Appends a line of JSON.
void write_actor(std::string& out, const ActorRow& row);
/// Two blocs and the events in which both take part: the first does something to the second, or both do it together.
struct PairRow {
  std::string actor, recipient;
  std::uint64_t events = 0, violent = 0;
  std::string first, last;
};
/// All pairs in the events that pass the filter, the most frequent first. Two parties of one deed are one pair, by name.
[[nodiscard]] Result<std::vector<PairRow>> pairs_of(const Store& store, const EventFilter& filter);
void write_pair(std::string& out, const PairRow& row);

/// Appends a line with what the lexicon knows of one actor (name, kind, dated roles) and what texts of the store call it.
/// Nothing is known of a key that is no entry: then only the latter.
[[nodiscard]] Result<Done> write_actor_card(std::string& out, const Store& store, const Lexicon& lexicon, std::string_view key);

}  // namespace khaldun::app
