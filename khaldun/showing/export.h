#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "khaldun/base/day.h"
#include "khaldun/base/result.h"
#include "khaldun/events/record.h"
#include "khaldun/ledger/assertion.h"
#include "khaldun/ledger/store.h"
#include "khaldun/showing/show.h"

/// The layouts in which other programs read events: docs/exports.md. Text in, text out; no files.
namespace khaldun {

class Lexicon;

/// One event of a store, as a layout writes it. Views live as long as the row of the store.
struct ExportRow {
  Record record;    ///< spans count code points, of the text or the title
  Assertion told;   ///< the same, for status_of
  Scores scores;    ///< as coded
  std::string_view json;  ///< the record as stored: without `text_info`
  std::string_view title, outlet, url;
  std::optional<Day> published;
  std::string_view cameo_name;  ///< "Use conventional military force"; "" without a code
  std::string_view coder;       ///< "khaldun 0.1.0"
};

/// Reads rows of a store back. Not for several threads at once. `lexicon` names the CAMEO codes and outlives it.
class ExportReader {
 public:
  ExportReader(const Lexicon& lexicon, std::string coder);
  ExportReader(const ExportReader&) = delete;
  ExportReader& operator=(const ExportReader&) = delete;
  ~ExportReader();
  /// Errors: no JSON object.
  [[nodiscard]] Result<ExportRow> read(const EventRow& row);

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

enum class Layout : std::uint8_t {
  jsonl, plover, csv, gdelt, gdelt_mentions, icews, polecat, phoenix, ged, acled, geojson, gexf, brat, conllu
};

/// What a layout can say.
struct LayoutFacts {
  Layout layout = Layout::jsonl;
  std::string_view name;
  bool status = false;  ///< says how an event is told; the others are for facts, claims and the past only
  bool cameo = false;   ///< has no row for an event without a CAMEO code
  bool shaped = false;  ///< has the columns of a data set made by hand, and is none
};
[[nodiscard]] const LayoutFacts* layout_named(std::string_view name);

/// What stands before the first row and behind the last one of a table or GeoJSON.
void begin_layout(Layout layout, std::string& out);
void end_layout(Layout layout, std::string& out);
/// Appends the rows of one event and returns how many: 0 if the layout has no place for it. `first`: none came before.
/// For all layouts but gexf, brat and conllu.
std::size_t append_event(Layout layout, std::string& out, const ExportRow& row, bool first);

/// Who did something to whom, as GEXF 1.3: nodes are parties with their dated roles, edges are dyads with the days of
/// their events, one edge for each status.
class Network {
 public:
  void add(const ExportRow& row);
  void write(std::string& out) const;

 private:
  struct Stay {
    std::string role;
    Day first, last;
  };
  struct Node {
    std::string label, country, kind;
    std::vector<std::pair<std::optional<Day>, std::string>> roles;  ///< by event
  };
  struct Edge {
    std::size_t weight = 0;
    std::map<std::string, std::size_t> types;
    std::set<std::pair<Day, Day>> days;
  };
  std::string node(const Party& party, const std::optional<Day>& day);
  [[nodiscard]] static std::vector<Stay> stays(const Node& node);
  std::map<std::string, Node> nodes_;
  std::map<std::tuple<std::string, std::string, std::string>, Edge> edges_;  ///< source, target, status
};

/// A document for brat: what stands in doc.txt and doc.ann.
struct BratDocument {
  std::string text, annotations;
  std::size_t left_out = 0;  ///< events that no words of the text tell
};
/// The text is the title, an empty line and the text; only the text if there is no title. Offsets count its code points.
[[nodiscard]] BratDocument brat_document(std::string_view title, std::string_view text, std::span<const ExportRow> rows);
/// annotation.conf for a folder of such documents.
[[nodiscard]] std::string brat_configuration();

/// A record of docs/record.md or of the layout `plover`, ready for a store.
struct ImportedRecord {
  StoredEvent event;
  std::string doc, title, outlet, url;
  std::optional<Day> published;
  std::uint32_t sentence = 0;
  std::optional<std::uint32_t> start, end;  ///< of the event's words, code points of the text
  std::string event_text;
};
/// Errors: no JSON object, no document, no event type.
[[nodiscard]] Result<ImportedRecord> import_record(std::string_view line);
/// A text in which the sentences of the records stand where their offsets say, blanks between them; "" if none has a sentence.
[[nodiscard]] std::string text_of_records(std::span<const ImportedRecord> records);

}  // namespace khaldun
