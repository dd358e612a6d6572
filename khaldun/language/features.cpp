#include "khaldun/language/features.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace khaldun {
namespace {

using std::string_view;

/// What a word is by its form alone. `upos`: the tag it must have.
struct Closed {
  string_view form;
  Upos upos;
  string_view feats;
};

// Sorted by form, then by tag.
constexpr auto kClosed = std::to_array<Closed>({
    {"a", Upos::det, "Definite=Ind|PronType=Art"},
    {"all", Upos::det, "PronType=Tot"},
    {"always", Upos::adv, "PronType=Tot"},
    {"an", Upos::det, "Definite=Ind|PronType=Art"},
    {"another", Upos::det, "PronType=Ind"},
    {"any", Upos::det, "PronType=Ind"},
    {"anybody", Upos::pron, "Number=Sing|PronType=Ind"},
    {"anyone", Upos::pron, "Number=Sing|PronType=Ind"},
    {"anything", Upos::pron, "Number=Sing|PronType=Ind"},
    {"anywhere", Upos::adv, "PronType=Ind"},
    {"best", Upos::adv, "Degree=Sup"},
    {"better", Upos::adv, "Degree=Cmp"},
    {"both", Upos::det, "PronType=Tot"},
    {"close", Upos::adv, "Degree=Pos"},
    {"each", Upos::det, "PronType=Tot"},
    {"earlier", Upos::adv, "Degree=Cmp"},
    {"early", Upos::adv, "Degree=Pos"},
    {"ever", Upos::adv, "PronType=Ind"},
    {"every", Upos::det, "PronType=Tot"},
    {"everybody", Upos::pron, "Number=Sing|PronType=Tot"},
    {"everyone", Upos::pron, "Number=Sing|PronType=Tot"},
    {"everything", Upos::pron, "Number=Sing|PronType=Tot"},
    {"everywhere", Upos::adv, "PronType=Tot"},
    {"far", Upos::adv, "Degree=Pos"},
    {"first", Upos::adj, "Degree=Pos|NumForm=Word|NumType=Ord"},
    {"first", Upos::adv, "NumForm=Word|NumType=Ord"},
    {"half", Upos::det, "NumForm=Word|NumType=Frac|PronType=Ind"},
    {"hard", Upos::adv, "Degree=Pos"},
    {"he", Upos::pron, "Case=Nom|Gender=Masc|Number=Sing|Person=3|PronType=Prs"},
    {"here", Upos::adv, "PronType=Dem"},
    {"hers", Upos::pron, "Gender=Fem|Number=Sing|Person=3|Poss=Yes|PronType=Prs"},
    {"herself", Upos::pron, "Case=Acc|Gender=Fem|Number=Sing|Person=3|PronType=Prs|Reflex=Yes"},
    {"him", Upos::pron, "Case=Acc|Gender=Masc|Number=Sing|Person=3|PronType=Prs"},
    {"himself", Upos::pron, "Case=Acc|Gender=Masc|Number=Sing|Person=3|PronType=Prs|Reflex=Yes"},
    {"his", Upos::pron, "Case=Gen|Gender=Masc|Number=Sing|Person=3|Poss=Yes|PronType=Prs"},
    {"how", Upos::adv, "PronType=Int"},
    {"i", Upos::pron, "Case=Nom|Number=Sing|Person=1|PronType=Prs"},
    {"its", Upos::pron, "Case=Gen|Gender=Neut|Number=Sing|Person=3|Poss=Yes|PronType=Prs"},
    {"itself", Upos::pron, "Case=Acc|Gender=Neut|Number=Sing|Person=3|PronType=Prs|Reflex=Yes"},
    {"late", Upos::adv, "Degree=Pos"},
    {"later", Upos::adv, "Degree=Cmp"},
    {"less", Upos::adv, "Degree=Cmp"},
    {"long", Upos::adv, "Degree=Pos"},
    {"longer", Upos::adv, "Degree=Cmp"},
    {"me", Upos::pron, "Case=Acc|Number=Sing|Person=1|PronType=Prs"},
    {"mine", Upos::pron, "Number=Sing|Person=1|Poss=Yes|PronType=Prs"},
    {"more", Upos::adv, "Degree=Cmp"},
    {"most", Upos::adv, "Degree=Sup"},
    {"my", Upos::pron, "Case=Gen|Number=Sing|Person=1|Poss=Yes|PronType=Prs"},
    {"myself", Upos::pron, "Case=Acc|Number=Sing|Person=1|PronType=Prs|Reflex=Yes"},
    {"n't", Upos::part, "Polarity=Neg"},
    {"never", Upos::adv, "PronType=Neg"},
    {"no", Upos::det, "PronType=Neg"},
    {"no", Upos::intj, "Polarity=Neg"},
    {"nobody", Upos::pron, "Number=Sing|PronType=Neg"},
    {"none", Upos::pron, "PronType=Neg"},
    {"nor", Upos::cconj, "Polarity=Neg"},
    {"not", Upos::part, "Polarity=Neg"},
    {"nothing", Upos::pron, "Number=Sing|PronType=Neg"},
    {"now", Upos::adv, "PronType=Dem"},
    {"nowhere", Upos::adv, "PronType=Neg"},
    {"n\xe2\x80\x99t", Upos::part, "Polarity=Neg"},
    {"once", Upos::adv, "NumForm=Word|NumType=Mult"},
    {"one", Upos::pron, "Number=Sing|Person=3|PronType=Prs"},
    {"our", Upos::pron, "Case=Gen|Number=Plur|Person=1|Poss=Yes|PronType=Prs"},
    {"ours", Upos::pron, "Number=Plur|Person=1|Poss=Yes|PronType=Prs"},
    {"ourselves", Upos::pron, "Case=Acc|Number=Plur|Person=1|PronType=Prs|Reflex=Yes"},
    {"second", Upos::adj, "Degree=Pos|NumForm=Word|NumType=Ord"},
    {"second", Upos::adv, "NumForm=Word|NumType=Ord"},
    {"she", Upos::pron, "Case=Nom|Gender=Fem|Number=Sing|Person=3|PronType=Prs"},
    {"some", Upos::det, "PronType=Ind"},
    {"somebody", Upos::pron, "Number=Sing|PronType=Ind"},
    {"someone", Upos::pron, "Number=Sing|PronType=Ind"},
    {"something", Upos::pron, "Number=Sing|PronType=Ind"},
    {"sometimes", Upos::adv, "PronType=Ind"},
    {"somewhere", Upos::adv, "PronType=Ind"},
    {"soon", Upos::adv, "Degree=Pos"},
    {"such", Upos::det, "PronType=Ind"},
    {"that", Upos::det, "Number=Sing|PronType=Dem"},
    {"the", Upos::det, "Definite=Def|PronType=Art"},
    {"their", Upos::pron, "Case=Gen|Number=Plur|Person=3|Poss=Yes|PronType=Prs"},
    {"theirs", Upos::pron, "Number=Plur|Person=3|Poss=Yes|PronType=Prs"},
    {"them", Upos::pron, "Case=Acc|Number=Plur|Person=3|PronType=Prs"},
    {"themselves", Upos::pron, "Case=Acc|Number=Plur|Person=3|PronType=Prs|Reflex=Yes"},
    {"then", Upos::adv, "PronType=Dem"},
    {"there", Upos::adv, "PronType=Dem"},
    {"these", Upos::det, "Number=Plur|PronType=Dem"},
    {"these", Upos::pron, "Number=Plur|PronType=Dem"},
    {"they", Upos::pron, "Case=Nom|Number=Plur|Person=3|PronType=Prs"},
    {"third", Upos::adj, "Degree=Pos|NumForm=Word|NumType=Ord"},
    {"this", Upos::det, "Number=Sing|PronType=Dem"},
    {"this", Upos::pron, "Number=Sing|PronType=Dem"},
    {"those", Upos::det, "Number=Plur|PronType=Dem"},
    {"those", Upos::pron, "Number=Plur|PronType=Dem"},
    {"thrice", Upos::adv, "NumForm=Word|NumType=Mult"},
    {"twice", Upos::adv, "NumForm=Word|NumType=Mult"},
    {"us", Upos::pron, "Case=Acc|Number=Plur|Person=1|PronType=Prs"},
    {"we", Upos::pron, "Case=Nom|Number=Plur|Person=1|PronType=Prs"},
    {"well", Upos::adv, "Degree=Pos"},
    {"what", Upos::det, "PronType=Int"},
    {"what", Upos::pron, "PronType=Int"},
    {"when", Upos::adv, "PronType=Int"},
    {"where", Upos::adv, "PronType=Int"},
    {"which", Upos::det, "PronType=Int"},
    {"who", Upos::pron, "PronType=Int"},
    {"whom", Upos::pron, "PronType=Int"},
    {"whose", Upos::pron, "Poss=Yes|PronType=Int"},
    {"why", Upos::adv, "PronType=Int"},
    {"yes", Upos::intj, "Polarity=Pos"},
    {"your", Upos::pron, "Case=Gen|Person=2|Poss=Yes|PronType=Prs"},
    {"yours", Upos::pron, "Person=2|Poss=Yes|PronType=Prs"},
    {"yourself", Upos::pron, "Case=Acc|Number=Sing|Person=2|PronType=Prs|Reflex=Yes"},
    {"yourselves", Upos::pron, "Case=Acc|Number=Plur|Person=2|PronType=Prs|Reflex=Yes"},
});

static_assert(std::is_sorted(kClosed.begin(), kClosed.end(), [](const Closed& x, const Closed& y) { return std::pair(x.form, x.upos) < std::pair(y.form, y.upos); }));

string_view closed_class(string_view form, Upos upos) {
  const auto before = [](const Closed& row, const std::pair<string_view, Upos>& key) { return std::pair(row.form, row.upos) < key; };
  const auto at = std::lower_bound(kClosed.begin(), kClosed.end(), std::pair(form, upos), before);
  return at != kClosed.end() && at->form == form && at->upos == upos ? at->feats : string_view{};
}

class Features {
 public:
  explicit Features(const Analysis& a) : a_(a) {}

