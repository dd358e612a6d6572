#pragma once
#include "app/khaldun/flags.h"

/// One function for each command; the value is the exit code.
namespace khaldun::app {

enum Exit : int {
  exit_done = 0,
  exit_unreadable = 1,  ///< some input could not be read, or a check found faults
  exit_usage = 2,
  exit_failure = 3,  ///< our own: no lexicon, full disk
};

int run_code(const Call& call);
int run_explain(const Call& call);
int run_actors(const Call& call);
int run_parse(const Call& call);
int run_eval(const Call& call);
int run_lexicon_check(const Call& call);
int run_lexicon_compile(const Call& call);
int run_train(const Call& call);
int run_doctor(const Call& call);
int run_version(const Call& call);
int run_help(const Call& call);

}  // namespace khaldun::app
