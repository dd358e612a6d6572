#include "khaldun/events/scan.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>

namespace khaldun {
namespace {

using table::UseType;

struct Row {
  std::vector<Piece> pieces;
  std::vector<std::uint32_t> token;
  std::vector<bool> first, last;
  std::vector<std::string_view> words;
};

enum class Form : std::uint8_t { lemma, table, lower };  // table: nouns as tables list them, other words as written

std::string_view word_of(const Token& t, Form form) {
  if (form == Form::lemma) return t.lemma;
  return form == Form::table && (t.upos == Upos::noun || t.upos == Upos::propn) ? table_lemma(t) : t.lower;
}

Row row_of(const Analysis& a, TokenRange r, Form form) {
  Row row;
  for (auto t = r.first; t < r.last; ++t) {
    const auto before = row.pieces.size();
    normalise_token(word_of(a[t], form), 0, row.pieces);
    for (auto i = before; i < row.pieces.size(); ++i) {
      row.token.push_back(t);
      row.first.push_back(i == before);
      row.last.push_back(i + 1 == row.pieces.size());
    }
  }
  for (const auto& p : row.pieces) row.words.emplace_back(p.word);
  return row;
}

std::uint32_t top(const Analysis& a, TokenRange r) {
  for (auto t = r.first; t < r.last; ++t)
    if (a[t].head == kNone || !r.contains(a[t].head)) return t;
  return r.last - 1;
}

bool gap(Upos u) {
  return u == Upos::det || u == Upos::adj || u == Upos::adv || u == Upos::num || u == Upos::pron || u == Upos::part;
}

/// "The rebels attacked": no "rebel attack", but a subject and its verb.
bool clause_within(const Analysis& a, TokenRange r) {
  const auto last = r.last - 1;
  if (r.size() < 2 || a[last].upos != Upos::verb) return false;
  const auto subject = std::max(a.child(last, Deprel::nsubj) == kNone ? 0 : a.child(last, Deprel::nsubj) + 1,
                                a.child(last, Deprel::nsubj_pass) == kNone ? 0 : a.child(last, Deprel::nsubj_pass) + 1);
  return subject > 0 && subject <= last;
}

void place(Scan& s, const Analysis& a, const Lexicon& lexicon, TokenRange r, const table::Use& use, bool lemmas) {
  if ((use.type == UseType::noun || use.type == UseType::cue_noun) && clause_within(a, r)) return;
  auto head = top(a, r);
  // "targeted killings", where the participle was taken for a verb: the noun is the head.
  if (use.type == UseType::noun && a[head].upos != Upos::noun && a[head].upos != Upos::propn && a[r.last - 1].upos == Upos::noun) head = r.last - 1;
  const Unit unit{r, head, use};
  switch (use.type) {
    case UseType::verb: case UseType::cue_verb: {
      if (!lemmas) return;
      auto& list = use.type == UseType::verb ? s.verbs[head] : s.cue_verbs[head];
      const auto rest = use.type == UseType::verb ? lexicon.row<table::VerbUnit>(use.extra).rest : lexicon.row<table::CueUnit>(use.extra).rest;
      std::uint32_t last = head;
      // "forcibly evict": the adverb finds the unit, its verb is the head.
      if (a[head].upos == Upos::adv && rest.count != 0) {
        const auto verb = a[head].head;
        if (verb == kNone || a[verb].lemma != lexicon.text(lexicon.items(rest).front())) return;
        auto& own = use.type == UseType::verb ? s.verbs[verb] : s.cue_verbs[verb];
        last = verb;
        const table::Slice<table::Text> more{rest.first + 1, rest.count - 1};
        if (rest_follows(a, lexicon, verb, more, last)) own.push_back({{verb, std::max(verb, last) + 1}, verb, use});
        return;
      }
      if (!rest_follows(a, lexicon, head, rest, last)) return;
      list.push_back({{head, std::max(head, last) + 1}, head, use});
      break;
    }
    case UseType::noun: if (lemmas) s.nouns[head].push_back(unit); break;
    case UseType::adjective: if (lemmas) s.adjectives[head].push_back(unit); break;
    case UseType::cue_noun: if (lemmas) s.cue_nouns[head].push_back(unit); break;
    case UseType::cue_adjective: if (lemmas) s.cue_adjectives[head].push_back(unit); break;
    case UseType::set: if (lemmas) s.sets[head].push_back(use.row); break;
    case UseType::context_strong: case UseType::context_word: if (lemmas) s.contexts.push_back(unit); break;
    default: break;
  }
}

/// Relations in which a single word marks its governor ("may", "not", "alleged", "if"); elsewhere it is just a word ("May 3").
bool marks(Deprel d) {
  switch (d) {
    case Deprel::aux: case Deprel::aux_pass: case Deprel::advmod: case Deprel::amod: case Deprel::det: case Deprel::mark:
    case Deprel::case_mark: case Deprel::cc: case Deprel::fixed: case Deprel::discourse: case Deprel::advcl: return true;
    default: return false;
  }
}

/// "Rather than withdraw, troops attacked": parsers hang the marker on the main verb; it acts on the phrase that follows it.
std::uint32_t complement(const Analysis& a, TokenRange marker, std::uint32_t governor) {
  const auto& last = a[marker.last - 1];
  const auto end = a.sentences[last.sentence].tokens.last;
  if (marker.size() < 2 || (last.upos != Upos::adp && last.upos != Upos::sconj) || marker.last >= end || governor < marker.last) return governor;
  auto t = marker.last;
  while (t != governor && a[t].head != kNone && a[t].head != governor) t = a[t].head;
  const bool phrase = t != governor && a[t].head == governor && t >= marker.last && t < governor;
  return phrase && (a[t].deprel == Deprel::advcl || a[t].deprel == Deprel::obl || a[t].deprel == Deprel::acl) ? t : governor;
}

/// Markers: the longest at each place only ("not only" hides "not"), hung on the governor of its top token.
void markers(Scan& s, const Analysis& a, const Lexicon& lexicon, const Row& row) {
  std::vector<Lexicon::Hit> hits;
  for (std::uint32_t i = 0; i < row.words.size();) {
    hits.clear();
    lexicon.find_at(row.words, i, Words::lemmas, hits);
    std::uint32_t next = i + 1;
    bool taken = false;
    for (auto h = hits.rbegin(); h != hits.rend() && !taken; ++h) {
      if (!row.first[h->first] || !row.last[h->last - 1]) continue;
      for (const auto& use : h->uses) {
        if (use.type != UseType::cue_word) continue;
        const TokenRange r{row.token[h->first], row.token[h->last - 1] + 1};
        const auto head = top(a, r);
        if (r.size() == 1 && !marks(a[head].deprel)) continue;
        // "expired after both sides failed to agree": a clause with a subject of its own marks nothing.
        if (r.size() == 1 && a[head].deprel == Deprel::advcl && a.child(head, Deprel::nsubj) != kNone) continue;
        auto on = a[head].head == kNone ? head : a[head].head;
        if (lexicon.row<table::Cue>(use.row).effect == table::Effect::negation) on = complement(a, r, on);
        const bool known = std::any_of(s.words[on].begin(), s.words[on].end(), [&](const Unit& u) { return u.tokens == r && u.use.row == use.row; });
        if (!known) s.words[on].push_back({r, head, use});
        taken = true;
        next = h->last;
      }
    }
    i = next;
  }
}

}  // namespace

bool rest_follows(const Analysis& a, const Lexicon& lexicon, std::uint32_t verb, table::Slice<table::Text> rest, std::uint32_t& last) {
  const auto words = lexicon.items(rest);
  if (words.empty()) return true;
  const auto end = a.sentences[a[verb].sentence].tokens.last;
  std::uint32_t at = verb + 1;
  bool all = true;
  for (const auto w : words) {
    const auto word = lexicon.text(w);
    std::uint32_t t = at;
    while (t < end && t < at + 6 && a[t].lemma != word && a[t].lower != word && table_lemma(a[t]) != word && gap(a[t].upos)) ++t;
    if (t < end && (a[t].lemma == word || a[t].lower == word || table_lemma(a[t]) == word)) {
      last = t;
      at = t + 1;
      continue;
    }
    all = false;
    break;
  }
  if (all) return true;
  if (words.size() != 1) return false;
  const auto word = lexicon.text(words.front());
  for (const auto c : a.children[verb]) {
    if (a[c].deprel == Deprel::compound_prt && a[c].lemma == word) return true;
    // "declared the ceasefire over"
    if (a[c].deprel == Deprel::xcomp && (a[c].upos == Upos::adv || a[c].upos == Upos::adp) && a[c].lemma == word) return true;
    if ((a[c].deprel == Deprel::obl || a[c].deprel == Deprel::nmod || a[c].deprel == Deprel::advcl) && c > verb)
      for (const auto g : a.children[c])
        // Not the "to" of an infinitive: "used drones to attack" is no "used to".
        if ((a[g].deprel == Deprel::case_mark || a[g].deprel == Deprel::mark) && a[g].upos != Upos::part && a[g].lower == word) return true;
    if ((a[c].deprel == Deprel::nsubj_pass || a[c].deprel == Deprel::obj) && a[c].lemma == word) return true;
  }
  return false;
}

namespace {

/// `only_kept`: only matches with a word that treebanks keep plural.
void all_uses(Scan& s, const Analysis& a, const Lexicon& lexicon, const Row& row, bool only_kept) {
  std::vector<Lexicon::Hit> hits;
  for (std::uint32_t i = 0; i < row.words.size(); ++i) {
    if (!row.first[i]) continue;
    hits.clear();
    lexicon.find_at(row.words, i, Words::lemmas, hits);
    for (const auto& h : hits) {
      if (!row.last[h.last - 1]) continue;
      const TokenRange range{row.token[h.first], row.token[h.last - 1] + 1};
      bool kept = false;  // differs from the row of lemmas
      for (auto t = range.first; t < range.last; ++t) kept = kept || word_of(a[t], Form::table) != a[t].lemma;
      if (only_kept && kept && range.size() == 1 && table_lemma(a[range.first]) == a[range.first].lemma) continue;
      if (only_kept && !kept) continue;
      for (const auto& use : h.uses) place(s, a, lexicon, range, use, true);
    }
  }
}

/// "is in rebel hands", "lies under the full control of": a phrase that is said of its subject, with words between.
void spread_phrases(Scan& s, const Analysis& a, const Lexicon& lexicon, TokenRange sentence) {
  std::vector<Lexicon::Hit> hits;
  for (auto t = sentence.first; t < sentence.last; ++t) {
    if (a[t].upos != Upos::noun || a.child(t, Deprel::cop) == kNone) continue;
    const auto preposition = a.child(t, Deprel::case_mark);
    if (preposition == kNone || preposition + 1 >= t) continue;
    const std::string_view words[] = {a[preposition].lower, a[t].lemma};
    hits.clear();
    lexicon.find_at(words, 0, Words::lemmas, hits);
    for (const auto& h : hits)
      for (const auto& use : h.uses)
        if (h.last == 2 && use.type == UseType::adjective) s.adjectives[t].push_back({{preposition, t + 1}, t, use});
  }
}

/// "no fewer than" hides "no", also where one was found over lemmas and the other over forms.
void drop_covered(Scan& s) {
  std::vector<TokenRange> longer;
  for (const auto& list : s.words)
    for (const auto& unit : list)
      if (unit.tokens.size() > 1) longer.push_back(unit.tokens);
  std::sort(longer.begin(), longer.end(), [](const TokenRange& x, const TokenRange& y) { return x.first < y.first; });
  const auto covered = [&](const Unit& unit) {
    // Markers are short: only ranges that begin a few words before can reach over.
    const auto from = std::lower_bound(longer.begin(), longer.end(), unit.tokens.first < 8 ? 0 : unit.tokens.first - 8, [](const TokenRange& r, std::uint32_t t) { return r.first < t; });
    for (auto r = from; r != longer.end() && r->first <= unit.tokens.first; ++r)
      if (r->last >= unit.tokens.last && r->size() > unit.tokens.size()) return true;
    return false;
  };
  for (auto& list : s.words) std::erase_if(list, covered);
}

/// "Both agreed to a truce. It comes into force on Sunday", "the deal expired": what is spoken of is the truce told before.
class TakenUp {
 public:
  TakenUp(Scan& s, const Analysis& a, const Lexicon& lexicon)
      : s_(s), a_(a), truce_(lexicon.set("truce")), nouns_(lexicon.set("truce_taken_up")), happens_(lexicon.set("truce_happens")), done_(lexicon.set("truce_done")), agreed_(lexicon.set("truce_agreed")) {}

