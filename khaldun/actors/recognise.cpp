#include <algorithm>
#include <map>
#include <string>

#include "khaldun/actors/chains.h"
#include "khaldun/actors/mentions.h"
#include "khaldun/actors/metonymy.h"
#include "khaldun/actors/name_kinds.h"
#include "khaldun/actors/names.h"
#include "khaldun/actors/places.h"

namespace khaldun {
namespace {

using table::UseType;

bool nominal(Upos u) { return u == Upos::noun || u == Upos::propn || u == Upos::pron; }

bool inside_phrase(Deprel d) {
  switch (d) {
    case Deprel::compound: case Deprel::flat: case Deprel::fixed: case Deprel::goeswith: case Deprel::amod: case Deprel::det:
    case Deprel::nummod: case Deprel::case_mark: case Deprel::mark: case Deprel::cc: case Deprel::punct: case Deprel::expl:
    case Deprel::advmod: case Deprel::aux: case Deprel::aux_pass: case Deprel::cop: case Deprel::discourse: case Deprel::compound_prt:
      return true;
    default: return false;
  }
}

bool argument(Deprel d) {
  switch (d) {
    case Deprel::nsubj: case Deprel::nsubj_pass: case Deprel::obj: case Deprel::iobj: case Deprel::obl: case Deprel::obl_agent:
    case Deprel::nmod: case Deprel::nmod_poss: case Deprel::conj: case Deprel::appos: case Deprel::root: return true;
    default: return false;
  }
}

bool country_use(UseType t) {
  return t == UseType::country_name || t == UseType::country_adjective || t == UseType::country_people || t == UseType::capital || t == UseType::seat;
}

/// Builds the mentions of one text; chains are settled by chains.cpp.
class Recogniser {
 public:
  Recogniser(std::string_view text, const Analysis& a, const Lexicon& lexicon, std::optional<Day> published)
      : text_(text), a_(a), lexicon_(lexicon), published_(published), names_(find_names(text, a, lexicon, published)), agents_(find_agents(a, lexicon, names_)) {
    calendar_ = lexicon.set("calendar_word");
    ethnic_ = lexicon.set("ethnic_mark");
    takes_ground_ = lexicon.set("takes_ground");
    place_sure_ = lexicon.set("place_sure");
    body_word_ = lexicon.set("body_word");
    land_noun_ = lexicon.set("land_noun");
    counted_ = lexicon.set("counted");
    aims_at_ = lexicon.set("aims_at");
    leads_to_ = lexicon.set("leads_to");
    wins_ground_ = lexicon.set("wins_ground");
    loyal_ = lexicon.set("loyal");
    called_ = lexicon.set("called_by_name");
    called_way_ = lexicon.set("called_by_way");
    owned_ = lexicon.set("owned");
    former_ = lexicon.set("former_office");
    backed_ = lexicon.set("backed");
    counterpart_ = lexicon.set("counterpart");
    named_thing_ = lexicon.set("named_thing");
    name_sets_ = name_sets(lexicon);
    name_of_.assign(a.tokens.size(), kNone);
    agent_of_.assign(a.tokens.size(), kNone);
    for (std::uint32_t i = 0; i < names_.size(); ++i)
      for (auto t = names_[i].tokens.first; t < names_[i].tokens.last; ++t) name_of_[t] = i;
    for (std::uint32_t i = 0; i < agents_.size(); ++i)
      for (auto t = agents_[i].tokens.first; t < agents_[i].tokens.last; ++t) agent_of_[t] = i;
  }

  Mentions run() {
    out_.of_token.assign(a_.tokens.size(), kNone);
    out_.covering.assign(a_.tokens.size(), kNone);
    for (std::uint32_t t = 0; t < a_.tokens.size(); ++t) {
      if (heads_phrase(t)) phrase(t);
      else if (modifies(t)) modifier(t);
    }
    std::stable_sort(out_.all.begin(), out_.all.end(), [](const Mention& x, const Mention& y) { return x.head < y.head; });
    for (std::uint32_t i = 0; i < out_.all.size(); ++i) out_.of_token[out_.all[i].head] = i;
    for (std::uint32_t i = 0; i < out_.all.size(); ++i) {
      const auto& m = out_.all[i];
      if (m.modifier) continue;
      for (auto t = m.range.first; t < m.range.last; ++t) {
        const auto now = out_.covering[t];
        if (now == kNone || out_.all[now].range.size() > m.range.size()) out_.covering[t] = i;
      }
    }
    return std::move(out_);
  }

