#include "khaldun/showing/export.h"

#include <array>

#include "khaldun/showing/export_row.h"
#include "khaldun/showing/ledger.h"

namespace khaldun {
namespace {

constexpr std::array<LayoutFacts, 14> kLayouts = {{{Layout::jsonl, "jsonl", true, false, false},
                                                   {Layout::plover, "plover", true, false, false},
                                                   {Layout::csv, "csv", true, false, false},
                                                   {Layout::gdelt, "gdelt", false, true, false},
                                                   {Layout::gdelt_mentions, "gdelt-mentions", false, true, false},
                                                   {Layout::icews, "icews", false, true, false},
                                                   {Layout::polecat, "polecat", false, false, false},
                                                   {Layout::phoenix, "phoenix", false, true, false},
                                                   {Layout::ged, "ged", false, false, true},
                                                   {Layout::acled, "acled", false, false, true},
                                                   {Layout::geojson, "geojson", true, false, false},
                                                   {Layout::gexf, "gexf", true, false, false},
                                                   {Layout::brat, "brat", true, false, false},
                                                   {Layout::conllu, "conllu", true, false, false}}};

std::size_t append_csv(std::string& out, const ExportRow& row) {
  write_csv_row(out, row.record, {row.published, row.scores, row.record.at.span, true});
  return 1;
}

std::size_t append_jsonl(std::string& out, const ExportRow& row) {
  out += with_text(row.json, row.record.sentence_text);
  out += '\n';
  return 1;
}

}  // namespace

const LayoutFacts* layout_named(std::string_view name) {
  for (const LayoutFacts& facts : kLayouts) {
    if (facts.name == name) return &facts;
  }
  return nullptr;
}

void begin_layout(Layout layout, std::string& out) {
  using layout::Form;
  switch (layout) {
    case Layout::csv:
      write_csv_header(out, {});
      break;
    case Layout::icews:
      layout::header(out, Form::tabs, layout::kIcewsColumns);
      break;
    case Layout::polecat:
      layout::header(out, Form::tabs, layout::kPolecatColumns);
      break;
    case Layout::ged:
      layout::header(out, Form::rfc4180, layout::kGedColumns);
      break;
    case Layout::acled:
      layout::header(out, Form::rfc4180, layout::kAcledColumns);
      break;
    case Layout::geojson:
      out += R"({"type":"FeatureCollection","features":[)";
      break;
    default:  // GDELT and Phoenix have no header
      break;
  }
}

void end_layout(Layout layout, std::string& out) {
  if (layout == Layout::geojson) out += "\n]}\n";
}

std::size_t append_event(Layout layout, std::string& out, const ExportRow& row, bool first) {
  switch (layout) {
    case Layout::jsonl:
      return append_jsonl(out, row);
    case Layout::plover:
      return layout::append_plover(out, row);
    case Layout::csv:
      return append_csv(out, row);
    case Layout::gdelt:
      return layout::append_gdelt(out, row);
    case Layout::gdelt_mentions:
      return layout::append_gdelt_mentions(out, row);
    case Layout::icews:
      return layout::append_icews(out, row);
    case Layout::polecat:
      return layout::append_polecat(out, row);
    case Layout::phoenix:
      return layout::append_phoenix(out, row);
    case Layout::ged:
      return layout::append_ged(out, row);
    case Layout::acled:
      return layout::append_acled(out, row);
    case Layout::geojson:
      return layout::append_geojson(out, row, first);
    case Layout::gexf:
    case Layout::brat:
    case Layout::conllu:
      break;
  }
  return 0;
}

}  // namespace khaldun
