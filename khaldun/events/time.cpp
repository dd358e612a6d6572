#include "khaldun/events/time.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "khaldun/events/time_value.h"
#include "khaldun/events/time_words.h"

namespace khaldun {
namespace {

using namespace std::chrono;
using table::TimeKind;

/// Lengths beyond this are no spans that history or news counts in; they have no date.
constexpr int kLongest = 1500;

/// So many dates of other years than those of its publication make a text a history, if it has more
/// of them than of its own time.
constexpr int kOldYears = 5;
/// Days ahead within which a month or day without a year is the coming one: without words about the
/// future, and behind "until", "from".
constexpr int kComing = 45, kBound = 180;
/// "In January" after a date so many months later in the year is of the next year: December, after
/// which a history goes on.
constexpr unsigned kTurnOfYear = 9;

/// "1979", from 1000 to 2100.
std::optional<int> year_number(std::string_view lower) {
  if (lower.size() != 4) return std::nullopt;
  const auto v = digits(lower);
  return v && *v >= 1000 && *v <= 2100 ? v : std::nullopt;
}
std::string_view without_apostrophe(std::string_view w) {
  for (std::string_view mark : {"'", "\xe2\x80\x99", "\xe2\x80\x98"})
    if (w.starts_with(mark)) return w.substr(mark.size());
  return {};
}
template <class... T>
bool one_of(std::string_view w, T... words) {
  return ((w == std::string_view(words)) || ...);
}

class Reader {
 public:
  Reader(const Analysis& a, std::optional<Day> published, const Lexicon& lexicon)
      : a_(a), words_(a, lexicon), pieces_(words_.pieces), published_(published) {}

  Calendar run() {
    out_.base.resize(a_.sentences.size());
    read_kind_of_text();
    for (std::uint32_t i = 0; i < a_.sentences.size(); ++i) {
      std::tie(begin_, end_) = words_.sentences[i];
      heading(i);
      out_.base[i] = base_;
      now_ = base_ ? base_ : published_;
      floor_ = begin_;
      for (auto p = begin_; p < end_;) p = std::max(at(p), p + 1);
    }
    dateline();
    return std::move(out_);
  }

 private:
  // -------------------------------------------------------------------------------------------
  // words
  [[nodiscard]] std::string_view w(std::size_t p) const {
    return p >= begin_ && p < end_ ? pieces_[p].lower : std::string_view();
  }
  [[nodiscard]] std::string_view before(std::size_t p) const {
    return p > begin_ ? w(p - 1) : std::string_view();
  }
  [[nodiscard]] bool capital(std::size_t p) const { return p < end_ && pieces_[p].capital; }
  [[nodiscard]] bool joined(std::size_t p) const { return p < end_ && pieces_[p].joined; }
  [[nodiscard]] const Token& token(std::size_t p) const { return a_[pieces_[p].token]; }
  [[nodiscard]] std::optional<TimeWords::Found> find(std::size_t p, TimeKind kind) const {
    return words_.find(p, end_, kind);
  }
  /// A month by name: a capital, and no verb.
  [[nodiscard]] unsigned month_at(std::size_t p) const {
    if (p < begin_ || p >= end_ || !capital(p)) return 0;
    const auto m = month_of(w(p));
    if (m == 5 && token(p).upos == Upos::aux) return 0;
    if (m == 3 && token(p).upos == Upos::verb) return 0;
    return m;
  }
  [[nodiscard]] std::optional<int> year_at(std::size_t p) const { return year_number(w(p)); }
  /// Pieces of "BC", "B.C.", "BCE"; 0 for none.
  [[nodiscard]] std::size_t before_christ(std::size_t p) const {
    return one_of(w(p), "bc", "b.c.", "b.c", "bce", "b.c.e.") && (capital(p) || p == begin_) ? 1
                                                                                             : 0;
  }

  struct Count {
    std::string text;  ///< "3", "2.5", "X"
    int n = 0;         ///< 0 = vague
    std::size_t length = 1;
  };
  /// "14", "twenty-five", "a", "several", "two and a half"
  [[nodiscard]] std::optional<Count> count_at(std::size_t p) const {
    if (const auto vague = find(p, TimeKind::vague)) return Count{"X", 0, vague->length};
    Count c;
    if (w(p) == "a" || w(p) == "an") {
      c.n = 1;
      if (w(p + 1) == "single") ++c.length;
    } else if (const auto point = w(p).find('.'); point != std::string_view::npos &&
                                                  digits(w(p).substr(0, point)) &&
                                                  digits(w(p).substr(point + 1))) {
      return Count{std::string(w(p)), *digits(w(p).substr(0, point)), 1};
    } else if (const auto n = cardinal(w(p))) {
      c.n = *n;
      if (*n >= 20 && *n < 100 && *n % 10 == 0 && joined(p + 1))
        if (const auto ones = cardinal(w(p + 1)); ones && *ones > 0 && *ones < 10)
          c.n += *ones, ++c.length;
      if (w(p + c.length) == "hundred" && c.n < 20) c.n *= 100, ++c.length;
    } else {
      return std::nullopt;
    }
    c.text = std::to_string(c.n);
    if (w(p + c.length) == "and" && w(p + c.length + 1) == "a" && w(p + c.length + 2) == "half") {
      c.text += ".5";
      c.length += 3;
    } else if (w(p + c.length) == "and" && w(p + c.length + 1) == "half") {
      c.text += ".5";
      c.length += 2;
    }
    return c;
  }
  struct Unit {
    std::string_view code;
    bool plural = false;
  };
  [[nodiscard]] std::optional<Unit> unit_at(std::size_t p) const {
    if (const auto u = find(p, TimeKind::unit)) return Unit{u->value, u->plural};
    if (const auto part = find(p, TimeKind::part); part && part->value == "NI")
      return Unit{"D", part->plural};
    return std::nullopt;
  }

  // ------------------------------------------------------------------------------------------
  // output
  struct Draft {
    std::size_t first = 0, last = 0;  ///< pieces
    std::string value;
    When when;
    std::string_view precision = "day";
    Point point;           ///< what later expressions count from; unknown: nothing
    bool article = false;  ///< "the" before it belongs to it
    bool length = false;   ///< a length: words like "about" may stand before it
    bool narrow = false;   ///< nothing before it belongs to it
    bool relative = false, follows = false, past_only = false, duration = false;
    int shift = 0;
  };
  [[nodiscard]] static Draft dated(std::size_t first, std::size_t last, const Point& point) {
    Draft d;
    d.first = first;
    d.last = last;
    d.point = point;
    d.value = value_of(point);
    d.when = when_of(point);
    d.precision = precision_of(point);
    return d;
  }
  [[nodiscard]] static Draft of(std::size_t first, std::size_t last, Moved m) {
    Draft d;
    d.first = first;
    d.last = last;
    d.value = std::move(m.value);
    d.when = m.when;
    d.point = m.point;
    d.precision = m.precision;
    d.relative = true;
    return d;
  }
  [[nodiscard]] static Draft undated(std::size_t first, std::size_t last, std::string value) {
    Draft d;
    d.first = first;
    d.last = last;
    d.value = std::move(value);
    d.precision = "interval";
    d.duration = true;
    return d;
  }

  std::size_t put(Draft d) {
    widen(d);
    TimeExpression e;
    e.tokens = {pieces_[d.first].token, pieces_[d.last - 1].token + 1};
    e.at = {pieces_[d.first].at.begin, pieces_[d.last - 1].at.end};
    e.head = e.tokens.last - 1;
    for (auto t = e.tokens.first; t < e.tokens.last; ++t)
      if (a_[t].head == kNone || a_[t].head < e.tokens.first || a_[t].head >= e.tokens.last) {
        e.head = t;
        break;
      }
    e.when = d.when;
    e.precision = d.precision;
    e.value = std::move(d.value);
    e.relative = d.relative;
    e.follows = d.follows;
    e.shift = d.shift;
    e.past_only = d.past_only;
    e.duration = d.duration;
    e.open_start = before(d.first) == "since";
    // A bare year inside a sentence, far from what is told, is a look aside.
    const bool aside = d.precision == "year" && told_.month != 0 &&
                       std::abs(d.point.year - told_.year) > 1 && d.first > begin_ + 2;
    if (d.point.known() && !aside) told_ = d.point;
    floor_ = d.last;
    out_.all.push_back(std::move(e));
    return d.last;
  }

