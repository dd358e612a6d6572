// UCDP's Georeferenced Event Dataset: 49 columns, one row a fatal event.
#include <algorithm>
#include <cmath>

#include "khaldun/showing/countries.h"
#include "khaldun/showing/export_row.h"
#include "khaldun/showing/json.h"

namespace khaldun::layout {

const std::string_view kGedColumns =
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,dyad_dset_id,dyad_new_id,"
    "dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,number_of_sources,source_article,"
    "source_office,source_date,source_headline,source_original,where_prec,where_coordinates,where_description,adm_1,adm_2,latitude,"
    "longitude,geom_wkt,priogrid_gid,country,country_id,region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,"
    "deaths_civilians,deaths_unknown,best,high,low,gwnoa,gwnob";

namespace {

constexpr std::string_view kState = "GOV MIL COP SPY";

/// Deaths by the rule of docs/exports.md; none told and none said by the code: not an event of this data set.
Deaths counted(const Record& r) {
  Deaths deaths = deaths_of(r);
  const bool kills = r.cameo == "186" || r.cameo == "1823";  // CAMEO: assassinate, kill by physical assault
  if (!deaths.told && kills) deaths = {true, 1, 1, 1};
  return deaths;
}

bool is_state(const Party& p) { return has_sector(p, kState) || p.kind == "state"; }
bool is_armed(const Party& p) { return is_state(p) || has_sector(p, "REB UAF PRM CRM"); }

/// 1 state-based, 2 non-state, 3 one-sided.
int type_of_violence(const Party* a, const Party* b) {
  if (b == nullptr || !is_armed(*b)) return 3;
  return (a != nullptr && is_state(*a)) || is_state(*b) ? 1 : 2;
}

int date_precision(const Record& r) {
  if (r.date_precision == "day") return r.date == r.enddate ? 1 : 2;
  if (r.date_precision == "week") return 3;
  return r.date_precision == "month" ? 4 : 5;
}

int where_precision(int resolution) {
  switch (resolution) {
    case 5:
    case 4:
      return 1;
    case 3:
      return 3;
    case 2:
      return 4;
    case 1:
      return 6;
    default:
      return 7;
  }
}

/// Cell of PRIO-GRID: half a degree, from the south-west (Tollefsen, Strand & Buhaug 2012).
std::int64_t grid_cell(double lat, double lon) {
  const auto row = static_cast<std::int64_t>(std::floor((lat + 90) * 2)), column = static_cast<std::int64_t>(std::floor((lon + 180) * 2));
  return std::clamp<std::int64_t>(row, 0, 359) * 720 + std::clamp<std::int64_t>(column, 0, 719) + 1;
}

std::string_view gw_of(const Party* p) {
  const auto* country = p != nullptr && is_state(*p) ? country_codes(p->code) : nullptr;
  return country != nullptr ? country->gw : std::string_view();
}

void where(Row& cells, const Record& r) {
  const EventPlace place = r.place.value_or(EventPlace{});
  const PlaceParts parts = parts_of(place);
  const auto* country = country_codes(place.country_code);
  cells.integer(where_precision(place.resolution)).text(place.resolved).text(place.extracted);
  cells.text(parts.province).text(parts.district);
  if (place.located) {
    std::string point = "POINT (";
    json::append_number(point, place.lon, 6);
    point += ' ';
    json::append_number(point, place.lat, 6);
    point += ')';
    cells.number(place.lat, 6).number(place.lon, 6).text(point).integer(grid_cell(place.lat, place.lon));
  } else {
    cells.empty(4);
  }
  cells.text(parts.country).text(country != nullptr ? country->gw : "").text(country != nullptr ? country->ged_region : "");
}

}  // namespace

std::size_t append_ged(std::string& out, const ExportRow& row) {
  const Record& r = row.record;
  const Deaths deaths = counted(r);
  if (r.event_type != "ASSAULT" || deaths.high < 1) return 0;
  const bool mutual = r.recipients.empty() && r.actors.size() > 1;
  const Party* a = r.actors.empty() ? nullptr : &r.actors.front();
  const Party* b = mutual ? &r.actors[1] : r.recipients.empty() ? nullptr : &r.recipients.front();
  const int type = type_of_violence(a, b);
  const std::string side_a = a != nullptr ? name_of(*a) : "XXX";  // UCDP's name for an actor not known
  const std::string side_b = type == 3 ? "Civilians" : name_of(*b), dyad = side_a + " - " + side_b;
  const auto first = day_of(row);
  const auto last = r.enddate ? r.enddate : first;
  const std::string published = row.published ? to_iso(*row.published) : "";
  Row cells(out, Form::rfc4180);
  cells.integer(number_of(r.id)).text(r.id).text(first ? to_iso(*first).substr(0, 4) : "").empty().text("Machine-coded").integer(type);
  cells.empty(2).text(dyad).empty(2).text(dyad).empty(2).text(side_a).empty(2).text(side_b).integer(1);
  cells.text("\"" + std::string(row.outlet) + "," + published + "," + std::string(row.title) + "\"");
  cells.text(row.outlet).text(published).text(row.title);
  cells.text(joined(r.attribution, "; ", [](const Attribution& voice) { return name_of(voice.source); }));
  where(cells, r);
  cells.integer(r.attribution.empty() && r.place && r.place->resolution >= 3 ? 1 : 2).integer(date_precision(r));
  cells.text(first ? to_iso(*first) : "").text(last ? to_iso(*last) : "");
  cells.integer(0).integer(0).integer(type == 3 ? deaths.best : 0).integer(type == 3 ? 0 : deaths.best);
  cells.integer(deaths.best).integer(deaths.high).integer(deaths.low).text(gw_of(a)).text(gw_of(type == 3 ? nullptr : b));
  cells.end();
  return 1;
}

}  // namespace khaldun::layout
