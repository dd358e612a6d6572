#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "khaldun/events/record.h"
#include "khaldun/reading/document.h"

namespace khaldun {

/// What the ontology's tables say of a record's codes.
struct Scores {
  int quad = 0;      ///< PLOVER quad class 1…4; 0 = not known
  double scale = 0;  ///< PLOVER conflict–cooperation score, -10…10
  std::optional<double>
      goldstein;  ///< Goldstein score of the CAMEO code; none if the record has no code
};

struct ShowOptions {
  bool text =
      true;  ///< false: without `text_info` (the sentence), for texts that may not be passed on
  /// Looks up the scores of a record; empty: all records get the default `Scores`. Called from any
  /// thread that shows records.
  std::function<Scores(const Record&)> scores;
};

/// Appends one line of JSON, keys in the order of docs/record.md. `document`: the one the record
/// was coded from; its offsets become code points. Strings are valid UTF-8. Never fails. O(bytes
/// written).
void write_jsonl(std::string& out, const Record& record, const Document& document,
                 const ShowOptions& options);

/// The columns of docs/record.md as one line of CSV (RFC 4180, ends in CRLF).
void write_csv_header(std::string& out, const ShowOptions& options);
/// One record as one row; lists are joined by ";". Fields with a comma, quote or line break are
/// quoted.
void write_csv(std::string& out, const Record& record, const Document& document,
               const ShowOptions& options);

/// What a row of CSV holds beside the record.
struct CsvFacts {
  std::optional<Day> published;  ///< the document
  Scores scores;
  Span code_points;  ///< of the event's words
  bool text = true;  ///< false: without the sentence
};
void write_csv_row(std::string& out, const Record& record, const CsvFacts& facts);

struct TableOptions {
  unsigned width = 100;  ///< cells of the terminal; less than 60 is taken as 60
  bool colour = false;   ///< ANSI colours (SGR)
};

/// The heads of the columns and a rule.
void write_table_header(std::string& out, const TableOptions& options);
/// A line with the document's id, day and title, then one line for each record. Nothing if there
/// are no records.
void write_table(std::string& out, const std::vector<Record>& records, const Document& document,
                 const TableOptions& options);

/// How the event is reported, in words: "fact", "claimed by the army", "denied", "planned",
/// "possible", "demanded", "past"; several joined by ", " ("claimed by the army, denied by the
/// rebels"). Never empty.
[[nodiscard]] std::string status_words(const Record& record);

/// "Tehreek-e-Taliban Pakistan [PAK REB]": name and code of a party for people to read; "?" if
/// nothing is known.
[[nodiscard]] std::string party_words(const Party& party);
/// The parties joined by "; ".
[[nodiscard]] std::string party_words(const std::vector<Party>& parties);

/// Cells that UTF-8 text takes on a terminal: combining marks 0, East Asian wide letters and emoji
/// 2, all else 1.
[[nodiscard]] unsigned display_width(std::string_view text);
/// `text` cut to `width` cells (with "…" if cut), line breaks as blanks, not padded.
[[nodiscard]] std::string fit(std::string_view text, unsigned width);

}  // namespace khaldun
