#pragma once
#include <optional>
#include <string>
#include <vector>

#include "app/khaldun/flags.h"
#include "khaldun/ledger/assertion.h"
#include "khaldun/ledger/store.h"

namespace khaldun {
class Lexicon;
}

/// What the commands on a store have in common.
namespace khaldun::app {

/// The store of --store. Errors: not given, or what Store::open says.
[[nodiscard]] Result<Store> store_of(const Call& call, Store::Access access);

/// The lexicon of --lexicon: names, dated roles and the machines of processes.
[[nodiscard]] Result<Lexicon> lexicon_of(const Call& call);

/// --since, --until, --as-known-on, --type, --status, --search as a filter. Errors: a value that is no day.
[[nodiscard]] Result<EventFilter> filter_of(const Call& call);
/// The value of a flag that is a day; nothing if it was not given.
[[nodiscard]] Result<std::optional<Day>> day_of(const Call& call, std::string_view flag);

/// --actor and --dyad: who must take part. A name is an entity ("ttp"), a bloc ("state-pak"), a code ("PAK"), code and
/// sector ("PAK REB"), words of a name, or a name that the lexicon has for an entity.
struct PartyFilter {
  std::vector<std::string> all;  ///< each must be among the parties
  [[nodiscard]] bool fits(const Assertion& told) const;
  /// The same for blocs; "PAK" is "state-pak", too.
  [[nodiscard]] bool fits(const std::vector<std::string>& blocs) const;
  [[nodiscard]] static bool is(const Who& who, std::string_view name);
};
[[nodiscard]] PartyFilter parties_of(const Call& call);

/// What `khaldun events` lists: filter_of with parties_of, which `store` turns into numbers.
[[nodiscard]] Result<EventFilter> choice_of(const Call& call, const Store& store, const Lexicon& lexicon);
/// Those events one by one.
[[nodiscard]] Result<Done> each_event(const Store& store, const EventFilter& filter,
                                      const std::function<void(const EventRow&, const Assertion&)>& give);

/// Reads the events that pass the filter, document by document, with blocs filled: `give` gets all of one document.
[[nodiscard]] Result<Done> each_document(const Store& store, const Lexicon& lexicon, const EventFilter& filter,
                                         const std::function<void(std::vector<Assertion>&&)>& give);

/// In ASCII lower case.
[[nodiscard]] std::string lower(std::string_view text);

}  // namespace khaldun::app
