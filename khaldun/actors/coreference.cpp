#include "khaldun/actors/coreference.h"
#include "khaldun/base/is_one.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>

namespace khaldun {
namespace {

using table::kNoRow;

enum class Gender : std::uint8_t { unknown, female, male };
enum class Life : std::uint8_t { unknown, person, group, thing };

/// A noun phrase with what pronouns ask of it.
struct Phrase {
  Coreferent out;
  std::uint32_t head = kNone;
  std::uint32_t sentence = 0;
  TokenRange full;
  Gender gender = Gender::unknown;
  Life life = Life::unknown;
  bool plural = false, pronoun = false, named = false, usable = true;
  bool determined = false;  ///< "the", "this", possessor
  bool day = false;         ///< a date: linked only to the same words
  bool bare = false;        ///< no article at all: of a kind, not of one
  bool quoted = false;
  std::string words;        ///< lower case, without article and possessive mark
};

/// How far back an expression looks, in sentences. These and the weights of salience() by a search on every second training text of GUM.
constexpr std::uint32_t kPersonReach = 3, kPronounReach = 1;
constexpr std::uint32_t kNounReach = 40;
constexpr std::uint32_t kBareReach = 8;  ///< "payroll … the payroll"
/// At most so many phrases are looked at for one pronoun.
constexpr std::uint32_t kWindow = 60;

class Chainer {
 public:
  Chainer(const Mentions& m, std::string_view text, const Analysis& a, const Lexicon& lexicon) : m_(m), text_(text), a_(a), lexicon_(lexicon) {
    female_ = lexicon.set("female_word");
    male_ = lexicon.set("male_word");
    human_ = lexicon.set("human_word");
    company_ = lexicon.set("company_word");
  }

  std::vector<Coreferent> run() {
    quotes();
    collect();
    for (std::uint32_t i = 0; i < phrases_.size(); ++i) {
      up_.push_back(i);
      size_.push_back(1);
      if (phrases_[i].usable) link(i);
      remember(i);
    }
    for (const auto& [mention, i] : waiting_)  // "… I said", said the minister: named after the quotation
      if (const auto it = of_mention_.find(mention); it != of_mention_.end()) join(i, it->second);
    std::vector<Coreferent> out;
    for (std::uint32_t i = 0; i < phrases_.size(); ++i) {
      auto c = phrases_[i].out;
      c.chain = top(i);
      out.push_back(c);
    }
    return out;
  }

 private:
  // -------------------------------------------------------------------------------------------- phrases
  void quotes() {
    quoted_.assign(a_.tokens.size(), false);
    bool open = false;
    std::uint32_t paragraph = kNone;
    for (std::uint32_t t = 0; t < a_.tokens.size(); ++t) {
      const auto& s = a_.sentences[a_[t].sentence];
      if (s.paragraph != paragraph) open = false;
      paragraph = s.paragraph;
      const auto w = a_[t].form;
      if (w == "\"") open = !open;
      else if (w == "\xe2\x80\x9c" || w == "``") open = true;
      else if (w == "\xe2\x80\x9d" || w == "''") open = false;
      quoted_[t] = open;
    }
  }

  [[nodiscard]] bool in(std::string_view lemma, std::uint32_t set) const { return lexicon_.in_set(lemma, set); }

  void collect() {
    for (std::uint32_t i = 0; i < m_.all.size(); ++i) {
      phrase(i, false);
      if (!m_.all[i].modifier && !m_.all[i].pronoun && a_.child(m_.all[i].head, Deprel::conj) != kNone && a_[m_.all[i].head].deprel != Deprel::conj) phrase(i, true);
    }
    for (std::uint32_t t = 0; t < a_.tokens.size(); ++t) inner_name(t);
    std::stable_sort(phrases_.begin(), phrases_.end(), [](const Phrase& x, const Phrase& y) {
      return x.out.at.begin != y.out.at.begin ? x.out.at.begin < y.out.at.begin : x.out.at.end > y.out.at.end;
    });
  }

