#include "khaldun/language/neural_parser.h"

#include <gtest/gtest.h>

#include <cstring>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "khaldun/language/language.h"
#include "khaldun/language/letters.h"
#include "khaldun/learn/hash.h"

namespace khaldun {
namespace {

/// A network of the smallest size, with weights by chance; `without`: a section to leave out;
/// `cut`: one to take a byte from.
std::string small_weights(std::string_view without = {}, std::string_view cut = {}) {
  Dice dice(7);
  WeightsWriter out;
  const auto put = [&](const std::string& name, std::string bytes) {
    if (name == without) return;
    if (name == cut) bytes.pop_back();
    out.add(name, std::move(bytes));
  };
  const auto put_floats = [&](const std::string& name, std::size_t count, float value) {
    const std::vector<float> floats(count, value);
    std::string bytes(count * sizeof(float), '\0');
    std::memcpy(bytes.data(), floats.data(), bytes.size());
    put(name, std::move(bytes));
  };
  const auto put_rows = [&](const std::string& name, std::size_t rows, std::size_t columns,
                            bool bias) {
    std::string bytes(rows * columns, '\0');
    for (char& byte : bytes) byte = static_cast<char>(static_cast<int>(dice.below(255)) - 127);
    put(name + ".w", std::move(bytes));
    put_floats(name + ".s", rows, 0.02F);
    if (bias) put_floats(name + ".b", rows, 0.1F);
  };
  const std::vector<std::uint32_t> shape = {2, 2, 2, 2, 4, 4, 2, 2};
  std::string shape_bytes(shape.size() * 4, '\0');
  std::memcpy(shape_bytes.data(), shape.data(), shape_bytes.size());
  put("shape", shape_bytes);
  std::string relations;
  for (std::size_t i = 0; i <= static_cast<std::size_t>(Deprel::xcomp); ++i)
    relations += std::string(name(static_cast<Deprel>(i))) + "\n";
  put("relations", relations);
  std::string word(8, '\0');
  const std::uint64_t key = see_word("troops");
  std::memcpy(word.data(), &key, 8);
  put("words", word);
  put("seen", word);
  const std::vector<std::uint32_t> pairs = {7U * 256U + 1U, 15U * 256U + 2U};  // NOUN NN, VERB VBD
  std::string pair_bytes(pairs.size() * 4, '\0');
  std::memcpy(pair_bytes.data(), pairs.data(), pair_bytes.size());
  put("pairs", pair_bytes);
  put("xpos", "NN\nVBD\n");
  put_rows("word", 2, 2, false);
  put_rows("upos", 17, 2, false);
  put_rows("penn", 3, 2, false);
  for (std::size_t i = 0; i < NeuralInput::kParts; ++i)
    put_rows("part" + std::to_string(i), NeuralInput::kRows[i], 2, false);
  put_rows("context", 2, 2, false);
  put_rows("root", 1, 26, false);
  for (const std::string layer : {"lstm1", "lstm2"}) {
    for (const std::string way : {".f", ".b"}) {
      put_rows(layer + way + ".in", 16, layer == "lstm1" ? 26 : 8, true);
      put_rows(layer + way + ".hid", 16, 4, false);
    }
  }
  put_rows("project", 12, 8, true);
  put_rows("tags", 17 + 3, 8, true);
  put_rows("arc", 4, 4, true);
  put_rows("relation", 46 * 3, 2, true);
  return out.finish(kNeuralFormat);
}

Result<std::unique_ptr<NeuralParser>> parser_of(const std::string& bytes) {
  KHALDUN_TRY(const WeightsFile file, WeightsFile::parse(bytes, kNeuralFormat, "small.kw"));
  return NeuralParser::read(file);
}

/// The tokens' forms are views of `words`.
std::vector<Token> sentence_of(const std::vector<std::string>& words) {
  std::vector<Token> out(words.size());
  for (std::size_t i = 0; i < words.size(); ++i) {
    out[i].form = out[i].lower = words[i];
    out[i].upos = i % 2 == 0 ? Upos::noun : Upos::verb;
    out[i].xpos = i % 2 == 0 ? "NN" : "VBD";
  }
  return out;
}

void expect_tree(const std::vector<Token>& tokens) {
  std::size_t roots = 0;
  for (const Token& token : tokens) {
    roots += token.head == kNone ? 1U : 0U;
    EXPECT_EQ(token.head == kNone, token.deprel == Deprel::root);
    std::size_t steps = 0;
    for (std::uint32_t at = token.head; at != kNone; at = tokens[at].head)
      ASSERT_LE(++steps, tokens.size());
  }
  EXPECT_EQ(roots, 1U);
}

TEST(NeuralParser, EverySentenceGetsATree) {
  const auto parser = parser_of(small_weights());
  ASSERT_TRUE(parser.ok()) << parser.error().text();
  Dice dice(2);
  for (const std::size_t size : {1U, 2U, 3U, 10U, 60U, 400U}) {
    std::vector<std::string> words(size);
    for (std::string& word : words) {
      for (std::size_t n = dice.below(8); n > 0; --n)
        append(word, static_cast<char32_t>(dice.chance(70) ? 'a' + dice.below(26)
                                                           : 0x20 + dice.below(0x3000)));
    }
    std::vector<Token> tokens = sentence_of(words);
    parser.value()->parse(tokens);
    expect_tree(tokens);
  }
  std::vector<Token> none;
  parser.value()->parse(none);
}

TEST(NeuralParser, ASentenceDoesNotDependOnTheOnesBefore) {
  const auto parser = parser_of(small_weights());
  ASSERT_TRUE(parser.ok());
  const std::vector<std::string> words = {"Troops", "left", "the", "town", "today"};
  std::vector<Token> first = sentence_of(words);
  parser.value()->parse(first);
  const std::vector<std::string> other_words = {"Nobody", "came"};
  std::vector<Token> other = sentence_of(other_words);
  parser.value()->parse(other);
  std::vector<Token> again = sentence_of(words);
  parser.value()->parse(again);
  for (std::size_t i = 0; i < words.size(); ++i) {
    EXPECT_EQ(first[i].head, again[i].head);
    EXPECT_EQ(first[i].deprel, again[i].deprel);
  }
}

TEST(NeuralParser, WeightsWithoutAPartAreRefused) {
  for (const std::string section :
       {"shape", "relations", "words", "xpos", "word.w", "part3.s", "root.w", "lstm1.f.in.w",
        "lstm2.b.hid.s", "lstm1.b.in.b", "project.b", "arc.w", "relation.s"}) {
    EXPECT_FALSE(parser_of(small_weights(section)).ok()) << section;
    const bool is_text =
        std::string_view(section) == "relations" || std::string_view(section) == "xpos";
    EXPECT_EQ(parser_of(small_weights({}, section)).ok(), is_text) << section;  // a line end less
  }
}

TEST(NeuralParser, DamagedFilesAreRefused) {
  const std::string bytes = small_weights();
  EXPECT_FALSE(parser_of("").ok());
  EXPECT_FALSE(parser_of(bytes.substr(0, bytes.size() - 1)).ok());
  Dice dice(3);
  for (int i = 0; i < 20; ++i) {
    std::string changed = bytes;
    char& byte = changed[dice.below(changed.size())];
    byte = static_cast<char>(byte ^ 4);
    EXPECT_FALSE(parser_of(changed).ok());
  }
}

// What a reader of news would call plain. Needs weights/default.kw.
class TrainedParser : public testing::Test {
 protected:
  void SetUp() override {
    const auto folder = std::filesystem::path(KHALDUN_SOURCE_DIR) / "weights";
    if (!std::filesystem::exists(folder / kNeuralWeights)) GTEST_SKIP() << "no default.kw";
    Result<Language> opened = Language::open(folder, Mode::best);
    ASSERT_TRUE(opened.ok()) << opened.error().text();
    language_ = std::make_unique<Language>(std::move(opened.value()));
    Result<Language> fast = Language::open(folder, Mode::fast);
    ASSERT_TRUE(fast.ok());
    EXPECT_NE(fast.value().weights_hash(), language_->weights_hash());
  }
  /// "nsubj(said, minister)" for the word `form`.
  [[nodiscard]] std::string arc(std::string_view text, std::string_view form) const {
    const Analysis analysis = language_->analyse(text);
    for (const Token& token : analysis.tokens) {
      if (token.form != form) continue;
      const std::string head =
          token.head == kNone ? "ROOT" : std::string(analysis[token.head].form);
      return std::string(name(token.deprel)) + "(" + head + ")";
    }
    return "no such word";
  }
  std::unique_ptr<Language> language_;
};

TEST_F(TrainedParser, FindsSubjectsObjectsAndClauses) {
  const std::string text =
      "The minister said that the rebels, who had seized the airport, shelled two villages.";
  EXPECT_EQ(arc(text, "minister"), "nsubj(said)");
  EXPECT_EQ(arc(text, "rebels"), "nsubj(shelled)");
  EXPECT_EQ(arc(text, "seized"), "acl:relcl(rebels)");
  EXPECT_EQ(arc(text, "airport"), "obj(seized)");
  EXPECT_EQ(arc(text, "villages"), "obj(shelled)");
  EXPECT_EQ(arc(text, "shelled"), "ccomp(said)");
}

TEST_F(TrainedParser, FindsThePassiveAndItsAgent) {
  const std::string text = "Three soldiers were killed by unknown gunmen near the border.";
  EXPECT_EQ(arc(text, "soldiers"), "nsubj:pass(killed)");
  EXPECT_EQ(arc(text, "killed"), "root(ROOT)");
  EXPECT_EQ(arc(text, "gunmen").substr(0, 3), "obl");
}

TEST_F(TrainedParser, ReadsCapitalsAndHeadlines) {
  EXPECT_EQ(arc("ARMY SHELLS TWO VILLAGES NEAR THE BORDER", "VILLAGES"), "obj(SHELLS)");
  EXPECT_EQ(arc("Rebels attack convoy in northern province", "convoy"), "obj(attack)");
}

TEST_F(TrainedParser, RandomTextGetsTrees) {
  Dice dice(21);
  for (int round = 0; round < 30; ++round) {
    std::string text;
    for (int i = 0; i < 300; ++i)
      append(text, static_cast<char32_t>(dice.chance(80) ? 0x20 + dice.below(0x5F)
                                                         : 0xA0 + dice.below(0x2000)));
    const Analysis analysis = language_->analyse(text);
    for (const Sentence& sentence : analysis.sentences) {
      std::vector<Token> tokens(analysis.tokens.begin() + sentence.tokens.first,
                                analysis.tokens.begin() + sentence.tokens.last);
      for (Token& token : tokens) {
        if (token.head != kNone) token.head -= sentence.tokens.first;
      }
      expect_tree(tokens);
    }
  }
}

}  // namespace
}  // namespace khaldun
