#include "khaldun/events/hypotheses.h"

#include <algorithm>
#include <tuple>

#include "khaldun/events/tree.h"

namespace khaldun {
namespace {

/// The sets of hypothesis-sets.toml, by row.
struct Sets {
  explicit Sets(const Lexicon& lexicon)
      : cause(lexicon.set("hypothesis_cause")), help(lexicon.set("hypothesis_help")), raise(lexicon.set("hypothesis_raise")),
        lower(lexicon.set("hypothesis_lower")), good_verb(lexicon.set("hypothesis_good_verb")),
        bad_verb(lexicon.set("hypothesis_bad_verb")), bad_thing(lexicon.set("hypothesis_bad_thing")),
        good_thing(lexicon.set("hypothesis_good_thing")), fear(lexicon.set("hypothesis_fear")),
        hold(lexicon.set("hypothesis_hold")), condition(lexicon.set("hypothesis_condition")),
        will(lexicon.set("hypothesis_will")), could(lexicon.set("hypothesis_could")), likely(lexicon.set("hypothesis_likely")) {}
  std::uint32_t cause, help, raise, lower, good_verb, bad_verb, bad_thing, good_thing, fear, hold, condition, will, could, likely;
};

class Finder {
 public:
  Finder(std::string_view text, const Analysis& analysis, const Mentions& mentions, const Lexicon& lexicon,
         std::optional<Day> published)
      : text_(text), a_(analysis), mentions_(mentions), lexicon_(lexicon), published_(published), tree_(analysis, lexicon),
        sets_(lexicon) {}

  std::vector<Hypothesis> run() {
    for (std::uint32_t t = 0; t < a_.tokens.size(); ++t) {
      if (a_[t].upos == Upos::verb || a_[t].upos == Upos::adj || a_[t].upos == Upos::noun) look_at(t);
    }
    std::sort(out_.begin(), out_.end(), [](const Hypothesis& x, const Hypothesis& y) {
      return std::tie(x.at.begin, x.at.end, x.consequent) < std::tie(y.at.begin, y.at.end, y.consequent);
    });
    return std::move(out_);
  }

 private:
  [[nodiscard]] bool in(std::uint32_t token, std::uint32_t set) const { return lexicon_.in_set(a_[token].lemma, set); }

  /// "will", "likely", "could"; "" where the verb is told as a fact. Modals reach conjuncts and complements of "help".
  [[nodiscard]] std::string own_modality(std::uint32_t verb) const {
    std::string found;
    for (const auto c : a_.children[verb]) {
      const auto rel = a_[c].deprel;
      if (rel == Deprel::aux && lexicon_.in_set(a_[c].lower, sets_.could)) found = "could";
      if (rel == Deprel::aux && lexicon_.in_set(a_[c].lower, sets_.will)) found = "will";
      if (rel == Deprel::advmod && in(c, sets_.likely) && !found.empty()) return "likely";
    }
    return found;
  }

  [[nodiscard]] std::string modality(std::uint32_t verb) const {
    std::uint32_t t = verb;
    std::string found = own_modality(verb);
    for (int step = 0; step < 4 && t != kNone; ++step) {
      const auto head = a_[t].head;
      const auto rel = a_[t].deprel;
      if (head == kNone) break;
      const bool clause = rel == Deprel::ccomp || rel == Deprel::acl || rel == Deprel::xcomp || rel == Deprel::parataxis;
      if (clause && in(head, sets_.fear)) return "feared";
      if (!clause && rel != Deprel::conj && rel != Deprel::acl_relcl && rel != Deprel::advcl) break;
      if (found.empty() && rel == Deprel::xcomp && in(head, sets_.likely)) found = "likely";
      if (found.empty() && (rel == Deprel::conj || rel == Deprel::xcomp)) found = own_modality(head);
      t = head;
    }
    return found;
  }

  /// Who says, fears or warns.
  [[nodiscard]] std::string holder(std::uint32_t verb) const {
    std::uint32_t t = verb;
    for (int step = 0; step < 5 && t != kNone; ++step) {
      const auto head = a_[t].head;
      if (head == kNone) return {};
      const auto rel = a_[t].deprel;
      if ((rel == Deprel::ccomp || rel == Deprel::parataxis) && (in(head, sets_.hold) || in(head, sets_.fear))) {
        const auto who = tree_.subject(head);
        return who.empty() ? std::string() : named(who.front());
      }
      if (rel == Deprel::acl && in(head, sets_.fear)) {
        const auto owner = tree_.possessor(head);
        return owner.empty() ? std::string() : named(owner.front());
      }
      t = head;
    }
    return {};
  }

