#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
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
  /// The same, one by one.
  void each_as_known_on(std::optional<Day> day, const std::function<void(Claim&&)>& give) const;

 private:
  struct Key {
    std::string type;
    std::vector<std::string> actors, recipients;
    std::string place;
    bool supposed = false;  ///< feared, planned or demanded: never one with what is asserted
    auto operator<=>(const Key&) const = default;
  };
  /// What is kept of an assertion: a store of 100,000 events has 50,000 that may bear on a claim.
  struct Telling {
    std::string words;  ///< id, document, mode and text, with zeros between
    std::uint32_t id_end = 0, doc_end = 0, mode_end = 0;
    std::uint32_t sentence = 0;
    bool voiced = false, negated = false;  ///< voiced: somebody other than the writers is named as its source
    std::vector<std::uint32_t> actors, recipients;             ///< places in parties_
    std::vector<std::pair<std::uint32_t, std::uint32_t>> stands;  ///< places in names_: who, how
    std::optional<Day> first, last, told;
    [[nodiscard]] std::string_view id() const { return std::string_view(words).substr(0, id_end); }
    [[nodiscard]] std::string_view doc() const { return std::string_view(words).substr(id_end + 1, doc_end - id_end - 1); }
    [[nodiscard]] std::string_view mode() const { return std::string_view(words).substr(doc_end + 1, mode_end - doc_end - 1); }
    [[nodiscard]] std::string_view text() const { return std::string_view(words).substr(mode_end + 1); }
    [[nodiscard]] bool before(const Telling& other) const;  ///< as told_before
  };
  struct Draft;
  [[nodiscard]] std::uint32_t place_of(const std::string& name);
  [[nodiscard]] std::vector<std::uint32_t> places_of(const std::vector<Who>& all);
  [[nodiscard]] std::vector<Who> parties_at(const std::vector<std::uint32_t>& places) const;
  void hear(Draft& draft, const Telling& telling) const;
  [[nodiscard]] Claim claim_of(const Key& key, const Draft& draft) const;

  std::map<Key, std::vector<Telling>> told_;
  std::unordered_map<std::string, std::uint32_t> name_places_, party_places_;
  std::vector<std::string> names_;
  std::vector<Who> parties_;
};

}  // namespace khaldun
