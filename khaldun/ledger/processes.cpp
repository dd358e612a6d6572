#include "khaldun/ledger/processes.h"

#include <algorithm>
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

const table::Machine* machine_of(const Lexicon& lexicon, std::string_view kind) {
  for (const auto& machine : lexicon.all<table::Machine>()) {
    if (lexicon.text(machine.kind) == kind) return &machine;
  }
  return nullptr;
}

/// Sectors that can hold fire, and codes that cannot: a bishop or the UN calls for a truce, but has none to keep.
bool can_fight(const Who& who) {
  static const std::set<std::string, std::less<>> kArmed = {"GOV", "MIL", "REB", "UAF", "OPP", "PRM", "SPY", "COP"};
  static const std::set<std::string, std::less<>> kNobodys = {"UNO", "IGO", "EUR", "NGO", "ISM", "MNC"};
  if (who.key.empty() || kNobodys.count(who.code) > 0) return false;
  return who.sectors.empty() || kArmed.count(who.sectors.front()) > 0;
}

/// Key of the state whose rebels these are by their code; "" if it is none's.
std::string state_of_rebels(const Lexicon& lexicon, const Who& who) {
  if (who.key.empty() || who.sectors.empty() || who.sectors.front() != "REB") return {};
  return state_key(lexicon, who.code);
}

/// Where a transition first stands in its machine's table: proposed before held, declared before ended.
std::size_t rank_of(const Lexicon& lexicon, std::string_view kind, std::string_view on) {
  std::size_t rank = 0;
  for (const auto& row : lexicon.all<table::MachineRule>()) {
    if (lexicon.text(row.kind) != kind) continue;
    if (lexicon.text(row.on) == on) return rank;
    ++rank;
  }
  return rank;
}

/// Only the party itself can do it: its word, or a report of it, is needed.
bool constitutive(const Lexicon& lexicon, std::string_view kind, std::string_view on) {
  const auto rows = lexicon.all<table::MachineRule>();
  return std::any_of(rows.begin(), rows.end(), [&](const auto& row) {
    return row.by == table::Mover::own && lexicon.text(row.kind) == kind && lexicon.text(row.on) == on;
  });
}

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
    return std::make_tuple(s.effective().value_or(earliest), s.rank, s.told.value_or(earliest), std::string_view(s.doc), s.sentence,
                           s.start, std::string_view(s.id));
  };
  return order(*this) < order(other);
}

Processes::Processes(const Lexicon& lexicon) : lexicon_(lexicon) {}

void Processes::add(const std::vector<Assertion>& document) {
  for (const Assertion& told : document) add_one(told);
}

void Processes::put(Key key, Step step) {
  step.rank = rank_of(lexicon_, key.kind, step.on);
  std::string id = step.id + " " + step.on;
  steps_[std::move(key)].emplace(std::move(id), std::move(step));
}

void Processes::put_planned(const Key& key, const Step& step) {
  const bool ahead = step.planned && step.told && step.effective() && *step.effective() > *step.told;
  if (!step.planned || !step.told) return put(key, step);
  Step now = step;
  now.first = now.last = step.told;
  now.precision = "day";
  put(key, now);
  if (!ahead) return;
  Step then = step;
  then.on = "effect";
  then.planned = false;
  put(key, then);
}

