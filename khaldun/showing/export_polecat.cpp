// POLECAT's files: 40 columns, one row an event, lists joined by "; ", "None" where there is nothing.
#include "khaldun/showing/countries.h"
#include "khaldun/showing/export_row.h"

namespace khaldun::layout {

const std::string_view kPolecatColumns =
    "Event ID,Event Date,Event Type,Event Mode,Intensity,Quad Code,Contexts,Actor Name,Actor Country,Actor COW,"
    "Primary Actor Sector,Actor Sectors,Actor Title,Actor Name Raw,Wikipedia Actor ID,Recipient Name,Recipient Country,"
    "Recipient COW,Primary Recipient Sector,Recipient Sectors,Recipient Title,Recipient Name Raw,Wikipedia Recipient ID,"
    "Placename,City,District,Province,Country,Latitude,Longitude,GeoNames ID,Raw Placename,Feature Type,Source,"
    "Publication Date,Story People,Story Organizations,Story Locations,Language,Version";

namespace {

constexpr std::string_view kBetween = "; ";

/// Values of the parties joined; nothing if none has one.
template <class Word>
std::string list(const std::vector<Party>& all, Word word) {
  std::string out;
  bool any = false;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::string one(word(all[i]));
    any = any || !one.empty();
    out += (i == 0 ? "" : std::string(kBetween)) + (one.empty() ? "None" : one);
  }
  return any ? out : std::string();
}

/// Name Country COW Primary-Sector Sectors Title Name-Raw Wikipedia-ID.
void party(Row& cells, const std::vector<Party>& all) {
  cells.text(list(all, name_of)).text(list(all, [](const Party& p) { return p.code; }));
  cells.text(list(all, [](const Party& p) {
    const auto* country = country_codes(p.code);
    return country != nullptr ? country->cow : std::string_view();
  }));
  cells.text(list(all, [](const Party& p) { return p.sectors.empty() ? std::string() : p.sectors.front(); }));
  cells.text(list(all, [](const Party& p) { return joined(p.sectors, ","); }));
  cells.empty().text(list(all, [](const Party& p) { return p.text; })).text(list(all, [](const Party& p) { return p.wikidata; }));
}

/// GeoNames' feature code, as far as the resolution tells it.
std::string_view feature_of(const EventPlace& place) {
  switch (place.resolution) {
    case 5:
      return "PPLX";
    case 4:
      return "PPL";
    case 3:
      return "ADM2";
    case 2:
      return "ADM1";
    case 1:
      return "PCLI";
    default:
      return {};
  }
}

}  // namespace

std::size_t append_polecat(std::string& out, const ExportRow& row) {
  const Record& r = row.record;
  const auto day = day_of(row);
  const EventPlace place = r.place.value_or(EventPlace{});
  const PlaceParts parts = parts_of(place);
  Row cells(out, Form::tabs, "None");
  cells.text(r.id).text(day ? to_iso(*day) : "").text(r.event_type).text(r.modes.empty() ? "" : r.modes.front());
  cells.number(row.scores.scale, 1).integer(row.scores.quad).text(joined(r.contexts, kBetween));
  party(cells, r.actors);
  party(cells, r.recipients);
  cells.text(place.resolved).text(parts.city).text(parts.district).text(parts.province).text(place.country_code);
  place.located ? cells.number(place.lat, 5).number(place.lon, 5) : cells.empty(2);
  place.geonameid != 0 ? cells.integer(place.geonameid) : cells.empty();
  cells.text(place.extracted).text(feature_of(place)).text(row.outlet).text(row.published ? to_iso(*row.published) : "");
  cells.empty(3).text("English").text(row.coder);
  cells.end();
  return 1;
}

}  // namespace khaldun::layout