  [[nodiscard]] std::string named(std::uint32_t head) const {
    const auto mention = mentions_.of_token[head];
    if (mention == kNone) return std::string(phrase(head, {}));
    const auto who = identify(mentions_, mention, published_, lexicon_, text_);
    if (!who.empty() && !who.front().entity.empty()) return who.front().entity;
    const Span at = mentions_.all[mention].at;
    return std::string(text_.substr(at.begin, at.size()));
  }

  /// The words below a token without what hangs on `left_out`, and without commas and conjunctions at the ends.
  [[nodiscard]] Span words(std::uint32_t head, const std::vector<std::uint32_t>& left_out) const {
    std::uint32_t first = head, last = head;
    const auto gone = [&](std::uint32_t t) {
      return std::any_of(left_out.begin(), left_out.end(), [&](std::uint32_t out) { return a_.below(t, out); });
    };
    const auto bare = [&](std::uint32_t t) {
      const auto rel = a_[t].deprel;
      return a_[t].upos == Upos::punct || (a_[t].head == head && (rel == Deprel::cc || rel == Deprel::mark || rel == Deprel::case_mark));
    };
    const TokenRange range = a_.subtree(head);
    for (std::uint32_t t = head; t-- > range.first;) {
      if (a_.below(t, head) && !gone(t) && !bare(t)) first = t;
    }
    for (std::uint32_t t = head + 1; t < range.last; ++t) {
      if (gone(t)) {
        if (t > head) break;
        continue;
      }
      if (a_.below(t, head) && !bare(t)) last = t;
    }
    while (first < head && bare(first)) ++first;
    return {a_[first].at.begin, a_[last].at.end};
  }
  [[nodiscard]] std::string_view phrase(std::uint32_t head, const std::vector<std::uint32_t>& left_out) const {
    const Span at = words(head, left_out);
    return text_.substr(at.begin, at.size());
  }

  [[nodiscard]] std::vector<std::uint32_t> conjuncts(std::uint32_t token) const {
    std::vector<std::uint32_t> all{token};
    for (const auto c : a_.children[token]) {
      if (a_[c].deprel == Deprel::conj && (a_[c].upos == a_[token].upos || a_[c].upos == Upos::verb)) all.push_back(c);
    }
    return all;
  }

  /// What a noun phrase is for: better, worse, or nobody knows (0).
  [[nodiscard]] int worth(std::uint32_t noun, int depth = 0) const {
    if (depth > 3) return 0;
    const bool falls = in(noun, sets_.lower) || a_[noun].lemma == "reduction" || a_[noun].lemma == "decline";
    int value = in(noun, sets_.bad_thing) ? -1 : in(noun, sets_.good_thing) ? 1 : 0;
    for (const auto c : a_.children[noun]) {
      const auto rel = a_[c].deprel;
      if (rel == Deprel::nmod || rel == Deprel::compound || rel == Deprel::acl || rel == Deprel::obl) {
        const int below = worth(c, depth + 1);
        if (value == 0 && below != 0) value = falls ? -below : below;
      }
    }
    if (value == 0 && a_[noun].deprel != Deprel::conj) {
      for (const auto c : a_.children[noun]) {
        if (a_[c].deprel == Deprel::conj && value == 0) value = worth(c, depth + 1);
      }
    }
    return value;
  }

  /// What comes of the verb, by what it does to its object.
  [[nodiscard]] int verdict(std::uint32_t verb) const {
    const bool negated = std::any_of(a_.children[verb].begin(), a_.children[verb].end(), [&](std::uint32_t c) {
      return a_[c].lemma == "not" || a_[c].lemma == "n't" || a_[c].lemma == "never";
    });
    int thing = 0;
    for (const auto c : a_.children[verb]) {
      const auto rel = a_[c].deprel;
      if (thing == 0 && (rel == Deprel::obj || rel == Deprel::obl || rel == Deprel::nsubj_pass || rel == Deprel::ccomp ||
                         rel == Deprel::xcomp)) {
        thing = a_[c].upos == Upos::verb ? verdict_below(c) : worth(c);
      }
    }
    int value = 0;
    if (in(verb, sets_.lower)) {
      value = thing == 0 ? -1 : -thing;
    } else if (in(verb, sets_.bad_verb)) {
      value = -1;
    } else if (in(verb, sets_.good_verb)) {
      value = 1;
    } else if (thing != 0) {
      value = thing;
    } else {
      for (const auto c : a_.children[verb]) {
        if (a_[c].deprel == Deprel::nsubj && value == 0) value = worth(c);
      }
    }
    return negated ? -value : value;
  }
  [[nodiscard]] int verdict_below(std::uint32_t verb) const {
    if (in(verb, sets_.bad_verb)) return -1;
    if (in(verb, sets_.good_verb)) return 1;
    for (const auto c : a_.children[verb]) {
      if (a_[c].deprel != Deprel::obj && a_[c].deprel != Deprel::obl) continue;
      const int thing = worth(c);
      if (thing != 0) return in(verb, sets_.lower) ? -thing : thing;
    }
    return 0;
  }

