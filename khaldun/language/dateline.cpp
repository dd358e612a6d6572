#include "khaldun/language/dateline.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "khaldun/language/letters.h"

namespace khaldun {
namespace {

constexpr std::uint32_t kLongest = 18;
constexpr std::uint32_t kLongestBeforeColon = 6;

bool is_dash(std::string_view form) {
  return form == "-" || form == "--" || form == "–" || form == "—" || form == "―";
}

bool all_capitals(std::string_view form) {
  std::size_t letters = 0;
  for (std::size_t at = 0; at < form.size();) {
    const CodePoint c = decode(form, at);
    at += c.size;
    if (!is_letter(c.value)) continue;
    if (!is_upper(c.value)) return false;
    ++letters;
  }
  return letters >= 3;
}

bool may_stand_in_dateline(std::string_view form) {
  constexpr auto kSmall = std::to_array<std::string_view>(
      {"of", "and", "de", "la", "le", "du", "el", "al", "in", "the"});
  const char32_t first = decode(form, 0).value;
  return is_upper(first) || is_digit(first) || first == ',' || first == '(' || first == ')' ||
         first == '/' || first == '.' ||
         std::find(kSmall.begin(), kSmall.end(), form) != kSmall.end();
}

bool has_small_letters(std::span<const Token> tokens) {
  return std::any_of(tokens.begin(), tokens.end(),
                     [](const Token& token) { return is_lower(decode(token.form, 0).value); });
}

}  // namespace

std::uint32_t dateline_size(std::span<const Token> sentence) {
  const auto limit = static_cast<std::uint32_t>(std::min<std::size_t>(kLongest, sentence.size()));
  const bool capitals = !sentence.empty() && all_capitals(sentence[0].form);
  for (std::uint32_t i = 0; i + 2 < limit; ++i) {
    const std::string_view form = sentence[i].form;
    const bool colon = form == ":";
    if (i > 0 && (is_dash(form) || colon)) {
      const bool apart = sentence[i].space_after && (colon || sentence[i - 1].space_after);
      const bool agency = sentence[i - 1].form == ")";
      const bool sure = colon ? capitals && i <= kLongestBeforeColon : capitals || agency;
      return apart && sure && has_small_letters(sentence.subspan(i + 1)) ? i + 1 : 0;
    }
    if (!may_stand_in_dateline(form)) return 0;
  }
  return 0;
}

}  // namespace khaldun
