#include "khaldun/actors/join.h"

#include <algorithm>
#include <vector>

#include "khaldun/actors/mend.h"
#include "khaldun/actors/names.h"

namespace khaldun {
namespace {

using table::UseType;

bool argument(Deprel d) {
  switch (d) {
    case Deprel::nsubj: case Deprel::nsubj_pass: case Deprel::obj: case Deprel::iobj: case Deprel::obl: case Deprel::obl_agent:
    case Deprel::nmod: case Deprel::nmod_poss: case Deprel::conj: case Deprel::appos: case Deprel::root: return true;
    default: return false;
  }
}

class Joiner {
 public:
  Joiner(Analysis& a, std::string_view text, const Lexicon& lexicon, std::optional<Day> published)
      : a_(a), lexicon_(lexicon), names_(find_names(text, a, lexicon, published)) {
    name_.assign(a.tokens.size(), kNone);
    agent_.assign(a.tokens.size(), kNone);
    for (std::uint32_t i = 0; i < names_.size(); ++i)
      for (auto t = names_[i].tokens.first; t < names_[i].tokens.last; ++t) name_[t] = i;
    nouns_after_nationality();
    agents_ = find_agents(a, lexicon, names_);
    for (std::uint32_t i = 0; i < agents_.size(); ++i)
      for (auto t = agents_[i].tokens.first; t < agents_[i].tokens.last; ++t) agent_[t] = i;
  }

  void run() {
    of_verbs_ = lexicon_.set("takes_of");
    impersonal_ = lexicon_.set("impersonal");
    honorific_ = lexicon_.set("honorific");
    calendar_ = lexicon_.set("calendar_word");
    infinitive_ = lexicon_.set("takes_infinitive");
    const auto predicative = lexicon_.set("predicative");
    for (const auto& s : a_.sentences) semicolons(s.tokens);
    for (const auto& s : a_.sentences) reduced_relatives(s.tokens);
    for (const auto& s : a_.sentences) present_plural(s.tokens);
    for (const auto& s : a_.sentences) shared_objects(s.tokens);
    for (const auto& s : a_.sentences) to_verbs(s.tokens);
    transparent_ = lexicon_.set("transparent");
    for (const auto& s : a_.sentences) dozens(s.tokens);
    for (const auto& s : a_.sentences) up_to(s.tokens);
    clause_marks_ = lexicon_.set("clause_mark");
    for (const auto& s : a_.sentences) set_off(s.tokens);
    speech_participles_ = lexicon_.set("speech_participle");
    demanding_ = lexicon_.set("demanding_thing");
    for (const auto& s : a_.sentences) said_by_subject(s.tokens);
    for (const auto& s : a_.sentences) clause_subjects(s.tokens);
    for (const auto& s : a_.sentences) before_prepositions(s.tokens);
    for (const auto& s : a_.sentences) given_sums(s.tokens);
    for (const auto& s : a_.sentences) bare_complements(s, predicative);
    for (const auto& s : a_.sentences) of_phrases(s.tokens);
    for (const auto& s : a_.sentences) split_names(s.tokens);
    for (const auto& s : a_.sentences) named_officials(s.tokens);
    for (const auto& s : a_.sentences) lists(s.tokens);
    for (const auto& s : a_.sentences) members_and_others(s.tokens);
    for (const auto& s : a_.sentences) fronted(s.tokens);
    for (const auto& s : a_.sentences) crossing(s.tokens);
    words_for_ = lexicon_.set("words_for");
    for (const auto& s : a_.sentences) what_called(s.tokens);
    for (const auto& s : a_.sentences) second_verbs(s.tokens);
    for (const auto& s : a_.sentences)
      for (auto t = s.tokens.first; t < s.tokens.last;) t = std::max(phrase(t, s.tokens.last), t + 1);
  }

 private:
  /// "Somali pirates" alone: a noun that the tagger took for a verb with the nationality as its subject.
  void nouns_after_nationality() {
    for (const auto& hit : names_) {
      const auto t = hit.tokens.last;
      if (hit.use.type != UseType::country_adjective || t >= a_.tokens.size() || a_[t].sentence != a_[t - 1].sentence) continue;
      if (a_[t].upos != Upos::verb || a_[t].xpos != "VBZ" || !agent_noun(a_[t].lemma)) continue;
      a_.tokens[t].upos = Upos::noun;
      a_.tokens[t].xpos = "NNS";
    }
  }
  [[nodiscard]] bool agent_noun(std::string_view lemma) const { return lexicon_.used_as(lemma, UseType::agent); }

