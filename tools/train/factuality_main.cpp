// khaldun_factuality LEXICON WEIGHTS < TEXTS      what the factuality reader goes by, for training
// TEXTS: a text per line. Output, by tabs: "sentence", number of the text (from 0), shares; "word", number of the text, first byte, last
// byte + 1, "verb" or "other", value as told, features. See train_factuality.py.
#include <cstdio>
#include <iostream>
#include <string>

#include "khaldun/actors/join.h"
#include "khaldun/actors/mentions.h"
#include "khaldun/events/factuality.h"
#include "khaldun/events/scan.h"
#include "khaldun/events/status.h"
#include "khaldun/events/tree.h"
#include "khaldun/language/language.h"
#include "khaldun/lexicon/lexicon.h"

namespace {

std::string clean(std::string s) {
  for (char& c : s)
    if (c == '\t' || c == '\n' || c == '\r') c = ' ';
  return s;
}

void print(std::size_t line, const std::string& text, const khaldun::Language& language, const khaldun::Lexicon& lexicon) {
  using namespace khaldun;
  auto analysis = language.analyse(text);
  join_names(analysis, text, lexicon, {});
  const auto mentions = recognise(text, analysis, lexicon, {});
  const auto found = scan(analysis, lexicon);
  const Tree tree(analysis, lexicon);
  const StatusReader status(analysis, tree, mentions, found, lexicon);
  const FactualityReader reader(analysis, status, nullptr);
  for (std::uint32_t n = 0; n < analysis.sentences.size(); ++n) {
    std::cout << "sentence\t" << line;
    for (const double share : FactualityReader::shares(analysis, n)) std::cout << '\t' << share;
    std::cout << '\n';
  }
  for (std::uint32_t t = 0; t < analysis.tokens.size(); ++t) {
    if (!reader.predicate(t)) continue;
    const bool verb = analysis[t].upos == Upos::verb || analysis[t].upos == Upos::aux;
    std::cout << "word\t" << line << '\t' << analysis[t].at.begin << '\t' << analysis[t].at.end << '\t' << (verb ? "verb" : "other") << '\t'
              << FactualityReader::told(status.read(t));
    for (const auto& f : reader.features(t)) std::cout << '\t' << clean(f);
    std::cout << '\n';
  }
}

}  // namespace

int main(int count, char** words) {
  std::ios::sync_with_stdio(false);
  if (count != 3) {
    std::cerr << "usage: khaldun_factuality LEXICON WEIGHTS < TEXTS\n";
    return 2;
  }
  const auto lexicon = khaldun::Lexicon::open(words[1]);
  const auto language = khaldun::Language::open(words[2]);
  if (!lexicon || !language) {
    std::cerr << (lexicon ? language.error() : lexicon.error()).text() << "\n";
    return 1;
  }
  std::size_t line = 0;
  for (std::string text; std::getline(std::cin, text); ++line) print(line, text, language.value(), lexicon.value());
  return 0;
}
