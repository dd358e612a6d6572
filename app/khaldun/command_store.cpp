#include <algorithm>
#include <map>
#include <set>

#include "app/khaldun/commands.h"
#include "app/khaldun/listing.h"
#include "app/khaldun/output.h"
#include "app/khaldun/store_of.h"
#include "khaldun/ledger/claims.h"
#include "khaldun/ledger/processes.h"
#include "khaldun/lexicon/lexicon.h"
#include "khaldun/showing/json.h"
#include "khaldun/showing/ledger.h"

namespace khaldun::app {
namespace {

/// The store and lexicon that a command reads, and what it restricts itself to.
struct View {
  Store store;
  Lexicon lexicon;
  EventFilter filter;
  PartyFilter parties;
};

Result<View> view_of(const Call& call) {
  KHALDUN_TRY(EventFilter filter, filter_of(call));  // what is wrong with the flags before what is wrong with the store
  KHALDUN_TRY(Store store, store_of(call, Store::Access::read));
  KHALDUN_TRY(Lexicon lexicon, lexicon_of(call));
  return View{std::move(store), std::move(lexicon), std::move(filter), parties_of(call)};
}

std::string names(const std::vector<Who>& all) {
  std::string out;
  for (const Who& who : all) out += (out.empty() ? "" : "; ") + short_name(who);
  return out;
}

std::string joined(const std::vector<std::string>& all, std::string_view between) {
  std::string out;
  for (const auto& one : all) out += (out.empty() ? "" : std::string(between)) + one;
  return out;
}

/// There are names, and each is the key, bloc or code of a party of the store.
Result<bool> by_key(const Store& store, const PartyFilter& parties) {
  if (parties.all.empty()) return false;
  std::set<std::string> left;
  for (const auto& name : parties.all) left.insert(lower(name));
  KHALDUN_DO(store.parties([&](const PartyRow& row) {
    for (const auto part : {row.entity, row.bloc, row.code}) left.erase(lower(part));
  }));
  return left.empty();
}

}  // namespace

int run_events(const Call& call) {
  auto view = view_of(call);
  if (!view) return refuse(view.error());
  Listing listing(call, {"id", "date", "type", "mode", "status", "actor", "recipient", "place", "doc", "text"});
  const auto choice = choice_of(call, view.value().store, view.value().lexicon);
  if (!choice) return refuse(choice.error(), exit_failure);
  AssertionReader reader;
  const auto done = view.value().store.events(choice.value(), [&](const EventRow& row) {
    if (listing.wants_json()) {
      return listing.add({}, call.has("no-text") ? std::string(row.record) + "\n" : with_text(row.record, row.sentence_text) + "\n");
    }
    const auto read = reader.read(row.record);
    if (!read) return;
    const Assertion& t = read.value();
    listing.add({std::string(row.id), shown_days(t), t.type, joined(t.modes, ";"), std::string(status_of(t)), names(t.actors),
                 names(t.recipients), t.place.empty() ? t.country : t.place, std::string(row.doc), t.text}, {});
  });
  if (!done) return refuse(done.error(), exit_failure);
  return listing.finish("no events fit");
}

int run_processes(const Call& call) {
  const auto on = day_of(call, "on");
  if (!on) return refuse(on.error(), exit_usage);
  auto view = view_of(call);
  if (!view) return refuse(view.error());
  EventFilter filter = view.value().filter;
  filter.process_only = filter.no_sentences = true;
  Processes processes(view.value().lexicon);
  const auto done = each_document(view.value().store, view.value().lexicon, filter,
                                  [&](std::vector<Assertion>&& document) { processes.add(document); });
  if (!done) return refuse(done.error(), exit_failure);
  std::optional<Day> when = on.value();
  if (!when) when = filter.known;
  if (!when) {
    // The newest document's day: what is long silent is not known any more.
    const auto newest = view.value().store.query("SELECT max(published) FROM documents", [](const auto&) {}, [&](const Store::Row& row) {
      when = parse_day(row.front().value_or(""));
    });
    if (!newest) return refuse(newest.error(), exit_failure);
  }
  Listing listing(call, {"kind", "parties", "committed", "state", "since", "contested", "mediators", "readings"});
  const std::string kind = call.value("kind"), by = call.value("according-to");
  for (ProcessState& p : processes.on(when)) {
    if (!kind.empty() && p.kind != kind) continue;
    if (!view.value().parties.fits(p.parties)) continue;
    if (!by.empty()) {
      const auto reading = std::find_if(p.readings.begin(), p.readings.end(), [&](const Reading& r) {
        return r.by == by || r.by == "state-" + by;
      });
      if (reading == p.readings.end()) continue;
      p.consolidated.state = reading->state;
      p.consolidated.since = reading->since;
      p.consolidated.since_precision = reading->since_precision;
    }
    std::string readings;
    for (const Reading& r : p.readings) readings += (readings.empty() ? "" : "; ") + (r.by.empty() ? "writers" : r.by) + ": " + r.state;
    std::string json;
    write_process(json, p);
    listing.add({p.kind, joined(p.parties, "; "), p.committed, p.consolidated.state,
                 day_words(p.consolidated.since, p.consolidated.since_precision), p.contested ? "contested" : "",
                 joined(p.mediators, "; "), readings},
                json);
  }
  return listing.finish("no process is known");
}

int run_claims(const Call& call) {
  auto view = view_of(call);
  if (!view) return refuse(view.error());
  EventFilter filter = view.value().filter;
  // Parties asked for by their key or code are found in the store; words of the text only in the records.
  const auto keyed = by_key(view.value().store, view.value().parties);
  if (!keyed) return refuse(keyed.error(), exit_failure);
  if (keyed.value()) {
    auto choice = choice_of(call, view.value().store, view.value().lexicon);
    if (!choice) return refuse(choice.error(), exit_failure);
    filter = std::move(choice).value();
  }
  filter.known.reset();
  filter.claims_only = filter.no_sentences = true;
  Claims claims;
  const auto done = each_document(view.value().store, view.value().lexicon, filter,
                                  [&](std::vector<Assertion>&& document) { claims.add(std::move(document)); });
  if (!done) return refuse(done.error(), exit_failure);
  Listing listing(call, {"proposition", "type", "actor", "recipient", "contested", "who holds what", "text"});
  claims.each_as_known_on(view.value().filter.known, [&](Claim&& c) {
    if (call.has("contested") && !c.contested) return;
    Assertion told;
    told.actors = c.actors, told.recipients = c.recipients;
    if (!view.value().parties.fits(told)) return;
    std::string readings;
    for (const Stand& s : c.readings) readings += (readings.empty() ? "" : "; ") + (s.by.empty() ? "writers" : s.by) + " " + s.stance;
    std::string json;
    write_claim(json, c);
    listing.add({c.proposition, c.event_type, names(c.actors), names(c.recipients), c.contested ? "contested" : "", readings, c.text}, json);
  });
  return listing.finish("no claims are known");
}

int run_query(const Call& call) {
  auto store = store_of(call, Store::Access::read);
  if (!store) return refuse(store.error());
  std::vector<std::string> head;
  std::vector<Store::Row> rows;
  const auto done = store.value().query(
      call.arguments.front(), [&](const std::vector<std::string>& names_) { head = names_; },
      [&](const Store::Row& row) { rows.push_back(row); });
  if (!done) return refuse(done.error(), exit_usage);
  Listing listing(call, head);
  for (const auto& row : rows) {
    std::string json;
    json::Writer writer(json);
    writer.begin_object();
    std::vector<std::string> cells;
    for (std::size_t i = 0; i < row.size(); ++i) {
      std::string key;
      json::append_string(key, head[i]);
      writer.key(std::string_view(key).substr(1, key.size() - 2));
      row[i] ? writer.string(*row[i]) : writer.null();
      cells.push_back(row[i].value_or(""));
    }
    writer.end_object();
    listing.add(std::move(cells), json + "\n");
  }
  return listing.finish("no rows");
}

}  // namespace khaldun::app
