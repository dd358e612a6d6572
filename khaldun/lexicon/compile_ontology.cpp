#include <cstdlib>

#include "khaldun/lexicon/compile.h"

namespace khaldun::compile {
namespace {

void event_type(Compiler& c, const source::Table& t) {
  t.only({"type", "quad", "score", "recipient_required", "default_cameo", "default_cameo_appeal", "mode", "note"});
  table::EventType type;
  const auto name = t.text("type");
  type.name = c.builder.text(name);
  type.default_cameo = c.builder.text(t.text("default_cameo"));
  type.quad = static_cast<std::int32_t>(t.number("quad", 0));
  type.score = static_cast<float>(t.number("score", 0));
  c.builder.add(type);
  c.event_names.push_back(name);
  const auto* modes = t.array("mode");
  if (modes == nullptr) return;
  for (const auto& item : *modes) {
    const auto* one = item.as_table();
    if (one == nullptr) {
      t.fault("a mode is a table { name, score, default_cameo }", "mode");
      continue;
    }
    const source::Table m(*one, t.file(), t.problems());
    table::Mode mode;
    mode.event = type.name;
    mode.name = c.builder.text(m.text("name"));
    mode.default_cameo = c.builder.text(m.text("default_cameo"));
    mode.default_cameo_appeal = c.builder.text(m.text("default_cameo_appeal"));
    mode.has_score = m.has("score");
    mode.score = static_cast<float>(m.number("score", static_cast<double>(type.score)));
    c.builder.add(mode);
    c.mode_names.emplace_back(name, m.text("name"));
  }
}

}  // namespace

void ontology(Compiler& c) {
  const std::string file = "ontology.toml";
  const auto root = source::read_toml(c.folder / file, file, c.problems);
  const source::Table whole(root, file, c.problems);
  c.context_names = whole.texts("contexts");
  source::each(root, "event", file, c.problems, [&](const source::Table& t) { event_type(c, t); });
  source::each(root, "sector", file, c.problems, [&](const source::Table& t) { c.sector_names.push_back(t.text("code")); });
  const std::string codes = "cameo.tsv";
  if (!std::filesystem::exists(c.folder / codes)) return;
  source::read_tsv(c.folder / codes, "code", [&](const source::TsvRow& row) {
    table::Cameo cameo;
    cameo.code = c.builder.text(row[0]);
    cameo.name = c.builder.text(row[1]);
    cameo.plover = c.builder.text(row[2]);
    cameo.mode = c.builder.text(row[3]);
    cameo.has_goldstein = !row[4].empty();
    cameo.goldstein = std::strtof(std::string(row[4]).c_str(), nullptr);
    c.builder.add(cameo);
  }, c.problems, codes);
}

}  // namespace khaldun::compile
