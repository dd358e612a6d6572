#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <set>
#include <string>

#include "khaldun/events/place.h"
#include "khaldun/events/resolve.h"

namespace khaldun {
namespace {

/// Sentences over which one deed may be told in pieces without a back reference.
constexpr std::uint32_t kReach = 3;

bool share(const std::vector<Party>& x, const std::vector<Party>& y) {
  for (const auto& p : x)
    for (const auto& q : y) {
      if (!p.entity.empty() && p.entity == q.entity) return true;
      if (p.code == q.code && !p.code.empty() && !p.sectors.empty() && !q.sectors.empty() && p.sectors.front() == q.sectors.front()) return true;
      if (p.text == q.text && !p.text.empty()) return true;
    }
  return false;
}
/// Only "gunmen", "attackers": whoever they were.
bool nameless(const std::vector<Party>& parties) {
  return !parties.empty() && std::all_of(parties.begin(), parties.end(), [](const Party& p) { return p.entity.empty() && p.sectors == std::vector<std::string>{"UAF"}; });
}
bool irregular(const Party& p) { return !p.sectors.empty() && (p.sectors.front() == "REB" || p.sectors.front() == "UAF" || p.sectors.front() == "CRM"); }
/// "jihadist fighters", who turn out to be a group that the text names later.
bool found_out(const std::vector<Party>& first, const std::vector<Party>& later) {
  return !first.empty() && !later.empty() && std::all_of(first.begin(), first.end(), [](const Party& p) { return p.entity.empty() && irregular(p); }) &&
         std::all_of(later.begin(), later.end(), [](const Party& p) { return !p.entity.empty() && irregular(p); });
}
/// A named person who is harmed in both: nobody is killed twice.
bool same_person(const std::vector<Party>& x, const std::vector<Party>& y) {
  for (const auto& p : x)
    for (const auto& q : y)
      if (p.kind == "person" && q.kind == "person" && !p.name.empty() && p.name == q.name && p.name.front() >= 'A' && p.name.front() <= 'Z' && p.name.find(' ') != std::string::npos) return true;
  return false;
}
bool same_or_open(const std::vector<Party>& x, const std::vector<Party>& y) { return x.empty() || y.empty() || share(x, y); }

/// Has it no date of its own? A noun without one has that of the clause it is mentioned in ("following the attack"), and a wave of
/// protests goes on.
bool open_date(const Record& r) {
  return r.date_precision == "unknown" || !r.date || (r.nominal && (r.date_text.empty() || r.event_type == "PROTEST"));
}
bool share_country(const std::vector<Party>& x, const std::vector<Party>& y) {
  if (x.empty() || y.empty()) return true;
  for (const auto& p : x)
    for (const auto& q : y)
      if (!p.code.empty() && p.code == q.code) return true;
  return false;
}

bool dates_meet(const Record& x, const Record& y) {
  if (open_date(x) || open_date(y)) return true;
  return *x.date <= (y.enddate ? *y.enddate : *y.date) && *y.date <= (x.enddate ? *x.enddate : *x.date);
}
/// Both tell the same day in so many words.
bool same_day_told(const Record& x, const Record& y) {
  return x.date && y.date && !x.date_text.empty() && !y.date_text.empty() && x.date_precision == "day" && y.date_precision == "day" && *x.date == *y.date;
}
/// Degrees around the middle of a province within which a town may be its own, where the tables do not tell the province.
constexpr double kProvinceReach = 0.8;

/// "a base in Balkh province", "in Mazar-i-Sharif": a province and a town of it.
bool lies_in(const EventPlace& town, const EventPlace& province) {
  if (province.resolution != 2 || town.resolution <= 2 || town.country_code != province.country_code) return false;
  if (!town.province.empty()) return town.province == province.resolved || town.province == province.province;
  return town.located && province.located && std::abs(town.lat - province.lat) < kProvinceReach && std::abs(town.lon - province.lon) < kProvinceReach;
}
/// "following the airstrikes": the place beside such a word is that of what followed.
bool bare_reference(const Record& r) { return r.nominal && r.definite && r.actors.empty() && r.recipients.empty(); }
bool places_meet(const Record& x, const Record& y) {
  if (bare_reference(y)) return !x.place || !y.place || x.place->country_code.empty() || y.place->country_code.empty() || x.place->country_code == y.place->country_code;
  if ((x.place && x.place->inferred) || (y.place && y.place->inferred)) return true;
  if (!x.place || !y.place || x.place->resolution == 1 || y.place->resolution == 1) return !x.place || !y.place || x.place->country_code == y.place->country_code;
  return x.place->extracted == y.place->extracted || x.place->resolved == y.place->resolved || lies_in(*x.place, *y.place) || lies_in(*y.place, *x.place);
}
std::uint8_t status(const Record& r) { return r.auxiliary; }

bool speech(std::string_view type) {
  return type == "REQUEST" || type == "ACCUSE" || type == "REJECT" || type == "THREATEN" || type == "AGREE" || type == "SUPPORT" || type == "CONCEDE";
}
bool modes_meet(const Record& x, const Record& y) {
  if (x.modes.empty() || y.modes.empty()) return true;
  for (const auto& m : x.modes)
    if (std::find(y.modes.begin(), y.modes.end(), m) != y.modes.end()) return true;
  return false;
}

/// "Putin telephoned the two leaders" is not the meeting that these two held: with several parties on one side all must be the same.
bool same_circle(const std::vector<Party>& x, const std::vector<Party>& y) {
  const auto within = [](const std::vector<Party>& a, const std::vector<Party>& b) { return std::all_of(a.begin(), a.end(), [&](const Party& p) { return share(b, {p}); }); };
  return within(x, y) && within(y, x);
}

/// "The army accused the rebels of breaking the truce": that a deed breaks it is what somebody says; the deed beside it may be a fact.
bool judged(const Record& r) { return r.process.kind == "ceasefire" && r.process.transition == "violated" && !r.attribution.empty(); }

/// Do two records tell one happening? Never by day, place and parties alone where the words tell two.
bool same_event(const Record& x, const Record& y) {
  if (x.event_type != y.event_type || status(x) != status(y) || x.attempted != y.attempted) return false;
  if (judged(x) != judged(y) && (x.attribution.empty() || y.attribution.empty())) return false;
  if (!dates_meet(x, y) || !places_meet(x, y) || !modes_meet(x, y)) return false;
  if (x.content_of != y.content_of && !x.content_of.empty() && !y.content_of.empty()) return false;
  const std::uint32_t gap = y.sentence > x.sentence ? y.sentence - x.sentence : x.sentence - y.sentence;
  // Two verbs of one sentence that the coder kept apart tell two deeds.
  if (gap == 0 && !x.nominal && !y.nominal && !x.trigger.in_title && !y.trigger.in_title && x.event_type != "ASSAULT" && x.event_type != "PROTEST") return false;
  const bool actors = share(x.actors, y.actors), recipients = share(x.recipients, y.recipients);
  if (x.process.kind != y.process.kind && !x.process.kind.empty() && !y.process.kind.empty()) return false;
  const bool late = y.sentence >= x.sentence;
  if (x.event_type == "CONSULT" && !y.nominal && x.recipients.empty() && y.recipients.empty() && x.actors.size() > 1 && y.actors.size() > 1 && !same_circle(x.actors, y.actors)) return false;
  // "the attack", "Friday's assault": a back reference to what was told, however far.
  const bool doers = same_or_open(x.actors, y.actors) || (x.event_type == "ASSAULT" && (nameless(x.actors) || nameless(y.actors) || found_out(x.actors, y.actors)));
  if (late && y.nominal && y.definite && doers && same_or_open(x.recipients, y.recipients) && gap <= 14) return true;
  // "five others died in last night's attack": more victims of what was told.
  if (late && x.event_type == "ASSAULT" && y.nominal && y.definite && same_or_open(x.actors, y.actors) && gap <= kReach) return true;
  if (x.event_type == "ASSAULT" && doers && same_person(x.recipients, y.recipients)) return true;
  // "the protests": one wave of them.
  if (late && x.event_type == "PROTEST" && y.nominal && share(x.actors, y.actors) && share_country(x.recipients, y.recipients)) return true;
  if (x.event_type == "ASSAULT" && same_day_told(x, y) && same_or_open(x.actors, y.actors) && same_or_open(x.recipients, y.recipients) && (actors || recipients)) return true;
  // "Three civilians were killed." behind "The army shelled the town.": the victims of the same deed.
  if (late && x.event_type == "ASSAULT" && y.actors.empty() && !x.actors.empty() && gap <= 2 && std::any_of(y.sizes.begin(), y.sizes.end(), [](const SizeOf& s) { return s.size.high > 1; })) return true;
  if (actors && recipients) return gap <= 12 || speech(x.event_type);
  // "ended the talks" and "rejected any guarantee" are two refusals, unless the second points back.
  if (x.recipients.empty() && y.recipients.empty() && actors) return gap <= kReach && (!speech(x.event_type) || x.frame == y.frame || y.nominal || (!x.process.kind.empty() && x.process.kind == y.process.kind));
  if (!same_or_open(x.actors, y.actors) || !same_or_open(x.recipients, y.recipients)) return false;
  // One side is told only once: near sentences, and what is told must agree in place or word.
  return gap <= 1 && (actors || recipients) && (x.trigger.span.begin != y.trigger.span.begin);
}

/// Of several happenings that a telling may be of, the one that shares more with it: the person harmed, the parties, the words' frame. Points
/// by hand.
int likeness(const Record& x, const Record& y) {
  int points = 0;
  if (same_person(x.recipients, y.recipients)) points += 8;
  if (share(x.recipients, y.recipients)) points += 3;
  if (share(x.actors, y.actors)) points += 2;
  if (x.frame == y.frame) points += 2;
  return points;
}

std::size_t fullness(const Record& r) {
  return r.actors.size() * 2 + r.recipients.size() * 2 + (r.date_precision == "unknown" ? 0U : 1U) + (r.place && !r.place->inferred ? 1U : 0U) + r.sizes.size();
}

/// A party that only the headline names stands nowhere in the text.
void lift_from_title(std::vector<Party>& parties) {
  for (auto& p : parties) {
    if (!p.at.in_title) continue;
    p.text.clear();
    p.at = {};
    p.via = "implicit";
  }
}

/// "Pakistan struck India. Three civilians were killed.": the victims stand before the land that was struck, and are of it, not of whoever
/// struck, unless their own words say so.
void struck_there(Record& into, Record& from) {
  const bool people = !from.recipients.empty() && std::all_of(from.recipients.begin(), from.recipients.end(), [](const Party& p) { return p.kind == "person" || p.kind == "people"; });
  const bool land = into.recipients.size() == 1 && into.recipients.front().kind == "state" && into.recipients.front().sectors == std::vector<std::string>{"GOV"};
  if (!people || !land || from.sentence == into.sentence) return;
  const std::string code = into.recipients.front().code;
  for (auto& p : from.recipients)
    if (p.entity.empty() && p.via == "agent" && std::any_of(into.actors.begin(), into.actors.end(), [&](const Party& a) { return a.code == p.code; })) {
      p.code = code;
      p.cameo = code + (p.sectors.empty() ? "" : p.sectors.front());
    }
  into.recipients.clear();
}

/// What only one tells; a total told later takes the place of the first.
void add_sizes(Record& into, std::vector<SizeOf>&& sizes, bool later) {
  for (auto& s : sizes) {
    const bool replaces = later && s.total;
    put_size(into.sizes, std::move(s), replaces);
  }
}

void absorb(Record& into, Record&& from) {
  lift_from_title(from.actors);
  lift_from_title(from.recipients);
  Telling t;
  t.sentence = from.sentence;
  t.at = from.at;
  t.text = from.event_text;
  t.trigger = from.trigger;
  into.mentions.push_back(std::move(t));
  for (auto& m : from.mentions) into.mentions.push_back(std::move(m));
  if (into.actors.empty() || (nameless(into.actors) && !from.actors.empty() && !nameless(from.actors)) || found_out(into.actors, from.actors)) into.actors = std::move(from.actors);
  if (into.event_type == "ASSAULT" && from.actors.empty()) struck_there(into, from);
  for (auto& p : from.recipients)
    if (!share(into.recipients, {p}) && !share(into.actors, {p}) && from.sentence <= into.sentence + 1) into.recipients.push_back(std::move(p));
  for (auto& m : from.modes)
    if (std::find(into.modes.begin(), into.modes.end(), m) == into.modes.end()) into.modes.push_back(std::move(m));
  if (into.date_precision == "unknown" && from.date_precision != "unknown" && !from.trigger.in_title) {
    into.date = from.date;
    into.enddate = from.enddate;
    into.date_precision = from.date_precision;
    into.date_text = from.date_text;
    into.date_at = from.date_at;
  }
  if ((!into.place || into.place->inferred) && from.place && !from.place->inferred && !from.place->at.in_title) into.place = std::move(from.place);
  if (!from.trigger.in_title) add_sizes(into, std::move(from.sizes), from.sentence >= into.sentence);
  if (into.process.kind.empty()) into.process = std::move(from.process);
  for (auto& r : from.reasons) into.reasons.push_back(std::move(r));
  into.reasons.push_back({"merged", "told again: \"" + from.event_text + "\" (sentence " + std::to_string(from.sentence) + ")"});
}

std::uint64_t mix(std::uint64_t h, std::string_view s) {
  for (const char c : s) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;  // FNV-1a, 64 bits
  return h;
}

}  // namespace

std::vector<Record> merge_tellings(std::vector<Record> body, std::vector<Record> title, bool reasons) {
  std::vector<Record> out;
  std::map<std::string, std::string> moved;
  for (auto& r : body) {
    if (r.id.empty()) {  // lost: only explain has these
      if (reasons) out.push_back(std::move(r));
      continue;
    }
    Record* target = nullptr;
    int best = -1;
    for (auto it = out.rbegin(); it != out.rend(); ++it)
      if (!it->id.empty() && same_event(*it, r)) {
        const int points = likeness(*it, r);
        if (points <= best) continue;
        best = points;
        target = &*it;
      }
    if (target == nullptr && r.echo) {
      if (!reasons) continue;
      r.id.clear();
      r.reasons.push_back({"lost", "points back to nothing told before"});
    }
    if (target == nullptr) {
      out.push_back(std::move(r));
      continue;
    }
    const auto from = "#" + std::to_string(r.trigger.span.begin), to = "#" + std::to_string(target->trigger.span.begin);
    if (fullness(r) > fullness(*target)) {
      // The fuller telling leads, at the place of the first in the output.
      Record fuller = std::move(r);
      std::swap(*target, fuller);
      moved[to] = from;
      absorb(*target, std::move(fuller));
    } else {
      moved[from] = to;
      absorb(*target, std::move(r));
    }
  }
  for (auto& t : title) {
    if (t.id.empty() || t.echo) continue;
    for (auto& r : out) {
      if (r.id.empty() || r.event_type != t.event_type || !same_or_open(r.actors, t.actors) || !same_or_open(r.recipients, t.recipients)) continue;
      if (!(share(r.actors, t.actors) || share(r.recipients, t.recipients))) continue;
      absorb(r, std::move(t));
      t.id.clear();
      break;
    }
  }
  for (auto& r : out) {
    if (r.date_precision != "unknown" || !r.supposed.first || (r.auxiliary & (aux_future | aux_hypothetical)) != 0) continue;
    r.date = r.supposed.first;
    r.enddate = r.supposed.last;
    r.date_precision = r.supposed.grain == Grain::day ? "day" : "month";
  }
  for (auto& r : out)
    for (int step = 0; step < 8; ++step) {
      const auto it = moved.find(r.content_of);
      if (it == moved.end()) break;
      r.content_of = it->second;
    }
  return out;
}

void name_records(std::vector<Record>& records, std::string_view text, std::uint64_t lexicon_hash) {
  const std::uint64_t base = mix(mix(0xcbf29ce484222325ULL ^ lexicon_hash, text), "khaldun");
  std::map<std::string, std::string> ids;
  std::set<std::string> taken;
  for (auto& r : records) {
    if (r.id.empty()) continue;
    std::uint64_t h = mix(mix(base, r.doc), r.event_type);
    h = mix(h, std::to_string(r.trigger.span.begin) + (r.trigger.in_title ? "t" : "b"));
    for (const auto& p : r.actors) h = mix(h, p.code + "/" + p.text);
    char buffer[24];
    std::snprintf(buffer, sizeof buffer, "%016llx", static_cast<unsigned long long>(h));
    r.id = buffer;
    while (!taken.insert(r.id).second) r.id += "x";
    ids["#" + std::to_string(r.trigger.span.begin)] = r.id;
  }
  for (auto& r : records) {
    if (r.content_of.empty()) continue;
    const auto it = ids.find(r.content_of);
    r.content_of = it == ids.end() || it->second == r.id ? "" : it->second;
  }
}

}  // namespace khaldun
