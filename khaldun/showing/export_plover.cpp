// PLOVER's own JSON: its names of fields first, all else of the record behind them, so that nothing is lost on the way back.
#include <algorithm>
#include <array>

#include "khaldun/showing/export_row.h"
#include "khaldun/showing/json.h"
#include "khaldun/reading/utf8.h"

namespace khaldun {
namespace {

/// A member of a JSON object as its bytes: the name without quotes, the value as it stands.
struct Member {
  std::string_view name, value;
};

std::size_t behind_string(std::string_view text, std::size_t at) {
  for (++at; at < text.size(); ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (text[at] == '"') {
      return at + 1;
    }
  }
  return text.size();
}

std::size_t behind_value(std::string_view text, std::size_t at) {
  std::size_t depth = 0;
  while (at < text.size()) {
    const char c = text[at];
    if (c == '"') {
      at = behind_string(text, at);
      if (depth == 0) return at;
      continue;
    }
    const bool closes = c == '}' || c == ']';
    if (depth == 0 && (closes || c == ',')) return at;
    if (c == '{' || c == '[') ++depth;
    if (closes) --depth;
    ++at;
    if (closes && depth == 0) return at;
  }
  return text.size();
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// The members of an object, in their order. `text` is sound JSON.
std::vector<Member> members_of(std::string_view text) {
  std::vector<Member> out;
  text = trimmed(text);
  if (text.size() < 2 || text.front() != '{') return out;
  for (std::size_t at = 1; at < text.size();) {
    at = text.find('"', at);
    if (at == std::string_view::npos) break;
    const std::size_t end = behind_string(text, at);
    const std::string_view name = text.substr(at + 1, end - at - 2);
    at = text.find(':', end);
    if (at == std::string_view::npos) break;
    const std::size_t last = behind_value(text, ++at);
    out.push_back({name, trimmed(text.substr(at, last - at))});
    at = last;
  }
  return out;
}

/// The items of a list, as their bytes.
std::vector<std::string_view> items_of(std::string_view text) {
  std::vector<std::string_view> out;
  text = trimmed(text);
  if (text.size() < 2 || text.front() != '[') return out;
  for (std::size_t at = 1; at + 1 < text.size();) {
    const std::size_t last = behind_value(text, at);
    out.push_back(trimmed(text.substr(at, last - at)));
    at = last + 1;
  }
  return out;
}

std::string_view value_of(const std::vector<Member>& members, std::string_view name) {
  const auto found = std::find_if(members.begin(), members.end(), [&](const Member& m) { return m.name == name; });
  return found != members.end() ? found->value : std::string_view();
}

/// One object, member by member, of values that are JSON already.
class Object {
 public:
  explicit Object(std::string& out) : out_(out) { out_ += '{'; }
  Object& raw(std::string_view name, std::string_view value) {
    if (value.empty()) return *this;
    if (started_) out_ += ',';
    started_ = true;
    out_ += '"';
    out_ += name;
    out_ += "\":";
    out_ += value;
    return *this;
  }
  Object& text(std::string_view name, std::string_view value) {
    std::string quoted;
    json::append_string(quoted, value);
    return raw(name, quoted);
  }
  void end() { out_ += '}'; }

 private:
  std::string& out_;
  bool started_ = false;
};

struct Rename {
  std::string_view ours, plover;
};
constexpr std::array<Rename, 1> kOfEntities = {{{"wikidata_id", "identifier_id"}}};

/// A list of parties with the names of fields changed one way or the other.
std::string renamed(std::string_view list, std::string_view Rename::*from, std::string_view Rename::*to) {
  std::string out = "[";
  for (const std::string_view party : items_of(list)) {
    if (out.size() > 1) out += ',';
    Object object(out);
    for (const Member& m : members_of(party)) {
      const auto rename = std::find_if(kOfEntities.begin(), kOfEntities.end(), [&](const Rename& r) { return r.*from == m.name; });
      object.raw(rename != kOfEntities.end() ? (*rename).*to : m.name, m.value);
    }
    object.end();
  }
  return out + "]";
}

/// Fields of a record in the order of docs/record.md; what PLOVER does not know stands in the same order in its layout.
constexpr std::array<std::string_view, 37> kOrder = {
    "id", "doc", "sentence", "event_type", "mode", "context", "auxiliary", "completion", "cameo", "quad_code", "event_scale",
    "goldstein", "actor", "recipient", "participants", "date", "enddate", "date_precision", "date_text", "date_start", "date_end",
    "date_in", "event_loc", "places", "size", "attribution", "content_of", "process", "event_text", "start", "end", "in",
    "trigger_start", "trigger_end", "mentions", "confidence", "why"};
/// Those that have a name or a place of their own there.
constexpr std::array<std::string_view, 19> kMoved = {
    "id", "doc", "sentence", "event_type", "mode", "context", "quad_code", "event_scale", "actor", "recipient", "date", "enddate",
    "event_loc", "event_text", "size", "start", "end", "in", "text_info"};
/// Fields that only the PLOVER layout has.
constexpr std::array<std::string_view, 6> kOnlyThere = {"event", "text", "text_info", "cite_info", "coder", "status"};

template <std::size_t n>
bool among(std::string_view name, const std::array<std::string_view, n>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string text_of_json(std::string_view value) {
  std::string out;
  if (value.size() < 2 || value.front() != '"') return out;
  value = value.substr(1, value.size() - 2);
  const auto hex = [&](std::size_t at) {
    std::uint32_t code = 0;
    for (std::size_t i = at; i < at + 4 && i < value.size(); ++i) {
      const char c = value[i];
      const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : 0;
      code = code * 16 + static_cast<std::uint32_t>(digit);
    }
    return code;
  };
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] != '\\' || i + 1 == value.size()) {
      out += value[i];
      continue;
    }
    const char c = value[++i];
    constexpr std::string_view kEscapes = "nrtbf", kMeanings = "\n\r\t\b\f";
    const auto known = kEscapes.find(c);
    if (c != 'u') {
      out += known != std::string_view::npos ? kMeanings[known] : c;
      continue;
    }
    std::uint32_t code = hex(i + 1);
    i += 4;
    const bool pair = code >= 0xD800 && code < 0xDC00 && value.substr(std::min(i + 1, value.size()), 2) == "\\u";
    if (pair) {
      code = 0x10000 + ((code - 0xD800) << 10U) + (hex(i + 3) - 0xDC00);
      i += 6;
    }
    append_utf8(out, code >= 0xD800 && code < 0xE000 ? 0xFFFD : code);
  }
  return out;
}

std::optional<std::uint32_t> count_of_json(std::string_view value) {
  if (value.empty() || value.size() > 9 || value.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  std::uint32_t n = 0;
  for (char c : value) n = n * 10 + static_cast<std::uint32_t>(c - '0');
  return n;
}

}  // namespace

namespace layout {

std::size_t append_plover(std::string& out, const ExportRow& row) {
  const auto all = members_of(row.json);
  const auto value = [&](std::string_view name) { return value_of(all, name); };
  Object object(out);
  object.raw("id", value("id")).raw("date", value("date")).raw("enddate", value("enddate"));
  object.raw("actor", renamed(value("actor"), &Rename::ours, &Rename::plover));
  object.raw("recipient", renamed(value("recipient"), &Rename::ours, &Rename::plover));
  object.raw("event", value("event_type")).raw("mode", value("mode")).raw("context", value("context"));
  object.raw("quad_code", value("quad_code")).raw("event_scale", value("event_scale"));
  object.raw("event_loc", value("event_loc")).raw("size", value("size")).raw("event_text", value("event_text"));
  object.text("text", row.record.sentence_text);
  std::string inner;
  Object info(inner);
  info.raw("sequence", value("sentence")).raw("start", value("start")).raw("end", value("end")).raw("in", value("in"));
  info.raw("text_story", value("doc"));
  info.end();
  object.raw("text_info", inner);
  inner.clear();
  Object cite(inner);
  cite.text("title", row.title).text("publication", row.outlet).text("url", row.url);
  cite.text("date", row.published ? to_iso(*row.published) : "");
  cite.end();
  object.raw("cite_info", inner).text("coder", row.coder).text("status", status_of(row.told));
  for (const Member& m : all) {
    if (!among(m.name, kMoved)) object.raw(m.name, m.value);
  }
  object.end();
  out += '\n';
  return 1;
}

}  // namespace layout

Result<ImportedRecord> import_record(std::string_view line) {
  AssertionReader reader;
  if (const auto sound = reader.read(line); !sound) return sound.error();
  const auto all = members_of(line);
  const auto value = [&](std::string_view name) { return value_of(all, name); };
  const bool plover = value("event_type").empty();
  const auto info = members_of(value("text_info")), cite = members_of(value("cite_info"));
  const auto taken = [&](std::string_view name) -> std::string_view {
    if (!plover) return value(name);
    if (name == "event_type") return value("event");
    if (name == "doc") return !value_of(info, "text_story").empty() ? value_of(info, "text_story") : value("doc");
    if (name == "sentence") return value_of(info, "sequence");
    if (name == "start" || name == "end" || name == "in") return value_of(info, name);
    return value(name);
  };
  ImportedRecord out;
  out.doc = text_of_json(taken("doc"));
  if (text_of_json(taken("event_type")).empty()) return Error{Fault::bad_value, "no \"event_type\" or \"event\"", "", 0, 0};
  if (out.doc.empty()) return Error{Fault::bad_value, "no \"doc\" or \"text_info\".\"text_story\": the document it is from", "", 0, 0};
  out.title = text_of_json(value_of(cite, "title")), out.outlet = text_of_json(value_of(cite, "publication"));
  out.url = text_of_json(value_of(cite, "url")), out.published = parse_day(text_of_json(value_of(cite, "date")));
  out.event.sentence_text = text_of_json(plover ? value("text") : value_of(info, "sentence_text"));
  out.event.id = text_of_json(value("id"));
  if (out.event.id.empty()) out.event.id = "r" + std::to_string(layout::number_of(line));
  out.sentence = count_of_json(taken("sentence")).value_or(0);
  out.event_text = text_of_json(value("event_text"));
  if (text_of_json(taken("in")) != "title") out.start = count_of_json(taken("start")), out.end = count_of_json(taken("end"));
  Object object(out.event.record);
  object.text("id", out.event.id);
  for (const std::string_view name : kOrder) {
    if (name == "id") continue;
    const bool parties = plover && (name == "actor" || name == "recipient");
    object.raw(name, parties ? renamed(value(name), &Rename::plover, &Rename::ours) : std::string(taken(name)));
  }
  for (const Member& m : all) {
    const bool known = among(m.name, kOrder) || m.name == "text_info" || (plover && among(m.name, kOnlyThere));
    if (!known) object.raw(m.name, m.value);
  }
  object.end();
  return out;
}

namespace {

std::vector<std::string_view> code_points(std::string_view text) {
  std::vector<std::string_view> out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
    out.push_back(text.substr(at, end - at));
    at = end;
  }
  return out;
}

/// A text longer than that is not made up from offsets: somebody else's may count anything.
constexpr std::size_t kLongest = 4U << 20U;

}  // namespace

