#include <array>
#include <cstdio>

#include "app/khaldun/commands.h"
#include "app/khaldun/output.h"
#include "app/khaldun/train_names.h"
#include "khaldun/language/language.h"

namespace khaldun::app {
namespace {

/// The call as it can be typed again; words with blanks in quotes.
std::string as_typed(const Call& call) {
  std::string line = "khaldun train";
  const auto add = [&](const std::string& word) {
    const bool plain = word.find_first_of(" '\"\\$") == std::string::npos;
    line += plain ? " " + word : " '" + word + "'";
  };
  if (call.has("names")) line += " --names";
  for (const std::string& treebank : call.arguments) add(treebank);
  for (const auto& [flag, values] : call.values) {
    for (const std::string& value : values) {
      line += " --" + flag;
      add(value);
    }
  }
  return line;
}

std::string percent(double share) {
  std::array<char, 32> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%6.2f", 100 * share);
  return buffer.data();
}

std::string scores_line(const LanguageScores& s) {
  return s.file + ": " + std::to_string(s.words) + " words, UPOS" + percent(s.upos) + "  XPOS" +
         percent(s.xpos) + "  UAS" + percent(s.uas) + "  LAS" + percent(s.las) + "  lemmas" +
         percent(s.lemma) + "; from running text: words" + percent(s.raw_words) + "  sentences" +
         percent(s.raw_sentences) + "  LAS" + percent(s.raw_las) + "\n";
}

}  // namespace

int run_train(const Call& call) {
  if (call.has("names")) return run_train_names(call, as_typed(call));
  TrainOptions options;
  options.treebanks.assign(call.arguments.begin(), call.arguments.end());
  for (const std::string& file : call.all("dev")) options.dev.emplace_back(file);
  options.out = call.value("output", "weights");
  options.licence = call.value("licence", options.licence);
  options.command = as_typed(call);
  if (call.has("seed")) {
    const auto seed = whole_number(call.value("seed"), 0, 1L << 62);
    if (!seed) {
      say("train: --seed: \"" + call.value("seed") + "\" is no whole number");
      return exit_usage;
    }
    options.seed = static_cast<std::uint64_t>(*seed);
  }
  options.progress = [](std::string_view line) { say(line); };
  const auto report = train(options);
  if (!report) {
    say(report.error().text());
    return report.error().fault == Fault::io ? exit_failure : exit_unreadable;
  }
  std::string text;
  for (const LanguageScores& scores : report.value().scores) text += scores_line(scores);
  text += "weights " + report.value().hash + ", " + std::to_string(report.value().bytes) +
          " bytes, in " + options.out.string() + "\n";
  return print(text);
}

}  // namespace khaldun::app
