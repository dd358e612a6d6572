#include <algorithm>
#include <array>

#include "khaldun/actors/mentions.h"

namespace khaldun {
namespace {

using table::kNoRow;

std::int32_t number(Day day) { return static_cast<std::int32_t>(day.time_since_epoch().count()); }

bool entity_code(std::string_view code) {
  static constexpr std::array<std::string_view, 7> codes{"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"};
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

/// PLOVER gives the United Nations and the European Union a code of their own; CAMEO writes them as organisations of states, "IGOUNO"
/// (Schrodt 2012, CAMEO codebook 1.1b3, section 5.2).
std::string cameo_actor(std::string_view code, std::string_view sector) {
  return std::string(code == "UNO" || code == "EUR" ? "IGO" : "") + std::string(code) + std::string(sector);
}

class Identifier {
 public:
  Identifier(const Mentions& m, std::optional<Day> on, const Lexicon& lexicon, std::string_view text) : m_(m), on_(on), lexicon_(lexicon), text_(text) {}

  void add(std::uint32_t i, std::vector<Identity>& out, int depth) const {
    const auto& m = m_.all[i];
    if (!m.stands_for.empty() && depth < 4) {
      for (const auto k : m.stands_for) add(k, out, depth + 1);
      for (auto& id : out) {
        id.via = Via::coreference;
        branch(m, id);
      }
      return;
    }
    if (m.antecedent != kNone && depth < 8) {
      const auto before = out.size();
      add(m.antecedent, out, depth + 1);
      for (auto k = before; k < out.size(); ++k) {
        if (!m.named) out[k].via = Via::coreference;
        // "the militants" said of a group it had named: still the group
      }
      if (out.size() > before) return;
    }
    if (m.actor != kNoRow) {
      out.push_back(of_actor(m));
      if (m.ethnic) of_people(m, out.back());
      return;
    }
    if (m.agent != kNoRow) {
      of_agent(m, out, depth);
      return;
    }
    Identity id;
    id.via = m.via;
    id.kind = m.kind;
    id.name = std::string(text_.substr(m.at.begin, m.at.size()));
    if (!m.owners.empty()) {
      const auto& owner = lexicon_.row<table::Actor>(m.owners.front());
      const auto* role = role_on(lexicon_, owner, on_);
      if (role != nullptr) id.code = lexicon_.text(role->country);
      if (role != nullptr && belongs(m, owner.kind)) id.sectors = texts(role->sectors);
    } else if (m.owner_mention != kNone && depth < 6) {
      std::vector<Identity> owner;
      add(m.owner_mention, owner, depth + 1);
      if (!owner.empty()) id.code = owner.front().code;
      if (!owner.empty() && belongs(m, owner.front().kind)) id.sectors = owner.front().sectors;
    }
    if (m.kind == table::Kind::place) id.code = m.place_country;
    out.push_back(std::move(id));
  }

 private:
  /// "Quorb Zanth of the election commission": a person without a title is of the body that the text names.
  [[nodiscard]] static bool belongs(const Mention& m, table::Kind owner) { return m.named && m.kind == table::Kind::person && owner == table::Kind::organisation; }
  [[nodiscard]] std::vector<std::string> texts(table::Slice<table::Text> s) const {
    std::vector<std::string> out;
    for (const auto t : lexicon_.items(s)) out.emplace_back(lexicon_.text(t));
    return out;
  }

  /// On the day; in a text without a date the last, but with a title before the name the last office instead of "ELI".
  [[nodiscard]] const table::Role* role_of(const Mention& m, const table::Actor& actor) const {
    const auto* role = role_on(lexicon_, actor, on_);
    if (on_ || role == nullptr || actor.kind != table::Kind::person || m.agent == kNoRow || m.former || !out_of_office(*role)) return role;
    const table::Role* before = nullptr;
    for (const auto& r : lexicon_.items(actor.roles)) {
      if (&r == role) break;
      if (!out_of_office(r)) before = &r;
    }
    return before == nullptr ? role : before;
  }
  [[nodiscard]] bool out_of_office(const table::Role& role) const { return role.sectors.count != 0 && lexicon_.text(lexicon_.items(role.sectors).front()) == "ELI"; }

  [[nodiscard]] Identity of_actor(const Mention& m) const {
    const auto& actor = lexicon_.row<table::Actor>(m.actor);
    Identity id;
    id.kind = m.people ? table::Kind::people : actor.kind;
    id.via = m.via;
    id.entity = m.people ? "" : std::string(lexicon_.text(actor.key));
    id.name = lexicon_.text(actor.name);
    id.wikidata = lexicon_.text(actor.wikidata);
    if (const auto* role = role_of(m, actor)) {
      id.code = lexicon_.text(role->country);
      id.sectors = texts(role->sectors);
    }
    // An office in the UN, the EU or another body of states: its executive, if the table says no more.
    if (id.sectors.empty() && (id.code == "UNO" || id.code == "EUR" || id.code == "IGO")) id.sectors = {"GOV"};
    if (m.people) id.sectors = {"CVL"};
    if (!m.seat_sector.empty()) id.sectors = {std::string(m.seat_sector)};
    // What the text calls a person wins over the table: a title now held, or a role that is over.
    if (actor.kind == table::Kind::person && m.agent != kNoRow && !m.former && (id.sectors.empty() || id.sectors.front() == "ELI")) {
      const auto& title = lexicon_.row<table::Agent>(m.agent);
      if ((title.flags & (table::agent_title | table::agent_head)) != 0 && title.kind == table::Kind::person) id.sectors = texts(title.sectors);
    }
    if (m.former && actor.kind == table::Kind::person) id.sectors = {"ELI"};
    // "Taliban militants" headed by the name are the group; a title adds nothing to a known person.
    id.political = !id.code.empty() || !id.sectors.empty();
    const bool bare_state = actor.kind == table::Kind::state && m.seat_sector.empty() && !m.people;
    id.cameo = cameo_actor(id.code, bare_state || id.sectors.empty() ? std::string_view() : std::string_view(id.sectors.front()));
    return id;
  }

  void of_agent(const Mention& m, std::vector<Identity>& out, int depth) const {
    const auto& agent = lexicon_.row<table::Agent>(m.agent);
    Identity id;
    id.kind = m.named && agent.kind != table::Kind::thing ? (agent.kind == table::Kind::people ? table::Kind::people : agent.kind) : agent.kind;
    id.via = m.via;
    id.sectors = texts(agent.sectors);
    id.name = std::string(text_.substr(m.at.begin, m.at.size()));
    const bool inherit = (agent.flags & table::agent_inherit) != 0;
    const bool weak = (agent.flags & table::agent_weak) != 0;
    if (m.former) id.sectors = {"ELI"};
    const bool armed = (agent.flags & table::agent_armed) != 0 || (!id.sectors.empty() && (id.sectors.front() == "MIL" || id.sectors.front() == "COP"));
    if (m.against && armed) id.sectors = {"REB"};
    std::vector<Identity> owners;
    for (const auto row : m.owners) {
      Mention owner;
      owner.actor = row;
      owner.kind = lexicon_.row<table::Actor>(row).kind;
      owner.via = m.via;
      owner.seat_sector = m.seat_sector;
      owners.push_back(of_actor(owner));
    }
    // "anti-French protesters" are of the place they protest in; "anti-Taliban forces" of the Taliban's own country.
    const bool abroad = m.against && owners.size() == 1 && owners.front().kind == table::Kind::state && !(m.place_country.empty() && m.country_hint.empty());
    if (abroad) owners.clear();
    if (owners.empty() && m.owner_mention != kNone && depth < 6) add(m.owner_mention, owners, depth + 1);
    if (owners.empty()) {
      id.code = lexicon_.text(agent.code);
      if (id.code.empty()) id.code = m.place_country;
      if (id.code.empty() && !unattached(id) && (agent.flags & table::agent_ethnic) == 0 && !m.unplaced) {
        id.code = m.country_hint;
        id.country_inferred = true;
      }
      id.political = !(weak && id.country_inferred);
      finish(id);
      out.push_back(std::move(id));
      return;
    }
    // "Afghanistan's Taliban regime": one party, the more exact owner.
    if (owners.size() > 1) {
      std::vector<Identity> distinct;
      for (auto& owner : owners) {
        const auto same = std::find_if(distinct.begin(), distinct.end(), [&](const Identity& o) {
          return o.code == owner.code && (!m.owners_apart || o.entity == owner.entity);
        });
        if (same == distinct.end()) distinct.push_back(std::move(owner));
        else if (same->kind == table::Kind::state && owner.kind != table::Kind::state) *same = std::move(owner);
      }
      owners = std::move(distinct);
    }
    for (auto& owner : owners) {
      Identity one = id;
      one.code = lexicon_.text(agent.code).empty() ? owner.code : std::string(lexicon_.text(agent.code));
      // "the director of the hospital" is of the hospital's kind too.
      const bool house = owner.kind == table::Kind::thing && m.kind == table::Kind::person && !owner.sectors.empty() && (owner.sectors.front() == "MED" || owner.sectors.front() == "EDU" || owner.sectors.front() == "REL" || owner.sectors.front() == "BUS" || owner.sectors.front() == "JRN");
      // "Taliban forces": the forces of rebels are rebels.
      const bool irregular = !owner.sectors.empty() && (owner.sectors.front() == "REB" || owner.sectors.front() == "PRM" || owner.sectors.front() == "UAF" || owner.sectors.front() == "CRM");
      // "the minister's convoy" is the minister's.
      if (id.kind == table::Kind::thing && !irregular && !in(agent, "place_noun") && !id.sectors.empty() && id.sectors.front() == "CVL" && !owner.sectors.empty() && (owner.kind == table::Kind::person || owner.kind == table::Kind::people || owner.kind == table::Kind::organisation))
        one.sectors = owner.sectors;
      // "his guerrillas" of a rebel leader
      const bool warlord = irregular && owner.kind == table::Kind::person && m.kind != table::Kind::thing;
      const bool group = owner.kind == table::Kind::organisation || house || warlord;
      const bool force = !id.sectors.empty() && (id.sectors.front() == "MIL" || id.sectors.front() == "COP");
      if (((inherit && group) || (group && irregular && force)) && !m.former && !m.against) {
        one.sectors = owner.sectors;
        // "M23 rebels", "fighters of the group" are the group; one man of it is not.
        const bool one_man = m.kind == table::Kind::person && (m.named || !m.plural);
        one.entity = one_man || warlord ? "" : owner.entity;
        if (one_man && owner.kind == table::Kind::organisation) one.of = owner.entity;
        if (!warlord && !one_man) one.name = owner.name;
      } else if (irregular && owner.kind == table::Kind::organisation && armed && m.plural && !m.named && !m.former && !m.against) {
        // "Hamas gunmen"
        one.sectors = owner.sectors;
        one.entity = owner.entity;
        one.name = owner.name;
      }
      if (entity_code(one.code) && one.sectors.empty()) one.sectors = owner.sectors;
      one.political = true;
      if (m.ethnic && owner.kind == table::Kind::state) of_people(m, one);
      finish(one);
      out.push_back(std::move(one));
    }
  }
  /// A people belongs where it is told to be, never to the state of its name.
  static void of_people(const Mention& m, Identity& id) {
    const auto where = m.place_country.empty() ? m.country_hint : m.place_country;
    id.code = where == id.code ? std::string() : std::string(where);
    id.country_inferred = true;
    id.entity.clear();
    finish(id);
  }
  /// Is the last word of the agent's phrase in this set?
  [[nodiscard]] bool in(const table::Agent& agent, std::string_view set) const {
    auto word = lexicon_.text(agent.phrase);
    if (const auto blank = word.rfind(' '); blank != std::string_view::npos) word.remove_prefix(blank + 1);
    return lexicon_.in_set(word, lexicon_.set(set));
  }
  /// "the two armies": of the two states, the armies.
  void branch(const Mention& m, Identity& id) const {
    if (m.agent == kNoRow || id.kind != table::Kind::state) return;
    const auto& agent = lexicon_.row<table::Agent>(m.agent);
    if ((agent.flags & table::agent_weak) != 0 || agent.sectors.count == 0 || agent.kind == table::Kind::thing) return;
    id.sectors = texts(agent.sectors);
    id.kind = agent.kind;
    id.entity.clear();
    finish(id);
  }
  /// Gunmen, people nobody can place: no country by guess.
  [[nodiscard]] bool unattached(const Identity& id) const {
    return id.sectors.empty() || id.sectors.front() == "UAF" || id.sectors.front() == "UNK";
  }
  static void finish(Identity& id) { id.cameo = cameo_actor(id.code, id.sectors.empty() ? std::string_view() : std::string_view(id.sectors.front())); }

  const Mentions& m_;
  std::optional<Day> on_;
  const Lexicon& lexicon_;
  std::string_view text_;
};

}  // namespace

const table::Role* role_on(const Lexicon& lexicon, const table::Actor& actor, std::optional<Day> on) {
  const auto roles = lexicon.items(actor.roles);
  if (roles.empty()) return nullptr;
  if (!on) return &roles.back();
  const auto day = number(*on);
  for (const auto& role : roles)
    if (role.from <= day && day < role.to) return &role;
  const table::Role* best = nullptr;
  std::int64_t distance = 0;
  for (const auto& role : roles) {
    const std::int64_t d = day < role.from ? std::int64_t{role.from} - day : std::int64_t{day} - role.to;
    if (best == nullptr || d < distance) {
      best = &role;
      distance = d;
    }
  }
  return best;
}

std::vector<Identity> identify(const Mentions& mentions, std::uint32_t mention, std::optional<Day> on, const Lexicon& lexicon,
                               std::string_view text) {
  std::vector<Identity> out;
  if (mention < mentions.all.size()) Identifier(mentions, on, lexicon, text).add(mention, out, 0);
  return out;
}

}  // namespace khaldun
