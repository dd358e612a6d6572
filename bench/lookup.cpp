// What it costs to open a lexicon and to look a name up in it, at one, ten and a hundred times the names of the tables.
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "khaldun/lexicon/lexicon.h"

namespace {

namespace fs = std::filesystem;
const fs::path kRoot = KHALDUN_SOURCE_DIR;

/// The tables of the tree and, in a file of its own, copies of the names of all organisations and persons with other words before
/// them, compiled into a file. Gone with the program.
class Grown {
 public:
  explicit Grown(int times) : file_(fs::temp_directory_path() / ("khaldun-bench-" + std::to_string(getpid()) + "-" + std::to_string(times) + ".lex")) {
    const fs::path folder = file_.string() + ".tables";
    fs::copy(kRoot / "lexicon", folder, fs::copy_options::recursive);
    if (times > 1) std::ofstream(folder / "places" / "cities.tsv", std::ios::app) << copies(times);
    std::ofstream(file_, std::ios::binary) << khaldun::compile_lexicon(folder).bytes;
    fs::remove_all(folder);
    auto opened = khaldun::Lexicon::open(file_);
    lexicon_ = std::make_unique<khaldun::Lexicon>(std::move(opened).value());
  }
  Grown(const Grown&) = delete;
  Grown& operator=(const Grown&) = delete;
  ~Grown() {
    std::error_code ignored;
    fs::remove(file_, ignored);
  }
  [[nodiscard]] const fs::path& file() const { return file_; }
  [[nodiscard]] const khaldun::Lexicon& lexicon() const { return *lexicon_; }

 private:
  /// All names of the tables again, each time with another word made of letters behind the last one: new words and longer rows.
  static std::string copies(int times) {
    const auto report = khaldun::compile_lexicon(kRoot / "lexicon");
    const auto tree = khaldun::Lexicon::from_bytes(report.bytes, "tree");
    std::string out;
    for (int k = 1; k < times; ++k) {
      const std::string tail = "q" + std::string(1, static_cast<char>('a' + k % 26)) + std::string(1, static_cast<char>('a' + k / 26 % 26));
      const auto add = [&](khaldun::table::Text name) {
        out += std::string(tree.value().text(name)) + tail + "\t\tFRA\t\t1\t1\t1000\t1\n";
      };
      for (const auto& actor : tree.value().all<khaldun::table::Actor>()) add(actor.name);
      for (const auto& place : tree.value().all<khaldun::table::Place>()) add(place.name);
    }
    return out;
  }

  fs::path file_;
  std::unique_ptr<khaldun::Lexicon> lexicon_;
};

const Grown& grown(int times) {
  static std::map<int, std::unique_ptr<Grown>> made;
  auto& one = made[times];
  if (one == nullptr) one = std::make_unique<Grown>(times);
  return *one;
}

/// The words of the example articles, as the recogniser looks them up.
const std::vector<std::string>& words() {
  static const std::vector<std::string> kWords = [] {
    std::vector<std::string> all;
    for (const auto& entry : fs::directory_iterator(kRoot / "examples")) {
      std::ifstream in(entry.path());
      std::ostringstream text;
      text << in.rdbuf();
      for (auto& piece : khaldun::normalise_words(text.str())) all.push_back(std::move(piece.word));
    }
    return all;
  }();
  return kWords;
}

void lookup(benchmark::State& state) {
  const auto& lexicon = grown(static_cast<int>(state.range(0))).lexicon();
  std::vector<std::string_view> row(words().begin(), words().end());
  std::vector<khaldun::Lexicon::Hit> hits;
  for (auto _ : state) {
    hits.clear();
    for (std::uint32_t i = 0; i < row.size(); ++i) lexicon.find_at(row, i, khaldun::Words::forms, hits);
    benchmark::DoNotOptimize(hits.data());
  }
  state.counters["names"] = static_cast<double>(lexicon.all<khaldun::table::Use>().size());
  state.counters["s_per_word"] = benchmark::Counter(static_cast<double>(row.size()), benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void open(benchmark::State& state) {
  const auto& file = grown(static_cast<int>(state.range(0))).file();
  for (auto _ : state) benchmark::DoNotOptimize(khaldun::Lexicon::open(file));
  state.counters["megabytes"] = static_cast<double>(fs::file_size(file)) / 1e6;
}

}  // namespace

BENCHMARK(lookup)->Arg(1)->Arg(10)->Arg(100)->Unit(benchmark::kMillisecond);
BENCHMARK(open)->Arg(1)->Arg(10)->Unit(benchmark::kMillisecond);
