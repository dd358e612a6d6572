#include "khaldun/events/time_words.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace khaldun {
namespace {

constexpr std::array<std::string_view, 12> kMonths{"january",   "february", "march",    "april",
                                                   "may",       "june",     "july",     "august",
                                                   "september", "october",  "november", "december"};
constexpr std::array<std::string_view, 7> kWeekdays{"sunday",   "monday", "tuesday", "wednesday",
                                                    "thursday", "friday", "saturday"};
constexpr std::array<std::string_view, 20> kOnes{
    "zero",     "one",     "two",     "three",     "four",     "five",    "six",
    "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",  "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
constexpr std::array<std::string_view, 8> kTens{"twenty", "thirty",  "forty",  "fifty",
                                                "sixty",  "seventy", "eighty", "ninety"};
constexpr std::array<std::string_view, 21> kOrdinals{
    "zeroth",     "first",     "second",    "third",       "fourth",     "fifth",      "sixth",
    "seventh",    "eighth",    "ninth",     "tenth",       "eleventh",   "twelfth",    "thirteenth",
    "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"};

constexpr std::string_view kEnDash = "\xe2\x80\x93";

std::string_view strip_dot(std::string_view w) {
  return !w.empty() && w.back() == '.' ? w.substr(0, w.size() - 1) : w;
}
bool alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}
bool digit(char c) { return c >= '0' && c <= '9'; }

/// Bytes of the hyphen, dash or slash between two halves of a token at `i`; 0 if there is none.
std::size_t seam(std::string_view s, std::size_t i) {
  if (i == 0) return 0;
  const std::size_t size = s[i] == '-' || s[i] == '/'         ? 1
                           : s.substr(i).starts_with(kEnDash) ? 3
                                                              : 0;
  if (size == 0 || i + size >= s.size()) return 0;
  const char before = s[i - 1], after = s[i + size];
  if (s[i] == '/') return digit(before) && digit(after) ? size : 0;
  return (alphanumeric(before) || before == '.') && alphanumeric(after) ? size : 0;
}

}  // namespace

unsigned month_of(std::string_view lower) {
  const auto w = strip_dot(lower);
  if (w.size() < 3) return 0;
  for (unsigned i = 0; i < kMonths.size(); ++i)
    if (w == kMonths[i] || (w.size() == 3 && w == kMonths[i].substr(0, 3)) ||
        (w == "sept" && i == 8))
      return i + 1;
  return 0;
}
int weekday_of(std::string_view lower) {
  const auto w = strip_dot(lower);
  if (w.size() < 3) return -1;
  for (std::size_t i = 0; i < kWeekdays.size(); ++i) {
    if (w == kWeekdays[i]) return static_cast<int>(i);
    // "Sun", "Sat", "Wed" are words of their own.
    const bool cut =
        lower.size() > w.size() ? w.size() == 3 : w == "tue" || w == "mon" || w == "fri";
    if ((cut || w.size() == 4) && w.size() <= 5 && kWeekdays[i].starts_with(w))
      return static_cast<int>(i);
  }
  return -1;
}
std::optional<int> digits(std::string_view s) {
  if (s.empty() || s.size() > 9 || !std::all_of(s.begin(), s.end(), digit)) return std::nullopt;
  int v = 0;
  std::from_chars(s.data(), s.data() + s.size(), v);
  return v;
}
std::optional<int> cardinal(std::string_view lower) {
  for (std::size_t i = 0; i < kOnes.size(); ++i)
    if (lower == kOnes[i]) return static_cast<int>(i);
  for (std::size_t i = 0; i < kTens.size(); ++i)
    if (lower == kTens[i]) return static_cast<int>(20 + 10 * i);
  return digits(lower);
}
std::optional<int> ordinal(std::string_view lower) {
  for (std::size_t i = 0; i < kOrdinals.size(); ++i)
    if (lower == kOrdinals[i]) return static_cast<int>(i);
  for (std::string_view suffix : {"st", "nd", "rd", "th"})
    if (lower.size() > 2 && lower.size() < 5 && lower.ends_with(suffix))
      return digits(lower.substr(0, lower.size() - 2));
  return std::nullopt;
}
std::optional<unsigned> day_number(std::string_view lower) {
  if (lower.empty() || !digit(lower.front())) return std::nullopt;
  auto v = ordinal(lower);
  if (!v && lower.size() <= 2) v = digits(lower);
  if (!v || *v < 1 || *v > 31) return std::nullopt;
  return static_cast<unsigned>(*v);
}