void Processes::add_one(const Assertion& told) {
  Step step;
  step.doc = told.doc, step.id = told.id, step.precision = told.precision;
  step.first = told.first, step.last = told.last, step.told = told.told;
  step.sentence = told.sentence;
  step.start = told.start.value_or(0);
  step.place = told.place_text;
  step.on = told.transition;
  step.planned = (told.auxiliary & aux_future) != 0;
  step.asserts = voices(told, "asserts");
  step.denies = voices(told, "denies");
  step.mediators = mediators_of(told);
  const Names actors = keys_of(told.actors), recipients = keys_of(told.recipients);
  step.movers = actors;
  const Names armed = [&] {
    std::vector<Who> able;
    std::copy_if(told.actors.begin(), told.actors.end(), std::back_inserter(able), can_fight);
    std::copy_if(told.recipients.begin(), told.recipients.end(), std::back_inserter(able), can_fight);
    return keys_of(able);
  }();
  for (const auto& a : armed) {
    for (const auto& b : armed) {
      if (a == b || among_mediators(told, a) || among_mediators(told, b)) continue;
      pairs_[told.doc][{a, b}].insert(told.id);
      const bool across = among(actors, a) != among(actors, b);
      if ((told.type == "ASSAULT" && across) || told.process == "ceasefire") foes_[told.doc][{a, b}].insert(told.id);
    }
  }
  for (const auto* side : {&told.actors, &told.recipients}) {
    for (const Who& who : *side) {
      std::string state = state_of_rebels(lexicon_, who);
      if (!state.empty()) home_[who.key].insert(std::move(state));
    }
  }
  if (told.completion == "attempted") return;  // talks that failed were tried, and that is told beside it
  std::string kind = told.process;
  if (kind.empty()) {
    if (plain_violence(told) && !recipients.empty()) {
      kind = "ceasefire", step.on = "violence", step.hint = true;
    } else if (told.type == "CONSULT" && !step.planned && told.auxiliary != aux_negation && actors.size() > 1) {
      kind = "talks", step.on = "held", step.hint = true;
    } else if (told.type == "RETREAT" && among(told.modes, "release")) {
      kind = "captivity", step.on = "ended", step.hint = true;
    } else {
      return;
    }
  }
  // "will meet for talks": PLOVER has it as an agreement to meet.
  if (kind == "talks" && (step.on == "held" || step.on == "resumed") && told.type == "AGREE") {
    step.on = "scheduled";
    step.first = step.last = told.told;
  }
  const auto* machine = machine_of(lexicon_, kind);
  if (machine == nullptr) return;
  if ((told.auxiliary & (aux_hypothetical | aux_negation)) != 0) return;
  if (!voices(told, "demands").empty() && step.on != "called_for" && step.on != "proposed") return;
  Names parties;
  for (const auto& name : both(actors, recipients)) {
    if (!among_mediators(told, name)) parties.push_back(name);
  }
  if (machine->per == table::Per::parties) {
    const Names urged = without(recipients, actors);
    if (told.type == "REQUEST" && urged.size() > 1) parties = urged;
    // Callers from outside are no parties; a side that calls on the other one is.
    if (told.type == "REQUEST" && urged.size() == 1 && (actors.size() > 1 || !among(armed, actors.empty() ? "" : actors.front()))) parties = urged;
    put({kind, "", "", parties}, step);
    if (kind == "agreement" && step.on == "signed" && !step.planned) {
      step.on = "agreement", step.hint = true;
      put({"talks", "", "", parties}, step);
    }
    return;
  }
  if (machine->per == table::Per::holding || machine->per == table::Per::place) {
    const bool ground = machine->per == table::Per::place;
    const std::string named = told.place.empty() ? told.place_text : told.place;
    const bool town = ground && !named.empty() && (told.resolution >= 2 || told.place.empty());
    const std::string place = town || recipients.empty() ? (named.empty() ? told.country : named) : "";
    Names holders = actors;
    // Who takes over a country is not yet its government: the group, not the bloc.
    for (const Who& who : told.actors) {
      if (!among(recipients, who.key) || who.entity.empty() || who.entity == who.key) continue;
      std::replace(holders.begin(), holders.end(), who.key, who.entity);
    }
    if (holders.empty() && recipients.empty() && place.empty()) return;
    std::string held;
    for (const auto& name : recipients) held += (held.empty() ? "" : ";") + name;
    step.movers = holders;
    put({kind, town ? "" : held, place, ground ? Names() : holders}, step);
    return;
  }
  // Per party: whose commitment it is. A call speaks of the commitments of those called upon.
  Names committed = actors;
  if (told.type == "REQUEST" || step.on == "called_for") {
    committed = without(recipients, actors);
    if (committed.empty()) committed = recipients.empty() ? actors : recipients;
  } else if (committed.empty()) {
    committed = recipients;
  }
  if (committed.empty()) {
    put({kind, "", "", {}}, step);
    return;
  }
  std::erase_if(committed, [&](const std::string& name) { return !among(armed, name); });
  std::erase_if(parties, [&](const std::string& name) { return !among(armed, name); });
  for (const auto& party : committed) {
    Names partners = without(parties, {party});
    if (told.type == "REQUEST" && committed.size() > 1) partners = without(committed, {party});
    Names pair = partners;
    keep(pair, party);
    std::sort(pair.begin(), pair.end());
    put_planned({kind, party, "", pair}, step);
  }
}

