#include "khaldun/ledger/series.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "khaldun/ledger/change_points.h"

namespace khaldun {
namespace {

std::string period_of(Day day, Period period) {
  switch (period) {
    case Period::day:
      return to_iso(day);
    case Period::month:
      return to_iso(day).substr(0, 7);
    case Period::year:
      return to_iso(day).substr(0, 4);
    case Period::all:
      break;
  }
  return "all";
}

std::string next_month(const std::string& month) {
  const auto first = parse_partial_day(month, true);
  return first ? to_iso(*first + std::chrono::days{1}).substr(0, 7) : month;
}

std::vector<std::string> names_in(std::string_view blocs) {
  std::vector<std::string> out;
  while (!blocs.empty()) {
    const auto end = std::min(blocs.find(';'), blocs.size());
    out.emplace_back(blocs.substr(0, end));
    blocs.remove_prefix(std::min(end + 1, blocs.size()));
  }
  return out;
}

bool happened(std::string_view status) {
  return status == "fact" || status == "claimed" || status == "past" || status == "disputed";
}

/// Ordered pairs of a happening; of a meeting or clash without recipient, all pairs of its parties; "" unknown.
std::vector<std::pair<std::string, std::string>> pairs_of(std::string_view actor_blocs, std::string_view recipient_blocs) {
  std::vector<std::pair<std::string, std::string>> out;
  auto actors = names_in(actor_blocs), recipients = names_in(recipient_blocs);
  if (recipients.empty() && actors.size() > 1) {
    for (auto a = actors.begin(); a != actors.end(); ++a) {
      for (auto b = std::next(a); b != actors.end(); ++b) out.emplace_back(*a, *b);
    }
    return out;
  }
  if (actors.empty()) actors.emplace_back();
  if (recipients.empty()) recipients.emplace_back();
  for (const auto& a : actors) {
    for (const auto& b : recipients) {
      if (a != b) out.emplace_back(a, b);
    }
  }
  return out;
}

/// Marks where violence changes in each pair's months, and fills the months in between.
std::vector<Cell> with_surges(const std::vector<Cell>& cells, const std::map<std::string, std::size_t>& read) {
  std::vector<Cell> out;
  for (auto first = cells.begin(); first != cells.end();) {
    auto last = first;
    while (last != cells.end() && last->actor == first->actor && last->recipient == first->recipient) ++last;
    std::vector<Cell> months;
    for (auto cell = first; cell != last; ++cell) {
      while (!months.empty() && next_month(months.back().period) < cell->period && months.back().period < "9999") {
        Cell quiet;
        quiet.period = next_month(months.back().period);
        quiet.actor = cell->actor, quiet.recipient = cell->recipient;
        const auto documents = read.find(quiet.period);
        quiet.documents = documents == read.end() ? 0 : documents->second;
        months.push_back(quiet);
      }
      months.push_back(*cell);
    }
    std::vector<double> violent;
    for (const Cell& month : months) violent.push_back(static_cast<double>(month.violent));
    const auto points = change_points(violent);
    // Stretches between the changes, each with its own rate.
    double before = 0;
    for (std::size_t i = 0; i <= points.size(); ++i) {
      const std::size_t from = i == 0 ? 0 : points[i - 1], to = i < points.size() ? points[i] : violent.size();
      double sum = 0;
      for (std::size_t n = from; n < to; ++n) sum += violent[n];
      const double rate = to > from ? sum / static_cast<double>(to - from) : 0;
      for (std::size_t n = from; n < to; ++n) months[n].rate = rate, months[n].rate_before = i == 0 ? rate : before;
      if (i > 0) months[from].surge = rate > before ? 1 : -1;
      before = rate;
    }
    out.insert(out.end(), months.begin(), months.end());
    first = last;
  }
  return out;
}

}  // namespace

std::string_view lane_of(const Assertion& told) { return lane_of(told.process, told.type); }

std::string_view lane_of(std::string_view process, std::string_view type) {
  for (const std::string_view lane : {"ceasefire", "talks", "agreement"}) {
    if (process.substr(0, process.find('.')) == lane) return lane;
  }
  if (type == "ASSAULT") return "violence";
  if (type == "COERCE") return "coercion";
  if (type == "PROTEST") return "protest";
  if (type == "MOBILIZE") return "mobilisation";
  if (type == "ACCUSE" || type == "REJECT") return "accusation";
  if (type == "THREATEN") return "threat";
  if (type == "SANCTION") return "sanction";
  if (type == "AID" || type == "COOPERATE") return "aid";
  if (type == "CONSULT") return "talks";
  if (type == "RETREAT" || type == "CONCEDE") return "concession";
  return "statement";
}

std::optional<Deaths> deaths_of(const std::vector<Assertion>& all, const Happening& happening) {
  std::optional<Deaths> out;
  std::optional<Day> told;
  for (const std::size_t n : happening.reports) {
    for (const Figure& figure : all[n].figures) {
      if (figure.what != "dead") continue;
      if (!out) out = Deaths{figure.low, figure.low, figure.high};
      out->low = std::min(out->low, figure.low);
      out->high = std::max(out->high, figure.high);
      // The latest figure; of figures of one day the most conservative (ACLED's rule for reports that differ).
      const bool later = !told || (all[n].told && *all[n].told > *told);
      if (later) {
        out->best = figure.low;
        told = all[n].told;
      } else if (all[n].told == told) {
        out->best = std::min(out->best, figure.low);
      }
    }
  }
  return out;
}

void DyadCount::add(const Outline& report, std::int64_t happening) {
  const auto [at, first] = happenings_.try_emplace(happening);
  Counted& counted = at->second;
  if (first) {
    counted.type = report.type, counted.status = report.status;
    counted.actors = report.actors, counted.recipients = report.recipients;
    if (pairing_ == Pairing::together) counted.lane = lane_of(report.process, report.type);
    counted.day = report.last ? report.last : report.told;
  }
  if (!report.deaths) return;
  const auto [low, high] = *report.deaths;
  if (!counted.deaths) {
    counted.deaths = Deaths{low, low, high};
  } else {
    counted.deaths->low = std::min(counted.deaths->low, low);
    counted.deaths->high = std::max(counted.deaths->high, high);
    // As deaths_of: the latest figure; of figures of one day the smaller.
    counted.deaths->best = report.told == counted.told ? std::min(counted.deaths->best, low) : low;
  }
  counted.told = report.told;
}

void DyadCount::count(Cell& cell, const Counted& counted) {
  ++cell.events;
  if (counted.type != "ASSAULT") return;
  ++cell.violent;
  if (!counted.deaths) return;
  cell.deaths.low += counted.deaths->low, cell.deaths.best += counted.deaths->best, cell.deaths.high += counted.deaths->high;
}

std::vector<Cell> DyadCount::cells(const std::map<Day, std::size_t>& published, bool surges) const {
  std::map<std::string, std::size_t> read;
  for (const auto& [day, documents] : published) read[period_of(day, period_)] += documents;
  std::map<std::tuple<std::string, std::string, std::string>, Cell> cells;
  const auto cell_of = [&](const std::string& actor, const std::string& recipient, const std::string& when) -> Cell& {
    Cell& cell = cells[{actor, recipient, when}];
    cell.period = when, cell.actor = actor, cell.recipient = recipient;
    return cell;
  };
  for (const auto& [number, counted] : happenings_) {
    if (!counted.day && period_ != Period::all) continue;
    const std::string when = period_ == Period::all ? "all" : period_of(*counted.day, period_);
    if (pairing_ == Pairing::together) {
      Cell& cell = cell_of("", "", when);
      ++cell.lanes[counted.lane];
      if (happened(counted.status)) count(cell, counted);
      continue;
    }
    if (!happened(counted.status)) continue;
    for (const auto& [actor, recipient] : pairs_of(counted.actors, counted.recipients)) count(cell_of(actor, recipient, when), counted);
  }
  std::vector<Cell> out;
  for (auto& [key, cell] : cells) {
    const auto documents = read.find(cell.period);
    cell.documents = documents == read.end() ? 0 : documents->second;
    out.push_back(cell);
  }
  return surges && period_ == Period::month ? with_surges(out, read) : out;
}

void PlaceCount::add(const std::vector<Assertion>& reports, const Happening& happening) {
  const Assertion& head = reports[happening.reports.front()];
  std::string key = head.country + '\n' + head.place + '\n' + std::to_string(head.resolution);
  // Towns of one name.
  if (head.lat && head.lon) key += '\n' + std::to_string(*head.lat) + '\n' + std::to_string(*head.lon);
  const auto [at, first] = cells_.try_emplace(key);
  PlaceCell& cell = at->second;
  if (first) {
    cell.place = head.place, cell.country = head.country, cell.resolution = head.resolution;
    cell.lat = head.lat, cell.lon = head.lon;
  }
  ++cell.lanes[std::string(lane_of(head))];
  if (!happened(status_of(head))) return;
  ++cell.events;
  if (head.first && (!cell.first || *head.first < *cell.first)) cell.first = head.first;
  const auto end = head.last ? head.last : head.first;
  if (end && (!cell.last || *cell.last < *end)) cell.last = end;
  if (head.type != "ASSAULT") return;
  ++cell.violent;
  const auto deaths = deaths_of(reports, happening);
  if (deaths) cell.deaths.low += deaths->low, cell.deaths.best += deaths->best, cell.deaths.high += deaths->high;
}

std::vector<PlaceCell> PlaceCount::cells() const {
  std::vector<PlaceCell> out;
  for (const auto& [key, cell] : cells_) out.push_back(cell);
  // The map has them by country and place.
  std::stable_sort(out.begin(), out.end(), [](const PlaceCell& a, const PlaceCell& b) { return a.events > b.events; });
  return out;
}

}  // namespace khaldun