  /// A name before a noun, if it is no mention of its own and no part of a longer name.
  void inner_name(std::uint32_t t) {
    if (a_[t].upos != Upos::propn || a_[t].deprel != Deprel::compound || m_.of_token[t] != kNone || a_[t].head == kNone || a_[a_[t].head].upos == Upos::propn) return;
    const auto outer = m_.of_token[a_[t].head];
    if (outer == kNone) return;
    Phrase p;
    p.out.mention = outer;
    p.out.inner = true;
    p.head = t;
    p.sentence = a_[t].sentence;
    p.full = {t, t + 1};
    for (const auto c : a_.children[t]) {
      const auto d = a_[c].deprel;
      if (d != Deprel::compound && d != Deprel::flat) continue;
      const auto sub = a_.subtree(c);
      p.full = {std::min(p.full.first, sub.first), std::max(p.full.last, sub.last)};
    }
    p.out.at = {a_[p.full.first].at.begin, a_[p.full.last - 1].at.end};
    p.named = true;
    words(p);
    phrases_.push_back(std::move(p));
  }

  /// What stands before or after the head and still belongs to its phrase.
  [[nodiscard]] bool belongs(std::uint32_t child, std::uint32_t head, bool pair) const {
    const auto d = a_[child].deprel;
    switch (d) {
      case Deprel::case_mark: return child > head && (a_[child].lower == "'s" || a_[child].lower == "\xe2\x80\x99s" || a_[child].lower == "'" || a_[child].lower == "\xe2\x80\x99");
      case Deprel::cc: case Deprel::conj: return pair;
      case Deprel::punct: case Deprel::mark: case Deprel::cop: case Deprel::aux: case Deprel::aux_pass: case Deprel::parataxis: case Deprel::discourse:
      case Deprel::vocative: case Deprel::expl: case Deprel::dislocated: case Deprel::reparandum: case Deprel::csubj: case Deprel::dep: case Deprel::list: case Deprel::orphan:
        return false;
      case Deprel::nsubj: case Deprel::nsubj_pass: case Deprel::advcl: case Deprel::ccomp: case Deprel::obl: case Deprel::obl_tmod: return false;
      case Deprel::advmod: return false;
      default: return true;
    }
  }

  void phrase(std::uint32_t i, bool pair) {
    const auto& m = m_.all[i];
    Phrase p;
    p.out.mention = i;
    p.out.pair = pair;
    p.head = m.head;
    p.sentence = m.sentence;
    p.full = {m.head, m.head + 1};
    const bool predicate = a_.child(m.head, Deprel::cop) != kNone;
    if (m.modifier) {
      p.full = m.range;
      p.usable = a_[m.head].upos == Upos::propn && m.actor != kNoRow ? true : m.place != kNoRow;
    } else if (!m.pronoun) {
      if (m.named || m.actor != kNoRow) p.full = {std::min(p.full.first, m.range.first), p.full.last};
      std::uint32_t begin = 0;  // behind the preposition
      for (const auto c : a_.children[m.head])
        if (c < m.head && (a_[c].deprel == Deprel::case_mark || a_[c].deprel == Deprel::mark)) begin = c + 1;
      for (const auto c : a_.children[m.head]) {
        if (c < begin || !belongs(c, m.head, pair)) continue;
        const auto sub = a_.subtree(c);
        p.full = {std::min(p.full.first, sub.first), std::max(p.full.last, sub.last)};
      }
      while (p.full.last > m.head + 1 && a_[p.full.last - 1].upos == Upos::punct && !is_one(a_[p.full.last - 1].form, {")", "]", "\xe2\x80\x9d"})) --p.full.last;
      while (p.full.first < m.head && (a_[p.full.first].upos == Upos::punct || a_[p.full.first].upos == Upos::cconj)) ++p.full.first;
    }
    p.out.at = {a_[p.full.first].at.begin, a_[p.full.last - 1].at.end};
    p.pronoun = m.pronoun;
    p.named = m.named || a_[m.head].upos == Upos::propn;
    p.plural = pair || m.plural;
    p.quoted = quoted_[m.head];
    const auto d = a_[m.head].deprel;
    const bool said_day = m.time && (p.named || a_[m.head].upos == Upos::num || is_one(a_[p.full.first].lower, {"this", "last", "next", "that", "the"}));
    p.day = said_day;
    if ((m.time && !said_day) || predicate || (d == Deprel::appos && m.place == kNoRow) || d == Deprel::expl || (d == Deprel::root && a_.sentences[m.sentence].headline && m.pronoun)) p.usable = false;
    if ((a_[m.head].upos == Upos::num && !p.day) || a_[m.head].upos == Upos::adj || a_[m.head].upos == Upos::det) p.usable = false;
    if (!pair && !m.pronoun && is_one(a_[p.full.first].lower, {"no", "any", "every", "each"})) p.usable = false;
    character(p, m);
    words(p);
    phrases_.push_back(std::move(p));
  }

