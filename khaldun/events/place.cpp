#include "khaldun/events/place.h"
#include "khaldun/base/is_one.h"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace khaldun {
namespace {

using table::kNoRow;

bool verbal(Upos u) { return u == Upos::verb || u == Upos::aux; }
/// What stands between a place and an event costs; above this they have nothing to do with each other. Set by judgement while reading
/// sentences whose event places are known, no sweep.
constexpr int kTooFar = 4;
constexpr int kNever = 100;

void on_the_map(EventPlace& p, const Lexicon& lexicon, std::uint32_t ground) {
  const auto& row = lexicon.row<table::Place>(ground);
  p.resolved = lexicon.text(row.name);
  p.country_code = lexicon.text(row.country);
  p.geonameid = row.geonameid;
  p.lat = static_cast<double>(row.lat);
  p.lon = static_cast<double>(row.lon);
  p.located = row.located;
  p.resolution = row.resolution;
}

/// A name of a place, or what must be one by the words around it, in the sentence of an event.
struct Toponym {
  std::uint32_t head = kNone;    ///< token by which it hangs in the tree: the name, or the noun it is part of ("the village of X")
  TokenRange name;
  std::uint32_t mention = kNone; ///< kNone: no name that the lexicon knows
  int rank = 0;                  ///< 5 part of a city … 1 country; an unknown name counts as a town
  int cost = kNever;
};

/// Are most words written with a capital, as in headlines? Then capitals tell nothing.
bool title_case(const Analysis& a, const Sentence& s) {
  std::size_t capital = 0, words = 0;
  for (auto t = s.tokens.first; t < s.tokens.last; ++t) {
    const char c = a[t].form.empty() ? '.' : a[t].form.front();
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))) continue;
    ++words;
    capital += c <= 'Z' ? 1U : 0U;
  }
  return words >= 4 && capital * 3 > words * 2;
}
bool capital(const Token& t) { return !t.form.empty() && t.form.front() >= 'A' && t.form.front() <= 'Z'; }

/// "Montreal Hockey Club", "the Munich Agreement", "West Nile fever": what the name of the place only names.
bool names_something(const Analysis& a, const Mentions& mentions, const Mention& m, const Lexicon& lexicon, std::uint32_t place_nouns) {
  const auto head = a[m.head].head;
  const auto d = a[m.head].deprel;
  if (head == kNone || head < m.name.last || (d != Deprel::compound && d != Deprel::amod && d != Deprel::nmod && d != Deprel::flat)) return false;
  if (head == m.name.last && lexicon.in_set(a[head].lemma, lexicon.set("disease_name"))) return true;
  if (head > m.name.last + 3 || lexicon.in_set(a[head].lower, place_nouns) || lexicon.in_set(a[head].lemma, place_nouns) || lexicon.in_set(a[head].lower, lexicon.set("calendar_word"))) return false;
  for (auto t = m.name.last; t <= head; ++t)
    if (!capital(a[t])) return false;
  if (m.actor != kNoRow || title_case(a, a.sentences[m.sentence])) return false;
  // "Texas Governor Greg Abbott": a title, a person of the place.
  for (auto t = m.name.last; t <= head; ++t) {
    const auto i = mentions.of_token[t];
    if (i == kNone) continue;
    const auto& other = mentions.all[i];
    if (other.ground != kNoRow || other.time || other.agent != kNoRow || (other.kind == table::Kind::person && other.actor != kNoRow)) return false;
  }
  return true;
}

/// "Paris Hilton", "University of California", "Boston Globe": the name of a place in that of somebody else.
bool within_name(const Analysis& a, const Mentions& mentions, const Mention& m, const Lexicon& lexicon, std::uint32_t place_nouns) {
  const auto calendar = lexicon.set("calendar_word");
  const auto geographic = [&](std::string_view lower) { return lexicon.in_set(lower.ends_with("s") ? lower.substr(0, lower.size() - 1) : lower, place_nouns) || lexicon.in_set(lower, place_nouns); };
  const auto map = [&](std::uint32_t t) {
    const auto i = mentions.of_token[t];
    return (i != kNone && (mentions.all[i].ground != kNoRow || mentions.all[i].time)) || lexicon.in_set(a[t].lower, calendar);  // "in Rome Saturday"
  };
  const auto t = m.head, head = a[t].head;
  if (head != kNone && !m.name.contains(head) && a[head].upos == Upos::propn && !map(head)) {
    const auto d = a[t].deprel;
    if (!capital(a[head])) return false;  // "north Iraq", "the Afghanistan war": a word, whatever the tagger says
    if (d == Deprel::flat) return true;
    if (d == Deprel::compound && head == m.name.last && a[head].xpos != "NNPS") return !geographic(a[head].lower);
    if (d == Deprel::nmod && !geographic(a[head].lower))
      if (const auto c = a.child(t, Deprel::case_mark); c != kNone && a[c].lower == "of" && c == head + 1) return true;
  }
  for (const auto c : a.children[t])
    if (!m.name.contains(c) && a[c].upos == Upos::propn && a[c].deprel == Deprel::flat && c == m.name.last && !map(c)) return !geographic(a[c].lower);
  return false;
}

class Locator {
 public:
  Locator(const Layers& l, const Lexicon& lexicon, const Event& e)
      : l_(l), a_(l.analysis), lexicon_(lexicon), e_(e), place_nouns_(lexicon.set("place_noun")), parts_(lexicon.set("place_part")), wars_(lexicon.set("war_name")), measures_(lexicon.set("measure_of_way")), lies_(lexicon.set("place_lies")), calendar_(lexicon.set("calendar_word")), sites_(lexicon.set("site_noun")), battles_(lexicon.set("battle_noun")), towns_(lexicon.set("town_noun")), strangers_(lexicon.set("place_stranger")), deeds_(lexicon.set("place_deed")), beside_(lexicon.set("place_beside")), abroad_(lexicon.set("protested_deed")), agreed_(lexicon.set("agreed_thing")), between_(lexicon.set("line_noun")), offices_(lexicon.set("admin_word")), harmed_(lexicon.set("harms_people")), compass_(lexicon.set("direction")), thrusts_(lexicon.set("thrust_noun")), aftermath_(lexicon.set("aftermath_verb")), settlements_(lexicon.set("settlement_noun")), naming_(lexicon.set("naming_word")), inhabitants_(lexicon.set("inhabitant")) {
    force_ = is_one(e.type, {"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT"});
    protest_ = e.type == "PROTEST";
    for (const auto mode : lexicon.items(lexicon.row<table::Frame>(e.frame).modes)) visit_ = visit_ || lexicon.text(mode) == "visit";
    siege_ = lexicon.text(lexicon.row<table::Frame>(e.frame).process_kind) == "siege";
    // "peacekeepers patrolled the town": whatever it counts as, it is done on the ground.
    force_ = force_ || (e.kind == Trigger::verb && lexicon.in_set(l.analysis[e.head].lemma, lexicon.set("takes_place")));
    taken_from_ = is_one(e.type, {"ASSAULT", "COERCE"});
    speech_ = !force_ && is_one(e.type, {"ACCUSE", "REJECT", "REQUEST", "THREATEN", "SUPPORT", "AGREE", "CONCEDE", "CONSULT", "COOPERATE", "SANCTION", "AID"});
  }

