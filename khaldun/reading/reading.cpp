#include "khaldun/reading/reading.h"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <string>
#include <system_error>
#include <unordered_set>
#include <utility>
#include <vector>

#include "khaldun/reading/byte_source.h"
#include "khaldun/reading/fields.h"
#include "khaldun/reading/intake.h"
#include "khaldun/reading/utf8.h"

namespace khaldun {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPeek = 4096;  // enough for the prolog of a page, the header of a table
constexpr std::size_t kPeekBinary = 65536;

struct Extension {
  std::string_view name;
  InputKind kind;
};
constexpr Extension kExtensions[] = {{".txt", InputKind::text},    {".md", InputKind::text},
                                     {".html", InputKind::html},   {".htm", InputKind::html},
                                     {".xhtml", InputKind::html},  {".json", InputKind::jsonl},
                                     {".jsonl", InputKind::jsonl}, {".ndjson", InputKind::jsonl},
                                     {".csv", InputKind::csv},     {".tsv", InputKind::csv},
                                     {".xml", InputKind::petrarch}};

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

std::string extension_of(std::string_view name) {
  return lower_ascii(fs::path(name).extension().string());
}

/// `detect` for an extension that says nothing.
InputKind kind_by_extension(std::string_view name) {
  const std::string extension = extension_of(name);
  for (const Extension& known : kExtensions) {
    if (known.name == extension) return known.kind;
  }
  return InputKind::detect;
}

bool looks_like_json(std::string_view start) {
  if (start[0] != '{' && start[0] != '[') return false;
  const std::string_view inside = trim(start.substr(1));
  return inside.empty() || std::string_view("\"{}]").find(inside[0]) != std::string_view::npos;
}

bool looks_like_html(std::string_view start) {
  if (start.empty() || start[0] != '<') return false;
  const std::string page = lower_ascii(start.substr(0, kPeek));
  return page.starts_with("<!doctype html") ||
         (page.find("<html") != std::string::npos || page.find("<body") != std::string::npos);
}

/// The first line names a column for the text and one other.
bool looks_like_csv(std::string_view start) {
  const std::string_view header = start.substr(0, start.find_first_of("\r\n"));
  if (header.size() == start.size()) return false;
  std::size_t known = 0;
  bool text = false;
  for (std::size_t at = 0; at <= header.size();) {
    const std::size_t end = std::min(header.find_first_of(",;\t", at), header.size());
    std::string_view name = trim(header.substr(at, end - at));
    if (name.size() > 1 && name.front() == '"' && name.back() == '"') {
      name = name.substr(1, name.size() - 2);
    }
    const auto field = field_named(name);
    known += field ? 1U : 0U;
    text = text || (field && field->field == Field::text);
    at = end + 1;
  }
  return text && known > 1;
}

InputKind kind_by_content(std::string_view start) {
  start = trim(start);
  if (start.empty()) return InputKind::text;
  if (looks_like_json(start)) return InputKind::jsonl;
  if (looks_like_petrarch(start)) return InputKind::petrarch;
  if (looks_like_html(start)) return InputKind::html;
  if (looks_like_tabari(start)) return InputKind::tabari;
  return looks_like_csv(start) ? InputKind::csv : InputKind::text;
}

class SourceReader {
 public:
  SourceReader(ByteSource source, std::string_view name, Intake& intake)
      : source_(std::move(source)), name_(name), intake_(intake) {}

  void read() {
    const InputKind told = intake_.options().kind;
    InputKind kind = told != InputKind::detect ? told : kind_by_extension(name_);
    if (!peek(kind == InputKind::detect) || !decode()) return;
    if (kind == InputKind::detect) kind = kind_by_content(source_.window());
    if (kind == InputKind::petrarch && looks_like_html(trim(source_.window()))) kind = InputKind::html;
    if (kind == InputKind::text && told == InputKind::detect && looks_like_tabari(source_.window())) {
      kind = InputKind::tabari;
    }
    const std::uint64_t before = intake_.outcomes();
    if (kind != InputKind::jsonl && kind != InputKind::csv) {
      read_page(kind);
    } else {
      read_rows(kind);
    }
    if (intake_.outcomes() == before) intake_.fault(Fault::bad_value, "empty: no text");
  }

