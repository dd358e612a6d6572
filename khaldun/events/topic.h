#pragma once
#include "khaldun/events/scan.h"
#include "khaldun/language/analysis.h"
#include "khaldun/lexicon/lexicon.h"

/// What a whole text is about. Private to events/.
namespace khaldun {

/// `private_life`: private crime, an accident, business or culture, with hardly a word of public matters. `public_affairs`: many words
/// of these and hardly any other. `open`: too short or too mixed to say.
enum class Topic : std::uint8_t { open, private_life, public_affairs };

/// Sums of different words by the sets of lexicon/cues/topics.toml. O(tokens × different words).
[[nodiscard]] Topic topic_of(const Analysis& analysis, const Scan& scan, const Lexicon& lexicon);

}  // namespace khaldun
