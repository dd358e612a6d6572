#include "khaldun/language/mend.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "khaldun/language/irregular.h"
#include "khaldun/language/time_words.h"

namespace khaldun {
namespace {

/// "gunmen shot dead a judge", "air defence shot down ten": behind a noun and before such a word a past form is no noun.
bool past_called_noun(std::span<const Token> tokens, std::size_t i) {
  const Token& token = tokens[i];
  const bool adverb = token.upos == Upos::adv && token.xpos == "RB";  // "rebels overran two posts"
  if ((token.upos != Upos::noun || token.xpos != "NN") && !adverb) return false;
  if (token.form != token.lower || irregular_verb(token.lower, "VBD").empty()) return false;
  const Upos before = tokens[i - 1].upos;
  if (before != Upos::noun && before != Upos::propn) return false;
  // Past forms that no noun looks like: "a bomb tore through a convoy".
  constexpr std::array<std::string_view, 22> kNeverNoun = {"overran", "overthrew", "overtook", "withdrew", "retook", "undertook", "tore", "blew", "threw", "drove", "shook", "flew", "swept", "sank", "took", "gave", "went", "came", "fled", "sought", "brought", "broke"};
  if (std::find(kNeverNoun.begin(), kNeverNoun.end(), token.lower) != kNeverNoun.end()) return true;
  if (adverb) return false;
  const std::string_view after = tokens[i + 1].lower;
  if (after == "dead" || after == "down" || after == "at" || after == "back" || after == "toward" || after == "towards") return true;
  if (i + 2 >= tokens.size()) return false;
  const Token& next = tokens[i + 2];
  if (after == "to") return next.lower == "death";
  if (after == "and") return next.xpos == "VBD" || next.xpos == "VBN";  // "shot and wounded a man"
  // "rebels shot two miners": behind a plural
  const Upos object = tokens[i + 1].upos;
  return tokens[i - 1].xpos == "NNS" && (object == Upos::num || object == Upos::det || tokens[i + 1].xpos == "PRP$");
}

/// What hung on the root becomes the root, and the root hangs on it.
void take_root(std::span<Token> tokens, std::uint32_t now, std::uint32_t before, Deprel as) {
  tokens[now].head = kNone;
  tokens[now].deprel = Deprel::root;
  tokens[before].head = now;
  tokens[before].deprel = as;
}

/// "says Tehran arms, trains | and finances the group": behind a name whose clause somebody tells, plural nouns that go on as a verb are
/// verbs. True if it made them so.
bool row_of_verbs(std::span<Token> tokens, std::size_t i) {
  if (i < 2 || tokens[i].xpos != "NNS" || tokens[i].form != tokens[i].lower || tokens[i - 1].xpos != "NNP") return false;
  std::size_t before = i - 1;  // a name of several words
  while (before > 0 && tokens[before - 1].xpos == "NNP") --before;
  if (before == 0 || (tokens[before - 1].upos != Upos::verb && tokens[before - 1].lower != "that")) return false;
  std::size_t last = i;
  while (last + 2 < tokens.size() && tokens[last + 1].form == "," && (tokens[last + 2].xpos == "NNS" || tokens[last + 2].xpos == "VBZ")) last += 2;
  if (last + 1 < tokens.size() && tokens[last + 1].form == ",") ++last;
  if (last + 2 >= tokens.size() || tokens[last + 1].lower != "and" || tokens[last + 2].xpos != "VBZ") return false;
  for (std::size_t t = i; t <= last; ++t)
    if (tokens[t].xpos == "NNS") tokens[t].upos = Upos::verb, tokens[t].xpos = "VBZ";
  return true;
}

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

/// Does `t` hang below `top`, or is it that?
bool within(std::span<const Token> tokens, std::uint32_t t, std::uint32_t top) {
  for (std::size_t step = 0; t != kNone && step <= tokens.size(); ++step) {
    if (t == top) return true;
    t = tokens[t].head;
  }
  return false;
}
/// All that hangs on the one hangs on the other.
void rehang(std::span<Token> tokens, std::uint32_t from, std::uint32_t to) {
  for (Token& t : tokens)
    if (t.head == from) t.head = to;
}

bool nominal(const Token& token) { return token.upos == Upos::noun || token.upos == Upos::propn; }

/// "talks between the army and the rebels | broke down": what "between" governs goes on behind "and", and what stands before "between"
/// is the subject of the verb that follows. Parsers make a clause of "the rebels broke down".
void mend_between(std::span<Token> tokens, std::uint32_t i) {
  if (i == 0 || tokens[i].lower != "between" || tokens[i].deprel != Deprel::case_mark) return;
  const std::uint32_t first = tokens[i].head;
  if (first == kNone || first < i || !nominal(tokens[first]) || tokens[first].deprel != Deprel::nmod) return;
  const std::uint32_t noun = tokens[first].head;
  if (noun == kNone || noun > i || tokens[noun].upos != Upos::noun) return;
  std::uint32_t word = first + 1;
  while (word < tokens.size() && word < first + 8 && tokens[word].lower != "and") {
    if (tokens[word].upos == Upos::verb || tokens[word].upos == Upos::aux || tokens[word].upos == Upos::punct) return;
    ++word;
  }
  if (word >= tokens.size() || tokens[word].lower != "and") return;
  std::uint32_t verb = word + 1;
  while (verb < tokens.size() && verb < word + 10 && tokens[verb].upos != Upos::verb && tokens[verb].upos != Upos::aux) {
    if (tokens[verb].upos == Upos::punct || tokens[verb].upos == Upos::cconj) return;
    ++verb;
  }
  if (verb >= tokens.size() || verb < word + 2 || !nominal(tokens[verb - 1])) return;
  const std::uint32_t last = verb;  // one behind the second party
  if (tokens[verb].upos == Upos::aux) {
    const std::uint32_t full = tokens[verb].head;
    if (full == kNone || full < verb || tokens[full].upos != Upos::verb) return;
    verb = full;
  } else if (!finite_verb(tokens[verb]) && tokens[verb].xpos != "VBN") {
    return;
  }
  // The head of the second party: the last noun that hangs outside it.
  std::uint32_t second = kNone;
  for (std::uint32_t t = word + 1; t < last; ++t)
    if (nominal(tokens[t]) && (tokens[t].head == kNone || tokens[t].head <= word || tokens[t].head >= last)) second = t;
  if (second == kNone || tokens[second].head == kNone || within(tokens, noun, second)) return;
  const bool good = tokens[noun].head == verb && (tokens[noun].deprel == Deprel::nsubj || tokens[noun].deprel == Deprel::nsubj_pass);
  if (good && within(tokens, second, first)) return;
  if (!good && tokens[noun].head != verb && !within(tokens, verb, noun)) return;
  const Deprel subject = child(tokens, verb, Deprel::aux_pass) == kNone ? Deprel::nsubj : Deprel::nsubj_pass;
  const std::uint32_t mark = child(tokens, noun, Deprel::case_mark);
  if (!good && mark != kNone && (mark > noun || (tokens[mark].lower != "after" && tokens[mark].lower != "as" && tokens[mark].lower != "before" &&
                                                  tokens[mark].lower != "since" && tokens[mark].lower != "until"))) return;
  for (std::uint32_t t = word; t < last; ++t)
    if (t != second && (t == word || tokens[t].head == kNone || tokens[t].head < word || tokens[t].head >= last)) tokens[t].head = second;
  tokens[second].head = first;
  tokens[second].deprel = Deprel::conj;
  tokens[word].deprel = Deprel::cc;
  if (good) return;
  if (tokens[noun].head != verb) {
    tokens[verb].head = tokens[noun].head;
    tokens[verb].deprel = tokens[noun].deprel;
    for (std::uint32_t t = verb + 1; t < tokens.size(); ++t)
      if (tokens[t].head == noun) tokens[t].head = verb;
  }
  if (mark != kNone) {
    tokens[mark].head = verb;
    tokens[mark].deprel = Deprel::mark;
    if (tokens[verb].head != kNone) tokens[verb].deprel = Deprel::advcl;
  }
  tokens[noun].head = verb;
  tokens[noun].deprel = subject;
}

/// "between the government of Chad and the rebels": two are needed, so "and" goes on with what "between" governs.
void mend_two_between(std::span<Token> tokens, std::uint32_t i) {
  if (tokens[i].lower != "between" || tokens[i].deprel != Deprel::case_mark) return;
  const std::uint32_t first = tokens[i].head;
  if (first == kNone || first < i || child(tokens, first, Deprel::conj) != kNone || child(tokens, first, Deprel::nummod) != kNone) return;
  for (std::uint32_t t = first + 1; t < tokens.size() && t < first + 16; ++t) {
    const std::uint32_t head = tokens[t].head;
    if (tokens[t].deprel != Deprel::conj || !nominal(tokens[t]) || head == kNone || head <= first || head >= t || tokens[head].head != first) continue;
    const std::uint32_t word = child(tokens, t, Deprel::cc);
    if (word == kNone || tokens[word].lower != "and") continue;
    tokens[t].head = first;
    return;
  }
}

/// "talks between the M23 and the army | in Goma": what a preposition governs right behind "and" and a noun is no third of the row.
void mend_row_and_place(std::span<Token> tokens, std::uint32_t i) {
  const std::uint32_t first = tokens[i].head;
  if (tokens[i].deprel != Deprel::conj || first == kNone || first > i || !nominal(tokens[i]) || !nominal(tokens[first])) return;
  const std::uint32_t word = child(tokens, i, Deprel::case_mark);
  if (word == kNone || word < first + 3 || word > i || (tokens[word].lower != "in" && tokens[word].lower != "at")) return;
  const std::uint32_t second = word - 1;
  if (!nominal(tokens[second]) || tokens[second].head == kNone || tokens[second].deprel == Deprel::nmod) return;
  std::uint32_t both = second;
  while (both > first && tokens[both].lower != "and") {
    if (tokens[both].upos == Upos::verb || tokens[both].upos == Upos::punct || tokens[both].upos == Upos::adp) return;
    --both;
  }
  if (both == first || tokens[both].upos != Upos::cconj) return;
  for (std::uint32_t t = first + 1; t < both; ++t)
    if (tokens[t].lower == "in" || tokens[t].lower == "at" || tokens[t].upos == Upos::verb) return;  // "in Goma and the army in Bukavu"
  if (const std::uint32_t own = child(tokens, first, Deprel::case_mark); own != kNone && (tokens[own].lower == "in" || tokens[own].lower == "at")) return;
  for (std::uint32_t t = both; t < word; ++t)
    if (t != second && (t == both || tokens[t].head == kNone || tokens[t].head < both || tokens[t].head >= word)) tokens[t].head = second;
  tokens[second].head = first;
  tokens[second].deprel = Deprel::conj;
  tokens[both].deprel = Deprel::cc;
  const bool governed = tokens[first].deprel == Deprel::nmod && tokens[first].head != kNone;
  tokens[i].head = governed ? tokens[first].head : first;
  tokens[i].deprel = Deprel::nmod;
}

/// "After talks in Pretoria, Ethiopia and the rebels | agreed": behind the comma that closes what stands in front is the subject.
void mend_subject_behind_front(std::span<Token> tokens, std::uint32_t verb) {
  if (verb < 4 || !finite_verb(tokens[verb])) return;
  for (const Deprel own : {Deprel::nsubj, Deprel::nsubj_pass, Deprel::expl})
    if (child(tokens, verb, own) != kNone) return;
  for (std::uint32_t noun = 1; noun < verb; ++noun) {
    const std::uint32_t place = tokens[noun].head;
    const bool apposition = tokens[noun].deprel == Deprel::appos;  // "In Rio, | forces backed by tanks patrolled": the same, told as one thing
    if ((tokens[noun].deprel != Deprel::conj && !apposition) || place == kNone || place >= noun || !nominal(tokens[noun])) continue;
    const std::uint32_t word = child(tokens, place, Deprel::case_mark);
    if (word == kNone || word > place) continue;
    // Between the two only a comma and words of the second; behind it only the row that it opens.
    std::uint32_t comma = place + 1;
    while (apposition && comma < noun && tokens[comma].head == place && tokens[comma].deprel == Deprel::flat) ++comma;
    if (tokens[comma].lower != ",") continue;
    bool good = true;
    for (std::uint32_t t = comma + 1; t < noun; ++t) good = good && within(tokens, t, noun);
    for (std::uint32_t t = noun + 1; t < verb; ++t)
      good = good && (apposition ? !finite_verb(tokens[t]) && (within(tokens, t, noun) || tokens[t].head == verb)
                                 : tokens[t].lower != "," && tokens[t].upos != Upos::verb && (within(tokens, t, noun) || within(tokens, t, place) || tokens[t].head == verb));
    // The front opens the sentence and hangs on the verb.
    std::uint32_t top = place;
    while (tokens[top].head != kNone && tokens[top].head < verb) top = tokens[top].head;
    good = good && tokens[top].head == verb && tokens[top].deprel == Deprel::obl && top < noun;
    if (!good) continue;
    for (std::uint32_t t = noun + 1; t < verb; ++t)
      if (tokens[t].head == place) tokens[t].head = noun;
    tokens[comma].head = verb;
    tokens[noun].head = verb;
    tokens[noun].deprel = child(tokens, verb, Deprel::aux_pass) == kNone ? Deprel::nsubj : Deprel::nsubj_pass;
    return;
  }
}

/// "denied in a video | that his group had agreed": a clause with "that" and a subject of its own is what was denied.
void mend_that_clause(std::span<Token> tokens, std::uint32_t i) {
  const std::uint32_t noun = tokens[i].head;
  if (tokens[i].deprel != Deprel::acl_relcl || noun == kNone || noun > i || tokens[noun].deprel != Deprel::obl) return;
  const std::uint32_t mark = child(tokens, i, Deprel::mark), verb = tokens[noun].head;
  if (mark == kNone || tokens[mark].lower != "that" || mark > i || mark < noun + 2 || verb == kNone || verb > noun || tokens[verb].upos != Upos::verb) return;
  if (child(tokens, i, Deprel::nsubj) == kNone && child(tokens, i, Deprel::nsubj_pass) == kNone) return;
  if (child(tokens, verb, Deprel::ccomp) != kNone || child(tokens, verb, Deprel::obj) != kNone) return;
  tokens[i].head = verb;
  tokens[i].deprel = Deprel::ccomp;
}

/// "the army and Lebanon's Hezbollah": a name with 's before a noun is its owner, not another party.
void mend_owner(std::span<Token> tokens, std::uint32_t i) {
  if (tokens[i].deprel != Deprel::conj || tokens[i].upos != Upos::propn || i + 2 >= tokens.size()) return;
  if (tokens[i + 1].head != i || tokens[i + 1].deprel != Deprel::case_mark || tokens[i + 1].xpos != "POS") return;
  std::uint32_t owned = i + 2;
  while (owned + 1 < tokens.size() && owned < i + 5 && !nominal(tokens[owned]) && tokens[owned].deprel == Deprel::amod) ++owned;
  // "invited the rebels and Yemen's exiled government": nothing says that the government is the rebels'.
  const std::uint32_t first = tokens[i].head;
  if (first != kNone && first < i && nominal(tokens[owned]) && tokens[first].deprel == Deprel::nmod_poss && tokens[first].head == owned && tokens[owned].head != kNone &&
      (first + 1 >= tokens.size() || tokens[first + 1].xpos != "POS")) {
    tokens[first].head = tokens[owned].head;
    tokens[first].deprel = tokens[owned].deprel;
    tokens[owned].head = first;
    tokens[owned].deprel = Deprel::conj;
    tokens[i].head = owned;
    tokens[i].deprel = Deprel::nmod_poss;
    if (const std::uint32_t word = child(tokens, i, Deprel::cc); word != kNone) tokens[word].head = owned;
    return;
  }
  if (!nominal(tokens[owned]) || tokens[owned].deprel != Deprel::conj || tokens[owned].head != tokens[i].head) return;
  tokens[i].head = owned;
  tokens[i].deprel = Deprel::nmod_poss;
  if (const std::uint32_t word = child(tokens, i, Deprel::cc); word != kNone) tokens[word].head = owned;
}

/// "the government of Chad and rebels | of the FACT": each of the two has an "of" of its own.
void mend_two_of(std::span<Token> tokens, std::uint32_t i) {
  const std::uint32_t inner = tokens[i].head;
  if (tokens[i].deprel != Deprel::conj || inner == kNone || inner > i || !nominal(tokens[i]) || tokens[inner].deprel != Deprel::nmod) return;
  const std::uint32_t outer = tokens[inner].head;
  if (outer == kNone || outer > inner || i + 1 >= tokens.size() || tokens[i + 1].lower != "of") return;
  const std::uint32_t own = tokens[i + 1].head;
  const std::uint32_t word = child(tokens, inner, Deprel::case_mark);
  if (own == kNone || own < i + 2 || tokens[own].head != outer || tokens[own].deprel != Deprel::nmod || word == kNone || tokens[word].lower != "of") return;
  tokens[own].head = i;
  tokens[i].head = outer;
}

/// "stopped shelling Mekelle", "accused of shelling Mekelle": a verb in -ing right before a bare name governs it.
void mend_gerund(std::span<Token> tokens, std::uint32_t verb) {
  const std::uint32_t name = verb + 1;
  if (name >= tokens.size()) return;
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

/// "with the group ending the ceasefire", "with it responsible for …": what "with" governs right before is the subject.
void mend_absolute(std::span<Token> tokens, std::uint32_t verb) {
  if (tokens[verb].deprel != Deprel::advcl || (tokens[verb].xpos != "VBG" && tokens[verb].xpos != "VBN" && tokens[verb].xpos != "JJ")) return;
  if (child(tokens, verb, Deprel::nsubj) != kNone || child(tokens, verb, Deprel::mark) != kNone) return;
  for (std::uint32_t noun = 0; noun < verb; ++noun) {
    if (tokens[noun].head != verb || tokens[noun].deprel != Deprel::obl) continue;
    const std::uint32_t word = child(tokens, noun, Deprel::case_mark);
    if (word == kNone || word > noun || tokens[word].lower != "with") return;
    tokens[noun].deprel = tokens[verb].xpos == "VBN" ? Deprel::nsubj_pass : Deprel::nsubj;
    tokens[word].head = verb;
    tokens[word].deprel = Deprel::mark;
    return;
  }
}

/// "talks with the group, which were brokered": a relative clause in the plural belongs to the plural noun, one in the singular to the
/// singular one, if the noun phrase has it.
void mend_relative(std::span<Token> tokens, std::uint32_t verb) {
  if (tokens[verb].deprel != Deprel::acl_relcl || tokens[verb].head == kNone) return;
  bool plural = false, singular = false, which = false;
  for (std::uint32_t i = 0; i < verb; ++i) {
    if (tokens[i].head != verb) continue;
    const Deprel d = tokens[i].deprel;
    if (d == Deprel::nsubj || d == Deprel::nsubj_pass) which = tokens[i].lower == "which";
    if (d != Deprel::aux && d != Deprel::aux_pass && d != Deprel::cop) continue;
    plural = plural || tokens[i].lower == "were" || tokens[i].lower == "are" || tokens[i].lower == "have";
    singular = singular || tokens[i].lower == "was" || tokens[i].lower == "is" || tokens[i].lower == "has";
  }
  if (!which || plural == singular) return;
  const auto fits = [&](std::uint32_t noun) {
    const std::string_view tag = tokens[noun].xpos;
    return plural ? tag == "NNS" || tag == "NNPS" : tag == "NN" || tag == "NNP";
  };
  std::uint32_t noun = tokens[verb].head;
  if (fits(noun) || child(tokens, noun, Deprel::conj) != kNone) return;
  while (tokens[noun].deprel == Deprel::nmod && tokens[noun].head != kNone && tokens[noun].head < noun) {
    noun = tokens[noun].head;
    if (!fits(noun)) continue;
    tokens[verb].head = noun;
    return;
  }
}

/// "bombings, targeted killings": a participle behind a comma belongs to the noun behind it.
void mend_participle(std::span<Token> tokens, std::uint32_t word) {
  const std::uint32_t noun = word + 1;
  if (word == 0 || noun >= tokens.size() || tokens[word].deprel != Deprel::amod || tokens[word].xpos != "VBN") return;
  if (tokens[word].head == kNone || tokens[word].head >= word || tokens[word - 1].form != ",") return;
  if (tokens[noun].head != word || tokens[noun].deprel != Deprel::obj || tokens[noun].upos != Upos::noun) return;
  tokens[noun].head = tokens[word].head;
  tokens[noun].deprel = Deprel::conj;
  tokens[word].head = noun;
}

/// "expressing | concern about": a bare noun right behind a verb that has no object is that object, no clause.
void mend_object(std::span<Token> tokens, std::uint32_t noun) {
  if (noun == 0 || tokens[noun].upos != Upos::noun || tokens[noun].deprel != Deprel::advcl) return;
  const std::uint32_t verb = noun - 1;
  if (tokens[verb].upos != Upos::verb || tokens[verb].head != tokens[noun].head || child(tokens, verb, Deprel::obj) != kNone) return;
  for (const Deprel own : {Deprel::cop, Deprel::case_mark, Deprel::mark, Deprel::nsubj})
    if (child(tokens, noun, own) != kNone) return;
  tokens[noun].head = verb;
  tokens[noun].deprel = Deprel::obj;
}

/// "On Thursday Ann Lee called": a name behind a day is no part of the day, but who did it.
void mend_name_behind_day(std::span<Token> tokens, std::uint32_t name) {
  const std::uint32_t day = tokens[name].head;
  if (tokens[name].deprel != Deprel::flat || day == kNone || day > name || tokens[name].upos != Upos::propn || !tells_time(tokens[day].lower)) return;
  const std::uint32_t verb = tokens[day].head;
  if (verb == kNone || verb < name || tokens[verb].upos != Upos::verb || child(tokens, verb, Deprel::nsubj) != kNone || child(tokens, verb, Deprel::nsubj_pass) != kNone) return;
  tokens[name].head = verb;
  tokens[name].deprel = child(tokens, verb, Deprel::aux_pass) != kNone ? Deprel::nsubj_pass : Deprel::nsubj;
  for (std::uint32_t i = name + 1; i < verb; ++i)
    if (tokens[i].deprel == Deprel::flat && tokens[i].head == day) tokens[i].head = name;
}

/// "Warren telephoned | Andrei": a name does not go on behind the verb whose subject it is; that is another one, the object.
void mend_name_across_verb(std::span<Token> tokens, std::uint32_t name) {
  const std::uint32_t first = tokens[name].head;
  if (tokens[name].deprel != Deprel::flat || first == kNone || first > name || tokens[name].upos != Upos::propn) return;
  for (std::uint32_t verb = first + 1; verb < name; ++verb) {
    if (!finite_verb(tokens[verb]) || child(tokens, verb, Deprel::obj) != kNone || child(tokens, verb, Deprel::aux_pass) != kNone) continue;
    if (!within(tokens, first, verb)) continue;
    for (std::uint32_t t = verb + 1; t < tokens.size(); ++t)
      if (t != name && tokens[t].head == first && tokens[t].deprel == Deprel::flat) tokens[t].head = name;
    tokens[name].head = verb;
    tokens[name].deprel = Deprel::obj;
    return;
  }
}

/// "The UN | reduced supplies", "Britain | mobilised reservists": what stands right before a verb without a subject is no part of the noun
/// behind it.
void mend_crossed_subject(std::span<Token> tokens, std::uint32_t name) {
  std::uint32_t verb = name + 1;
  while (verb < tokens.size() && verb < name + 3 && tells_time(tokens[verb].lower)) ++verb;  // "Israel Friday reimposed"
  const std::uint32_t noun = tokens[name].head;
  if (verb >= tokens.size() || noun == kNone || noun <= verb || tokens[name].upos != Upos::propn || tokens[name].deprel != Deprel::compound) return;
  if (tokens[verb].upos != Upos::verb || (tokens[verb].xpos != "VBD" && tokens[verb].xpos != "VBN") || child(tokens, verb, Deprel::nsubj) != kNone) return;
  for (std::uint32_t t = 0; t < name; ++t)  // the beginning of the sentence, or of what is said
    if (tokens[t].head != noun && tokens[t].head != name && tokens[t].upos != Upos::punct) return;
  if (tokens[verb].head == noun && tokens[verb].deprel == Deprel::amod && tokens[noun].head == kNone) {
    tokens[verb].head = kNone;
    tokens[verb].deprel = Deprel::root;
    tokens[noun].head = verb;
    for (std::uint32_t t = noun + 1; t < tokens.size(); ++t)
      if (tokens[t].head == noun && (tokens[t].deprel == Deprel::punct || tokens[t].deprel == Deprel::advcl || tokens[t].deprel == Deprel::parataxis)) tokens[t].head = verb;
  } else if (tokens[noun].head != verb || tokens[noun].deprel != Deprel::obj) {
    return;
  }
  tokens[noun].deprel = Deprel::obj;
  tokens[verb].xpos = "VBD";
  tokens[name].head = verb;
  tokens[name].deprel = Deprel::nsubj;
  for (std::uint32_t t = 0; t < name; ++t)
    if (tokens[t].head == noun) tokens[t].head = name;
  for (std::uint32_t t = name + 1; t < verb; ++t) {
    tokens[t].head = verb;
    tokens[t].deprel = Deprel::obl_tmod;
  }
}

/// "assassinate outgoing | Prime Minister X": an adjective has no object; what follows it is the verb's, and the adjective its own.
void mend_adjective_with_object(std::span<Token> tokens, std::uint32_t noun) {
  const std::uint32_t word = tokens[noun].head;
  if (tokens[noun].deprel != Deprel::obj || word == kNone || word >= noun || !nominal(tokens[noun]) || tokens[word].upos != Upos::adj) return;
  const std::uint32_t verb = tokens[word].head;
  if (tokens[word].deprel != Deprel::xcomp || verb == kNone || verb >= word || tokens[verb].upos != Upos::verb || child(tokens, verb, Deprel::obj) != kNone) return;
  tokens[noun].head = verb;
  tokens[word].head = noun;
  tokens[word].deprel = Deprel::amod;
}

/// "withdrew on Monday | from the town", "said on Friday | over …": a phrase hangs on no day, but on the verb of the day.
void mend_phrase_on_day(std::span<Token> tokens, std::uint32_t i) {
  const std::uint32_t day = tokens[i].head;
  if (day == kNone || day >= i || !tells_time(tokens[day].lower) || (tokens[i].deprel != Deprel::nmod && tokens[i].deprel != Deprel::acl)) return;
  const std::uint32_t verb = tokens[day].head;
  if (verb == kNone || verb > day || tokens[verb].upos != Upos::verb) return;
  if (tokens[i].deprel == Deprel::acl) {
    if (tokens[i].xpos != "VBG") return;
    tokens[i].head = verb;
    tokens[i].deprel = Deprel::advcl;
    return;
  }
  const std::uint32_t word = child(tokens, i, Deprel::case_mark);
  if (word == kNone || tokens[word].lower == "of") return;
  tokens[i].head = verb;
  tokens[i].deprel = Deprel::obl;
}

/// "Masked | gunmen kidnapped", "Khmer Rouge guerrillas | massacred": what stands right before a finite verb without an object of its
/// own is the subject, whatever verb the tagger saw in it.
void mend_noun_before_verb(std::span<Token> tokens, std::uint32_t verb) {
  if (verb == 0 || !finite_verb(tokens[verb])) return;
  Token& noun = tokens[verb - 1];
  // A plural noun taken for a verb in -s.
  if (noun.upos == Upos::verb && noun.xpos == "VBZ" && noun.head == verb && noun.deprel == Deprel::nsubj) {
    noun.upos = Upos::noun;
    noun.xpos = "NNS";
    for (std::uint32_t t = 0; t + 1 < verb; ++t)
      if (tokens[t].head == verb - 1 && tokens[t].deprel == Deprel::nsubj) tokens[t].deprel = Deprel::compound;
    return;
  }
  // A participle taken for a clause whose object is the subject.
  if (!nominal(noun) || noun.deprel != Deprel::obj || noun.head == kNone || noun.head >= verb) return;
  const std::uint32_t word = noun.head;
  Token& participle = tokens[word];
  if (participle.deprel != Deprel::csubj || participle.head != verb || (participle.xpos != "VBD" && participle.xpos != "VBN")) return;
  for (const Deprel own : {Deprel::nsubj, Deprel::aux, Deprel::mark})
    if (child(tokens, word, own) != kNone) return;
  noun.head = verb;
  noun.deprel = Deprel::nsubj;
  for (std::uint32_t t = 0; t < verb; ++t)
    if (tokens[t].head == word) tokens[t].head = verb - 1;
  participle.head = verb - 1;
  participle.deprel = Deprel::amod;
  participle.xpos = "VBN";
}

/// "President Clinton | plans to visit": a name right before a finite verb without a subject is that subject.
void mend_name_before_verb(std::span<Token> tokens, std::uint32_t verb) {
  if (verb == 0 || tokens[verb].upos != Upos::verb || (tokens[verb].xpos != "VBZ" && tokens[verb].xpos != "VBD")) return;
  Token& name = tokens[verb - 1];
  if (name.upos != Upos::propn || name.head != verb || name.deprel != Deprel::compound || child(tokens, verb, Deprel::nsubj) != kNone) return;
  name.deprel = Deprel::nsubj;
  for (std::uint32_t t = verb + 1; t + 1 < tokens.size(); ++t)
    if (tokens[t].head == verb && tokens[t].deprel == Deprel::acl && tokens[t].xpos == "VB") tokens[t].deprel = Deprel::xcomp;
}

/// "it had | halted economic aid": behind "have" a participle without an article before it is the verb.
void mend_perfect(std::span<Token> tokens, std::uint32_t have) {
  const std::uint32_t verb = have + 1;
  if (verb >= tokens.size() || tokens[have].lemma != "have" || tokens[have].upos != Upos::verb) return;
  const std::uint32_t noun = tokens[verb].head;
  if (tokens[verb].xpos != "VBN" || tokens[verb].deprel != Deprel::amod || noun == kNone || noun <= verb || tokens[noun].head != have || tokens[noun].deprel != Deprel::obj) return;
  if (child(tokens, have, Deprel::nsubj) == kNone) return;
  rehang(tokens, have, verb);
  tokens[verb].upos = Upos::verb;
  tokens[verb].head = tokens[have].head;
  tokens[verb].deprel = tokens[have].deprel;
  tokens[have].upos = Upos::aux;
  tokens[have].head = verb;
  tokens[have].deprel = Deprel::aux;
}

/// "troops have attacked", "they have sworn to fight", "China deployed missiles": without "be" and with "have" or an object there is no passive.
void mend_active(std::span<Token> tokens, std::uint32_t subject) {
  const std::uint32_t verb = tokens[subject].head;
  if (tokens[subject].deprel != Deprel::nsubj_pass || verb == kNone || child(tokens, verb, Deprel::aux_pass) != kNone) return;
  const std::uint32_t have = child(tokens, verb, Deprel::aux);
  if (have == kNone && child(tokens, verb, Deprel::obj) == kNone) return;
  if (have != kNone && tokens[have].lower != "have" && tokens[have].lower != "has" && tokens[have].lower != "had") return;
  tokens[subject].deprel = Deprel::nsubj;
  if (have == kNone && tokens[verb].xpos == "VBN") tokens[verb].xpos = "VBD";
}

/// "Up to 15,000 supporters rallied", "left at least 30 dead": words that only say about how many are no prepositions of the phrase.
void mend_about_so_many(std::span<Token> tokens, std::uint32_t i) {
  if (tokens[i].deprel != Deprel::obl || tokens[i].head == kNone || tokens[tokens[i].head].upos != Upos::verb) return;
  const std::uint32_t verb = tokens[i].head;
  bool about = false;
  for (std::uint32_t t = 0; t < tokens.size(); ++t) {
    if (tokens[t].head != i) continue;
    if (tokens[t].deprel == Deprel::case_mark) {
      if (tokens[t].lower != "up" || t + 1 >= tokens.size() || tokens[t + 1].lower != "to") return;
      about = true;
    }
    about = about || (t < i && tokens[t].deprel == Deprel::nmod && (tokens[t].lower == "least" || tokens[t].lower == "most"));
  }
  const bool number = tokens[i].upos == Upos::num || child(tokens, i, Deprel::nummod) != kNone;
  if (!about || !number) return;
  if (i < verb && child(tokens, verb, Deprel::nsubj) == kNone && child(tokens, verb, Deprel::nsubj_pass) == kNone) tokens[i].deprel = child(tokens, verb, Deprel::aux_pass) != kNone ? Deprel::nsubj_pass : Deprel::nsubj;
  else if (i > verb && child(tokens, verb, Deprel::obj) == kNone) tokens[i].deprel = Deprel::obj;
}

/// "Rebels attack convoy in the north", a headline without a verb: a plural noun modifies no noun, it is the subject of the next word.
void mend_headline(std::span<Token> tokens) {
  if (std::any_of(tokens.begin(), tokens.end(), [](const Token& t) { return t.upos == Upos::verb || t.upos == Upos::aux; })) return;
  for (std::uint32_t i = 0; i + 2 < tokens.size(); ++i) {
    Token& subject = tokens[i];
    Token& verb = tokens[i + 1];
    Token& object = tokens[i + 2];
    if (subject.xpos != "NNS" || verb.xpos != "NN" || object.head != kNone || object.upos != Upos::noun) continue;
    if (subject.deprel != Deprel::compound || verb.deprel != Deprel::compound || subject.head != i + 2 || verb.head != i + 2) continue;
    verb.upos = Upos::verb;
    verb.xpos = "VBP";
    verb.head = kNone;
    verb.deprel = Deprel::root;
    subject.head = i + 1;
    subject.deprel = Deprel::nsubj;
    object.head = i + 1;
    object.deprel = Deprel::obj;
    return;
  }
}

/// "accused Kabul of sheltering | militants": a second object behind a gerund that has none is the gerund's.
void mend_second_object(std::span<Token> tokens, std::uint32_t i) {
  const std::uint32_t verb = tokens[i].head;
  if (tokens[i].deprel != Deprel::obj || verb == kNone || verb >= i) return;
  const std::uint32_t first = child(tokens, verb, Deprel::obj);
  if (first == kNone || first >= i) return;
  for (std::uint32_t g = i; g-- > first + 1;) {
    if (tokens[g].xpos == "VBG" && tokens[g].upos == Upos::verb && tokens[g].head == verb && tokens[g].deprel == Deprel::advcl) {
      const std::uint32_t mark = child(tokens, g, Deprel::mark);
      if (mark == kNone || mark < first || child(tokens, g, Deprel::obj) != kNone) return;
      tokens[i].head = g;
      return;
    }
    // Only the object's own words stand between.
    std::uint32_t up = g;
    while (up != kNone && up != i && tokens[up].head != up) up = tokens[up].head;
    if (up != i) return;
  }
}

/// "rejected as absurd | the claim": of two subjects the one behind the verb is its object.
void mend_subject_behind(std::span<Token> tokens, std::uint32_t i) {
  const std::uint32_t verb = tokens[i].head;
  if (tokens[i].deprel != Deprel::nsubj || verb == kNone || verb > i || !finite_verb(tokens[verb]) || (tokens[i].upos != Upos::noun && tokens[i].upos != Upos::propn)) return;
  const std::uint32_t first = child(tokens, verb, Deprel::nsubj);
  if (first < verb && child(tokens, verb, Deprel::obj) == kNone && child(tokens, verb, Deprel::expl) == kNone) tokens[i].deprel = Deprel::obj;
}

/// "failed for the third time | to elect a president": the infinitive is the verb's, not the time's.
void mend_infinitive_on_time(std::span<Token> tokens, std::uint32_t i) {
  const std::uint32_t time = tokens[i].head;
  if (tokens[i].deprel != Deprel::acl || tokens[i].xpos != "VB" || time == kNone || time > i || tokens[time].lower != "time") return;
  const std::uint32_t verb = tokens[time].head;
  const std::uint32_t to = child(tokens, i, Deprel::mark), by = child(tokens, time, Deprel::case_mark);
  if (verb == kNone || verb > time || tokens[verb].upos != Upos::verb || tokens[time].deprel != Deprel::obl || to != time + 1 || by == kNone || tokens[by].lower != "for") return;
  tokens[i].head = verb;
  tokens[i].deprel = Deprel::xcomp;
}

/// "a raid which the rebels said | left nine dead": what stands before the speaker is the subject of what is said, if that has an object
/// of its own and no subject.
void mend_subject_before_speaker(std::span<Token> tokens, std::uint32_t i) {
  const std::uint32_t verb = tokens[i].head;
  if (tokens[i].deprel != Deprel::obj || verb == kNone || verb < i || !finite_verb(tokens[verb]) || tokens[verb].deprel != Deprel::ccomp) return;
  if (tokens[i].lower != "which" && tokens[i].lower != "who" && tokens[i].lower != "that") return;
  const std::uint32_t said = tokens[verb].head;
  if (said == kNone || said > verb || said < i || tokens[said].deprel != Deprel::acl_relcl || child(tokens, verb, Deprel::nsubj) != kNone || child(tokens, verb, Deprel::nsubj_pass) != kNone) return;
  const bool object = std::any_of(tokens.begin() + verb + 1, tokens.end(), [&](const Token& t) { return t.head == verb && t.deprel == Deprel::obj; });
  if (object) tokens[i].deprel = Deprel::nsubj;
}

/// "Rebels | overran two posts": a verb between its subject and its object is no preposition of the object.
void mend_verb_as_case(std::span<Token> tokens, std::uint32_t verb) {
  const std::uint32_t object = tokens[verb].head;
  if (tokens[verb].deprel != Deprel::case_mark || tokens[verb].upos != Upos::verb || tokens[verb].xpos == "VBG" || object == kNone || object < verb) return;
  const std::uint32_t subject = child(tokens, object, Deprel::nsubj);
  if (subject == kNone || subject > verb || child(tokens, object, Deprel::cop) != kNone) return;
  tokens[verb].head = tokens[object].head;
  tokens[verb].deprel = tokens[object].deprel;
  tokens[verb].xpos = "VBD";
  for (Token& t : tokens.first(verb))
    if (t.head == object) t.head = verb;
  for (std::uint32_t t = object + 1; t < tokens.size(); ++t)
    if (tokens[t].head == object && (tokens[t].deprel == Deprel::punct || tokens[t].deprel == Deprel::obl || tokens[t].deprel == Deprel::advcl || tokens[t].deprel == Deprel::conj)) tokens[t].head = verb;
  tokens[object].head = verb;
  tokens[object].deprel = Deprel::obj;
}

/// "Had the rebels taken the bridge, | the capital would have fallen": the clause that begins with the auxiliary is the condition.
void mend_condition(std::span<Token> tokens) {
  std::uint32_t first = 0;
  while (first < tokens.size() && tokens[first].upos == Upos::punct) ++first;
  if (first >= tokens.size() || (tokens[first].lower != "had" && tokens[first].lower != "were" && tokens[first].lower != "should")) return;
  const std::uint32_t verb = tokens[first].head;
  if (tokens[first].deprel != Deprel::aux && tokens[first].deprel != Deprel::aux_pass && tokens[first].deprel != Deprel::cop) return;
  if (verb == kNone || tokens[verb].head != kNone) return;
  for (std::uint32_t main = verb + 1; main < tokens.size(); ++main) {
    if (tokens[main].head != verb || (tokens[main].deprel != Deprel::parataxis && tokens[main].deprel != Deprel::ccomp && tokens[main].deprel != Deprel::conj)) continue;
    const std::uint32_t modal = child(tokens, main, Deprel::aux);
    if (modal == kNone || (tokens[modal].lower != "would" && tokens[modal].lower != "could" && tokens[modal].lower != "might")) continue;
    take_root(tokens, main, verb, Deprel::advcl);
    return;
  }
}

/// "released soldier | Gilad Shalit": two objects (or subjects) side by side are what somebody is and his name.
void mend_role_and_name(std::span<Token> tokens, std::uint32_t i) {
  if (i + 1 >= tokens.size() || tokens[i].upos != Upos::noun || tokens[i].xpos != "NN" || tokens[i + 1].upos != Upos::propn) return;
  const Deprel deprel = tokens[i].deprel;
  if (deprel != Deprel::obj && deprel != Deprel::nsubj && deprel != Deprel::nsubj_pass) return;
  if (tokens[i].head == kNone || tokens[i + 1].head != tokens[i].head || tokens[i + 1].deprel != deprel || tells_time(tokens[i + 1].lower)) return;
  tokens[i].head = i + 1;
  tokens[i].deprel = Deprel::nmod;
}

/// "dismissed Sher | Bahadur Deuba": a name that goes on without a comma is one name.
void mend_long_name(std::span<Token> tokens, std::uint32_t i) {
  if (i == 0 || tokens[i].deprel != Deprel::appos || tokens[i].upos != Upos::propn || tokens[i].head != i - 1) return;
  if (tokens[i - 1].upos != Upos::propn || tokens[i - 1].deprel == Deprel::flat) return;
  const bool whole = std::all_of(tokens.begin(), tokens.end(), [&](const Token& t) { return t.head != i || t.deprel == Deprel::flat; });
  if (!whole) return;
  rehang(tokens, i, i - 1);
  tokens[i].deprel = Deprel::flat;
}

/// "The police said 12 were killed, | the rebels said 40": no verb has two clauses for what was said; the first belongs to who speaks first,
/// and the second speaker goes on beside.
void mend_two_speakers(std::span<Token> tokens, std::uint32_t first) {
  const std::uint32_t second = tokens[first].head;
  if (tokens[first].deprel != Deprel::ccomp || second == kNone || second < first || tokens[second].head != kNone) return;
  std::uint32_t content = kNone;
  bool subject = false;
  for (std::uint32_t t = 0; t < tokens.size(); ++t) {
    if (tokens[t].head == first) {
      if (t > first && (tokens[t].deprel == Deprel::ccomp || tokens[t].deprel == Deprel::xcomp || tokens[t].deprel == Deprel::obj)) return;
      subject = subject || (t < first && tokens[t].deprel == Deprel::nsubj);
    }
    if (tokens[t].head == second && tokens[t].deprel == Deprel::ccomp && t > first && t < second) content = t;
  }
  if (content == kNone || !subject) return;
  tokens[content].head = first;
  tokens[first].head = kNone;
  tokens[first].deprel = Deprel::root;
  tokens[second].head = first;
  tokens[second].deprel = Deprel::parataxis;
}

/// "The army said rebels had shelled a camp; | the rebels denied it", "Experts wrote that …; | Kampala said …": behind a semicolon another
/// statement begins, which is no part of what was said before, nor is what was said before a part of it.
void mend_semicolon(std::span<Token> tokens, std::uint32_t mark) {
  if (tokens[mark].form != ";" || tokens[mark].head == kNone || tokens[mark].head < mark) return;
  const std::uint32_t second = tokens[mark].head;
  if (tokens[second].upos != Upos::verb) return;
  const std::uint32_t subject = child(tokens, second, Deprel::nsubj);
  if (subject == kNone || subject < mark) return;
  const std::uint32_t first = tokens[second].head;
  if (first != kNone && first < mark && tokens[second].deprel == Deprel::ccomp) {
    // "said that it had been warned; that …", "that troops had fired; the crowd had fled": what was said goes on.
    for (const Token& t : tokens)
      if (t.head == second && (t.deprel == Deprel::mark || (t.deprel == Deprel::aux && (t.lower == "had" || t.lower == "would")))) return;
    tokens[second].deprel = Deprel::parataxis;
    return;
  }
  if (first != kNone) return;
  for (std::uint32_t t = 0; t < mark; ++t) {
    if (tokens[t].head != second || tokens[t].deprel != Deprel::ccomp || !finite_verb(tokens[t])) continue;
    const bool own = std::any_of(tokens.begin() + second, tokens.end(), [&](const Token& c) { return c.head == second && (c.deprel == Deprel::ccomp || c.deprel == Deprel::obj); });
    if (!own) return;
    take_root(tokens, t, second, Deprel::parataxis);
    return;
  }
}

/// "says Rwanda | arms and shelters the rebels": a finite verb is nobody's object, but what is said, and what follows "and" goes on with it.
void mend_verb_as_object(std::span<Token> tokens, std::uint32_t verb) {
  const std::uint32_t teller = tokens[verb].head;
  if (tokens[verb].deprel != Deprel::obj || tokens[verb].xpos != "VBZ" || teller == kNone || teller > verb || !finite_verb(tokens[teller])) return;
  tokens[verb].deprel = Deprel::ccomp;
  const std::uint32_t next = verb + 2;
  if (next >= tokens.size() || tokens[next].head != teller || tokens[next].deprel != Deprel::conj || !finite_verb(tokens[next])) return;
  tokens[next].head = verb;
}

/// "denies the charges and maintains | it provides support": a clause right behind the second verb is that one's, if the first has an object
/// of its own and the second has nothing.
void mend_clause_of_second_verb(std::span<Token> tokens, std::uint32_t clause) {
  const std::uint32_t first = tokens[clause].head;
  if (tokens[clause].deprel != Deprel::ccomp || first == kNone || first > clause || child(tokens, first, Deprel::obj) == kNone) return;
  for (std::uint32_t second = clause; second-- > first + 1;) {
    if (within(tokens, second, clause)) continue;
    if (tokens[second].deprel != Deprel::conj || tokens[second].head != first || !finite_verb(tokens[second])) return;
    if (child(tokens, second, Deprel::obj) == kNone && child(tokens, second, Deprel::ccomp) == kNone && child(tokens, second, Deprel::xcomp) == kNone) tokens[clause].head = second;
    return;
  }
}

/// "Gunmen dressed as doctors | stormed a hospital": a passive without "be" is no clause of its own, but says what the subject is like.
void mend_reduced_passive(std::span<Token> tokens, std::uint32_t participle) {
  const std::uint32_t subject = child(tokens, participle, Deprel::nsubj_pass), verb = child(tokens, participle, Deprel::advcl);
  if (subject == kNone || subject > participle || verb == kNone || verb < participle || !finite_verb(tokens[verb])) return;
  if (child(tokens, participle, Deprel::aux) != kNone || child(tokens, participle, Deprel::aux_pass) != kNone || child(tokens, participle, Deprel::obj) != kNone) return;
  const std::uint32_t as = participle + 1, noun = child(tokens, verb, Deprel::nsubj);
  if (as >= tokens.size() || tokens[as].lower != "as" || tokens[as].head != verb || noun == kNone || noun < as || noun > verb) return;
  tokens[verb].head = tokens[participle].head;
  tokens[verb].deprel = tokens[participle].deprel;
  for (std::uint32_t t = 0; t < tokens.size(); ++t)
    if (tokens[t].head == participle && t != subject && (t < subject || t > verb)) tokens[t].head = verb;
  tokens[subject].head = verb;
  tokens[subject].deprel = Deprel::nsubj;
  tokens[participle].head = subject;
  tokens[participle].deprel = Deprel::acl;
  tokens[participle].xpos = "VBN";
  tokens[noun].head = participle;
  tokens[noun].deprel = Deprel::obl;
  tokens[as].head = noun;
  tokens[as].deprel = Deprel::case_mark;
}

/// "reject | proposed changes": a participle right behind a verb, with the only object of the two, belongs to that object's noun.
void mend_participle_before_object(std::span<Token> tokens, std::uint32_t word) {
  const std::uint32_t verb = tokens[word].head;
  if ((tokens[word].xpos != "VBN" && tokens[word].xpos != "VBD") || verb == kNone || verb + 1 != word || tokens[verb].upos != Upos::verb) return;
  if ((tokens[word].deprel != Deprel::ccomp && tokens[word].deprel != Deprel::xcomp) || child(tokens, verb, Deprel::obj) != kNone) return;
  for (const Deprel other : {Deprel::nsubj, Deprel::nsubj_pass, Deprel::aux, Deprel::aux_pass, Deprel::mark})
    if (child(tokens, word, other) != kNone) return;
  const std::uint32_t noun = child(tokens, word, Deprel::obj);
  if (noun == kNone || noun < word || !nominal(tokens[noun])) return;
  rehang(tokens, word, verb);
  tokens[noun].head = verb;
  tokens[noun].deprel = Deprel::obj;
  tokens[word].head = noun;
  tokens[word].deprel = Deprel::amod;
  tokens[word].xpos = "VBN";
}

/// "subjected to | torture by the guards": what has a preposition and hangs as a phrase is a noun.
void mend_noun_behind_preposition(std::span<Token> tokens, std::uint32_t word) {
  if (tokens[word].xpos != "VB" || (tokens[word].deprel != Deprel::obl && tokens[word].deprel != Deprel::nmod)) return;
  bool preposition = false;
  for (std::uint32_t t = 0; t < tokens.size(); ++t) {
    if (tokens[t].head != word) continue;
    preposition = preposition || (t < word && tokens[t].deprel == Deprel::case_mark);
    if (tokens[t].deprel == Deprel::nsubj || tokens[t].deprel == Deprel::obj || tokens[t].deprel == Deprel::aux) return;
  }
  if (!preposition) return;
  tokens[word].upos = Upos::noun;
  tokens[word].xpos = "NN";
  for (Token& t : tokens)
    if (t.head == word && (t.deprel == Deprel::obl || t.deprel == Deprel::obl_agent)) t.deprel = Deprel::nmod;
}

}  // namespace

void mend_tags(std::span<Token> tokens) {
  for (std::size_t i = 1; i + 1 < tokens.size(); ++i) {
    Token& token = tokens[i];
    // "a gold mine": behind an article or a noun it is no pronoun.
    if (token.lower == "mine" && token.upos == Upos::pron) {
      const Upos before = tokens[i - 1].upos;
      if (before == Upos::noun || before == Upos::adj || before == Upos::num || (before == Upos::det && tokens[i - 1].lower != "all")) {
        token.upos = Upos::noun;
        token.xpos = "NN";
        continue;
      }
    }
    if (row_of_verbs(tokens, i)) continue;
    if (past_called_noun(tokens, i)) {
      token.upos = Upos::verb;
      token.xpos = "VBD";
      continue;
    }
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
    mend_name_behind_day(tokens, i);
    mend_name_across_verb(tokens, i);
    mend_crossed_subject(tokens, i);
    mend_noun_before_verb(tokens, i);
    mend_perfect(tokens, i);
    mend_adjective_with_object(tokens, i);
    mend_phrase_on_day(tokens, i);
    mend_name_before_verb(tokens, i);
    mend_active(tokens, i);
    mend_clause_on_day(tokens, i);
    mend_subject_of_clause(tokens, i);
    mend_between(tokens, i);
    mend_two_between(tokens, i);
    mend_row_and_place(tokens, i);
    mend_subject_behind_front(tokens, i);
    mend_that_clause(tokens, i);
    mend_owner(tokens, i);
    mend_two_of(tokens, i);
    mend_gerund(tokens, i);
    mend_absolute(tokens, i);
    mend_relative(tokens, i);
    mend_participle(tokens, i);
    mend_object(tokens, i);
    mend_second_object(tokens, i);
    mend_verb_as_case(tokens, i);
    mend_subject_behind(tokens, i);
    mend_infinitive_on_time(tokens, i);
    mend_subject_before_speaker(tokens, i);
    mend_role_and_name(tokens, i);
    mend_long_name(tokens, i);
    mend_two_speakers(tokens, i);
    mend_semicolon(tokens, i);
    mend_verb_as_object(tokens, i);
    mend_clause_of_second_verb(tokens, i);
    mend_reduced_passive(tokens, i);
    mend_noun_behind_preposition(tokens, i);
    mend_participle_before_object(tokens, i);
  }
  mend_condition(tokens);
  mend_headline(tokens);
  for (std::uint32_t i = 0; i < tokens.size(); ++i) mend_about_so_many(tokens, i);
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
