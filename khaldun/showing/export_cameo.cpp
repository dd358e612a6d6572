// Layouts of CAMEO codings: GDELT 2.0 events and mentions, ICEWS, Phoenix. One row for each pair of parties.
#include <algorithm>
#include <array>

#include "khaldun/showing/countries.h"
#include "khaldun/showing/export_row.h"

namespace khaldun::layout {

const std::string_view kIcewsColumns =
    "Event ID,Event Date,Source Name,Source Sectors,Source Country,Event Text,CAMEO Code,Intensity,Target Name,Target Sectors,"
    "Target Country,Story ID,Sentence Number,Publisher,City,District,Province,Country,Latitude,Longitude";

namespace {

/// Actor codes take CAMEO's country codes, which are ISO's but for those that CAMEO took over from older lists.
bool is_country(std::string_view code) { return country_codes(code) != nullptr; }

/// International organisations: GDELT has them both as known group and as type.
bool is_organisation(std::string_view code) { return !code.empty() && !is_country(code); }

std::string_view sector_at(const Party& p, std::size_t nth) {
  return nth < p.sectors.size() ? std::string_view(p.sectors[nth]) : std::string_view();
}

std::string upper(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return out;
}

/// Ten columns of GDELT: Code Name CountryCode KnownGroupCode EthnicCode Religion1 Religion2 Type1 Type2 Type3.
void gdelt_actor(Row& cells, const Party* p) {
  if (p == nullptr) {
    cells.empty(10);
    return;
  }
  cells.text(p->cameo.empty() ? p->code : p->cameo).text(upper(name_of(*p))).text(is_country(p->code) ? p->code : "");
  const bool organisation = is_organisation(p->code);
  cells.text(organisation ? p->code : "").empty(3);
  const std::size_t shift = organisation ? 1 : 0;
  cells.text(organisation ? std::string_view(p->code) : sector_at(*p, 0)).text(sector_at(*p, 1 - shift)).text(sector_at(*p, 2 - shift));
}

/// Eight columns: Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID.
void gdelt_place(Row& cells, const EventPlace* place) {
  const auto* country = place != nullptr ? country_codes(place->country_code) : nullptr;
  if (place == nullptr || (country == nullptr && !place->located)) {
    cells.integer(0).empty(7);  // GDELT's 0: no place
    return;
  }
  const bool us = place->country_code == "USA";
  const PlaceParts parts = parts_of(*place);
  std::string name;
  for (const std::string_view part : {parts.city, parts.district, parts.province, parts.country}) {
    if (!part.empty()) name += (name.empty() ? "" : ", ") + std::string(part);
  }
  cells.integer(place->resolution >= 4 ? (us ? 3 : 4) : place->resolution >= 2 ? (us ? 2 : 5) : 1).text(name);
  const std::string_view fips = country != nullptr ? country->fips : std::string_view();
  cells.text(fips).text(fips).empty();  // ADM1: the units have no codes here; GDELT writes the country's where it knows no unit
  place->located ? cells.number(place->lat, 4).number(place->lon, 4) : cells.empty(2);
  cells.text(place->resolution <= 1 ? fips : std::string_view());
}

struct Calendar {
  int year = 0;
  unsigned month = 0, day = 0;
};

Calendar calendar_of(Day day) {
  const std::chrono::year_month_day date(day);
  return {static_cast<int>(date.year()), static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day())};
}

std::string digits_of(const std::optional<Day>& day) {
  if (!day) return {};
  std::string out = to_iso(*day);
  out.erase(std::remove(out.begin(), out.end(), '-'), out.end());
  return out;
}

void gdelt_dates(Row& cells, const std::optional<Day>& day) {
  if (!day) {
    cells.empty(4);
    return;
  }
  const std::string digits = digits_of(day);
  const Calendar c = calendar_of(*day);
  cells.text(digits).text(std::string_view(digits).substr(0, 6)).text(std::string_view(digits).substr(0, 4));
  cells.number(c.year + (c.month * 30 + c.day) / 365.0, 4);
}

std::string moment_of(const std::optional<Day>& day) {
  const std::string digits = digits_of(day);
  return digits.empty() ? digits : digits + "000000";
}

/// GDELT's quad class is CAMEO's root, root 16 material conflict; Phoenix's makes statements a class of their own and 16 verbal.
int quad_of(std::string_view root, bool phoenix) {
  constexpr std::array<int, 21> kGdelt = {0, 1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4};
  const std::size_t n = root.size() == 2 ? static_cast<std::size_t>(root[0] - '0') * 10 + static_cast<std::size_t>(root[1] - '0') : 0;
  if (n >= kGdelt.size()) return 0;
  if (phoenix && n <= 2) return 0;
  return phoenix && n == 16 ? 3 : kGdelt[n];
}

/// ICEWS gives five codes another intensity than GDELT's list of Goldstein's scores has.
std::optional<double> intensity_of(const ExportRow& row) {
  constexpr std::array<std::pair<std::string_view, double>, 5> kOther = {
      {{"016", -5.0}, {"022", 3.4}, {"1213", -4.0}, {"164", -6.5}, {"165", -7.0}}};
  for (const auto& [code, value] : kOther) {
    if (code == row.record.cameo) return value;
  }
  return row.scores.goldstein;
}

std::string_view sector_words(std::string_view code) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 25> kWords = {
      {{"AGR", "Agricultural"}, {"BUS", "Business"},       {"COP", "Police"},         {"CRM", "Criminals / Gangs"},
       {"CVL", "Social"},       {"EDU", "Education"},      {"ELI", "Elite"},          {"GOV", "Government"},
       {"JRN", "News"},         {"JUD", "Judicial"},       {"LAB", "Labor"},          {"LEG", "Legislative / Parliamentary"},
       {"MED", "Medical/Health"}, {"MIL", "Military"},     {"OPP", "Opposition"},     {"PRE", "Protestors / Popular Opposition / Mobs"},
       {"PRM", "Paramilitary"}, {"PTY", "Parties"},        {"REB", "Rebel"},          {"REF", "Refugees"},
       {"REL", "Religious"},    {"SOC", "Social"},         {"SPY", "Intelligence"},   {"UAF", "Unidentified Forces"},
       {"UNK", "Unidentified"}}};
  for (const auto& [known, words] : kWords) {
    if (known == code) return words;
  }
  return code;
}

