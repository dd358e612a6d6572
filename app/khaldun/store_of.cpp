#include "app/khaldun/store_of.h"

#include <algorithm>
#include <cctype>

#include "app/khaldun/output.h"
#include "app/khaldun/share.h"
#include "khaldun/ledger/blocs.h"
#include "khaldun/lexicon/lexicon.h"

namespace khaldun::app {
namespace {

std::string lower(std::string_view text) {
  std::string out;
  for (char c : text) out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

}  // namespace

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

Result<Done> each_event(const Store& store, const Lexicon& lexicon, const EventChoice& choice,
                        const std::function<void(const EventRow&, const Assertion&)>& give) {
  const Blocs blocs(lexicon);
  AssertionReader reader;
  std::vector<Assertion> one(1);
  return store.events(choice.filter, [&](const EventRow& row) {
    auto told = reader.read(row.record);
    if (!told) return;
    one.front() = std::move(told).value();
    if (!choice.parties.all.empty()) {
      blocs.fill(one);
      if (!choice.parties.fits(one.front())) return;
    }
    give(row, one.front());
  });
}

Result<Done> each_document(const Store& store, const Lexicon& lexicon, const EventFilter& filter,
                           const std::function<void(std::vector<Assertion>&&)>& give) {
  const Blocs blocs(lexicon);
  AssertionReader reader;
  std::vector<Assertion> document;
  std::string doc;
  const auto flush = [&] {
    if (document.empty()) return;
    blocs.fill(document);
    give(std::move(document));
    document.clear();
  };
  KHALDUN_DO(store.events(filter, [&](const EventRow& row) {
    if (row.doc != doc) flush();
    doc = row.doc;
    auto told = reader.read(row.record);
    if (!told) return;
    told.value().told = parse_day(row.published);
    told.value().sentence_text = std::string(row.sentence_text);
    document.push_back(std::move(told).value());
  }));
  flush();
  return Done{};
}

}  // namespace khaldun::app
