#pragma once
#include "app/khaldun/flags.h"

namespace khaldun::app {

/// `khaldun train --names`: learns the kinds of names from marked texts and writes names.kw with its card. The exit code.
int run_train_names(const Call& call, const std::string& command);

}  // namespace khaldun::app