void icews_party(Row& cells, const Party* p) {
  if (p == nullptr) {
    cells.empty(2);
    return;
  }
  cells.text(name_of(*p)).text(joined(p->sectors, ",", [](const std::string& s) { return sector_words(s); }));
}

std::string_view icews_country(const Party* p) { return p != nullptr && is_country(p->code) ? country_name(p->code) : std::string_view(); }

/// Four columns of Phoenix: Full Entity Role Attribute.
void phoenix_actor(Row& cells, const Party* p) {
  if (p == nullptr) {
    cells.empty(4);
    return;
  }
  cells.text(p->cameo.empty() ? p->code : p->cameo).text(p->code).text(sector_at(*p, 0));
  cells.text(joined(std::vector<std::string>(p->sectors.begin() + (p->sectors.empty() ? 0 : 1), p->sectors.end()), ";"));
}

}  // namespace

std::size_t append_gdelt(std::string& out, const ExportRow& row) {
  const Record& r = row.record;
  const auto day = day_of(row);
  const auto tellings = static_cast<std::int64_t>(r.mentions.size()) + 1;
  std::size_t rows = 0;
  for (const auto& [source, target] : pairs_of(r)) {
    Row cells(out, Form::tabs);
    cells.integer(number_of(r.id, rows++));
    gdelt_dates(cells, day);
    gdelt_actor(cells, source);
    gdelt_actor(cells, target);
    const std::string_view code = r.cameo, root = code.substr(0, 2);
    cells.integer(r.sentence == 0 || r.at.in_title ? 1 : 0).text(code).text(code.substr(0, 3)).text(root).integer(quad_of(root, false));
    cells.number_or_missing(row.scores.goldstein, 1).integer(tellings).integer(1).integer(1).empty();
    gdelt_place(cells, nullptr);
    gdelt_place(cells, nullptr);
    gdelt_place(cells, r.place ? &*r.place : nullptr);
    cells.text(moment_of(row.published ? row.published : day)).text(row.url);
    cells.end();
  }
  return rows;
}

