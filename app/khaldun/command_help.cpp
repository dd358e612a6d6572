#include "app/khaldun/commands.h"
#include "app/khaldun/help.h"
#include "app/khaldun/output.h"
#include "app/khaldun/share.h"
#include "khaldun/language/language.h"
#include "khaldun/lexicon/lexicon.h"

namespace khaldun::app {
namespace {

/// The commands whose name is `word` or starts with it ("lexicon").
std::string help_about(const std::string& word) {
  if (const Command* command = find_command(word)) return help_for(*command);
  std::string out;
  for (const Command& command : commands()) {
    if (command.name.substr(0, word.size() + 1) == word + " ")
      out += (out.empty() ? "" : "\n") + help_for(command);
  }
  return out;
}

}  // namespace

int run_help(const Call& call) {
  if (call.has("man")) return print(man_page());
  if (call.has("completion"))
    return print(call.value("completion") == "zsh" ? zsh_completion() : bash_completion());
  if (call.arguments.empty()) return print(overview());
  std::string word = call.arguments.front();
  if (call.arguments.size() > 1) word += " " + call.arguments[1];
  const std::string text = help_about(word);
  if (!text.empty()) return print(text);
  say("help: there is no command \"" + word + "\"; khaldun help lists them");
  return exit_usage;
}

int run_version(const Call& call) {
  std::string text =
      std::string("khaldun ") + KHALDUN_VERSION + "\ncompiler " + KHALDUN_COMPILER + "\n";
  if (const auto path = find_lexicon(call)) {
    const auto lexicon = Lexicon::open(path.value());
    text += lexicon ? "lexicon " + content_number(lexicon.value()) + "  " +
                          path.value().string() + "\n"
                    : std::string();
  }
  if (const auto path = find_weights(call)) {
    const auto number = weights_number_in(path.value());
    text += number
                ? "weights " + number.value() + "  " + path.value().string() + "\n"
                : std::string();
  }
  return print(text);
}

}  // namespace khaldun::app
