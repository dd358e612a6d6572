#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace khaldun {

/// One code point of valid UTF-8 and its bytes. At a wrong byte: that byte as U+FFFD, size 1, so
/// that no text can stop us.
struct CodePoint {
  char32_t value = 0;
  std::uint32_t size = 1;
};
[[nodiscard]] CodePoint decode(std::string_view text, std::size_t at);
/// The code point that ends before `at` (> 0).
[[nodiscard]] CodePoint decode_before(std::string_view text, std::size_t at);
void append(std::string& out, char32_t code_point);

/// Letters of any script, combining marks and joiners; not digits, punctuation, symbols, emoji.
[[nodiscard]] bool is_letter(char32_t c);
[[nodiscard]] bool is_digit(char32_t c);
/// Blanks of any kind, no-break and zero-width ones too, and line ends.
[[nodiscard]] bool is_blank(char32_t c);
/// Upper and lower case of Latin, Greek, Cyrillic, Armenian letters.
[[nodiscard]] bool is_upper(char32_t c);
[[nodiscard]] bool is_lower(char32_t c);
[[nodiscard]] char32_t to_lower(char32_t c);
[[nodiscard]] std::string lower_case(std::string_view text);
[[nodiscard]] std::string upper_case(std::string_view text);

}  // namespace khaldun