  void character(Phrase& p, const Mention& m) const {
    if (p.pronoun || p.out.pair) {
      p.life = Life::unknown;
      return;
    }
    if (m.actor != kNoRow) p.life = m.kind == table::Kind::person ? Life::person : Life::group;
    else if (m.place != kNoRow) p.life = Life::thing;
    else if (m.agent != kNoRow) p.life = m.kind == table::Kind::person ? Life::person : m.kind == table::Kind::thing ? Life::thing : Life::group;
    else if (m.named) p.life = Life::unknown;
    else p.life = Life::thing;
    if (m.people || m.kind == table::Kind::people) p.life = Life::person;
    for (auto t = p.full.first; t < p.full.last; ++t) {
      if (t != p.head && a_[t].head != p.head) continue;
      const auto lemma = a_[t].lemma;
      const bool name_part = t == p.head || a_[t].deprel == Deprel::flat || a_[t].deprel == Deprel::compound;
      if (!name_part) continue;
      if (in(lemma, female_)) p.gender = Gender::female;
      else if (in(lemma, male_)) p.gender = Gender::male;
      else if (t == p.head && in(lemma, human_)) p.life = Life::person;
      else if (p.named && in(lemma, company_)) p.life = Life::group;
      else continue;
      if (p.gender != Gender::unknown) p.life = Life::person;
    }
  }

  void words(Phrase& p) const {
    auto first = p.full.first, last = p.full.last;
    while (first < p.head && (a_[first].upos == Upos::det || a_[first].deprel == Deprel::det)) ++first;
    if (last > p.head + 1 && a_[last - 1].deprel == Deprel::case_mark) --last;
    for (auto t = first; t < last; ++t) {
      if (!p.words.empty()) p.words += ' ';
      p.words += a_[t].lower;
    }
    const auto w = a_[p.full.first].lower;
    p.bare = !p.named && a_.child(p.head, Deprel::det) == kNone && a_.child(p.head, Deprel::nmod_poss) == kNone && a_.child(p.head, Deprel::nummod) == kNone;
    p.determined = is_one(w, {"the", "this", "that", "these", "those", "such", "both"}) || a_.child(p.head, Deprel::nmod_poss) != kNone;
  }

  // -------------------------------------------------------------------------------------------- clusters
  [[nodiscard]] std::uint32_t top(std::uint32_t i) const {
    while (up_[i] != i) i = up_[i];
    return i;
  }
  bool join(std::uint32_t i, std::uint32_t k) {
    const auto x = top(i), y = top(k);
    if (x == y) return true;
    const auto low = std::min(x, y), high = std::max(x, y);
    up_[high] = low;
    auto& p = phrases_[low];
    const auto& q = phrases_[high];
    if (p.gender == Gender::unknown) p.gender = q.gender;
    if (p.life == Life::unknown) p.life = q.life;
    size_[low] += size_[high];
    return true;
  }
  /// After its links: what later mentions find it by.
  void remember(std::uint32_t i) {
    const auto& p = phrases_[i];
    if (!p.usable || p.pronoun || p.out.pair) {
      if (p.usable && p.out.pair) by_words_[p.words] = i;
      return;
    }
    by_words_[p.words] = i;
    if (p.day) return;
    if (p.named) by_core_[core(i)] = i;
    by_head_[std::string(a_[p.head].lemma)].push_back(i);
    if (p.named) {
      if (!p.out.inner)
        if (const auto all = name_words(i); all.size() > 1)
          for (const auto w : {all.front(), all.back()}) by_name_[std::string(w)] = i;
    }
    if (p.out.inner) return;
    const auto& m = m_.all[p.out.mention];
    if (m.actor != kNoRow && !m.people) by_actor_.try_emplace(m.actor, i);
    of_mention_[p.out.mention] = i;
  }

  void link(std::uint32_t i) {
    const auto& p = phrases_[i];
    if (p.day) {
      if (const auto it = by_words_.find(p.words); it != by_words_.end()) join(i, it->second);
      return;
    }
    if (p.pronoun) {
      pronoun(i);
      return;
    }
    if (p.out.pair) {
      if (const auto it = by_words_.find(p.words); it != by_words_.end()) join(i, it->second);
      return;
    }
    if (p.out.inner) {
      same_words(i);
      return;
    }
    if (!same_actor(i) && !same_words(i) && !part_of_name(i) && !same_head(i)) role(i);
  }

