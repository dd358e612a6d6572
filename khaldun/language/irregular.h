#pragma once
#include <string_view>

namespace khaldun {

/// Lemma of an irregular form of that word class, or "" if the form is not listed.
[[nodiscard]] std::string_view irregular_verb(std::string_view lower, std::string_view xpos);
[[nodiscard]] std::string_view irregular_noun(std::string_view lower);
[[nodiscard]] std::string_view irregular_comparison(std::string_view lower);

}  // namespace khaldun
