#include "khaldun/actors/chains.h"

#include <algorithm>
#include <map>

namespace khaldun {
namespace {

using table::kNoRow;

constexpr std::uint32_t kReachSentences = 4;  // how far back a pronoun or role noun looks

class Linker {
 public:
  Linker(Mentions& mentions, std::string_view text, const Analysis& a, const Lexicon& lexicon, std::optional<Day> published, std::string_view headline)
      : m_(mentions), text_(text), a_(a), lexicon_(lexicon), published_(published), headline_(headline), female_(lexicon.set("female_word")), male_(lexicon.set("male_word")), generic_(lexicon.set("generic_body")), heads_body_(lexicon.set("heads_body")), who_met_(lexicon.set("who_met")), numbers_(lexicon.set("counted")), departs_(lexicon.set("departs")), harms_(lexicon.set("tells_harm")), gathering_(lexicon.set("gathering")), sides_(lexicon.set("sides")), speaks_for_(lexicon.set("speaks_for")), sides_if_two_(lexicon.set("sides_if_two")) {}

  void run() {
    focus();
    for (std::uint32_t i = 0; i < m_.all.size(); ++i) {
      possessor(i);
      link(i);
    }
    number_chains();
    hints();
  }

 private:
  Mention& at(std::uint32_t i) { return m_.all[i]; }

  [[nodiscard]] std::string_view state_code(std::uint32_t row) const {
    const auto* role = role_on(lexicon_, lexicon_.row<table::Actor>(row), published_);
    return role == nullptr ? std::string_view() : lexicon_.text(role->country);
  }
  [[nodiscard]] bool is_country(std::string_view code) const {
    return code.size() == 3 && code != "IGO" && code != "UNO" && code != "EUR" && code != "NGO" && code != "ISM" && code != "IMG" && code != "MNC";
  }

  /// The country that the text speaks of most, if it has two fifths of all that it names. What a story is about stands in its first two
  /// sentences: they count twice.
  void focus() {
    std::map<std::string_view, int> count, lead;
    int all = 0;
    if (is_country(headline_)) lead[headline_] += 6;
    for (const auto& m : m_.all) {
      std::string_view code;
      if (m.actor != kNoRow) code = state_code(m.actor);
      else if (m.place != kNoRow && well_known(m)) code = m.place_country;
      if (!is_country(code) || gone_to(m)) continue;
      const int weight = m.sentence < 2 ? 2 : 1;
      count[code] += weight;
      all += weight;
      lead[code] += m.sentence == 0 ? (lead.empty() ? 4 : 3) : m.sentence == 1 ? 2 : 1;
    }
    int best = 0;
    for (const auto& [code, n] : count)
      if (n > best) {
        best = n;
        m_.focus = code;
      }
    if (best * 5 < all * 2) m_.focus = {};
    int first = 0, second = 0;
    for (const auto& [code, n] : lead) {
      if (n > first) {
        second = first;
        first = n;
        lead_ = code;
      } else {
        second = std::max(second, n);
      }
    }
    if (first == second) lead_ = {};
  }

  /// "fled to Bangladesh": where people go, not where they are.
  [[nodiscard]] bool gone_to(const Mention& m) const {
    const auto mark = a_.child(m.head, Deprel::case_mark);
    const auto up = a_[m.head].head;
    return mark != kNone && up != kNone && (a_[mark].lower == "to" || a_[mark].lower == "into") && lexicon_.in_set(a_[up].lemma, departs_);
  }
  /// A place whose name is unlikely to be something else's.
  [[nodiscard]] bool well_known(const Mention& m) const {
    const auto& place = lexicon_.row<table::Place>(m.place);
    return !place.ambiguous && (place.population >= 20000 || place.resolution <= 2);
  }

  /// "its fighters", "the group's leader", "members of the militia": owner through another mention.
  void possessor(std::uint32_t i) {
    auto& m = at(i);
    if (m.pronoun || m.counterpart) return;
    for (const auto c : a_.children[m.head]) {
      const auto d = a_[c].deprel;
      const auto mark = a_.child(c, Deprel::case_mark);
      const auto prep = mark == kNone ? std::string_view() : a_[mark].lower;
      const bool serves = m.agent != kNoRow && (lexicon_.row<table::Agent>(m.agent).flags & table::agent_inherit) != 0;
      const bool of = d == Deprel::nmod && (prep == "of" || prep == "from" || (serves && (prep == "for" || prep == "with")));
      if (d != Deprel::nmod_poss && !of) continue;
      const auto other = m_.of_token[c];
      if (other == kNone || other == i) continue;
      if (m_.all[other].pronoun || m_.all[other].agent != kNoRow || m_.all[other].actor != kNoRow) m.owner_mention = other;
      // "the Sri Lankan minister's convoy": the minister's, not the state's.
      if (d == Deprel::nmod_poss && m.kind == table::Kind::thing && m_.all[other].kind == table::Kind::person && m_.all[other].agent != kNoRow) m.owners.clear();
    }
    // "Kenyan police raid": owner is the police mention inside; the raid itself is no party.
  }

  [[nodiscard]] bool serves_two(const Mention& m) const { return m.agent != kNoRow && !m.named && says_word(m, speaks_for_); }

  void link(std::uint32_t i) {
    if (at(i).pronoun) {
      pronoun(i);
      return;
    }
    if (apposition(i)) return;
    surname_of_country(i);
    if (same_name(i)) return;
    if (two_sides(i)) return;
    role_noun(i);
    if (at(i).antecedent == kNone) of_a_body(i);
  }