  std::vector<EventPlace> run(std::string* why) {
    s_ = a_.sentences[a_[e_.head].sentence].tokens;
    loud_ = shouted(s_);
    find();
    for (auto& t : found_) t.cost = cost(t);
    std::stable_sort(found_.begin(), found_.end(), [this](const Toponym& x, const Toponym& y) {
      if (x.cost != y.cost) return x.cost < y.cost;
      return distance(x) < distance(y);
    });
    if (why != nullptr) tell(*why);
    std::vector<EventPlace> out;
    if (found_.empty() || found_.front().cost > kTooFar) return out;
    // The narrowest of those that stand as near: "in Goma, in eastern Congo", "Sadr City, Baghdad".
    const auto nearest = found_.front().cost;
    std::size_t best = 0;
    for (std::size_t i = 1; i < found_.size() && found_[i].cost <= nearest + 1; ++i)
      if (found_[i].rank > found_[best].rank && (found_[i].cost == nearest || !elsewhere(found_[best], found_[i])) && (found_[i].cost == nearest || found_[i].rank > found_[best].rank + 1 || found_[best].rank <= 2)) best = i;
    best = narrowed(best);
    out.push_back(place(found_[best]));
    for (std::size_t i = 0; i < found_.size(); ++i)
      if (i != best && found_[i].cost <= found_[best].cost && found_[i].rank >= found_[best].rank && !locates(found_[i], found_[best])) out.push_back(place(found_[i]));
    return out;
  }

 private:
  /// "The detainees at Guantanamo Bay were captured in Afghanistan": in another country.
  [[nodiscard]] bool elsewhere(const Toponym& best, const Toponym& other) const {
    const auto x = country_of(best), y = country_of(other);
    return x.size() == 3 && y.size() == 3 && x != y;
  }
  [[nodiscard]] std::string_view country_of(const Toponym& t) const {
    if (t.mention == kNone) return {};
    if (const auto row = ground(t); row != kNoRow) return lexicon_.text(lexicon_.row<table::Place>(row).country);
    return country_at(t.head, {});
  }
  /// From a name that only says where another one lies to that one.
  std::size_t narrowed(std::size_t best) {
    for (int step = 0; step < 3; ++step) {
      const auto from = best;
      for (std::size_t i = 0; i < found_.size() && best == from; ++i)
        if (i != from && locates(found_[from], found_[i])) best = i;
      if (best == from) break;
      found_[best].cost = std::min(found_[best].cost, found_[from].cost);
    }
    return best;
  }
  /// Does `larger` only say where `place` lies? "Saidiyah district in southern Baghdad", "Nwonko, a town near Goma", "Mogadishu's Yaqshid
  /// district", "the Colombo suburb of Nugegoda".
  [[nodiscard]] bool locates(const Toponym& larger, const Toponym& place) const {
    if (larger.head == place.head || row_mates(larger.head, place.head)) return false;  // "Nwonko, Kalimbe and Ture"
    if (place.name.last <= larger.name.first) {
      // "the Colombo suburb of Nugegoda", "the Red Sea port town of Mokha" are told the other way round.
      const auto of = larger.name.first - 1;
      if (of > place.name.last && a_[of].lower == "of" && smaller(larger, place) && (of == place.name.last + 1 || in_set(of - 1, towns_))) return false;
      if (!behind(place.name.last, larger)) return false;
      // "the Ghouta region of rural Damascus": the text knows better, but of states.
      const auto prep = a_[larger.head].upos == Upos::propn ? case_of(larger.head) : std::string_view();
      return !smaller(larger, place) || landmark(larger.name.first) || beside(larger) || (place.rank > 1 && (prep == "of" || prep == "in"));
    }
    if (larger.name.last > place.name.first || !before(larger.name.last, place.name.first) || smaller(larger, place)) return false;
    return a_[larger.name.last].upos == Upos::part || a_[place.name.first - 1].lower != "of" || smaller(place, larger);
  }
  /// Coordinated with each other, with "and" behind the last of the row.
  [[nodiscard]] bool row_mates(std::uint32_t x, std::uint32_t y) const {
    const auto first = [&](std::uint32_t t) { return a_[t].deprel == Deprel::conj && a_[t].head != kNone && a_[t].head < t ? a_[t].head : t; };
    if (first(x) != first(y)) return false;
    return std::any_of(a_.children[first(x)].begin(), a_.children[first(x)].end(), [&](auto c) { return a_[c].deprel == Deprel::conj && a_.child(c, Deprel::cc) != kNone; });
  }
  /// By kind; a name that nobody knows lies in one that is known; of two towns the one with fewer people.
  [[nodiscard]] bool smaller(const Toponym& x, const Toponym& y) const {
    if (x.rank != y.rank) return x.rank > y.rank;
    if (x.mention == kNone || y.mention == kNone) return x.mention == kNone && y.mention != kNone;
    const auto p = ground(x), q = ground(y);
    return p != kNoRow && q != kNoRow && lexicon_.row<table::Place>(p).population < lexicon_.row<table::Place>(q).population;
  }
  [[nodiscard]] std::uint32_t ground(const Toponym& t) const { return l_.mentions.all[t.mention].ground; }
  /// Only words that say how one place lies to another stand from `t` up to the name.
  [[nodiscard]] bool behind(std::uint32_t t, const Toponym& larger) const {
    bool link = false;
    for (; t < larger.name.first; ++t) {
      const auto& w = a_[t];
      if (w.upos == Upos::punct) {
        if (!is_one(w.form, {",", "(", ")", "-", "--"})) return false;
        link = link || w.form == "," || w.form == "(";
      } else if (w.upos == Upos::adp) {
        if (!lexicon_.in_set(w.lower, lies_)) return false;
        link = true;
      } else if (w.upos == Upos::cconj || w.upos == Upos::verb || w.upos == Upos::aux || w.upos == Upos::pron || w.upos == Upos::sconj || w.upos == Upos::part) {
        return false;
      } else if ((w.upos == Upos::noun || w.upos == Upos::propn) && !in_set(t, place_nouns_) && !in_set(t, parts_) && !in_set(t, measures_)) {
        return false;
      }
    }
    return link;
  }
  /// "near Kargil", "outside Goma"
  [[nodiscard]] bool beside(const Toponym& p) const {
    const auto c = case_of(p.head);
    return !c.empty() && lexicon_.in_set(c, beside_);
  }
  /// "'s northern", "suburb of", "'s capital": from the name of the larger one up to that of the place.
  [[nodiscard]] bool before(std::uint32_t t, std::uint32_t last) const {
    bool owns = false;
    for (; t < last; ++t) {
      const auto& w = a_[t];
      if (w.upos == Upos::part || in_set(t, place_nouns_)) owns = true;
      else if (w.upos == Upos::adp) {
        if (w.lower != "of" || !owns) return false;
      } else if (w.upos != Upos::adj && w.upos != Upos::det && w.upos != Upos::adv && !in_set(t, parts_) && !capital(w)) {
        return false;
      }
    }
    return owns;
  }
  /// "Goma 0, Congo 2; too far: Kigali"
  void tell(std::string& why) const {
    bool far = false;
    for (const auto& t : found_) {
      const Span at{a_[t.name.first].at.begin, a_[t.name.last - 1].at.end};
      if (t.cost > kTooFar && !far) why += why.empty() ? "too far: " : "; too far: ";
      else if (!why.empty()) why += ", ";
      far = t.cost > kTooFar;
      why += l_.text.substr(at.begin, at.size());
      if (t.cost < kNever) why += " " + std::to_string(t.cost);
    }
  }

