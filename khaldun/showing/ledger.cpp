#include "khaldun/showing/ledger.h"

#include "khaldun/showing/json.h"

namespace khaldun {
namespace {

void day(json::Writer& json, std::string_view name, std::optional<Day> d) {
  d ? json.field(name, to_iso(*d)) : json.field(name, "");
}

void parties(json::Writer& json, std::string_view name, const std::vector<Who>& all) {
  json.key(name);
  json.begin_array();
  for (const Who& who : all) {
    json.begin_object();
    json.field("entity_text", who.text);
    json.field("entity", who.entity);
    json.field("name", who.name);
    json.field("code", who.code);
    json.field_list("sector", who.sectors);
    json.field("bloc", who.key);
    json.end_object();
  }
  json.end_array();
}

void point(json::Writer& json, std::optional<double> lat, std::optional<double> lon) {
  json.key("lat");
  lat ? json.number(*lat, 5) : json.null();
  json.key("lon");
  lon ? json.number(*lon, 5) : json.null();
}

void lanes(json::Writer& json, const std::map<std::string, std::size_t>& all) {
  json.key("lanes");
  json.begin_object();
  for (const auto& [lane, events] : all) json.field_integer(lane, static_cast<std::int64_t>(events));
  json.end_object();
}

void deadly(json::Writer& json, std::size_t events, std::size_t violent, const Deaths& deaths) {
  json.field_integer("events", static_cast<std::int64_t>(events));
  json.field_integer("violent", static_cast<std::int64_t>(violent));
  json.field_integer("dead_low", deaths.low);
  json.field_integer("dead_best", deaths.best);
  json.field_integer("dead_high", deaths.high);
}

void keys(json::Writer& json, std::string_view name, const std::vector<Who>& all) {
  std::vector<std::string> out;
  for (const Who& who : all) out.push_back(who.key.empty() ? short_name(who) : who.key);
  json.field_list(name, out);
}

}  // namespace

void write_process(std::string& out, const ProcessState& p) {
  json::Writer json(out);
  json.begin_object();
  json.field("kind", p.kind);
  json.field_list("parties", p.parties);
  p.committed.empty() ? json.field_null("committed") : json.field("committed", p.committed);
  json.field("state", p.consolidated.state);
  day(json, "since", p.consolidated.since);
  json.field("since_precision", p.consolidated.since_precision);
  json.field_boolean("contested", p.contested);
  json.key("readings");
  json.begin_array();
  for (const Reading& r : p.readings) {
    json.begin_object();
    json.field("by", r.by);
    json.field("state", r.state);
    day(json, "since", r.since);
    json.end_object();
  }
  json.end_array();
  json.field_list("mediators", p.mediators);
  json.field_list("because", p.because);
  json.field("place", p.place);
  json.field_integer("number", p.number);
  json.field_integer("rounds", p.rounds);
  json.field("last_state", p.last_state);
  json.key("turns");
  json.begin_array();
  for (const Turn& t : p.turns) {
    json.begin_object();
    json.field("on", t.on);
    json.field("from", t.from);
    json.field("to", t.to);
    day(json, "date", t.first);
    day(json, "enddate", t.last);
    json.field("event", t.event);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  out += '\n';
}

void write_claim(std::string& out, const Claim& c) {
  json::Writer json(out);
  json.begin_object();
  json.field("proposition", c.proposition);
  json.field("event_type", c.event_type);
  json.field("mode", c.mode);
  parties(json, "actor", c.actors);
  parties(json, "recipient", c.recipients);
  day(json, "date", c.first);
  day(json, "enddate", c.last);
  json.key("readings");
  json.begin_array();
  for (const Stand& s : c.readings) {
    json.begin_object();
    json.field("by", s.by);
    json.field("stance", s.stance);
    day(json, "first_told", s.first_told);
    day(json, "last_told", s.last_told);
    json.field_list("because", s.because);
    json.end_object();
  }
  json.end_array();
  json.field_boolean("contested", c.contested);
  json.field_boolean("speculative", c.speculative);
  json.field("text", c.text);
  json.field("doc", c.doc);
  json.end_object();
  out += '\n';
}

void write_hypothesis(std::string& out, std::string_view doc, const StoredHypothesis& h, std::string_view id,
                      const std::vector<std::string>& rivals) {
  json::Writer json(out);
  json.begin_object();
  json.field("id", id);
  json.field("doc", doc);
  json.field_integer("sentence", h.sentence);
  json.field("antecedent", h.antecedent);
  json.field("consequent", h.consequent);
  json.field_integer("sign", h.sign);
  json.field("modality", h.modality);
  json.field("holder", h.holder);
  json.field_list("competes_with", rivals);
  json.field_integer("start", h.start);
  json.field_integer("end", h.end);
  json.end_object();
  out += '\n';
}

void write_happening(std::string& out, const std::vector<Assertion>& all, const Happening& happening) {
  const Assertion& t = all[happening.reports.front()];
  json::Writer json(out);
  json.begin_object();
  day(json, "date", t.first);
  day(json, "enddate", t.last);
  json.field("precision", t.precision);
  json.field("lane", lane_of(t));
  json.field("status", status_of(t));
  json.field("event_type", t.type);
  json.field_list("mode", t.modes);
  keys(json, "actor", t.actors);
  keys(json, "recipient", t.recipients);
  json.field("process", t.process.empty() ? std::string() : t.process + "." + t.transition);
  json.field("text", t.text);
  json.field("sentence_text", t.sentence_text);
  json.field("place", t.place);
  json.field("country", t.country);
  json.field_integer("resolution", t.resolution);
  point(json, t.lat, t.lon);
  json.key("dead");
  if (const auto deaths = deaths_of(all, happening)) {
    json.begin_object();
    json.field_integer("low", deaths->low);
    json.field_integer("best", deaths->best);
    json.field_integer("high", deaths->high);
    json.end_object();
  } else {
    json.null();
  }
  json.field("doc", t.doc);
  json.field_integer("sentence", t.sentence);
  json.field("event", t.id);
  std::vector<std::string> reports, documents;
  for (const std::size_t n : happening.reports) reports.push_back(all[n].id), documents.push_back(all[n].doc);
  json.field_list("reports", reports);
  json.field_list("documents", documents);
  json.field_list("linked_by", happening.why);
  json.end_object();
  out += '\n';
}

namespace {

void counts(json::Writer& json, const Cell& c) {
  deadly(json, c.events, c.violent, c.deaths);
  json.field_integer("documents", static_cast<std::int64_t>(c.documents));
  json.field_integer("surge", c.surge);
}

void write_period(std::string& out, const Cell& c, Pairing pairing, bool rates) {
  json::Writer json(out);
  json.begin_object();
  json.field("period", c.period);
  if (pairing == Pairing::pairs) {
    json.field("actor", c.actor);
    json.field("recipient", c.recipient);
  }
  counts(json, c);
  if (rates) {
    json.key("rate");
    json.number(c.rate, 2);
    json.key("rate_before");
    json.number(c.rate_before, 2);
  }
  if (pairing == Pairing::together) lanes(json, c.lanes);
  json.end_object();
  out += '\n';
}

}  // namespace

void write_cell(std::string& out, const Cell& c, Pairing pairing) { write_period(out, c, pairing, false); }

void write_month(std::string& out, const Cell& c, Pairing pairing) { write_period(out, c, pairing, true); }

void write_place(std::string& out, const PlaceCell& c) {
  json::Writer json(out);
  json.begin_object();
  json.field("place", c.place);
  json.field("country", c.country);
  json.field_integer("resolution", c.resolution);
  point(json, c.lat, c.lon);
  deadly(json, c.events, c.violent, c.deaths);
  day(json, "first", c.first);
  day(json, "last", c.last);
  lanes(json, c.lanes);
  json.end_object();
  out += '\n';
}

void write_change(std::string& out, std::string_view change, const Assertion& told, std::string_view field, std::string_view was,
                  std::string_view is) {
  json::Writer json(out);
  json.begin_object();
  json.field("change", change);
  json.field("doc", told.doc);
  json.field_integer("sentence", told.sentence);
  json.field("event", told.id);
  json.field("field", field);
  json.field("was", was);
  json.field("is", is);
  json.field("text", told.text);
  json.end_object();
  out += '\n';
}

std::string day_words(std::optional<Day> d, std::string_view precision) {
  if (!d) return {};
  std::string iso = to_iso(*d);
  if (precision == "year") return iso.substr(0, 4);
  if (precision == "month") return iso.substr(0, 7);
  return precision == "day" ? iso : iso + "~";
}

std::string shown_days(const Assertion& told) {
  const bool stretch = told.first && told.last && told.last != told.first && (told.precision == "day" || told.precision == "interval");
  return stretch ? to_iso(*told.first) + "/" + to_iso(*told.last) : day_words(told.first, told.precision);
}

std::string with_text(std::string_view record, std::string_view sentence_text) {
  // Its place is before the mentions. The quotes of a text are escaped, so this is always the field.
  std::size_t at = record.find(",\"mentions\":[");
  if (at == std::string_view::npos) at = record.rfind('}');
  if (at == std::string_view::npos) return std::string(record);
  std::string out(record.substr(0, at));
  out += ",\"text_info\":{\"sentence_text\":";
  json::append_string(out, sentence_text);
  out += "}";
  out += record.substr(at);
  return out;
}

}  // namespace khaldun
