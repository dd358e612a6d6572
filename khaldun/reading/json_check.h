#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace khaldun {

struct JsonFlaw {
  std::string what;
  std::size_t at = 0;  ///< byte offset
};

struct JsonStrings {
  std::optional<JsonFlaw> flaw;
  bool has_lone_surrogates = false;  ///< Python's json writes them
};

/// Checks the strings of a JSON text (RFC 8259, section 7) before it is parsed: closed, known
/// escapes, no control characters; the general parser would copy a broken string of 100 MB several
/// times into its message.
[[nodiscard]] JsonStrings check_json_strings(std::string_view json);

/// Lone surrogates become \ufffd; nothing moves.
[[nodiscard]] std::string mend_lone_surrogates(std::string_view json);

}  // namespace khaldun
