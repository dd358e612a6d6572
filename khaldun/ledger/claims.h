#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "khaldun/base/day.h"
#include "khaldun/ledger/assertion.h"

namespace khaldun {

/// What one bloc holds of a proposition.
struct Stand {
  std::string by;      ///< bloc; "": the writers
  std::string stance;  ///< the latest: asserts denies doubts demands expects
  std::optional<Day> first_told, last_told;
  std::vector<std::string> because;  ///< event ids
};

/// A proposition that somebody stands for: an event with sources, merged over documents where type, parties and days agree.
struct Claim {
  std::string proposition;  ///< event id of its first telling
  std::string doc, event_type, mode, text;
  std::vector<Who> actors, recipients;
  std::optional<Day> first, last;
  bool speculative = false;  ///< nobody says that it is so: feared, planned or demanded
  std::vector<Stand> readings;
  bool contested = false;    ///< asserted by one and denied by another
};

class Claims {
 public:
  /// All assertions of one document, `key`s filled. The same document twice changes nothing.
  void add(std::vector<Assertion> document);
  /// Claims with what was told up to a day (none: all). Sorted by first telling.
  [[nodiscard]] std::vector<Claim> as_known_on(std::optional<Day> day) const;

 private:
  struct Key {
    std::string type;
    std::vector<std::string> actors, recipients;
    std::string place;
    bool supposed = false;  ///< feared, planned or demanded: never one with what is asserted
    auto operator<=>(const Key&) const = default;
  };
  std::map<Key, std::map<std::string, Assertion>> told_;  ///< by event id
};

}  // namespace khaldun
