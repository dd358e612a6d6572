#include <algorithm>
#include <array>
#include <cstdlib>
#include <iostream>
#include <map>
#include <vector>

#include "app/khaldun/commands.h"
#include "app/khaldun/listing.h"
#include "app/khaldun/output.h"
#include "app/khaldun/review_fields.h"
#include "app/khaldun/store_of.h"
#include "khaldun/showing/json.h"
#include "khaldun/showing/ledger.h"

namespace khaldun::app {
namespace {

struct Waiting {
  std::string id, doc, published, sentence;
  Assertion told;
  double doubt = 0;
};

/// What nobody has decided on, the most doubtful first; violence and processes count double.
std::vector<Waiting> queue_of(const Store& store, const EventFilter& filter, const std::map<std::string, Store::Review>& decided) {
  std::vector<Waiting> out;
  AssertionReader reader;
  const auto done = store.events(filter, [&](const EventRow& row) {
    if (decided.count(std::string(row.id)) > 0) return;
    auto told = reader.read(row.record);
    if (!told) return;
    Waiting waiting{std::string(row.id), std::string(row.doc), std::string(row.published), std::string(row.sentence_text),
                    std::move(told).value(), 0};
    const bool weighty = waiting.told.type == "ASSAULT" || !waiting.told.process.empty();
    waiting.doubt = (1 - waiting.told.confidence) * (weighty ? 2 : 1);
    out.push_back(std::move(waiting));
  });
  if (!done) say(done.error().text());
  std::stable_sort(out.begin(), out.end(), [](const Waiting& a, const Waiting& b) { return a.doubt > b.doubt; });
  return out;
}

/// The latest decision on each event.
std::map<std::string, Store::Review> latest(const std::vector<Store::Review>& reviews) {
  std::map<std::string, Store::Review> out;
  for (const auto& review : reviews) out[review.event] = review;
  return out;
}

std::string reader_name(const Call& call) {
  const std::string given = call.value("by");
  if (!given.empty()) return given;
  const char* user = std::getenv("USER");
  return user == nullptr ? "" : user;
}

/// The id that starts so, if only one does.
Result<std::string> whole_id(const Store& store, const std::string& start) {
  EventFilter filter;
  filter.id = start;
  std::vector<std::string> ids;
  KHALDUN_DO(store.events(filter, [&](const EventRow& row) { ids.emplace_back(row.id); }));
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  if (ids.size() == 1) return ids.front();
  return Error{Fault::bad_value, start + (ids.empty() ? ": no event has that id" : ": more than one event's id starts so"), "", 0, 0};
}

int decide(Store& store, Store::Review review) {
  const auto id = whole_id(store, review.event);
  if (!id) return refuse(id.error(), exit_usage);
  review.event = id.value();
  if (review.decision == "undo") {
    const auto standing = store.reviews();
    if (!standing) return refuse(standing.error(), exit_failure);
    if (std::none_of(standing.value().begin(), standing.value().end(), [&](const auto& r) { return r.event == review.event; })) {
      return refuse({Fault::bad_value, review.event + ": nothing was decided on that event", "", 0, 0}, exit_usage);
    }
  }
  if (const auto done = store.add_review(review); !done) return refuse(done.error(), exit_failure);
  return exit_done;
}

/// Accepted and corrected records, as gold: the record as it was coded, with `review`, its decisions.
int export_gold(const Call& call, const Store& store, const std::vector<Store::Review>& reviews) {
  std::map<std::string, std::vector<const Store::Review*>> by_event;
  for (const auto& review : reviews) by_event[review.event].push_back(&review);
  Listing listing(call, {"event", "decision", "field", "value", "by", "note"});
  const auto done = store.events({}, [&](const EventRow& row) {
    const auto found = by_event.find(std::string(row.id));
    if (found == by_event.end() || found->second.back()->decision == "reject") return;
    std::string record = with_text(row.record, row.sentence_text);
    record.pop_back();
    json::Writer json(record);
    record += ",\"review\":";
    json.begin_array();
    for (const auto* review : found->second) {
      json.begin_object();
      json.field("decision", review->decision);
      json.field("field", review->field);
      json.field("value", review->value);
      json.field("by", review->by);
      json.field("note", review->note);
      json.end_object();
    }
    json.end_array();
    const auto* last = found->second.back();
    listing.add({last->event, last->decision, last->field, last->value, last->by, last->note}, record + "}\n");
  });
  if (!done) return refuse(done.error(), exit_failure);
  return listing.finish("nothing has been accepted or corrected");
}

void show(const Waiting& w, std::size_t left) {
  std::cout << "\n" << w.doc << " " << w.published << "  (" << left << " left)\n  " << w.sentence << "\n  " << w.told.type;
  for (const auto& mode : w.told.modes) std::cout << "/" << mode;
  std::cout << "  [" << status_of(w.told) << "]  " << short_names(w.told.actors) << " -> " << short_names(w.told.recipients)
            << "  " << day_words(w.told.first, w.told.precision) << "  " << (w.told.place.empty() ? w.told.country : w.told.place)
            << "\n  words: " << w.told.text << "\n";
}

/// One decision a screen: a accept, r reject, c FIELD=VALUE correct, b back, s or Enter skip, q quit.
int interview(const Call& call, Store& store, const EventFilter& filter, const std::map<std::string, Store::Review>& decided) {
  const auto waiting = queue_of(store, filter, decided);
  const std::string by = reader_name(call);
  std::size_t made = 0;
  for (std::size_t i = 0; i < waiting.size(); ++i) {
    show(waiting[i], waiting.size() - i);
    std::cout << "a accept, r reject, c FIELD=VALUE correct, b back, s skip, q quit: " << std::flush;
    std::string line;
    if (!std::getline(std::cin, line) || line == "q") break;
    if (line == "b") {
      i = i < 2 ? static_cast<std::size_t>(-1) : i - 2;
      continue;
    }
    Store::Review review{waiting[i].id, "", "", "", by, ""};
    if (line == "a") review.decision = "accept";
    if (line == "r") review.decision = "reject";
    const auto equals = line.find('=');
    if (line.rfind("c ", 0) == 0 && equals != std::string::npos) {
      review.decision = "correct", review.field = line.substr(2, equals - 2), review.value = line.substr(equals + 1);
      if (!is_review_field(review.field)) {
        std::cout << "no field \"" << review.field << "\"\n";
        --i;
        continue;
      }
    }
    if (review.decision.empty()) continue;
    if (const auto done = store.add_review(review); !done) return refuse(done.error(), exit_failure);
    ++made;
  }
  say(std::to_string(made) + " decisions kept");
  return exit_done;
}

}  // namespace

int run_review(const Call& call) {
  const auto filter = filter_of(call);
  if (!filter) return refuse(filter.error(), exit_usage);
  const bool one = !call.arguments.empty();
  const int verdicts = static_cast<int>(call.has("accept")) + static_cast<int>(call.has("reject")) + static_cast<int>(call.has("set")) +
                       static_cast<int>(call.has("undo"));
  if (one != (verdicts == 1) || verdicts > 1) {
    say("name an event with one of --accept, --reject, --set FIELD=VALUE, --undo; or none, to go through the queue");
    return exit_usage;
  }
  auto store = store_of(call, one || !call.has("gold") ? Store::Access::write : Store::Access::read);
  if (!store) return refuse(store.error());
  if (one) {
    Store::Review review{call.arguments.front(), "correct", "", "", reader_name(call), call.value("note")};
    for (const char* verdict : {"accept", "reject", "undo"}) {
      if (call.has(verdict)) review.decision = verdict;
    }
    if (call.has("set")) {
      const std::string set = call.value("set");
      const auto equals = set.find('=');
      review.field = set.substr(0, equals);
      if (equals == std::string::npos || !is_review_field(review.field)) {
        say("--set: write FIELD=VALUE; fields are event_type mode actor recipient date enddate place status process");
        return exit_usage;
      }
      review.value = set.substr(equals + 1);
    }
    return decide(store.value(), std::move(review));
  }
  const auto reviews = store.value().reviews();
  if (!reviews) return refuse(reviews.error(), exit_failure);
  if (call.has("gold")) return export_gold(call, store.value(), reviews.value());
  return interview(call, store.value(), filter.value(), latest(reviews.value()));
}

}  // namespace khaldun::app
