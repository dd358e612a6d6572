// From the words of a command line to a Call, by CLI11 from the table of flags.cpp.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <deque>
#include <numeric>

#include "app/khaldun/flags.h"

namespace khaldun::app {
namespace {

/// A CLI11 parser built from the table; it fills `call`.
class Parser {
 public:
  Parser() : root_("", "khaldun") {
    prepare(root_);
    root_.require_subcommand(0, 1);
    for (const Flag& flag : global_flags()) add_flag(root_, flag);
    for (const Command& command : commands()) add_command(command);
  }

  std::variant<Call, Refusal> parse(std::span<const std::string> words) {
    // CLI11 would hand what follows "--" to the parent of a command whose arguments are optional:
    // it never sees it.
    const auto dashes = std::find(words.begin(), words.end(), "--");
    const std::span<const std::string> flagged(words.begin(), dashes);
    std::vector<std::string> backwards(flagged.rbegin(),
                                       flagged.rend());  // the order that CLI11 wants
    try {
      root_.parse(backwards);
    } catch (const CLI::ParseError& error) {
      return Refusal{first_line(error.what()), chosen(words)};
    }
    for (const auto& [app, command] : apps_) {
      if (app->parsed()) call_.command = command;
    }
    collect();
    if (dashes != words.end())
      call_.arguments.insert(call_.arguments.end(), dashes + 1, words.end());
    if (call_.has("help") || call_.has("version")) return call_;
    if (lexicon_->parsed() && call_.command == nullptr)
      return Refusal{"lexicon: say what to do: check, compile, suggest or stats", nullptr};
    if (call_.command != nullptr) return counted();
    return call_;
  }

 private:
  struct Bound {
    const Flag* flag;
    CLI::Option* option;
    const std::vector<std::string>* values;
  };

  static void prepare(CLI::App& app) {
    app.set_help_flag();
    app.set_help_all_flag();
    app.allow_windows_style_options(false);
    app.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  }

  static std::string first_line(std::string_view text) {
    return std::string(text.substr(0, text.find('\n')));
  }

  void add_flag(CLI::App& app, const Flag& flag) {
    const std::string names = (flag.letter != '\0' ? std::string("-") + flag.letter + "," : "") +
                              "--" + std::string(flag.name);
    if (flag.value.empty()) {
      bound_.push_back({&flag, app.add_flag(names), nullptr});
      return;
    }
    auto& values = values_.emplace_back();
    CLI::Option* option = app.add_option(names, values)->expected(1)->allow_extra_args(false);
    option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    if (flag.kind == ValueKind::choice) {
      option->check(
          CLI::IsMember(std::vector<std::string>(flag.choices.begin(), flag.choices.end())));
    }
    bound_.push_back({&flag, option, &values});
  }

  void add_command(const Command& command) {
    CLI::App* parent = &root_;
    std::string name(command.name);
    if (const auto blank = name.find(' '); blank != std::string::npos) {
      if (lexicon_ == nullptr) {
        lexicon_ = root_.add_subcommand(name.substr(0, blank));
        prepare(*lexicon_);
        lexicon_->require_subcommand(0, 1);
      }
      parent = lexicon_;
      name = name.substr(blank + 1);
    }
    CLI::App* app = parent->add_subcommand(name);
    prepare(*app);
    app->prefix_command(false);
    for (const Flag& flag : command.flags) add_flag(*app, flag);
    if (!command.arguments.empty())
      app->add_option("arguments", call_.arguments)->expected(0, 1 << 28);
    apps_.emplace_back(app, &command);
  }

  void collect() {
    for (const Bound& bound : bound_) {
      if (bound.option->count() == 0) continue;
      call_.given.insert(std::string(bound.flag->name));
      if (bound.values == nullptr) continue;
      auto& all = call_.values[std::string(bound.flag->name)];
      all.insert(all.end(), bound.values->begin(), bound.values->end());
    }
  }

  std::variant<Call, Refusal> counted() {
    const Command& command = *call_.command;
    std::size_t least = 0, most = 0;
    for (const Argument& argument : command.arguments) {
      least += argument.least;
      most = argument.most == kMany ? kMany : most + argument.most;
    }
    if (call_.arguments.size() < least) {
      const auto missing = std::find_if(command.arguments.begin(), command.arguments.end(),
                                        [seen = call_.arguments.size()](const Argument& a) mutable {
                                          if (seen < a.least) return true;
                                          seen -= std::min(seen, a.most);
                                          return false;
                                        });
      return Refusal{std::string(missing->name) + " is missing", &command};
    }
    if (call_.arguments.size() > most)
      return Refusal{"one argument too many: " + call_.arguments.back(), &command};
    return call_;
  }

  /// The command that `words` seem to be for.
  static const Command* chosen(std::span<const std::string> words) {
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (const Command* command = find_command(words[i])) return command;
      if (i + 1 < words.size()) {
        if (const Command* command = find_command(words[i] + " " + words[i + 1])) return command;
      }
    }
    return nullptr;
  }

  CLI::App root_;
  CLI::App* lexicon_ = nullptr;
  std::deque<std::vector<std::string>> values_;  // CLI11 writes here; the addresses stay
  std::vector<Bound> bound_;
  std::vector<std::pair<CLI::App*, const Command*>> apps_;
  Call call_;
};

/// Insertions, deletions and substitutions from one word to another (Levenshtein 1966).
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t corner = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = corner + (a[i - 1] == b[j - 1] ? 0 : 1);
      corner = std::exchange(row[j], std::min({row[j] + 1, row[j - 1] + 1, changed}));
    }
  }
  return row.back();
}

/// The first word that is neither a flag nor the value of one.
const std::string* first_plain_word(std::span<const std::string> words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "--lexicon" || words[i] == "--weights") {
      ++i;
    } else if (words[i].empty() || words[i].front() != '-') {
      return &words[i];
    }
  }
  return nullptr;
}

std::optional<Refusal> unknown_command(std::span<const std::string> words) {
  const std::string* word = first_plain_word(words);
  if (word == nullptr) return std::nullopt;
  std::string_view nearest;
  std::size_t distance = 3;  // further away it is no slip of the finger
  for (const Command& command : commands()) {
    const auto first = command.name.substr(0, command.name.find(' '));
    if (first == *word) return std::nullopt;
    if (const auto d = edit_distance(*word, first); d < distance) distance = d, nearest = first;
  }
  std::string message = "there is no command \"" + *word + "\"";
  if (!nearest.empty()) message += "; did you mean \"" + std::string(nearest) + "\"?";
  return Refusal{message, nullptr};
}

}  // namespace

std::string Call::value(std::string_view flag, std::string_view otherwise) const {
  const auto at = values.find(flag);
  return at == values.end() || at->second.empty() ? std::string(otherwise) : at->second.back();
}

std::vector<std::string> Call::all(std::string_view flag) const {
  const auto at = values.find(flag);
  return at == values.end() ? std::vector<std::string>() : at->second;
}

std::variant<Call, Refusal> read_command_line(std::span<const std::string> words) {
  if (auto refusal = unknown_command(words)) return *refusal;
  return Parser().parse(words);
}

std::optional<long> whole_number(std::string_view text, long least, long most) {
  long value = 0;
  const char* end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, value);
  if (result.ec != std::errc() || result.ptr != end || value < least || value > most)
    return std::nullopt;
  return value;
}

}  // namespace khaldun::app
