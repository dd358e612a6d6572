#include "khaldun/language/mend.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace khaldun {
namespace {

struct Word {
  std::string_view form;
  Upos upos;
  std::string_view xpos;
  std::uint32_t head;  ///< from 1; 0 = root
  Deprel deprel;
};

/// "head/relation" of each word after mending, heads from 1. `lemma`: of the second word, where a rule asks for it.
std::vector<std::string> mended(const std::vector<Word>& words, std::string_view lemma = {}) {
  std::vector<Token> tokens(words.size());
  for (std::size_t i = 0; i < words.size(); ++i) {
    tokens[i].form = tokens[i].lower = words[i].form;
    tokens[i].upos = words[i].upos;
    tokens[i].xpos = words[i].xpos;
    tokens[i].head = words[i].head == 0 ? kNone : words[i].head - 1;
    tokens[i].deprel = words[i].deprel;
  }
  if (!lemma.empty()) tokens[1].lemma = lemma;
  mend_tree(tokens);
  std::vector<std::string> out;
  for (const Token& token : tokens) out.push_back(std::to_string(token.head == kNone ? 0 : token.head + 1) + "/" + std::string(name(token.deprel)));
  return out;
}

TEST(MendTree, ClauseBehindADayIsWhatWasSaid) {
  const auto tree = mended({{"demanded", Upos::verb, "VBD", 0, Deprel::root}, {"on", Upos::adp, "IN", 3, Deprel::case_mark},
                            {"wednesday", Upos::propn, "NNP", 1, Deprel::obl}, {"that", Upos::sconj, "IN", 6, Deprel::obj},
                            {"troops", Upos::noun, "NNS", 6, Deprel::nsubj}, {"leave", Upos::verb, "VBP", 3, Deprel::acl_relcl}});
  EXPECT_EQ(tree[5], "1/ccomp");
  EXPECT_EQ(tree[3], "6/mark");
}

TEST(MendTree, NounBeforeAFiniteVerbIsItsSubject) {
  const auto tree = mended({{"families", Upos::noun, "NNS", 2, Deprel::nsubj}, {"fled", Upos::verb, "VBD", 0, Deprel::root},
                            {"after", Upos::adp, "IN", 4, Deprel::case_mark}, {"troops", Upos::noun, "NNS", 2, Deprel::obl},
                            {"shelled", Upos::verb, "VBD", 2, Deprel::advcl}, {"it", Upos::pron, "PRP", 5, Deprel::obj}});
  EXPECT_EQ(tree[3], "5/nsubj");
  EXPECT_EQ(tree[2], "5/mark");
}

TEST(MendTree, ClauseWithASubjectStaysAsItIs) {
  const auto tree = mended({{"they", Upos::pron, "PRP", 2, Deprel::nsubj}, {"fled", Upos::verb, "VBD", 0, Deprel::root},
                            {"after", Upos::adp, "IN", 4, Deprel::case_mark}, {"dawn", Upos::noun, "NN", 2, Deprel::obl},
                            {"when", Upos::adv, "WRB", 7, Deprel::advmod}, {"troops", Upos::noun, "NNS", 7, Deprel::nsubj},
                            {"came", Upos::verb, "VBD", 2, Deprel::advcl}});
  EXPECT_EQ(tree[3], "2/obl");
}

TEST(MendTree, WhatStandsBeforeBetweenIsTheSubject) {
  const auto tree = mended({{"talks", Upos::noun, "NNS", 0, Deprel::root}, {"between", Upos::adp, "IN", 3, Deprel::case_mark},
                            {"chad", Upos::propn, "NNP", 1, Deprel::nmod}, {"and", Upos::cconj, "CC", 7, Deprel::cc},
                            {"the", Upos::det, "DT", 6, Deprel::det}, {"rebels", Upos::noun, "NNS", 7, Deprel::nsubj},
                            {"resumed", Upos::verb, "VBD", 1, Deprel::conj}});
  EXPECT_EQ(tree, (std::vector<std::string>{"7/nsubj", "3/case", "1/nmod", "6/cc", "6/det", "3/conj", "0/root"}));
}

TEST(MendTree, PrepositionBeforeBetweenBeginsTheClause) {
  const auto tree = mended({{"fled", Upos::verb, "VBD", 0, Deprel::root}, {"after", Upos::adp, "IN", 3, Deprel::case_mark},
                            {"talks", Upos::noun, "NNS", 1, Deprel::obl}, {"between", Upos::adp, "IN", 5, Deprel::case_mark},
                            {"chad", Upos::propn, "NNP", 3, Deprel::nmod}, {"and", Upos::cconj, "CC", 7, Deprel::cc},
                            {"rebels", Upos::noun, "NNS", 8, Deprel::nsubj}, {"failed", Upos::verb, "VBD", 3, Deprel::acl}});
  EXPECT_EQ(tree, (std::vector<std::string>{"0/root", "8/mark", "8/nsubj", "5/case", "3/nmod", "7/cc", "5/conj", "1/advcl"}));
}

TEST(MendTree, GerundBeforeABareNameGovernsIt) {
  const auto tree = mended({{"stopped", Upos::verb, "VBD", 0, Deprel::root}, {"shelling", Upos::verb, "VBG", 3, Deprel::amod}, {"Mekelle", Upos::propn, "NNP", 1, Deprel::obj}});
  EXPECT_EQ(tree[1], "3/amod") << "a lower-cased form is no name";
}

TEST(MendTree, WhatWithGovernsBeforeAParticipleIsItsSubject) {
  const auto tree = mended({{"grew", Upos::verb, "VBD", 0, Deprel::root}, {"with", Upos::adp, "IN", 4, Deprel::case_mark}, {"the", Upos::det, "DT", 4, Deprel::det},
                            {"group", Upos::noun, "NN", 5, Deprel::obl}, {"ending", Upos::verb, "VBG", 1, Deprel::advcl}, {"talks", Upos::noun, "NNS", 5, Deprel::obj}});
  EXPECT_EQ(tree[3], "5/nsubj");
  EXPECT_EQ(tree[1], "5/mark");
}

TEST(MendTree, RelativeClauseAgreesInNumber) {
  const auto tree = mended({{"talks", Upos::noun, "NNS", 0, Deprel::root}, {"with", Upos::adp, "IN", 3, Deprel::case_mark}, {"Oslo", Upos::propn, "NNP", 1, Deprel::nmod},
                            {"which", Upos::pron, "WDT", 6, Deprel::nsubj_pass}, {"were", Upos::aux, "VBD", 6, Deprel::aux_pass}, {"held", Upos::verb, "VBN", 3, Deprel::acl_relcl}});
  EXPECT_EQ(tree[5], "1/acl:relcl");
}

TEST(MendTree, NameEndsAtAnd) {
  const auto tree = mended({{"Ann", Upos::propn, "NNP", 0, Deprel::root}, {"Lee", Upos::propn, "NNP", 1, Deprel::flat}, {"and", Upos::cconj, "CC", 4, Deprel::cc},
                            {"Bob", Upos::propn, "NNP", 1, Deprel::appos}, {"Roe", Upos::propn, "NNP", 1, Deprel::flat}});
  EXPECT_EQ(tree[3], "1/conj");
  EXPECT_EQ(tree[4], "4/flat");
  EXPECT_EQ(tree[1], "1/flat");
}

TEST(MendTree, ParticipleBelongsToTheNounBehindIt) {
  const auto tree = mended({{"bombings", Upos::noun, "NNS", 0, Deprel::root}, {",", Upos::punct, ",", 3, Deprel::punct}, {"targeted", Upos::verb, "VBN", 1, Deprel::amod}, {"killings", Upos::noun, "NNS", 3, Deprel::obj}});
  EXPECT_EQ(tree[3], "1/conj");
  EXPECT_EQ(tree[2], "4/amod");
}

TEST(MendTree, BareNounBehindAVerbIsItsObject) {
  const auto tree = mended({{"fell", Upos::verb, "VBD", 0, Deprel::root}, {"expressing", Upos::verb, "VBG", 1, Deprel::advcl}, {"concern", Upos::noun, "NN", 1, Deprel::advcl}});
  EXPECT_EQ(tree[2], "2/obj");
}

TEST(MendTree, ASecondObjectBehindAGerundIsTheGerunds) {
  const auto tree = mended({{"accused", Upos::verb, "VBD", 0, Deprel::root}, {"Kabul", Upos::propn, "NNP", 1, Deprel::obj}, {"of", Upos::adp, "IN", 4, Deprel::mark},
                            {"sheltering", Upos::verb, "VBG", 1, Deprel::advcl}, {"TTP", Upos::propn, "NNP", 6, Deprel::compound}, {"militants", Upos::noun, "NNS", 1, Deprel::obj}});
  EXPECT_EQ(tree[5], "4/obj");
  EXPECT_EQ(tree[1], "1/obj");
}

TEST(MendTree, NameBehindADayIsTheSubject) {
  const auto tree = mended({{"on", Upos::adp, "IN", 2, Deprel::case_mark}, {"thursday", Upos::propn, "NNP", 5, Deprel::obl}, {"Ann", Upos::propn, "NNP", 2, Deprel::flat},
                            {"Lee", Upos::propn, "NNP", 2, Deprel::flat}, {"called", Upos::verb, "VBD", 0, Deprel::root}});
  EXPECT_EQ(tree[2], "5/nsubj");
  EXPECT_EQ(tree[3], "3/flat");
}

TEST(MendTree, ANounBesideANameIsItsTitle) {
  const auto tree = mended({{"hamas", Upos::propn, "NNP", 2, Deprel::nsubj}, {"freed", Upos::verb, "VBD", 0, Deprel::root}, {"soldier", Upos::noun, "NN", 2, Deprel::obj},
                            {"gilad", Upos::propn, "NNP", 2, Deprel::obj}, {"shalit", Upos::propn, "NNP", 4, Deprel::flat}});
  EXPECT_EQ(tree[2], "4/nmod");
  EXPECT_EQ(tree[3], "2/obj");
}

TEST(MendTree, ANameWithoutACommaIsOneName) {
  const auto tree = mended({{"dismissed", Upos::verb, "VBD", 0, Deprel::root}, {"sher", Upos::propn, "NNP", 1, Deprel::obj}, {"bahadur", Upos::propn, "NNP", 2, Deprel::appos},
                            {"deuba", Upos::propn, "NNP", 3, Deprel::flat}});
  EXPECT_EQ(tree[2], "2/flat");
  EXPECT_EQ(tree[3], "2/flat");
}

TEST(MendTree, NoPassiveWithoutBe) {
  const auto tree = mended({{"troops", Upos::noun, "NNS", 3, Deprel::nsubj_pass}, {"have", Upos::aux, "VBP", 3, Deprel::aux}, {"attacked", Upos::verb, "VBN", 0, Deprel::root}, {"it", Upos::pron, "PRP", 3, Deprel::obj}});
  EXPECT_EQ(tree[0], "3/nsubj");
}

TEST(MendTree, HeadlineWithoutAVerbHasOneBehindThePlural) {
  const auto tree = mended({{"rebels", Upos::noun, "NNS", 3, Deprel::compound}, {"attack", Upos::noun, "NN", 3, Deprel::compound}, {"convoy", Upos::noun, "NN", 0, Deprel::root}});
  EXPECT_EQ(tree[0], "2/nsubj");
  EXPECT_EQ(tree[1], "0/root");
  EXPECT_EQ(tree[2], "2/obj");
}

TEST(MendTree, BehindHaveAParticipleWithoutAnArticleIsTheVerb) {
  const auto tree = mended({{"it", Upos::pron, "PRP", 2, Deprel::nsubj}, {"had", Upos::verb, "VBD", 0, Deprel::root},
                            {"halted", Upos::verb, "VBN", 4, Deprel::amod}, {"aid", Upos::noun, "NN", 2, Deprel::obj}},
                           "have");
  EXPECT_EQ(tree, (std::vector<std::string>{"3/nsubj", "3/aux", "0/root", "3/obj"}));
}

TEST(MendTree, ANameRightBeforeAVerbIsItsSubjectNoPartOfTheObject) {
  const auto tree = mended({{"UN", Upos::propn, "NNP", 3, Deprel::compound}, {"reduced", Upos::verb, "VBN", 0, Deprel::root}, {"supplies", Upos::noun, "NNS", 2, Deprel::obj}});
  EXPECT_EQ(tree[0], "2/nsubj");
}

TEST(MendTree, ANameDoesNotGoOnBehindTheVerbItIsTheSubjectOf) {
  const auto tree = mended({{"Warren", Upos::propn, "NNP", 2, Deprel::nsubj}, {"telephoned", Upos::verb, "VBD", 0, Deprel::root}, {"Andrei", Upos::propn, "NNP", 1, Deprel::flat}});
  EXPECT_EQ(tree[2], "2/obj");
}

TEST(MendTree, APhraseHangsOnTheVerbOfTheDayNotOnTheDay) {
  const auto tree = mended({{"withdrew", Upos::verb, "VBD", 0, Deprel::root}, {"on", Upos::adp, "IN", 3, Deprel::case_mark}, {"monday", Upos::propn, "NNP", 1, Deprel::obl},
                            {"from", Upos::adp, "IN", 5, Deprel::case_mark}, {"Gao", Upos::propn, "NNP", 3, Deprel::nmod}});
  EXPECT_EQ(tree[4], "1/obl");
}

TEST(MendTree, EachSpeakerHasWhatHeSaid) {
  const auto tree = mended({{"police", Upos::noun, "NNS", 2, Deprel::nsubj}, {"said", Upos::verb, "VBD", 7, Deprel::ccomp}, {"12", Upos::num, "CD", 4, Deprel::nsubj},
                            {"died", Upos::verb, "VBD", 7, Deprel::ccomp}, {",", Upos::punct, ",", 7, Deprel::punct}, {"rebels", Upos::noun, "NNS", 7, Deprel::nsubj},
                            {"said", Upos::verb, "VBD", 0, Deprel::root}, {"40", Upos::num, "CD", 7, Deprel::obj}});
  EXPECT_EQ(tree[1], "0/root");
  EXPECT_EQ(tree[3], "2/ccomp");
  EXPECT_EQ(tree[6], "2/parataxis");
}

TEST(MendTree, AParticipleBehindAVerbBelongsToTheObject) {
  const auto tree = mended({{"rebels", Upos::noun, "NNS", 2, Deprel::nsubj}, {"reject", Upos::verb, "VBP", 0, Deprel::root}, {"proposed", Upos::verb, "VBD", 2, Deprel::ccomp},
                            {"changes", Upos::noun, "NNS", 3, Deprel::obj}});
  EXPECT_EQ(tree[2], "4/amod");
  EXPECT_EQ(tree[3], "2/obj");
}

TEST(MendTree, AClauseBehindTheSecondVerbIsThatOnes) {
  const auto tree = mended({{"denies", Upos::verb, "VBZ", 0, Deprel::root}, {"it", Upos::pron, "PRP", 1, Deprel::obj}, {"and", Upos::cconj, "CC", 4, Deprel::cc},
                            {"maintains", Upos::verb, "VBZ", 1, Deprel::conj}, {"he", Upos::pron, "PRP", 6, Deprel::nsubj}, {"helps", Upos::verb, "VBZ", 1, Deprel::ccomp}});
  EXPECT_EQ(tree[5], "4/ccomp");
}

TEST(MendTree, APassiveWithoutBeDescribesTheSubject) {
  const auto tree = mended({{"gunmen", Upos::noun, "NNS", 2, Deprel::nsubj_pass}, {"dressed", Upos::verb, "VBD", 0, Deprel::root}, {"as", Upos::sconj, "IN", 5, Deprel::mark},
                            {"doctors", Upos::noun, "NNS", 5, Deprel::nsubj}, {"stormed", Upos::verb, "VBD", 2, Deprel::advcl}, {"it", Upos::pron, "PRP", 5, Deprel::obj}});
  EXPECT_EQ(tree[4], "0/root");
  EXPECT_EQ(tree[0], "5/nsubj");
  EXPECT_EQ(tree[1], "1/acl");
  EXPECT_EQ(tree[3], "2/obl");
}

TEST(MendTree, PerfectWithoutBeenIsActive) {
  const auto tree = mended({{"rebels", Upos::noun, "NNS", 3, Deprel::nsubj_pass}, {"have", Upos::aux, "VBP", 3, Deprel::aux}, {"sworn", Upos::verb, "VBN", 0, Deprel::root}});
  EXPECT_EQ(tree[0], "3/nsubj");
}

TEST(MendTree, WhatHasAPrepositionIsANoun) {
  const auto tree = mended({{"subjected", Upos::verb, "VBN", 0, Deprel::root}, {"to", Upos::part, "TO", 3, Deprel::case_mark}, {"torture", Upos::verb, "VB", 1, Deprel::obl},
                            {"by", Upos::adp, "IN", 5, Deprel::case_mark}, {"guards", Upos::noun, "NNS", 3, Deprel::obl_agent}});
  EXPECT_EQ(tree[4], "3/nmod");
}

TEST(MendTree, AParticipleBeforeTheSubjectIsNoClause) {
  const auto tree = mended({{"Masked", Upos::verb, "VBD", 3, Deprel::csubj}, {"gunmen", Upos::noun, "NNS", 1, Deprel::obj}, {"kidnapped", Upos::verb, "VBD", 0, Deprel::root}});
  EXPECT_EQ(tree[0], "2/amod");
  EXPECT_EQ(tree[1], "3/nsubj");
}

TEST(MendTree, WhatStandsBehindTheCommaOfTheFrontIsNoApposition) {
  const auto tree = mended({{"In", Upos::adp, "IN", 2, Deprel::case_mark}, {"Goma", Upos::propn, "NNP", 8, Deprel::obl}, {",", Upos::punct, ",", 2, Deprel::punct},
                            {"forces", Upos::noun, "NNS", 2, Deprel::appos}, {"backed", Upos::verb, "VBN", 4, Deprel::acl}, {"by", Upos::adp, "IN", 7, Deprel::case_mark},
                            {"tanks", Upos::noun, "NNS", 5, Deprel::obl_agent}, {"patrolled", Upos::verb, "VBD", 0, Deprel::root}, {"it", Upos::pron, "PRP", 8, Deprel::obj}});
  EXPECT_EQ(tree[3], "8/nsubj");
  EXPECT_EQ(tree[4], "4/acl");
}

TEST(MendTree, BehindASemicolonAnotherStatementBegins) {
  const auto beside = mended({{"They", Upos::pron, "PRP", 2, Deprel::nsubj}, {"said", Upos::verb, "VBD", 0, Deprel::root}, {"rebels", Upos::noun, "NNS", 4, Deprel::nsubj},
                              {"fired", Upos::verb, "VBD", 2, Deprel::ccomp}, {";", Upos::punct, ":", 7, Deprel::punct}, {"rebels", Upos::noun, "NNS", 7, Deprel::nsubj},
                              {"denied", Upos::verb, "VBD", 2, Deprel::ccomp}, {"it", Upos::pron, "PRP", 7, Deprel::obj}});
  EXPECT_EQ(beside[3], "2/ccomp");
  EXPECT_EQ(beside[6], "2/parataxis");
  const auto turned = mended({{"They", Upos::pron, "PRP", 2, Deprel::nsubj}, {"fired", Upos::verb, "VBD", 5, Deprel::ccomp}, {";", Upos::punct, ":", 5, Deprel::punct},
                              {"rebels", Upos::noun, "NNS", 5, Deprel::nsubj}, {"denied", Upos::verb, "VBD", 0, Deprel::root}, {"it", Upos::pron, "PRP", 5, Deprel::obj}});
  EXPECT_EQ(turned[1], "0/root");
  EXPECT_EQ(turned[4], "2/parataxis");
}

TEST(MendTree, AFiniteVerbIsNobodysObject) {
  const auto tree = mended({{"says", Upos::verb, "VBZ", 0, Deprel::root}, {"Tehran", Upos::propn, "NNP", 3, Deprel::nsubj}, {"arms", Upos::verb, "VBZ", 1, Deprel::obj},
                            {"and", Upos::cconj, "CC", 5, Deprel::cc}, {"trains", Upos::verb, "VBZ", 1, Deprel::conj}, {"them", Upos::pron, "PRP", 5, Deprel::obj}});
  EXPECT_EQ(tree[2], "1/ccomp");
  EXPECT_EQ(tree[4], "3/conj");
}

TEST(MendTags, PluralNounsThatGoOnAsAVerbAreVerbs) {
  constexpr std::string_view kForms[] = {"says", "Tehran", "arms", ",", "trains", "and", "finances", "them"}, kTags[] = {"VBZ", "NNP", "NNS", ",", "NNS", "CC", "VBZ", "PRP"};
  std::vector<Token> tokens(8);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    tokens[i].form = tokens[i].lower = kForms[i];
    tokens[i].xpos = kTags[i];
    tokens[i].upos = kTags[i] == "NNS" ? Upos::noun : kTags[i] == "VBZ" ? Upos::verb : kTags[i] == "NNP" ? Upos::propn : Upos::x;
  }
  mend_tags(tokens);
  EXPECT_EQ(tokens[2].upos, Upos::verb);
  EXPECT_EQ(tokens[4].xpos, "VBZ");
}

}  // namespace
}  // namespace khaldun
