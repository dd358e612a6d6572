#include "khaldun/language/tagger.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <map>
#include <unordered_map>

#include "khaldun/language/words_seen.h"
#include "khaldun/learn/hash.h"
#include "khaldun/learn/perceptron.h"

namespace khaldun {
namespace {

constexpr std::size_t kFeatures = 37;
constexpr std::size_t kMostLabels = 255;
constexpr std::uint32_t kLeastForClass = 6;  // occurrences before a word's set of tags is believed
constexpr std::uint32_t kLeastForCertain =
    12;  // … and before a single tag is taken without asking the model
constexpr std::uint32_t kLeastUpdates = 2;  // features seen to matter once are noise

using Features = std::array<std::uint64_t, kFeatures>;

/// Open addressing over the words of tag.words.
const Tagger::Word* find_word(std::span<const Tagger::Word> words, std::uint64_t word) {
  if (words.empty()) return nullptr;
  const std::size_t mask = words.size() - 1;
  for (std::size_t at = word & mask; words[at].word != 0; at = (at + 1) & mask) {
    if (words[at].word == word) return &words[at];
  }
  return nullptr;
}

/// A sentence as hashes, with two places of padding at both ends.
class View {
 public:
  View(std::span<const Token> sentence, bool silent, std::span<const Tagger::Word> words) {
    const Casing casing = silent ? Casing::silent : casing_of(sentence);
    seen_.resize(sentence.size() + 4);
    classes_.resize(sentence.size() + 4);
    certain_.resize(sentence.size());
    for (std::size_t i = 0; i < sentence.size(); ++i) {
      seen_[i + 2] = see(sentence[i], casing);
      const Tagger::Word* const known = find_word(words, seen_[i + 2].word);
      classes_[i + 2] = known == nullptr ? 1 : known->tags;
      certain_[i] = known == nullptr ? 0 : known->certain;
    }
  }

  [[nodiscard]] std::uint32_t certain(std::size_t i) const { return certain_[i]; }

  /// Templates: own word, its ends and shape, two neighbours on both sides, the two tags before.
  void features(std::size_t token, std::uint64_t tag1, std::uint64_t tag2, Features& out) const {
    const std::size_t i = token + 2;
    const WordSeen& w = seen_[i];
    const WordSeen& l1 = seen_[i - 1];
    const WordSeen& r1 = seen_[i + 1];
    std::size_t n = 0;
    const auto add = [&](std::uint64_t a, std::uint64_t b = 0, std::uint64_t c = 0) {
      out[n] = feature(n + 1, a, b, c);
      ++n;
    };
    add(1);
    add(w.word);
    for (const std::uint64_t suffix : w.suffix) add(suffix);
    for (const std::uint64_t prefix : w.prefix) add(prefix);
    add(w.shape);
    add(w.shape, w.suffix[2]);
    add(w.shape, token == 0 ? 1 : 2, w.suffix[1]);
    add(l1.word);
    add(seen_[i - 2].word);
    add(r1.word);
    add(seen_[i + 2].word);
    add(l1.word, w.word);
    add(w.word, r1.word);
    add(l1.suffix[2]);
    add(r1.suffix[2]);
    add(r1.shape, w.shape);
    add(l1.shape, w.shape);
    add(tag1);
    add(tag1, tag2);
    add(tag1, w.word);
    add(tag1, w.suffix[2]);
    add(tag1, w.shape);
    add(tag1, classes_[i], classes_[i + 1]);
    add(tag1, tag2, classes_[i]);
    add(classes_[i]);
    add(classes_[i + 1]);
    add(classes_[i], classes_[i + 1]);
    add(classes_[i + 1], classes_[i + 2]);
    add(tag1, r1.word);
    add(tag1, r1.suffix[2], w.suffix[1]);
    assert(n == kFeatures);
  }

 private:
  std::vector<WordSeen> seen_;
  std::vector<std::uint64_t> classes_;
  std::vector<std::uint32_t> certain_;
};

std::size_t best_of(std::span<const std::int32_t> scores) {
  return static_cast<std::size_t>(std::max_element(scores.begin(), scores.end()) - scores.begin());
}

std::string label_of(const Token& token) {
  return std::string(name(token.upos)) + "|" + std::string(token.xpos);
}

/// The labels of a treebank, frequent first; rare ones (misprints of the annotators) become the
/// commonest one of their UPOS.
class Labels {
 public:
  explicit Labels(std::span<const Example> examples) {
    std::map<std::string, std::uint32_t> counts;
    for (const Example& example : examples) {
      for (const Token& token : example.tokens) ++counts[label_of(token)];
    }
    std::vector<std::pair<std::uint32_t, std::string>> order;
    for (const auto& [label, count] : counts) order.emplace_back(count, label);
    std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    for (const auto& [count, label] : order) {
      if (names_.size() < kMostLabels && (count > 3 || names_.size() < 2)) {
        numbers_[label] = names_.size();
        names_.push_back(label);
        continue;
      }
      const std::string upos = label.substr(0, label.find('|') + 1);
      const auto same = std::find_if(names_.begin(), names_.end(), [&](const std::string& n) {
        return n.compare(0, upos.size(), upos) == 0;
      });
      numbers_[label] = same == names_.end() ? 0 : static_cast<std::size_t>(same - names_.begin());
    }
  }
  [[nodiscard]] std::size_t of(const Token& token) const { return numbers_.at(label_of(token)); }
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

