#include "khaldun/lexicon/lexicon.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "khaldun/lexicon/blob.h"

namespace khaldun {
namespace {

constexpr std::uint32_t kNoState = 0xffffffffU;

}  // namespace

struct Lexicon::Inside {
  std::string owned;  // bytes compiled in memory
  void* mapped = nullptr;
  std::size_t mapped_size = 0;
  std::string_view bytes;
  blob::Header header;

  Inside() = default;
  Inside(const Inside&) = delete;
  Inside& operator=(const Inside&) = delete;
  ~Inside() {
    if (mapped != nullptr) munmap(mapped, mapped_size);
  }
  template <class T>
  [[nodiscard]] std::span<const T> section() const {
    const auto& s = header.section[blob::section_of<T>()];
    return {reinterpret_cast<const T*>(bytes.data() + s.offset), s.count};
  }
  [[nodiscard]] std::string_view text(table::Text t) const {
    return bytes.substr(header.pool_offset + t.at, t.size);
  }
  [[nodiscard]] std::uint32_t word(std::string_view w) const {
    const auto words = section<blob::Word>();
    for (std::size_t at = blob::hash_bytes(w) & (words.size() - 1);; at = (at + 1) & (words.size() - 1)) {
      if (words[at].id == table::kNoRow) return table::kNoRow;
      if (text(words[at].text) == w) return words[at].id;
    }
  }
  [[nodiscard]] std::uint32_t next(std::uint32_t state, std::uint32_t word_id) const {
    const auto arcs = section<blob::Arc>();
    for (std::size_t at = blob::arc_hash(state, word_id) & (arcs.size() - 1);; at = (at + 1) & (arcs.size() - 1)) {
      if (arcs[at].state == table::kNoRow) return kNoState;
      if (arcs[at].state == state && arcs[at].word == word_id) return arcs[at].to;
    }
  }
  /// Nothing if the block is what it says it is, else what is wrong with it.
  [[nodiscard]] std::string fault();
};

std::string Lexicon::Inside::fault() {
  if (bytes.size() < sizeof(blob::Header)) return "too short for a compiled lexicon";
  std::memcpy(&header, bytes.data(), sizeof(header));
  if (std::string_view(header.magic.data(), header.magic.size()) != blob::kMagic) return "not a compiled lexicon";
  if (header.format != blob::kFormat || header.sections != blob::kSections)
    return "compiled lexicon of another format (" + std::to_string(header.format) + ", expected " +
           std::to_string(blob::kFormat) + "): run khaldun lexicon compile";
  if (header.bytes != bytes.size()) return "cut short: " + std::to_string(bytes.size()) + " bytes of " + std::to_string(header.bytes);
  if (blob::checksum(header, bytes.substr(sizeof(blob::Header))) != header.checksum) return "damaged: the checksum does not fit";
  return "";
}

Lexicon::Lexicon(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Lexicon::Lexicon(Lexicon&&) noexcept = default;
Lexicon& Lexicon::operator=(Lexicon&&) noexcept = default;
Lexicon::~Lexicon() = default;

Result<Lexicon> Lexicon::from_bytes(std::string bytes, std::string name) {
  auto inside = std::make_unique<Inside>();
  inside->owned = std::move(bytes);
  inside->bytes = inside->owned;
  if (auto what = inside->fault(); !what.empty()) return Error{Fault::bad_format, std::move(what), std::move(name), 0, 0};
  return Lexicon(std::move(inside));
}

Result<Lexicon> Lexicon::open(const std::filesystem::path& path) {
  std::error_code failure;
  if (std::filesystem::is_directory(path, failure)) {
    auto report = compile_lexicon(path);
    if (!report.problems.empty()) return report.problems.front();
    return from_bytes(std::move(report.bytes), path.string());
  }
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return Error{Fault::not_found, std::string("cannot be opened: ") + std::strerror(errno), path.string(), 0, 0};
  struct stat info {};
  auto inside = std::make_unique<Inside>();
  if (fstat(file, &info) == 0 && info.st_size > 0) {
    inside->mapped_size = static_cast<std::size_t>(info.st_size);
    void* at = mmap(nullptr, inside->mapped_size, PROT_READ, MAP_PRIVATE, file, 0);
    if (at != MAP_FAILED) {
      inside->mapped = at;
      inside->bytes = {static_cast<const char*>(at), inside->mapped_size};
    }
  }
  ::close(file);
  if (auto what = inside->fault(); !what.empty()) return Error{Fault::bad_format, std::move(what), path.string(), 0, 0};
  return Lexicon(std::move(inside));
}

void Lexicon::find_at(std::span<const std::string_view> words, std::uint32_t from, Words kind, std::vector<Hit>& out) const {
  const auto states = inside_->section<blob::State>();
  std::uint32_t state = kind == Words::lemmas ? 1 : 0;
  for (std::uint32_t i = from; i < words.size(); ++i) {
    const std::uint32_t id = inside_->word(words[i]);
    if (id == table::kNoRow) return;
    state = inside_->next(state, id);
    if (state == kNoState) return;
    const auto uses = items(states[state].uses);
    if (!uses.empty()) out.push_back({from, i + 1, uses});
  }
}

std::string_view Lexicon::text(table::Text t) const { return inside_->text(t); }

template <class T>
std::span<const T> Lexicon::all() const {
  return inside_->section<T>();
}
template std::span<const table::Text> Lexicon::all() const;
template std::span<const table::Role> Lexicon::all() const;
template std::span<const table::Actor> Lexicon::all() const;
template std::span<const table::Agent> Lexicon::all() const;
template std::span<const table::Place> Lexicon::all() const;
template std::span<const table::Use> Lexicon::all() const;
template std::span<const table::Step> Lexicon::all() const;
template std::span<const table::Slot> Lexicon::all() const;
template std::span<const table::Class> Lexicon::all() const;
template std::span<const table::Restriction> Lexicon::all() const;
template std::span<const table::Set> Lexicon::all() const;
template std::span<const table::Example> Lexicon::all() const;
template std::span<const table::Frame> Lexicon::all() const;
template std::span<const table::VerbUnit> Lexicon::all() const;
template std::span<const table::Cue> Lexicon::all() const;
template std::span<const table::CueUnit> Lexicon::all() const;
template std::span<const table::Content> Lexicon::all() const;
template std::span<const table::ProcessStep> Lexicon::all() const;
template std::span<const table::Context> Lexicon::all() const;
template std::span<const table::Machine> Lexicon::all() const;
template std::span<const table::MachineRule> Lexicon::all() const;
template std::span<const table::EventType> Lexicon::all() const;
template std::span<const table::Mode> Lexicon::all() const;
template std::span<const table::Cameo> Lexicon::all() const;
template std::span<const table::TimeWord> Lexicon::all() const;
template std::span<const std::uint32_t> Lexicon::all() const;

std::string Lexicon::origin(const table::Origin& o) const {
  return std::string(text(o.file)) + ":" + std::to_string(o.line);
}

std::uint32_t Lexicon::set(std::string_view name) const {
  const auto sets = all<table::Set>();
  for (std::uint32_t i = 0; i < sets.size(); ++i)
    if (text(sets[i].name) == name) return i;
  return table::kNoRow;
}

std::uint32_t Lexicon::actor(std::string_view key) const {
  const auto keys = inside_->section<blob::Key>();  // sorted by key
  std::size_t low = 0, high = keys.size();
  while (low < high) {
    const std::size_t mid = (low + high) / 2;
    if (text(keys[mid].text) < key) low = mid + 1;
    else high = mid;
  }
  return low < keys.size() && text(keys[low].text) == key ? keys[low].row : table::kNoRow;
}

const table::EventType* Lexicon::event_type(std::string_view name) const {
  for (const auto& t : all<table::EventType>())
    if (text(t.name) == name) return &t;
  return nullptr;
}

const table::Mode* Lexicon::mode(std::string_view event, std::string_view name) const {
  for (const auto& m : all<table::Mode>())
    if (text(m.event) == event && text(m.name) == name) return &m;
  return nullptr;
}

const table::Cameo* Lexicon::cameo(std::string_view code) const {
  for (const auto& c : all<table::Cameo>())
    if (text(c.code) == code) return &c;
  return nullptr;
}

namespace {

/// Some use of the lemma alone fits.
template <class Fits>
bool any_use(const Lexicon& lexicon, std::string_view lemma, Fits fits) {
  std::vector<Lexicon::Hit> hits;
  lexicon.find_at({&lemma, 1}, 0, Words::lemmas, hits);
  return std::any_of(hits.begin(), hits.end(), [&](const Lexicon::Hit& h) { return std::any_of(h.uses.begin(), h.uses.end(), fits); });
}

}  // namespace

bool Lexicon::in_set(std::string_view lemma, std::uint32_t set) const {
  return set != table::kNoRow &&
         any_use(*this, lemma, [&](const table::Use& use) { return use.type == table::UseType::set && use.row == set; });
}

bool Lexicon::used_as(std::string_view lemma, table::UseType type) const {
  return any_use(*this, lemma, [&](const table::Use& use) { return use.type == type; });
}

std::uint64_t Lexicon::content_hash() const { return inside_->header.content; }

// ------------------------------------------------------------------------------------------------ words

namespace {

/// Lower case without diacritics; apostrophes evened out. Nothing for a hyphen (a cut) or a character that is dropped.
void fold(utf8proc_int32_t c, std::string& out) {
  if (c == 0x2019 || c == 0x2018 || c == 0x02bc || c == 0x60 || c == 0x02bb) c = '\'';
  if (c < 0x80) {
    out += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    return;
  }
  std::array<utf8proc_int32_t, 8> parts{};
  int boundary = 0;
  const auto n = utf8proc_decompose_char(c, parts.data(), static_cast<utf8proc_ssize_t>(parts.size()),
                                         static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD), &boundary);
  for (utf8proc_ssize_t i = 0; i < n && i < static_cast<utf8proc_ssize_t>(parts.size()); ++i) {
    std::array<utf8proc_uint8_t, 4> bytes{};
    const auto size = utf8proc_encode_char(parts[static_cast<std::size_t>(i)], bytes.data());
    for (utf8proc_ssize_t k = 0; k < size; ++k) out += static_cast<char>(bytes[static_cast<std::size_t>(k)]);
  }
}

bool hyphen(utf8proc_int32_t c) { return c == '-' || (c >= 0x2010 && c <= 0x2013); }

}  // namespace

void normalise_token(std::string_view token, std::uint32_t offset, std::vector<Piece>& out) {
  Piece piece;
  piece.begin = offset;
  const auto flush = [&](std::uint32_t end, std::uint32_t next) {
    if (!piece.word.empty()) {
      piece.end = end;
      out.push_back(piece);
    }
    piece.word.clear();
    piece.begin = next;
  };
  std::size_t i = 0;
  while (i < token.size()) {
    utf8proc_int32_t c = 0;
    auto n = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(token.data() + i), static_cast<utf8proc_ssize_t>(token.size() - i), &c);
    if (n <= 0) {
      n = 1;
      c = '?';
    }
    const auto at = offset + static_cast<std::uint32_t>(i);
    const auto after = at + static_cast<std::uint32_t>(n);
    if (hyphen(c)) flush(at, after);
    else fold(c, piece.word);
    i += static_cast<std::size_t>(n);
  }
  flush(offset + static_cast<std::uint32_t>(token.size()), 0);
}

