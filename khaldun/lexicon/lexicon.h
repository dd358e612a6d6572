#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "khaldun/base/result.h"
#include "khaldun/lexicon/tables.h"

namespace khaldun {

/// Which of the two row of words is matched: forms (names) or lemmas (agents, frames, sets, cues).
enum class Words : std::uint8_t { forms, lemmas };

/// Everything Khaldun knows, read-only after open() and shared by all threads. All views live as long as the Lexicon.
class Lexicon {
 public:
  /// One use of a row of words, `first`…`last` (end exclusive) in the row that was searched.
  struct Hit {
    std::uint32_t first = 0, last = 0;
    std::span<const table::Use> uses;
  };

  /// A compiled file (mapped; refused if damaged or of another format), or a folder of tables (compiled in memory; the first
  /// fault is returned). Cost: file about 1 ms, folder about half a second.
  [[nodiscard]] static Result<Lexicon> open(const std::filesystem::path& path);
  /// The bytes of a compiled file; used by open().
  [[nodiscard]] static Result<Lexicon> from_bytes(std::string bytes, std::string name);

  Lexicon(Lexicon&&) noexcept;
  Lexicon& operator=(Lexicon&&) noexcept;
  ~Lexicon();

  /// All matches that start at `words[from]`, shortest first. `words`: lower case, as `normalise_words` cuts them.
  /// O(longest entry), whatever the size of the lexicon.
  void find_at(std::span<const std::string_view> words, std::uint32_t from, Words kind, std::vector<Hit>& out) const;

  /// The lemma alone is a member of the set (a row of Set; kNoRow: of none).
  [[nodiscard]] bool in_set(std::string_view lemma, std::uint32_t set) const;
  /// The lemma alone is used so: an agent noun, a verb of a frame.
  [[nodiscard]] bool used_as(std::string_view lemma, table::UseType type) const;

  [[nodiscard]] std::string_view text(table::Text t) const;
  template <class T>
  [[nodiscard]] std::span<const T> all() const;
  template <class T>
  [[nodiscard]] std::span<const T> items(table::Slice<T> s) const {
    return all<T>().subspan(s.first, s.count);
  }
  template <class T>
  [[nodiscard]] const T& row(std::uint32_t i) const {
    return all<T>()[i];
  }
  /// "events/reject.toml:212"
  [[nodiscard]] std::string origin(const table::Origin& o) const;
  /// Row of a set by name, or kNoRow.
  [[nodiscard]] std::uint32_t set(std::string_view name) const;
  /// Row of an actor by key, or kNoRow.
  [[nodiscard]] std::uint32_t actor(std::string_view key) const;
  [[nodiscard]] const table::EventType* event_type(std::string_view name) const;
  [[nodiscard]] const table::Mode* mode(std::string_view event, std::string_view name) const;
  [[nodiscard]] const table::Cameo* cameo(std::string_view code) const;
  /// Hash of the tables it was made from; part of every event id.
  [[nodiscard]] std::uint64_t content_hash() const;

 private:
  struct Inside;
  explicit Lexicon(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

struct CompileReport {
  std::string bytes;            ///< the compiled file
  std::vector<Error> problems;  ///< every fault found, in file order; a table row with a fault is left out
  std::vector<std::pair<std::string, std::size_t>> counts;  ///< "actors", 812 …
};

/// Compiles a folder of tables. Never fails as a whole: faults are listed, the rest is compiled. `example`, if given, is called with
/// every example of frames and cues, marks and all, before anything is compiled, so that others can begin to read them.
[[nodiscard]] CompileReport compile_lexicon(const std::filesystem::path& folder,
                                            const std::function<void(std::string_view)>& example = {});

/// One word of a text or of an entry as the matcher sees it: lower case ASCII and UTF-8 letters without diacritics, typographic
/// apostrophes as ', hyphens cut ("Tehreek-e-Taliban" → tehreek, e, taliban; "al-Shabaab" → al, shabaab).
struct Piece {
  std::string word;
  std::uint32_t begin = 0, end = 0;  ///< bytes of the input
};
[[nodiscard]] std::vector<Piece> normalise_words(std::string_view text);
/// The same for one token, appended; used by the recogniser.
void normalise_token(std::string_view token, std::uint32_t offset, std::vector<Piece>& out);

}  // namespace khaldun
