#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "khaldun/language/arena.h"
#include "khaldun/language/language.h"
#include "khaldun/language/lemmatiser.h"
#include "khaldun/language/letters.h"
#include "khaldun/language/parser.h"
#include "khaldun/language/tagger.h"
#include "khaldun/language/weights_format.h"
#include "khaldun/language/words.h"
#include "khaldun/language/words_seen.h"
#include "khaldun/learn/hash.h"
#include "khaldun/learn/weights_file.h"

namespace khaldun {
namespace {

constexpr std::size_t kFolds =
    4;  // jackknifing: the parser learns from tags that a tagger gave to unseen text
constexpr std::uint64_t kSilentCopies =
    25;  // so many of 100 sentences are learned again with silent letters' case

std::vector<Example> examples_of(const Analysis& gold) {
  std::vector<Example> out;
  for (const Sentence& sentence : gold.sentences) {
    Example example;
    for (std::uint32_t t = sentence.tokens.first; t < sentence.tokens.last; ++t) {
      Token token = gold[t];
      if (token.head != kNone) token.head -= sentence.tokens.first;
      example.tokens.push_back(token);
    }
    out.push_back(std::move(example));
  }
  return out;
}

/// Joins what our tokeniser keeps whole though the treebanks cut it: "al" "-" "Qaeda".
class HyphenJoiner {
 public:
  explicit HyphenJoiner(Arena& arena) : arena_(arena) {}

  /// False if the sentence has nothing to join.
  bool join(const Example& from, Example& to) {
    std::vector<std::uint32_t> group(from.tokens.size());  // new number of each token
    std::vector<TokenRange> groups;
    for (std::uint32_t i = 0; i < from.tokens.size();) {
      const std::uint32_t last = whole_until(from.tokens, i);
      for (std::uint32_t j = i; j < last; ++j) group[j] = static_cast<std::uint32_t>(groups.size());
      groups.push_back({i, last});
      i = last;
    }
    if (groups.size() == from.tokens.size()) return false;
    to.tokens.clear();
    for (const TokenRange range : groups) to.tokens.push_back(joined(from.tokens, range, group));
    return is_tree(to);
  }

 private:
  /// End of the longest chain word-word-word from `first` that the tokeniser would not cut.
  std::uint32_t whole_until(const std::vector<Token>& tokens, std::uint32_t first) {
    std::uint32_t last = first + 1;
    std::uint32_t end = first + 1;
    std::string form(tokens[first].form);
    while (end + 1 < tokens.size() && tokens[end].form == "-" && !tokens[end - 1].space_after &&
           !tokens[end].space_after) {
      form += "-" + std::string(tokens[end + 1].form);
      end += 2;
      pieces_.clear();
      split_words(form, {0, static_cast<std::uint32_t>(form.size())}, pieces_);
      if (pieces_.size() == 1) last = end;
    }
    return last;
  }

  Token joined(const std::vector<Token>& tokens, TokenRange range,
               const std::vector<std::uint32_t>& group) {
    std::uint32_t top = range.first;  // the part whose head is outside
    for (std::uint32_t i = range.first; i < range.last; ++i) {
      const std::uint32_t head = tokens[i].head;
      if (tokens[i].form != "-" && (head == kNone || !range.contains(head))) {
        top = i;
        break;
      }
    }
    Token token = tokens[top];
    token.head = token.head == kNone ? kNone : group[token.head];
    if (range.size() == 1) return token;
    std::string form;
    for (std::uint32_t i = range.first; i < range.last; ++i) form += tokens[i].form;
    token.form = arena_.keep(form);
    token.lower = arena_.keep(lower_case(form));
    token.lemma = token.lower;
    token.space_after = tokens[range.last - 1].space_after;
    return token;
  }

  static bool is_tree(const Example& example) {
    std::size_t roots = 0;
    for (const Token& token : example.tokens) {
      roots += token.head == kNone ? 1U : 0U;
      std::size_t steps = 0;
      for (std::uint32_t at = token.head; at != kNone; at = example.tokens[at].head) {
        if (++steps > example.tokens.size()) return false;
      }
    }
    return roots == 1;
  }

  Arena& arena_;
  std::vector<TextPiece> pieces_;
};

/// Tags that a tagger trained on the other folds gives to each example. `arena` keeps the Penn
/// tags.
Result<Done> jackknife(std::vector<Example>& examples, const TrainOptions& options, Arena& arena) {
  const auto fold_of = [](const Example& example) { return example.origin / 10 % kFolds; };
  std::vector<Example> tagged = examples;
  for (std::size_t fold = 0; fold < kFolds; ++fold) {
    std::vector<Example> others;
    for (const Example& example : examples) {
      if (fold_of(example) != fold) others.push_back(example);
    }
    WeightsWriter writer;
    Tagger::train(others, options.tagger_rounds, options.seed + fold, writer);
    const std::string bytes = writer.finish(kWeightsFormat);
    KHALDUN_TRY(const WeightsFile file, WeightsFile::parse(bytes, kWeightsFormat, "fold"));
    KHALDUN_TRY(const Tagger tagger, Tagger::read(file));
    for (Example& example : tagged) {
      if (fold_of(example) != fold) continue;
      tagger.tag(example.tokens, example.silent);
      for (Token& token : example.tokens) token.xpos = arena.keep(token.xpos);
    }
  }
  examples = std::move(tagged);
  return Done{};
}

/// The sentences as they are, some again with silent case, those with hyphenated names again as our
/// tokeniser cuts them.
std::vector<Example> with_copies(const std::vector<Example>& originals, std::uint64_t seed,
                                 Arena& arena) {
  Dice dice(seed);
  HyphenJoiner joiner(arena);
  std::vector<Example> out;
  for (const Example& example : originals) {
    out.push_back(example);
    if (dice.chance(kSilentCopies)) {
      out.push_back(example);
      out.back().silent = true;
    }
    Example joined = example;
    if (joiner.join(example, joined)) out.push_back(std::move(joined));
  }
  return out;
}

std::string toml_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out.push_back('\\');
    out.push_back(static_cast<unsigned char>(c) < 0x20 ? ' ' : c);
  }
  return out + "\"";
}

