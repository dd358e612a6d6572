#pragma once
#include <simdjson.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "khaldun/events/record.h"

/// Fields of a stored record; what is absent or of another kind is as good as empty. For the sources that read records
/// back, never for a public header.
namespace khaldun::record_json {

using simdjson::dom::object;

inline std::string text_of(const object& o, std::string_view key) {
  std::string_view text;
  return o[key].get(text) == simdjson::SUCCESS ? std::string(text) : std::string();
}

/// A whole number from 0 to 2^32 - 1.
inline std::optional<std::uint32_t> count_of(const object& o, std::string_view key) {
  std::int64_t n = 0;
  if (o[key].get(n) != simdjson::SUCCESS || n < 0 || n > 0xffffffffLL) return std::nullopt;
  return static_cast<std::uint32_t>(n);
}

inline std::optional<double> number_of(const object& o, std::string_view key) {
  double n = 0;
  if (o[key].get(n) != simdjson::SUCCESS) return std::nullopt;
  return n;
}

inline std::vector<std::string> texts_of(const object& o, std::string_view key) {
  std::vector<std::string> out;
  simdjson::dom::array list;
  if (o[key].get(list) != simdjson::SUCCESS) return out;
  for (const simdjson::dom::element item : list) {
    std::string_view text;
    if (item.get(text) == simdjson::SUCCESS) out.emplace_back(text);
  }
  return out;
}

template <class Give>
void each_object(const object& o, std::string_view key, Give give) {
  simdjson::dom::array list;
  if (o[key].get(list) != simdjson::SUCCESS) return;
  for (const simdjson::dom::element item : list) {
    object inner;
    if (item.get(inner) == simdjson::SUCCESS) give(inner);
  }
}

/// Calls `give(what, figure)` for each object of `size`, which holds one or a list for each thing counted.
template <class Give>
void each_size(const object& record, Give give) {
  object sizes;
  if (record["size"].get(sizes) != simdjson::SUCCESS) return;
  for (const auto field : sizes) {
    object one;
    if (field.value.get(one) == simdjson::SUCCESS) {
      give(field.key, one);
      each_object(one, "others", [&](const object& figure) { give(field.key, figure); });
    } else {
      each_object(sizes, field.key, [&](const object& figure) { give(field.key, figure); });
    }
  }
}

/// Auxiliary bits of the list `auxiliary`.
inline std::uint8_t auxiliary_of(const object& o) {
  unsigned bits = 0;
  for (const auto& name : texts_of(o, "auxiliary")) {
    if (name == "historical") bits |= aux_historical;
    if (name == "future") bits |= aux_future;
    if (name == "hypothetical") bits |= aux_hypothetical;
    if (name == "negation") bits |= aux_negation;
  }
  return static_cast<std::uint8_t>(bits);
}

}  // namespace khaldun::record_json
