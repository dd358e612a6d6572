#include <algorithm>
#include <array>
#include <utility>

#include "khaldun/events/figures.h"
#include "khaldun/base/is_one.h"
#include "khaldun/events/place.h"
#include "khaldun/events/status.h"
#include "khaldun/events/tree.h"

namespace khaldun {
namespace {

using table::kNoRow;

/// A number of people told with a word of harm.
struct Count {
  std::string_view what;
  Number figure;
  std::uint32_t word = kNone;  ///< "killed", "toll", "arrested"
  std::uint32_t noun = kNone;  ///< who they are
  bool total = false;          ///< "the toll rose to 31": takes the place of what was told before
  std::string source;          ///< who says so, as written; "" = the writer
};

/// All counts of one sentence, by the sets of lexicon/events/engine-sets.toml.
class Sentences {
 public:
  Sentences(const Layers& l, const Lexicon& lexicon, std::uint32_t sentence) : l_(l), a_(l.analysis), lexicon_(lexicon), s_(l.analysis.sentences[sentence].tokens) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kinds{{{"size_dead", "dead"}, {"size_injured", "injured"}, {"size_displaced", "displaced"}, {"size_arrested", "arrested"}, {"size_abducted", "abducted"}}};
    tellers_ = lexicon.set("size_teller");
    for (std::size_t i = 0; i < kinds.size(); ++i) kinds_[i] = {lexicon.set(kinds[i].first), kinds[i].second};
  }

  std::vector<Count> run() {
    for (auto t = s_.first; t < s_.last; ++t) toll(t);
    for (auto t = s_.first; t < s_.last; ++t)
      if (const auto what = harm_of(t); !what.empty() && !either_or(t)) harm(t, what);
    for (auto t = s_.first; t < s_.last; ++t) {
      lives(t);
      hostages(t);
      homes(t);
    }
    for (auto t = s_.first; t < s_.last; ++t) other_word(t);
    for (auto& c : out_) c.source = source_of(c.word);
    return std::move(out_);
  }
  /// The figure of a noun phrase with those added to it ("a soldier and two policemen").
  [[nodiscard]] std::optional<Number> of_phrase(std::uint32_t noun, bool one) const {
    auto out = figure(noun, one);
    for (const auto c : a_.children[noun]) {
      // "a farmer, his wife and their sons": an apposition that is somebody's is another person.
      const bool kin = a_[c].deprel == Deprel::appos && a_.child(c, Deprel::nmod_poss) != kNone && a_[noun].upos != Upos::propn;
      if ((a_[c].deprel != Deprel::conj && !kin) || c < noun || verbal(c) || inside(c) || !a_.below(c, noun)) continue;
      const auto more = of_phrase(c, one);
      if (!more) continue;
      if (!out) out = more;
      else if (more->tokens.first >= out->tokens.last) out = Number{out->low + more->low, out->high + more->high, {out->tokens.first, more->tokens.last}};
    }
    return out;
  }
  [[nodiscard]] bool in_set(std::uint32_t t, std::uint32_t set) const {
    const auto& sets = l_.coding.scan.sets[t];
    return set != kNoRow && std::find(sets.begin(), sets.end(), set) != sets.end();
  }
  [[nodiscard]] TokenRange tokens() const { return s_; }

