#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace khaldun {

enum class CsvState : std::uint8_t { record, more_needed, flaw };

/// One record of a CSV text (RFC 4180), or why there is none.
struct CsvRecord {
  CsvState state = CsvState::more_needed;
  std::vector<std::string> cells;
  std::size_t length =
      0;  ///< bytes with the line end; of a flaw: up to where reading can go on, a line's beginning
  std::string_view what;  ///< of a flaw
  std::size_t at = 0;     ///< of a flaw: byte offset
};

/// The record at the beginning of `bytes`. `at_end`: nothing follows them. Lines end in LF, CRLF or
/// CR; a quote within a cell that does not begin with one is a character like others. O(bytes of
/// the record).
[[nodiscard]] CsvRecord parse_csv_record(std::string_view bytes, char separator, bool at_end);

}  // namespace khaldun
