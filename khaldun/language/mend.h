#pragma once
#include <span>

#include "khaldun/language/analysis.h"

/// Mistakes of the models that no reader would make, put right by rules that hold for any text. Private to language/.
namespace khaldun {

/// A plural noun, a word in -ed that is called an adjective, and a noun phrase right behind it ("M23 rebels shelled army positions")
/// hold a finite verb; so does "shot" in "gunmen shot dead a judge" and "arms" in "says Tehran arms and trains the group". Before parsing and after it.
void mend_tags(std::span<Token> tokens);

/// After parsing; heads count from the first token. A noun phrase behind "and" explains nothing, it is added; a name does not go on
/// behind the "and" that ended it; "said on Monday that" says what "that" begins; "fled after troops shelled" has a subject in the clause; "stopped shelling Mekelle" an
/// object, "expressing concern" too; "with the group ending the truce" has a subject; "talks with the group, which were brokered" tells of the
/// talks; a name behind a day did it; a headline without a verb has one behind its plural subject; behind a semicolon another statement begins. Keeps one root and no cycle. O(tokens).
void mend_tree(std::span<Token> tokens);

}  // namespace khaldun
