// Records in words, and words in the cells of a terminal.
#include <array>
#include <utility>

#include "khaldun/showing/show.h"

namespace khaldun {
namespace {

std::string source_name(const Party& source) {
  if (!source.name.empty()) return source.name;
  return source.text;
}

void add(std::string& list, std::string_view word) {
  if (!list.empty()) list += ", ";
  list += word;
}

/// "claimed" + by + the holder, if it is named.
void add_voice(std::string& list, std::string_view verb, const Party& source) {
  add(list, verb);
  const std::string holder = source_name(source);
  if (!holder.empty()) list += " by " + holder;
}

std::string_view verb_of(std::string_view stance) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kVerbs = {
      {{"asserts", "claimed"},
       {"denies", "denied"},
       {"doubts", "doubted"},
       {"demands", "demanded"},
       {"expects", "expected"}}};
  for (const auto& [name, verb] : kVerbs) {
    if (name == stance) return verb;
  }
  return {};
}

struct Letter {
  std::uint32_t code = 0;
  std::size_t bytes = 1;
};

/// The code point at the start of `text`; a byte that starts none counts as one letter.
Letter first_letter(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (size == 1 || size > text.size()) return {lead, 1};
  std::uint32_t code = lead & (0x7FU >> size);
  for (std::size_t i = 1; i < size; ++i)
    code = (code << 6U) | (static_cast<unsigned char>(text[i]) & 0x3FU);
  return {code, size};
}

using Range = std::pair<std::uint32_t, std::uint32_t>;

template <std::size_t n>
bool within(std::uint32_t code, const std::array<Range, n>& ranges) {
  for (const auto& [first, last] : ranges) {
    if (code >= first && code <= last) return true;
  }
  return false;
}

/// Unicode 15: combining marks and format characters of the scripts that news carries.
constexpr std::array<Range, 9> kZero = {{{0x0300, 0x036F},
                                         {0x0483, 0x0489},
                                         {0x0591, 0x05BD},
                                         {0x0610, 0x061A},
                                         {0x064B, 0x065F},
                                         {0x200B, 0x200F},
                                         {0x202A, 0x202E},
                                         {0x20D0, 0x20FF},
                                         {0xFE00, 0xFE0F}}};
/// Unicode 15, EastAsianWidth W and F, by block.
constexpr std::array<Range, 9> kWide = {{{0x1100, 0x115F},
                                         {0x2E80, 0xA4CF},
                                         {0xAC00, 0xD7A3},
                                         {0xF900, 0xFAFF},
                                         {0xFE30, 0xFE6F},
                                         {0xFF00, 0xFF60},
                                         {0x1F300, 0x1F64F},
                                         {0x1F680, 0x1F9FF},
                                         {0x20000, 0x3FFFD}}};

unsigned cells(std::uint32_t code) {
  if (code < 0x300) return 1;
  if (within(code, kZero)) return 0;
  return within(code, kWide) ? 2 : 1;
}

}  // namespace

std::string status_words(const Record& record) {
  std::string words;
  if ((record.auxiliary & aux_historical) != 0) add(words, "past");
  if ((record.auxiliary & aux_future) != 0) add(words, "planned");
  if ((record.auxiliary & aux_hypothetical) != 0) add(words, "possible");
  if ((record.auxiliary & aux_negation) != 0) add(words, "did not happen");
  if (record.attempted) add(words, "attempted");
  bool voiced = false;
  for (const Attribution& a : record.attribution) {
    const std::string_view verb = verb_of(a.stance);
    if (verb.empty() || a.about == "size") continue;
    add_voice(words, verb, a.source);
    voiced = true;
  }
  const bool told_as_fact = (record.auxiliary & ~unsigned{aux_historical}) == 0 && !voiced;
  if (told_as_fact) words = words.empty() ? "fact" : "fact, " + words;
  return words;
}

std::string party_words(const Party& party) {
  std::string words = !party.name.empty() ? party.name : party.text;
  std::string codes = party.code;
  if (!party.sectors.empty()) codes += (codes.empty() ? "" : " ") + party.sectors.front();
  if (!codes.empty()) words += (words.empty() ? "[" : " [") + codes + "]";
  return words.empty() ? "?" : words;
}

std::string party_words(const std::vector<Party>& parties) {
  std::string words;
  for (const Party& party : parties) {
    if (!words.empty()) words += "; ";
    words += party_words(party);
  }
  return words;
}

unsigned display_width(std::string_view text) {
  unsigned width = 0;
  while (!text.empty()) {
    const Letter letter = first_letter(text);
    width += cells(letter.code);
    text.remove_prefix(letter.bytes);
  }
  return width;
}

std::string fit(std::string_view text, unsigned width) {
  std::string out;
  const bool cut = display_width(text) > width;
  const unsigned room = cut && width > 0 ? width - 1 : width;
  unsigned used = 0;
  while (!text.empty()) {
    const Letter letter = first_letter(text);
    used += cells(letter.code);
    if (used > room) break;
    if (letter.code < 0x20 || letter.code == 0x7F) {
      out += ' ';  // also keeps escape sequences of a hostile text from the terminal
    } else {
      out.append(text, 0, letter.bytes);
    }
    text.remove_prefix(letter.bytes);
  }
  if (cut && width > 0) out += "…";
  return out;
}

}  // namespace khaldun
