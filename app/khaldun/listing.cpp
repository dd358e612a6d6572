#include "app/khaldun/listing.h"

#include <unistd.h>

#include <algorithm>
#include <utility>

#include "app/khaldun/commands.h"
#include "app/khaldun/output.h"
#include "khaldun/showing/show.h"

namespace khaldun::app {
namespace {

/// The widest that a column may be, while the last one takes what is left.
constexpr unsigned kWidest = 28;
constexpr std::size_t kPiece = std::size_t{1} << 20;

std::string table_of(const std::vector<std::string>& columns, const std::vector<std::vector<std::string>>& rows) {
  std::vector<unsigned> widths;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    unsigned width = display_width(columns[i]);
    for (const auto& row : rows) width = std::max(width, display_width(row[i]));
    widths.push_back(std::min(width, kWidest));
  }
  unsigned taken = 0;
  for (std::size_t i = 0; i + 1 < widths.size(); ++i) taken += widths[i] + 2;
  const unsigned whole = terminal_width();
  if (!widths.empty()) widths.back() = taken + 20 < whole ? whole - taken : 20;
  std::string out;
  const auto line = [&](const std::vector<std::string>& cells) {
    std::string text;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::string cell = fit(cells[i], widths[i]);
      text += cell;
      if (i + 1 < cells.size()) text += std::string(widths[i] - std::min(widths[i], display_width(cell)) + 2, ' ');
    }
    out += text + '\n';
  };
  line(columns);
  for (const auto& row : rows) line(row);
  return out;
}

}  // namespace

std::string csv_cell(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string out = "\"";
  for (char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

Listing::Listing(const Call& call, std::vector<std::string> columns)
    : output_(call.value("output")), columns_(std::move(columns)) {
  const std::string name = call.value("format");
  const bool terminal = (output_.empty() || output_ == "-") && ::isatty(STDOUT_FILENO) == 1;
  if (name == "csv") format_ = Format::csv;
  if (name == "table" || (name.empty() && terminal)) format_ = Format::table;
  if (format_ != Format::csv) return;
  for (std::size_t i = 0; i < columns_.size(); ++i) text_ += (i == 0 ? "" : ",") + csv_cell(columns_[i]);
  text_ += "\r\n";
}

void Listing::add(std::vector<std::string> cells, std::string json) {
  ++rows_;
  if (text_.size() > kPiece) {
    full_.push_back(std::move(text_));
    text_.clear();
    text_.reserve(kPiece + kPiece / 8);
  }
  if (format_ == Format::jsonl) {
    text_ += json;
  } else if (format_ == Format::csv) {
    for (std::size_t i = 0; i < cells.size(); ++i) text_ += (i == 0 ? "" : ",") + csv_cell(cells[i]);
    text_ += "\r\n";
  } else {
    cells_.push_back(std::move(cells));
  }
}

int Listing::finish(std::string_view nothing) {
  if (rows_ == 0) say(nothing);
  if (format_ == Format::table && rows_ > 0) text_ = table_of(columns_, cells_);
  full_.push_back(std::move(text_));
  return print_to(output_, full_);
}

}  // namespace khaldun::app