 private:
  using Reader = void (*)(std::string_view, std::uint64_t, Intake&);
  static Reader reader_of(InputKind kind) {
    if (kind == InputKind::html) return read_html;
    if (kind == InputKind::petrarch) return read_petrarch;
    return kind == InputKind::tabari ? read_tabari : read_text;
  }
  bool passed(const Result<bool>& result) {
    if (!result.ok()) intake_.fault(result.error());
    return result.ok();
  }
  /// Fills the window as far as the decisions to come need it; a line of JSON is enough, its writer
  /// may wait.
  bool peek(bool kind_open) {
    while (source_.window().size() < kPeek) {
      const Result<bool> grew = source_.more();
      if (!passed(grew)) return false;
      const std::string_view window = source_.window();
      const bool line = window.size() > 3 && window.find('\n') != std::string_view::npos;
      if (!grew.value() || (line && (!kind_open || window[0] == '{'))) break;
    }
    return true;
  }
  /// Takes the byte order mark off; UTF-16 becomes UTF-8.
  bool decode() {
    const Encoding encoding = marked_encoding(source_.window());
    if (encoding == Encoding::utf8) return true;
    source_.drop(encoding == Encoding::utf8_marked ? 3 : 2);
    if (encoding == Encoding::utf8_marked) return true;
    const std::uint64_t offset = source_.offset();
    const Result<bool> all = source_.read_all(2 * intake_.options().max_bytes);
    if (!passed(all)) return false;
    if (!all.value()) {
      intake_.too_long("UTF-16 text");
      return false;
    }
    std::optional<std::size_t> first_bad;
    std::string text = utf16_to_utf8(source_.window(), encoding, first_bad);
    if (first_bad) intake_.repaired(offset + *first_bad, "UTF-16");
    source_ = ByteSource::of(std::move(text));
    return true;
  }
  bool is_binary(std::string_view bytes, std::string_view expected) {
    const std::string_view kind = binary_kind(bytes);
    if (kind.empty()) return false;
    intake_.fault(Fault::unsupported, std::string(kind) + ", expected " + std::string(expected));
    return true;
  }
  void read_page(InputKind kind) {
    const Result<bool> all = source_.read_all(intake_.options().max_bytes);
    if (!passed(all)) return;
    if (!all.value()) return intake_.too_long("text");
    const std::string_view bytes = source_.window();
    if (is_binary(bytes, kind == InputKind::html ? "HTML" : "text") || is_blank(bytes)) return;
    reader_of(kind)(bytes, source_.offset(), intake_);
  }
  void read_rows(InputKind kind) {
    const std::string_view start = source_.window().substr(0, kPeekBinary);
    if (is_binary(start, kind == InputKind::csv ? "CSV" : "JSON Lines")) return;
    if (kind == InputKind::jsonl) return read_json(source_, intake_);
    read_csv(source_, extension_of(name_) == ".tsv" ? '\t' : ',', intake_);
  }

  ByteSource source_;
  std::string_view name_;
  Intake& intake_;
};

void read_file(const std::string& path, Intake& intake) {
  intake.open(path);
  Result<ByteSource> source = ByteSource::open(path);
  if (!source.ok()) return intake.fault(source.error());
  SourceReader(std::move(source).value(), path, intake).read();
}

/// The files under one path of the command line.
class Walk {
 public:
  explicit Walk(Intake& intake) : intake_(intake) {}

  void path(const std::string& path) {
    std::error_code error;
    if (path == "-" || !fs::is_directory(path, error)) return file(path);
    const std::uint64_t before = intake_.outcomes();
    directory(path);
    if (intake_.stopped()) return;
    intake_.skipped(skipped_, path);
    if (intake_.outcomes() != before) return;
    intake_.open(path);
    intake_.fault(Fault::not_found,
                  "no input in this directory, expected .txt .md .html .xml .json .jsonl .csv .tsv");
  }

 private:
  void file(const std::string& path) {
    std::error_code error;
    const bool dangling = path != "-" && fs::is_symlink(path, error) && !fs::exists(path, error);
    if (!dangling) return read_file(path, intake_);
    intake_.open(path);
    intake_.fault(Fault::not_found, "a link to a file that does not exist");
  }
  void directory(const fs::path& path) {
    std::error_code error;
    const fs::path real = fs::canonical(path, error);  // links may lead back to where we are
    if (!error && !seen_.insert(real.string()).second) return;
    for (const std::string& name : names_in(path)) {
      if (intake_.stopped()) return;
      entry(path / name);
    }
  }
  void entry(const fs::path& path) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (fs::is_directory(status)) return directory(path);
    const bool input = kind_by_extension(path.string()) != InputKind::detect;
    const bool readable_kind = fs::is_regular_file(status) || !fs::exists(status);
    if (input && readable_kind) {
      file(path.string());
    } else {
      ++skipped_;
    }
  }
  std::vector<std::string> names_in(const fs::path& path) {
    std::vector<std::string> names;
    std::error_code error;
    fs::directory_iterator at(path, error);
    for (; !error && at != fs::directory_iterator(); at.increment(error)) {
      std::string name = at->path().filename().string();
      if (name[0] != '.') names.push_back(std::move(name));
    }
    if (error) {
      intake_.open(path.string());
      intake_.fault(Fault::io, "cannot read this directory: " + error.message());
    }
    std::sort(names.begin(), names.end());
    return names;
  }

  Intake& intake_;
  std::unordered_set<std::string> seen_;
  std::uint64_t skipped_ = 0;
};

}  // namespace

void read_text(std::string_view bytes, std::uint64_t offset, Intake& intake) {
  std::string held;
  std::string text(sound_utf8(bytes, offset, intake, held));
  clean_controls(text);
  Fields fields;
  fields.set({Field::text, 0}, std::move(text));
  intake.add(std::move(fields), {});
}

ReadCounts read_inputs(std::span<const std::string> paths, const ReadOptions& options,
                       const Give& give, const Complain& complain) {
  Intake intake(options, give, complain);
  for (const std::string& path : paths) {
    if (intake.stopped()) break;
    Walk(intake).path(path);
  }
  return intake.counts();
}

ReadCounts read_bytes(std::string_view bytes, std::string_view name, const ReadOptions& options,
                      const Give& give, const Complain& complain) {
  Intake intake(options, give, complain);
  intake.open(name);
  SourceReader(ByteSource::of(bytes), name, intake).read();
  return intake.counts();
}

}  // namespace khaldun
