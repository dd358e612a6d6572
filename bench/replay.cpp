// How long the ledger takes to replay what a million tellings say of processes, and to take in one more document.
//     khaldun_replay [TELLINGS] [DYADS]     default: 1,000,000 tellings of 2,000 dyads, three a document, over twenty years
// Made by a linear congruential generator: the same tellings on each machine.
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "khaldun/ledger/processes.h"
#include "khaldun/lexicon/lexicon.h"

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

/// Knuth's constants (MMIX).
class Dice {
 public:
  std::uint32_t below(std::uint32_t n) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::uint32_t>(state_ >> 33U) % n;
  }

 private:
  std::uint64_t state_ = 42;
};

khaldun::Who party(std::string key, const char* sector) {
  khaldun::Who who;
  who.entity = who.key = who.name = std::move(key);
  who.sectors = {sector};
  return who;
}

/// Violence, calls, truces and talks in the proportions of news: most tellings are attacks.
khaldun::Assertion telling(Dice& dice, std::uint32_t document, std::uint32_t part, std::uint32_t dyads) {
  struct Kind {
    const char *type, *process, *transition;
  };
  static constexpr Kind kKinds[] = {{"ASSAULT", "", ""},          {"ASSAULT", "", ""},           {"ASSAULT", "", ""},
                                    {"ASSAULT", "", ""},          {"ASSAULT", "", ""},           {"CONCEDE", "ceasefire", "declared"},
                                    {"REQUEST", "ceasefire", "called_for"}, {"REJECT", "ceasefire", "ended"},
                                    {"CONSULT", "talks", "held"}, {"REQUEST", "talks", "proposed"}};
  const Kind& kind = kKinds[dice.below(10)];
  const std::uint32_t dyad = document * 7919U % dyads;
  khaldun::Assertion told;
  told.doc = "d" + std::to_string(document);
  told.id = told.doc + "-" + std::to_string(part);
  told.type = kind.type, told.process = kind.process, told.transition = kind.transition;
  told.completion = "accomplished", told.precision = "day";
  told.told = khaldun::Day{std::chrono::days{10957 + static_cast<int>(document % 7300U)}};
  told.first = told.last = *told.told - std::chrono::days{dice.below(3)};
  told.sentence = part;
  told.actors = {party("group-" + std::to_string(dyad), "REB")};
  told.recipients = {party("state-" + std::to_string(dyad % 180U), "GOV")};
  if (told.process == "talks") told.actors.push_back(told.recipients.front()), told.recipients.clear();
  return told;
}

}  // namespace

int main(int argc, char** argv) {
  const auto tellings = static_cast<std::uint32_t>(argc > 1 ? std::atol(argv[1]) : 1'000'000);
  const auto dyads = static_cast<std::uint32_t>(argc > 2 ? std::atol(argv[2]) : 2'000);
  const auto lexicon = khaldun::Lexicon::open(std::string(KHALDUN_SOURCE_DIR) + "/lexicon");
  if (!lexicon || dyads == 0) return 1;
  Dice dice;
  std::vector<std::vector<khaldun::Assertion>> documents;
  for (std::uint32_t n = 0; n < tellings; n += 3) {
    documents.emplace_back();
    for (std::uint32_t part = 0; part < 3 && n + part < tellings; ++part) documents.back().push_back(telling(dice, n / 3, part, dyads));
  }
  const auto start = Clock::now();
  khaldun::Processes processes(lexicon.value());
  for (auto& document : documents) {
    processes.add(document);
    document.clear();
    document.shrink_to_fit();
  }
  const double added = seconds_since(start);
  const auto day = khaldun::parse_day("2019-12-31");
  const auto states = processes.on(day);
  std::printf("%u tellings of %u dyads: %.1f s to take in, %.1f s to replay, %zu processes\n", tellings, dyads, added,
              seconds_since(start) - added, states.size());
  const std::vector<khaldun::Assertion> more = {telling(dice, tellings, 0, dyads), telling(dice, tellings, 1, dyads)};
  const auto again = Clock::now();
  processes.add(more);
  const auto some = processes.on(day, {more.front().actors.front().key});
  std::printf("one more document: %.1f ms until the %zu processes of its group are known\n", seconds_since(again) * 1000, some.size());
}