  // ------------------------------------------------------------------------------------------- which names
  void find() {
    std::vector<bool> taken(s_.size(), false);
    std::vector<std::uint32_t> ground;
    const auto take = [&](TokenRange r) {
      for (auto t = std::max(r.first, s_.first); t < std::min(r.last, s_.last); ++t) taken[t - s_.first] = true;
    };
    for (auto t = s_.first; t < s_.last; ++t) {
      const auto i = l_.mentions.of_token[t];
      if (i == kNone) continue;
      const auto& m = l_.mentions.all[i];
      const bool stranger = m.kind == table::Kind::place && m.named && m.place == kNoRow && m.actor == kNoRow && m.agent == kNoRow;
      if (stranger) ground.push_back(t);
      else if (!m.name.empty() && m.place == kNoRow && !m.capital && !land(m) && !named_after(m)) take(m.name);
      // "outside the White House", "bombed Buckingham Palace"
      if (!m.seat_sector.empty() && m.name.size() > 1) {
        Toponym seat;
        seat.name = m.name;
        seat.head = t;
        seat.rank = 5;
        found_.push_back(seat);
      }
      if (!known(m)) continue;
      Toponym p;
      p.mention = i;
      p.name = m.name.empty() ? TokenRange{t, t + 1} : m.name;
      p.head = t;
      p.rank = rank(m);
      if (person(p) || (!m.name.empty() && !loud_ && within_name(a_, l_.mentions, m, lexicon_, place_nouns_))) continue;
      take(p.name);
      found_.push_back(p);
    }
    // "Nwonko village", "the village of Nwonko", "the capital, Nwonko": a name that the lexicon lacks.
    for (auto t = s_.first; t < s_.last; ++t) {
      if (taken[t - s_.first] || !(loud_ ? place_noun(t) : part(t))) continue;
      auto r = place_noun(t) ? names_before(t, taken) : TokenRange{t, t};
      if (r.empty() && (place_noun(t) || a_[t + 1].form != ",") && t + 2 < s_.last && (a_[t + 1].lower == "of" || a_[t + 1].form == ",")) r = names_after(t + 2, taken);
      if (r.empty()) r = settlement_of(t);
      if (!r.empty()) {
        const bool behind_noun = r.first > t;
        unknown(r, t, taken);
        if (behind_noun && !loud_) row_goes_on(r.last, t, taken);
      } else if (!loud_) {
        beside_noun(t, taken);
      }
    }
    // "nine residents of Nwonko"
    for (auto t = s_.first; t + 2 < s_.last; ++t) {
      if (loud_ || a_[t].upos != Upos::noun || !in_set(t, inhabitants_) || !is_one(a_[t + 1].lower, {"of", "from"})) continue;
      if (const auto r = names_after(t + 2, taken); !r.empty()) unknown(r, kNone, taken);
    }
    // "Kalimbe Hospital", "the Old City", "the Nwonko pumping station"
    for (auto t = s_.first; t < s_.last; ++t)
      if (!loud_ && !taken[t - s_.first] && (site(t) || (capital(a_[t]) && place_noun(t)))) building(t, taken);
    // "the battle for Nwonko", "villages like Nwonko"
    for (auto t = s_.first; t + 2 < s_.last; ++t) {
      const bool battle = (in_set(t, battles_) && is_one(a_[t + 1].lower, {"for", "of", "over"})) || (in_set(t, thrusts_) && is_one(a_[t + 1].lower, {"on", "towards", "toward"}));
      const bool sorts = a_[t].upos == Upos::noun && place_noun(t) && (is_one(a_[t + 1].lower, {"like", "including"}) || (a_[t + 1].lower == "such" && a_[t + 2].lower == "as"));
      if (!battle && !sorts) continue;
      auto k = t + (a_[t + 1].lower == "such" ? 3U : 2U);
      while (k < s_.last && k < t + 5 && (a_[k].upos == Upos::det || a_[k].upos == Upos::adj) && !taken[k - s_.first]) ++k;
      if (const auto r = names_after(k, taken); !r.empty()) unknown(r, kNone, taken);
    }
    // "the siege of Nwonko"
    for (auto t = s_.first; t + 2 < s_.last; ++t) {
      if (!siege_ || a_[t + 1].lower != "of" || a_[t].upos != Upos::noun || !(e_.trigger.contains(t) || a_[t].head == e_.head)) continue;
      if (const auto r = names_after(t + 2, taken); !r.empty()) unknown(r, kNone, taken);
    }
    // "recaptured Nwonko"
    for (const auto t : ground) {
      if (taken[t - s_.first] || place_noun(t)) continue;
      auto r = names_before(t, taken);
      r.last = names_after(t, taken).last;
      if (!r.empty()) unknown(r, kNone, taken);
    }
    for (auto t = s_.first; t + 1 < s_.last; ++t) {
      if (!lexicon_.in_set(a_[t].lower, strangers_)) continue;
      auto k = t + 1;
      while (k < s_.last && k < t + 4 && (a_[k].upos == Upos::det || a_[k].upos == Upos::adj)) ++k;
      const auto r = names_after(k, taken);
      if (r.empty() || (a_[t].lower != "in" && shouted(r))) continue;
      // "in Toyota cars": the name only says what kind of thing it is.
      if (r.last < s_.last && a_[r.last].upos == Upos::noun && !place_noun(r.last) && a_[r.last].deprel != Deprel::obl_tmod && a_[r.last - 1].head == r.last) continue;
      unknown(r, kNone, taken);
    }
  }
  /// "Nwonko, a town in the south", "a place called Nwonko", "two villages: Nwonko and Kalimbe": names that a noun of place speaks of from
  /// farther off.
  void beside_noun(std::uint32_t t, std::vector<bool>& taken) {
    if (a_[t].deprel == Deprel::appos) {
      auto name = std::max(a_.subtree(t).first, s_.first);
      while (name > s_.first && (a_[name].upos == Upos::punct || a_[name].upos == Upos::det || a_[name].upos == Upos::adj || name == t)) --name;
      if (const auto of = a_[t].head; of != kNone && of < t && of >= s_.first && a_[of].upos == Upos::propn) name = of;
      if (name < t && name_token(name, taken) && !person_named(name)) row_of_names(name, kNone, taken);
      return;
    }
    if (!place_noun(t)) return;
    auto next = t + 1;
    if (next < s_.last && lexicon_.in_set(a_[next].lower, naming_)) {
      ++next;
      if (next < s_.last && a_[next].lower == "as") ++next;
    } else if (next < s_.last && a_[next].form == ":") {
      ++next;
    } else {
      next = such_as(t);
      if (next == kNone) return;
    }
    row_of_names(next, t, taken);
  }
  /// "the town of Man", "the city of Al-Mayadeen": a place, whoever else bears the name.
  [[nodiscard]] TokenRange settlement_of(std::uint32_t t) const {
    TokenRange r{t + 2, t + 2};
    if (r.first >= s_.last || a_[t + 1].lower != "of" || a_[t].upos != Upos::noun || !in_set(t, settlements_)) return r;
    while (r.last < s_.last && a_[r.last].upos == Upos::propn && capital(a_[r.last]) && !lexicon_.in_set(a_[r.last].lower, calendar_)) {
      if (const auto i = l_.mentions.of_token[r.last]; i != kNone && l_.mentions.all[i].kind != table::Kind::person && l_.mentions.all[i].kind != table::Kind::organisation) return {t, t};
      ++r.last;
    }
    return r;
  }
  /// "towns in the north, including", "three villages, among them", "three villages on Monday:": the token behind such words in the noun's own phrase; kNone if none.
  [[nodiscard]] std::uint32_t such_as(std::uint32_t t) const {
    for (auto k = t + 1; k + 2 < s_.last && k < t + 8; ++k) {
      if (verbal(a_[k].upos) && a_[k].lower != "including") return kNone;
      if (a_[k].form == ":" && a_[t].xpos == "NNS") return k + 1;
      if (a_[k].form == ",") {
        if (a_[k + 1].lower == "including") return k + 2;
        if (a_[k + 1].lower == "among" && a_[k + 2].lower == "them") return k + 3;
      }
    }
    return kNone;
  }
  /// The name that holds or begins at `t` and those in a row with it ("Nwonko, Kalimbe and Ture"); each hangs as `noun` does, or by itself.
  void row_of_names(std::uint32_t t, std::uint32_t noun, std::vector<bool>& taken) {
    while (t < s_.last && quote(t)) ++t;
    auto r = names_before(t, taken);
    r.last = names_after(t, taken).last;
    if (r.last <= t || r.empty()) return;
    unknown(r, noun, taken);
    row_goes_on(r.last, noun, taken);
  }
  /// Further names behind the one that ends at `t`: ", Kalimbe and Ture".
  void row_goes_on(std::uint32_t t, std::uint32_t noun, std::vector<bool>& taken) {
    for (int k = 0; k < 8; ++k) {
      const auto before = t;
      while (t < s_.last && quote(t)) ++t;
      if (t < s_.last && a_[t].form == ",") ++t;
      if (t < s_.last && a_[t].upos == Upos::cconj) ++t;
      while (t < s_.last && t != before && (quote(t) || a_[t].upos == Upos::det)) ++t;
      if (t == before || t >= s_.last) return;
      const auto r = names_after(t, taken);
      // "the towns of Nwonko and Kalimbe village", "Nwonko, Tuesday": only bare names go on.
      if (r.empty() || (r.last < s_.last && (a_[r.last].upos == Upos::noun || a_[r.last].upos == Upos::part || verbal(a_[r.last].upos)))) return;
      unknown(r, noun, taken);
      t = r.last;
    }
  }
  [[nodiscard]] bool quote(std::uint32_t t) const { return a_[t].upos == Upos::punct && is_one(a_[t].form, {"\"", "'", "‘", "’", "“", "”", "`", "``", "''"}); }
  /// "Mr Nwonko, a town councillor": a person by title or first name.
  [[nodiscard]] bool person_named(std::uint32_t t) const {
    const auto i = l_.mentions.of_token[t];
    return i != kNone && l_.mentions.all[i].kind == table::Kind::person && l_.mentions.all[i].agent != kNoRow && !land(l_.mentions.all[i]);
  }
  /// "al-Nwonko district": named after somebody known.
  [[nodiscard]] bool named_after(const Mention& m) const {
    return m.modifier && m.kind == table::Kind::person && m.actor != kNoRow && m.name.last < s_.last && in_set(m.name.last, settlements_);
  }
  [[nodiscard]] bool site(std::uint32_t t) const { return (a_[t].upos == Upos::noun || a_[t].upos == Upos::propn) && in_set(t, sites_); }
  /// A building or the like with a name of its own before the noun.
  void building(std::uint32_t t, std::vector<bool>& taken) {
    if (const auto i = l_.mentions.of_token[t]; i != kNone && l_.mentions.all[i].actor != kNoRow && l_.mentions.all[i].seat_sector.empty()) return;
    const bool whole = capital(a_[t]);
    auto first = t;
    if (!whole && first > s_.first + 1 && !capital(a_[first - 1]) && a_[first - 1].deprel == Deprel::compound) --first;  // "pumping station"
    auto end = first;
    const auto part_of = [&](std::uint32_t k) {
      if (taken[k - s_.first] || direction(k) || lexicon_.in_set(a_[k].lower, offices_)) return false;
      if (name_token(k, taken)) return true;
      return whole && capital(a_[k]) && k > s_.first && (a_[k].upos == Upos::adj || a_[k].upos == Upos::noun || a_[k].upos == Upos::propn);
    };
    while (first > s_.first && part_of(first - 1)) --first;
    if (first == end) return;
    if (whole) end = t + 1;
    const auto before = found_.size();
    unknown({first, end}, t, taken);
    if (found_.size() > before) found_.back().rank = 5;
  }
  [[nodiscard]] bool known(const Mention& m) const {
    if (m.place != kNoRow || m.capital) return true;
    return m.actor != kNoRow && m.kind == table::Kind::state && !m.people && !m.adjective && m.seat_sector.empty() && !m.name.empty();
  }
  [[nodiscard]] int rank(const Mention& m) const {
    if (m.place != kNoRow) {
      const auto& row = lexicon_.row<table::Place>(m.place);
      if (row.resolution == 2 && row.country.size == 0) return 0;  // a sea, a continent: wider than any state
      return row.resolution == 0 ? 2 : row.resolution;
    }
    return m.capital ? 4 : 1;
  }
  /// "John Lagos said": part of the name of somebody.
  [[nodiscard]] bool person(const Toponym& p) const {
    const auto t = p.head;
    if (a_[t].deprel == Deprel::flat && a_[t].head != kNone && a_[a_[t].head].upos == Upos::propn && !p.name.contains(a_[t].head) && !place_noun(a_[t].head) && !direction(a_[t].head)) {
      const auto i = l_.mentions.of_token[a_[t].head];
      if (i == kNone || !known(l_.mentions.all[i])) return true;
    }
    const auto i = l_.mentions.of_token[t];
    return i != kNone && l_.mentions.all[i].agent != kNoRow && l_.mentions.all[i].kind == table::Kind::person;
  }
  [[nodiscard]] bool in_set(std::uint32_t t, std::uint32_t set) const { return lexicon_.in_set(table_lemma(a_[t]), set); }
  [[nodiscard]] bool place_noun(std::uint32_t t) const { return (a_[t].upos == Upos::noun || a_[t].upos == Upos::propn) && in_set(t, place_nouns_); }
  [[nodiscard]] bool part(std::uint32_t t) const { return place_noun(t) || in_set(t, parts_); }
  [[nodiscard]] bool name_token(std::uint32_t t, const std::vector<bool>& taken) const {
    if (a_[t].upos != Upos::propn || taken[t - s_.first] || place_noun(t) || direction(t)) return false;
    // "at dawn Wednesday": no name, but "al-Rai", "el Fasher" are.
    if (a_[t].form.front() >= 'a' && a_[t].form.front() <= 'z' && a_[t].form.find('-') == std::string_view::npos && (t + 1 >= s_.last || a_[t + 1].upos != Upos::propn || lexicon_.in_set(a_[t + 1].lower, calendar_))) return false;
    const auto i = l_.mentions.of_token[t];
    if (i == kNone) return true;
    const auto& m = l_.mentions.all[i];
    return !m.time && (m.actor == kNoRow || named_after(m)) && (m.agent == kNoRow || land(m));
  }
  /// The same before a noun of place, where the tagger may take it for an adjective ("Damboa town").
  [[nodiscard]] bool name_before_noun(std::uint32_t t, const std::vector<bool>& taken) const {
    if (name_token(t, taken)) return true;
    return a_[t].upos == Upos::adj && t > s_.first && !loud_ && capital(a_[t]) && !taken[t - s_.first] && l_.mentions.of_token[t] == kNone && !direction(t) && !lexicon_.in_set(a_[t].lower, offices_) && !shouted({t, t + 1});
  }
  /// "Fortune Island", "Nwonko, a town held by rebels": what a noun of ground or buildings says of the name.
  [[nodiscard]] bool land(const Mention& m) const { return m.agent != kNoRow && lexicon_.row<table::Agent>(m.agent).kind == table::Kind::thing; }
  /// "in southwest Missouri", "in dawn raids": words in small letters that are no names, and days.
  [[nodiscard]] bool direction(std::uint32_t t) const { return (!capital(a_[t]) && in_set(t, parts_)) || lexicon_.in_set(a_[t].lower, calendar_) || mid_month(a_[t].lower); }
  /// "in mid-February"
  [[nodiscard]] bool mid_month(std::string_view lower) const {
    const auto hyphen = lower.find('-');
    return hyphen != std::string_view::npos && lexicon_.in_set(lower.substr(hyphen + 1), calendar_);
  }
  [[nodiscard]] TokenRange names_before(std::uint32_t t, const std::vector<bool>& taken) const {
    while (t > s_.first && lexicon_.in_set(a_[t - 1].lower, offices_)) --t;  // "Gujba Local Government Area"
    // "the Industrial city of Nwonko" has its name behind it.
    const bool adjectives = t < s_.last && place_noun(t) && !capital(a_[t]) && (t + 1 >= s_.last || a_[t + 1].lower != "of");
    TokenRange r{t, t};
    while (r.first > s_.first && (adjectives ? name_before_noun(r.first - 1, taken) : name_token(r.first - 1, taken))) --r.first;
    return r;
  }
  [[nodiscard]] TokenRange names_after(std::uint32_t t, const std::vector<bool>& taken) const {
    if (t + 1 < s_.last && quote(t)) ++t;
    TokenRange r{t, t};
    while (r.last < s_.last && name_token(r.last, taken)) ++r.last;
    return r;
  }
  [[nodiscard]] bool shouted(TokenRange r) const {
    for (auto t = r.first; t < r.last; ++t)
      for (const char c : a_[t].form)
        if (c >= 'a' && c <= 'z') return false;
    return true;
  }
  void unknown(TokenRange r, std::uint32_t noun, std::vector<bool>& taken) {
    if (r.size() > 6) return;
    // "the Aleppo-Damascus highway", "the Latakia-Turkish border": a line between two places.
    if (r.last < s_.last && in_set(r.last, between_) && a_[r.last - 1].form.find('-') != std::string_view::npos) return;
    Toponym p;
    p.name = r;
    p.rank = 4;
    p.head = noun;
    if (noun == kNone) {
      p.head = r.last - 1;
      for (auto t = r.first; t < r.last; ++t)
        if (a_[t].head == kNone || !r.contains(a_[t].head)) {
          p.head = t;
          break;
        }
    }
    for (auto t = r.first; t < r.last; ++t) taken[t - s_.first] = true;
    found_.push_back(p);
  }

