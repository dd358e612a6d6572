#include "khaldun/events/tree.h"

#include <algorithm>

namespace khaldun {
namespace {

constexpr int kDepth = 8;  // how many control or coordination steps a subject may be inherited through

}  // namespace

Tree::Tree(const Analysis& analysis, const Lexicon& lexicon)
    : a_(analysis), lexicon_(lexicon), transparent_(lexicon.set("transparent")), object_control_(lexicon.set("object_control")), calendar_(lexicon.set("calendar_word")), company_with_(lexicon.set("company_with")), company_alone_(lexicon.set("company_alone")), punishes_(lexicon.set("punishes_for")), raises_(lexicon.set("raises")) {}

std::uint32_t Tree::child_of(std::uint32_t word, std::initializer_list<Deprel> rels) const {
  for (const auto c : a_.children[word])
    if (std::find(rels.begin(), rels.end(), a_[c].deprel) != rels.end()) return c;
  return kNone;
}

std::vector<std::uint32_t> Tree::with_conjuncts(std::uint32_t token) const {
  std::vector<std::uint32_t> out{token};
  const auto take = [&](std::uint32_t of) {
    for (const auto c : a_.children[of])
      if (a_[c].deprel == Deprel::conj && a_[c].upos != Upos::verb) out.push_back(c);
  };
  take(token);
  // "Libyan leader Muammar Gaddafi and President Zhivkov": the second may hang on the apposed name.
  for (const auto c : a_.children[token])
    if (c > token && (a_[c].deprel == Deprel::appos || a_[c].deprel == Deprel::flat)) take(c);
  return out;
}

std::string_view Tree::case_of(std::uint32_t token) const {
  for (const auto c : a_.children[token]) {
    if (a_[c].deprel != Deprel::case_mark && a_[c].deprel != Deprel::mark) continue;
    if (a_[c].deprel == Deprel::mark && a_[c].upos != Upos::adp && a_[c].upos != Upos::sconj) continue;
    if (a_[c].lower == "'s" || a_[c].lower == "'" || a_[c].lower == "\xe2\x80\x99s") continue;
    return a_[c].lower;
  }
  // "were killed when a bomb exploded"
  if (a_[token].deprel == Deprel::advcl)
    for (const auto c : a_.children[token])
      if (a_[c].deprel == Deprel::advmod && a_[c].xpos == "WRB" && c < token) return a_[c].lower;
  // A conjunct shares the preposition of the first.
  if (a_[token].deprel == Deprel::conj && a_[token].head != kNone) return case_of(a_[token].head);
  return {};
}

bool Tree::passive(std::uint32_t verb) const {
  if (child_of(verb, {Deprel::nsubj_pass, Deprel::aux_pass}) != kNone) return true;
  if (child_of(verb, {Deprel::nsubj, Deprel::obj, Deprel::aux}) != kNone) return false;
  if (a_[verb].xpos != "VBN" && !(a_[verb].xpos == "VBD" && a_[verb].deprel == Deprel::acl)) return false;
  switch (a_[verb].deprel) {
    case Deprel::acl: case Deprel::amod: case Deprel::advcl: return true;
    case Deprel::conj: return a_[verb].head != kNone && passive(a_[verb].head);
    case Deprel::root: case Deprel::parataxis: return child_of(verb, {Deprel::obl_agent}) != kNone;
    // "was found shot dead", "are feared killed"
    case Deprel::xcomp: return child_of(verb, {Deprel::obl_agent}) != kNone || (a_[verb].xpos == "VBN" && a_[verb].head != kNone && passive(a_[verb].head));
    default: return child_of(verb, {Deprel::obl_agent}) != kNone;
  }
}

/// "Armenia, along with Turkey, welcomed": who is named with a preposition of company right behind the subject does it, too.
void Tree::add_companions(std::uint32_t subject, std::uint32_t verb, std::vector<std::uint32_t>& out) const {
  if (subject > verb) return;
  for (auto t = subject + 1; t < verb; ++t) {
    const auto d = a_[t].deprel;
    if ((d != Deprel::obl && d != Deprel::nmod) || (a_[t].head != verb && a_[t].head != subject)) continue;
    const auto with = [&](std::uint32_t k) {
      return lexicon_.in_set(a_[k].lower, company_alone_) || (a_[k].lower == "with" && k > subject + 1 && lexicon_.in_set(a_[k - 1].lower, company_with_));
    };
    const auto marks = [&](std::uint32_t c) {
      return a_[c].deprel == Deprel::case_mark && (with(c) || std::any_of(a_.children[c].begin(), a_.children[c].end(), with));
    };
    if (std::none_of(a_.children[t].begin(), a_.children[t].end(), marks) || child_of(t, {Deprel::nmod_poss}) != kNone) continue;  // "with its allies": whoever they are
    for (const auto one : with_conjuncts(t))
      if (std::find(out.begin(), out.end(), one) == out.end()) out.push_back(one);
  }
}

std::vector<std::uint32_t> Tree::surface_subject(std::uint32_t verb, int depth) const {
  if (auto s = child_of(verb, {Deprel::nsubj, Deprel::nsubj_pass}); s != kNone) {
    // "In Abidjan, the capital, soldiers arrested …": of two without "and" between them the nearer is the subject.
    for (const auto c : a_.children[verb]) {
      if (c <= s || c > verb || (a_[c].deprel != Deprel::nsubj && a_[c].deprel != Deprel::nsubj_pass) || lexicon_.in_set(a_[c].lemma, calendar_)) continue;
      bool joined = false, apart = false;
      for (auto t = s + 1; t < c; ++t) {
        joined = joined || a_[t].lower == "and" || a_[t].lower == "or" || a_[t].lower == "&";
        apart = apart || a_[t].form == ",";
      }
      if (apart && !joined) s = c;
    }
    // "the group, which attacked": the pronoun stands for the noun; mentions resolve it.
    auto out = with_conjuncts(s);
    add_companions(s, verb, out);
    // "Moro rebels and the government extended …", where both hang on the verb.
    for (const auto c : a_.children[verb]) {
      if (c <= s || a_[c].deprel != a_[s].deprel || c > verb || std::find(out.begin(), out.end(), c) != out.end()) continue;
      for (auto t = s + 1; t < c; ++t)
        if (a_[t].lower == "and") {
          out.push_back(c);
          break;
        }
    }
    return out;
  }
  const auto head = a_[verb].head;
  if (head == kNone || depth > kDepth) return {};
  const bool own_aux = false;
  (void)own_aux;
  switch (a_[verb].deprel) {
    case Deprel::xcomp: {
      // "called on Chad to release the men"
      if (lexicon_.in_set(a_[head].lemma, object_control_) && child_of(head, {Deprel::obj, Deprel::iobj}) == kNone && !passive(head))
        for (const auto c : a_.children[head])
          if (a_[c].deprel == Deprel::obl && c > head && c < verb && (case_of(c) == "on" || case_of(c) == "upon")) return with_conjuncts(c);
      if (a_[head].upos == Upos::noun || a_[head].upos == Upos::adj || a_[head].upos == Upos::verb || a_[head].upos == Upos::aux) {
        const auto obj = child_of(head, {Deprel::obj, Deprel::iobj});
        const bool control = obj != kNone && obj < verb && !(lexicon_.in_set(a_[head].lemma, object_control_) == false && a_[head].lemma == "promise");
        if (control && !passive(head)) return with_conjuncts(obj);
        return surface_subject(head, depth + 1);
      }
      return surface_subject(head, depth + 1);
    }
    case Deprel::csubj:
      // "It is due to come into force", read as one reads "it is good to come"
      if (const auto it = child_of(head, {Deprel::expl}); it != kNone && a_[head].upos == Upos::adj && lexicon_.in_set(a_[head].lemma, raises_)) return {it};
      return {};
    case Deprel::ccomp:
      if (const auto obj = child_of(head, {Deprel::obj, Deprel::iobj}); obj != kNone && obj < verb && !passive(head)) return with_conjuncts(obj);
      return surface_subject(head, depth + 1);
    case Deprel::advcl:
      // "because of fighting between Azeris and Armenians": those who fight are told.
      if (a_[verb].xpos == "VBG" && !case_of(verb).empty())
        if (auto two = preposition(verb, "between", false); !two.empty()) return two;
      // "accused Azerbaijan of shelling", "called on Chad to release": whom one accuses or asks is the doer.
      if (lexicon_.in_set(a_[head].lemma, object_control_)) {
        const auto marker = case_of(verb);
        const bool control = a_[verb].xpos == "VB" || marker == "of" || marker == "for" || marker == "into" || marker == "from" || (marker == "with" && a_[verb].xpos == "VBG");
        if (control) {
          if (passive(head)) return surface_subject(head, depth + 1);
          if (const auto obj = child_of(head, {Deprel::obj, Deprel::iobj}); obj != kNone && obj < verb) return with_conjuncts(obj);
          for (const auto c : a_.children[head])
            if (a_[c].deprel == Deprel::obl && c > head && c < verb && (case_of(c) == "on" || case_of(c) == "to" || case_of(c) == "upon" || case_of(c) == "with")) return with_conjuncts(c);
        }
      }
      // "fined two firms for selling arms": whom one punishes or praises for it did it.
      if (a_[verb].xpos == "VBG" && case_of(verb) == "for" && lexicon_.in_set(a_[head].lemma, punishes_)) {
        if (passive(head)) return surface_subject(head, depth + 1);
        if (const auto obj = child_of(head, {Deprel::obj}); obj != kNone && obj < verb) return with_conjuncts(obj);
      }
      // "A camp was shelled, killing ten, the agency said": the participle goes with what is said, not with the speaker.
      if (a_[verb].xpos == "VBG" && verb < head && case_of(verb).empty())
        if (const auto said = a_[head].deprel == Deprel::parataxis ? a_[head].head : child_of(head, {Deprel::ccomp}); said != kNone && said < verb)
          if (const auto speaker = child_of(head, {Deprel::nsubj}); speaker != kNone && speaker > verb) return passive(said) ? subject(said) : surface_subject(said, depth + 1);
      return surface_subject(head, depth + 1);
    case Deprel::parataxis:
      return surface_subject(head, depth + 1);
    case Deprel::acl: case Deprel::acl_relcl:
      return {head};
    case Deprel::conj:
      return a_[head].upos == Upos::verb || a_[head].upos == Upos::aux || child_of(head, {Deprel::cop}) != kNone ? surface_subject(head, depth + 1) : std::vector<std::uint32_t>{};
    case Deprel::obl: case Deprel::nmod:  // "without meeting the leaders", tagged as a phrase
      return a_[head].upos == Upos::verb ? surface_subject(head, depth + 1) : std::vector<std::uint32_t>{};
    case Deprel::advmod:  // "went as far as expelling him": the clause hangs on "far"
      return depth > 0 && a_[verb].upos == Upos::adv && a_[head].upos == Upos::verb ? surface_subject(head, depth + 1) : std::vector<std::uint32_t>{};
    default: return {};
  }
}

std::vector<std::uint32_t> Tree::subject(std::uint32_t verb) const {
  if (!passive(verb)) {
    // A relative clause on the object: "the town that rebels attacked" has its own subject; "the rebels who attacked" has not.
    const bool own = child_of(verb, {Deprel::nsubj, Deprel::nsubj_pass}) != kNone;
    if (!own && a_[verb].deprel == Deprel::acl && a_[verb].head != kNone && a_[verb].xpos == "VB") {
      // "a plan to attack": the planner, by the noun's possessor or the verb above.
      const auto noun = a_[verb].head;
      if (auto p = possessor(noun); !p.empty()) return p;
      if (const auto g = governor(noun); g != kNone && a_[g].upos == Upos::verb) return subject(g);
      return {};
    }
    auto s = surface_subject(verb, 0);
    // Shared by coordination with a passive: "was arrested and confessed" keeps the surface subject.
    return s;
  }
  std::vector<std::uint32_t> out;
  for (const auto c : a_.children[verb])
    if (a_[c].deprel == Deprel::obl_agent || ((a_[c].deprel == Deprel::obl || a_[c].deprel == Deprel::nmod) && case_of(c) == "by")) {
      const auto more = with_conjuncts(c);
      out.insert(out.end(), more.begin(), more.end());
    }
  if (out.empty()) out = agent_below(verb);
  if (out.empty() && a_[verb].deprel == Deprel::conj && a_[verb].head != kNone && passive(a_[verb].head) && child_of(verb, {Deprel::nsubj_pass}) == kNone) return subject(a_[verb].head);
  // The agent after the last of coordinated passives: "was seized and killed by gunmen".
  if (out.empty())
    for (const auto c : a_.children[verb])
      if (a_[c].deprel == Deprel::conj && a_[c].upos == Upos::verb && child_of(c, {Deprel::nsubj, Deprel::nsubj_pass}) == kNone && passive(c)) {
        for (const auto g : a_.children[c])
          if (a_[g].deprel == Deprel::obl_agent || (a_[g].deprel == Deprel::obl && case_of(g) == "by")) return with_conjuncts(g);
      }
  return out;
}

/// "was refused entry by Myanmar": the by-phrase may hang on a noun after the verb.
std::vector<std::uint32_t> Tree::agent_below(std::uint32_t verb) const {
  const auto range = a_.subtree(verb);
  for (auto t = verb + 1; t < range.last; ++t) {
    if (a_[t].upos == Upos::verb && a_[t].deprel != Deprel::amod) break;
    if ((a_[t].upos != Upos::noun && a_[t].upos != Upos::propn && a_[t].upos != Upos::pron) || a_[t].deprel == Deprel::conj) continue;
    if (case_of(t) == "by" && a_.below(t, verb)) return with_conjuncts(t);
  }
  return {};
}

/// "held talks with the leaders, the first visit of a Western delegation": behind a comma without "and" no second object follows.
bool Tree::apart(std::uint32_t first, std::uint32_t second) const {
  bool comma = false;
  for (auto t = first + 1; t < second; ++t) {
    if (a_[t].deprel == Deprel::cc) return false;
    comma = comma || a_[t].form == ",";
  }
  return comma;
}

std::vector<std::uint32_t> Tree::object(std::uint32_t verb) const {
  if (passive(verb)) {
    if (a_[verb].deprel == Deprel::amod && a_[verb].head != kNone) return {a_[verb].head};
    if (a_[verb].deprel == Deprel::acl && a_[verb].head != kNone && child_of(verb, {Deprel::nsubj_pass}) == kNone) return {a_[verb].head};
    // "was granted asylum", "were given arms": the object stays, the one who gets it is the subject.
    if (const auto kept = child_of(verb, {Deprel::obj}); kept != kNone && kept > verb) return with_conjuncts(kept);
    return surface_subject(verb, 0);
  }
  std::vector<std::uint32_t> out;
  for (const auto c : a_.children[verb])
    if (a_[c].deprel == Deprel::obj) {
      if (!out.empty() && apart(out.front(), c)) break;
      const auto more = with_conjuncts(c);
      out.insert(out.end(), more.begin(), more.end());
    }
  if (!out.empty()) return out;
  if (const auto i = child_of(verb, {Deprel::iobj}); i != kNone) return with_conjuncts(i);
  // "the deal they signed", "the hostages whom they freed"
  if (a_[verb].deprel == Deprel::acl_relcl && a_[verb].head != kNone && child_of(verb, {Deprel::nsubj}) != kNone) {
    const auto s = child_of(verb, {Deprel::nsubj});
    const bool gap = a_[s].lower != "who" && a_[s].lower != "which" && a_[s].lower != "that";
    if (gap) return {a_[verb].head};
  }
  // Shared object: "attacked and burned the town" — the object hangs on the last verb.
  for (const auto c : a_.children[verb])
    if (a_[c].deprel == Deprel::conj && a_[c].upos == Upos::verb && child_of(c, {Deprel::nsubj, Deprel::nsubj_pass}) == kNone && c <= verb + 3)
      if (const auto o = child_of(c, {Deprel::obj}); o != kNone) return with_conjuncts(o);
  return out;
}

std::vector<std::uint32_t> Tree::indirect(std::uint32_t verb) const {
  const auto i = child_of(verb, {Deprel::iobj});
  if (i == kNone && passive(verb) && child_of(verb, {Deprel::obj}) != kNone) return surface_subject(verb, 0);
  return i == kNone ? std::vector<std::uint32_t>{} : with_conjuncts(i);
}

/// "the attack on the town in which ten died": what "which" may stand for: the nouns before it, up to the verb that they hang on, and
/// that verb's object.
std::vector<std::uint32_t> Tree::antecedents(std::uint32_t which) const {
  constexpr std::uint32_t kFar = 12;  // words to the noun before "in which"
  const auto first = a_.sentences[a_[which].sentence].tokens.first;
  std::vector<std::uint32_t> out;
  const auto add = [&](std::uint32_t t) {
    if (a_[t].upos == Upos::noun && std::find(out.begin(), out.end(), t) == out.end()) out.push_back(t);
  };
  std::uint32_t verb = a_[which].head;
  if (verb != kNone && a_[verb].deprel == Deprel::acl_relcl && a_[verb].head < which) add(a_[verb].head);
  auto t = which;
  while (t > first && which - t < kFar && (t == which || (a_[t].upos != Upos::noun && a_[t].upos != Upos::propn && a_[t].upos != Upos::num))) {
    if (t != which && a_[t].upos == Upos::verb) return out;
    --t;
  }
  for (int step = 0; step < 4 && t < which; ++step) {
    if (a_[t].upos == Upos::verb) {
      for (const auto c : a_.children[t])
        if (c > t && c < which && a_[c].deprel == Deprel::obj) add(c);
      break;
    }
    add(t);
    if (a_[t].head == kNone) break;
    t = a_[t].head;
  }
  return out;
}

std::vector<std::uint32_t> Tree::preposition(std::uint32_t word, std::string_view prep, bool reach) const {
  auto out = preposition_of(word, prep, reach);
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (a_[out[i]].lower != "which" || out[i] > word) continue;
    const auto nouns = antecedents(out[i]);
    if (nouns.empty()) continue;
    out[i] = nouns.front();
    out.insert(out.end(), nouns.begin() + 1, nouns.end());
    break;
  }
  if (prep == "between" && out.size() == 1) {
    // "between the army and the rebels": the second part, where the tree hung it elsewhere.
    const auto end = a_.sentences[a_[word].sentence].tokens.last;
    const auto after = a_.subtree(out.front()).last;
    for (auto t = after; t < end && t < after + 2; ++t) {
      if (a_[t].lower != "and") continue;
      for (auto k = t + 1; k < end && k < t + 8; ++k)
        if ((a_[k].upos == Upos::noun || a_[k].upos == Upos::propn) && (a_[k].head == kNone || a_[k].head > k || a_[k].head < t) && a_[k].deprel != Deprel::compound && a_[k].deprel != Deprel::nmod_poss) {
          out.push_back(k);
          return out;
        }
    }
  }
  return out;
}

