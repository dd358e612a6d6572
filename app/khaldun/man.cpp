// The manual page, in mdoc(7).
#include "app/khaldun/help.h"

namespace khaldun::app {
namespace {

/// Text as roff sees it: a backslash, and a dot or quote at the start of a line, would be commands.
std::string roff(std::string_view text) {
  std::string out;
  bool start = true;
  for (char c : text) {
    if (start && (c == '.' || c == '\'')) out += "\\&";
    if (c == '\\') {
      out += "\\e";
    } else if (c == '"') {
      out += "\\(dq";
    } else if (c == '-') {
      out += "\\-";
    } else {
      out += c;
    }
    start = c == '\n';
  }
  return out;
}

/// The same as an argument of a macro: mdoc would take short words for macros and marks for
/// delimiters.
std::string macro_word(std::string_view text) { return "\\&" + roff(text); }

/// One sentence a line, as mdoc(7) asks, so that the space after a full stop is right.
std::string sentences(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 2) == "\n\n") {
      out += "\n.Pp\n";
      ++i;
    } else if (text.substr(i, 2) == ". ") {
      out += ".\n";
      ++i;
    } else {
      out += roff(text.substr(i, 1));
    }
  }
  return out + '\n';
}

std::string argument_macro(const Argument& argument) {
  std::string out = argument.least == 0 ? ".Op Ar " : ".Ar ";
  out += macro_word(argument.name);
  if (argument.most == kMany) out += " ...";
  return out + '\n';
}

void flag_item(std::string& out, const Flag& flag) {
  out += ".It ";
  if (flag.letter != '\0') out += "Fl " + std::string(1, flag.letter) + " , ";
  out += "Fl \\-" + roff(flag.name);
  if (!flag.value.empty()) out += " Ar " + macro_word(flag.value);
  out += '\n' + roff(flag.help) + ".\n";
}

void command_section(std::string& out, const Command& command) {
  out += ".Ss khaldun " + std::string(command.name) + "\n";
  out += ".Nm Cm " + std::string(command.name) + "\n";
  for (const Argument& argument : command.arguments) out += argument_macro(argument);
  out += ".Op Ar flags\n.Pp\n" + sentences(command.description);
  out += ".Bl -tag -width Ds\n";
  for (const Argument& argument : command.arguments) {
    out += ".It Ar " + macro_word(argument.name) + '\n' + roff(argument.help) + ".\n";
  }
  for (const Flag& flag : command.flags) flag_item(out, flag);
  out += ".El\n";
}

constexpr std::string_view kBefore = R"(.Dd November 24, 2026
.Dt KHALDUN 1
.Os
.Sh NAME
.Nm khaldun
.Nd code news about political conflict into events
.Sh SYNOPSIS
.Nm
.Op Fl \-lexicon Ar PATH
.Op Fl \-weights Ar DIR
.Ar command
.Op Ar argument ...
.Sh DESCRIPTION
.Nm
reads news texts and writes one record for each event that they tell: who did what to whom, when, where, according to
whom, and whether it is told as a fact, claimed, denied, demanded, planned or feared.
Events are of the types, modes and contexts of the PLOVER ontology.
.Pp
The commands are:
)";

constexpr std::string_view kAfter = R"(.Sh ENVIRONMENT
.Bl -tag -width KHALDUN_SHARE
.It Ev KHALDUN_SHARE
Folder with
.Pa khaldun.lex
and
.Pa weights ,
looked at before the places under
.Sx FILES .
.It Ev NO_COLOR
If set, tables have no colour.
.It Ev COLUMNS
Width of tables that do not go to a terminal.
.El
.Sh FILES
Lexicon and weights are looked for beside the program
.Pq Pa share/khaldun ,
in the source tree that it was built from, and in
.Pa ../share/khaldun
as seen from the program.
.Sh EXIT STATUS
.Bl -tag -width Ds
.It 0
Done.
.It 1
Some input could not be read; each is named on standard error, and the rest was coded.
.It 2
Wrong usage.
.It 3
Own failure, such as a full disk or a missing lexicon.
.El
.Pp
A reader that closes the pipe early is no failure.
)";

}  // namespace

std::string man_page() {
  std::string out(kBefore);
  for (const Command& command : commands()) command_section(out, command);
  out += kAfter;
  out += ".Sh EXAMPLES\n";
  for (const Command& command : commands()) {
    for (const Example& example : command.examples) {
      out += ".Dl " + macro_word(example.line) + "\n.Pp\n" + roff(example.what) + ".\n.Pp\n";
    }
  }
  const std::string_view paragraph = ".Pp\n";
  if (std::string_view(out).substr(out.size() - paragraph.size()) == paragraph)
    out.resize(out.size() - paragraph.size());
  return out;
}

}  // namespace khaldun::app