 private:
  [[nodiscard]] bool verbal(std::uint32_t t) const { return a_[t].upos == Upos::verb || a_[t].upos == Upos::aux; }
  /// "including three children", "among them two women": parts of what was told.
  [[nodiscard]] bool inside(std::uint32_t t) const {
    for (auto k = t; k-- > s_.first && k + 8 > t;) {
      if (is_one(a_[k].lower, {"including", "among", "includes", "included", "whom"})) return true;
      if (a_[k].form == "," || a_[k].lower == "and" || a_[k].form == ";") break;
    }
    // "three of them children"
    return t + 2 < s_.last && a_[t + 1].lower == "of" && is_one(a_[t + 2].lower, {"them", "whom", "these", "those"});
  }
  [[nodiscard]] std::string_view harm_of(std::uint32_t t) const {
    for (const auto& [set, what] : kinds_)
      if (in_set(t, set)) return what;
    // "hacked twelve villagers to death"
    if (a_[t].upos == Upos::verb)
      for (const auto c : a_.children[t])
        if (c > t && a_[c].lower == "death" && a_.child(c, Deprel::case_mark) + 1 == c && a_[c - 1].lower == "to") return "dead";
    return {};
  }
  /// "twelve people dead or wounded": how many of either is not told.
  [[nodiscard]] bool either_or(std::uint32_t t) const {
    const auto other = [&](std::uint32_t k) { return k >= s_.first && k < s_.last && !harm_of(k).empty() && harm_of(k) != harm_of(t); };
    if (t + 2 < s_.last && a_[t + 1].lower == "or" && other(t + 2)) return true;
    if (t >= s_.first + 2 && a_[t - 1].lower == "or" && other(t - 2)) return true;
    const bool ahead = t + 2 < s_.last && a_[t + 1].lower == "and" && other(t + 2) && a_[t].upos != Upos::verb;
    const bool behind = t >= s_.first + 2 && a_[t - 1].lower == "and" && other(t - 2) && a_[t].upos != Upos::verb;
    return ahead || behind;
  }

  [[nodiscard]] std::optional<Number> figure(std::uint32_t noun, bool one) const {
    if (is_one(a_[noun].lower, {"nobody", "no-one", "none"})) return Number{0, 0, {noun, noun + 1}};
    if (a_[noun].lower == "one" && noun > s_.first && a_[noun - 1].lower == "no") return Number{0, 0, {noun - 1, noun + 1}};
    if (a_[noun].lower == "another") return one ? std::optional<Number>(Number{1, 1, {noun, noun + 1}}) : std::nullopt;
    // The word is itself (part of) a number: "dozens of students", "killed twelve".
    for (auto k = noun > s_.first + 5 ? noun - 5 : s_.first; k <= noun; ++k)
      if (const auto f = figure_at(a_, k, s_.last); f && f->tokens.contains(noun)) return f;
    const auto left = std::max({a_.subtree(noun).first, s_.first, noun > 10 ? noun - 10 : 0U});
    std::optional<Number> found;
    for (auto k = left; k < noun; ++k) {
      if (is_one(a_[k].lower, {"no"}) && k + 3 > noun) return Number{0, 0, {k, k + 1}};
      const auto f = figure_at(a_, k, noun);
      if (!f) continue;
      if (a_[f->tokens.first].deprel != Deprel::nmod_poss && !other_noun(f->tokens.last, noun)) found = f;
      k = f->tokens.last - 1;
    }
    if (found || !one) return found;
    return single(noun) ? std::optional<Number>(Number{1, 1, {noun, noun + 1}}) : std::nullopt;
  }
  /// Another phrase stands between a figure and the noun ("two days after the man").
  [[nodiscard]] bool other_noun(std::uint32_t from, std::uint32_t noun) const {
    for (auto k = from; k < noun; ++k) {
      if (verbal(k) && a_[k].deprel != Deprel::amod) return true;
      if (a_[k].upos == Upos::adp && a_[k].lower != "of") return true;
      if (a_[k].upos == Upos::cconj && k + 1 < noun && a_[k + 1].upos == Upos::num) return true;
    }
    return false;
  }
  /// One person: "a soldier", "the mayor", "his wife", a name.
  [[nodiscard]] bool single(std::uint32_t noun) const {
    if (a_[noun].upos == Upos::pron) return is_one(a_[noun].lower, {"he", "him", "she", "her", "himself"});
    if (a_[noun].xpos != "NN" && a_[noun].xpos != "NNP") return false;
    const auto i = l_.mentions.of_token[noun];
    if (i == kNone) return false;
    const auto& m = l_.mentions.all[i];
    if (m.plural || m.kind == table::Kind::thing || m.kind == table::Kind::state || m.kind == table::Kind::organisation || m.place != kNoRow) return false;
    if (m.kind == table::Kind::person) return true;
    if (a_.child(noun, Deprel::nmod_poss) != kNone && (lexicon_.in_set(a_[noun].lemma, lexicon_.set("human_word")) || lexicon_.in_set(a_[noun].lemma, lexicon_.set("female_word")) || lexicon_.in_set(a_[noun].lemma, lexicon_.set("male_word")))) return true;
    const auto det = a_.child(noun, Deprel::det);
    return det != kNone && is_one(a_[det].lower, {"a", "an", "another"}) && (m.agent == kNoRow || lexicon_.row<table::Agent>(m.agent).kind == table::Kind::person);
  }