std::vector<std::uint32_t> Tree::preposition_of(std::uint32_t word, std::string_view prep, bool reach) const {
  std::vector<std::uint32_t> out;
  const auto take = [&](std::uint32_t of) {
    for (const auto c : a_.children[of]) {
      const auto d = a_[c].deprel;
      if (d != Deprel::obl && d != Deprel::nmod && d != Deprel::obl_agent && d != Deprel::obl_tmod && d != Deprel::advcl && d != Deprel::acl && d != Deprel::advmod && d != Deprel::xcomp && d != Deprel::obj) continue;
      if (c < of && d == Deprel::nmod) continue;
      if (case_of(c) != prep) continue;
      const auto more = with_conjuncts(c);
      out.insert(out.end(), more.begin(), more.end());
    }
  };
  take(word);
  // "Two were killed and six others were wounded in a raid by the army": the phrase behind the second is of both.
  if (reach && a_[word].upos == Upos::verb && passive(word))
    for (const auto c : a_.children[word])
      if (c > word && a_[c].deprel == Deprel::conj && a_[c].upos == Upos::verb && passive(c)) take(c);
  if (!out.empty() || !reach) return out;
  if (a_[word].upos == Upos::verb) {
    for (const auto o : object(word)) {
      if (o <= word) continue;
      take(o);
      if (out.empty() && prep != "of")
        for (const auto c : a_.children[o])
          if (c > o && a_[c].deprel == Deprel::nmod) take(c);
    }
    if (out.empty())
      for (const auto c : a_.children[word])
        if (c > word && (a_[c].deprel == Deprel::xcomp || a_[c].deprel == Deprel::obl) && (a_[c].upos == Upos::noun || (prep == "between" && a_[c].upos == Upos::propn))) take(c);
  } else {
    const auto up = outer(word);
    if (up != word) take(up);
    // "the release of the sailors by Iran": the phrase may hang on the noun before it.
    if (out.empty() && prep != "of" && prep != "in")
      for (const auto c : a_.children[word])
        if (c > word && a_[c].deprel == Deprel::nmod && (prep != "by" || case_of(c) == "of")) take(c);
    if (const auto g = governor(word); out.empty() && g != kNone && a_[g].upos == Upos::verb) {
      take(g);
      // Only what follows the noun belongs to it.
      out.erase(std::remove_if(out.begin(), out.end(), [&](std::uint32_t t) { return t < word; }), out.end());
    }
  }
  return out;
}