  /// "raided a market", "forced Boko Haram to withdraw": a bare noun that the tree calls a predicate (xcomp) is the object, unless the verb
  /// says what somebody is; a "passive" subject without any auxiliary is a plain one ("people demonstrated"), but in headlines.
  void bare_complements(const Sentence& s, std::uint32_t predicative) {
    for (auto t = s.tokens.first; t < s.tokens.last; ++t) {
      if (a_[t].upos != Upos::verb) continue;
      bool object = false, auxiliary = false;
      std::uint32_t bare = kNone, second = kNone;
      // "demonstrated Saturday", "killed Monday": a day is when.
      for (const auto c : a_.children[t])
        if (c > t && (a_[c].deprel == Deprel::obj || a_[c].deprel == Deprel::iobj) && a_[c].upos == Upos::propn && name_[c] == kNone && in(a_[c].lemma, calendar_)) a_.tokens[c].deprel = Deprel::obl_tmod;
      for (const auto c : a_.children[t]) {
        object = object || a_[c].deprel == Deprel::obj;
        auxiliary = auxiliary || a_[c].deprel == Deprel::aux_pass || a_[c].deprel == Deprel::aux || a_[c].deprel == Deprel::obl_agent;
        const bool noun = a_[c].upos == Upos::noun || a_[c].upos == Upos::propn;
        if (a_[c].deprel == Deprel::xcomp && noun && bare == kNone && a_.child(c, Deprel::cop) == kNone && a_.child(c, Deprel::mark) == kNone && a_.child(c, Deprel::case_mark) == kNone) bare = c;
        else if (a_[c].deprel == Deprel::xcomp && bare != kNone && c > bare) second = c;
      }
      // "called Boluarte a usurper": the first of two complements is the object.
      if (bare != kNone && second != kNone && !object && bare > t && in(a_[t].lemma, predicative)) {
        a_.tokens[bare].deprel = Deprel::obj;
        continue;
      }
      if (bare != kNone && !object && !in(a_[t].lemma, predicative)) a_.tokens[bare].deprel = Deprel::obj;
      if (bare == kNone && !object) bare_oblique(t);
      // "It said that …": no dummy, but who spoke before.
      if (a_.child(t, Deprel::nsubj) == kNone && !auxiliary && !in(a_[t].lemma, impersonal_))
        if (const auto it = a_.child(t, Deprel::expl); it != kNone && it < t && a_[it].lower == "it") a_.tokens[it].deprel = Deprel::nsubj;
      if (auxiliary || s.headline || a_[t].deprel == Deprel::acl || a_[t].deprel == Deprel::acl_relcl || a_[t].deprel == Deprel::conj) continue;
      for (const auto c : a_.children[t])
        if (a_[c].deprel == Deprel::nsubj_pass) a_.tokens[c].deprel = Deprel::nsubj;
    }
  }
  /// "praised the conduct of the poll": a noun right behind the verb with no preposition is its object, if it is no time.
  void bare_oblique(std::uint32_t verb) {
    for (const auto c : a_.children[verb]) {
      if (c < verb || c > verb + 4 || a_[c].deprel != Deprel::obl || (a_[c].upos != Upos::noun && a_[c].upos != Upos::propn) || a_.child(c, Deprel::case_mark) != kNone) continue;
      const auto begin = a_.subtree(c).first;
      if (begin != verb + 1 || in(a_[c].lemma, calendar_) || a_.child(c, Deprel::nummod) != kNone) return;
      if (a_.child(verb, Deprel::nsubj) != kNone) a_.tokens[c].deprel = Deprel::obj;
      return;
    }
  }
  [[nodiscard]] bool in(std::string_view lemma, std::uint32_t set) const { return lexicon_.in_set(lemma, set); }
  /// "met the leaders of Renamo": an of-phrase right behind a noun hangs on it, but for a few verbs ("accused X of").
  void of_phrases(TokenRange s) {
    for (auto t = s.first + 1; t < s.last; ++t) {
      if (a_[t].lower != "of" || a_[t].deprel != Deprel::case_mark || a_[t].head == kNone) continue;
      const auto phrase = a_[t].head, noun = t - 1;
      if (phrase <= t || (a_[noun].upos != Upos::noun && a_[noun].upos != Upos::propn)) continue;
      const auto old = a_[phrase].head;
      if (old == kNone || old == noun || old > t || (a_[old].upos != Upos::verb && a_[old].upos != Upos::adj)) continue;
      if (a_[phrase].deprel != Deprel::obl && a_[phrase].deprel != Deprel::nmod && a_[phrase].deprel != Deprel::obl_agent) continue;
      if (takes_of(old) || below(noun, phrase)) continue;
      a_.tokens[phrase].head = noun;
      a_.tokens[phrase].deprel = Deprel::nmod;
      auto& before = a_.children[old];
      before.erase(std::find(before.begin(), before.end(), phrase));
      auto& now = a_.children[noun];
      now.insert(std::upper_bound(now.begin(), now.end(), phrase), phrase);
    }
  }
  /// "met Robert | Oom", two objects of one verb: one name, if no table knows both. What hangs on a later part of a flat name ("Quorb
  /// Zanth, of the council") hangs on its first.
  void split_names(TokenRange s) {
    bool changed = false;
    for (auto t = s.first; t + 1 < s.last; ++t) {
      const auto next = t + 1;
      if (a_[t].upos != Upos::propn || a_[next].upos != Upos::propn || a_[t].head == kNone || a_[t].head != a_[next].head) continue;
      if (a_[t].deprel != a_[next].deprel || (a_[t].deprel != Deprel::obj && a_[t].deprel != Deprel::nsubj && a_[t].deprel != Deprel::obl)) continue;
      if (name_[t] != kNone || name_[next] != kNone || agent_[next] != kNone || a_[t].head == t) continue;
      a_.tokens[next].head = t;
      a_.tokens[next].deprel = Deprel::flat;
      changed = true;
    }
    for (auto t = s.first; t < s.last; ++t) {
      const auto up = a_[t].head;
      if (up == kNone || a_[up].deprel != Deprel::flat || a_[up].head == kNone || a_[t].deprel == Deprel::flat || a_[t].deprel == Deprel::punct) continue;
      if (a_[up].upos != Upos::propn || (a_[t].deprel != Deprel::nmod && a_[t].deprel != Deprel::appos && a_[t].deprel != Deprel::acl_relcl && a_[t].deprel != Deprel::acl)) continue;
      a_.tokens[t].head = a_[up].head;
      changed = true;
    }
    if (changed) rebuild(s, s.first);
  }
  /// "Saudi Arabia, the Emirates, Bahrain and Egypt": two states or two bodies that the table knows are no names of each other, but
  /// members of a list, if a comma or "and" stands between them.
  void lists(TokenRange s) {
    for (auto t = s.first; t < s.last; ++t) {
      const auto up = a_[t].head;
      if (a_[t].deprel != Deprel::appos || up == kNone || up > t || name_[t] == kNone || name_[up] == kNone || name_[t] == name_[up]) continue;
      const auto& x = names_[name_[up]].use;
      const auto& y = names_[name_[t]].use;
      if (x.row == y.row || x.type != y.type) continue;
      const bool states = x.type == UseType::country_name;
      const bool bodies = x.type == UseType::actor && lexicon_.row<table::Actor>(x.row).kind == table::Kind::organisation && lexicon_.row<table::Actor>(y.row).kind == table::Kind::organisation;
      bool apart = false;
      for (auto k = up + 1; k < t; ++k) apart = apart || a_[k].upos == Upos::verb || a_[k].form == ";" || a_[k].form == ":";
      if ((states || bodies) && !apart && !bracketed(t)) a_.tokens[t].deprel = Deprel::conj;
    }
  }
  [[nodiscard]] bool persons(std::uint32_t t) const { return lexicon_.row<table::Agent>(agents_[agent_[t]].agent).kind != table::Kind::thing; }
  /// "fighters of the Africa Corps | and local soldiers": people stand beside people, not beside the body whose members the first are.
  void members_and_others(TokenRange s) {
    for (auto t = s.first; t < s.last; ++t) {
      const auto body = a_[t].head;
      if (a_[t].deprel != Deprel::conj || a_[t].xpos != "NNS" || agent_[t] == kNone || body == kNone || body > t || a_[body].deprel != Deprel::nmod) continue;
      const auto people = a_[body].head;
      if (name_[body] == kNone || people == kNone || people > body || a_[people].xpos != "NNS" || agent_[people] == kNone || !persons(people) || !persons(t) || a_.child(t, Deprel::case_mark) != kNone) continue;
      if (const auto mark = a_.child(body, Deprel::case_mark); mark != kNone && a_[mark].lower == "of") hang(s, t, people, Deprel::conj);
    }
  }
  /// "the mayor of Goma, | Quorb Zanth": a name of several words behind a state or place and a comma is the official's, not the place's.
  void named_officials(TokenRange s) {
    for (auto t = s.first + 2; t + 1 < s.last; ++t) {
      const auto up = a_[t].head;
      if (a_[t].deprel != Deprel::appos || a_[t].upos != Upos::propn || up == kNone || up >= t || a_[t - 1].form != "," || !ground(up) || ground(t)) continue;
      auto end = t + 1;
      while (end < s.last && a_[end].upos == Upos::propn && !ground(end) && (a_[end].head == t || a_[end].head == up || a_[end].head == a_[t].head)) ++end;
      if (end == t + 1 && !known_person(t)) continue;
      const auto official = official_above(up);
      if (official == kNone) continue;
      for (auto k = t + 1; k < end; ++k) {
        if (a_[k].head == t) continue;
        a_.tokens[k].head = t;
        a_.tokens[k].deprel = Deprel::flat;
      }
      hang(s, t, official, Deprel::appos);
    }
  }
  [[nodiscard]] bool ground(std::uint32_t t) const {
    if (name_[t] == kNone) return false;
    const auto type = names_[name_[t]].use.type;
    return type == UseType::country_name || type == UseType::capital || type == UseType::place;
  }
  [[nodiscard]] bool known_person(std::uint32_t t) const {
    if (name_[t] == kNone || names_[name_[t]].use.type != UseType::actor) return false;
    return lexicon_.row<table::Actor>(names_[name_[t]].use.row).kind == table::Kind::person;
  }
  /// The role noun for a person whose of-phrase holds `t`.
  [[nodiscard]] std::uint32_t official_above(std::uint32_t t) const {
    for (int steps = 0; t != kNone && a_[t].deprel == Deprel::nmod && steps < 4; ++steps) {
      t = a_[t].head;
      if (t != kNone && a_[t].upos == Upos::noun && agent_[t] != kNone && lexicon_.row<table::Agent>(agents_[agent_[t]].agent).kind == table::Kind::person && agents_[agent_[t]].tokens.first <= t && a_[t].deprel != Deprel::nmod) return t;
    }
    return kNone;
  }
  /// Hangs `t` on another head, unless that lies below it.
  void hang(TokenRange s, std::uint32_t t, std::uint32_t head, Deprel rel) {
    if (below(head, t)) return;
    a_.tokens[t].head = head;
    a_.tokens[t].deprel = rel;
    rebuild(s, s.first);
  }
  /// "Urged by allies, | Kosovo agreed to talks": behind a clause in front, the name before a verb that has no subject is its subject.
  void fronted(TokenRange s) {
    for (auto v = s.first + 2; v < s.last; ++v) {
      if (a_[v].upos != Upos::verb || (a_[v].xpos != "VBD" && a_[v].xpos != "VBZ" && a_[v].xpos != "VBP") || a_.child(v, Deprel::nsubj) != kNone || a_.child(v, Deprel::nsubj_pass) != kNone || a_[v].deprel == Deprel::conj || a_[v].deprel == Deprel::acl_relcl) continue;
      auto t = v - 1;
      while (t > s.first && (a_[t].upos == Upos::adv || a_[t].deprel == Deprel::flat)) --t;
      if ((a_[t].upos != Upos::propn && a_[t].upos != Upos::noun) || a_[t].deprel != Deprel::appos || a_.child(t, Deprel::case_mark) != kNone) continue;
      const auto begin = a_.subtree(t).first;
      if (begin <= s.first || a_[begin - 1].form != "," || !below(a_[t].head, v)) continue;
      auto clause = a_[t].head;
      while (clause != kNone && a_[clause].head != v) clause = a_[clause].head;
      if (clause == kNone || clause > v || a_[clause].deprel != Deprel::advcl) continue;
      hang(s, t, v, Deprel::nsubj);
    }
  }
  /// "Fighters loyal to Khalifa Haftar | attacked Tripoli": a phrase does not hang on what stands beyond the verb.
  void crossing(TokenRange s) {
    for (auto t = s.first + 2; t < s.last; ++t) {
      const auto up = a_[t].head;
      if (up == kNone || up <= t || a_[t].deprel != Deprel::nmod || a_[up].head == kNone || a_[up].head <= t || a_[up].head >= up) continue;
      const auto mark = a_.child(t, Deprel::case_mark);
      if (mark == kNone || mark >= t || mark == s.first || a_[a_[up].head].upos != Upos::verb) continue;
      const auto left = mark - 1;
      if ((a_[left].upos != Upos::adj && a_[left].upos != Upos::noun && a_[left].upos != Upos::propn) || below(left, t)) continue;
      hang(s, t, left, a_[left].upos == Upos::adj ? Deprel::obl : Deprel::nmod);
    }
  }
  /// "agreed to talks and released two policemen": a verb with an object of its own goes on with the verb, not with the noun.
  void second_verbs(TokenRange s) {
    for (auto t = s.first + 2; t < s.last; ++t) {
      const auto noun = a_[t].head;
      // "accused troops of crossing the border and shelling a town": gerund beside gerund.
      if (a_[t].xpos == "VBG" && a_[t].deprel == Deprel::conj && noun != kNone && noun < t && a_[noun].upos == Upos::verb && a_[noun].xpos != "VBG") {
        for (auto g = t - 1; g > noun; --g) {
          if (a_[g].xpos != "VBG" || a_[g].upos != Upos::verb || !below(g, noun) || (a_.child(g, Deprel::mark) == kNone && a_.child(g, Deprel::case_mark) == kNone)) continue;
          hang(s, t, g, Deprel::conj);
          break;
        }
        continue;
      }
      if (a_[t].upos != Upos::verb || a_[t].deprel != Deprel::conj || noun == kNone || noun > t || (a_[noun].upos != Upos::noun && a_[noun].upos != Upos::propn)) continue;
      if ((a_[t].xpos != "VBD" && a_[t].xpos != "VBN") || a_.child(t, Deprel::cc) == kNone) continue;
      bool object = false, own = false;
      for (const auto c : a_.children[t]) {
        object = object || (a_[c].deprel == Deprel::obj && c > t);
        own = own || a_[c].deprel == Deprel::nsubj || a_[c].deprel == Deprel::nsubj_pass || a_[c].deprel == Deprel::aux || a_[c].deprel == Deprel::aux_pass;
      }
      auto verb = a_[noun].head;
      while (verb != kNone && (a_[verb].upos == Upos::noun || a_[verb].upos == Upos::propn)) verb = a_[verb].head;
      if (!object || own || verb == kNone || verb > noun || a_[verb].xpos != "VBD") continue;
      a_.tokens[t].xpos = "VBD";
      hang(s, t, verb, Deprel::conj);
    }
  }
  /// "A accused B of shelling; the ministry | said …": the first clause is not what the ministry said.
  void speech_behind(TokenRange s, std::uint32_t semicolon) {
    for (auto v = semicolon + 1; v < s.last; ++v) {
      if (a_[v].upos != Upos::verb || (a_[v].head != kNone && a_[v].head > semicolon)) continue;
      const auto first = a_.child(v, Deprel::ccomp);
      if (first == kNone || first > semicolon || (a_.child(first, Deprel::nsubj) == kNone && a_.child(first, Deprel::nsubj_pass) == kNone)) continue;
      auto teller = a_.child(v, Deprel::nsubj);
      if (teller != kNone && teller < semicolon) continue;
      if (teller == kNone) teller = semicolon + 1;
      while (teller < v && a_[teller].head != v && (a_[teller].head == kNone || a_[teller].head > semicolon || (a_[teller].upos != Upos::noun && a_[teller].upos != Upos::propn && a_[teller].upos != Upos::pron))) ++teller;
      if (teller == v) continue;
      a_.tokens[first].head = a_[v].head;
      a_.tokens[first].deprel = a_[v].deprel;
      a_.tokens[v].head = first;
      a_.tokens[v].deprel = Deprel::parataxis;
      a_.tokens[teller].head = v;
      a_.tokens[teller].deprel = Deprel::nsubj;
      rebuild(s, s.first);
      return;
    }
  }
  /// "…; police detained dozens": what stands behind a semicolon with a subject of its own is a sentence of its own.
  void semicolons(TokenRange s) {
    for (auto t = s.first + 1; t < s.last; ++t) {
      if (a_[t].form != ";") continue;
      speech_behind(s, t);
      for (auto v = t + 1; v < s.last && a_[v].form != ";"; ++v) {
        const auto up = a_[v].head;
        if (a_[v].upos != Upos::verb || up == kNone || up > t || a_.child(v, Deprel::mark) != kNone) continue;
        if (a_.child(v, Deprel::nsubj) == kNone && a_.child(v, Deprel::nsubj_pass) == kNone) break;
        auto root = up;
        while (a_[root].head != kNone) root = a_[root].head;
        if (root != up) hang(s, v, root, Deprel::parataxis);
        break;
      }
    }
  }
  /// "Militants linked to al-Qaeda overran a post": the participle belongs to the noun, the finite verb is the clause.
  void reduced_relatives(TokenRange s) {
    for (auto t = s.first; t < s.last; ++t) {
      if (a_[t].head != kNone || (a_[t].upos != Upos::noun && a_[t].upos != Upos::propn) || a_.child(t, Deprel::cop) != kNone) continue;
      const auto participle = a_.child(t, Deprel::acl);
      if (participle == kNone || participle < t || a_[participle].xpos != "VBN") return;
      for (const auto v : a_.children[participle]) {
        if (v < participle || a_[v].upos != Upos::verb || a_[v].xpos != "VBD" || a_.child(v, Deprel::nsubj) != kNone || a_.child(v, Deprel::mark) != kNone || a_.child(v, Deprel::cc) != kNone) continue;
        if (a_[v].deprel != Deprel::advcl && a_[v].deprel != Deprel::ccomp && a_[v].deprel != Deprel::xcomp && a_[v].deprel != Deprel::parataxis) continue;
        a_.tokens[v].head = kNone;
        a_.tokens[v].deprel = Deprel::root;
        hang(s, t, v, Deprel::nsubj);
        for (const auto p : std::vector<std::uint32_t>(a_.children[t]))
          if (p > v && a_[p].deprel == Deprel::punct) hang(s, p, v, Deprel::punct);
        return;
      }
      return;
    }
  }
  [[nodiscard]] bool verb_word(std::string_view lemma) const { return verb_of_a_frame(lemma) || lexicon_.used_as(lemma, UseType::cue_verb); }
  void becomes_verb(std::uint32_t t, std::string_view xpos) {
    a_.tokens[t].upos = Upos::verb;
    a_.tokens[t].xpos = xpos;
  }
  /// "warplanes | launch airstrikes", "The Palestinians | reject proposed changes": what reads as a compound is a verb of the plural before it.
  void present_plural(TokenRange s) {
    for (auto t = s.first; t + 2 < s.last; ++t) {
      const auto v = t + 1;
      if ((a_[t].xpos != "NNS" && a_[t].xpos != "NNPS") || a_[v].xpos != "NN" || a_[v].lemma != a_[v].lower || !verb_word(a_[v].lemma)) continue;
      if (a_[t].head == kNone && a_[v].deprel == Deprel::compound && a_[v].head != kNone && a_[v].head > v && a_[a_[v].head].head == t && a_[a_[v].head].deprel == Deprel::obj) {
        const auto object = a_[v].head;
        for (const auto c : std::vector<std::uint32_t>(a_.children[t]))
          if (c > v) a_.tokens[c].head = v;
        becomes_verb(v, "VBP");
        a_.tokens[v].head = kNone;
        a_.tokens[v].deprel = Deprel::root;
        a_.tokens[object].head = v;
        hang(s, t, v, Deprel::nsubj);
        continue;
      }
      // "reject" is the subject of the participle behind it.
      const auto participle = v + 1;
      if (a_[t].head != v || a_[t].deprel != Deprel::compound || a_[v].head != participle || a_[v].deprel != Deprel::nsubj || a_[participle].xpos != "VBN") continue;
      const auto object = a_.child(participle, Deprel::obj);
      if (object == kNone || object < participle) continue;
      becomes_verb(v, "VBP");
      a_.tokens[v].head = a_[participle].head;
      a_.tokens[v].deprel = a_[participle].deprel;
      for (const auto c : std::vector<std::uint32_t>(a_.children[participle]))
        if (c != v && c != object) a_.tokens[c].head = v;
      a_.tokens[object].head = v;
      a_.tokens[participle].head = object;
      a_.tokens[participle].deprel = Deprel::amod;
      hang(s, t, v, Deprel::nsubj);
    }
  }
  /// "closes its border and shared airspace": a participle before the second object, not a second verb of another tense.
  /// Also "bombings, targeted killings and raids": the participle and its noun stand together in the tables of events.
  void shared_objects(TokenRange s) {
    for (auto t = s.first + 2; t + 1 < s.last; ++t) {
      const auto verb = a_[t].head;
      if (a_[t].upos != Upos::verb || (a_[t].xpos != "VBD" && a_[t].xpos != "VBN") || a_[t].deprel != Deprel::conj || verb == kNone || verb > t) continue;
      const auto first = a_.child(verb, Deprel::obj), object = a_.child(t, Deprel::obj), link = a_.child(t, Deprel::cc);
      if (first == kNone || first > t || object != t + 1 || a_.child(t, Deprel::nsubj) != kNone) continue;
      const bool deed = named_deed(t);
      if (!deed) {
        if (a_[verb].xpos != "VBZ" && a_[verb].xpos != "VBP" && a_[verb].xpos != "VB" && a_[verb].xpos != "VBG") continue;
        if (link == kNone || link + 1 != t || a_.child(object, Deprel::det) != kNone || a_[object].upos == Upos::pron || a_[object].upos == Upos::num) continue;
      }
      for (const auto c : std::vector<std::uint32_t>(a_.children[t]))
        if (c != object) a_.tokens[c].head = deed || c == link ? object : verb;
      a_.tokens[t].xpos = "VBN";
      a_.tokens[t].head = object;
      a_.tokens[t].deprel = Deprel::amod;
      hang(s, object, first, Deprel::conj);
    }
  }
  [[nodiscard]] bool named_deed(std::uint32_t participle) const {
    const std::string_view words[] = {a_[participle].lower, a_[participle + 1].lemma};
    std::vector<Lexicon::Hit> hits;
    lexicon_.find_at(words, 0, Words::lemmas, hits);
    return std::any_of(hits.begin(), hits.end(), [](const Lexicon::Hit& hit) {
      return hit.last - hit.first == 2 && std::any_of(hit.uses.begin(), hit.uses.end(), [](const table::Use& use) { return use.type == UseType::noun; });
    });
  }
  /// "declared what it called | a permanent ceasefire", "died in what police described as an ambush": the thing itself stands where "what" does.
  void what_called(TokenRange s) {
    for (auto t = s.first; t + 2 < s.last; ++t) {
      if (a_[t].lower != "what" || a_[t].head == kNone) continue;
      const auto preposition = a_.child(t, Deprel::case_mark);
      auto verb = a_[t].head, naming = a_.child(t, Deprel::acl_relcl);
      auto rel = a_[t].deprel;
      if (naming == kNone) {  // the trees that take the clause for the object have the same meaning
        naming = verb;
        verb = a_[naming].head;
        rel = preposition != kNone ? Deprel::obl : a_[naming].deprel == Deprel::csubj ? Deprel::nsubj : Deprel::obj;
        if (naming < t || verb == kNone || a_[verb].upos != Upos::verb || a_.child(naming, Deprel::nsubj) == kNone) continue;
      }
      if (!in(a_[naming].lemma, words_for_) || (rel != Deprel::obj && rel != Deprel::obl && rel != Deprel::nmod && rel != Deprel::nsubj)) continue;
      auto thing = kNone;
      for (const auto c : a_.children[naming]) {
        if (c < naming || (a_[c].upos != Upos::noun && a_[c].upos != Upos::propn)) continue;
        const auto mark = a_.child(c, Deprel::case_mark);
        const bool as = mark != kNone && a_[mark].lower == "as";
        if (a_[c].deprel == Deprel::xcomp || (a_[c].deprel == Deprel::obj && mark == kNone) || (a_[c].deprel == Deprel::obl && as)) {
          thing = c;
          if (as) a_.tokens[mark].deprel = Deprel::mark;
          break;
        }
      }
      if (thing == kNone) continue;
      hang(s, thing, verb, rel);
      hang(s, naming, thing, Deprel::acl_relcl);
      hang(s, t, naming, Deprel::obj);
      if (preposition != kNone) hang(s, preposition, thing, Deprel::case_mark);
    }
  }
  /// "allow up to 13,000 refugees": a number, not a particle and a preposition.
  void up_to(TokenRange s) {
    for (auto t = s.first + 1; t + 2 < s.last; ++t) {
      if (a_[t].lower != "up" || a_[t + 1].lower != "to" || a_[t + 2].upos != Upos::num || a_[t + 1].deprel != Deprel::case_mark) continue;
      const auto noun = a_[t + 1].head;
      if (noun == kNone || noun < t || a_[noun].deprel != Deprel::obl || a_[noun].head == kNone || a_[noun].head != t - 1 || a_[a_[noun].head].upos != Upos::verb) continue;
      a_.tokens[t].head = noun;
      a_.tokens[t].deprel = Deprel::advmod;
      a_.tokens[t + 1].deprel = Deprel::advmod;
      hang(s, noun, a_[noun].head, Deprel::obj);
    }
  }
  /// "after Nigeria | accused the crew": the noun between such a word and a finite verb without a subject is its subject.
  void clause_subjects(TokenRange s) {
    for (auto v = s.first + 2; v < s.last; ++v) {
      if (a_[v].upos != Upos::verb || (a_[v].xpos != "VBD" && a_[v].xpos != "VBZ" && a_[v].xpos != "VBP") || a_[v].deprel != Deprel::advcl) continue;
      if (a_.child(v, Deprel::nsubj) != kNone || a_.child(v, Deprel::nsubj_pass) != kNone || a_.child(v, Deprel::mark) != kNone) continue;
      const auto t = v - 1;
      const auto mark = a_.child(t, Deprel::case_mark);
      if ((a_[t].upos != Upos::propn && a_[t].upos != Upos::noun) || mark == kNone || mark > t || !in(a_[mark].lower, clause_marks_) || a_[t].head == kNone || below(v, t)) continue;
      a_.tokens[mark].head = v;
      a_.tokens[mark].deprel = Deprel::mark;
      hang(s, t, v, Deprel::nsubj);
    }
  }
  /// "met Khalilzad, an envoy, | in Qatar": what a comma sets off belongs to the verb.
  void set_off(TokenRange s) {
    for (auto t = s.first + 3; t < s.last; ++t) {
      const auto mark = a_.child(t, Deprel::case_mark);
      const auto noun = a_[t].head;
      if (a_[t].deprel != Deprel::nmod || mark == kNone || mark > t || mark == s.first || noun == kNone || noun > mark || a_[mark - 1].form != ",") continue;
      if (a_[mark].lower != "in" && a_[mark].lower != "at" && a_[mark].lower != "near") continue;
      auto verb = a_[noun].head;
      while (verb != kNone && a_[verb].upos != Upos::verb) verb = a_[verb].head;
      if (verb != kNone && verb < noun) hang(s, t, verb, Deprel::obl);
    }
  }
  /// "closed its airspace to all flights, saying …", "ordered the diplomats out, accusing them …": who closed and ordered says so.
  void said_by_subject(TokenRange s) {
    for (auto t = s.first + 2; t < s.last; ++t) {
      const auto noun = a_[t].head;
      if (a_[t].xpos != "VBG" || a_[t].upos != Upos::verb || a_[t].deprel != Deprel::acl || noun == kNone || noun > t || !in(a_[t].lemma, speech_participles_)) continue;
      if (a_[t - 1].form != "," && (agent_[noun] != kNone || name_[noun] != kNone || a_[noun].upos == Upos::propn || in(a_[noun].lemma, demanding_))) continue;
      if (a_[noun].deprel == Deprel::nsubj || a_[noun].deprel == Deprel::nsubj_pass || a_[noun].deprel == Deprel::root) continue;
      auto verb = a_[noun].head;
      while (verb != kNone && a_[verb].upos != Upos::verb) verb = a_[verb].head;
      while (verb != kNone && a_.child(verb, Deprel::nsubj) == kNone && (a_[verb].deprel == Deprel::xcomp || a_[verb].deprel == Deprel::acl) && a_[verb].head != kNone && a_[a_[verb].head].upos == Upos::verb) verb = a_[verb].head;
      if (verb != kNone && verb < t) hang(s, t, verb, Deprel::advcl);
    }
  }
  /// "granted asylum to | five officers": a noun before the preposition is no part of the phrase behind it.
  void before_prepositions(TokenRange s) {
    for (auto t = s.first + 2; t < s.last; ++t) {
      const auto mark = a_.child(t, Deprel::case_mark);
      const auto verb = a_[t].head;
      if (mark == kNone || mark >= t || verb == kNone || verb >= mark || a_[verb].upos != Upos::verb) continue;
      for (const auto c : std::vector<std::uint32_t>(a_.children[t])) {
        if (c != mark - 1 || c <= verb || a_[c].upos != Upos::noun || (a_[c].deprel != Deprel::compound && a_[c].deprel != Deprel::nmod)) continue;
        hang(s, c, verb, a_.child(verb, Deprel::obj) == kNone ? Deprel::obj : Deprel::obl);
      }
    }
  }
  /// "gave the Ivory Coast | 5.1 million dollars": a state before a sum is who gets it.
  void given_sums(TokenRange s) {
    for (auto t = s.first + 1; t + 1 < s.last; ++t) {
      if (name_[t] == kNone || names_[name_[t]].use.type != UseType::country_name || names_[name_[t]].tokens.last != t + 1 || a_[t + 1].upos != Upos::num) continue;
      const auto sum = a_[t].head;
      if (sum == kNone || sum <= t || a_[t].deprel != Deprel::compound || a_[sum].deprel != Deprel::obj || a_[sum].head == kNone || a_[sum].head > t) continue;
      hang(s, t, a_[sum].head, Deprel::iobj);
    }
  }
  /// "ten were killed and dozens wounded": a number tagged as a verb is the subject of what it governs.
  void dozens(TokenRange s) {
    for (auto t = s.first + 1; t + 1 < s.last; ++t) {
      if (a_[t].upos != Upos::verb || a_[t].xpos != "VBZ" || a_[t].deprel != Deprel::conj || a_[t].head == kNone || !in(a_[t].lemma, transparent_)) continue;
      for (const auto c : a_.children[t]) {
        if (c < t || c > t + 4 || (a_[c].xpos != "JJ" && a_[c].xpos != "VBN") || (a_[c].deprel != Deprel::xcomp && a_[c].deprel != Deprel::ccomp && a_[c].deprel != Deprel::obj)) continue;
        if (!a_[c].lower.ends_with("ed")) continue;
        const auto up = a_[t].head;
        const auto moved = std::vector<std::uint32_t>(a_.children[t]);
        a_.tokens[t].upos = Upos::noun;
        a_.tokens[t].xpos = "NNS";
        a_.tokens[c].upos = Upos::verb;
        a_.tokens[c].xpos = "VBN";
        a_.tokens[c].head = up;
        a_.tokens[c].deprel = Deprel::conj;
        for (const auto k : moved)
          if (k != c && (k > c || a_[k].deprel == Deprel::cc)) a_.tokens[k].head = c;
        hang(s, t, c, Deprel::nsubj_pass);
        break;
      }
    }
  }
  /// "urged the army to free Aung San Suu Kyi": "to" and a word that may be a verb, before a name, article or number.
  void to_verbs(TokenRange s) {
    for (auto t = s.first + 2; t + 1 < s.last; ++t) {
      if (a_[t].xpos != "JJ" || a_[t - 1].lower != "to" || a_[t].deprel != Deprel::amod || a_[t].lemma != a_[t].lower) continue;
      const auto object = a_[t].head;
      const auto next = a_[t + 1].upos;
      if (object == kNone || object < t || !verb_of_a_frame(a_[t].lemma)) continue;
      const auto verb = a_[object].head;
      const bool ready = verb != kNone && a_[verb].upos == Upos::adj && in(a_[verb].lemma, infinitive_);
      if (verb == kNone || verb > t || (a_[verb].upos != Upos::verb && !ready)) continue;
      const bool open = next == Upos::propn || next == Upos::det || next == Upos::num;
      if (!open && !(next == Upos::noun && in(a_[verb].lemma, infinitive_))) continue;
      a_.tokens[t].upos = Upos::verb;
      a_.tokens[t].xpos = "VB";
      a_.tokens[t - 1].deprel = Deprel::mark;
      a_.tokens[t - 1].head = t;
      a_.tokens[t].head = verb;
      a_.tokens[t].deprel = Deprel::xcomp;
      hang(s, object, t, Deprel::obj);
    }
  }
  [[nodiscard]] bool verb_of_a_frame(std::string_view lemma) const { return lexicon_.used_as(lemma, UseType::verb); }
  [[nodiscard]] bool bracketed(std::uint32_t t) const {
    const auto first = names_[name_[t]].tokens.first;
    return first > 0 && (a_[first - 1].form == "(" || a_[first - 1].form == "[" || a_[first - 1].lower == "or");
  }
  [[nodiscard]] bool below(std::uint32_t t, std::uint32_t ancestor) const {
    for (; t != kNone; t = a_[t].head)
      if (t == ancestor) return true;
    return false;
  }
  [[nodiscard]] bool takes_of(std::uint32_t verb) const { return in(a_[verb].lemma, of_verbs_); }

