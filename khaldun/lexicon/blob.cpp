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
  std::memcpy(&rest, bytes.data() + i, bytes.size() - i);
  mix(rest);
  h *= 0x94d049bb133111ebULL;
  return h ^ (h >> 31U);
}

std::uint64_t checksum(Header header, std::string_view body) {
  header.checksum = 0;
  static_assert(std::has_unique_object_representations_v<Header>);
  return hash_bytes(body, hash_bytes({reinterpret_cast<const char*>(&header), sizeof(header)}));
}

table::Text Builder::text(std::string_view s) {
  if (s.empty()) return {};
  const auto [it, fresh] = pooled_.try_emplace(std::string(s));
  if (fresh) {
    it->second = {static_cast<std::uint32_t>(pool_.size()), static_cast<std::uint32_t>(s.size())};
    pool_ += s;
  }
  return it->second;
}

table::Slice<table::Text> Builder::texts(const std::vector<std::string>& items) {
  std::vector<table::Text> out;
  out.reserve(items.size());
  for (const auto& item : items) out.push_back(text(item));
  return add_all(out);
}

std::uint32_t Builder::word(std::string_view w) {
  const auto [it, fresh] = words_.try_emplace(std::string(w), static_cast<std::uint32_t>(word_list_.size()));
  if (fresh) word_list_.emplace_back(w);
  return it->second;
}

void Builder::use(const std::vector<std::string>& words, bool lemmas, const table::Use& use) {
  std::uint32_t state = lemmas ? 1 : 0;
  for (const auto& w : words) {
    const std::uint64_t key = (std::uint64_t{state} << 32U) | word(w);
    const auto [it, fresh] = arcs_.try_emplace(key, static_cast<std::uint32_t>(uses_.size()));
    if (fresh) uses_.emplace_back();
    state = it->second;
  }
  if (!words.empty()) uses_[state].push_back(use);
}

void Builder::finish_automaton() {
  std::vector<Word> words(std::bit_ceil(word_list_.size() * 2 + 16));
  for (std::uint32_t i = 0; i < word_list_.size(); ++i) {
    std::size_t at = hash_bytes(word_list_[i]) & (words.size() - 1);
    while (words[at].id != table::kNoRow) at = (at + 1) & (words.size() - 1);
    words[at] = {text(word_list_[i]), i};
  }
  rows<Word>() = std::move(words);
  std::vector<std::pair<std::uint64_t, std::uint32_t>> sorted(arcs_.begin(), arcs_.end());
  std::sort(sorted.begin(), sorted.end());
  std::vector<Arc> arcs(std::bit_ceil(sorted.size() * 2 + 16));
  for (const auto& [key, to] : sorted) {
    std::size_t at = (key * 0x9e3779b97f4a7c15ULL >> 20U) & (arcs.size() - 1);
    while (arcs[at].state != table::kNoRow) at = (at + 1) & (arcs.size() - 1);
    arcs[at] = {static_cast<std::uint32_t>(key >> 32U), static_cast<std::uint32_t>(key), to};
  }
  rows<Arc>() = std::move(arcs);
  for (const auto& uses : uses_) add(State{add_all(uses)});
}

std::string Builder::finish(std::uint64_t content) {
  finish_automaton();
  Header header;
  std::memcpy(header.magic.data(), kMagic.data(), kMagic.size());
  header.format = kFormat;
  header.sections = kSections;
  header.content = content;
  std::string out(sizeof(Header), '\0');
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