/// "the demand that he resign", "its call that Israel lift the siege": a "that" with nothing to stand for.
bool Tree::that_clause(std::uint32_t verb) const {
  bool that = false, object = false, subject = false;
  for (const auto c : a_.children[verb]) {
    if (a_[c].deprel == Deprel::mark && a_[c].lower == "that") return true;
    if (a_[c].deprel == Deprel::nsubj) subject = true;
    if (a_[c].deprel == Deprel::obj) (a_[c].lower == "that" && c < verb ? that : object) = true;
  }
  return that && object && subject;
}

std::vector<std::uint32_t> Tree::clause(std::uint32_t word) const {
  std::vector<std::uint32_t> out;
  for (const auto c : a_.children[word]) {
    const auto d = a_[c].deprel;
    if (d == Deprel::ccomp || d == Deprel::xcomp || d == Deprel::csubj || (d == Deprel::acl && a_[word].upos != Upos::verb)) out.push_back(c);
    // "the demand that he resign": "that" is no subject or object here.
    if (d == Deprel::acl_relcl && a_[word].upos == Upos::noun)
      if (that_clause(c)) out.push_back(c);
    if (d == Deprel::advcl && a_[word].upos == Upos::verb && a_[c].xpos == "VB") out.push_back(c);  // "called on X to …"
  }
  // "ordered the ambassador to leave", where the infinitive hangs on the ambassador.
  if (a_[word].upos == Upos::verb && lexicon_.in_set(a_[word].lemma, object_control_))
    for (const auto o : a_.children[word])
      if (a_[o].deprel == Deprel::obj)
        for (const auto c : a_.children[o])
          if (a_[c].deprel == Deprel::acl && a_[c].xpos == "VB") out.push_back(c);
  for (std::size_t i = 0, n = out.size(); i < n; ++i)
    for (const auto c : a_.children[out[i]])
      if (a_[c].deprel == Deprel::conj && a_[c].upos == Upos::verb && !misplaced_conjunct(c)) out.push_back(c);
  return out;
}