  [[nodiscard]] bool nationality(std::uint32_t t) const {
    if (name_[t] == kNone) return false;
    const auto type = names_[name_[t]].use.type;
    return type == UseType::country_adjective || type == UseType::country_name || type == UseType::capital || (type == UseType::actor && a_[t].upos != Upos::verb);
  }
  [[nodiscard]] bool proper(std::uint32_t t) const { return a_[t].upos == Upos::propn && (agent_[t] == kNone || name_[t] != kNone) && a_[t].lower != "'s"; }

  /// The phrase that starts at `t`, joined; the token after it, or `t` if there is none.
  std::uint32_t phrase(std::uint32_t t, std::uint32_t end) {
    const auto first = t;
    std::uint32_t adjective_end = t;
    if (nationality(t)) adjective_end = names_[name_[t]].tokens.last;
    std::uint32_t k = adjective_end;
    while (k < end && k > first && a_[k].upos == Upos::adj && name_[k] == kNone && agent_[k] == kNone && k < adjective_end + 2) ++k;
    if (k < end && agent_[k] != kNone && agents_[agent_[k]].tokens.first == k) {
      const auto& hit = agents_[agent_[k]];
      const auto& agent = lexicon_.row<table::Agent>(hit.agent);
      auto last = hit.tokens.last;
      const bool title = (agent.flags & (table::agent_title | table::agent_head)) != 0 && agent.kind == table::Kind::person;
      auto names_end = last;
      if (title)
        while (names_end < end && proper(names_end) && names_end < last + 6) ++names_end;
      if (names_end > last) {
        const auto from = leftwards(first);
        join({from, names_end}, names_end - 1, {last, names_end});
        return names_end;
      }
      // nationality + role, not "Kenya police said" with the country as the possessor of something else
      if (adjective_end > first && k == adjective_end && (names_[name_[first]].use.type == UseType::country_adjective || names_[name_[first]].use.type == UseType::country_name)) {
        if (last < end && (a_[last].upos == Upos::noun || a_[last].upos == Upos::propn) && a_[last - 1].head == last) return last;  // "police station"
        join({first, last}, last - 1, {0, 0});
        return last;
      }
      if (hit.tokens.size() > 1) join(hit.tokens, last - 1, {0, 0});
      // "a Department of State | spokesperson, X": the noun right behind is the head, no part of the body's name.
      if (k == adjective_end && adjective_end > first + 1 && a_[last - 1].head != kNone && names_[name_[first]].tokens.contains(a_[last - 1].head) && a_.child(last - 1, Deprel::case_mark) == kNone) lead(names_[name_[first]].tokens, last - 1);
      return last;
    }
    // "Mr Deuba": the name is the head, whatever the tree says.
    if (a_[first].upos == Upos::propn && first + 1 < end && proper(first + 1) && in(a_[first].lower, honorific_)) {
      auto names_end = first + 1;
      while (names_end < end && proper(names_end) && names_end < first + 6) ++names_end;
      const auto name = first + 1;
      if (a_[name].head != first) {
        join({first, names_end}, name, {name, names_end});
        return names_end;
      }
      for (const auto c : std::vector<std::uint32_t>(a_.children[first]))
        if (c != name) a_.tokens[c].head = name;
      a_.tokens[name].head = a_[first].head;
      a_.tokens[name].deprel = a_[first].deprel;
      a_.tokens[first].head = name;
      a_.tokens[first].deprel = Deprel::compound;
      rebuild(a_.sentences[a_[name].sentence].tokens, name);
      return names_end;
    }
    if (name_[first] != kNone && names_[name_[first]].tokens.first == first && names_[name_[first]].tokens.size() > 1) {
      const auto range = names_[name_[first]].tokens;
      join(range, range.last - 1, range);
      // "New York", "the United States": adjectives by the treebanks, but the head of a name.
      if (a_[range.first].upos != Upos::propn && a_[range.first].xpos.starts_with("NNP")) a_.tokens[range.first].upos = Upos::propn;
      return range.last;
    }
    return first;
  }

