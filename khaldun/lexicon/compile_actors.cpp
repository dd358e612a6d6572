#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "khaldun/lexicon/compile.h"
#include "khaldun/lexicon/lexicon.h"

namespace khaldun::compile {
namespace {

using table::Use;
using table::UseType;

table::Kind kind_of(std::string_view name, bool& known) {
  known = true;
  if (name == "person") return table::Kind::person;
  if (name == "people") return table::Kind::people;
  if (name == "organisation" || name == "group" || name == "body") return table::Kind::organisation;
  if (name == "state") return table::Kind::state;
  if (name == "place") return table::Kind::place;
  if (name == "thing") return table::Kind::thing;
  known = false;
  return table::Kind::organisation;
}

Use named(UseType type, std::uint32_t row, std::int32_t from = table::kAlways, std::int32_t to = table::kForever) {
  Use use;
  use.type = type;
  use.row = row;
  use.from = from;
  use.to = to;
  return use;
}

void country(Compiler& c, const source::TsvRow& row, const std::string& file) {
  const std::string code(row[0]);
  if (code.size() != 3 || row[1].empty()) {
    c.problems.add("expected: code name names adjectives people capital seats from to note", file, row.line);
    return;
  }
  table::Actor state;
  state.name = c.builder.text(row[1]);
  state.kind = table::Kind::state;
  state.origin = c.origin(file, row.line);
  const auto from = c.day(row[7], true, file, row.line), to = c.day(row[8], false, file, row.line);
  const bool partly = row[9].find("pre") != std::string_view::npos && row[9].substr(0, 3) == "pre";
  state.partly_recognised = partly;
  state.historical_state = to != table::kForever;
  std::string key = "state-" + code;
  std::transform(key.begin(), key.end(), key.begin(), [](char x) { return x >= 'A' && x <= 'Z' ? static_cast<char>(x - 'A' + 'a') : x; });
  while (c.actors.contains(key)) key += "-x";
  state.key = c.builder.text(key);
  table::Role role;
  role.country = c.builder.text(code);
  role.sectors = c.builder.texts(partly ? std::vector<std::string>{"GOV", "PRE"} : std::vector<std::string>{"GOV"});
  role.from = table::kAlways;
  role.to = table::kForever;
  state.roles = c.builder.add_all(std::vector<table::Role>{role});
  const auto at = c.builder.add(state);
  c.actors.emplace(key, at);
  c.countries.try_emplace(code, at);
  // A former state is matched at any date: texts of today speak of it too. Its dates serve to rank it below a present state.
  c.name(row[1], named(UseType::country_name, at, from, to));
  for (const auto& name : source::list_of(row[2])) c.name(name, named(UseType::country_name, at, from, to));
  for (const auto& name : source::list_of(row[3])) c.name(name, named(UseType::country_adjective, at, from, to));
  for (const auto& name : source::list_of(row[4])) c.name(name, named(UseType::country_people, at, from, to));
  for (const auto& name : source::list_of(row[5])) c.name(name, named(UseType::capital, at, from, to));
  for (const auto& seat : source::list_of(row[6])) {
    const auto eq = seat.find('=');
    const auto sector = eq == std::string::npos ? std::string("GOV") : seat.substr(eq + 1);
    (void)c.sectors({sector}, file, row.line);
    auto use = named(UseType::seat, at, from, to);
    use.extra = c.builder.add(c.builder.text(sector));
    c.name(seat.substr(0, eq), use);
  }
}

/// A name of an actor, remembered for check_across_actors.
void bears(Compiler& c, const std::string& name, std::uint32_t at, const Term& term, bool common) {
  auto use = named(UseType::actor, at, term.from, term.to);
  if (common) use.flags |= table::use_common;
  c.name(name, use);
  std::string words;
  for (const auto& piece : normalise_words(name)) words += (words.empty() ? "" : " ") + piece.word;
  c.across.bearers[words].push_back({at, term, name});
}

void aliases(Compiler& c, const source::Table& t, std::uint32_t at) {
  const auto* list = t.array("aliases");
  if (list == nullptr) return;
  for (const auto& item : *list) {
    if (const auto* s = item.as_string()) {
      bears(c, s->get(), at, {}, t.flag("common"));
    } else if (const auto* dated = item.as_table()) {
      const source::Table a(*dated, t.file(), t.problems());
      a.only({"name", "from", "to"});
      bears(c, a.text("name"), at, {c.day(a.text("from"), true, t.file(), a.line()), c.day(a.text("to"), false, t.file(), a.line())}, t.flag("common"));
    } else {
      t.fault("an alias is a string or { name, from, to }", "aliases");
    }
  }
}

/// Is the office that of a head of state or government (agents.tsv)?
bool heads_state(Compiler& c, std::string_view office) {
  const auto& agents = c.builder.rows<table::Agent>();
  return !office.empty() && std::any_of(agents.begin(), agents.end(), [&](const table::Agent& agent) {
    return (agent.flags & table::agent_head) != 0 && c.builder.view(agent.phrase) == office;
  });
}

std::vector<table::Role> roles(Compiler& c, const source::Table& t, std::uint32_t at) {
  std::vector<table::Role> out;
  const auto* list = t.array("roles");
  if (list == nullptr) return out;
  for (const auto& item : *list) {
    const auto* one = item.as_table();
    if (one == nullptr) {
      t.fault("a role is a table { country, sector, from, to }", "roles");
      continue;
    }
    const source::Table r(*one, t.file(), t.problems());
    r.only({"country", "sector", "from", "to", "office", "doubt", "note", "rival", "group"});
    table::Role role;
    const auto code = r.text("country");
    if (!c.code_known(code)) r.fault("unknown country or entity code \"" + code + "\"", "country");
    role.country = c.builder.text(code);
    role.office = c.builder.text(r.text("office"));
    role.rival = r.flag("rival");
    role.group = c.builder.text(r.text("group"));
    if (const auto group = r.text("group"); !group.empty()) c.across.groups.push_back({group, std::string(t.file()), r.line()});
    role.sectors = c.builder.texts(c.sectors(r.texts("sector"), t.file(), r.line()));
    role.from = c.day(r.text("from"), true, t.file(), r.line());
    role.to = c.day(r.text("to"), false, t.file(), r.line());
    if (role.from > role.to) r.fault("role ends (" + r.text("to") + ") before it begins (" + r.text("from") + ")");
    else out.push_back(role);
    const auto office = r.text("office");
    const auto sectors = r.texts("sector");
    if (t.text("kind") == "person" && !sectors.empty() && sectors.front() == "GOV" && heads_state(c, office))
      c.across.reigns[{code, office}].push_back({at, {role.from, role.to}, r.flag("rival"), std::string(t.file()), r.line()});
  }
  return out;
}

void actor(Compiler& c, const source::Table& t) {
  t.only({"key", "kind", "name", "aliases", "roles", "confusable", "wikidata", "source", "doubt", "test", "short", "famous", "common", "note", "gender", "wing_of"});
  table::Actor actor;
  const auto key = t.text("key");
  const auto name = t.text("name");
  if (key.empty() || name.empty()) {
    t.fault("an [[actor]] needs \"key\" and \"name\"");
    return;
  }
  if (c.actors.contains(key)) {
    t.fault("key \"" + key + "\" is already taken", "key");
    return;
  }
  bool known = false;
  actor.kind = kind_of(t.text("kind"), known);
  if (!known) t.fault("kind should be person, people, organisation, state, place or thing", "kind");
  actor.key = c.builder.text(key);
  actor.name = c.builder.text(name);
  actor.wikidata = c.builder.text(t.text("wikidata"));
  actor.wing_of = c.builder.text(t.text("wing_of"));
  if (const auto whole = t.text("wing_of"); !whole.empty()) c.across.groups.push_back({whole, std::string(t.file()), t.line()});
  actor.doubt = t.flag("doubt");
  actor.famous = t.flag("famous");
  actor.roles = c.builder.add_all(roles(c, t, static_cast<std::uint32_t>(c.builder.rows<table::Actor>().size())));
  actor.origin = c.origin(t.file(), t.line());
  const auto at = c.builder.add(actor);
  c.actors.emplace(key, at);
  bears(c, name, at, {}, t.flag("common"));
  aliases(c, t, at);
  if (const auto others = t.texts("confusable"); !others.empty()) c.across.confusable.emplace(at, others);
  for (const auto& shorter : t.texts("short")) {
    auto use = named(UseType::actor, at);
    if (!actor.famous) use.flags |= table::use_short;
    c.name(shorter, use);
  }
  // Tests are kept as examples of the frame-less kind; `lexicon check` runs them.
  std::vector<table::Example> tests;
  for (const auto& test : t.texts("test")) tests.push_back({c.builder.text(test), 3});
  (void)c.builder.add_all(tests);
}

}  // namespace

void countries(Compiler& c) {
  const std::string file = "actors/countries.tsv";
  source::read_tsv(c.folder / file, "code", [&](const source::TsvRow& row) { country(c, row, file); }, c.problems, file);
}

void peoples(Compiler& c) {
  const std::string file = "actors/peoples.tsv";
  if (!std::filesystem::exists(c.folder / file)) return;
  source::read_tsv(c.folder / file, "word", [&](const source::TsvRow& row) {
    if (!c.code_known(row[2])) c.problems.add("unknown code \"" + std::string(row[2]) + "\"", file, row.line);
    table::Agent people;
    people.phrase = c.builder.text(row[0]);
    people.code = c.builder.text(row[2]);
    people.sectors = c.builder.texts({"CVL"});
    people.kind = table::Kind::people;
    people.flags = table::agent_ethnic;
    if (row[3].starts_with("continent") || row[3].starts_with("region")) people.flags |= table::agent_weak;  // of no one country
    people.origin = c.origin(file, row.line);
    const auto at = c.builder.add(people);
    auto use = named(UseType::people, at);
    c.name(row[0], use);
    for (const auto& word : source::list_of(row[1])) c.name(word, use);
  }, c.problems, file);
}

void agents(Compiler& c) {
  const std::string file = "actors/agents.tsv";
  source::read_tsv(c.folder / file, "phrase", [&](const source::TsvRow& row) {
    table::Agent agent;
    agent.phrase = c.builder.text(row[0]);
    bool known = false;
    agent.kind = kind_of(row[3], known);
    if (!known) c.problems.add("kind should be person, people, organisation or thing, not \"" + std::string(row[3]) + "\"", file, row.line);
    agent.sectors = c.builder.texts(c.sectors(source::list_of(row[2], ','), file, row.line));
    for (const auto& flag : source::list_of(row[4], ',')) {
      if (flag == "title") agent.flags |= table::agent_title;
      else if (flag == "head") agent.flags |= table::agent_head;
      else if (flag == "armed") agent.flags |= table::agent_armed;
      else if (flag == "ethnic") agent.flags |= table::agent_ethnic;
      else if (flag == "weak") agent.flags |= table::agent_weak;
      else if (flag == "inherit") agent.flags |= table::agent_inherit;
      else if (flag.starts_with("code=") && c.code_known(flag.substr(5))) agent.code = c.builder.text(flag.substr(5));
      else c.problems.add("unknown flag \"" + flag + "\"", file, row.line);
    }
    agent.origin = c.origin(file, row.line);
    const auto at = c.builder.add(agent);
    Use use = named(UseType::agent, at);
    c.lemmas(row[0], use);
    if (!row[1].empty() && row[1] != "-") c.lemmas(row[1], use);
  }, c.problems, file);
}

void actors(Compiler& c, const std::filesystem::path& path, const std::string& name) {
  const auto root = source::read_toml(path, name, c.problems);
  source::each(root, "actor", name, c.problems, [&](const source::Table& t) { actor(c, t); });
}

void finish_actors(Compiler& c) {
  std::vector<std::pair<std::string, std::uint32_t>> sorted(c.actors.begin(), c.actors.end());
  std::sort(sorted.begin(), sorted.end());
  for (const auto& [key, row] : sorted) c.builder.add(blob::Key{c.builder.text(key), row});
}

void places(Compiler& c) {
  std::set<std::string> ambiguous;
  if (std::filesystem::exists(c.folder / "places/ambiguous.txt"))
    source::read_tsv(c.folder / "places/ambiguous.txt", "name", [&](const source::TsvRow& row) { ambiguous.emplace(row[0]); }, c.problems, "places/ambiguous.txt");
  const auto add = [&](const table::Place& place, const std::vector<std::string>& names) {
    const auto at = c.builder.add(place);
    for (const auto& name : names) {
      auto use = named(UseType::place, at);
      if (ambiguous.contains(name)) use.flags |= table::use_short;  // wants a preposition before it
      c.name(name, use);
    }
  };
  std::set<std::pair<std::string, std::string>> provinces_told;  // name, country
  std::map<std::pair<std::string, std::string>, std::pair<float, float>> towns;
  const auto number = [](std::string_view s) { return s.empty() ? 0.0 : std::strtod(std::string(s).c_str(), nullptr); };
  const std::string cities = "places/cities.tsv";
  if (std::filesystem::exists(c.folder / cities))
    source::read_tsv(c.folder / cities, "name", [&](const source::TsvRow& row) {
      table::Place place;
      place.name = c.builder.text(row[0]);
      place.country = c.builder.text(row[2]);
      place.admin = c.builder.text(row[3]);
      place.lat = static_cast<float>(number(row[4]));
      place.lon = static_cast<float>(number(row[5]));
      place.population = static_cast<std::uint32_t>(number(row[6]));
      place.geonameid = static_cast<std::uint32_t>(number(row[7]));
      place.located = !row[4].empty();
      place.ambiguous = ambiguous.contains(std::string(row[0]));
      std::vector<std::string> names{std::string(row[0])};
      for (auto& other : source::list_of(row[1])) if (other != row[0]) names.push_back(other);
      if (place.located)
        for (const auto& name : names) towns.emplace(std::pair{name, std::string(row[2])}, std::pair{place.lat, place.lon});
      add(place, names);
    }, c.problems, cities);
  const std::string provinces = "places/provinces.tsv";
  if (std::filesystem::exists(c.folder / provinces))
    source::read_tsv(c.folder / provinces, "name", [&](const source::TsvRow& row) {
      table::Place place;
      place.name = c.builder.text(row[0]);
      place.country = c.builder.text(row[3]);
      place.resolution = 2;
      place.population = 200000;  // ranks a province above a village of the same name, below a large town
      place.ambiguous = ambiguous.contains(std::string(row[0]));
      place.lat = static_cast<float>(number(row[5]));
      place.lon = static_cast<float>(number(row[6]));
      place.located = !row[5].empty();
      // A district without a position of its own is where its town is.
      if (const auto town = towns.find({std::string(row[0]), std::string(row[3])}); !place.located && town != towns.end()) {
        std::tie(place.lat, place.lon) = town->second;
        place.located = true;
        place.population = 1000;  // the name alone means the town
      }
      std::vector<std::string> names{std::string(row[0])};
      for (auto& other : source::list_of(row[1])) names.push_back(other);
      for (const auto& name : names) provinces_told.emplace(name, row[3]);
      add(place, names);
    }, c.problems, provinces);
  const std::string countries = "places/countries.tsv";
  if (std::filesystem::exists(c.folder / countries))
    source::read_tsv(c.folder / countries, "name", [&](const source::TsvRow& row) {
      table::Place place;
      place.name = c.builder.text(row[0]);
      place.country = c.builder.text(row[1]);
      place.lat = static_cast<float>(number(row[2]));
      place.lon = static_cast<float>(number(row[3]));
      place.geonameid = static_cast<std::uint32_t>(number(row[4]));
      place.resolution = 1;
      place.located = true;
      add(place, {std::string(row[0])});
    }, c.problems, countries);
  const std::string regions = "places/regions.tsv";
  if (std::filesystem::exists(c.folder / regions))
    source::read_tsv(c.folder / regions, "name", [&](const source::TsvRow& row) {
      table::Place place;
      place.name = c.builder.text(row[0]);
      const auto codes = source::list_of(row[2]);
      place.country = c.builder.text(codes.empty() ? "" : codes.front());  // the main one stands first
      const auto kind = std::string_view(row[3]);
      place.resolution = kind == "city" || kind == "camp" || kind == "base" ? 4 : kind == "city part" || kind == "building" ? 5 : kind == "district" ? 3 : 2;
      place.lat = static_cast<float>(number(row[4]));
      place.lon = static_cast<float>(number(row[5]));
      place.located = !row[4].empty();
      place.population = 1000000;  // a region known by name outranks a village of the same name
      std::vector<std::string> names{std::string(row[0])};
      for (auto& other : source::list_of(row[1])) names.push_back(other);
      for (const auto& name : names) provinces_told.emplace(name, codes.empty() ? "" : codes.front());
      add(place, names);
    }, c.problems, regions);
  // Last: what GeoNames calls the same units, where it is another name.
  const std::string units = "places/admin1.tsv";
  if (std::filesystem::exists(c.folder / units))
    source::read_tsv(c.folder / units, "country", [&](const source::TsvRow& row) {
      std::vector<std::string> names{std::string(row[2])};
      for (auto& other : source::list_of(row[3])) names.push_back(other);
      std::erase_if(names, [&](const std::string& name) { return name.size() < 4 || !provinces_told.emplace(name, row[0]).second; });
      if (names.empty()) return;
      table::Place place;
      place.name = c.builder.text(row[2]);
      place.country = c.builder.text(row[0]);
      place.admin = c.builder.text(row[1]);
      place.resolution = 2;
      place.population = 50000;  // one word alone is believed only after a preposition
      place.ambiguous = ambiguous.contains(std::string(row[2]));
      place.lat = static_cast<float>(number(row[4]));
      place.lon = static_cast<float>(number(row[5]));
      place.located = !row[4].empty();
      add(place, names);
    }, c.problems, units);
}

}  // namespace khaldun::compile
