// ACLED's export file: 31 columns, one row an event.
#include <algorithm>

#include "khaldun/showing/countries.h"
#include "khaldun/showing/export_row.h"

namespace khaldun::layout {

const std::string_view kAcledColumns =
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,"
    "assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,"
    "geo_precision,source,source_scale,notes,fatalities,tags,timestamp";

namespace {

constexpr std::string_view kState = "GOV MIL COP JUD LEG SPY", kArmed = "REB UAF PRM CRM";

struct Kind {
  std::string_view disorder, type, sub_type;
};

bool armed(const Party& p) { return has_sector(p, kArmed) || has_sector(p, "MIL COP GOV SPY"); }

Kind kind_of_assault(const Record& r) {
  constexpr std::string_view kViolence = "Political violence", kRemote = "Explosions/Remote violence",
                             kCivilians = "Violence against civilians";
  if (has_mode(r, "aerial") || has_mode(r, "drone")) return {kViolence, kRemote, "Air/drone strike"};
  if (has_mode(r, "suicide-attack")) return {kViolence, kRemote, "Suicide bomb"};
  if (has_mode(r, "heavy-weapons")) return {kViolence, kRemote, "Shelling/artillery/missile attack"};
  if (has_mode(r, "explosives")) return {kViolence, kRemote, "Remote explosive/landmine/IED"};
  if (has_mode(r, "unconventional")) return {kViolence, kRemote, "Chemical weapon"};
  if (has_mode(r, "abduct")) return {kViolence, kCivilians, "Abduction/forced disappearance"};
  if (has_mode(r, "sexual")) return {kViolence, kCivilians, "Sexual violence"};
  if (has_mode(r, "destroy") && r.recipients.empty()) {
    return {"Strategic developments", "Strategic developments", "Looting/property destruction"};
  }
  if (has_mode(r, "crowd-control")) return {"Political violence; Demonstrations", "Protests", "Excessive force against protesters"};
  const bool clash = r.recipients.empty() ? r.actors.size() > 1 : std::any_of(r.recipients.begin(), r.recipients.end(), armed);
  return clash ? Kind{kViolence, "Battles", "Armed clash"} : Kind{kViolence, kCivilians, "Attack"};
}

/// ACLED's type; all "" for an event that it does not count.
Kind kind_of(const Record& r) {
  if (r.event_type == "ASSAULT") return kind_of_assault(r);
  if (r.event_type == "PROTEST") {
    const bool riot = has_mode(r, "riot") || has_mode(r, "vandalize");
    return riot ? Kind{"Demonstrations", "Riots", "Violent demonstration"} : Kind{"Demonstrations", "Protests", "Peaceful protest"};
  }
  constexpr std::string_view kStrategic = "Strategic developments";
  if (r.event_type == "COERCE" && has_mode(r, "arrest")) return {kStrategic, kStrategic, "Arrests"};
  if (r.process.kind == "agreement" && r.process.transition == "signed") return {kStrategic, kStrategic, "Agreement"};
  return {};
}

/// 1 state forces, 2 rebels, 3 militias, 4 communal groups, 5 rioters, 6 protesters, 7 civilians, 8 foreign or other; 0 nobody.
int inter_of(const Party* p, const Record& r, const Kind& kind, bool first) {
  if (p == nullptr) return 0;
  if (first && kind.type == "Riots") return 5;
  if ((first && kind.type == "Protests" && r.event_type == "PROTEST") || has_sector(*p, "OPP")) return 6;
  if (has_sector(*p, "REB")) return 2;
  if (has_sector(*p, "UAF PRM CRM")) return 3;
  const bool foreign = r.place && !r.place->country_code.empty() && !p->code.empty() && p->code != r.place->country_code;
  if (has_sector(*p, kState)) return foreign ? 8 : 1;
  if (p->kind == "people") return p->sectors.empty() ? 4 : 7;
  if (country_codes(p->code) == nullptr && !p->code.empty()) return 8;
  return p->kind == "state" ? (foreign ? 8 : 1) : 7;
}

int time_precision(const Record& r) {
  if (r.date_precision == "day" && r.date == r.enddate) return 1;
  return r.date_precision == "week" || r.date_precision == "day" ? 2 : 3;
}

}  // namespace

std::size_t append_acled(std::string& out, const ExportRow& row) {
  const Record& r = row.record;
  const Kind kind = kind_of(r);
  if (kind.type.empty() || r.attempted) return 0;
  const auto day = day_of(row);
  const bool mutual = r.recipients.empty() && r.actors.size() > 1 && kind.type == "Battles";
  const Party* one = r.actors.empty() ? nullptr : &r.actors.front();
  const Party* two = mutual ? &r.actors[1] : r.recipients.empty() ? nullptr : &r.recipients.front();
  const auto others = [](const std::vector<Party>& all, std::size_t from) {
    std::string names;
    for (std::size_t i = from; i < all.size(); ++i) names += (names.empty() ? "" : "; ") + name_of(all[i]);
    return names;
  };
  const int inter1 = inter_of(one, r, kind, true), inter2 = inter_of(two, r, kind, false);
  const EventPlace place = r.place.value_or(EventPlace{});
  const PlaceParts parts = parts_of(place);
  const auto* country = country_codes(place.country_code);
  const Deaths deaths = deaths_of(r);
  Row cells(out, Form::rfc4180);
  cells.text(place.country_code.substr(0, 3) + std::to_string(number_of(r.id)));
  cells.text(day ? to_iso(*day) : "").text(day ? to_iso(*day).substr(0, 4) : "").integer(time_precision(r));
  cells.text(kind.disorder).text(kind.type).text(kind.sub_type);
  cells.text(one != nullptr ? name_of(*one) : "").text(mutual ? "" : others(r.actors, 1)).integer(inter1);
  cells.text(two != nullptr ? name_of(*two) : "").text(mutual ? others(r.actors, 2) : others(r.recipients, 1)).integer(inter2);
  cells.integer(inter2 == 0 ? inter1 * 10 : std::min(inter1, inter2) * 10 + std::max(inter1, inter2));
  cells.text(kind.type == "Violence against civilians" ? "Civilian targeting" : "");
  cells.text(country != nullptr ? country->numeric : "").text(country != nullptr ? country->acled_region : "").text(parts.country);
  cells.text(parts.province).text(parts.district).empty().text(place.resolved.empty() ? parts.country : place.resolved);
  place.located ? cells.number(place.lat, 4).number(place.lon, 4) : cells.empty(2);
  cells.integer(place.resolution >= 4 ? 1 : place.resolution >= 3 ? 2 : 3).text(row.outlet).empty();
  cells.text(r.sentence_text.empty() ? r.event_text : r.sentence_text).integer(deaths.low).empty();
  row.published ? cells.integer(std::int64_t{row.published->time_since_epoch().count()} * 86400) : cells.empty();
  cells.end();
  return 1;
}

}  // namespace khaldun::layout
