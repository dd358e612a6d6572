#include "khaldun/lexicon/blob.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace khaldun::blob {

std::uint64_t hash_bytes(std::string_view bytes, std::uint64_t seed) {
  std::uint64_t h = seed + 0x9e3779b97f4a7c15ULL + bytes.size();
  const auto mix = [&h](std::uint64_t w) {
    h = (h ^ w) * 0xbf58476d1ce4e5b9ULL;
    h ^= h >> 29U;
  };
  std::size_t i = 0;
  for (; i + 8 <= bytes.size(); i += 8) {
    std::uint64_t w = 0;
    std::memcpy(&w, bytes.data() + i, 8);
    mix(w);
  }
  std::uint64_t rest = 0;
  if (i < bytes.size()) std::memcpy(&rest, bytes.data() + i, bytes.size() - i);  // an empty view may point nowhere
  mix(rest);
  h *= 0x94d049bb133111ebULL;
  return h ^ (h >> 31U);
}

std::uint64_t arc_hash(std::uint32_t state, std::uint32_t word) {
  return ((std::uint64_t{state} << 32U) | word) * 0x9e3779b97f4a7c15ULL >> 20U;
}

namespace {

/// hash_bytes in four chains side by side: one chain waits for its multiplications, and took 5 ms for a whole lexicon.
std::uint64_t hash_block(std::string_view bytes, std::uint64_t seed) {
  constexpr std::size_t kLanes = 4, kStep = 8 * kLanes;
  std::array<std::uint64_t, kLanes> h{seed, seed + 1, seed + 2, seed + 3};
  std::size_t i = 0;
  for (; i + kStep <= bytes.size(); i += kStep) {
    std::array<std::uint64_t, kLanes> w{};
    std::memcpy(w.data(), bytes.data() + i, kStep);
    for (std::size_t k = 0; k < kLanes; ++k) {
      h[k] = (h[k] ^ w[k]) * 0xbf58476d1ce4e5b9ULL;
      h[k] ^= h[k] >> 29U;
    }
  }
  return hash_bytes(bytes.substr(i), hash_bytes({reinterpret_cast<const char*>(h.data()), sizeof(h)}, bytes.size()));
}

}  // namespace

std::uint64_t checksum(Header header, std::string_view body) {
  header.checksum = 0;
  static_assert(std::has_unique_object_representations_v<Header>);
  return hash_block(body, hash_bytes({reinterpret_cast<const char*>(&header), sizeof(header)}));
}

void Index::grow() {
  std::vector<Entry> old(slots_.size() * 2);
  old.swap(slots_);
  for (const Entry& entry : old) {
    if (entry.row == table::kNoRow) continue;
    std::size_t at = entry.hash & (slots_.size() - 1);
    while (slots_[at].row != table::kNoRow) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = entry;
  }
}

void Builder::expect(std::uint64_t source) {
  // Of the tables of 2026: 7 MB, 150,000 strings, 120,000 words, 230,000 arcs.
  const auto rows = std::bit_ceil(std::max<std::uint64_t>(source / 24, 256));
  string_index_.expect(rows);
  word_index_.expect(rows);
  arc_index_.expect(rows * 2);
  pool_.reserve(source / 2);
}

table::Text Builder::text(std::string_view s) {
  if (s.empty()) return {};
  const auto fresh = static_cast<std::uint32_t>(strings_.size());
  const auto row = string_index_.find_or_add(hash_bytes(s), fresh, [&](std::uint32_t i) { return view(strings_[i]) == s; });
  if (row == fresh) {
    strings_.push_back({static_cast<std::uint32_t>(pool_.size()), static_cast<std::uint32_t>(s.size())});
    pool_ += s;
  }
  return strings_[row];
}

table::Slice<table::Text> Builder::texts(const std::vector<std::string>& items) {
  std::vector<table::Text> out;
  out.reserve(items.size());
  for (const auto& item : items) out.push_back(text(item));
  return add_all(out);
}