  bool apposition(std::uint32_t i) {
    auto& m = at(i);
    if (a_[m.head].deprel != Deprel::appos || a_[m.head].head == kNone) return false;
    const auto other = m_.of_token[a_[m.head].head];
    if (other == kNone || other == i) return false;
    auto& first = at(other);
    if (first.place != kNoRow || m.place != kNoRow) return false;
    // The name gets what the description says, and the other way round.
    if (m.actor != kNoRow && first.actor == kNoRow && !m.people) {
      if (m.kind == table::Kind::state && first.kind != table::Kind::state) {
        first.owners.push_back(m.actor);
        return false;
      }
      first.actor = m.actor;
      first.kind = m.kind;
      first.via = first.via == Via::none ? Via::alias : first.via;
    }
    if (first.agent == kNoRow && m.agent != kNoRow) {
      first.agent = m.agent;
      if (first.via == Via::none) first.via = Via::title;
    }
    if (first.owners.empty()) first.owners = m.owners;
    if (first.place_country.empty()) first.place_country = m.place_country;
    if (first.owner_mention == kNone && m.owner_mention != i) first.owner_mention = m.owner_mention;
    m.antecedent = other;
    return true;
  }

  [[nodiscard]] std::string_view words(const Mention& m) const { return text_.substr(m.at.begin, m.at.size()); }

  /// "Kim Min-woo" after "Kim Shin-wook": both go on, and otherwise.
  [[nodiscard]] bool other_words(const Mention& longer, const Mention& shorter) const {
    const auto names = [&](const Mention& m) {
      std::vector<std::string_view> out;
      for (auto t = m.range.first; t < m.range.last; ++t)
        if (t != m.head && a_[t].upos == Upos::propn && a_[t].head == m.head && (a_[t].deprel == Deprel::flat || a_[t].deprel == Deprel::compound)) out.push_back(a_[t].lower);
      return out;
    };
    const auto x = names(longer), y = names(shorter);
    return !x.empty() && !y.empty() && std::none_of(y.begin(), y.end(), [&](auto w) { return std::find(x.begin(), x.end(), w) != x.end(); });
  }

  /// Is `shorter` the last name or the acronym of `longer`?
  [[nodiscard]] bool shortened(const Mention& longer, const Mention& shorter) const {
    if (a_[longer.head].lower == a_[shorter.head].lower) return !other_words(longer, shorter);
    for (const auto c : a_.children[longer.head])
      if (a_[c].deprel == Deprel::flat && a_[c].lower == a_[shorter.head].lower) return true;
    for (auto t = longer.range.first; t < longer.range.last; ++t)
      if (a_[t].upos == Upos::propn && a_[t].lower == a_[shorter.head].lower && t + 1 == longer.range.last) return true;
    return false;
  }

  /// "Siam" after "Ayman Siam": a person, not a country or a town, if nothing hangs on the name and no preposition of place stands before it.
  void surname_of_country(std::uint32_t i) {
    auto& m = at(i);
    if (!m.named || m.range.size() != 1 || m.modifier || place_like(m) || (m.place == kNoRow && (m.actor == kNoRow || m.kind != table::Kind::state))) return;
    for (std::uint32_t k = i; k-- > 0;) {
      const auto& other = m_.all[k];
      if (!other.named || other.modifier || other.kind != table::Kind::person || other.actor == m.actor || other.range.size() < 2) continue;
      const auto last = last_name(other);
      if (last == other.range.first || a_[last].lower != a_[m.head].lower) continue;
      m.actor = m.place = kNoRow;
      m.kind = table::Kind::person;
      m.via = Via::none;
      m.capital = false;
      m.place_country = {};
      return;
    }
  }

  /// "the ZLA" after "Zambezi Liberation Army": an acronym that no table knows and whose letters begin the words of a name told before.
  bool initials(std::uint32_t i) {
    const auto letters = a_[at(i).head].form;
    if (letters.size() < 2 || letters.size() > 7 || std::any_of(letters.begin(), letters.end(), [](char c) { return c < 'A' || c > 'Z'; })) return false;
    for (std::uint32_t k = i; k-- > 0;) {
      const auto& other = m_.all[k];
      if (other.modifier || other.pronoun || other.range.size() < letters.size() || other.head == at(i).head || !spells(other, letters)) continue;
      at(i).antecedent = other.antecedent == kNone ? k : other.antecedent;
      return true;
    }
    return false;
  }
  [[nodiscard]] bool spells(const Mention& m, std::string_view letters) const {
    std::size_t found = 0;
    for (auto t = m.range.first; t < m.range.last; ++t) {
      const auto c = a_[t].form.empty() ? ' ' : a_[t].form.front();
      if (c < 'A' || c > 'Z' || a_[t].form == letters) continue;
      if (t == m.range.first && a_[t].upos == Upos::det) continue;
      if (found < letters.size() && letters[found] == c) ++found;
      else return false;
      if (found == letters.size()) return true;
    }
    return false;
  }

  /// The last proper noun of the name at the head, without what follows it ("Ayman Siam of the brigades").
  [[nodiscard]] std::uint32_t last_name(const Mention& m) const {
    auto t = m.head;
    while (t + 1 < m.range.last && a_[t + 1].upos == Upos::propn) ++t;
    return t;
  }

