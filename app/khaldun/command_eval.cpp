#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>

#include "app/khaldun/commands.h"
#include "app/khaldun/eval_score.h"
#include "app/khaldun/output.h"
#include "khaldun/showing/json.h"

namespace khaldun::app {
namespace {

/// A share of something; nothing where there is none of it.
using Figure = std::optional<double>;

Figure share(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return std::nullopt;
  return static_cast<double>(part) / static_cast<double>(whole);
}

struct NamedFigure {
  std::string_view key;
  std::string words;
  Figure figure;
};

std::string counted(std::uint64_t n, const std::string& what) {
  return std::to_string(n) + " " + what;
}

std::vector<NamedFigure> figures(const Tally& t) {
  return {
      {"over_coding", "events coded for each gold event", share(t.system_events, t.gold_events)},
      {"false_fact_rate",
       "told not as a fact, coded as a fact, of " + counted(t.not_fact, "events"),
       share(t.not_fact_as_fact, t.not_fact)},
      {"false_facts", "the same, as a share of all coded as fact that fit a gold event",
       share(t.not_fact_as_fact, t.coded_fact)},
      {"unfounded_facts", "coded as a fact where no fact is told", share(t.unfounded, t.facts)},
      {"fact_lost_rate", "told as a fact, coded otherwise", share(t.fact_as_not, t.fact)},
      {"told_twice", "one event coded more than once, of all coded",
       share(t.told_twice, t.system_events)},
      {"joined_wrongly", "two events coded as one, of all gold events",
       share(t.joined_wrongly, t.gold_events)},
      {"false_events_per_decoy", "false events in each of " + counted(t.decoys, "decoy texts"),
       share(t.false_in_decoys, t.decoys)},
      {"clean_decoys", "decoy texts without a false event", share(t.clean_decoys, t.decoys)},
      {"false_events_per_empty_text",
       "false events in each of " + counted(t.empty, "texts without events"),
       share(t.false_in_empty, t.empty)}};
}

/// Is `confidence` the share of records that are right? Brier 1950; expected calibration error over
/// ten bins.
struct Calibration {
  double said = 0, right = 0, brier = 0, error = 0;
};

Calibration calibration(const std::vector<std::pair<double, bool>>& sureness) {
  Calibration c;
  std::array<double, 10> bins{};
  for (const auto& [p, right] : sureness) {
    const double y = right ? 1 : 0;
    c.said += p;
    c.right += y;
    c.brier += (p - y) * (p - y);
    bins[static_cast<std::size_t>(std::clamp(std::floor(p * 10), 0.0, 9.0))] += p - y;
  }
  for (double bin : bins) c.error += std::abs(bin);
  const auto n = static_cast<double>(sureness.size());
  return {c.said / n, c.right / n, c.brier / n, c.error / n};
}

/// "0.123", right-aligned.
std::string fixed(double value, int width = 6) {
  std::array<char, 64> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%*.3f", width, value);
  return buffer.data();
}

std::string padded(const std::string& text, std::size_t width) {
  return text.size() < width ? std::string(width - text.size(), ' ') + text : text;
}

void counts_line(std::string& out, std::string name, const Counts& c) {
  name.resize(std::max<std::size_t>(name.size(), 16), ' ');
  out += name + " " + fixed(c.precision()) + " " + fixed(c.recall()) + " " + fixed(c.f1());
  for (const auto n : {c.pairs, c.gold, c.system}) out += padded(std::to_string(n), 7);
  out += '\n';
}

std::string column_heads(std::string name) {
  name.resize(16, ' ');
  return name + "      P      R     F1  pairs   gold system\n";
}

std::vector<std::string> confusions(const Tally& t) {
  auto sorted = t.confused;
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& x, const auto& y) { return x.second > y.second; });
  if (sorted.size() > 12) sorted.resize(12);
  std::vector<std::string> out;
  for (const auto& [types, n] : sorted)
    out.push_back(types.first + " as " + types.second + " " + std::to_string(n));
  return out;
}

void attribute_lines(std::string& out, const Tally& t) {
  out += "\non pairs of one type   accuracy      n\n";
  for (const auto& [name, s] : t.attributes) {
    std::string label = "  " + std::string(name);
    label.resize(22, ' ');
    if (s.of > 0)
      out += label + fixed(*share(s.right, s.of), 9) + padded(std::to_string(s.of), 7) + "\n";
  }
}

std::string report(const Tally& t) {
  std::string out = counted(t.documents, "documents, ") + counted(t.gold_events, "gold events, ") +
                    counted(t.system_events, "coded events\n\n");
  out += column_heads("level");
  for (std::size_t i = 0; i < kLevels.size(); ++i)
    counts_line(out, std::string(kLevels[i]), t.levels[i]);
  attribute_lines(out, t);
  out += '\n';
  for (const NamedFigure& f : figures(t)) {
    out += (f.figure ? fixed(*f.figure, 7) : "      -") + "  " + f.words + "\n";
  }
  if (!t.sureness.empty()) {
    const Calibration c = calibration(t.sureness);
    out += "\nconfidence of " + std::to_string(t.sureness.size()) + " records: mean " +
           fixed(c.said, 0) + ", right " + fixed(c.right, 0) + ", Brier " + fixed(c.brier, 0) +
           ", calibration error " + fixed(c.error, 0) + "\n";
  }
  out += "\n" + column_heads("type");
  for (const auto& [type, c] : t.types) counts_line(out, type, c);
  const auto confused = confusions(t);
  for (const auto& line : confused)
    out += (&line == &confused.front() ? "\ntaken for another type: " : "; ") + line;
  return confused.empty() ? out : out + "\n";
}

