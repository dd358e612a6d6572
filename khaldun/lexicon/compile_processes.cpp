#include <set>

#include "khaldun/lexicon/compile.h"

namespace khaldun::compile {
namespace {

using source::Table;

table::Per per_of(const Table& t) {
  const auto text = t.text("per");
  if (text == "party") return table::Per::party;
  if (text == "parties") return table::Per::parties;
  if (text == "holding") return table::Per::holding;
  if (text == "place") return table::Per::place;
  t.fault("per should be party, parties, holding or place", "per");
  return table::Per::parties;
}

table::Mover mover_of(const Table& t) {
  const auto text = t.text("by");
  if (text.empty() || text == "any") return table::Mover::any;
  if (text == "own") return table::Mover::own;
  if (text == "other") return table::Mover::other;
  if (text == "all") return table::Mover::all;
  t.fault("by should be own, other, all or any", "by");
  return table::Mover::any;
}

/// One row for each state in `from`; `seen` holds (state, transition, mover) of the rows before.
void rule(Compiler& c, const Table& t, std::string_view kind, std::set<std::string>& seen) {
  t.only({"on", "by", "from", "to", "planned", "presupposes", "opens", "note"});
  table::MachineRule row;
  row.kind = c.builder.text(kind);
  row.on = c.builder.text(t.text("on"));
  row.to = c.builder.text(t.text("to"));
  row.planned = c.builder.text(t.text("planned"));
  row.presupposes = c.builder.text(t.text("presupposes"));
  row.by = mover_of(t);
  row.opens = t.flag("opens");
  row.origin = c.origin(t.file(), t.line());
  if (t.text("on").empty() || (t.text("to").empty() && t.text("planned").empty())) t.fault("a rule has on and to");
  auto states = t.texts("from");
  if (states.empty()) states.emplace_back();
  for (const auto& from : states) {
    row.from = c.builder.text(from);
    if (!seen.insert(from + " " + t.text("on") + " " + t.text("by")).second) {
      t.fault("a second rule for " + t.text("on") + " in state " + from, "from");
    }
    c.builder.add(row);
  }
}

}  // namespace

void processes(Compiler& c, const toml::table& root, const std::string& file) {
  const Table whole(root, file, c.problems);
  whole.only({"kind", "per", "initial", "active", "review_days", "rule", "history", "note"});
  table::Machine machine;
  machine.kind = c.builder.text(whole.text("kind"));
  machine.initial = c.builder.text(whole.has("initial") ? whole.text("initial") : "NONE");
  machine.active = c.builder.texts(whole.texts("active"));
  machine.review_days = static_cast<std::int32_t>(whole.number("review_days", 0));
  machine.per = per_of(whole);
  machine.origin = c.origin(file, 1);
  std::vector<table::Example> histories;
  for (const auto& text : whole.texts("history")) histories.push_back({c.builder.text(text), 0});
  machine.histories = c.builder.add_all(histories);
  c.builder.add(machine);
  std::set<std::string> seen;
  source::each(root, "rule", file, c.problems, [&](const Table& t) { rule(c, t, whole.text("kind"), seen); });
}

}  // namespace khaldun::compile