TimeWords::TimeWords(const Analysis& analysis, const Lexicon& lexicon) : lexicon_(lexicon) {
  pieces.reserve(analysis.tokens.size() + analysis.tokens.size() / 16);
  for (const auto& s : analysis.sentences) {
    const auto first = pieces.size();
    hyphen_ = false;
    for (auto t = s.tokens.first; t < s.tokens.last; ++t) cut(analysis, t);
    sentences.emplace_back(first, pieces.size());
  }
}

void TimeWords::cut(const Analysis& analysis, std::uint32_t token) {
  const auto& t = analysis[token];
  const bool dash = t.lower == "-" || t.lower == kEnDash;
  if (dash && !t.space_after && token > 0 && !analysis[token - 1].space_after) {
    hyphen_ = true;
    return;
  }
  const auto add = [&](std::size_t begin, std::size_t end) {
    TimePiece p;
    p.at = {t.at.begin + static_cast<std::uint32_t>(begin),
            t.at.begin + static_cast<std::uint32_t>(end)};
    p.lower = t.lower.substr(begin, end - begin);
    p.token = token;
    p.whole = begin == 0 && end == t.lower.size();
    p.capital = begin < t.form.size() && t.form[begin] >= 'A' && t.form[begin] <= 'Z';
    p.joined = hyphen_ || begin > 0;
    hyphen_ = false;
    look_up(p, p.whole ? t.lemma : std::string_view());
    pieces.push_back(p);
  };
  std::size_t begin = 0;
  if (t.lower.size() == t.form.size() && t.lower.size() < 40)  // else the bytes do not correspond
    for (std::size_t i = 1; i < t.lower.size(); ++i)
      if (const auto size = seam(t.lower, i); size != 0) {
        add(begin, i);
        begin = i + size;
      }
  add(begin, t.lower.size());
}

std::pair<std::uint32_t, std::uint32_t> TimeWords::rows(std::string_view word) const {
  const auto all = lexicon_.all<table::TimeWord>();
  const auto head = [&](const table::TimeWord& row) {
    const auto phrase = lexicon_.text(row.phrase);
    return phrase.substr(0, phrase.find(' '));
  };
  // Sorted by phrase is sorted by first word: a blank sorts before every letter.
  const auto first = std::partition_point(all.begin(), all.end(),
                                          [&](const auto& row) { return head(row) < word; });
  auto last = first;
  while (last != all.end() && head(*last) == word) ++last;
  return {static_cast<std::uint32_t>(first - all.begin()),
          static_cast<std::uint32_t>(last - all.begin())};
}

void TimeWords::look_up(TimePiece& piece, std::string_view lemma) const {
  if (piece.lower.empty() || !alphanumeric(piece.lower.front())) return;
  std::tie(piece.first_row, piece.last_row) = rows(piece.lower);
  if (piece.first_row != piece.last_row) return;
  auto singular = lemma;
  if (piece.lower.ends_with('s')) {
    if (singular.empty() || singular == piece.lower)
      singular = piece.lower.substr(0, piece.lower.size() - 1);
  } else {
    return;
  }
  std::tie(piece.first_row, piece.last_row) = rows(singular);
  piece.plural = piece.first_row != piece.last_row;
}

std::optional<TimeWords::Found> TimeWords::find(std::size_t piece, std::size_t end,
                                                table::TimeKind kind) const {
  if (piece >= end || piece >= pieces.size()) return std::nullopt;
  std::optional<Found> best;
  const auto& p = pieces[piece];
  for (auto i = p.first_row; i < p.last_row; ++i) {
    const auto& row = lexicon_.row<table::TimeWord>(i);
    if (row.kind != kind) continue;
    auto rest = lexicon_.text(row.phrase);
    std::size_t length = 1;
    bool fits = true;
    for (auto blank = rest.find(' '); fits && blank != std::string_view::npos;
         blank = rest.find(' '), ++length) {
      rest.remove_prefix(blank + 1);
      fits = piece + length < end && pieces[piece + length].lower == rest.substr(0, rest.find(' '));
    }
    if (fits && (!best || length > best->length))
      best = Found{lexicon_.text(row.value), length, p.plural};
  }
  return best;
}

}  // namespace khaldun