  [[nodiscard]] string_view of(std::uint32_t t) const {
    const Token& token = a_[t];
    switch (token.upos) {
      case Upos::pron: return pronoun(t);
      case Upos::adv: case Upos::det: case Upos::part: case Upos::intj: case Upos::cconj: return other(t);
      case Upos::adj: return adjective(token);
      case Upos::num: return number(token);
      case Upos::noun: case Upos::propn: case Upos::sym: return noun(token);
      case Upos::verb: case Upos::aux: return verb(t);
      default: return {};
    }
  }

 private:
  [[nodiscard]] string_view pronoun(std::uint32_t t) const {
    const Token& token = a_[t];
    const bool object = token.deprel == Deprel::obj || token.deprel == Deprel::iobj || a_.child(t, Deprel::case_mark) != kNone;
    if (token.lower == "it")
      return object ? "Case=Acc|Gender=Neut|Number=Sing|Person=3|PronType=Prs" : "Case=Nom|Gender=Neut|Number=Sing|Person=3|PronType=Prs";
    if (token.lower == "you") return object ? "Case=Acc|Person=2|PronType=Prs" : "Case=Nom|Person=2|PronType=Prs";
    if (token.lower == "her")
      return token.xpos == "PRP$" || token.deprel == Deprel::nmod_poss ? "Case=Gen|Gender=Fem|Number=Sing|Person=3|Poss=Yes|PronType=Prs"
                                                                      : "Case=Acc|Gender=Fem|Number=Sing|Person=3|PronType=Prs";
    if (token.lower == "that") return token.xpos == "WDT" ? "PronType=Rel" : "Number=Sing|PronType=Dem";
    const string_view found = closed_class(token.lower, Upos::pron);
    if (token.lower == "which" || (found == "PronType=Int" && relative(t))) return "PronType=Rel";
    return token.lower == "whose" && relative(t) ? "Poss=Yes|PronType=Rel" : found;
  }
  /// "the man who fled": does the word stand in a relative clause?
  [[nodiscard]] bool relative(std::uint32_t t) const {
    for (auto up = a_[t].head; up != kNone; up = a_[up].head) {
      if (a_[up].deprel == Deprel::acl_relcl) return true;
      if (a_[up].upos == Upos::verb) return false;
    }
    return false;
  }
  [[nodiscard]] string_view other(std::uint32_t t) const {
    const Token& token = a_[t];
    if (token.xpos == "RBR") return "Degree=Cmp";
    if (token.xpos == "RBS") return "Degree=Sup";
    const string_view found = closed_class(token.lower, token.upos);
    return found == "PronType=Int" && relative(t) ? "PronType=Rel" : found;
  }
  [[nodiscard]] static string_view adjective(const Token& token) {
    if (token.xpos == "JJR") return "Degree=Cmp";
    if (token.xpos == "JJS") return "Degree=Sup";
    if (const string_view found = closed_class(token.lower, Upos::adj); !found.empty()) return found;
    const bool digit = !token.lower.empty() && token.lower.front() >= '0' && token.lower.front() <= '9';
    if (digit && (token.lower.ends_with("th") || token.lower.ends_with("st") || token.lower.ends_with("nd") || token.lower.ends_with("rd")))
      return "Degree=Pos|NumForm=Combi|NumType=Ord";
    return "Degree=Pos";
  }
  [[nodiscard]] static string_view number(const Token& token) {
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (std::none_of(token.form.begin(), token.form.end(), is_digit)) return "NumForm=Word|NumType=Card";
    return token.form.find('/') == string_view::npos ? "NumForm=Digit|NumType=Card" : "NumForm=Digit|NumType=Frac";
  }
  [[nodiscard]] static string_view noun(const Token& token) {
    if (token.xpos == "NN" || token.xpos == "NNP") return "Number=Sing";
    return token.xpos == "NNS" || token.xpos == "NNPS" ? "Number=Plur" : string_view{};
  }

