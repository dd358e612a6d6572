#include "app/khaldun/help.h"

#include <algorithm>

namespace khaldun::app {
namespace {

constexpr std::size_t kLine = 80;

/// `text` broken at blanks into lines of at most kLine cells, each after `indent` blanks; the first
/// line starts at `column`.
std::string wrap(std::string_view text, std::size_t indent, std::size_t column) {
  std::string out;
  while (!text.empty()) {
    const auto blank = text.find_first_of(" \n");
    const std::string_view word = text.substr(0, blank);
    const bool paragraph = text.substr(word.size()).substr(0, 2) == "\n\n";
    if (column > indent && column + 1 + word.size() > kLine) {
      out += '\n' + std::string(indent, ' ');
      column = indent;
    } else if (column > indent) {
      out += ' ';
      ++column;
    }
    out += word;
    column += word.size();
    text.remove_prefix(std::min(text.size(), word.size() + (paragraph ? 2 : 1)));
    if (paragraph) out += "\n\n" + std::string(indent, ' ');
    if (paragraph) column = indent;
  }
  return out + '\n';
}

std::string flag_words(const Flag& flag) {
  std::string words = flag.letter != '\0' ? std::string("-") + flag.letter + ", " : "    ";
  words += "--" + std::string(flag.name);
  if (!flag.value.empty()) words += " " + std::string(flag.value);
  return words;
}

std::string argument_words(const Argument& argument) {
  std::string words(argument.name);
  if (argument.least == 0) words = "[" + words + "]";
  return argument.most == kMany ? words + "..." : words;
}

std::string usage(const Command& command) {
  std::string line = "khaldun " + std::string(command.name);
  for (const Argument& argument : command.arguments) line += " " + argument_words(argument);
  return command.flags.empty() ? line : line + " [flags]";
}

void entry(std::string& out, std::string_view name, std::string_view help) {
  constexpr std::size_t kIndent = 26;
  std::string head = "  " + std::string(name);
  if (head.size() + 2 > kIndent) {
    out += head + '\n';
    head.clear();
  }
  head.resize(kIndent, ' ');
  out += head + wrap(help, kIndent, kIndent);
}

}  // namespace

std::string overview() {
  std::string out =
      "khaldun codes news about political conflict into events: who did what to whom, when,\n"
      "where, according to whom, and whether it is told as a fact.\n\n"
      "Usage: khaldun COMMAND ...\n\nCommands:\n";
  for (const Command& command : commands()) entry(out, command.name, command.summary);
  out += "\nFlags for every command that codes:\n";
  for (const Flag& flag : global_flags()) entry(out, flag_words(flag), flag.help);
  out +=
      "\nkhaldun help COMMAND tells more and gives examples. A first try:\n\n  khaldun code "
      "article.txt\n";
  return out;
}

std::string help_for(const Command& command) {
  std::string out =
      "khaldun " + std::string(command.name) + ": " + std::string(command.summary) + "\n\n";
  out += "Usage: " + usage(command) + "\n\n" + wrap(command.description, 0, 0);
  if (!command.arguments.empty()) {
    out += "\nArguments:\n";
    for (const Argument& argument : command.arguments)
      entry(out, argument_words(argument), argument.help);
  }
  out += "\nFlags:\n";
  for (const Flag& flag : command.flags) entry(out, flag_words(flag), flag.help);
  out += "\nExamples:\n";
  for (const Example& example : command.examples) {
    out += "  " + std::string(example.line) + "\n      " + wrap(example.what, 6, 6);
  }
  return out;
}

}  // namespace khaldun::app
