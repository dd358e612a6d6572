#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "khaldun/base/day.h"
#include "khaldun/ledger/assertion.h"
#include "khaldun/ledger/linking.h"

namespace khaldun {

/// What part of a conflict an event is: violence coercion protest mobilisation ceasefire talks agreement holding
/// accusation threat sanction aid statement.
[[nodiscard]] std::string_view lane_of(const Assertion& told);

/// Deaths of an event over its reports: low the smallest credible, high the largest, best the latest figure (STATE section 5).
struct Deaths {
  std::int64_t low = 0, best = 0, high = 0;
};
[[nodiscard]] std::optional<Deaths> deaths_of(const std::vector<Assertion>& all, const Happening& happening);

/// Events of an ordered pair of parties in a period.
struct Cell {
  std::string period, actor, recipient;  ///< period: "2022-11-28", "2022-11", "2022" or "all"
  std::size_t events = 0, violent = 0;
  Deaths deaths;
  std::size_t documents = 0;  ///< published in the period, whatever they tell: the denominator
  int surge = 0;              ///< 1: violence starts to be higher with this period, -1 lower (change_points.h)
};

enum class Period : std::uint8_t { day, month, year, all };
/// Counts of what is told as having happened (facts, claims, the past); one happening counts once. What lies in a stretch
/// longer than the period counts in that of its last day. `published`: the days of all documents. Sorted by pair, period;
/// with `surges`, months without an event between the first and last of a pair stand as zeros.
[[nodiscard]] std::vector<Cell> count_dyads(const std::vector<Assertion>& all, const std::vector<Happening>& happenings,
                                            const std::vector<Day>& published, Period period, bool surges);

}  // namespace khaldun
