#include <cstdio>
#include <filesystem>

#include "app/khaldun/commands.h"
#include "app/khaldun/lexicon_examples.h"
#include "app/khaldun/output.h"
#include "app/khaldun/share.h"
#include "khaldun/lexicon/lexicon.h"

namespace khaldun::app {
namespace {

namespace fs = std::filesystem;

std::string counts_of(const CompileReport& report) {
  std::string out;
  for (const auto& [what, n] : report.counts)
    out += (out.empty() ? "" : ", ") + std::to_string(n) + " " + what;
  return out;
}

std::string faults(std::size_t n) { return std::to_string(n) + (n == 1 ? " fault" : " faults"); }

/// The file appears whole or not at all. Special files (/dev/full, pipes) are written as they are.
int write_file(const fs::path& path, std::string_view bytes) {
  std::error_code error;
  if (fs::exists(path, error) && !fs::is_regular_file(path, error))
    return print_to(path.string(), bytes);
  const std::string part = path.string() + ".part";
  if (const int code = print_to(part, bytes); code != exit_done) {
    fs::remove(part, error);
    return code;
  }
  fs::rename(part, path, error);
  if (!error) return exit_done;
  say(path.string() + ": " + error.message());
  return exit_failure;
}

bool is_folder(const fs::path& path) {
  std::error_code error;
  return fs::is_directory(path, error);
}

/// The folder to check: given, or the tables in use.
Result<fs::path> folder_of(const Call& call) {
  if (!call.arguments.empty()) return fs::path(call.arguments.front());
  for (const fs::path& share : share_folders()) {
    if (is_folder(share / "lexicon")) return share / "lexicon";
  }
  return Error{Fault::not_found, "no folder of tables found; name one", "", 0, 0};
}

}  // namespace

int run_lexicon_compile(const Call& call) {
  const fs::path folder = call.arguments.front();
  if (!is_folder(folder)) {
    say(folder.string() + ": is no folder of tables");
    return exit_unreadable;
  }
  const CompileReport report = compile_lexicon(folder);
  for (const Error& problem : report.problems) say(problem.text());
  const fs::path out = call.value("output", "khaldun.lex");
  if (const int code = write_file(out, report.bytes); code != exit_done) return code;
  say(out.string() + ": " + counts_of(report) + "; " + std::to_string(report.bytes.size()) +
      " bytes");
  if (report.problems.empty()) return exit_done;
  say(faults(report.problems.size()) + "; the faulty entries are left out");
  return call.has("keep-going") ? exit_done : exit_unreadable;
}

int run_lexicon_check(const Call& call) {
  const auto allowed = call.has("allow") ? whole_number(call.value("allow"), 0, 1000000) : 0;
  if (!allowed) {
    say("lexicon check: --allow: \"" + call.value("allow") + "\" is no whole number");
    return exit_usage;
  }
  const auto folder = folder_of(call);
  if (!folder || !is_folder(folder.value())) {
    say(folder ? folder.value().string() + ": is no folder of tables" : folder.error().text());
    return exit_unreadable;
  }
  const CompileReport report = compile_lexicon(folder.value());
  std::string out;
  for (const Error& problem : report.problems) out += problem.text() + "\n";
  std::size_t wrong = report.problems.size();
  out += counts_of(report) + "; " + faults(wrong) + " in the tables\n";
  if (!call.has("no-examples")) {
    const auto examples = check_examples(report.bytes, folder.value(), call);
    if (!examples) {
      say(examples.error().text());
      return exit_failure;
    }
    out += examples.value().text;
    if (examples.value().wrong > static_cast<std::size_t>(*allowed))
      wrong += examples.value().wrong;
  }
  const int code = print(out);
  return code == exit_done && wrong > 0 ? exit_unreadable : code;
}

}  // namespace khaldun::app
