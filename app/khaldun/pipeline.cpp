#include "app/khaldun/pipeline.h"

#include <unistd.h>

#include <chrono>
#include <exception>
#include <new>
#include <optional>
#include <utility>

namespace khaldun::app {
namespace {

/// Documents held for each worker: enough that a slow one in front does not stop the others.
constexpr std::size_t kWindowPerJob = 8;
/// Text held at once. A single longer document is taken all the same.
constexpr std::uint64_t kMostBytes = std::uint64_t{64} << 20;

/// Lets a line through at most five times a second, and only for a person at a terminal.
class Progress {
 public:
  void tell(std::uint64_t documents, std::uint64_t events) {
    const auto now = std::chrono::steady_clock::now();
    if (!terminal_ || now - last_ < std::chrono::milliseconds(200)) return;
    last_ = now;
    show_progress(std::to_string(documents) + " documents, " + std::to_string(events) + " events");
  }

 private:
  // A table on the same terminal shows well enough how far the work is.
  bool terminal_ = ::isatty(STDERR_FILENO) == 1 && ::isatty(STDOUT_FILENO) == 0;
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

}  // namespace

struct Pipeline::Job {
  explicit Job(Document&& given) : document(std::move(given)), bytes(document->text().size()) {}
  std::optional<Document> document;  ///< freed as soon as it is coded
  std::uint64_t bytes;
  Coded coded;
  std::string failure;
  bool ready = false;
};

Pipeline::Pipeline(unsigned jobs, Work work, Output* output, Output* aside)
    : work_(std::move(work)), output_(output), aside_(aside), window_(kWindowPerJob * jobs) {
  for (unsigned i = 0; i < jobs; ++i) workers_.emplace_back([this] { work_loop(); });
  writer_ = std::thread([this] { write_loop(); });
}

Pipeline::~Pipeline() { stop(); }

void Pipeline::stop() {
  {
    const std::scoped_lock lock(mutex_);
    last_ = true;
  }
  task_.notify_all();
  ready_.notify_all();
  for (std::thread& worker : workers_) {
    if (worker.joinable()) worker.join();
  }
  if (writer_.joinable()) writer_.join();
}

bool Pipeline::full() const {
  return unwritten_.size() >= window_ || (!unwritten_.empty() && held_bytes_ >= kMostBytes);
}

bool Pipeline::give(Document&& document) {
  auto job = std::make_shared<Job>(std::move(document));
  {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [this] { return dead_ || !full(); });
    if (dead_) return false;
    held_bytes_ += job->bytes;
    waiting_.push_back(job);
    unwritten_.push_back(std::move(job));
  }
  task_.notify_one();
  return true;
}

void Pipeline::run(Job& job) const {
  try {
    job.coded = work_(*job.document);
  } catch (const std::bad_alloc&) {
    job.failure = job.document->source().id + ": out of memory";
  } catch (const std::exception& error) {
    job.failure = job.document->source().id + ": " + error.what();
  }
  job.document.reset();
}

void Pipeline::work_loop() {
  for (;;) {
    std::shared_ptr<Job> job;
    {
      std::unique_lock lock(mutex_);
      task_.wait(lock, [this] { return last_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      job = std::move(waiting_.front());
      waiting_.pop_front();
      if (dead_) job->document.reset();  // nobody will read it
    }
    if (job->document) run(*job);
    {
      const std::scoped_lock lock(mutex_);
      job->ready = true;
    }
    ready_.notify_one();
  }
}

void Pipeline::write_loop() {
  Progress progress;
  for (;;) {
    std::shared_ptr<Job> job;
    {
      std::unique_lock lock(mutex_);
      ready_.wait(lock, [this] { return unwritten_.empty() ? last_ : unwritten_.front()->ready; });
      if (unwritten_.empty()) return;
      job = unwritten_.front();
    }
    const Coded& coded = job->coded;
    const bool alive = coded.deliver ? coded.deliver()
                                     : (output_ == nullptr || output_->write(coded.text)) &&
                                           (aside_ == nullptr || aside_->write(coded.aside));
    if (!coded.note.empty()) say(coded.note);
    {
      const std::scoped_lock lock(mutex_);
      dead_ = dead_ || !alive;
      unwritten_.pop_front();
      held_bytes_ -= job->bytes;
      ++totals_.documents;
      totals_.events += job->coded.events;
      if (!job->failure.empty()) totals_.failures.push_back(std::move(job->failure));
    }
    room_.notify_one();
    progress.tell(totals_.documents, totals_.events);
  }
}

Pipeline::Totals Pipeline::finish() {
  stop();
  clear_progress();
  return std::move(totals_);
}

}  // namespace khaldun::app