  // ------------------------------------------------------------------------------------------- how near
  [[nodiscard]] std::string_view case_of(std::uint32_t t) const {
    std::string_view last;
    for (const auto c : a_.children[t])
      if (a_[c].deprel == Deprel::case_mark && c < t) last = last.empty() || a_[c].lower != "of" ? a_[c].lower : last;
    return last;
  }
  [[nodiscard]] std::uint32_t distance(const Toponym& p) const { return p.head > e_.head ? p.head - e_.head : e_.head - p.head; }

  /// The chain from the event upwards, with what each step costs.
  [[nodiscard]] int up_cost(std::uint32_t t) const {
    switch (a_[t].deprel) {
      case Deprel::ccomp: case Deprel::parataxis: return 3;
      case Deprel::csubj: case Deprel::csubj_pass: return 2;
      case Deprel::advcl: case Deprel::acl: case Deprel::conj: case Deprel::xcomp: return 1;
      case Deprel::acl_relcl: return 1;
      default: return verbal(a_[t].upos) ? 1 : 0;
    }
  }

  /// "80 kilometres north of Goma": a landmark, by which only a nameless place is told.
  [[nodiscard]] bool landmark(std::uint32_t head) const {
    for (auto t = head; t > s_.first && t + 9 > head;) {
      --t;
      if (a_[t].upos == Upos::verb || a_[t].upos == Upos::punct) break;
      if (in_set(t, measures_) && t > s_.first && (a_[t - 1].upos == Upos::num || a_[t - 1].form == ")")) return true;
    }
    // "80 kilometres (50 miles) north of the capital, Goma"
    return a_[head].deprel == Deprel::appos && a_[head].head != kNone && a_[head].head < head && landmark(a_[head].head);
  }