  bool same_name(std::uint32_t i) {
    auto& m = at(i);
    if (m.actor != kNoRow || m.place != kNoRow || m.people) return false;
    if (initials(i)) return true;
    if (!m.named || m.modifier) return false;
    for (std::uint32_t k = i; k-- > 0;) {
      const auto& other = m_.all[k];
      if (!other.named || other.modifier || other.place != kNoRow || other.people) continue;
      if (other.antecedent != kNone && other.named) {
        // fall through: a link to a link ends at the first mention
      }
      if (!shortened(other, m)) continue;
      if (other.kind == table::Kind::state) continue;
      m.antecedent = k;
      return true;
    }
    return false;
  }

  /// "both sides", "the two countries", "the three leaders": the states (or parties) named last.
  bool two_sides(std::uint32_t i) {
    auto& m = at(i);
    if (!m.owners.empty() || m.actor != kNoRow || m.owner_mention != kNone) return false;
    const auto lemma = a_[m.head].lemma;
    const bool alone = a_[m.head].lower == "both" && (a_[m.head].deprel == Deprel::obj || a_[m.head].deprel == Deprel::obl);
    const bool country = lemma == "country" || lemma == "nation" || lemma == "state" || lemma == "neighbour" || lemma == "neighbor" || lemma == "capital" || alone;
    const bool side = lemma == "side" || lemma == "party" || lemma == "rival" || lemma == "foe" || lemma == "force";
    const bool branch = !country && !side && m.agent != kNoRow && of_a_state(first_sector(m)) && lexicon_.row<table::Agent>(m.agent).kind != table::Kind::thing;
    const bool meets = says_word(m, who_met_);
    if (!country && !side && !branch && !meets) return false;
    const bool met = meets && m.plural && m.definite && a_.child(m.head, Deprel::nmod) == kNone && a_.child(m.head, Deprel::amod) == kNone;
    std::size_t wanted = alone || met ? 2 : 0;
    for (const auto c : a_.children[m.head]) {
      const auto w = a_[c].lower;
      if (w == "both" || (w == "two" && (m.definite || !branch)) || (w == "the" && m.plural && country && wanted == 0)) wanted = 2;
      if (w == "three" && m.definite) wanted = 3;
      if (w == "the" && m.plural && lemma == "side" && wanted == 0) wanted = 2;
    }
    if (wanted == 0) {
      if (country && m.definite && !m.plural) return the_country(i);
      return false;
    }
    if (met && met_before(i)) return true;
    const bool person = branch && lexicon_.row<table::Agent>(m.agent).kind == table::Kind::person && first_sector(m) == "GOV";
    std::vector<std::uint32_t> found;
    std::vector<std::string_view> codes;
    std::vector<std::uint32_t> rows;
    for (std::uint32_t k = i; k-- > 0 && rows.size() + codes.size() < wanted;) {
      const auto& other = m_.all[k];
      if (other.sentence + kReachSentences < m.sentence) break;
      // "Sudan's warring factions agreed …, Riyadh said. Both sides": these, whoever told of them.
      if (side && other.plural && other.stands_for.empty() && other.antecedent == kNone && other.sentence < m.sentence && (says_word(other, sides_) || says_word(other, sides_if_two_))) return false;
      if (addresses(other, m)) continue;
      if (!branch && other.actor != kNoRow && !is_country(state_code(other.actor))) continue;  // the UN is no side
      if (branch) {
        const auto before = codes.size();
        if (person && (other.kind != table::Kind::person || other.modifier)) continue;
        for (const auto code : codes_of(other))
          if (std::find(codes.begin(), codes.end(), code) == codes.end()) codes.push_back(code);
        if (codes.size() > before) found.push_back(k);
        continue;
      }
      const auto row = party_row(other, country);
      if (row == kNoRow || std::find(rows.begin(), rows.end(), row) != rows.end()) continue;
      rows.push_back(row);
      found.push_back(k);
    }
    if (rows.size() + codes.size() != wanted) return false;
    m.stands_for.assign(found.rbegin(), found.rend());
    m.via = Via::coreference;
    return true;
  }
  /// "The delegations": the two sides that a sentence before joined by "and", the nearest first.
  bool met_before(std::uint32_t i) {
    auto& m = at(i);
    for (std::uint32_t k = i; k-- > 0;) {
      if (m_.all[k].sentence + kReachSentences < m.sentence) return false;
      if (m_.all[k].sentence == m.sentence || m_.all[k].modifier || codes_of(m_.all[k]).empty()) continue;
      std::vector<std::uint32_t> sides{k};
      for (const auto c : a_.children[m_.all[k].head])
        if (const auto other = m_.of_token[c]; a_[c].deprel == Deprel::conj && other != kNone && !codes_of(m_.all[other]).empty() && codes_of(m_.all[other]) != codes_of(m_.all[k])) sides.push_back(other);
      if (sides.size() < 2) continue;
      m.stands_for = std::move(sides);
      m.via = Via::coreference;
      return true;
    }
    return false;
  }
  /// Countries of a state, a person in office or the owners of a role noun.
  [[nodiscard]] std::vector<std::string_view> codes_of(const Mention& m) const {
    std::vector<std::string_view> out;
    if (m.pronoun || m.people || m.place != kNoRow || m.kind == table::Kind::thing || place_like(m)) return out;
    const auto add = [&](std::uint32_t row) {
      if (const auto code = state_code(row); is_country(code)) out.push_back(code);
    };
    if (m.actor != kNoRow) add(m.actor);
    else
      for (const auto row : m.owners) add(row);
    return out;
  }
  /// "Mrs Clinton called on both sides": who speaks to them is none of them.
  [[nodiscard]] bool addresses(const Mention& other, const Mention& m) const {
    if (other.sentence != m.sentence) return false;
    auto t = a_[m.head].head;
    const auto d = a_[m.head].deprel;
    if (t == kNone || a_[t].upos != Upos::verb || (d != Deprel::obj && d != Deprel::obl && d != Deprel::iobj)) return false;
    while (a_.child(t, Deprel::nsubj) == kNone && a_[t].head != kNone && (a_[t].deprel == Deprel::conj || a_[t].deprel == Deprel::xcomp || a_[t].deprel == Deprel::advcl)) t = a_[t].head;
    const auto s = a_.child(t, Deprel::nsubj);
    if (s == kNone) return false;
    if (s == other.head || a_.below(other.head, s)) return true;
    // "… , who called on both sides"
    const auto who = m_.of_token[s];
    if (who != kNone && m_.all[who].pronoun && m_.all[who].antecedent != kNone) return m_.all[m_.all[who].antecedent].head == other.head;
    return false;
  }
  [[nodiscard]] std::uint32_t party_row(const Mention& m, bool states) const {
    if (m.actor != kNoRow && (m.kind == table::Kind::state || (!states && m.kind == table::Kind::organisation))) return m.actor;
    if (m.actor == kNoRow && m.owners.size() == 1 && states) return m.owners.front();
    return kNoRow;
  }