  /// What was learned decides on names where it is sure enough that the rules are wrong.
  void judge(Mentions& mentions, const NameWeights& kinds) const {
    std::vector<std::uint32_t> of;
    std::vector<ScoredName> names;
    const auto around = surroundings();
    for (std::uint32_t i = 0; i < mentions.all.size(); ++i) {
      const auto& m = mentions.all[i];
      // Texts in capitals hide most of what was learned.
      if (!named(m) || shouted(a_, a_.sentences[m.sentence])) continue;
      of.push_back(i);
      const bool open = unknown(m);
      names.push_back({joined_words(a_, words_of_name(around, m)), open ? kinds.score(name_features(around, m, rule_kind(m))) : NameScores{}, !open, m.kind});
    }
    pool(names);
    for (std::size_t i = 0; i < of.size(); ++i) {
      auto& m = mentions.all[of[i]];
      if (!unknown(m)) continue;
      m.kind = names[i].settled ? names[i].kind : kinds.decide(names[i].scores, m.kind);
      // "suspected by the West": who does a deed is neither a place nor a thing.
      if ((m.kind == table::Kind::place || m.kind == table::Kind::thing) && rule_kind(m) != table::Kind::thing && (a_[m.head].deprel == Deprel::obl_agent || (a_[m.head].deprel == Deprel::obl && preposition(m.head) == "by"))) m.kind = table::Kind::organisation;
    }
  }
  /// Of what `run` gave.
  [[nodiscard]] std::vector<NameSample> samples(const Mentions& mentions) const {
    std::vector<NameSample> out;
    const auto around = surroundings();
    for (std::uint32_t i = 0; i < mentions.all.size(); ++i) {
      const auto& m = mentions.all[i];
      if (!named(m)) continue;
      const bool known = !unknown(m);
      const auto by_rule = rule_kind(m);
      out.push_back({i, known, words_of_name(around, m), name_features(around, m, by_rule), known ? name_features(around, m, by_rule, NameParts::context) : std::vector<std::uint64_t>()});
    }
    return out;
  }

 private:
  [[nodiscard]] NameSurroundings surroundings() const { return {a_, lexicon_, names_, agents_, name_of_, agent_of_, name_sets_}; }
  [[nodiscard]] bool named(const Mention& m) const { return m.named && !m.pronoun && !m.time && !m.modifier && a_[m.head].upos == Upos::propn; }
  /// A name of which no table and no title says what it is.
  [[nodiscard]] bool unknown(const Mention& m) const {
    return named(m) && !m.people && m.actor == table::kNoRow && m.place == table::kNoRow && (m.agent == table::kNoRow || lexicon_.row<table::Agent>(m.agent).kind == table::Kind::thing);
  }
  /// The token of a name that hangs outside it.
  [[nodiscard]] std::uint32_t top(TokenRange r) const {
    for (auto t = r.first; t < r.last; ++t)
      if (a_[t].head == kNone || !r.contains(a_[t].head)) return t;
    return r.last - 1;
  }

  [[nodiscard]] bool heads_phrase(std::uint32_t t) const {
    const auto& token = a_[t];
    if (token.upos == Upos::pron) return token.deprel != Deprel::expl && token.deprel != Deprel::det && token.deprel != Deprel::mark;
    // A name that swallows the head of the phrase: its own top token is the head.
    if (name_of_[t] != kNone && top(names_[name_of_[t]].tokens) != t && names_[name_of_[t]].tokens.contains(token.head == kNone ? kNone - 1 : token.head)) return false;
    // "Mr Deuba": a title before a name, with no preposition, is a part of it.
    if (token.deprel == Deprel::nmod && token.upos == Upos::propn && token.head == t + 1 && a_[t + 1].upos == Upos::propn && name_of_[t] == kNone && preposition(t).empty()) return false;
    if (nominal(token.upos)) return !inside_phrase(token.deprel) || token.deprel == Deprel::advmod;
    if (token.upos == Upos::num || token.upos == Upos::adj || token.upos == Upos::det)
      return argument(token.deprel) && token.deprel != Deprel::root &&
             (token.deprel != Deprel::conj || (token.head != kNone && heads_phrase(token.head)));
    return name_of_[t] != kNone && argument(token.deprel) && token.deprel != Deprel::root && token.upos != Upos::verb;
  }

  /// A name or role noun inside a phrase: "Israeli strikes", "police raid".
  [[nodiscard]] bool modifies(std::uint32_t t) const {
    if (name_of_[t] != kNone) return top(names_[name_of_[t]].tokens) == t;
    return agent_of_[t] != kNone && agents_[agent_of_[t]].tokens.last == t + 1 &&
           (a_[t].deprel == Deprel::compound || a_[t].deprel == Deprel::amod) && nominal(a_[t].upos) && !is_title(t);
  }

  /// "President" in "President Bush": compound of a name.
  [[nodiscard]] bool is_title(std::uint32_t t) const {
    const auto head = a_[t].head;
    return head != kNone && a_[head].upos == Upos::propn && agent_of_[head] == kNone;
  }

  [[nodiscard]] bool within(std::uint32_t child, std::uint32_t head) const {
    const auto d = a_[child].deprel;
    if (child < head && d == Deprel::case_mark) return false;
    switch (d) {
      case Deprel::det: case Deprel::amod: case Deprel::compound: case Deprel::flat: case Deprel::nummod: case Deprel::nmod_poss: case Deprel::goeswith: case Deprel::fixed:
        return true;
      case Deprel::advmod: return child < head;
      case Deprel::nmod: return !has_verb(child) && (child < head || preposition(child) == "of");
      default: return false;
    }
  }
  [[nodiscard]] bool has_verb(std::uint32_t t) const {
    const auto r = a_.subtree(t);
    for (auto i = r.first; i < r.last; ++i)
      if (a_[i].upos == Upos::verb && a_[i].deprel != Deprel::amod) return true;
    return false;
  }
  [[nodiscard]] std::string_view preposition(std::uint32_t t) const {
    const auto c = a_.child(t, Deprel::case_mark);
    return c == kNone ? std::string_view() : a_[c].lower;
  }