  /// Takes in what belongs to the expression on its left: "early", "the end of", "about", "the
  /// night of", "the".
  void widen(Draft& d) const {
    const auto low = std::max(floor_, begin_);
    if (d.narrow) return;
    for (bool more = true; more && d.first > low;) {
      const auto p = d.first - 1;
      more = false;
      if (d.length || d.precision == "year") {
        for (std::size_t back = 1; !more && back <= 3 && back <= d.first - low; ++back)
          if (const auto word = find(d.first - back, TimeKind::about);
              word && word->length == back && (d.length || one_of(w(p), "about", "around"))) {
            d.first -= back;
            more = true;
          }
        if (more) continue;
      }
      if (!d.length || d.article) more = portion(d, p, low);
    }
    if (d.article && d.first > low && before(d.first) == "the") {
      --d.first;
      if (d.first > low && one_of(before(d.first), "early", "late"))
        --d.first;  // "early the next morning"
    }
  }
  /// One step of widen().
  bool portion(Draft& d, std::size_t p, std::size_t low) const {
    // "early", "mid-"; "the end"s of a month stand with "of"
    if (const auto word = find(p, TimeKind::portion);
        word && word->length == 1 && !word->value.empty() && !d.length) {
      d.first = p;
      d.article = true;
      return true;
    }
    auto of = p;
    if (one_of(w(of), "the", "that", "this", "in") && of > low) --of;
    const bool in = w(p) == "in" || (w(of) == "in" && w(p) == "the");
    if (in && w(of) != "in") of = p;
    if ((w(of) != "of" && !in && w(p) != "on") || of == low) return false;
    if (w(p) == "on") of = p;
    const auto head = of - 1;
    const auto word = find(head, TimeKind::portion);
    const bool adjective = one_of(w(head), "early", "late", "later", "earlier");
    if (word && (w(of) == "of" ? !adjective : adjective && d.precision != "week")) {
      if (d.length && w(of) != "of") return false;
      if (w(head) == "half") {
        const bool first_half = before(head) == "first",
                   second = one_of(before(head), "second", "latter");
        if (!first_half && !second) return false;
        if (d.value.size() == 4) d.value += first_half ? "-H1" : "-H2";
      }
      d.first = head;
      if (d.first > low &&
          (ordinal(before(d.first)) || one_of(before(d.first), "latter", "early", "final", "very")))
        --d.first;
      d.article = true;
      return true;
    }
    const auto hours = w(head) == "hours" && head > low
                           ? head - 1
                           : head;  // "the early morning hours of 30 April"
    if (const auto part = find(hours, TimeKind::part); part && !part->plural && w(of) == "of" &&
                                                       d.precision == "day" &&
                                                       d.value.find('T') == std::string::npos) {
      d.first = hours;
      if (d.first > low && find(d.first - 1, TimeKind::portion)) --d.first;
      d.article = true;
      if (!d.value.empty()) d.value.append("T").append(part->value);
      return true;
    }
    return false;
  }

  // ------------------------------------------------------------------------ what incomplete dates
  // count from
  /// News counts from the day of writing, a history from the date that it told before.
  void read_kind_of_text() {
    int old = 0, near = 0;
    std::tie(begin_, end_) = std::pair<std::size_t, std::size_t>{0, pieces_.size()};
    const int current = published_ ? point_of(*published_).year : 0;
    for (std::size_t p = 0; p < pieces_.size(); ++p) {
      if (before_christ(p) != 0) ++ancient_, ++old;
      if (const auto y = year_at(p)) ++(*y < current - 1 ? old : near);
      if (const auto word = find(p, TimeKind::near);
          word || (weekday_of(w(p)) >= 0 && capital(p)) || w(p) == "ago")
        ++near;
    }
    history_ = !published_ || (old >= kOldYears && old > near);
  }
  /// What "last", "this", "next" and "ago" count from.
  [[nodiscard]] Point here() const {
    if (history_ && told_.known()) return told_;
    return now_ ? point_of(*now_) : Point{};
  }
  /// What "the next day", "that year", "three days later" count from.
  [[nodiscard]] Point there() const {
    return told_.known() ? told_ : now_ ? point_of(*now_) : Point{};
  }

  /// The year of a month (and day) told without one. In news the last such that is at most a week
  /// ahead; in a clause about the future the next. In a narrative that of the date told before.
  [[nodiscard]] int inferred_year(unsigned m, unsigned d, std::size_t p) const {
    if (narrated()) return told_.year + (told_.month >= m + kTurnOfYear ? 1 : 0);
    if (!now_) return 0;
    const int y = point_of(*now_).year;
    const auto day = make_day(y, m, std::clamp(d, 1U, 28U));
    if (future_verb(pieces_[p].token)) return day < *now_ ? y + 1 : y;
    // "until January 9", told in October; "on March 10", told on March 1: who means that of last year says so.
    for (const int coming : {y, y + 1}) {
      const auto next = make_day(coming, m, std::clamp(d, 1U, 28U));
      const bool bound = one_of(before(p), "until", "till", "from", "through") && next - *now_ <= days(kBound);
      if (next > *now_ && (bound || (next - *now_ <= days(kComing) && !past_verb(pieces_[p].token)))) return coming;
    }
    return day > *now_ ? y - 1 : y;
  }
  [[nodiscard]] bool narrated() const {
    if (!told_.known()) return false;
    return history_;
  }

  /// Is the verb above one of the simple past?
  [[nodiscard]] bool past_verb(std::uint32_t t) const {
    std::uint32_t v = t;
    for (int step = 0; step < 10 && a_[v].head != kNone; ++step) {
      v = a_[v].head;
      if (a_[v].upos == Upos::verb) return a_[v].xpos == "VBD";
    }
    return false;
  }

  /// Does the clause above speak of the future ("will meet on Friday", "plans to deploy on
  /// Friday")?
  [[nodiscard]] bool future_verb(std::uint32_t t) const {
    std::uint32_t v = t;
    for (int step = 0; step < 10 && a_[v].head != kNone; ++step) {
      v = a_[v].head;
      if (a_[v].upos != Upos::verb) continue;
      for (const auto c : a_.children[v])
        if (a_[c].deprel == Deprel::aux && one_of(a_[c].lower, "will", "'ll", "shall", "would"))
          return true;
      // An infinitive under a verb in the present: plans, intends, wants …; "tried to leave on
      // Saturday" is past.
      if (a_[v].xpos == "VB" && a_[v].head != kNone &&
          (a_[v].deprel == Deprel::xcomp || a_[v].deprel == Deprel::acl ||
           a_[v].deprel == Deprel::advcl)) {
        auto up = a_[v].head;
        while (a_[up].upos != Upos::verb && a_[up].head != kNone &&
               a_.child(up, Deprel::cop) == kNone)
          up = a_[up].head;
        // "did not force them to leave", "were unable to sign"
        const bool past = std::any_of(a_.children[up].begin(), a_.children[up].end(), [&](auto c) {
          return (a_[c].deprel == Deprel::aux || a_[c].deprel == Deprel::cop) &&
                 a_[c].xpos == "VBD";
        });
        return !past && a_[up].xpos != "VBD" && a_[up].xpos != "VBN";
      }
      if (a_[v].xpos == "VBD" || a_[v].xpos == "VBN") return false;
    }
    return false;
  }

