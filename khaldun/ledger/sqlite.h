#pragma once
#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

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

/// Statements without results, one after another.
[[nodiscard]] Result<Done> run(sqlite3* db, const char* sql, const std::string& file);

}  // namespace khaldun::sqlite
