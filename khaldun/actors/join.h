#pragma once
#include <optional>
#include <string_view>

#include "khaldun/base/day.h"
#include "khaldun/language/analysis.h"
#include "khaldun/lexicon/lexicon.h"

namespace khaldun {

/// Before the trees are made: numbers the words (Token::unit) of names of several words that the lexicon has ("Justice and Development
/// Party"), with the office before a person's name ("Foreign Minister Amir Khan Muttaqi"), so that the neural parser takes each for one
/// phrase. Needs forms and sentences alone. False if nothing changed: trees that are there stay right. O(tokens).
[[nodiscard]] bool mark_names(Analysis& analysis, std::string_view text, const Lexicon& lexicon);

/// Mends trees with what the actor lexicon knows, before anybody reads them: a known name, and nationality + title + name
/// ("Zimbabwean Prime Minister Robert Mugabe"), nationality + role ("Ivory Coast rebels") become one phrase with one head; what hung on
/// the other words hangs on it. Changes heads and relations only; every sentence keeps one root and no cycle. O(tokens).
void join_names(Analysis& analysis, std::string_view text, const Lexicon& lexicon, std::optional<Day> published);

}  // namespace khaldun
