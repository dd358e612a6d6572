#include "khaldun/reading/json_check.h"

#include <cstdint>

namespace khaldun {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// The unit of "\uXXXX" at `at`; nothing if it is none.
std::optional<std::uint32_t> escaped_unit(std::string_view json, std::size_t at) {
  if (json.size() < at + 6 || json[at] != '\\' || json[at + 1] != 'u') return std::nullopt;
  std::uint32_t unit = 0;
  for (std::size_t i = at + 2; i < at + 6; ++i) {
    const int digit = hex_value(json[i]);
    if (digit < 0) return std::nullopt;
    unit = unit * 16 + static_cast<std::uint32_t>(digit);
  }
  return unit;
}

bool is_high(std::uint32_t unit) { return unit >= 0xD800U && unit <= 0xDBFFU; }
bool is_low(std::uint32_t unit) { return unit >= 0xDC00U && unit <= 0xDFFFU; }

struct Escape {
  std::size_t length = 0;  ///< 0: none
  bool lone_surrogate = false;
};

Escape escape_at(std::string_view json, std::size_t at) {
  if (at + 1 >= json.size()) return {};
  if (json[at + 1] != 'u') {
    return {std::string_view("\"\\/bfnrt").find(json[at + 1]) != std::string_view::npos ? 2U : 0U,
            false};
  }
  const auto unit = escaped_unit(json, at);
  if (!unit) return {};
  const auto next = is_high(*unit) ? escaped_unit(json, at + 6) : std::nullopt;
  if (next && is_low(*next)) return {12, false};
  return {6, is_high(*unit) || is_low(*unit)};
}

/// From the opening quote at `at` to behind the closing one.
std::optional<JsonFlaw> check_string(std::string_view json, std::size_t& at, bool& lone) {
  const std::size_t opened = at++;
  while (at < json.size() && json[at] != '"') {
    if (json[at] == '\n') return JsonFlaw{"string is not closed on its line", opened};
    if (static_cast<unsigned char>(json[at]) < 0x20U) {
      return JsonFlaw{"control character in a string, expected an escape like \\t", at};
    }
    std::size_t length = 1;
    if (json[at] == '\\') {
      const Escape escape = escape_at(json, at);
      if (escape.length == 0) return JsonFlaw{"unknown escape in a string", at};
      lone = lone || escape.lone_surrogate;
      length = escape.length;
    }
    at += length;
  }
  if (at >= json.size()) return JsonFlaw{"string is not closed", opened};
  ++at;
  return std::nullopt;
}

}  // namespace

JsonStrings check_json_strings(std::string_view json) {
  JsonStrings found;
  for (std::size_t at = json.find('"'); at < json.size(); at = json.find('"', at)) {
    found.flaw = check_string(json, at, found.has_lone_surrogates);
    if (found.flaw) break;
  }
  return found;
}

std::string mend_lone_surrogates(std::string_view json) {
  std::string mended(json);
  for (std::size_t at = json.find('\\'); at < json.size(); at = json.find('\\', at)) {
    const Escape escape = escape_at(json, at);
    if (escape.lone_surrogate) mended.replace(at + 2, 4, "fffd");
    at += escape.length != 0 ? escape.length : 1;
  }
  return mended;
}

}  // namespace khaldun
