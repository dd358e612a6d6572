#include "app/khaldun/serve_jobs.h"

#include <exception>
#include <utility>

#include "app/khaldun/settling.h"
#include "app/khaldun/storing.h"
#include "khaldun/ledger/store.h"

namespace khaldun::app {
namespace {

/// Documents between two writes to the disk: reviews wait no longer than that.
constexpr std::uint64_t kPiece = 8;

}  // namespace

std::optional<std::int64_t> Jobs::start(std::vector<Document> documents, std::vector<std::string> faults) {
  const std::scoped_lock lock(mutex_);
  if (!all_.empty() && all_.back().state == "running") return std::nullopt;
  if (thread_.joinable()) thread_.join();
  Progress job;
  job.id = static_cast<std::int64_t>(all_.size()) + 1;
  job.total = documents.size();
  job.state = "running";
  job.faults = std::move(faults);
  all_.push_back(std::move(job));
  cancelled_ = false;
  thread_ = std::thread([this, given = std::move(documents)]() mutable { run(std::move(given)); });
  return all_.back().id;
}

std::optional<Jobs::Progress> Jobs::progress(std::int64_t id) const {
  const std::scoped_lock lock(mutex_);
  if (id < 1 || id > static_cast<std::int64_t>(all_.size())) return std::nullopt;
  return all_[static_cast<std::size_t>(id - 1)];
}

bool Jobs::cancel(std::int64_t id) {
  const std::scoped_lock lock(mutex_);
  if (id < 1 || id > static_cast<std::int64_t>(all_.size())) return false;
  if (id == all_.back().id) cancelled_ = true;
  return true;
}

void Jobs::stop() {
  cancelled_ = true;
  std::thread last;
  {
    const std::scoped_lock lock(mutex_);
    last.swap(thread_);
  }
  if (last.joinable()) last.join();
}

void Jobs::run(std::vector<Document> documents) {
  std::optional<std::string> failure;
  try {
    failure = work(documents);
  } catch (const std::exception& error) {
    failure = error.what();
  }
  const std::scoped_lock lock(mutex_);
  Progress& job = all_.back();
  job.state = failure ? "failed" : job.done < job.total ? "cancelled" : "done";
  if (failure) job.faults.push_back(*failure);
}

std::optional<std::string> Jobs::work(std::vector<Document>& documents) {
  auto opened = Store::open(store_, Store::Access::write);
  if (!opened) return opened.error().text();
  Store store = std::move(opened).value();
  if (const auto begun = store.begin_run(coder_of(khaldun_), &khaldun_.lexicon()); !begun) return begun.error().text();
  const ShowOptions show = storing_options(khaldun_);
  std::uint64_t waiting = 0;
  for (const Document& document : documents) {
    if (cancelled_) break;
    const auto there = store.has(stored(document));
    if (!there) return there.error().text();
    std::uint64_t events = 0;
    bool added = false;
    if (!there.value()) {
      const auto [records, hypotheses] = khaldun_.read(document);
      const auto done = store.add(stored(document), stored_events(document, records, show), stored_hypotheses(document, hypotheses));
      if (!done) return done.error().text();
      added = done.value();
      events = records.size();
    }
    if (++waiting % kPiece == 0) {
      if (const auto flushed = store.flush(); !flushed) return flushed.error().text();
    }
    const std::scoped_lock lock(mutex_);
    Progress& job = all_.back();
    ++job.done;
    added ? ++job.added : ++job.there;
    if (added) job.events += events;
  }
  if (const auto flushed = store.flush(); !flushed) return flushed.error().text();
  if (const auto settled = settle(store, khaldun_.lexicon()); !settled) return settled.error().text();
  return std::nullopt;
}

}  // namespace khaldun::app
