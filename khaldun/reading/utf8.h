#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace khaldun {

/// Offset of the first byte that is not part of valid UTF-8 (no overlong forms, no surrogates);
/// size() if all is.
[[nodiscard]] std::size_t valid_utf8_prefix(std::string_view bytes);

/// Valid UTF-8 from any bytes. A stray byte is read as Windows-1252, which is what most files that
/// claim to be UTF-8 and are not turn out to hold (WHATWG Encoding makes the same choice for
/// "latin1"); a cut-off or overlong sequence becomes one U+FFFD; a pair of surrogates in UTF-8
/// (CESU-8) becomes its code point.
[[nodiscard]] std::string repair_utf8(std::string_view bytes);

void append_utf8(std::string& out, std::uint32_t code_point);

enum class Encoding : std::uint8_t { utf8, utf8_marked, utf16_le, utf16_be };

/// What the byte order mark says; `utf8` if there is none.
[[nodiscard]] Encoding marked_encoding(std::string_view bytes);
/// UTF-16 after its byte order mark → UTF-8. A lone surrogate or an odd byte at the end becomes
/// U+FFFD; `first_bad`: offset of the first of them in `bytes`.
[[nodiscard]] std::string utf16_to_utf8(std::string_view bytes, Encoding encoding,
                                        std::optional<std::size_t>& first_bad);

/// CRLF and CR → LF, U+0085 → LF, other control characters but tab → blank. `text` is valid UTF-8
/// before and after.
void clean_controls(std::string& text);

/// No text at all: a well-known binary format, a NUL in 1000 bytes, a control character in 10. ""
/// for text, else the name of what it is ("a PDF file", "binary data").
[[nodiscard]] std::string_view binary_kind(std::string_view bytes);

/// Nothing but blanks, line breaks, U+00A0, U+FEFF.
[[nodiscard]] bool is_blank(std::string_view text);

/// Without blanks and line breaks (ASCII) at both ends.
[[nodiscard]] std::string_view trim(std::string_view text);

}  // namespace khaldun
