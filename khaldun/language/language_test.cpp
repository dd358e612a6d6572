#include "khaldun/language/language.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "khaldun/language/letters.h"
#include "khaldun/learn/hash.h"
#include "khaldun/learn/weights_file.h"

namespace khaldun {
namespace {

using testing::ElementsAre;

std::vector<std::string> forms(std::string_view text) {
  const Analysis analysis = tokenise(text);
  std::vector<std::string> out;
  for (const Token& token : analysis.tokens) out.emplace_back(token.form);
  return out;
}

std::vector<std::string> sentences(std::string_view text, TextKind kind = TextKind::body) {
  const Analysis analysis = tokenise(text, kind);
  std::vector<std::string> out;
  for (const Sentence& s : analysis.sentences)
    out.emplace_back(text.substr(s.at.begin, s.at.size()));
  return out;
}

const std::filesystem::path kWeights = std::filesystem::path(KHALDUN_SOURCE_DIR) / "weights";

const Language* language() {
  static const Result<Language> opened = Language::open(kWeights);
  return opened ? &opened.value() : nullptr;
}

#define NEED_WEIGHTS()                            \
  if (language() == nullptr) {                    \
    GTEST_SKIP() << "no weights in " << kWeights; \
  }                                               \
  static_assert(true)

// Random code points: letters, marks, blanks, emoji, what breaks tokenisers.
std::string random_text(Dice& dice, std::size_t length) {
  static constexpr char32_t kOdd[] = {
      ' ',    ' ',    '\n',   '\n', '.',    '.',    ',',     '\'',    '"',     '-',    '@',
      '/',    ':',    '$',    '%',  '#',    0x2019, 0x201C,  0x201D,  0x2018,  0x2014, 0x2026,
      0x301,  0x200D, 0xFE0F, 0xA0, 0xAD,   0x2011, 0x1F600, 0x1F1F5, 0x1F3FF, 0x644,  0x661,
      0x4E2D, 0x416,  0x130,  0xDF, 0x200B, 0xFEFF, '\r',    '\t',    0,       0x7F,   '\\'};
  std::string out;
  for (std::size_t i = 0; i < length; ++i) {
    if (dice.chance(50)) {
      append(out, static_cast<char32_t>("aAbBeEsStTzZ0159"[dice.below(16)]));
    } else if (dice.chance(80)) {
      append(out, kOdd[dice.below(std::size(kOdd))]);
    } else {
      char32_t c = static_cast<char32_t>(1 + dice.below(0x10FFFE));
      if (c >= 0xD800 && c < 0xE000) c = 'x';
      append(out, c);
    }
  }
  return out;
}

void expect_whole(const Analysis& analysis, std::string_view text) {
  std::uint32_t end = 0;
  for (const Token& token : analysis.tokens) {
    ASSERT_LE(end, token.at.begin);
    ASSERT_LT(token.at.begin, token.at.end);
    ASSERT_LE(token.at.end, text.size());
    ASSERT_EQ(token.form, text.substr(token.at.begin, token.at.size()));
    for (std::uint32_t i = end; i < token.at.begin; i += decode(text, i).size) {
      ASSERT_TRUE(is_blank(decode(text, i).value)) << "a letter is in no token";
    }
    end = token.at.end;
  }
  std::uint32_t next = 0;
  for (const Sentence& sentence : analysis.sentences) {
    ASSERT_EQ(sentence.tokens.first, next);
    ASSERT_LT(sentence.tokens.first, sentence.tokens.last);
    ASSERT_LE(sentence.tokens.size(), 400U);
    next = sentence.tokens.last;
  }
  ASSERT_EQ(next, analysis.tokens.size());
}

void expect_trees(const Analysis& analysis) {
  ASSERT_EQ(analysis.children.size(), analysis.tokens.size());
  for (const Sentence& sentence : analysis.sentences) {
    std::size_t roots = 0;
    for (std::uint32_t t = sentence.tokens.first; t < sentence.tokens.last; ++t) {
      const Token& token = analysis[t];
      roots += token.head == kNone ? 1U : 0U;
      ASSERT_EQ(token.head == kNone, token.deprel == Deprel::root);
      ASSERT_TRUE(token.head == kNone || sentence.tokens.contains(token.head));
      std::size_t steps = 0;
      for (std::uint32_t at = t; at != kNone; at = analysis[at].head)
        ASSERT_LE(++steps, sentence.tokens.size());
    }
    ASSERT_EQ(roots, 1U);
  }
}

TEST(Words, CutsCliticsAndMarks) {
  EXPECT_THAT(forms("They don't trust Pakistan's army."),
              ElementsAre("They", "do", "n't", "trust", "Pakistan", "'s", "army", "."));
  EXPECT_THAT(forms("We’ve said we can’t."),
              ElementsAre("We", "’ve", "said", "we", "ca", "n’t", "."));
  EXPECT_THAT(forms("He cannot pay $5.5bn (50%)."),
              ElementsAre("He", "can", "not", "pay", "$", "5.5", "bn", "(", "50", "%", ")", "."));
  EXPECT_THAT(forms("the soldiers' pay"), ElementsAre("the", "soldiers", "'", "pay"));
  EXPECT_THAT(forms("O'Brien met Sha'lan"), ElementsAre("O'Brien", "met", "Sha'lan"));
}

TEST(Words, KeepsHyphenatedNamesWhole) {
  for (const std::string_view name :
       {"Tehreek-e-Taliban", "al-Shabaab", "Abu-Bakr", "Jaish-e-Mohammed", "Zia-ul-Haq",
        "Kim Jong-un", "Port-au-Prince", "F-16", "Lashkar-e-Jhangvi", "Jean-Pierre", "Hay'at",
        "anti-government", "cease-fire"}) {
    const std::string_view last =
        name.substr(name.rfind(' ') == std::string_view::npos ? 0 : name.rfind(' ') + 1);
    EXPECT_EQ(forms(name).back(), last);
  }
}

TEST(Words, CutsOrdinaryHyphens) {
  EXPECT_THAT(forms("Iran-backed"), ElementsAre("Iran", "-", "backed"));
  EXPECT_THAT(forms("US-led U.S.-led"), ElementsAre("US", "-", "led", "U.S.", "-", "led"));
  EXPECT_THAT(forms("a 20-year-old well-known man"),
              ElementsAre("a", "20", "-", "year", "-", "old", "well", "-", "known", "man"));
  EXPECT_THAT(forms("al-Qaeda-linked"), ElementsAre("al-Qaeda", "-", "linked"));
}

TEST(Words, KeepsNumbersTimesAddressesWhole) {
  EXPECT_THAT(
      forms("At 5:30 pm on 11/28/2022, 1,200 of 3.5 million"),
      ElementsAre("At", "5:30", "pm", "on", "11/28/2022", ",", "1,200", "of", "3.5", "million"));
  EXPECT_THAT(forms("See https://example.org/a,b?c=1. Mail a.b@c.org!"),
              ElementsAre("See", "https://example.org/a,b?c=1", ".", "Mail", "a.b@c.org", "!"));
  EXPECT_THAT(forms("the 1990s, the 5th"), ElementsAre("the", "1990s", ",", "the", "5th"));
}

TEST(Words, KeepsEmoticonsAndRowsOfSignsWhole) {
  EXPECT_THAT(forms("Fine :) or not :-( or ;-)"),
              ElementsAre("Fine", ":)", "or", "not", ":-(", "or", ";-)"));
  EXPECT_THAT(forms("(as follows:) it"), ElementsAre("(", "as", "follows", ":", ")", "it"));
  EXPECT_THAT(forms("<< a >> +++ ----===="), ElementsAre("<<", "a", ">>", "+++", "----===="));
  EXPECT_THAT(forms("US$5 for $$$"), ElementsAre("US", "$", "5", "for", "$$$"));
  EXPECT_THAT(forms("a ‘’word’’"), ElementsAre("a", "‘’", "word", "’’"));
}

TEST(Words, KeepsFilesHostsTelephonesWhole) {
  EXPECT_THAT(forms("See map-2.PDF, .doc."), ElementsAre("See", "map-2.PDF", ",", ".doc", "."));
  EXPECT_THAT(forms("alt.politics.peru and a.b.c"),
              ElementsAre("alt.politics.peru", "and", "a.b.c"));
  EXPECT_THAT(forms("It ended.the army left."),
              ElementsAre("It", "ended", ".", "the", "army", "left", "."));
  EXPECT_THAT(forms("Call 713-853-3989 or +44."),
              ElementsAre("Call", "713-853-3989", "or", "+44", "."));
  EXPECT_THAT(forms("in 1969-1970, 5-10 men"),
              ElementsAre("in", "1969", "-", "1970", ",", "5", "-", "10", "men"));
  EXPECT_THAT(forms("Mann@ENRON wrote @host.com"), ElementsAre("Mann@ENRON", "wrote", "@host.com"));
}

TEST(Words, CutsShortFormsWithoutApostrophe) {
  EXPECT_THAT(forms("im sure they cant"), ElementsAre("i", "m", "sure", "they", "ca", "nt"));
  EXPECT_THAT(forms("its not over"), ElementsAre("it", "s", "not", "over"));
  EXPECT_THAT(forms("its army was ill"), ElementsAre("its", "army", "was", "ill"));
  EXPECT_THAT(forms("Maria Cant of the IM group"),
              ElementsAre("Maria", "Cant", "of", "the", "IM", "group"));
}

TEST(Words, TellsTheSentencesStopFromTheAbbreviations) {
  EXPECT_THAT(forms("guns, etc. They"), ElementsAre("guns", ",", "etc", ".", "They"));
  EXPECT_THAT(forms("guns etc. were"), ElementsAre("guns", "etc.", "were"));
  EXPECT_THAT(forms("left the U.S.."), ElementsAre("left", "the", "U.S.", "."));
  EXPECT_THAT(forms("He left.? Who.."), ElementsAre("He", "left", ".?", "Who", ".."));
}

TEST(Words, SlashesAndPrefixes) {
  EXPECT_THAT(forms("w/o and/or 9/11"), ElementsAre("w/o", "and", "/", "or", "9/11"));
  EXPECT_THAT(forms("socio-economic Naqsh-e Jahan"),
              ElementsAre("socio-economic", "Naqsh-e", "Jahan"));
  EXPECT_THAT(forms("12k men, a 4K film"), ElementsAre("12", "k", "men", ",", "a", "4K", "film"));
}

TEST(Sentences, AbbreviationsAndInitialsDoNotEndThem) {
  EXPECT_THAT(sentences("Gen. A. B. Khan met U.S. officials on Nov. 5. They talked."),
              ElementsAre("Gen. A. B. Khan met U.S. officials on Nov. 5.", "They talked."));
  EXPECT_THAT(sentences("It was built in the U.S. The army bought it."),
              ElementsAre("It was built in the U.S.", "The army bought it."));
  EXPECT_THAT(sentences("He came at 5 p.m. and left."), ElementsAre("He came at 5 p.m. and left."));
  EXPECT_THAT(sentences("He said no. Nobody came."), ElementsAre("He said no.", "Nobody came."));
}

TEST(Sentences, QuotesStayWithTheirSentence) {
  EXPECT_THAT(sentences("\"We will go.\" He left."), ElementsAre("\"We will go.\"", "He left."));
  EXPECT_THAT(sentences("“Stop!” she said. ‘Why?’ Omar asked. He ran."),
              ElementsAre("“Stop!” she said.", "‘Why?’ Omar asked.", "He ran."));
  EXPECT_THAT(sentences("“One. Two,” he said."), ElementsAre("“One.", "Two,” he said."));
}

TEST(Sentences, NotesStayWithTheSentenceBefore) {
  EXPECT_THAT(sentences("He lost the vote.[17] He left. [3] She stayed."),
              ElementsAre("He lost the vote.[17]", "He left. [3]", "She stayed."));
  EXPECT_THAT(sentences("He came. [Applause] We thank you."),
              ElementsAre("He came.", "[Applause] We thank you."));
}

TEST(Sentences, EndBeforeASmallLetter) {
  EXPECT_THAT(sentences("where are they? nobody knows it. we wait"),
              ElementsAre("where are they?", "nobody knows it.", "we wait"));
  EXPECT_THAT(sentences("“Who?” he asked."), ElementsAre("“Who?” he asked."));
  EXPECT_THAT(sentences("Yahoo! sells its shares."), ElementsAre("Yahoo! sells its shares."));
  EXPECT_THAT(sentences("It was built c. 1818 by hand."),
              ElementsAre("It was built c. 1818 by hand."));
}

TEST(Sentences, EndWhereLineEndsWereLost) {
  EXPECT_THAT(
      sentences("Ann Lee 04/26/2001 07:17 AM We meet today :) Best regards, Ann"),
      ElementsAre("Ann Lee 04/26/2001 07:17 AM", "We meet today :)", "Best regards,", "Ann"));
  EXPECT_THAT(sentences("The end ------ Next part"), ElementsAre("The end", "------", "Next part"));
  EXPECT_THAT(sentences("They met at 07:17 AM Monday."),
              ElementsAre("They met at 07:17 AM Monday."));
  EXPECT_THAT(sentences("Soldiers at a bridge Image: A. Moyo. They left."),
              ElementsAre("Soldiers at a bridge", "Image: A. Moyo.", "They left."));
  EXPECT_THAT(sentences("Friday, June 5, 2015 On Monday, talks began."),
              ElementsAre("Friday, June 5, 2015", "On Monday, talks began."));
  EXPECT_THAT(sentences("Talks began on Friday, June 5, 2015 On Monday."),
              ElementsAre("Talks began on Friday, June 5, 2015 On Monday."));
}

TEST(Sentences, LinesAreJoinedOnlyWhenWrapped) {
  EXPECT_THAT(sentences("Rebels took the town on Monday after a long fight that\nleft forty people "
                        "dead and hundreds more "
                        "without\nshelter.\n\nArmy moves north\nThe army moved."),
              ElementsAre("Rebels took the town on Monday after a long fight that\nleft forty "
                          "people dead and hundreds more "
                          "without\nshelter.",
                          "Army moves north", "The army moved."));
  EXPECT_THAT(sentences("Demands:\n- free the men\n- open the road"),
              ElementsAre("Demands:", "- free the men", "- open the road"));
}

TEST(Sentences, HeadlinesAreMarked) {
  const Analysis body = tokenise("Rebels seize town\n\nThe rebels seized a town. It fell.");
  ASSERT_EQ(body.sentences.size(), 3U);
  EXPECT_TRUE(body.sentences[0].headline);
  EXPECT_FALSE(body.sentences[1].headline);
  EXPECT_EQ(body.sentences[1].paragraph, 1U);
  EXPECT_EQ(body.sentences[2].paragraph, 1U);
  EXPECT_TRUE(tokenise("Rebels seize\ntown", TextKind::title).sentences.at(0).headline);
  EXPECT_EQ(tokenise("Rebels seize\ntown", TextKind::title).sentences.size(), 1U);
}

TEST(Sentences, EndlessOnesAreCut) {
  std::string text;
  for (int i = 0; i < 20000; ++i) text += "word ";
  const Analysis analysis = tokenise(text);
  EXPECT_EQ(analysis.tokens.size(), 20000U);
  EXPECT_EQ(analysis.sentences.size(), 50U);
  EXPECT_EQ(analysis.longest_cut(), 20000U);
  EXPECT_EQ(tokenise("A short one. Another.").longest_cut(), 0U);
}

TEST(Language, OverlongSentencesThatAreGivenStayWhole) {
  NEED_WEIGHTS();
  std::string rows;
  for (int i = 1; i <= 1000; ++i) rows += std::to_string(i) + "\tmen\t_\t_\t_\t_\t_\t_\t_\t_\n";
  Result<Treebank> read = from_conllu(rows, "x", Annotation::ignored);
  ASSERT_TRUE(read.ok()) << read.error().text();
  language()->annotate(read.value().analysis);
  ASSERT_EQ(read.value().analysis.sentences.size(), 1U);
  expect_trees(read.value().analysis);
}

TEST(Language, AnyTextGivesWholeTokensAndTrees) {
  Dice dice(7);
  for (int i = 0; i < 300; ++i) {
    const std::string text = random_text(dice, 1 + dice.below(400));
    const TextKind kind = dice.chance(20) ? TextKind::title : TextKind::body;
    const Analysis analysis =
        language() == nullptr ? tokenise(text, kind) : language()->analyse(text, kind);
    expect_whole(analysis, text);
    if (language() != nullptr) expect_trees(analysis);
    const Result<Treebank> back =
        from_conllu(language() == nullptr ? "" : to_conllu(analysis, text, "x"));
    ASSERT_TRUE(back.ok()) << back.error().text();
    if (language() != nullptr) {
      ASSERT_EQ(back.value().analysis.tokens.size(), analysis.tokens.size());
    }
  }
}

TEST(Language, ParsesASimpleSentence) {
  NEED_WEIGHTS();
  const std::string text = "Soldiers attacked the village yesterday.";
  const Analysis a = language()->analyse(text);
  ASSERT_EQ(a.tokens.size(), 6U);
  EXPECT_EQ(a[1].head, kNone);
  EXPECT_EQ(a[1].lemma, "attack");
  EXPECT_EQ(a[1].xpos, "VBD");
  EXPECT_EQ(a.child(1, Deprel::nsubj), 0U);
  EXPECT_EQ(a.child(1, Deprel::obj), 3U);
  EXPECT_EQ(a[0].lemma, "soldier");
  EXPECT_TRUE(a.below(2, 1));
  EXPECT_EQ(a.subtree(3), (TokenRange{2, 4}));
}

TEST(Language, UnderstandsCapitals) {
  NEED_WEIGHTS();
  const std::string text = "GUERRILLAS ATTACKED THE PRESIDENT'S HOUSE IN THE CAPITAL YESTERDAY.";
  const Analysis a = language()->analyse(text);
  EXPECT_EQ(a[1].upos, Upos::verb);
  EXPECT_EQ(a[1].lemma, "attack");
  EXPECT_EQ(a[1].head, kNone);
  EXPECT_EQ(a.child(1, Deprel::nsubj), 0U);
}

TEST(Language, ADatelineIsNotTheRoot) {
  NEED_WEIGHTS();
  for (const std::string_view dateline : {"KABUL, Nov. 28 (Reuters) - ", "ISLAMABAD: ",
                                          "BEIRUT (AP) — ", "Maiduguri, Nigeria (AFP) – "}) {
    const std::string text = std::string(dateline) + "The army killed ten rebels on Monday.";
    const Analysis a = language()->analyse(text);
    ASSERT_EQ(a.sentences.size(), 1U) << text;
    for (const Token& token : a.tokens) {
      EXPECT_EQ(token.head == kNone, token.form == "killed") << text;
    }
  }
}

TEST(Language, TheSameTextGivesTheSameAnalysis) {
  NEED_WEIGHTS();
  const std::string text =
      "The government said on Tuesday that its troops had retaken the town from the rebels, who "
      "fled.";
  const Result<Language> other = Language::open(kWeights);
  ASSERT_TRUE(other.ok());
  EXPECT_EQ(to_conllu(language()->analyse(text), text, "d"),
            to_conllu(other.value().analyse(text), text, "d"));
}

TEST(Conllu, WritesValidLinesAndReadsThemBack) {
  NEED_WEIGHTS();
  const std::string text = "“We don’t agree,” Łukasz said.";
  const std::string conllu = to_conllu(language()->analyse(text), text, "doc");
  EXPECT_NE(conllu.find("# text = “We don’t agree,” Łukasz said.\n"), std::string::npos) << conllu;
  EXPECT_NE(conllu.find("3-4\tdon’t\t_"), std::string::npos) << conllu;
  EXPECT_NE(conllu.find("start=18|end=24"), std::string::npos) << conllu;
  const Result<Treebank> back = from_conllu(conllu);
  ASSERT_TRUE(back.ok()) << back.error().text();
  EXPECT_EQ(*back.value().text, text + " ");
  EXPECT_EQ(to_conllu(back.value().analysis, text, "doc"), conllu);
}

TEST(Conllu, BadFilesAreRefusedWithTheLine) {
  const std::string columns = "1\ta\ta\tX\t_\t_\t0\troot\t_\n";
  EXPECT_EQ(from_conllu(columns, "f").error().text(),
            "f:1: a word line has 10 columns, this one 9");
  const std::string word = "1\ta\ta\tX\t_\t_\t2\tdep\t_\t_\n";
  EXPECT_FALSE(from_conllu(word + "\n").ok());
  EXPECT_FALSE(from_conllu(word + "2\tb\tb\tX\t_\t_\t1\tdep\t_\t_\n\n").ok());
  EXPECT_FALSE(from_conllu("2\ta\ta\tX\t_\t_\t0\troot\t_\t_\n\n").ok());
  EXPECT_TRUE(from_conllu("").ok());
}

TEST(Weights, DamageIsFound) {
  EXPECT_EQ(Language::open("/nonexistent").error().fault, Fault::not_found);
  NEED_WEIGHTS();
  const Result<std::string> bytes = read_file(kWeights / "fast.kw");
  ASSERT_TRUE(bytes.ok());
  const auto folder =
      std::filesystem::temp_directory_path() /
      ("khaldun-weights-" + std::to_string(::testing::UnitTest::GetInstance()->random_seed()) +
       std::to_string(reinterpret_cast<std::uintptr_t>(&bytes)));
  std::filesystem::create_directories(folder);
  const auto open_with = [&](std::string changed) {
    EXPECT_TRUE(write_file(folder / "fast.kw", changed).ok());
    return Language::open(folder);
  };
  EXPECT_FALSE(open_with("").ok());
  EXPECT_FALSE(open_with(bytes.value().substr(0, 1000)).ok());
  EXPECT_FALSE(open_with(bytes.value().substr(0, bytes.value().size() - 1)).ok());
  Dice dice(3);
  for (int i = 0; i < 5; ++i) {
    std::string changed = bytes.value();
    char& byte = changed[dice.below(changed.size())];
    byte = static_cast<char>(byte ^ 1);
    EXPECT_FALSE(open_with(changed).ok());
  }
  EXPECT_TRUE(open_with(bytes.value()).ok());
  std::filesystem::remove_all(folder);
}

TEST(Train, IsReproducibleToTheByte) {
  std::string bank;
  for (int i = 0; i < 30; ++i) {
    bank +=
        "1\tMen\tman\tNOUN\tNNS\t_\t2\tnsubj\t_\t_\n2\tshot\tshoot\tVERB\tVBD\t_\t0\troot\t_\t_"
        "\n3\thim\the\tPRON\tPRP\t_\t2\tobj\t_\tSpaceAfter=No\n4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_"
        "\n\n";
  }
  const auto folder = std::filesystem::temp_directory_path() /
                      ("khaldun-train-" + std::to_string(reinterpret_cast<std::uintptr_t>(&bank)));
  std::filesystem::create_directories(folder);
  ASSERT_TRUE(write_file(folder / "t.conllu", bank).ok());
  TrainOptions options;
  options.treebanks = options.dev = {folder / "t.conllu"};
  options.out = folder;
  const Result<TrainReport> first = train(options);
  ASSERT_TRUE(first.ok()) << first.error().text();
  const Result<std::string> bytes = read_file(folder / "fast.kw");
  EXPECT_EQ(first.value().scores.at(0).words, 120U);
  const Result<TrainReport> second = train(options);
  ASSERT_TRUE(second.ok());
  EXPECT_EQ(read_file(folder / "fast.kw").value(), bytes.value());
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace khaldun