  [[nodiscard]] bool has(std::uint32_t t, Deprel rel) const { return a_.child(t, rel) != kNone; }
  [[nodiscard]] string_view verb(std::uint32_t t) const {
    const Token& token = a_[t];
    const bool helps = token.deprel == Deprel::aux || token.deprel == Deprel::aux_pass || token.deprel == Deprel::cop;
    if (token.xpos == "MD") return "VerbForm=Fin";
    if (token.xpos == "VBZ") return "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin";
    if (token.xpos == "VBP" || token.xpos == "VBD") return finite(t, helps);
    if (token.xpos == "VB") return bare(t, helps);
    if (token.xpos == "VBN") {
      const bool perfect = !helps && has(t, Deprel::aux) && !has(t, Deprel::aux_pass);
      return token.upos == Upos::aux || perfect ? "Tense=Past|VerbForm=Part" : "Tense=Past|VerbForm=Part|Voice=Pass";
    }
    if (token.xpos == "VBG") return token.upos == Upos::verb && gerund(t) ? "VerbForm=Ger" : "Tense=Pres|VerbForm=Part";
    return {};
  }
  /// "-ing" as the treebanks tell it apart: with an auxiliary or as an adverbial clause a participle, else a gerund.
  [[nodiscard]] bool gerund(std::uint32_t t) const {
    if (has(t, Deprel::aux)) return false;
    switch (a_[t].deprel) {
      case Deprel::acl: case Deprel::xcomp: case Deprel::amod: case Deprel::csubj: case Deprel::ccomp: case Deprel::obj: return true;
      case Deprel::conj: return a_[t].head != kNone && a_[a_[t].head].xpos == "VBG" && a_[a_[t].head].upos == Upos::verb && gerund_head(a_[t].head);
      default: return false;
    }
  }
  [[nodiscard]] bool gerund_head(std::uint32_t t) const { return a_[t].deprel != Deprel::conj && gerund(t); }
  [[nodiscard]] string_view bare(std::uint32_t t, bool helps) const {
    constexpr string_view infinitive = "VerbForm=Inf", imperative = "Mood=Imp|VerbForm=Fin";
    const std::uint32_t clause = helps && a_[t].head != kNone ? a_[t].head : t;
    const Deprel d = a_[clause].deprel;
    const auto governs = [&](std::uint32_t c) {
      return c != t && (a_[c].deprel == Deprel::aux || (a_[c].deprel == Deprel::mark && a_[c].lower == "to")) && a_[c].lower != "not" && !(a_[c].xpos == "VB" && (a_[c].lower == "do" || a_[c].lower == "please"));
    };
    if (std::any_of(a_.children[clause].begin(), a_.children[clause].end(), governs)) return infinitive;
    if (d == Deprel::conj && a_[clause].head != kNone) {
      const std::uint32_t first = a_[clause].head;
      return a_[first].xpos == "VB" && !has(first, Deprel::aux) && !has(first, Deprel::mark) && !has(first, Deprel::nsubj) && (a_[first].deprel == Deprel::root || a_[first].deprel == Deprel::parataxis) ? imperative : infinitive;
    }
    return (d == Deprel::root || d == Deprel::parataxis) && !has(clause, Deprel::nsubj) && !has(clause, Deprel::nsubj_pass) ? imperative : infinitive;
  }

