#include "khaldun/events/dating.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "khaldun/events/time_value.h"
#include "khaldun/events/time_words.h"

namespace khaldun {
namespace {

/// "P3D", "PT72H": how many of which unit.
struct Length {
  int count = 0;
  std::string unit;  ///< as `moved` takes it
};
std::optional<Length> length_of(std::string_view value) {
  if (value.size() < 3 || value[0] != 'P') return std::nullopt;
  const bool clock = value[1] == 'T';
  const std::size_t begin = clock ? 2 : 1, end = value.find_first_not_of("0123456789", begin);
  const auto n = digits(value.substr(begin, end - begin));
  if (!n || *n > 1500 || end == std::string_view::npos) return std::nullopt;
  return Length{*n, clock ? std::string("TH") : std::string(value.substr(end))};
}

/// The same day so many months later, or the last one of that month.
Day in_months(Day day, int months) {
  using namespace std::chrono;
  const year_month_day date{day};
  const auto month = year_month{date.year(), date.month()} + std::chrono::months{months};
  const year_month_day same{month.year(), month.month(), date.day()};
  return same.ok() ? Day{same} : Day{year_month_day_last{month.year(), month_day_last{month.month()}}};
}

/// Older than this at publication is background (the coding guide's "more than about a month").
constexpr int kHistoricalDays = 31;
/// A day without a year on which a truce begins lies no further ahead.
constexpr int kSoon = 120;

/// Lower is finer.
int grain(const TimeExpression& t) {
  static constexpr std::array<std::string_view, 6> order{"day",    "week", "month",
                                                         "season", "year", "interval"};
  return static_cast<int>(std::find(order.begin(), order.end(), t.precision) - order.begin());
}
/// Something said rather than done.
bool words(std::string_view type) {
  return type == "ACCUSE" || type == "REJECT" || type == "REQUEST" || type == "THREATEN" ||
         type == "SUPPORT";
}
/// A clause with such a marker is of another time than the one above it.
bool of_another_time(std::string_view marker) {
  static constexpr std::array<std::string_view, 10> all{
      "after", "before", "since", "until", "till", "once", "because", "although", "though", "if"};
  return std::find(all.begin(), all.end(), marker) != all.end();
}

}  // namespace

EventDates::EventDates(const Layers& layers, const Tree& tree, std::optional<Day> published,
                       std::uint32_t effect_begins)
    : l_(layers),
      a_(layers.analysis),
      tree_(tree),
      published_(published),
      effect_begins_(effect_begins),
      event_head_(layers.analysis.tokens.size()) {
  for (const auto& e : l_.coding.events) event_head_[e.head] = true;
  for (std::uint32_t i = 0; i < l_.calendar.all.size(); ++i) {
    anchors_.push_back(anchor(l_.calendar.all[i]));
    on_word_.emplace_back(anchors_.back(), i);
  }
  std::sort(on_word_.begin(), on_word_.end());
}

/// "the December truce", "the 2015 agreement", "a 19th-century law": the month or year is of the noun, not of what became of it.
/// That noun; kNone if the time is of no noun.
std::uint32_t EventDates::noun_of(const TimeExpression& t) const {
  const bool year = t.precision == "year" || t.precision == "interval";
  if (!year && t.precision != "month") return kNone;
  for (auto k = t.tokens.first; k < t.tokens.last; ++k) {
    const auto noun = a_[k].head;
    const auto d = a_[k].deprel;
    if (noun == kNone || noun < t.tokens.last || (a_[noun].upos != Upos::noun && (!year || a_[noun].upos != Upos::propn))) continue;
    if (d == Deprel::compound || (year && (d == Deprel::amod || d == Deprel::nummod || d == Deprel::nmod_poss))) return noun;
  }
  return kNone;
}

/// What such a noun tells the time of: itself, and a verb that says what it did or what was done in it ("the 2008 attacks
/// killed 166", "died in a 2014 offensive").
std::uint32_t EventDates::noun_or_deed(std::uint32_t noun) const {
  const auto verb = a_[noun].head;
  if (event_head_[noun] || a_[noun].upos != Upos::noun || verb == kNone || a_[verb].upos != Upos::verb) return noun;
  const auto d = a_[noun].deprel;
  const auto marker = tree_.case_of(noun);
  const bool in_it = d == Deprel::obl && (marker == "in" || marker == "during");
  return in_it || (d == Deprel::nsubj && a_[verb].xpos != "VBZ" && a_[verb].xpos != "VBP") ? verb : noun;
}

/// The verb or event word that a time expression hangs on.
std::uint32_t EventDates::anchor(const TimeExpression& t) const {
  std::uint32_t k = t.head;
  if (const auto noun = noun_of(t); noun != kNone) return t.precision == "month" ? noun : noun_or_deed(noun);
  for (int step = 0; step < 6 && a_[k].head != kNone; ++step) {
    k = a_[k].head;
    if (a_[k].upos == Upos::verb || a_[k].upos == Upos::aux || event_head_[k] ||
        (a_[k].upos == Upos::adj && a_.child(k, Deprel::cop) != kNone))
      break;
  }
  // "shelled the town on Monday and bombed it today": what stands before "and" is of the first.
  for (int step = 0; step < 4 && a_[k].deprel == Deprel::conj && a_[k].head != kNone; ++step) {
    const auto cc = a_.child(k, Deprel::cc);
    if (cc == kNone || cc < t.tokens.first || a_[k].head > t.tokens.first) break;
    k = a_[k].head;
  }
  return k;
}

/// The finest time that hangs on a word.
const TimeExpression* EventDates::time_on(std::uint32_t word) const {
  const TimeExpression* best = nullptr;
  for (auto at = std::lower_bound(on_word_.begin(), on_word_.end(), std::pair{word, 0U});
       at != on_word_.end() && at->first == word; ++at) {
    const auto& t = l_.calendar.all[at->second];
    if (t.duration || t.dateline || nearer_noun(t, word) || is_end(t)) continue;
    if (best == nullptr || grain(t) < grain(*best)) best = &t;
  }
  return best;
}

const TimeExpression* EventDates::time_of(const Event& e) const {
  std::uint32_t k = e.head;
  for (int step = 0; step < 7; ++step) {
    if (const auto* t = time_on(k)) return t;
    if (k == e.head && e.type == "ASSAULT")
      if (const auto* t = time_of_attack(k)) return t;
    if (a_[k].upos == Upos::verb)
      if (const auto* t = shared_time(k)) return t;
    if (a_[k].head == kNone || content_of_charge(e, a_[k].head)) break;
    if (separate_clause(k)) {
      // "said on Monday that it had agreed to a truce": the step is known, and mostly taken, on the day of the word.
      if (const auto* t = a_[k].deprel == Deprel::ccomp || a_[k].deprel == Deprel::parataxis ? day_of_word(e, a_[k].head) : nullptr) return t;
      break;
    }
    k = a_[k].head;
  }
  return only_time(e);
}

/// The day on which a step of a truce or of talks was told, if it was one.
const TimeExpression* EventDates::day_of_word(const Event& e, std::uint32_t word) const {
  if (e.process_kind != "ceasefire" && e.process_kind != "talks" && e.process_kind != "agreement") return nullptr;
  const auto* t = time_on(word);
  return t != nullptr && t->precision == "day" && !t->duration ? t : nullptr;
}

/// "died in Monday's raid", "the toll of the shooting, which took place on Tuesday, rose": the day
/// of the deed that the word speaks of.
const TimeExpression* EventDates::time_of_attack(std::uint32_t word) const {
  for (const auto c : a_.children[word]) {
    const auto d = a_[c].deprel;
    if ((d != Deprel::obl && d != Deprel::nmod) || a_[c].upos != Upos::noun) continue;
    const auto marker = tree_.case_of(c);
    if (marker != "in" && marker != "of" && marker != "from") continue;
    const auto* t = time_on(c);
    for (const auto clause : a_.children[c])
      if (t == nullptr && a_[clause].deprel == Deprel::acl_relcl) t = time_on(clause);
    const bool within = marker == "in" && d == Deprel::obl;  // "died in a 2014 offensive"; "a suspect in the 2016 bombing" did not
    if (t != nullptr && (t->precision == "day" || within) && (event_head_[c] || a_[t->head].head == c)) return t;
  }
  return nullptr;
}

/// Does another time hold above this word than below it?
bool EventDates::separate_clause(std::uint32_t k) const {
  const auto d = a_[k].deprel;
  if (d == Deprel::ccomp || d == Deprel::parataxis || d == Deprel::acl_relcl || d == Deprel::csubj)
    return true;
  if (d != Deprel::advcl) return false;
  const auto marker = tree_.case_of(k);
  if (!of_another_time(marker)) return false;
  if (marker != "after" || a_[k].xpos != "VBG" || a_.child(k, Deprel::nsubj) != kNone) return true;
  // "left on Saturday after meeting the leaders" is of one day, "two weeks after meeting them" is
  // not.
  return std::any_of(l_.calendar.all.begin(), l_.calendar.all.end(), [&](const TimeExpression& t) {
    return t.duration && t.tokens.last < k && t.tokens.last + 3 > k;
  });
}
/// "accused them on Monday of shelling the town": the day is that of the charge.
bool EventDates::content_of_charge(const Event& e, std::uint32_t outer) const {
  if (e.outer == kNone) return false;
  const auto& o = l_.coding.events[e.outer];
  return o.head == outer && (o.type == "ACCUSE" || o.type == "REJECT");
}

/// "arrested a man and beat two others on Sunday": a time at the end is of both, if one subject did
/// both.
const TimeExpression* EventDates::shared_time(std::uint32_t clause) const {
  for (const auto c : a_.children[clause]) {
    if (a_[c].deprel != Deprel::conj || a_[c].upos != Upos::verb ||
        a_.child(c, Deprel::nsubj) != kNone || a_.child(c, Deprel::nsubj_pass) != kNone)
      continue;
    const auto* t = time_on(c);
    if (t != nullptr && t->tokens.first > c && t->precision == "day" && !t->follows) return t;
  }
  return nullptr;
}

/// "In Kabul on Monday, …" may hang anywhere: the only time of a sentence, if event and time are
/// both of its main clause.
const TimeExpression* EventDates::only_time(const Event& e) const {
  const auto sentence = a_[e.head].sentence;
  const auto& all = l_.calendar.all;
  const auto first = std::partition_point(all.begin(), all.end(), [&](const TimeExpression& t) {
    return a_[t.head].sentence < sentence;
  });
  const TimeExpression* only = nullptr;
  for (auto t = first; t != all.end() && a_[t->head].sentence == sentence; ++t) {
    if (t->duration || is_end(*t)) continue;
    if (only != nullptr) return nullptr;
    only = &*t;
  }
  if (only == nullptr || (noun_of(*only) != kNone && anchor(*only) != e.head)) return nullptr;
  if (only->dateline) return open_way(e.head) ? only : nullptr;
  const auto& s = a_.sentences[sentence].tokens;
  int verbs = 0;
  for (auto k = s.first; k < s.last; ++k)
    verbs += a_[k].upos == Upos::verb && a_[k].deprel != Deprel::amod ? 1 : 0;
  if (verbs <= 1) return only;
  // "the 2016 murder": the year is of the noun.
  const auto d = a_[only->head].deprel;
  if (l_.calendar.base[sentence] || only->precision != "day" || d == Deprel::nummod ||
      d == Deprel::compound || d == Deprel::amod || d == Deprel::nmod_poss || d == Deprel::appos)
    return nullptr;
  if (e.outer != kNone && content_of_charge(e, l_.coding.events[e.outer].head)) return nullptr;
  // "protests over the killing of a man on July 8": what is told again has its own day.
  const auto on = anchor(*only);
  if (on != e.head && event_head_[on] && a_[on].upos == Upos::noun &&
      a_.child(on, Deprel::det) != kNone && a_[a_.child(on, Deprel::det)].lower == "the")
    return nullptr;
  return open_way(e.head) && open_way(only->head) ? only : nullptr;
}
/// Is there no clause of another time between a word and the root?
bool EventDates::open_way(std::uint32_t k) const {
  for (int step = 0; step < 12 && a_[k].head != kNone; ++step) {
    if (separate_clause(k)) return false;
    k = a_[k].head;
  }
  return true;
}

/// "extended the truce until 13 April", "postponed the vote to Sunday": when it ends or is to be, not when it was done.
bool EventDates::is_end(const TimeExpression& t) const {
  if (t.tokens.first == 0 || a_[t.tokens.first - 1].sentence != a_[t.tokens.first].sentence) return false;
  const auto before = a_[t.tokens.first - 1].lower;
  return before == "until" || before == "till" || (before == "to" && t.precision == "day");
}

/// "amid a surge of attacks in recent months, X urged …": a stretch of time belongs to the event
/// noun right before it.
bool EventDates::nearer_noun(const TimeExpression& t, std::uint32_t word) const {
  if (t.precision != "interval" || a_[word].upos != Upos::verb) return false;
  for (auto k = t.tokens.first > 10 ? t.tokens.first - 10 : 0; k < t.tokens.first; ++k)
    if (event_head_[k] && a_[k].upos == Upos::noun && (word < k || word > t.tokens.first))
      return true;
  return false;
}

/// "twelve years after NATO bombed Belgrade, …": so long before what the clause above tells.
std::optional<When> EventDates::counted_from(const Event& e) const {
  std::uint32_t k = e.head;
  while (a_[k].deprel == Deprel::conj && a_[k].head != kNone) k = a_[k].head;
  if (a_[k].deprel != Deprel::advcl || a_[k].head == kNone) return std::nullopt;
  const auto marker = tree_.case_of(k);
  if (marker != "after" && marker != "before") return std::nullopt;
  for (const auto& t : l_.calendar.all) {
    if (!t.duration || t.value.size() < 3 || t.value[0] != 'P' || t.tokens.last > k ||
        a_[t.head].sentence != a_[k].sentence)
      continue;
    if (t.tokens.last >= a_.tokens.size() || a_[t.tokens.last].lower != marker) continue;
    const auto length = length_of(t.value);
    if (!length) return std::nullopt;
    const auto* above = time_on(a_[k].head);
    const auto from = above != nullptr && above->when.first ? above->when.first : published_;
    if (!from) return std::nullopt;
    return moved(point_of(*from), length->unit, marker == "after" ? -length->count : length->count).when;
  }
  return std::nullopt;
}

/// "from May 8", told in April without a year: the day to come, where the story else means the one
/// before.
std::optional<Day> EventDates::next_time(const TimeExpression& t) const {
  const auto words = l_.text.substr(t.at.begin, t.at.size());
  for (std::size_t i = 0; i + 4 <= words.size(); ++i)
    if (digits(words.substr(i, 4))) return std::nullopt;
  const auto p = point_of(*t.when.first);
  const auto now = point_of(*published_);
  for (const int year : {now.year, now.year + 1}) {
    const auto day = make_day(year, p.month, p.day);
    if (day > *published_ && day - *published_ <= std::chrono::days(kSoon)) return day;
  }
  return std::nullopt;
}

/// "that starts on Monday", told on Sunday: the Monday to come, where the verb does not tell what was.
std::optional<Day> EventDates::coming_weekday(const TimeExpression& t, std::uint32_t verb) const {
  if (!t.when.first || (a_[verb].xpos != "VBZ" && a_[verb].xpos != "VB" && a_[verb].xpos != "VBP")) return std::nullopt;
  const auto words = l_.text.substr(t.at.begin, t.at.size());
  if (std::any_of(words.begin(), words.end(), [](char c) { return c >= '0' && c <= '9'; }) || words.find("last") != std::string_view::npos) return std::nullopt;
  const auto late = *published_ - *t.when.first;
  if (late <= std::chrono::days(0) || late >= std::chrono::days(7)) return std::nullopt;
  return *t.when.first + std::chrono::days(7);
}

/// "declared a truce, to take effect on March 5", "a ceasefire from midnight on May 31": a day to
/// come on which what was declared begins.
const TimeExpression* EventDates::effect_of(const Event& e) const {
  if (!published_) return nullptr;
  const auto of_it = [&](std::uint32_t verb) {
    const auto subject = tree_.subject(verb);
    return subject.size() == 1 && a_[subject.front()].lower == "it";
  };
  for (std::uint32_t i = 0; i < l_.calendar.all.size(); ++i) {
    const auto& t = l_.calendar.all[i];
    const bool next = a_[t.head].sentence == a_[e.head].sentence + 1;  // "It will begin on June 12."
    if ((!next && a_[t.head].sentence != a_[e.head].sentence) || t.tokens.first < e.head) continue;
    if (t.duration || t.dateline || t.precision != "day" || !t.when.first) continue;
    const auto verb = anchors_[i];
    const auto& sets = l_.coding.scan.sets;
    const bool begins =
        verb > e.head && verb < sets.size() &&
        std::find(sets[verb].begin(), sets[verb].end(), effect_begins_) != sets[verb].end();
    if (*t.when.first <= *published_ && !next_time(t) && !(begins && coming_weekday(t, verb))) continue;
    if (begins && (!next || of_it(verb))) return &t;
    if (next) continue;
    for (auto k = t.tokens.first; k > e.head && k + 4 > t.tokens.first; --k) {
      const auto w = a_[k].lower;
      if (w == "from" || w == "beginning" || w == "starting" || w == "commencing" || w == "effective") return &t;
      if (a_[k].upos == Upos::verb || a_[k].lower == "until" || a_[k].lower == "to") break;
    }
  }
  return nullptr;
}

/// "Agreed on Friday to a truce from March 5", "a truce from March 5, the envoy said on Friday": the
/// one day of the last week that the sentence names besides that of effect.
std::optional<Day> EventDates::day_of_declaring(const Event& e, const TimeExpression& effect) const {
  std::optional<Day> found;
  for (const auto& t : l_.calendar.all) {
    if (&t == &effect || a_[t.head].sentence != a_[e.head].sentence || t.duration || t.dateline || t.precision != "day" || !t.when.first) continue;
    if (*t.when.first > *published_ || *published_ - *t.when.first > std::chrono::days(7)) continue;
    if (found && *found != *t.when.first) return std::nullopt;
    found = t.when.first;
  }
  return found;
}

/// "until 6 January", "to the end of …" tell the day, not the month or year, on which something ends.
bool EventDates::ends_on(const TimeExpression& t) const {
  if (t.duration || t.dateline || t.precision != "day" || !t.when.last || t.tokens.first == 0) return false;
  return is_end(t) || a_[t.tokens.first - 1].lower == "through";
}

/// "until Friday", told on Monday: the Friday to come.
Day EventDates::end_of(const TimeExpression& t) const {
  const auto words = l_.text.substr(t.at.begin, t.at.size());
  const bool weekday = std::none_of(words.begin(), words.end(), [](char c) { return c >= '0' && c <= '9'; }) && words.find("last") == std::string_view::npos;
  const auto day = *t.when.last;
  if (!weekday || !published_ || day > *published_ || *published_ - day >= std::chrono::days(7)) return day;
  return day + std::chrono::days(7);
}

/// "A truce until 6 January", "a 72-hour truce", "for ten days from Monday": the last day of its term.
std::optional<Day> EventDates::last_day_of(const Event& e, const Record& r) const {
  if (r.process.kind != "ceasefire" || (r.auxiliary & (aux_negation | aux_hypothetical)) != 0) return std::nullopt;
  const auto& step = r.process.transition;
  if (step != "declared" && step != "in_force" && step != "extended") return std::nullopt;
  const auto& first = l_.calendar.all;
  const auto begin = std::partition_point(first.begin(), first.end(), [&](const TimeExpression& t) { return a_[t.head].sentence < a_[e.head].sentence; });
  const TimeExpression* length = nullptr;
  for (auto t = begin; t != first.end() && a_[t->head].sentence == a_[e.head].sentence; ++t) {
    if (ends_on(*t)) return end_of(*t);
    if (!t->duration || t->value.size() < 3 || t->value[0] != 'P' || length != nullptr) continue;
    const auto before = t->tokens.first > 0 ? a_[t->tokens.first - 1].lower : std::string_view();
    const auto after = t->tokens.last < a_.tokens.size() ? a_[t->tokens.last].lower : std::string_view();
    const auto noun = a_[t->head].head;
    const bool of_it = noun != kNone && noun >= t->tokens.last && (a_[t->head].deprel == Deprel::compound || a_[t->head].deprel == Deprel::amod || a_[t->head].deprel == Deprel::nummod);
    if (after != "ago" && after != "after" && after != "before" && after != "of" && (before == "for" || before == "of" || before == "by" || before == "another" || before == "lasting" || of_it)) length = &*t;
  }
  const auto from = r.date_precision == "day" ? r.date : r.supposed.grain == Grain::day ? r.supposed.first : std::nullopt;
  if (length == nullptr || !from || length->open_start) return std::nullopt;
  const auto term = length_of(length->value);
  if (!term || term->count == 0) return std::nullopt;
  const char unit = term->unit.front();
  if (unit == 'M' || unit == 'Y') return in_months(*from, term->count * (unit == 'Y' ? 12 : 1));
  const auto end = moved(point_of(*from), term->unit, term->count).when;
  return end.last && *end.last > *from ? std::optional<Day>(*end.last) : std::optional<Day>(*from + std::chrono::days(1));
}

void EventDates::date(Record& r, const Event& e) {
  date_itself(r, e);
  r.process.until = last_day_of(e, r);
  // "Said on Thursday that talks would open on October 8": the word was given on Thursday.
  if ((r.process.kind == "talks" || r.process.kind == "ceasefire") && !r.process.declared && published_ && r.date && r.date_precision == "day" && *r.date > *published_) {
    for (const auto& t : l_.calendar.all)
      if (a_[t.head].sentence == r.sentence && t.when.first == r.date) r.process.declared = day_of_declaring(e, t);
  }
}

void EventDates::date_itself(Record& r, const Event& e) {
  const bool promised = r.process.transition == "declared" || (r.process.transition == "in_force" && (r.auxiliary & aux_future) != 0);
  if (r.process.kind == "ceasefire" && promised && (r.auxiliary & (aux_negation | aux_hypothetical)) == 0) {
    if (const auto* t = effect_of(e)) {
      r.date = *t->when.first > *published_ ? t->when.first : next_time(*t);
      if (!r.date) r.date = *t->when.first + std::chrono::days(7);
      r.enddate = r.date;
      r.date_text = std::string(l_.text.substr(t->at.begin, t->at.size()));
      r.date_at = {t->at, l_.title, true};
      r.date_precision = t->precision;
      r.auxiliary |= aux_future;
      r.process.declared = day_of_declaring(e, *t);
      return;
    }
  }
  const auto& base = l_.calendar.base[r.sentence];
  const auto now = base ? base : published_;
  const auto counted = counted_from(e);
  const auto* t = counted ? nullptr : time_of(e);
  if (counted && counted->first) {
    r.date = counted->first;
    r.enddate = counted->last;
    r.date_precision = counted->grain == Grain::year    ? "year"
                       : counted->grain == Grain::month ? "month"
                       : counted->grain == Grain::week  ? "week"
                                                        : "day";
  } else if (t != nullptr) {
    r.date_text = std::string(l_.text.substr(t->at.begin, t->at.size()));
    r.date_at = {t->at, l_.title, true};
    r.date_precision = t->precision;
    if (t->when.first) {
      r.date = t->when.first;
      r.enddate = t->when.last;
      // "It will be signed on August 3": not last year's
      if ((r.auxiliary & aux_future) != 0 && published_ && t->precision == "day" && *t->when.first <= *published_) {
        if (const auto coming = next_time(*t)) r.date = r.enddate = coming;
      }
      // "since 2014": lies within the stretch that begins there
      if (t->open_start && published_ && *published_ > *r.date && t->precision != "day")
        r.enddate = published_;
    } else if (t->follows && last_day_) {
      r.date = r.enddate = *last_day_ + std::chrono::days(t->shift);
    } else {
      // "the day before", before what is not known; years before Christ, which no calendar here
      // has.
      r.date_precision = published_ ? "unknown" : r.date_precision;
      r.date = r.enddate = published_;
      if (t->value.starts_with("BC")) r.auxiliary |= aux_historical;
      return;
    }
  } else {
    r.date_precision = base ? "day" : "unknown";
    r.date = r.enddate = now;
    if (!base) suppose(r, e);
  }
  if (r.date && r.enddate && *r.enddate < *r.date) r.enddate = r.date;
  if (t == nullptr && !counted) return;
  if (r.date && r.date_precision == "day") last_day_ = r.date;
  if (r.enddate && now && *now - *r.enddate > std::chrono::days(kHistoricalDays))
    r.auxiliary |= aux_historical;
  if (r.date && now && *now - *r.date <= std::chrono::days(kHistoricalDays) &&
      r.date_precision != "interval")
    r.auxiliary = static_cast<std::uint8_t>(r.auxiliary & ~aux_historical);
}

/// Told without a time: a deed in the simple past is of the day that the story tells of; what else
/// is news is of the last month.
void EventDates::suppose(Record& r, const Event& e) const {
  if (!published_ || (r.auxiliary & (aux_historical | aux_future | aux_hypothetical)) != 0) return;
  // "The rebels said the truce was over": a step of a truce or of talks is news of the day told before.
  const bool step = (e.process_kind == "ceasefire" || e.process_kind == "talks" || e.process_kind == "agreement") && r.auxiliary == aux_none;
  if (step) {
    if (const auto day = day_of_sentence(e)) {
      r.supposed = {day, day, Grain::day, true};
      return;
    }
  }
  if (step || (!words(e.type) && e.kind == Trigger::verb && simple_past(e.head))) {
    if (const auto day = told_before(r)) {
      r.supposed = {day, day, Grain::day, true};
      return;
    }
  }
  const auto p = point_of(*published_);
  r.supposed = {make_day(p.year, p.month, 1), published_, Grain::month, true};
}
/// "Fighting resumed on Saturday after talks broke down": the one day of the last week that the sentence names.
std::optional<Day> EventDates::day_of_sentence(const Event& e) const {
  std::optional<Day> found;
  for (const auto& t : l_.calendar.all) {
    if (a_[t.head].sentence != a_[e.head].sentence || t.duration || t.dateline || t.open_start || is_end(t) || t.precision != "day" || !t.when.first) continue;
    if (*t.when.first > *published_ || *published_ - *t.when.first > std::chrono::days(7) || (found && *found != *t.when.first)) return std::nullopt;
    found = t.when.first;
  }
  return found;
}
bool EventDates::simple_past(std::uint32_t verb) const {
  if (a_[verb].xpos == "VBD")
    return a_[verb].deprel != Deprel::acl && a_[verb].deprel != Deprel::amod;
  // "Soldiers shot two people", with the tag of a present: that would be the lemma.
  if (a_[verb].xpos == "VBP" && a_[verb].lower != a_[verb].lemma) return true;
  if (a_[verb].xpos != "VBN") return false;
  // "The two countries agreed to …": no auxiliary, hence no participle, whatever the tagger says.
  if (a_[verb].deprel == Deprel::root && a_.child(verb, Deprel::nsubj) != kNone &&
      a_.child(verb, Deprel::aux) == kNone)
    return true;
  const auto passive = a_.child(verb, Deprel::aux_pass);
  return passive != kNone && a_[passive].xpos == "VBD" && a_.child(verb, Deprel::aux) == kNone;
}
/// The day told last before a sentence. A month or year told after it in the same paragraph means
/// that the story is elsewhere.
std::optional<Day> EventDates::told_before(const Record& r) const {
  const auto paragraph = a_.sentences[r.sentence].paragraph;
  for (auto i = l_.calendar.all.size(); i-- > 0;) {
    const auto& t = l_.calendar.all[i];
    const auto& s = a_.sentences[a_[t.head].sentence];
    if (a_[t.head].sentence >= r.sentence) continue;
    if (t.duration || t.open_start) continue;
    if (s.paragraph == paragraph && t.when.last &&
        *published_ - *t.when.last > std::chrono::days(kHistoricalDays))
      break;
    if (t.precision != "day" || !t.when.first || !open_way(t.head)) continue;
    if (*t.when.first > *published_ ||
        *published_ - *t.when.first > std::chrono::days(kHistoricalDays))
      continue;
    return t.when.first;
  }
  return std::nullopt;
}

}  // namespace khaldun
