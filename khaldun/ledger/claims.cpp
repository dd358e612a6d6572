#include "khaldun/ledger/claims.h"

#include <algorithm>
#include <tuple>
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
bool same_time(const Claim& claim, const Assertion& told) {
  const bool lasting = claim.event_type == "AID" || claim.event_type == "SUPPORT" || claim.event_type == "COOPERATE";
  const auto slack = std::chrono::days{lasting ? kLastingSlack : kSlack};
  if (claim.first && told.last && *told.last + slack < *claim.first) return false;
  return !(claim.last && told.first && *told.first > *claim.last + slack);
}

void stand(Claim& claim, const std::string& by, const std::string& stance, const Assertion& told) {
  auto at = std::find_if(claim.readings.begin(), claim.readings.end(), [&](const Stand& s) { return s.by == by && s.stance == stance; });
  if (at == claim.readings.end()) {
    claim.readings.push_back({by, stance, told.told, told.told, {}});
    at = claim.readings.end() - 1;
  }
  if (told.told) {
    if (!at->first_told || *told.told < *at->first_told) at->first_told = told.told;
    if (!at->last_told || *told.told > *at->last_told) at->last_told = told.told;
  }
  at->because.push_back(told.id);
}

void hear(Claim& claim, const Assertion& told) {
  for (const Testimony& voice : told.voices) {
    if (!about_event(voice)) continue;
    const std::string by = voice.source.key;
    stand(claim, by, voice.stance, told);
  }
  if (told.voices.empty()) stand(claim, "", (told.auxiliary & aux_negation) != 0 ? "denies" : "asserts", told);
  claim.mode = claim.mode.empty() && !told.modes.empty() ? told.modes.front() : claim.mode;
  if (told.first && (!claim.first || *told.first < *claim.first)) claim.first = told.first;
  if (told.last && (!claim.last || *told.last > *claim.last)) claim.last = told.last;
}

void settle(Claim& claim) {
  std::sort(claim.readings.begin(), claim.readings.end(), [](const Stand& a, const Stand& b) {
    return std::tie(a.by, a.stance) < std::tie(b.by, b.stance);
  });
  const auto any = [&](std::string_view stance) {
    return std::any_of(claim.readings.begin(), claim.readings.end(), [&](const Stand& s) { return s.stance == stance; });
  };
  claim.contested = any("asserts") && any("denies");
  claim.speculative = !any("asserts") && !any("denies");
}

}  // namespace

void Claims::add(std::vector<Assertion> document) {
  for (Assertion& told : document) {
    // What is only feared or planned by nobody in particular is a hypothesis, not a claim.
    if (told.voices.empty() && (told.auxiliary & (aux_hypothetical | aux_future)) != 0) continue;
    Key key{told.type, keys_of(told.actors), keys_of(told.recipients), told.resolution >= 2 ? told.place : "",
            (told.auxiliary & (aux_hypothetical | aux_future)) != 0};
    std::string id = told.id;
    told_[std::move(key)].emplace(std::move(id), std::move(told));
  }
}

std::vector<Claim> Claims::as_known_on(std::optional<Day> day) const {
  std::vector<std::pair<const Assertion*, Claim>> found;
  for (const auto& [key, tellings] : told_) {
    std::vector<const Assertion*> list;
    for (const auto& [id, told] : tellings) {
      if (!day || !told.told || *told.told <= *day) list.push_back(&told);
    }
    std::sort(list.begin(), list.end(), [](const Assertion* a, const Assertion* b) { return told_before(*a, *b); });
    std::vector<std::pair<const Assertion*, Claim>> claims;
    for (const Assertion* told : list) {
      auto at = std::find_if(claims.begin(), claims.end(), [&](const auto& c) { return same_time(c.second, *told); });
      if (at == claims.end()) {
        Claim claim;
        claim.proposition = told->id, claim.doc = told->doc, claim.event_type = told->type, claim.text = told->text;
        claim.actors = told->actors, claim.recipients = told->recipients;
        claims.emplace_back(told, std::move(claim));
        at = claims.end() - 1;
      }
      hear(at->second, *told);
    }
    for (auto& item : claims) {
      // Without a source other than the writers it is a report, not a claim.
      const bool claimed = std::any_of(list.begin(), list.end(), [&](const Assertion* told) {
        return !told->voices.empty() && std::any_of(item.second.readings.begin(), item.second.readings.end(), [&](const Stand& s) {
          return std::find(s.because.begin(), s.because.end(), told->id) != s.because.end();
        });
      });
      if (!claimed) continue;
      settle(item.second);
      found.push_back(std::move(item));
    }
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return told_before(*a.first, *b.first); });
  std::vector<Claim> out;
  for (auto& [first, claim] : found) out.push_back(std::move(claim));
  return out;
}

}  // namespace khaldun