  [[nodiscard]] int cost(const Toponym& p) const { return way(p) + (landmark(p.name.first) || aside(p.name.first) ? 1 : 0); }
  /// "south of Baghdad"
  [[nodiscard]] bool aside(std::uint32_t first) const { return first > s_.first + 1 && a_[first - 1].lower == "of" && lexicon_.in_set(a_[first - 2].lower, compass_); }
  [[nodiscard]] int way(const Toponym& p) const {
    // Where the two ways up meet.
    std::array<std::uint32_t, 24> spine{};
    std::size_t n = 0;
    for (auto t = e_.head; t != kNone && n < spine.size(); t = a_[t].head) spine[n++] = t;
    const auto on_spine = [&](std::uint32_t t) { return std::find(spine.begin(), spine.begin() + static_cast<std::ptrdiff_t>(n), t) - spine.begin(); };
    int sum = 0;
    bool placed = false;  // a locative preposition was passed: what is above only says in what
    std::uint32_t t = p.head;
    for (int step = 0; step < 16; ++step) {
      const auto at = on_spine(t);
      if (at < static_cast<std::ptrdiff_t>(n)) {
        for (std::ptrdiff_t k = 0; k < at; ++k) sum += up_cost(spine[static_cast<std::size_t>(k)]);
        // The event stands within the place's own phrase ("Baghdad, where clashes …").
        return t == p.head && at > 0 ? sum + 1 : sum;
      }
      const auto head = a_[t].head;
      if (head == kNone) return kNever;
      sum += link(t, head, placed);
      if (sum >= kNever) return kNever;
      t = head;
    }
    return kNever;
  }

