#include "khaldun/language/mend.h"

#include <algorithm>
#include <cstdint>

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
  for (std::uint32_t i = 0; i < tokens.size(); ++i) mend_clause_on_day(tokens, i);
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
