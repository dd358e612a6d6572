#include "app/khaldun/layers.h"

#include "khaldun/showing/json.h"

namespace khaldun::app {
namespace {

/// The layers between words and records; attributions as the records have them.
class LayerWriter {
 public:
  LayerWriter(std::string& out, const Document& document) : json_(out), document_(document) {}

  void write(const TextLayers& layers) {
    json_.begin_object();
    json_.field("doc", document_.source().id);
    timexes(layers);
    places(layers);
    attributions(layers.records);
    predicates(layers);
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

  void timexes(const TextLayers& layers) {
    json_.key("timexes");
    json_.begin_array();
    for (const auto& t : layers.times) {
      json_.begin_object();
      span({t.at, false, true});
      json_.field("value", t.value);
      json_.field("grain", t.grain);
      json_.end_object();
    }
    json_.end_array();
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

  void places(const TextLayers& layers) {
    json_.key("places");
    json_.begin_array();
    for (const EventPlace& p : layers.places) place(p);
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

  void predicates(const TextLayers& layers) {
    json_.key("predicates");
    json_.begin_array();
    for (const auto& p : layers.predicates) {
      json_.begin_object();
      span({p.at, false, true});
      json_.key("factuality");
      json_.number(p.factuality, 2);
      json_.end_object();
    }
    json_.end_array();
  }

  json::Writer json_;
  const Document& document_;
};

}  // namespace

void write_layers(std::string& out, const TextLayers& layers, const Document& document) {
  LayerWriter(out, document).write(layers);
  out += '\n';
}

}  // namespace khaldun::app
