#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "khaldun/base/span.h"

namespace khaldun {

/// Universal POS tags, https://universaldependencies.org/u/pos/
enum class Upos : std::uint8_t {
  adj,
  adp,
  adv,
  aux,
  cconj,
  det,
  intj,
  noun,
  num,
  part,
  pron,
  propn,
  punct,
  sconj,
  sym,
  verb,
  x
};

/// Universal relations, https://universaldependencies.org/u/dep/ with the English subtypes that the
/// coder uses. Any other subtype is read as its main relation.
enum class Deprel : std::uint8_t {
  acl,
  acl_relcl,
  advcl,
  advmod,
  amod,
  appos,
  aux,
  aux_pass,
  case_mark,
  cc,
  ccomp,
  clf,
  compound,
  compound_prt,
  conj,
  cop,
  csubj,
  csubj_pass,
  dep,
  det,
  discourse,
  dislocated,
  expl,
  fixed,
  flat,
  goeswith,
  iobj,
  list,
  mark,
  nmod,
  nmod_poss,
  nmod_tmod,
  nsubj,
  nsubj_pass,
  nummod,
  obj,
  obl,
  obl_agent,
  obl_tmod,
  orphan,
  parataxis,
  punct,
  reparandum,
  root,
  vocative,
  xcomp
};

[[nodiscard]] std::string_view name(Upos tag);         ///< "NOUN"
[[nodiscard]] std::string_view name(Deprel rel);       ///< "nsubj:pass"
[[nodiscard]] Upos parse_upos(std::string_view name);  ///< Upos::x for an unknown name
[[nodiscard]] Deprel parse_deprel(
    std::string_view name);  ///< main relation for an unknown subtype; dep if unknown

/// One syntactic word. In English every word is a slice of the text ("don't" = "do" + "n't",
/// "cannot" = "can" + "not").
struct Token {
  Span at;                 ///< bytes of the text that was analysed
  std::string_view form;   ///< that slice
  std::string_view lower;  ///< lower-cased form
  std::string_view lemma;  ///< lower case, also for names ("khan"): the dictionary form of UD
  std::string_view xpos;   ///< Penn tag, "VBD"
  std::string_view feats;  ///< UD features, "Number=Sing|…", "" if none were predicted
  Upos upos = Upos::x;
  Deprel deprel = Deprel::dep;
  std::uint32_t head = kNone;  ///< index into Analysis::tokens; kNone for the root of a sentence
  std::uint32_t sentence = 0;  ///< index into Analysis::sentences
  bool space_after = true;
  /// Neighbours with the same number, not 0, are known to be one phrase (a name): the neural parser gives them one head among them.
  std::uint16_t unit = 0;
};

/// Tokens of the longest sentence: longer ones are tables and lists, and would cost the parser dear.
constexpr std::uint32_t kLongestSentence = 400;

struct Sentence {
  TokenRange tokens;
  Span at;                      ///< without surrounding blanks
  std::uint32_t paragraph = 0;  ///< 0-based
  bool headline = false;  ///< no closing punctuation, stands alone in its paragraph, or the title
  bool cut = false;       ///< it goes on, but had kLongestSentence tokens
};

/// The word as a table would list it: the lemma, but the singular of what treebanks keep plural ("troops" → "troop").
[[nodiscard]] std::string_view table_lemma(const Token& token);

/// Sentences, tokens and trees of one text. Views point into the text and into `strings`; movable,
/// not copyable.
struct Analysis {
  std::vector<Token> tokens;
  std::vector<Sentence> sentences;
  std::vector<std::vector<std::uint32_t>> children;  ///< per token, its dependents in text order
  /// Owns what is not a slice of the text (lower-cased forms, lemmas); its address does not move.
  std::shared_ptr<void> strings;

  [[nodiscard]] const Token& operator[](std::uint32_t token) const { return tokens[token]; }
  /// First dependent with that relation, or kNone.
  [[nodiscard]] std::uint32_t child(std::uint32_t token, Deprel rel) const;
  /// Is `token` below `ancestor` (or the same)?
  [[nodiscard]] bool below(std::uint32_t token, std::uint32_t ancestor) const;
  /// Leftmost and rightmost token of the subtree, as a range (trees may be non-projective: the
  /// range may hold strangers).
  [[nodiscard]] TokenRange subtree(std::uint32_t token) const;
  /// Tokens of the longest stretch without a sentence end that had to be cut; 0 if none was.
  [[nodiscard]] std::uint32_t longest_cut() const;
};

}  // namespace khaldun