/// A step whose partner is not told belongs to the only process that it can belong to.
std::map<Processes::Key, std::vector<Processes::Step>> Processes::merged() const {
  std::map<Key, std::vector<Step>> out;
  for (const auto& item : steps_) {
    const Key& key = item.first;
    const auto& steps = item.second;
    const Key* home = &key;
    const bool holding = [&] {
      const auto* machine = machine_of(lexicon_, key.kind);
      return machine != nullptr && (machine->per == table::Per::holding || machine->per == table::Per::place);
    }();
    if (!holding && key.parties.size() < 2) {
      int found = 0;
      for (const auto& [other, unused] : steps_) {
        if (other.kind != key.kind || other.committed != key.committed || other.parties.size() < 2) continue;
        const bool real = std::any_of(unused.begin(), unused.end(), [](const auto& s) { return !s.second.hint; });
        const bool contains = key.parties.empty() || among(other.parties, key.parties.front());
        if (!real || !contains) continue;
        ++found;
        home = &other;
      }
      if (found != 1) home = &key;
    }
    auto& into = out[*home];
    for (const auto& [unique, step] : steps) into.push_back(step);
  }
  // A commitment whose partner nobody names: the one that the party fights or talks with in the same documents.
  std::map<Key, std::vector<Step>> homed;
  for (auto& [key, steps] : out) {
    Key home = key;
    if (!key.committed.empty() && key.parties.size() == 1 && key.parties.front() == key.committed) {
      const std::string other = partner(key.committed, steps);
      keep(home.parties, other);
      std::sort(home.parties.begin(), home.parties.end());
    }
    auto& into = homed[home];
    std::move(steps.begin(), steps.end(), std::back_inserter(into));
  }
  out = std::move(homed);
  for (auto& [key, steps] : out) {
    std::sort(steps.begin(), steps.end(), [](const Step& a, const Step& b) { return a.before(b); });
  }
  bind(out);
  // Nothing but hints is no process.
  std::erase_if(out, [](const auto& item) {
    return std::all_of(item.second.begin(), item.second.end(), [](const Step& s) { return s.hint; });
  });
  return out;
}

void Processes::bind(std::map<Key, std::vector<Step>>& out) const {
  std::vector<std::pair<std::string, Step>> loose;  // kind, step
  for (auto at = out.begin(); at != out.end();) {
    const auto* machine = machine_of(lexicon_, at->first.kind);
    if (machine == nullptr || machine->per != table::Per::party || !at->first.parties.empty()) {
      ++at;
      continue;
    }
    for (Step& step : at->second) loose.emplace_back(at->first.kind, std::move(step));
    at = out.erase(at);
  }
  if (loose.empty()) return;
  for (auto& [kind, step] : loose) {
    // The one dyad that keeps such a commitment: in this document; else among those that it tells of; else in the whole story.
    const auto pairs = pairs_.find(step.doc);
    std::set<Names> here, spoken, anywhere;
    for (const auto& [key, steps] : out) {
      if (key.kind != kind || key.parties.size() != 2) continue;
      for (const Step& other : steps) {
        if (other.hint || !other.before(step)) continue;
        anywhere.insert(key.parties);
        if (other.doc == step.doc) here.insert(key.parties);
      }
      if (anywhere.count(key.parties) > 0 && pairs != pairs_.end() && pairs->second.count({key.parties.front(), key.parties.back()}) > 0) {
        spoken.insert(key.parties);
      }
    }
    const auto& found = !here.empty() ? here : !spoken.empty() ? spoken : anywhere;
    if (found.size() != 1) continue;
    for (auto& [key, steps] : out) {
      const bool real = std::any_of(steps.begin(), steps.end(), [](const Step& s) { return !s.hint; });
      if (key.kind != kind || key.parties != *found.begin() || !real) continue;
      steps.insert(std::upper_bound(steps.begin(), steps.end(), step, [](const Step& a, const Step& b) { return a.before(b); }), step);
    }
  }
}

