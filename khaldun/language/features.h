#pragma once
#include "khaldun/language/analysis.h"

namespace khaldun {

/// Sets Token::feats of every token: the features of UD's guidelines for English (universaldependencies.org/en, version 2: Number, Person, Tense,
/// Mood, VerbForm, Voice, Degree, Case, Gender, Poss, Reflex, PronType, Definite, NumType, NumForm, Polarity) as tag, form and tree tell
/// them: a finite verb has number and person of its subject. Needs tags, lemmas, heads and children. Abbr, ExtPos, Foreign, Style and Typo are not
/// told. The views last for ever. O(tokens).
void set_features(Analysis& analysis);

}  // namespace khaldun
