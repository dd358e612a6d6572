#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "khaldun/base/day.h"
#include "khaldun/ledger/assertion.h"

namespace khaldun {

class Lexicon;

/// A state on a day, as somebody has it.
struct Reading {
  std::string by;     ///< bloc; "": the writers
  std::string state;  ///< of the machine, or UNKNOWN
  std::optional<Day> since;
  std::string since_precision;  ///< of the date; "" where nothing is known
};

/// A change of state, for the time line.
struct Turn {
  std::string on, from, to, event;
  std::optional<Day> first, last;
};

/// A process on a day. The consolidated state follows the party's own word and what writers and third parties report;
/// the adversary's word alone opens a reading of its own, never a turn (STATE: constitutive versus evidential speech).
struct ProcessState {
  std::string kind;
  std::vector<std::string> parties;
  std::string committed;             ///< "": of all parties
  std::string place;                 ///< of a holding without a recipient
  Reading consolidated;              ///< `by` is ""
  bool contested = false;            ///< two readings differ
  std::vector<Reading> readings;     ///< of everybody who spoke, by name
  std::vector<std::string> mediators;
  std::vector<std::string> because;  ///< event ids, in order of time
  std::vector<Turn> turns;
  std::string last_state;            ///< where the state is UNKNOWN: what it was
  int rounds = 0;                    ///< of talks held
  int number = 0;                    ///< of this process among those of the same parties, from 0; each follows the one before
};

/// Replays what was told, in the order of when it happened: the order in which documents are added does not matter.
class Processes {
 public:
  explicit Processes(const Lexicon& lexicon);
  /// All assertions of one document, `key`s filled by Blocs. The same document twice changes nothing.
  void add(const std::vector<Assertion>& document);
  /// What holds on a day (none: the day after the last that anything is known of). Sorted by kind, parties, number.
  [[nodiscard]] std::vector<ProcessState> on(std::optional<Day> day) const;

 private:
  struct Step {
    std::string on, doc, id, precision;
    std::string place;  ///< what is held, in the words of the text
    std::optional<Day> first, last, told;
    std::uint32_t sentence = 0, start = 0;
    std::size_t rank = 0;  ///< place of `on` in the machine's table: what comes first on one day
    bool planned = false;
    bool hint = false;  ///< only supports a process that is there: never opens or moves one
    std::vector<std::string> asserts, denies, movers, mediators;
    [[nodiscard]] std::optional<Day> effective() const;
    [[nodiscard]] bool before(const Step& other) const;
  };
  struct Key {
    std::string kind, committed, place;
    std::vector<std::string> parties;
    auto operator<=>(const Key&) const = default;
  };
  struct Run;
  void add_one(const Assertion& told);
  /// Whom a party fights or keeps a truce with in the documents of these steps, else in the whole story; else the state whose
  /// rebels they are; else who it is spoken of together with; "" if there is no one such.
  [[nodiscard]] std::string partner(const std::string& party, const std::vector<Step>& steps) const;
  void put(Key key, Step step);
  /// A planned step of a commitment is told on one day and takes effect on another one.
  void put_planned(const Key& key, const Step& step);
  [[nodiscard]] std::map<Key, std::vector<Step>> merged() const;
  [[nodiscard]] std::vector<ProcessState> replay(const Key& key, const std::vector<Step>& steps, std::optional<Day> day) const;

  const Lexicon& lexicon_;
  /// document → pair of parties → tellings of events between them
  std::map<std::string, std::map<std::pair<std::string, std::string>, std::set<std::string>>> pairs_;
  std::map<std::string, std::map<std::pair<std::string, std::string>, std::set<std::string>>> foes_;  ///< of these, violence and truces
  std::map<std::string, std::set<std::string>> home_;  ///< rebels → the states whose code they bear
  /// Steps of a commitment of nobody told ("the truce has run out"), sorted into the commitments that they belong to.
  void bind(std::map<Key, std::vector<Step>>& out) const;

  std::map<Key, std::map<std::string, Step>> steps_;  ///< by event id: a copy of a document adds nothing
};

}  // namespace khaldun
