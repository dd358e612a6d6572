#include "khaldun/language/letters.h"

#include <algorithm>
#include <array>

namespace khaldun {
namespace {

bool in(char32_t c, char32_t first, char32_t last) { return first <= c && c <= last; }

/// Blocks whose letters come as upper, lower, upper, lower …; `odd`: the upper one has an odd
/// number.
bool pairs_even(char32_t c) {
  return in(c, 0x100, 0x137) || in(c, 0x14A, 0x177) || in(c, 0x1DE, 0x1EF) || in(c, 0x1F8, 0x21F) ||
         in(c, 0x222, 0x233) || in(c, 0x1E00, 0x1E95) || in(c, 0x1EA0, 0x1EFF) ||
         in(c, 0x460, 0x481) || in(c, 0x48A, 0x4BF) || in(c, 0x4D0, 0x52F);
}
bool pairs_odd(char32_t c) {
  return in(c, 0x139, 0x148) || in(c, 0x179, 0x17E) || in(c, 0x1CD, 0x1DC) || in(c, 0x4C1, 0x4CE);
}

/// Distance from an upper-case letter to its lower-case one in blocks of upper, then lower.
char32_t block_shift(char32_t c) {
  if (in(c, 'A', 'Z') || (in(c, 0xC0, 0xDE) && c != 0xD7)) return 32;
  if (in(c, 0x391, 0x3AB) && c != 0x3A2) return 32;
  if (in(c, 0x410, 0x42F)) return 32;
  if (in(c, 0x400, 0x40F)) return 80;
  if (in(c, 0x531, 0x556)) return 48;
  return 0;
}

bool is_symbol_or_punctuation(char32_t c) {
  if (c < 0x80) return true;  // the caller has dealt with ASCII letters and digits
  if (c < 0xC0) return c != 0xAA && c != 0xB5 && c != 0xBA;
  if (c == 0xD7 || c == 0xF7) return true;
  // U+200C, U+200D join letters in Persian, Urdu and Indian scripts.
  if (in(c, 0x2000, 0x206F)) return c != 0x200C && c != 0x200D;
  if (in(c, 0x20A0, 0x20CF) || in(c, 0x2190, 0x2BFF) || in(c, 0x2E00, 0x2E7F)) return true;
  if (in(c, 0x3000, 0x3004) || in(c, 0x3008, 0x3020) || c == 0x30FB) return true;
  if (in(c, 0xFE10, 0xFE1F) || in(c, 0xFE30, 0xFE6F)) return true;
  if (in(c, 0xFF00, 0xFF0F) || in(c, 0xFF1A, 0xFF20) || in(c, 0xFF3B, 0xFF40)) return true;
  if (in(c, 0xFF5B, 0xFF65) || in(c, 0xFFE0, 0xFFFF)) return true;
  if (c == 0x60C || c == 0x61B || c == 0x61F || c == 0x66A || c == 0x66B || c == 0x66C) return true;
  if (c == 0x66D || c == 0x6D4 || c == 0x964 || c == 0x965 || c == 0x55D || c == 0x589) return true;
  if (c == 0x5BE || c == 0x5F3 || c == 0x5F4 || c == 0x37E || c == 0x387) return true;
  return in(c, 0x1F000, 0x1FAFF) || c > 0xE0000;
}

constexpr std::array<char32_t, 10> kDigitBlocks = {0x660, 0x6F0, 0x7C0, 0x966, 0x9E6,
                                                   0xA66, 0xAE6, 0xB66, 0xBE6, 0xFF10};

}  // namespace

CodePoint decode(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) -> char32_t {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
  };
  const char32_t b = byte(0);
  const auto tail = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  if (b < 0x80) return {b, 1};
  if (in(b, 0xC2, 0xDF) && tail(1)) return {((b & 0x1FU) << 6U) | (byte(1) & 0x3FU), 2};
  if (in(b, 0xE0, 0xEF) && tail(1) && tail(2)) {
    return {((b & 0xFU) << 12U) | ((byte(1) & 0x3FU) << 6U) | (byte(2) & 0x3FU), 3};
  }
  if (in(b, 0xF0, 0xF4) && tail(1) && tail(2) && tail(3)) {
    return {((b & 7U) << 18U) | ((byte(1) & 0x3FU) << 12U) | ((byte(2) & 0x3FU) << 6U) |
                (byte(3) & 0x3FU),
            4};
  }
  return {0xFFFD, 1};
}

CodePoint decode_before(std::string_view text, std::size_t at) {
  for (std::uint32_t size = 1; size <= 4 && size <= at; ++size) {
    const CodePoint point = decode(text, at - size);
    if (point.size == size) return point;
  }
  return {0xFFFD, 1};
}

void append(std::string& out, char32_t c) {
  const auto put = [&](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0U | (c >> 6U));
    put(0x80U | (c & 0x3FU));
  } else if (c < 0x10000) {
    put(0xE0U | (c >> 12U));
    put(0x80U | ((c >> 6U) & 0x3FU));
    put(0x80U | (c & 0x3FU));
  } else {
    put(0xF0U | (c >> 18U));
    put(0x80U | ((c >> 12U) & 0x3FU));
    put(0x80U | ((c >> 6U) & 0x3FU));
    put(0x80U | (c & 0x3FU));
  }
}

bool is_digit(char32_t c) {
  if (c < 0x80) return in(c, '0', '9');
  return std::any_of(kDigitBlocks.begin(), kDigitBlocks.end(),
                     [&](char32_t zero) { return in(c, zero, zero + 9); });
}

bool is_blank(char32_t c) {
  return c == ' ' || in(c, 9, 13) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         in(c, 0x2000, 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000 || c == 0xFEFF || c < 0x20 || c == 0x7F;
}

bool is_letter(char32_t c) {
  if (c < 0x80) return in(c, 'a', 'z') || in(c, 'A', 'Z');
  return !is_symbol_or_punctuation(c) && !is_digit(c) && !is_blank(c);
}

bool is_upper(char32_t c) { return to_lower(c) != c; }

bool is_lower(char32_t c) {
  if (c < 0x80) return in(c, 'a', 'z');
  if (in(c, 0xDF, 0xFF) && c != 0xF7) return true;
  if (pairs_even(c)) return (c & 1U) == 1U;
  if (pairs_odd(c)) return (c & 1U) == 0U;
  return in(c, 0x3AC, 0x3CE) || in(c, 0x430, 0x45F) || in(c, 0x561, 0x586) || in(c, 0x250, 0x2AF);
}

char32_t to_lower(char32_t c) {
  if (const char32_t shift = block_shift(c); shift != 0) return c + shift;
  if (c < 0x80) return c;
  if (c == 0x130) return 'i';
  if (c == 0x178) return 0xFF;
  if (pairs_even(c)) return c | 1U;
  if (pairs_odd(c)) return (c & 1U) == 1U ? c + 1 : c;
  return c;
}

std::string lower_case(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode(text, at);
    const char32_t lower = to_lower(point.value);
    if (lower == point.value) {
      out.append(text.substr(at, point.size));
    } else {
      append(out, lower);
    }
    at += point.size;
  }
  return out;
}

std::string upper_case(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode(text, at);
    char32_t c = point.value;
    if (in(c, 'a', 'z') || (in(c, 0xE0, 0xFE) && c != 0xF7)) c -= 32;
    append(out, c);
    at += point.size;
  }
  return out;
}

}  // namespace khaldun
