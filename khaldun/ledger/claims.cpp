#include "khaldun/ledger/claims.h"

#include <algorithm>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "khaldun/events/record.h"

namespace khaldun {
namespace {

std::vector<std::string> keys_of(const std::vector<Who>& all) {
  std::vector<std::string> out;
  for (const Who& who : all) {
    const std::string& key = who.key.empty() ? who.text : who.key;
    if (!key.empty() && std::find(out.begin(), out.end(), key) == out.end()) out.push_back(key);
  }
  std::sort(out.begin(), out.end());
  return out;
}

/// Days between the ends of two tellings within which they may be of the same thing: reports of one event trail by a day
/// or two (UCDP: 90 % of lags within 3.3 days).
constexpr int kSlack = 3;

/// Help and harbouring last: what is said of them a year apart may be the same.
constexpr int kLastingSlack = 365;

/// Same interval, give or take; what has no day joins anything.
bool same_time(std::string_view type, const std::optional<Day>& first, const std::optional<Day>& last, const std::optional<Day>& told_first,
               const std::optional<Day>& told_last) {
  const bool lasting = type == "AID" || type == "SUPPORT" || type == "COOPERATE";
  const auto slack = std::chrono::days{lasting ? kLastingSlack : kSlack};
  if (first && told_last && *told_last + slack < *first) return false;
  return !(last && told_first && *told_first > *last + slack);
}

}  // namespace

/// A claim while its tellings are read.
struct Claims::Draft {
  struct Voice {
    std::uint32_t by = 0, stance = 0;
    std::vector<const Telling*> because;
  };
  const Telling* head = nullptr;
  const Telling* mode = nullptr;  ///< the first that has one
  std::optional<Day> first, last;
  std::vector<Voice> voices;
  bool claimed = false;  ///< without a source other than the writers it is a report, not a claim
};

bool Claims::Telling::before(const Telling& other) const {
  const auto order = [](const Telling& t) { return std::make_tuple(t.told.has_value(), t.told.value_or(Day{}), t.doc(), t.sentence, t.id()); };
  return order(*this) < order(other);
}

std::uint32_t Claims::place_of(const std::string& name) {
  const auto [at, added] = name_places_.try_emplace(name, static_cast<std::uint32_t>(names_.size()));
  if (added) names_.push_back(name);
  return at->second;
}

std::vector<std::uint32_t> Claims::places_of(const std::vector<Who>& all) {
  std::vector<std::uint32_t> out;
  for (const Who& who : all) {
    std::string words;
    for (const std::string* part : {&who.entity, &who.name, &who.text, &who.code, &who.key}) (words += *part) += '\0';
    for (const std::string& sector : who.sectors) (words += sector) += '\0';
    const auto [at, added] = party_places_.try_emplace(std::move(words), static_cast<std::uint32_t>(parties_.size()));
    if (added) parties_.push_back(who);
    out.push_back(at->second);
  }
  return out;
}

void Claims::add(std::vector<Assertion> document) {
  for (const Assertion& told : document) {
    // What is only feared or planned by nobody in particular is a hypothesis, not a claim.
    const bool supposed = (told.auxiliary & (aux_hypothetical | aux_future)) != 0;
    if (told.voices.empty() && supposed) continue;
    Telling telling;
    telling.words.reserve(told.id.size() + told.doc.size() + told.text.size() + 20);
    telling.words = told.id;
    telling.id_end = static_cast<std::uint32_t>(telling.words.size());
    (telling.words += '\0') += told.doc;
    telling.doc_end = static_cast<std::uint32_t>(telling.words.size());
    telling.words += '\0';
    if (!told.modes.empty()) telling.words += told.modes.front();
    telling.mode_end = static_cast<std::uint32_t>(telling.words.size());
    (telling.words += '\0') += told.text;
    telling.sentence = told.sentence;
    telling.negated = (told.auxiliary & aux_negation) != 0;
    telling.voiced = !told.voices.empty();
    for (const Testimony& voice : told.voices) {
      if (about_event(voice)) telling.stands.emplace_back(place_of(voice.source.key), place_of(voice.stance));
    }
    if (told.voices.empty()) telling.stands.emplace_back(place_of(""), place_of(telling.negated ? "denies" : "asserts"));
    telling.actors = places_of(told.actors), telling.recipients = places_of(told.recipients);
    telling.first = told.first, telling.last = told.last, telling.told = told.told;
    Key key{told.type, keys_of(told.actors), keys_of(told.recipients), told.resolution >= 2 ? told.place : "", supposed};
    told_[std::move(key)].push_back(std::move(telling));
  }
}

void Claims::hear(Draft& draft, const Telling& telling) const {
  for (const auto& [by, stance] : telling.stands) {
    auto at = std::find_if(draft.voices.begin(), draft.voices.end(), [&, by = by, stance = stance](const auto& v) { return v.by == by && v.stance == stance; });
    if (at == draft.voices.end()) {
      draft.voices.push_back({by, stance, {}});
      at = draft.voices.end() - 1;
    }
    // One that a telling names twice.
    if (at->because.empty() || at->because.back() != &telling) at->because.push_back(&telling);
    draft.claimed = draft.claimed || telling.voiced;
  }
  if (draft.mode == nullptr && !telling.mode().empty()) draft.mode = &telling;
  if (telling.first && (!draft.first || *telling.first < *draft.first)) draft.first = telling.first;
  if (telling.last && (!draft.last || *telling.last > *draft.last)) draft.last = telling.last;
}

std::vector<Who> Claims::parties_at(const std::vector<std::uint32_t>& places) const {
  std::vector<Who> out;
  for (const std::uint32_t place : places) out.push_back(parties_[place]);
  return out;
}

Claim Claims::claim_of(const Key& key, const Draft& draft) const {
  Claim claim;
  claim.proposition = draft.head->id(), claim.doc = draft.head->doc(), claim.event_type = key.type, claim.text = draft.head->text();
  if (draft.mode != nullptr) claim.mode = draft.mode->mode();
  claim.actors = parties_at(draft.head->actors), claim.recipients = parties_at(draft.head->recipients);
  claim.first = draft.first, claim.last = draft.last;
  for (const auto& voice : draft.voices) {
    Stand stand{names_[voice.by], names_[voice.stance], {}, {}, {}};
    for (const Telling* telling : voice.because) {
      stand.because.emplace_back(telling->id());
      if (!telling->told) continue;
      if (!stand.first_told || *telling->told < *stand.first_told) stand.first_told = telling->told;
      if (!stand.last_told || *telling->told > *stand.last_told) stand.last_told = telling->told;
    }
    claim.readings.push_back(std::move(stand));
  }
  std::sort(claim.readings.begin(), claim.readings.end(), [](const Stand& a, const Stand& b) {
    return std::tie(a.by, a.stance) < std::tie(b.by, b.stance);
  });
  const auto any = [&](std::string_view stance) {
    return std::any_of(claim.readings.begin(), claim.readings.end(), [&](const Stand& s) { return s.stance == stance; });
  };
  claim.contested = any("asserts") && any("denies");
  claim.speculative = !any("asserts") && !any("denies");
  return claim;
}

void Claims::each_as_known_on(std::optional<Day> day, const std::function<void(Claim&&)>& give) const {
  std::vector<std::pair<const Key*, Draft>> found;
  for (const auto& [key, tellings] : told_) {
    std::vector<const Telling*> list;
    for (const Telling& told : tellings) {
      if (!day || !told.told || *told.told <= *day) list.push_back(&told);
    }
    std::sort(list.begin(), list.end(), [](const Telling* a, const Telling* b) { return a->before(*b); });
    std::unordered_set<std::string_view> heard;  // the same document twice changes nothing
    std::vector<Draft> drafts;
    for (const Telling* told : list) {
      if (!heard.insert(told->id()).second) continue;
      auto at = std::find_if(drafts.begin(), drafts.end(), [&](const Draft& d) { return same_time(key.type, d.first, d.last, told->first, told->last); });
      if (at == drafts.end()) {
        drafts.emplace_back();
        at = drafts.end() - 1;
        at->head = told;
      }
      hear(*at, *told);
    }
    for (Draft& draft : drafts) {
      if (draft.claimed) found.emplace_back(&key, std::move(draft));
    }
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.second.head->before(*b.second.head); });
  for (const auto& [key, draft] : found) give(claim_of(*key, draft));
}

std::vector<Claim> Claims::as_known_on(std::optional<Day> day) const {
  std::vector<Claim> out;
  each_as_known_on(day, [&](Claim&& claim) { out.push_back(std::move(claim)); });
  return out;
}

}  // namespace khaldun