  [[nodiscard]] TokenRange phrase_range(std::uint32_t head) const {
    TokenRange r{head, head + 1};
    if (name_of_[head] != kNone) {
      const auto n = names_[name_of_[head]].tokens;
      r = {std::min(r.first, n.first), std::max(r.last, n.last)};
    }
    for (const auto c : a_.children[head]) {
      if (!within(c, head)) continue;
      auto sub = a_.subtree(c);
      if (a_[c].deprel == Deprel::nmod || a_[c].deprel == Deprel::nmod_poss || a_[c].deprel == Deprel::amod) sub = trimmed(c);
      r = {std::min(r.first, sub.first), std::max(r.last, sub.last)};
    }
    while (r.first < head && (a_[r.first].upos == Upos::punct || a_[r.first].upos == Upos::cconj)) ++r.first;
    while (r.last > head + 1 && a_[r.last - 1].upos == Upos::punct) --r.last;
    return r;
  }
  /// The subtree of a modifier without its relative clauses and appositions.
  [[nodiscard]] TokenRange trimmed(std::uint32_t t) const {
    TokenRange r{t, t + 1};
    for (const auto c : a_.children[t]) {
      const auto d = a_[c].deprel;
      if (d == Deprel::acl || d == Deprel::acl_relcl || d == Deprel::appos || d == Deprel::parataxis || d == Deprel::punct) continue;
      const auto sub = trimmed(c);
      r = {std::min(r.first, sub.first), std::max(r.last, sub.last)};
    }
    return r;
  }

  void phrase(std::uint32_t head) {
    Mention m;
    m.head = head;
    m.sentence = a_[head].sentence;
    m.range = phrase_range(head);
    m.at = {a_[m.range.first].at.begin, a_[m.range.last - 1].at.end};
    describe(m);
    if (m.pronoun) {
      m.range = {head, head + 1};
      m.at = a_[head].at;
    }
    out_.all.push_back(std::move(m));
  }

  void modifier(std::uint32_t t) {
    Mention m;
    m.head = t;
    m.sentence = a_[t].sentence;
    m.modifier = true;
    m.range = name_of_[t] != kNone ? names_[name_of_[t]].tokens : agents_[agent_of_[t]].tokens;
    m.at = name_of_[t] != kNone ? names_[name_of_[t]].at : Span{a_[m.range.first].at.begin, a_[m.range.last - 1].at.end};
    if (name_of_[t] != kNone) {
      apply_name(m, names_[name_of_[t]]);
    } else {
      apply_agent(m, agents_[agent_of_[t]].agent);
      // "Kenyan police raid": the adjective hangs on the raid but belongs to the police.
      if (a_[t].head != kNone) owners_before(m, a_[t].head, m.range.first);
      for (const auto c : a_.children[t]) owner(m, c);
    }
    out_.all.push_back(std::move(m));
  }

  void owners_before(Mention& m, std::uint32_t head, std::uint32_t before) {
    for (const auto c : a_.children[head])
      if (c < before && (a_[c].deprel == Deprel::amod || a_[c].deprel == Deprel::compound || a_[c].deprel == Deprel::nmod_poss)) owner(m, c);
  }

