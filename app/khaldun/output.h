#pragma once
#include <filesystem>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "khaldun/base/result.h"

namespace khaldun::app {

/// Standard output or a file, unbuffered. A reader that goes away is not an error (`closed`); a
/// full disk is (`failed`).
class Output {
 public:
  /// "" or "-": standard output. Errors: the file cannot be written.
  [[nodiscard]] static Result<Output> open(const std::string& path);
  Output(Output&& other) noexcept;
  Output& operator=(Output&&) = delete;
  ~Output();

  /// Writes all of it. False if nothing more can be written.
  bool write(std::string_view bytes);
  /// Closes it. True unless something could not be written; a reader that went away counts as
  /// written.
  [[nodiscard]] bool finish();
  [[nodiscard]] bool closed() const { return closed_; }
  /// "events.jsonl: No space left on device"; "" if all went well.
  [[nodiscard]] const std::string& error() const { return error_; }
  [[nodiscard]] bool is_terminal() const;

 private:
  Output(int descriptor, std::string name) : descriptor_(descriptor), name_(std::move(name)) {}
  void fail(int number);
  int descriptor_ = -1;
  std::string name_;
  std::string error_;
  bool closed_ = false;
};

/// Writes `text` to standard output: exit code 0, or 3 with a line on standard error.
int print(std::string_view text);
/// The same to `path` ("" or "-": standard output).
int print_to(const std::string& path, std::string_view text);
/// The same for a text in pieces.
[[nodiscard]] int print_to(const std::string& path, const std::vector<std::string>& pieces);

/// A line on standard error, after "khaldun: ". Safe from any thread.
void say(std::string_view line);
/// Says the error. The exit code: `code`.
int refuse(const Error& error, int code);
/// The same with 2 for what the caller wrote (bad_value) and 3 for what a file or the disk does.
int refuse(const Error& error);
/// Shows how far the work is, on a terminal only; say() takes it away first.
void show_progress(std::string_view line);
void clear_progress();

/// While it lives, what this thread prints to standard output and says is kept instead of written: for whoever runs a
/// command and wants its rows. Captures nest.
class Capture {
 public:
  Capture();
  Capture(const Capture&) = delete;
  Capture& operator=(const Capture&) = delete;
  ~Capture();
  std::string printed, said;

 private:
  Capture* outer_;
};

/// Width of the terminal behind standard output, else $COLUMNS, else 100.
[[nodiscard]] unsigned terminal_width();
/// Standard output is a terminal that shows colours, and NO_COLOR is not set.
[[nodiscard]] bool wants_colour();

}  // namespace khaldun::app
