#include <algorithm>
#include <map>

#include "app/khaldun/commands.h"
#include "app/khaldun/listing.h"
#include "app/khaldun/output.h"
#include "app/khaldun/store_of.h"
#include "khaldun/ledger/linking.h"
#include "khaldun/ledger/series.h"
#include "khaldun/lexicon/lexicon.h"
#include "khaldun/showing/ledger.h"

namespace khaldun::app {
namespace {

struct Told {
  std::vector<Assertion> all;
  std::vector<Happening> happenings;
};

/// Everything that passes the filters, linked.
Result<Told> told_of(const Call& call, const Store& store) {
  KHALDUN_TRY(const EventFilter filter, filter_of(call));
  KHALDUN_TRY(const Lexicon lexicon, lexicon_of(call));
  const PartyFilter parties = parties_of(call);
  Told told;
  KHALDUN_DO(each_document(store, lexicon, filter, [&](std::vector<Assertion>&& document) {
    for (Assertion& one : document) {
      if (parties.fits(one)) told.all.push_back(std::move(one));
    }
  }));
  told.happenings = link_events(told.all);
  return told;
}

std::string shown_days(const Assertion& told) {
  if (told.first && told.last && told.first != told.last && told.precision != "month" && told.precision != "year") {
    return to_iso(*told.first) + "/" + to_iso(*told.last);
  }
  return day_words(told.first, told.precision);
}

int list_months(const Call& call, const Store& store, const Told& told, Period period, bool surges) {
  std::vector<Day> published;
  if (const auto done = store.query("SELECT published FROM documents WHERE published IS NOT NULL", [](const auto&) {},
                                    [&](const Store::Row& row) {
                                      if (const auto day = parse_day(row.front().value_or(""))) published.push_back(*day);
                                    });
      !done) {
    return refuse(done.error());
  }
  Listing listing(call, {"period", "actor", "recipient", "events", "violent", "dead_low", "dead_best", "dead_high", "documents", "surge"});
  for (const Cell& cell : count_dyads(told.all, told.happenings, published, period, surges)) {
    std::string json;
    write_cell(json, cell);
    listing.add({cell.period, cell.actor, cell.recipient, std::to_string(cell.events), std::to_string(cell.violent),
                 std::to_string(cell.deaths.low), std::to_string(cell.deaths.best), std::to_string(cell.deaths.high),
                 std::to_string(cell.documents), cell.surge > 0 ? "rises" : cell.surge < 0 ? "falls" : ""},
                json);
  }
  return listing.finish("no events fit");
}

}  // namespace

int run_timeline(const Call& call) {
  const auto store = store_of(call, Store::Access::read);
  if (!store) return refuse(store.error());
  const auto told = told_of(call, store.value());
  if (!told) return refuse(told.error());
  const auto& all = told.value().all;
  if (call.value("by") == "month") return list_months(call, store.value(), told.value(), Period::month, true);
  std::vector<const Happening*> order;
  for (const Happening& happening : told.value().happenings) order.push_back(&happening);
  std::stable_sort(order.begin(), order.end(), [&](const Happening* a, const Happening* b) {
    const auto rank = [&](const Happening* h) {
      const Assertion& t = all[h->reports.front()];
      const auto day = t.first ? t.first : t.last ? t.last : t.told;
      return std::make_tuple(day.has_value(), day.value_or(Day{}));
    };
    return rank(a) < rank(b);
  });
  Listing listing(call, {"date", "lane", "type", "status", "actor", "recipient", "place", "dead", "reports", "text"});
  const std::string lane = call.value("lane");
  for (const Happening* happening : order) {
    const Assertion& head = all[happening->reports.front()];
    if (!lane.empty() && lane != lane_of(head)) continue;
    const auto deaths = deaths_of(all, *happening);
    std::string json;
    write_happening(json, all, *happening);
    const std::string dead = !deaths ? "" : deaths->low == deaths->high ? std::to_string(deaths->low)
                                          : std::to_string(deaths->low) + "-" + std::to_string(deaths->high);
    listing.add({shown_days(head), std::string(lane_of(head)), head.type, std::string(status_of(head)), short_names(head.actors),
                 short_names(head.recipients), head.place.empty() ? head.country : head.place, dead,
                 std::to_string(happening->reports.size()), head.text},
                json);
  }
  return listing.finish("no events fit");
}

int run_dyads(const Call& call) {
  const auto store = store_of(call, Store::Access::read);
  if (!store) return refuse(store.error());
  const auto told = told_of(call, store.value());
  if (!told) return refuse(told.error());
  const std::map<std::string, Period> kPeriods = {{"day", Period::day}, {"month", Period::month}, {"year", Period::year}, {"all", Period::all}};
  const auto period = kPeriods.find(call.value("by", "year"));
  return list_months(call, store.value(), told.value(), period == kPeriods.end() ? Period::year : period->second, false);
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
