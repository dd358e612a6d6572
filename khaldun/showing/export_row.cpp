#include "khaldun/showing/export_row.h"

#include <algorithm>
#include <array>

#include "khaldun/lexicon/blob.h"
#include "khaldun/showing/countries.h"
#include "khaldun/showing/json.h"

namespace khaldun::layout {

void Row::separate() {
  if (started_) out_ += form_ == Form::tabs ? '\t' : ',';
  started_ = true;
}

Row& Row::text(std::string_view value) {
  separate();
  if (value.empty()) value = missing_;
  if (form_ == Form::tabs) {
    for (char c : value) out_ += c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
    return *this;
  }
  if (value.find_first_of(",\"\r\n") == std::string_view::npos) {
    out_ += value;
    return *this;
  }
  out_ += '"';
  for (char c : value) {
    if (c == '"') out_ += '"';
    out_ += c;
  }
  out_ += '"';
  return *this;
}

Row& Row::integer(std::int64_t value) {
  separate();
  json::append_integer(out_, value);
  return *this;
}

Row& Row::number(double value, int decimals) {
  separate();
  json::append_number(out_, value, decimals);
  return *this;
}

Row& Row::number_or_missing(const std::optional<double>& value, int decimals) {
  return value ? number(*value, decimals) : empty();
}

Row& Row::empty(int cells) {
  for (int i = 0; i < cells; ++i) empty();
  return *this;
}

void Row::end() { out_ += form_ == Form::tabs ? "\n" : "\r\n"; }

void header(std::string& out, Form form, std::string_view names) {
  Row row(out, form);
  while (!names.empty()) {
    const auto end = std::min(names.find(','), names.size());
    row.text(names.substr(0, end));
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  row.end();
}

namespace {

/// Types in which several actors without a recipient are two sides and not a compound one.
bool is_mutual(const Record& r) {
  constexpr std::array<std::string_view, 4> kTypes = {"CONSULT", "AGREE", "COOPERATE", "ASSAULT"};
  return r.recipients.empty() && r.actors.size() > 1 &&
         (std::find(kTypes.begin(), kTypes.end(), r.event_type) != kTypes.end() || !r.process.kind.empty());
}

}  // namespace

std::vector<Pair> pairs_of(const Record& r) {
  std::vector<Pair> out;
  if (is_mutual(r)) {
    for (const Party& a : r.actors) {
      for (const Party& b : r.actors) {
        if (&a != &b) out.emplace_back(&a, &b);
      }
    }
    return out;
  }
  const auto with_recipients = [&](const Party* actor) {
    for (const Party& b : r.recipients) out.emplace_back(actor, &b);
    if (r.recipients.empty()) out.emplace_back(actor, nullptr);
  };
  for (const Party& a : r.actors) with_recipients(&a);
  if (r.actors.empty()) with_recipients(nullptr);
  return out;
}

std::optional<Day> day_of(const ExportRow& row) {
  if (row.record.date) return row.record.date;
  return row.record.enddate ? row.record.enddate : row.published;
}

std::int64_t number_of(std::string_view id, std::size_t nth) {
  return static_cast<std::int64_t>(blob::hash_bytes(id, nth) >> 11U);
}

const std::string& name_of(const Party& p) { return p.name.empty() ? p.text : p.name; }

std::string_view country_name(std::string_view iso3) {
  const auto* country = country_codes(iso3);
  return country != nullptr ? country->name : iso3;
}

PlaceParts parts_of(const EventPlace& place) {
  PlaceParts parts;
  parts.country = country_name(place.country_code);
  parts.province = place.province;
  if (place.resolution >= 4) parts.city = place.resolved;
  if (place.resolution == 3) parts.district = place.resolved;
  if (place.resolution == 2) parts.province = place.resolved;
  return parts;
}

std::string joined(const std::vector<std::string>& all, std::string_view between) {
  return joined(all, between, [](const std::string& word) -> const std::string& { return word; });
}

bool has_sector(const Party& party, std::string_view sectors) {
  return std::any_of(party.sectors.begin(), party.sectors.end(),
                     [&](const std::string& s) { return sectors.find(s) != std::string_view::npos; });
}

bool has_mode(const Record& r, std::string_view mode) { return std::find(r.modes.begin(), r.modes.end(), mode) != r.modes.end(); }

Deaths deaths_of(const Record& r) {
  Deaths out;
  for (const SizeOf& s : r.sizes) {
    if (s.what != "dead") continue;
    out.low = out.told ? std::min(out.low, s.size.low) : s.size.low;
    out.high = std::max(out.high, s.size.high);
    out.best = s.size.low;
    out.told = true;
  }
  return out;
}

}  // namespace khaldun::layout