  /// What it costs to hang on `head` as `t` does.
  [[nodiscard]] int link(std::uint32_t t, std::uint32_t head, bool& placed) const {
    const auto p = case_of(t);
    switch (a_[t].deprel) {
      case Deprel::obl: case Deprel::nmod: case Deprel::obl_agent: case Deprel::obl_tmod: case Deprel::nmod_tmod: return oblique(t, head, p, placed);
      case Deprel::nmod_poss: case Deprel::compound: case Deprel::amod: case Deprel::flat: return modifier(t, head, placed);
      case Deprel::appos: case Deprel::conj: case Deprel::dep: case Deprel::list: case Deprel::fixed: case Deprel::goeswith:
        if (verbal(a_[t].upos)) return in_set(t, aftermath_) ? 5 : 2;  // "was shot and is being treated in Basra"
        return who(head) && !part(head) ? 2 : 0;
      case Deprel::obj: case Deprel::nsubj_pass: return placed ? 0 : object(t, head);
      case Deprel::nsubj: return placed ? (speech_ ? 3 : protest_ ? 0 : 1) : 5;
      case Deprel::xcomp: return 1;
      // "violated the truce | signed in Luanda": where it was made, not where it was broken.
      case Deprel::acl: case Deprel::acl_relcl: return head != e_.head && in_set(head, agreed_) ? 5 : speech_ ? 4 : 2;
      case Deprel::advcl: return speech_ || (head == e_.head && in_set(t, aftermath_)) ? 4 : 2;
      case Deprel::ccomp: case Deprel::parataxis: return 3;
      case Deprel::iobj: case Deprel::vocative: return 5;
      default: return 1;
    }
  }
  [[nodiscard]] int oblique(std::uint32_t t, std::uint32_t head, std::string_view p, bool& placed) const {
    const bool event_noun = head == e_.head;
    // "protested against the raids in Goma": what a protest is about is elsewhere.
    if (protest_ && is_one(p, {"against", "over", "about", "for"}) && !part(head) && !place_noun(head)) return in_set(t, abroad_) || in_set(t, wars_) ? 5 : 3;
    if (!p.empty() && lexicon_.in_set(p, deeds_)) {
      if ((speech_ && head == e_.head && behind_topic(t)) || behind_agreed(t)) return 5;
      const bool before = placed;
      placed = true;
      // "the president of Chad in N'Djamena", "soldiers in Goma": of a party, it says who that is rather than where the deed was done.
      if (a_[t].deprel == Deprel::nmod && !event_noun && who(head) && !part(head)) return before ? 1 : speech_ ? 5 : 1;
      return 0;
    }
    // "killed nine residents of Nwonko"
    if ((p == "of" || p == "from") && force_ && !protest_ && in_set(head, inhabitants_)) {
      const bool before = placed;
      placed = true;
      return before ? 0 : 3;
    }
    if (p == "of") {
      if (event_noun || part(head) || placed) return 0;
      if (protest_ && who(head)) return 2;  // "residents of Nwonko marched"
      if (who(head) || a_[head].upos == Upos::propn) return 5;
      return 1;
    }
    if (p.empty()) return a_[t].deprel == Deprel::nmod || a_[t].deprel == Deprel::obl_tmod || a_[t].deprel == Deprel::nmod_tmod ? 0 : 1;
    if (p == "on" || p == "over" || p == "into" || p == "toward" || p == "towards" || p == "against") {
      if (placed) return speech_ ? 5 : 1;  // "criticised X over the killings in Herat": a topic
      return force_ ? (p == "on" || p == "into" || p == "over" ? 0 : event_noun ? 2 : 4) : 5;
    }
    if (p == "to" && according(t)) return 4;
    if (p == "to" && head == e_.head && visit_) return 0;  // "flew to Brazzaville"
    if (p == "to" && head == e_.head && e_.kind == Trigger::verb && (protest_ || e_.type == "MOBILIZE")) return 1;  // "marched from the station to the palace"
    if (p == "to" && part(head)) return 0;  // "at the entrance to Nwonko"
    if ((p == "for" || p == "over") && (in_set(head, battles_) || behind_battle(t))) return 0;
    if ((p == "like" || p == "including" || p == "as") && part(head)) return 0;  // "three towns, including Nwonko"
    // "captured the heights from Syria": from whom, not where.
    if (p == "from" && taken_from_ && !placed && state(t)) return 5;
    if (p == "from") return placed ? 2 : force_ && verbal(a_[head].upos) ? 2 : 5;
    if (p == "to" && siege_ && head != e_.head && e_.trigger.contains(head)) return 0;  // "laid siege to the town"
    if (p == "to") return placed ? 1 : force_ && verbal(a_[head].upos) ? 2 : 5;
    if (p == "between") return state(t) ? 5 : 2;  // "the zone between Georgia and Russia" is in neither
    if (is_one(p, {"during", "after", "before", "since", "following", "amid"})) return speech_ ? 3 : 1;
    if (p == "by" && a_[t].deprel == Deprel::obl && place_noun(t) && verbal(a_[head].upos)) return 0;  // "passed by the village"
    if (is_one(p, {"by", "with", "among"})) return placed ? 1 : 5;
    return placed ? 2 : 5;
  }
  /// "were killed in the battle | for Nwonko": right behind the word of fighting, wherever the tree hangs it.
  [[nodiscard]] bool behind_battle(std::uint32_t t) const {
    const auto prep = a_.child(t, Deprel::case_mark);
    return prep != kNone && prep > s_.first && prep < t && in_set(prep - 1, battles_);
  }
  /// "criticised Kabul over the killings | in Herat": right behind what the words are about, wherever the tree hangs it.
  [[nodiscard]] bool behind_topic(std::uint32_t t) const {
    const auto prep = a_.child(t, Deprel::case_mark);
    if (prep == kNone || prep > t) return false;
    const auto& siblings = a_.children[a_[t].head];
    return std::any_of(siblings.begin(), siblings.end(), [&](std::uint32_t c) { return c < prep && a_.subtree(c).last == prep && is_one(case_of(c), {"over", "about", "against", "for"}); });
  }
  /// "violated the truce signed | in Luanda": right behind the participle, wherever the tree hangs it.
  [[nodiscard]] bool behind_agreed(std::uint32_t t) const {
    const auto prep = a_.child(t, Deprel::case_mark);
    if (prep == kNone || prep <= s_.first || prep > t || prep - 1 == e_.head) return false;
    const auto& verb = a_[prep - 1];
    return (verb.deprel == Deprel::acl || verb.deprel == Deprel::acl_relcl) && verb.head != kNone && verb.head != e_.head && in_set(verb.head, agreed_);
  }
  /// "according to a source in Goma"
  [[nodiscard]] bool according(std::uint32_t t) const {
    for (const auto c : a_.children[t])
      if (c < t && a_[c].deprel == Deprel::case_mark && a_[c].lower == "according") return true;
    return false;
  }
  [[nodiscard]] int modifier(std::uint32_t t, std::uint32_t head, bool& placed) const {
    if (part(head)) return 0;
    // "New Delhi police shot dead a man": the police of a town act in it.
    if (force_ && town_of(t) && police(head)) {
      placed = true;
      return 1;
    }
    // "near Pakistan's parliament", "into Turkey's highest court"
    if (force_ && a_[t].deprel == Deprel::nmod_poss && lexicon_.in_set(case_of(head), deeds_) && (site(head) || seat_of_power(head))) return 1;
    if (head != e_.head && in_set(head, wars_)) return 5;  // "in the 1967 Mideast war": when, not where
    // "Japan's police chief was shot": at home, where nothing else is told.
    if (force_ && a_[t].deprel == Deprel::nmod_poss && state(t) && who(head) && (a_[head].deprel == Deprel::nsubj_pass || a_[head].deprel == Deprel::obj)) {
      placed = true;
      return 4;
    }
    // "U.S. tourists", "US$1,000", "Norway's attempts": whose, not where.
    if (const auto i = l_.mentions.of_token[t]; i != kNone && l_.mentions.all[i].actor != kNoRow && !l_.mentions.all[i].capital) return 5;
    if (head == e_.head) return a_[t].deprel == Deprel::nmod_poss || speech_ ? 3 : 1;
    if (who(head)) return speech_ ? 5 : a_[t].deprel == Deprel::nmod_poss ? 4 : 3;
    return a_[head].upos == Upos::propn && a_[t].deprel != Deprel::nmod_poss ? 2 : 1;
  }
  [[nodiscard]] bool state(std::uint32_t t) const {
    const auto i = l_.mentions.of_token[t];
    return i != kNone && known(l_.mentions.all[i]) && rank(l_.mentions.all[i]) == 1;
  }
  [[nodiscard]] bool town_of(std::uint32_t t) const {
    const auto i = l_.mentions.of_token[t];
    return i != kNone && known(l_.mentions.all[i]) && rank(l_.mentions.all[i]) >= 4 && a_[t].deprel != Deprel::flat;
  }
  [[nodiscard]] bool police(std::uint32_t t) const { return agent_of(t, "COP"); }
  [[nodiscard]] bool seat_of_power(std::uint32_t t) const { return agent_of(t, "LEG") || agent_of(t, "JUD"); }
  /// A word for a body or its men, of that sector.
  [[nodiscard]] bool agent_of(std::uint32_t t, std::string_view sector) const {
    const auto i = l_.mentions.of_token[t];
    if (i == kNone || l_.mentions.all[i].agent == kNoRow) return false;
    const auto sectors = lexicon_.items(lexicon_.row<table::Agent>(l_.mentions.all[i].agent).sectors);
    return !sectors.empty() && lexicon_.text(sectors.front()) == sector;
  }
  /// "shelled Sarajevo", "captured the town": what force is used on is where it is used; "criticised Kabul" is no place.
  [[nodiscard]] int object(std::uint32_t t, std::uint32_t head) const {
    if (visit_ && head == e_.head) return 0;
    if (const auto own = l_.mentions.of_token[t]; !loud_ && own != kNone && (known(l_.mentions.all[own]) || who(t)) && in_set(head, harmed_)) return 5;  // "Arad was shot down"
    if (!force_) return 5;
    const auto i = l_.mentions.of_token[t];
    if (i != kNone && l_.mentions.all[i].actor != kNoRow && !l_.mentions.all[i].capital) return head == e_.head ? 1 : 3;
    return head == e_.head ? 0 : 1;
  }
  /// People or bodies: their places are theirs.
  [[nodiscard]] bool who(std::uint32_t t) const {
    const auto i = l_.mentions.of_token[t];
    if (i == kNone) return false;
    const auto& m = l_.mentions.all[i];
    return m.kind == table::Kind::person || m.kind == table::Kind::people || m.kind == table::Kind::organisation || (m.kind == table::Kind::state && m.agent != kNoRow);
  }

