// Records of a store back into the struct they were written from.
#include <utility>

#include "khaldun/ledger/record_json.h"
#include "khaldun/lexicon/lexicon.h"
#include "khaldun/showing/export.h"

namespace khaldun {
namespace {

using namespace record_json;
using simdjson::dom::element;

std::int64_t integer_of(const object& o, std::string_view key) {
  std::int64_t n = 0;
  return o[key].get(n) == simdjson::SUCCESS ? n : 0;
}

At at_of(const object& o, std::string_view start = "start", std::string_view end = "end", std::string_view in = "in") {
  At at;
  const auto first = count_of(o, start), last = count_of(o, end);
  if (!first || !last || *last < *first) return at;
  at.set = true;
  at.span = {*first, *last};
  at.in_title = text_of(o, in) == "title";
  return at;
}

Party party_of(const object& o) {
  Party p;
  p.text = text_of(o, "entity_text"), p.at = at_of(o), p.entity = text_of(o, "entity"), p.name = text_of(o, "name");
  p.kind = text_of(o, "kind"), p.of = text_of(o, "of"), p.wikidata = text_of(o, "wikidata_id"), p.code = text_of(o, "code");
  p.sectors = texts_of(o, "sector"), p.cameo = text_of(o, "cameo_actor"), p.via = text_of(o, "via");
  return p;
}

EventPlace place_of(const object& o) {
  EventPlace p;
  p.extracted = text_of(o, "extracted_place"), p.at = at_of(o), p.resolved = text_of(o, "resolved_place");
  p.geonameid = integer_of(o, "geonameid");
  const auto lat = number_of(o, "lat"), lon = number_of(o, "lon");
  p.located = lat && lon;
  p.lat = p.located ? *lat : 0, p.lon = p.located ? *lon : 0;
  p.province = text_of(o, "province"), p.country_code = text_of(o, "country_code");
  p.resolution = static_cast<int>(integer_of(o, "resolution"));
  return p;
}

Size size_of(const object& o) {
  Size s;
  s.low = integer_of(o, "low");
  std::int64_t high = 0;
  s.high = o["high"].get(high) == simdjson::SUCCESS ? high : s.low;
  s.text = text_of(o, "text"), s.at = at_of(o), s.of = text_of(o, "of"), s.source = text_of(o, "source");
  return s;
}

void who_of(const object& o, Record& r) {
  each_object(o, "actor", [&](const object& p) { r.actors.push_back(party_of(p)); });
  each_object(o, "recipient", [&](const object& p) { r.recipients.push_back(party_of(p)); });
  each_object(o, "participants", [&](const object& p) { r.participants.push_back({party_of(p), text_of(p, "role")}); });
  each_object(o, "attribution", [&](const object& a) {
    Attribution voice;
    object source;
    if (a["source"].get(source) == simdjson::SUCCESS) voice.source = party_of(source);
    voice.cue = text_of(a, "cue"), voice.cue_at = at_of(a), voice.stance = text_of(a, "stance"), voice.about = text_of(a, "about");
    r.attribution.push_back(std::move(voice));
  });
}

void evidence_of(const object& o, Record& r) {
  r.event_text = text_of(o, "event_text"), r.at = at_of(o), r.trigger = at_of(o, "trigger_start", "trigger_end");
  each_object(o, "mentions", [&](const object& m) {
    Telling telling;
    telling.sentence = count_of(m, "sentence").value_or(0);
    telling.at = at_of(m), telling.text = text_of(m, "text"), telling.trigger = at_of(m, "trigger_start", "trigger_end");
    telling.trigger.in_title = telling.at.in_title;
    r.mentions.push_back(std::move(telling));
  });
  r.trigger.in_title = r.at.in_title;
  r.confidence = static_cast<float>(number_of(o, "confidence").value_or(0));
  object why;
  if (o["why"].get(why) != simdjson::SUCCESS) return;
  r.frame = text_of(why, "frame"), r.lexicon = text_of(why, "lexicon"), r.path = text_of(why, "path");
}

Record record_of(const object& o) {
  Record r;
  r.id = text_of(o, "id"), r.doc = text_of(o, "doc"), r.event_type = text_of(o, "event_type");
  r.sentence = count_of(o, "sentence").value_or(0);
  r.modes = texts_of(o, "mode"), r.contexts = texts_of(o, "context"), r.auxiliary = auxiliary_of(o);
  r.attempted = text_of(o, "completion") == "attempted", r.cameo = text_of(o, "cameo");
  who_of(o, r);
  r.date = parse_day(text_of(o, "date")), r.enddate = parse_day(text_of(o, "enddate"));
  r.date_precision = text_of(o, "date_precision"), r.date_text = text_of(o, "date_text");
  r.date_at = at_of(o, "date_start", "date_end", "date_in");
  object inner;
  if (o["event_loc"].get(inner) == simdjson::SUCCESS) r.place = place_of(inner);
  each_object(o, "places", [&](const object& p) { r.places.push_back(place_of(p)); });
  each_size(o, [&](std::string_view what, const object& figure) { r.sizes.push_back({std::string(what), size_of(figure)}); });
  r.content_of = text_of(o, "content_of");
  if (o["process"].get(inner) == simdjson::SUCCESS) r.process = {text_of(inner, "kind"), text_of(inner, "transition"), false, parse_day(text_of(inner, "declared")), parse_day(text_of(inner, "until"))};
  evidence_of(o, r);
  return r;
}

Scores scores_of(const object& o) {
  Scores s;
  s.quad = static_cast<int>(integer_of(o, "quad_code"));
  s.scale = number_of(o, "event_scale").value_or(0);
  s.goldstein = number_of(o, "goldstein");
  return s;
}

}  // namespace

struct ExportReader::Inside {
  Inside(const Lexicon& tables, std::string name) : lexicon(tables), coder(std::move(name)) {}
  const Lexicon& lexicon;
  std::string coder;
  simdjson::dom::parser parser;
  AssertionReader assertions;
};

ExportReader::ExportReader(const Lexicon& lexicon, std::string coder)
    : inside_(std::make_unique<Inside>(lexicon, std::move(coder))) {}
ExportReader::~ExportReader() = default;

Result<ExportRow> ExportReader::read(const EventRow& row) {
  KHALDUN_TRY(Assertion told, inside_->assertions.read(row.record));
  element root;
  object o;
  if (inside_->parser.parse(row.record.data(), row.record.size()).get(root) != simdjson::SUCCESS ||
      root.get(o) != simdjson::SUCCESS) {
    return Error{Fault::bad_format, "no JSON object of a record", "", 0, 0};
  }
  ExportRow out;
  out.record = record_of(o);
  out.record.sentence_text = std::string(row.sentence_text);
  out.told = std::move(told);
  out.told.told = parse_day(row.published);
  out.told.sentence_text = out.record.sentence_text;
  out.scores = scores_of(o);
  out.json = row.record;
  out.title = row.title, out.outlet = row.outlet, out.url = row.url;
  out.published = out.told.told;
  out.coder = inside_->coder;
  const auto* cameo = out.record.cameo.empty() ? nullptr : inside_->lexicon.cameo(out.record.cameo);
  if (cameo != nullptr) {
    out.cameo_name = inside_->lexicon.text(cameo->name);
    // A record that was coded elsewhere may come without scores.
    if (!out.scores.goldstein && cameo->has_goldstein) out.scores.goldstein = static_cast<double>(cameo->goldstein);
  }
  return out;
}

}  // namespace khaldun
