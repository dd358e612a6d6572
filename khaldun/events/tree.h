#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "khaldun/language/analysis.h"
#include "khaldun/lexicon/lexicon.h"

/// What syntax says about who does what: subjects and objects through passives, control, participles, relative clauses and
/// coordination. Private to events/. All results are heads of phrases, with further conjuncts after them.
namespace khaldun {

class Tree {
 public:
  Tree(const Analysis& analysis, const Lexicon& lexicon);

  [[nodiscard]] const Analysis& analysis() const { return a_; }
  [[nodiscard]] bool passive(std::uint32_t verb) const;
  /// Who does it; none in a passive without an agent.
  [[nodiscard]] std::vector<std::uint32_t> subject(std::uint32_t verb) const;
  [[nodiscard]] std::vector<std::uint32_t> object(std::uint32_t verb) const;
  [[nodiscard]] std::vector<std::uint32_t> indirect(std::uint32_t verb) const;
  /// Phrases with this preposition on the word (with `reach`, also on its object or, for a noun, on the verb that supports it).
  [[nodiscard]] std::vector<std::uint32_t> preposition(std::uint32_t word, std::string_view prep, bool reach) const;
  /// Heads of complement clauses.
  [[nodiscard]] std::vector<std::uint32_t> clause(std::uint32_t word) const;
  [[nodiscard]] std::vector<std::uint32_t> possessor(std::uint32_t noun) const;
  [[nodiscard]] std::vector<std::uint32_t> modifiers(std::uint32_t noun) const;
  /// The token and its conjuncts that are of the same kind of word.
  [[nodiscard]] std::vector<std::uint32_t> with_conjuncts(std::uint32_t token) const;
  /// "planned to arrest one but released the other": a finite verb on an infinitive; it belongs to the verb above.
  [[nodiscard]] bool misplaced_conjunct(std::uint32_t verb) const;
  /// Preposition of a phrase ("with", "according to"); "" if none.
  [[nodiscard]] std::string_view case_of(std::uint32_t token) const;
  /// The verb that carries an eventive noun ("launched an attack"), kNone if none; through "a series of attacks".
  [[nodiscard]] std::uint32_t governor(std::uint32_t noun) const;
  /// "a series of attacks": the outermost transparent noun above; the noun itself if none.
  [[nodiscard]] std::uint32_t outer(std::uint32_t noun) const;

 private:
  [[nodiscard]] std::vector<std::uint32_t> surface_subject(std::uint32_t verb, int depth) const;
  void add_companions(std::uint32_t subject, std::uint32_t verb, std::vector<std::uint32_t>& out) const;
  [[nodiscard]] std::vector<std::uint32_t> preposition_of(std::uint32_t word, std::string_view prep, bool reach) const;
  [[nodiscard]] std::vector<std::uint32_t> antecedents(std::uint32_t which) const;
  [[nodiscard]] bool apart(std::uint32_t first, std::uint32_t second) const;
  [[nodiscard]] bool that_clause(std::uint32_t verb) const;
  [[nodiscard]] std::vector<std::uint32_t> agent_below(std::uint32_t verb) const;
  [[nodiscard]] std::uint32_t child_of(std::uint32_t word, std::initializer_list<Deprel> rels) const;

  const Analysis& a_;
  const Lexicon& lexicon_;
  std::uint32_t transparent_, object_control_, calendar_, company_with_, company_alone_, punishes_, raises_;
};

}  // namespace khaldun
