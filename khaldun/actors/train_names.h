#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "khaldun/actors/name_kinds.h"
#include "khaldun/base/span.h"
#include "khaldun/learn/perceptron.h"
#include "khaldun/language/language.h"
#include "khaldun/lexicon/lexicon.h"

namespace khaldun {

/// A text of which every name is marked. A name that is not is a thing.
struct MarkedText {
  struct Name {
    Span at;  ///< bytes of `text`
    NameKind kind = NameKind::thing;
  };
  std::string id, text;
  std::vector<Name> names;
  bool marked = true;  ///< false: read for the surroundings of names that the lexicon knows
};

/// A name that no table has, as the rules and as the model take it.
struct NameVerdict {
  NameKind gold = NameKind::thing, rules = NameKind::thing, learned = NameKind::thing;
};

struct NameTraining {
  std::uint64_t seed = 1;
  std::size_t rounds = 10;
  double rate = 0.03, decay = 0.03;  ///< as in LogLinearOptions
  float entry = 0.05F;         ///< an entry of the lexicon counts as so much of a marked name
  float silver = 0.2F;         ///< …and so much the surroundings of a name that a table has, in a text without marks
  std::size_t places = 3000;   ///< about so many places of the lexicon
};

/// The bytes of names.kw. Deterministic on one machine, one thread.
[[nodiscard]] std::string train_names(const std::vector<MarkedText>& texts, const Lexicon& lexicon, const Language& language, const NameTraining& options);
/// The unknown names of other texts.
[[nodiscard]] std::vector<NameVerdict> judge_names(const std::vector<MarkedText>& texts, const Lexicon& lexicon, const Language& language, const NameWeights& weights);

}  // namespace khaldun
