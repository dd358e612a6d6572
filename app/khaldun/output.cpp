#include "app/khaldun/output.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "app/khaldun/commands.h"

namespace khaldun::app {
namespace {

std::mutex& speech() {
  static std::mutex mutex;
  return mutex;
}

/// Where this thread's output goes instead; null: to the terminal.
thread_local Capture* capturing = nullptr;

bool& progress_shown() {
  static bool shown = false;
  return shown;
}

void raw_stderr(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(STDERR_FILENO, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
}

/// Opens nothing under a number that was just closed.
void hold(int descriptor) {
  const int nothing = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (nothing < 0 || nothing == descriptor) return;
  static_cast<void>(::dup2(nothing, descriptor));
  ::close(nothing);
}

void erase_progress() {
  if (progress_shown()) raw_stderr("\r\x1b[K");
  progress_shown() = false;
}

}  // namespace

Result<Output> Output::open(const std::string& path) {
  if (path.empty() || path == "-") return Output(STDOUT_FILENO, "standard output");
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (descriptor < 0)
    return Error{Fault::io, std::string("cannot be written: ") + std::strerror(errno), path, 0, 0};
  return Output(descriptor, path);
}

Output::Output(Output&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      name_(std::move(other.name_)),
      error_(std::move(other.error_)),
      closed_(other.closed_) {}

Output::~Output() {
  if (descriptor_ > STDERR_FILENO) ::close(descriptor_);
}

void Output::fail(int number) {
  closed_ = true;
  if (number != EPIPE) error_ = name_ + ": " + std::strerror(number);
}

bool Output::write(std::string_view bytes) {
  while (!bytes.empty() && !closed_) {
    const ssize_t n = ::write(descriptor_, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      fail(errno);
    } else {
      bytes.remove_prefix(static_cast<std::size_t>(n));
    }
  }
  return !closed_;
}

bool Output::finish() {
  const int descriptor = std::exchange(descriptor_, -1);
  if (descriptor >= 0 && ::close(descriptor) != 0 && !closed_) fail(errno);
  // Its number must not go to the next file: SQLite closes a store that it gets under one of these and opens it again, by which
  // this process loses its locks on the store, and another one takes the log away from under it.
  if (descriptor >= 0 && descriptor <= STDERR_FILENO) hold(descriptor);
  return error_.empty();
}

bool Output::is_terminal() const { return ::isatty(descriptor_) == 1; }

int print(std::string_view text) { return print_to("", text); }

Capture::Capture() : outer_(capturing) { capturing = this; }
Capture::~Capture() { capturing = outer_; }

int print_to(const std::string& path, std::string_view text) { return print_to(path, std::vector<std::string>{std::string(text)}); }

int print_to(const std::string& path, const std::vector<std::string>& pieces) {
  if (capturing != nullptr && (path.empty() || path == "-")) {
    for (const auto& piece : pieces) capturing->printed += piece;
    return exit_done;
  }
  auto out = Output::open(path);
  if (!out) {
    say(out.error().text());
    return exit_failure;
  }
  for (const auto& piece : pieces) out.value().write(piece);
  if (out.value().finish()) return exit_done;
  say(out.value().error());
  return exit_failure;
}

void say(std::string_view line) {
  if (capturing != nullptr) {
    capturing->said += std::string(line) + "\n";
    return;
  }
  const std::scoped_lock lock(speech());
  erase_progress();
  raw_stderr("khaldun: " + std::string(line) + "\n");
}

int refuse(const Error& error, int code) {
  say(error.text());
  return code;
}

int refuse(const Error& error) { return refuse(error, error.fault == Fault::bad_value ? exit_usage : exit_failure); }

void show_progress(std::string_view line) {
  const std::scoped_lock lock(speech());
  raw_stderr("\r\x1b[K" + std::string(line));
  progress_shown() = true;
}

void clear_progress() {
  const std::scoped_lock lock(speech());
  erase_progress();
}

unsigned terminal_width() {
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  const char* columns = std::getenv("COLUMNS");
  const auto width = columns != nullptr ? whole_number(columns, 20, 1000) : std::nullopt;
  return static_cast<unsigned>(width.value_or(100));
}

bool wants_colour() {
  const char* no = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  const bool dumb = terminal == nullptr || std::string_view(terminal) == "dumb";
  return ::isatty(STDOUT_FILENO) == 1 && (no == nullptr || *no == '\0') && !dumb;
}

}  // namespace khaldun::app
