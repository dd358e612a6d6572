#pragma once
#include <optional>
#include <string_view>

#include "khaldun/base/day.h"
#include "khaldun/language/analysis.h"
#include "khaldun/lexicon/lexicon.h"

namespace khaldun {

/// Mends trees with what the actor lexicon knows, before anybody reads them: a known name, and nationality + title + name
/// ("Zimbabwean Prime Minister Robert Mugabe"), nationality + role ("Ivory Coast rebels") become one phrase with one head; what hung on
/// the other words hangs on it. Changes heads and relations only; every sentence keeps one root and no cycle. O(tokens).
void join_names(Analysis& analysis, std::string_view text, const Lexicon& lexicon, std::optional<Day> published);

}  // namespace khaldun
