#pragma once
#include <string>
#include <string_view>

#include "khaldun/language/analysis.h"

namespace khaldun {

/// The dictionary form of an English word by rule, from its lower-cased form and its tags:
/// irregular verbs, nouns and adjectives from a list, the others by their endings ("shelled" →
/// "shell", "agreed" → "agree", "stopped" → "stop"). Never fails.
[[nodiscard]] std::string lemma_by_rule(std::string_view lower, Upos upos, std::string_view xpos);

}  // namespace khaldun
