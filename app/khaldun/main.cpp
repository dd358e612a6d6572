#include <array>
#include <csignal>
#include <exception>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "app/khaldun/commands.h"
#include "app/khaldun/help.h"
#include "app/khaldun/output.h"

namespace khaldun::app {
namespace {

constexpr auto kRun = std::to_array<std::pair<std::string_view, int (*)(const Call&)>>(
    {{"code", run_code},
     {"explain", run_explain},
     {"actors", run_actors},
     {"parse", run_parse},
     {"ingest", run_ingest},
     {"events", run_events},
     {"timeline", run_timeline},
     {"processes", run_processes},
     {"claims", run_claims},
     {"hypotheses", run_hypotheses},
     {"stories", run_stories},
     {"dyads", run_dyads},
     {"query", run_query},
     {"serve", run_serve},
     {"diff", run_diff},
     {"review", run_review},
     {"export", run_export},
     {"eval", run_eval},
     {"lexicon check", run_lexicon_check},
     {"lexicon compile", run_lexicon_compile},
     {"lexicon suggest", run_lexicon_suggest},
     {"lexicon stats", run_lexicon_stats},
     {"train", run_train},
     {"doctor", run_doctor},
     {"version", run_version},
     {"help", run_help}});

int refuse(const Refusal& refusal) {
  const std::string name =
      refusal.command != nullptr ? std::string(refusal.command->name) + ": " : "";
  say(name + refusal.message);
  say("see: khaldun help" +
      (refusal.command != nullptr ? " " + std::string(refusal.command->name) : ""));
  return exit_usage;
}

int run(const Call& call) {
  if (call.command == nullptr) {
    if (call.has("version")) return run_version(call);
    if (call.has("help")) return print(overview());
    print(overview());
    return exit_usage;
  }
  if (call.has("help")) return print(help_for(*call.command));
  for (const auto& [name, function] : kRun) {
    if (name == call.command->name) return function(call);
  }
  return refuse({"is not in this build", call.command});
}

int start(std::vector<std::string> words) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is seen where we write
  try {
    const auto line = read_command_line(words);
    if (const auto* refusal = std::get_if<Refusal>(&line)) return refuse(*refusal);
    return run(std::get<Call>(line));
  } catch (const std::bad_alloc&) {
    say("out of memory");
  } catch (const std::exception& error) {
    say(std::string("failed: ") + error.what());
  }
  return exit_failure;
}

}  // namespace
}  // namespace khaldun::app

int main(int argc, char** argv) {
  return khaldun::app::start(std::vector<std::string>(argv + 1, argv + argc));
}
