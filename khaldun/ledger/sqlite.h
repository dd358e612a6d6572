#pragma once
#include <sqlite3.h>

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "khaldun/base/result.h"

/// SQLite with owners and Results. Private to this stage.
namespace khaldun::sqlite {

struct Close {
  void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, Close>;

/// What SQLite says, with the name of the file.
[[nodiscard]] Error fault(sqlite3* db, const std::string& file);

/// A prepared statement. Bound text must live until the next reset(): it is not copied.
class Statement {
 public:
  Statement() = default;
  [[nodiscard]] static Result<Statement> prepare(sqlite3* db, std::string_view sql, const std::string& file);
  void bind(int index, std::string_view text);
  void bind(int index, std::int64_t number);
  void bind_bytes(int index, std::string_view bytes);  ///< a BLOB
  void bind_null(int index) { sqlite3_bind_null(raw_.get(), index); }
  void bind_or_null(int index, std::string_view text) { text.empty() ? bind_null(index) : bind(index, text); }
  /// SQLITE_ROW, SQLITE_DONE or a fault.
  [[nodiscard]] int step() { return sqlite3_step(raw_.get()); }
  void reset();
  [[nodiscard]] std::string_view text(int column) const;  ///< "" for NULL; lives until the next step
  [[nodiscard]] std::int64_t number(int column) const { return sqlite3_column_int64(raw_.get(), column); }
  [[nodiscard]] bool null(int column) const { return sqlite3_column_type(raw_.get(), column) == SQLITE_NULL; }
  [[nodiscard]] int columns() const { return sqlite3_column_count(raw_.get()); }
  [[nodiscard]] sqlite3_stmt* raw() const { return raw_.get(); }

 private:
  std::unique_ptr<sqlite3_stmt, Close> raw_;
};

/// Pieces of work on their way from one thread to another: one fills, one empties, at most kWaiting are between them.
template <class Piece>
class Belt {
 public:
  static constexpr std::size_t kWaiting = 8;
  void put(Piece piece, bool last) {
    std::unique_lock lock(mutex_);
    moved_.wait(lock, [&] { return waiting_.size() < kWaiting; });
    waiting_.push_back(std::move(piece));
    last_ = last;
    lock.unlock();
    moved_.notify_one();
  }
  /// Nothing after the last one.
  std::optional<Piece> take() {
    std::unique_lock lock(mutex_);
    moved_.wait(lock, [&] { return !waiting_.empty() || last_; });
    if (waiting_.empty()) return std::nullopt;
    std::optional<Piece> out(std::move(waiting_.front()));
    waiting_.pop_front();
    lock.unlock();
    moved_.notify_one();
    return out;
  }

 private:
  std::deque<Piece> waiting_;
  std::mutex mutex_;
  std::condition_variable moved_;
  bool last_ = false;
};

/// All rows in their order, for queries with many long ones: a thread of its own steps through the statement and calls
/// `read(std::vector<T>&)`, which adds what it makes of the row, while the caller's `give(T&&)` works on the rows before.
/// Returns SQLite's last code: SQLITE_DONE or a fault.
template <class T, class Read, class Give>
[[nodiscard]] int each_ahead(Statement& rows, const Read& read, const Give& give) {
  constexpr std::size_t kRows = 256;  // handed over at once: waking the other thread costs about as much as reading ten
  Belt<std::vector<T>> belt;
  int code = SQLITE_ROW;
  std::thread reader([&] {
    while (code == SQLITE_ROW) {
      std::vector<T> piece;
      piece.reserve(kRows);
      while (piece.size() < kRows && (code = rows.step()) == SQLITE_ROW) read(piece);
      belt.put(std::move(piece), code != SQLITE_ROW);
    }
  });
  while (auto piece = belt.take()) {
    for (T& one : *piece) give(std::move(one));
  }
  reader.join();
  return code;
}

/// Statements without results, one after another.
[[nodiscard]] Result<Done> run(sqlite3* db, const char* sql, const std::string& file);

}  // namespace khaldun::sqlite
