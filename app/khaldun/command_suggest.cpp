#include <unistd.h>

#include "app/khaldun/commands.h"
#include "app/khaldun/documents.h"
#include "app/khaldun/listing.h"
#include "app/khaldun/output.h"
#include "app/khaldun/pipeline.h"
#include "app/khaldun/share.h"
#include "app/khaldun/suggestions.h"
#include "khaldun/showing/json.h"

namespace khaldun::app {
namespace {

struct Plan {
  std::vector<std::string> inputs;
  ReadOptions read;
  unsigned jobs = 1;
  std::uint64_t least = 2;
  std::size_t most = 100;
};

Result<Plan> plan_of(const Call& call) {
  Plan plan;
  plan.inputs = call.arguments;
  KHALDUN_TRY(plan.read.date, date_flag_of(call));
  KHALDUN_TRY(plan.jobs, jobs_of(call));
  const auto least = whole_number(call.value("least", "2"), 1, 1000000000);
  const auto most = whole_number(call.value("most", "100"), 1, 1000000000);
  if (!least || !most) return Error{Fault::bad_value, "--least and --most want whole numbers from 1", "", 0, 0};
  plan.least = static_cast<std::uint64_t>(*least);
  plan.most = static_cast<std::size_t>(*most);
  KHALDUN_TRY([[maybe_unused]] const Done done, spares_inputs("-o", call.value("output"), plan.inputs));
  return plan;
}

std::string json_of(const Suggestion& s) {
  std::string out;
  json::Writer json(out);
  json.begin_object();
  json.field("name", s.name);
  json.field_integer("mentions", static_cast<std::int64_t>(s.seen.mentions));
  json.field_integer("documents", static_cast<std::int64_t>(s.seen.documents));
  json.field("kind", s.kind);
  json.field("code", s.code);
  json.field("sector", s.sector);
  json.field_list("examples", s.seen.examples);
  json.field("stub", s.stub);
  json.end_object();
  return out;
}

/// One array of all, or the stubs one under the other.
std::string whole(const std::vector<Suggestion>& all, bool json) {
  std::string out = json ? "[" : "";
  for (const Suggestion& s : all) out += json ? (out.size() > 1 ? ",\n" : "\n") + json_of(s) : (out.empty() ? "" : "\n") + s.stub;
  return out + (json ? "\n]\n" : "");
}

int show(const Call& call, const std::vector<Suggestion>& all, std::string_view nothing) {
  const auto format = call.value("format");
  if (format == "json" || format == "toml") {
    if (all.empty()) say(nothing);
    return print_to(call.value("output"), whole(all, format == "json"));
  }
  Listing listing(call, {"mentions", "documents", "kind", "code", "sector", "name", "example"});
  for (const Suggestion& s : all)
    listing.add({std::to_string(s.seen.mentions), std::to_string(s.seen.documents), s.kind, s.code, s.sector, s.name, s.seen.examples.empty() ? "" : s.seen.examples.front()}, json_of(s) + "\n");
  return listing.finish(nothing);
}

}  // namespace

int run_lexicon_suggest(const Call& call) {
  const auto plan = plan_of(call);
  if (!plan) return refuse(plan.error(), exit_usage);
  const auto khaldun = open_khaldun(call);
  if (!khaldun) return refuse(khaldun.error(), exit_failure);
  Unknowns unknowns;
  const auto work = [&](const Document& document) {
    Coded coded;
    coded.deliver = [&unknowns, found = unknown_names(khaldun.value(), document)] {
      for (const auto& [words, seen] : found) unknowns[words].add(seen);
      return true;
    };
    return coded;
  };
  Pipeline pipeline(plan.value().jobs, work, nullptr);
  const ReadCounts counts = read_inputs(
      plan.value().inputs, plan.value().read, [&](Document&& d) { return pipeline.give(std::move(d)); }, [](const Error& error) { say(error.text()); });
  for (const std::string& failure : pipeline.finish().failures) say(failure);
  const int code = show(call, suggest(unknowns, khaldun.value().lexicon(), plan.value().least, plan.value().most),
                        "no unknown actor found in " + std::to_string(counts.documents) + (counts.documents == 1 ? " document" : " documents"));
  return code == exit_done && counts.faults > 0 ? exit_unreadable : code;
}

}  // namespace khaldun::app
