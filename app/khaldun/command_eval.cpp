#include "app/khaldun/commands.h"
#include "app/khaldun/output.h"

namespace khaldun::app {

int run_eval(const Call&) {
  say("eval: not built yet");
  return exit_failure;
}

}  // namespace khaldun::app