std::string Processes::partner(const std::string& party, const std::vector<Step>& steps) const {
  std::set<std::string> docs;
  for (const Step& step : steps) docs.insert(step.doc);
  const auto most_told = [&](const auto& all, bool anywhere) {
    std::map<std::string, std::size_t> told;
    for (const auto& [doc, pairs] : all) {
      if (!anywhere && docs.count(doc) == 0) continue;
      for (const auto& [pair, ids] : pairs) {
        if (pair.first == party) told[pair.second] += ids.size();
      }
    }
    std::string best;
    std::size_t most = 0, second = 0;
    for (const auto& [name, count] : told) {
      if (count > most) second = std::exchange(most, count), best = name;
      else second = std::max(second, count);
    }
    return most > second ? best : std::string();
  };
  for (const bool anywhere : {false, true}) {
    if (auto foe = most_told(foes_, anywhere); !foe.empty()) return foe;
  }
  if (const auto home = home_.find(party); home != home_.end() && home->second.size() == 1) return *home->second.begin();
  return most_told(pairs_, false);
}

/// One fold over the steps that a reader believes.
struct Processes::Run {
  static constexpr const char* kUnknown = "UNKNOWN";
  const Lexicon* lexicon;
  const table::Machine* machine;
  const Key* key;
  std::string state;
  Reading reading;
  std::vector<Turn> turns;
  std::optional<Day> evidence;  ///< the last day of which anything is known
  int number = 0, rounds = 0;
  bool touched = false;
  std::string last_state;  ///< where the state is UNKNOWN: what it was

  Run(const Lexicon& l, const table::Machine& m, const Key& k)
      : lexicon(&l), machine(&m), key(&k), state(l.text(m.initial)) {}