  // ------------------------------------------------------------------------------------------- as a record has it
  [[nodiscard]] EventPlace place(const Toponym& t) const {
    EventPlace p;
    p.at = {{a_[t.name.first].at.begin, a_[t.name.last - 1].at.end}, l_.title, true};
    p.extracted = std::string(l_.text.substr(p.at.span.begin, p.at.span.size()));
    if (t.mention != kNone) {
      const auto& m = l_.mentions.all[t.mention];
      if (m.ground != kNoRow) {
        on_the_map(p, lexicon_, m.ground);
      } else if (m.actor != kNoRow) {
        const auto* role = role_on(lexicon_, lexicon_.row<table::Actor>(m.actor), std::nullopt);
        p.country_code = role == nullptr ? "" : std::string(lexicon_.text(role->country));
        p.resolved = m.capital ? p.extracted : std::string(lexicon_.text(lexicon_.row<table::Actor>(m.actor).name));
        p.resolution = m.capital ? 4 : 1;
      }
    }
    // A name that nobody knows, in a place that is known: as near as can be told.
    if (t.mention == kNone)
      for (const auto& around : found_)
        if (around.mention != kNone && locates(around, t) && ground(around) != kNoRow) {
          on_the_map(p, lexicon_, ground(around));
          break;
        }
    if (p.country_code.empty()) p.country_code = country_beside(t);
    return p;
  }

  /// "the Nigerian town of X", "X, Nigeria", "X in eastern Libya": the country told with an unknown place; else that of another place
  /// of the sentence, else that of the story.
  [[nodiscard]] std::string country_beside(const Toponym& t) const {
    const auto sub = a_.subtree(t.head);
    for (auto k = sub.first; k < sub.last; ++k)
      if (const auto code = country_at(k, t); !code.empty()) return std::string(code);
    std::string_view near;
    std::uint32_t gap = kNone;
    for (const auto& other : found_) {
      const auto code = country_at(other.head, t);
      const auto d = other.head > t.head ? other.head - t.head : t.head - other.head;
      if (!code.empty() && d < gap) {
        near = code;
        gap = d;
      }
    }
    return std::string(!near.empty() ? near : l_.mentions.focus);
  }
  [[nodiscard]] std::string_view country_at(std::uint32_t k, const Toponym& not_this) const {
    const auto i = l_.mentions.of_token[k];
    if (i == kNone || i == not_this.mention) return {};
    const auto& m = l_.mentions.all[i];
    if (m.actor != kNoRow && m.kind == table::Kind::state) {
      const auto* role = role_on(lexicon_, lexicon_.row<table::Actor>(m.actor), std::nullopt);
      return role == nullptr ? std::string_view() : lexicon_.text(role->country);
    }
    return m.place != kNoRow ? m.place_country : std::string_view();
  }