  void add(std::string_view what, const Number& f, std::uint32_t word, std::uint32_t noun, bool total = false) {
    for (auto& c : out_)
      if (c.what == what && (c.word == word || c.figure.tokens.overlaps(f.tokens))) return;
    if (!total && std::any_of(out_.begin(), out_.end(), [&](const Count& c) { return c.figure.tokens.overlaps(f.tokens); })) return;
    out_.push_back({what, f, word, noun, total, {}});
  }

  /// "Police said 12 had died, the rebels said 40": another's word for what was counted before, in a bare number.
  void other_word(std::uint32_t t) {
    if (a_[t].upos != Upos::verb || out_.empty() || !in_set(t, tellers_) || teller(t) == kNone) return;
    for (auto k = t + 1; k < s_.last && k < t + 5; ++k) {
      if (const auto f = figure_at(a_, k, s_.last)) {
        const bool ends = f->tokens.last >= s_.last || a_[f->tokens.last].upos == Upos::punct || a_[f->tokens.last].upos == Upos::cconj || a_[f->tokens.last].upos == Upos::sconj;
        const auto* before = std::find_if(out_.data(), out_.data() + out_.size(), [&](const Count& c) { return c.word < t && c.figure.tokens.last <= k; });
        if (ends && before != out_.data() + out_.size()) out_.push_back({before->what, *f, t, kNone, false, {}});
        return;
      }
      if (!is_one(a_[k].lower, {"at", "least", "there", "were", "it", "was", "that", "some", "about", "only", "just", "around", "up", "to", "more", "than"})) return;
    }
  }
  /// The party that is the subject of a verb of telling.
  [[nodiscard]] std::uint32_t teller(std::uint32_t verb) const {
    for (const auto c : a_.children[verb])
      if (a_[c].deprel == Deprel::nsubj && l_.mentions.of_token[c] != kNone && !in_set(c, lexicon_.set("size_toll"))) return l_.mentions.of_token[c];
    return kNone;
  }
  [[nodiscard]] std::string words_of(std::uint32_t mention) const {
    const auto& at = l_.mentions.all[mention].at;
    return std::string(l_.text.substr(at.begin, at.size()));
  }
  /// Who says so: the speaker of the clause, else the subject of "put the toll at", "gave the number of dead as".
  [[nodiscard]] std::string source_of(std::uint32_t word) const {
    const Tree tree(a_, lexicon_);
    const auto status = StatusReader(a_, tree, l_.mentions, l_.coding.scan, lexicon_).read(word);
    for (const auto& voice : status.voices)
      if (voice.stance == table::Stance::asserts)
        for (const auto m : voice.sources) return words_of(m);
    auto t = word;
    for (int step = 0; step < 4 && t != kNone; ++step, t = a_[t].head) {
      if (a_[t].upos != Upos::verb) continue;
      if (in_set(t, tellers_))
        if (const auto m = teller(t); m != kNone) return words_of(m);
      break;
    }
    return {};
  }

