#include <algorithm>
#include <array>

#include "khaldun/showing/export_row.h"
#include "khaldun/showing/show.h"

namespace khaldun {
namespace {

constexpr std::string_view kSentenceColumn = "sentence_text";
constexpr std::array<std::string_view, 51> kColumns = {"id",
                                                       "doc",
                                                       "doc_date",
                                                       "sentence",
                                                       "event_type",
                                                       "mode",
                                                       "context",
                                                       "auxiliary",
                                                       "status",
                                                       "completion",
                                                       "cameo",
                                                       "quad_code",
                                                       "event_scale",
                                                       "goldstein",
                                                       "actor",
                                                       "actor_entity",
                                                       "actor_code",
                                                       "actor_sector",
                                                       "recipient",
                                                       "recipient_entity",
                                                       "recipient_code",
                                                       "recipient_sector",
                                                       "participants",
                                                       "date",
                                                       "enddate",
                                                       "date_precision",
                                                       "date_text",
                                                       "place",
                                                       "resolved_place",
                                                       "geonameid",
                                                       "lat",
                                                       "lon",
                                                       "province",
                                                       "country_code",
                                                       "resolution",
                                                       "dead_low",
                                                       "dead_high",
                                                       "injured_low",
                                                       "injured_high",
                                                       "sizes",
                                                       "attribution",
                                                       "content_of",
                                                       "process",
                                                       "event_text",
                                                       "start",
                                                       "end",
                                                       "in",
                                                       "mentions",
                                                       "confidence",
                                                       "frame",
                                                       kSentenceColumn};

using layout::Form;
using layout::Row;
using layout::name_of;

template <class All, class Word>
std::string join(const All& all, Word word) {
  return layout::joined(all, ";", word);
}

std::string list(const std::vector<std::string>& words) { return layout::joined(words, ";"); }

std::string auxiliaries(std::uint8_t bits) {
  std::vector<std::string> words;
  if ((bits & aux_historical) != 0) words.emplace_back("historical");
  if ((bits & aux_future) != 0) words.emplace_back("future");
  if ((bits & aux_hypothetical) != 0) words.emplace_back("hypothetical");
  if ((bits & aux_negation) != 0) words.emplace_back("negation");
  return list(words);
}

void parties(Row& row, const std::vector<Party>& all) {
  row.text(join(all, name_of));
  row.text(join(all, [](const Party& p) -> const std::string& { return p.entity; }));
  row.text(join(all, [](const Party& p) -> const std::string& { return p.code; }));
  row.text(join(
      all, [](const Party& p) { return p.sectors.empty() ? std::string() : p.sectors.front(); }));
}

void place(Row& row, const Record& r) {
  if (!r.place) {
    for (int i = 0; i < 8; ++i) row.empty();
    return;
  }
  const EventPlace& p = *r.place;
  row.text(p.extracted).text(p.resolved);
  p.geonameid != 0 ? row.integer(p.geonameid) : row.empty();
  p.located ? row.number(p.lat, 5).number(p.lon, 5) : row.empty().empty();
  row.text(p.province).text(p.country_code).integer(p.resolution);
}

/// Lowest and highest figure told of one thing counted.
void size_range(Row& row, const Record& r, std::string_view what) {
  std::optional<std::int64_t> low, high;
  for (const SizeOf& s : r.sizes) {
    if (s.what != what) continue;
    low = low ? std::min(*low, s.size.low) : s.size.low;
    high = high ? std::max(*high, s.size.high) : s.size.high;
  }
  low ? row.integer(*low) : row.empty();
  high ? row.integer(*high) : row.empty();
}

std::string size_words(const SizeOf& s) {
  return s.what + "=" + std::to_string(s.size.low) + ".." + std::to_string(s.size.high);
}

}  // namespace

void write_csv_header(std::string& out, const ShowOptions& options) {
  Row row(out, Form::rfc4180);
  for (std::string_view column : kColumns) {
    if (options.text || column != kSentenceColumn) row.text(column);
  }
  row.end();
}

void write_csv(std::string& out, const Record& r, const Document& document,
               const ShowOptions& options) {
  const auto offset = [&](std::uint32_t byte) {
    return r.at.in_title ? document.title_code_points(byte) : document.code_points(byte);
  };
  write_csv_row(out, r,
                {document.source().published, options.scores ? options.scores(r) : Scores{},
                 {offset(r.at.span.begin), offset(r.at.span.end)}, options.text});
}

void write_csv_row(std::string& out, const Record& r, const CsvFacts& facts) {
  const Scores& scores = facts.scores;
  const auto& published = facts.published;
  Row row(out, Form::rfc4180);
  row.text(r.id)
      .text(r.doc)
      .text(published ? to_iso(*published) : "")
      .integer(r.sentence)
      .text(r.event_type);
  row.text(list(r.modes))
      .text(list(r.contexts))
      .text(auxiliaries(r.auxiliary))
      .text(status_words(r));
  row.text(r.attempted ? "attempted" : "accomplished")
      .text(r.cameo)
      .integer(scores.quad)
      .number(scores.scale, 2);
  scores.goldstein ? row.number(*scores.goldstein, 2) : row.empty();
  parties(row, r.actors);
  parties(row, r.recipients);
  row.text(
      join(r.participants, [](const Participant& p) { return p.role + "=" + name_of(p.party); }));
  row.text(r.date ? to_iso(*r.date) : "").text(r.enddate ? to_iso(*r.enddate) : "");
  row.text(r.date_precision).text(r.date_text);
  place(row, r);
  size_range(row, r, "dead");
  size_range(row, r, "injured");
  row.text(join(r.sizes, size_words));
  row.text(
      join(r.attribution, [](const Attribution& a) { return a.stance + "=" + name_of(a.source); }));
  row.text(r.content_of)
      .text(r.process.kind.empty() ? "" : r.process.kind + "." + r.process.transition);
  row.text(r.event_text);
  r.at.set ? row.integer(facts.code_points.begin).integer(facts.code_points.end)
           : row.empty().empty();
  row.text(!r.at.set ? "" : r.at.in_title ? "title" : "text");
  row.integer(static_cast<std::int64_t>(r.mentions.size()))
      .number(static_cast<double>(r.confidence), 4)
      .text(r.frame);
  if (facts.text) row.text(r.sentence_text);
  row.end();
}

}  // namespace khaldun
