#pragma once
#include <functional>

#include "app/khaldun/flags.h"
#include "app/khaldun/output.h"
#include "khaldun/khaldun.h"
#include "khaldun/reading/reading.h"

namespace khaldun::app {

/// The value of --jobs: as many as the machine has processors if it was not given. A value that is
/// no number from 1 to 256 gives an error.
[[nodiscard]] Result<unsigned> jobs_of(const Call& call);

/// An error if the file `output`, named by `flag`, is one of the inputs: writing would destroy it
/// before it is read.
[[nodiscard]] Result<Done> spares_inputs(const std::string& flag, const std::string& output,
                                         const std::vector<std::string>& inputs);

/// The line about a text whose longest stretch without a sentence end, of `words`, had to be cut;
/// "" if none had (0).
[[nodiscard]] std::string note_on_length(std::uint32_t words, const Document& document);

/// For commands that go through their documents one after another: opens Khaldun and the output
/// (--output), reads the `inputs` with --date, and appends to the output what `show` makes of each
/// document. `show` returns how many things it showed; if none at all were, a line on standard
/// error says "no `what` found in 3 documents". The exit code.
int show_documents(
    const Call& call, const std::vector<std::string>& inputs, std::string_view what,
    const std::function<std::size_t(const Khaldun&, const Document&, std::string&)>& show);

}  // namespace khaldun::app