  /// "the toll of the blasts rose to 22", "raised the death toll to 49", "the number of wounded stands at 60".
  void toll(std::uint32_t t) {
    std::string_view what;
    if (in_set(t, lexicon_.set("size_toll"))) what = "dead";
    else if (a_[t].lower == "number" || a_[t].lower == "toll" || a_[t].lower == "count")
      for (auto k = t + 1; k < s_.last && k < t + 5 && what.empty(); ++k) {
        if (k == t + 1 && a_[k].lower != "of" && !is_one(a_[k].lower, {"among"})) break;
        what = harm_of(k);
      }
    if (what.empty()) return;
    std::optional<Number> found;
    for (auto k = t + 1; k < s_.last && k < t + 24; ++k) {
      const auto f = figure_at(a_, k, s_.last);
      if (!f) continue;
      const bool reached = leads_up(k, t);
      if (reached && (!found || (k > 0 && led_by_to(k)))) found = f;
      k = f->tokens.last - 1;
    }
    // "At 31, the toll is …": not tried.
    if (found) add(what, *found, t, kNone, true);
  }
  [[nodiscard]] bool led_by_to(std::uint32_t k) const {
    for (auto j = k; j-- > s_.first && j + 5 > k;) {
      if (a_[j].lower == "to" || a_[j].lower == "at") return true;
      if (a_[j].upos == Upos::num || a_[j].upos == Upos::verb) return false;
    }
    return false;
  }
  [[nodiscard]] bool leads_up(std::uint32_t k, std::uint32_t toll) const {
    const auto passes = lexicon_.set("size_reach");
    for (auto j = k; j-- > toll && j + 6 > k;) {
      if (is_one(a_[j].lower, {"to", "at", "of", "as"}) || in_set(j, passes) || a_[j].lower == "was" || a_[j].lower == "is" || a_[j].form == ":") return !is_one(a_[j].lower, {"of"}) || j == toll + 1;
      if (a_[j].lower == "from" || a_[j].lower == "by") return false;
    }
    return false;
  }

