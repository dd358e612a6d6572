#pragma once
// What the tests of this stage share: small folders of tables, and the tables of the tree.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "khaldun/lexicon/lexicon.h"

namespace khaldun::testing {

/// A folder of tables that is gone with the test. It begins with a small lexicon without fault.
class Folder {
 public:
  Folder() {
    static int made = 0;
    path_ = std::filesystem::temp_directory_path() /
            ("khaldun-lexicon-" + std::to_string(getpid()) + "-" + std::to_string(made++));
    write("ontology.toml", kOntology);
    write("actors/countries.tsv", kCountries);
    write("actors/agents.tsv", "soldier\t\tMIL\tperson\tarmed\n");
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  void write(const std::string& name, std::string_view content) const {
    std::filesystem::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << content;
  }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// All faults, one a line, as a person sees them.
  [[nodiscard]] std::string faults() const {
    std::string out;
    for (const auto& error : compile_lexicon(path_).problems) out += error.text() + "\n";
    return out;
  }

 private:
  static constexpr std::string_view kOntology = R"(contexts = ["military", "terrorism"]
[[event]]
type = "RETREAT"
mode = [ { name = "ceasefire", score = 7.5 }, { name = "release" } ]
[[event]]
type = "REJECT"
score = -2.0
mode = [ { name = "yield" } ]
[[sector]]
code = "GOV"
[[sector]]
code = "MIL"
[[sector]]
code = "REB"
)";
  static constexpr std::string_view kCountries =
      "code\tname\tnames\tadjectives\tpeople\tcapital\tseats\tfrom\tto\tnote\n"
      "# a comment\n"
      "PAK\tPakistan\t\tPakistani\tPakistani;Pakistanis\tIslamabad\tAabpara=MIL\t\t\t\n"
      "AFG\tAfghanistan\t\tAfghan\tAfghan;Afghans\tKabul\t\t\t\t\n";
  std::filesystem::path path_;
};

/// The tables of the tree, compiled once for the whole test program.
inline const CompileReport& compiled_tree() {
  static const CompileReport report =
      compile_lexicon(std::filesystem::path(KHALDUN_SOURCE_DIR) / "lexicon");
  return report;
}
inline const Lexicon& tree_lexicon() {
  static const auto opened = Lexicon::from_bytes(compiled_tree().bytes, "lexicon");
  if (!opened.ok()) ADD_FAILURE() << opened.error().text();
  return opened.value();
}

}  // namespace khaldun::testing
