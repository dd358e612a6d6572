#include "app/khaldun/layers.h"

#include <map>

#include "khaldun/showing/json.h"

namespace khaldun::app {
namespace {

/// Factuality on the scale of FactBank (Saurí & Pustejovsky 2009): 3 certain, 2 probable, 1
/// possible, negative: not.
int factuality(const Record& r) {
  int value = 3;
  if ((r.auxiliary & aux_hypothetical) != 0) value = 1;
  if ((r.auxiliary & aux_future) != 0) value = 1;
  if ((r.auxiliary & aux_negation) != 0 || r.attempted) value = -value;
  return value;
}

/// What records tell of the layers below them.
class LayerWriter {
 public:
  LayerWriter(std::string& out, const Document& document) : json_(out), document_(document) {}

  void write(const std::vector<Record>& records) {
    json_.begin_object();
    json_.field("doc", document_.source().id);
    timexes(records);
    places(records);
    attributions(records);
    predicates(records);
    json_.end_object();
  }

 private:
  static bool in_text(const At& at) { return at.set && !at.in_title; }

  void span(const At& at) {
    json_.field_integer("start", document_.code_points(at.span.begin));
    json_.field_integer("end", document_.code_points(at.span.end));
  }

  void spans(std::string_view key, const At& at) {
    json_.key(key);
    json_.begin_array();
    if (in_text(at)) {
      json_.begin_array();
      json_.integer(document_.code_points(at.span.begin));
      json_.integer(document_.code_points(at.span.end));
      json_.end_array();
    }
    json_.end_array();
  }

  void timexes(const std::vector<Record>& records) {
    std::map<Span, const Record*> found;
    for (const Record& r : records) {
      if (in_text(r.date_at)) found.emplace(r.date_at.span, &r);
    }
    json_.key("timexes");
    json_.begin_array();
    for (const auto& [at, r] : found) {
      json_.begin_object();
      span(r->date_at);
      json_.field("value", r->date ? value_of(*r) : std::string());
      json_.field("grain", r->date_precision);
      json_.end_object();
    }
    json_.end_array();
  }

  /// "2022-11-28", "2022-11", "2022", or the first day of what is longer.
  static std::string value_of(const Record& r) {
    std::string iso = to_iso(*r.date);
    if (r.date_precision == "month") iso.resize(7);
    if (r.date_precision == "year") iso.resize(4);
    return iso;
  }

  void place(const EventPlace& p) {
    json_.begin_object();
    span(p.at);
    json_.field("name", p.resolved);
    json_.key("lat");
    p.located ? json_.number(p.lat, 5) : json_.null();
    json_.key("lon");
    p.located ? json_.number(p.lon, 5) : json_.null();
    p.geonameid != 0 ? json_.field_integer("geonameid", p.geonameid)
                     : json_.field_null("geonameid");
    json_.field("country_code", p.country_code);
    json_.end_object();
  }

  void places(const std::vector<Record>& records) {
    std::map<Span, const EventPlace*> found;
    for (const Record& r : records) {
      if (r.place && in_text(r.place->at)) found.emplace(r.place->at.span, &*r.place);
      for (const EventPlace& p : r.places) {
        if (in_text(p.at)) found.emplace(p.at.span, &p);
      }
    }
    json_.key("places");
    json_.begin_array();
    for (const auto& [at, p] : found) place(*p);
    json_.end_array();
  }

  void attributions(const std::vector<Record>& records) {
    json_.key("attributions");
    json_.begin_array();
    for (const Record& r : records) {
      for (const Attribution& a : r.attribution) {
        json_.begin_object();
        spans("source", a.source.at);
        spans("cue", a.cue_at);
        spans("content", r.at);
        json_.field("stance", a.stance);
        json_.end_object();
      }
    }
    json_.end_array();
  }

  void predicates(const std::vector<Record>& records) {
    std::map<Span, const Record*> found;
    for (const Record& r : records) {
      if (in_text(r.trigger)) found.emplace(r.trigger.span, &r);
    }
    json_.key("predicates");
    json_.begin_array();
    for (const auto& [at, r] : found) {
      json_.begin_object();
      span(r->trigger);
      json_.field_integer("factuality", factuality(*r));
      json_.end_object();
    }
    json_.end_array();
  }

  json::Writer json_;
  const Document& document_;
};

}  // namespace

void write_layers(std::string& out, const Khaldun& khaldun, const Document& document) {
  const std::vector<Record> records = khaldun.code(document);
  LayerWriter(out, document).write(records);
  out += '\n';
}

}  // namespace khaldun::app