  void harm(std::uint32_t t, std::string_view what) {
    if (std::any_of(out_.begin(), out_.end(), [&](const Count& c) { return c.total && c.what == what && c.word < t && t < c.figure.tokens.first; })) return;  // "the number of dead rose to 31"
    const auto d = a_[t].deprel;
    if (const auto f = beside(t)) return add(what, *f, t, kNone);
    std::vector<std::uint32_t> nouns;
    // "and her mother injured": the noun right before a participle that has no subject.
    if (d == Deprel::conj && a_[t].xpos == "VBN" && a_.child(t, Deprel::aux_pass) == kNone && t > s_.first && a_[t - 1].upos == Upos::noun && a_[t - 1].deprel == Deprel::conj) nouns.push_back(t - 1);
    const bool passive = a_.child(t, Deprel::aux_pass) != kNone || a_.child(t, Deprel::nsubj_pass) != kNone || a_[t].xpos == "VBN";
    const bool suffers = in_set(t, lexicon_.set("size_suffers"));  // "died", "fled"
    if (a_[t].upos == Upos::noun) {
      for (const auto c : a_.children[t]) {
        if (a_[c].deprel == Deprel::nummod || (a_[c].deprel == Deprel::nmod && preposition(c) == "of") || a_[c].deprel == Deprel::nmod_poss) nouns.push_back(c);
      }
      if (const auto own = figure(t, false); own && a_[t].xpos == "NNS") return add(what, *own, t, t);
    } else {
      for (const auto c : a_.children[t]) {
        const auto r = a_[c].deprel;
        if (r == Deprel::obj || r == Deprel::nsubj_pass || (r == Deprel::nsubj && (suffers || passive || a_[t].upos == Upos::adj))) nouns.push_back(c);
      }
      // "were killed and their house burned", "was shot and killed": the subject of the verb before.
      if (nouns.empty() && a_[t].upos == Upos::verb && d == Deprel::conj && a_[t].head != kNone)
        for (const auto c : a_.children[a_[t].head])
          if (a_[c].deprel == (passive && !suffers ? Deprel::nsubj_pass : Deprel::nsubj) && (passive || suffers)) nouns.push_back(c);
      // "killed and wounded nine": the object of the second. "ten people killed": what a participle hangs on.
      if (nouns.empty() && d == Deprel::acl && passive && a_[t].head != kNone && a_.child(t, Deprel::obj) == kNone) nouns.push_back(a_[t].head);
      // "leaving a dozen people dead"
      if (nouns.empty() && (a_[t].upos == Upos::adj || a_[t].xpos == "VBN") && (d == Deprel::xcomp || d == Deprel::amod || d == Deprel::conj) && a_[t].head != kNone) {
        auto v = a_[t].head;
        if (d == Deprel::conj && a_[v].head != kNone && !verbal(v)) v = a_[v].head;
        if (const auto o = a_.child(v, Deprel::obj); o != kNone) nouns.push_back(o);
        else if (d == Deprel::amod) nouns.push_back(v);
      }
    }
    const bool one = what != "displaced";
    for (const auto n : nouns)
      if (auto f = of_phrase(n, one); f && !(a_[t].upos == Upos::noun && f->low == 0)) return add(what, *f, t, n);
    if (const auto f = within_reach(t, passive || suffers)) return add(what, *f, t, kNone);
    // "The blast killed between …", taken for a participle.
    if (passive && a_.child(t, Deprel::aux_pass) == kNone)
      if (const auto f = within_reach(t, false)) add(what, *f, t, kNone);
  }
  [[nodiscard]] std::string_view preposition(std::uint32_t t) const {
    const auto c = a_.child(t, Deprel::case_mark);
    return c == kNone ? std::string_view() : a_[c].lower;
  }
  /// "12 dead", "30 others wounded", "two more killed": the figure right before the word.
  [[nodiscard]] std::optional<Number> beside(std::uint32_t t) const {
    if (a_[t].upos == Upos::noun && a_[t].xpos != "NNS" && a_[t].lower != "dead") return std::nullopt;
    auto end = t;
    while (end > s_.first && end + 4 > t && is_one(a_[end - 1].lower, {"others", "other", "more", "people", "persons", "were", "civilians", "of", "them", "reported", "confirmed", "also", "seriously", "critically", "slightly", "badly", "was"})) --end;
    for (auto k = end > s_.first + 6 ? end - 6 : s_.first; k < end; ++k) {
      const auto f = figure_at(a_, k, end);
      if (!f) continue;
      if (f->tokens.last == end && !part_of_them(end, t)) return inside_or_total(*f);
      k = f->tokens.last - 1;
    }
    return std::nullopt;
  }
  [[nodiscard]] bool part_of_them(std::uint32_t from, std::uint32_t to) const {
    for (auto k = from; k < to; ++k)
      if (a_[k].lower == "them") return false;
    return false;
  }
  [[nodiscard]] std::optional<Number> inside_or_total(const Number& f) const {
    if (inside(f.tokens.first)) return std::nullopt;
    return f;
  }
  /// Where the tree gives nobody: the nearest figure on the side where the victims stand, with no other verb between.
  [[nodiscard]] std::optional<Number> within_reach(std::uint32_t t, bool before) const {
    if (a_[t].upos == Upos::noun) return std::nullopt;
    if (!before) {
      for (auto k = t + 1; k < s_.last && k < t + 7; ++k) {
        if (const auto f = figure_at(a_, k, s_.last)) return a_[k].lower == "a" ? std::nullopt : inside_or_total(*f);
        if (verbal(k) || a_[k].upos == Upos::punct || a_[k].upos == Upos::sconj || a_[k].upos == Upos::cconj || (a_[k].upos == Upos::adp && !is_one(a_[k].lower, {"at", "up", "to", "about", "over", "around", "between"}))) break;
      }
      return std::nullopt;
    }
    std::optional<Number> last;
    auto from = t;
    while (from > s_.first && from + 9 > t) {
      const auto k = from - 1;
      if (a_[k].upos == Upos::verb || (a_[k].upos == Upos::punct && a_[k].form != "-") || a_[k].upos == Upos::sconj) break;
      --from;
    }
    for (auto k = from; k < t; ++k)
      if (const auto f = figure_at(a_, k, t)) {
        if (!last) last = inside_or_total(*f);
        k = f->tokens.last - 1;
      }
    return last;
  }

