#pragma once
#include <string_view>

namespace khaldun {

/// A country as the data sets number it: a row of lexicon/exports/countries.tsv. "" where it has none.
struct CountryCodes {
  std::string_view iso3, name, numeric, fips, cow, gw, ged_region, acled_region;
};

/// Null for what is no country. `iso3`: ISO 3166-1 alpha-3. O(log countries).
[[nodiscard]] const CountryCodes* country_codes(std::string_view iso3);

}  // namespace khaldun
