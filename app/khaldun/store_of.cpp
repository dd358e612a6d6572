#include "app/khaldun/store_of.h"

#include <algorithm>
#include <cctype>
#include <functional>
#include <set>

#include "app/khaldun/output.h"
#include "app/khaldun/share.h"
#include "khaldun/ledger/blocs.h"
#include "khaldun/lexicon/lexicon.h"

namespace khaldun::app {

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

Result<Store> store_of(const Call& call, Store::Access access) {
  if (!call.has("store")) return Error{Fault::bad_value, "--store FILE is needed: the store to work on", "", 0, 0};
  return Store::open(call.value("store"), access);
}

Result<Lexicon> lexicon_of(const Call& call) {
  KHALDUN_TRY(const auto path, find_lexicon(call));
  return Lexicon::open(path);
}

Result<std::optional<Day>> day_of(const Call& call, std::string_view flag) {
  if (!call.has(flag)) return std::optional<Day>();
  const bool end = flag == "until";
  const auto day = parse_partial_day(call.value(flag), end);
  if (!day) {
    return Error{Fault::bad_value, "--" + std::string(flag) + ": \"" + call.value(flag) + "\" is no day; write it as 2022-11-28",
                 "", 0, 0};
  }
  return day;
}

Result<EventFilter> filter_of(const Call& call) {
  EventFilter filter;
  KHALDUN_TRY(filter.first, day_of(call, "since"));
  KHALDUN_TRY(filter.last, day_of(call, "until"));
  KHALDUN_TRY(filter.known, day_of(call, "as-known-on"));
  filter.types = call.all("type");
  for (auto& type : filter.types) {
    std::transform(type.begin(), type.end(), type.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  }
  filter.doc = call.value("doc");
  filter.status = call.value("status");
  filter.words = call.value("search");
  return filter;
}

bool PartyFilter::is(const Who& who, std::string_view name) {
  const std::string wanted = lower(name);
  if (lower(who.entity) == wanted || lower(who.key) == wanted || lower(who.code) == wanted) return true;
  for (const auto& sector : who.sectors) {
    if (lower(who.code) + " " + lower(sector) == wanted) return true;
  }
  return wanted.size() > 3 && (lower(who.name).find(wanted) != std::string::npos || lower(who.text).find(wanted) != std::string::npos);
}

bool PartyFilter::fits(const Assertion& told) const {
  return std::all_of(all.begin(), all.end(), [&](const std::string& name) {
    const auto match = [&](const Who& who) { return is(who, name); };
    return std::any_of(told.actors.begin(), told.actors.end(), match) ||
           std::any_of(told.recipients.begin(), told.recipients.end(), match) ||
           std::any_of(told.participants.begin(), told.participants.end(), match);
  });
}

bool PartyFilter::fits(const std::vector<std::string>& blocs) const {
  return std::all_of(all.begin(), all.end(), [&](const std::string& name) {
    return std::any_of(blocs.begin(), blocs.end(), [&](const std::string& bloc) {
      Who who;
      who.key = bloc;
      who.entity = bloc;
      return is(who, name) || is(who, "state-" + name);
    });
  });
}

PartyFilter parties_of(const Call& call) {
  PartyFilter filter;
  filter.all = call.all("actor");
  const std::string dyad = call.value("dyad");
  if (const auto colon = dyad.find(':'); colon != std::string::npos) {
    filter.all.push_back(dyad.substr(0, colon));
    filter.all.push_back(dyad.substr(colon + 1));
  } else if (!dyad.empty()) {
    filter.all.push_back(dyad);
  }
  return filter;
}

namespace {

/// Keys of the entities that the lexicon calls so.
std::set<std::string, std::less<>> entities_called(const Lexicon& lexicon, std::string_view name) {
  const auto pieces = normalise_words(name);
  std::vector<std::string_view> words;
  for (const auto& piece : pieces) words.push_back(piece.word);
  std::set<std::string, std::less<>> out;
  std::vector<Lexicon::Hit> hits;
  if (!words.empty()) lexicon.find_at(words, 0, Words::forms, hits);
  for (const auto& hit : hits) {
    if (hit.last != words.size()) continue;
    for (const auto& use : hit.uses) {
      if (use.type == table::UseType::actor) out.emplace(lexicon.text(lexicon.row<table::Actor>(use.row).key));
    }
  }
  return out;
}

std::vector<std::string> split(std::string_view list) {
  std::vector<std::string> out;
  while (!list.empty()) {
    const auto end = std::min(list.find(';'), list.size());
    out.emplace_back(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return out;
}

}  // namespace

Result<EventFilter> choice_of(const Call& call, const Store& store, const Lexicon& lexicon) {
  KHALDUN_TRY(EventFilter filter, filter_of(call));
  const PartyFilter parties = parties_of(call);
  if (parties.all.empty()) return filter;
  filter.parties.resize(parties.all.size());
  std::vector<std::set<std::string, std::less<>>> called;
  for (const auto& name : parties.all) called.push_back(entities_called(lexicon, name));
  KHALDUN_DO(store.parties([&](const PartyRow& row) {
    Who who;
    who.entity = row.entity, who.key = row.bloc, who.code = row.code, who.name = row.name;
    who.sectors = split(row.sectors);
    for (std::size_t i = 0; i < parties.all.size(); ++i) {
      if (PartyFilter::is(who, parties.all[i]) || called[i].count(row.entity) > 0 || called[i].count(row.bloc) > 0) filter.parties[i].push_back(row.number);
    }
  }));
  return filter;
}

Result<Done> each_event(const Store& store, const EventFilter& filter,
                        const std::function<void(const EventRow&, const Assertion&)>& give) {
  AssertionReader reader;
  return store.events(filter, [&](const EventRow& row) {
    const auto told = reader.read(row.record);
    if (told) give(row, told.value());
  });
}

Result<Done> each_document(const Store& store, const Lexicon& lexicon, const EventFilter& filter,
                           const std::function<void(std::vector<Assertion>&&)>& give) {
  const Blocs blocs(lexicon);
  std::vector<Assertion> document;
  KHALDUN_DO(store.told(filter, [&](Assertion&& told, std::string_view groups) {
    if (!document.empty() && document.front().doc != told.doc) {
      give(std::move(document));
      document.clear();
    }
    blocs.fill(told, groups);
    document.push_back(std::move(told));
  }));
  if (!document.empty()) give(std::move(document));
  return Done{};
}

}  // namespace khaldun::app
