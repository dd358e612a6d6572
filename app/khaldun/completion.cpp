// Completions for shells.
#include <algorithm>

#include "app/khaldun/help.h"

namespace khaldun::app {
namespace {

std::string first_word(std::string_view name) {
  return std::string(name.substr(0, name.find(' ')));
}

/// Words of the first level ("lexicon" once), or the second words of those that start with
/// `parent`.
std::vector<std::string> command_words(std::string_view parent) {
  std::vector<std::string> words;
  for (const Command& command : commands()) {
    std::string word;
    if (parent.empty()) {
      word = first_word(command.name);
    } else if (command.name.size() > parent.size() && first_word(command.name) == parent) {
      word = std::string(command.name.substr(parent.size() + 1));
    }
    if (!word.empty() && std::find(words.begin(), words.end(), word) == words.end())
      words.push_back(word);
  }
  return words;
}

template <class Words>
std::string joined(const Words& words) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : " ") + std::string(word);
  return out;
}

std::string flag_list(std::span<const Flag> flags) {
  std::vector<std::string> words;
  for (const Flag& flag : flags) {
    words.push_back("--" + std::string(flag.name));
    if (flag.letter != '\0') words.push_back(std::string("-") + flag.letter);
  }
  return joined(words);
}

/// "--format|-f": a pattern for bash's case.
std::string pattern(const Flag& flag) {
  return (flag.letter != '\0' ? std::string("-") + flag.letter + "|" : "") + "--" +
         std::string(flag.name);
}

/// What follows a flag with a value, as the body of a case branch in bash.
std::string bash_value(const Flag& flag) {
  switch (flag.kind) {
    case ValueKind::choice:
      return "COMPREPLY=($(compgen -W '" + joined(flag.choices) + "' -- \"$word\"))";
    case ValueKind::folder:
      return "COMPREPLY=($(compgen -d -- \"$word\"))";
    case ValueKind::file:
      return "COMPREPLY=($(compgen -f -- \"$word\"))";
    default:
      return "COMPREPLY=()";
  }
}

void bash_command(std::string& out, const Command& command) {
  out += "    '" + std::string(command.name) + "')\n      case $before in\n";
  for (const Flag& flag : command.flags) {
    if (!flag.value.empty())
      out += "        " + pattern(flag) + ") " + bash_value(flag) + "; return ;;\n";
  }
  out += "      esac\n      if [[ $word == -?* ]]; then COMPREPLY=($(compgen -W '" +
         flag_list(command.flags) + "' -- \"$word\"))\n";
  if (command.name == "help") {
    out +=
        "      else COMPREPLY=($(compgen -W '" + joined(command_words("")) + "' -- \"$word\"))\n";
  } else {
    out += "      else COMPREPLY=($(compgen -f -- \"$word\"))\n";
  }
  out += "      fi ;;\n";
}

/// Text within '...[...]' of zsh's _arguments.
std::string zsh_text(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '\'') {
      out += "'\\''";
    } else if (c == '[' || c == ']' || c == ':' || c == '\\') {
      out += '\\';
      out += c;
    } else {
      out += c;
    }
  }
  return out;
}

std::string zsh_action(ValueKind kind, const std::vector<std::string_view>& choices) {
  switch (kind) {
    case ValueKind::choice:
      return "(" + joined(choices) + ")";
    case ValueKind::folder:
      return "_files -/";
    case ValueKind::file:
      return "_files";
    default:
      return " ";
  }
}

std::string zsh_flag(const Flag& flag) {
  const std::string value =
      flag.value.empty() ? ""
                         : ":" + zsh_text(flag.value) + ":" + zsh_action(flag.kind, flag.choices);
  std::string out =
      " \\\n        '--" + std::string(flag.name) + "[" + zsh_text(flag.help) + "]" + value + "'";
  if (flag.letter != '\0')
    out += std::string(" \\\n        '-") + flag.letter + "[" + zsh_text(flag.help) + "]" + value +
           "'";
  return out;
}

void zsh_command(std::string& out, const Command& command) {
  out += "    '" + std::string(command.name) + "')\n      _arguments";
  for (const Flag& flag : command.flags) out += zsh_flag(flag);
  if (command.name == "help") {
    out += " \\\n        '*:command:(" + joined(command_words("")) + ")'";
  } else if (!command.arguments.empty()) {
    out += " \\\n        '*:" + zsh_text(command.arguments.front().name) + ":_files'";
  }
  out += " ;;\n";
}

}  // namespace

std::string bash_completion() {
  std::string out =
      "# bash completion for khaldun; printed by: khaldun help --completion bash\n"
      "_khaldun() {\n"
      "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} "
      "command=${COMP_WORDS[1]}\n"
      "  COMPREPLY=()\n"
      "  if (( COMP_CWORD == 1 )); then\n"
      "    COMPREPLY=($(compgen -W '" +
      joined(command_words("")) +
      " --help --version' -- \"$word\"))\n"
      "    return\n"
      "  fi\n"
      "  if [[ $command == lexicon ]]; then\n"
      "    if (( COMP_CWORD == 2 )); then\n"
      "      COMPREPLY=($(compgen -W '" +
      joined(command_words("lexicon")) +
      "' -- \"$word\"))\n"
      "      return\n"
      "    fi\n"
      "    command=\"lexicon ${COMP_WORDS[2]}\"\n"
      "  fi\n"
      "  case $command in\n";
  for (const Command& command : commands()) bash_command(out, command);
  out += "  esac\n}\ncomplete -o filenames -F _khaldun khaldun\n";
  return out;
}

std::string zsh_completion() {
  std::string out =
      "#compdef khaldun\n# zsh completion for khaldun; printed by: khaldun help --completion zsh\n"
      "_khaldun() {\n"
      "  local command=$words[2]\n"
      "  if (( CURRENT == 2 )); then\n"
      "    compadd " +
      joined(command_words("")) +
      "\n    return\n  fi\n"
      "  if [[ $command == lexicon ]]; then\n"
      "    if (( CURRENT == 3 )); then\n"
      "      compadd " +
      joined(command_words("lexicon")) +
      "\n      return\n    fi\n"
      "    command=\"lexicon $words[3]\"\n"
      "    shift words\n    (( CURRENT-- ))\n"
      "  fi\n"
      "  shift words\n  (( CURRENT-- ))\n"
      "  case $command in\n";
  for (const Command& command : commands()) zsh_command(out, command);
  out += "  esac\n}\n_khaldun \"$@\"\n";
  return out;
}

}  // namespace khaldun::app
