#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "khaldun/base/day.h"
#include "khaldun/base/result.h"
#include "khaldun/reading/document.h"

namespace khaldun {

/// `detect`: by the file's extension, else (standard input, bytes, other extensions) by the first
/// bytes. `jsonl` is also a JSON array of documents or one document; `csv` is also tab- or
/// semicolon-separated. `petrarch`, `tabari`:
/// input files of those coders; following sentences of one story are one document. A `.txt` whose first
/// lines are those of TABARI is one of its files.
enum class InputKind : std::uint8_t { detect, text, html, jsonl, csv, petrarch, tabari };

struct ReadOptions {
  InputKind kind = InputKind::detect;
  std::optional<Day> date;  ///< publication day of documents that do not tell theirs
  /// Documents keep the id that they are given, even if another one of the input has it; else a repeated id is numbered.
  bool repeated_ids = false;
  /// Longest document: a text, HTML or JSON file, a line of JSON Lines, a row of CSV. Files of many
  /// rows may be longer. At most 4 GiB - 1 (offsets are 32 bits); more is taken as that.
  std::uint64_t max_bytes = std::uint64_t{256} << 20;
};

struct ReadCounts {
  std::uint64_t documents = 0;  ///< given
  std::uint64_t faults = 0;     ///< files, lines, rows that gave no document: exit code 1
  std::uint64_t warnings = 0;  ///< complaints about something whose document was given all the same
  std::uint64_t skipped = 0;   ///< files in directories that are no input by their extension
  bool stopped = false;        ///< `give` returned false
};

/// A document to code; false stops the reading.
using Give = std::function<bool(Document&&)>;
/// One line for the person who gave the input: file, line, column, what was expected. Faults and
/// warnings alike.
using Complain = std::function<void(const Error&)>;

/// Reads files, directories (recursively, sorted by name; .txt .md .html .htm .xhtml .json .jsonl
/// .ndjson .csv .tsv .xml; hidden entries are left out, other files counted in one complaint) and "-",
/// standard input. Documents come in input order, one at a time; JSON Lines and CSV are streamed.
/// What is broken is complained about and skipped, the rest goes on; nothing given means at least
/// one complaint. text() of a document: for JSON and CSV byte for byte the field's value if that is
/// valid UTF-8; for text files the file without byte order mark, CRLF and CR as LF, other control
/// characters as blanks; for HTML the main text, paragraphs separated by an empty line. UTF-16 with
/// byte order mark is converted, invalid UTF-8 repaired with one warning per file. docs/input.md
/// tells the rest. Throws only what `give` and `complain` throw, and bad_alloc.
ReadCounts read_inputs(std::span<const std::string> paths, const ReadOptions& options,
                       const Give& give, const Complain& complain);

/// The same for bytes in memory. `name` stands in complaints, its extension tells the kind, its
/// stem the id; with
/// "" or "-" the kind comes from the bytes and ids from a hash of the text.
ReadCounts read_bytes(std::string_view bytes, std::string_view name, const ReadOptions& options,
                      const Give& give, const Complain& complain);

}  // namespace khaldun
