#pragma once
#include <string>

#include "app/khaldun/flags.h"

/// What the program says of itself; all of it made from the table in flags.cpp.
namespace khaldun::app {

/// All commands in a line each, what they have in common, where to go on.
[[nodiscard]] std::string overview();
/// Usage, description, arguments, flags and examples of one command.
[[nodiscard]] std::string help_for(const Command& command);
/// The manual page khaldun.1 in mdoc(7).
[[nodiscard]] std::string man_page();
/// Completion for bash: to be sourced.
[[nodiscard]] std::string bash_completion();
/// Completion for zsh: a file _khaldun for a folder in $fpath.
[[nodiscard]] std::string zsh_completion();

}  // namespace khaldun::app
