#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
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
               table::CueUnit, table::Content, table::Context, table::Machine, table::MachineRule, table::EventType, table::Mode, table::Cameo, table::TimeWord,
               std::uint32_t, Arc, State, Word, Key>;
inline constexpr std::size_t kSections = std::tuple_size_v<Sections>;
inline constexpr std::uint32_t kFormat = 3;
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

/// Of a whole file: the header (its own checksum field as 0) and what follows it.
[[nodiscard]] std::uint64_t checksum(Header header, std::string_view body);

/// Collects sections; strings are pooled once each.
class Builder {
 public:
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
  std::unordered_map<std::string, table::Text> pooled_;
  std::unordered_map<std::string, std::uint32_t> words_;
  std::vector<std::string> word_list_;
  std::unordered_map<std::uint64_t, std::uint32_t> arcs_;
  std::vector<std::vector<table::Use>> uses_ = std::vector<std::vector<table::Use>>(2);
};

}  // namespace khaldun::blob