  /// "claimed 12 lives", "cost five people their lives", "three soldiers lost their lives".
  void lives(std::uint32_t t) {
    if (a_[t].lower != "lives" && a_[t].lower != "life") return;
    const auto verb = a_[t].head;
    if (verb == kNone || !in_set(verb, lexicon_.set("takes_life")) || a_[t].deprel != Deprel::obj) return;
    if (auto f = figure(t, false); f && f->low > 0) return add("dead", *f, t, t);
    for (const auto c : a_.children[t])
      if (a_[c].deprel == Deprel::nmod && preposition(c) == "of")
        if (const auto f = of_phrase(c, true)) return add("dead", *f, t, c);
    if (a_[verb].lemma == "lose")
      if (const auto subject = a_.child(verb, Deprel::nsubj); subject != kNone)
        if (const auto f = of_phrase(subject, true)) return add("dead", *f, t, subject);
    if (const auto i = a_.child(verb, Deprel::iobj); i != kNone)
      if (const auto f = of_phrase(i, true)) return add("dead", *f, t, i);
  }
  /// "took nine engineers hostage", "is holding 20 hostages".
  void hostages(std::uint32_t t) {
    const bool custody = in_set(t, lexicon_.set("size_custody"));
    if (!custody && !in_set(t, lexicon_.set("size_hostage"))) return;
    const std::string_view what = custody ? "arrested" : "abducted";
    if (a_[t].xpos == "NNS") {
      if (const auto f = figure(t, false)) return add(what, *f, t, t);
      return;
    }
    for (auto k = t; k-- > s_.first && k + 10 > t;) {
      if (a_[k].upos != Upos::verb) continue;
      for (const auto c : a_.children[k])
        if ((a_[c].deprel == Deprel::obj || a_[c].deprel == Deprel::nsubj_pass) && c != t)
          if (const auto f = of_phrase(c, true)) return add(what, *f, t, c);
      for (auto j = k + 1; j < t; ++j)
        if (const auto f = figure_at(a_, j, t)) return add(what, *f, t, kNone);
      return;
    }
  }
  /// "driving 3,500 from their homes", "forced 200 families to flee": who had to go.
  void homes(std::uint32_t t) {
    if (!in_set(t, lexicon_.set("drives_out"))) return;
    bool goes = false;
    for (auto k = t + 1; k < s_.last && k < t + 16; ++k) goes = goes || in_set(k, lexicon_.set("away_from_home"));
    if (!goes) return;
    for (const auto c : a_.children[t])
      if (a_[c].deprel == Deprel::obj || a_[c].deprel == Deprel::nsubj_pass || a_[c].deprel == Deprel::iobj)
        if (const auto f = of_phrase(c, false)) return add("displaced", *f, t, c);
    if (const auto f = within_reach(t, a_[t].xpos == "VBN" && a_.child(t, Deprel::aux_pass) != kNone)) add("displaced", *f, t, kNone);
  }

  const Layers& l_;
  const Analysis& a_;
  const Lexicon& lexicon_;
  TokenRange s_;
  std::array<std::pair<std::uint32_t, std::string_view>, 5> kinds_;
  std::vector<Count> out_;
  std::uint32_t tellers_ = kNoRow;
};

/// As a record has it.
SizeOf size_row(const Layers& l, std::string_view what, const Number& f, std::uint32_t noun, bool total, std::string source = {}) {
  const auto& a = l.analysis;
  SizeOf size;
  size.what = what;
  size.total = total;
  size.size.source = std::move(source);
  size.size.low = f.low;
  size.size.high = f.high;
  const auto last = noun != kNone && noun >= f.tokens.last && noun < f.tokens.last + 5 ? noun + 1 : f.tokens.last;
  size.size.at = {{a[f.tokens.first].at.begin, a[last - 1].at.end}, l.title, true};
  size.size.text = std::string(l.text.substr(size.size.at.span.begin, size.size.at.span.size()));
  if (noun != kNone) size.size.of = std::string(a[noun].form);
  return size;
}

class Counter {
 public:
  Counter(const Layers& l, const Lexicon& lexicon, const Event& e) : l_(l), a_(l.analysis), e_(e), sentence_(l, lexicon, l.analysis[e.head].sentence), protest_(lexicon.set("size_crowd")), troops_(lexicon.set("size_troops")) {}