  [[nodiscard]] std::uint32_t subject_of(std::uint32_t t) const {
    for (int step = 0; step < 4; ++step) {
      for (const Deprel rel : {Deprel::nsubj, Deprel::nsubj_pass, Deprel::expl})
        if (const auto found = a_.child(t, rel); found != kNone) return found;
      if (a_[t].deprel != Deprel::conj || a_[t].head == kNone) return kNone;
      t = a_[t].head;
    }
    return kNone;
  }
  /// Number and person of the subject, singular and third without one.
  [[nodiscard]] string_view finite(std::uint32_t t, bool helps) const {
    const std::uint32_t clause = helps && a_[t].head != kNone ? a_[t].head : t;
    std::uint32_t who = subject_of(clause);
    const bool pointer = who != kNone && (a_[who].lower == "who" || a_[who].lower == "which" || a_[who].lower == "that");
    if ((who == kNone || pointer) && a_[clause].deprel == Deprel::acl_relcl && a_[clause].head != kNone) who = a_[clause].head;
    bool plural = a_[t].lower == "were" || a_[t].xpos == "VBP";
    int person = 3;
    if (who != kNone) {
      const string_view form = a_[who].lower;
      plural = a_[who].xpos == "NNS" || a_[who].xpos == "NNPS" || form == "we" || form == "they" || form == "these" || form == "those" || has(who, Deprel::conj) || (a_[who].deprel == Deprel::expl && plural) || a_[who].upos == Upos::num;
      if (form == "i" || form == "we") person = 1;
      if (form == "you") person = 2;
      if (person == 3 && a_[t].xpos == "VBP") plural = true;
    }
    if (a_[t].lower == "was") plural = false;
    const bool past = a_[t].xpos == "VBD";
    static constexpr string_view forms[2][2][3] = {
        {{"Mood=Ind|Number=Sing|Person=1|Tense=Pres|VerbForm=Fin", "Mood=Ind|Number=Sing|Person=2|Tense=Pres|VerbForm=Fin",
          "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"},
         {"Mood=Ind|Number=Plur|Person=1|Tense=Pres|VerbForm=Fin", "Mood=Ind|Number=Plur|Person=2|Tense=Pres|VerbForm=Fin",
          "Mood=Ind|Number=Plur|Person=3|Tense=Pres|VerbForm=Fin"}},
        {{"Mood=Ind|Number=Sing|Person=1|Tense=Past|VerbForm=Fin", "Mood=Ind|Number=Sing|Person=2|Tense=Past|VerbForm=Fin",
          "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin"},
         {"Mood=Ind|Number=Plur|Person=1|Tense=Past|VerbForm=Fin", "Mood=Ind|Number=Plur|Person=2|Tense=Past|VerbForm=Fin",
          "Mood=Ind|Number=Plur|Person=3|Tense=Past|VerbForm=Fin"}}};
    return forms[past ? 1 : 0][plural ? 1 : 0][person - 1];
  }

  const Analysis& a_;
};

}  // namespace

void set_features(Analysis& analysis) {
  const Features features(analysis);
  for (std::uint32_t t = 0; t < analysis.tokens.size(); ++t) analysis.tokens[t].feats = features.of(t);
}

}  // namespace khaldun