  /// One row of the table. A capital is not its state here, nor England Britain: names of states must be one name or its initials.
  bool same_actor(std::uint32_t i) {
    const auto& p = phrases_[i];
    const auto& m = m_.all[p.out.mention];
    if (m.actor == kNoRow || m.people || m.capital) return false;
    const auto it = by_actor_.find(m.actor);
    if (it == by_actor_.end()) return false;
    const auto& q = phrases_[it->second];
    const bool one_name = m.kind != table::Kind::state || initials(p) || initials(q) || p.words.find(q.words) != std::string::npos || q.words.find(p.words) != std::string::npos;
    return one_name && join(i, it->second);
  }
  [[nodiscard]] bool initials(const Phrase& p) const {
    const auto w = a_[p.head].form;
    return w.size() <= 7 && std::none_of(w.begin(), w.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  }

  /// Names, and definite phrases that are said again word for word. (Bare plurals said again are one chain in 1 of 75 cases.)
  bool same_words(std::uint32_t i) {
    const auto& p = phrases_[i];
    const auto it = by_words_.find(p.words);
    if (it == by_words_.end() && p.named && !p.out.inner)
      if (const auto same = by_core_.find(core(i)); same != by_core_.end() && !nested(p, phrases_[same->second]) && phrases_[same->second].plural == p.plural) return join(i, same->second);
    if (it == by_words_.end()) return false;
    const auto& q = phrases_[it->second];
    if (p.named) return join(i, it->second);
    if (p.sentence - q.sentence > kNounReach || !p.determined || (q.bare && p.sentence - q.sentence > kBareReach) || !same_owner(i, it->second)) return false;
    return join(i, it->second);
  }
  /// The name alone, without what else the phrase says.
  [[nodiscard]] std::string core(std::uint32_t i) const {
    const auto& p = phrases_[i];
    auto first = p.full.first, last = p.head + 1;
    while (first < p.head && (a_[first].upos == Upos::det || a_[first].deprel == Deprel::det)) ++first;
    for (const auto c : a_.children[p.head])
      if (c >= last && (a_[c].deprel == Deprel::flat || a_[c].deprel == Deprel::compound)) last = c + 1;
    std::string out;
    for (auto t = first; t < last; ++t) {
      if (!out.empty()) out += ' ';
      out += a_[t].lower;
    }
    return out;
  }
  /// "her death" after "her death": the possessors must be one.
  [[nodiscard]] bool same_owner(std::uint32_t i, std::uint32_t k) const {
    const auto x = a_.child(phrases_[i].head, Deprel::nmod_poss), y = a_.child(phrases_[k].head, Deprel::nmod_poss);
    if (x == kNone) return true;
    return y != kNone && a_[x].lower == a_[y].lower;
  }

  /// The surname of somebody named in full before.
  bool part_of_name(std::uint32_t i) {
    const auto& p = phrases_[i];
    if (!p.named) return false;
    const auto& m = m_.all[p.out.mention];
    if (m.actor != kNoRow || m.place != kNoRow) return false;
    const auto mine = name_words(i);
    if (mine.empty()) return false;
    const auto it = by_name_.find(std::string(mine.back()));
    if (it == by_name_.end()) return false;
    const auto& q = phrases_[it->second];
    if (q.plural != p.plural || clash(phrases_[top(i)], phrases_[top(it->second)]) || other_first_name(i, it->second)) return false;
    return join(i, it->second);
  }
  [[nodiscard]] std::vector<std::string_view> name_words(std::uint32_t i) const {
    std::vector<std::string_view> out;
    const auto& p = phrases_[i];
    const auto& r = m_.all[p.out.mention].range;
    for (auto t = r.first; t < r.last; ++t)
      if (a_[t].upos == Upos::propn && (t == p.head || ((a_[t].deprel == Deprel::flat || a_[t].deprel == Deprel::compound) && a_[t].head == p.head)) && !title(t)) out.push_back(a_[t].lower);
    return out;
  }
  [[nodiscard]] bool title(std::uint32_t t) const {
    return in(a_[t].lemma, human_) || in(a_[t].lemma, company_) || agent_noun(a_[t].lemma) || a_[t].lower.ends_with(".");
  }
  [[nodiscard]] bool agent_noun(std::string_view lemma) const { return lexicon_.used_as(lemma, table::UseType::agent); }
  /// Both have several words, and one has a word that the other lacks, each way.
  [[nodiscard]] bool other_first_name(std::uint32_t i, std::uint32_t k) const {
    const auto x = name_words(i), y = name_words(k);
    const auto lacks = [](const auto& some, const auto& other) {
      return std::any_of(some.begin(), some.end(), [&](auto w) { return std::find(other.begin(), other.end(), w) == other.end(); });
    };
    return lacks(x, y) && (lacks(y, x) || x.size() > 1);
  }
  [[nodiscard]] bool clash(const Phrase& x, const Phrase& y) const {
    return (x.gender != Gender::unknown && y.gender != Gender::unknown && x.gender != y.gender) ||
           (x.life != Life::unknown && y.life != Life::unknown && x.life != y.life && (x.life == Life::person || y.life == Life::person));
  }

  /// "the study … the study", "the Crown prosecutor … the prosecutor": no new modifier.
  bool same_head(std::uint32_t i) {
    const auto& p = phrases_[i];
    if (p.named || !p.determined) return false;
    const auto it = by_head_.find(std::string(a_[p.head].lemma));
    if (it == by_head_.end()) return false;
    int looked = 0;
    for (auto k = it->second.rbegin(); k != it->second.rend() && looked < 12; ++k, ++looked) {
      const auto& q = phrases_[*k];
      if (p.sentence - q.sentence > kNounReach) break;
      if (q.bare || q.plural != p.plural || nested(p, q) || !fewer_modifiers(i, *k) || !same_owner(i, *k)) continue;
      return join(i, *k);
    }
    return false;
  }
  [[nodiscard]] bool nested(const Phrase& p, const Phrase& q) const { return p.full.overlaps(q.full); }
  [[nodiscard]] bool fewer_modifiers(std::uint32_t i, std::uint32_t k) const {
    const auto& p = phrases_[i];
    const auto& q = phrases_[k];
    for (auto t = p.full.first; t < p.full.last; ++t) {
      const auto u = a_[t].upos;
      if (t == p.head || (u != Upos::adj && u != Upos::noun && u != Upos::propn && u != Upos::num && u != Upos::verb)) continue;
      bool found = false;
      for (auto s = q.full.first; s < q.full.last && !found; ++s) found = a_[s].lemma == a_[t].lemma;
      if (!found) return false;
    }
    return true;
  }

  /// "the group", "the president": as the linker of actors decided.
  bool role(std::uint32_t i) {
    const auto& m = m_.all[phrases_[i].out.mention];
    if (m.antecedent == kNone || m.modifier || (m.named ? !initials(phrases_[i]) : !m.definite)) return false;
    const auto it = of_mention_.find(m.antecedent);
    return it != of_mention_.end() && !nested(phrases_[i], phrases_[it->second]) && join(i, it->second);
  }

  // -------------------------------------------------------------------------------------------- pronouns
  void pronoun(std::uint32_t i) {
    auto& p = phrases_[i];
    const auto w = a_[p.head].lower;
    if (is_one(w, {"he", "him", "his", "himself", "she", "her", "hers", "herself"})) {
      p.gender = is_one(w, {"he", "him", "his", "himself"}) ? Gender::male : Gender::female;
      p.life = Life::person;
      best(i, kPersonReach);
    } else if (is_one(w, {"it", "its", "itself"})) {
      p.life = Life::thing;
      best(i, kPronounReach);
    } else if (is_one(w, {"they", "them", "their", "theirs", "themselves"})) {
      p.plural = true;
      best(i, kPronounReach);
    } else if (is_one(w, {"i", "me", "my", "mine", "myself"})) {
      p.life = Life::person;
      speech(i, 0);
    } else if (is_one(w, {"we", "us", "our", "ours", "ourselves"})) {
      p.plural = true;
      speech(i, 1);
    } else if (is_one(w, {"you", "your", "yours", "yourself", "yourselves"})) {
      speech(i, 2);
    } else {
      p.usable = false;
    }
  }

  /// I, we and you: one each outside quotations; within them whoever speaks.
  void speech(std::uint32_t i, std::size_t person) {
    const auto& p = phrases_[i];
    auto& last = last_speech_[p.quoted ? 1 : 0][person];
    if (p.quoted && person == 0) {
      const auto& m = m_.all[p.out.mention];
      const auto it = m.antecedent == kNone ? of_mention_.end() : of_mention_.find(m.antecedent);
      if (it != of_mention_.end()) join(i, it->second);
      else if (m.antecedent != kNone) waiting_.emplace_back(m.antecedent, i);
    }
    if (last != kNone && (!p.quoted || p.sentence - phrases_[last].sentence <= 2) && top(last) != top(i)) {
      if (!p.quoted || m_.all[phrases_[last].out.mention].antecedent == m_.all[p.out.mention].antecedent) join(i, last);
    }
    last = i;
  }

  void best(std::uint32_t i, std::uint32_t reach) {
    const auto& p = phrases_[i];
    std::uint32_t found = kNone;
    int high = -1000;
    std::uint32_t seen = 0;
    for (std::uint32_t k = i; k-- > 0 && seen < kWindow; ++seen) {
      const auto& q = phrases_[k];
      if (q.sentence + reach < p.sentence) break;
      if (!q.usable || q.day || !agrees(i, k) || bound(p, q)) continue;
      if (const int score = salience(i, k); score > high) {
        high = score;
        found = k;
      }
    }
    if (found != kNone) join(i, found);
  }

  [[nodiscard]] bool agrees(std::uint32_t i, std::uint32_t k) const {
    const auto& p = phrases_[i];
    const auto& q = phrases_[k];
    const auto& c = phrases_[top(k)];
    if (q.pronoun && is_one(a_[q.head].lower, {"i", "me", "my", "we", "us", "our", "you", "your"})) return false;
    if (p.plural) {
      if (q.pronoun) return q.plural;
      if (q.plural) return true;
      return c.life == Life::group && q.life == Life::group && m_.all[q.out.mention].kind != table::Kind::state;
    }
    if (q.plural) return false;
    if (p.life == Life::person) {
      if (c.gender != Gender::unknown && c.gender != p.gender) return false;
      return c.life == Life::person || (c.life == Life::unknown && q.named);
    }
    return c.life != Life::person && c.gender == Gender::unknown;
  }

  /// A pronoun within the phrase itself, or object beside the subject of the same verb.
  [[nodiscard]] bool bound(const Phrase& p, const Phrase& q) const {
    if (q.full.contains(p.head)) return true;
    const auto w = a_[p.head].lower;
    if (w.ends_with("self") || w.ends_with("selves")) return false;
    const auto d = a_[p.head].deprel;
    if (d == Deprel::nmod_poss) return false;
    return a_[p.head].head != kNone && a_[p.head].head == a_[q.head].head && a_[q.head].deprel != Deprel::nmod_poss;
  }

  [[nodiscard]] int salience(std::uint32_t i, std::uint32_t k) const {
    const auto& p = phrases_[i];
    const auto& q = phrases_[k];
    const auto& c = phrases_[top(k)];
    int score = -5 * static_cast<int>(p.sentence - q.sentence);
    const auto d = a_[q.head].deprel;
    const auto subject = [](Deprel r) { return r == Deprel::nsubj || r == Deprel::nsubj_pass; };
    if (subject(d)) score += 4;
    else if (d == Deprel::obj || d == Deprel::iobj) score += 2;
    else if (d == Deprel::nmod || d == Deprel::compound) score -= 1;
    if (q.pronoun) score += 3;
    if (p.pronoun && q.pronoun && a_[p.head].lower == a_[q.head].lower) score += 1;
    score += std::min(4, static_cast<int>(size_[top(k)]) - 1);
    if (a_.sentences[q.sentence].paragraph != a_.sentences[p.sentence].paragraph) score -= 2;
    if (p.quoted != q.quoted) score -= 1;
    if (d == a_[p.head].deprel) score += 1;
    if (p.plural && c.life == Life::person) score += 2;
    if (p.plural && c.life == Life::group && !q.plural) score -= 2;  // "they" for a body
    if (p.life == Life::thing && !p.plural && q.determined) score += 1;
    return score;
  }

  const Mentions& m_;
  std::string_view text_;
  const Analysis& a_;
  const Lexicon& lexicon_;
  std::uint32_t female_ = kNoRow, male_ = kNoRow, human_ = kNoRow, company_ = kNoRow;
  std::vector<bool> quoted_;
  std::vector<Phrase> phrases_;
  std::vector<std::uint32_t> up_;
  std::vector<std::uint32_t> size_;
  std::map<std::string, std::uint32_t> by_words_, by_name_, by_core_;
  std::map<std::string, std::vector<std::uint32_t>> by_head_;
  std::map<std::uint32_t, std::uint32_t> by_actor_, of_mention_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> waiting_;
  std::array<std::array<std::uint32_t, 3>, 2> last_speech_{{{kNone, kNone, kNone}, {kNone, kNone, kNone}}};
};

}  // namespace

std::vector<Coreferent> all_chains(const Mentions& mentions, std::string_view text, const Analysis& analysis, const Lexicon& lexicon) {
  return Chainer(mentions, text, analysis, lexicon).run();
}

}  // namespace khaldun
