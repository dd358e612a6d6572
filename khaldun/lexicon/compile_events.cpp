#include <algorithm>

#include "khaldun/lexicon/compile.h"
#include "khaldun/lexicon/lexicon.h"

namespace khaldun::compile {
namespace {

using source::Table;
using table::Use;
using table::UseType;

table::Step step(Compiler& c, const std::string& name) {
  static const std::vector<std::pair<std::string_view, table::StepKind>> kinds{
      {"subject", table::StepKind::subject}, {"object", table::StepKind::object},   {"indirect", table::StepKind::indirect},
      {"clause", table::StepKind::clause},   {"poss", table::StepKind::poss},       {"modifier", table::StepKind::modifier},
      {"support", table::StepKind::support}, {"auxiliary", table::StepKind::auxiliary}, {"speaker", table::StepKind::speaker}, {"@after", table::StepKind::after},    {"@before", table::StepKind::before}};
  for (const auto& [word, kind] : kinds)
    if (name == word) return {kind, {}};
  return {table::StepKind::preposition, c.builder.text(name)};
}

table::Class class_of(Compiler& c, const Table& t, const std::string& name) {
  static const std::vector<std::pair<std::string_view, table::ClassKind>> builtin{
      {"@actor", table::ClassKind::actor},     {"@person", table::ClassKind::person},     {"@people", table::ClassKind::people},
      {"@organisation", table::ClassKind::organisation}, {"@state", table::ClassKind::state}, {"@armed", table::ClassKind::armed},
      {"@civilian", table::ClassKind::civilian}, {"@official", table::ClassKind::official}, {"@place", table::ClassKind::place},
      {"@thing", table::ClassKind::thing},     {"@none", table::ClassKind::none},         {"@any", table::ClassKind::any},
      {"@event", table::ClassKind::event},     {"@name", table::ClassKind::name}};
  table::Class out;
  for (const auto& [word, kind] : builtin)
    if (name == word) {
      out.kind = kind;
      return out;
    }
  if (name.starts_with("@event:")) {
    out.kind = table::ClassKind::event;
    out.word = c.builder.text(name.substr(7));
    return out;
  }
  if (name.starts_with("@")) {
    out.kind = table::ClassKind::set;
    const auto it = c.sets.find(name.substr(1));
    if (it == c.sets.end()) {
      t.fault("set \"" + name + "\" is not defined in any [sets]");
      out.kind = table::ClassKind::lemma;
      out.word = c.builder.text(name);
    } else {
      out.set = it->second;
    }
    return out;
  }
  if (name.find(' ') != std::string::npos) {  // several words: a set of one
    const auto [it, fresh] = c.sets.try_emplace(name, 0);
    if (fresh) {
      it->second = c.builder.add(table::Set{c.builder.text(name)});
      Use use;
      use.type = UseType::set;
      use.row = it->second;
      c.lemmas(name, use);
    }
    out.kind = table::ClassKind::set;
    out.set = it->second;
    return out;
  }
  out.kind = table::ClassKind::lemma;
  out.word = c.builder.text(name);
  return out;
}

table::Slice<table::Restriction> restrictions(Compiler& c, const Table& t, std::string_view key) {
  std::vector<table::Restriction> out;
  if (const auto* list = t.table(key)) {
    const Table inner(*list, t.file(), t.problems());
    for (const auto& [slot, node] : *list) {
      table::Restriction r;
      r.slots = slots(c, {std::string(slot.str())});
      std::vector<table::Class> classes;
      for (const auto& name : inner.texts(slot.str())) classes.push_back(class_of(c, t, name));
      r.classes = c.builder.add_all(classes);
      out.push_back(r);
    }
  }
  return c.builder.add_all(out);
}

std::vector<table::Example> examples_of(Compiler& c, const Table& t) {
  std::vector<table::Example> out;
  for (const auto& e : t.texts("example")) out.push_back({c.builder.text(e), 0});
  for (const auto& e : t.texts("counter")) out.push_back({c.builder.text(e), 1});
  for (const auto& e : t.texts("todo")) out.push_back({c.builder.text(e), 2});
  return out;
}

std::vector<std::string> split_words(std::string_view s) { return source::list_of(s, ' '); }

void units(Compiler& c, const Table& t, std::uint32_t frame) {
  for (const auto& verb : t.texts("verbs")) {
    const auto words = split_words(verb);
    if (words.empty()) continue;
    table::VerbUnit unit;
    unit.frame = frame;
    unit.rest = c.builder.texts({words.begin() + 1, words.end()});
    Use use;
    use.type = UseType::verb;
    use.row = frame;
    use.extra = c.builder.add(unit);
    c.lemmas(words.front(), use);
  }
  for (const auto& noun : t.texts("nouns")) {
    Use use;
    use.type = UseType::noun;
    use.row = frame;
    c.lemmas(noun, use);
  }
  for (const auto& word : t.texts("adjectives")) {
    Use use;
    use.type = UseType::adjective;
    use.row = frame;
    c.lemmas(word, use);
  }
}

table::Slice<table::Slot> slots_or(Compiler& c, const Table& t, std::string_view key, const std::vector<std::string>& otherwise) {
  return slots(c, t.has(key) ? t.texts(key) : otherwise);
}

void process(Compiler& c, const Table& t, table::Frame& frame) {
  const auto* p = t.table("process");
  if (p == nullptr) return;
  const Table inner(*p, t.file(), t.problems());
  inner.only({"kind", "transition"});
  frame.process_kind = c.builder.text(inner.text("kind"));
  frame.process_transition = c.builder.text(inner.text("transition"));
}

void check_codes(Compiler& c, const Table& t) {
  const auto event = t.text("event");
  if (std::find(c.event_names.begin(), c.event_names.end(), event) == c.event_names.end())
    t.fault("unknown event type \"" + event + "\"", "event");
  for (const auto& mode : t.texts("mode"))
    if (std::find(c.mode_names.begin(), c.mode_names.end(), std::pair(event, mode)) == c.mode_names.end())
      t.fault("unknown mode \"" + mode + "\" of " + event, "mode");
  for (const auto& context : t.texts("context"))
    if (!c.context_names.empty() && std::find(c.context_names.begin(), c.context_names.end(), context) == c.context_names.end())
      t.fault("unknown context \"" + context + "\"", "context");
}

std::uint8_t status_bits(const Table& t) {
  std::uint8_t bits = 0;
  for (const auto& s : t.texts("status")) {
    if (s == "historical") bits |= 1;
    else if (s == "future") bits |= 2;
    else if (s == "hypothetical") bits |= 4;
    else if (s == "negation") bits |= 8;
    else t.fault("status should be historical, future, hypothetical or negation", "status");
  }
  return bits;
}

void frame(Compiler& c, const Table& t) {
  t.only({"name", "event", "mode", "cameo", "cameo_appeal", "process", "context", "verbs", "nouns", "adjectives", "where", "unless", "actor",
          "recipient", "noun_actor", "noun_recipient", "mediator", "host", "instrument", "target", "content", "topic", "beneficiary", "parties",
          "strength", "completion", "status", "quiet", "example", "counter", "todo", "note"});
  check_codes(c, t);
  table::Frame f;
  f.name = c.builder.text(t.text("name"));
  f.event = c.builder.text(t.text("event"));
  f.cameo = c.builder.text(t.text("cameo"));
  f.cameo_appeal = c.builder.text(t.text("cameo_appeal"));
  f.modes = c.builder.texts(t.texts("mode"));
  f.contexts = c.builder.texts(t.texts("context"));
  process(c, t, f);
  f.where = restrictions(c, t, "where");
  f.unless = restrictions(c, t, "unless");
  f.actor = slots_or(c, t, "actor", {"subject"});
  f.recipient = slots_or(c, t, "recipient", {"object"});
  f.noun_actor = slots_or(c, t, "noun_actor", {"poss", "support", "by", "modifier", "between"});
  f.noun_recipient = slots_or(c, t, "noun_recipient", {"against", "on", "of", "to", "with"});
  f.recipient_given = t.has("recipient");
  f.noun_recipient_given = t.has("noun_recipient");
  f.mediator = slots(c, t.texts("mediator"));
  f.host = slots(c, t.texts("host"));
  f.instrument = slots(c, t.texts("instrument"));
  f.target = slots(c, t.texts("target"));
  f.content = slots(c, t.texts("content"));
  f.topic = slots(c, t.texts("topic"));
  f.beneficiary = slots(c, t.texts("beneficiary"));
  f.examples = c.builder.add_all(examples_of(c, t));
  f.mutual = t.text("parties") == "mutual";
  f.quiet = t.flag("quiet");
  f.attempted = t.text("completion") == "attempted";
  const auto strength = t.text("strength");
  if (strength == "weak") f.strength = table::Strength::weak;
  else if (strength == "strong") f.strength = table::Strength::strong;
  else if (!strength.empty() && strength != "normal") t.fault("strength should be weak, normal or strong", "strength");
  f.status = status_bits(t);
  f.origin = c.origin(t.file(), t.line());
  const auto row = c.builder.add(f);
  units(c, t, row);
}

}  // namespace

table::Slice<table::Slot> slots(Compiler& c, const std::vector<std::string>& names) {
  std::vector<table::Slot> out;
  for (const auto& name : names) {
    for (const auto& one : source::list_of(name, '|')) {
      std::vector<table::Step> path;
      for (const auto& part : source::list_of(one, '.')) path.push_back(step(c, part));
      out.push_back({c.builder.add_all(path)});
    }
  }
  return c.builder.add_all(out);
}

void sets(Compiler& c, const toml::table& root, const std::string& file) {
  const auto* list = root.get_as<toml::table>("sets");
  if (list == nullptr) return;
  const Table t(*list, file, c.problems);
  for (const auto& [key, node] : *list) {
    const std::string name(key.str());
    const auto [it, fresh] = c.sets.try_emplace(name, 0);
    if (fresh) it->second = c.builder.add(table::Set{c.builder.text(name)});
  }
  // Members, those of included sets too (one level at a time, up to four: sets are shallow).
  std::function<void(const std::string&, std::uint32_t, int)> members = [&](const std::string& name, std::uint32_t row, int depth) {
    for (const auto& member : t.texts(name)) {
      if (member.starts_with("@")) {
        if (list->contains(member.substr(1)) && depth < 4) members(member.substr(1), row, depth + 1);
        else t.fault("set \"" + member + "\" is not in this file", name);
        continue;
      }
      Use use;
      use.type = UseType::set;
      use.row = row;
      c.lemmas(member, use);
    }
  };
  for (const auto& [key, node] : *list) members(std::string(key.str()), c.sets[std::string(key.str())], 0);
}

void frames(Compiler& c, const toml::table& root, const std::string& file) {
  source::each(root, "frame", file, c.problems, [&](const Table& t) { frame(c, t); });
}

void content(Compiler& c, const toml::table& root, const std::string& file) {
  source::each(root, "content", file, c.problems, [&](const Table& t) {
    for (const auto& outer : t.texts("outer")) {
      for (const auto& inner : t.texts("inner")) {
        const auto slash = inner.find('/');
        table::Content row;
        row.outer = c.builder.text(outer);
        row.inner_type = c.builder.text(inner.substr(0, slash));
        row.inner_mode = c.builder.text(slash == std::string::npos ? "" : inner.substr(slash + 1));
        const auto modes = t.texts("mode");
        row.mode = c.builder.text(modes.empty() ? "" : modes.front());
        row.event = c.builder.text(t.text("event"));
        c.builder.add(row);
      }
    }
  });
}

void process_steps(Compiler& c, const toml::table& root, const std::string& file) {
  source::each(root, "step", file, c.problems, [&](const Table& t) {
    t.only({"outer", "inner", "own", "words", "negated", "process", "event"});
    const auto* process = t.table("process");
    if (process == nullptr) return t.fault("a step needs a process", "process");
    const Table step(*process, t.file(), t.problems());
    step.only({"kind", "transition"});
    const bool own = t.has("own");
    auto words = t.texts("words");
    if (words.empty()) words.emplace_back();
    for (const auto& outer : t.texts("outer")) {
      for (const auto& inner : t.texts(own ? "own" : "inner")) {
        for (const auto& word : words) {
          table::ProcessStep row;
          row.outer = c.builder.text(outer);
          row.inner = c.builder.text(inner);
          row.word = c.builder.text(word);
          row.kind = c.builder.text(step.text("kind"));
          row.transition = c.builder.text(step.text("transition"));
          row.event = c.builder.text(t.text("event"));
          row.own = own;
          row.negated = t.flag("negated");
          c.builder.add(row);
        }
      }
    }
  });
}

}  // namespace khaldun::compile
