#include "khaldun/reading/csv_record.h"

#include <algorithm>
#include <utility>

namespace khaldun {
namespace {

bool ends_line(char c) { return c == '\n' || c == '\r'; }

std::size_t next_line(std::string_view bytes, std::size_t at) {
  at = std::min(bytes.find_first_of("\r\n", at), bytes.size());
  return std::min(at + (bytes.substr(at).starts_with("\r\n") ? 2U : 1U), bytes.size());
}

class Parser {
 public:
  Parser(std::string_view bytes, char separator, bool at_end)
      : bytes_(bytes), separator_(separator), at_end_(at_end) {}

  CsvRecord parse() {
    while (true) {
      std::string cell;
      const bool whole = here() == '"' && !past() ? quoted(cell) : plain(cell);
      if (!whole) return std::move(record_);
      record_.cells.push_back(std::move(cell));
      if (past() || ends_line(here())) return finish();
      ++at_;  // the separator
    }
  }

 private:
  [[nodiscard]] bool past() const { return at_ >= bytes_.size(); }
  [[nodiscard]] char here() const { return past() ? '\0' : bytes_[at_]; }

  bool plain(std::string& cell) {
    std::size_t end = at_;
    while (end < bytes_.size() && bytes_[end] != separator_ && !ends_line(bytes_[end])) ++end;
    if (end == bytes_.size() && !at_end_) return false;
    cell = bytes_.substr(at_, end - at_);
    at_ = end;
    return true;
  }
  bool quoted(std::string& cell) {
    const std::size_t opened = at_++;
    while (true) {
      const std::size_t quote = bytes_.find('"', at_);
      if (quote == std::string_view::npos) {
        if (at_end_) flaw("quote is not closed", opened, opened);
        return false;
      }
      cell.append(bytes_.substr(at_, quote - at_));
      at_ = quote + 1;
      if (past() && !at_end_) return false;
      if (here() != '"' || past()) break;
      cell.push_back('"');
      ++at_;
    }
    if (past() || here() == separator_ || ends_line(here())) return true;
    return flaw("text behind a closing quote; a quote within quotes is written twice", at_, at_);
  }
  bool flaw(std::string_view what, std::size_t at, std::size_t resume_behind) {
    const bool line_end_known =
        at_end_ || bytes_.find_first_of("\r\n", resume_behind) + 1 < bytes_.size();
    if (!line_end_known) return false;  // more needed: to know where to go on
    record_.state = CsvState::flaw;
    record_.what = what;
    record_.at = at;
    record_.length = next_line(bytes_, resume_behind);
    return false;
  }
  CsvRecord finish() {
    const bool cut_line_end = here() == '\r' && at_ + 1 == bytes_.size() && !at_end_;
    if (cut_line_end) return std::move(record_);
    record_.state = CsvState::record;
    record_.length = next_line(bytes_, at_);
    return std::move(record_);
  }

  std::string_view bytes_;
  char separator_;
  bool at_end_;
  std::size_t at_ = 0;
  CsvRecord record_;
};

}  // namespace

CsvRecord parse_csv_record(std::string_view bytes, char separator, bool at_end) {
  return Parser(bytes, separator, at_end).parse();
}

}  // namespace khaldun