  // -----------------------------------------------------------------------------------------
  // grammar
  std::size_t at(std::size_t p) {
    using Rule = std::size_t (Reader::*)(std::size_t);
    static constexpr std::array<Rule, 20> rules{
        &Reader::iso,       &Reader::clock,   &Reader::weekday,  &Reader::day_and_month,
        &Reader::day_alone, &Reader::month,   &Reader::holiday,  &Reader::near_day,
        &Reader::century,   &Reader::quarter, &Reader::pointed,  &Reader::counted,
        &Reader::beside,    &Reader::season,  &Reader::repeated, &Reader::year,
        &Reader::decade,    &Reader::part,    &Reader::bare,     &Reader::reference};
    for (const auto rule : rules)
      if (const auto next = (this->*rule)(p); next != 0) return next;
    return 0;
  }

  /// A day and a month as written, nothing taken from elsewhere.
  struct Written {
    std::size_t last = 0;  ///< 0 = none here
    unsigned day = 0, month = 0;
    std::optional<int> year;
    bool same_year = false;  ///< "of that year"
  };
  /// Reads a year behind a month or day: ", 1979", "of 1979", "1979 BC", "of that year".
  void year_behind(Written& d) const {
    auto p = d.last;
    if (w(p) == "," || w(p) == "of") ++p;
    if (w(p - 1) == "of" && (one_of(w(p), "that", "the") &&
                             (w(p + 1) == "year" || (w(p + 1) == "same" && w(p + 2) == "year")))) {
      d.last = p + (w(p + 1) == "year" ? 2U : 3U);
      d.same_year = true;
      return;
    }
    if (w(p - 1) == "of" && w(p + 1) == "year")
      if (const auto turn = find(p, TimeKind::turn);
          turn && one_of(turn->value, "last", "this", "next") && here().known()) {
        d.last = p + 2;
        d.year = here().year + (turn->value == "last" ? -1 : turn->value == "next" ? 1 : 0);
        return;
      }
    auto y = year_at(p);
    if (!y && w(p).size() <= 4 && before_christ(p + 1) != 0) y = digits(w(p));
    if (!y) return;
    d.last = p + 1;
    if (before_christ(d.last) != 0) {
      d.last += before_christ(d.last);
      y = -*y;
    }
    d.year = y;
  }
  [[nodiscard]] Written day_month_at(std::size_t p) const {
    Written d;
    if (const auto day = day_number(w(p)); day) {
      const auto m = w(p + 1) == "of" ? p + 2 : p + 1;
      if (month_at(m) == 0) return d;
      d = {m + 1, *day, month_at(m), std::nullopt, false};
      year_behind(d);
      if (!d.year && loud(m) && w(d.last).size() == 2)  // "3 JAN 90"
        if (const auto y = digits(w(d.last))) d.year = 1900 + *y, ++d.last;
      return d;
    }
    if (month_at(p) == 0) return d;
    const auto q = w(p + 1) == "the" ? p + 2 : p + 1;
    const auto day = day_number(w(q));
    if (!day || (w(q + 1) == "," && !year_at(q + 2) && digits(w(q + 2)) && w(q + 2).size() == 3))
      return d;
    d = {q + 1, *day, month_at(p), std::nullopt, false};
    year_behind(d);
    return d;
  }
  [[nodiscard]] bool loud(std::size_t p) const {
    const auto form = token(p).form;
    return form.size() > 1 && form[1] >= 'A' && form[1] <= 'Z';
  }
  /// "in June and July 1943", "from 3 May to 7 June 1950": the year that follows further on is that
  /// of all.
  [[nodiscard]] std::optional<int> year_ahead(std::size_t p) const {
    bool date = false;
    for (std::size_t step = 0; step < 8; ++step, ++p) {
      if (const auto y = year_at(p)) return date ? y : std::nullopt;
      if (month_at(p) != 0 || day_number(w(p)))
        date = true;
      else if (!one_of(w(p), "and", "or", "to", "through", "until", ",", "the", "early", "late",
                       "mid") &&
               !(step > 0 && w(p) == "of"))
        return std::nullopt;
    }
    return std::nullopt;
  }

  std::size_t day_and_month(std::size_t p) {
    // "3–5 May", "9 and 11 June 1944": the first day takes month and year of the second.
    if (const auto day = day_number(w(p)); day && month_at(p + 1) == 0) {
      const auto next = joined(p + 1) ? p + 1
                        : one_of(w(p + 1), "and", "or", "to", "through", "until", "-")
                            ? (w(p + 2) == "the" ? p + 3 : p + 2)
                            : 0;
      const auto later = next != 0 && day_number(w(next)) ? day_month_at(next) : Written{};
      if (later.last != 0 && *day < later.day && !one_of(before(p), "$", "#"))
        return put_date(p, p + 1, {p + 1, *day, later.month, later.year, later.same_year}, next);
    }
    const auto d = day_month_at(p);
    if (d.last == 0) return 0;
    const auto next = put_date(p, d.last, d, d.last);
    // "May 3–5", "May 3 and 5, 1950"
    if (const auto q = joined(next)                   ? next
                       : one_of(w(next), "and", "to") ? next + 1
                                                      : 0;
        q != 0 && day_number(w(p)) == std::nullopt) {
      const auto second = day_number(w(q));
      Written e{q + 1, second.value_or(0), d.month, d.year, false};
      if (second && !d.year) year_behind(e);
      if (second && *second > d.day && month_at(q + 1) == 0 &&
          (joined(q) || e.year || q + 1 >= end_ || !one_of_nouns(q + 1))) {
        if (e.year && !out_.all.empty()) redate(out_.all.back(), {*e.year, d.month, d.day});
        return put_date(q, e.last, e, e.last);
      }
    }
    return next;
  }
  [[nodiscard]] bool one_of_nouns(std::size_t p) const {
    const auto tag = token(p).upos;
    return tag == Upos::noun || tag == Upos::propn || tag == Upos::adj || tag == Upos::num;
  }
  /// "on the 20th": a day of the month told before.
  std::size_t day_alone(std::size_t p) {
    const auto day = day_number(w(p));
    if (!day || digits(w(p)) || before(p) != "the" || p < begin_ + 2 ||
        !one_of(w(p - 2), "on", "by", "since", "until", "from", "to"))
      return 0;
    if (p + 1 < end_ && (one_of_nouns(p + 1) || joined(p + 1) || w(p + 1) == "of")) return 0;
    Point point{there().year, there().month, *day};
    if (point.month == 0 || !valid(point)) return 0;
    auto d = dated(p, p + 1, point);
    d.article = d.relative = true;
    d.when.inferred = true;
    return put(std::move(d));
  }
  static void redate(TimeExpression& e, const Point& point) {
    if (!valid(point)) return;
    e.value = value_of(point);
    e.when = when_of(point);
    e.relative = false;
  }
  std::size_t put_date(std::size_t first, std::size_t last, const Written& d, std::size_t ahead) {
    Point point{0, d.month, d.day};
    auto y = d.year;
    if (!y && !d.same_year) y = year_ahead(ahead);
    const bool told = y.has_value();
    point.year = y ? *y : d.same_year ? there().year : inferred_year(d.month, d.day, first);
    if (point.year != 0 && !valid(point)) point.day = 0;
    auto draft = dated(first, last, point);
    draft.precision = d.day != 0 ? (point.year != 0 ? precision_of(point) : "day") : "month";
    draft.relative = !told;
    draft.when.inferred = !told && draft.when.known();
    draft.article = d.day != 0 && day_number(w(first)).has_value();
    if (point.year == 0) draft.point = {};
    return put(std::move(draft));
  }

