#include "khaldun/language/lemmatiser.h"

#include <map>
#include <string>
#include <vector>

#include "khaldun/language/irregular.h"
#include "khaldun/language/morphology.h"
#include "khaldun/learn/hash.h"

namespace khaldun {
namespace {

/// Forms of one tag share a lemma; UPOS tells auxiliaries from verbs and names from nouns.
std::uint64_t key_of(const Token& token) {
  return mix(hash_text(token.lower),
             hash_text(token.xpos) + static_cast<std::uint64_t>(token.upos)) |
         1U;
}

bool is_open_class(Upos upos) {
  return upos == Upos::verb || upos == Upos::noun || upos == Upos::propn || upos == Upos::adj ||
         upos == Upos::num;
}

}  // namespace

void Lemmatiser::train(std::span<const Example> examples, WeightsWriter& out) {
  std::map<std::uint64_t, std::map<std::string_view, std::uint32_t>> counts;
  std::map<std::uint64_t, const Token*> samples;
  for (const Example& example : examples) {
    for (const Token& token : example.tokens) {
      ++counts[key_of(token)][token.lemma];
      samples.emplace(key_of(token), &token);
    }
  }
  std::vector<std::pair<std::uint64_t, std::string_view>> kept;
  for (const auto& [key, lemmas] : counts) {
    const Token& sample = *samples.at(key);
    if (sample.lower == "people")
      continue;  // not "person", as the treebanks have it: the lexicon's word is "people"
    std::string_view best;
    std::uint32_t most = 0;
    for (const auto& [lemma, count] : lemmas) {
      if (count > most) best = lemma;
      most = std::max(most, count);
    }
    // Verbs obey the rules, which were checked by hand; a lemma seen once there is as likely a
    // misprint.
    const std::uint32_t least =
        sample.upos == Upos::verb ? 3 : (is_open_class(sample.upos) ? 2 : 1);
    if (most < least || best == lemma_by_rule(sample.lower, sample.upos, sample.xpos)) continue;
    kept.emplace_back(key, best);
  }
  std::size_t size = 16;
  while (size < kept.size() * 2) size *= 2;
  std::vector<Cell> cells(size);
  std::string pool;
  for (const auto& [key, lemma] : kept) {
    std::size_t at = (key >> 1U) & (size - 1);
    while (cells[at].key != 0) at = (at + 1) & (size - 1);
    cells[at] = {key, static_cast<std::uint32_t>(pool.size()),
                 static_cast<std::uint32_t>(lemma.size())};
    pool += lemma;
  }
  out.add_array<Cell>("lemma.cells", cells);
  out.add("lemma.pool", pool);
}

Result<Lemmatiser> Lemmatiser::read(const WeightsFile& file) {
  Lemmatiser out;
  out.file_ = file;
  KHALDUN_TRY(out.cells_, file.array<Cell>("lemma.cells"));
  KHALDUN_TRY(out.pool_, file.section("lemma.pool"));
  bool sound = !out.cells_.empty() && (out.cells_.size() & (out.cells_.size() - 1)) == 0;
  bool has_empty = false;
  for (const Cell& cell : out.cells_) {
    has_empty = has_empty || cell.key == 0;
    sound = sound && std::size_t{cell.offset} + cell.size <= out.pool_.size();
  }
  if (!sound || !has_empty) return Error{Fault::bad_format, "lemma weights are damaged", {}};
  return out;
}

void Lemmatiser::lemmatise(Token& token, Arena& arena) const {
  // Irregular verbs were checked by hand; a treebank may err ("fled" from "flead").
  if (token.upos == Upos::verb && !irregular_verb(token.lower, token.xpos).empty()) {
    token.lemma = irregular_verb(token.lower, token.xpos);
    return;
  }
  const std::uint64_t key = key_of(token);
  const std::size_t mask = cells_.size() - 1;
  for (std::size_t at = (key >> 1U) & mask; cells_[at].key != 0; at = (at + 1) & mask) {
    if (cells_[at].key != key) continue;
    token.lemma = pool_.substr(cells_[at].offset, cells_[at].size);
    return;
  }
  const std::string lemma = lemma_by_rule(token.lower, token.upos, token.xpos);
  const bool slice =
      lemma.size() <= token.lower.size() && token.lower.compare(0, lemma.size(), lemma) == 0;
  token.lemma = slice ? token.lower.substr(0, lemma.size()) : arena.keep(lemma);
}

}  // namespace khaldun