  /// "the country": the state named last.
  bool the_country(std::uint32_t i) {
    for (std::uint32_t k = i; k-- > 0;) {
      const auto& other = m_.all[k];
      if (other.sentence + kReachSentences < at(i).sentence) break;
      if (other.kind != table::Kind::state || other.actor == kNoRow || other.people) continue;
      at(i).antecedent = k;
      return true;
    }
    return false;
  }

  [[nodiscard]] bool has_sector(const Mention& m, std::string_view sector) const {
    if (m.actor != kNoRow) {
      const auto* role = role_on(lexicon_, lexicon_.row<table::Actor>(m.actor), published_);
      if (role == nullptr) return false;
      for (const auto s : lexicon_.items(role->sectors))
        if (lexicon_.text(s) == sector) return true;
      return false;
    }
    if (m.agent == kNoRow) return false;
    for (const auto s : lexicon_.items(lexicon_.row<table::Agent>(m.agent).sectors))
      if (lexicon_.text(s) == sector) return true;
    return false;
  }
  [[nodiscard]] bool armed_group(const Mention& m) const { return has_sector(m, "REB") || has_sector(m, "UAF") || has_sector(m, "PRM") || has_sector(m, "CRM"); }

  /// How good `k` is as what a later expression stands for: near, subject, named. Weights found on own reading; ties go to the nearer.
  [[nodiscard]] int salience(std::uint32_t k, std::uint32_t i) const {
    const auto& c = m_.all[k];
    const auto& m = m_.all[i];
    int score = -4 * static_cast<int>(m.sentence - c.sentence);
    const auto d = a_[c.head].deprel;
    if (d == Deprel::nsubj || d == Deprel::nsubj_pass) score += 4;
    if (c.modifier || d == Deprel::nmod_poss) score -= 1;
    // "The army entered the town after the rebels left. They …": who a subordinate clause is about stands back.
    if (c.sentence != m.sentence && a_[c.head].head != kNone && a_[a_[c.head].head].deprel == Deprel::advcl) score -= 2;
    if (c.named) score += 1;
    if (c.actor != kNoRow) score += 1;
    if (a_.sentences[c.sentence].paragraph != a_.sentences[m.sentence].paragraph) score -= 3;
    return score;
  }

  template <class Fits>
  std::uint32_t best_before(std::uint32_t i, std::uint32_t reach, Fits fits) const {
    std::uint32_t best = kNone;
    int best_score = -1000;
    for (std::uint32_t k = i; k-- > 0;) {
      const auto& c = m_.all[k];
      if (c.sentence + reach < m_.all[i].sentence) break;
      if (!fits(c) || c.range.contains(m_.all[i].head)) continue;
      if (const int score = salience(k, i); score > best_score) {
        best = k;
        best_score = score;
      }
    }
    return best;
  }

