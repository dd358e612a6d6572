#include "khaldun/ledger/linking.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <numeric>
#include <optional>
#include <set>

#include "khaldun/base/distance.h"
#include "khaldun/events/record.h"
#include "khaldun/ledger/words_of.h"

namespace khaldun {
namespace {

/// Days between two reports' days of the event; a day's error is common (time zones, "on Tuesday").
constexpr int kDays = 1;
/// Days after the first telling within which a report may still tell the same event without a day of its own.
constexpr int kTold = 4;
/// Words that must be shared: enough alone, and enough with figures and a town that agree.
constexpr double kWords = 0.5, kWordsWithFigures = 0.2, kWordsWithTown = 0.34, kWordsWithDay = 0.12, kWordsWithSides = 0.25, kWordsWithout = 0.65;
/// A toll that two deeds of one kind in one country on one day hardly share (UCDP GED: four in five events have fewer than five dead).
constexpr std::int64_t kRareToll = 10, kSmallToll = 3;
/// "A seventh soldier has died": what a later report adds to a toll.
constexpr std::int64_t kFewMore = 2;

/// A party as far as it tells who it is.
struct Name {
  std::string key, code, sector;
  bool person = false;
  bool generic = false;  ///< "rebels", "gunmen": a code and sector, nobody in particular
};

struct Report {
  const Assertion* told = nullptr;
  std::vector<Name> actors, recipients;
  std::vector<std::uint32_t> words;
  std::size_t both() const { return actors.size() + recipients.size(); }
};

std::vector<Name> names_of(const std::vector<Who>& all) {
  std::vector<Name> out;
  for (const Who& who : all) {
    if (who.key.empty()) continue;
    const bool generic = who.entity.empty() && who.key.rfind("state-", 0) != 0;
    out.push_back({who.key, who.code, who.sectors.empty() ? "" : who.sectors.front(), who.kind == "person" && !who.entity.empty(), generic});
  }
  return out;
}

/// PLOVER sectors that a text may use for the same fighters.
bool fighters(std::string_view sector) { return sector == "REB" || sector == "UAF" || sector == "PRM" || sector == "CRM" || sector == "ISM"; }

/// The same, or one is a word that fits the other: "rebels" and the group's name.
bool may_be(const Name& a, const Name& b) {
  if (a.key == b.key) return true;
  if (!a.generic && !b.generic) return false;
  if (!a.code.empty() && !b.code.empty() && a.code != b.code) return false;
  return a.sector == b.sector || (fighters(a.sector) && fighters(b.sector));
}

bool share(const std::vector<Name>& a, const std::vector<Name>& b) {
  return std::any_of(a.begin(), a.end(), [&](const auto& x) {
    return std::any_of(b.begin(), b.end(), [&](const auto& y) { return may_be(x, y); });
  });
}

/// A state, and people of it: "a Palestinian has died", "ten Palestinians were killed".
bool people_of(const std::vector<Name>& a, const std::vector<Name>& b) {
  return std::any_of(a.begin(), a.end(), [&](const auto& x) {
    const auto one = [](const Name& state, const Name& people) { return !state.generic && (state.sector.empty() || state.sector == "GOV") && people.sector == "CVL"; };
    return std::any_of(b.begin(), b.end(), [&](const auto& y) { return !x.code.empty() && x.code == y.code && (one(x, y) || one(y, x)); });
  });
}

/// -1 they exclude each other, 0 one does not say, 1 they agree.
int same_side(const std::vector<Name>& a, const std::vector<Name>& b) { return a.empty() || b.empty() ? 0 : share(a, b) ? 1 : -1; }

/// -1 they exclude each other, 0 one does not say, 1 they agree, 2 on both sides.
int same_parties(const Report& a, const Report& b) {
  const int actors = same_side(a.actors, b.actors);
  int recipients = same_side(a.recipients, b.recipients);
  if (recipients < 0 && actors > 0 && people_of(a.recipients, b.recipients)) recipients = 0;
  // Told from the other side: "X and Y clashed" and "Y fought X"; but where some were killed the sides matter.
  if (a.told->figures.empty() && b.told->figures.empty() && actors < 0 && recipients <= 0 && share(a.actors, b.recipients) && (b.actors.empty() || share(a.recipients, b.actors))) return 1;
  if (actors < 0 || recipients < 0) return -1;
  return actors + recipients;
}

/// Meetings and pacts: how many of the parties stand in both, whatever side they are on.
std::size_t parties_shared(const Report& a, const Report& b) {
  const auto all = [](const Report& r) {
    auto out = r.actors;
    out.insert(out.end(), r.recipients.begin(), r.recipients.end());
    return out;
  };
  const auto mine = all(a), theirs = all(b);
  const auto within = [](const auto& x, const auto& y) {
    std::set<std::string> keys;
    for (const Name& name : x)
      if (std::any_of(y.begin(), y.end(), [&](const Name& other) { return may_be(name, other); })) keys.insert(name.key);
    return keys.size();
  };
  return std::min(within(mine, theirs), within(theirs, mine));
}

bool actors_may_be(const Report& a, const Report& b) { return a.actors.empty() || b.actors.empty() || share(a.actors, b.actors); }

/// Kilometres between two towns that may stand for one place: the town and the village beside it.
constexpr double kNear = 30;

int same_place(const Assertion& a, const Assertion& b) {
  if (!a.country.empty() && !b.country.empty() && a.country != b.country) return -1;
  if (a.place.empty() && b.place.empty() && !a.place_text.empty() && !b.place_text.empty()) {
    return a.place_text == b.place_text ? 2 : -1;  // villages that no gazetteer has
  }
  if (a.place.empty() || b.place.empty()) return 0;
  if (a.place == b.place) return a.resolution >= 3 && b.resolution >= 3 ? 2 : 1;
  const std::string &shorter = a.place.size() < b.place.size() ? a.place : b.place, &longer = a.place.size() < b.place.size() ? b.place : a.place;
  if (longer.rfind(shorter, 0) == 0) return 1;  // "Kano" and "Kano State"
  const auto first = [](const std::string& name) { return name.substr(0, name.find(' ')); };
  if ((a.resolution < 3 || b.resolution < 3) && first(a.place).size() > 3 && first(a.place) == first(b.place)) return 1;  // "Gaza border" and "Gaza Strip"
  if (a.lat && a.lon && b.lat && b.lon && a.resolution >= 3 && b.resolution >= 3) return kilometres(*a.lat, *a.lon, *b.lat, *b.lon) <= kNear ? 1 : -1;
  if (a.resolution >= 3 && b.resolution >= 3) return -1;
  if (a.resolution == 2 && b.resolution == 2) return -1;
  return 0;
}

/// -1 other days, 0 not told well enough, 1 the same day.
int same_days(const Assertion& a, const Assertion& b) {
  const bool exact_a = a.precision == "day" && a.first, exact_b = b.precision == "day" && b.first;
  if (exact_a && exact_b) {
    const auto gap = std::chrono::abs(*a.first - *b.first);
    return gap <= std::chrono::days{kDays} ? 1 : -1;
  }
  const auto slack = std::chrono::days{kDays};
  if (a.first && b.last && *b.last + slack < *a.first) return -1;
  if (b.first && a.last && *a.last + slack < *b.first) return -1;
  if (a.told && b.told && std::chrono::abs(*a.told - *b.told) > std::chrono::days{kTold}) return -1;
  return 0;
}

bool violent(const Assertion& t) { return t.type == "ASSAULT" || t.type == "COERCE" || t.type == "PROTEST"; }

/// The dead that a report tells, 0 if none.
std::int64_t dead(const Assertion& told) {
  for (const Figure& figure : told.figures)
    if (figure.what == "dead") return figure.low;
  return 0;
}

/// The later of two reports, whose toll is what it adds: "two more have died of the attack".
bool few_more(const Assertion& a, const Assertion& b) {
  if (!a.told || !b.told || *a.told == *b.told) return false;
  const Assertion &later = *a.told > *b.told ? a : b, &earlier = *a.told > *b.told ? b : a;
  return dead(later) > 0 && dead(later) <= kFewMore && dead(later) < dead(earlier);
}

/// -1 another toll, 0 none told, 1 the same, 2 a later and higher one.
int same_figures(const Assertion& a, const Assertion& b) {
  int found = 0;
  for (const Figure& x : a.figures) {
    for (const Figure& y : b.figures) {
      if (x.what != y.what) continue;
      if (x.low <= y.high && y.low <= x.high) return 1;
      if (x.what == "dead" && std::min(x.low, y.low) >= kRareToll && std::abs(x.low - y.low) * 20 <= std::max(x.low, y.low)) return 1;  // "52", "more than fifty"
      const Assertion& later = a.told && b.told && *a.told > *b.told ? a : b;
      const Figure& high = &later == &a ? x : y;
      const Figure& low = &later == &a ? y : x;
      found = high.low > low.low && high.low <= 3 * low.high && low.low >= kSmallToll && a.told != b.told ? 2 : -1;
    }
  }
  return found;
}

bool taken(const Assertion& t) { return std::find(t.modes.begin(), t.modes.end(), "abduct") != t.modes.end(); }

bool same_mode(const Assertion& a, const Assertion& b) {
  return std::any_of(a.modes.begin(), a.modes.end(), [&](const auto& m) { return std::find(b.modes.begin(), b.modes.end(), m) != b.modes.end(); });
}
bool meets(const Assertion& t) { return t.type == "CONSULT"; }
bool binds(const Assertion& t) { return t.type == "AGREE" || t.type == "CONCEDE" || t.type == "SUPPORT"; }
/// "Ended the summit without a deal", "talks broke up": REJECT if somebody did it, else CONSULT.
bool ends_talks(const Assertion& t) { return t.process == "talks" && (t.transition == "failed" || t.transition == "suspended"); }

/// "agreed on land, the first point of their talks", "a deal on land was reached": what is agreed in talks is a step of these or a pact.
bool pact_in_talks(const Assertion& a, const Assertion& b) {
  const auto talks = [](const Assertion& t) { return t.process == "talks" && t.transition == "held"; };
  const auto pact = [](const Assertion& t) { return t.process == "agreement" && (t.transition == "signed" || t.transition == "reached"); };
  return a.type == "AGREE" && b.type == "AGREE" && ((talks(a) && pact(b)) || (talks(b) && pact(a)));
}

bool same_kind(const Assertion& a, const Assertion& b) {
  constexpr std::uint8_t kUnreal = aux_future | aux_hypothetical | aux_negation;
  // People killed: whatever else a report calls the deed ("broke up the sit-in", "a raid on the hospital").
  const bool deadly = dead(a) > 0 && dead(b) > 0 && violent(a) && violent(b);
  if (deadly && a.type != b.type) return ((a.auxiliary & kUnreal) != 0) == ((b.auxiliary & kUnreal) != 0);
  if (a.type != b.type && !(ends_talks(a) && ends_talks(b))) return false;
  // A step of a process, and the same told without one ("met", "held peace talks").
  const bool steps = !a.process.empty() && !b.process.empty();
  if (steps && (a.process != b.process || a.transition != b.transition) && !(ends_talks(a) && ends_talks(b)) && !pact_in_talks(a, b)) return false;
  if (!steps && a.process != b.process && !meets(a) && !binds(a)) return false;
  if (((a.auxiliary & kUnreal) != 0) != ((b.auxiliary & kUnreal) != 0)) return false;
  if (a.modes.empty() || b.modes.empty()) return true;
  // Outlets name the weapon differently; a kidnapping is no shelling.
  if (a.type == "ASSAULT") return taken(a) == taken(b);
  if (a.type == "PROTEST" || a.type == "CONSULT" || a.type != b.type) return true;
  return same_mode(a, b);
}

/// Two or more make a pact or meet, in both reports the same: they seldom do it twice a day.
bool one_pact(const Report& a, const Report& b) {
  const Assertion &x = *a.told, &y = *b.told;
  if (!binds(x) && !meets(x) && !ends_talks(x)) return false;
  if (x.precision != "day" || y.precision != "day" || !x.first || !y.first || *x.first != *y.first) return false;
  // One of three may be left out, or be the host.
  return parties_shared(a, b) > 1;
}

/// A person with a name stands in both.
bool same_person(const std::vector<Name>& a, const std::vector<Name>& b) {
  return std::any_of(a.begin(), a.end(), [&](const Name& x) { return x.person && std::any_of(b.begin(), b.end(), [&](const Name& y) { return y.person && x.key == y.key; }); });
}

struct Verdict {
  double score = 0;
  std::string why;
};

std::optional<Verdict> same(const Report& a, const Report& b) {
  const Assertion &x = *a.told, &y = *b.told;
  if (x.doc == y.doc || !same_kind(x, y)) return std::nullopt;
  const int parties = same_parties(a, b);
  const int place = same_place(x, y);
  const int days = same_days(x, y);
  const bool pact = one_pact(a, b);
  if ((place < 0 && !pact) || days < 0) return std::nullopt;
  const int figures = same_figures(x, y);
  // Town, day and toll agree: whom the report calls the victims matters no more.
  const bool one_deed = (place == 2 || dead(x) >= kRareToll) && days > 0 && figures > 0 && violent(x) && actors_may_be(a, b);
  const double words = shared_words(a.words, b.words);
  const bool one_toll = figures == 1 && dead(x) == dead(y);
  const bool near = x.told && y.told && std::chrono::abs(*x.told - *y.told) <= std::chrono::days{2 * kDays};
  const bool country = !x.country.empty() && x.country == y.country;
  const bool rare = one_toll && dead(x) >= kRareToll && near && country && words >= kWordsWithDay;
  if (parties < 0 && !one_deed && !(rare && days > 0)) return std::nullopt;
  // A copy of the sentence is the same event whatever else; but another toll on the same day is another event.
  const bool copy = words >= 0.9 && figures >= 0;
  const bool more = figures < 0 && place == 2 && days > 0 && parties > 0 && few_more(x, y);
  const bool met = meets(x) && x.precision == "day" && y.precision == "day" && days > 0 && parties > 0 && place > 0 && (parties_shared(a, b) > 1 || a.both() < 2 || b.both() < 2);
  const bool named = same_person(a.recipients, b.recipients) && dead(x) == dead(y);
  // Who did it to whom, with what, in which town, on which day; a president is arrested once a day wherever it is.
  const bool sides = parties > 1 && (place == 2 || named) && days > 0 && (figures >= 0 || named) && violent(x) && same_mode(x, y);
  // Two meetings of one host with different guests.
  const bool other_meeting = meets(x) && a.both() > 1 && b.both() > 1 && parties_shared(a, b) < 2;
  // Told on two days, and neither says on which day it was: reports of one war are alike ("recaptured … from the rebels").
  const bool dated = near && ((x.precision == "day" && x.first) || (y.precision == "day" && y.first));
  const bool loose = days == 0 && x.told != y.told && !dated;
  // A massacre, and an attack of that month in which nobody is said to have died.
  const bool one_counts = violent(x) && (dead(x) >= kSmallToll) != (dead(y) >= kSmallToll);
  if (figures < 0 && words < 0.7 && !more && !(sides && named)) return std::nullopt;
  const bool in_town = place == 2 && near;  // a day or two later, of the same town
  const double alone = (loose && !in_town) || (one_counts && days == 0 && place < 2) ? kWordsWithout : kWords;
  const double counted = !loose ? kWordsWithFigures : figures == 2 ? (in_town ? kWordsWithTown : kWords) : dead(x) < kSmallToll ? kWordsWithTown : kWordsWithFigures;
  const bool some = words >= kWordsWithDay;
  const bool enough = copy || rare || (pact && (some || (!x.transition.empty() && x.transition == y.transition))) || ((more || met || one_deed) && some) ||
                      (sides && words >= kWordsWithSides) || (words >= alone && (parties > 0 || place > 0) && !other_meeting) ||
                      (figures > 0 && words >= counted && (place == 2 || parties > 0)) ||
                      (one_toll && dead(x) >= kSmallToll && days > 0 && place > 0 && parties > 0) ||
                      (figures > 0 && days > 0 && parties > 0 && some && dead(x) >= kRareToll) || (figures == 1 && days > 0 && place > 0 && some) ||
                      (place == 2 && parties > 0 && days > 0 && figures == 0 && words >= kWordsWithTown && !other_meeting);
  if (!enough) return std::nullopt;
  Verdict verdict;
  verdict.score = words + 0.3 * std::min(parties, 1) + 0.2 * place + 0.2 * days + (figures == 1 ? 0.4 : figures == 2 ? 0.3 : 0);
  const auto note = [&](bool holds, const char* what) {
    if (holds) verdict.why += (verdict.why.empty() ? "" : ", ") + std::string(what);
  };
  note(parties > 0, "parties"), note(days > 0, "day"), note(place == 2, "town"), note(place == 1, "region");
  note(figures == 1, "figures"), note(figures == 2, "later toll");
  char text[24];
  std::snprintf(text, sizeof text, "words %.2f", words);
  note(true, text);
  return verdict;
}

bool share_document(const std::vector<Assertion>& all, const Happening& a, const Happening& b) {
  return std::any_of(a.reports.begin(), a.reports.end(), [&](std::size_t r) {
    return std::any_of(b.reports.begin(), b.reports.end(), [&](std::size_t other) { return all[r].doc == all[other].doc; });
  });
}

/// A report of one cannot tell the same as one of the other.
bool exclude(const std::vector<Report>& reports, const Happening& a, const Happening& b) {
  return std::any_of(a.reports.begin(), a.reports.end(), [&](std::size_t r) {
    return std::any_of(b.reports.begin(), b.reports.end(), [&](std::size_t other) {
      const Report &x = reports[r], &y = reports[other];
      return (same_parties(x, y) < 0 && same_figures(*x.told, *y.told) != 1) || same_place(*x.told, *y.told) < 0 || same_days(*x.told, *y.told) < 0;
    });
  });
}

/// Moves the reports of `from`, in the order of telling; `why`: what joins the two.
void join(Happening& to, Happening& from, const std::string& why, const std::vector<std::size_t>& rank) {
  std::vector<std::pair<std::size_t, std::string>> told;
  for (Happening* h : {&to, &from})
    for (std::size_t i = 0; i < h->reports.size(); ++i) told.emplace_back(h->reports[i], i > 0 ? std::move(h->why[i - 1]) : why);
  std::sort(told.begin(), told.end(), [&](const auto& x, const auto& y) { return rank[x.first] < rank[y.first]; });
  from = to = {};
  for (auto& [report, reason] : told) {
    if (!to.reports.empty()) to.why.push_back(std::move(reason));
    to.reports.push_back(report);
  }
}

}  // namespace

std::vector<Happening> link_events(const std::vector<Assertion>& all) {
  std::vector<Report> reports;
  for (const Assertion& told : all) {
    reports.push_back({&told, names_of(told.actors), names_of(told.recipients), words_of(told.sentence_text)});
  }
  std::vector<std::size_t> order(all.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) { return told_before(all[i], all[j]); });
  std::vector<std::size_t> rank(all.size());
  for (std::size_t i = 0; i < order.size(); ++i) rank[order[i]] = i;
  std::vector<Happening> out;
  std::vector<std::size_t> into;  // the happening that each was joined to, itself if none
  const auto now = [&](std::size_t n) {
    while (into[n] != n) n = into[n];
    return n;
  };
  std::map<std::pair<std::string, std::string>, std::vector<std::size_t>> blocks;  // type, party or country → happenings
  for (const std::size_t n : order) {
    const Report& report = reports[n];
    std::set<std::pair<std::string, std::string>> mine;
    const std::string type = dead(*report.told) > 0 && violent(*report.told) ? "ASSAULT" : ends_talks(*report.told) ? "CONSULT" : report.told->type;
    for (const auto& name : report.actors) mine.insert({type, name.key});
    for (const auto& name : report.recipients) mine.insert({type, name.key});
    if (!report.told->country.empty()) mine.insert({type, report.told->country});
    if (dead(*report.told) >= kSmallToll && report.told->first && report.told->precision == "day") mine.insert({"day", to_iso(*report.told->first)});
    std::map<std::size_t, Verdict> found;
    std::set<std::size_t> seen;
    for (const auto& block : mine) {
      auto& list = blocks[block];
      for (auto at = list.rbegin(); at != list.rend(); ++at) {
        const std::size_t n_other = now(*at);
        const Happening& other = out[n_other];
        // Blocks are in the order of telling: what was told long before ends the search.
        const Assertion& last = all[other.reports.back()];
        if (report.told->told && last.told && *report.told->told - *last.told > std::chrono::days{3 * kTold}) break;
        if (!seen.insert(n_other).second || share_document(all, other, {{n}, {}})) continue;
        for (const std::size_t r : other.reports) {
          auto verdict = same(reports[r], report);
          if (verdict && (found.count(n_other) == 0 || verdict->score > found[n_other].score)) found[n_other] = std::move(*verdict);
        }
      }
    }
    std::size_t best = out.size();
    for (const auto& [other, verdict] : found)
      if (best == out.size() || verdict.score > found[best].score) best = other;
    if (best == out.size()) {
      out.push_back({{n}, {}});
      into.push_back(best);
    } else {
      out[best].reports.push_back(n);
      out[best].why.push_back(found[best].why);
    }
    // A report that tells the same as two others, which were not seen to be one, joins them.
    for (const auto& [other, verdict] : found) {
      if (other == best || share_document(all, out[best], out[other]) || exclude(reports, out[best], out[other])) continue;
      const auto [first, second] = std::minmax(best, other);
      join(out[first], out[second], verdict.why, rank);
      into[second] = first;
      best = first;
    }
    for (const auto& block : mine) {
      auto& list = blocks[block];
      if (std::find(list.rbegin(), list.rend(), best) == list.rend()) list.push_back(best);
    }
  }
  std::erase_if(out, [](const Happening& h) { return h.reports.empty(); });
  return out;
}

}  // namespace khaldun