  std::vector<SizeOf> run() {
    const bool harm = e_.type == "ASSAULT" || e_.type == "COERCE" || e_.type == "PROTEST" || e_.type == "SANCTION";
    if (harm) {
      counts_ = sentence_.run();
      for (const auto& c : counts_)
        if (fits(c.what) && mine(c.word)) put(c.what, c.figure, c.noun, c.total, c.source);
    }
    if (e_.type == "PROTEST") people(protest_);
    if (e_.type == "MOBILIZE") people(troops_);
    return std::move(out_);
  }

 private:
  [[nodiscard]] bool fits(std::string_view what) const {
    if (what == "arrested") return e_.type == "COERCE" || e_.type == "PROTEST";
    if (what == "abducted") return e_.type == "ASSAULT" || e_.type == "COERCE";
    return true;
  }
  /// Does the word belong to this event: its own word, one that hangs together with it, or else the event is the nearest of its kind?
  [[nodiscard]] bool mine(std::uint32_t word) const {
    if (word == e_.head || e_.trigger.contains(word)) return true;
    int here = way(word, e_.head);
    const auto joined = [&](const Event& x) { return x.merged != kNone && &l_.coding.events[x.merged] == &e_; };
    for (const auto& other : l_.coding.events)
      if (joined(other) && a_[other.head].sentence == a_[word].sentence) here = other.head == word ? 0 : std::min(here, way(word, other.head));
    for (const auto& other : l_.coding.events) {
      if (&other == &e_ || a_[other.head].sentence != a_[word].sentence || (!other.kept && other.merged == kNone) || other.absorbed) continue;
      if (other.type != "ASSAULT" && other.type != "COERCE" && other.type != "PROTEST" && other.type != "SANCTION") continue;
      if (joined(other) || e_.merged != kNone) continue;
      if (other.head == word || way(word, other.head) < here) return false;
    }
    return here < kFar;
  }
  static constexpr int kFar = 90;
  /// Steps in the tree between two words; farther than any through speech.
  [[nodiscard]] int way(std::uint32_t x, std::uint32_t y) const {
    std::array<std::uint32_t, 16> up{};
    std::size_t n = 0;
    for (auto t = x; t != kNone && n < up.size(); t = a_[t].head) up[n++] = t;
    int speech = 0, down = 0;
    for (auto t = y; t != kNone && down < 16; t = a_[t].head, ++down) {
      const auto at = std::find(up.begin(), up.begin() + static_cast<std::ptrdiff_t>(n), t);
      if (at != up.begin() + static_cast<std::ptrdiff_t>(n)) {
        for (auto k = up.begin(); k != at; ++k) speech += a_[*k].deprel == Deprel::ccomp || a_[*k].deprel == Deprel::parataxis ? 3 : 0;
        return static_cast<int>(at - up.begin()) + down + speech;
      }
      speech += a_[t].deprel == Deprel::ccomp || a_[t].deprel == Deprel::parataxis ? 3 : 0;
    }
    return kFar;
  }

  void put(std::string_view what, const Number& f, std::uint32_t noun, bool total, const std::string& source = {}) { put_size(out_, size_row(l_, what, f, noun, total, source), total); }

