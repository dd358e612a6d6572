#include "khaldun/ledger/sqlite.h"

#include <utility>

namespace khaldun::sqlite {

Error fault(sqlite3* db, const std::string& file) {
  const int code = sqlite3_errcode(db) & 0xff;
  std::string what = sqlite3_errmsg(db);
  if (code == SQLITE_NOTADB || code == SQLITE_CORRUPT) what = "no store, or a damaged one (" + what + ")";
  if (code == SQLITE_BUSY || code == SQLITE_LOCKED) what = "another program is writing to it (" + what + ")";
  if (code == SQLITE_FULL) what = "no space left on the disk (" + what + ")";
  return {Fault::io, what, file, 0, 0};
}

Result<Statement> Statement::prepare(sqlite3* db, std::string_view sql, const std::string& file) {
  sqlite3_stmt* raw = nullptr;
  if (sqlite3_prepare_v2(db, sql.data(), static_cast<int>(sql.size()), &raw, nullptr) != SQLITE_OK) {
    return fault(db, file);
  }
  Statement out;
  out.raw_.reset(raw);
  return out;
}

void Statement::bind(int index, std::string_view text) {
  sqlite3_bind_text64(raw_.get(), index, text.data() == nullptr ? "" : text.data(), text.size(), SQLITE_STATIC,
                      SQLITE_UTF8);
}

void Statement::bind_bytes(int index, std::string_view bytes) {
  sqlite3_bind_blob64(raw_.get(), index, bytes.data(), bytes.size(), SQLITE_STATIC);
}

void Statement::bind(int index, std::int64_t number) { sqlite3_bind_int64(raw_.get(), index, number); }

void Statement::reset() {
  sqlite3_reset(raw_.get());
  sqlite3_clear_bindings(raw_.get());
}

std::string_view Statement::text(int column) const {
  const unsigned char* bytes = sqlite3_column_text(raw_.get(), column);
  if (bytes == nullptr) return {};
  return {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(sqlite3_column_bytes(raw_.get(), column))};
}

Result<Done> run(sqlite3* db, const char* sql, const std::string& file) {
  if (sqlite3_exec(db, sql, nullptr, nullptr, nullptr) != SQLITE_OK) return fault(db, file);
  return Done{};
}

}  // namespace khaldun::sqlite
