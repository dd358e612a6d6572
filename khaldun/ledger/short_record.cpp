#include "khaldun/ledger/short_record.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace khaldun {
namespace {

struct Known {
  std::string_view key, empty;  ///< empty "": always there, or only where it says something
};
/// Fields of docs/record.md after id and doc, in their order.
constexpr std::array<Known, 32> kFields = {{{"sentence", ""},      {"event_type", ""},      {"mode", "[]"},        {"context", "[]"},
                                            {"auxiliary", "[]"},   {"completion", ""},      {"cameo", "\"\""},     {"quad_code", ""},
                                            {"event_scale", ""},   {"goldstein", "null"},   {"actor", "[]"},       {"recipient", "[]"},
                                            {"participants", "[]"}, {"date", "\"\""},       {"enddate", "\"\""},   {"date_precision", ""},
                                            {"date_text", "\"\""}, {"date_start", "null"},  {"date_end", "null"},  {"date_in", ""},
                                            {"event_loc", "null"}, {"places", "[]"},        {"size", "{}"},        {"attribution", "[]"},
                                            {"content_of", "null"}, {"process", "null"},    {"event_text", ""},    {"start", ""},
                                            {"end", ""},           {"in", ""},              {"trigger_start", ""}, {"trigger_end", ""}}};
constexpr std::string_view kMentions = "mentions";

struct Field {
  std::string_view key, value, both;
};

/// Where the JSON string that starts at `at` ends, after its closing quote.
std::size_t end_of_string(std::string_view json, std::size_t at) {
  for (++at; at < json.size() && json[at] != '"'; ++at) {
    if (json[at] == '\\') ++at;
  }
  return std::min(at + 1, json.size());
}

/// Fields of an object without white space around them; nothing if it is not written so.
std::optional<std::vector<Field>> fields_of(std::string_view json) {
  if (json.size() < 2 || json.front() != '{' || json.back() != '}') return std::nullopt;
  std::vector<Field> out;
  std::size_t at = 1;
  while (at + 1 < json.size()) {
    if (json[at] != '"') return std::nullopt;
    const std::size_t key_end = end_of_string(json, at);
    if (key_end >= json.size() || json[key_end] != ':') return std::nullopt;
    std::size_t end = key_end + 1;
    for (int depth = 0; end + 1 < json.size() && (depth > 0 || json[end] != ',');) {
      const char c = json[end];
      depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
      end = c == '"' ? end_of_string(json, end) : end + 1;
    }
    end = std::min(end, json.size() - 1);
    out.push_back({json.substr(at + 1, key_end - at - 2), json.substr(key_end + 1, end - key_end - 1), json.substr(at, end - at)});
    at = end + 1;
  }
  return out;
}

void append(std::string& out, std::string_view field) {
  if (out.size() > 1) out += ',';
  out += field;
}

void append_empty(std::string& out, std::string_view key, std::string_view empty) {
  if (empty.empty()) return;
  append(out, "\"");
  ((out += key) += "\":") += empty;
}

std::string_view empty_of(std::string_view key) {
  if (key == kMentions) return "[]";
  const auto* known = std::find_if(kFields.begin(), kFields.end(), [&](const Known& k) { return k.key == key; });
  return known == kFields.end() ? std::string_view() : known->empty;
}

}  // namespace

std::string lengthen_record(std::string_view brief, std::string_view id, std::string_view doc) {
  const auto fields = fields_of(brief);
  if (!fields) return std::string(brief);
  std::string out = "{\"id\":\"";
  out.reserve(brief.size() + 320);
  (((out += id) += "\",\"doc\":\"") += doc) += '"';
  const auto* next = kFields.begin();
  bool mentioned = false;
  const auto mention = [&] {
    for (; next != kFields.end(); ++next) append_empty(out, next->key, next->empty);
    if (!mentioned) append_empty(out, kMentions, "[]");
    mentioned = true;
  };
  for (const Field& field : *fields) {
    const auto* known = std::find_if(next, kFields.end(), [&](const Known& k) { return k.key == field.key; });
    if (known != kFields.end()) {
      for (; next != known; ++next) append_empty(out, next->key, next->empty);
      next = known + 1;
    } else {
      mentioned = mentioned || field.key == kMentions;
      mention();
    }
    append(out, field.both);
  }
  mention();
  return out += '}';
}

std::optional<std::string> shorten_record(std::string_view record, std::string_view id, std::string_view doc) {
  const auto fields = fields_of(record);
  if (!fields) return std::nullopt;
  std::string out = "{";
  for (const Field& field : *fields) {
    const std::string_view empty = empty_of(field.key);
    if (field.key == "id" || field.key == "doc" || (!empty.empty() && field.value == empty)) continue;
    append(out, field.both);
  }
  out += '}';
  if (lengthen_record(out, id, doc) != record) return std::nullopt;
  return out;
}

}  // namespace khaldun