  /// "the group", "the militants", "the president" without an owner.
  void role_noun(std::uint32_t i) {
    auto& m = at(i);
    if (m.actor != kNoRow || m.agent == kNoRow || m.named || m.modifier || !m.owners.empty() || m.owner_mention != kNone || !m.place_country.empty()) return;
    if (!m.definite) return;
    const auto& agent = lexicon_.row<table::Agent>(m.agent);
    const bool inherit = (agent.flags & table::agent_inherit) != 0;
    const bool weak = (agent.flags & table::agent_weak) != 0;
    const bool rebel = armed_group(m) || says_armed(m);
    std::uint32_t found = kNone;
    if (agent.kind == table::Kind::organisation || (agent.kind == table::Kind::people && rebel) || (m.plural && rebel)) {
      // "the alliance" after "Three Brotherhood Alliance", "the junta" after "Renamo Military Junta"
      found = best_before(i, kReachSentences, [&](const Mention& c) {
        return c.kind == table::Kind::organisation && c.named && !c.pronoun && c.range.size() > 1 && a_[c.range.last - 1].lower == a_[m.head].lower;
      });
      if (found == kNone && (rebel || weak || inherit))
        found = best_before(i, kReachSentences, [&](const Mention& c) {
          if (!rebel && c.kind != table::Kind::organisation) return false;
          if (!rebel && !same_body(c, m)) return false;
          if (c.kind != table::Kind::organisation && !(c.agent != kNoRow && !c.owners.empty() && (c.plural || c.kind == table::Kind::people))) return false;
          if (c.pronoun || c.people || (c.actor == kNoRow && !c.named && c.owners.empty() && c.antecedent == kNone)) return false;
          if (c.actor == kNoRow && c.antecedent == kNone && !c.named && !armed_group(c)) return false;
          return !rebel || armed_group(resolve(c));
        });
    } else if (agent.kind == table::Kind::person && !m.plural) {
      found = best_before(i, kReachSentences, [&](const Mention& c) { return c.kind == table::Kind::person && c.named && same_office(c, m); });
    }
    if (found != kNone) m.antecedent = found;
  }
  /// "the secretary-general": of the body of states named before, else of the United Nations.
  void of_a_body(std::uint32_t i) {
    auto& m = at(i);
    if (m.agent == kNoRow || m.actor != kNoRow || m.plural || m.modifier || m.range.size() > 4 || !m.owners.empty() || m.owner_mention != kNone || !m.place_country.empty()) return;
    if (lexicon_.row<table::Agent>(m.agent).kind != table::Kind::person) return;
    const auto pieces = normalise_words(lexicon_.text(lexicon_.row<table::Agent>(m.agent).phrase));
    std::vector<std::string_view> words;
    for (const auto& piece : pieces) words.emplace_back(piece.word);
    std::vector<Lexicon::Hit> hits;
    lexicon_.find_at(words, 0, Words::lemmas, hits);
    const bool heads = std::any_of(hits.begin(), hits.end(), [&](const Lexicon::Hit& h) {
      return h.last == words.size() && std::any_of(h.uses.begin(), h.uses.end(), [&](const table::Use& use) { return use.type == table::UseType::set && use.row == heads_body_; });
    });
    if (!heads) return;
    const auto body = best_before(i, kReachSentences, [&](const Mention& c) {
      return c.actor != kNoRow && c.kind == table::Kind::organisation && state_code(c.actor) == "IGO";
    });
    if (body != kNone) m.owner_mention = body;
    else m.place_country = "UNO";
  }
  /// "the state", "the electoral council" are not the agency named before; "the group", "the organisation" may be.
  [[nodiscard]] bool same_body(const Mention& c, const Mention& m) const {
    if (c.agent == m.agent && c.agent != kNoRow) return true;
    if (says_word(m, generic_)) return !(says_word(m, gathering_) && a_state_organ(c));
    const auto sector = first_sector(m);
    if (of_a_state(sector) || sector == "COP") return has_sector(c, sector) && a_[m.head].lemma != "state";
    for (auto t = c.range.first; t < c.range.last; ++t)
      if (a_[t].lower == a_[m.head].lower || a_[t].lemma == a_[m.head].lemma) return true;
    return false;
  }
  /// An army, a ministry, and nothing else ever: no "group", "movement" or "alliance".
  [[nodiscard]] bool a_state_organ(const Mention& c) const {
    const auto organ = [](std::string_view sector) { return of_a_state(sector) && sector != "OPP" && sector != "PTY"; };
    if (c.actor == kNoRow) return c.agent != kNoRow && organ(first_sector(c));
    const auto roles = lexicon_.items(lexicon_.row<table::Actor>(c.actor).roles);
    return !roles.empty() && std::all_of(roles.begin(), roles.end(), [&](const table::Role& role) {
      const auto sectors = lexicon_.items(role.sectors);
      return !sectors.empty() && organ(lexicon_.text(sectors.front()));
    });
  }
  [[nodiscard]] bool says_word(const Mention& m, std::uint32_t words) const { return lexicon_.in_set(a_[m.head].lemma, words); }
  /// "the minister" after "Foreign Minister Wang", "the president" after the name of one.
  [[nodiscard]] bool same_office(const Mention& named, const Mention& m) const {
    if (named.agent == m.agent) return true;
    const auto office = lexicon_.text(lexicon_.row<table::Agent>(m.agent).phrase);
    const auto ends = [&](std::string_view longer) { return longer.size() > office.size() && longer.ends_with(office) && longer[longer.size() - office.size() - 1] == ' '; };
    return named.agent != kNoRow && ends(lexicon_.text(lexicon_.row<table::Agent>(named.agent).phrase));
  }
  [[nodiscard]] const Mention& resolve(const Mention& m) const {
    const Mention* now = &m;
    for (int step = 0; step < 8 && now->antecedent != kNone; ++step) now = &m_.all[now->antecedent];
    return *now;
  }
  /// "militant group", "armed group", "rebel movement"
  [[nodiscard]] bool says_armed(const Mention& m) const {
    for (const auto c : a_.children[m.head]) {
      const auto other = m_.of_token[c];
      if (other != kNone && armed_group(m_.all[other])) return true;
      const auto l = a_[c].lemma;
      if (l == "militant" || l == "armed" || l == "rebel" || l == "insurgent" || l == "jihadist" || l == "extremist" || l == "terrorist") return true;
    }
    return false;
  }

