#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <mutex>

#include "app/khaldun/commands.h"
#include "app/khaldun/documents.h"
#include "app/khaldun/ingest_records.h"
#include "app/khaldun/output.h"
#include "app/khaldun/pipeline.h"
#include "app/khaldun/settling.h"
#include "app/khaldun/share.h"
#include "app/khaldun/store_of.h"
#include "app/khaldun/storing.h"
#include "khaldun/ledger/store.h"
#include "khaldun/reading/reading.h"

namespace khaldun::app {
namespace {

/// How far an ingest is, for a person at a terminal: documents, rate, time left where the amount of work is known.
class Meter {
 public:
  explicit Meter(std::uint64_t all) : all_(all) {}
  void tell(std::uint64_t documents, std::uint64_t events, std::uint64_t bytes) {
    const auto now = std::chrono::steady_clock::now();
    if (!terminal_ || now - last_ < std::chrono::milliseconds(200)) return;
    last_ = now;
    const double seconds = std::chrono::duration<double>(now - start_).count();
    std::string line = std::to_string(documents) + " documents, " + std::to_string(events) + " events, " +
                       std::to_string(static_cast<std::uint64_t>(static_cast<double>(documents) / seconds)) + " documents/s";
    if (all_ > 0 && bytes > 0) {
      const double share = std::min(1.0, static_cast<double>(bytes) / static_cast<double>(all_));
      const auto left = static_cast<std::uint64_t>(seconds * (1 - share) / share);
      line += ", " + std::to_string(static_cast<int>(share * 100)) + " %, " + std::to_string(left / 60) + " min " +
              std::to_string(left % 60) + " s left";
    }
    show_progress(line);
  }

 private:
  bool terminal_ = ::isatty(STDERR_FILENO) == 1;
  std::uint64_t all_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now(), last_ = start_;
};

/// Bytes of the inputs that are files; an estimate of the work, for the meter only.
std::uint64_t bytes_of(const std::vector<std::string>& inputs) {
  std::uint64_t all = 0;
  std::error_code error;
  for (const auto& input : inputs) {
    if (std::filesystem::is_regular_file(input, error)) all += std::filesystem::file_size(input, error);
    if (!std::filesystem::is_directory(input, error)) continue;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(input, error)) {
      if (entry.is_regular_file(error)) all += entry.file_size(error);
    }
  }
  return all;
}

struct Totals {
  std::uint64_t added = 0, there = 0, events = 0, bytes = 0;
  std::string failure;
};

/// A file of documents that could not be read, one line each: what, where, why.
class Rejects {
 public:
  explicit Rejects(const std::string& path) {
    if (!path.empty()) file_.open(path, std::ios::binary | std::ios::trunc);
  }
  void add(const std::string& line) {
    say(line);
    if (file_.is_open()) file_ << line << '\n';
  }
  [[nodiscard]] bool failed() const { return file_.is_open() && !file_; }

 private:
  std::ofstream file_;
};

class Ingest {
 public:
  Ingest(const Khaldun& khaldun, Store& store, const Call& call, unsigned jobs)
      : khaldun_(khaldun),
        store_(store),
        meter_(bytes_of(call.arguments)),
        rejects_(call.value("rejects")),
        jobs_(jobs),
        show_(storing_options(khaldun)) {}

  int run(const std::vector<std::string>& inputs, const ReadOptions& read) {
    Pipeline pipeline(jobs_, [&](const Document& d) { return work(d); }, nullptr);
    const ReadCounts counts = read_inputs(
        inputs, read,
        [&](Document&& d) {
          if (there(d)) return totals_.failure.empty();
          return pipeline.give(std::move(d));
        },
        [&](const Error& error) { rejects_.add(error.text()); });
    const Pipeline::Totals done = pipeline.finish();
    for (const auto& failure : done.failures) rejects_.add(failure);
    if (totals_.failure.empty()) {
      if (const auto flushed = store_.flush(); !flushed) totals_.failure = flushed.error().text();
    }
    if (totals_.failure.empty()) {
      if (const auto settled = settle(store_, khaldun_.lexicon()); !settled) totals_.failure = settled.error().text();
    }
    clear_progress();
    if (!totals_.failure.empty()) {
      say(totals_.failure);
      return exit_failure;
    }
    if (rejects_.failed()) say("--rejects: the file could not be written");
    say(std::to_string(totals_.added) + " documents added with " + std::to_string(totals_.events) + " events, " +
        std::to_string(totals_.there) + " were there");
    if (counts.documents == 0) say("no documents to ingest");
    return counts.faults > 0 || !done.failures.empty() ? exit_unreadable : exit_done;
  }

 private:
  bool there(const Document& document) {
    const std::scoped_lock lock(mutex_);
    const auto has = store_.has(stored(document));
    if (!has) {
      totals_.failure = has.error().text();
      return true;
    }
    if (has.value()) {
      ++totals_.there;
      totals_.bytes += document.text().size();
    }
    return has.value();
  }

  Coded work(const Document& document) {
    CodingNotes notes;
    const auto [records, hypotheses] = khaldun_.read(document, &notes);
    Coded coded;
    coded.note = note_on_length(notes.longest_cut, document);
    coded.events = records.size();
    coded.deliver = [this, d = stored(document), events = stored_events(document, records, show_),
                     supposed = stored_hypotheses(document, hypotheses)] {
      const std::scoped_lock lock(mutex_);
      const auto added = store_.add(d, events, supposed);
      if (!added) {
        totals_.failure = added.error().text();
        return false;
      }
      added.value() ? ++totals_.added : ++totals_.there;
      if (added.value()) totals_.events += events.size();
      totals_.bytes += d.text.size();
      meter_.tell(totals_.added + totals_.there, totals_.events, totals_.bytes);
      return true;
    };
    return coded;
  }

  const Khaldun& khaldun_;
  Store& store_;
  Meter meter_;
  Rejects rejects_;
  unsigned jobs_;
  ShowOptions show_;
  std::mutex mutex_;  ///< of the store and the totals: one thread reads, another one writes
  Totals totals_;
};

}  // namespace

int run_ingest(const Call& call) {
  if (call.arguments.empty() && !call.has("records")) {
    say("name files or folders to ingest, or - for standard input");
    return exit_usage;
  }
  ReadOptions read;
  const auto date = date_flag_of(call);
  const auto jobs = jobs_of(call);
  if (!date || !jobs) return refuse(date ? jobs.error() : date.error(), exit_usage);
  read.date = date.value();
  read.repeated_ids = true;  // the same document given twice is one
  if (call.has("records")) return ingest_records(call, read);
  const auto khaldun = open_khaldun(call);
  auto store = store_of(call, Store::Access::write);
  if (!khaldun || !store) {
    say(khaldun ? store.error().text() : khaldun.error().text());
    return call.has("store") ? exit_failure : exit_usage;
  }
  if (const auto begun = store.value().begin_run(coder_of(khaldun.value()), &khaldun.value().lexicon()); !begun) {
    say(begun.error().text());
    return exit_failure;
  }
  return Ingest(khaldun.value(), store.value(), call, jobs.value()).run(call.arguments, read);
}

}  // namespace khaldun::app
