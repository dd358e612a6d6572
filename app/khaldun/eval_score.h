#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/khaldun/eval_happening.h"

namespace khaldun::app {

/// Row → column pairs of the largest total weight, sorted; cells of weight 0 are never used. Kuhn
/// 1955, Munkres 1957, with potentials and shortest augmenting paths. O(rows² × columns).
[[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> assign(
    const std::vector<std::vector<double>>& weight);

inline constexpr std::array<std::string_view, 8> kLevels = {
    "detection",   "type",       "~type+country", "type+country",
    "~type+actor", "type+actor", "~triple",       "triple"};

/// Bits, by position in kLevels, of the levels at which two events agree; 0 if they do not stand in
/// the same place.
[[nodiscard]] unsigned agreement(const Happening& gold, const Happening& system);

struct Counts {
  std::uint64_t pairs = 0, gold = 0, system = 0;
  [[nodiscard]] double precision() const;
  [[nodiscard]] double recall() const;
  [[nodiscard]] double f1() const;
};

struct Share {
  std::uint64_t right = 0, of = 0;
};

/// Everything that is counted over documents.
struct Tally {
  std::array<Counts, kLevels.size()> levels;
  std::map<std::string, Counts> types;
  std::vector<std::pair<std::string_view, Share>>
      attributes;  ///< on pairs of one type, in the order of the table
  std::vector<std::pair<std::pair<std::string, std::string>, std::uint64_t>>
      confused;  ///< {gold, system}, in order of appearance
  std::vector<std::pair<std::string, const Happening*>> errors;  ///< missed, false, twice
  std::vector<std::pair<double, bool>> sureness;  ///< confidence, and whether the triple was right
  std::uint64_t documents = 0, gold_events = 0, system_events = 0, told_twice = 0,
                joined_wrongly = 0;
  std::uint64_t fact = 0, not_fact = 0, fact_as_not = 0, not_fact_as_fact = 0, coded_fact = 0,
                facts = 0, unfounded = 0;
  std::uint64_t decoys = 0, false_in_decoys = 0, clean_decoys = 0, empty = 0, false_in_empty = 0;
};

/// Scores the system's events of all documents. `gold` and `system` outlive the result.
[[nodiscard]] Tally score(const std::vector<EvalDoc>& docs, const Happenings& gold,
                          const Happenings& system);

}  // namespace khaldun::app