  /// "April 1979", "March", "last July", "the previous June"
  std::size_t month(std::size_t p) {
    const auto m = month_at(p);
    if (m == 0) return 0;
    Written d{p + 1, 0, m, std::nullopt, false};
    year_behind(d);
    const auto turn = p > floor_ ? find(p - 1, TimeKind::turn) : std::nullopt;
    if (d.year || d.same_year) return put_date(p, d.last, d, d.last);
    // March, May, August are also ordinary words or names; one that is part of a name is no date.
    if ((m == 3 || m == 5 || m == 8) && !turn && !joined(p) &&
        !find(p - (p > begin_ ? 1 : 0), TimeKind::portion) && !year_ahead(p + 1) &&
        !one_of(before(p), "in", "since", "until", "till", "from", "by", "during", "of", "and",
                "to", "through", "between", "for", "before", "after", "throughout", ","))
      return 0;
    if (w(p).size() == 3 && w(p) != "may" && !loud(p) && !turn &&
        !one_of(before(p), "in", "since", "until", "from", "by", "of", "and", "to"))
      return 0;
    if (turn && one_of(turn->value, "last", "this", "next", "previous", "following", "same"))
      return turned_month(p, m, turn->value);
    return put_date(p, d.last, d, d.last);
  }
  std::size_t turned_month(std::size_t p, unsigned m, std::string_view turn) {
    const auto from = one_of(turn, "previous", "following", "same") ? there() : here();
    Point point{from.year, m, 0};
    if (from.known() && turn == "last" && (from.month == 0 || m >= from.month)) point.year -= 1;
    if (from.known() && turn == "previous" && m >= from.month && from.month != 0) point.year -= 1;
    if (from.known() && one_of(turn, "next", "following") && m <= from.month) point.year += 1;
    auto draft = dated(p - 1, p + 1, point.year == 0 ? Point{} : point);
    draft.precision = "month";
    draft.relative = true;
    draft.when.inferred = true;
    draft.article = true;
    return put(std::move(draft));
  }

  /// "2012-03-04", "3/4/2012" is left alone: it means two days.
  std::size_t iso(std::size_t p) {
    if (const auto d = parse_day(w(p))) return put(dated(p, p + 1, point_of(*d)));
    const auto y = year_at(p);
    if (!y || !joined(p + 1) || !joined(p + 2) || w(p + 1).size() != 2 || w(p + 2).size() != 2)
      return 0;
    const auto m = digits(w(p + 1)), d = digits(w(p + 2));
    if (!m || !d || *m < 1 || *m > 12) return 0;
    const Point point{*y, static_cast<unsigned>(*m), static_cast<unsigned>(*d)};
    return valid(point) && point.day != 0 ? put(dated(p, p + 3, point)) : 0;
  }

  /// "10:30 a.m.", "9 p.m.", "0900 hours"
  std::size_t clock(std::size_t p) {
    const auto s = w(p);
    if (s.empty() || s[0] < '0' || s[0] > '9') return 0;
    const auto colon = s.find(':');
    auto hour = digits(s.substr(0, colon));
    auto minute =
        colon == std::string_view::npos ? std::optional<int>(0) : digits(s.substr(colon + 1));
    auto last = p + 1;
    const bool am = one_of(w(last), "a.m.", "am", "a.m"), pm = one_of(w(last), "p.m.", "pm", "p.m");
    const bool hours = one_of(w(last), "hours", "hrs", "gmt", "utc") &&
                       (colon != std::string_view::npos || s.size() == 4);
    if (s.size() == 4 && colon == std::string_view::npos && hours && hour)
      minute = *hour % 100, hour = *hour / 100;
    if (am || pm || hours)
      ++last;
    else if (colon == std::string_view::npos || s.size() > 5 || s.size() < 4)
      return 0;
    if (!hour || !minute || *hour > 24 || *minute > 59) return 0;
    if (pm && *hour < 12) *hour += 12;
    if (am && *hour == 12) *hour = 0;
    if (one_of(w(last), "gmt", "utc", "est", "local") && capital(last)) ++last;
    const std::string time = "T" + std::string(*hour < 10 ? "0" : "") + std::to_string(*hour) +
                             (*minute < 10 ? ":0" : ":") + std::to_string(*minute);
    const auto size = out_.all.size();
    if (w(last) == "on") {  // "11 a.m. on 11 November": two expressions, the hour of that day
      auto alone = undated(p, last, "");
      (void)put(std::move(alone));
      const auto end = at_day(last + 1);
      const auto& day = out_.all.back();
      out_.all[size].value =
          (out_.all.size() > size + 1 && day.value.size() >= 10 ? day.value.substr(0, 10)
                                                                : "XXXX-XX-XX") +
          time;
      return std::max(end, last);
    }
    const auto next = w(last) == "," ? last + 1 : last;
    if (next < end_ && (w(last) != "," || day_month_at(next).last != 0) && at_day(next) != 0 &&
        out_.all.size() > size) {  // "9 p.m. Monday"
      auto& e = out_.all.back();
      if (const auto t = e.value.find('T'); t != std::string::npos) e.value.resize(t);
      if (!e.value.empty()) e.value += time;
      e.at.begin = pieces_[p].at.begin;
      e.tokens.first = pieces_[p].token;
      return floor_;
    }
    const auto day = told_.day != 0 ? there() : here();
    auto d = day.day != 0 && !history_ ? dated(p, last, day) : undated(p, last, "");
    d.value = (day.day != 0 ? value_of(day) : "XXXX-XX-XX") + time;
    d.duration = true;  // an hour alone dates no event
    d.point = {};
    return put(std::move(d));
  }
  std::size_t at_day(std::size_t p) {
    if (const auto next = weekday(p); next != 0) return next;
    if (day_month_at(p).last != 0) return day_and_month(p);
    return near_day(p);
  }

  /// "Tuesday", "last Monday", "Sunday night", "Thursday, June 11", "every Friday"
  std::size_t weekday(std::size_t p) {
    const int d = weekday_of(w(p));
    if (d < 0 || !capital(p)) return 0;
    auto first = p, last = p + 1;
    const auto part = find(last, TimeKind::part);
    if (part && !part->plural) ++last;
    const auto comma = w(last) == "," ? last + 1 : last;
    if (const auto date = day_month_at(comma); date.last != 0)
      return put_date(p, date.last, date, date.last);
    const auto turn = p > floor_ ? find(p - 1, TimeKind::turn) : std::nullopt;
    if (one_of(before(p), "every", "each") || w(p).ends_with("days")) {
      auto set = undated(w(p).ends_with("days") ? p : p - 1, last,
                         "XXXX-WXX-" + std::to_string(d == 0 ? 7 : d));
      return put(std::move(set));
    }
    if (turn && one_of(turn->value, "last", "next", "this", "following", "previous", "same"))
      first = p - 1;
    const auto from =
        turn && one_of(turn->value, "following", "previous", "same") ? there() : here();
    Draft draft;
    draft.first = first;
    draft.last = last;
    draft.relative = true;
    draft.article = first < p;
    if (from.day != 0 && from.year > 0) {
      const bool is_last = turn && one_of(turn->value, "last", "previous"),
                 is_next = turn && one_of(turn->value, "next", "following");
      const auto base = make_day(from.year, from.month, from.day);
      int back = (static_cast<int>(std::chrono::weekday(base).c_encoding()) - d + 7) % 7;
      if (is_last && back == 0) back = 7;
      Day day = base - days(back);
      if (is_next || (!is_last && future_verb(pieces_[p].token)))
        day = back == 0 && !is_next ? base : base + days(7 - back);
      draft.point = point_of(day);
      draft.value = value_of(draft.point);
      draft.when = when_of(draft.point);
      if (part) draft.value.append("T").append(part->value);
    } else {
      draft.value = "XXXX-WXX-" + std::to_string(d == 0 ? 7 : d);
    }
    return put(std::move(draft));
  }

