#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "khaldun/reading/byte_source.h"
#include "khaldun/reading/csv_record.h"
#include "khaldun/reading/fields.h"
#include "khaldun/reading/intake.h"
#include "khaldun/reading/utf8.h"

namespace khaldun {
namespace {

using Columns = std::vector<std::optional<FieldName>>;

Columns columns_of(const std::vector<std::string>& header) {
  Columns columns;
  for (const std::string& name : header) columns.push_back(field_named(name));
  return columns;
}

bool has_text(const Columns& columns) {
  return std::any_of(columns.begin(), columns.end(),
                     [](const auto& name) { return name && name->field == Field::text; });
}

std::string list_of(const std::vector<std::string>& names) {
  constexpr std::size_t kMost = 12;
  std::string out;
  for (std::size_t i = 0; i < std::min(names.size(), kMost); ++i) {
    std::string name = names[i].substr(0, 40);
    name.resize(valid_utf8_prefix(name));
    clean_controls(name);
    std::replace(name.begin(), name.end(), '\n', ' ');
    out += (i == 0 ? "\"" : ", \"") + name + "\"";
  }
  return names.size() > kMost ? out + ", …" : out;
}

class CsvReader {
 public:
  CsvReader(ByteSource& source, char separator, Intake& intake)
      : source_(source), intake_(intake), separator_(separator) {}

  void read() {
    if (!read_header()) return;
    const std::uint64_t before = intake_.outcomes();
    while (!intake_.stopped()) {
      const CsvRecord record = next();
      if (record.state == CsvState::more_needed) break;
      if (record.state == CsvState::record) read_row(record);
      line_ += line_ends(source_.window().substr(0, record.length));
      source_.drop(record.length);
    }
    if (intake_.outcomes() == before) {
      intake_.fault(Fault::bad_value, "empty: no rows under the header");
    }
  }

 private:
  static std::uint64_t line_ends(std::string_view bytes) {
    std::uint64_t count = 0;
    for (std::size_t at = bytes.find_first_of("\r\n"); at < bytes.size();
         at = bytes.find_first_of("\r\n", at + 1)) {
      if (bytes.substr(at).starts_with("\r\n")) ++at;
      ++count;
    }
    return count;
  }
  bool grow() {
    auto grew = source_.more();
    if (!grew.ok()) intake_.fault(grew.error());
    at_end_ = !grew.ok() || !grew.value();
    return !at_end_;
  }
  /// The record at the window's beginning, not yet dropped; a flaw is complained about.
  /// `more_needed`: the end.
  CsvRecord next() {
    while (true) {
      CsvRecord record;
      if (!source_.window().empty()) {
        record = parse_csv_record(source_.window(), separator_, at_end_);
      }
      if (record.state == CsvState::flaw) tell(record);
      if (record.state == CsvState::record && record.length > limit()) {
        intake_.too_long("a row", {line_, 0, 0});
        record.state = CsvState::flaw;
      }
      if (record.state != CsvState::more_needed) return record;
      if (source_.window().size() > limit()) {
        intake_.too_long("a row (the rest of the file is not read; is a quote not closed?)",
                         {line_, 0, 0});
        return record;
      }
      if (at_end_ || (!grow() && source_.window().empty())) return record;
    }
  }
  [[nodiscard]] std::uint64_t limit() const { return intake_.options().max_bytes; }
  void tell(const CsvRecord& record) {
    const std::string_view before = source_.window().substr(0, record.at);
    const auto line_begin = before.find_last_of("\r\n");  // npos + 1 == 0
    intake_.fault(Fault::bad_format, std::string(record.what),
                  {line_ + line_ends(before), before.size() - (line_begin + 1) + 1, 0});
  }
  bool read_header() {
    while (true) {
      const CsvRecord record = next();
      if (record.state != CsvState::record) return false;
      const std::string_view bytes = source_.window().substr(0, record.length);
      const bool blank = trim(bytes).empty();
      const bool good = blank || choose_columns(bytes);
      line_ += line_ends(bytes);
      source_.drop(record.length);
      if (!good) return false;
      if (!blank) return true;
    }
  }
  bool choose_columns(std::string_view bytes) {
    std::string held;
    bytes = sound_utf8(bytes, source_.offset(), intake_, held);
    for (const char separator : {separator_, ',', ';', '\t'}) {
      columns_ = columns_of(parse_csv_record(bytes, separator, true).cells);
      if (!has_text(columns_)) continue;
      separator_ = separator;
      return true;
    }
    const auto found = parse_csv_record(bytes, separator_, true).cells;
    intake_.fault(Fault::bad_format, "no column \"text\" in the header, found " + list_of(found),
                  {line_, 0, 0});
    return false;
  }
  void read_row(const CsvRecord& record) {
    const std::string_view bytes = source_.window().substr(0, record.length);
    if (trim(bytes).empty()) return;
    ++row_;
    std::string held;
    const bool sound = sound_utf8(bytes, source_.offset(), intake_, held).data() == bytes.data();
    std::vector<std::string> cells =
        sound ? record.cells : parse_csv_record(held, separator_, true).cells;
    Place place{line_, 0, row_};
    if (cells.size() != columns_.size()) {
      return intake_.fault(Fault::bad_format,
                           "row of " + std::to_string(cells.size()) + " cells, expected " +
                               std::to_string(columns_.size()) + " as in the header",
                           place);
    }
    Fields fields;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (columns_[i] && !cells[i].empty()) fields.set(*columns_[i], std::move(cells[i]));
    }
    if (row_ == 1 && !more_follow(record.length)) place.row = 0;
    intake_.add(std::move(fields), place);
  }
  bool more_follow(std::size_t from) {
    if (intake_.names_by_content()) return true;
    while (source_.window().find_first_not_of(" \t\r\n", from) == std::string_view::npos) {
      from = source_.window().size();
      if (at_end_ || !grow()) return false;
    }
    return true;
  }

  ByteSource& source_;
  Intake& intake_;
  char separator_;
  bool at_end_ = false;
  Columns columns_;
  std::uint64_t line_ = 1;
  std::uint64_t row_ = 0;
};

}  // namespace

void read_csv(ByteSource& source, char separator, Intake& intake) {
  CsvReader(source, separator, intake).read();
}

}  // namespace khaldun
