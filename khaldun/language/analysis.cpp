#include "khaldun/language/analysis.h"

#include <algorithm>
#include <array>

namespace khaldun {
namespace {

constexpr std::array<std::string_view, 17> kUpos = {
    "ADJ",  "ADP",  "ADV",   "AUX",   "CCONJ", "DET", "INTJ", "NOUN", "NUM",
    "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"};

constexpr std::array<std::string_view, 48> kDeprel = {
    "acl",        "acl:relcl",    "advcl",     "advmod",     "amod",      "appos",
    "aux",        "aux:pass",     "case",      "cc",         "ccomp",     "clf",
    "compound",   "compound:prt", "conj",      "cop",        "csubj",     "csubj:pass",
    "dep",        "det",          "discourse", "dislocated", "expl",      "fixed",
    "flat",       "goeswith",     "iobj",      "list",       "mark",      "nmod",
    "nmod:poss",  "nmod:tmod",    "nsubj",     "nsubj:pass", "nummod",    "obj",
    "obl",        "obl:agent",    "obl:tmod",  "orphan",     "parataxis", "punct",
    "reparandum", "root",         "vocative",  "xcomp",      "",          ""};

static_assert(kUpos[static_cast<std::size_t>(Upos::x)] == "X");
static_assert(kDeprel[static_cast<std::size_t>(Deprel::xcomp)] == "xcomp");
static_assert(kDeprel[static_cast<std::size_t>(Deprel::obl_tmod)] == "obl:tmod");

}  // namespace

std::string_view name(Upos tag) { return kUpos[static_cast<std::size_t>(tag)]; }
std::string_view name(Deprel rel) { return kDeprel[static_cast<std::size_t>(rel)]; }

Upos parse_upos(std::string_view name) {
  const auto* const at = std::find(kUpos.begin(), kUpos.end(), name);
  return at == kUpos.end() ? Upos::x : static_cast<Upos>(at - kUpos.begin());
}

Deprel parse_deprel(std::string_view name) {
  if (name.empty()) return Deprel::dep;
  const auto* const at = std::find(kDeprel.begin(), kDeprel.end(), name);
  if (at != kDeprel.end()) return static_cast<Deprel>(at - kDeprel.begin());
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? Deprel::dep : parse_deprel(name.substr(0, colon));
}

std::uint32_t Analysis::child(std::uint32_t token, Deprel rel) const {
  for (const std::uint32_t below : children[token]) {
    if (tokens[below].deprel == rel) return below;
  }
  return kNone;
}

bool Analysis::below(std::uint32_t token, std::uint32_t ancestor) const {
  for (; token != kNone; token = tokens[token].head) {
    if (token == ancestor) return true;
  }
  return false;
}

TokenRange Analysis::subtree(std::uint32_t token) const {
  TokenRange range{token, token + 1};
  std::vector<std::uint32_t> open = {token};
  while (!open.empty()) {
    const std::uint32_t at = open.back();
    open.pop_back();
    range.first = std::min(range.first, at);
    range.last = std::max(range.last, at + 1);
    open.insert(open.end(), children[at].begin(), children[at].end());
  }
  return range;
}

std::string_view table_lemma(const Token& token) {
  const auto l = token.lemma;
  const bool kept = (token.xpos == "NNS" || token.xpos == "NNPS" || token.xpos == "NNP") && l == token.lower && l.size() > 3 && l.back() == 's' && l[l.size() - 2] != 's';
  return kept ? l.substr(0, l.size() - 1) : l;
}

std::uint32_t Analysis::longest_cut() const {
  std::uint32_t longest = 0;
  std::uint32_t stretch = 0;
  for (const Sentence& sentence : sentences) {
    stretch += sentence.tokens.size();
    if (sentence.cut) continue;
    if (stretch > sentence.tokens.size()) longest = std::max(longest, stretch);
    stretch = 0;
  }
  return longest;
}

}  // namespace khaldun
