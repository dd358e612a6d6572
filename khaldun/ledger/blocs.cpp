#include "khaldun/ledger/blocs.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <set>

#include "khaldun/lexicon/lexicon.h"

namespace khaldun {
namespace {

/// PLOVER sectors that act for a state (manual 2.0, table of sectors).
constexpr std::array<std::string_view, 6> kOfState = {"GOV", "MIL", "COP", "SPY", "JUD", "LEG"};

bool of_state(std::string_view sector) {
  return std::find(kOfState.begin(), kOfState.end(), sector) != kOfState.end();
}

bool holds(const table::Role& role, std::optional<Day> day) {
  if (!day) return role.to == table::kForever;
  const auto n = static_cast<std::int32_t>(day->time_since_epoch().count());
  return role.from <= n && n < role.to;
}

/// An organisation that has never been anything but a part of a state.
bool state_organ(const Lexicon& lexicon, const table::Actor& actor) {
  const auto roles = lexicon.items(actor.roles);
  return !roles.empty() && std::all_of(roles.begin(), roles.end(), [&](const table::Role& role) {
    const auto sectors = lexicon.items(role.sectors);
    return !sectors.empty() && of_state(lexicon.text(sectors.front()));
  });
}

/// The role in which an organisation governs on a day; null if it does not.
const table::Role* government_role(const Lexicon& lexicon, const table::Actor& actor, std::optional<Day> day) {
  for (const table::Role& role : lexicon.items(actor.roles)) {
    const auto sectors = lexicon.items(role.sectors);
    if (!sectors.empty() && lexicon.text(sectors.front()) == "GOV" && (!day || holds(role, day))) return &role;
  }
  return nullptr;
}

std::string governed(const Lexicon& lexicon, const table::Actor& actor, std::optional<Day> day) {
  const auto* role = government_role(lexicon, actor, day);
  if (role == nullptr || (!day && !holds(*role, day))) return {};
  return role->rival ? std::string(lexicon.text(actor.key)) : state_key(lexicon, lexicon.text(role->country));
}

/// The one organisation that a person's own words name: "Renamo leader Afonso Dhlakama"; "" if none or several.
std::string group_in_words(const Lexicon& lexicon, const Who& who) {
  const auto pieces = normalise_words(who.text);
  std::vector<std::string_view> words;
  for (const auto& piece : pieces) words.push_back(piece.word);
  std::set<std::string> found;
  std::vector<Lexicon::Hit> hits;
  for (std::uint32_t i = 0; i < words.size();) {
    hits.clear();
    lexicon.find_at(words, i, Words::forms, hits);
    std::uint32_t next = i + 1;
    for (const auto& use : hits.empty() ? std::span<const table::Use>() : hits.back().uses) {
      if (use.type != table::UseType::actor) continue;
      const auto& actor = lexicon.row<table::Actor>(use.row);
      if (actor.kind != table::Kind::organisation || state_organ(lexicon, actor)) continue;
      const auto roles = lexicon.items(actor.roles);
      if (std::none_of(roles.begin(), roles.end(), [&](const table::Role& role) { return lexicon.text(role.country) == who.code; })) continue;
      found.insert(std::string(lexicon.text(actor.key)));
      next = hits.back().last;
    }
    i = next;
  }
  return found.size() == 1 ? *found.begin() : std::string();
}

/// The organisation that a person speaks for on a day; "" where the lexicon does not say.
std::string_view leads(const Lexicon& lexicon, const table::Actor& person, std::optional<Day> day) {
  for (const table::Role& role : lexicon.items(person.roles)) {
    if (holds(role, day) && !lexicon.text(role.group).empty()) return lexicon.text(role.group);
  }
  return {};
}

std::string code_and_sector(const Who& who) {
  if (who.code.empty() || who.sectors.empty()) return {};
  return who.code + " " + who.sectors.front();
}

}  // namespace

std::string state_key(const Lexicon& lexicon, std::string_view code) {
  std::string key = "state-";
  for (char c : code) key += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return lexicon.actor(key) == table::kNoRow ? std::string() : key;
}

Blocs::Blocs(const Lexicon& lexicon) : lexicon_(lexicon) {
  for (const auto& actor : lexicon.all<table::Actor>()) {
    if (actor.kind != table::Kind::organisation) continue;
    for (const table::Role& role : lexicon.items(actor.roles)) {
      const auto sectors = lexicon.items(role.sectors);
      if (role.rival && !sectors.empty() && lexicon.text(sectors.front()) == "GOV") rivals_.push_back({&role, lexicon.text(actor.key)});
    }
  }
}

std::string Blocs::state(std::string_view code, std::optional<Day> day) const {
  for (const auto& [role, key] : rivals_) {
    if (lexicon_.text(role->country) == code && holds(*role, day)) return std::string(key);
  }
  return state_key(lexicon_, code);
}

std::string Blocs::key_of_group(std::string_view group, std::optional<Day> day) const {
  const auto row = lexicon_.actor(group);
  if (row == table::kNoRow) return std::string(group);
  const std::string governs = governed(lexicon_, lexicon_.row<table::Actor>(row), day);
  return governs.empty() ? std::string(group) : governs;
}

std::string Blocs::key(const Who& who, std::optional<Day> day) const {
  const bool official = !who.sectors.empty() && of_state(who.sectors.front());
  if (!who.entity.empty()) {
    const auto row = lexicon_.actor(who.entity);
    if (row == table::kNoRow) return who.entity;
    const auto& actor = lexicon_.row<table::Actor>(row);
    if (actor.kind == table::Kind::state) {
      const std::string key = state(who.code, day);
      return key.starts_with("state-") || key.empty() ? who.entity : key;  // a disputed territory is its own entry
    }
    if (actor.kind == table::Kind::organisation) {
      if (const auto whole = lexicon_.text(actor.wing_of); !whole.empty()) return key_of_group(whole, day);
      const std::string governs = governed(lexicon_, actor, day);
      if (!governs.empty()) return governs;
      if (!state_organ(lexicon_, actor)) return who.entity;
    }
    if (official) {
      const std::string key = state(who.code, day);
      if (!key.empty()) return key;
    }
    const std::string role = code_and_sector(who);
    if (actor.kind == table::Kind::person && !role.empty() && !official) {
      const std::string group = group_in_words(lexicon_, who);
      if (!group.empty()) return group;
      const auto led = leads(lexicon_, actor, day);
      return led.empty() ? role : key_of_group(led, day);
    }
    return who.entity;
  }
  if (official) {
    const std::string key = state(who.code, day);
    if (!key.empty()) return key;
  }
  if (!who.of.empty()) return key_of_group(who.of, day);
  const std::string role = code_and_sector(who);
  if (!role.empty()) return role;
  return who.sectors.empty() || who.sectors.front() == "UNK" ? std::string() : who.sectors.front();
}

namespace {

template <class Told, class Give>
void each(Told& told, const Give& give) {
  for (auto& who : told.actors) give(who);
  for (auto& who : told.recipients) give(who);
  for (auto& who : told.participants) give(who);
  for (auto& voice : told.voices) give(voice.source);
}

}  // namespace

void Blocs::fill(Assertion& told, std::string_view groups) const {
  const auto day = told.last ? told.last : told.told;
  each(told, [&](Who& who) {
    who.key = key(who, day);
    for (std::string_view rest = groups; !rest.empty();) {
      const auto end = std::min(rest.find(';'), rest.size());
      const auto one = rest.substr(0, end);
      const auto sign = std::min(one.find('='), one.size());
      if (one.substr(0, sign) == who.key) who.key = std::string(one.substr(std::min(sign + 1, one.size())));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  });
}

std::string Blocs::groups_in(const Assertion& told) const {
  const auto day = told.last ? told.last : told.told;
  std::set<std::string> found;
  each(told, [&](const Who& who) {
    std::string own = key(who, day);
    if (own != who.key) found.insert((own += '=') += who.key);
  });
  std::string out;
  for (const auto& one : found) out += (out.empty() ? "" : ";") + one;
  return out;
}

void Blocs::fill(std::vector<Assertion>& document) const {
  std::map<std::string, std::set<std::string>> groups;  // "PAK REB" → ttp
  std::map<std::string, std::string> leads;             // person → the group that it speaks for elsewhere in the document
  for (Assertion& told : document) {
    const auto day = told.last ? told.last : told.told;
    each(told, [&](Who& who) {
      who.key = key(who, day);
      if (who.kind == "person" && !who.entity.empty() && lexicon_.actor(who.key) != table::kNoRow) leads.emplace(who.entity, who.key);
      if (who.entity.empty() || who.kind == "person" || who.key != who.entity) return;
      groups[code_and_sector(who)].insert(who.key);
    });
  }
  for (Assertion& told : document) {
    each(told, [&](Who& who) {
      if (const auto led = leads.find(who.entity); led != leads.end() && !who.entity.empty() && lexicon_.actor(who.key) == table::kNoRow) who.key = led->second;
      const auto found = groups.find(who.key);
      if (found != groups.end() && found->second.size() == 1) who.key = *found->second.begin();
    });
  }
}

}  // namespace khaldun