std::string percent(double share) {
  char text[16];
  std::snprintf(text, sizeof text, "%.2f", share * 100);
  return text;
}

std::string card(const TrainOptions& options, const TrainReport& report, std::size_t sentences,
                 std::size_t words) {
  std::string out =
      "# What fast.kw was made from, and how well it does. Written by the training command.\n";
  out += "licence   = " + toml_string(options.licence) + "\n";
  out += "command   = " + toml_string(options.command) + "\n";
  out += "format    = " + std::to_string(kWeightsFormat) + "\n";
  out += "hash      = " + toml_string(report.hash) + "\n";
  out += "bytes     = " + std::to_string(report.bytes) + "\n";
  out += "seed      = " + std::to_string(options.seed) + "\n";
  out += "rounds    = { tagger = " + std::to_string(options.tagger_rounds) +
         ", parser = " + std::to_string(options.parser_rounds) +
         ", relations = " + std::to_string(options.label_rounds) + " }\n";
  out += "sentences = " + std::to_string(sentences) + "\nwords     = " + std::to_string(words) +
         "\ntreebanks = [";
  for (const auto& path : options.treebanks) out += toml_string(path.filename().string()) + ", ";
  out += "]\n";
  for (const LanguageScores& s : report.scores) {
    out +=
        "\n[[score]]  # in percent; UPOS to lemma on gold tokens, LAS without subtypes; the rest "
        "from running text\n";
    out += "file = " + toml_string(s.file) + "\nwords = " + std::to_string(s.words) + "\n";
    out += "upos = " + percent(s.upos) + "\nxpos = " + percent(s.xpos) +
           "\nuas = " + percent(s.uas) + "\nlas = " + percent(s.las) +
           "\nlemma = " + percent(s.lemma) + "\nraw_words = " + percent(s.raw_words) +
           "\nraw_sentences = " + percent(s.raw_sentences) + "\nraw_las = " + percent(s.raw_las) + "\n";
  }
  return out;
}

/// Builds the bytes of fast.kw from the treebanks' sentences.
Result<std::string> build(const std::vector<Example>& originals, const TrainOptions& options,
                          Arena& arena) {
  const auto say = [&](std::string_view line) {
    if (options.progress) options.progress(line);
  };
  WeightsWriter writer;
  Lemmatiser::train(originals, writer);
  std::vector<Example> examples = with_copies(originals, options.seed, arena);
  say("tagger: " + std::to_string(examples.size()) + " sentences");
  Tagger::train(examples, options.tagger_rounds, options.seed, writer);
  say("tags for the parser");
  KHALDUN_TRY([[maybe_unused]] const Done done, jackknife(examples, options, arena));
  say("parser");
  FastParser::train(examples, options.parser_rounds, options.label_rounds, options.seed, writer);
  return writer.finish(kWeightsFormat);
}

}  // namespace

Result<TrainReport> train(const TrainOptions& options) {
  Arena arena;
  std::vector<Treebank> banks;
  std::vector<Example> originals;
  std::size_t words = 0;
  for (const auto& path : options.treebanks) {
    KHALDUN_TRY(const std::string bytes, read_file(path));
    KHALDUN_TRY(Treebank bank, from_conllu(bytes, path.string()));
    std::vector<Example> more = examples_of(bank.analysis);
    originals.insert(originals.end(), more.begin(), more.end());
    words += bank.analysis.tokens.size();
    banks.push_back(std::move(bank));
  }
  if (originals.empty()) return Error{Fault::bad_value, "no sentences to learn from", {}};
  for (std::size_t i = 0; i < originals.size(); ++i)
    originals[i].origin = static_cast<std::uint32_t>(i);
  KHALDUN_TRY(const std::string bytes, build(originals, options, arena));
  KHALDUN_TRY([[maybe_unused]] const Done written, write_file(options.out / kFastWeights, bytes));
  KHALDUN_TRY(const Language language, Language::open(options.out, Mode::fast));
  TrainReport report;
  report.hash = language.weights_hash();
  report.bytes = bytes.size();
  for (const auto& path : options.dev) {
    KHALDUN_TRY(LanguageScores scores, evaluate(language, path));
    report.scores.push_back(std::move(scores));
  }
  const std::string text = card(options, report, originals.size(), words);
  KHALDUN_TRY([[maybe_unused]] const Done carded, write_file(options.out / kFastCard, text));
  return report;
}

}  // namespace khaldun
