#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "khaldun/base/day.h"
#include "khaldun/base/span.h"
#include "khaldun/language/analysis.h"
#include "khaldun/lexicon/lexicon.h"

namespace khaldun {

/// How a mention came to its entity (field `via` of the record).
enum class Via : std::uint8_t { name, alias, acronym, title, metonym, agent, coreference, implicit, none };
[[nodiscard]] std::string_view name(Via via);

/// A noun phrase, pronoun, or name within a noun phrase ("Israeli" in "Israeli strikes") that may stand for somebody or something.
/// Identity is settled here; the role held on a day only by `identify`.
struct Mention {
  std::uint32_t head = kNone;      ///< token
  TokenRange range;                ///< the phrase without relative clauses, appositions and further conjuncts
  Span at;                         ///< its bytes
  TokenRange name;                 ///< the name of the lexicon in it; empty if none
  std::uint32_t sentence = 0;
  table::Kind kind = table::Kind::thing;
  Via via = Via::none;
  std::uint32_t actor = table::kNoRow;   ///< row of table::Actor that it names
  std::uint32_t agent = table::kNoRow;   ///< row of table::Agent: what its head noun or title says
  std::vector<std::uint32_t> owners;     ///< rows of table::Actor: adjective, possessor, of-phrase; several if coordinated
  bool owners_apart = false;             ///< joined by "and": two parties, though of one country
  std::string_view seat_sector;          ///< a seat of government or power: its sector
  std::string_view place_country;        ///< a place: its country; for a role noun, the country of the place beside it
  std::uint32_t country_from = kNone;    ///< of a role noun: the token whose place gave it its country
  std::uint32_t place = table::kNoRow;   ///< row of table::Place that it may name
  std::uint32_t ground = table::kNoRow;  ///< row of table::Place that a name of a place, state or capital stands for on the map
  std::uint32_t antecedent = kNone;      ///< mention that it stands for (coreference), kNone = itself
  std::vector<std::uint32_t> stands_for;  ///< mentions that it sums up ("the two countries")
  std::uint32_t owner_mention = kNone;   ///< possessor or of-phrase that is no name ("its fighters", "members of the group")
  std::uint32_t chain = kNone;
  std::string_view country_hint;         ///< country of the sentence or story, for role nouns without one
  bool modifier = false;     ///< stands inside a noun phrase as adjective or compound
  bool pronoun = false, possessive = false, plural = false, definite = false, named = false, former = false;
  bool capital = false;      ///< a capital: government or town, as its slot says
  bool people = false;       ///< people of a country or faith ("Afghans")
  bool adjective = false;    ///< named by an adjective of nationality: never a place ("Israeli")
  bool unplaced = false;     ///< its own words name a region or people of several states: no country by guess
  bool counterpart = false;  ///< "its ally", "China's neighbour": of another country than its possessor
  bool against = false;      ///< "anti-Taliban forces": its owner is whom it fights
  bool ethnic = false;       ///< "ethnic Albanians": of the people, not of its state
  bool time = false;         ///< a date, not a party
  bool metonym = false;      ///< names_ground(), and stands for who rules, plays or lives there

  /// Headed by the name of a place, a state or a capital, which may be ground or an actor.
  [[nodiscard]] bool names_ground() const {
    return name.contains(head) && !people && !adjective && seat_sector.empty() && (place != table::kNoRow || capital || (actor != table::kNoRow && kind == table::Kind::state));
  }
};

struct Mentions {
  std::vector<Mention> all;                 ///< in text order of heads
  std::vector<std::uint32_t> of_token;      ///< per token: the mention whose head it is, or kNone
  std::vector<std::uint32_t> covering;      ///< per token: the innermost noun-phrase mention that holds it, or kNone
  std::string_view focus;                   ///< country the text is mostly about, "" if none stands out
};

/// Who a mention is on a day.
struct Identity {
  std::string entity, name, code, cameo, wikidata;
  std::string of;  ///< of somebody without an entry: key of the organisation that he belongs to ("a spokesman for the MNLA")
  std::vector<std::string> sectors;
  table::Kind kind = table::Kind::thing;
  Via via = Via::none;
  bool political = false;  ///< a recognised political actor: a code or a sector that the lexicon vouches for
  bool country_inferred = false;  ///< the code comes from the place or story, not from the words
};

class NameWeights;

/// Finds the mentions of a text and their chains. `kinds`: what was learned of names that no table has; null: rules alone. Total, deterministic. O(tokens × longest name), chains O(mentions²) within reach of
/// 60 mentions. `headline`: the country that the headline names first; the story is probably about it.
[[nodiscard]] Mentions recognise(std::string_view text, const Analysis& analysis, const Lexicon& lexicon, std::optional<Day> published, std::string_view headline = {},
                                 const NameWeights* kinds = nullptr);

/// Code of the country that a text names first, by a name, a nationality or a place; "" if none.
[[nodiscard]] std::string_view first_country(const Mentions& mentions, const Lexicon& lexicon, std::optional<Day> published);

/// The parties behind a mention on `on`; several for "Hungarian and Romanian officials" or "the two countries".
[[nodiscard]] std::vector<Identity> identify(const Mentions& mentions, std::uint32_t mention, std::optional<Day> on, const Lexicon& lexicon,
                                             std::string_view text);

/// The role of an actor on a day: the one that holds; else, for a day outside all roles, the nearest.
[[nodiscard]] const table::Role* role_on(const Lexicon& lexicon, const table::Actor& actor, std::optional<Day> on);

}  // namespace khaldun
