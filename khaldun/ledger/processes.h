#pragma once
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "khaldun/base/day.h"
#include "khaldun/ledger/assertion.h"
#include "khaldun/ledger/blocs.h"
#include "khaldun/lexicon/tables.h"

namespace khaldun {

class Lexicon;

/// A state on a day, as somebody has it.
struct Reading {
  static constexpr const char* kUnknown = "UNKNOWN";  ///< the state past the review age
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
  /// Only those in which one of `parties` takes part, as the documents that name one of them tell: with a million assertions,
  /// milliseconds.
  [[nodiscard]] std::vector<ProcessState> on(std::optional<Day> day, const std::set<std::string>& parties) const;

 private:
  struct Step {
    std::string on, doc, id, precision;
    std::string place;  ///< what is held, in the words of the text
    std::optional<Day> first, last, told;
    std::optional<Day> declared;  ///< of a planned step: the day of the word, where that is told
    std::optional<Day> until;     ///< the last day of its term, where one is told
    std::uint32_t sentence = 0, start = 0;
    std::size_t rank = 0;  ///< place of `on` in the machine's table: what comes first on one day
    bool planned = false;
    bool both = false;  ///< of a truce that both keep: its end, though only one is named
    bool hint = false;  ///< only supports a process that is there: never opens or moves one
    std::vector<std::string> asserts, denies, movers, mediators;
    std::vector<std::string> harmed;  ///< by a breach that is told of nobody: not theirs
    [[nodiscard]] std::optional<Day> effective() const;
    [[nodiscard]] bool before(const Step& other) const;
  };
  struct Key {
    std::string kind, committed, place;
    std::vector<std::string> parties;
    auto operator<=>(const Key&) const = default;
  };
  /// The table of one kind, for quick look-up.
  struct Machine {
    const table::Machine* machine = nullptr;
    std::map<std::string, std::vector<const table::MachineRule*>, std::less<>> on;  ///< transition → its rules, in the order of the table
    std::map<std::string, std::size_t, std::less<>> rank;  ///< where a transition first stands: proposed before held, declared before ended
    [[nodiscard]] bool constitutive(std::string_view transition) const;  ///< only the party itself can do it: its word is needed
    [[nodiscard]] bool only_own(std::string_view transition) const;      ///< nobody else's deed is such a step: told of nobody, it is all parties'
  };
  struct Run;
  struct Chapter;
  struct Binder;
  struct Homes;
  using Names = std::vector<std::string>;
  using Groups = std::map<std::string, std::map<std::string, std::set<std::pair<Day, std::string>>>>;
  using Steps = std::vector<const Step*>;
  using Told = std::map<std::string, std::map<std::pair<std::string, std::string>, std::set<std::string>>>;

  void add_one(const Assertion& told);
  /// Notes who is spoken of together, and who fights whom.
  void note_pairs(const Assertion& told);
  void add_parties(const Assertion& told, const std::string& kind, Step step);
  void add_holding(const Assertion& told, const std::string& kind, const Machine& machine, Step step);
  void add_commitments(const Assertion& told, const std::string& kind, const Step& step);
  [[nodiscard]] const Machine* machine_of(std::string_view kind) const;
  /// Whom a party fights or keeps a truce with in the documents of these steps, else in the whole story; else the state whose
  /// rebels they are; else who it is spoken of together with; "" if there is no one such.
  [[nodiscard]] std::string partner(const std::string& party, const Steps& steps) const;
  void put(Key key, Step step);
  /// A planned step of a commitment is told on one day and takes effect on another one.
  void put_planned(const Key& key, const Step& step);
  void note_names(const Assertion& told, const Who& who);
  /// The group of that code and sector that the story tells of about that time, if it is one; else the name itself.
  [[nodiscard]] std::string group_of(const std::string& name, const Step& step) const;
  /// All steps with groups for general words; copies that bear other names are kept in `renamed`.
  [[nodiscard]] std::map<Key, Steps> named(std::deque<Step>& renamed) const;
  [[nodiscard]] std::map<Key, Steps> merged(std::deque<Step>& renamed) const;
  /// Steps whose partner is not told, and calls by several outsiders, go to the process that they can only belong to.
  [[nodiscard]] std::map<Key, Steps> homed(std::deque<Step>& renamed) const;
  static void await_effect(std::map<Key, Steps>& out, std::deque<Step>& renamed);
  [[nodiscard]] Names fighting(const Step& step) const;
  /// Steps of a commitment of nobody told ("the truce has run out"), sorted into the commitments that they belong to.
  void bind(std::map<Key, Steps>& out) const;
  [[nodiscard]] static std::string beside(const Key& key, const Steps& steps, const std::map<Key, Steps>& all);
  static void share_end(const Key& key, const Steps& steps, const std::map<Key, Steps>& all, std::map<Key, Steps>& out);
  [[nodiscard]] std::vector<ProcessState> replay(const Key& key, const Steps& steps, std::optional<Day> day) const;
  void read_chapter(const Key& key, const Machine& machine, const Chapter& chapter, std::optional<Day> decayed_by, ProcessState& process) const;
  /// The word of the committed party makes it so; writers and third parties report; the adversary's word alone does not.
  [[nodiscard]] bool believed(const Key& key, const Machine& machine, const Step& step) const;

  const Lexicon& lexicon_;
  Blocs blocs_;
  std::map<std::string, Machine, std::less<>> machines_;
  Told pairs_;  ///< document → pair of parties → tellings of events between them
  Told foes_;   ///< of these, violence and truces
  std::map<std::string, std::map<std::string, std::size_t>> foes_anywhere_;  ///< party → whom it fights → tellings
  std::map<std::string, std::set<std::string>> home_;   ///< rebels → the states whose code they bear
  std::map<Key, std::map<std::string, Step>> steps_;    ///< by event id: a copy of a document adds nothing
  std::map<std::string, std::set<std::string>> docs_;   ///< party → documents with it
  std::map<std::string, std::vector<std::pair<const Key*, const Step*>>> told_in_;  ///< document → its steps
  Groups groups_;                                        ///< code and sector → groups of it → when and in which documents they are named
  std::map<std::string, std::set<std::string>> codes_, doc_codes_;  ///< party or document → countries
  const Processes* whole_ = nullptr;                     ///< the story that this one is a part of
};

}  // namespace khaldun
