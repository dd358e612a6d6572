#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <utility>

#include "app/khaldun/commands.h"
#include "app/khaldun/documents.h"
#include "app/khaldun/layers.h"
#include "app/khaldun/pipeline.h"
#include "app/khaldun/share.h"
#include "khaldun/language/language.h"

namespace khaldun::app {
namespace {

Result<std::string> bytes_of(const std::string& path) {
  std::ifstream file(path == "-" ? "/dev/stdin" : path, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (!file.is_open() || file.bad()) return Error{Fault::io, "cannot be read", path, 0, 0};
  return bytes;
}

/// Words as they are in a treebank, tags and trees from Khaldun.
int annotate_treebanks(const Call& call) {
  const auto khaldun = open_khaldun(call);
  if (!khaldun) {
    say(khaldun.error().text());
    return exit_failure;
  }
  std::string text;
  int code = exit_done;
  for (const std::string& path : call.arguments) {
    const auto bytes = bytes_of(path);
    auto treebank = bytes ? from_conllu(bytes.value(), path, Annotation::ignored)
                          : Result<Treebank>(bytes.error());
    if (!treebank) {
      say(treebank.error().text());
      code = exit_unreadable;
      continue;
    }
    khaldun.value().annotate(treebank.value().analysis, *treebank.value().text);
    const std::string id = path == "-" ? "input" : std::filesystem::path(path).stem().string();
    text += refill_conllu(bytes.value(), treebank.value(), id);
  }
  const int printed = print_to(call.value("output"), text);
  return printed != exit_done ? printed : code;
}

/// What the flags of `khaldun parse` say.
struct Plan {
  ReadOptions read;
  unsigned jobs = 1;
  std::string layers;  ///< the file for the other layers; "" if they are not wanted
};

Result<Plan> plan_of(const Call& call) {
  Plan plan;
  KHALDUN_TRY(plan.read.date, date_flag_of(call));
  KHALDUN_TRY(plan.jobs, jobs_of(call));
  plan.layers = call.value("layers");
  KHALDUN_TRY([[maybe_unused]] const Done first,
              spares_inputs("-o", call.value("output"), call.arguments));
  KHALDUN_TRY([[maybe_unused]] const Done second,
              spares_inputs("--layers", plan.layers, call.arguments));
  return plan;
}

Coded parse_one(const Khaldun& khaldun, const Document& document, bool layers) {
  Coded out;
  Analysis analysis = khaldun.parse(document);
  out.text = to_conllu(analysis, document.text(), document.source().id);
  out.events = analysis.sentences.size();
  out.note = note_on_length(analysis.longest_cut(), document);
  if (layers) write_layers(out.aside, khaldun.layers(document, std::move(analysis)), document);
  return out;
}

/// What there is to say at the end, and the exit code.
int conclude(const Pipeline::Totals& totals, const ReadCounts& counts, Output& trees,
             Output* layers) {
  for (const std::string& failure : totals.failures) say(failure);
  const bool reader_left = trees.closed() && trees.error().empty();
  for (Output* output : {&trees, layers}) {
    if (output == nullptr || output->finish()) continue;
    say(output->error());
    return exit_failure;
  }
  if (reader_left) return exit_done;
  if (totals.events == 0) {
    say("no sentences found in " + std::to_string(totals.documents) +
        (totals.documents == 1 ? " document" : " documents"));
  }
  if (!totals.failures.empty()) return exit_failure;
  return counts.faults > 0 ? exit_unreadable : exit_done;
}

int fail(const Error& error, int code) {
  say(error.text());
  return code;
}

}  // namespace

int run_parse(const Call& call) {
  if (call.has("input")) return annotate_treebanks(call);
  const auto plan = plan_of(call);
  if (!plan) return fail(plan.error(), exit_usage);
  const bool wants_layers = call.has("layers");
  const auto khaldun = open_khaldun(call);
  if (!khaldun) return fail(khaldun.error(), exit_failure);
  auto trees = Output::open(call.value("output"));
  if (!trees) return fail(trees.error(), exit_failure);
  std::optional<Output> layers;
  if (wants_layers) {
    auto opened = Output::open(plan.value().layers);
    if (!opened) return fail(opened.error(), exit_failure);
    layers.emplace(std::move(opened).value());
  }
  Output* const aside = layers ? &*layers : nullptr;
  Pipeline pipeline(
      plan.value().jobs, [&](const Document& d) { return parse_one(khaldun.value(), d, wants_layers); },
      &trees.value(), aside);
  const ReadCounts counts = read_inputs(
      call.arguments, plan.value().read, [&](Document&& d) { return pipeline.give(std::move(d)); },
      [](const Error& error) { say(error.text()); });
  return conclude(pipeline.finish(), counts, trees.value(), aside);
}

}  // namespace khaldun::app
