#include "app/khaldun/documents.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <thread>

#include "app/khaldun/commands.h"
#include "app/khaldun/share.h"

namespace khaldun::app {
Result<unsigned> jobs_of(const Call& call) {
  const unsigned processors = std::max(1U, std::thread::hardware_concurrency());
  if (!call.has("jobs")) return processors;
  const auto jobs = whole_number(call.value("jobs"), 1, 256);
  if (jobs) return static_cast<unsigned>(*jobs);
  return Error{Fault::bad_value, "-j: \"" + call.value("jobs") + "\" is no number from 1 to 256",
               "", 0, 0};
}

Result<Done> spares_inputs(const std::string& flag, const std::string& output,
                           const std::vector<std::string>& inputs) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(output, error)) return Done{};
  for (const std::string& input : inputs) {
    if (std::filesystem::equivalent(input, output, error) && !error)
      return Error{Fault::bad_value, flag + ": " + output + " is an input, too", "", 0, 0};
  }
  return Done{};
}

std::string note_on_length(std::uint32_t words, const Document& document) {
  if (words == 0) return {};
  return document.source().id + ": " + std::to_string(words) +
         " words without the end of a sentence, cut into pieces of " +
         std::to_string(kLongestSentence);
}

int show_documents(
    const Call& call, const std::vector<std::string>& inputs, std::string_view what,
    const std::function<std::size_t(const Khaldun&, const Document&, std::string&)>& show) {
  ReadOptions options;
  auto date = date_flag_of(call);
  if (!date) return refuse(date.error(), exit_usage);
  options.date = date.value();
  if (const auto spared = spares_inputs("-o", call.value("output"), inputs); !spared)
    return refuse(spared.error(), exit_usage);
  const auto khaldun = open_khaldun(call);
  if (!khaldun) return refuse(khaldun.error(), exit_failure);
  auto output = Output::open(call.value("output"));
  if (!output) return refuse(output.error(), exit_failure);

  std::size_t shown = 0;
  const ReadCounts counts = read_inputs(
      inputs, options,
      [&](Document&& document) {
        std::string text;
        shown += show(khaldun.value(), document, text);
        return output.value().write(text);
      },
      [](const Error& error) { say(error.text()); });
  if (!output.value().finish())
    return refuse({Fault::io, output.value().error(), "", 0, 0}, exit_failure);
  if (output.value().closed()) return exit_done;
  if (shown == 0) {
    say("no " + std::string(what) + " found in " + std::to_string(counts.documents) +
        (counts.documents == 1 ? " document" : " documents"));
  }
  return counts.faults > 0 ? exit_unreadable : exit_done;
}

}  // namespace khaldun::app
