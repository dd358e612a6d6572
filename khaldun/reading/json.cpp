#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "khaldun/reading/byte_source.h"
#include "khaldun/reading/fields.h"
#include "khaldun/reading/intake.h"
#include "khaldun/reading/json_check.h"
#include "khaldun/reading/utf8.h"

namespace khaldun {
namespace {

using nlohmann::json;

/// One document of a JSON text, or what stands in its place.
struct Item {
  std::size_t at = 0;  ///< byte offset of its beginning
  Fields fields;
  std::string found;  ///< "a number" where a document or its text should be
  bool is_object = false;
};

/// Where the parser is: it reads through cursors that all report here.
struct Progress {
  const char* at = nullptr;
};

class Cursor {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;
  Cursor(const char* at, Progress& progress) : at_(at), progress_(&progress) {}
  reference operator*() const { return *at_; }
  Cursor& operator++() {
    progress_->at = ++at_;
    return *this;
  }
  Cursor operator++(int) {
    Cursor before = *this;
    ++*this;
    return before;
  }
  bool operator==(const Cursor& other) const { return at_ == other.at_; }
  bool operator!=(const Cursor& other) const { return at_ != other.at_; }

 private:
  const char* at_;
  Progress* progress_;
};

/// "[json.exception.parse_error.101] parse error at …: syntax error while parsing value -
/// unexpected ']'; expected …" → "unexpected ']', expected …".
std::string plain_message(std::string message) {
  if (const auto dash = message.find(" - "); dash != std::string::npos) message.erase(0, dash + 3);
  if (const auto last = message.find("; last read:"); last != std::string::npos)
    message.resize(last);
  if (const auto semicolon = message.find("; expected"); semicolon != std::string::npos) {
    message.replace(semicolon, 1, ",");
  }
  return message;
}

/// Collects the documents: the root object, or the objects in the root array.
class Collector {
 public:
  Collector(const char* begin, const Progress& progress, std::vector<Item>& items)
      : begin_(begin), progress_(progress), items_(items) {}

  bool null() { return scalar("null"); }
  bool boolean(bool) { return scalar("true or false"); }
  bool number_integer(json::number_integer_t value) { return number(std::to_string(value)); }
  bool number_unsigned(json::number_unsigned_t value) { return number(std::to_string(value)); }
  bool number_float(json::number_float_t, const std::string& written) { return number(written); }
  bool string(std::string& value) {
    if (in_document() && field_) {
      items_.back().fields.set(*field_, std::move(value));
      if (field_->field == Field::text) items_.back().found.clear();
    } else if (in_source_name_) {
      items_.back().fields.set({Field::source, 0}, std::move(value));
    }
    return in_document() || scalar("a string");
  }
  bool binary(json::binary_t&) { return true; }  // does not occur in JSON text
  bool start_object(std::size_t) {
    if (in_document()) note("an object");
    const bool is_source = in_document() && field_ && field_->field == Field::source;
    if (at_document_level()) begin_item().is_object = true;
    ++depth_;
    in_source_ = is_source;
    return true;
  }
  bool key(std::string& name) {
    if (in_document()) field_ = field_named(name);
    in_source_name_ = in_source_ && depth_ == document_depth_ + 1 && name == "name";
    return true;
  }
  bool end_object() { return end(); }
  bool start_array(std::size_t) {
    in_source_name_ = false;
    if (in_document()) note("a list");
    if (depth_ == 0) {
      document_depth_ = 2;
    } else if (at_document_level()) {
      begin_item().found = "a list";
    }
    ++depth_;
    return true;
  }
  bool end_array() { return end(); }
  bool parse_error(std::size_t position, const std::string&, const json::exception& error) {
    flaw_ = JsonFlaw{plain_message(error.what()), position == 0 ? 0 : position - 1};
    return false;
  }

  [[nodiscard]] std::optional<JsonFlaw>& flaw() { return flaw_; }
  /// The last item is not whole: its object was open when the parser gave up.
  [[nodiscard]] bool item_open() const { return item_open_; }

