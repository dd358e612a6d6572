// How long each stage takes on the example articles. Words per second stand in the counter "words".
#include <benchmark/benchmark.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "khaldun/actors/join.h"
#include "khaldun/actors/mentions.h"
#include "khaldun/actors/places.h"
#include "khaldun/events/coding.h"
#include "khaldun/events/place.h"
#include "khaldun/events/resolve.h"
#include "khaldun/events/time.h"
#include "khaldun/khaldun.h"
#include "khaldun/language/language.h"
#include "khaldun/lexicon/lexicon.h"

namespace {

const std::filesystem::path kRoot = KHALDUN_SOURCE_DIR;

std::string articles() {
  std::string all;
  for (const auto& entry : std::filesystem::directory_iterator(kRoot / "examples")) {
    std::ifstream in(entry.path());
    std::ostringstream text;
    text << in.rdbuf();
    all += text.str() + "\n\n";
  }
  return all;
}

const std::string& text() {
  static const std::string kText = articles();
  return kText;
}
const khaldun::Lexicon& lexicon() {
  static const auto kLexicon = khaldun::Lexicon::open(kRoot / "lexicon");
  return kLexicon.value();
}
const khaldun::Language& language() {
  static const auto kLanguage = khaldun::Language::open(kRoot / "weights");
  return kLanguage.value();
}

void count_words(benchmark::State& state, const khaldun::Analysis& analysis) {
  state.counters["words"] = benchmark::Counter(static_cast<double>(analysis.tokens.size()) * static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}

void tokenise(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(khaldun::tokenise(text()));
  count_words(state, khaldun::tokenise(text()));
}
void analyse(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(language().analyse(text()));
  count_words(state, language().analyse(text()));
}
void recognise(benchmark::State& state) {
  auto analysis = language().analyse(text());
  khaldun::join_names(analysis, text(), lexicon(), std::nullopt);
  for (auto _ : state) benchmark::DoNotOptimize(khaldun::recognise(text(), analysis, lexicon(), std::nullopt));
  count_words(state, analysis);
}
void find_events(benchmark::State& state) {
  auto analysis = language().analyse(text());
  khaldun::join_names(analysis, text(), lexicon(), std::nullopt);
  const auto mentions = khaldun::recognise(text(), analysis, lexicon(), std::nullopt);
  for (auto _ : state) benchmark::DoNotOptimize(khaldun::find_events(text(), analysis, mentions, lexicon(), std::nullopt, false));
  count_words(state, analysis);
}
/// Expressions of time, dates, places, sizes and all else that makes records of events.
void read_times_and_resolve(benchmark::State& state) {
  auto analysis = language().analyse(text());
  khaldun::join_names(analysis, text(), lexicon(), std::nullopt);
  const auto mentions = khaldun::recognise(text(), analysis, lexicon(), std::nullopt);
  const auto coding = khaldun::find_events(text(), analysis, mentions, lexicon(), std::nullopt, false);
  for (auto _ : state) {
    const auto calendar = khaldun::read_times(analysis, std::nullopt, lexicon());
    benchmark::DoNotOptimize(khaldun::resolve({text(), analysis, mentions, coding, calendar, false}, lexicon(), {}));
  }
  count_words(state, analysis);
}

/// What dates, places and sizes cost: expressions of time, places settled, and place and figures of every event that is kept. The dates of
/// events are in `read_times_and_resolve` only.
void dates_places_sizes(benchmark::State& state) {
  auto analysis = language().analyse(text());
  khaldun::join_names(analysis, text(), lexicon(), std::nullopt);
  const auto mentions = khaldun::recognise(text(), analysis, lexicon(), std::nullopt);
  const auto coding = khaldun::find_events(text(), analysis, mentions, lexicon(), std::nullopt, false);
  for (auto _ : state) {
    const auto calendar = khaldun::read_times(analysis, std::nullopt, lexicon());
    auto settled = mentions;
    khaldun::settle_places(settled, analysis, lexicon());
    const khaldun::Layers layers{text(), analysis, mentions, coding, calendar, false};
    for (const auto& e : coding.events) {
      if (!e.kept) continue;
      benchmark::DoNotOptimize(khaldun::places_of(layers, lexicon(), e));
      benchmark::DoNotOptimize(khaldun::sizes_of(layers, lexicon(), e));
    }
  }
  count_words(state, analysis);
}

}  // namespace

BENCHMARK(tokenise)->Unit(benchmark::kMillisecond);
BENCHMARK(analyse)->Unit(benchmark::kMillisecond);
BENCHMARK(recognise)->Unit(benchmark::kMillisecond);
BENCHMARK(find_events)->Unit(benchmark::kMillisecond);
BENCHMARK(read_times_and_resolve)->Unit(benchmark::kMillisecond);
BENCHMARK(dates_places_sizes)->Unit(benchmark::kMillisecond);
