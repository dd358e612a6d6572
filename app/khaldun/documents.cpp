#include "app/khaldun/documents.h"

#include "app/khaldun/commands.h"
#include "app/khaldun/share.h"

namespace khaldun::app {
namespace {

int refuse(const Error& error, int code) {
  say(error.text());
  return code;
}

}  // namespace

int show_documents(
    const Call& call, const std::vector<std::string>& inputs, std::string_view what,
    const std::function<std::size_t(const Khaldun&, const Document&, std::string&)>& show) {
  ReadOptions options;
  auto date = date_flag_of(call);
  if (!date) return refuse(date.error(), exit_usage);
  options.date = date.value();
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
