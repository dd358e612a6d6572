#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "khaldun/actors/mentions.h"
#include "khaldun/events/scan.h"
#include "khaldun/events/tree.h"
#include "khaldun/language/analysis.h"
#include "khaldun/lexicon/lexicon.h"

/// Whether it happened and who says so: composed from the event word up the tree through every cue. Private to events/.
namespace khaldun {

struct Voice {
  std::vector<std::uint32_t> sources;  ///< mentions; empty: an unnamed holder
  std::uint32_t cue = kNone;           ///< token
  table::Stance stance = table::Stance::asserts;
};

struct Status {
  std::uint8_t auxiliary = 0;  ///< Auxiliary bits
  bool attempted = false;
  std::vector<Voice> voices;
  std::vector<std::string> steps;  ///< for explain: "said: asserts", "may: hypothetical"
};

class StatusReader {
 public:
  StatusReader(const Analysis& a, const Tree& tree, const Mentions& mentions, const Scan& scan, const Lexicon& lexicon)
      : a_(a), tree_(tree), mentions_(mentions), scan_(scan), lexicon_(lexicon), ranks_(lexicon.set("rank")), punishes_(lexicon.set("punishes_for")), awaited_(lexicon.set("awaited_mark")) {}
  /// `word`: the head of the trigger.
  [[nodiscard]] Status read(std::uint32_t word) const;
  /// Does `child` stand in one of the slots of `parent`?
  [[nodiscard]] bool in_slot(std::uint32_t child, std::uint32_t parent, table::Slice<table::Slot> slots) const;
  /// Is the word itself negated ("did not stop")?
  [[nodiscard]] bool negated(std::uint32_t word) const;
  /// The support cue of an eventive noun and its verb, or null.
  [[nodiscard]] const table::Cue* support(std::uint32_t noun, std::uint32_t& verb) const;
  [[nodiscard]] std::vector<std::uint32_t> fill(std::uint32_t word, table::Slice<table::Slot> slots) const;
  /// The mentions at these tokens, or around them.
  [[nodiscard]] std::vector<std::uint32_t> sources(const std::vector<std::uint32_t>& tokens) const;

 private:
  struct Walk;
  [[nodiscard]] bool awaited(std::uint32_t clause, std::uint32_t above) const;
  [[nodiscard]] const table::Cue* cue_over(std::uint32_t child, std::uint32_t parent) const;
  void local(Walk& walk, std::uint32_t word, bool skip_negation) const;
  [[nodiscard]] bool completes(std::uint32_t child, std::uint32_t parent) const;
  [[nodiscard]] bool next_to(std::uint32_t child, std::uint32_t parent) const;
  [[nodiscard]] bool within_cue(std::uint32_t word, std::uint32_t verb) const;
  [[nodiscard]] bool cleft(std::uint32_t word) const;
  [[nodiscard]] bool inverted(std::uint32_t word) const;
  [[nodiscard]] bool ranked(std::uint32_t word, std::uint32_t over) const;
  [[nodiscard]] bool pointed_to(std::uint32_t word) const;
  [[nodiscard]] std::uint32_t opens_phrase(const struct Unit& unit, std::uint32_t verb) const;
  [[nodiscard]] bool reported_past(std::uint32_t word) const;
  void speech_beside(Walk& walk, std::uint32_t word) const;
  void add_voice(Walk& walk, std::uint32_t cue_token, const table::Cue& cue, std::vector<std::uint32_t> tokens, std::uint32_t content = kNone) const;
  static void apply(Walk& walk, table::Effect effect, std::string_view word);
  [[nodiscard]] bool carries(std::uint32_t child, std::uint32_t parent) const;

  const Analysis& a_;
  const Tree& tree_;
  const Mentions& mentions_;
  const Scan& scan_;
  const Lexicon& lexicon_;
  std::uint32_t ranks_, punishes_, awaited_;
};

}  // namespace khaldun
