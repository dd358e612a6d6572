#include "khaldun/events/time.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

namespace khaldun {
namespace {

using namespace std::chrono;

constexpr std::array<std::string_view, 12> kMonths{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"};
constexpr std::array<std::string_view, 7> kWeekdays{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"};
constexpr std::array<std::string_view, 21> kNumbers{"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"};

std::string_view strip_dot(std::string_view w) { return !w.empty() && w.back() == '.' ? w.substr(0, w.size() - 1) : w; }

/// 1…12; abbreviations of three or four letters count.
unsigned month_of(std::string_view lower) {
  const auto w = strip_dot(lower);
  for (unsigned i = 0; i < kMonths.size(); ++i)
    if (w == kMonths[i] || (w.size() >= 3 && w.size() <= 4 && (w == kMonths[i].substr(0, 3) || (w == "sept" && i == 8)))) return i + 1;
  return 0;
}
int weekday_of(std::string_view lower) {
  const auto w = strip_dot(lower);
  for (std::size_t i = 0; i < kWeekdays.size(); ++i)
    if (w == kWeekdays[i] || (w.size() >= 3 && w.size() <= 5 && w != "sun" && w != "sat" && w != "wed" && w != "thu" && w.size() == 4 && kWeekdays[i].starts_with(w))) return static_cast<int>(i);
  return -1;
}
std::optional<int> digits(std::string_view s) {
  int v = 0;
  const auto [end, fault] = std::from_chars(s.data(), s.data() + s.size(), v);
  if (fault != std::errc() || end != s.data() + s.size()) return std::nullopt;
  return v;
}
/// "14", "14th", "two", "a"
std::optional<int> count_of(std::string_view lower) {
  if (lower == "a" || lower == "an") return 1;
  if (lower == "several" || lower == "few") return 3;
  for (std::size_t i = 0; i < kNumbers.size(); ++i)
    if (lower == kNumbers[i]) return static_cast<int>(i);
  return digits(lower);
}
std::optional<unsigned> day_number(std::string_view lower) {
  for (std::string_view suffix : {"st", "nd", "rd", "th"})
    if (lower.size() > 2 && lower.ends_with(suffix)) {
      lower.remove_suffix(2);
      break;
    }
  const auto v = digits(lower);
  if (!v || *v < 1 || *v > 31 || lower.size() > 2) return std::nullopt;
  return static_cast<unsigned>(*v);
}
std::optional<int> year_number(std::string_view form) {
  if (form.size() != 4) return std::nullopt;
  const auto v = digits(form);
  return v && *v >= 1500 && *v <= 2100 ? v : std::nullopt;
}
enum class Length : std::uint8_t { none, day, week, month, year, decade, hour };
Length unit_of(std::string_view lemma) {
  if (lemma == "day" || lemma == "night") return Length::day;
  if (lemma == "week") return Length::week;
  if (lemma == "month") return Length::month;
  if (lemma == "year") return Length::year;
  if (lemma == "decade") return Length::decade;
  if (lemma == "hour" || lemma == "minute") return Length::hour;
  return Length::none;
}
bool part_of_day(std::string_view w) { return w == "morning" || w == "afternoon" || w == "evening" || w == "night" || w == "noon" || w == "midnight"; }

class Reader {
 public:
  Reader(const Analysis& a, std::optional<Day> published) : a_(a), published_(published) {}

  Calendar run() {
    out_.base.resize(a_.sentences.size());
    for (std::uint32_t i = 0; i < a_.sentences.size(); ++i) {
      const auto& s = a_.sentences[i];
      end_ = s.tokens.last;
      begin_ = s.tokens.first;
      heading(i);
      out_.base[i] = base_;
      now_ = base_ ? base_ : published_;
      for (auto t = s.tokens.first; t < s.tokens.last;) {
        const auto next = at(t);
        t = std::max(next, t + 1);
      }
    }
    dateline();
    return std::move(out_);
  }

 private:
  /// "23 April 2025. India announces …": a full date at the head of a paragraph is its day; alone in its paragraph, that of the
  /// paragraphs below, until the next.
  void heading(std::uint32_t sentence) {
    const auto& s = a_.sentences[sentence];
    const bool opens = sentence == 0 || a_.sentences[sentence - 1].paragraph != s.paragraph;
    if (!opens) return;
    if (base_ && !lasting_) base_.reset();
    const auto before = out_.all.size();
    now_ = published_;
    const auto next = month_date(s.tokens.first);
    const bool full = next != 0 && out_.all.size() > before && out_.all.back().precision == "day" && !out_.all.back().relative;
    const auto when = full ? out_.all.back().when.first : std::nullopt;
    out_.all.resize(before);
    if (!when) return;
    const auto mark = w(next);
    const bool closed = next >= s.tokens.last || mark == "." || mark == ":" || mark == "-" || mark == "--" || mark == "\xe2\x80\x93" || mark == "\xe2\x80\x94";
    if (!closed) return;
    base_ = when;
    const bool alone = (next >= s.tokens.last || next + 1 == s.tokens.last) && (sentence + 1 == a_.sentences.size() || a_.sentences[sentence + 1].paragraph != s.paragraph);
    lasting_ = alone;
  }

  [[nodiscard]] std::string_view w(std::uint32_t t) const { return t < end_ ? a_[t].lower : std::string_view(); }
  [[nodiscard]] std::string_view before(std::uint32_t t) const { return t > begin_ ? a_[t - 1].lower : std::string_view(); }

  std::uint32_t put(std::uint32_t first, std::uint32_t last, When when, std::string_view precision, bool relative = false) {
    TimeExpression e;
    e.tokens = {first, last};
    e.at = {a_[first].at.begin, a_[last - 1].at.end};
    e.head = last - 1;
    for (auto t = first; t < last; ++t)
      if (a_[t].head == kNone || a_[t].head < first || a_[t].head >= last) {
        e.head = t;
        break;
      }
    e.when = when;
    e.precision = precision;
    e.relative = relative;
    e.open_start = first > begin_ && (before(first) == "since");
    out_.all.push_back(std::move(e));
    return last;
  }
  [[nodiscard]] static When on(Day d) { return {d, d, Grain::day, false}; }
  [[nodiscard]] static When month(int y, unsigned m) { return {make_day(y, m, 1), month_end(y, m), Grain::month, false}; }
  [[nodiscard]] static When year(int y) { return {make_day(y, 1, 1), make_day(y, 12, 31), Grain::year, false}; }
  [[nodiscard]] static bool valid(int y, unsigned m, unsigned d) { return year_month_day(std::chrono::year(y), std::chrono::month(m), std::chrono::day(d)).ok(); }
  [[nodiscard]] int published_year() const { return static_cast<int>(year_month_day(*now_).year()); }

  /// The year of a month (and day) told without one: the last such that is at most a week ahead; in a clause about the future the next.
  [[nodiscard]] int inferred_year(unsigned m, unsigned d, bool future) const {
    const int y = published_year();
    const auto day = make_day(y, m, std::min(d, 28U));
    if (future) return day < *now_ ? y + 1 : y;
    return day > *now_ + days(7) ? y - 1 : y;
  }

  std::uint32_t at(std::uint32_t t) {
    if (const auto next = month_date(t)) return next;
    if (const auto next = iso(t)) return next;
    if (const auto next = weekday(t)) return next;
    if (const auto next = near_day(t)) return next;
    if (const auto next = ago(t)) return next;
    if (const auto next = last_next(t)) return next;
    if (const auto next = following(t)) return next;
    if (const auto next = recent(t)) return next;
    if (const auto next = bare_year(t)) return next;
    return t + 1;
  }

  /// "14 April 1979", "April 14, 1979", "April 1979", "Nov. 28", "in March"
  std::uint32_t month_date(std::uint32_t t) {
    if (const auto d = day_number(w(t)); d && month_of(w(t + 1)) != 0 && a_[t + 1].form.front() < 'a') {
      const auto m = month_of(w(t + 1));
      std::uint32_t last = t + 2;
      std::optional<int> y = year_number(w(last));
      if (!y && w(last) == "," ) y = year_number(w(last + 1)), last += y ? 1U : 0U;
      if (!y && last < end_ && w(last).size() == 2 && loud(t + 1) && digits(w(last))) {  // "3 JAN 90"
        y = 1900 + *digits(w(last));
      }
      if (y) ++last;
      return dated(t, last, y, m, d);
    }
    const auto m = month_of(w(t));
    if (m == 0 || a_[t].form.front() >= 'a') return 0;
    if (w(t) == "may" && a_[t].upos == Upos::aux) return 0;
    if (w(t) == "march" && a_[t].upos == Upos::verb) return 0;
    if (const auto d = day_number(w(t + 1)); d && !year_number(w(t + 1))) {
      std::uint32_t last = t + 2;
      std::optional<int> y;
      if (w(last) == ",") y = year_number(w(last + 1)), last += y ? 2U : 0U;
      else if (y = year_number(w(last)); y) ++last;
      return dated(t, last, y, m, d);
    }
    if (const auto y = year_number(w(t + 1))) return put(t, t + 2, month(*y, m), "month");
    if ((w(t + 1) == "," || w(t + 1) == "of") && year_number(w(t + 2))) return put(t, t + 3, month(*year_number(w(t + 2)), m), "month");
    if (m == 3 || m == 5 || m == 8)  // also ordinary words or names: want a preposition or "last"
      if (const auto p = before(t); p != "in" && p != "since" && p != "last" && p != "early" && p != "late" && p != "mid" && p != "next" && p != "until" && p != "from" && p != "by" && p != "this" && p != "during") return 0;
    if (!now_) return put(t, t + 1, {}, "month", true);
    const int y = inferred_year(m, 28, future_verb(t));
    auto when = month(before(t) == "last" && y == published_year() && m == static_cast<unsigned>(year_month_day(*now_).month()) ? y - 1 : y, m);
    when.inferred = true;
    return put(t, t + 1, when, "month", true);
  }
  [[nodiscard]] bool loud(std::uint32_t t) const { return a_[t].form.size() > 1 && a_[t].form[1] >= 'A' && a_[t].form[1] <= 'Z'; }

  std::uint32_t dated(std::uint32_t first, std::uint32_t last, std::optional<int> y, unsigned m, std::optional<unsigned> d) {
    if (y) return valid(*y, m, *d) ? put(first, last, on(make_day(*y, m, *d)), "day") : put(first, last, month(*y, m), "month");
    if (!now_) return put(first, last, {}, "day", true);
    const int guess = inferred_year(m, *d, future_verb(first));
    if (!valid(guess, m, *d)) return put(first, last, month(guess, m), "month", true);
    auto when = on(make_day(guess, m, *d));
    when.inferred = true;
    return put(first, last, when, "day", true);
  }

  std::uint32_t iso(std::uint32_t t) {
    const auto d = parse_day(w(t));
    return d ? put(t, t + 1, on(*d), "day") : 0;
  }

  std::uint32_t weekday(std::uint32_t t) {
    const int d = weekday_of(w(t));
    if (d < 0 || a_[t].form.front() >= 'a') return 0;
    std::uint32_t first = t, last = t + 1;
    const auto p = before(t);
    const bool is_last = p == "last", is_next = p == "next";
    if (is_last || is_next || p == "this") first = t - 1;
    if (part_of_day(w(last))) ++last;
    if (!now_) return put(first, last, {}, "day", true);
    const auto today = static_cast<int>(std::chrono::weekday(*now_).c_encoding());
    int back = (today - d + 7) % 7;
    if (is_last && back == 0) back = 7;
    Day day = *now_ - days(back);
    if (is_next || (future_verb(t) && !is_last)) day = back == 0 && !is_next ? *now_ : *now_ + days(7 - back);
    return put(first, last, on(day), "day", true);
  }
  /// Does the clause above speak of the future ("will meet on Friday", "plans to deploy on Friday")?
  [[nodiscard]] bool future_verb(std::uint32_t t) const {
    std::uint32_t v = t;
    for (int step = 0; step < 10 && a_[v].head != kNone; ++step) {
      v = a_[v].head;
      if (a_[v].upos != Upos::verb) continue;
      for (const auto c : a_.children[v])
        if (a_[c].deprel == Deprel::aux && (a_[c].lower == "will" || a_[c].lower == "'ll" || a_[c].lower == "shall" || a_[c].lower == "would")) return true;
      // An infinitive under a verb in the present: plans, intends, wants …; "tried to leave on Saturday" is past.
      if (a_[v].xpos == "VB" && a_[v].head != kNone && (a_[v].deprel == Deprel::xcomp || a_[v].deprel == Deprel::acl || a_[v].deprel == Deprel::advcl)) {
        auto up = a_[v].head;
        while (a_[up].upos != Upos::verb && a_[up].head != kNone) up = a_[up].head;
        return a_[up].xpos != "VBD" && a_[up].xpos != "VBN";
      }
      if (a_[v].xpos == "VBD" || a_[v].xpos == "VBN") return false;
    }
    return false;
  }

  std::uint32_t near_day(std::uint32_t t) {
    const auto x = w(t);
    const auto relative = [&](std::uint32_t first, std::uint32_t last, int shift) {
      return put(first, last, now_ ? on(base() + days(shift)) : When{}, "day", true);
    };
    if (x == "the" && w(t + 1) == "day" && w(t + 2) == "before" && w(t + 3) == "yesterday") return relative(t, t + 4, -2);
    if (x == "the" && w(t + 1) == "day" && w(t + 2) == "after" && w(t + 3) == "tomorrow") return relative(t, t + 4, 2);
    if (x == "yesterday") return relative(t, part_of_day(w(t + 1)) ? t + 2 : t + 1, -1);
    if (x == "today" || x == "tonight" || x == "overnight") return relative(t, t + 1, 0);
    if (x == "tomorrow") return relative(t, t + 1, 1);
    if (x == "this" && part_of_day(w(t + 1))) return relative(t, t + 2, 0);
    if (x == "last" && w(t + 1) == "night") return relative(t, t + 2, -1);
    return 0;
  }
  [[nodiscard]] Day base() const { return *now_; }

  When back(Length unit, int n, Day from) const {
    const year_month_day date(from);
    switch (unit) {
      case Length::hour: return on(from);
      case Length::day: return on(from - days(n));
      case Length::week: {
        const auto d = from - days(7 * n);
        return {d - days(3), d + days(3), Grain::week, false};
      }
      case Length::month: {
        auto m = year_month(date.year(), date.month()) - months(n);
        return month(static_cast<int>(m.year()), static_cast<unsigned>(m.month()));
      }
      case Length::year: return year(static_cast<int>(date.year()) - n);
      case Length::decade: {
        const int y = static_cast<int>(date.year()) - 10 * n;
        return {make_day(y - 2, 1, 1), make_day(y + 2, 12, 31), Grain::interval, false};
      }
      case Length::none: break;
    }
    return {};
  }
  static std::string_view grain_name(Length unit) {
    switch (unit) {
      case Length::week: return "week";
      case Length::month: return "month";
      case Length::year: return "year";
      case Length::decade: return "interval";
      default: return "day";
    }
  }

  /// "ten days ago", "two years earlier", "three days later"
  std::uint32_t ago(std::uint32_t t) {
    const auto n = count_of(w(t));
    if (!n || *n > 400) return 0;
    std::uint32_t u = t + 1;
    if (w(t) == "a" && w(u) == "few") ++u;
    if (u >= end_) return 0;
    const auto unit = unit_of(a_[u].lemma);
    if (unit == Length::none) return 0;
    const auto after = w(u + 1);
    if (after == "ago") {
      const auto last = u + 2;
      if (!now_) return put(t, last, {}, grain_name(unit), true);
      auto next = put(t, last, back(unit, *n, *now_), grain_name(unit), true);
      out_.all.back().past_only = true;
      return next;
    }
    if (after == "later" || after == "earlier" || (after == "after" && false)) {
      const auto next = put(t, u + 2, {}, grain_name(unit), true);
      const int length = unit == Length::week ? 7 : unit == Length::month ? 30 : unit == Length::year ? 365 : 1;
      out_.all.back().follows = true;
      out_.all.back().shift = (after == "later" ? 1 : -1) * *n * length;
      return next;
    }
    return 0;
  }

  /// "last year", "next month", "this week", "earlier this month", "last summer"
  std::uint32_t last_next(std::uint32_t t) {
    const auto x = w(t);
    if (x != "last" && x != "next" && x != "this" && x != "past" && x != "previous" && x != "coming") return 0;
    if (t + 1 >= end_) return 0;
    const auto unit = unit_of(a_[t + 1].lemma);
    const auto season = w(t + 1);
    const bool is_season = season == "spring" || season == "summer" || season == "autumn" || season == "fall" || season == "winter";
    if (month_of(season) != 0 && a_[t + 1].form.front() < 'a') return 0;  // "last July": month_date
    if (weekday_of(season) >= 0) return 0;
    if (unit == Length::none && !is_season) return 0;
    if (a_[t + 1].lemma != a_[t + 1].lower && !is_season) return 0;  // "last years"
    if (unit == Length::hour || unit == Length::day) return 0;
    const int step = x == "last" || x == "past" || x == "previous" ? -1 : x == "this" ? 0 : 1;
    if (!now_) return put(t, t + 2, {}, is_season ? "season" : grain_name(unit), true);
    const year_month_day date(*now_);
    if (is_season) {
      static constexpr std::array<std::pair<std::string_view, unsigned>, 5> starts{{{"spring", 3}, {"summer", 6}, {"autumn", 9}, {"fall", 9}, {"winter", 12}}};
      unsigned first = 3;
      for (const auto& [name, m] : starts)
        if (name == season) first = m;
      int y = static_cast<int>(date.year());
      const auto until = [&](int yy) { return first == 12 ? month_end(yy + 1, 2) : month_end(yy, first + 2); };
      if (step < 0) while (until(y) >= *now_) --y;
      if (step > 0) while (make_day(y, first, 1) <= *now_) ++y;
      return put(t, t + 2, {make_day(y, first, 1), until(y), Grain::season, false}, "season", true);
    }
    if (unit == Length::week) {
      const auto monday = *now_ - days((static_cast<int>(std::chrono::weekday(*now_).iso_encoding()) - 1)) + days(7 * step);
      return put(t, t + 2, {monday, monday + days(6), Grain::week, false}, "week", true);
    }
    if (step <= 0) return put(t, t + 2, back(unit, -step, *now_), grain_name(unit), true);
    if (unit == Length::month) {
      const auto m = year_month(date.year(), date.month()) + months(1);
      return put(t, t + 2, month(static_cast<int>(m.year()), static_cast<unsigned>(m.month())), "month", true);
    }
    return put(t, t + 2, year(static_cast<int>(date.year()) + 1), "year", true);
  }

  /// "the same day", "the next day", "the following day", "a day earlier"
  std::uint32_t following(std::uint32_t t) {
    if (w(t) != "the" && w(t) != "that") return 0;
    const auto x = w(t + 1);
    const bool same = x == "same" && (w(t + 2) == "day" || w(t + 2) == "night" || w(t + 2) == "evening" || w(t + 2) == "morning");
    const bool next_day = (x == "next" || x == "following") && (w(t + 2) == "day" || part_of_day(w(t + 2)));
    const bool prior = (x == "previous" && w(t + 2) == "day") || (x == "day" && w(t + 2) == "before" && w(t + 3) != "yesterday");
    const bool that_day = w(t) == "that" && (x == "day" || x == "night");
    if (!same && !next_day && !prior && !that_day) return 0;
    const auto result = put(t, t + (that_day ? 2U : 3U), {}, "day", true);
    out_.all.back().follows = true;
    out_.all.back().shift = next_day ? 1 : prior ? -1 : 0;
    return result;
  }

  /// "in recent months", "for years", "in the past week"
  std::uint32_t recent(std::uint32_t t) {
    if (t + 1 >= end_) return 0;
    const auto x = w(t);
    const auto unit = unit_of(a_[t + 1].lemma);
    if (x == "recent" && unit != Length::none) {
      if (!now_) return put(t, t + 2, {}, "interval", true);
      const int n = unit == Length::day ? 7 : unit == Length::week ? 6 : unit == Length::month ? 6 : 5;
      const int length = unit == Length::day ? 1 : unit == Length::week ? 7 : unit == Length::month ? 30 : 365;
      return put(t, t + 2, {*now_ - days(n * length), *now_, Grain::interval, false}, "interval", true);
    }
    if (x == "for" && unit != Length::none && a_[t + 1].lemma != a_[t + 1].lower) {
      const auto next = put(t + 1, t + 2, {}, "interval", true);
      out_.all.back().duration = true;
      return next;
    }
    return 0;
  }

  std::uint32_t bare_year(std::uint32_t t) {
    if (a_[t].upos != Upos::num && a_[t].upos != Upos::noun && a_[t].upos != Upos::propn) return 0;
    const auto y = year_number(a_[t].form);
    if (y) {
      const auto p = before(t);
      const bool prep = p == "in" || p == "since" || p == "from" || p == "until" || p == "by" || p == "of" || p == "during" || p == "early" || p == "late" || p == "and" || p == "between" || p == "to" || p == "(" || p == "mid";
      if (!prep && a_[t].deprel == Deprel::nummod && t + 1 < end_ && a_[t + 1].upos == Upos::noun && a_[a_[t].head].upos == Upos::noun && a_[a_[t].head].xpos == "NNS") return 0;  // "2000 soldiers"
      if (!prep && a_[t].deprel != Deprel::nmod_tmod && a_[t].deprel != Deprel::obl_tmod && a_[t].deprel != Deprel::compound && a_[t].deprel != Deprel::nummod && a_[t].deprel != Deprel::obl) return 0;
      return put(t, t + 1, year(*y), "year");
    }
    const auto form = a_[t].form;  // "1990s"
    if (form.size() == 5 && form.back() == 's')
      if (const auto d = year_number(form.substr(0, 4)); d && *d % 10 == 0) return put(t, t + 1, {make_day(*d, 1, 1), make_day(*d + 9, 12, 31), Grain::interval, false}, "interval");
    return 0;
  }

  /// "SARAJEVO, Aug 30 -" at the head of the text dates "today".
  void dateline() {
    if (a_.sentences.empty() || !published_) return;
    const auto& first = a_.sentences.front().tokens;
    for (const auto& e : out_.all) {
      if (e.tokens.first > first.first + 8 || e.precision != "day" || !e.when.first) break;
      const auto after = e.tokens.last;
      const bool dash = after < a_.tokens.size() && (a_[after].form == "-" || a_[after].form == "--" || a_[after].form == "\xe2\x80\x93" || a_[after].form == "\xe2\x80\x94" || a_[after].form == ")");
      const bool spelled = e.tokens.size() >= 2 && weekday_of(a_[e.tokens.first].lower) < 0 && month_of(a_[e.tokens.first].lower) + month_of(a_[e.tokens.first + 1].lower) != 0;
      if (!dash || !spelled || e.tokens.first == first.first) continue;
      out_.dateline = *e.when.first;
      const auto shift = *e.when.first - *published_;
      if (shift > days(3) || shift < days(-30)) {
        out_.dateline.reset();
        return;
      }
      for (auto& other : out_.all)
        if (other.relative && other.precision == "day" && other.tokens.size() == 1 && other.when.first) {
          const auto word = a_[other.tokens.first].lower;
          if (word == "today" || word == "yesterday" || word == "tomorrow" || word == "tonight" || word == "overnight") other.when = on(*other.when.first + shift);
        }
      return;
    }
  }

  const Analysis& a_;
  std::optional<Day> published_;
  Calendar out_;
  std::optional<Day> now_, base_;  // what relative expressions count from; a paragraph's own day
  bool lasting_ = false;
  std::uint32_t begin_ = 0, end_ = 0;
};

}  // namespace

Calendar read_times(const Analysis& analysis, std::optional<Day> published) { return Reader(analysis, published).run(); }

}  // namespace khaldun