  void run() {
    std::optional<std::uint32_t> told;  // the last sentence with a truce
    for (std::uint32_t i = 0; i < a_.sentences.size(); ++i) {
      const auto tokens = a_.sentences[i].tokens;
      for (auto t = tokens.first; t < tokens.last; ++t) {
        if (has(t, truce_)) told = i;
        else if (told && *told + kReach >= i && points(t) && fits(t)) s_.sets[t].push_back(truce_);
      }
    }
  }

 private:
  static constexpr std::uint32_t kReach = 2;
  [[nodiscard]] bool has(std::uint32_t t, std::uint32_t set) const { return std::find(s_.sets[t].begin(), s_.sets[t].end(), set) != s_.sets[t].end(); }
  [[nodiscard]] bool points(std::uint32_t t) const {
    if (a_[t].lower == "it") return true;
    if (!has(t, nouns_)) return false;
    const auto det = a_.child(t, Deprel::det);
    return det != kNone && (a_[det].lower == "the" || a_[det].lower == "this" || a_[det].lower == "that");
  }
  [[nodiscard]] bool fits(std::uint32_t t) const {
    const auto d = a_[t].deprel;
    const auto verb = a_[t].head;
    if (verb == kNone) return false;
    const bool pronoun = a_[t].lower == "it";
    if (d == Deprel::obj || d == Deprel::nsubj_pass) return has(verb, done_) || (pronoun && has(verb, agreed_));
    if (d == Deprel::obl) return pronoun && has(verb, agreed_) && a_.child(t, Deprel::case_mark) != kNone && a_[a_.child(t, Deprel::case_mark)].lower == "to";  // "agreed to it"
    if (d != Deprel::nsubj && d != Deprel::expl) return false;
    // "is due to come into force"
    return has(verb, happens_) || std::any_of(a_.children[verb].begin(), a_.children[verb].end(), [&](auto c) {
             return (a_[c].deprel == Deprel::xcomp || a_[c].deprel == Deprel::csubj) && has(c, happens_);
           });
  }
  Scan& s_;
  const Analysis& a_;
  std::uint32_t truce_, nouns_, happens_, done_, agreed_;
};

}  // namespace

Scan scan(const Analysis& a, const Lexicon& lexicon) {
  Scan s;
  const auto n = a.tokens.size();
  for (auto* list : {&s.verbs, &s.nouns, &s.adjectives, &s.cue_verbs, &s.cue_nouns, &s.cue_adjectives, &s.words}) list->resize(n);
  s.sets.resize(n);
  for (const auto& sentence : a.sentences) {
    const auto lemmas = row_of(a, sentence.tokens, Form::lemma);
    all_uses(s, a, lexicon, lemmas, false);
    all_uses(s, a, lexicon, row_of(a, sentence.tokens, Form::table), true);
    spread_phrases(s, a, lexicon, sentence.tokens);
    markers(s, a, lexicon, lemmas);
    markers(s, a, lexicon, row_of(a, sentence.tokens, Form::lower));
  }
  drop_covered(s);
  TakenUp(s, a, lexicon).run();
  const auto longest_first = [](std::vector<std::vector<Unit>>& lists) {
    for (auto& list : lists)
      std::stable_sort(list.begin(), list.end(), [](const Unit& x, const Unit& y) { return x.tokens.size() > y.tokens.size(); });
  };
  longest_first(s.cue_verbs);
  longest_first(s.cue_nouns);
  longest_first(s.cue_adjectives);
  return s;
}

}  // namespace khaldun
