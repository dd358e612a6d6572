// What train_neural.py learns from: treebanks with predicted tags and the words as the parser sees
// them. A developer's tool.
//   khaldun_tagged --folds N TREEBANK.conllu...     tags by taggers that have not seen the sentence
//   khaldun_tagged --weights FOLDER DEV.conllu...   tags by the tagger of FOLDER/fast.kw
// To standard output, a word a line, an empty line after a sentence, tab-separated: hash of the
// word, nine table rows, UPOS, Penn tag, head (from 1; 0 = root), relation, lower-cased form, 1 if
// the case of letters was hidden, and the treebank's own UPOS and Penn tag.
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "khaldun/language/arena.h"
#include "khaldun/language/language.h"
#include "khaldun/language/neural_input.h"
#include "khaldun/language/tagger.h"
#include "khaldun/language/weights_format.h"
#include "khaldun/learn/hash.h"
#include "khaldun/learn/weights_file.h"

namespace {

using namespace khaldun;

constexpr std::uint64_t kSilentCopies = 12;  // of 100 sentences, once more without letters' case
constexpr int kRounds = 6;
constexpr std::size_t kBlock = 10;  // neighbouring sentences stay in one fold

Result<Done> read_examples(const std::string& path, std::vector<Treebank>& banks,
                           std::vector<Example>& out) {
  KHALDUN_TRY(const std::string bytes, read_file(path));
  KHALDUN_TRY(Treebank bank, from_conllu(bytes, path));
  for (const Sentence& sentence : bank.analysis.sentences) {
    Example example;
    for (std::uint32_t t = sentence.tokens.first; t < sentence.tokens.last; ++t) {
      Token token = bank.analysis[t];
      if (token.head != kNone) token.head -= sentence.tokens.first;
      example.tokens.push_back(token);
    }
    example.origin = static_cast<std::uint32_t>(out.size());
    out.push_back(std::move(example));
  }
  banks.push_back(std::move(bank));
  return Done{};
}

std::vector<Example> with_silent_copies(const std::vector<Example>& originals) {
  Dice dice(1);
  std::vector<Example> out;
  for (const Example& example : originals) {
    out.push_back(example);
    if (!dice.chance(kSilentCopies)) continue;
    out.push_back(example);
    out.back().silent = true;
  }
  return out;
}

Result<Done> jackknife(std::vector<Example>& examples, std::size_t folds, Arena& arena) {
  const auto fold_of = [&](const Example& example) { return example.origin / kBlock % folds; };
  std::vector<Example> tagged = examples;
  for (std::size_t fold = 0; fold < folds; ++fold) {
    std::vector<Example> others;
    for (const Example& example : examples) {
      if (fold_of(example) != fold) others.push_back(example);
    }
    WeightsWriter writer;
    Tagger::train(others, kRounds, 1 + fold, writer);
    KHALDUN_TRY(const WeightsFile file,
                WeightsFile::parse(writer.finish(kWeightsFormat), kWeightsFormat, "fold"));
    KHALDUN_TRY(const Tagger tagger, Tagger::read(file));
    for (Example& example : tagged) {
      if (fold_of(example) != fold) continue;
      tagger.tag(example.tokens, example.silent);
      for (Token& token : example.tokens) token.xpos = arena.keep(token.xpos);
    }
  }
  examples = std::move(tagged);
  return Done{};
}

void print(const Example& example, const Example& gold) {
  const Casing casing = example.silent ? Casing::silent : casing_of(example.tokens);
  for (std::size_t i = 0; i < example.tokens.size(); ++i) {
    const Token& token = example.tokens[i];
    const NeuralInput input = neural_input(token, casing);
    std::cout << to_hex(input.word);
    for (const std::uint32_t row : input.part) std::cout << '\t' << row;
    std::cout << '\t' << name(token.upos) << '\t' << token.xpos << '\t'
              << (token.head == kNone ? 0 : token.head + 1) << '\t'
              << name(token.head == kNone ? Deprel::root : token.deprel) << '\t' << token.lower
              << '\t' << (example.silent ? 1 : 0) << '\t' << name(gold.tokens[i].upos) << '\t'
              << gold.tokens[i].xpos << '\n';
  }
  std::cout << '\n';
}

Result<Done> run(const std::string& mode, const std::string& value,
                 const std::vector<std::string>& files) {
  std::vector<Treebank> banks;
  std::vector<Example> examples;
  Arena arena;
  for (const std::string& file : files) {
    KHALDUN_TRY([[maybe_unused]] const Done done, read_examples(file, banks, examples));
  }
  if (mode == "--folds") {
    examples = with_silent_copies(examples);
    const std::vector<Example> gold = examples;
    const std::size_t folds = std::strtoul(value.c_str(), nullptr, 10);
    KHALDUN_TRY([[maybe_unused]] const Done done,
                jackknife(examples, folds < 2 ? 2 : folds, arena));
    for (std::size_t i = 0; i < examples.size(); ++i) print(examples[i], gold[i]);
    return Done{};
  }
  KHALDUN_TRY(const WeightsFile file,
              WeightsFile::read(value + "/" + kFastWeights, kWeightsFormat));
  KHALDUN_TRY(const Tagger tagger, Tagger::read(file));
  for (Example& example : examples) {
    const Example gold = example;
    tagger.tag(example.tokens);
    print(example, gold);
  }
  return Done{};
}

}  // namespace

int main(int count, char** arguments) {
  const std::vector<std::string> words(arguments + 1, arguments + count);
  if (words.size() < 3 || (words[0] != "--folds" && words[0] != "--weights")) {
    std::cerr << "khaldun_tagged --folds N | --weights FOLDER FILE.conllu...\n";
    return 2;
  }
  const Result<Done> done = run(words[0], words[1], {words.begin() + 2, words.end()});
  if (done) return 0;
  std::cerr << done.error().text() << "\n";
  return 1;
}
