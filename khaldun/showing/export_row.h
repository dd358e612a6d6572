#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "khaldun/showing/export.h"

/// What the layouts have in common. Private to this stage.
namespace khaldun::layout {

enum class Form : std::uint8_t {
  tabs,     ///< no quotes: tabs and line breaks in a cell become blanks
  rfc4180,  ///< commas, quotes where needed, CRLF
};

/// One row, cell by cell.
class Row {
 public:
  /// `missing`: what stands in an empty cell.
  Row(std::string& out, Form form, std::string_view missing = {}) : out_(out), form_(form), missing_(missing) {}
  Row& text(std::string_view value);
  Row& integer(std::int64_t value);
  Row& number(double value, int decimals);
  /// A figure, or the missing value.
  Row& number_or_missing(const std::optional<double>& value, int decimals);
  Row& empty() { return text({}); }
  Row& empty(int cells);
  void end();

 private:
  void separate();
  std::string& out_;
  Form form_;
  std::string_view missing_;
  bool started_ = false;
};

/// Names of columns, separated by commas, as one row.
void header(std::string& out, Form form, std::string_view names);

/// Source and target of one row of a dyadic layout; null: nobody named.
using Pair = std::pair<const Party*, const Party*>;
/// Each actor with each recipient. Where two sides do the same thing together (they meet, clash, sign, cease fire) and no
/// recipient is named, each with each other one, in both directions, as TABARI and its heirs write it.
[[nodiscard]] std::vector<Pair> pairs_of(const Record& record);

/// The day that a layout with one day gets: the first on which it can have happened, else the last, else that of publication.
[[nodiscard]] std::optional<Day> day_of(const ExportRow& row);
/// The number of an event where a layout wants one: the same for the same id, below 2^53. `nth`: row of the event.
[[nodiscard]] std::int64_t number_of(std::string_view id, std::size_t nth = 0);

[[nodiscard]] const std::string& name_of(const Party& party);
/// Name of a country; the code itself for one that is none.
[[nodiscard]] std::string_view country_name(std::string_view iso3);
/// Parts of a place by its resolution.
struct PlaceParts {
  std::string_view city, district, province, country;
};
[[nodiscard]] PlaceParts parts_of(const EventPlace& place);

template <class All, class Word>
std::string joined(const All& all, std::string_view between, Word word) {
  std::string out;
  bool first = true;
  for (const auto& one : all) {
    if (!first) out += between;
    first = false;
    out += word(one);
  }
  return out;
}
[[nodiscard]] std::string joined(const std::vector<std::string>& all, std::string_view between);
[[nodiscard]] bool has_sector(const Party& party, std::string_view sectors);  ///< any of a list with blanks: "GOV MIL"
[[nodiscard]] bool has_mode(const Record& record, std::string_view mode);

struct Deaths {
  bool told = false;
  std::int64_t low = 0, best = 0, high = 0;  ///< best: of the figure told last
};
[[nodiscard]] Deaths deaths_of(const Record& record);

std::size_t append_gdelt(std::string& out, const ExportRow& row);
std::size_t append_gdelt_mentions(std::string& out, const ExportRow& row);
std::size_t append_icews(std::string& out, const ExportRow& row);
std::size_t append_polecat(std::string& out, const ExportRow& row);
std::size_t append_phoenix(std::string& out, const ExportRow& row);
std::size_t append_ged(std::string& out, const ExportRow& row);
std::size_t append_acled(std::string& out, const ExportRow& row);
std::size_t append_geojson(std::string& out, const ExportRow& row, bool first);
std::size_t append_plover(std::string& out, const ExportRow& row);
extern const std::string_view kIcewsColumns, kPolecatColumns, kGedColumns, kAcledColumns;

}  // namespace khaldun::layout