std::vector<Piece> normalise_words(std::string_view text) {
  std::vector<Piece> out;
  std::size_t i = 0;
  while (i < text.size()) {
    while (i < text.size() && (text[i] == ' ' || text[i] == '\t' || text[i] == ',')) ++i;
    std::size_t end = i;
    while (end < text.size() && text[end] != ' ' && text[end] != '\t' && text[end] != ',') ++end;
    if (end > i) {
      auto word = text.substr(i, end - i);
      // Brackets are words of their own: "CPI (Maoist)".
      const auto bracket = [&](std::size_t at) { out.push_back({std::string(1, text[at]), static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at) + 1}); };
      if (word.size() > 1 && word.front() == '(') {
        bracket(i);
        word.remove_prefix(1);
        ++i;
      }
      const bool closed = word.size() > 1 && word.back() == ')';
      if (closed) word.remove_suffix(1);
      // The tokeniser cuts the possessive off: "People's" is people + 's.
      for (std::string_view clitic : {"'s", "\xe2\x80\x99s"}) {
        if (word.size() > clitic.size() && word.ends_with(clitic)) {
          normalise_token(word.substr(0, word.size() - clitic.size()), static_cast<std::uint32_t>(i), out);
          out.push_back({"'s", static_cast<std::uint32_t>(i + word.size() - clitic.size()), static_cast<std::uint32_t>(i + word.size())});
          word = {};
          break;
        }
      }
      if (!word.empty()) normalise_token(word, static_cast<std::uint32_t>(i), out);
      if (closed) bracket(end - 1);
    }
    i = end;
  }
  return out;
}

}  // namespace khaldun
