#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <functional>
#include <map>
#include <set>
#include <tuple>

#include "app/khaldun/commands.h"
#include "app/khaldun/listing.h"
#include "app/khaldun/output.h"
#include "app/khaldun/settling.h"
#include "app/khaldun/store_of.h"
#include "khaldun/base/distance.h"
#include "khaldun/ledger/linking.h"
#include "khaldun/ledger/series.h"
#include "khaldun/lexicon/lexicon.h"
#include "khaldun/showing/ledger.h"

namespace khaldun::app {
namespace {

/// Kilometres of --near if it names none.
constexpr double kNearby = 25;

struct View {
  Store store;
  Lexicon lexicon;
  EventFilter filter;
};

Result<View> view_of(const Call& call) {
  KHALDUN_DO(filter_of(call));
  KHALDUN_TRY(Store store, store_of(call, Store::Access::read));
  KHALDUN_TRY(Lexicon lexicon, lexicon_of(call));
  KHALDUN_TRY(EventFilter filter, choice_of(call, store, lexicon));
  return View{std::move(store), std::move(lexicon), std::move(filter)};
}

/// A line of the time line, with what it is sorted by.
struct Line {
  bool dated = false;
  Day day{};
  std::optional<Day> told;
  std::string doc, id;
  std::uint32_t sentence = 0;
  std::vector<std::string> cells;
  std::string json;
  [[nodiscard]] auto order() const {
    return std::make_tuple(dated, day, told.has_value(), told.value_or(Day{}), std::string_view(doc), sentence, std::string_view(id));
  }
};

/// `reports` of one event, in the order of telling.
Line line_of(const std::vector<Assertion>& reports, const Happening& happening, bool json) {
  const Assertion& head = reports.front();
  Line line;
  const auto day = head.first ? head.first : head.last ? head.last : head.told;
  line.dated = day.has_value(), line.day = day.value_or(Day{});
  line.told = head.told, line.doc = head.doc, line.sentence = head.sentence, line.id = head.id;
  if (json) {
    write_happening(line.json, reports, happening);
    return line;
  }
  const auto deaths = deaths_of(reports, happening);
  const std::string dead = !deaths ? "" : deaths->low == deaths->high ? std::to_string(deaths->low)
                                        : std::to_string(deaths->low) + "-" + std::to_string(deaths->high);
  line.cells = {shown_days(head), std::string(lane_of(head)), head.type, std::string(status_of(head)), short_names(head.actors),
                short_names(head.recipients), head.place.empty() ? head.country : head.place, dead, std::to_string(reports.size()), head.text};
  return line;
}

/// --near: within so many kilometres of a point.
struct Around {
  double lat = 0, lon = 0, km = 0;
  [[nodiscard]] bool holds(const Assertion& told) const { return told.lat && told.lon && kilometres(lat, lon, *told.lat, *told.lon) <= km; }
};

Result<std::optional<Around>> around_of(const Call& call) {
  const std::string text = call.value("near");
  if (text.empty()) return std::optional<Around>();
  const auto wrong = [&] { return Error{Fault::bad_value, "--near takes LAT,LON or LAT,LON,KM in degrees and kilometres, not \"" + text + "\"", "", 0, 0}; };
  std::vector<double> numbers;
  const char* const end = text.data() + text.size();
  for (const char* at = text.data(); at <= end; ++at) {
    const auto [after, fault] = std::from_chars(at, end, numbers.emplace_back());
    if (fault != std::errc() || (after != end && *after != ',')) return wrong();
    at = after;
  }
  const bool fits = (numbers.size() == 2 || numbers.size() == 3) && std::abs(numbers[0]) <= 90 && std::abs(numbers[1]) <= 180 &&
                    (numbers.size() == 2 || (numbers[2] >= 0 && std::isfinite(numbers[2])));
  if (!fits) return wrong();
  return std::optional<Around>({numbers[0], numbers[1], numbers.size() == 3 ? numbers[2] : kNearby});
}

using Give = std::function<void(const std::vector<Assertion>& reports, const Happening& happening)>;

/// Everything that passes the filters, linked: `give` gets the reports of one event, in the order of telling; those with
/// one report as they come.
Result<Done> each_happening(const View& view, const Call& call, const Give& give) {
  KHALDUN_TRY(const std::optional<Around> around, around_of(call));
  const std::string lane = call.value("lane");
  KHALDUN_TRY(const Links links, links_of(view.store, view.lexicon, view.filter.known));
  std::set<std::int64_t> firsts;
  for (const auto& [row, first] : links) firsts.insert(first.first);
  std::map<std::int64_t, std::vector<Assertion>> together;
  std::vector<Assertion> one(1);
  const auto wanted = [&](const Assertion& told) { return (lane.empty() || lane == lane_of(told)) && (!around || around->holds(told)); };
  KHALDUN_DO(each_document(view.store, view.lexicon, view.filter, [&](std::vector<Assertion>&& document) {
    for (Assertion& told : document) {
      const auto link = links.find(told.row);
      const std::int64_t first = link == links.end() ? told.row : link->second.first;
      if (link != links.end() || firsts.count(first) > 0) {
        together[first].push_back(std::move(told));
      } else if (wanted(told)) {
        one.front() = std::move(told);
        give(one, {{0}, {}});
      }
    }
  }));
  for (auto& [first, reports] : together) {
    std::sort(reports.begin(), reports.end(), told_before);
    if (!wanted(reports.front())) continue;
    Happening happening;
    for (std::size_t i = 0; i < reports.size(); ++i) {
      happening.reports.push_back(i);
      // The first told may be hidden by a filter: then there is no reason for the next one.
      const auto link = links.find(reports[i].row);
      if (i > 0) happening.why.push_back(link == links.end() ? std::string() : link->second.second);
    }
    give(reports, happening);
  }
  return Done{};
}

Result<std::vector<Line>> lines_of(const View& view, const Call& call, bool json) {
  std::vector<Line> lines;
  KHALDUN_DO(each_happening(view, call, [&](const std::vector<Assertion>& reports, const Happening& happening) {
    lines.push_back(line_of(reports, happening, json));
  }));
  std::sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.order() < b.order(); });
  return lines;
}