  /// "Christmas 1941", "Ramadan"
  std::size_t holiday(std::size_t p) {
    if (!capital(p)) return 0;
    const auto h = find(p, TimeKind::holiday);
    if (!h) return 0;
    auto last = p + h->length;
    if (h->length > 1 && !capital(last - 1)) return 0;
    // "Tet Offensive", "Operation Ramadan": names of other things
    if (last < end_ && capital(last) && !find(last, TimeKind::part) && pieces_[last].lower != "'s")
      return 0;
    if (p > begin_ && capital(p - 1) && token(p - 1).upos == Upos::propn && month_at(p - 1) == 0 &&
        weekday_of(w(p - 1)) < 0 && p - 1 != begin_)
      return 0;
    auto y = year_at(last);
    if (y) ++last;
    const auto month = h->value.size() == 5 ? digits(h->value.substr(0, 2)) : std::nullopt;
    const auto day = month ? digits(h->value.substr(3)) : std::nullopt;
    const auto part = find(last, TimeKind::part);
    if (part && !part->plural) ++last;
    if (!day) return put(undated(p, last, y ? value_of({*y, 0, 0}) + "-XX" : ""));
    Point point{0, static_cast<unsigned>(*month), static_cast<unsigned>(*day)};
    point.year = y ? *y : inferred_year(point.month, point.day, p);
    auto d = dated(p, last, point.year == 0 ? Point{} : point);
    d.precision = "day";
    d.relative = !y;
    if (part && !d.value.empty()) d.value.append("T").append(part->value);
    return put(std::move(d));
  }

  /// "yesterday", "today", "tonight", "the day before yesterday", "yesterday evening"
  std::size_t near_day(std::size_t p) {
    if (w(p) == "the" && w(p + 1) == "day" && (w(p + 2) == "before" || w(p + 2) == "after") &&
        one_of(w(p + 3), "yesterday", "tomorrow"))
      return near(p, p + 4, w(p + 3) == "yesterday" ? -2 : 2, "");
    if (w(p) == "last" && w(p + 1) == "night") return near(p, p + 2, -1, "NI");
    if (const auto part = find(p + 1, TimeKind::part); w(p) == "this" && part && !part->plural)
      return near(p, p + 2, 0, part->value);
    const auto word = find(p, TimeKind::near);
    if (!word) return 0;
    const auto blank = word->value.find(' ');
    const auto shift = word->value.starts_with('-') ? -1 : word->value.starts_with('1') ? 1 : 0;
    auto hour =
        blank == std::string_view::npos ? std::string_view() : word->value.substr(blank + 1);
    auto last = p + word->length;
    if (const auto part = find(last, TimeKind::part); part && !part->plural)
      hour = part->value, ++last;
    return near(p, last, shift, hour);
  }
  std::size_t near(std::size_t first, std::size_t last, int shift, std::string_view part) {
    if (history_ && shift == 0 && part.empty()) return put(undated(first, last, "PRESENT_REF"));
    if (!now_) {
      Draft d;
      d.first = first;
      d.last = last;
      d.relative = true;
      d.value = part.empty() ? "" : "XXXX-XX-XXT" + std::string(part);
      return put(std::move(d));
    }
    auto d = dated(first, last, point_of(*now_ + days(shift)));
    d.relative = true;
    if (!part.empty()) d.value.append("T").append(part);
    return put(std::move(d));
  }

  /// "the nineteenth century", "5th century BC"
  std::size_t century(std::size_t p) {
    const auto n = ordinal(w(p));
    if (!n || *n < 1 || *n > 21 || w(p + 1) != "century") return 0;
    auto last = p + 2;
    const bool bc = before_christ(last) != 0;
    if (bc) ++last;
    const auto hundreds = std::to_string(*n - 1);
    auto d = undated(p, last, (bc ? "BC" : "") + std::string(*n <= 10 ? "0" : "") + hundreds);
    d.article = true;
    if (!bc && *n > 1) {
      d.when = {make_day((*n - 1) * 100, 1, 1), make_day(*n * 100 - 1, 12, 31), Grain::interval,
                false};
      d.duration = false;
    }
    return put(std::move(d));
  }

  /// "the third quarter of 2012", "the fourth quarter of last year", "second-quarter"
  std::size_t quarter(std::size_t p) {
    const auto n = ordinal(w(p));
    const auto unit = find(p + 1, TimeKind::unit);
    if (!n || *n < 1 || *n > 4 || !unit || unit->value != "Q" || unit->plural) return 0;
    Written d{p + 2, 0, 0, std::nullopt, false};
    year_behind(d);
    const auto from = here();
    int y = d.year ? *d.year : d.same_year ? there().year : from.year;
    const auto first = static_cast<unsigned>(*n) * 3 - 2;
    if (!d.year && !d.same_year && from.month != 0 && first > from.month) --y;
    if (y < 1) return put(undated(p, d.last, "XXXX-Q" + std::to_string(*n)));
    auto draft = of(p, d.last, turned({y, first, 0}, "Q", 0));
    draft.article = true;
    return put(std::move(draft));
  }