 private:
  std::vector<std::string> names_;
  std::map<std::string, std::size_t> numbers_;
};

std::vector<Tagger::Word> known_words(std::span<const Example> examples, const Labels& labels) {
  std::map<std::uint64_t, std::map<std::size_t, std::uint32_t>> counts;
  for (const Example& example : examples) {
    for (const Token& token : example.tokens) ++counts[see_word(token.lower)][labels.of(token)];
  }
  std::vector<Tagger::Word> kept;
  for (const auto& [word, tags] : counts) {
    std::uint32_t total = 0;
    for (const auto& [tag, count] : tags) total += count;
    if (total < kLeastForClass) continue;
    Tagger::Word entry{word, 0, 0};
    std::uint64_t hash = 7;
    for (const auto& [tag, count] : tags) {
      if (count * 10 >= total) hash = mix(hash, tag + 1);
      if (total >= kLeastForCertain && count * 500 >= total * 499)
        entry.certain = static_cast<std::uint32_t>(tag + 1);
    }
    entry.tags = static_cast<std::uint32_t>(hash) | 2U;
    kept.push_back(entry);
  }
  std::size_t size = 16;
  while (size < kept.size() * 2) size *= 2;
  std::vector<Tagger::Word> cells(size);
  for (const Tagger::Word& entry : kept) {
    std::size_t at = entry.word & (size - 1);
    while (cells[at].word != 0) at = (at + 1) & (size - 1);
    cells[at] = entry;
  }
  return cells;
}

class Trainer {
 public:
  Trainer(std::span<const Example> examples, std::uint64_t seed)
      : examples_(examples),
        dice_(seed),
        labels_(examples),
        words_(known_words(examples, labels_)),
        model_(labels_.names().size()),
        scores_(labels_.names().size()) {}

  void run(int rounds) {
    std::vector<std::size_t> order(examples_.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    for (int round = 0; round < rounds; ++round) {
      for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[dice_.below(i)]);
      for (const std::size_t at : order) learn(examples_[at]);
    }
  }

  void write(WeightsWriter& out) const {
    std::string names;
    for (const std::string& label : labels_.names()) names += label + "\n";
    out.add("tag.labels", names);
    out.add_array<Tagger::Word>("tag.words", words_);
    FeatureTable::write(out, "tag", model_.averaged(kLeastUpdates));
  }

 private:
  void learn(const Example& example) {
    const View view(example.tokens, example.silent, words_);
    std::uint64_t tag1 = 0;
    std::uint64_t tag2 = 0;
    for (std::size_t i = 0; i < example.tokens.size(); ++i) {
      std::size_t guess = view.certain(i);
      if (guess != 0) {
        --guess;
      } else {
        guess = learn_token(view, i, tag1, tag2, labels_.of(example.tokens[i]));
      }
      tag2 = tag1;
      tag1 = guess + 1;
    }
  }

  std::size_t learn_token(const View& view, std::size_t i, std::uint64_t tag1, std::uint64_t tag2,
                          std::size_t right) {
    view.features(i, tag1, tag2, features_);
    std::fill(scores_.begin(), scores_.end(), 0);
    model_.score(features_, scores_);
    const std::size_t guess = best_of(scores_);
    model_.step();
    if (guess != right) model_.update(features_, right, guess);
    return guess;
  }

  std::span<const Example> examples_;
  Dice dice_;
  Labels labels_;
  std::vector<Tagger::Word> words_;
  Perceptron model_;
  std::vector<std::int32_t> scores_;
  Features features_ = {};
};

}  // namespace

void Tagger::train(std::span<const Example> examples, int rounds, std::uint64_t seed,
                   WeightsWriter& out) {
  Trainer trainer(examples, seed);
  trainer.run(rounds);
  trainer.write(out);
}

Result<Tagger> Tagger::read(const WeightsFile& file) {
  Tagger out;
  out.file_ = file;
  KHALDUN_TRY(std::string_view labels, file.section("tag.labels"));
  while (!labels.empty()) {
    const std::size_t end = labels.find('\n');
    const std::string_view label = labels.substr(0, end);
    const std::size_t bar = label.find('|');
    out.upos_.push_back(parse_upos(label.substr(0, bar)));
    out.xpos_.push_back(bar == std::string_view::npos ? std::string_view{} : label.substr(bar + 1));
    labels.remove_prefix(end == std::string_view::npos ? labels.size() : end + 1);
  }
  KHALDUN_TRY(out.words_, file.array<Word>("tag.words"));
  KHALDUN_TRY(out.table_, FeatureTable::read(file, "tag", out.upos_.size()));
  bool sound = !out.upos_.empty() && (out.words_.size() & (out.words_.size() - 1)) == 0;
  bool has_empty = out.words_.empty();
  for (const Word& word : out.words_) {
    sound = sound && word.certain <= out.upos_.size();
    has_empty = has_empty || word.word == 0;
  }
  if (!sound || !has_empty) return Error{Fault::bad_format, "tagger weights are damaged", {}};
  return out;
}

void Tagger::tag(std::span<Token> sentence, bool silent) const {
  const View view(sentence, silent, words_);
  std::vector<std::int32_t> scores(upos_.size());
  Features features = {};
  std::uint64_t tag1 = 0;
  std::uint64_t tag2 = 0;
  for (std::size_t i = 0; i < sentence.size(); ++i) {
    std::size_t label = view.certain(i);
    if (label != 0) {
      --label;
    } else {
      view.features(i, tag1, tag2, features);
      std::fill(scores.begin(), scores.end(), 0);
      for (const std::uint64_t key : features) table_.add(key, scores);
      label = best_of(scores);
    }
    sentence[i].upos = upos_[label];
    sentence[i].xpos = xpos_[label];
    tag2 = tag1;
    tag1 = label + 1;
  }
}

}  // namespace khaldun