  /// The rule for a step, were the process in that state.
  [[nodiscard]] const table::MachineRule* rule(const Step& step, bool own, std::string_view in_state) const {
    const bool joint = key->parties.size() > 1 && std::all_of(key->parties.begin(), key->parties.end(), [&](const auto& name) { return among(step.movers, name); });
    const table::MachineRule* fallback = nullptr;
    for (const auto& row : lexicon->all<table::MachineRule>()) {
      if (lexicon->text(row.kind) != key->kind || lexicon->text(row.on) != step.on) continue;
      if (row.by == table::Mover::own && !own) continue;
      if (row.by == table::Mover::other && own) continue;
      if (row.by == table::Mover::all && !joint) continue;
      if (row.by == table::Mover::all && lexicon->text(row.from).empty()) return &row;
      if (lexicon->text(row.from) == in_state) return &row;
      if (lexicon->text(row.from).empty() && fallback == nullptr) fallback = &row;
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

  /// Absence decays: past the review age an active state is no longer known.
  [[nodiscard]] bool decayed(std::optional<Day> now) const {
    if (machine->review_days <= 0 || !now || !evidence || *now - *evidence <= std::chrono::days{machine->review_days}) return false;
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

  void take(const Step& step, bool own) {
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
  }
};

namespace {

/// "Ended the ceasefire": it held before, since nobody knows when; for as long as a state is believed without news.
template <class Run, class Steps, class Believed, class Own>
void presuppose(Run run, const Steps& steps, const Believed& believed, const Own& own, Day day, ProcessState& process) {
  for (const auto& step : steps) {
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

std::vector<ProcessState> Processes::replay(const Key& key, const std::vector<Step>& steps, std::optional<Day> day) const {
  const auto* machine = machine_of(lexicon_, key.kind);
  if (machine == nullptr) return {};
  const Names partners = without(key.parties, {key.committed});
  const bool per_party = machine->per == table::Per::party;
  const auto own = [&](const Step& step) { return !per_party || among(step.movers, key.committed); };
  // The word of the committed party makes it so; writers and third parties report; the adversary's word alone does not.
  const auto believed = [&](const Step& step) {
    if (step.hint && !step.asserts.empty()) return false;
    if (step.asserts.empty()) return step.denies.empty() || !among(step.denies, key.committed);
    if (!per_party || step.on == "called_for") return step.denies.empty();
    if (among(step.asserts, key.committed)) return true;
    if (!step.denies.empty() && constitutive(lexicon_, key.kind, step.on)) return false;
    return !without(step.asserts, partners).empty() && !partners.empty();
  };
  // A plan counts from the day it was told; without one it is as old as the story.
  const auto within = [&](const Step& step) {
    const auto when = step.planned ? step.told : step.effective();
    return !day || !when || *when <= *day;
  };

  std::vector<ProcessState> out;
  Run run(lexicon_, *machine, key);
  const auto start = [&] {
    ProcessState process;
    process.kind = key.kind;
    process.committed = key.committed;
    process.place = key.place;
    for (const Step& step : steps) {
      if (!step.place.empty() && !key.place.empty()) {
        process.place = step.place;
        break;
      }
    }
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
    if (machine->per == table::Per::place) {
      std::sort(current.parties.begin(), current.parties.end());
    }
  };
  std::vector<std::vector<const Step*>> chapters(1);
  for (const Step& step : steps) {
    if (!within(step)) continue;
    if (step.hint && !run.touched) continue;
    if (believed(step)) {
      const bool opens = run.opens(step, own(step));
      if (opens && (run.touched || !current.because.empty())) {
        finish();
        out.push_back(current);
        chapters.emplace_back();
      }
      run.take(step, own(step));
      if (opens) current = start();
    }
    for (const auto& name : step.mediators) keep(current.mediators, name);
    if (machine->per == table::Per::place) {
      for (const auto& name : step.movers) keep(current.parties, name);
    }
    keep(current.because, step.id);
    chapters.back().push_back(&step);
  }
  if (day) run.decay(day);
  finish();
  out.push_back(current);
  for (std::size_t i = 0; i < out.size(); ++i) {
    ProcessState& process = out[i];
    // Readings of everybody who spoke, and of the writers.
    std::set<std::string> spoke;
    bool writers = false;
    for (const Step* step : chapters[i]) {
      spoke.insert(step->asserts.begin(), step->asserts.end());
      spoke.insert(step->denies.begin(), step->denies.end());
      writers = writers || step->asserts.empty();
    }
    if (writers) spoke.insert("");
    for (const auto& by : spoke) {
      Run reader(lexicon_, *machine, key);
      for (const Step* step : chapters[i]) {
        // What a party does to its own commitment by its word is so for everybody who does not deny it.
        const bool made_so = among(step->asserts, key.committed) && constitutive(lexicon_, key.kind, step->on) && believed(*step);
        const bool mine_too = among(step->asserts, by) || ((step->asserts.empty() || made_so) && !among(step->denies, by));
        const bool denied = among(step->denies, by) && !among(step->asserts, by);
        if (denied) {
          // To deny an end is to say that it holds.
          const auto* row = reader.rule(*step, own(*step), reader.state);
          if (row != nullptr && !lexicon_.text(row->presupposes).empty() && reader.state == lexicon_.text(machine->initial)) {
            reader.state = std::string(lexicon_.text(row->presupposes));
            reader.touched = true;
          }
          continue;
        }
        if (mine_too && (!step->hint || reader.touched)) reader.take(*step, own(*step) || !step->asserts.empty());
      }
      if (!reader.touched) continue;
      if (day && i + 1 == out.size()) reader.decay(day);
      reader.reading.by = by;
      reader.reading.state = reader.state;
      process.readings.push_back(reader.reading);
    }
    for (const Reading& a : process.readings) {
      process.contested = process.contested || a.state != process.readings.front().state ||
                          (process.consolidated.state != lexicon_.text(machine->initial) && a.state != process.consolidated.state);
    }
  }
  if (out.size() == 1 && !run.touched && day) presuppose(run, steps, believed, own, *day, out.front());
  std::erase_if(out, [&](const ProcessState& p) { return p.readings.empty() && p.turns.empty(); });
  return out;
}

std::vector<ProcessState> Processes::on(std::optional<Day> day) const {
  std::vector<ProcessState> out;
  for (const auto& [key, steps] : merged()) {
    auto some = replay(key, steps, day);
    std::move(some.begin(), some.end(), std::back_inserter(out));
  }
  return out;
}

}  // namespace khaldun
