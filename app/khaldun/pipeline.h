#pragma once
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "app/khaldun/output.h"
#include "khaldun/reading/document.h"

namespace khaldun::app {

/// What comes of one document.
struct Coded {
  std::string text;   ///< bytes for the output
  std::string aside;  ///< bytes for the second output, if there is one
  std::string note;   ///< a line for standard error, if any
  std::uint64_t events = 0;
  /// Called instead of writing `text`, in the order of the documents and never twice at a time; false: take no more.
  std::function<bool()> deliver;
};

/// Codes documents on several threads and writes the results in the order in which the documents
/// were given, each in one piece as soon as it and all before it are ready. At most a window of
/// documents is held, whatever the size of the input.
class Pipeline {
 public:
  using Work = std::function<Coded(const Document&)>;
  struct Totals {
    std::uint64_t documents = 0, events = 0;
    std::vector<std::string> failures;  ///< documents that could not be coded, and why
  };

  /// `work` is called from `jobs` threads at once. The outputs outlive the pipeline; null if all results deliver themselves.
  Pipeline(unsigned jobs, Work work, Output* output, Output* aside = nullptr);
  Pipeline(const Pipeline&) = delete;
  Pipeline& operator=(const Pipeline&) = delete;
  ~Pipeline();

  /// Waits until there is room. False once the output takes nothing more.
  bool give(Document&& document);
  /// Waits until everything is written. Call once, after the last give().
  Totals finish();

 private:
  struct Job;
  void work_loop();
  void write_loop();
  void run(Job& job) const;
  [[nodiscard]] bool full() const;
  void stop();

  Work work_;
  Output* output_;
  Output* aside_;
  const std::size_t window_;
  std::mutex mutex_;
  std::condition_variable room_, task_, ready_;
  std::deque<std::shared_ptr<Job>> waiting_;  ///< given, not yet taken by a worker
  std::deque<std::shared_ptr<Job>> unwritten_;
  std::uint64_t held_bytes_ = 0;
  bool last_ = false, dead_ = false;
  Totals totals_;
  std::vector<std::thread> workers_;
  std::thread writer_;
};

}  // namespace khaldun::app