void counts_json(json::Writer& json, const Counts& c) {
  json.begin_object();
  for (const auto& [key, value] :
       {std::pair("P", c.precision()), std::pair("R", c.recall()), std::pair("F1", c.f1())}) {
    json.key(key);
    json.number(value, 3);
  }
  json.field_integer("pairs", static_cast<std::int64_t>(c.pairs));
  json.field_integer("gold", static_cast<std::int64_t>(c.gold));
  json.field_integer("system", static_cast<std::int64_t>(c.system));
  json.end_object();
}

void calibration_json(json::Writer& json, const Tally& t) {
  json.key("confidence");
  json.begin_object();
  json.field_integer("n", static_cast<std::int64_t>(t.sureness.size()));
  if (!t.sureness.empty()) {
    const Calibration c = calibration(t.sureness);
    for (const auto& [key, value] : {std::pair("said", c.said), std::pair("right", c.right),
                                     std::pair("brier", c.brier), std::pair("ece", c.error)}) {
      json.key(key);
      json.number(value, 3);
    }
  }
  json.end_object();
}

std::string report_json(const Tally& t) {
  std::string out;
  json::Writer json(out);
  json.begin_object();
  for (std::size_t i = 0; i < kLevels.size(); ++i) {
    json.key(kLevels[i]);
    counts_json(json, t.levels[i]);
  }
  for (const auto& [key, n] :
       {std::pair("documents", t.documents), std::pair("gold_events", t.gold_events),
        std::pair("system_events", t.system_events), std::pair("not_fact", t.not_fact),
        std::pair("decoys", t.decoys), std::pair("empty_texts", t.empty)}) {
    json.field_integer(key, static_cast<std::int64_t>(n));
  }
  for (const NamedFigure& f : figures(t)) {
    json.key(f.key);
    f.figure ? json.number(*f.figure, 3) : json.null();
  }
  json.key("attributes");
  json.begin_object();
  for (const auto& [name, s] : t.attributes) {
    if (s.of == 0) continue;
    json.key(name);
    json.begin_object();
    json.key("accuracy");
    json.number(*share(s.right, s.of), 3);
    json.field_integer("n", static_cast<std::int64_t>(s.of));
    json.end_object();
  }
  json.end_object();
  json.key("types");
  json.begin_object();
  for (const auto& [type, c] : t.types) {
    json.key(type);
    counts_json(json, c);
  }
  json.end_object();
  json.field_list("confused", confusions(t));
  calibration_json(json, t);
  json.end_object();
  return out + "\n";
}

std::string side_words(const Side& side) {
  std::string out;
  for (const auto& [code, sector] : side) out += (out.empty() ? "" : ",") + code + "/" + sector;
  return out.empty() ? "-" : out;
}

std::string error_lines(const Tally& t, std::size_t most) {
  std::string out = "\n";
  for (std::size_t i = 0; i < std::min(most, t.errors.size()); ++i) {
    const auto& [kind, h] = t.errors[i];
    out += "  " + kind + std::string(8 - kind.size(), ' ') + h->doc + " " + h->type + " " +
           side_words(h->actor) + " -> " + side_words(h->recipient) + "  " + h->status;
    if (!h->spans.empty()) {
      const Stretch& s = h->spans.front();
      out += std::string("  ") + (s.in_title ? "title" : "text") + " " + std::to_string(s.start) +
             "-" + std::to_string(s.end);
    }
    out += '\n';
  }
  return out;
}

int refuse(const std::string& line, int code) {
  say(line);
  return code;
}

}  // namespace

int run_eval(const Call& call) {
  const std::string gold_path = call.arguments[0];
  const auto errors = call.has("errors") ? whole_number(call.value("errors"), 0, 1000000) : 0;
  if (!errors)
    return refuse("eval: --errors: \"" + call.value("errors") + "\" is no whole number",
                  exit_usage);
  const auto beside = std::filesystem::path(gold_path).parent_path() / "docs.jsonl";
  const auto docs = load_docs(call.value("docs", beside.string()));
  if (!docs) return refuse(docs.error().text(), exit_unreadable);
  std::vector<std::string> lost;
  const auto gold = load_gold(gold_path, docs.value(), lost);
  if (!gold) return refuse(gold.error().text(), exit_unreadable);
  std::size_t broken = 0;
  const auto system = load_records(call.arguments[1], docs.value(), broken);
  if (!system) return refuse(system.error().text(), exit_unreadable);
  for (const std::string& line : lost) say(line);
  if (broken > 0)
    say(call.arguments[1] + ": " + std::to_string(broken) + " lines are no JSON objects");

  const Tally tally = score(docs.value(), gold.value(), system.value());
  std::string out = call.has("json") ? report_json(tally) : report(tally);
  if (*errors > 0) out += error_lines(tally, static_cast<std::size_t>(*errors));
  const int code = print(out);
  return code == exit_done && broken > 0 ? exit_unreadable : code;
}

}  // namespace khaldun::app