bool Tree::misplaced_conjunct(std::uint32_t verb) const {
  const auto first = a_[verb].head;
  const auto form = a_[verb].xpos;
  return first != kNone && a_[verb].deprel == Deprel::conj && a_[first].xpos == "VB" && a_[first].deprel == Deprel::xcomp && a_[first].head != kNone &&
         (form == "VBD" || form == "VBZ" || form == "VBP") && a_.child(verb, Deprel::nsubj) == kNone;
}

std::vector<std::uint32_t> Tree::possessor(std::uint32_t noun) const {
  const auto p = child_of(noun, {Deprel::nmod_poss});
  if (p != kNone) return with_conjuncts(p);
  const auto up = outer(noun);
  if (up != noun)
    if (const auto q = child_of(up, {Deprel::nmod_poss}); q != kNone) return with_conjuncts(q);
  return {};
}

std::vector<std::uint32_t> Tree::modifiers(std::uint32_t noun) const {
  std::vector<std::uint32_t> out;
  const auto take = [&](std::uint32_t of) {
    for (const auto c : a_.children[of]) {
      if (c >= of) continue;
      const auto d = a_[c].deprel;
      if (d == Deprel::amod || d == Deprel::compound || d == Deprel::nmod) {
        out.push_back(c);
        for (const auto g : a_.children[c])
          if (a_[g].deprel == Deprel::conj || a_[g].deprel == Deprel::compound || a_[g].deprel == Deprel::amod || a_[g].deprel == Deprel::nmod_poss) out.push_back(g);
      }
    }
  };
  take(noun);
  if (const auto up = outer(noun); out.empty() && up != noun) take(up);
  return out;
}

std::uint32_t Tree::outer(std::uint32_t noun) const {
  std::uint32_t t = noun;
  for (int step = 0; step < 3; ++step) {
    const auto head = a_[t].head;
    if (head == kNone || a_[t].deprel != Deprel::nmod || (case_of(t) != "of" && case_of(t) != "in") || !lexicon_.in_set(a_[head].lemma, transparent_)) break;
    t = head;
  }
  return t;
}

std::uint32_t Tree::governor(std::uint32_t noun) const {
  const auto t = outer(noun);
  const auto head = a_[t].head;
  if (head == kNone) return kNone;
  if (a_[t].deprel == Deprel::conj && a_[head].upos != Upos::verb) return governor(head);
  return head;
}

}  // namespace khaldun