  // -------------------------------------------------------------------------------------------- pronouns
  void pronoun(std::uint32_t i) {
    const auto w = a_[at(i).head].lower;
    if (relative(i)) return;
    if (w == "he" || w == "him" || w == "his" || w == "she" || w == "her" || w == "hers" || w == "himself" || w == "herself") {
      const bool man = w.starts_with("hi") || w == "he";
      set(i, best_before(i, kReachSentences, [&](const Mention& c) { return person(c) && !beside(c, at(i)) && !says(c, man ? female_ : male_); }));
    } else if (w == "they" || w == "them" || w == "their" || w == "theirs" || w == "themselves") {
      // "As they tried to storm parliament, police fired at them": one and the same within a sentence.
      for (std::uint32_t k = i; k-- > 0 && m_.all[k].sentence == at(i).sentence;) {
        const auto& c = m_.all[k];
        if (!c.pronoun || !a_[c.head].lower.starts_with("the") || c.antecedent == kNone || own_subject(c, at(i)) || own_subject(m_.all[c.antecedent], at(i))) continue;
        set(i, c.antecedent);
        return;
      }
      const bool counted = counted_of(at(i).head);
      set(i, best_before(i, 2, [&](const Mention& c) { return !own_subject(c, at(i)) && !(c.kind == table::Kind::state && (c.modifier || a_[c.head].deprel == Deprel::nmod_poss || a_[c.head].deprel == Deprel::amod)) && ((group(c) && !counted) || (c.plural && c.agent != kNoRow && !thing(c))); }));
    } else if (w == "it" || w == "its" || w == "itself") {
      set(i, best_before(i, 2, [&](const Mention& c) { return !own_subject(c, at(i)) && (c.kind == table::Kind::organisation || c.kind == table::Kind::state) && !c.plural && !c.pronoun && !c.people && !place_like(c); }));
    } else if (w == "we" || w == "our" || w == "us" || w == "i" || w == "my" || w == "me" || w == "ours") {
      set(i, speaker(i));
    } else if (w == "who" || w == "which" || w == "that" || w == "whom" || w == "whose") {
      // no relative clause found: left alone
    }
  }
  /// "dozens of them", "five of whom": people that can be counted, no body of theirs.
  [[nodiscard]] bool counted_of(std::uint32_t pronoun) const {
    const auto up = a_[pronoun].head;
    const auto mark = a_.child(pronoun, Deprel::case_mark);
    return up != kNone && a_[pronoun].deprel == Deprel::nmod && mark != kNone && a_[mark].lower == "of" && (a_[up].upos == Upos::num || lexicon_.in_set(a_[up].lemma, numbers_));
  }
  /// Subject and object of one verb are two persons.
  [[nodiscard]] bool beside(const Mention& c, const Mention& pronoun) const {
    return !pronoun.possessive && !a_[pronoun.head].lower.ends_with("self") && a_[c.head].head != kNone && a_[c.head].head == a_[pronoun.head].head && a_[c.head].deprel != Deprel::nmod_poss;
  }
  /// "The army shot dead five of them": not of the army.
  [[nodiscard]] bool own_subject(const Mention& c, const Mention& pronoun) const {
    // "soldiers torched their homes": nobody harms what is his own.
    if (pronoun.possessive) {
      const auto thing = a_[pronoun.head].head;
      const auto verb = thing == kNone || a_[thing].deprel != Deprel::obj ? kNone : a_[thing].head;
      if (verb == kNone || !lexicon_.in_set(a_[verb].lemma, harms_)) return false;
      const auto subject = a_.child(verb, Deprel::nsubj);
      return subject != kNone && c.head == subject;
    }
    if (a_[pronoun.head].lower.ends_with("self") || a_[pronoun.head].lower.ends_with("selves")) return false;
    auto t = pronoun.head;
    while (a_[t].head != kNone && (a_[t].deprel == Deprel::nmod || a_[t].deprel == Deprel::obj || a_[t].deprel == Deprel::iobj || a_[t].deprel == Deprel::obl) && a_[t].upos != Upos::verb) t = a_[t].head;
    if (t == pronoun.head || a_[t].upos != Upos::verb) return false;
    // The subject may stand with an earlier verb ("beat monks and arrested dozens of them") or be a pronoun for it.
    for (int step = 0; step < 4; ++step) {
      auto subject = a_.child(t, Deprel::nsubj);
      if (subject == kNone) subject = a_.child(t, Deprel::nsubj_pass);
      if (subject != kNone) {
        const auto who = m_.of_token[subject];
        return c.head == subject || (who != kNone && &resolve(m_.all[who]) == &resolve(c));
      }
      if (a_[t].deprel != Deprel::conj || a_[t].head == kNone || a_[a_[t].head].upos != Upos::verb) return false;
      t = a_[t].head;
    }
    return false;
  }
  /// Does a word of the name or its head stand in `words`?
  [[nodiscard]] bool says(const Mention& c, std::uint32_t words) const {
    for (auto t = c.range.first; t < c.range.last; ++t) {
      if (t != c.head && a_[t].head != c.head) continue;
      if (t != c.head && a_[t].deprel != Deprel::flat && a_[t].deprel != Deprel::compound) continue;
      if (lexicon_.in_set(a_[t].lemma, words)) return true;
    }
    return false;
  }
  void set(std::uint32_t i, std::uint32_t antecedent) {
    if (antecedent != kNone && antecedent != i) at(i).antecedent = antecedent;
  }
  [[nodiscard]] bool person(const Mention& c) const {
    return !c.pronoun && !c.modifier && !c.plural && c.kind == table::Kind::person && (c.named || c.agent != kNoRow) && c.place == kNoRow;
  }
  [[nodiscard]] bool group(const Mention& c) const {
    return !c.pronoun && c.place == kNoRow && (c.kind == table::Kind::organisation || c.kind == table::Kind::people || (c.kind == table::Kind::state && !place_like(c))) &&
           (c.actor != kNoRow || c.agent != kNoRow);
  }
  [[nodiscard]] bool thing(const Mention& c) const { return c.agent != kNoRow && lexicon_.row<table::Agent>(c.agent).kind == table::Kind::thing; }
  /// In a locative phrase: "in Kabul".
  [[nodiscard]] bool place_like(const Mention& c) const {
    const auto k = a_.child(c.head, Deprel::case_mark);
    if (k == kNone) return false;
    const auto w = a_[k].lower;
    return w == "in" || w == "at" || w == "near" || w == "into" || w == "across" || w == "around" || w == "outside" || w == "inside";
  }

