#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "khaldun/base/day.h"
#include "khaldun/ledger/assertion.h"
#include "khaldun/lexicon/tables.h"

namespace khaldun {

class Lexicon;

/// The key of the state with that ISO 3166-1 alpha-3 code ("state-pak"); "" for IGO, NGO… and whatever the lexicon has no
/// state for.
[[nodiscard]] std::string state_key(const Lexicon& lexicon, std::string_view code);

/// For whom a party speaks and acts on a day: the readings of a process are kept per bloc. A state's government, army,
/// police and officials are one bloc ("state-pak"); an armed group, party, IGO or company is its own ("ttp"), unless it
/// governs on that day, and so are its wings and whoever leads it by the lexicon (the Taliban are `state-afg` from 2021-08-15); what has no entity is its code and sector ("PAK REB").
class Blocs {
 public:
  explicit Blocs(const Lexicon& lexicon);
  /// Fills `key` of all parties of the assertions of one document. "PAK REB" becomes the only group of that code and
  /// sector that the document names, if it names one.
  void fill(std::vector<Assertion>& document) const;
  /// The same for one event of it; `groups`: as groups_in() gave them when the whole document was there.
  void fill(Assertion& told, std::string_view groups) const;
  /// Which parties of a filled event stand for a group that another event names: "PAK REB=ttp;…".
  [[nodiscard]] std::string groups_in(const Assertion& told) const;
  [[nodiscard]] std::string key(const Who& who, std::optional<Day> day) const;
  /// Key of the state with that code on that day; where the lexicon has two governments ("rival"), of the one that is recognised.
  [[nodiscard]] std::string state(std::string_view code, std::optional<Day> day) const;

 private:
  [[nodiscard]] std::string key_of_group(std::string_view group, std::optional<Day> day) const;
  struct Rival {
    const table::Role* role;
    std::string_view key;
  };
  const Lexicon& lexicon_;
  std::vector<Rival> rivals_;
};

}  // namespace khaldun