int list_places(const Call& call, const View& view) {
  PlaceCount count;
  const auto counted = each_happening(view, call, [&](const std::vector<Assertion>& reports, const Happening& happening) { count.add(reports, happening); });
  if (!counted) return refuse(counted.error());
  Listing listing(call, {"place", "country", "resolution", "lat", "lon", "events", "violent", "dead_low", "dead_best", "dead_high", "first", "last"});
  const auto degrees = [](std::optional<double> value) {
    std::array<char, 32> text{};
    return value ? std::string(text.data(), std::to_chars(text.begin(), text.end(), *value, std::chars_format::fixed, 5).ptr) : std::string();
  };
  for (const PlaceCell& cell : count.cells()) {
    std::string json;
    write_place(json, cell);
    listing.add({cell.place, cell.country, std::to_string(cell.resolution), degrees(cell.lat), degrees(cell.lon), std::to_string(cell.events),
                 std::to_string(cell.violent), std::to_string(cell.deaths.low), std::to_string(cell.deaths.best),
                 std::to_string(cell.deaths.high), cell.first ? to_iso(*cell.first) : "", cell.last ? to_iso(*cell.last) : ""},
                json);
  }
  return listing.finish("no events fit");
}

int list_periods(const Call& call, const Store& store, const Lexicon& lexicon, const EventFilter& filter, Period period, bool surges) {
  // What an ingest settled stands in the events themselves.
  const auto settled = store.settled(Store::kLinks);
  if (!settled) return refuse(settled.error());
  const auto links = settled.value() ? Result<Links>(Links()) : links_of(store, lexicon, filter.known);
  if (!links) return refuse(links.error());
  const Pairing pairing = call.has("together") ? Pairing::together : Pairing::pairs;
  DyadCount count(period, pairing);
  const auto counted = store.outlines(filter, [&](const Outline& report) {
    if (settled.value()) return count.add(report, report.happening);
    const auto link = links.value().find(report.number);
    count.add(report, link == links.value().end() ? report.number : link->second.first);
  });
  if (!counted) return refuse(counted.error());
  std::map<Day, std::size_t> published;
  if (const auto done = store.query("SELECT published, count(*) FROM documents WHERE published IS NOT NULL GROUP BY published", [](const auto&) {},
                                    [&](const Store::Row& row) {
                                      const auto day = parse_day(row[0].value_or(""));
                                      const auto documents = whole_number(row[1].value_or(""), 0, 1L << 60);
                                      if (day && documents) published[*day] += static_cast<std::size_t>(*documents);
                                    });
      !done) {
    return refuse(done.error());
  }
  Listing listing(call, {"period", "actor", "recipient", "events", "violent", "dead_low", "dead_best", "dead_high", "documents", "surge"});
  for (const Cell& cell : count.cells(published, surges)) {
    std::string json;
    surges ? write_month(json, cell, pairing) : write_cell(json, cell, pairing);
    listing.add({cell.period, cell.actor, cell.recipient, std::to_string(cell.events), std::to_string(cell.violent),
                 std::to_string(cell.deaths.low), std::to_string(cell.deaths.best), std::to_string(cell.deaths.high),
                 std::to_string(cell.documents), cell.surge > 0 ? "rises" : cell.surge < 0 ? "falls" : ""},
                json);
  }
  return listing.finish("no events fit");
}

}  // namespace

