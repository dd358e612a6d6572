#include "khaldun/reading/utf8.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace khaldun {
namespace {

constexpr std::uint32_t kReplacement = 0xFFFD;

std::uint32_t byte_at(std::string_view bytes, std::size_t at) {
  return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0U;
}
bool continues(std::uint32_t byte) { return (byte & 0xC0U) == 0x80U; }

/// Length of the ASCII that begins at `at`, eight bytes at a time.
std::size_t ascii_run(std::string_view bytes, std::size_t at) {
  const std::size_t begin = at;
  std::uint64_t word = 0;
  while (at + sizeof word <= bytes.size()) {
    std::memcpy(&word, bytes.data() + at, sizeof word);
    if ((word & 0x8080808080808080U) != 0) break;
    at += sizeof word;
  }
  while (at < bytes.size() && byte_at(bytes, at) < 0x80U) ++at;
  return at - begin;
}

/// How far the sequence that begins at a non-ASCII byte is well formed (Unicode 15, table 3-7).
struct Sequence {
  std::size_t length = 1;  ///< of the maximal well-formed part
  bool complete = false;
};

Sequence sequence_at(std::string_view bytes, std::size_t at) {
  const std::uint32_t lead = byte_at(bytes, at);
  if (lead < 0xC2U || lead > 0xF4U) return {};
  const std::size_t wanted = lead < 0xE0U ? 2 : lead < 0xF0U ? 3 : 4;
  const std::uint32_t low = lead == 0xE0U ? 0xA0U : lead == 0xF0U ? 0x90U : 0x80U;
  const std::uint32_t high = lead == 0xEDU ? 0x9FU : lead == 0xF4U ? 0x8FU : 0xBFU;
  const std::uint32_t second = byte_at(bytes, at + 1);
  if (second < low || second > high) return {};
  Sequence found{2, wanted == 2};
  while (found.length < wanted && continues(byte_at(bytes, at + found.length))) ++found.length;
  found.complete = found.length == wanted;
  return found;
}

/// Windows-1252, 0x80…0x9f; 0 where it has no character. Source: WHATWG Encoding,
/// index-windows-1252.
constexpr std::array<std::uint16_t, 32> kWindows1252 = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

std::uint32_t windows1252(std::uint32_t byte) {
  if (byte >= 0xA0U) return byte;
  const std::uint32_t code_point = kWindows1252[byte - 0x80U];
  return code_point != 0 ? code_point : kReplacement;
}

/// The surrogate written in three bytes of UTF-8 at `at`, or 0.
std::uint32_t surrogate_at(std::string_view bytes, std::size_t at) {
  const std::uint32_t second = byte_at(bytes, at + 1);
  const std::uint32_t third = byte_at(bytes, at + 2);
  if (byte_at(bytes, at) != 0xEDU || second < 0xA0U || !continues(second) || !continues(third)) {
    return 0;
  }
  return 0xD000U | ((second & 0x3FU) << 6U) | (third & 0x3FU);
}

std::uint32_t join_surrogates(std::uint32_t high, std::uint32_t low) {
  return 0x10000U + ((high - 0xD800U) << 10U) + (low - 0xDC00U);
}
bool is_high(std::uint32_t unit) { return unit >= 0xD800U && unit <= 0xDBFFU; }
bool is_low(std::uint32_t unit) { return unit >= 0xDC00U && unit <= 0xDFFFU; }

/// Appends what the faulty bytes at `at` stand for; returns how many they are.
std::size_t repair_at(std::string_view bytes, std::size_t at, bool seen_utf8, std::string& out) {
  const std::uint32_t first = byte_at(bytes, at);
  if (const std::uint32_t high = surrogate_at(bytes, at); high != 0) {
    const std::uint32_t low = surrogate_at(bytes, at + 3);
    const bool pair = is_high(high) && is_low(low);
    append_utf8(out, pair ? join_surrogates(high, low) : kReplacement);
    return pair ? 6 : 3;
  }
  const Sequence sequence = sequence_at(bytes, at);
  const bool overlong = (first == 0xC0U || first == 0xC1U) && continues(byte_at(bytes, at + 1));
  const bool cut_at_end = seen_utf8 && at + 1 == bytes.size() && first >= 0xC2U && first <= 0xF4U;
  if (sequence.length > 1 || overlong || cut_at_end) {
    append_utf8(out, kReplacement);
    return std::max<std::size_t>(sequence.length, overlong ? 2 : 1);
  }
  append_utf8(out, windows1252(first));
  return 1;
}

std::uint32_t utf16_unit(std::string_view bytes, std::size_t at, Encoding encoding) {
  const std::uint32_t a = byte_at(bytes, at);
  const std::uint32_t b = byte_at(bytes, at + 1);
  return encoding == Encoding::utf16_le ? (b << 8U) | a : (a << 8U) | b;
}

bool is_control(std::uint32_t byte) {
  return (byte < 0x20U && byte != '\t' && byte != '\n' && byte != '\r' && byte != '\f') ||
         byte == 0x7FU;
}

bool is_ascii_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

}  // namespace