 private:
  [[nodiscard]] bool in_document() const { return item_open_ && depth_ == document_depth_; }
  [[nodiscard]] bool at_document_level() const { return depth_ + 1 == document_depth_; }
  Item& begin_item() {
    Item& item = items_.emplace_back();
    item.at = static_cast<std::size_t>(std::max<std::ptrdiff_t>(progress_.at - begin_, 1)) - 1;
    item_open_ = true;
    return item;
  }
  bool end() {
    --depth_;
    in_source_ = in_source_name_ = false;
    if (at_document_level()) item_open_ = false;
    return true;
  }
  bool number(std::string written) {
    const bool wanted =
        in_document() && field_ && (field_->field == Field::id || field_->field == Field::date);
    if (wanted) items_.back().fields.set(*field_, std::move(written));
    return scalar("a number");
  }
  bool scalar(std::string_view kind) {
    if (in_document()) note(kind);
    if (at_document_level()) {
      begin_item().found = kind;
      item_open_ = false;
    }
    return true;
  }
  /// A value of a document that is not a string.
  void note(std::string_view kind) {
    Item& item = items_.back();
    const bool text = field_ && field_->field == Field::text;
    if (text && !item.fields.has(Field::text) && item.found.empty()) item.found = kind;
  }

  const char* begin_;
  const Progress& progress_;
  std::vector<Item>& items_;
  std::optional<JsonFlaw> flaw_;
  std::optional<FieldName> field_;  // of the key read last in a document
  std::uint64_t depth_ = 0;
  std::uint64_t document_depth_ = 1;  // how many containers are open within a document
  bool item_open_ = false;
  bool in_source_ = false;       // in {"source": {…}}, as NewsAPI writes it
  bool in_source_name_ = false;  // …behind its "name"
};

/// Appends the documents; of a text with a flaw those before it.
std::optional<JsonFlaw> parse(std::string_view text, std::vector<Item>& items) {
  std::string mended;
  auto strings = check_json_strings(text);
  if (strings.has_lone_surrogates) text = mended = mend_lone_surrogates(text);
  if (strings.flaw) text = text.substr(0, strings.flaw->at);
  Progress progress{text.data()};
  Collector collector(text.data(), progress, items);
  json::sax_parse(Cursor(text.data(), progress), Cursor(text.data() + text.size(), progress),
                  &collector);
  if (collector.flaw() && collector.item_open()) items.pop_back();
  const bool strings_first =
      strings.flaw && (!collector.flaw() || collector.flaw()->at >= strings.flaw->at);
  return std::move(strings_first ? strings.flaw : collector.flaw());
}

/// Line and column (in code points) of offsets that only grow.
class Lines {
 public:
  Lines(std::string_view text, std::uint64_t first_line) : text_(text), line_(first_line) {}
  Place place(std::size_t offset) {
    offset = std::min(offset, text_.size());
    for (; at_ < offset; ++at_) {
      if (text_[at_] != '\n') continue;
      ++line_;
      line_begin_ = at_ + 1;
    }
    const auto column =
        std::count_if(text_.begin() + static_cast<std::ptrdiff_t>(line_begin_),
                      text_.begin() + static_cast<std::ptrdiff_t>(offset),
                      [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
    return Place{line_, static_cast<std::uint64_t>(column) + 1, 0};
  }

 private:
  std::string_view text_;
  std::uint64_t line_;
  std::size_t line_begin_ = 0;
  std::size_t at_ = 0;
};

bool give_item(Item&& item, Place place, Intake& intake) {
  place.column = 0;
  if (!item.is_object) {
    intake.fault(Fault::bad_format, "expected an object with \"text\", found " + item.found, place);
  } else if (!item.fields.has(Field::text)) {
    const std::string what = item.found.empty()
                                 ? "no \"text\" in this document"
                                 : "\"text\" is " + item.found + ", expected a string";
    intake.fault(Fault::bad_value, what, place);
  } else {
    return intake.add(std::move(item.fields), place);
  }
  return true;
}

/// Whole JSON: one document or a list of them over any number of lines.
void read_whole(std::string_view text, std::uint64_t first_line, Intake& intake) {
  std::vector<Item> items;
  const auto flaw = parse(text, items);
  Lines lines(text, first_line);
  const bool several = items.size() > 1;
  std::uint64_t row = 0;
  for (Item& item : items) {
    Place place = lines.place(item.at);
    place.row = several ? ++row : 0;
    if (!give_item(std::move(item), place, intake)) return;
  }
  if (flaw) {
    intake.fault(Fault::bad_format, "not JSON: " + flaw->what + "; the rest is not read",
                 Lines(text, first_line).place(flaw->at));
  } else if (items.empty()) {
    intake.fault(Fault::bad_value, "empty: a list without documents");
  }
}

/// Lines of a source, one at a time; too long ones are complained about and left out.
class LineReader {
 public:
  LineReader(ByteSource& source, Intake& intake) : source_(source), intake_(intake) {}

  struct Line {
    std::string_view bytes;  ///< without its end; valid until the next call of any function
    std::uint64_t offset = 0;
    std::uint64_t number = 0;
  };
  /// The next line that is not blank; nothing at the end.
  std::optional<Line> next() {
    while (true) {
      source_.drop(std::exchange(used_, 0));
      const std::size_t length = find_end();
      const std::string_view window = source_.window();
      if (window.empty()) return std::nullopt;
      ++number_;
      if (length > intake_.options().max_bytes) {
        skip_long_line();
        continue;
      }
      used_ = std::min(length + 1, window.size());
      const std::string_view line = window.substr(0, length);
      if (!trim(line).empty()) return Line{line, source_.offset(), number_};
    }
  }
  /// The first character that is no blank behind the line given last; nothing if only blanks follow.
  std::optional<char> what_follows() {
    std::size_t searched = used_;
    while (true) {
      const std::size_t at = source_.window().find_first_not_of(" \t\r\n", searched);
      if (at != std::string_view::npos) return source_.window()[at];
      searched = source_.window().size();
      if (!grow()) return std::nullopt;
    }
  }

 private:
  /// A read error is complained about and taken as the end.
  bool grow() {
    auto grew = source_.more();
    if (!grew.ok()) intake_.fault(grew.error());
    return grew.ok() && grew.value();
  }
  /// Length of the line at the window's beginning; of one beyond the limit only that it is beyond.
  std::size_t find_end() {
    std::size_t searched = 0;
    while (true) {
      const std::size_t end = source_.window().find('\n', searched);
      if (end != std::string_view::npos) return end;
      searched = source_.window().size();
      if (searched > intake_.options().max_bytes || !grow()) return searched;
    }
  }
  void skip_long_line() {
    intake_.too_long("a line", {number_, 0, 0});
    std::size_t end = source_.window().find('\n');
    while (end == std::string_view::npos) {
      source_.drop(source_.window().size());
      if (!grow()) return;
      end = source_.window().find('\n');
    }
    source_.drop(end + 1);
  }

  ByteSource& source_;
  Intake& intake_;
  std::size_t used_ = 0;  // of the window: the line given last
  std::uint64_t number_ = 0;
};

/// True if the first line is not a document of its own but the beginning of one value over several lines: a list, or
/// an object that goes on with something else than the next document.
bool begins_whole(std::string_view first_line, LineReader& lines) {
  const std::string_view line = trim(first_line);
  if (line[0] == '[') return true;
  const bool open = std::string_view("{[,:").find(line.back()) != std::string_view::npos;
  return line[0] == '{' && open && lines.what_follows() != '{';
}

/// One line, one document.
void read_line(const LineReader::Line& line, std::uint64_t row, LineReader& lines, Intake& intake) {
  std::string held;
  std::vector<Item> items;
  const std::string_view text = sound_utf8(line.bytes, line.offset, intake, held);
  const auto flaw = parse(text, items);
  Place place{line.number, 0, row};
  if (flaw) {
    place.column = Lines(text, line.number).place(flaw->at).column;
    return intake.fault(Fault::bad_format, "not JSON: " + flaw->what, place);
  }
  // Only the first line needs to look ahead, and only if its name depends on what comes.
  const bool unnamed = !items.empty() && !items[0].fields.has(Field::id);
  if (row == 1 && unnamed && !intake.names_by_content() && !lines.what_follows()) place.row = 0;
  for (Item& item : items) {
    if (!give_item(std::move(item), place, intake)) return;
  }
}

}  // namespace

void read_json(ByteSource& source, Intake& intake) {
  LineReader lines(source, intake);
  auto line = lines.next();
  const std::size_t length = line ? line->bytes.size() : 0;
  const bool whole = line && begins_whole(line->bytes, lines);
  if (line) line->bytes = source.window().substr(0, length);  // the look ahead may have moved it
  if (whole) {
    const auto all = source.read_all(intake.options().max_bytes);
    if (!all.ok()) return intake.fault(all.error());
    if (!all.value()) return intake.too_long("JSON over several lines");
    std::string held;
    return read_whole(sound_utf8(source.window(), source.offset(), intake, held), line->number,
                      intake);
  }
  for (std::uint64_t row = 1; line; ++row, line = lines.next()) {
    read_line(*line, row, lines, intake);
    if (intake.stopped()) return;
  }
}

}  // namespace khaldun
