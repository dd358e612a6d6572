// Scores as in the CoNLL 2018 shared task: words and sentences of raw text are right when both ends
// are.
#include <algorithm>
#include <string>
#include <vector>

#include "khaldun/language/language.h"
#include "khaldun/learn/weights_file.h"

namespace khaldun {
namespace {

/// Span F1; both lists are sorted. Empty spans (words of a range that are no slices) are left out.
double f1(std::vector<Span> gold, std::vector<Span> found) {
  const auto drop_empty = [](std::vector<Span>& spans) {
    spans.erase(std::remove_if(spans.begin(), spans.end(), [](Span s) { return s.empty(); }),
                spans.end());
  };
  drop_empty(gold);
  drop_empty(found);
  std::size_t both = 0;
  std::size_t j = 0;
  for (const Span span : gold) {
    while (j < found.size() && found[j] < span) ++j;
    if (j < found.size() && found[j] == span) ++both;
  }
  const std::size_t all = gold.size() + found.size();
  return all == 0 ? 1.0 : 2.0 * static_cast<double>(both) / static_cast<double>(all);
}

std::vector<Span> words(const Analysis& analysis) {
  std::vector<Span> out;
  for (const Token& token : analysis.tokens) out.push_back(token.at);
  return out;
}

std::vector<Span> sentences(const Analysis& analysis) {
  std::vector<Span> out;
  for (const Sentence& sentence : analysis.sentences) out.push_back(sentence.at);
  return out;
}

/// "nsubj:pass" counts as "nsubj".
std::string_view main_relation(Deprel relation) {
  const std::string_view full = name(relation);
  return full.substr(0, full.find(':'));
}

/// F1 of words whose span, head and relation are right, as in the CoNLL 2018 script: words are aligned
/// by their spans, and so are their heads. Words without a span of their own count as missed.
double attachment_f1(const Analysis& gold, const Analysis& found) {
  const auto head_of = [](const Analysis& a, const Token& token) { return token.head == kNone ? Span{} : a[token.head].at; };
  std::size_t both = 0;
  std::uint32_t j = 0;
  for (const Token& right : gold.tokens) {
    if (right.at.empty()) continue;
    while (j < found.tokens.size() && found[j].at < right.at) ++j;
    if (j == found.tokens.size() || found[j].at != right.at) continue;
    const Token& token = found[j];
    both += head_of(gold, right) == head_of(found, token) && main_relation(token.deprel) == main_relation(right.deprel) ? 1U : 0U;
  }
  const std::size_t all = gold.tokens.size() + found.tokens.size();
  return all == 0 ? 1.0 : 2.0 * static_cast<double>(both) / static_cast<double>(all);
}

}  // namespace

Result<LanguageScores> evaluate(const Language& language, const std::filesystem::path& conllu) {
  KHALDUN_TRY(const std::string bytes, read_file(conllu));
  KHALDUN_TRY(const Treebank gold, from_conllu(bytes, conllu.string()));
  KHALDUN_TRY(Treebank found, from_conllu(bytes, conllu.string()));
  language.annotate(found.analysis);
  LanguageScores scores;
  scores.file = conllu.filename().string();
  scores.words = gold.analysis.tokens.size();
  for (std::size_t i = 0; i < gold.analysis.tokens.size(); ++i) {
    const Token& right = gold.analysis.tokens[i];
    const Token& token = found.analysis.tokens[i];
    const bool head = token.head == right.head;
    scores.upos += token.upos == right.upos ? 1 : 0;
    scores.xpos += token.xpos == right.xpos ? 1 : 0;
    scores.uas += head ? 1 : 0;
    scores.las += head && main_relation(token.deprel) == main_relation(right.deprel) ? 1 : 0;
    scores.lemma += token.lemma == right.lemma ? 1 : 0;
  }
  const double count = std::max(1.0, static_cast<double>(scores.words));
  for (double* score : {&scores.upos, &scores.xpos, &scores.uas, &scores.las, &scores.lemma})
    *score /= count;
  const Analysis raw = language.analyse(*gold.text);
  scores.raw_words = f1(words(gold.analysis), words(raw));
  scores.raw_sentences = f1(sentences(gold.analysis), sentences(raw));
  scores.raw_las = attachment_f1(gold.analysis, raw);
  return scores;
}

}  // namespace khaldun
