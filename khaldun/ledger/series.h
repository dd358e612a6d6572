#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "khaldun/base/day.h"
#include "khaldun/ledger/assertion.h"
#include "khaldun/ledger/linking.h"
#include "khaldun/ledger/store.h"

namespace khaldun {

/// What part of a conflict an event is: violence coercion protest mobilisation ceasefire talks agreement holding
/// accusation threat sanction aid statement.
[[nodiscard]] std::string_view lane_of(const Assertion& told);
/// The same from columns; `process`: "ceasefire" or "ceasefire.ended".
[[nodiscard]] std::string_view lane_of(std::string_view process, std::string_view type);

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
  double rate = 0, rate_before = 0;  ///< with surges: violent events a month in the stretch without a change that this month is in, and in the one before
  std::map<std::string, std::size_t> lanes;  ///< of Pairing::together: events of each lane, however they are told
};

enum class Period : std::uint8_t { day, month, year, all };
enum class Pairing : std::uint8_t { pairs, together };
/// Counts of what is told as having happened (facts, claims, the past); one happening counts once, as its first report tells
/// it. What lies in a stretch longer than the period counts in that of its last day. `reports`: in the order of telling, with
/// `happening`s that hold. `published`: how many documents each day has. Sorted by pair, period; with `surges`, months without an
/// event between the first and last of a pair stand as zeros. Pairing::together: one series of all events, whoever takes part;
/// actor and recipient are "".
class DyadCount {
 public:
  explicit DyadCount(Period period, Pairing pairing = Pairing::pairs) : period_(period), pairing_(pairing) {}
  /// `happening`: number of the first report of the same event.
  void add(const Outline& report, std::int64_t happening);
  [[nodiscard]] std::vector<Cell> cells(const std::map<Day, std::size_t>& published, bool surges) const;

 private:
  struct Counted {
    std::string type, status, actors, recipients, lane;
    std::optional<Day> day, told;
    std::optional<Deaths> deaths;
  };
  static void count(Cell& cell, const Counted& counted);
  Period period_;
  Pairing pairing_;
  std::map<std::int64_t, Counted> happenings_;
};

/// A place with its events.
struct PlaceCell {
  std::string place, country;     ///< as records name it; place "": the country or nothing more is known
  int resolution = 0;             ///< PLOVER georesolution
  std::optional<double> lat, lon;
  std::size_t events = 0, violent = 0;  ///< told as having happened
  Deaths deaths;                        ///< of `violent`
  std::optional<Day> first, last;       ///< within which days all of them lie
  std::map<std::string, std::size_t> lanes;  ///< all events of each lane, however they are told
};

/// Counts by place, an event where its first report has it. Sorted: the most events first, then by country and place.
class PlaceCount {
 public:
  void add(const std::vector<Assertion>& reports, const Happening& happening);
  [[nodiscard]] std::vector<PlaceCell> cells() const;

 private:
  std::map<std::string, PlaceCell> cells_;
};

}  // namespace khaldun
