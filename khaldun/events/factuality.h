#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "khaldun/base/result.h"
#include "khaldun/events/scan.h"
#include "khaldun/events/status.h"
#include "khaldun/language/analysis.h"
#include "khaldun/learn/weights_file.h"

/// How far a reader would say that what a word tells has happened or holds: -3 certainly not … 3 certainly, as in FactBank (Saurí &
/// Pustejovsky 2009). Private to events/.
///
/// Two readings are mixed. The *told* one is the status that the cues give. The *learned* one is a small network over names of what is
/// true of the word and its tree, fitted to what readers of web texts answered (UDS, White et al. 2016, Rudinger et al. 2018). In news
/// a plain present is asserted and a future is announced; in letters and forums they are habits and wishes. How much a sentence is
/// written like news is read from its shares of nouns, pronouns, short forms … (Biber 1988, "involved" and "informational" texts).
namespace khaldun {

/// Changes with the meaning of any section of factuality.kw, and with any name that `features` gives.
inline constexpr std::uint32_t kFactualityFormat = 1;
inline constexpr const char* kFactualityWeights = "factuality.kw";

/// What was learned. Sums are of integers and in a fixed order, so every processor gives the same value.
class FactualityWeights {
 public:
  /// Errors: a file that is damaged or of another format, a section missing or of a wrong size.
  [[nodiscard]] static Result<FactualityWeights> read(const std::filesystem::path& path);
  /// About -3 … 3; unknown names count nothing.
  [[nodiscard]] double learned(std::span<const std::string> features) const;
  /// 0 like a letter … 1 like news. `shares`: as many as `FactualityReader::shares` gives.
  [[nodiscard]] double news(std::span<const double> shares) const;

 private:
  WeightsFile file_;
  std::span<const std::uint64_t> names_;  ///< hashes, ascending
  std::span<const std::int8_t> rows_;     ///< per name: a weight of its own, then the inputs of the network
  std::span<const float> step_, bias_, hidden_, hidden_bias_, out_, register_;
  std::size_t inputs_ = 0;
};

class FactualityReader {
 public:
  /// `weights` may be null: then only what is told counts.
  FactualityReader(const Analysis& analysis, const StatusReader& status, const FactualityWeights* weights)
      : a_(analysis), status_(status), weights_(weights) {}

  /// Can one ask of the word whether it happened or holds? Verbs, nouns, adjectives, and whatever heads a clause.
  [[nodiscard]] bool predicate(std::uint32_t word) const;
  /// -3 … 3.
  [[nodiscard]] double read(std::uint32_t word) const;
  /// Names of what is true of the word and its surroundings, a few dozen, in order; no name twice.
  [[nodiscard]] std::vector<std::string> features(std::uint32_t word) const;
  [[nodiscard]] static double told(const Status& status);
  /// How the sentence is written: shares of parts of speech, then marks of speech and of length.
  [[nodiscard]] static std::vector<double> shares(const Analysis& analysis, std::uint32_t sentence);

 private:
  using Names = std::vector<std::string>;
  [[nodiscard]] std::string group(std::uint32_t word) const;
  [[nodiscard]] std::string negation(std::uint32_t word) const;
  [[nodiscard]] std::string subject(std::uint32_t word) const;
  [[nodiscard]] std::uint32_t first_conjunct(std::uint32_t word) const;
  [[nodiscard]] std::string markers(std::uint32_t word) const;
  void own(Names& out, std::uint32_t word) const;
  void below(Names& out, std::uint32_t word) const;
  void above(Names& out, std::uint32_t word) const;
  void beside(Names& out, std::uint32_t word) const;
  void sentence(Names& out, std::uint32_t word) const;
  void cues(Names& out, std::uint32_t word) const;

  const Analysis& a_;
  const StatusReader& status_;
  const FactualityWeights* weights_;
};

}  // namespace khaldun
