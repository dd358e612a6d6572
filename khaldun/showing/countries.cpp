#include "khaldun/showing/countries.h"

#include <algorithm>
#include <array>
#include <vector>

#include "countries_table.h"

namespace khaldun {
namespace {

CountryCodes row_of(std::string_view line) {
  std::array<std::string_view, 8> cells;
  for (auto& cell : cells) {
    const auto end = std::min(line.find('\t'), line.size());
    cell = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return {cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6], cells[7]};
}

std::vector<CountryCodes> table() {
  std::vector<CountryCodes> out;
  for (std::string_view rest = kCountriesTable; !rest.empty();) {
    const auto end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    if (!line.empty() && line.front() != '#') out.push_back(row_of(line));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.iso3 < b.iso3; });
  return out;
}

}  // namespace

const CountryCodes* country_codes(std::string_view iso3) {
  static const std::vector<CountryCodes> kAll = table();
  const auto found = std::lower_bound(kAll.begin(), kAll.end(), iso3,
                                      [](const CountryCodes& row, std::string_view code) { return row.iso3 < code; });
  return found != kAll.end() && found->iso3 == iso3 ? &*found : nullptr;
}

}  // namespace khaldun
