#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace khaldun {

/// A record without its id and document, which are columns of a store, and without fields at its top that are empty; a sixth
/// smaller, and still JSON. Nothing if lengthen_record() could not give it back byte for byte. O(bytes).
[[nodiscard]] std::optional<std::string> shorten_record(std::string_view record, std::string_view id, std::string_view doc);
/// The record of docs/record.md from what shorten_record() made.
[[nodiscard]] std::string lengthen_record(std::string_view brief, std::string_view id, std::string_view doc);

}  // namespace khaldun
