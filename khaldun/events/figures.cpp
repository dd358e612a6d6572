#include "khaldun/events/figures.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

#include "khaldun/base/is_one.h"
#include "khaldun/language/time_words.h"

namespace khaldun {
namespace {

constexpr std::array<std::string_view, 20> kSmall{"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
constexpr std::array<std::string_view, 8> kTens{"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};

std::optional<std::int64_t> small_word(std::string_view w) {
  for (std::size_t i = 0; i < kSmall.size(); ++i)
    if (w == kSmall[i]) return static_cast<std::int64_t>(i);
  for (std::size_t i = 0; i < kTens.size(); ++i) {
    if (w == kTens[i]) return static_cast<std::int64_t>(20 + 10 * i);
    if (w.size() > kTens[i].size() + 1 && w.starts_with(kTens[i]) && w[kTens[i].size()] == '-')
      if (const auto rest = small_word(w.substr(kTens[i].size() + 1)); rest && *rest < 10) return static_cast<std::int64_t>(20 + 10 * i) + *rest;
  }
  return std::nullopt;
}
std::optional<double> digits(std::string_view w) {
  if (w.empty() || w.size() > 12 || w.front() < '0' || w.front() > '9') return std::nullopt;
  double v = 0, part = 0;
  for (std::size_t i = 0; i < w.size(); ++i) {
    if (w[i] == ',') {
      if (part != 0 || i + 3 >= w.size() + 0) return std::nullopt;
      continue;
    }
    if (w[i] == '.') {
      if (part != 0 || i + 1 == w.size()) return std::nullopt;
      part = 1;
      continue;
    }
    if (w[i] < '0' || w[i] > '9') return std::nullopt;
    const double digit = w[i] - '0';
    if (part != 0) v += digit * (part /= 10);
    else v = v * 10 + digit;
  }
  return v;
}
std::int64_t unit(std::string_view w) {
  if (w == "dozen" || w == "dozens") return 12;
  if (w == "score" || w == "scores") return 20;
  if (w == "tens") return 10;
  if (w == "hundred" || w == "hundreds") return 100;
  if (w == "thousand" || w == "thousands") return 1000;
  if (w == "million" || w == "millions") return 1000000;
  return 0;
}
std::int64_t below_next(std::int64_t one) { return one >= 100 ? one * 10 - 1 : 99; }

/// Part of a time, an age, money, a measure: nothing that is counted here.
bool measure(const Analysis& a, std::uint32_t first, std::uint32_t last, std::uint32_t begin, std::uint32_t end) {
  const auto word = [&](std::uint32_t t) { return t >= begin && t < end ? a[t].lower : std::string_view(); };
  const auto before = first > begin ? word(first - 1) : std::string_view();
  auto after = word(last);
  if (after == "-") after = word(last + 1);
  if (is_one(before, {"$", "us$", "£", "€", "aged", "age", "no.", "number", "article", "resolution", "chapter", "section", "page", "route", "highway", "room", "phase", "act"})) return true;
  if (is_one(after, {"%", "percent", "per", "pct", "km", "kilometre", "kilometres", "kilometer", "kilometers", "mile", "miles", "metre", "metres", "meter", "meters", "feet", "foot", "yards", "inch", "inches", "kg", "kilograms", "kilos", "tonnes", "tons", "ton", "pounds", "dollars",
                     "euros", "hectares", "acres", "litres", "liters", "degrees", "am", "pm", "a.m.", "p.m.", "o'clock", "gmt", "mph", "kph", "mm", "cm", "years", "year", "months", "month", "weeks", "week", "days", "day", "hours", "hour", "minutes", "minute", "seconds", "times", "decades", "third", "thirds", "quarter", "quarters", "year-old", "month-old", "th", "st", "nd", "rd"}))
    return true;
  if (!after.empty() && (after.find("year") != std::string_view::npos || after.find("-old") != std::string_view::npos)) return true;
  const bool month = tells_time(before) || tells_time(after);
  return month && a[first].form.size() <= 4;
}

}  // namespace

std::optional<Number> figure_at(const Analysis& a, std::uint32_t token, std::uint32_t end) {
  const auto& s = a.sentences[a[token].sentence].tokens;
  end = std::min(end, s.last);
  const auto word = [&](std::uint32_t t) { return t < end ? a[t].lower : std::string_view(); };
  const auto make = [&](std::int64_t low, std::int64_t high, std::uint32_t last) -> std::optional<Number> { return Number{low, high, {token, last}}; };
  auto t = token;
  const auto w = word(t);
  if (w.empty() || (w == "one" && t > s.first && a[t - 1].lower == "no")) return std::nullopt;
  // "several", "a few", "a couple", "half a dozen"
  if (w == "several") return make(2, 9, t + 1);
  if (w == "a" && word(t + 1) == "few") return make(2, 9, t + 2);
  if ((w == "a" && word(t + 1) == "handful")) return make(2, 9, t + 2);
  if ((w == "a" && word(t + 1) == "couple") || w == "both") return make(2, 2, w == "both" ? t + 1 : t + 2);
  if (w == "half" && (word(t + 1) == "a" || word(t + 1) == "-")) {
    if (word(t + 2) == "dozen") return make(6, 6, t + 3);
    if (word(t + 2) == "million") return make(500000, 500000, t + 3);
  }
  if (w == "half" && word(t + 1) == "dozen") return make(6, 6, t + 2);
  // Bare plurals: "dozens", "tens of thousands", "scores".
  if (const auto one = unit(w); one != 0 && w.back() == 's' && w != "tens") {
    if (word(t + 1) == "of" && unit(word(t + 2)) >= 100) {
      const auto big = unit(word(t + 2));
      return make(one * 2 * big, below_next(one) * big + big - 1, t + 3);
    }
    return make(one * 2, below_next(one), t + 1);
  }
  if (w == "tens") {
    if (word(t + 1) == "of" && unit(word(t + 2)) >= 100) return make(20 * unit(word(t + 2)), 100 * unit(word(t + 2)) - 1, t + 3);
    return make(20, 99, t + 1);
  }
  // A number of digits and words.
  double sum = 0, part = 0;
  bool any = false, spelled = false;
  auto k = t;
  const auto starts = [&](std::string_view x) { return digits(x).has_value() || small_word(x).has_value(); };
  if ((w == "a" || w == "one") && unit(word(t + 1)) >= 12 && word(t + 1).back() != 's') {
    part = 1;
    any = true;
    ++k;
  } else if (!starts(w) && !(unit(w) >= 100 && w.back() != 's')) {
    return std::nullopt;
  }
  for (; k < end; ++k) {
    const auto x = word(k);
    if (const auto d = digits(x)) {
      if (any) break;
      part = *d;
    } else if (const auto small = small_word(x)) {
      if (any && !spelled) break;
      part += static_cast<double>(*small);
      spelled = true;
    } else if (const auto one = unit(x); one >= 12 && (any || one >= 100)) {
      if (x.back() == 's' && x != "dozens" && x != "scores") break;
      part = (part == 0 ? 1 : part) * static_cast<double>(one);
      if (one >= 1000) {
        sum += part;
        part = 0;
      }
      spelled = true;
    } else if (x == "and" && any && spelled && (part >= 100 || sum > 0) && small_word(word(k + 1)) && (unit(a[k - 1].lower) >= 100)) {
      continue;
    } else if (x == "-" && any && small_word(word(k + 1)) && spelled) {
      continue;
    } else {
      break;
    }
    any = true;
  }
  const double value = sum + part;
  if (!any || value > 9e8 || value != std::floor(value)) return std::nullopt;
  auto low = static_cast<std::int64_t>(value);
  if (measure(a, t, k, s.first, s.last)) return std::nullopt;
  if (k == t + 1 && a[t].form.size() == 4 && low >= 1500 && low <= 2100 && digits(w) && w.find(',') == std::string_view::npos) {
    const auto next = k < s.last ? a[k].upos : Upos::punct;
    if (next != Upos::noun && next != Upos::adj) return std::nullopt;  // a year
  }
  std::int64_t high = low;
  // "18 to 25", "between 18 and 25", "18-25", "18 or 20"
  const auto link = word(k);
  const bool between = t > s.first && (a[t - 1].lower == "between" || a[t - 1].lower == "from");
  const bool change = link == "to" && t > s.first && a[t - 1].lower == "from";  // "climbed from 20 to 27"
  if (!change && (link == "to" || link == "-" || link == "–" || link == "or" || (link == "and" && between)) && starts(word(k + 1))) {
    if (const auto more = figure_at(a, k + 1, end); more && more->low > low) {
      high = more->high;
      k = more->tokens.last;
    }
  }
  return make(low, high, k);
}

}  // namespace khaldun
