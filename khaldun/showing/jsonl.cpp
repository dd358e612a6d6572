#include <algorithm>
#include <array>
#include <utility>

#include "khaldun/showing/json.h"
#include "khaldun/showing/show.h"

namespace khaldun {
namespace {

/// Writes the records of one document; the order of the keys is that of docs/record.md.
class RecordWriter {
 public:
  RecordWriter(std::string& out, const Document& document) : json_(out), document_(document) {}

  void write(const Record& r, const ShowOptions& options) {
    json_.begin_object();
    what(r, options);
    who(r);
    when(r);
    where(r);
    sizes(r.sizes);
    voices(r);
    evidence(r, options);
    json_.end_object();
  }

 private:
  std::uint32_t offset(std::uint32_t byte, bool in_title) const {
    return in_title ? document_.title_code_points(byte) : document_.code_points(byte);
  }

  void offsets(const At& at, std::string_view start = "start", std::string_view end = "end") {
    if (!at.set) {
      json_.field_null(start);
      json_.field_null(end);
      return;
    }
    json_.field_integer(start, offset(at.span.begin, at.in_title));
    json_.field_integer(end, offset(at.span.end, at.in_title));
  }

  /// The same with "in": "title" where they count in the title.
  void place_in_text(const At& at) {
    offsets(at);
    if (at.set && at.in_title) json_.field("in", "title");
  }

  void what(const Record& r, const ShowOptions& options) {
    json_.field("id", r.id);
    json_.field("doc", r.doc);
    json_.field_integer("sentence", r.sentence);
    json_.field("event_type", r.event_type);
    json_.field_list("mode", r.modes);
    json_.field_list("context", r.contexts);
    auxiliaries(r.auxiliary);
    json_.field("completion", r.attempted ? "attempted" : "accomplished");
    json_.field("cameo", r.cameo);
    const Scores scores = options.scores ? options.scores(r) : Scores{};
    json_.field_integer("quad_code", scores.quad);
    json_.key("event_scale");
    json_.number(scores.scale, 2);
    json_.key("goldstein");
    scores.goldstein ? json_.number(*scores.goldstein, 2) : json_.null();
  }

  void auxiliaries(std::uint8_t bits) {
    constexpr std::array<std::pair<std::uint8_t, std::string_view>, 4> kNames = {
        {{aux_historical, "historical"},
         {aux_future, "future"},
         {aux_hypothetical, "hypothetical"},
         {aux_negation, "negation"}}};
    json_.key("auxiliary");
    json_.begin_array();
    for (const auto& [bit, name] : kNames) {
      if ((bits & bit) != 0) json_.string(name);
    }
    json_.end_array();
  }

  void party_fields(const Party& p) {
    json_.field("entity_text", p.text);
    place_in_text(p.at);
    json_.field("entity", p.entity);
    if (!p.of.empty()) json_.field("of", p.of);
    json_.field("name", p.name);
    json_.field("kind", p.kind);
    json_.field("wikidata_id", p.wikidata);
    json_.field("code", p.code);
    json_.field_list("sector", p.sectors);
    json_.field("cameo_actor", p.cameo);
    json_.field("via", p.via);
  }

  void party(const Party& p) {
    json_.begin_object();
    party_fields(p);
    json_.end_object();
  }

  void parties(std::string_view name, const std::vector<Party>& all) {
    json_.key(name);
    json_.begin_array();
    for (const Party& p : all) party(p);
    json_.end_array();
  }

  void who(const Record& r) {
    parties("actor", r.actors);
    parties("recipient", r.recipients);
    json_.key("participants");
    json_.begin_array();
    for (const Participant& p : r.participants) {
      json_.begin_object();
      party_fields(p.party);
      json_.field("role", p.role);
      json_.end_object();
    }
    json_.end_array();
  }

  void when(const Record& r) {
    json_.field("date", r.date ? to_iso(*r.date) : std::string());
    json_.field("enddate", r.enddate ? to_iso(*r.enddate) : std::string());
    json_.field("date_precision", r.date_precision);
    json_.field("date_text", r.date_text);
    offsets(r.date_at, "date_start", "date_end");
    if (r.date_at.set && r.date_at.in_title) json_.field("date_in", "title");
  }