  /// "last year", "this week", "the same day", "the next morning", "the past two weeks", "that
  /// time"
  std::size_t pointed(std::size_t p) {
    const auto turn = find(p, TimeKind::turn);
    if (!turn) return 0;
    auto t = turn->value;
    auto q = p + turn->length;
    if (w(p) == "that" && w(q) == "same") ++q;
    if (t == "same" && w(p) == "same" && !one_of(before(p), "the", "that", "this")) return 0;
    if (one_of(w(p), "first", "opening", "closing", "final") &&
        !one_of(before(p), "the", "its", "his", "their", "her"))
      return 0;
    auto count = w(q) == "a" || w(q) == "an" ? std::nullopt : count_at(q);
    // "two of the last"… and "the same 10 people" are stopped by the unit that must follow.
    const auto unit = unit_at(count ? q + count->length : q);
    if (count && unit && (unit->plural || count->n == 1))
      return stretch(p, q + count->length + 1, t, *unit, count->text, count->n);
    if (const auto s = find(q, TimeKind::season); s && !s->plural && t != "recent" && t != "part")
      return turned_season(p, q + 1, t, s->value);
    if (const auto part = find(q, TimeKind::part);
        part && !part->plural && one_of(t, "next", "following", "same", "previous", "this"))
      return turned_part(p, q + 1, t, part->value);
    if (const auto u = find(q, TimeKind::unit)) {
      if (u->plural) {
        if (one_of(t, "this", "same") && w(p) != "these") return 0;
        return stretch(p, q + u->length, t, {u->value, true}, "X", 0);
      }
      if (t == "part" && w(q + u->length) == "of" && month_at(q + u->length + 1) != 0)
        return stretch(p, q + u->length, t, {u->value, false}, "1", 1);
      if (t == "recent" || t == "part") return 0;
      return turned_unit(p, q + u->length, t, u->value);
    }
    if (const auto s = find(q, TimeKind::stretch);
        s && !s->plural && (t == "this" || t == "same")) {
      // "this time" alone means "on this occasion".
      if (w(q) == "time" && w(p) == "this" &&
          !one_of(before(p), "by", "at", "during", "until", "from", "since", "before", "around",
                  "in", "of"))
        return 0;
      if (w(q) == "time" && w(p) == "same" && before(p) == "this") return 0;
      auto d = undated(p, q + 1, w(q) == "time" && w(p) == "this" ? "PRESENT_REF" : "");
      d.article = true;
      return put(std::move(d));
    }
    return 0;
  }
  /// "the past two weeks", "recent months", "the coming years", "the first ten months"
  std::size_t stretch(std::size_t first, std::size_t last, std::string_view turn, const Unit& unit,
                      const std::string& count, int n) {
    if (one_of(turn, "last", "part") && w(last) == "of" &&
        (month_at(last + 1) != 0 || year_at(last + 1))) {  // "the last week of May"
      Written of{last + 2, 0, 0, std::nullopt, false};
      if (month_at(last + 1) != 0) year_behind(of);
      last = of.last;
    }
    auto d = undated(first, last, length_value(unit.code, count));
    d.article = true;
    d.length = true;
    if (one_of(turn, "last", "recent") && now_ && !history_) {
      // What "recent" means by the unit: a rough guess.
      const int m = n > 0 && n <= kLongest                 ? n
                    : unit.code == "D"                     ? 7
                    : unit.code == "W" || unit.code == "M" ? 6
                                                           : 5;
      const auto long_ago = days(std::min(days_in(unit.code, m), 400 * 365));
      d.when = {*now_ - long_ago, *now_, Grain::interval, false};
      d.duration = unit.code.starts_with('T') || one_of(w(first), "these");
      d.relative = true;
    }
    return put(std::move(d));
  }
  std::size_t turned_unit(std::size_t first, std::size_t last, std::string_view turn,
                          std::string_view unit) {
    if (unit.starts_with('T')) return 0;
    const bool narrative = one_of(turn, "same", "previous", "following") ||
                           (before(first) == "the" && turn == "next") ||
                           (history_ && told_.known());
    if (before(first) == "the" && one_of(w(first), "past", "last") &&
        unit != "D") {  // "the past year", "in the last decade"
      if (w(first) == "past" || before(first - 1) == "in" || before(first - 1) == "over" ||
          before(first - 1) == "during" || before(first - 1) == "for")
        return stretch(first, last, "last", {unit, false}, "1", 1);
      if (w(last) == "of")
        return stretch(first, last, "last", {unit, false}, "1", 1);  // "the last week of May"
    }
    const int step = one_of(turn, "last", "previous") ? -1 : one_of(turn, "this", "same") ? 0 : 1;
    auto from = narrative ? there() : here();
    if (unit == "D") {
      if (turn == "last") return 0;
      if (turn == "this" && !history_) from = here();
      auto d = of(first, last, moved(from, "D", step));
      d.article = true;
      if (turn != "this") {
        d.follows = true;
        d.shift = step;
      } else {
        d.duration = history_;
      }
      return put(std::move(d));
    }
    auto d = of(first, last, turned(from, unit, step));
    d.article = true;
    if (!from.known()) d.value = unit == "Y" || unit == "M" ? "" : length_value(unit, "1");
    return put(std::move(d));
  }
  std::size_t turned_season(std::size_t first, std::size_t last, std::string_view turn,
                            std::string_view season) {
    const auto from = one_of(turn, "same", "previous", "following") ? there() : here();
    const int step = one_of(turn, "last", "previous") ? -1 : one_of(turn, "this", "same") ? 0 : 1;
    auto d = undated(first, last, "XXXX-" + std::string(season));
    d.article = true;
    d.relative = true;
    d.precision = "season";
    d.duration = false;
    if (from.year > 0) {
      int y = from.year;
      const auto day = make_day(y, from.month == 0 ? 6 : from.month,
                                from.day == 0 ? 15 : std::min(from.day, 28U));
      if (step < 0 && from.month == 0) --y;
      if (step > 0 && from.month == 0) ++y;
      for (; step < 0 && y > 1 && *season_of(season, y).last >= day; --y) {
      }
      for (; step > 0 && *season_of(season, y).first <= day; ++y) {
      }
      d.when = season_of(season, y);
      d.value = value_of({y, 0, 0}) + "-" + std::string(season);
      d.point = {y, 0, 0};
    }
    return put(std::move(d));
  }
  std::size_t turned_part(std::size_t first, std::size_t last, std::string_view turn,
                          std::string_view part) {
    const int step = turn == "previous" ? -1 : one_of(turn, "same", "this") ? 0 : 1;
    auto d = of(first, last, moved(turn == "this" && !history_ ? here() : there(), "D", step));
    d.article = true;
    if (!d.value.empty()) d.value.append("T").append(part);
    d.follows = true;
    d.shift = step;
    return put(std::move(d));
  }

  /// "three weeks", "ten days ago", "two years later", "a 10-year plan", "19 years old", "several
  /// months"
  std::size_t counted(std::size_t p) {
    const auto count = count_at(p);
    if (!count) return 0;
    auto u = p + count->length;
    // "two bloody weeks"
    if (!unit_at(u) && u < end_ && pieces_[u].whole && token(u).upos == Upos::adj &&
        unit_at(u + 1) && unit_at(u + 1)->plural)
      ++u;
    const auto unit = unit_at(u);
    if (!unit) return 0;
    const bool hyphen = joined(u);
    const bool single = one_of(w(p), "a", "an");
    // "a thirty year truce", "3 year long"
    if (!unit->plural && !hyphen && count->n != 1 && (u + 1 >= end_ || !one_of_nouns(u + 1)))
      return 0;
    if (unit->code == "Q") return 0;
    if (single && joined(u + 1) && w(u + 1) == "long") return 0;  // "a month-long strike"
    if (single && one_of(w(u), "second", "minute", "night") && !find(u + 1, TimeKind::after))
      return 0;
    if (w(u) == "second" && !unit->plural) return 0;
    if (unit->code == "WE" && single) return 0;
    auto last = u + (find(u, TimeKind::unit) ? find(u, TimeKind::unit)->length : 1);
    if (const auto after = find(last, TimeKind::after); after && !hyphen) {
      const bool counts = one_of(after->value, "ago", "later", "earlier", "ahead") ||
                          (one_of(after->value, "before", "after") &&
                           (last + after->length >= end_ ||
                            one_of(w(last + after->length), ",", ".", ";", "that", "this")));
      if (counts) return so_long(p, last + after->length, *unit, *count, after->value);
    }
    auto d = undated(p, last, length_value(unit->code, count->text));
    d.length = true;
    if (hyphen && joined(last) && one_of(w(last), "long", "old"))
      ++d.last;
    else if (const auto age = find(last, TimeKind::age))
      d.last += age->length;
    d.article = !single && !hyphen;
    return put(std::move(d));
  }
  std::size_t so_long(std::size_t first, std::size_t last, const Unit& unit, const Count& count,
                      std::string_view after) {
    const bool back = one_of(after, "ago", "earlier", "before");
    const auto from = one_of(after, "ago", "ahead") ? here() : there();
    if (count.n == 0 || count.n > kLongest) {
      auto d = undated(first, last, back ? "PAST_REF" : "FUTURE_REF");
      d.length = true;
      if (after == "ago" && now_ && count.n == 0) {
        // "A few" is about three.
        auto m = moved(point_of(*now_), unit.code, -3);
        d.when = m.when;
        d.precision = m.precision;
        d.duration = false;
        d.relative = d.past_only = true;
      }
      return put(std::move(d));
    }
    auto d = of(first, last, moved(from, unit.code, back ? -count.n : count.n));
    if (unit.code == "W" && after == "ago" && from.day != 0 && weekday_of(w(last)) >= 0 &&
        capital(last)) {  // "a week ago Monday"
      const auto week = turned(from, "W", -count.n);
      d = dated(first, last + 1,
                week.when.first ? point_of(*week.when.first + days((weekday_of(w(last)) + 6) % 7))
                                : Point{});
      d.relative = true;
    }
    d.length = true;
    d.past_only = after == "ago";
    if (!one_of(after, "ago", "ahead")) {
      d.follows = true;
      d.shift = days_in(unit.code, back ? -count.n : count.n);
      if (unit.code.starts_with('T')) d.shift = 0;
    }
    return put(std::move(d));
  }

  /// "the day before", "the week after", "the day following"; "weeks later"
  std::size_t beside(std::size_t p) {
    const auto u = find(p, TimeKind::unit);
    if (!u) return 0;
    const auto after = find(p + 1, TimeKind::after);
    const bool following = w(p + 1) == "following" && before(p) == "the" && !u->plural;
    if (!after && !following) return 0;
    const auto how = following ? std::string_view("after") : after->value;
    const bool back = one_of(how, "ago", "earlier", "before");
    if (u->plural) {
      if (one_of(how, "before", "after", "ahead") ||
          find(p, TimeKind::unit)->value.starts_with("TS"))
        return 0;
      return put(undated(p, p + 1 + after->length, back ? "PAST_REF" : "FUTURE_REF"));
    }
    if (before(p) != "the" || !one_of(how, "before", "after") || w(p + 2) == "yesterday" ||
        w(p + 2) == "tomorrow")
      return 0;
    auto d = of(p, p + 2, moved(there(), u->value, back ? -1 : 1));
    d.article = true;
    d.follows = u->value == "D";
    d.duration = !d.follows;
    d.shift = back ? -1 : 1;
    return put(std::move(d));
  }