  void keep(std::uint32_t verb, Span antecedent, std::uint32_t consequent, Span consequent_words, int sign) {
    if (antecedent.size() == 0 || consequent_words.size() == 0 || consequent_words.begin == antecedent.begin) return;
    Hypothesis h;
    h.sentence = a_[verb].sentence;
    h.antecedent = std::string(text_.substr(antecedent.begin, antecedent.size()));
    h.consequent = std::string(text_.substr(consequent_words.begin, consequent_words.size()));
    const bool same_sentence = antecedent.begin >= a_.sentences[h.sentence].at.begin;
    h.at = same_sentence ? Span{std::min(antecedent.begin, consequent_words.begin), std::max(antecedent.end, consequent_words.end)}
                         : consequent_words;
    h.modality = modality(verb);
    if (h.modality.empty()) h.modality = "could";
    h.holder = holder(verb);
    h.sign = sign != 0 ? sign : h.modality == "feared" ? -1 : verdict(consequent) < 0 ? -1 : 1;
    const bool known = std::any_of(out_.begin(), out_.end(), [&](const Hypothesis& o) {
      return o.sentence == h.sentence && o.consequent == h.consequent;
    });
    if (!known) out_.push_back(std::move(h));
  }

  /// The if-clause on a verb, or kNone.
  [[nodiscard]] std::uint32_t condition(std::uint32_t verb) const {
    for (const auto c : a_.children[verb]) {
      if (a_[c].deprel != Deprel::advcl) continue;
      for (const auto m : a_.children[c]) {
        const bool opens = a_[m].deprel == Deprel::mark || a_[m].deprel == Deprel::advmod || a_[m].deprel == Deprel::aux;
        if (opens && m < c && in(m, sets_.condition) && a_[m].at.begin == first_word(c)) return c;
      }
    }
    return kNone;
  }
  [[nodiscard]] std::uint32_t first_word(std::uint32_t head) const {
    const TokenRange range = a_.subtree(head);
    for (std::uint32_t t = range.first; t < range.last; ++t) {
      if (a_[t].upos != Upos::punct) return a_[t].at.begin;
    }
    return 0;
  }

  /// The clauses that say what follows: of "could help to reduce … and improve …" the two infinitives.
  [[nodiscard]] std::vector<std::uint32_t> outcomes(std::uint32_t verb) const {
    std::vector<std::uint32_t> out;
    for (const auto v : conjuncts(verb)) {
      std::uint32_t below = kNone;
      if (in(v, sets_.help)) {
        for (const auto c : a_.children[v]) {
          if (a_[c].deprel == Deprel::xcomp || a_[c].deprel == Deprel::ccomp || a_[c].deprel == Deprel::advcl) {
            if (c > v && a_[c].upos == Upos::verb) below = c;
          }
        }
      }
      if (below == kNone) {
        out.push_back(v);
      } else {
        for (const auto c : conjuncts(below)) out.push_back(c);
      }
    }
    return out;
  }

  [[nodiscard]] std::vector<std::uint32_t> other_conjuncts(std::uint32_t token) const {
    std::vector<std::uint32_t> out;
    for (const auto c : a_.children[token]) {
      if (a_[c].deprel == Deprel::conj) out.push_back(c);
    }
    return out;
  }

  void conditional(std::uint32_t verb, std::uint32_t clause) {
    const Span antecedent = words(clause, {});
    for (const auto outcome : outcomes(verb)) {
      auto left_out = other_conjuncts(outcome);
      left_out.push_back(clause);
      keep(verb, antecedent, outcome, words(outcome, left_out), verdict(outcome));
    }
  }

  /// The words of what would bring it about: the subject, or what "which" and "it" stand for.
  [[nodiscard]] Span subject_words(std::uint32_t verb) const {
    for (std::uint32_t v = verb; v != kNone; v = a_[v].deprel == Deprel::conj || a_[v].deprel == Deprel::xcomp ? a_[v].head : kNone) {
      for (const auto c : a_.children[v]) {
        if (a_[c].deprel != Deprel::nsubj && a_[c].deprel != Deprel::csubj && a_[c].deprel != Deprel::nsubj_pass) continue;
        if (a_[c].upos != Upos::pron && a_[c].upos != Upos::det) return words(c, {});
        const bool relative = a_[v].deprel == Deprel::acl_relcl && a_[v].head != kNone;
        if (relative) return clause_above(a_[v].head, v);
        // "This could …": the sentence before.
        const auto s = a_[v].sentence;
        const bool deictic = a_[c].lower == "this" || a_[c].lower == "that" || a_[c].lower == "it";
        if (deictic && s > 0 && a_.sentences[s - 1].paragraph == a_.sentences[s].paragraph) return a_.sentences[s - 1].at;
        return {};
      }
    }
    return {};
  }
  /// ", which could lead to …": the clause that holds the noun, without the relative clause.
  [[nodiscard]] Span clause_above(std::uint32_t noun, std::uint32_t relative) const {
    std::uint32_t t = noun;
    while (a_[t].head != kNone && a_[t].upos != Upos::verb && a_[t].deprel != Deprel::ccomp && a_[t].deprel != Deprel::acl) t = a_[t].head;
    return words(t, {relative});
  }

