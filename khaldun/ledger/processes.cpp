#include "khaldun/ledger/processes.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <tuple>
#include <utility>

#include "khaldun/events/record.h"
#include "khaldun/ledger/blocs.h"
#include "khaldun/lexicon/lexicon.h"

namespace khaldun {
namespace {

using Names = std::vector<std::string>;

void keep(Names& names, const std::string& name) {
  if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

bool among(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

Names keys_of(const std::vector<Who>& all) {
  Names out;
  for (const Who& who : all) keep(out, who.key);
  std::sort(out.begin(), out.end());
  return out;
}

Names both(const Names& a, const Names& b) {
  Names out = a;
  for (const auto& name : b) keep(out, name);
  std::sort(out.begin(), out.end());
  return out;
}

std::string joined(const Names& names) {
  std::string out;
  for (const auto& name : names) out += (out.empty() ? "" : ";") + name;
  return out;
}

Names without(Names names, const Names& gone) {
  std::erase_if(names, [&](const std::string& name) { return among(gone, name); });
  return names;
}

Names voices(const Assertion& told, std::string_view stance) {
  Names out;
  for (const Testimony& voice : told.voices) {
    if (voice.stance == stance && about_event(voice)) {
      keep(out, voice.source.key.empty() ? std::string("UNK") : voice.source.key);
    }
  }
  return out;
}

/// Mediators as the document names them: an entity rather than the bloc that it speaks for.
Names mediators_of(const Assertion& told) {
  Names out;
  for (const Who& who : told.participants) {
    if (who.role == "mediator") keep(out, who.entity.empty() ? who.key : who.entity);
  }
  return out;
}

bool among_mediators(const Assertion& told, const std::string& key) {
  return std::any_of(told.participants.begin(), told.participants.end(),
                     [&](const Who& who) { return who.role == "mediator" && who.key == key; });
}

/// Sectors that can hold fire, and codes that cannot: a bishop or the UN calls for a truce, but has none to keep. A party that
/// declares, keeps or breaks one of its own is armed, whatever it is called.
bool can_fight(const Who& who, const Assertion& told) {
  static const std::set<std::string, std::less<>> kArmed = {"GOV", "MIL", "REB", "UAF", "OPP", "PRM", "SPY", "COP"};
  static const std::set<std::string, std::less<>> kNobodys = {"UNO", "IGO", "EUR", "NGO", "ISM", "MNC"};
  if (who.key.empty() || (who.entity.empty() && who.code.empty()) || kNobodys.count(who.code) > 0) return false;
  if (who.sectors.empty() || kArmed.count(who.sectors.front()) > 0) return true;
  return who.sectors.front() == "PTY" && told.process == "ceasefire" && told.type != "REQUEST";
}

/// Keys of both sides that can hold fire.
Names armed_of(const Assertion& told) {
  std::vector<Who> able;
  for (const auto* side : {&told.actors, &told.recipients}) {
    std::copy_if(side->begin(), side->end(), std::back_inserter(able), [&](const Who& who) { return can_fight(who, told); });
  }
  return keys_of(able);
}

/// Key of the state whose rebels these are by their code; "" if it is none's.
std::string state_of_rebels(const Blocs& blocs, const Who& who, std::optional<Day> day) {
  if (who.key.empty() || who.sectors.empty() || who.sectors.front() != "REB") return {};
  return blocs.state(who.code, day);
}

/// Code and sector, for whoever has no entry: "SSD REB".
bool general(std::string_view key) { return key.find(' ') != std::string_view::npos; }

bool any_general(const Names& names) {
  return std::any_of(names.begin(), names.end(), [](const std::string& name) { return general(name); });
}

/// Bystanders by their own word: no side of talks, an agreement or a truce.
bool bystander(const Who& who) {
  static const std::set<std::string, std::less<>> kBystanders = {"CVL", "SOC", "MED", "BUS", "JRN", "UNK"};
  return who.entity.empty() && !who.sectors.empty() && kBystanders.count(who.sectors.front()) > 0;
}

/// How far back a text may point without saying to what: "the rebels", "the truce", "both sides".
constexpr std::array kCarried = {std::chrono::days{60}, std::chrono::days{200}};

/// Fighting between the parties that is told as a fact by nobody in particular.
bool plain_violence(const Assertion& told) {
  return told.type == "ASSAULT" && (told.auxiliary & (aux_future | aux_hypothetical | aux_negation)) == 0;
}

}  // namespace

std::optional<Day> Processes::Step::effective() const {
  if (last) return last;
  return first ? first : told;
}

bool Processes::Step::before(const Step& other) const {
  const Day earliest = Day{std::chrono::days{-1000000}};
  const auto order = [&](const Step& s) {
    return std::make_tuple(s.effective().value_or(earliest), s.told.value_or(earliest), s.rank, std::string_view(s.doc), s.sentence,
                           s.start, std::string_view(s.id));
  };
  return order(*this) < order(other);
}

Processes::Processes(const Lexicon& lexicon) : lexicon_(lexicon), blocs_(lexicon) {
  for (const auto& machine : lexicon.all<table::Machine>()) machines_[std::string(lexicon.text(machine.kind))].machine = &machine;
  for (const auto& row : lexicon.all<table::MachineRule>()) {
    const auto machine = machines_.find(lexicon.text(row.kind));
    if (machine == machines_.end()) continue;
    const std::string on(lexicon.text(row.on));
    std::size_t rules = 0;
    for (const auto& [transition, some] : machine->second.on) rules += some.size();
    machine->second.rank.emplace(on, rules);
    machine->second.on[on].push_back(&row);
  }
}

const Processes::Machine* Processes::machine_of(std::string_view kind) const {
  const auto found = machines_.find(kind);
  return found == machines_.end() || found->second.machine == nullptr ? nullptr : &found->second;
}

bool Processes::Machine::constitutive(std::string_view transition) const {
  const auto rules = on.find(transition);
  return rules != on.end() &&
         std::any_of(rules->second.begin(), rules->second.end(), [](const auto* rule) { return rule->by == table::Mover::own; });
}

bool Processes::Machine::only_own(std::string_view transition) const {
  const auto rules = on.find(transition);
  return rules != on.end() &&
         std::all_of(rules->second.begin(), rules->second.end(), [](const auto* rule) { return rule->by == table::Mover::own; });
}

void Processes::add(const std::vector<Assertion>& document) {
  for (const Assertion& told : document) add_one(told);
}

void Processes::put(Key key, Step step) {
  const auto* machine = machine_of(key.kind);
  const auto rank = machine->rank.find(step.on);
  step.rank = rank == machine->rank.end() ? machine->rank.size() : rank->second;
  std::string id = step.id + " " + step.on;
  const auto place = steps_.try_emplace(std::move(key)).first;
  const auto [at, added] = place->second.emplace(std::move(id), std::move(step));
  if (added) told_in_[at->second.doc].emplace_back(&place->first, &at->second);
}

void Processes::put_planned(const Key& key, const Step& step) {
  if (!step.planned || !step.told) return put(key, step);
  Step now = step;
  now.first = now.last = step.declared ? step.declared : step.told;
  now.precision = "day";
  put(key, now);
  if (!step.effective() || *step.effective() <= *step.told) return;
  Step then = step;
  then.on = "effect";
  then.planned = false;
  put(key, then);
}

void Processes::note_names(const Assertion& told, const Who& who) {
  if (!who.code.empty()) codes_[who.key].insert(who.code);
  if (general(who.key) || who.sectors.empty() || !told.told) return;
  const auto row = lexicon_.actor(who.key);
  if (row == table::kNoRow || lexicon_.row<table::Actor>(row).kind != table::Kind::organisation) return;
  groups_[who.code + " " + who.sectors.front()][who.key].emplace(*told.told, told.doc);
}

std::string Processes::group_of(const std::string& name, const Step& step) const {
  const auto& groups = whole_ == nullptr ? groups_ : whole_->groups_;
  if (!general(name)) return name;
  auto found = groups.find(name);
  // "The paramilitaries" may have risen since.
  static const std::map<std::string, std::string, std::less<>> kSiblings = {{"REB", "PRM"}, {"PRM", "REB"}};
  const auto sibling = kSiblings.find(name.substr(name.find(' ') + 1));
  if (found == groups.end() && sibling != kSiblings.end()) found = groups.find(name.substr(0, name.find(' ') + 1) + sibling->second);
  if (found == groups.end()) return name;
  for (const auto reach : kCarried) {
    std::string best;
    std::size_t most = 0, second = 0;
    for (const auto& [group, tellings] : found->second) {
      auto at = step.told ? tellings.lower_bound({*step.told - reach, std::string()}) : tellings.begin();
      const auto end = step.told ? tellings.lower_bound({*step.told + reach, std::string()}) : tellings.end();
      const auto count = static_cast<std::size_t>(std::distance(at, end));
      if (count > most) second = std::exchange(most, count), best = group;
      else second = std::max(second, count);
    }
    if (most > 0) return most >= 4 * second ? best : name;  // one of many may be any of them
  }
  return name;
}

std::map<Processes::Key, Processes::Steps> Processes::named(std::deque<Step>& renamed) const {
  std::map<Key, Steps> out;
  for (const auto& [key, steps] : steps_) {
    const bool general_key = general(key.committed) || any_general(key.parties);
    for (const auto& [id, step] : steps) {
      if (!general_key && !any_general(step.movers) && !any_general(step.asserts) && !any_general(step.denies)) {
        out[key].push_back(&step);
        continue;
      }
      Step mine = step;
      const auto rename = [&](Names& names) {
        Names found;
        for (const auto& name : names) keep(found, group_of(name, step));
        std::sort(found.begin(), found.end());
        names = std::move(found);
      };
      for (auto* names : {&mine.movers, &mine.asserts, &mine.denies, &mine.harmed}) rename(*names);
      Key home = key;
      rename(home.parties);
      home.committed = group_of(key.committed, step);
      renamed.push_back(std::move(mine));
      out[std::move(home)].push_back(&renamed.back());
    }
  }
  return out;
}

void Processes::note_pairs(const Assertion& told) {
  const Names armed = armed_of(told), actors = keys_of(told.actors);
  if (!told.country.empty()) doc_codes_[told.doc].insert(told.country);
  for (const auto* side : {&told.actors, &told.recipients}) {
    for (const Who& who : *side) {
      if (who.key.empty()) continue;
      docs_[who.key].insert(told.doc);
      note_names(told, who);
      std::string state = state_of_rebels(blocs_, who, told.last ? told.last : told.told);
      if (!state.empty()) home_[who.key].insert(std::move(state));
    }
  }
  for (const auto& a : armed) {
    for (const auto& b : armed) {
      if (a == b || among_mediators(told, a) || among_mediators(told, b)) continue;
      pairs_[told.doc][{a, b}].insert(told.id);
      // "A clash between the army and the rebels": the two are actors alike, and nobody else is hit.
      const bool across = among(actors, a) != among(actors, b) || (armed.size() == 2 && among(actors, a) && among(actors, b));
      if ((told.type != "ASSAULT" || !across) && told.process != "ceasefire") continue;
      if (foes_[told.doc][{a, b}].insert(told.id).second) ++foes_anywhere_[a][b];
    }
  }
}

void Processes::add_one(const Assertion& told) {
  note_pairs(told);
  if (told.completion == "attempted") return;  // talks that failed were tried, and that is told beside it
  Step step;
  step.doc = told.doc, step.id = told.id, step.precision = told.precision;
  step.first = told.first, step.last = told.last, step.told = told.told, step.declared = told.declared, step.until = told.until;
  step.sentence = told.sentence;
  step.start = told.start.value_or(0);
  step.place = told.place_text;
  step.on = told.transition;
  step.planned = (told.auxiliary & aux_future) != 0;
  step.asserts = voices(told, "asserts");
  step.denies = voices(told, "denies");
  step.mediators = mediators_of(told);
  step.movers = keys_of(told.actors);
  std::string kind = told.process;
  const bool unreal = (told.auxiliary & (aux_hypothetical | aux_negation)) != 0;
  if (kind.empty()) {
    if (plain_violence(told) && !keys_of(told.recipients).empty()) {
      kind = "ceasefire", step.on = "violence", step.hint = true;
    } else if (told.type == "CONSULT" && !step.planned && told.auxiliary != aux_negation && step.movers.size() > 1) {
      kind = "talks", step.on = "held", step.hint = true;
    } else if (told.type == "RETREAT" && among(told.modes, "release")) {
      kind = "captivity", step.on = "ended", step.hint = true;
    } else {
      return;
    }
  }
  const auto* machine = machine_of(kind);
  if (machine == nullptr) return;
  // Who threatens to end what it keeps says that it keeps it.
  const bool threat = told.type == "THREATEN" && machine->on.count("threatened") > 0 && machine->constitutive(step.on);
  if (threat) {
    step.on = "threatened", step.planned = false;
    step.first = step.last = told.told;
  } else if (unreal) {
    return;
  }
  // "will meet for talks": PLOVER has it as an agreement to meet.
  if (kind == "talks" && (step.on == "held" || step.on == "resumed") && told.type == "AGREE") {
    step.on = "scheduled";
    step.first = step.last = told.declared ? told.declared : told.told;
  }
  // "Invited both to talks on June 14": the day to come is that of the talks, the word was given before it was told.
  const bool word = kind == "talks" || step.on == "called_for" || step.on == "offered";
  if (word && !step.planned && step.first && step.told && *step.first > *step.told) step.first = step.last = step.declared ? step.declared : step.told, step.precision = "day";
  if (!voices(told, "demands").empty() && step.on != "called_for" && step.on != "proposed") return;
  switch (machine->machine->per) {
    case table::Per::parties:
      return add_parties(told, kind, std::move(step));
    case table::Per::holding:
    case table::Per::place:
      return add_holding(told, kind, *machine, std::move(step));
    case table::Per::party:
      return add_commitments(told, kind, step);
  }
}

namespace {

/// Both sides without mediators; bystanders only if they are the other side ("talks with the strikers").
Names sides_of(const Assertion& told) {
  Names out, beside;
  for (const auto* side : {&told.actors, &told.recipients}) {
    for (const Who& who : *side) {
      if (!among_mediators(told, who.key)) keep(bystander(who) ? beside : out, who.key);
    }
  }
  if (out.size() == 1) out = both(out, beside);
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

void Processes::add_parties(const Assertion& told, const std::string& kind, Step step) {
  const Names actors = keys_of(told.actors), urged = without(keys_of(told.recipients), actors);
  Names parties = sides_of(told);
  // Who urges two others, or offers them to mediate, is no party.
  if ((told.type == "REQUEST" || step.on == "proposed") && urged.size() > 1) parties = urged;
  // Callers from outside are no parties; a side that calls on the other one is.
  const bool armed_caller = among(armed_of(told), actors.empty() ? "" : actors.front());
  if (told.type == "REQUEST" && urged.size() == 1 && (actors.size() > 1 || !armed_caller)) parties = urged;
  put({kind, "", "", parties}, step);
  if (kind != "agreement" || step.on != "signed" || step.planned) return;
  step.on = "agreement", step.hint = true;
  put({"talks", "", "", parties}, step);
}

void Processes::add_holding(const Assertion& told, const std::string& kind, const Machine& machine, Step step) {
  const Names recipients = keys_of(told.recipients);
  const bool ground = machine.machine->per == table::Per::place;
  const std::string named = told.place.empty() ? told.place_text : told.place;
  const bool town = ground && !named.empty() && (told.resolution >= 2 || told.place.empty());
  const std::string place = town || recipients.empty() ? (named.empty() ? told.country : named) : "";
  Names holders = step.movers;
  // Who takes over a country is not yet its government: the group, not the bloc.
  for (const Who& who : told.actors) {
    if (!among(recipients, who.key) || who.entity.empty() || who.entity == who.key) continue;
    std::replace(holders.begin(), holders.end(), who.key, who.entity);
  }
  if (holders.empty() && recipients.empty() && place.empty()) return;
  step.movers = holders;
  put({kind, town ? "" : joined(recipients), place, ground ? Names() : holders}, std::move(step));
}

/// Whose commitment it is. A call speaks of the commitments of those called upon.
void Processes::add_commitments(const Assertion& told, const std::string& kind, const Step& step) {
  const Names actors = keys_of(told.actors), recipients = keys_of(told.recipients), armed = armed_of(told);
  const bool call = told.type == "REQUEST" || step.on == "called_for";
  Names committed = actors, parties = sides_of(told);
  if (call) {
    committed = without(recipients, actors);
    if (committed.empty()) committed = recipients.empty() ? actors : recipients;
  } else if (committed.empty()) {
    committed = recipients;
  } else if (step.on == "collapsed") {
    committed = parties;
  }
  if (committed.empty()) {
    // "The rebels said the truce was over": if they are a side of it, they have ended it.
    Step loose = step;
    if (step.on == "collapsed" && step.asserts.size() == 1) loose.on = "ended", loose.movers = std::exchange(loose.asserts, {});
    return put_planned({kind, "", "", {}}, loose);
  }
  // "Soldiers were killed in a breach of the truce": whose breach, nobody says; not theirs.
  if (actors.empty() && !call && !machine_of(kind)->constitutive(step.on) && step.on != "in_force" && parties.size() == 1) {
    Step loose = step;
    loose.harmed = parties;
    return put({kind, "", "", {}}, loose);
  }
  std::erase_if(committed, [&](const std::string& name) { return !among(armed, name); });
  std::erase_if(parties, [&](const std::string& name) { return !among(armed, name); });
  // A bishop, the UN, "negotiators of both sides": those of whom the document or the story tells.
  if (committed.empty() && (call || std::all_of(told.actors.begin(), told.actors.end(), bystander))) return put_planned({kind, "", "", {}}, step);
  // "accused each other of breaking it": each says it of the other, not of itself.
  const bool mutual_blame = step.movers.size() > 1 && !machine_of(kind)->constitutive(step.on) &&
                            std::all_of(step.movers.begin(), step.movers.end(), [&](const auto& name) { return among(step.asserts, name); });
  for (const auto& party : committed) {
    Names pair = told.type == "REQUEST" && committed.size() > 1 ? without(committed, {party}) : without(parties, {party});
    keep(pair, party);
    std::sort(pair.begin(), pair.end());
    Step mine = step;
    mine.both = committed.size() == 1 && parties.size() == 1 && (step.on == "collapsed" || step.on == "expired");
    if (mutual_blame) mine.asserts = without(step.asserts, {party}), mine.movers = {party};
    put_planned({kind, party, "", pair}, mine);
  }
}

namespace {

/// Is a step of `steps` told within `reach` before (or on) the day, or in the same document?
template <class Steps, class Step>
bool told_near(const Steps& steps, const Step& step, std::chrono::days reach) {
  return std::any_of(steps.begin(), steps.end(), [&](const Step* other) {
    if (other->hint || other == &step) return false;
    if (other->doc == step.doc) return true;
    return other->told && step.told && *other->told <= *step.told && *step.told - *other->told <= reach;
  });
}

}  // namespace

/// Processes with two parties or more and something real in them, by kind, commitment and party; and holdings.
struct Processes::Homes {
  std::map<std::tuple<std::string_view, std::string_view, std::string_view>, std::vector<const Key*>> by_party;
  std::map<std::pair<std::string, std::string>, std::vector<const Key*>> holdings;  ///< kind and who is held ("of …"), or who holds
  const std::map<Key, Steps>& all;

  /// The one process that a step told of one party, or of nobody, can be of: the only one, else the only one that the document or
  /// the story tells of shortly before; none: null.
  [[nodiscard]] const Key* of(const Key& key, const Step& step) const {
    const auto found = by_party.find({key.kind, key.committed, key.parties.empty() ? std::string_view() : std::string_view(key.parties.front())});
    if (found == by_party.end()) return nullptr;
    if (found->second.size() == 1) return found->second.front();
    if (key.parties.empty()) return nullptr;
    for (const auto reach : {std::chrono::days{-1}, kCarried.front(), kCarried.back()}) {
      const Key* best = nullptr;
      std::size_t count = 0;
      for (const Key* other : found->second) {
        if (other->parties.size() == 2 && told_near(all.at(*other), step, reach)) best = other, ++count;
      }
      if (count > 0) return count == 1 ? best : nullptr;
    }
    return nullptr;
  }
};

std::map<Processes::Key, Processes::Steps> Processes::homed(std::deque<Step>& renamed) const {
  const auto all = named(renamed);
  Homes homes{{}, {}, all};
  const auto hints_only = [](const Steps& steps) { return std::all_of(steps.begin(), steps.end(), [](const Step* step) { return step->hint; }); };
  // Nothing but ends: of what began under another name.
  const auto ends_only = [](const Steps& steps) { return std::all_of(steps.begin(), steps.end(), [](const Step* step) { return step->on == "ended"; }); };
  for (const auto& [key, steps] : all) {
    if (hints_only(steps) || (machine_of(key.kind)->machine->per == table::Per::holding && ends_only(steps))) continue;
    if (machine_of(key.kind)->machine->per == table::Per::holding) {
      if (!key.committed.empty()) homes.holdings[{key.kind, "of " + key.committed}].push_back(&key);
      if (!key.parties.empty()) homes.holdings[{key.kind, joined(key.parties)}].push_back(&key);
    }
    if (key.parties.size() < 2) continue;
    for (const auto& party : key.parties) homes.by_party[{key.kind, key.committed, party}].push_back(&key);
    homes.by_party[{key.kind, key.committed, ""}].push_back(&key);
  }
  std::map<Key, Steps> out;
  for (const auto& [key, steps] : all) {
    const auto per = machine_of(key.kind)->machine->per;
    if (per != table::Per::holding && per != table::Per::place && key.parties.size() < 2) {
      for (const Step* step : steps) {
        const Key* home = homes.of(key, *step);
        out[home == nullptr ? key : *home].push_back(step);
      }
      continue;
    }
    std::vector<const Key*> into = {&key};
    if (per == table::Per::holding && (hints_only(steps) || ends_only(steps))) {
      // Whoever frees captives: of the one holding that there is of them, else of the one that this holder has.
      const auto held = homes.holdings.find({key.kind, "of " + key.committed}), holder = homes.holdings.find({key.kind, joined(key.parties)});
      if (held != homes.holdings.end() && held->second.size() == 1) into = held->second;
      else if (holder != homes.holdings.end() && holder->second.size() == 1) into = holder->second;
    }
    if (per == table::Per::party && key.parties.size() > 2 &&
        std::all_of(steps.begin(), steps.end(), [](const Step* step) { return step->on == "called_for"; })) {
      // Several call on one side: the call is for what that side has with each of them that it has something with.
      const auto found = homes.by_party.find({key.kind, key.committed, key.committed});
      std::vector<const Key*> pairs;
      for (const Key* other : found == homes.by_party.end() ? std::vector<const Key*>() : found->second) {
        if (other->parties.size() == 2 && std::includes(key.parties.begin(), key.parties.end(), other->parties.begin(), other->parties.end())) {
          pairs.push_back(other);
        }
      }
      if (!pairs.empty()) into = pairs;
    }
    for (const Key* home : into) {
      auto& some = out[*home];
      some.insert(some.end(), steps.begin(), steps.end());
    }
  }
  return out;
}

/// The one other party whose commitment of the same kind the same documents tell of: "Russia ceases fire … Ukraine will observe it, too".
std::string Processes::beside(const Key& key, const Steps& steps, const std::map<Key, Steps>& all) {
  std::set<std::string> docs;
  for (const Step* step : steps) docs.insert(step->doc);
  std::string found;
  for (const auto& [other, theirs] : all) {
    if (other.kind != key.kind || other.committed.empty() || other.committed == key.committed) continue;
    if (std::none_of(theirs.begin(), theirs.end(), [&](const Step* step) { return !step->hint && docs.count(step->doc) > 0; })) continue;
    if (!found.empty() && found != other.committed) return "";
    found = other.committed;
  }
  return found;
}

std::map<Processes::Key, Processes::Steps> Processes::merged(std::deque<Step>& renamed) const {
  // A commitment whose partner nobody names: the one that the party fights or talks with in the same documents.
  std::map<Key, Steps> out;
  const auto homes = homed(renamed);
  for (const auto& [key, steps] : homes) {
    Key home = key;
    if (!key.committed.empty() && key.parties.size() == 1 && key.parties.front() == key.committed) {
      std::string other = partner(key.committed, steps);
      for (std::size_t i = 0; i < steps.size() && general(other); ++i) other = group_of(other, *steps[i]);
      if (other.empty()) other = beside(key, steps, homes);
      keep(home.parties, other);
      std::sort(home.parties.begin(), home.parties.end());
      // Who calls for a truce and fights nobody calls for that of others.
      const auto calls = [](const Step* step) { return step->on == "called_for"; };
      if (other.empty() && std::all_of(steps.begin(), steps.end(), calls)) home = {key.kind, "", "", {}};
    }
    if (home.parties.size() == 2) share_end(home, steps, homes, out);
    auto& into = out[std::move(home)];
    into.insert(into.end(), steps.begin(), steps.end());
  }
  for (auto& [key, steps] : out) {
    std::sort(steps.begin(), steps.end(), [](const Step* a, const Step* b) { return a->before(*b); });
  }
  bind(out);
  await_effect(out, renamed);
  // Nothing but hints is no process.
  std::erase_if(out, [](const auto& item) {
    return std::all_of(item.second.begin(), item.second.end(), [](const Step* s) { return s->hint; });
  });
  return out;
}

/// "Signed a truce on Tuesday that will come into force on Sunday": until then it is declared, and no more.
void Processes::await_effect(std::map<Key, Steps>& out, std::deque<Step>& renamed) {
  for (auto& [key, steps] : out) {
    if (key.committed.empty()) continue;
    // "It will take effect on the 16th rather than the 8th", told before the 8th: the later word holds.
    std::erase_if(steps, [&, all = steps](const Step* step) {
      return step->on == "effect" && step->told && step->effective() && std::any_of(all.begin(), all.end(), [&](const Step* other) {
        return other->on == "effect" && other->told && other->effective() && *other->told > *step->told && *other->told <= *step->effective() && *other->effective() != *step->effective();
      });
    });
    bool changed = false;
    for (const Step*& step : steps) {
      if (step->on != "declared" || step->planned || !step->effective()) continue;
      const bool later = std::any_of(steps.begin(), steps.end(), [&](const Step* other) {
        return other->on == "effect" && other->doc == step->doc && other->effective() && *other->effective() > *step->effective();
      });
      if (!later) continue;
      renamed.push_back(*step);
      renamed.back().planned = true;
      step = &renamed.back();
      changed = true;
    }
    if (changed) std::sort(steps.begin(), steps.end(), [](const Step* a, const Step* b) { return a->before(*b); });
  }
}

/// The end of a truce told of one side is the other side's, too, if that one keeps a truce.
void Processes::share_end(const Key& key, const Steps& steps, const std::map<Key, Steps>& all, std::map<Key, Steps>& out) {
  Key theirs = key;
  theirs.committed = key.parties.front() == key.committed ? key.parties.back() : key.parties.front();
  const auto there = all.find(theirs);
  const bool keeps = there != all.end() && std::any_of(there->second.begin(), there->second.end(), [](const Step* step) { return !step->hint; });
  for (const Step* step : steps) {
    if (step->both && (keeps || step->on == "collapsed")) out[theirs].push_back(step);
  }
}

/// Finds the one dyad whose process a step can be of.
struct Processes::Binder {
  struct Dyad {
    Names parties;
    const Step* first = nullptr;                                   ///< the earliest that is no hint
    std::set<Day> told;                                            ///< when anything of it was told
    std::vector<std::pair<std::string, Steps*>> commitments;       ///< whose, and its steps
  };
  const Processes& story;
  std::map<Names, Dyad> dyads;
  std::map<std::string_view, std::map<const Dyad*, const Step*>> here;  ///< document → dyads told of, with the earliest step

  void note(Dyad& dyad, const Step& step) {
    if (step.told) dyad.told.insert(*step.told);
    if (dyad.first == nullptr || step.before(*dyad.first)) dyad.first = &step;
    auto& earliest = here[step.doc][&dyad];
    if (earliest == nullptr || step.before(*earliest)) earliest = &step;
  }
  void add(const Names& parties, const Steps& steps) {
    if (parties.size() != 2) return;
    for (const Step* step : steps) {
      if (step->hint) continue;
      auto& dyad = dyads[parties];
      dyad.parties = parties;
      note(dyad, *step);
    }
  }

  /// In this document; else among those that it tells of; else in the whole story, if there is only one; else, of those told of
  /// shortly before, the only one of a country that the document names.
  [[nodiscard]] const Dyad* of(const Step& step, const Told& pairs) const {
    std::vector<const Dyad*> found;
    if (const auto doc = here.find(step.doc); doc != here.end()) {
      for (const auto& [dyad, earliest] : doc->second) {
        if (earliest->before(step)) found.push_back(dyad);
      }
    }
    if (!found.empty()) return found.size() == 1 ? found.front() : nullptr;
    if (const auto doc = pairs.find(step.doc); doc != pairs.end()) {
      for (const auto& [pair, ids] : doc->second) {
        if (pair.first > pair.second) continue;
        Names parties = {story.group_of(pair.first, step), story.group_of(pair.second, step)};
        std::sort(parties.begin(), parties.end());
        const auto dyad = dyads.find(parties);
        if (dyad == dyads.end() || !dyad->second.first->before(step)) continue;
        if (std::find(found.begin(), found.end(), &dyad->second) == found.end()) found.push_back(&dyad->second);
      }
    }
    if (!found.empty()) return found.size() == 1 ? found.front() : nullptr;
    for (const auto& [parties, dyad] : dyads) {
      if (dyad.first->before(step)) found.push_back(&dyad);
    }
    if (found.size() < 2) return found.empty() ? nullptr : found.front();
    return step.told ? recent(std::move(found), step) : nullptr;
  }

 private:
  [[nodiscard]] const Dyad* recent(std::vector<const Dyad*> found, const Step& step) const {
    const auto codes = story.doc_codes_.find(step.doc);
    if (codes == story.doc_codes_.end()) return nullptr;
    std::erase_if(found, [&](const Dyad* dyad) {
      return std::none_of(dyad->parties.begin(), dyad->parties.end(), [&](const std::string& party) {
        const auto of = story.codes_.find(party);
        return of != story.codes_.end() &&
               std::any_of(of->second.begin(), of->second.end(), [&](const auto& code) { return codes->second.count(code) > 0; });
      });
    });
    for (const auto reach : kCarried) {
      std::vector<const Dyad*> near;
      std::copy_if(found.begin(), found.end(), std::back_inserter(near), [&](const Dyad* dyad) {
        const auto after = dyad->told.upper_bound(*step.told);
        return after != dyad->told.begin() && *step.told - *std::prev(after) <= reach;
      });
      if (!near.empty()) return near.size() == 1 ? near.front() : nullptr;
    }
    return nullptr;
  }
};

void Processes::bind(std::map<Key, Steps>& out) const {
  std::map<std::string, Steps> loose;  // by kind
  for (auto at = out.begin(); at != out.end();) {
    const auto per = machine_of(at->first.kind)->machine->per;
    if ((per != table::Per::party && per != table::Per::parties) || !at->first.parties.empty()) {
      ++at;
      continue;
    }
    loose[at->first.kind] = std::move(at->second);
    at = out.erase(at);
  }
  if (loose.empty()) return;
  Binder any{*this, {}, {}};  // of processes of all kinds
  for (const auto& [key, steps] : out) any.add(key.parties, steps);
  std::set<Steps*> changed;
  for (const auto& [kind, steps] : loose) {
    const bool per_party = machine_of(kind)->machine->per == table::Per::party;
    Binder binder{*this, {}, {}};
    for (auto& [key, some] : out) {
      if (key.kind != kind || key.parties.size() != 2) continue;
      binder.add(key.parties, some);
      const auto dyad = binder.dyads.find(key.parties);
      if (dyad != binder.dyads.end()) dyad->second.commitments.emplace_back(key.committed, &some);
    }
    for (const Step* step : steps) {
      const auto* found = binder.of(*step, pairs_);
      Names parties = found != nullptr ? found->parties : Names();
      // A truce of the two who talk, an agreement of those who kept a truce: their first of that kind.
      if (parties.empty()) {
        if (const auto* other = any.of(*step, pairs_); other != nullptr) parties = other->parties;
        else parties = fighting(*step);
      }
      if (parties.empty()) continue;
      auto& dyad = binder.dyads[parties];
      dyad.parties = parties;
      for (const auto& committed : per_party ? parties : Names{""}) {
        const bool there = std::any_of(dyad.commitments.begin(), dyad.commitments.end(), [&](const auto& one) { return one.first == committed; });
        if (!there && (dyad.commitments.empty() || !per_party || found == nullptr)) dyad.commitments.emplace_back(committed, &out[{kind, committed, "", parties}]);
      }
      const bool own = step->movers.size() == 1 && among(parties, step->movers.front());
      for (const auto& [committed, commitment] : dyad.commitments) {
        if ((own && !committed.empty() && committed != step->movers.front()) || among(step->harmed, committed)) continue;
        commitment->push_back(step);
        changed.insert(commitment);
      }
      binder.note(dyad, *step);
    }
  }
  for (Steps* some : changed) std::sort(some->begin(), some->end(), [](const Step* a, const Step* b) { return a->before(*b); });
}

/// The two who fight each other in the document, if it tells of two only.
Processes::Names Processes::fighting(const Step& step) const {
  Names out;
  const auto found = foes_.find(step.doc);
  if (found == foes_.end()) return out;
  for (const auto& [pair, ids] : found->second) {
    keep(out, group_of(pair.first, step));
    keep(out, group_of(pair.second, step));
  }
  std::sort(out.begin(), out.end());
  return out.size() == 2 ? out : Names();
}

std::string Processes::partner(const std::string& party, const Steps& steps) const {
  std::set<std::string> docs;
  for (const Step* step : steps) docs.insert(step->doc);
  const auto leader = [](const std::map<std::string, std::size_t>& told) {
    std::string best;
    std::size_t most = 0, second = 0;
    for (const auto& [name, count] : told) {
      if (count > most) second = std::exchange(most, count), best = name;
      else second = std::max(second, count);
    }
    return most > second ? best : std::string();
  };
  const auto in_documents = [&](const Told& all) {
    std::map<std::string, std::size_t> told;
    for (const auto& doc : docs) {
      const auto found = all.find(doc);
      if (found == all.end()) continue;
      for (const auto& [pair, ids] : found->second) {
        if (pair.first == party) told[pair.second] += ids.size();
      }
    }
    return leader(told);
  };
  if (auto foe = in_documents(foes_); !foe.empty()) return foe;
  if (const auto foes = foes_anywhere_.find(party); foes != foes_anywhere_.end()) {
    if (auto foe = leader(foes->second); !foe.empty()) return foe;
  }
  if (const auto home = home_.find(party); home != home_.end() && home->second.size() == 1) return *home->second.begin();
  return in_documents(pairs_);
}

/// One fold over the steps that a reader believes.
struct Processes::Run {
  static constexpr const char* kUnknown = Reading::kUnknown;
  static constexpr std::chrono::days kGrace{3};  ///< after its term a truce may yet be prolonged (STATE, 2)
  const Lexicon* lexicon;
  const Machine* table;
  const table::Machine* machine;
  const Key* key;
  std::string state;
  Reading reading;
  std::vector<Turn> turns;
  std::optional<Day> evidence;  ///< the last day of which anything is known
  int number = 0, rounds = 0;
  bool touched = false;
  std::string last_state;  ///< where the state is UNKNOWN: what it was
  std::optional<Day> term;     ///< the last day of what holds
  std::string term_by;         ///< id of the step that set it

  Run(const Lexicon& l, const Machine& m, const Key& k)
      : lexicon(&l), table(&m), machine(m.machine), key(&k), state(l.text(m.machine->initial)) {}

  /// The rule for a step, were the process in that state.
  [[nodiscard]] const table::MachineRule* rule(const Step& step, bool own, std::string_view in_state) const {
    const auto rules = table->on.find(step.on);
    if (rules == table->on.end()) return nullptr;
    const bool joint = key->parties.size() > 1 && std::all_of(key->parties.begin(), key->parties.end(), [&](const auto& name) { return among(step.movers, name); });
    const table::MachineRule* fallback = nullptr;
    for (const auto* row : rules->second) {
      if (row->by == table::Mover::own && !own) continue;
      if (row->by == table::Mover::other && own) continue;
      if (row->by == table::Mover::all && !joint) continue;
      if (row->by == table::Mover::all && lexicon->text(row->from).empty()) return row;
      if (lexicon->text(row->from) == in_state) return row;
      if (lexicon->text(row->from).empty() && fallback == nullptr) fallback = row;
    }
    return fallback;
  }

  void move(const std::string& to, const Step& step, bool new_since) {
    turns.push_back({step.on, state, to, step.id, step.first, step.last});
    if (to != state || new_since) {
      reading.since = step.first ? step.first : step.effective();
      reading.since_precision = step.precision;
    }
    state = to;
  }

  /// A truce with a term that nobody has prolonged some days after it has run out (STATE, 2).
  void expire(std::optional<Day> now) {
    if (!term || !now || *now <= *term + kGrace) return;
    Step end;
    end.on = "expired", end.id = term_by, end.precision = "day";
    end.first = end.last = std::exchange(term, std::nullopt);
    if (state == "IN_FORCE" || state == "STRAINED" || state == "DECLARED") take(end, false);
  }

  /// Absence decays: past the review age an active state is no longer known; within its term a truce is.
  [[nodiscard]] bool decayed(std::optional<Day> now) const {
    if (machine->review_days <= 0 || !now || !evidence || *now - *evidence <= std::chrono::days{machine->review_days}) return false;
    if (term && *now <= *term + kGrace) return false;
    const auto active = lexicon->items(machine->active);
    return std::any_of(active.begin(), active.end(), [&](table::Text t) { return lexicon->text(t) == state; });
  }
  void decay(std::optional<Day> now) {
    if (!decayed(now)) return;
    last_state = std::exchange(state, kUnknown);
    reading.since = evidence;
    reading.since_precision = "day";
  }

  [[nodiscard]] std::string_view target(const Step& step, const table::MachineRule& row) const {
    return lexicon->text(step.planned ? row.planned : row.to);
  }

  /// The step would open a new process.
  [[nodiscard]] bool opens(const Step& step, bool own) const {
    const auto* row = rule(step, own, decayed(step.effective()) ? std::string_view(kUnknown) : state);
    return row != nullptr && row->opens && !step.hint && !target(step, *row).empty();
  }

  /// What others take ends as it would end by its holder's own leaving.
  void lose(Step step) {
    step.on = "ended";
    take(step, true);
  }
  void begin_anew() {
    ++number;
    turns.clear();
    state = std::string(lexicon->text(machine->initial));
    reading = Reading();
    touched = false;
    last_state.clear();
    term.reset();
  }

  /// Who accuses the other side of breaking the truce says that there is one.
  void speaks_of(const Step& step) {
    const auto* row = rule(step, false, state);
    const std::string supposed(row == nullptr ? std::string_view() : lexicon->text(row->presupposes));
    if (!supposed.empty() && (state == lexicon->text(machine->initial) || decayed(step.effective()))) {
      turns.push_back({"presupposed", state, supposed, step.id, std::nullopt, step.first});
      state = supposed;
      touched = true;
      evidence = step.effective();
      return;
    }
    const auto active = lexicon->items(machine->active);
    const bool holds = std::any_of(active.begin(), active.end(), [&](table::Text t) { return lexicon->text(t) == state; });
    if (holds && evidence && step.effective() && *step.effective() > *evidence) evidence = step.effective();
  }

  void take(const Step& step, bool own) {
    expire(step.effective());
    decay(step.effective());
    const auto* row = rule(step, own, state);
    if (row == nullptr) return;
    const std::string to(target(step, *row));
    if (to.empty()) return;
    if (step.hint && row->opens) {
      ++rounds;
      return;
    }
    if (row->opens) {
      ++number;
      rounds = 0;
      turns.clear();
      state = std::string(lexicon->text(machine->initial));
    }
    touched = true;
    const std::string supposed(lexicon->text(row->presupposes));
    if (!supposed.empty() && state == lexicon->text(machine->initial)) {
      turns.push_back({"presupposed", state, supposed, step.id, std::nullopt, step.first});
      state = supposed;
    }
    if (step.on == "held") ++rounds;
    move(to, step, row->opens);
    evidence = step.effective();
    if (step.until && (!evidence || *step.until >= *evidence)) term = step.until, term_by = step.id;
    else if (step.on != "effect" && step.on != "in_force" && step.on != "violated" && step.on != "violence") term.reset();
  }
};

namespace {

/// "Ended the ceasefire": it held before, since nobody knows when; for as long as a state is believed without news.
template <class Run, class Steps, class Believed, class Own>
void presuppose(Run run, const Steps& steps, const Believed& believed, const Own& own, Day day, ProcessState& process) {
  for (const auto* told : steps) {
    const auto& step = *told;
    const auto when = step.effective();
    if (!when || *when <= day || step.planned || step.hint || !believed(step)) continue;
    const auto* row = run.rule(step, own(step), run.state);
    const int age = run.machine->review_days;
    if (row == nullptr || run.lexicon->text(row->presupposes).empty()) return;
    if (age > 0 && *when - day > std::chrono::days{age}) return;
    process.consolidated.state = std::string(run.lexicon->text(row->presupposes));
    process.readings.push_back(process.consolidated);
    process.because.push_back(step.id);
    return;
  }
}

}  // namespace

bool Processes::believed(const Key& key, const Machine& machine, const Step& step) const {
  const bool per_party = machine.machine->per == table::Per::party;
  if (step.hint && !step.asserts.empty()) return false;
  if (step.asserts.empty()) return step.denies.empty() || !among(step.denies, key.committed);
  if (!per_party || step.on == "called_for") return step.denies.empty();
  if (among(step.asserts, key.committed)) return true;
  if (!step.denies.empty() && machine.constitutive(step.on)) return false;
  const Names partners = without(key.parties, {key.committed});
  if (partners.empty()) return false;
  // That the other side keeps to it is said against one's own interest.
  return step.on == "in_force" || !without(step.asserts, partners).empty();
}

/// The steps of one process, from its opening to the next one's.
struct Processes::Chapter {
  Steps steps;
};

namespace {

/// Somebody's reading differs from another one's, or from what holds.
bool is_contested(const ProcessState& process, std::string_view initial) {
  const std::string* said = nullptr;
  for (const Reading& reading : process.readings) {
    if (reading.state == Reading::kUnknown) continue;  // who has not spoken for long contradicts nobody
    if (said != nullptr && *said != reading.state) return true;
    said = &reading.state;
    if (process.consolidated.state != initial && process.consolidated.state != Reading::kUnknown && reading.state != process.consolidated.state) return true;
  }
  return false;
}

}  // namespace

/// Readings of everybody who spoke, and of the writers.
void Processes::read_chapter(const Key& key, const Machine& machine, const Chapter& chapter, std::optional<Day> decayed_by,
                             ProcessState& process) const {
  std::set<std::string> spoke;
  bool writers = false;
  for (const Step* step : chapter.steps) {
    spoke.insert(step->asserts.begin(), step->asserts.end());
    spoke.insert(step->denies.begin(), step->denies.end());
    writers = writers || step->asserts.empty();
  }
  if (writers) spoke.insert("");
  const bool per_party = machine.machine->per == table::Per::party;
  const Names partners = without(key.parties, {key.committed});
  const auto own = [&](const Step& step) { return !per_party || among(step.movers, key.committed) || (step.movers.empty() && machine.only_own(step.on)); };
  for (const auto& by : spoke) {
    Run reader(lexicon_, machine, key);
    std::string accuses;  // the state that it holds against the committed party
    for (const Step* step : chapter.steps) {
      const bool says = among(step->asserts, by), denies = among(step->denies, by) && !says;
      if (denies) {
        // To deny an end is to say that it holds; to deny a beginning, that there is nothing.
        if (reader.evidence && step->effective() && *step->effective() > *reader.evidence) reader.evidence = step->effective();
        if (machine.constitutive(step->on) && !reader.turns.empty() && reader.turns.back().on == step->on) {
          reader.state = reader.turns.back().from;  // what others told of it is denied, too
          reader.turns.pop_back();
        }
        const auto* row = reader.rule(*step, own(*step), reader.state);
        if (row == nullptr || reader.state != lexicon_.text(machine.machine->initial)) continue;
        if (const auto supposed = lexicon_.text(row->presupposes); !supposed.empty()) reader.state = std::string(supposed);
        if (machine.constitutive(step->on)) reader.touched = true;
        continue;
      }
      // What a party does to its own commitment by its word, and what holds by other accounts, is so for everybody who does not
      // deny it; but that it keeps its word does not answer those who say that it broke it.
      const bool heard = step->asserts.empty() || ((per_party || by.empty()) && believed(key, machine, *step));
      if (!says && !heard) continue;
      if (step->hint && (!reader.touched || !step->asserts.empty())) continue;
      const bool answer = !says && step->on == "in_force" && among(partners, by) && step->movers == Names{key.committed};
      if (answer && !accuses.empty() && reader.state == accuses) continue;
      reader.take(*step, own(*step));
      if (says && among(partners, by) && !own(*step)) accuses.clear();
      if (says && among(partners, by) && own(*step)) accuses = reader.state;
    }
    if (!reader.touched) continue;
    reader.expire(decayed_by);
    reader.decay(decayed_by);
    reader.reading.by = by;
    reader.reading.state = reader.state;
    process.readings.push_back(reader.reading);
  }
  process.contested = is_contested(process, lexicon_.text(machine.machine->initial));
}

std::vector<ProcessState> Processes::replay(const Key& key, const Steps& steps, std::optional<Day> day) const {
  const auto& table = *machine_of(key.kind);
  const auto* machine = table.machine;
  const bool per_place = machine->per == table::Per::place;
  const auto own = [&](const Step& step) {
    return machine->per != table::Per::party || among(step.movers, key.committed) || (step.movers.empty() && table.only_own(step.on));
  };
  // A plan counts from the day it was told; without one it is as old as the story.
  const auto within = [&](const Step& step) {
    const auto when = step.planned && !step.declared ? step.told : step.effective();
    return !day || !when || *when <= *day;
  };
  std::vector<ProcessState> out;
  Run run(lexicon_, table, key);
  const auto start = [&] {
    ProcessState process;
    process.kind = key.kind;
    process.committed = key.committed;
    process.place = key.place;
    const auto placed = std::find_if(steps.begin(), steps.end(), [](const Step* step) { return !step->place.empty(); });
    if (!key.place.empty() && placed != steps.end()) process.place = (*placed)->place;
    process.parties = key.parties;
    process.number = run.number;
    return process;
  };
  ProcessState current = start();
  const auto finish = [&] {
    current.turns = run.turns;
    current.rounds = run.rounds;
    current.consolidated = run.reading;
    current.consolidated.state = run.state;
    current.last_state = run.last_state;
    if (per_place) std::sort(current.parties.begin(), current.parties.end());
    out.push_back(current);
  };
  std::vector<Chapter> chapters(1);
  for (const Step* step : steps) {
    if (!within(*step) || (step->hint && !run.touched)) continue;
    if (believed(key, table, *step)) {
      // Ground that somebody else takes is lost to who held it, and a process of its own.
      const bool taken = key.kind == "occupation" && step->on == "begun" && !step->movers.empty() && !current.parties.empty() &&
                         without(step->movers, current.parties).size() == step->movers.size();
      if (taken) {
        run.lose(*step);
        finish();
        chapters.emplace_back();
        run.begin_anew();
        current = start();
      }
      // Nobody leaves what others hold.
      if (key.kind == "occupation" && step->on == "ended" && !step->movers.empty() && !current.parties.empty() &&
          without(step->movers, current.parties).size() == step->movers.size()) {
        continue;
      }
      const bool opens = run.opens(*step, own(*step));
      if (opens && (run.touched || !current.because.empty())) {
        finish();
        chapters.emplace_back();
      }
      run.take(*step, own(*step));
      if (opens) current = start();
    } else if (step->on == "violated") {
      run.speaks_of(*step);
    }
    for (const auto& name : step->mediators) keep(current.mediators, name);
    // Who ends a siege from outside never held the place.
    if (per_place && (step->on != "ended" || current.parties.empty())) {
      for (const auto& name : step->movers) keep(current.parties, name);
    }
    current.because.push_back(step->id);
    chapters.back().steps.push_back(step);
  }
  if (day) {
    run.expire(day);
    run.decay(day);
  }
  finish();
  for (std::size_t i = 0; i < out.size(); ++i) {
    auto& because = out[i].because;
    std::set<std::string_view> seen;
    std::erase_if(because, [&](const std::string& id) { return !seen.insert(id).second; });
    read_chapter(key, table, chapters[i], i + 1 == out.size() ? day : std::nullopt, out[i]);
  }
  if (out.size() == 1 && !run.touched && day) {
    presuppose(run, steps, [&](const Step& step) { return believed(key, table, step); }, own, *day, out.front());
  }
  std::erase_if(out, [&](const ProcessState& p) { return p.readings.empty() && p.turns.empty(); });
  return out;
}

std::vector<ProcessState> Processes::on(std::optional<Day> day) const {
  std::vector<ProcessState> out;
  std::deque<Step> renamed;
  for (const auto& [key, steps] : merged(renamed)) {
    auto some = replay(key, steps, day);
    std::move(some.begin(), some.end(), std::back_inserter(out));
  }
  return out;
}

std::vector<ProcessState> Processes::on(std::optional<Day> day, const std::set<std::string>& parties) const {
  std::set<std::string> docs;
  const auto add = [&](const std::string& party) {
    if (const auto found = docs_.find(party); found != docs_.end()) docs.insert(found->second.begin(), found->second.end());
  };
  for (const auto& party : parties) add(party);
  for (const auto& [name, groups] : groups_) {  // "the rebels", who may be one of these
    if (std::any_of(groups.begin(), groups.end(), [&](const auto& group) { return parties.count(group.first) > 0; })) add(name);
  }
  Processes part(lexicon_);
  part.home_ = home_;
  part.codes_ = codes_;
  part.whole_ = this;
  for (const auto& doc : docs) {
    if (const auto found = doc_codes_.find(doc); found != doc_codes_.end()) part.doc_codes_.insert(*found);
    if (const auto found = pairs_.find(doc); found != pairs_.end()) part.pairs_.insert(*found);
    if (const auto found = foes_.find(doc); found != foes_.end()) {
      part.foes_.insert(*found);
      for (const auto& [pair, ids] : found->second) part.foes_anywhere_[pair.first][pair.second] += ids.size();
    }
    const auto told = told_in_.find(doc);
    if (told == told_in_.end()) continue;
    for (const auto& [key, step] : told->second) part.put(*key, *step);
  }
  auto out = part.on(day);
  std::erase_if(out, [&](const ProcessState& p) {
    return std::none_of(p.parties.begin(), p.parties.end(), [&](const auto& name) { return parties.count(name) > 0; });
  });
  return out;
}

}  // namespace khaldun