  /// "Afghanistan's interim Taliban regime | Foreign Minister Muttaqi", "opposition leader X": what stands before the title belongs to it,
  /// back to an article, comma, verb, plural or word of the calendar.
  [[nodiscard]] std::uint32_t leftwards(std::uint32_t first) const {
    const auto begin = a_.sentences[a_[first].sentence].tokens.first;
    auto from = first;
    while (from > begin && first - from < 8) {
      const auto& t = a_[from - 1];
      const bool noun = (t.upos == Upos::noun && t.xpos != "NNS") || t.upos == Upos::propn || t.upos == Upos::adj;
      const bool possessive = t.lower == "'s" || t.lower == "\xe2\x80\x99s";
      if (!noun && !possessive) break;
      if (t.deprel == Deprel::obl_tmod || t.deprel == Deprel::nmod_tmod || t.deprel == Deprel::root || t.deprel == Deprel::obj) break;
      --from;
    }
    return from;
  }

  /// `noun`, which hangs in the name `r`, becomes the head of both.
  void lead(TokenRange r, std::uint32_t noun) {
    auto top = noun;
    while (a_[top].head != kNone && (top == noun || r.contains(top)) && (r.contains(a_[top].head) || top == noun)) top = a_[top].head;
    if (!r.contains(top)) return;
    for (const auto c : a_.children[top])
      if (!r.contains(c)) a_.tokens[c].head = noun;
    a_.tokens[noun].head = a_[top].head;
    a_.tokens[noun].deprel = a_[top].deprel;
    a_.tokens[top].head = noun;
    a_.tokens[top].deprel = Deprel::compound;
    rebuild(r, noun);
  }

