#include "khaldun/events/status.h"

#include <algorithm>

#include "khaldun/events/record.h"

namespace khaldun {
namespace {

constexpr int kLongestWalk = 24;  // steps up a tree; deeper embedding is not read

bool verbal(Upos u) { return u == Upos::verb || u == Upos::aux; }

}  // namespace

struct StatusReader::Walk {
  Status status;
  bool negative = false;
  bool voices_only = false;
  bool aside = false;        ///< past a clause that tells a fact of its own: nothing above demands it
  std::vector<std::uint32_t> used;  ///< marker tokens that have acted: "no" reaches the noun and the verb above it
};

void StatusReader::apply(Walk& walk, table::Effect effect, std::string_view word) {
  using table::Effect;
  const auto note = [&](std::string_view what) { walk.status.steps.push_back(std::string(word) + ": " + std::string(what)); };
  switch (effect) {
    case Effect::none: break;
    case Effect::future: walk.status.auxiliary |= aux_future; note("future"); break;
    case Effect::hypothetical: walk.status.auxiliary |= aux_hypothetical; note("hypothetical"); break;
    case Effect::historical: walk.status.auxiliary |= aux_historical; note("historical"); break;
    case Effect::attempted: walk.status.attempted = true; note("attempted"); break;
    case Effect::negation: walk.negative = !walk.negative; note("negation"); break;
  }
}

std::vector<std::uint32_t> StatusReader::fill(std::uint32_t word, table::Slice<table::Slot> slots) const {
  for (const auto& slot : lexicon_.items(slots)) {
    std::vector<std::uint32_t> at{word};
    for (const auto& step : lexicon_.items(slot.path)) {
      std::vector<std::uint32_t> next;
      for (const auto t : at) {
        std::vector<std::uint32_t> found;
        switch (step.kind) {
          case table::StepKind::subject: found = tree_.subject(t); break;
          case table::StepKind::object: found = tree_.object(t); break;
          case table::StepKind::indirect: found = tree_.indirect(t); break;
          case table::StepKind::clause: found = tree_.clause(t); break;
          case table::StepKind::poss: found = tree_.possessor(t); break;
          case table::StepKind::modifier: found = tree_.modifiers(t); break;
          case table::StepKind::preposition: found = tree_.preposition(t, lexicon_.text(step.word), true); break;
          default: break;
        }
        next.insert(next.end(), found.begin(), found.end());
      }
      at = std::move(next);
    }
    if (!at.empty()) return at;
  }
  return {};
}

/// Does the clause of `child` complete `parent`? Parsers also call such clauses advcl, acl or relative.
bool StatusReader::completes(std::uint32_t child, std::uint32_t parent) const {
  const auto d = a_[child].deprel;
  const bool verb = verbal(a_[parent].upos);
  const auto marker = tree_.case_of(child);
  switch (d) {
    case Deprel::csubj: return !inverted(child);
    case Deprel::ccomp: case Deprel::xcomp: case Deprel::csubj_pass: case Deprel::acl: return true;
    case Deprel::parataxis: return child < parent;
    case Deprel::advcl:
      if (verb && a_[child].xpos == "VBG" && marker.empty()) return next_to(child, parent);  // "ruled out attacking"
      if (verb) return a_[child].xpos == "VB" && marker.empty();
      return a_[parent].upos == Upos::adj && child > parent && (marker.empty() || marker == "that");
    case Deprel::acl_relcl: {
      // "the claim that troops shelled the town": a "that" with nothing to stand for.
      bool that = false, object = false;
      for (const auto c : a_.children[child]) {
        if (a_[c].deprel == Deprel::mark && a_[c].lower == "that") return true;
        if (a_[c].deprel != Deprel::obj) continue;
        (a_[c].lower == "that" && c < child ? that : object) = true;
      }
      return that && object && !verb;
    }
    default: return false;
  }
}

/// Only particles and adverbs between: "ruled out attacking".
bool StatusReader::next_to(std::uint32_t child, std::uint32_t parent) const {
  for (auto t = parent + 1; t < child; ++t)
    if (a_[t].deprel != Deprel::compound_prt && a_[t].upos != Upos::adv && a_[t].upos != Upos::adp) return false;
  return child > parent;
}

bool StatusReader::in_slot(std::uint32_t child, std::uint32_t parent, table::Slice<table::Slot> slots) const {
  const auto d = a_[child].deprel;
  for (const auto& slot : lexicon_.items(slots)) {
    const auto path = lexicon_.items(slot.path);
    if (path.size() != 1) continue;
    switch (path.front().kind) {
      case table::StepKind::clause:
        if (completes(child, parent))
          return true;
        break;
      case table::StepKind::object:
        if (d == Deprel::obj || d == Deprel::nsubj_pass) return true;
        if (tree_.passive(parent) && (d == Deprel::nsubj)) return true;
        break;
      case table::StepKind::subject:
        if ((d == Deprel::nsubj && !tree_.passive(parent)) || d == Deprel::csubj) return true;
        break;
      case table::StepKind::poss:
        if (d == Deprel::nmod_poss) return true;
        break;
      case table::StepKind::modifier:
        if (child < parent && (d == Deprel::compound || d == Deprel::amod || d == Deprel::nmod)) return true;
        break;
      case table::StepKind::preposition: {
        const auto word = lexicon_.text(path.front().word);
        if ((d == Deprel::obl || d == Deprel::nmod || d == Deprel::advcl || d == Deprel::acl || d == Deprel::xcomp || d == Deprel::ccomp || d == Deprel::obl_agent) && tree_.case_of(child) == word) return true;
        break;
      }
      default: break;
    }
  }
  return false;
}

const table::Cue* StatusReader::cue_over(std::uint32_t child, std::uint32_t parent) const {
  const table::Cue* weak = nullptr;
  for (const auto* lists : {&scan_.cue_verbs, &scan_.cue_adjectives, &scan_.cue_nouns}) {
    if (lists == &scan_.cue_verbs && !verbal(a_[parent].upos)) continue;
    if (lists == &scan_.cue_nouns && verbal(a_[parent].upos)) continue;
    if (lists == &scan_.cue_adjectives && a_[parent].upos != Upos::adj && a_[parent].upos != Upos::verb) continue;
    for (const auto& unit : (*lists)[parent]) {
      const auto& cue = lexicon_.row<table::Cue>(unit.use.row);
      if (cue.role == table::SupportRole::end || cue.role == table::SupportRole::none) {
        if (in_slot(child, parent, cue.on)) return &cue;
      } else if (weak == nullptr && in_slot(child, parent, cue.on)) {
        weak = &cue;  // a support verb: it passes its own status on
      }
    }
  }
  return weak;
}

bool StatusReader::negated(std::uint32_t word) const {
  bool negative = false;
  for (const auto& unit : scan_.words[word]) {
    const auto& cue = lexicon_.row<table::Cue>(unit.use.row);
    // "stopped short of": "short of" is part of the cue.
    if (unit.tokens.size() > 1 && within_cue(unit.head, word)) continue;
    if (cue.effect == table::Effect::negation && cue.on.count == 0 && a_[unit.head].deprel != Deprel::amod) negative = !negative;
  }
  return negative;
}

std::vector<std::uint32_t> StatusReader::sources(const std::vector<std::uint32_t>& tokens) const {
  std::vector<std::uint32_t> out;
  for (const auto t : tokens) {
    const auto m = mentions_.of_token[t] != kNone ? mentions_.of_token[t] : mentions_.covering[t];
    if (m != kNone && std::find(out.begin(), out.end(), m) == out.end()) out.push_back(m);
  }
  return out;
}

void StatusReader::add_voice(Walk& walk, std::uint32_t cue_token, const table::Cue& cue, std::vector<std::uint32_t> tokens, std::uint32_t content) const {
  // "fears of an attack": what is feared fears nothing.
  std::erase(tokens, content);
  if (cue.stance == table::Stance::none) return;
  if (walk.aside && (cue.stance == table::Stance::demands || cue.stance == table::Stance::expects)) return;
  Voice voice;
  voice.cue = cue_token;
  voice.stance = cue.stance;
  voice.sources = sources(tokens);
  for (const auto& other : walk.status.voices)
    if (other.cue == voice.cue) return;
  walk.status.steps.push_back(std::string(a_[cue_token].form) + ": " + (cue.stance == table::Stance::denies ? "denies" : cue.stance == table::Stance::doubts ? "doubts" : cue.stance == table::Stance::demands ? "demands" : cue.stance == table::Stance::expects ? "expects" : "asserts"));
  walk.status.voices.push_back(std::move(voice));
}

/// Markers that hang on the word: auxiliaries, negation, adverbs, "if", "according to".
void StatusReader::local(Walk& walk, std::uint32_t word, bool skip_negation) const {
  const auto marker = [&](const Unit& unit) {
    const auto& cue = lexicon_.row<table::Cue>(unit.use.row);
    const auto label = a_[unit.head].form;
    if (cue.complement) {
      // "according to the army": the phrase's head; "citing police": the object.
      const bool verb = a_[unit.head].deprel == Deprel::advcl;
      add_voice(walk, unit.head, cue, verb ? tree_.object(unit.head) : std::vector<std::uint32_t>{a_[unit.head].head == kNone ? unit.head : a_[unit.head].head});
      return;
    }
    if (walk.voices_only) return;
    if (std::find(walk.used.begin(), walk.used.end(), unit.head) != walk.used.end()) return;
    walk.used.push_back(unit.head);
    if (cue.effect == table::Effect::negation && skip_negation) return;
    // "said it would send troops": the future, told from the past.
    const bool would = cue.effect == table::Effect::hypothetical && (a_[unit.head].lower == "would" || a_[unit.head].lower == "'d");
    apply(walk, would && reported_past(word) ? table::Effect::future : cue.effect, label);
    if (cue.stance != table::Stance::none) add_voice(walk, unit.head, cue, {});
  };
  for (const auto& unit : scan_.words[word]) {
    const auto d = a_[unit.head].deprel;
    // "according to X" hangs on X, which hangs on the word: handled below.
    if (lexicon_.row<table::Cue>(unit.use.row).complement && d != Deprel::advcl) continue;
    if (unit.tokens.size() > 1 && within_cue(unit.head, word)) continue;
    if (opens_phrase(unit, word) != kNone) continue;
    marker(unit);
  }
  // "freed them ahead of the talks": the words open the phrase of what is still to come.
  if (const auto up = a_[word].head; up != kNone)
    for (const auto& unit : scan_.words[up])
      if (opens_phrase(unit, up) == word) {
        // "stopped short of": the verb has said it.
        const auto* over = cue_over(word, up);
        if (over == nullptr || over->effect == table::Effect::none) marker(unit);
      }
  for (const auto c : a_.children[word]) {
    const auto d = a_[c].deprel;
    // "troops are due to leave" with the adjective as a mark of the clause
    if (d == Deprel::mark && a_[c].upos == Upos::adj && a_.child(word, Deprel::cop) != kNone && !walk.voices_only && !scan_.cue_adjectives[c].empty())
      apply(walk, lexicon_.row<table::Cue>(scan_.cue_adjectives[c].front().use.row).effect, a_[c].form);
    for (const auto& unit : scan_.words[c]) {
      const auto& cue = lexicon_.row<table::Cue>(unit.use.row);
      if (cue.complement) {
        if (d == Deprel::obl || d == Deprel::nmod || d == Deprel::advcl || d == Deprel::parataxis) marker(unit);
        continue;
      }
      // "Never did troops attack": on the auxiliary
      if (cue.effect == table::Effect::negation && d == Deprel::aux && cue.on.count == 0) marker(unit);
      // "no troops attacked", "neither side shelled"
      if (cue.effect == table::Effect::negation && (d == Deprel::nsubj || d == Deprel::nsubj_pass || d == Deprel::obj) && a_[unit.head].deprel == Deprel::det && unit.tokens.size() == 1)
        marker(unit);
    }
    if ((d == Deprel::nsubj || d == Deprel::nsubj_pass) && !walk.voices_only)
      if (const auto w = a_[c].lower; w == "nobody" || w == "none" || w == "neither" || w == "nothing") {
        if (!skip_negation) apply(walk, table::Effect::negation, a_[c].form);
      }
  }
}

/// "ahead of", where the tree hangs "ahead" on the verb and the noun behind "of", too: that noun. kNone for other words.
std::uint32_t StatusReader::opens_phrase(const Unit& unit, std::uint32_t verb) const {
  if (unit.tokens.size() < 2 || (a_[unit.head].upos != Upos::adv && a_[unit.head].upos != Upos::adj)) return kNone;
  const auto last = unit.tokens.last - 1;
  const auto noun = a_[last].head;
  return (a_[last].deprel == Deprel::case_mark || a_[last].deprel == Deprel::mark) && noun != kNone && noun > last && noun != verb && a_[noun].head == verb ? noun : kNone;
}

/// Is the word the content of a past verb of saying?
bool StatusReader::reported_past(std::uint32_t word) const {
  std::uint32_t t = word;
  while (a_[t].deprel == Deprel::conj && a_[t].head != kNone) t = a_[t].head;
  const auto up = a_[t].head;
  return up != kNone && (a_[t].deprel == Deprel::ccomp || a_[t].deprel == Deprel::parataxis) && (a_[up].xpos == "VBD" || a_[up].xpos == "VBN" || (a_[up].xpos == "VBG" && a_[up].head != kNone && (a_[a_[up].head].xpos == "VBD" || a_[a_[up].head].xpos == "VBN")));
}

/// "…, residents said" beside the clause.
void StatusReader::speech_beside(Walk& walk, std::uint32_t word) const {
  for (const auto c : a_.children[word]) {
    if (a_[c].deprel != Deprel::parataxis && a_[c].deprel != Deprel::discourse && a_[c].deprel != Deprel::ccomp) continue;
    if (a_[c].deprel == Deprel::ccomp && !(c > word && a_.child(c, Deprel::nsubj) != kNone && a_.children[c].size() <= 2)) continue;
    // "…; the rebels accused the army of firing first": a sentence of its own.
    if (std::any_of(a_.tokens.begin() + std::min(word, c), a_.tokens.begin() + std::max(word, c), [](const auto& t) { return t.form == ";"; })) continue;
    for (const auto& unit : scan_.cue_verbs[c]) {
      const auto& cue = lexicon_.row<table::Cue>(unit.use.row);
      if (cue.stance == table::Stance::none || cue.role != table::SupportRole::none) continue;
      add_voice(walk, c, cue, fill(c, cue.source));
      break;
    }
  }
}

/// Does an eventive noun or an inner clause take the status of what it hangs on, though no cue says so?
bool StatusReader::carries(std::uint32_t child, std::uint32_t parent) const {
  const auto d = a_[child].deprel;
  if (d == Deprel::xcomp) return true;
  if (d == Deprel::conj) return true;
  if (d == Deprel::nmod && tree_.outer(child) != child) return true;
  // "a bill that would jail people for insulting the king": as little done as the punishment.
  if (d == Deprel::advcl && a_[child].xpos == "VBG" && tree_.case_of(child) == "for" && lexicon_.in_set(a_[parent].lemma, punishes_))
    return std::any_of(a_.children[parent].begin(), a_.children[parent].end(), [&](auto c) { return a_[c].deprel == Deprel::aux && a_[c].xpos == "MD"; });
  return false;
}

const table::Cue* StatusReader::support(std::uint32_t noun, std::uint32_t& verb) const {
  const auto t = tree_.outer(noun);
  auto at = t;
  if (a_[at].deprel == Deprel::conj && a_[at].head != kNone && !verbal(a_[a_[at].head].upos)) at = a_[at].head;
  const auto g = a_[at].head;
  if (g == kNone || !verbal(a_[g].upos)) return nullptr;
  for (const auto& unit : scan_.cue_verbs[g]) {
    const auto& cue = lexicon_.row<table::Cue>(unit.use.row);
    if (cue.role == table::SupportRole::none) continue;
    const bool subject = a_[at].deprel == Deprel::nsubj && cue.role == table::SupportRole::happen;
    if (!subject && !in_slot(at, g, cue.on)) continue;
    verb = g;
    return &cue;
  }
  return nullptr;
}

/// A noun with "the", "this" or a possessor.
bool StatusReader::pointed_to(std::uint32_t word) const {
  if (a_[word].upos != Upos::noun) return false;
  for (const auto c : a_.children[word]) {
    if (a_[c].deprel == Deprel::nmod_poss) return true;
    if (a_[c].deprel == Deprel::det && (a_[c].lower == "the" || a_[c].lower == "this" || a_[c].lower == "these" || a_[c].lower == "that")) return true;
  }
  return false;
}

/// Is the word one of those that make up a cue of `verb`?
bool StatusReader::within_cue(std::uint32_t word, std::uint32_t verb) const {
  return std::any_of(scan_.cue_verbs[verb].begin(), scan_.cue_verbs[verb].end(), [&](const Unit& unit) { return unit.tokens.contains(word); });
}

/// "it was the army that …"
bool StatusReader::cleft(std::uint32_t word) const {
  if (a_.child(word, Deprel::cop) == kNone) return false;
  for (const auto c : a_.children[word])
    if ((a_[c].deprel == Deprel::nsubj || a_[c].deprel == Deprel::expl) && a_[c].lower == "it") return true;
  return false;
}

/// "Had troops attacked, …", "Should troops attack, …": the auxiliary before its subject, at the head of the clause: a condition.
bool StatusReader::inverted(std::uint32_t word) const {
  const auto subject = std::min(a_.child(word, Deprel::nsubj), a_.child(word, Deprel::nsubj_pass));
  if (subject == kNone) return false;
  const auto first = a_.subtree(word).first;
  return (a_[first].xpos == "VBD" || a_[first].lower == "should") && a_[first].upos == Upos::aux && a_[first].head == word && first < subject;
}

/// "became the first state to open an embassy", "the last to leave": it did.
bool StatusReader::ranked(std::uint32_t word, std::uint32_t over) const {
  const auto has_rank = [&](std::uint32_t noun) {
    return std::any_of(a_.children[noun].begin(), a_.children[noun].end(), [&](auto c) { return c < noun && lexicon_.in_set(a_[c].lemma, ranks_); });
  };
  if (a_[over].upos == Upos::noun) return has_rank(over);
  return std::any_of(a_.children[over].begin(), a_.children[over].end(), [&](auto c) {
    return c < word && (a_[c].deprel == Deprel::xcomp || a_[c].deprel == Deprel::obj) && has_rank(c);
  });
}

Status StatusReader::read(std::uint32_t word) const {
  Walk walk;
  std::uint32_t at = word;
  bool negation_used = false;
  for (int step = 0; step < kLongestWalk; ++step) {
    local(walk, at, negation_used);
    negation_used = false;
    speech_beside(walk, at);
    auto up = a_[at].head;
    if (up == kNone) break;
    if (tree_.misplaced_conjunct(at)) up = a_[up].head;
    const auto d = a_[at].deprel;
    if (!walk.voices_only && d == Deprel::advcl && a_[at].xpos == "VB" && tree_.case_of(at).empty() && cue_over(at, up) == nullptr && !ranked(at, up))
      apply(walk, table::Effect::hypothetical, "purpose");
    if (!walk.voices_only && d == Deprel::acl_relcl && cleft(up) && negated(up)) apply(walk, table::Effect::negation, "cleft");
    // "Had the army attacked, …"
    if (!walk.voices_only && (d == Deprel::advcl || d == Deprel::csubj) && inverted(at)) apply(walk, table::Effect::hypothetical, "inversion");
    // "a plot by militants to kill the mayor": the clause completes the plot.
    if (d == Deprel::acl && a_[at].xpos == "VB" && a_[up].deprel == Deprel::nmod && a_[up].head != kNone && cue_over(at, up) == nullptr && cue_over(at, a_[up].head) != nullptr)
      up = a_[up].head;
    // "accused troops of shelling", "to attack" after an object: the parser hung on the object what belongs to the verb.
    if (d == Deprel::acl && a_[up].deprel == Deprel::obj && a_[up].head != kNone && cue_over(at, up) == nullptr) {
      if (!tree_.case_of(at).empty() && cue_over(at, a_[up].head) != nullptr) {
        up = a_[up].head;
      } else if (!walk.voices_only && a_[at].xpos == "VB" && !ranked(at, up)) {
        apply(walk, table::Effect::hypothetical, "purpose");
      }
    }
    // "stopped short of arresting her": the clause may hang on the last word of the cue.
    if (cue_over(at, up) == nullptr && a_[up].head != kNone && within_cue(up, a_[up].head)) up = a_[up].head;
    const auto* over = cue_over(at, up);
    // "the Taliban's call could be seen as …": what is pointed to has happened, whatever is thought of it.
    if (over != nullptr && over->effect == table::Effect::none && over->stance == table::Stance::none && over->role == table::SupportRole::none && d != Deprel::conj && pointed_to(at)) {
      walk.voices_only = true;
      over = nullptr;
    }
    if (const auto* cue = over; cue != nullptr && d != Deprel::conj) {
      const bool negative = negated(up);
      if (!walk.voices_only) {
        apply(walk, negative ? cue->negated : cue->effect, a_[up].form);
        negation_used = negative;
      }
      // Who does not deny or say something is no voice for or against it.
      if (!negative || (cue->stance != table::Stance::denies && cue->stance != table::Stance::asserts)) add_voice(walk, up, *cue, fill(up, cue->source), at);
      if (!cue->passes) walk.voices_only = true;
    } else if (d == Deprel::conj && verbal(a_[up].upos) && !walk.voices_only) {
      // A coordinated verb with a subject or auxiliary of its own does not share the first one's.
      // "did not wait and shelled": a finite verb does not share an auxiliary.
      const bool finite = a_[at].xpos == "VBD" || a_[at].xpos == "VBZ" || a_[at].xpos == "VBP";
      const bool own = a_.child(at, Deprel::nsubj) != kNone || a_.child(at, Deprel::nsubj_pass) != kNone || a_.child(at, Deprel::aux) != kNone ||
                       (finite && a_.child(up, Deprel::aux) != kNone && a_[up].xpos != a_[at].xpos);
      if (own) {
        Walk outer;
        outer.voices_only = true;
        local(outer, up, true);
        // step over the first conjunct's own markers
        speech_beside(walk, up);
        std::uint32_t next = a_[up].head;
        if (next == kNone) break;
        if (const auto* cue2 = cue_over(up, next)) {
          apply(walk, negated(next) ? cue2->negated : cue2->effect, a_[next].form);
          add_voice(walk, next, *cue2, fill(next, cue2->source));
          if (!cue2->passes) walk.voices_only = true;
        } else {
          walk.voices_only = walk.voices_only || !carries(up, next);
        }
        at = next;
        continue;
      }
      // Negation of the first verb does not reach over "but".
      for (const auto c : a_.children[at])
        if (a_[c].deprel == Deprel::cc && a_[c].lower == "but") negation_used = true;
    } else if (!carries(at, up)) {
      if (!walk.voices_only && awaited(at, up)) apply(walk, table::Effect::hypothetical, "awaited");
      walk.voices_only = true;
      // "asked Damascus to let the inspectors, who arrived on Sunday, visit": told aside, not demanded.
      if ((d == Deprel::acl_relcl || d == Deprel::advcl) && (a_[at].xpos == "VBD" || a_[at].xpos == "VBZ" || a_[at].xpos == "VBP" || a_.child(at, Deprel::aux) != kNone)) walk.aside = true;
    }
    at = up;
  }
  if (walk.negative) walk.status.auxiliary |= aux_negation;
  const auto& sentence = a_.sentences[a_[word].sentence];
  // "Why did they attack?" takes the attack for granted.
  const bool question = sentence.tokens.last > sentence.tokens.first && a_[sentence.tokens.last - 1].form == "?";
  if (question && a_[word].upos == Upos::verb && a_[sentence.tokens.first].xpos.substr(0, 1) != "W") {
    walk.status.auxiliary |= aux_hypothetical;
    walk.status.steps.emplace_back("question: hypothetical");
  }
  return std::move(walk.status);
}

/// "will resume once Israel withdraws", "would stop as soon as Kyiv left", "stays suspended until the army frees": not yet so.
bool StatusReader::awaited(std::uint32_t clause, std::uint32_t above) const {
  if (a_[clause].deprel != Deprel::advcl) return false;
  const auto mark = tree_.case_of(clause);
  const bool soon = a_[above].lower == "soon";
  if (soon && a_[above].head != kNone) above = a_[above].head;
  if (!(soon && mark == "as") && !lexicon_.in_set(mark, awaited_)) return false;
  const auto aux = a_.child(clause, Deprel::aux);
  const bool present = a_[clause].xpos == "VBZ" || a_[clause].xpos == "VBP" || (aux != kNone && (a_[aux].xpos == "VBZ" || a_[aux].xpos == "VBP"));
  bool will = false, would = false;
  for (const auto c : a_.children[above]) {
    if (a_[c].deprel != Deprel::aux) continue;
    will = will || a_[c].lower == "will" || a_[c].lower == "shall" || a_[c].lower == "'ll";
    would = would || a_[c].lower == "would";
  }
  if (present) return will || would || mark == "until" || mark == "till";
  return would && a_[clause].xpos == "VBD" && (soon || mark == "once");
}

}  // namespace khaldun
