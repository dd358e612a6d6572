#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "khaldun/base/result.h"

#define TOML_HEADER_ONLY 0
#include <toml++/toml.h>

/// Reading the tables that people edit, with the place of every fault.
namespace khaldun::source {

/// Where faults go. `file` is relative to the lexicon folder.
struct Problems {
  std::vector<Error>& list;
  void add(std::string what, std::string_view file, std::uint32_t line, std::uint32_t column = 0,
           Fault fault = Fault::bad_value) const {
    list.push_back({fault, std::move(what), std::string(file), line, column});
  }
};

/// A row of a TSV file: cells, missing ones as "".
struct TsvRow {
  std::vector<std::string_view> cells;
  std::uint32_t line = 0;
  [[nodiscard]] std::string_view operator[](std::size_t i) const { return i < cells.size() ? cells[i] : std::string_view(); }
};
/// Calls `give` for each row but comments, blank lines and a header row (whose first cell is `first_column`).
void read_tsv(const std::filesystem::path& path, std::string_view first_column,
              const std::function<void(const TsvRow&)>& give, const Problems& problems, std::string_view name);
/// "a; b;c" → a, b, c
[[nodiscard]] std::vector<std::string> list_of(std::string_view cell, char separator = ';');

/// A TOML table with checked access: a wrong type or unknown key is a problem with its line and column.
class Table {
 public:
  Table(const toml::table& table, std::string_view file, const Problems& problems)
      : table_(table), file_(file), problems_(problems) {}
  [[nodiscard]] std::uint32_t line() const { return table_.source().begin.line; }
  [[nodiscard]] bool has(std::string_view key) const { return table_.contains(key); }
  [[nodiscard]] std::string text(std::string_view key) const;
  [[nodiscard]] bool flag(std::string_view key) const;
  [[nodiscard]] double number(std::string_view key, double otherwise) const;
  /// A string counts as a list of one.
  [[nodiscard]] std::vector<std::string> texts(std::string_view key) const;
  [[nodiscard]] const toml::table* table(std::string_view key) const;
  [[nodiscard]] const toml::array* array(std::string_view key) const;
  /// Reports every key that is not among `known`.
  void only(const std::set<std::string_view>& known) const;
  void fault(std::string what, std::string_view key = {}) const;
  [[nodiscard]] std::string_view file() const { return file_; }
  [[nodiscard]] const toml::table& raw() const { return table_; }
  [[nodiscard]] const Problems& problems() const { return problems_; }

 private:
  const toml::table& table_;
  std::string_view file_;
  const Problems& problems_;
};

/// The bytes of a file; false if it cannot be read.
[[nodiscard]] bool read_file(const std::filesystem::path& path, std::string& out);

/// Parses a file; a syntax error becomes a problem and an empty table.
[[nodiscard]] toml::table read_toml(const std::filesystem::path& path, std::string_view name, const Problems& problems);
/// Calls `give` for each [[key]] table.
void each(const toml::table& root, std::string_view key, std::string_view file, const Problems& problems,
          const std::function<void(const Table&)>& give);

}  // namespace khaldun::source