  /// One head for the range: the token that already is an argument of something outside; else `fallback`.
  void join(TokenRange r, std::uint32_t fallback, TokenRange names) {
    std::vector<std::uint32_t> outside;
    for (auto t = r.first; t < r.last; ++t)
      if (a_[t].head == kNone || !r.contains(a_[t].head)) outside.push_back(t);
    if (outside.size() <= 1 && !(names.size() > 1)) return;
    std::uint32_t link = kNone;
    for (const auto t : outside)
      if (argument(a_[t].deprel) && (link == kNone || better(t, link))) link = t;
    if (link == kNone) link = outside.empty() ? fallback : outside.back();
    const auto head = head_of(r, fallback, names);
    const auto up = a_[link].head;
    const auto rel = a_[link].deprel;
    // The new place must not lie below the phrase itself.
    for (auto t = up; t != kNone; t = a_[t].head)
      if (r.contains(t)) return;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> moved;
    for (std::uint32_t t = r.first; t < r.last; ++t)
      for (const auto c : a_.children[t])
        if (!r.contains(c) && t != head) moved.emplace_back(c, t);
    for (auto t = r.first; t < r.last; ++t) {
      if (t == head) continue;
      // Marks and modifiers keep their noun within the phrase ("Afghanistan" + "'s").
      const auto d = a_[t].deprel;
      if ((d == Deprel::case_mark || d == Deprel::det || d == Deprel::compound || d == Deprel::cc || d == Deprel::conj) && a_[t].head != kNone && r.contains(a_[t].head) && !names.contains(t)) {
        bool cycle = false;
        std::uint32_t up_step = a_[t].head;
        for (int step = 0; step < 12 && up_step != kNone && r.contains(up_step); ++step) {
          cycle = cycle || up_step == t;
          up_step = up_step == head ? kNone : a_[up_step].head;
        }
        if (!cycle) continue;
      }
      a_.tokens[t].head = head;
      const bool keep = a_[t].deprel == Deprel::amod || a_[t].deprel == Deprel::nmod_poss || a_[t].deprel == Deprel::compound || a_[t].deprel == Deprel::flat || a_[t].deprel == Deprel::case_mark || a_[t].deprel == Deprel::det || a_[t].deprel == Deprel::punct;
      if (names.contains(t) && names.contains(head)) a_.tokens[t].deprel = Deprel::flat;
      else if (!keep) a_.tokens[t].deprel = a_[t].upos == Upos::adj && agent_[t] == kNone ? Deprel::amod : Deprel::compound;
    }
    a_.tokens[head].head = up;
    a_.tokens[head].deprel = rel == Deprel::compound || rel == Deprel::amod || rel == Deprel::advmod || rel == Deprel::det ? (up == kNone ? Deprel::root : rel) : rel;
    for (const auto& [child, old] : moved) {
      (void)old;
      a_.tokens[child].head = head;
    }
    rebuild(r, head);
  }
  [[nodiscard]] bool better(std::uint32_t t, std::uint32_t other) const {
    const auto core = [&](std::uint32_t k) { return a_[k].deprel == Deprel::nsubj || a_[k].deprel == Deprel::nsubj_pass || a_[k].deprel == Deprel::obj || a_[k].deprel == Deprel::obl; };
    if (core(t) != core(other)) return core(t);
    return t > other;
  }
  /// UD: the first word of a flat name; of nationality + role the role.
  [[nodiscard]] std::uint32_t head_of(TokenRange r, std::uint32_t fallback, TokenRange names) const {
    if (names.size() > 0) return names.first >= r.first && names.first < r.last ? names.first : fallback;
    return fallback;
  }
  void rebuild(TokenRange r, std::uint32_t head) {
    const auto& s = a_.sentences[a_[head].sentence].tokens;
    (void)r;
    for (auto t = s.first; t < s.last; ++t) a_.children[t].clear();
    for (auto t = s.first; t < s.last; ++t)
      if (a_[t].head != kNone) a_.children[a_[t].head].push_back(t);
  }

  Analysis& a_;
  const Lexicon& lexicon_;
  std::uint32_t of_verbs_ = table::kNoRow, impersonal_ = table::kNoRow, honorific_ = table::kNoRow, calendar_ = table::kNoRow, infinitive_ = table::kNoRow, words_for_ = table::kNoRow, clause_marks_ = table::kNoRow, speech_participles_ = table::kNoRow, demanding_ = table::kNoRow, transparent_ = table::kNoRow;
  std::vector<NameHit> names_;
  std::vector<AgentHit> agents_;
  std::vector<std::uint32_t> name_, agent_;
};

}  // namespace

void join_names(Analysis& analysis, std::string_view text, const Lexicon& lexicon, std::optional<Day> published) {
  mend_tags(analysis);
  Joiner(analysis, text, lexicon, published).run();
}

}  // namespace khaldun
