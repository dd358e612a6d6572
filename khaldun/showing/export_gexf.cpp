// Who did what to whom as a graph over time: GEXF 1.3, as Gephi and networkx read it.
#include <algorithm>
#include <tuple>

#include "khaldun/showing/export_row.h"

namespace khaldun {
namespace {

/// Text of an XML attribute. Control characters that XML 1.0 does not allow become blanks.
std::string escaped(std::string_view text) {
  std::string out;
  for (char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
  }
  return out;
}

std::string attribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + escaped(value) + "\"";
}

std::string span(Day first, Day last) { return attribute("start", to_iso(first)) + attribute("end", to_iso(last)); }

std::string value(std::string_view column, std::string_view text, std::string_view when = {}) {
  return "          <attvalue" + attribute("for", column) + attribute("value", text) + std::string(when) + "/>\n";
}

Who who_of(const Party& p) {
  Who who;
  who.entity = p.entity, who.code = p.code, who.sectors = p.sectors, who.text = p.text, who.name = p.name;
  return who;
}

constexpr std::string_view kHead = R"(<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3">
  <meta><creator>khaldun</creator></meta>
  <graph mode="dynamic" defaultedgetype="directed" timeformat="date">
    <attributes class="node" mode="static">
      <attribute id="country" title="country" type="string"/>
      <attribute id="kind" title="kind" type="string"/>
    </attributes>
    <attributes class="node" mode="dynamic">
      <attribute id="role" title="role" type="string"/>
    </attributes>
    <attributes class="edge" mode="static">
      <attribute id="status" title="status" type="string"/>
      <attribute id="types" title="types" type="string"/>
    </attributes>
)";

}  // namespace

std::string Network::node(const Party& party, const std::optional<Day>& day) {
  std::string id = short_name(who_of(party));
  if (id.empty()) return id;
  Node& node = nodes_[id];
  if (node.label.empty()) node.label = party.entity.empty() ? id : layout::name_of(party);
  if (node.country.empty()) node.country = party.code;
  if (node.kind.empty()) node.kind = party.kind;
  if (!party.sectors.empty()) node.roles.emplace_back(day, party.sectors.front());
  return id;
}

void Network::add(const ExportRow& row) {
  const auto day = layout::day_of(row);
  for (const auto& [source, target] : layout::pairs_of(row.record)) {
    const std::string from = source != nullptr ? node(*source, day) : "", to = target != nullptr ? node(*target, day) : "";
    if (from.empty() || to.empty()) continue;
    Edge& edge = edges_[{from, to, std::string(status_of(row.told))}];
    ++edge.weight;
    ++edge.types[row.record.event_type];
    if (day) edge.days.emplace(*day, std::max(*day, row.record.enddate.value_or(*day)));
  }
}

/// The same role on following days is one stay.
std::vector<Network::Stay> Network::stays(const Node& node) {
  auto told = node.roles;
  std::sort(told.begin(), told.end());
  std::vector<Stay> out;
  for (const auto& [day, role] : told) {
    if (!day) continue;
    if (!out.empty() && out.back().role == role) {
      out.back().last = *day;
    } else {
      out.push_back({role, *day, *day});
    }
  }
  return out;
}

void Network::write(std::string& out) const {
  out += kHead;
  out += "    <nodes>\n";
  for (const auto& [id, node] : nodes_) {
    out += "      <node" + attribute("id", id) + attribute("label", node.label) + ">\n        <attvalues>\n";
    if (!node.country.empty()) out += value("country", node.country);
    if (!node.kind.empty()) out += value("kind", node.kind);
    for (const Stay& stay : stays(node)) out += value("role", stay.role, span(stay.first, stay.last));
    out += "        </attvalues>\n      </node>\n";
  }
  out += "    </nodes>\n    <edges>\n";
  std::size_t number = 0;
  for (const auto& [key, edge] : edges_) {
    const auto& [from, to, status] = key;
    out += "      <edge" + attribute("id", std::to_string(number++)) + attribute("source", from) + attribute("target", to) +
           attribute("weight", std::to_string(edge.weight)) + ">\n        <attvalues>\n" + value("status", status);
    out += value("types", layout::joined(edge.types, ";", [](const auto& type) { return type.first + "=" + std::to_string(type.second); }));
    out += "        </attvalues>\n        <spells>\n";
    for (const auto& [first, last] : edge.days) out += "          <spell" + span(first, last) + "/>\n";
    out += "        </spells>\n      </edge>\n";
  }
  out += "    </edges>\n  </graph>\n</gexf>\n";
}

}  // namespace khaldun
