// The house's one rule: a stage uses only itself and the stages before it.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 9> kStages = {
    "base", "lexicon", "learn", "reading", "language", "actors", "events", "ledger", "showing"};

std::size_t rank(std::string_view stage) {
  const auto at = std::find(kStages.begin(), kStages.end(), stage);
  return static_cast<std::size_t>(at - kStages.begin());
}

/// `#include "khaldun/events/record.h"` → "events"; the front door `khaldun/khaldun.h` → "".
std::optional<std::string> included_stage(const std::string& line) {
  std::string squeezed;
  for (char c : line) {
    if (std::isspace(static_cast<unsigned char>(c)) == 0) squeezed += c;
  }
  constexpr std::string_view kStart = "#include\"khaldun/";
  if (squeezed.rfind(kStart, 0) != 0) return std::nullopt;
  const auto slash = squeezed.find('/', kStart.size());
  if (slash == std::string::npos) return std::string();
  return squeezed.substr(kStart.size(), slash - kStart.size());
}

/// Every include of `source`, written for a file of `stage`, that points to a later stage or to no
/// stage.
std::vector<std::string> forward_includes(std::istream& source, std::string_view stage) {
  std::vector<std::string> wrong;
  for (std::string line; std::getline(source, line);) {
    const auto other = included_stage(line);
    if (other && (rank(*other) == kStages.size() || rank(*other) > rank(stage)))
      wrong.push_back(line);
  }
  return wrong;
}

TEST(House, NoStageIncludesALaterOne) {
  const fs::path root = fs::path(KHALDUN_SOURCE_DIR) / "khaldun";
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    const auto extension = entry.path().extension();
    if (extension != ".h" && extension != ".cpp") continue;
    const fs::path inside = fs::relative(entry.path(), root);
    if (!inside.has_parent_path()) continue;  // the front door may use all stages
    const std::string stage = inside.begin()->string();
    EXPECT_LT(rank(stage), kStages.size()) << stage << " is not in the list of stages";
    std::ifstream source(entry.path());
    for (const auto& line : forward_includes(source, stage))
      ADD_FAILURE() << inside << ": " << line;
    ++files;
  }
  EXPECT_GT(files, 5U);
}

TEST(House, APlantedForwardIncludeIsSeen) {
  std::istringstream source(
      "#include <vector>\n# include \"khaldun/events/record.h\"\n#include "
      "\"khaldun/base/day.h\"\n");
  EXPECT_EQ(forward_includes(source, "reading").size(), 1U);
  source.clear();
  source.seekg(0);
  EXPECT_TRUE(forward_includes(source, "showing").empty());
}

/// Types that a header defines outside of other types, with their namespace: "khaldun::table::Role".
std::vector<std::string> types_defined(std::istream& source) {
  std::vector<std::string> found;
  std::string space;
  for (std::string line; std::getline(source, line);) {
    if (line.rfind("namespace ", 0) == 0 && line.find('{') != std::string::npos && line.find("namespace {") == std::string::npos) {
      space = line.substr(10, line.find_first_of(" {", 10) - 10);
    }
    for (const std::string_view start : {"struct ", "class "}) {
      if (line.rfind(start, 0) != 0 || line.find('{') == std::string::npos) continue;
      std::istringstream words(line.substr(start.size()));
      std::string name;
      while (words >> name && name.rfind("[[", 0) == 0) {
      }
      found.push_back(space + "::" + name);
    }
  }
  return found;
}

// Two types of one name in two stages link without a word, and destroy each other's members.
TEST(House, NoTwoHeadersDefineATypeOfOneName) {
  const fs::path root(KHALDUN_SOURCE_DIR);
  std::map<std::string, std::string> seen;
  for (const char* folder : {"khaldun", "app"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      const std::string file = fs::relative(entry.path(), root).string();
      if (entry.path().extension() != ".h" || file.find("_testing.h") != std::string::npos) continue;
      std::ifstream source(entry.path());
      for (const auto& type : types_defined(source)) {
        const auto [at, added] = seen.emplace(type, file);
        EXPECT_TRUE(added) << type << " is defined in " << at->second << " and in " << file;
      }
    }
  }
  EXPECT_GT(seen.size(), 50U);
}

}  // namespace