std::uint32_t Builder::word(std::string_view w) {
  const auto fresh = static_cast<std::uint32_t>(words_.size());
  const auto id = word_index_.find_or_add(hash_bytes(w), fresh, [&](std::uint32_t i) { return view(words_[i]) == w; });
  if (id == fresh) words_.push_back(text(w));
  return id;
}

void Builder::use(const std::vector<std::string>& words, bool lemmas, const table::Use& use) {
  std::uint32_t state = lemmas ? 1 : 0;
  for (const auto& w : words) {
    const auto id = word(w);
    const auto fresh = static_cast<std::uint32_t>(arcs_.size());
    const auto arc = arc_index_.find_or_add(arc_hash(state, id), fresh, [&](std::uint32_t i) { return arcs_[i].state == state && arcs_[i].word == id; });
    if (arc == fresh) arcs_.push_back({state, id, arc + kRoots});
    state = arcs_[arc].to;
  }
  if (!words.empty()) uses_.emplace_back(state, use);
}

void Builder::finish_automaton() {
  std::vector<Word> words(std::bit_ceil(words_.size() * 2 + 16));
  for (std::uint32_t i = 0; i < words_.size(); ++i) {
    std::size_t at = hash_bytes(view(words_[i])) & (words.size() - 1);
    while (words[at].id != table::kNoRow) at = (at + 1) & (words.size() - 1);
    words[at] = {words_[i], i};
  }
  rows<Word>() = std::move(words);
  std::vector<Arc> arcs(std::bit_ceil(arcs_.size() * 2 + 16));
  for (const Arc& arc : arcs_) {
    std::size_t at = arc_hash(arc.state, arc.word) & (arcs.size() - 1);
    while (arcs[at].state != table::kNoRow) at = (at + 1) & (arcs.size() - 1);
    arcs[at] = arc;
  }
  rows<Arc>() = std::move(arcs);
  // The uses of each state together, in the order in which they came.
  auto& states = rows<State>();
  states.resize(arcs_.size() + kRoots);
  for (const auto& [state, use] : uses_) ++states[state].uses.count;
  auto& uses = rows<table::Use>();
  std::uint32_t first = 0;
  for (auto& state : states) {
    state.uses.first = first;
    first += state.uses.count;
    state.uses.count = 0;
  }
  uses.resize(first);
  for (const auto& [state, use] : uses_) {
    auto& slice = states[state].uses;
    uses[slice.first + slice.count++] = use;
  }
}

std::string Builder::finish(std::uint64_t content) {
  finish_automaton();
  Header header;
  std::memcpy(header.magic.data(), kMagic.data(), kMagic.size());
  header.format = kFormat;
  header.sections = kSections;
  header.content = content;
  std::string out;
  out.reserve(std::apply([&](const auto&... rows) { return ((rows.size() * sizeof(rows[0]) + 16) + ...); }, rows_) + pool_.size() + sizeof(Header) + 16);
  out.resize(sizeof(Header), '\0');
  const auto align = [&out] { out.resize((out.size() + 15) / 16 * 16, '\0'); };
  const auto put = [&](auto& rows, std::size_t section) {
    using T = typename std::remove_reference_t<decltype(rows)>::value_type;
    static_assert(std::is_trivially_copyable_v<T>);
    align();
    header.section[section] = {out.size(), rows.size(), sizeof(T)};
#if defined(__GNUC__) && !defined(__clang__)
    for (auto& row : rows) __builtin_clear_padding(&row);  // the same tables give the same bytes
#endif
    if (!rows.empty()) out.append(reinterpret_cast<const char*>(rows.data()), rows.size() * sizeof(T));
  };
  std::apply(
      [&](auto&... rows) {
        std::size_t section = 0;
        (put(rows, section++), ...);
      },
      rows_);
  align();
  header.pool_offset = out.size();
  header.pool_size = pool_.size();
  out += pool_;
  header.bytes = out.size();
  header.checksum = checksum(header, std::string_view(out).substr(sizeof(Header)));
  std::memcpy(out.data(), &header, sizeof(Header));
  return out;
}

}  // namespace khaldun::blob
