#pragma once
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "app/khaldun/flags.h"
#include "app/khaldun/serve_jobs.h"
#include "khaldun/khaldun.h"
#include "khaldun/ledger/store.h"

namespace khaldun::app {

/// What is asked: path and parameters are decoded, the body is read.
struct Asked {
  std::string method, path, body;
  std::multimap<std::string, std::string> values;
  [[nodiscard]] std::string value(std::string_view name, std::string_view otherwise = {}) const;
};

struct Answer {
  int status = 200;
  std::string body;
  std::string type = "application/json";
  std::string allow = {};  ///< with 405: the methods that are allowed
};

/// {"error":…}
[[nodiscard]] Answer refusal(int status, std::string_view why);

/// Answers what docs/serve.md lists. Rows are those that the commands print with --format jsonl: a list is made by running the
/// command, kept until other documents come, and given out in pieces. Claims and processes of some parties are chosen from the
/// kept list of all. Callable from any thread.
class Desk {
 public:
  /// `call`: of khaldun serve; its --store and --lexicon. Errors: what Store::open and Khaldun::open say.
  [[nodiscard]] static Result<std::unique_ptr<Desk>> open(const Call& call);
  ~Desk();
  Desk(const Desk&) = delete;
  Desk& operator=(const Desk&) = delete;

  [[nodiscard]] Answer answer(const Asked& asked);
  /// Whether a request may change something or costs much: only with the token. Unknown paths do not.
  [[nodiscard]] static bool writes(const Asked& asked);
  /// Begins to make the lists that views show first, in a thread of its own: the long ones while nobody asks for anything.
  void warm();
  /// Ends an ingest that is under way, keeping what is in the store, and warm().
  void stop();

 private:
  struct Rows {
    std::shared_ptr<const std::string> text = std::make_shared<const std::string>();
    std::vector<std::pair<std::size_t, std::size_t>> lines;  ///< begin and size in `text`
    std::string note;                                        ///< what the command said
    [[nodiscard]] std::string_view line(std::size_t i) const { return std::string_view(*text).substr(lines[i].first, lines[i].second); }
    [[nodiscard]] std::string joined() const;  ///< with commas
  };
  /// What a list takes to be made: the whole ledger, what some parties do, or little. Of each, one list is made at a time.
  enum class Effort : std::uint8_t { whole, part, small };
  using RowsPointer = std::shared_ptr<const Rows>;
  struct Route {
    std::string_view method, path;
    Answer (Desk::*act)(const Asked&);
    bool writes = false;
  };
  using Values = std::vector<std::string>;

  Desk(Call call, Khaldun khaldun, Store watch);
  [[nodiscard]] static const std::vector<Route>& routes();

  [[nodiscard]] Answer act(const Asked& asked);
  /// Nobody has asked for anything for a while, or has not stopped asking for long enough.
  void wait_for_quiet() const;

  Answer info(const Asked&);
  Answer documents(const Asked& asked);
  Answer document(const Asked& asked);
  Answer events(const Asked& asked);
  Answer event(const Asked& asked);
  Answer listing(const Asked& asked);
  Answer actors(const Asked& asked);
  Answer actor(const Asked& asked);
  Answer pairs(const Asked& asked);
  Answer reports(const Asked& asked);
  Answer names(const Asked& asked);
  Answer search(const Asked& asked);
  Answer reviews(const Asked& asked);
  Answer code(const Asked& asked);
  Answer review(const Asked& asked);
  Answer ingest(const Asked& asked);
  Answer job(const Asked& asked);
  Answer cancel(const Asked& asked);

  /// A command line for a store command with the parameters of a request; what is wrong with it as an Error. Those of before are
  /// remembered: reading one takes as long as giving a page of a list.
  [[nodiscard]] Result<Call> call_of(std::string_view command, const Asked& asked, std::string_view format);
  [[nodiscard]] Result<Call> read_call(std::string_view command, const Asked& asked, std::string_view format) const;
  /// The rows that a command prints for it.
  [[nodiscard]] Result<RowsPointer> rows_of(std::string_view command, const Asked& asked);
  /// Of the rows of claims or processes those of the parties that are asked for.
  [[nodiscard]] Result<RowsPointer> chosen(std::string_view name, const Asked& asked);
  /// Rows by a key, made if they are not kept.
  [[nodiscard]] Result<RowsPointer> kept(const std::string& key, Effort effort, const std::function<Result<Rows>()>& make);
  [[nodiscard]] Result<RowsPointer> documents_with(const std::string& words);
  /// Numbers of the events that the call chooses.
  [[nodiscard]] Result<RowsPointer> numbers_of(const Call& call);
  [[nodiscard]] Result<Rows> event_numbers(const Call& call) const;
  /// Too many events for a list that holds them all at once: what to do about it.
  [[nodiscard]] Result<Done> bound(std::string_view name, const Call& call);
  [[nodiscard]] Result<Rows> actor_rows() const;
  [[nodiscard]] Result<std::string> events_json(const EventFilter& filter) const;
  /// What the store holds: another one when documents were coded; decisions change nothing.
  [[nodiscard]] std::string version();
  /// Which reports tell the event with that number, as an ingest settled it or worked out anew.
  [[nodiscard]] Result<RowsPointer> reports_of(std::int64_t number);
  /// Rows of a SELECT as JSON objects; columns whose name ends in "#" are numbers.
  [[nodiscard]] Result<Rows> select(std::string_view sql, const Values& values) const;
  /// A store to read from, back among idle_ when it is not held any more.
  [[nodiscard]] Result<std::shared_ptr<const Store>> reader() const;
  [[nodiscard]] static Answer page_of(const Rows& rows, const Asked& asked, std::size_t most);
  [[nodiscard]] static Rows rows_from(std::string text, std::string note);

  Call call_;
  std::string file_;
  Khaldun khaldun_;
  std::unique_ptr<Jobs> jobs_;
  std::mutex watch_mutex_;
  Store watch_;  ///< only looks whether the store changed
  std::string seen_, content_;  ///< its data_version, and what it held then
  mutable std::mutex idle_mutex_;
  mutable std::vector<std::unique_ptr<const Store>> idle_;
  std::mutex calls_mutex_;
  std::map<std::string, Call> calls_;
  std::mutex kept_mutex_;
  std::array<std::mutex, 3> making_;  ///< by Effort
  std::list<std::pair<std::string, RowsPointer>> kept_;  ///< the latest used first
  std::string kept_version_;
  std::size_t kept_bytes_ = 0;
  std::atomic<bool> stopped_{false};
  std::atomic<std::chrono::steady_clock::time_point> asked_{};  ///< when somebody last asked for something
  std::thread warming_;
};

}  // namespace khaldun::app
