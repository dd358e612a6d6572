#include "khaldun/reading/intake.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <limits>
#include <utility>

#include "khaldun/reading/utf8.h"

namespace khaldun {
namespace {

/// FNV-1a, 64 bits (Fowler, Noll & Vo), as 16 hexadecimal digits.
std::string content_hash(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3U;
  }
  std::array<char, 17> digits{};
  std::snprintf(digits.data(), digits.size(), "%016llx", static_cast<unsigned long long>(hash));
  return digits.data();
}

std::uint32_t clamp32(std::uint64_t value) {
  return static_cast<std::uint32_t>(
      std::min<std::uint64_t>(value, std::numeric_limits<std::uint32_t>::max()));
}

/// A value of the input within a message: at most 40 bytes, no line breaks.
std::string quoted(std::string_view value) {
  constexpr std::size_t kLongest = 40;
  std::string out(value.substr(0, kLongest));
  out.resize(valid_utf8_prefix(out));
  clean_controls(out);
  std::replace(out.begin(), out.end(), '\n', ' ');
  return "\"" + out + (value.size() > kLongest ? "…\"" : "\"");
}

}  // namespace

Intake::Intake(const ReadOptions& options, const Give& give, const Complain& complain)
    : options_(options), give_(give), complain_(complain) {
  const std::uint64_t longest = std::numeric_limits<std::uint32_t>::max() - 1U;
  options_.max_bytes = std::min(options_.max_bytes, longest);
}

void Intake::open(std::string_view name) {
  name_ = name;
  told_repair_ = false;
}

bool Intake::add(Fields&& fields, Place place) {
  if (stopped()) return false;
  if (is_blank(fields.get(Field::text))) {
    fault(Fault::bad_value, "empty: no text", place);
    return true;
  }
  Source source;
  source.published = published(fields.get(Field::date), place);
  const std::string_view id = trim(fields.get(Field::id));
  source.id = unique(id.empty() ? name_for(fields.get(Field::text), place) : std::string(id));
  source.outlet = fields.take(Field::source);
  source.url = fields.take(Field::url);
  ++counts_.documents;
  counts_.stopped =
      !give_(Document(fields.take(Field::title), fields.take(Field::text), std::move(source)));
  return !counts_.stopped;
}

void Intake::fault(Fault kind, std::string what, Place place) {
  ++counts_.faults;
  tell(kind, std::move(what), place);
}

void Intake::fault(Error error) { fault(error.fault, std::move(error.what)); }

void Intake::warn(Fault kind, std::string what, Place place) {
  ++counts_.warnings;
  tell(kind, std::move(what), place);
}

void Intake::repaired(std::uint64_t offset, std::string_view encoding) {
  if (std::exchange(told_repair_, true)) return;
  warn(Fault::bad_format, "not valid " + std::string(encoding) + " at byte offset " +
                              std::to_string(offset) + "; repaired");
}

void Intake::too_long(std::string_view what, Place place) {
  fault(Fault::unsupported,
        std::string(what) + " longer than " + std::to_string(options_.max_bytes) +
            " bytes, the limit for one document",
        place);
}

void Intake::skipped(std::uint64_t files, std::string_view directory) {
  if (files == 0) return;
  counts_.skipped += files;
  open(directory);
  tell(Fault::unsupported,
       std::to_string(files) + (files == 1 ? " file" : " files") + " with other extensions skipped",
       {});
}

void Intake::tell(Fault kind, std::string what, Place place) const {
  const std::string file = name_.empty() ? "input" : name_ == "-" ? "standard input" : name_;
  complain_(Error{kind, std::move(what), file, clamp32(place.line), clamp32(place.column)});
}

std::string Intake::name_for(std::string_view text, Place place) const {
  if (names_by_content()) return content_hash(text);
  const std::string stem = repair_utf8(std::filesystem::path(name_).stem().string());
  return place.row == 0 ? stem : stem + "-" + std::to_string(place.row);
}

std::string Intake::unique(std::string id) {
  if (options_.repeated_ids) return id;
  std::uint64_t& copies = ids_.try_emplace(id, 0).first->second;  // stays valid: nodes do not move
  if (++copies == 1) return id;
  while (true) {
    std::string numbered = id + "#" + std::to_string(copies);
    if (ids_.try_emplace(numbered, 1).second) return numbered;
    ++copies;
  }
}

std::optional<Day> Intake::published(std::string_view told, Place place) {
  if (trim(told).empty()) return options_.date;
  if (const auto day = parse_told_day(told)) return day;
  warn(Fault::bad_value,
       "date " + quoted(told) + " is not understood, expected YYYY-MM-DD; " +
           (options_.date ? "the given day stands in" : "coded without a date"),
       place);
  return options_.date;
}

std::string_view sound_utf8(std::string_view bytes, std::uint64_t offset, Intake& intake,
                            std::string& held) {
  const std::size_t valid = valid_utf8_prefix(bytes);
  if (valid == bytes.size()) return bytes;
  intake.repaired(offset + valid);
  held = repair_utf8(bytes);
  return held;
}

}  // namespace khaldun