  bool relative(std::uint32_t i) {
    const auto w = a_[at(i).head].lower;
    if (w != "who" && w != "which" && w != "that" && w != "whom" && w != "whose" && w != "where") return false;
    std::uint32_t t = at(i).head;
    for (int step = 0; step < 6 && a_[t].head != kNone; ++step) {
      if (a_[t].deprel == Deprel::acl_relcl || (a_[t].deprel == Deprel::acl && a_[t].upos == Upos::verb)) {
        set(i, m_.of_token[a_[t].head]);
        return at(i).antecedent != kNone;
      }
      t = a_[t].head;
    }
    return false;
  }

  /// Who speaks: the subject of the verb of saying above the clause.
  [[nodiscard]] std::uint32_t speaker(std::uint32_t i) const {
    std::uint32_t t = m_.all[i].head;
    for (int step = 0; step < 12 && a_[t].head != kNone; ++step) {
      const auto d = a_[t].deprel;
      const auto h = a_[t].head;
      if ((d == Deprel::ccomp || d == Deprel::parataxis) && saying(h)) return subject_mention(h);
      for (const auto c : a_.children[t])
        if (a_[c].deprel == Deprel::parataxis && saying(c)) return subject_mention(c);
      t = h;
    }
    for (const auto c : a_.children[t])
      if (a_[c].deprel == Deprel::parataxis && saying(c)) return subject_mention(c);
    return last_speaker(m_.all[i].sentence);
  }
  /// A quotation that goes on: who spoke in one of the two sentences before; else who was given the word by "…, the minister said:".
  [[nodiscard]] std::uint32_t last_speaker(std::uint32_t sentence) const {
    constexpr std::uint32_t kStatement = 30;  // sentences that one statement is taken to have at most
    for (std::uint32_t s = sentence; s-- > 0 && s + kStatement >= sentence;) {
      const auto& range = a_.sentences[s].tokens;
      const bool given = range.last > range.first && a_[range.last - 1].form == ":";
      if (s + 2 < sentence && !given) continue;
      for (auto t = range.last; t-- > range.first;) {
        // "… those they claim to defend": who is only said to say something has not the word.
        const auto d = a_[t].deprel;
        if (a_[t].upos != Upos::verb || (d != Deprel::root && d != Deprel::parataxis && d != Deprel::conj) || !saying(t)) continue;
        if (const auto m = subject_mention(t); m != kNone && (!m_.all[m].pronoun || m_.all[m].antecedent != kNone)) return m;
      }
    }
    return kNone;
  }
  [[nodiscard]] std::uint32_t subject_mention(std::uint32_t verb) const {
    const auto s = a_.child(verb, Deprel::nsubj);
    return s == kNone ? kNone : m_.of_token[s];
  }
  [[nodiscard]] bool saying(std::uint32_t t) const {
    std::vector<Lexicon::Hit> hits;
    const std::string_view lemma = a_[t].lemma;
    lexicon_.find_at({&lemma, 1}, 0, Words::lemmas, hits);
    for (const auto& h : hits)
      for (const auto& use : h.uses)
        if (use.type == table::UseType::cue_verb && lexicon_.row<table::Cue>(use.row).stance == table::Stance::asserts) return true;
    return false;
  }

  // -------------------------------------------------------------------------------------------- after the links
  void number_chains() {
    std::uint32_t next = 0;
    std::map<std::uint32_t, std::uint32_t> of_actor;
    for (std::uint32_t i = 0; i < m_.all.size(); ++i) {
      auto& m = at(i);
      if (m.antecedent != kNone && m.antecedent < i) {
        m.chain = m_.all[m.antecedent].chain;
        continue;
      }
      m.antecedent = m.antecedent != kNone && m.antecedent > i ? kNone : m.antecedent;
      if (m.actor != kNoRow && !m.people) {
        const auto [it, fresh] = of_actor.try_emplace(m.actor, next);
        m.chain = it->second;
        if (fresh) ++next;
        continue;
      }
      m.chain = next++;
    }
  }