  const Layers& l_;
  const Analysis& a_;
  const Lexicon& lexicon_;
  const Event& e_;
  std::uint32_t place_nouns_, parts_, wars_, measures_, lies_, calendar_, sites_, battles_, towns_, strangers_, deeds_, beside_, abroad_, agreed_, between_, offices_, harmed_, compass_, thrusts_, aftermath_, settlements_, naming_, inhabitants_;
  TokenRange s_;
  bool force_ = false, speech_ = false, siege_ = false, protest_ = false, visit_ = false, loud_ = false, taken_from_ = false;
  std::vector<Toponym> found_;
};

}  // namespace

namespace {

/// Names that the lexicon lacks and that must be places by the words around them: "Aabenraa County", "Lake Mburo", "the village of Nwonko",
/// "Boultham, Lincolnshire", "in Bedhampton".
class Strangers {
 public:
  Strangers(const Analysis& a, const Mentions& m, const Lexicon& lexicon)
      : a_(a), m_(m), lexicon_(lexicon), nouns_(lexicon.set("land_noun")), before_(lexicon.set("land_word")), kinds_(lexicon.set("settlement_noun")), calendar_(lexicon.set("calendar_word")), taken_(a.tokens.size(), false) {}

  void take(TokenRange r) {
    for (auto t = r.first; t < r.last; ++t) taken_[t] = true;
  }
  std::vector<TokenRange> find(const std::vector<bool>& known) {
    std::vector<TokenRange> out;
    for (const auto& s : a_.sentences) {
      if (title_case(a_, s)) continue;
      for (auto t = s.tokens.first; t < s.tokens.last; ++t)
        if (const auto r = at(t, s, known); !r.empty()) {
          take(r);
          out.push_back(r);
          t = r.last - 1;
        }
    }
    return out;
  }

 private:
  [[nodiscard]] TokenRange at(std::uint32_t t, const Sentence& s, const std::vector<bool>& known) const {
    if (!name(t)) return {t, t};
    TokenRange r{t, t + 1};
    while (r.last < s.tokens.last && r.last < t + 5 && name(r.last)) ++r.last;
    const auto last = r.last - 1;
    if (r.size() > 1 && (in(last, nouns_) || in(t, before_))) return r;
    if (in(last, nouns_) || in(t, before_)) return {t, t};
    if (r.last < s.tokens.last && in(r.last, nouns_) && (a_[r.last].upos == Upos::noun || a_[r.last].upos == Upos::propn)) return {r.first, r.last + (capital(a_[r.last]) ? 1U : 0U)};
    const auto previous = t > s.tokens.first ? a_[t - 1].lower : std::string_view();
    if (previous == "of" && t > s.tokens.first + 1 && in(t - 2, kinds_)) return r;
    const bool inside = previous == "in" || previous == "near" || previous == "outside";
    const bool ends = r.last >= s.tokens.last || a_[r.last].upos == Upos::punct || a_[r.last].upos == Upos::adp || a_[r.last].upos == Upos::cconj || a_[r.last].upos == Upos::verb || a_[r.last].upos == Upos::aux || a_[r.last].upos == Upos::sconj;
    if (r.last + 1 < s.tokens.last && a_[r.last].form == "," && known[r.last + 1] && (inside || t == s.tokens.first || a_[t - 1].form == "," || previous == "at" || previous == "from" || previous == "of")) return r;
    if (inside && ends && r.size() <= 3 && !shouted(r)) return r;
    return {t, t};
  }
  /// Part of a name that nobody knows.
  [[nodiscard]] bool name(std::uint32_t t) const {
    if (taken_[t] || a_[t].upos != Upos::propn || lexicon_.in_set(a_[t].lower, calendar_)) return false;
    // "Bab al-Tabbaneh"
    if (!capital(a_[t]) && (a_[t].form.find('-') == std::string_view::npos || a_[t].form.find('-') > 3)) return false;
    const auto i = m_.of_token[t];
    return i == kNone || (!m_.all[i].time && m_.all[i].actor == kNoRow && m_.all[i].agent == kNoRow && m_.all[i].ground == kNoRow);
  }
  [[nodiscard]] bool in(std::uint32_t t, std::uint32_t set) const { return lexicon_.in_set(a_[t].lower, set) || lexicon_.in_set(a_[t].lemma, set); }
  [[nodiscard]] bool shouted(TokenRange r) const {
    for (auto t = r.first; t < r.last; ++t)
      for (const char c : a_[t].form)
        if (c >= 'a' && c <= 'z') return false;
    return true;
  }

  const Analysis& a_;
  const Mentions& m_;
  const Lexicon& lexicon_;
  std::uint32_t nouns_, before_, kinds_, calendar_;
  std::vector<bool> taken_;
};

}  // namespace

std::vector<EventPlace> toponyms_of(std::string_view text, const Analysis& analysis, const Mentions& mentions, const Lexicon& lexicon) {
  const auto place_nouns = lexicon.set("place_noun");
  std::vector<EventPlace> out;
  Strangers strangers(analysis, mentions, lexicon);
  std::vector<bool> known(analysis.tokens.size(), false);
  const auto name_at = [&](TokenRange r) {
    EventPlace p;
    p.at = {{analysis[r.first].at.begin, analysis[r.last - 1].at.end}, false, true};
    p.extracted = std::string(text.substr(p.at.span.begin, p.at.span.size()));
    return p;
  };
  for (const auto& m : mentions.all) {
    if (!m.name.empty()) strangers.take(m.name);
    const bool unknown = m.ground == kNoRow && m.kind == table::Kind::place && m.place == kNoRow && m.actor == kNoRow && m.via == Via::name && m.name.first > 0 &&
                         lexicon.in_set(analysis[m.name.first - 1].lower, lexicon.set("place_name_before"));
    if ((m.ground == kNoRow && !unknown) || m.name.empty() || within_name(analysis, mentions, m, lexicon, place_nouns) || names_something(analysis, mentions, m, lexicon, place_nouns)) continue;
    auto p = name_at(m.name);
    if (!unknown) on_the_map(p, lexicon, m.ground);
    if (!out.empty() && out.back().at.span.overlaps(p.at.span)) continue;
    if (p.resolution <= 2) known[m.name.first] = true;
    out.push_back(std::move(p));
  }
  for (const auto r : strangers.find(known)) {
    auto p = name_at(r);
    if (std::none_of(out.begin(), out.end(), [&](const EventPlace& o) { return o.at.span.overlaps(p.at.span); })) out.push_back(std::move(p));
  }
  std::stable_sort(out.begin(), out.end(), [](const EventPlace& x, const EventPlace& y) { return x.at.span.begin < y.at.span.begin; });
  return out;
}

std::vector<EventPlace> places_of(const Layers& layers, const Lexicon& lexicon, const Event& event, std::string* why) { return Locator(layers, lexicon, event).run(why); }

}  // namespace khaldun