std::string text_of_records(std::span<const ImportedRecord> records) {
  std::vector<std::string_view> letters;
  const auto put = [&](std::string_view text, std::size_t at) {
    const auto all = code_points(text);
    if (at + all.size() > kLongest) return;
    if (letters.size() < at + all.size()) letters.resize(at + all.size(), " ");
    std::copy(all.begin(), all.end(), letters.begin() + static_cast<std::ptrdiff_t>(at));
  };
  for (const ImportedRecord& r : records) {
    const std::size_t within = r.event.sentence_text.find(r.event_text);
    if (!r.start || r.event_text.empty() || within == std::string::npos) continue;
    const std::size_t before = code_points(std::string_view(r.event.sentence_text).substr(0, within)).size();
    if (before <= *r.start) put(r.event.sentence_text, *r.start - before);
  }
  for (const ImportedRecord& r : records) {
    if (r.start && !r.event_text.empty()) put(r.event_text, *r.start);
  }
  std::string out;
  for (const auto& letter : letters) out += letter;
  if (!out.empty()) return out;
  for (const ImportedRecord& r : records) {  // no offsets: the sentences, each once
    if (r.event.sentence_text.empty() || out.find(r.event.sentence_text) != std::string::npos) continue;
    out += (out.empty() ? "" : "\n") + r.event.sentence_text;
  }
  return out;
}

}  // namespace khaldun
