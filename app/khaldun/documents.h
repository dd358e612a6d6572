#pragma once
#include <functional>

#include "app/khaldun/flags.h"
#include "app/khaldun/output.h"
#include "khaldun/khaldun.h"
#include "khaldun/reading/reading.h"

namespace khaldun::app {

/// For commands that go through their documents one after another: opens Khaldun and the output
/// (--output), reads the `inputs` with --date, and appends to the output what `show` makes of each
/// document. `show` returns how many things it showed; if none at all were, a line on standard
/// error says "no `what` found in 3 documents". The exit code.
int show_documents(
    const Call& call, const std::vector<std::string>& inputs, std::string_view what,
    const std::function<std::size_t(const Khaldun&, const Document&, std::string&)>& show);

}  // namespace khaldun::app
