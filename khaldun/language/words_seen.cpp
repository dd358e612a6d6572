#include "khaldun/language/words_seen.h"

#include <algorithm>
#include <string>

#include "khaldun/language/letters.h"

namespace khaldun {
namespace {

bool first_is_upper(std::string_view form) { return is_upper(decode(form, 0).value); }

bool has_lower(std::string_view form) {
  for (std::size_t at = 0; at < form.size(); at += decode(form, at).size) {
    if (is_lower(decode(form, at).value)) return true;
  }
  return false;
}

std::uint64_t shape_of(std::string_view form, Casing casing) {
  bool upper = false;
  bool lower = false;
  bool digit = false;
  bool hyphen = false;
  bool stop = false;
  bool other = false;
  for (std::size_t at = 0; at < form.size();) {
    const CodePoint c = decode(form, at);
    at += c.size;
    upper = upper || is_upper(c.value);
    lower = lower || (is_letter(c.value) && !is_upper(c.value));
    digit = digit || is_digit(c.value);
    hyphen = hyphen || c.value == '-';
    stop = stop || c.value == '.';
    other = other || !(is_letter(c.value) || is_digit(c.value));
  }
  if (casing == Casing::silent && (upper || lower)) {
    upper = false;
    lower = true;
  }
  const bool capital = casing == Casing::mixed && first_is_upper(form);
  std::uint64_t bits = 1;
  for (const bool bit :
       {upper, lower, digit, hyphen, stop, other, capital, casing == Casing::silent}) {
    bits = bits * 2 + (bit ? 1U : 0U);
  }
  return bits * 8 + std::min<std::uint64_t>(form.size(), 4);
}

}  // namespace

Casing casing_of(std::span<const Token> sentence) {
  std::size_t words = 0;
  std::size_t capital = 0;
  std::size_t with_lower = 0;
  std::size_t long_words = 0;
  std::size_t long_capital = 0;
  for (const Token& token : sentence) {
    if (!is_letter(decode(token.form, 0).value)) continue;
    ++words;
    const bool upper = first_is_upper(token.form);
    capital += upper ? 1U : 0U;
    with_lower += has_lower(token.form) ? 1U : 0U;
    if (token.form.size() > 3) {
      ++long_words;
      long_capital += upper ? 1U : 0U;
    }
  }
  if (words >= 3 && with_lower * 5 <= words && capital >= words - with_lower && capital > 0)
    return Casing::silent;
  if (words >= 6 && capital == 0) return Casing::silent;
  if (long_words >= 4 && long_capital * 10 >= long_words * 9) return Casing::silent;
  return Casing::mixed;
}

std::uint64_t see_word(std::string_view lower) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char letter : lower) {
    const auto byte = static_cast<unsigned char>(letter >= '0' && letter <= '9' ? '0' : letter);
    hash = (hash ^ byte) * 0x100000001b3ULL;
  }
  return mix(hash);
}

WordSeen see(const Token& token, Casing casing) {
  WordSeen out;
  out.word = see_word(token.lower);
  out.shape = shape_of(token.form, casing);
  const std::string_view lower = token.lower;
  for (std::size_t size = 1; size <= out.suffix.size(); ++size) {
    out.suffix[size - 1] =
        see_word(size <= lower.size() ? lower.substr(lower.size() - size) : lower) + size;
  }
  for (std::size_t size = 1; size <= out.prefix.size(); ++size) {
    out.prefix[size - 1] = see_word(lower.substr(0, size)) + 16 + size;
  }
  return out;
}

}  // namespace khaldun
