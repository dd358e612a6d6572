#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/khaldun/flags.h"
#include "khaldun/base/result.h"

namespace khaldun::app {

/// Rows for people and for programs: a table on a terminal, JSON Lines or CSV otherwise (--format, --output).
class Listing {
 public:
  /// `columns`: heads of the table and of CSV.
  Listing(const Call& call, std::vector<std::string> columns);
  /// `json`: the row's line of JSON, with its line break.
  void add(std::vector<std::string> cells, std::string json);
  [[nodiscard]] bool wants_json() const { return format_ == Format::jsonl; }
  [[nodiscard]] std::size_t rows() const { return rows_; }
  /// Writes it. With no row at all, a line on standard error says `nothing`. The exit code.
  [[nodiscard]] int finish(std::string_view nothing);

 private:
  enum class Format : std::uint8_t { jsonl, csv, table };
  Format format_ = Format::jsonl;
  std::string output_;
  std::vector<std::string> columns_;
  std::vector<std::vector<std::string>> cells_;
  std::string text_;
  std::vector<std::string> full_;  ///< what comes before `text_`, in pieces: a long list is never copied as a whole
  std::size_t rows_ = 0;
};

/// A cell or field of CSV (RFC 4180), quoted where it must be.
[[nodiscard]] std::string csv_cell(std::string_view text);

}  // namespace khaldun::app
