#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "khaldun/base/is_one.h"
#include "khaldun/events/resolve.h"

namespace khaldun {
namespace {

/// Sentences back in which a condemned deed may stand.
constexpr std::uint32_t kDeedReach = 6;

bool violent_or_coercive(std::string_view type) { return type == "ASSAULT" || type == "COERCE" || type == "SANCTION" || type == "MOBILIZE"; }

bool share_code(const std::vector<Party>& x, const std::vector<Party>& y) {
  for (const auto& p : x)
    for (const auto& q : y)
      if (!p.code.empty() && p.code == q.code) return true;
  return false;
}

/// The same parties where the text does not name them. A state that used force is its government when it is blamed.
std::vector<Party> not_named(std::vector<Party> parties, bool blamed) {
  for (auto& p : parties) {
    p.text.clear();
    p.at = {};
    p.via = "implicit";
    if (blamed && p.kind == "state" && p.sectors.size() > 1 && p.sectors.front() == "MIL") p.sectors = {"GOV"};
  }
  return parties;
}

/// "gunmen": nobody is blamed by that.
bool of_no_country(const std::vector<Party>& parties) {
  return std::all_of(parties.begin(), parties.end(), [](const Party& p) { return p.code.empty(); });
}

void against_doer(Record& r, const Record& deed) {
  r.recipients = not_named(deed.actors, true);
  r.reasons.push_back({"recipient", "implied: the doer of \"" + deed.event_text + "\""});
}

/// "The operation was condemned": whoever did the last harmful deed told, if that is not the speaker's own side.
void blame(const std::vector<Record>& all, Record& r) {
  const Record* deed = nullptr;
  for (const auto& other : all) {
    if (&other == &r || other.id.empty() || other.actors.empty() || !violent_or_coercive(other.event_type)) continue;
    if (other.sentence > r.sentence || other.sentence + kDeedReach < r.sentence || share_code(other.actors, r.actors)) continue;
    if (of_no_country(other.actors)) continue;
    if (deed == nullptr || other.sentence >= deed->sentence) deed = &other;
  }
  if (deed != nullptr) against_doer(r, *deed);
}

/// Only one adversary harms this side in the text: an attack on it by nobody named is his.
void adversary(const std::vector<Record>& all, Record& r) {
  const Record* found = nullptr;
  for (const auto& other : all) {
    if (&other == &r || other.id.empty() || other.event_type != "ASSAULT" || other.actors.empty() || other.recipients.empty()) continue;
    if ((other.auxiliary & (aux_negation | aux_hypothetical | aux_future)) != 0) continue;
    if (!share_code(other.recipients, r.recipients) || share_code(other.actors, r.recipients)) continue;
    if (found != nullptr && !share_code(found->actors, other.actors)) return;
    if (found == nullptr) found = &other;
  }
  if (found == nullptr) return;
  r.actors = not_named(found->actors, false);
  r.reasons.push_back({"actor", "implied: as in \"" + found->event_text + "\""});
}

/// A protest against nobody named: against whom the others of these people in the text are, else the government of their country. A
/// workers' strike may be against their firm.
void protested(const std::vector<Record>& all, Record& r) {
  if (r.in_favour || r.actors.empty() || r.actors.front().kind == "state") return;
  const auto mode = [&](std::string_view name) { return std::find(r.modes.begin(), r.modes.end(), name) != r.modes.end(); };
  if (mode("strike")) return;
  for (const auto& other : all) {
    if (&other == &r || other.id.empty() || other.event_type != "PROTEST" || other.recipients.empty() || !share_code(other.actors, r.actors)) continue;
    if (std::none_of(other.recipients.begin(), other.recipients.end(), [](const Party& p) { return p.kind == "state" || (!p.sectors.empty() && p.sectors.front() == "GOV"); })) continue;
    r.recipients = not_named(other.recipients, true);
    r.reasons.push_back({"recipient", "implied: as in \"" + other.event_text + "\""});
    return;
  }
  if (mode("riot") || !is_country_code(r.actors.front().code)) return;
  r.recipients.push_back(government_of(r.actors.front().code));
  r.reasons.push_back({"recipient", "implied: the government of those who protest"});
}

/// "A state of emergency was declared in the province": only who governs there can do it.
void government_of_place(Record& r) {
  if (std::none_of(r.modes.begin(), r.modes.end(), [](const std::string& m) { return m == "martial-law" || m == "curfew"; })) return;
  r.actors.push_back(government_of(r.place->country_code));
  r.reasons.push_back({"actor", "implied: the government of the place"});
}

/// Sentences back in which the claim may stand that a denial is of.
constexpr std::uint32_t kClaimReach = 4;

/// Those who act for a state.
bool of_state(const Party& p) {
  return p.kind == "state" || (!p.sectors.empty() && is_one(p.sectors.front(), {"GOV", "MIL", "COP", "SPY", "JUD", "LEG"}));
}

bool same_party(const Party& x, const Party& y) {
  if (!x.entity.empty() && x.entity == y.entity) return true;
  if (!x.sectors.empty() && !y.sectors.empty() && of_state(x) != of_state(y)) return false;
  if (!x.code.empty() && x.code == y.code && of_state(x) && of_state(y) && x.kind != "person" && y.kind != "person") return true;
  return !x.code.empty() && x.code == y.code && (x.entity.empty() || y.entity.empty() || x.kind == "person" || y.kind == "person");
}

void deny(Record& claim, const Record& denial, const Party& who, const std::string& cue) {
  Attribution voice;
  voice.source = who;
  voice.cue_at = denial.trigger;
  voice.cue = cue;
  voice.stance = "denies";
  voice.about = "event";
  claim.attribution.push_back(std::move(voice));
  claim.reasons.push_back({"status", "denied in \"" + denial.event_text + "\""});
}

/// "Hezbollah accuses Riyadh of … The coalition called it untrue": nobody denies his own charge, so a description that was taken for who
/// makes it is of the one whom it names. The charge, of this sentence or the one before; null if there is none.
Record* own_charge(std::vector<Record>& all, const Record& denial, const Party& who) {
  if (who.via != "coreference" && who.via != "agent") return nullptr;
  Record* charge = nullptr;
  for (auto& other : all) {
    if (&other == &denial || other.id.empty() || other.event_type == "ACCUSE" || other.actors.size() != 1 || other.sentence > denial.sentence || other.sentence + 1 < denial.sentence) continue;
    const bool theirs = std::any_of(other.attribution.begin(), other.attribution.end(), [&](const Attribution& a) { return a.stance == "asserts" && same_party(a.source, who); });
    const bool denied = std::any_of(other.attribution.begin(), other.attribution.end(), [&](const Attribution& a) { return a.stance == "denies"; });
    if (theirs && !denied && !same_party(other.actors.front(), who)) charge = &other;
  }
  return charge;
}

/// "Kabul denied the accusation": it denies what it was last said to have done.
void rebut(std::vector<Record>& all, Record& denial) {
  for (Party& who : denial.actors) {
    Record* claim = nullptr;
    for (auto& other : all) {
      if (&other == &denial || other.id.empty() || other.sentence > denial.sentence || other.sentence + kClaimReach < denial.sentence) continue;
      const bool accused = std::any_of(other.actors.begin(), other.actors.end(), [&](const Party& p) { return same_party(p, who); });
      const bool claimed = std::any_of(other.attribution.begin(), other.attribution.end(), [&](const Attribution& a) {
        return a.stance == "asserts" && !same_party(a.source, who);
      });
      const bool denied = std::any_of(other.attribution.begin(), other.attribution.end(), [&](const Attribution& a) {
        return a.stance == "denies" && same_party(a.source, who);
      });
      if (accused && claimed && !denied && (claim == nullptr || other.sentence >= claim->sentence)) claim = &other;
    }
    if (claim == nullptr && (claim = own_charge(all, denial, who)) != nullptr) {
      Party accused = claim->actors.front();
      accused.text = who.text, accused.at = who.at, accused.via = "coreference";
      who = std::move(accused);
      denial.reasons.push_back({"actor", "implied: nobody denies his own charge"});
    }
    if (claim == nullptr) continue;
    // "The party denied it": the one that was accused.
    Party source = who;
    for (const Party& p : claim->actors) {
      if (!who.entity.empty() || p.entity.empty() || !same_party(p, who)) continue;
      source = p;
      source.text = who.text, source.at = who.at;
      break;
    }
    deny(*claim, denial, source, denial.rebuts);
    if (!denial.recipients.empty()) continue;
    // … and whose claim it was.
    for (const auto& a : claim->attribution)
      if (a.stance == "asserts" && !same_party(a.source, who) && denial.recipients.empty()) {
        denial.recipients = not_named({a.source}, false);
        denial.reasons.push_back({"recipient", "implied: who says what is denied"});
      }
  }
}

/// Help of one kind or another: who "does not support the rebels" does not arm them either.
bool same_deed(const std::string& x, const std::string& y) {
  return x == y || (is_one(x, {"AID", "SUPPORT", "COOPERATE"}) && is_one(y, {"AID", "SUPPORT", "COOPERATE"}));
}

/// "Delhi denied having opened fire", "Kigali said it does not support the rebels": who says of itself that it did no such thing, without
/// saying against whom or for the same one, denies that which it was accused of.
void rebut_deed(std::vector<Record>& all, const Record& denial) {
  if (denial.event_type == "REJECT" || (denial.auxiliary & aux_negation) == 0) return;
  for (const auto& a : denial.attribution) {
    if ((a.stance != "denies" && a.stance != "asserts") || std::none_of(denial.actors.begin(), denial.actors.end(), [&](const Party& p) { return same_party(p, a.source); })) continue;
    Record* claim = nullptr;
    for (auto& other : all) {
      if (other.id.empty() || other.sentence >= denial.sentence || other.sentence + kClaimReach < denial.sentence || !same_deed(other.event_type, denial.event_type)) continue;
      if ((other.auxiliary & aux_negation) != 0) continue;
      const auto meant = [&](const Party& p) { return std::any_of(other.recipients.begin(), other.recipients.end(), [&](const Party& q) { return same_party(p, q); }); };
      if (a.stance == "asserts" && !denial.recipients.empty() && !other.recipients.empty() && std::none_of(denial.recipients.begin(), denial.recipients.end(), meant)) continue;
      const auto voiced = [&](std::string_view stance, bool own) {
        return std::any_of(other.attribution.begin(), other.attribution.end(), [&](const Attribution& v) { return v.stance == stance && same_party(v.source, a.source) == own; });
      };
      const bool accused = std::any_of(other.actors.begin(), other.actors.end(), [&](const Party& p) { return same_party(p, a.source); });
      if (accused && voiced("asserts", false) && !voiced("denies", true)) claim = &other;
    }
    if (claim != nullptr) deny(*claim, denial, a.source, a.cue);
  }
}

/// "blamed the rebels for an ambush that killed four": whom one blames has done it, if nobody else has.
void blamed(const std::vector<Record>& all, Record& r) {
  for (const auto& charge : all) {
    if (charge.id.empty() || charge.event_type != "ACCUSE" || charge.sentence != r.sentence || charge.trigger.in_title != r.trigger.in_title || charge.recipients.size() != 1 || charge.actors.empty()) continue;
    if (charge.trigger.span.begin > r.trigger.span.begin || std::find(charge.modes.begin(), charge.modes.end(), "allege") == charge.modes.end()) continue;
    const bool theirs = std::any_of(r.attribution.begin(), r.attribution.end(), [&](const Attribution& a) {
      return a.stance == "asserts" && same_party(a.source, charge.actors.front());
    });
    if (!theirs || std::any_of(r.recipients.begin(), r.recipients.end(), [&](const Party& p) { return same_party(p, charge.recipients.front()); })) continue;
    r.actors = not_named(charge.recipients, false);
    r.reasons.push_back({"actor", "implied: who is blamed for it"});
    return;
  }
}

/// Do the records tell elsewhere that these two fight or have a truce, or does it happen in the accuser's land?
bool at_odds(const std::vector<Record>& all, const Record& r, const Party& accuser, const Party& accused) {
  if (r.place && r.place->country_code == accuser.code) return true;
  return std::any_of(all.begin(), all.end(), [&](const Record& other) {
    if (other.id.empty() || &other == &r || (other.event_type != "ASSAULT" && other.process.kind.empty())) return false;
    const auto takes_part = [&](const Party& who) {
      const auto same = [&](const Party& p) { return p.code == who.code && (of_state(p) || !of_state(who)); };
      return std::any_of(other.actors.begin(), other.actors.end(), same) || std::any_of(other.recipients.begin(), other.recipients.end(), same);
    };
    return takes_part(accuser) && takes_part(accused);
  });
}

/// "The army said the rebels had broken the truce": the truce with itself, if it is at war with them.
void wronged(const std::vector<Record>& all, Record& r) {
  const auto group = [](const Party& p) { return !p.sectors.empty() && is_one(p.sectors.front(), {"REB", "UAF", "PRM"}); };
  const Party* found = nullptr;
  for (const auto& a : r.attribution) {
    const Party& said = a.source;
    if (a.stance != "asserts" || (!group(said) && !of_state(said)) || found != nullptr) {
      if (a.stance == "asserts") return;
      continue;
    }
    const bool other_side = std::any_of(r.actors.begin(), r.actors.end(), [&](const Party& p) {
      if (same_party(p, said)) return false;
      if (group(p) && of_state(said)) return p.code == said.code || at_odds(all, r, said, p);
      if (group(said) && of_state(p)) return true;
      return of_state(p) && of_state(said) && p.code != said.code && at_odds(all, r, said, p);
    });
    if (!other_side) return;
    found = &said;
  }
  if (found == nullptr) return;
  r.recipients = not_named({*found}, false);
  r.reasons.push_back({"recipient", "implied: who says that the truce was broken"});
}

/// "The rebels announced that a truce had been reached with the army": who says so for one side of a war is that side.
void own_pact(Record& r) {
  if (r.process.kind != "ceasefire" || (r.process.transition != "declared" && r.process.transition != "extended") || (r.auxiliary & (aux_negation | aux_hypothetical)) != 0) return;
  if (r.actors.size() + r.recipients.size() != 1 || r.attribution.size() != 1 || r.attribution.front().stance != "asserts") return;
  const Party &said = r.attribution.front().source, &other = r.actors.empty() ? r.recipients.front() : r.actors.front();
  const auto rebel = [](const Party& p) { return !p.sectors.empty() && is_one(p.sectors.front(), {"REB", "UAF", "PRM"}); };
  if (same_party(said, other) || !((rebel(said) && of_state(other)) || (rebel(other) && of_state(said) && said.code == other.code))) return;
  auto& side = r.actors.empty() ? r.recipients : r.actors;
  for (auto& p : not_named({said}, false)) side.push_back(p);
  r.reasons.push_back({"actor", "implied: the side that tells of the truce"});
}

/// Captives who "were released": by who took them, where the text tells that.
void released(const std::vector<Record>& all, Record& r) {
  if (std::find(r.modes.begin(), r.modes.end(), "release") == r.modes.end()) return;
  for (const auto& taken : all) {
    if (taken.id.empty() || taken.actors.empty() || taken.sentence > r.sentence || taken.sentence + kDeedReach < r.sentence || (taken.auxiliary & (aux_negation | aux_hypothetical | aux_future)) != 0) continue;
    if (std::none_of(taken.modes.begin(), taken.modes.end(), [](const std::string& mode) { return mode == "abduct" || mode == "arrest"; })) continue;
    const bool same = std::any_of(taken.recipients.begin(), taken.recipients.end(), [&](const Party& x) {
      return std::any_of(r.recipients.begin(), r.recipients.end(), [&](const Party& y) { return (!x.entity.empty() || !y.entity.empty() ? x.entity == y.entity : x.code == y.code && x.sectors == y.sectors); });
    });
    if (!same) continue;
    r.actors = not_named(taken.actors, true);
    r.reasons.push_back({"actor", "implied: the doer of \"" + taken.event_text + "\""});
    return;
  }
}

/// "Bulgaria expelled ten diplomats; Moscow vowed to retaliate": against who has just harmed or threatened it.
void retaliate(const std::vector<Record>& all, Record& r) {
  constexpr std::uint32_t kJustBefore = 2;  // sentences
  const Record* deed = nullptr;
  for (const auto& other : all) {
    if (&other == &r || other.id.empty() || other.actors.empty() || other.sentence > r.sentence || other.sentence + kJustBefore < r.sentence) continue;
    if (other.trigger.in_title == r.trigger.in_title && other.trigger.span.begin > r.trigger.span.begin) continue;
    if (!violent_or_coercive(other.event_type) && other.event_type != "THREATEN" && other.event_type != "ACCUSE") continue;
    const auto ours = [&](const Party& p) { return std::any_of(r.actors.begin(), r.actors.end(), [&](const Party& q) { return same_party(p, q); }); };
    if (std::none_of(other.recipients.begin(), other.recipients.end(), ours) || std::any_of(other.actors.begin(), other.actors.end(), ours)) continue;
    if (of_no_country(other.actors)) continue;
    if (deed == nullptr || other.sentence >= deed->sentence) deed = &other;
  }
  if (deed != nullptr) against_doer(r, *deed);
}

/// "The ministers of Uganda and Rwanda met. Rwanda closed the border": against the other of two states that have just been told together.
void other_of_two(const std::vector<Record>& all, Record& r) {
  constexpr std::uint32_t kJustBefore = 2;  // sentences
  if (r.event_type != "SANCTION" || std::none_of(r.modes.begin(), r.modes.end(), [](const std::string& mode) { return mode == "withdraw" || mode == "expel" || mode == "discontinue"; })) return;
  if (r.actors.size() != 1 || !is_country_code(r.actors.front().code) || !of_state(r.actors.front())) return;
  const auto& own = r.actors.front().code;
  std::string found;
  for (const auto& other : all) {
    if (&other == &r || other.id.empty() || other.sentence > r.sentence || other.sentence + kJustBefore < r.sentence) continue;
    for (const auto* side : {&other.actors, &other.recipients})
      for (const auto& p : *side) {
        if (p.code == own || p.code == found) continue;
        if (!is_country_code(p.code) || !of_state(p) || !found.empty()) return;
        found = p.code;
      }
    if (!found.empty() && !share_code(other.actors, r.actors) && !share_code(other.recipients, r.actors)) return;
  }
  if (found.empty()) return;
  r.recipients.push_back(government_of(found));
  r.reasons.push_back({"recipient", "implied: the other of the two states"});
}

/// "in response to the bombings": a telling of a deed of nobody, to nobody, nowhere, without a figure, a source or a step of a process can be
/// counted by nobody.
bool tells_nothing(const Record& r) {
  return r.actors.empty() && r.recipients.empty() && r.participants.empty() && r.sizes.empty() && r.attribution.empty() && r.content_of.empty() && r.process.kind.empty() &&
         (!r.place || (r.place->resolved.empty() && r.place->extracted.empty()) || (r.place->inferred && r.nominal));
}

}  // namespace

bool is_country_code(std::string_view code) { return code.size() == 3 && !is_one(code, {"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"}); }

Party government_of(const std::string& code) {
  Party p;
  p.kind = "state";
  p.via = "implicit";
  p.sectors = {"GOV"};
  p.code = code;
  p.cameo = code + "GOV";
  return p;
}

void imply(std::vector<Record>& records, bool reasons) {
  for (std::size_t i = 0; i < records.size(); ++i)
    if (!records[i].id.empty() && !records[i].rebuts.empty() && (records[i].auxiliary & (aux_negation | aux_hypothetical | aux_future)) == 0) rebut(records, records[i]);
  for (std::size_t i = 0; i < records.size(); ++i)
    if (!records[i].id.empty() && records[i].rebuts.empty()) rebut_deed(records, records[i]);
  for (auto& r : records) {
    if (r.id.empty()) continue;
    if (r.blames && r.event_type == "ACCUSE" && r.recipients.empty() && !r.actors.empty()) blame(records, r);
    if (r.event_type == "PROTEST" && r.recipients.empty()) protested(records, r);
    if (r.event_type == "COERCE" && r.actors.empty() && r.place && !r.place->country_code.empty()) government_of_place(r);
    if (r.event_type == "ASSAULT" && r.actors.empty() && !r.recipients.empty()) blamed(records, r);
    if (r.event_type == "ASSAULT" && r.actors.empty() && !r.recipients.empty()) adversary(records, r);
    if (r.event_type == "RETREAT" && r.actors.empty() && !r.recipients.empty()) released(records, r);
    if (r.recipients.empty()) other_of_two(records, r);
    if (r.event_type == "THREATEN" && r.recipients.empty() && !r.actors.empty()) retaliate(records, r);
    own_pact(r);
    if (r.process.kind == "ceasefire" && r.process.transition == "violated" && r.recipients.empty() && !r.actors.empty()) wronged(records, r);
  }
  for (auto& r : records) {
    if (r.id.empty() || !tells_nothing(r)) continue;
    r.id.clear();
    r.reasons.push_back({"lost", "nobody, no place and no figure is told"});
  }
  if (!reasons) records.erase(std::remove_if(records.begin(), records.end(), [](const Record& r) { return r.id.empty(); }), records.end());
}

}  // namespace khaldun