  /// "the summer of 1940", "spring 1918", "in spring", "the winter"
  std::size_t season(std::size_t p) {
    const auto s = find(p, TimeKind::season);
    if (!s || s->plural) return 0;
    Written d{p + 1, 0, 0, std::nullopt, false};
    year_behind(d);
    const bool pointed = one_of(before(p), "in", "by", "during", "since", "until", "early", "late",
                                "mid", "of", "that");
    const bool article = before(p) == "the";
    if (!d.year && !d.same_year) {
      if (capital(p) && p != begin_) return 0;  // "Arab Spring"
      if (token(p).upos == Upos::verb || token(p).upos == Upos::propn) return 0;
      if (w(p) == "fall" &&
          (!(pointed || (article && one_of(before(p - 1), "in", "during", "by", "of"))) ||
           w(p + 1) == "of"))
        return 0;
      if (w(p) == "spring" && !pointed && !article && w(p + 1) != "offensive") return 0;
    }
    const auto year_before = year_at(p - 1);
    const bool own = year_before && p > begin_;  // "2008 summer"
    Draft out;
    out.first = p;
    out.last = d.last;
    out.article = true;
    out.precision = "season";
    const int y = d.year        ? *d.year
                  : own         ? *year_before
                  : d.same_year ? there().year
                                : season_year(s->value);
    out.relative = !d.year;
    out.when = season_of(s->value, y);
    out.value = (y == 0 ? "XXXX" : value_of({y, 0, 0})) + "-" + std::string(s->value);
    if (d.year || d.same_year) out.point = {y, 0, 0};
    return put(std::move(out));
  }
  [[nodiscard]] int season_year(std::string_view season) const {
    if (narrated()) return told_.year;
    if (!now_) return 0;
    int y = point_of(*now_).year;
    if (y > 1 && *season_of(season, y).first > *now_ + days(60)) --y;
    return y;
  }

  /// "every day", "each year", "per month", "daily"
  std::size_t repeated(std::size_t p) {
    if (one_of(w(p), "every", "each", "per"))
      if (const auto u = unit_at(p + 1); u && !u->plural)
        return put(undated(p, p + 2, length_value(u->code, "1")));
    const auto set = find(p, TimeKind::set);
    if (!set || capital(p)) return 0;
    return put(undated(p, p + set->length, std::string(set->value)));
  }

  /// "in 1979", "1939–45", "480 BC", "since '79"
  std::size_t year(std::size_t p) {
    if (const auto d = digits(w(p)); d && *d > 0 && w(p).size() <= 4) {
      if (const auto bc = before_christ(p + 1); bc != 0) return put_year(p, p + 1 + bc, -*d);
      // "490–480 BC": the first takes the era of the second.
      if (const auto later = digits(w(p + 1));
          joined(p + 1) && later && *later < *d && before_christ(p + 2) != 0)
        return put_year(p, p + 1, -*d);
      if (ancient_ >= 3 && *d >= 30 && *d < 1000 && w(p).size() == 3 && year_context(p) &&
          !counts_next(p))
        return put_year(p, p + 1, -*d);
    }
    if (const auto cut = without_apostrophe(w(p));
        cut.size() == 2 && digits(cut) && (year_context(p)))
      return put_year(p, p + 1, century_of(*digits(cut)) + *digits(cut));
    // "1939–45"
    if (joined(p) && p > begin_ && w(p).size() == 2 && digits(w(p)) &&
        pieces_[p].at.begin - pieces_[p - 1].at.end <= 3)
      if (const auto y = year_at(p - 1); y && *y % 100 < *digits(w(p)) && floor_ == p)
        return put_year(p, p + 1, *y - *y % 100 + *digits(w(p)));
    const auto y = year_at(p);
    if (!y || !is_year(p, *y)) return 0;
    return put_year(p, p + 1, *y);
  }
  /// "'79": of the century told of, or of the last hundred years.
  [[nodiscard]] int century_of(int two_digits) const {
    if (history_ && told_.year > 0) return told_.year - told_.year % 100;
    return two_digits > 30 ? 1900 : 2000;
  }
  /// A number of things: "2000 soldiers".
  [[nodiscard]] bool counts_next(std::size_t p) const {
    const auto& t = token(p);
    return t.deprel == Deprel::nummod && t.head != kNone && t.head > pieces_[p].token &&
           a_[t.head].xpos == "NNS" && a_[t.head].upos == Upos::noun;
  }
  [[nodiscard]] bool year_context(std::size_t p) const {
    return one_of(before(p), "in", "since", "from", "until", "till", "by", "of", "during", "early",
                  "late", "between", "circa", "to", "and", "(", "before", "after");
  }
  [[nodiscard]] bool is_year(std::size_t p, int y) const {
    const bool sure =
        one_of(before(p), "in", "since", "until", "till", "during", "early", "late", "mid", "(",
               "circa", "year", "as") ||
        (one_of(before(p), "of", "from", "by", "between", "to", "and", "before", "after") &&
         y >= 1400);
    if (one_of(before(p), "$", "#", "no.", "number", "resolution", "article", "flight", "room",
               "some", "about", "nearly", "over", "than", "least", "almost", "with", "near", "at"))
      return false;
    if (one_of(w(p + 1), "%", "people", "men", "troops", "soldiers", "dollars", "kilometers",
               "kilometres", "miles", "metres", "meters", "feet") &&
        one_of(before(p), "of", "from", "by", "to", "and", "between"))
      return false;
    if (sure) return y >= (history_ ? 1000 : 1500);
    if (y < 1500) return false;
    if (counts_next(p)) return before(p) == "the" && y >= 1500 && y < 2050;  // "the 1777 campaigns"
    return true;
  }
  std::size_t put_year(std::size_t first, std::size_t last, int y) {
    return put(dated(first, last, {y, 0, 0}));
  }

  /// "the 1990s", "the '90s", "the 480s BC"
  std::size_t decade(std::size_t p) {
    auto s = w(p);
    if (const auto cut = without_apostrophe(s); !cut.empty()) s = cut;
    if (!s.ends_with('s') || s.size() < 3 || s.size() > 5) return 0;
    auto y = digits(s.substr(0, s.size() - 1));
    if (!y || *y % 10 != 0) return 0;
    auto last = p + 1;
    const bool bc = before_christ(last) != 0;
    if (bc) ++last;
    if (s.size() == 3 && s == w(p)) return 0;  // "in his 40s"
    if (s.size() == 3) *y += *y >= 20 ? 1900 : 2000;
    if (!bc && (*y < 1000 || *y > 2100)) return 0;
    auto d = dated(p, last, {bc ? -*y : *y, 0, 0});
    d.value = decade_value(bc ? -*y : *y);
    d.article = true;
    d.precision = "interval";
    if (!bc) d.when = {make_day(*y, 1, 1), make_day(*y + 9, 12, 31), Grain::interval, false};
    return put(std::move(d));
  }

