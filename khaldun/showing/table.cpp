#include <algorithm>
#include <array>

#include "khaldun/showing/show.h"

namespace khaldun {
namespace {

/// Widths of the columns; together with the blanks between them they fill the line.
struct Columns {
  unsigned date = 10, event = 18, status = 20, actor = 20, recipient = 20, place = 10;
};

Columns columns(unsigned width) {
  Columns c;
  width = std::max(width, 60U);
  const unsigned rest = width - c.date - 5 * 2;  // five gaps of two blanks
  c.event = std::clamp(rest * 18 / 100, 10U, 24U);
  c.status = rest * 23 / 100;
  c.place = rest * 12 / 100;
  c.actor = (rest - c.event - c.status - c.place) / 2;
  c.recipient = rest - c.event - c.status - c.place - c.actor;
  return c;
}

void cell(std::string& out, std::string_view text, unsigned width, std::string_view colour = {}) {
  const std::string shown = fit(text, width);
  if (!colour.empty()) out += colour;
  out += shown;
  if (!colour.empty()) out += "\x1b[0m";
  out.append(width - std::min(width, display_width(shown)), ' ');
}

void end_line(std::string& out) {
  while (!out.empty() && out.back() == ' ') out.pop_back();
  out += '\n';
}

std::string event_words(const Record& r) {
  std::string words = r.event_type;
  for (const std::string& mode : r.modes) words += (&mode == &r.modes.front() ? "/" : ",") + mode;
  return words;
}

/// A day, or as much of it as is known.
std::string date_words(const Record& r) {
  if (!r.date || r.date_precision == "unknown") return "";
  std::string iso = to_iso(*r.date);
  if (r.date_precision == "month" || r.date_precision == "season") iso.resize(7);
  if (r.date_precision == "year") iso.resize(4);
  return iso;
}

std::string place_words(const Record& r) {
  if (!r.place) return "";
  return !r.place->resolved.empty() ? r.place->resolved : r.place->extracted;
}

std::string_view status_colour(const Record& r, const TableOptions& options) {
  if (!options.colour) return {};
  if ((r.auxiliary & aux_negation) != 0) return "\x1b[31m";
  if ((r.auxiliary & aux_hypothetical) != 0) return "\x1b[35m";
  if ((r.auxiliary & aux_future) != 0) return "\x1b[36m";
  if (!r.attribution.empty()) return "\x1b[33m";
  return "\x1b[32m";
}

}  // namespace

void write_table_header(std::string& out, const TableOptions& options) {
  const Columns c = columns(options.width);
  const std::array<std::pair<std::string_view, unsigned>, 6> heads = {{{"date", c.date},
                                                                       {"event", c.event},
                                                                       {"status", c.status},
                                                                       {"actor", c.actor},
                                                                       {"recipient", c.recipient},
                                                                       {"place", c.place}}};
  for (const auto& [head, width] : heads) {
    cell(out, head, width);
    out += "  ";
  }
  end_line(out);
  for (const auto& head : heads) {
    for (unsigned i = 0; i < head.second; ++i) out += "─";
    out += "  ";
  }
  end_line(out);
}

void write_table(std::string& out, const std::vector<Record>& records, const Document& document,
                 const TableOptions& options) {
  if (records.empty()) return;
  const Columns c = columns(options.width);
  const Source& source = document.source();
  std::string head = source.id;
  if (source.published) head += "  " + to_iso(*source.published);
  if (!document.title().empty()) head += "  " + std::string(document.title());
  cell(out, head, std::max(options.width, 60U), options.colour ? "\x1b[1m" : "");
  end_line(out);
  for (const Record& r : records) {
    cell(out, date_words(r), c.date);
    out += "  ";
    cell(out, event_words(r), c.event);
    out += "  ";
    cell(out, status_words(r), c.status, status_colour(r, options));
    out += "  ";
    cell(out, party_words(r.actors), c.actor);
    out += "  ";
    cell(out, party_words(r.recipients), c.recipient);
    out += "  ";
    cell(out, place_words(r), c.place);
    end_line(out);
  }
}

}  // namespace khaldun
