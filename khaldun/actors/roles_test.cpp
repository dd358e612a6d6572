// Who was what on a day: tests/actors_dates.tsv against the lexicon of the tree.
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <iostream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "khaldun/actors/actors_testing.h"

namespace khaldun {
namespace {

using testing::lexicon;

struct Row {
  std::string name, day, code, sector, reason;
  std::size_t line = 0;
  bool todo = false;
};

std::vector<Row> table_rows() {
  std::vector<Row> out;
  std::ifstream in(std::filesystem::path(KHALDUN_SOURCE_DIR) / "tests/actors_dates.tsv");
  std::size_t number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.empty() || line.front() == '#' || line.rfind("name\t", 0) == 0) continue;
    std::istringstream cells(line);
    Row row;
    std::getline(cells, row.name, '\t');
    std::getline(cells, row.day, '\t');
    std::getline(cells, row.code, '\t');
    std::getline(cells, row.sector, '\t');
    std::getline(cells, row.reason, '\t');
    row.line = number;
    row.todo = row.name.rfind("todo ", 0) == 0;
    if (row.todo) row.name.erase(0, 5);
    out.push_back(row);
  }
  return out;
}

/// Code and primary sector of every actor that bears the whole name on the day; of several, of those who hold a role on it.
std::set<std::string> roles_of(const std::string& name, Day day) {
  const auto pieces = normalise_words(name);
  std::vector<std::string_view> words;
  for (const auto& piece : pieces) words.push_back(piece.word);
  std::vector<Lexicon::Hit> hits;
  lexicon().find_at(words, 0, Words::forms, hits);
  std::set<std::string> out, holding;
  const auto at = static_cast<std::int32_t>(day.time_since_epoch().count());
  for (const auto& hit : hits) {
    if (hit.last != words.size()) continue;
    for (const auto& use : hit.uses) {
      if (use.type != table::UseType::actor || at < use.from || at >= use.to) continue;
      const auto* role = role_on(lexicon(), lexicon().row<table::Actor>(use.row), day);
      if (role == nullptr) continue;
      std::string line(lexicon().text(role->country));
      if (role->sectors.count != 0)
        line += " " + std::string(lexicon().text(lexicon().items(role->sectors).front()));
      out.insert(line);
      if (role->from <= at && at < role->to) holding.insert(line);
    }
  }
  return holding.empty() ? out : holding;
}

TEST(Roles, AreThoseOfTheDay) {
  const auto rows = table_rows();
  EXPECT_GE(rows.size(), 200U);
  std::size_t todo = 0;
  for (const auto& row : rows) {
    const auto day = parse_day(row.day);
    ASSERT_TRUE(day) << "tests/actors_dates.tsv:" << row.line;
    EXPECT_NE(row.reason, "") << "tests/actors_dates.tsv:" << row.line << ": every row has a reason";
    const auto found = roles_of(row.name, *day);
    const bool right = found == std::set<std::string>{row.code + " " + row.sector};
    todo += row.todo && !right ? 1U : 0U;
    if (row.todo && right)
      std::cout << "tests/actors_dates.tsv:" << row.line
                << ": comes out right now, \"todo\" can go\n";
    if (row.todo || right) continue;
    std::string all;
    for (const auto& line : found) all += (all.empty() ? "" : ", ") + line;
    ADD_FAILURE() << "tests/actors_dates.tsv:" << row.line << ": " << row.name << " on " << row.day
                  << " is " << (all.empty() ? "nobody" : all) << ", not " << row.code << " "
                  << row.sector;
  }
  std::cout << rows.size() << " rows, " << todo << " todo\n";
}

/// An actor with two roles and a gap between them.
class Gap : public ::testing::Test {
 protected:
  static std::string sector_on(std::optional<Day> day) {
    const auto folder =
        std::filesystem::temp_directory_path() / ("khaldun-roles-" + std::to_string(getpid()));
    const auto write = [&](const std::string& name, const std::string& content) {
      std::filesystem::create_directories((folder / name).parent_path());
      std::ofstream(folder / name) << content;
    };
    write("ontology.toml", "[[sector]]\ncode = \"REB\"\n[[sector]]\ncode = \"GOV\"\n");
    write("actors/countries.tsv", "AFG\tAfghanistan\n");
    write("actors/agents.tsv", "# none\n");
    write("actors/a.toml",
          "[[actor]]\nkey = \"x\"\nkind = \"organisation\"\nname = \"Xylon\"\nroles = [\n"
          "{ country = \"AFG\", sector = [\"REB\"], from = \"2000-01\", to = \"2010-03-15\" },\n"
          "{ country = \"AFG\", sector = [\"GOV\"], from = \"2012\" } ]\n");
    const auto opened = Lexicon::open(folder);
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
    if (!opened.ok()) return opened.error().text();
    const auto& x = opened.value();
    const auto* role = role_on(x, x.row<table::Actor>(x.actor("x")), day);
    return role == nullptr ? "none" : std::string(x.text(x.items(role->sectors).front()));
  }
};

TEST_F(Gap, ARoleHoldsFromItsFirstDayUntilTheDayBeforeItsEnd) {
  EXPECT_EQ(sector_on(make_day(2000, 1, 1)), "REB");
  EXPECT_EQ(sector_on(make_day(2010, 3, 14)), "REB");
  EXPECT_EQ(sector_on(make_day(2012, 1, 1)), "GOV");
  EXPECT_EQ(sector_on(make_day(2050, 1, 1)), "GOV");
}

TEST_F(Gap, OutsideAllRolesTheNearestCounts) {
  EXPECT_EQ(sector_on(make_day(1990, 1, 1)), "REB");
  EXPECT_EQ(sector_on(make_day(2010, 3, 15)), "REB");
  EXPECT_EQ(sector_on(make_day(2011, 12, 31)), "GOV");
}

}  // namespace
}  // namespace khaldun
