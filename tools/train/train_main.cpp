// khaldun_train TREEBANK.conllu... --dev DEV.conllu... --out FOLDER [--seed N] [--rounds
// TAGGER,PARSER,RELATIONS] khaldun_train --measure FOLDER DEV.conllu...      scores khaldun_train
// --parse FOLDER < text               CoNLL-U
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "khaldun/language/language.h"

namespace {

int fail(const khaldun::Error& error) {
  std::cerr << error.text() << "\n";
  return 1;
}

void print(const khaldun::LanguageScores& s) {
  std::printf(
      "%-28s words %6llu  UPOS %.2f XPOS %.2f UAS %.2f LAS %.2f lemma %.2f  raw words %.2f "
      "sentences %.2f LAS %.2f\n",
      s.file.c_str(), static_cast<unsigned long long>(s.words), s.upos * 100, s.xpos * 100,
      s.uas * 100, s.las * 100, s.lemma * 100, s.raw_words * 100, s.raw_sentences * 100, s.raw_las * 100);
}

int parse(const std::string& folder) {
  const auto language = khaldun::Language::open(folder);
  if (!language) return fail(language.error());
  const std::string text{std::istreambuf_iterator<char>(std::cin), {}};
  const std::clock_t begin = std::clock();
  const khaldun::Analysis analysis = language.value().analyse(text);
  const double took = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  std::cout << khaldun::to_conllu(analysis, text, "stdin");
  std::fprintf(stderr, "%zu words, %.0f words per CPU second\n", analysis.tokens.size(),
               static_cast<double>(analysis.tokens.size()) / took);
  return 0;
}

int measure(const std::string& folder, const std::vector<std::string>& files) {
  const auto language = khaldun::Language::open(folder);
  if (!language) return fail(language.error());
  for (const std::string& file : files) {
    const auto scores = khaldun::evaluate(language.value(), file);
    if (!scores) return fail(scores.error());
    print(scores.value());
  }
  return 0;
}

int train(const std::vector<std::string>& words) {
  khaldun::TrainOptions options;
  options.command = "khaldun_train";
  bool dev = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool is_path = words[i].find('/') != std::string::npos;
    options.command +=
        " " + (is_path ? std::filesystem::path(words[i]).filename().string() : words[i]);
    if (words[i] == "--dev") {
      dev = true;
    } else if (words[i] == "--out" && i + 1 < words.size()) {
      options.out = words[++i];
      options.command += " weights";
    } else if (words[i] == "--seed" && i + 1 < words.size()) {
      options.seed = std::strtoull(words[++i].c_str(), nullptr, 10);
      options.command += " " + words[i];
    } else if (words[i] == "--rounds" && i + 1 < words.size()) {
      std::sscanf(words[++i].c_str(), "%d,%d,%d", &options.tagger_rounds, &options.parser_rounds,
                  &options.label_rounds);
      options.command += " " + words[i];
    } else {
      (dev ? options.dev : options.treebanks).emplace_back(words[i]);
    }
  }
  options.progress = [](std::string_view line) { std::cerr << line << std::endl; };
  const auto report = khaldun::train(options);
  if (!report) return fail(report.error());
  for (const khaldun::LanguageScores& scores : report.value().scores) print(scores);
  std::printf("hash %s, %llu bytes\n", report.value().hash.c_str(),
              static_cast<unsigned long long>(report.value().bytes));
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  const std::vector<std::string> words(arguments + 1, arguments + count);
  if (words.size() >= 2 && words[0] == "--parse") return parse(words[1]);
  if (words.size() >= 2 && words[0] == "--measure")
    return measure(words[1], {words.begin() + 2, words.end()});
  return train(words);
}