  void describe(Mention& m) {
    const auto& head = a_[m.head];
    m.plural = head.xpos == "NNS" || head.xpos == "NNPS" || head.feats.find("Number=Plur") != std::string_view::npos ||
               a_.child(m.head, Deprel::nummod) != kNone || head.upos == Upos::num;
    if (head.upos == Upos::pron) {
      m.pronoun = true;
      m.possessive = head.deprel == Deprel::nmod_poss;
      return;
    }
    const auto det = a_.child(m.head, Deprel::det);
    m.definite = det != kNone && (a_[det].lower == "the" || a_[det].lower == "this" || a_[det].lower == "that" || a_[det].lower == "these" || a_[det].lower == "those" || a_[det].lower == "both");
    m.named = head.upos == Upos::propn;
    m.time = calendar_word(m.head);
    if (m.time) return;
    if (name_of_[m.head] != kNone) apply_name(m, names_[name_of_[m.head]]);
    // "one Filipino", "two French": people, not the state.
    if (name_of_[m.head] != kNone && names_[name_of_[m.head]].use.type == UseType::country_adjective && (a_.child(m.head, Deprel::nummod) != kNone || counted_of(m.head))) {
      m.kind = table::Kind::people;
      m.people = true;
    }
    // "Lashkar Gah": a name of a place that only begins like a word for people.
    const bool longer = m.place != table::kNoRow && agent_of_[m.head] != kNone && m.name.size() > agents_[agent_of_[m.head]].tokens.size();
    if (agent_of_[m.head] != kNone && m.actor == table::kNoRow && !longer) {
      apply_agent(m, agents_[agent_of_[m.head]].agent);
      if (a_.child(m.head, Deprel::flat) != kNone) {  // "Minister Amir Khan Muttaqi" headed by its title
        m.named = true;
        m.via = Via::title;
        m.kind = table::Kind::person;
      }
    }
    // "President Suharto" as one alias, headed by the title
    if (m.actor != kNone && m.kind == table::Kind::person && agent_of_[m.head] != kNone && name_of_[m.head] != kNone && names_[name_of_[m.head]].tokens.size() > agents_[agent_of_[m.head]].tokens.size())
      m.agent = agents_[agent_of_[m.head]].agent;
    for (const auto c : a_.children[m.head]) part(m, c);
    if (m.agent != table::kNoRow && a_[m.head].lower.starts_with("ex-")) m.former = true;
    of_its_members(m);
    backers(m);
    if (m.agent != table::kNoRow && m.owners.empty()) allegiance(m);
    known_as(m);
    if (m.agent != table::kNoRow) ownership(m);
    of_another_state(m);
    titled(m);
    for (auto t = m.range.first; t < m.head; ++t) m.ethnic = m.ethnic || (a_[t].upos == Upos::adj && in(a_[t].lemma, ethnic_));
    if (m.named && m.kind == table::Kind::thing && m.actor == table::kNoRow && !in(a_[m.head].lemma, named_thing_)) m.kind = kind_of_name(m);
  }
  [[nodiscard]] table::Kind rule_kind(const Mention& m) const { return in(a_[m.head].lemma, named_thing_) ? table::Kind::thing : kind_of_name(m); }
  /// What a name is that no table has, by its last word and its form, else by where it stands.
  [[nodiscard]] table::Kind kind_of_name(const Mention& m) const {
    auto last = m.head;
    for (auto t = m.head + 1; t < m.range.last && a_[t].upos == Upos::propn; ++t) last = t;
    if (m.range.size() > 1 && in(a_[last].lower, body_word_)) return table::Kind::organisation;
    if (m.range.size() > 1 && in(a_[last].lower, land_noun_)) return table::Kind::place;
    if (unknown_place(m.head)) return table::Kind::place;
    return last == m.head && initials(m.head) ? table::Kind::organisation : table::Kind::person;
  }
  /// "MASSOB", "JNIM" in a sentence that is not all in capitals.
  [[nodiscard]] bool initials(std::uint32_t t) const {
    constexpr std::size_t kShortest = 3, kLongest = 7;
    const auto form = a_[t].form;
    if (form.size() < kShortest || form.size() > kLongest || shouted(a_, a_.sentences[a_[t].sentence])) return false;
    return std::all_of(form.begin(), form.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  }
  /// "thousands of Sudanese"
  [[nodiscard]] bool counted_of(std::uint32_t t) const {
    const auto up = a_[t].head;
    return up != kNone && a_[t].deprel == Deprel::nmod && preposition(t) == "of" && a_[up].xpos != "NN" && in(a_[up].lemma, counted_);
  }
  /// "in Nwonko", "recaptured Nwonko": a name that the lexicon lacks, where a place stands.
  [[nodiscard]] bool unknown_place(std::uint32_t t) const {
    const auto p = preposition(t);
    if (a_[t].head != kNone && !p.empty() && (a_[t].deprel == Deprel::obl || a_[t].deprel == Deprel::nmod)) {
      // "fired at Quorl" is at somebody, "a strike at Nwonko" somewhere; "from" is either.
      if (in(p, place_sure_) && p != "from" && !(p == "at" && in(a_[a_[t].head].lemma, aims_at_))) return true;
      return a_[t].deprel == Deprel::nmod && bare(t) && (p == "to" || p == "of") && in(a_[a_[t].head].lemma, leads_to_);  // "the road to Nwonko"
    }
    if (a_[t].head == kNone || (a_[t].deprel != Deprel::obj && a_[t].deprel != Deprel::nsubj_pass)) return false;
    const auto verb = a_[t].head;
    return in(a_[verb].lemma, takes_ground_) || (in(a_[verb].lemma, wins_ground_) && bare(t) && forces_do(verb) && !taken_somewhere(verb));
  }
  /// "captured Barghouti in a Ramallah house": who is taken at a place is no place.
  [[nodiscard]] bool taken_somewhere(std::uint32_t verb) const {
    const auto town = [&](std::uint32_t t) {
      if (name_of_[t] == kNone) return false;
      const auto& use = names_[name_of_[t]].use;
      return use.type == UseType::capital || (use.type == UseType::place && lexicon_.row<table::Place>(use.row).resolution > 2);
    };
    const auto somewhere = [&](std::uint32_t c) {
      const auto p = preposition(c);
      if ((a_[c].deprel != Deprel::obl && a_[c].deprel != Deprel::nmod) || (p != "in" && p != "near" && p != "at" && p != "outside")) return false;
      return town(c) || std::any_of(a_.children[c].begin(), a_.children[c].end(), town);
    };
    // "captured X on Monday in a Ramallah house": on the verb, or on the day.
    return std::any_of(a_.children[verb].begin(), a_.children[verb].end(), [&](auto c) {
      return somewhere(c) || (a_[c].deprel == Deprel::obl && std::any_of(a_.children[c].begin(), a_.children[c].end(), somewhere));
    });
  }
  /// One word, with no first name and no title.
  [[nodiscard]] bool bare(std::uint32_t t) const {
    // "Betancur and Clara Rojas were captured": beside a whole name of a person.
    for (const auto c : a_.children[t])
      if (a_[c].deprel == Deprel::conj && a_[c].upos == Upos::propn && name_of_[c] == kNone && a_.child(c, Deprel::flat) != kNone && agent_of_[c] == kNone) return false;
    for (const auto c : a_.children[t])
      if (a_[c].deprel == Deprel::conj && a_[c].upos == Upos::noun && agent_of_[c] != kNone && lexicon_.row<table::Agent>(agents_[agent_of_[c]].agent).kind == table::Kind::person) return false;
    return std::none_of(a_.children[t].begin(), a_.children[t].end(), [&](auto c) {
      return a_[c].deprel == Deprel::flat || a_[c].deprel == Deprel::compound || (a_[c].deprel == Deprel::nmod && preposition(c).empty()) || a_[c].deprel == Deprel::nummod;
    });
  }
  /// "Ethiopian troops captured Nwonko": forces, not the police, take ground rather than a man of one name.
  [[nodiscard]] bool forces_do(std::uint32_t verb) const {
    // "troops tried to capture Nwonko", "the army's attempt to capture Nwonko": whose it is stands above.
    for (int step = 0; step < 3 && a_.child(verb, Deprel::nsubj) == kNone && a_[verb].xpos == "VB" && a_[verb].head != kNone; ++step) {
      const auto d = a_[verb].deprel;
      if (d != Deprel::xcomp && d != Deprel::advcl && d != Deprel::acl) break;
      verb = a_[verb].head;
      if (a_[verb].upos == Upos::noun && a_[verb].head != kNone && (a_[verb].deprel == Deprel::obj || a_[verb].deprel == Deprel::obl)) verb = a_[verb].head;
    }
    return std::any_of(a_.children[verb].begin(), a_.children[verb].end(), [&](auto c) {
      if (a_[c].deprel != Deprel::nsubj && a_[c].deprel != Deprel::obl_agent && !(a_[c].deprel == Deprel::obl && preposition(c) == "by")) return false;
      if (agent_of_[c] != kNone) {
        const auto& agent = lexicon_.row<table::Agent>(agents_[agent_of_[c]].agent);
        const auto sectors = lexicon_.items(agent.sectors);
        static constexpr std::string_view forces[] = {"MIL", "REB", "PRM", "UAF"};
        return !sectors.empty() && std::find(std::begin(forces), std::end(forces), lexicon_.text(sectors.front())) != std::end(forces) && (agent.kind == table::Kind::organisation || a_[c].xpos == "NNS");
      }
      if (name_of_[c] == kNone || names_[name_of_[c]].use.type != UseType::actor) return false;
      return lexicon_.row<table::Actor>(names_[name_of_[c]].use.row).kind == table::Kind::organisation;
    });
  }

  /// "a Baloch separatist group": a weak word for a body is what the noun before it says of its members; "a nationalist party leader":
  /// a weak word for a person, what the noun says of the body.
  void of_its_members(Mention& m) {
    const bool body = m.kind == table::Kind::organisation;
    if (m.agent == table::kNoRow || (!body && m.kind != table::Kind::person) || agent_of_[m.head] == kNone || agents_[agent_of_[m.head]].tokens.size() > 1) return;
    constexpr auto both = table::agent_weak | table::agent_inherit;
    if ((lexicon_.row<table::Agent>(m.agent).flags & both) != both) return;
    for (const auto c : a_.children[m.head]) {
      if ((a_[c].deprel != Deprel::compound && a_[c].deprel != Deprel::amod) || agent_of_[c] == kNone) continue;
      const auto row = agents_[agent_of_[c]].agent;
      const auto& member = lexicon_.row<table::Agent>(row);
      if (member.kind == table::Kind::thing || (!body && member.kind != table::Kind::organisation) || (member.flags & table::agent_weak) != 0 || member.sectors.count == 0) continue;
      m.agent = row;
      return;
    }
  }

  /// "Saudi-backed Yemeni fighters": the state behind them is not theirs, if the text tells another.
  void backers(Mention& m) {
    if (m.owners.empty()) return;
    std::vector<std::uint32_t> own;
    for (const auto row : m.owners)
      if (std::find(backers_.begin(), backers_.end(), row) == backers_.end()) own.push_back(row);
    if (!own.empty() || !m.place_country.empty()) m.owners = std::move(own);
    backers_.clear();
  }

  /// "Moscow Metropolitan Police": the table's body of that name is another's, if the words are those of any such body.
  void of_another_state(Mention& m) {
    if (m.actor == table::kNoRow || m.kind != table::Kind::organisation || name_of_[m.head] == kNone) return;
    const auto tokens = names_[name_of_[m.head]].tokens;
    const auto agent = agent_of_[tokens.last - 1];
    if (agent == kNone || agents_[agent].tokens.first > tokens.first || agents_[agent].tokens.last != tokens.last) return;
    const auto own = state_code(m.actor);
    const bool other = m.owners.size() == 1 ? lexicon_.row<table::Actor>(m.owners.front()).kind == table::Kind::state && state_code(m.owners.front()) != own
                                            : m.owners.empty() && !m.place_country.empty() && m.place_country != own;
    if (!other || own.empty()) return;
    m.actor = table::kNoRow;
    apply_agent(m, agents_[agent].agent);
  }

  /// "President Bush", "the Bush administration": a surname that is believed beside the office.
  void titled(Mention& m) const {
    if (m.actor != table::kNoRow || m.agent == table::kNoRow) return;
    const auto& agent = lexicon_.row<table::Agent>(m.agent);
    const auto country = m.owners.size() == 1 ? state_code(m.owners.front()) : std::string_view();
    if (m.via == Via::title && (agent.flags & (table::agent_title | table::agent_head)) != 0) {
      std::uint32_t last = m.head;
      for (auto t = m.range.first; t < m.range.last; ++t)
        if (a_[t].head == m.head && a_[t].deprel == Deprel::flat) last = t;
      const auto row = person_in_office(a_[last].form, lexicon_.text(agent.phrase), country, lexicon_, published_);
      if (row == table::kNoRow) return;
      m.actor = row;
      m.via = Via::title;
      m.kind = table::Kind::person;
    } else if (agent.kind == table::Kind::organisation && m.owners.empty() && m.place_country.empty() && agent.sectors.count == 1 && lexicon_.text(lexicon_.items(agent.sectors).front()) == "GOV") {
      for (const auto c : a_.children[m.head])
        if ((a_[c].deprel == Deprel::compound || a_[c].deprel == Deprel::nmod_poss) && a_[c].upos == Upos::propn && name_of_[c] == kNone)
          if (const auto row = person_in_office(a_[c].form, "", country, lexicon_, published_); row != table::kNoRow) m.owners.push_back(row);
    }
  }

  [[nodiscard]] bool calendar_word(std::uint32_t t) const { return name_of_[t] == kNone && in(a_[t].lemma, calendar_); }
  [[nodiscard]] bool in(std::string_view lemma, std::uint32_t set) const { return lexicon_.in_set(lemma, set); }

  /// What a dependent of the head tells.
  void part(Mention& m, std::uint32_t c) {
    const auto d = a_[c].deprel;
    if (d == Deprel::compound || d == Deprel::flat || (d == Deprel::nmod && c < m.head && preposition(c).empty()))
      for (const auto g : a_.children[c])
        if (a_[g].deprel == Deprel::amod && in(a_[g].lower, former_)) m.former = true;
    if (d == Deprel::amod && in(a_[c].lower, former_)) m.former = true;
    if ((d == Deprel::compound || d == Deprel::flat || d == Deprel::nmod || d == Deprel::appos || d == Deprel::amod) && agent_of_[c] != kNone && a_[m.head].upos == Upos::propn &&
        m.agent == table::kNoRow && name_of_[m.head] == kNone && (d != Deprel::nmod || preposition(c).empty())) {
      apply_agent(m, agents_[agent_of_[c]].agent);
      m.named = true;
      m.via = Via::title;
      for (const auto g : a_.children[c]) owner(m, g);
    }
    // A known person keeps the title that the text gives.
    if ((d == Deprel::compound || d == Deprel::flat || d == Deprel::appos || d == Deprel::nmod) && agent_of_[c] != kNone && m.actor != table::kNoRow && m.agent == table::kNoRow &&
        m.kind == table::Kind::person && (d != Deprel::nmod || preposition(c).empty()))
      m.agent = agents_[agent_of_[c]].agent;
    if (d == Deprel::flat && name_of_[c] != kNone && m.actor == table::kNoRow && names_[name_of_[c]].use.type == UseType::actor) {
      m.actor = names_[name_of_[c]].use.row;  // the title is the head, the name is known
      m.via = Via::name;
    }
    owner(m, c);
  }

  /// "anti-Taliban forces", "anti-government protesters"
  bool opponent(Mention& m, std::uint32_t c) const {
    const auto w = a_[c].lower;
    if (!w.starts_with("anti-") || w.size() < 7) return false;
    m.against = true;
    std::vector<Piece> pieces;
    normalise_token(w.substr(5), 0, pieces);
    std::vector<std::string_view> words;
    for (const auto& p : pieces) words.emplace_back(p.word);
    std::vector<Lexicon::Hit> hits;
    lexicon_.find_at(words, 0, Words::forms, hits);
    for (const auto& h : hits)
      for (const auto& use : h.uses)
        if ((use.type == UseType::actor || country_use(use.type)) && m.owners.empty()) m.owners.push_back(use.row);
    return true;
  }

  /// Adjective, possessor, of-phrase: to whom the head belongs.
  void owner(Mention& m, std::uint32_t c) {
    const auto d = a_[c].deprel;
    if ((d == Deprel::amod || d == Deprel::compound) && opponent(m, c)) return;
    // "Ayman Siam": the second name of a person owns nobody.
    if (d == Deprel::flat && a_[m.head].upos == Upos::propn && agent_of_[m.head] == kNone) return;
    const bool close = d == Deprel::amod || d == Deprel::compound || d == Deprel::nmod_poss || d == Deprel::flat || d == Deprel::det;
    const auto prep = preposition(c);
    const bool serves = m.agent != table::kNoRow && (lexicon_.row<table::Agent>(m.agent).flags & table::agent_inherit) != 0;
    const bool linked = d == Deprel::nmod && (prep == "of" || prep == "from" || prep.empty() || (serves && (prep == "for" || prep == "with")));
    const bool located = d == Deprel::nmod && (prep == "in" || prep == "at" || prep == "near" || prep == "within");
    if (!close && !linked && !located) return;
    if (d == Deprel::nmod_poss && in(a_[m.head].lemma, counterpart_)) {
      m.counterpart = m.unplaced = true;
      return;
    }
    if (name_of_[c] != kNone) {
      if (country_use(names_[name_of_[c]].use.type) && in_support(c)) backers_.push_back(names_[name_of_[c]].use.row);
      if (name_of_[m.head] != name_of_[c]) owner_name(m, names_[name_of_[c]], located);
    } else if (agent_of_[c] != kNone && m.agent != table::kNoRow && !located) {
      for (const auto g : a_.children[c]) owner(m, g);  // "commander of Chad's army"
    }
    for (const auto g : a_.children[c]) {
      if (a_[g].deprel != Deprel::conj) continue;
      const auto before = m.owners.size();
      if (name_of_[g] != kNone) {
        owner_name(m, names_[name_of_[g]], located);
      } else if (agent_of_[g] != kNone && m.agent != table::kNoRow && !located) {  // "delegates of the state and of the EMC dissidents"
        for (const auto h : a_.children[g])
          if ((a_[h].deprel == Deprel::compound || a_[h].deprel == Deprel::amod) && name_of_[h] != kNone) owner_name(m, names_[name_of_[h]], false);
      }
      m.owners_apart = m.owners_apart || (before > 0 && m.owners.size() > before);
    }
    if (d == Deprel::compound || d == Deprel::amod)
      for (const auto g : a_.children[c])
        if (a_[g].deprel != Deprel::conj) owner(m, g);
  }

  /// "Saudi-backed", "US-trained", also as words apart
  [[nodiscard]] bool in_support(std::uint32_t t) const {
    const auto w = a_[t].lower;
    if (const auto cut = w.rfind('-'); cut != std::string_view::npos) return in(w.substr(cut + 1), backed_);
    return a_[t].head != kNone && a_[t].head > t && in(a_[a_[t].head].lower, backed_);
  }

  /// "the rebel group known as the EMC", "a militia calling itself Codeco": it is what it is called.
  void known_as(Mention& m) {
    if (m.actor != table::kNoRow || m.agent == table::kNoRow || m.named || m.plural || m.kind == table::Kind::person || m.head + 2 >= a_.tokens.size()) return;
    auto t = m.head + 1;
    if (!in(a_[t].lower, called_)) return;
    for (++t; t < a_.tokens.size() && a_[t].sentence == a_[m.head].sentence && t < m.head + 9; ++t) {
      if (name_of_[t] != kNone && !in(a_[t].lower, called_way_)) {
        const auto& hit = names_[name_of_[t]];
        if (hit.use.type == UseType::actor && hit.tokens.first == t && lexicon_.row<table::Actor>(hit.use.row).kind == table::Kind::organisation) {
          m.actor = hit.use.row;
          m.kind = table::Kind::organisation;
          m.via = Via::name;
        }
        return;
      }
      if (!in(a_[t].lower, called_way_)) return;
    }
  }

  /// "gunmen loyal to Hezbollah", "fighters allied with the Houthis"
  void allegiance(Mention& m) {
    for (const auto c : a_.children[m.head]) {
      if (c < m.head || !in(a_[c].lemma, loyal_)) continue;
      for (const auto g : a_.children[c]) {
        const auto prep = preposition(g);
        if ((prep == "to" || prep == "with") && name_of_[g] != kNone) owner_name(m, names_[name_of_[g]], false);
      }
    }
  }

  /// "a tanker owned by a Greek firm", "a ship linked to an Israeli businessman": a thing is theirs.
  void ownership(Mention& m) {
    if (m.kind != table::Kind::thing || !m.owners.empty()) return;
    for (const auto c : a_.children[m.head]) {
      if (c < m.head || a_[c].deprel != Deprel::acl || !in(a_[c].lemma, owned_)) continue;
      for (const auto g : a_.children[c]) {
        const auto prep = preposition(g);
        if (prep != "to" && prep != "by") continue;
        if (name_of_[g] != kNone) owner_name(m, names_[name_of_[g]], false);
        else if (agent_of_[g] != kNone)
          for (const auto k : a_.children[g])
            if ((a_[k].deprel == Deprel::amod || a_[k].deprel == Deprel::compound || a_[k].deprel == Deprel::nmod_poss) && name_of_[k] != kNone) owner_name(m, names_[name_of_[k]], false);
      }
    }
  }

  void owner_name(Mention& m, const NameHit& hit, bool located) {
    if (hit.use.type == UseType::place) {
      const auto country = lexicon_.text(lexicon_.row<table::Place>(hit.use.row).country);
      if (m.place_country.empty()) {
        m.place_country = country;
        m.country_from = hit.tokens.first;
      }
      return;
    }
    if (hit.use.type == UseType::people) {
      if (m.place_country.empty()) m.place_country = lexicon_.text(lexicon_.row<table::Agent>(hit.use.row).code);
      // "European leaders": of no one country. "Tuareg rebels" are of the country where they are.
      m.unplaced = m.place_country.empty() && (lexicon_.row<table::Agent>(hit.use.row).flags & table::agent_weak) != 0;
      return;
    }
    if (located) {
      if (country_use(hit.use.type) && m.place_country.empty()) m.place_country = state_code(hit.use.row);
      return;
    }
    if (hit.use.type == UseType::seat) m.seat_sector = lexicon_.text(lexicon_.all<table::Text>()[hit.use.extra]);
    if (std::find(m.owners.begin(), m.owners.end(), hit.use.row) == m.owners.end()) m.owners.push_back(hit.use.row);
  }

  [[nodiscard]] std::string_view state_code(std::uint32_t row) const {
    const auto roles = lexicon_.items(lexicon_.row<table::Actor>(row).roles);
    return roles.empty() ? std::string_view() : lexicon_.text(roles.front().country);
  }

  void apply_name(Mention& m, const NameHit& hit) {
    m.named = true;
    m.name = hit.tokens;
    m.adjective = hit.use.type == UseType::country_adjective;
    switch (hit.use.type) {
      case UseType::actor: {
        const auto& actor = lexicon_.row<table::Actor>(hit.use.row);
        m.actor = hit.use.row;
        m.kind = actor.kind;
        const auto written = text_.substr(hit.at.begin, hit.at.size());
        m.via = (hit.use.flags & table::use_caps) != 0 ? Via::acronym : written == lexicon_.text(actor.name) ? Via::name : Via::alias;
        break;
      }
      case UseType::country_name: case UseType::country_adjective:
        m.actor = hit.use.row;
        m.kind = table::Kind::state;
        m.via = Via::name;
        break;
      case UseType::country_people:
        m.actor = hit.use.row;
        m.kind = table::Kind::people;
        m.people = true;
        m.via = Via::name;
        break;
      case UseType::capital:
        m.actor = hit.use.row;
        m.kind = table::Kind::state;
        m.capital = true;
        m.via = Via::metonym;
        break;
      case UseType::seat:
        m.actor = hit.use.row;
        m.kind = table::Kind::state;
        m.seat_sector = lexicon_.text(lexicon_.all<table::Text>()[hit.use.extra]);
        m.via = Via::metonym;
        break;
      case UseType::people:
        m.agent = hit.use.row;
        m.kind = table::Kind::people;
        m.people = true;
        m.via = Via::name;
        m.place_country = lexicon_.text(lexicon_.row<table::Agent>(hit.use.row).code);
        break;
      case UseType::place:
        m.place = hit.use.row;
        m.kind = table::Kind::place;
        m.via = Via::name;
        m.place_country = lexicon_.text(lexicon_.row<table::Place>(hit.use.row).country);
        break;
      default: break;
    }
  }

  void apply_agent(Mention& m, std::uint32_t row) {
    const auto& agent = lexicon_.row<table::Agent>(row);
    m.agent = row;
    m.kind = agent.kind;
    m.via = Via::agent;
  }

  std::string_view text_;
  const Analysis& a_;
  const Lexicon& lexicon_;
  std::optional<Day> published_;
  std::uint32_t calendar_ = table::kNoRow, ethnic_ = table::kNoRow, takes_ground_ = table::kNoRow, place_sure_ = table::kNoRow, body_word_ = table::kNoRow, land_noun_ = table::kNoRow, counted_ = table::kNoRow, aims_at_ = table::kNoRow, leads_to_ = table::kNoRow, wins_ground_ = table::kNoRow, loyal_ = table::kNoRow, called_ = table::kNoRow, called_way_ = table::kNoRow, owned_ = table::kNoRow, counterpart_ = table::kNoRow, named_thing_ = table::kNoRow, former_ = table::kNoRow, backed_ = table::kNoRow;
  NameSets name_sets_{};
  std::vector<NameHit> names_;
  std::vector<AgentHit> agents_;
  std::vector<std::uint32_t> name_of_, agent_of_;
  std::vector<std::uint32_t> backers_;  ///< states behind the mention that is being described
  Mentions out_;
};

}  // namespace

std::string_view name(Via via) {
  switch (via) {
    case Via::name: return "name";
    case Via::alias: return "alias";
    case Via::acronym: return "acronym";
    case Via::title: return "title";
    case Via::metonym: return "metonym";
    case Via::agent: return "agent";
    case Via::coreference: return "coreference";
    case Via::implicit: return "implicit";
    case Via::none: return "";
  }
  return "";
}

Mentions recognise(std::string_view text, const Analysis& analysis, const Lexicon& lexicon, std::optional<Day> published, std::string_view headline, const NameWeights* kinds) {
  Recogniser recogniser(text, analysis, lexicon, published);
  auto mentions = recogniser.run();
  if (kinds != nullptr) recogniser.judge(mentions, *kinds);
  settle_places(mentions, analysis, lexicon);
  find_metonyms(mentions, analysis, lexicon);
  link_chains(mentions, text, analysis, lexicon, published, headline);
  return mentions;
}

std::vector<NameSample> name_samples(std::string_view text, const Analysis& analysis, const Lexicon& lexicon, Mentions* mentions) {
  Recogniser recogniser(text, analysis, lexicon, {});
  auto found = recogniser.run();
  auto out = recogniser.samples(found);
  if (mentions != nullptr) *mentions = std::move(found);
  return out;
}

std::string_view first_country(const Mentions& mentions, const Lexicon& lexicon, std::optional<Day> published) {
  const auto code_of = [&](std::uint32_t actor) {
    const auto* role = role_on(lexicon, lexicon.row<table::Actor>(actor), published);
    return role == nullptr ? std::string_view() : lexicon.text(role->country);
  };
  for (const auto& m : mentions.all) {
    auto code = m.actor != table::kNoRow ? code_of(m.actor) : m.owners.empty() ? m.place_country : code_of(m.owners.front());
    if (code.size() == 3) return code;
  }
  return {};
}

}  // namespace khaldun