  /// "of 30 April", "hours of Monday": the date will take in what is before.
  [[nodiscard]] bool of_a_day(std::size_t p) const {
    if (w(p) == "hours") ++p;
    return w(p) == "of" && day_month_at(p + 1).last != 0;
  }
  /// "at night", "in the morning", "at dawn"
  std::size_t part(std::size_t p) {
    const auto word = find(p, TimeKind::part);
    if (!word || capital(p)) return 0;
    const auto last = p + word->length;
    if (of_a_day(last)) return 0;
    const bool article = before(p) == "the";
    const auto prep = article && p - 1 > begin_ ? w(p - 2) : before(p);
    const bool bare = !article && one_of(prep, "at", "by", "before", "until", "after", "since",
                                         "around", "from", "till", "during");
    if (!bare &&
        !(article && one_of(prep, "in", "during", "by", "into", "throughout", "of", "before")) &&
        !one_of(before(p), "early", "late") && word->value != "DT")
      return 0;
    if (word->plural) return 0;
    const auto day = word->value == "NI" || history_ ? Point{} : there();
    auto d = undated(
        p, last, (day.day != 0 ? value_of(day) : "XXXX-XX-XX") + "T" + std::string(word->value));
    d.article = true;
    return put(std::move(d));
  }

  /// "years", "for weeks", "a year-long siege", "the year"
  std::size_t bare(std::size_t p) {
    const auto u = find(p, TimeKind::unit);
    if (!u || u->value.starts_with("TS") || u->value == "Q") return 0;
    if (joined(p) || (joined(p + 1) && w(p + 1) != "long")) return 0;
    if (w(p) == "hours" && of_a_day(p) && p > begin_ && find(p - 1, TimeKind::part)) return 0;
    if (u->value == "Y" && u->plural && before(p) == "the" && year_at(p + 1)) {  // "the years 1955"
      auto d = dated(p, p + 2, {*year_at(p + 1), 0, 0});
      d.article = true;
      return put(std::move(d));
    }
    if (joined(p + 1)) return put(undated(p, p + 2, length_value(u->value, u->plural ? "X" : "1")));
    if (u->plural) {
      if (u->value.starts_with("TM") || u->value == "WE" || capital(p)) return 0;
      auto d = undated(p, p + 1, length_value(u->value, "X"));
      d.length = true;
      d.article = true;
      return put(std::move(d));
    }
    const bool article = before(p) == "the";
    if (article && p >= begin_ + 2 && one_of(u->value, "Y", "M", "W", "CE", "DE") &&
        p - 1 > begin_) {
      // "the end of the year", "later in the month"
      const auto portion = p >= begin_ + 3 && one_of(w(p - 2), "of", "in")
                               ? find(p - 3, TimeKind::portion)
                               : std::nullopt;
      if (portion && w(p + 1) != "of") return put_same(p, u->value);
    }
    if (w(p + 1) == "'s" && w(p + 2) == "end") return put_same(p, u->value, 3);
    if (article && u->value == "WE" && here().day != 0 &&
        !history_) {  // "over the weekend": the one that is over
      const bool now =
          std::chrono::weekday(*now_).iso_encoding() > 5 || future_verb(pieces_[p].token);
      auto d = of(p, p + 1, turned(here(), "WE", now ? 0 : -1));
      d.article = true;
      return put(std::move(d));
    }
    if (article && u->value == "Y" && year_at(p + 1)) {  // "the year 1936"
      auto d = dated(p, p + 2, {*year_at(p + 1), 0, 0});
      d.article = true;
      return put(std::move(d));
    }
    return 0;
  }
  std::size_t put_same(std::size_t p, std::string_view unit, std::size_t length = 1) {
    auto d = of(p, p + length, turned(there(), unit, 0));
    d.article = true;
    return put(std::move(d));
  }

  /// "now", "recently", "the future"
  std::size_t reference(std::size_t p) {
    if (w(p) == "at" && w(p + 1) == "the" && w(p + 2) == "time" &&
        (p + 3 >= end_ || w(p + 3) == "," || w(p + 3) == "." || w(p + 3) == ";" || w(p + 3) == ")"))
      return put(undated(p + 1, p + 3, ""));
    const auto word = find(p, TimeKind::reference);
    if (!word || word->plural) return 0;
    if (capital(p) && !opens(p)) return 0;
    const auto last = p + word->length;
    if ((w(p) == "the" || word->length > 2) &&
        (w(last) == "'s" || unit_at(last) || (count_at(last) && w(last) != "a")))
      return 0;  // "the past two years"
    auto d = undated(one_of(w(p), "to", "at", "in") ? p + 1 : p, last, std::string(word->value));
    d.narrow = !word->value.empty();
    d.article = word->value.empty();
    return put(std::move(d));
  }
  /// The first word of a sentence or quotation.
  [[nodiscard]] bool opens(std::size_t p) const {
    return p == begin_ || before(p).empty() ||
           !((before(p).front() >= 'a' && before(p).front() <= 'z') ||
             (before(p).front() >= '0' && before(p).front() <= '9') || before(p) == ",");
  }

  // ------------------------------------------------------------------------------------- days of
  // the text
  /// "23 April 2025. India announces …": a full date at the head of a paragraph is its day; alone
  /// in its paragraph, that of the paragraphs below, until the next.
  void heading(std::uint32_t sentence) {
    const auto& s = a_.sentences[sentence];
    const bool opens = sentence == 0 || a_.sentences[sentence - 1].paragraph != s.paragraph;
    if (!opens) return;
    if (base_ && !lasting_) base_.reset();
    const auto d = day_month_at(begin_);
    if (d.last == 0 || !d.year) return;
    const Point point{*d.year, d.month, d.day};
    if (!valid(point) || point.year < 1) return;
    const auto mark = w(d.last);
    const bool end = d.last >= end_;
    if (!end && !one_of(mark, ".", ":", "-", "--", "\xe2\x80\x93", "\xe2\x80\x94")) return;
    base_ = make_day(point.year, point.month, point.day);
    lasting_ = (end || d.last + 1 == end_) && (sentence + 1 == a_.sentences.size() ||
                                               a_.sentences[sentence + 1].paragraph != s.paragraph);
  }

  /// "SARAJEVO, Aug 30 -" at the head of the text dates "today".
  void dateline() {
    if (a_.sentences.empty() || !published_) return;
    const auto& first = a_.sentences.front().tokens;
    for (auto& e : out_.all) {
      if (e.tokens.first > first.first + 8 || e.precision != "day" || !e.when.first) break;
      const auto after = e.tokens.last;
      const bool dash = after < a_.tokens.size() &&
                        one_of(a_[after].form, "-", "--", "\xe2\x80\x93", "\xe2\x80\x94", ")");
      const bool spelled =
          e.tokens.size() >= 2 && weekday_of(a_[e.tokens.first].lower) < 0 &&
          month_of(a_[e.tokens.first].lower) + month_of(a_[e.tokens.first + 1].lower) != 0;
      if (!dash || !spelled || e.tokens.first == first.first) continue;
      out_.dateline = *e.when.first;
      const auto shift = *e.when.first - *published_;
      if (shift > days(3) || shift < days(-30)) {
        out_.dateline.reset();
        return;
      }
      e.dateline = true;
      for (auto& other : out_.all)
        if (other.relative && other.precision == "day" && other.tokens.size() == 1 &&
            other.when.first &&
            one_of(a_[other.tokens.first].lower, "today", "yesterday", "tomorrow", "tonight",
                   "overnight")) {
          const auto day = *other.when.first + shift;
          other.when = {day, day, Grain::day, false};
          other.value.replace(0, std::min<std::size_t>(10, other.value.size()), to_iso(day));
        }
      return;
    }
  }

  const Analysis& a_;
  TimeWords words_;
  const std::vector<TimePiece>& pieces_;
  std::optional<Day> published_;
  Calendar out_;
  std::optional<Day> now_, base_;  // what relative expressions count from; a paragraph's own day
  bool lasting_ = false;
  bool history_ = false;
  int ancient_ = 0;  // dates before Christ
  Point told_;       // the date told last
  std::size_t begin_ = 0, end_ = 0,
              floor_ = 0;  // pieces: of the sentence, and behind the last expression
};

}  // namespace

Calendar read_times(const Analysis& analysis, std::optional<Day> published,
                    const Lexicon& lexicon) {
  return Reader(analysis, published, lexicon).run();
}

}  // namespace khaldun
