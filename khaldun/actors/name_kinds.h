#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "khaldun/actors/mentions.h"
#include "khaldun/actors/names.h"
#include "khaldun/base/result.h"
#include "khaldun/language/analysis.h"
#include "khaldun/learn/feature_table.h"
#include "khaldun/learn/weights_file.h"
#include "khaldun/lexicon/lexicon.h"

/// Of what kind is a name that no table has: a person, a body, a place, or something else ("the Krelt Cup")? Learned from texts with
/// marked names (docs/weights.md): a log-linear model over what the name is made of and where it stands.
namespace khaldun {

/// Changes with the meaning of any section of names.kw and of any feature below.
inline constexpr std::uint32_t kNamesFormat = 1;
inline constexpr const char* kNamesWeights = "names.kw";
inline constexpr const char* kNamesCard = "names.card.toml";

enum class NameKind : std::uint8_t { person, organisation, place, thing };
inline constexpr std::size_t kNameKindCount = 4;
[[nodiscard]] std::string_view name(NameKind kind);

/// People count as a body, a state as a place.
[[nodiscard]] NameKind as_name_kind(table::Kind kind);

/// Log odds of the kinds, in units of the file.
using NameScores = std::array<std::int32_t, kNameKindCount>;

/// What was learned. Sums are of integers, so every processor gives the same.
class NameWeights {
 public:
  /// Errors: a file that is missing, damaged or of another format.
  [[nodiscard]] static Result<NameWeights> read(const std::filesystem::path& path);
  /// The same from memory; `file` is for messages.
  [[nodiscard]] static Result<NameWeights> parse(std::string_view bytes, const std::string& file);
  /// Unknown features count nothing. O(features).
  [[nodiscard]] NameScores score(std::span<const std::uint64_t> features) const;
  /// What a name is that the rules take for `by_rule`: that, unless another kind is far enough above it. `scores`: pooled.
  [[nodiscard]] table::Kind decide(const NameScores& scores, table::Kind by_rule) const;
  [[nodiscard]] std::uint64_t hash() const { return file_.hash(); }

 private:
  [[nodiscard]] static Result<NameWeights> of(WeightsFile file, const std::string& path);
  WeightsFile file_;
  FeatureTable table_;
  double step_ = 1;  ///< of one unit of a score, in log odds
};

/// The sets of the lexicon that features ask for, by row.
inline constexpr std::size_t kNameSetCount = 11;
using NameSets = std::array<std::uint32_t, kNameSetCount>;
[[nodiscard]] NameSets name_sets(const Lexicon& lexicon);

/// What the recogniser knows of the words of a text: per token, the row of `names` and of `agents`, or kNone.
struct NameSurroundings {
  const Analysis& analysis;
  const Lexicon& lexicon;
  std::span<const NameHit> names;
  std::span<const AgentHit> agents;
  std::span<const std::uint32_t> name_of, agent_of;
  const NameSets& sets;
};

/// The words of the name that heads the mention, without what it is of: "Popular Front" of "Popular Front of Nwonko", "Otto von Quorl".
[[nodiscard]] TokenRange words_of_name(const NameSurroundings& around, const Mention& mention);
enum class NameParts : std::uint8_t { all, context };
/// Hashes of what is true of the name and of where it stands, some sixty; of the second alone. `by_rule`: what the rules take it for.
[[nodiscard]] std::vector<std::uint64_t> name_features(const NameSurroundings& around, const Mention& mention, table::Kind by_rule, NameParts parts = NameParts::all);
/// The same for a name that stands nowhere, an entry of the lexicon. `words`: as written.
[[nodiscard]] std::vector<std::uint64_t> name_features(std::span<const std::string_view> words, const Lexicon& lexicon, const NameSets& sets);

/// The words, lower case, blanks between.
[[nodiscard]] std::string joined_words(const Analysis& analysis, TokenRange words);
/// A name of a text.
struct ScoredName {
  std::string words;  ///< lower case, blanks between
  NameScores scores{};
  bool settled = false;  ///< a table or a title says what it is:
  table::Kind kind = table::Kind::thing;
};
/// A name is of one kind in a text: to the scores of each is added what the others of the same words tell, and, for a name of one word
/// and a longer one that ends with it, what these tell of each other. One that a settled person or body bears, too, is settled by it.
/// O(names × log names).
void pool(std::span<ScoredName> names);

/// A named mention, with what the model would go by.
struct NameSample {
  std::uint32_t mention = 0;
  bool known = false;  ///< a table has it, or its title says what it is
  TokenRange words;    ///< of the name
  std::vector<std::uint64_t> features, context;  ///< of a known name also the context alone
};
/// All named mentions of a text, in the order of their heads; `mentions`, if given, gets what the rules alone make of the text.
[[nodiscard]] std::vector<NameSample> name_samples(std::string_view text, const Analysis& analysis, const Lexicon& lexicon, Mentions* mentions = nullptr);

}  // namespace khaldun
