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
int run_ingest(const Call& call);
int run_events(const Call& call);
int run_timeline(const Call& call);
int run_processes(const Call& call);
int run_claims(const Call& call);
int run_hypotheses(const Call& call);
int run_stories(const Call& call);
int run_dyads(const Call& call);
int run_query(const Call& call);
int run_serve(const Call& call);
int run_diff(const Call& call);
int run_review(const Call& call);
int run_export(const Call& call);
int run_eval(const Call& call);
int run_lexicon_check(const Call& call);
int run_lexicon_compile(const Call& call);
int run_lexicon_suggest(const Call& call);
int run_lexicon_stats(const Call& call);
int run_train(const Call& call);
int run_doctor(const Call& call);
int run_version(const Call& call);
int run_help(const Call& call);

}  // namespace khaldun::app
