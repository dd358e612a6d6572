#include "app/khaldun/actor_list.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "khaldun/ledger/assertion.h"
#include "khaldun/lexicon/lexicon.h"
#include "khaldun/showing/json.h"

namespace khaldun::app {
namespace {

/// Events that are read for the names of one actor: enough to see them all but for rare ones.
constexpr int kNamesFrom = 400;

std::set<std::string> parties_in(std::string_view list) {
  std::set<std::string> out;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(';'), list.size());
    if (end > 0) out.emplace(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return out;
}

std::string_view name_of(table::Kind kind) {
  constexpr std::string_view kNames[] = {"person", "people", "organisation", "state", "place", "thing"};
  return kNames[static_cast<std::size_t>(kind)];
}

template <class Row>
void count(Row& row, bool violent, const std::string& day) {
  ++row.events;
  if (violent) ++row.violent;
  if (day.empty()) return;
  if (row.first.empty() || day < row.first) row.first = day;
  row.last = std::max(row.last, day);
}

/// Who acts on whom in an event.
std::set<std::pair<std::string, std::string>> pairs_in(const Outline& told) {
  const auto actors = parties_in(told.actors), recipients = parties_in(told.recipients);
  std::set<std::pair<std::string, std::string>> out;
  for (const auto& actor : actors) {
    for (const auto& recipient : recipients) {
      if (actor != recipient) out.emplace(actor, recipient);
    }
    for (const auto& other : actors) {
      if (recipients.empty() && actor < other) out.emplace(actor, other);
    }
  }
  return out;
}

std::string day(std::int32_t days) {
  return days == table::kAlways || days == table::kForever ? "" : to_iso(Day(std::chrono::days(days)));
}

void write_roles(json::Writer& json, const Lexicon& lexicon, const table::Actor& actor) {
  json.key("roles");
  json.begin_array();
  for (const table::Role& role : lexicon.items(actor.roles)) {
    json.begin_object();
    json.field("code", lexicon.text(role.country));
    std::vector<std::string_view> sectors;
    for (const auto& sector : lexicon.items(role.sectors)) sectors.push_back(lexicon.text(sector));
    json.field_list("sector", sectors);
    json.field("office", lexicon.text(role.office));
    json.field("from", day(role.from));
    json.field("to", day(role.to));
    json.end_object();
  }
  json.end_array();
}

}  // namespace

Result<std::vector<ActorRow>> actors_of(const Store& store, const Lexicon& lexicon) {
  std::map<std::string, ActorRow> all;
  KHALDUN_DO(store.query(
      "SELECT e.actor, e.recipient, e.type, e.date FROM events e JOIN documents d ON d.doc = e.doc AND d.run = e.run",
      [](const auto&) {},
      [&](const Store::Row& event) {
        std::set<std::string> actors = parties_in(event[0].value_or(""));
        const std::set<std::string> recipients = parties_in(event[1].value_or(""));
        for (const auto& party : actors) ++all[party].as_actor;
        for (const auto& party : recipients) ++all[party].as_recipient;
        actors.insert(recipients.begin(), recipients.end());
        for (const auto& party : actors) count(all[party], event[2] == "ASSAULT", event[3].value_or(""));
      }));
  std::vector<ActorRow> rows;
  for (auto& [key, row] : all) {
    row.actor = key;
    if (const auto at = lexicon.actor(key); at != table::kNoRow) {
      const auto& actor = lexicon.row<table::Actor>(at);
      row.name = lexicon.text(actor.name);
      row.kind = name_of(actor.kind);
      if (actor.roles.count > 0) row.code = lexicon.text(lexicon.items(actor.roles).back().country);
    }
    rows.push_back(std::move(row));
  }
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.events > b.events; });
  return rows;
}

void write_actor(std::string& out, const ActorRow& row) {
  json::Writer json(out);
  json.begin_object();
  json.field("actor", row.actor);
  json.field("name", row.name);
  json.field("kind", row.kind);
  json.field("code", row.code);
  json.field_integer("events", static_cast<std::int64_t>(row.events));
  json.field_integer("as_actor", static_cast<std::int64_t>(row.as_actor));
  json.field_integer("as_recipient", static_cast<std::int64_t>(row.as_recipient));
  json.field_integer("violent", static_cast<std::int64_t>(row.violent));
  json.field("first", row.first);
  json.field("last", row.last);
  json.end_object();
  out += '\n';
}

Result<std::vector<PairRow>> pairs_of(const Store& store, const EventFilter& filter) {
  std::map<std::pair<std::string, std::string>, PairRow> all;
  KHALDUN_DO(store.outlines(filter, [&](const Outline& told) {
    const std::string when = told.first ? to_iso(*told.first) : "";
    for (const auto& pair : pairs_in(told)) count(all[pair], told.type == "ASSAULT", when);
  }));
  std::vector<PairRow> rows;
  for (auto& [pair, row] : all) {
    row.actor = pair.first, row.recipient = pair.second;
    rows.push_back(std::move(row));
  }
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.events > b.events; });
  return rows;
}

void write_pair(std::string& out, const PairRow& row) {
  json::Writer json(out);
  json.begin_object();
  json.field("actor", row.actor);
  json.field("recipient", row.recipient);
  json.field_integer("events", static_cast<std::int64_t>(row.events));
  json.field_integer("violent", static_cast<std::int64_t>(row.violent));
  json.field("first", row.first);
  json.field("last", row.last);
  json.end_object();
  out += '\n';
}

Result<Done> write_actor_card(std::string& out, const Store& store, const Lexicon& lexicon, std::string_view key) {
  std::map<std::string, std::int64_t> called;
  AssertionReader reader;
  KHALDUN_DO(store.query(
      "SELECT r.record FROM events e JOIN documents d ON d.doc = e.doc AND d.run = e.run JOIN records r ON r.event = e.event "
      "WHERE instr(';' || coalesce(e.actor, '') || ';' || coalesce(e.recipient, '') || ';', ';' || ?1 || ';') > 0 LIMIT " +
          std::to_string(kNamesFrom),
      [](const auto&) {},
      [&](const Store::Row& row) {
        const auto told = reader.read(*row[0]);
        if (!told) return;
        for (const auto* parties : {&told.value().actors, &told.value().recipients}) {
          for (const Who& who : *parties) {
            const bool name = who.via != "coreference" && who.via != "implicit" && !who.text.empty();
            if (name && short_name(who) == key) ++called[who.text];
          }
        }
      },
      {std::string(key)}));
  const auto at = lexicon.actor(key);
  json::Writer json(out);
  json.begin_object();
  json.field("actor", key);
  json.field_boolean("known", at != table::kNoRow);
  if (at != table::kNoRow) {
    const auto& actor = lexicon.row<table::Actor>(at);
    json.field("name", lexicon.text(actor.name));
    json.field("kind", name_of(actor.kind));
    json.field("wikidata_id", lexicon.text(actor.wikidata));
    json.field("lexicon", lexicon.origin(actor.origin));
    write_roles(json, lexicon, actor);
  }
  std::vector<std::pair<std::string, std::int64_t>> names(called.begin(), called.end());
  std::stable_sort(names.begin(), names.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  json.key("called");
  json.begin_array();
  for (const auto& [name, times] : names) {
    json.begin_object();
    json.field("text", name);
    json.field_integer("times", times);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  out += '\n';
  return Done{};
}

}  // namespace khaldun::app
