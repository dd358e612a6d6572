#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "khaldun/lexicon/tables.h"

/// The one block of memory that a lexicon is: sections of plain records, a string pool, and a word automaton.
namespace khaldun::blob {

/// Arc of the word automaton, in an open-addressing hash table keyed by (state, word).
struct Arc {
  std::uint32_t state = table::kNoRow, word = 0, to = 0;
};
struct State {
  table::Slice<table::Use> uses;
};
struct Word {
  table::Text text;
  std::uint32_t id = table::kNoRow;
};
struct Key {
  table::Text text;
  std::uint32_t row = 0;
};

/// In file order; the index is the section number. Change kFormat when this list or a record changes.
using Sections =
    std::tuple<table::Text, table::Role, table::Actor, table::Agent, table::Place, table::Use, table::Step, table::Slot,
               table::Class, table::Restriction, table::Set, table::Example, table::Frame, table::VerbUnit, table::Cue,
               table::CueUnit, table::Content, table::ProcessStep, table::Context, table::Machine, table::MachineRule, table::EventType, table::Mode, table::Cameo, table::TimeWord,
               std::uint32_t, Arc, State, Word, Key>;
inline constexpr std::size_t kSections = std::tuple_size_v<Sections>;
inline constexpr std::uint32_t kFormat = 6;
inline constexpr std::string_view kMagic = "KHALDLEX";

template <class T, std::size_t I = 0>
constexpr std::size_t section_of() {
  if constexpr (std::is_same_v<T, std::tuple_element_t<I, Sections>>) {
    return I;
  } else {
    return section_of<T, I + 1>();
  }
}

struct SectionEntry {
  std::uint64_t offset = 0, count = 0, size = 0;  ///< bytes from the start, records, bytes per record
};
struct Header {
  std::array<char, 8> magic{};
  std::uint32_t format = 0, sections = 0;
  std::uint64_t content = 0, checksum = 0, bytes = 0;
  std::uint64_t pool_offset = 0, pool_size = 0;
  std::array<SectionEntry, kSections> section{};
};

/// 64-bit hash of bytes, eight at a time (multiply–xorshift, constants of splitmix64; Steele, Lea & Flood 2014).
[[nodiscard]] std::uint64_t hash_bytes(std::string_view bytes, std::uint64_t seed = 0);

/// Where an arc stands in its table.
[[nodiscard]] std::uint64_t arc_hash(std::uint32_t state, std::uint32_t word);
/// States where a row of words begins: forms, lemmas.
inline constexpr std::uint32_t kRoots = 2;

/// Of a whole file: the header (its own checksum field as 0) and what follows it.
[[nodiscard]] std::uint64_t checksum(Header header, std::string_view body);

/// Rows found by their hash (open addressing). A map of nodes took a third of the time to compile a lexicon.
class Index {
 public:
  /// The row of that hash for which `is(row)` holds; if there is none, `fresh` is entered and returned.
  template <class Is>
  std::uint32_t find_or_add(std::uint64_t hash, std::uint32_t fresh, Is is) {
    if (count_ * 2 >= slots_.size()) grow();
    std::size_t at = hash & (slots_.size() - 1);
    for (; slots_[at].row != table::kNoRow; at = (at + 1) & (slots_.size() - 1))
      if (slots_[at].hash == hash && is(slots_[at].row)) return slots_[at].row;
    slots_[at] = {hash, fresh};
    ++count_;
    return fresh;
  }

  /// Makes room for so many, a power of two; only before anything is entered.
  void expect(std::size_t rows) { slots_.resize(rows); }

 private:
  struct Entry {
    std::uint64_t hash = 0;
    std::uint32_t row = table::kNoRow;
  };
  void grow();
  std::vector<Entry> slots_ = std::vector<Entry>(256);
  std::size_t count_ = 0;
};

/// Collects sections; strings are pooled once each.
class Builder {
 public:
  /// `source`: bytes of the tables to come, so that nothing has to grow much. Before anything is added.
  void expect(std::uint64_t source);
  table::Text text(std::string_view s);
  [[nodiscard]] std::string_view view(table::Text t) const { return std::string_view(pool_).substr(t.at, t.size); }
  template <class T>
  std::vector<T>& rows() {
    return std::get<section_of_vector<T>()>(rows_);
  }
  template <class T>
  table::Slice<T> add_all(const std::vector<T>& items) {
    auto& to = rows<T>();
    const table::Slice<T> slice{static_cast<std::uint32_t>(to.size()), static_cast<std::uint32_t>(items.size())};
    to.insert(to.end(), items.begin(), items.end());
    return slice;
  }
  template <class T>
  std::uint32_t add(const T& item) {
    auto& to = rows<T>();
    to.push_back(item);
    return static_cast<std::uint32_t>(to.size() - 1);
  }
  table::Slice<table::Text> texts(const std::vector<std::string>& items);
  /// A use for a row of words (already normalised). `lemmas` picks the automaton's second root.
  void use(const std::vector<std::string>& words, bool lemmas, const table::Use& use);
  [[nodiscard]] std::string finish(std::uint64_t content);

 private:
  template <class T>
  static constexpr std::size_t section_of_vector() {
    return section_of<T>();
  }
  template <class Tuple>
  struct Vectors;
  template <class... T>
  struct Vectors<std::tuple<T...>> {
    using type = std::tuple<std::vector<T>...>;
  };
  std::uint32_t word(std::string_view w);
  void finish_automaton();

  Vectors<Sections>::type rows_;
  std::string pool_;
  std::vector<table::Text> strings_;  ///< of the pool
  std::vector<table::Text> words_;    ///< by id
  std::vector<Arc> arcs_;             ///< the n-th leads to state n + kRoots
  std::vector<std::pair<std::uint32_t, table::Use>> uses_;  ///< state, use
  Index string_index_, word_index_, arc_index_;
};

}  // namespace khaldun::blob