  void place(const EventPlace& p) {
    json_.begin_object();
    json_.field("extracted_place", p.extracted);
    place_in_text(p.at);
    json_.field("resolved_place", p.resolved);
    p.geonameid != 0 ? json_.field_integer("geonameid", p.geonameid)
                     : json_.field_null("geonameid");
    json_.key("lat");
    p.located ? json_.number(p.lat, 5) : json_.null();
    json_.key("lon");
    p.located ? json_.number(p.lon, 5) : json_.null();
    json_.field("province", p.province);
    json_.field("country_code", p.country_code);
    json_.field_integer("resolution", p.resolution);
    json_.end_object();
  }

  void where(const Record& r) {
    json_.key("event_loc");
    r.place ? place(*r.place) : json_.null();
    json_.key("places");
    json_.begin_array();
    for (const EventPlace& p : r.places) place(p);
    json_.end_array();
  }

  void size(const Size& s, const std::vector<const Size*>& others = {}) {
    json_.begin_object();
    json_.field_integer("low", s.low);
    json_.field_integer("high", s.high);
    json_.field("text", s.text);
    place_in_text(s.at);
    json_.field("of", s.of);
    json_.field("source", s.source);
    if (!others.empty()) {
      json_.key("others");
      json_.begin_array();
      for (const auto* other : others) size(*other);
      json_.end_array();
    }
    json_.end_object();
  }

  /// One object for each thing counted; figures of other sources that contradict it stand in it, so that who reads one figure finds one.
  void sizes(const std::vector<SizeOf>& all) {
    json_.key("size");
    json_.begin_object();
    for (auto first = all.begin(); first != all.end(); ++first) {
      const auto same = [&](const SizeOf& s) { return s.what == first->what; };
      if (std::any_of(all.begin(), first, same)) continue;
      json_.key(first->what);
      std::vector<const Size*> others;
      for (auto s = first + 1; s != all.end(); ++s)
        if (same(*s)) others.push_back(&s->size);
      size(first->size, others);
    }
    json_.end_object();
  }

  void voices(const Record& r) {
    json_.key("attribution");
    json_.begin_array();
    for (const Attribution& a : r.attribution) {
      json_.begin_object();
      json_.key("source");
      party(a.source);
      json_.field("cue", a.cue);
      place_in_text(a.cue_at);
      json_.field("stance", a.stance);
      json_.field("about", a.about);
      json_.end_object();
    }
    json_.end_array();
    json_.key("content_of");
    r.content_of.empty() ? json_.null() : json_.string(r.content_of);
    json_.key("process");
    if (r.process.kind.empty()) return json_.null();
    json_.begin_object();
    json_.field("kind", r.process.kind);
    json_.field("transition", r.process.transition);
    if (r.process.for_all) json_.field_boolean("for_all", true);
    if (r.process.declared) json_.field("declared", to_iso(*r.process.declared));
    if (r.process.until) json_.field("until", to_iso(*r.process.until));
    json_.end_object();
  }

  void evidence(const Record& r, const ShowOptions& options) {
    json_.field("event_text", r.event_text);
    place_in_text(r.at);
    offsets(r.trigger, "trigger_start", "trigger_end");
    if (options.text) {
      json_.key("text_info");
      json_.begin_object();
      json_.field("sentence_text", r.sentence_text);
      json_.end_object();
    }
    json_.key("mentions");
    json_.begin_array();
    for (const Telling& t : r.mentions) telling(t);
    json_.end_array();
    json_.key("confidence");
    json_.number(static_cast<double>(r.confidence), 4);
    json_.key("why");
    json_.begin_object();
    json_.field("frame", r.frame);
    json_.field("lexicon", r.lexicon);
    json_.field("path", r.path);
    json_.end_object();
  }

  void telling(const Telling& t) {
    json_.begin_object();
    json_.field_integer("sentence", t.sentence);
    place_in_text(t.at);
    json_.field("text", t.text);
    offsets(t.trigger, "trigger_start", "trigger_end");
    json_.end_object();
  }

  json::Writer json_;
  const Document& document_;
};

}  // namespace

void write_jsonl(std::string& out, const Record& record, const Document& document,
                 const ShowOptions& options) {
  RecordWriter(out, document).write(record, options);
  out += '\n';
}

}  // namespace khaldun
