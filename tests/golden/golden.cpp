// Runs the cases of golden files through the front door and compares. tests/golden/README.md tells
// the format.
//   golden LEXICON WEIGHTS FILE...           compares; exit code 1 if a case (that is no todo)
//   comes out differently golden --print LEXICON WEIGHTS FILE...   prints what each case gives now,
//   in the format of the files
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "khaldun/base/day.h"
#include "khaldun/khaldun.h"

namespace {

using khaldun::Party;
using khaldun::Record;

struct Case {
  std::string name, title, text;
  std::optional<khaldun::Day> date;
  std::vector<std::string> expected;
  std::size_t line = 0;
  bool todo = false;
};

bool starts(std::string_view s, std::string_view with) { return s.substr(0, with.size()) == with; }

std::string_view trim(std::string_view s) {
  while (!s.empty() && (s.front() == ' ' || s.front() == '\r')) s.remove_prefix(1);
  while (!s.empty() && (s.back() == ' ' || s.back() == '\r')) s.remove_suffix(1);
  return s;
}

std::string join(const std::vector<std::string>& parts, std::string_view between) {
  std::string out;
  for (const auto& part : parts) out += (out.empty() ? "" : std::string(between)) + part;
  return out;
}

/// Reads one file; a line that it cannot place is a fault of the file.
bool read_cases(const std::string& path, std::vector<Case>& cases) {
  std::ifstream in(path);
  if (!in) {
    std::fprintf(stderr, "%s: cannot be read\n", path.c_str());
    return false;
  }
  enum class Part { none, head, expected } part = Part::none;
  std::size_t number = 0;
  for (std::string raw; std::getline(in, raw);) {
    ++number;
    const std::string line(trim(raw));
    if (starts(line, "=== ")) {
      Case next;
      next.name = line.substr(4);
      next.todo = starts(next.name, "todo:");
      next.line = number;
      cases.push_back(next);
      part = Part::head;
    } else if (starts(line, "#") || part == Part::none) {
      if (!line.empty() && !starts(line, "#")) {
        std::fprintf(stderr, "%s:%zu: a case begins with \"=== \"\n", path.c_str(), number);
        return false;
      }
    } else if (line == "---") {
      part = Part::expected;
    } else if (part == Part::expected) {
      if (!line.empty()) cases.back().expected.push_back(line);
    } else if (starts(line, "date ") && cases.back().text.empty()) {
      cases.back().date = khaldun::parse_day(trim(std::string_view(line).substr(5)));
      if (!cases.back().date) {
        std::fprintf(stderr, "%s:%zu: no date\n", path.c_str(), number);
        return false;
      }
    } else if (starts(line, "title ") && cases.back().text.empty()) {
      cases.back().title = trim(std::string_view(line).substr(6));
    } else {
      cases.back().text += line + "\n";
    }
  }
  return true;
}

std::string party(const Party& p) {
  std::string out = p.entity.empty() ? '"' + p.text + '"' : p.entity;
  std::string code = p.code.empty() ? "-" : p.code;
  if (!p.sectors.empty()) code += " " + p.sectors.front();
  return out + " (" + code + ")";
}

std::string parties(const std::vector<Party>& list) {
  std::vector<std::string> out;
  for (const auto& p : list) out.push_back(party(p));
  std::sort(out.begin(), out.end());
  return out.empty() ? "?" : join(out, " + ");
}

std::string status(const Record& r) {
  std::vector<std::string> out;
  if ((r.auxiliary & khaldun::aux_historical) != 0) out.emplace_back("historical");
  if ((r.auxiliary & khaldun::aux_future) != 0) out.emplace_back("future");
  if ((r.auxiliary & khaldun::aux_hypothetical) != 0) out.emplace_back("hypothetical");
  if ((r.auxiliary & khaldun::aux_negation) != 0) out.emplace_back("negation");
  if (r.attempted) out.emplace_back("attempted");
  for (const auto& a : r.attribution)
    if (a.about == "event" || a.about.empty())
      out.push_back(a.stance + "=" +
                    (a.source.entity.empty() ? '"' + a.source.text + '"' : a.source.entity));
  return join(out, " ");
}

/// TYPE mode  actor (CODE SECTOR) -> recipient (CODE SECTOR)  date precision  process  status
std::string shown(const Record& r) {
  std::vector<std::string> modes = r.modes;
  std::sort(modes.begin(), modes.end());
  std::string out = r.event_type + (modes.empty() ? "" : " " + join(modes, ","));
  out += "  " + parties(r.actors) + " -> " + parties(r.recipients) + "  ";
  if (r.date && r.date_precision != "unknown") {
    out += khaldun::to_iso(*r.date);
    if (r.enddate && *r.enddate != *r.date) out += ".." + khaldun::to_iso(*r.enddate);
    out += " " + r.date_precision;
  } else {
    out += "undated";
  }
  if (!r.process.kind.empty()) out += "  " + r.process.kind + ":" + r.process.transition;
  if (const auto s = status(r); !s.empty()) out += "  " + s;
  return out;
}

/// `*` stands for anything, also nothing.
bool like(std::string_view pattern, std::string_view text) {
  if (pattern.empty()) return text.empty();
  if (pattern.front() == '*')
    return like(pattern.substr(1), text) || (!text.empty() && like(pattern, text.substr(1)));
  return !text.empty() && text.front() == pattern.front() &&
         like(pattern.substr(1), text.substr(1));
}

/// Every expected line has its own record, and no record is left over.
bool same(std::vector<std::string> expected, const std::vector<std::string>& found) {
  if (expected.size() != found.size()) return false;
  // Exact lines first, so that a pattern does not take what another line names.
  std::stable_partition(expected.begin(), expected.end(),
                        [](const std::string& e) { return e.find('*') == std::string::npos; });
  std::vector<bool> used(found.size(), false);
  for (const auto& e : expected) {
    bool met = false;
    for (std::size_t i = 0; i < found.size() && !met; ++i)
      if (!used[i] && like(e, found[i])) used[i] = met = true;
    if (!met) return false;
  }
  return true;
}

std::vector<std::string> run(const khaldun::Khaldun& khaldun, const Case& c) {
  khaldun::Source source;
  source.id = "golden";
  source.published = c.date;
  std::vector<std::string> out;
  for (const auto& record : khaldun.code(khaldun::Document(c.title, c.text, source)))
    out.push_back(shown(record));
  return out;
}

struct Tally {
  int right = 0, wrong = 0, todo = 0, done = 0;
};

void compare(const khaldun::Khaldun& khaldun, const std::string& path, const Case& c,
             Tally& tally) {
  const auto found = run(khaldun, c);
  const bool right = same(c.expected, found);
  if (c.todo) {
    ++(right ? tally.done : tally.todo);
    if (right)
      std::printf("%s:%zu: comes out right now, \"todo\" can go: %s\n", path.c_str(), c.line,
                  c.name.c_str());
    return;
  }
  ++(right ? tally.right : tally.wrong);
  if (right) return;
  std::printf("%s:%zu: %s\n", path.c_str(), c.line, c.name.c_str());
  for (const auto& line : c.expected) std::printf("  expected  %s\n", line.c_str());
  if (c.expected.empty()) std::printf("  expected  nothing\n");
  for (const auto& line : found) std::printf("  found     %s\n", line.c_str());
  if (found.empty()) std::printf("  found     nothing\n");
}

void print(const khaldun::Khaldun& khaldun, const Case& c) {
  std::printf("=== %s\n", c.name.c_str());
  if (c.date) std::printf("date %s\n", khaldun::to_iso(*c.date).c_str());
  if (!c.title.empty()) std::printf("title %s\n", c.title.c_str());
  std::printf("%s---\n", c.text.c_str());
  for (const auto& line : run(khaldun, c)) std::printf("%s\n", line.c_str());
  std::printf("\n");
}

}  // namespace

int main(int count, char** words) {
  std::vector<std::string> args(words + 1, words + count);
  const bool printing = !args.empty() && args.front() == "--print";
  if (printing) args.erase(args.begin());
  if (args.size() < 3) {
    std::fprintf(stderr, "usage: golden [--print] LEXICON WEIGHTS FILE...\n");
    return 2;
  }
  const auto khaldun = khaldun::Khaldun::open(args[0], args[1]);
  if (!khaldun.ok()) {
    std::fprintf(stderr, "%s\n", khaldun.error().text().c_str());
    return 2;
  }
  Tally tally;
  for (auto path = args.begin() + 2; path != args.end(); ++path) {
    std::vector<Case> cases;
    if (!read_cases(*path, cases)) return 2;
    for (const auto& c : cases)
      printing ? print(khaldun.value(), c) : compare(khaldun.value(), *path, c, tally);
  }
  if (printing) return 0;
  std::printf("%d right, %d wrong, %d todo, %d todo done\n", tally.right, tally.wrong, tally.todo,
              tally.done);
  return tally.wrong != 0 || tally.right + tally.todo == 0 ? 1 : 0;
}
