#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// The command line of the program: one table of commands and flags, from which the parser, the
/// help, the man page and the completions are made (help.h).
namespace khaldun::app {

/// What a value is, for completion.
enum class ValueKind : std::uint8_t { none, file, folder, choice, word };

struct Flag {
  std::string_view name;        ///< without its dashes
  char letter = '\0';           ///< short form, '\0' if none
  std::string_view value = {};  ///< "FILE", or "" if it takes none
  std::string_view help = {};   ///< starts in lower case, no full stop
  ValueKind kind = ValueKind::none;
  std::vector<std::string_view> choices = {};  ///< the only values allowed, for ValueKind::choice
  bool repeated = false;                       ///< may be given more than once
};

struct Argument {
  std::string_view name;  ///< as in the usage line, "FILE|DIR|-"
  std::string_view help = {};
  std::size_t least = 0, most = 1;
  ValueKind kind = ValueKind::file;
  std::vector<std::string_view> choices = {};
};

/// Any number of arguments.
inline constexpr std::size_t kMany = static_cast<std::size_t>(-1);

struct Example {
  std::string_view line;  ///< what is typed
  std::string_view what;  ///< what comes of it
};

struct Command {
  std::string_view name;         ///< one word, or two: "lexicon check"
  std::string_view summary;      ///< one line, starts in lower case, no full stop
  std::string_view description;  ///< paragraphs separated by an empty line
  std::vector<Argument> arguments;
  std::vector<Flag> flags;
  std::vector<Example> examples;
};

/// Every command, in the order of the help.
[[nodiscard]] std::span<const Command> commands();
/// The flags that stand before the command (most commands take them after it, too).
[[nodiscard]] std::span<const Flag> global_flags();
/// Null if there is none of that name.
[[nodiscard]] const Command* find_command(std::string_view name);

/// A command line that could be read.
struct Call {
  const Command* command = nullptr;  ///< null: only global flags (--help, --version)
  std::map<std::string, std::vector<std::string>, std::less<>>
      values;                                ///< flags with a value, by name
  std::set<std::string, std::less<>> given;  ///< every flag that was given, by name
  std::vector<std::string> arguments;

  [[nodiscard]] bool has(std::string_view flag) const { return given.find(flag) != given.end(); }
  /// The last value given, or `otherwise`.
  [[nodiscard]] std::string value(std::string_view flag, std::string_view otherwise = {}) const;
  [[nodiscard]] std::vector<std::string> all(std::string_view flag) const;
};

/// A command line that could not: exit code 2.
struct Refusal {
  std::string message;
  const Command* command = nullptr;  ///< whose help to point to; null if unknown
};

/// Reads the words after the program's name. Never exits, never prints.
[[nodiscard]] std::variant<Call, Refusal> read_command_line(std::span<const std::string> words);

/// A whole number in [least, most], or nothing.
[[nodiscard]] std::optional<long> whole_number(std::string_view text, long least, long most);

}  // namespace khaldun::app
