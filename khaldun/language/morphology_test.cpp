#include "khaldun/language/morphology.h"

#include <gtest/gtest.h>

#include <array>
#include <string_view>

namespace khaldun {
namespace {

struct Case {
  std::string_view form, tag, lemma;
};

// clang-format off
constexpr auto kVerbForms = std::to_array<Case>({
    {"stepped", "VBD", "step"}, {"agreed", "VBD", "agree"}, {"freed", "VBN", "free"}, {"sent", "VBD", "send"}, {"hit", "VBD", "hit"},
    {"shelled", "VBD", "shell"}, {"fled", "VBD", "flee"}, {"laid", "VBD", "lay"}, {"led", "VBD", "lead"}, {"struck", "VBD", "strike"},
    {"shot", "VBN", "shoot"}, {"killed", "VBN", "kill"}, {"wounded", "VBN", "wound"}, {"found", "VBD", "find"}, {"found", "VB", "found"},
    {"founded", "VBD", "found"}, {"bombed", "VBD", "bomb"}, {"bombing", "VBG", "bomb"}, {"raided", "VBD", "raid"}, {"invaded", "VBD", "invade"},
    {"evacuated", "VBN", "evacuate"}, {"released", "VBD", "release"}, {"seized", "VBD", "seize"}, {"besieged", "VBN", "besiege"},
    {"stormed", "VBD", "storm"}, {"torched", "VBD", "torch"}, {"protested", "VBD", "protest"}, {"rallied", "VBD", "rally"},
    {"marched", "VBD", "march"}, {"clashed", "VBD", "clash"}, {"fought", "VBD", "fight"}, {"sought", "VBD", "seek"}, {"met", "VBD", "meet"},
    {"held", "VBD", "hold"}, {"said", "VBD", "say"}, {"told", "VBD", "tell"}, {"urged", "VBD", "urge"}, {"accused", "VBD", "accuse"},
    {"blamed", "VBD", "blame"}, {"condemned", "VBD", "condemn"}, {"criticised", "VBD", "criticise"}, {"criticized", "VBD", "criticize"},
    {"threatened", "VBD", "threaten"}, {"warned", "VBD", "warn"}, {"vowed", "VBD", "vow"}, {"pledged", "VBD", "pledge"},
    {"promised", "VBD", "promise"}, {"refused", "VBD", "refuse"}, {"rejected", "VBD", "reject"}, {"denied", "VBD", "deny"},
    {"admitted", "VBD", "admit"}, {"claimed", "VBD", "claim"}, {"arrested", "VBN", "arrest"}, {"detained", "VBN", "detain"},
    {"jailed", "VBN", "jail"}, {"sentenced", "VBN", "sentence"}, {"executed", "VBN", "execute"}, {"hanged", "VBN", "hang"},
    {"abducted", "VBN", "abduct"}, {"kidnapped", "VBN", "kidnap"}, {"kidnaped", "VBN", "kidnap"}, {"beheaded", "VBD", "behead"},
    {"ambushed", "VBD", "ambush"}, {"targeted", "VBN", "target"}, {"fired", "VBD", "fire"}, {"hired", "VBD", "hire"},
    {"feared", "VBN", "fear"}, {"declared", "VBD", "declare"}, {"appeared", "VBD", "appear"}, {"explored", "VBD", "explore"},
    {"monitored", "VBD", "monitor"}, {"offered", "VBD", "offer"}, {"interfered", "VBD", "interfere"}, {"occurred", "VBD", "occur"},
    {"injured", "VBN", "injure"}, {"captured", "VBN", "capture"}, {"murdered", "VBN", "murder"}, {"tortured", "VBN", "torture"},
    {"controlled", "VBN", "control"}, {"patrolled", "VBD", "patrol"}, {"cancelled", "VBN", "cancel"}, {"canceled", "VBN", "cancel"},
    {"expelled", "VBN", "expel"}, {"rebelled", "VBD", "rebel"}, {"installed", "VBN", "install"}, {"polled", "VBN", "poll"},
    {"toppled", "VBN", "topple"}, {"battled", "VBD", "battle"}, {"quelled", "VBD", "quell"}, {"hurled", "VBD", "hurl"},
    {"hailed", "VBD", "hail"}, {"revealed", "VBD", "reveal"}, {"ruled", "VBD", "rule"}, {"exiled", "VBN", "exile"},
    {"fuelled", "VBN", "fuel"}, {"signed", "VBD", "sign"}, {"resigned", "VBD", "resign"}, {"joined", "VBD", "join"},
    {"undermined", "VBD", "undermine"}, {"postponed", "VBN", "postpone"}, {"imprisoned", "VBN", "imprison"}, {"opened", "VBD", "open"},
    {"intervened", "VBD", "intervene"}, {"ended", "VBD", "end"}, {"defended", "VBD", "defend"}, {"divided", "VBN", "divide"},
    {"avoided", "VBD", "avoid"}, {"exploded", "VBD", "explode"}, {"flooded", "VBN", "flood"}, {"conceded", "VBD", "concede"},
    {"succeeded", "VBD", "succeed"}, {"excluded", "VBN", "exclude"}, {"loaded", "VBN", "load"}, {"created", "VBN", "create"},
    {"defeated", "VBN", "defeat"}, {"visited", "VBD", "visit"}, {"united", "VBN", "unite"}, {"extradited", "VBN", "extradite"},
    {"voted", "VBD", "vote"}, {"looted", "VBD", "loot"}, {"rioted", "VBD", "riot"}, {"plotted", "VBD", "plot"},
    {"persecuted", "VBN", "persecute"}, {"shouted", "VBD", "shout"}, {"boycotted", "VBD", "boycott"}, {"committed", "VBD", "commit"},
    {"attacked", "VBD", "attack"}, {"provoked", "VBN", "provoke"}, {"looked", "VBD", "look"}, {"trafficked", "VBN", "traffic"},
    {"stopped", "VBD", "stop"}, {"hoped", "VBD", "hope"}, {"developed", "VBN", "develop"}, {"escaped", "VBD", "escape"},
    {"dropped", "VBD", "drop"}, {"helped", "VBD", "help"}, {"died", "VBD", "die"}, {"dying", "VBG", "die"}, {"lying", "VBG", "lie"},
    {"tried", "VBD", "try"}, {"deployed", "VBN", "deploy"}, {"destroyed", "VBN", "destroy"}, {"continued", "VBD", "continue"},
    {"vetoed", "VBD", "veto"}, {"vetoes", "VBZ", "veto"}, {"goes", "VBZ", "go"}, {"accuses", "VBZ", "accuse"}, {"crushes", "VBZ", "crush"},
    {"flies", "VBZ", "fly"}, {"dies", "VBZ", "die"}, {"pushes", "VBZ", "push"}, {"closes", "VBZ", "close"}, {"seizes", "VBZ", "seize"},
    {"passes", "VBZ", "pass"}, {"killing", "VBG", "kill"}, {"shooting", "VBG", "shoot"}, {"running", "VBG", "run"}, {"hitting", "VBG", "hit"},
    {"fleeing", "VBG", "flee"}, {"freeing", "VBG", "free"}, {"striking", "VBG", "strike"}, {"taking", "VBG", "take"},
    {"bringing", "VBG", "bring"}, {"changing", "VBG", "change"}, {"coming", "VBG", "come"}, {"making", "VBG", "make"},
    {"writing", "VBG", "write"}, {"sitting", "VBG", "sit"}, {"adding", "VBG", "add"}, {"forbidding", "VBG", "forbid"},
    {"withdrew", "VBD", "withdraw"}, {"withdrawn", "VBN", "withdraw"}, {"overthrown", "VBN", "overthrow"}, {"broke", "VBD", "break"},
    {"stolen", "VBN", "steal"}, {"slain", "VBN", "slay"}, {"blew", "VBD", "blow"}, {"shaken", "VBN", "shake"}, {"sworn", "VBN", "swear"},
    {"driven", "VBN", "drive"}, {"undertook", "VBD", "undertake"}, {"upheld", "VBN", "uphold"}, {"spread", "VBD", "spread"},
    {"cut", "VBN", "cut"}, {"burst", "VBD", "burst"}, {"re-elected", "VBN", "re-elect"}, {"was", "VBD", "be"}, {"had", "VBD", "have"},
    {"did", "VBD", "do"}, {"gone", "VBN", "go"}, {"quit", "VBD", "quit"}, {"split", "VBD", "split"}, {"set", "VBN", "set"},
});
constexpr auto kNouns = std::to_array<Case>({
    {"attacks", "NNS", "attack"}, {"casualties", "NNS", "casualty"}, {"militiamen", "NNS", "militiaman"}, {"women", "NNS", "woman"},
    {"children", "NNS", "child"}, {"crises", "NNS", "crisis"}, {"viruses", "NNS", "virus"}, {"houses", "NNS", "house"},
    {"clashes", "NNS", "clash"}, {"churches", "NNS", "church"}, {"heroes", "NNS", "hero"}, {"knives", "NNS", "knife"},
    {"lives", "NNS", "life"}, {"bases", "NNS", "base"}, {"ties", "NNS", "tie"}, {"allies", "NNS", "ally"}, {"iraqis", "NNPS", "iraqi"},
    {"hostages", "NNS", "hostage"}, {"gas", "NNS", "gas"}, {"census", "NNS", "census"}, {"buses", "NNS", "bus"}, {"passers-by", "NNS", "passer-by"},
});
// clang-format on

TEST(Morphology, KnowsTheLemmaOfVerbForms) {
  static_assert(kVerbForms.size() >= 150);
  for (const Case& c : kVerbForms) {
    EXPECT_EQ(lemma_by_rule(c.form, Upos::verb, c.tag), c.lemma) << c.form << " " << c.tag;
  }
}

TEST(Morphology, KnowsTheSingularOfNouns) {
  for (const Case& c : kNouns)
    EXPECT_EQ(lemma_by_rule(c.form, Upos::noun, c.tag), c.lemma) << c.form;
}

TEST(Morphology, KnowsTheBaseOfComparisons) {
  EXPECT_EQ(lemma_by_rule("bigger", Upos::adj, "JJR"), "big");
  EXPECT_EQ(lemma_by_rule("deadliest", Upos::adj, "JJS"), "deadly");
  EXPECT_EQ(lemma_by_rule("worst", Upos::adj, "JJS"), "bad");
  EXPECT_EQ(lemma_by_rule("largest", Upos::adj, "JJS"), "large");
}

TEST(Morphology, SurvivesOddForms) {
  for (const std::string_view form : {"", "s", "ed", "ing", "'s", "-", "-ed", "x-", "ied", "ies"}) {
    for (const std::string_view tag : {"VBD", "VBG", "VBZ", "NNS", "JJR", ""}) {
      (void)lemma_by_rule(form, Upos::verb, tag);
      (void)lemma_by_rule(form, Upos::noun, tag);
      (void)lemma_by_rule(form, Upos::adj, tag);
    }
  }
}

}  // namespace
}  // namespace khaldun