  void causal(std::uint32_t verb) {
    const Span antecedent = subject_words(verb);
    if (antecedent.size() == 0) return;
    for (const auto c : a_.children[verb]) {
      const auto rel = a_[c].deprel;
      const bool object = rel == Deprel::obj || (rel == Deprel::obl && (tree_.case_of(c) == "to" || tree_.case_of(c) == "in" || tree_.case_of(c) == "into"));
      if (!object || c < verb) continue;
      // "lead to the group gaining power": the clause is what follows.
      std::uint32_t clause = kNone;
      for (const auto other : a_.children[verb]) {
        if (other > c && other == c + 1 && a_[other].deprel == Deprel::advcl && a_[other].xpos == "VBG") clause = other;
      }
      for (const auto item : conjuncts(c)) {
        Span at = words(item, other_conjuncts(item));
        int sign = worth(item);
        if (clause != kNone && item == c) {
          at.end = words(clause, {}).end;
          sign = verdict(clause);
        }
        keep(verb, antecedent, verb, at, sign);
      }
    }
    for (const auto c : a_.children[verb]) {
      if (a_[c].deprel == Deprel::advcl && c > verb + 1 && a_[c].xpos == "VBG" && a_.child(c, Deprel::nsubj) == kNone &&
          a_[c - 1].deprel != Deprel::obl && a_[c - 1].deprel != Deprel::obj) {
        keep(verb, antecedent, c, words(c, other_conjuncts(c)), verdict(c));
      }
    }
  }

  /// "The deal could reduce violence": a thing, not somebody, that would raise or lower something.
  void effect(std::uint32_t verb) {
    for (const auto c : a_.children[verb]) {
      if (a_[c].deprel != Deprel::nsubj) continue;
      const bool pronoun = a_[c].upos == Upos::pron || a_[c].upos == Upos::det;
      const auto mention = mentions_.of_token[c];
      const bool thing = mention == kNone || (mentions_.all[mention].kind == table::Kind::thing && mentions_.all[mention].actor == table::kNoRow);
      if (!thing && !pronoun) return;
      if (pronoun && a_[c].lower != "this" && a_[c].lower != "that" && a_[c].lower != "it" && a_[c].lower != "which") return;
      const Span antecedent = subject_words(verb);
      if (antecedent.size() == 0) return;
      for (const auto outcome : outcomes(verb)) {
        const bool tells = in(outcome, sets_.raise) || in(outcome, sets_.lower) || in(outcome, sets_.good_verb) || in(outcome, sets_.bad_verb);
        if (!tells) continue;
        auto left_out = other_conjuncts(outcome);
        if (outcome == verb) left_out.push_back(c);
        for (const auto x : a_.children[outcome]) {
          if (a_[x].deprel == Deprel::aux || a_[x].deprel == Deprel::punct) left_out.push_back(x);
        }
        keep(verb, antecedent, outcome, words(outcome, left_out), verdict(outcome));
      }
      return;
    }
  }

  void look_at(std::uint32_t t) {
    const auto clause = condition(t);
    const std::string how = modality(t);
    if (clause != kNone && !how.empty()) {
      conditional(t, clause);
      return;
    }
    if (how.empty() || a_[t].upos != Upos::verb || own_modality(t).empty()) return;
    if (in(t, sets_.cause)) causal(t);
    else effect(t);
  }

  std::string_view text_;
  const Analysis& a_;
  const Mentions& mentions_;
  const Lexicon& lexicon_;
  std::optional<Day> published_;
  Tree tree_;
  Sets sets_;
  std::vector<Hypothesis> out_;
};

}  // namespace

bool may_suppose(const Analysis& analysis, const Lexicon& lexicon) {
  const Sets sets(lexicon);
  return std::any_of(analysis.tokens.begin(), analysis.tokens.end(), [&](const Token& t) {
    return t.deprel == Deprel::aux && (lexicon.in_set(t.lower, sets.could) || lexicon.in_set(t.lower, sets.will));
  });
}

std::vector<Hypothesis> find_hypotheses(std::string_view text, const Analysis& analysis, const Mentions& mentions,
                                        const Lexicon& lexicon, std::optional<Day> published) {
  return Finder(text, analysis, mentions, lexicon, published).run();
}

}  // namespace khaldun
