#include "khaldun/actors/metonymy.h"

#include <algorithm>

namespace khaldun {
namespace {

using table::kNoRow;

/// Conjuncts that are followed back to the first of their list.
constexpr int kLongestList = 3;

class Reader {
 public:
  Reader(const Analysis& a, const Lexicon& lexicon)
      : a_(a),
        lexicon_(lexicon),
        static_(lexicon.set("metonym_static_verb")),
        feature_(lexicon.set("metonym_place_feature")),
        towards_(lexicon.set("metonym_object_verb")),
        for_(lexicon.set("metonym_for_verb")),
        between_(lexicon.set("metonym_between_noun")),
        deed_(lexicon.set("metonym_deed_noun")),
        patient_(lexicon.set("metonym_to_noun")),
        members_(lexicon.set("metonym_members_noun")) {}

  [[nodiscard]] bool stands_for_people(std::uint32_t t, int deep = 0) const {
    const auto head = a_[t].head;
    if (head == kNone) return false;
    const auto prep = preposition(t);
    switch (a_[t].deprel) {
      case Deprel::conj:
        if (a_[head].upos != Upos::propn || deep >= kLongestList || (!prep.empty() && prep != preposition(head))) return false;
        return stands_for_people(head, deep + 1);
      case Deprel::nsubj: return prep.empty() && acts(head);
      case Deprel::iobj: case Deprel::obl_agent: return true;
      case Deprel::obj: case Deprel::nsubj_pass: return in(head, towards_);
      case Deprel::obl: return opposite(prep) || (prep == "for" && in(head, for_));
      case Deprel::nmod:
        if (prep == "with" && in(head, feature_)) return false;  // "the border with Chad"
        return opposite(prep) || prep == "by" || (prep == "between" && in(head, between_)) || ((prep == "of" || prep == "from") && in(head, deed_)) || (prep == "to" && in(head, patient_));
      case Deprel::nmod_poss: return in(head, deed_) || in(head, members_);
      case Deprel::compound: return in(head, members_);
      default: return false;
    }
  }

 private:
  [[nodiscard]] std::string_view preposition(std::uint32_t t) const {
    const auto c = a_.child(t, Deprel::case_mark);
    return c == kNone || a_[c].lower == "'s" || a_[c].lower == "\xe2\x80\x99s" ? std::string_view() : a_[c].lower;
  }
  [[nodiscard]] bool in(std::uint32_t t, std::uint32_t set) const { return lexicon_.in_set(a_[t].lemma, set); }
  static bool opposite(std::string_view prep) { return prep == "against" || prep == "with" || prep == "towards" || prep == "toward"; }
  /// A verb whose subject does something: "Egypt is", "Haiti has a mild climate" tell of a place.
  [[nodiscard]] bool acts(std::uint32_t verb) const {
    if (a_[verb].upos != Upos::verb || a_.child(verb, Deprel::cop) != kNone || in(verb, static_)) return false;
    if (a_[verb].lemma != "have") return true;
    const auto object = a_.child(verb, Deprel::obj);
    return object == kNone || !in(object, feature_);
  }

  const Analysis& a_;
  const Lexicon& lexicon_;
  std::uint32_t static_, feature_, towards_, for_, between_, deed_, patient_, members_;
};

}  // namespace

void find_metonyms(Mentions& mentions, const Analysis& analysis, const Lexicon& lexicon) {
  const Reader reader(analysis, lexicon);
  for (auto& m : mentions.all)
    if (m.names_ground()) m.metonym = reader.stands_for_people(m.head);
}

}  // namespace khaldun
