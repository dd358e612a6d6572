#include "khaldun/language/mend.h"

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "khaldun/language/time_words.h"

namespace khaldun {
namespace {

/// "demanded on Wednesday that the troops leave": no clause hangs on the day, it is what was demanded.
void mend_clause_on_day(std::span<Token> tokens, std::uint32_t i) {
  const std::uint32_t day = tokens[i].head;
  if (day == kNone || day > i || (tokens[i].deprel != Deprel::acl_relcl && tokens[i].deprel != Deprel::acl)) return;
  const std::uint32_t verb = tokens[day].head;
  if (verb == kNone || verb > day || tokens[verb].upos != Upos::verb || !tells_time(tokens[day].lower)) return;
  if (day + 1 >= i || tokens[day + 1].lower != "that" || tokens[day + 1].head != i) return;
  const bool the_day = std::any_of(tokens.begin(), tokens.begin() + day, [&](const Token& t) { return t.head == day && t.deprel == Deprel::det; });
  if (the_day) return;
  tokens[i].head = verb;
  tokens[i].deprel = Deprel::ccomp;
  tokens[day + 1].deprel = Deprel::mark;
}

bool finite_verb(const Token& token) {
  return token.upos == Upos::verb && (token.xpos == "VBD" || token.xpos == "VBZ" || token.xpos == "VBP");
}
std::uint32_t child(std::span<const Token> tokens, std::uint32_t head, Deprel deprel) {
  for (std::uint32_t i = 0; i < tokens.size(); ++i)
    if (tokens[i].head == head && tokens[i].deprel == deprel) return i;
  return kNone;
}

/// "fled after troops | shelled the town": the noun right before a finite verb without a subject is that subject, and the preposition
/// before it begins the clause.
void mend_subject_of_clause(std::span<Token> tokens, std::uint32_t verb) {
  if (verb == 0 || tokens[verb].deprel != Deprel::advcl || !finite_verb(tokens[verb])) return;
  const std::uint32_t noun = verb - 1;
  if (tokens[noun].deprel != Deprel::obl || (tokens[noun].head != tokens[verb].head && tokens[noun].head != verb)) return;
  for (const Deprel own : {Deprel::nsubj, Deprel::nsubj_pass, Deprel::mark})
    if (child(tokens, verb, own) != kNone) return;
  const std::uint32_t word = child(tokens, noun, Deprel::case_mark);
  if (word == kNone) return;
  const std::string_view form = tokens[word].lower;
  if (form != "after" && form != "as" && form != "before" && form != "since" && form != "until" && form != "than") return;
  tokens[noun].head = verb;
  tokens[noun].deprel = Deprel::nsubj;
  tokens[word].head = verb;
  tokens[word].deprel = Deprel::mark;
  tokens[word].upos = Upos::sconj;
}

/// "stopped shelling Mekelle", "accused of shelling Mekelle": a verb in -ing right before a bare name governs it.
void mend_gerund(std::span<Token> tokens, std::uint32_t verb) {
  const std::uint32_t name = verb + 1;
  if (tokens[verb].deprel != Deprel::amod || tokens[verb].xpos != "VBG" || tokens[verb].upos != Upos::verb || tokens[verb].head != name) return;
  if (tokens[name].upos != Upos::propn || tokens[name].head == kNone || tokens[name].head >= verb || child(tokens, name, Deprel::det) != kNone) return;
  if (tokens[name].form.size() == tokens[name].lower.size() && tokens[name].form == tokens[name].lower) return;
  const Deprel role = tokens[name].deprel;
  if (role == Deprel::obj) tokens[verb].deprel = Deprel::xcomp;
  else if (role == Deprel::nmod) tokens[verb].deprel = Deprel::acl;
  else if (role == Deprel::obl) tokens[verb].deprel = Deprel::advcl;
  else return;
  tokens[verb].head = tokens[name].head;
  tokens[name].head = verb;
  tokens[name].deprel = Deprel::obj;
  if (const std::uint32_t word = child(tokens, name, Deprel::case_mark); word != kNone && word < verb) {
    tokens[word].head = verb;
    tokens[word].deprel = Deprel::mark;
  }
}

}  // namespace

void mend_tags(std::span<Token> tokens) {
  for (std::size_t i = 1; i + 1 < tokens.size(); ++i) {
    Token& token = tokens[i];
    if (token.upos != Upos::adj || !token.lower.ends_with("ed") || token.lower.size() < 5 || token.form != token.lower) continue;
    if (tokens[i - 1].xpos != "NNS" && tokens[i - 1].xpos != "NNPS") continue;
    const Upos next = tokens[i + 1].upos;
    if (next != Upos::noun && next != Upos::propn && next != Upos::det && next != Upos::num && next != Upos::pron) continue;
    token.upos = Upos::verb;
    token.xpos = "VBD";
  }
}

void mend_tree(std::span<Token> tokens) {
  for (std::uint32_t i = 0; i < tokens.size(); ++i) {
    const std::uint32_t head = tokens[i].head;
    if (tokens[i].deprel != Deprel::cc || head == kNone || head <= i || tokens[head].head == kNone || tokens[head].head >= i) continue;
    if (tokens[head].deprel == Deprel::appos || tokens[head].deprel == Deprel::flat) tokens[head].deprel = Deprel::conj;
  }
  for (std::uint32_t i = 0; i < tokens.size(); ++i) {
    mend_clause_on_day(tokens, i);
    mend_subject_of_clause(tokens, i);
    mend_gerund(tokens, i);
  }
  // A name does not go on behind the "and" that ended it.
  for (std::uint32_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].deprel != Deprel::flat || tokens[i].head == kNone || tokens[i].head > i) continue;
    for (std::uint32_t k = i; k-- > tokens[i].head + 1;)
      if (tokens[k].deprel == Deprel::conj && tokens[k].head == tokens[i].head) {
        tokens[i].head = k;
        break;
      }
  }
}

}  // namespace khaldun
