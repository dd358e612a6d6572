#include "khaldun/ledger/assertion.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "khaldun/events/record.h"
#include "khaldun/ledger/record_json.h"

namespace khaldun {
namespace {

using namespace record_json;
using simdjson::dom::element;

Who who_of(const object& o) {
  Who who;
  who.entity = text_of(o, "entity");
  who.of = text_of(o, "of");
  who.name = text_of(o, "name");
  who.text = text_of(o, "entity_text");
  who.kind = text_of(o, "kind");
  who.code = text_of(o, "code");
  who.via = text_of(o, "via");
  who.cameo = text_of(o, "cameo_actor");
  who.sectors = texts_of(o, "sector");
  who.role = text_of(o, "role");
  who.key = text_of(o, "bloc");  // rows of claims have it, records have not
  return who;
}

std::vector<Who> parties_of(const object& o, std::string_view key) {
  std::vector<Who> out;
  each_object(o, key, [&](const object& party) { out.push_back(who_of(party)); });
  return out;
}

void figure_of(const object& o, std::string_view what, std::vector<Figure>& out) {
  Figure figure;
  figure.what = std::string(what);
  std::int64_t n = 0;
  if (o["low"].get(n) == simdjson::SUCCESS) figure.low = n;
  figure.high = o["high"].get(n) == simdjson::SUCCESS ? n : figure.low;
  figure.of = text_of(o, "of");
  figure.source = text_of(o, "source");
  out.push_back(std::move(figure));
}

std::vector<Figure> figures_of(const object& record) {
  std::vector<Figure> out;
  each_size(record, [&](std::string_view what, const object& figure) { figure_of(figure, what, out); });
  return out;
}

void place_of(const object& record, Assertion& out) {
  object place;
  if (record["event_loc"].get(place) != simdjson::SUCCESS) return;
  out.place = text_of(place, "resolved_place");
  out.place_text = text_of(place, "extracted_place");
  out.province = text_of(place, "province");
  out.country = text_of(place, "country_code");
  out.lat = number_of(place, "lat");
  out.lon = number_of(place, "lon");
  out.resolution = static_cast<int>(count_of(place, "resolution").value_or(0));
}

void voices_of(const object& record, Assertion& out) {
  each_object(record, "attribution", [&](const object& o) {
    Testimony voice;
    object source;
    if (o["source"].get(source) == simdjson::SUCCESS) voice.source = who_of(source);
    voice.stance = text_of(o, "stance");
    voice.about = text_of(o, "about");
    out.voices.push_back(std::move(voice));
  });
}

bool voiced(const Assertion& told, std::string_view stance) {
  return std::any_of(told.voices.begin(), told.voices.end(), [&](const Testimony& voice) {
    return voice.stance == stance && about_event(voice);
  });
}

}  // namespace

struct AssertionReader::Inside {
  simdjson::dom::parser parser;
};

AssertionReader::AssertionReader() : inside_(std::make_unique<Inside>()) {}
AssertionReader::~AssertionReader() = default;

Result<Assertion> AssertionReader::read(std::string_view record) {
  element root;
  object o;
  const auto error = inside_->parser.parse(record.data(), record.size()).get(root);
  if (error != simdjson::SUCCESS || root.get(o) != simdjson::SUCCESS) {
    return Error{Fault::bad_format, "no JSON object of a record", "", 0, 0};
  }
  Assertion out;
  out.id = text_of(o, "id");
  out.doc = text_of(o, "doc");
  out.type = text_of(o, "event_type");
  out.content_of = text_of(o, "content_of");
  out.precision = text_of(o, "date_precision");
  out.text = text_of(o, "event_text");
  out.completion = text_of(o, "completion");
  out.cameo = text_of(o, "cameo");
  out.modes = texts_of(o, "mode");
  out.contexts = texts_of(o, "context");
  out.auxiliary = auxiliary_of(o);
  out.sentence = count_of(o, "sentence").value_or(0);
  out.start = count_of(o, "start");
  out.end = count_of(o, "end");
  out.in_title = text_of(o, "in") == "title";
  out.actors = parties_of(o, "actor");
  out.recipients = parties_of(o, "recipient");
  out.participants = parties_of(o, "participants");
  out.first = parse_day(text_of(o, "date"));
  out.last = parse_day(text_of(o, "enddate"));
  out.confidence = number_of(o, "confidence").value_or(0);
  object inner;
  if (o["process"].get(inner) == simdjson::SUCCESS) {
    out.process = text_of(inner, "kind");
    out.transition = text_of(inner, "transition");
    out.declared = parse_day(text_of(inner, "declared"));
    out.until = parse_day(text_of(inner, "until"));
    bool for_all = false;
    if (out.transition == "ended" && inner["for_all"].get(for_all) == simdjson::SUCCESS && for_all) out.transition = "collapsed";
  }
  if (o["text_info"].get(inner) == simdjson::SUCCESS) out.sentence_text = text_of(inner, "sentence_text");
  simdjson::dom::array mentions;
  if (o["mentions"].get(mentions) == simdjson::SUCCESS) out.tellings += static_cast<std::uint32_t>(mentions.size());
  out.figures = figures_of(o);
  place_of(o, out);
  voices_of(o, out);
  return out;
}

bool about_event(const Testimony& testimony) { return testimony.about.empty() || testimony.about == "event"; }

bool told_before(const Assertion& a, const Assertion& b) {
  const auto order = [](const Assertion& t) {
    return std::make_tuple(t.told.has_value(), t.told.value_or(Day{}), std::string_view(t.doc), t.sentence, std::string_view(t.id));
  };
  return order(a) < order(b);
}

std::string_view status_of(const Assertion& told) {
  const bool denied = voiced(told, "denies"), claimed = voiced(told, "asserts");
  if (denied) return claimed ? "disputed" : "denied";
  if ((told.auxiliary & aux_negation) != 0) return "negated";
  if (voiced(told, "demands")) return "demanded";
  if ((told.auxiliary & aux_hypothetical) != 0) return "feared";
  if ((told.auxiliary & aux_future) != 0) return "planned";
  if (claimed) return "claimed";
  return (told.auxiliary & aux_historical) != 0 ? "past" : "fact";
}

std::string short_name(const Who& party) {
  if (!party.entity.empty()) return party.entity;
  std::string code = party.code;
  if (!party.sectors.empty()) code += (code.empty() ? "" : " ") + party.sectors.front();
  if (!code.empty()) return code;
  return party.text.empty() ? party.name : party.text;
}

std::string short_names(const std::vector<Who>& parties) {
  std::string out;
  for (const Who& party : parties) {
    if (!out.empty()) out += ';';
    out += short_name(party);
  }
  return out;
}

}  // namespace khaldun
