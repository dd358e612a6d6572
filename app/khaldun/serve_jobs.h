#pragma once
#include <atomic>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "khaldun/khaldun.h"
#include "khaldun/reading/document.h"

namespace khaldun::app {

/// Ingests documents into a store beside the page, one batch at a time. What is in the store stays there when a job is
/// cancelled; the same batch given again goes on where it was.
class Jobs {
 public:
  struct Progress {
    std::int64_t id = 0;
    std::uint64_t total = 0, done = 0, added = 0, there = 0, events = 0;
    std::string state;                ///< running done cancelled failed
    std::vector<std::string> faults;  ///< inputs that were no documents, and why it failed
  };
  /// `khaldun` outlives it.
  Jobs(const Khaldun& khaldun, std::string store) : khaldun_(khaldun), store_(std::move(store)) {}
  Jobs(const Jobs&) = delete;
  Jobs& operator=(const Jobs&) = delete;
  ~Jobs() { stop(); }

  /// The number of the new job; nothing if one is running.
  [[nodiscard]] std::optional<std::int64_t> start(std::vector<Document> documents, std::vector<std::string> faults);
  [[nodiscard]] std::optional<Progress> progress(std::int64_t id) const;
  /// False if there is no such job.
  bool cancel(std::int64_t id);
  void stop();

 private:
  void run(std::vector<Document> documents);
  [[nodiscard]] std::optional<std::string> work(std::vector<Document>& documents);

  const Khaldun& khaldun_;
  std::string store_;
  mutable std::mutex mutex_;
  std::vector<Progress> all_;
  std::thread thread_;
  std::atomic<bool> cancelled_{false};
};

}  // namespace khaldun::app
