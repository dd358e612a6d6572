// GeoJSON: one feature an event. Radius instead of false exactness.
#include "khaldun/showing/export_row.h"
#include "khaldun/showing/json.h"

namespace khaldun::layout {
namespace {

/// Kilometres around the point within which the event lies, in the order of PLOVER's resolutions 0…5: not known, and half the width
/// of a country, first-order unit, district and town of middling size. A ring to draw, not a confidence interval.
constexpr int kRadius[] = {0, 500, 120, 30, 10, 5};

void names(json::Writer& json, std::string_view key, const std::vector<Party>& all) {
  json.key(key);
  json.begin_array();
  for (const Party& p : all) json.string(name_of(p));
  json.end_array();
}

}  // namespace

std::size_t append_geojson(std::string& out, const ExportRow& row, bool first) {
  const Record& r = row.record;
  out += first ? "\n" : ",\n";
  json::Writer json(out);
  json.begin_object();
  json.field("type", "Feature");
  json.field("id", r.id);
  json.key("geometry");
  if (r.place && r.place->located) {
    json.begin_object();
    json.field("type", "Point");
    json.key("coordinates");
    json.begin_array();
    json.number(r.place->lon, 5);
    json.number(r.place->lat, 5);
    json.end_array();
    json.end_object();
  } else {
    json.null();
  }
  json.key("properties");
  json.begin_object();
  json.field("id", r.id);
  json.field("doc", r.doc);
  json.field("event_type", r.event_type);
  json.field("mode", joined(r.modes, ";"));
  json.field("status", status_of(row.told));
  json.field("date", r.date ? to_iso(*r.date) : "");
  json.field("enddate", r.enddate ? to_iso(*r.enddate) : "");
  json.field("date_precision", r.date_precision);
  names(json, "actor", r.actors);
  names(json, "recipient", r.recipients);
  json.field("place", r.place ? r.place->resolved : "");
  json.field("country_code", r.place ? r.place->country_code : "");
  const int resolution = r.place ? r.place->resolution : 0;
  json.field_integer("resolution", resolution);
  json.key("precision_radius_km");
  resolution >= 1 && resolution <= 5 ? json.integer(kRadius[resolution]) : json.null();
  const Deaths deaths = deaths_of(r);
  json.key("dead_low");
  deaths.told ? json.integer(deaths.low) : json.null();
  json.key("dead_high");
  deaths.told ? json.integer(deaths.high) : json.null();
  json.key("event_scale");
  json.number(row.scores.scale, 2);
  json.field("event_text", r.event_text);
  json.field("source", row.outlet);
  json.field("url", row.url);
  json.end_object();
  json.end_object();
  return 1;
}

}  // namespace khaldun::layout
