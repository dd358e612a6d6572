#include "khaldun/actors/mend.h"

#include <deque>
#include <memory>
#include <string>

#include "khaldun/language/irregular.h"
#include "khaldun/language/morphology.h"

namespace khaldun {
namespace {

bool clausal(Deprel d) {
  switch (d) {
    case Deprel::root: case Deprel::ccomp: case Deprel::conj: case Deprel::advcl: case Deprel::parataxis: case Deprel::acl_relcl: return true;
    default: return false;
  }
}

/// What the dependents of a word tell of its class.
struct Frame {
  std::uint32_t subject = kNone, object = kNone, verb = kNone, compound = kNone;
  bool passive = false, nominal = false;
};

Frame frame_of(const Analysis& a, std::uint32_t t) {
  Frame f;
  for (const auto c : a.children[t]) {
    switch (a[c].deprel) {
      case Deprel::nsubj: f.subject = c; break;
      case Deprel::nsubj_pass: f.subject = c; f.passive = true; break;
      case Deprel::aux_pass: f.passive = true; break;
      case Deprel::obj: if (c > t) f.object = c; break;
      case Deprel::conj: if (f.verb == kNone && (a[c].upos == Upos::verb) && a[c].xpos != "VBG") f.verb = c; break;
      case Deprel::compound: if (c + 1 == t && a[c].xpos == "NNS") f.compound = c; break;
      case Deprel::cop: case Deprel::det: case Deprel::case_mark: case Deprel::amod: case Deprel::nmod_poss: case Deprel::nummod:
        if (c < t) f.nominal = true;
        break;
      default: break;
    }
  }
  return f;
}

/// "a surprise offensive", "their large-scale offensive"; "the wounded" is people.
bool heads_noun_phrase(const Analysis& a, std::uint32_t t) {
  // "arrested a militant", "evacuated the wounded"
  if (a[t].deprel == Deprel::xcomp && a[t].xpos == "JJ")
    for (const auto c : a.children[t])
      if (c < t && a[c].deprel == Deprel::det && (a[c].lower == "a" || a[c].lower == "an" || (a[c].lower == "the" && c + 1 == t))) return true;
  switch (a[t].deprel) {
    case Deprel::obj: case Deprel::nsubj: case Deprel::nsubj_pass: case Deprel::obl: case Deprel::nmod: break;
    default: return false;
  }
  bool article = false, modified = false;
  for (const auto c : a.children[t]) {
    if (c > t) continue;
    article = article || a[c].deprel == Deprel::det || a[c].deprel == Deprel::nmod_poss;
    modified = modified || a[c].deprel == Deprel::amod || a[c].deprel == Deprel::compound || (a[c].deprel == Deprel::det && (a[c].lower == "a" || a[c].lower == "an"));
  }
  return article && modified && a[t].xpos == "JJ";
}

/// "Kenya plans to send troops": a name before it and an infinitive right behind it make the noun a verb.
bool plans_to(const Analysis& a, std::uint32_t t, std::uint32_t& subject, std::uint32_t& infinitive) {
  if (a[t].xpos != "NNS" || !a[t].lower.ends_with("s") || (a[t].deprel != Deprel::root && a[t].deprel != Deprel::ccomp && a[t].deprel != Deprel::parataxis)) return false;
  subject = infinitive = kNone;
  for (const auto c : a.children[t]) {
    const auto d = a[c].deprel;
    if (c < t && d == Deprel::compound && c + 1 == t && a[c].upos == Upos::propn) subject = c;
    else if (c < t && d != Deprel::punct && d != Deprel::advmod && d != Deprel::mark) return false;
    if (c > t && (d == Deprel::acl || d == Deprel::xcomp) && a[c].xpos == "VB" && t + 1 < a.tokens.size() && a[t + 1].lower == "to") infinitive = c;
  }
  return subject != kNone && infinitive != kNone;
}

/// "Air defence shot down ten drones", tagged as a base form: with a subject and no auxiliary it is a past tense.
bool past_with_subject(const Analysis& a, std::uint32_t t) {
  if (a[t].upos != Upos::verb || (a[t].xpos != "VB" && a[t].xpos != "VBP") || a[t].lemma != a[t].lower) return false;
  bool subject = false;
  for (const auto c : a.children[t]) {
    const auto d = a[c].deprel;
    if (d == Deprel::nsubj) subject = true;
    if (d == Deprel::aux || d == Deprel::aux_pass || (d == Deprel::mark && a[c].lower == "to")) return false;
  }
  return subject;
}

}  // namespace

void mend_tags(Analysis& a) {
  struct Kept {
    std::shared_ptr<void> before;
    std::deque<std::string> lemmas;
  };
  std::shared_ptr<Kept> kept;
  for (std::uint32_t t = 0; t < a.tokens.size(); ++t) {
    auto& token = a.tokens[t];
    if (token.upos == Upos::adj && heads_noun_phrase(a, t)) {
      token.upos = Upos::noun;
      token.xpos = "NN";
      continue;
    }
    if (std::uint32_t subject = kNone, infinitive = kNone; plans_to(a, t, subject, infinitive)) {
      token.upos = Upos::verb;
      token.xpos = "VBZ";
      a.tokens[subject].deprel = Deprel::nsubj;
      a.tokens[infinitive].deprel = Deprel::xcomp;
      continue;
    }
    // "India regards them as terrorists and blames Pakistan"
    if (token.xpos == "NNS" && clausal(token.deprel) && token.lower.ends_with("s")) {
      if (const auto f = frame_of(a, t); !f.nominal && f.subject != kNone && f.subject < t && f.compound == kNone && !f.passive && f.object != kNone) {
        token.upos = Upos::verb;
        token.xpos = "VBZ";
        continue;
      }
    }
    // "Nine were hurt and seven demonstrators detained": of a number of people, with no object, beside a passive.
    if (token.xpos == "VBD" && token.deprel == Deprel::conj && token.head != kNone && token.lower.ends_with("ed")) {
      const auto f = frame_of(a, t), first = frame_of(a, token.head);
      if (first.passive && !f.passive && f.subject != kNone && f.subject + 1 == t && f.object == kNone && a.child(f.subject, Deprel::nummod) != kNone) {
        token.xpos = "VBN";
        a.tokens[f.subject].deprel = Deprel::nsubj_pass;
        continue;
      }
    }
    if (past_with_subject(a, t)) {
      if (const auto lemma = irregular_verb(token.lower, "VBD"); !lemma.empty() && lemma != token.lower) {
        token.xpos = "VBD";
        token.lemma = lemma;
      }
      continue;
    }
    if (token.upos == Upos::verb || token.upos == Upos::propn || token.upos == Upos::punct || token.xpos == "NNS" || !clausal(token.deprel)) continue;
    const auto irregular = irregular_verb(token.lower, "VBD");
    const bool regular = token.upos == Upos::adj && token.lower.ends_with("ed") && token.lower.size() > 4;
    if (irregular.empty() && !regular) continue;
    auto f = frame_of(a, t);
    if (f.nominal) continue;
    // "troops shot and killed a boy": what reads as a compound is the subject.
    if (!irregular.empty() && f.subject == kNone && f.compound != kNone && (f.verb != kNone || f.object != kNone)) {
      a.tokens[f.compound].deprel = Deprel::nsubj;
      f.subject = f.compound;
    }
    if (f.subject == kNone && !f.passive && (irregular.empty() || f.object == kNone)) continue;
    if (regular && (f.subject == kNone || f.object != kNone)) continue;
    // "ten were killed and nine others wounded": the auxiliary is told once.
    if (regular && !f.passive) {
      if (token.deprel != Deprel::conj || token.head == kNone || a[token.head].upos != Upos::verb) continue;
      f.passive = true;
      a.tokens[f.subject].deprel = Deprel::nsubj_pass;
    }
    token.upos = Upos::verb;
    token.xpos = f.passive ? "VBN" : "VBD";
    if (!irregular.empty()) {
      token.lemma = irregular;
      continue;
    }
    if (kept == nullptr) kept = std::make_shared<Kept>();
    kept->lemmas.push_back(lemma_by_rule(token.lower, Upos::verb, "VBN"));
    token.lemma = kept->lemmas.back();
  }
  if (kept == nullptr) return;
  kept->before = std::move(a.strings);
  a.strings = std::move(kept);
}

}  // namespace khaldun
