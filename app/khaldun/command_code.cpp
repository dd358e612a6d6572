#include <unistd.h>

#include "app/khaldun/commands.h"
#include "app/khaldun/documents.h"
#include "app/khaldun/output.h"
#include "app/khaldun/pipeline.h"
#include "app/khaldun/share.h"
#include "khaldun/reading/reading.h"

namespace khaldun::app {
namespace {

enum class Format : std::uint8_t { jsonl, csv, table };

/// What the flags of `khaldun code` say.
struct Plan {
  std::vector<std::string> inputs;
  ReadOptions read;
  ShowOptions show;
  TableOptions table;
  Format format = Format::jsonl;
  std::string output;
  unsigned jobs = 1;
};

Error usage(std::string what) { return {Fault::bad_value, std::move(what), "", 0, 0}; }

Format format_of(const Call& call, const std::string& output) {
  const std::string name = call.value("format");
  if (name == "csv") return Format::csv;
  if (name == "table") return Format::table;
  const bool terminal = (output.empty() || output == "-") && ::isatty(STDOUT_FILENO) == 1;
  return name.empty() && terminal ? Format::table : Format::jsonl;
}

Result<Plan> plan_of(const Call& call) {
  Plan plan;
  plan.inputs = call.arguments;
  if (plan.inputs.empty() && ::isatty(STDIN_FILENO) == 1) {
    return usage("name a file or a folder, or - for standard input");
  }
  if (plan.inputs.empty()) plan.inputs.emplace_back("-");
  KHALDUN_TRY(plan.read.date, date_flag_of(call));
  KHALDUN_TRY(plan.jobs, jobs_of(call));
  plan.output = call.value("output");
  plan.format = format_of(call, plan.output);
  plan.show.text = !call.has("no-text");
  plan.table = {terminal_width(), wants_colour() && plan.output.empty()};
  KHALDUN_TRY([[maybe_unused]] const Done done, spares_inputs("-o", plan.output, plan.inputs));
  return plan;
}

std::string head_of(const Plan& plan) {
  std::string head;
  if (plan.format == Format::csv) write_csv_header(head, plan.show);
  if (plan.format == Format::table) write_table_header(head, plan.table);
  return head;
}

Coded code_one(const Khaldun& khaldun, const Plan& plan, const Document& document) {
  CodingNotes notes;
  const std::vector<Record> records = khaldun.code(document, &notes);
  Coded coded;
  coded.note = note_on_length(notes.longest_cut, document);
  coded.events = records.size();
  if (plan.format == Format::table) {
    write_table(coded.text, records, document, plan.table);
    return coded;
  }
  for (const Record& record : records) {
    if (plan.format == Format::csv) {
      write_csv(coded.text, record, document, plan.show);
    } else {
      write_jsonl(coded.text, record, document, plan.show);
    }
  }
  return coded;
}

std::string counted(std::uint64_t n, const std::string& what) {
  return std::to_string(n) + " " + what + (n == 1 ? "" : "s");
}

/// What there is to say at the end, and the exit code.
int conclude(const Pipeline::Totals& totals, const ReadCounts& counts, Output& output) {
  for (const std::string& failure : totals.failures) say(failure);
  const bool reader_left = output.closed() && output.error().empty();
  if (!output.finish()) {
    say(output.error());
    return exit_failure;
  }
  if (reader_left) return exit_done;
  if (totals.documents == 0) {
    say("no documents to code");
  } else if (totals.events == 0) {
    say("no events found in " + counted(totals.documents, "document"));
  }
  if (!totals.failures.empty()) return exit_failure;
  return counts.faults > 0 ? exit_unreadable : exit_done;
}

int code_all(const Khaldun& khaldun, const Plan& plan, Output& output) {
  output.write(head_of(plan));
  Pipeline pipeline(
      plan.jobs, [&](const Document& d) { return code_one(khaldun, plan, d); }, &output);
  const ReadCounts counts = read_inputs(
      plan.inputs, plan.read, [&](Document&& d) { return pipeline.give(std::move(d)); },
      [](const Error& error) { say(error.text()); });
  return conclude(pipeline.finish(), counts, output);
}

}  // namespace

int run_code(const Call& call) {
  auto plan = plan_of(call);
  if (!plan) {
    say(plan.error().text());
    return exit_usage;
  }
  const auto khaldun = open_khaldun(call);
  if (!khaldun) {
    say(khaldun.error().text());
    return exit_failure;
  }
  auto output = Output::open(plan.value().output);
  if (!output) {
    say(output.error().text());
    return exit_failure;
  }
  plan.value().show.scores = [&](const Record& r) {
    return scores_of(r, khaldun.value().lexicon());
  };
  return code_all(khaldun.value(), plan.value(), output.value());
}

}  // namespace khaldun::app
