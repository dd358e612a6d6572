#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "khaldun/base/day.h"
#include "khaldun/base/result.h"

namespace khaldun {

struct Assertion;
class Lexicon;

/// What coded a document: part of what makes an ingest repeatable.
struct Coder {
  std::string program;             ///< "0.1.0"
  std::string lexicon, weights;    ///< content numbers
};

struct StoredDocument {
  std::string id, title, outlet, url, text;
  std::optional<Day> published;
  std::int64_t number = 0;  ///< of the row, where it comes from a store
};

struct StoredEvent {
  std::string id;
  std::string record;         ///< the JSON object of docs/record.md, without `text_info`
  std::string sentence_text;  ///< the sentence it is told in; kept as its place in the text if it is a part of that
};

/// "If A could B": what a text supposes to follow from what. Offsets are code points of the document's text.
struct StoredHypothesis {
  std::uint32_t sentence = 0;
  std::string antecedent, consequent;
  int sign = 1;          ///< 1: for the better, or what the words call an increase; -1: for the worse, or a decrease
  std::string modality;  ///< will likely could feared
  std::string holder;    ///< who holds it, "" for the writer or nobody named
  std::uint32_t start = 0, end = 0;
};

/// A coded event as it comes back.
struct EventRow {
  std::int64_t number = 0;  ///< of the row; grows with the order of ingest, never used to order what is shown
  std::string_view id, doc, published, title, outlet, url, record, sentence_text;
};

/// An event in short, from its columns alone: about a microsecond each.
struct Outline {
  std::int64_t number = 0, happening = 0;  ///< of the row; of the first report of the same event (its own number if it is that)
  std::string_view type, status, actors, recipients, country, doc, process;  ///< actors, recipients: blocs joined by ";"; process: "talks.held"
  std::optional<Day> first, last, told;
  std::optional<std::pair<std::int64_t, std::int64_t>> deaths;  ///< smallest and largest figure
};

/// Somebody who takes part in stored events, as records name it.
struct PartyRow {
  std::int64_t number = 0;
  std::string_view entity, bloc, code, sectors, name;  ///< sectors: joined by ";"
};

/// What was worked out over the whole store and is kept in it: an event's first report and why; a document's story.
struct Settled {
  std::int64_t number = 0, with = 0;
  std::string why = {};
};

/// What of the store is looked at. Empty fields do not restrict.
struct EventFilter {
  std::optional<Day> first, last;       ///< events that may lie within
  std::optional<Day> known;             ///< documents published up to that day (or without a day)
  std::vector<std::string> types;       ///< PLOVER types
  std::string doc, id;                  ///< id: its start is enough
  bool process_only = false;            ///< with a process, or a release, or ASSAULT by or on somebody with a truce
  bool no_sentences = false;            ///< told() leaves `sentence_text` empty, which is quicker
  bool claims_only = false;             ///< with an attribution, or of the type and parties of one that has one
  std::vector<std::vector<std::int64_t>> parties;  ///< of each list one must take part: numbers of PartyRow
  std::string status;                   ///< as status_of says
  std::string words;                    ///< that the sentence or the parties' names hold, in any case of ASCII letters
  std::vector<std::int64_t> numbers;    ///< only these rows
};

/// One SQLite file that holds documents, the events coded from them and who coded them: append-only, one writer at a
/// time, readers never blocked (WAL). docs/store.md describes the tables; any SQLite reader may open it.
/// A document is known by its id and text: adding it again changes nothing; coded by another program, lexicon or weights
/// it gets a further coding, and the latest one counts.
class Store {
 public:
  enum class Access : std::uint8_t { read, glance, write };  ///< glance: to read few rows at a time, with little memory
  /// `write` makes the file if there is none. Errors: no store, a damaged one, another writer at work, a later format.
  [[nodiscard]] static Result<Store> open(const std::filesystem::path& file, Access access);
  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();

