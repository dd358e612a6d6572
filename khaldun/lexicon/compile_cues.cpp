#include <algorithm>
#include <array>
#include <cctype>

#include "khaldun/lexicon/compile.h"
#include "khaldun/lexicon/lexicon.h"

namespace khaldun::compile {
namespace {

using source::Table;
using table::Effect;
using table::Use;
using table::UseType;

Effect effect_of(const Table& t, std::string_view key, Effect otherwise) {
  static const std::vector<std::pair<std::string_view, Effect>> names{
      {"none", Effect::none},           {"future", Effect::future},       {"hypothetical", Effect::hypothetical},
      {"negation", Effect::negation},   {"attempted", Effect::attempted}, {"historical", Effect::historical}};
  if (!t.has(key)) return otherwise;
  const auto text = t.text(key);
  for (const auto& [name, effect] : names)
    if (text == name) return effect;
  t.fault("effect should be none, future, hypothetical, negation, attempted or historical", key);
  return otherwise;
}

table::Stance stance_of(const Table& t) {
  static const std::vector<std::pair<std::string_view, table::Stance>> names{
      {"", table::Stance::none},       {"asserts", table::Stance::asserts}, {"denies", table::Stance::denies},
      {"doubts", table::Stance::doubts}, {"demands", table::Stance::demands}, {"expects", table::Stance::expects}};
  const auto text = t.text("stance");
  for (const auto& [name, stance] : names)
    if (text == name) return stance;
  t.fault("stance should be asserts, denies, doubts, demands or expects", "stance");
  return table::Stance::none;
}

table::SupportRole role_of(const Table& t) {
  static const std::vector<std::pair<std::string_view, table::SupportRole>> names{
      {"", table::SupportRole::none}, {"actor", table::SupportRole::actor}, {"recipient", table::SupportRole::recipient},
      {"happen", table::SupportRole::happen}, {"end", table::SupportRole::end}};
  const auto text = t.text("role");
  for (const auto& [name, role] : names)
    if (text == name) return role;
  t.fault("role should be actor, recipient, happen or end", "role");
  return table::SupportRole::none;
}

bool placeholder(std::string_view words) {
  for (std::string_view p : {"YEAR", "MONTH", "NUMBER"})
    if (words.find(p) != std::string_view::npos) return true;
  return false;
}

std::vector<std::string> without(const std::vector<std::string>& names, std::string_view word) {
  std::vector<std::string> out;
  std::copy_if(names.begin(), names.end(), std::back_inserter(out), [&](const auto& n) { return n != word; });
  return out;
}

void units(Compiler& c, const Table& t, std::uint32_t row) {
  const auto add = [&](UseType type, std::string_view key) {
    for (const auto& words : t.texts(key)) {
      if (placeholder(words)) continue;  // dates: the time layer reads them
      const auto list = source::list_of(words, ' ');
      if (list.empty()) continue;
      Use use;
      use.type = type;
      use.row = row;
      table::CueUnit unit;
      unit.cue = row;
      if (type == UseType::cue_verb) {
        unit.rest = c.builder.texts({list.begin() + 1, list.end()});
        use.extra = c.builder.add(unit);
        c.lemmas(list.front(), use);
      } else {
        use.extra = c.builder.add(unit);
        c.lemmas(words, use);
      }
    }
  };
  add(UseType::cue_verb, "verbs");
  add(UseType::cue_noun, "nouns");
  add(UseType::cue_adjective, "adjectives");
  add(UseType::cue_word, "words");
}

void cue(Compiler& c, const Table& t) {
  t.only({"verbs", "nouns", "adjectives", "words", "on", "effect", "negated", "passes", "source", "actor", "stance", "kind", "role", "party",
          "example", "counter", "todo", "note", "conditional"});
  table::Cue cue;
  cue.on = slots(c, without(t.texts("on"), "complement"));
  const auto sources = t.texts("source");
  cue.source = slots(c, without(sources, "complement"));
  cue.complement = std::find(sources.begin(), sources.end(), "complement") != sources.end();
  cue.actor = slots(c, t.texts("actor"));
  cue.party = slots(c, t.texts("party"));
  cue.effect = effect_of(t, "effect", Effect::none);
  cue.stance = stance_of(t);
  const auto negated = cue.effect == Effect::negation ? Effect::none
                       : cue.effect == Effect::none && cue.stance == table::Stance::none ? Effect::negation
                                                                                         : cue.effect;
  cue.negated = effect_of(t, "negated", negated);
  cue.role = role_of(t);
  cue.passes = t.has("passes") ? t.flag("passes") : cue.stance == table::Stance::none;
  cue.conditional = t.flag("conditional");
  std::vector<table::Example> examples;
  for (const auto& e : t.texts("example")) examples.push_back({c.builder.text(e), 0});
  for (const auto& e : t.texts("todo")) examples.push_back({c.builder.text(e), 2});
  cue.examples = c.builder.add_all(examples);
  cue.origin = c.origin(t.file(), t.line());
  units(c, t, c.builder.add(cue));
}

}  // namespace

void cues(Compiler& c, const toml::table& root, const std::string& file) {
  source::each(root, "cue", file, c.problems, [&](const Table& t) { cue(c, t); });
}

void contexts(Compiler& c) {
  const std::string file = "contexts.toml";
  if (!std::filesystem::exists(c.folder / file)) return;
  const auto root = source::read_toml(c.folder / file, file, c.problems);
  source::each(root, "context", file, c.problems, [&](const Table& t) {
    t.only({"name", "words", "strong", "note"});
    const auto row = c.builder.add(table::Context{c.builder.text(t.text("name"))});
    const auto add = [&](UseType type, std::string_view key) {
      for (const auto& word : t.texts(key)) {
        Use use;
        use.type = type;
        use.row = row;
        c.lemmas(word, use);
      }
    };
    add(UseType::context_strong, "strong");
    add(UseType::context_word, "words");
  });
}

void time_words(Compiler& c) {
  const std::string file = "cues/time.tsv";
  if (!std::filesystem::exists(c.folder / file)) return;
  static constexpr std::array<std::string_view, 14> kinds{
      "unit", "part", "season", "near", "reference", "stretch", "set",
      "holiday", "turn", "after", "portion", "vague", "about", "age"};
  std::vector<std::pair<std::string, table::TimeWord>> rows;
  source::read_tsv(c.folder / file, "phrase", [&](const source::TsvRow& row) {
    const auto kind = std::find(kinds.begin(), kinds.end(), row[1]);
    if (row[0].empty() || kind == kinds.end()) {
      c.problems.add("expected: phrase kind value note", file, row.line);
      return;
    }
    std::string phrase;
    for (const auto& piece : normalise_words(row[0])) phrase += (phrase.empty() ? "" : " ") + piece.word;
    table::TimeWord word;
    word.phrase = c.builder.text(phrase);
    word.value = c.builder.text(row[2]);
    word.kind = static_cast<table::TimeKind>(kind - kinds.begin());
    word.origin = c.origin(file, row.line);
    rows.emplace_back(std::move(phrase), word);
  }, c.problems, file);
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [phrase, word] : rows) c.builder.add(word);
}

}  // namespace khaldun::compile
