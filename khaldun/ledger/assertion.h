#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "khaldun/base/day.h"
#include "khaldun/base/result.h"

namespace khaldun {

/// A party as a stored record names it.
struct Who {
  std::string entity, name, text, kind, code, via, cameo;
  std::string of;  ///< without an entity: key of the organisation that he belongs to
  std::vector<std::string> sectors;
  std::string role;  ///< of a participant: mediator host …; else ""
  std::string key;   ///< the bloc that it speaks and acts for, filled by Blocs: "ttp", "state-pak", "PAK REB"; "" unknown
};

/// One source of an event and what it holds of it.
struct Testimony {
  Who source;
  std::string stance;  ///< asserts denies doubts demands expects
  std::string about;   ///< event actor size
};

/// A figure of a record: "dead", 3…5.
struct Figure {
  std::string what, of, source;
  std::int64_t low = 0, high = 0;
};

/// What a document says: the row of docs/record.md as the ledger reads it back. Days: `first`…`last` is the interval
/// within which it happened (none: unknown); `told` the day of publication.
struct Assertion {
  std::string id, doc, type, content_of, process, transition, precision, text, sentence_text, completion, cameo;
  std::vector<std::string> modes, contexts;
  std::uint8_t auxiliary = 0;  ///< Auxiliary bits of events/record.h
  std::uint32_t sentence = 0;
  std::optional<std::uint32_t> start, end;  ///< code points
  bool in_title = false;
  std::vector<Who> actors, recipients, participants;
  std::vector<Testimony> voices;
  std::vector<Figure> figures;
  std::optional<Day> first, last, told;
  std::optional<Day> declared;           ///< of a truce told with its day of effect
  std::optional<Day> until;              ///< of a truce with a term: the last day of it
  std::string place, province, country;  ///< as resolved; country: ISO 3166-1 alpha-3
  std::string place_text;                ///< the place in the words of the text; "" not told
  std::optional<double> lat, lon;
  int resolution = 0;
  double confidence = 0;
  std::uint32_t tellings = 1;            ///< in this document
  std::int64_t row = 0;                  ///< of the store that it comes from
};

/// Reads records back. Not for several threads at once.
class AssertionReader {
 public:
  AssertionReader();
  AssertionReader(const AssertionReader&) = delete;
  AssertionReader& operator=(const AssertionReader&) = delete;
  ~AssertionReader();
  /// `record`: one JSON object of docs/record.md; fields that are not there keep their defaults. Errors: no JSON object.
  /// O(bytes), about 1 GB/s.
  [[nodiscard]] Result<Assertion> read(std::string_view record);

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

/// The source speaks of the event itself, not of an actor or figure of it.
[[nodiscard]] bool about_event(const Testimony& testimony);

/// In the order of telling: day (without one first), document, sentence, id. The same for any order of ingest.
[[nodiscard]] bool told_before(const Assertion& a, const Assertion& b);

/// How the event is told, in a word: fact, claimed, denied, disputed (claimed and denied), negated, feared, demanded,
/// planned, past.
[[nodiscard]] std::string_view status_of(const Assertion& told);

/// The parties for a person to read and for a table to group by: entity, else code and sector, else the words; joined by ";".
[[nodiscard]] std::string short_names(const std::vector<Who>& parties);
[[nodiscard]] std::string short_name(const Who& party);

}  // namespace khaldun