  /// What is added from now on was coded by `coder`. A run is noted when its first document comes.
  /// `lexicon` says who is who (Blocs), and must live as long as documents are added; without one a party is its own bloc.
  [[nodiscard]] Result<Done> begin_run(const Coder& coder, const Lexicon* lexicon = nullptr);
  /// The document is there, coded by the coder of this run.
  [[nodiscard]] Result<bool> has(const StoredDocument& document);
  /// All or nothing; false if it was there. Durable after flush() (and every `kBatch` documents).
  [[nodiscard]] Result<bool> add(const StoredDocument& document, const std::vector<StoredEvent>& events,
                                 const std::vector<StoredHypothesis>& hypotheses);
  [[nodiscard]] Result<Done> flush();

  /// Events of the latest coding of each document, in the order of (published, doc, as coded): the same for any
  /// order of ingest. The views live until `give` returns.
  [[nodiscard]] Result<Done> events(const EventFilter& filter, const std::function<void(const EventRow&)>& give) const;
  /// The numbers of the same events in the same order, without reading them.
  [[nodiscard]] Result<Done> event_numbers(const EventFilter& filter, const std::function<void(std::int64_t)>& give) const;
  /// The same events in the same order as the ledger reads them; `groups`: for Blocs::fill.
  [[nodiscard]] Result<Done> told(const EventFilter& filter, const std::function<void(Assertion&&, std::string_view groups)>& give) const;
  /// The same events in the same order without their records. `happening` is worth something if settled(kLinks).
  [[nodiscard]] Result<Done> outlines(const EventFilter& filter, const std::function<void(const Outline&)>& give) const;
  /// Everybody who takes part in an event, in no order.
  [[nodiscard]] Result<Done> parties(const std::function<void(const PartyRow&)>& give) const;

  static constexpr std::string_view kLinks = "links", kStories = "stories";
  /// Changes with each document that is coded.
  [[nodiscard]] Result<std::string> content() const;
  /// Links or stories that are kept are those of the documents that are there now.
  [[nodiscard]] Result<bool> settled(std::string_view what) const;
  /// Keeps them, if content() still is `as_of`. All or nothing.
  [[nodiscard]] Result<Done> settle(std::string_view what, const std::string& as_of, const std::vector<Settled>& rows);

  /// The same for documents, in the order of (published, id). Of a document's text `give` gets all.
  [[nodiscard]] Result<Done> documents(const std::function<void(const StoredDocument&)>& give) const;
  /// One document by id; nothing if there is none.
  [[nodiscard]] Result<std::optional<StoredDocument>> document(std::string_view id) const;
  [[nodiscard]] Result<Done> hypotheses(
      const std::function<void(std::string_view doc, const StoredHypothesis&)>& give) const;
  /// Events of one run: id and record; for comparing two.
  [[nodiscard]] Result<Done> run_events(std::int64_t run, const std::function<void(const EventRow&)>& give) const;

  /// Any SELECT, read-only: names of the columns once, then each row; nothing = NULL. `values`: of ?1, ?2 … Errors name what
  /// SQLite says.
  using Row = std::vector<std::optional<std::string>>;
  [[nodiscard]] Result<Done> query(std::string_view sql, const std::function<void(const std::vector<std::string>&)>& head,
                                   const std::function<void(const Row&)>& row,
                                   const std::vector<std::string>& values = {}) const;

  struct Review {
    std::string event, decision, field, value, by, note;  ///< decision: accept reject correct undo
    std::string made = {};  ///< UTC
    bool stands = true;     ///< not taken back; an undo never stands
  };
  /// Decisions are kept in the order in which they were made; the latest for an event and field counts. Events that are
  /// coded again keep theirs as long as their id stays. "undo" takes back the latest one on its event that stands; nothing is deleted.
  [[nodiscard]] Result<Done> add_review(const Review& review);
  /// Those that stand.
  [[nodiscard]] Result<std::vector<Review>> reviews() const;
  /// All that was ever decided.
  [[nodiscard]] Result<std::vector<Review>> review_log() const;

  static constexpr int kBatch = 64;

 private:
  struct Inside;
  explicit Store(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

}  // namespace khaldun