  /// "Some 3,000 students marched", "a rally of 500", "sent 700 soldiers".
  void people(std::uint32_t words) {
    std::vector<std::uint32_t> nouns;
    const auto children = [&](std::uint32_t t) {
      for (const auto c : a_.children[t]) {
        const auto d = a_[c].deprel;
        if (d == Deprel::nsubj || d == Deprel::nsubj_pass || d == Deprel::obj || d == Deprel::obl_agent || d == Deprel::nmod || (d == Deprel::obl && sentence_.in_set(c, words)) || d == Deprel::compound) nouns.push_back(c);
      }
    };
    children(e_.head);
    for (const auto& side : {e_.actors, e_.recipients})
      for (const auto m : side)
        if (l_.mentions.all[m].sentence == a_[e_.head].sentence && (&side != &e_.recipients || e_.type == "MOBILIZE")) {
          const auto head = l_.mentions.all[m].head;
          nouns.push_back(head);
          if (a_[head].head != kNone && a_[head].deprel == Deprel::nmod) nouns.push_back(a_[head].head);  // "dozens of students"
        }
    if (a_[e_.head].head != kNone) {
      if (a_[e_.head].deprel == Deprel::acl || a_[e_.head].deprel == Deprel::acl_relcl) nouns.push_back(a_[e_.head].head);
      children(a_[e_.head].head);
    }
    for (const auto n : nouns) {
      const bool crowd = sentence_.in_set(n, words) || l_.mentions.of_token[n] != kNone || a_[n].upos == Upos::num;
      if (!crowd || a_[n].deprel == Deprel::obl_tmod || a_[n].deprel == Deprel::nmod_tmod) continue;
      const auto f = sentence_.of_phrase(n, false);
      if (f && f->high > 1 && !taken(*f)) return put("participants", *f, n, false);
    }
    // A crowd that the tree hangs elsewhere.
    const auto s = sentence_.tokens();
    for (auto t = s.first; t < s.last; ++t) {
      const auto f = figure_at(a_, t, s.last);
      if (!f) continue;
      if (!taken(*f) && f->high > 1)
        for (auto k = f->tokens.last; k < s.last && k < f->tokens.last + 4; ++k) {
          if (sentence_.in_set(k, words)) return put("participants", *f, k, false);
          if (a_[k].upos == Upos::verb || a_[k].upos == Upos::punct) break;
        }
      t = f->tokens.last - 1;
    }
  }
  [[nodiscard]] bool taken(const Number& f) const {
    return std::any_of(counts_.begin(), counts_.end(), [&](const Count& c) { return c.figure.tokens.overlaps(f.tokens); });
  }

  const Layers& l_;
  const Analysis& a_;
  const Event& e_;
  Sentences sentence_;
  std::uint32_t protest_, troops_;
  std::vector<Count> counts_;
  std::vector<SizeOf> out_;
};

}  // namespace

void put_size(std::vector<SizeOf>& all, SizeOf&& size, bool replaces) {
  SizeOf* same = nullptr;
  for (auto& known : all) {
    if (known.what != size.what) continue;
    const bool others = !known.size.source.empty() && !size.size.source.empty() && known.size.source != size.size.source;
    const bool apart = size.size.low > known.size.high || size.size.high < known.size.low;
    if (others && apart && (known.size.of.empty() || size.size.of.empty() || known.size.of == size.size.of || size.size.of == "people" || known.size.of == "people")) continue;
    same = &known;
    break;
  }
  if (same == nullptr) all.push_back(std::move(size));
  else if (replaces) *same = std::move(size);
}

std::vector<SizeOf> sizes_of(const Layers& layers, const Lexicon& lexicon, const Event& event) { return Counter(layers, lexicon, event).run(); }

std::vector<HarmTold> harm_told(const Layers& layers, const Lexicon& lexicon, std::uint32_t sentence) {
  std::vector<HarmTold> out;
  for (const auto& c : Sentences(layers, lexicon, sentence).run())
    if (c.what == "dead" || c.what == "injured") out.push_back({size_row(layers, c.what, c.figure, c.noun, c.total, c.source), c.word});
  return out;
}

}  // namespace khaldun