int run_timeline(const Call& call) {
  const auto view = view_of(call);
  if (!view) return refuse(view.error());
  const auto& [store, lexicon, filter] = view.value();
  if (call.value("by") == "place") return list_places(call, view.value());
  if (call.value("by") == "day") return list_periods(call, store, lexicon, filter, Period::day, false);
  if (call.value("by") == "month") return list_periods(call, store, lexicon, filter, Period::month, true);
  Listing listing(call, {"date", "lane", "type", "status", "actor", "recipient", "place", "dead", "reports", "text"});
  auto lines = lines_of(view.value(), call, listing.wants_json());
  if (!lines) return refuse(lines.error());
  for (Line& line : lines.value()) listing.add(std::move(line.cells), std::move(line.json));
  return listing.finish("no events fit");
}

int run_dyads(const Call& call) {
  const auto view = view_of(call);
  if (!view) return refuse(view.error());
  const auto& [store, lexicon, filter] = view.value();
  const std::map<std::string, Period> kPeriods = {{"day", Period::day}, {"month", Period::month}, {"year", Period::year}, {"all", Period::all}};
  const auto period = kPeriods.find(call.value("by", "year"));
  return list_periods(call, store, lexicon, filter, period == kPeriods.end() ? Period::year : period->second, false);
}

int run_diff(const Call& call) {
  const auto store = store_of(call, Store::Access::read);
  if (!store) return refuse(store.error());
  const auto earlier = whole_number(call.arguments[0], 1, 1000000), later = whole_number(call.arguments[1], 1, 1000000);
  if (!earlier || !later) return refuse({Fault::bad_value, "a run is a number: khaldun query \"SELECT * FROM runs\" lists them", "", 0, 0});
  // Ids change with the lexicon: the same event is known by its words.
  using Place = std::tuple<std::string, std::uint32_t, std::uint32_t>;
  std::map<Place, std::pair<std::vector<Assertion>, std::vector<Assertion>>> both;
  AssertionReader reader;
  for (const bool first : {true, false}) {
    const auto done = store.value().run_events(first ? *earlier : *later, [&](const EventRow& row) {
      auto told = reader.read(row.record);
      if (!told) return;
      const Assertion& t = told.value();
      auto& pair = both[{std::string(row.doc), t.sentence, t.start.value_or(0)}];
      (first ? pair.first : pair.second).push_back(std::move(told).value());
    });
    if (!done) return refuse(done.error());
  }
  Listing listing(call, {"change", "doc", "sentence", "field", "was", "is", "text"});
  const auto add = [&](std::string_view change, const Assertion& t, std::string_view field, const std::string& was, const std::string& is) {
    std::string json;
    write_change(json, change, t, field, was, is);
    listing.add({std::string(change), t.doc, std::to_string(t.sentence), std::string(field), was, is, t.text}, json);
  };
  const auto whole = [](const Assertion& t) { return t.type + " " + short_names(t.actors) + " -> " + short_names(t.recipients); };
  for (const auto& [place, pair] : both) {
    const std::size_t n = std::min(pair.first.size(), pair.second.size());
    for (std::size_t i = 0; i < n; ++i) {
      const Assertion &was = pair.first[i], &is = pair.second[i];
      const auto compare = [&](std::string_view field, const std::string& a, const std::string& b) {
        if (a != b) add("changed", is, field, a, b);
      };
      compare("event_type", was.type, is.type);
      compare("mode", was.modes.empty() ? "" : was.modes.front(), is.modes.empty() ? "" : is.modes.front());
      compare("actor", short_names(was.actors), short_names(is.actors));
      compare("recipient", short_names(was.recipients), short_names(is.recipients));
      compare("status", std::string(status_of(was)), std::string(status_of(is)));
      compare("date", shown_days(was), shown_days(is));
      compare("place", was.place + " " + was.country, is.place + " " + is.country);
      compare("process", was.process + "." + was.transition, is.process + "." + is.transition);
    }
    for (std::size_t i = n; i < pair.first.size(); ++i) add("went", pair.first[i], "", whole(pair.first[i]), "");
    for (std::size_t i = n; i < pair.second.size(); ++i) add("came", pair.second[i], "", "", whole(pair.second[i]));
  }
  return listing.finish("nothing changed between the two runs");
}

}  // namespace khaldun::app