  /// The country of a role noun that has none of its own: of a place in its sentence, of the text, of the last place before, of a state in
  /// its sentence, of the last state before. (Five other orders were worse on news-dev, by about three events; on single sentences and short texts some were better.)
  void hints() {
    std::vector<std::string_view> of_sentence(a_.sentences.size());
    std::string_view last, scene;
    for (std::uint32_t s = 0; s < a_.sentences.size(); ++s) {
      std::string_view place, state, people;
      for (const auto& m : m_.all) {
        if (m.sentence != s || gone_to(m)) continue;
        if (m.place != kNoRow && is_country(m.place_country) && place.empty() && (well_known(m) || m.place_country == m_.focus)) place = m.place_country;
        if (m.actor != kNoRow && m.kind == table::Kind::state && place_like(m) && place.empty()) place = state_code(m.actor);
        if (m.actor != kNoRow && state.empty() && is_country(state_code(m.actor))) state = state_code(m.actor);
        if (state.empty() && !m.owners.empty() && is_country(state_code(m.owners.front()))) state = state_code(m.owners.front());
        if (people.empty() && m.agent != kNoRow && (lexicon_.row<table::Agent>(m.agent).flags & table::agent_ethnic) != 0 && is_country(lexicon_.text(lexicon_.row<table::Agent>(m.agent).code))) people = lexicon_.text(lexicon_.row<table::Agent>(m.agent).code);
      }
      if (state.empty()) state = people;
      of_sentence[s] = !place.empty() ? place : !m_.focus.empty() ? m_.focus : !lead_.empty() ? lead_ : !scene.empty() ? scene : !state.empty() ? state : last;
      if (!place.empty()) scene = place;
      if (!place.empty()) last = place;
      else if (!state.empty()) last = state;
      if (of_sentence[s].empty()) of_sentence[s] = last;
    }
    home_ = m_.focus.empty() ? lead_ : m_.focus;
    const bool story = a_.sentences.size() > 2;  // a state's bodies are at home, wherever the sentence is; single sentences tell no home
    for (auto& m : m_.all) {
      m.country_hint = of_sentence.empty() ? std::string_view() : of_sentence[m.sentence];
      if (story && m.agent != kNoRow && !home_.empty() && of_a_state(first_sector(m))) m.country_hint = home_;
    }
    for (std::uint32_t i = 0; i < m_.all.size(); ++i) same_branch(i);
    for (std::uint32_t i = 0; i < m_.all.size(); ++i) beside_its_state(i);
  }

  /// "the Thai army and the rebels", told in Kuala Lumpur: rebels of the state whose forces they are named with.
  void beside_its_state(std::uint32_t i) {
    auto& m = at(i);
    if (m.agent == kNoRow || m.actor != kNoRow || !m.owners.empty() || m.owner_mention != kNone || !m.place_country.empty() || m.antecedent != kNone) return;
    const bool organ = of_a_state(first_sector(m));
    if (!organ && !armed_group(m)) return;
    const auto code_beside = [&](std::uint32_t token) -> std::string_view {
      const auto k = m_.of_token[token];
      if (k == kNone || k == i) return {};
      const auto& c = m_.all[k];
      // "the federal government and the TPLF", told in Pretoria
      if (organ) return c.actor != kNoRow && c.kind == table::Kind::organisation && armed_group(c) ? state_code(c.actor) : std::string_view();
      if (c.owners.size() == 1 && c.agent != kNoRow && of_a_state(first_sector(c))) return state_code(c.owners.front());
      return c.actor != kNoRow && (c.kind == table::Kind::state || a_state_organ(c)) ? state_code(c.actor) : std::string_view();
    };
    std::string_view code;
    if (a_[m.head].deprel == Deprel::conj && a_[m.head].head != kNone) code = code_beside(a_[m.head].head);
    for (const auto c : a_.children[m.head])
      if (a_[c].deprel == Deprel::conj && code.empty()) code = code_beside(c);
    if (is_country(code)) m.country_hint = code;
  }

  /// "the military", "police": of the state whose military or police was named last, wherever they are now.
  void same_branch(std::uint32_t i) {
    auto& m = at(i);
    if (m.agent == kNoRow || m.actor != kNoRow || !m.owners.empty() || m.owner_mention != kNone || !m.place_country.empty() || m.antecedent != kNone) return;
    const auto sector = first_sector(m);
    if (sector != "MIL" && sector != "COP" && sector != "GOV" && sector != "LEG" && sector != "JUD") return;
    for (std::uint32_t k = i; k-- > 0;) {
      const auto& c = m_.all[k];
      if (c.sentence + 10 < m.sentence) return;
      if (c.agent == kNoRow || c.owners.size() != 1 || first_sector(c) != sector) continue;
      // "the government" after "the Australian prime minister" in a story about Manila is not Canberra.
      if (sector == "GOV" && c.agent != m.agent && !m_.focus.empty()) continue;
      if (const auto code = state_code(c.owners.front()); is_country(code)) {
        // "Thai soldiers" once at the border do not make "the army" of a story about Myanmar theirs.
        if (code != home_ && !home_.empty() && c.sentence + 2 < m.sentence) continue;
        m.country_hint = code;
        return;
      }
    }
  }
  [[nodiscard]] static bool of_a_state(std::string_view sector) {
    return sector == "MIL" || sector == "GOV" || sector == "LEG" || sector == "JUD" || sector == "OPP" || sector == "PTY";
  }
  [[nodiscard]] std::string_view first_sector(const Mention& m) const {
    const auto sectors = lexicon_.items(lexicon_.row<table::Agent>(m.agent).sectors);
    return sectors.empty() ? std::string_view() : lexicon_.text(sectors.front());
  }

  Mentions& m_;
  std::string_view text_;
  const Analysis& a_;
  const Lexicon& lexicon_;
  std::optional<Day> published_;
  std::string_view headline_;  ///< country that the headline names first, "" if none
  std::string_view lead_;      ///< country that headline and first sentences speak of most
  std::string_view home_;      ///< what the text is mostly about, else `lead_`
  std::uint32_t female_, male_, generic_, heads_body_, who_met_, numbers_, departs_, harms_, gathering_, sides_, speaks_for_, sides_if_two_;  ///< sets of words that tell "he" from "she"
};

}  // namespace

void link_chains(Mentions& mentions, std::string_view text, const Analysis& analysis, const Lexicon& lexicon, std::optional<Day> published, std::string_view headline) {
  Linker(mentions, text, analysis, lexicon, published, headline).run();
}

}  // namespace khaldun