std::size_t append_gdelt_mentions(std::string& out, const ExportRow& row) {
  const Record& r = row.record;
  const auto offset = [](const At& at) { return at.set ? std::int64_t{at.span.begin} : std::int64_t{-1}; };
  std::size_t nth = 0, rows = 0;
  for (const Pair& pair : pairs_of(r)) {  // clang 14 does not take parts of a pair into a lambda
    const std::int64_t event = number_of(r.id, nth++);
    const auto telling = [&](std::uint32_t sentence, const At& at, bool own) {
      Row cells(out, Form::tabs);
      cells.integer(event).text(moment_of(day_of(row))).text(moment_of(row.published));
      cells.integer(row.url.empty() ? 2 : 1).text(row.outlet).text(row.url.empty() ? std::string_view(r.doc) : row.url);
      cells.integer(std::int64_t{sentence} + 1);
      cells.integer(own && pair.first != nullptr ? offset(pair.first->at) : -1);
      cells.integer(own && pair.second != nullptr ? offset(pair.second->at) : -1);
      cells.integer(offset(at)).integer(1).integer(static_cast<std::int64_t>(std::clamp(r.confidence, 0.0F, 1.0F) * 10 + 0.5F) * 10);
      cells.empty(4);
      cells.end();
      ++rows;
    };
    telling(r.sentence, r.trigger.set ? r.trigger : r.at, true);
    for (const Telling& t : r.mentions) telling(t.sentence, t.trigger.set ? t.trigger : t.at, false);
  }
  return rows;
}

std::size_t append_icews(std::string& out, const ExportRow& row) {
  const Record& r = row.record;
  const auto day = day_of(row);
  const EventPlace place = r.place.value_or(EventPlace{});
  const PlaceParts parts = parts_of(place);
  std::size_t rows = 0;
  for (const auto& [source, target] : pairs_of(r)) {
    Row cells(out, Form::tabs);
    cells.integer(number_of(r.id, rows++)).text(day ? to_iso(*day) : "");
    icews_party(cells, source);
    cells.text(icews_country(source)).text(row.cameo_name).text(r.cameo).number_or_missing(intensity_of(row), 1);
    icews_party(cells, target);
    cells.text(icews_country(target)).integer(number_of(r.doc)).integer(std::int64_t{r.sentence} + 1).text(row.outlet);
    cells.text(parts.city).text(parts.district).text(parts.province).text(parts.country);
    place.located ? cells.number(place.lat, 4).number(place.lon, 4) : cells.empty(2);
    cells.end();
  }
  return rows;
}

std::size_t append_phoenix(std::string& out, const ExportRow& row) {
  const Record& r = row.record;
  const auto day = day_of(row);
  const std::string digits = digits_of(day);
  const EventPlace place = r.place.value_or(EventPlace{});
  const PlaceParts parts = parts_of(place);
  const std::string_view version = row.coder.substr(std::min(row.coder.find(' ') + 1, row.coder.size()));
  const std::string_view root = std::string_view(r.cameo).substr(0, 2);
  std::size_t rows = 0;
  for (const auto& [source, target] : pairs_of(r)) {
    Row cells(out, Form::tabs);
    cells.text(std::to_string(number_of(r.id, rows++)) + "_" + std::string(version)).text(digits);
    cells.text(digits.substr(0, std::min<std::size_t>(4, digits.size())));
    cells.text(digits.empty() ? "" : digits.substr(4, 2)).text(digits.empty() ? "" : digits.substr(6, 2));
    phoenix_actor(cells, source);
    phoenix_actor(cells, target);
    cells.text(r.cameo).text(root).integer(quad_of(root, true)).number_or_missing(row.scores.goldstein, 1).empty();
    place.located ? cells.number(place.lat, 5).number(place.lon, 5) : cells.empty(2);
    cells.text(place.resolved).text(parts.province).text(place.country_code);
    cells.text(r.doc + "_" + std::to_string(r.sentence)).text(row.url).text(row.outlet);
    cells.end();
  }
  return rows;
}

}  // namespace khaldun::layout
