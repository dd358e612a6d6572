#include "khaldun/language/features.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "khaldun/language/language.h"

namespace khaldun {
namespace {

using ::testing::ElementsAre;

/// "They they PRON PRP 2 nsubj; fled flee VERB VBD 0 root": features that the tree gives its words.
std::vector<std::string> features_of(std::string_view rows) {
  std::string bank;
  int id = 1;
  while (!rows.empty()) {
    const std::string_view row = rows.substr(0, rows.find(';'));
    rows.remove_prefix(std::min(rows.size(), row.size() + 1));
    std::vector<std::string> cell;
    for (std::size_t at = 0; at < row.size();) {
      const std::size_t end = std::min(row.find(' ', at), row.size());
      if (end > at) cell.emplace_back(row.substr(at, end - at));
      at = end + 1;
    }
    bank += std::to_string(id++) + "\t" + cell.at(0) + "\t" + cell.at(1) + "\t" + cell.at(2) + "\t" + cell.at(3) + "\t_\t" + cell.at(4) + "\t" + cell.at(5) + "\t_\t_\n";
  }
  Result<Treebank> treebank = from_conllu(bank + "\n");
  if (!treebank) {
    ADD_FAILURE() << treebank.error().text();
    return {};
  }
  set_features(treebank.value().analysis);
  std::vector<std::string> out;
  for (const Token& token : treebank.value().analysis.tokens) out.emplace_back(token.feats);
  return out;
}

TEST(Features, AFiniteVerbHasNumberAndPersonOfItsSubject) {
  EXPECT_THAT(features_of("We we PRON PRP 2 nsubj; fled flee VERB VBD 0 root"),
              ElementsAre("Case=Nom|Number=Plur|Person=1|PronType=Prs", "Mood=Ind|Number=Plur|Person=1|Tense=Past|VerbForm=Fin"));
  EXPECT_THAT(features_of("Ali ali PROPN NNP 4 nsubj; and and CCONJ CC 3 cc; Omar omar PROPN NNP 1 conj; fled flee VERB VBD 0 root"),
              ElementsAre("Number=Sing", "", "Number=Sing", "Mood=Ind|Number=Plur|Person=3|Tense=Past|VerbForm=Fin"));
  EXPECT_THAT(features_of("men man NOUN NNS 0 root; who who PRON WP 3 nsubj; flee flee VERB VBP 1 acl:relcl"),
              ElementsAre("Number=Plur", "PronType=Rel", "Mood=Ind|Number=Plur|Person=3|Tense=Pres|VerbForm=Fin"));
}

TEST(Features, FormsWithoutTenseAreToldApartByTheTree) {
  EXPECT_THAT(features_of("Stop stop VERB VB 0 root; shooting shoot VERB VBG 1 xcomp"), ElementsAre("Mood=Imp|VerbForm=Fin", "VerbForm=Ger"));
  EXPECT_THAT(features_of("He he PRON PRP 3 nsubj; will will AUX MD 3 aux; go go VERB VB 0 root"),
              ElementsAre("Case=Nom|Gender=Masc|Number=Sing|Person=3|PronType=Prs", "VerbForm=Fin", "VerbForm=Inf"));
  EXPECT_THAT(features_of("Shot shoot VERB VBN 3 advcl; men man NOUN NNS 3 nsubj; have have AUX VBP 4 aux; gone go VERB VBN 0 root"),
              ElementsAre("Tense=Past|VerbForm=Part|Voice=Pass", "Number=Plur", "Mood=Ind|Number=Plur|Person=3|Tense=Pres|VerbForm=Fin", "Tense=Past|VerbForm=Part"));
}

TEST(Features, PronounsHaveTheCaseOfTheirPlace) {
  EXPECT_THAT(features_of("It it PRON PRP 2 nsubj; hit hit VERB VBD 0 root; it it PRON PRP 2 obj"),
              ElementsAre("Case=Nom|Gender=Neut|Number=Sing|Person=3|PronType=Prs", "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin",
                          "Case=Acc|Gender=Neut|Number=Sing|Person=3|PronType=Prs"));
}

TEST(Features, WordsThatAreNoneHaveNone) {
  EXPECT_THAT(features_of("of of ADP IN 2 case; 1/2 1/2 NUM CD 0 root; , , PUNCT , 2 punct; 5th 5th ADJ JJ 2 amod"),
              ElementsAre("", "NumForm=Digit|NumType=Frac", "", "Degree=Pos|NumForm=Combi|NumType=Ord"));
}

}  // namespace
}  // namespace khaldun