std::size_t valid_utf8_prefix(std::string_view bytes) {
  std::size_t at = 0;
  while (true) {
    at += ascii_run(bytes, at);
    if (at == bytes.size()) return at;
    const Sequence sequence = sequence_at(bytes, at);
    if (!sequence.complete) return at;
    at += sequence.length;
  }
}

std::string repair_utf8(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 16);
  bool seen_utf8 = false;
  std::size_t at = 0;
  while (at < bytes.size()) {
    const std::size_t valid = valid_utf8_prefix(bytes.substr(at));
    const std::string_view part = bytes.substr(at, valid);
    seen_utf8 = seen_utf8 || ascii_run(part, 0) != part.size();
    out.append(part);
    at += valid;
    if (at < bytes.size()) at += repair_at(bytes, at, seen_utf8, out);
  }
  return out;
}

void append_utf8(std::string& out, std::uint32_t code_point) {
  const auto put = [&out](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (code_point < 0x80U) return put(code_point);
  if (code_point < 0x800U) {
    put(0xC0U | (code_point >> 6U));
  } else {
    if (code_point < 0x10000U) {
      put(0xE0U | (code_point >> 12U));
    } else {
      put(0xF0U | (code_point >> 18U));
      put(0x80U | ((code_point >> 12U) & 0x3FU));
    }
    put(0x80U | ((code_point >> 6U) & 0x3FU));
  }
  put(0x80U | (code_point & 0x3FU));
}

Encoding marked_encoding(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return Encoding::utf8_marked;
  if (bytes.starts_with("\xFF\xFE")) return Encoding::utf16_le;
  if (bytes.starts_with("\xFE\xFF")) return Encoding::utf16_be;
  return Encoding::utf8;
}

std::string utf16_to_utf8(std::string_view bytes, Encoding encoding,
                          std::optional<std::size_t>& first_bad) {
  std::string out;
  out.reserve(bytes.size() / 2);
  for (std::size_t at = 0; at < bytes.size(); at += 2) {
    const std::uint32_t unit = utf16_unit(bytes, at, encoding);
    const bool whole = at + 1 < bytes.size();
    const std::uint32_t next = at + 3 < bytes.size() ? utf16_unit(bytes, at + 2, encoding) : 0U;
    if (whole && is_high(unit) && is_low(next)) {
      append_utf8(out, join_surrogates(unit, next));
      at += 2;
    } else if (!whole || is_high(unit) || is_low(unit)) {
      append_utf8(out, kReplacement);
      if (!first_bad) first_bad = at;
    } else {
      append_utf8(out, unit);
    }
  }
  return out;
}

void clean_controls(std::string& text) {
  std::size_t to = 0;
  for (std::size_t from = 0; from < text.size(); ++from) {
    const std::uint32_t byte = byte_at(text, from);
    const std::uint32_t next = byte_at(text, from + 1);
    char c = text[from];
    if (c == '\r') {
      if (next == '\n') ++from;
      c = '\n';
    } else if (is_control(byte) || c == '\f') {
      c = ' ';
    } else if (byte == 0xC2U && next < 0xA0U) {  // U+0080…U+009F, in two bytes
      ++from;
      c = next == 0x85U ? '\n' : ' ';
    }
    text[to++] = c;
  }
  text.resize(to);
}

std::string_view binary_kind(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("%PDF-")) return "a PDF file";
  if (bytes.starts_with("\x1F\x8B")) return "a gzip file";
  if (bytes.starts_with("PK\x03\x04")) return "a ZIP file (or .docx, .odt)";
  if (bytes.starts_with("\xD0\xCF\x11\xE0")) return "an old Office file";
  if (bytes.starts_with("{\\rtf")) return "an RTF file";
  const auto count = [bytes](auto of) {
    return static_cast<std::size_t>(std::count_if(bytes.begin(), bytes.end(), of));
  };
  const std::size_t nul = count([](char c) { return c == '\0'; });
  const std::size_t controls =
      count([](char c) { return is_control(static_cast<unsigned char>(c)); });
  const bool binary = nul * 1000 > bytes.size() || controls * 10 > bytes.size();
  return binary ? "binary data"sv : ""sv;
}

bool is_blank(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (is_ascii_blank(text[at])) continue;
    if (text.substr(at).starts_with("\xC2\xA0")) {
      at += 1;
    } else if (text.substr(at).starts_with("\xEF\xBB\xBF")) {
      at += 2;
    } else {
      return false;
    }
  }
  return true;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_ascii_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_ascii_blank(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace khaldun
