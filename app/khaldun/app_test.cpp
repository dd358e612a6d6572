#include <gmock/gmock.h>

#include <chrono>
#include <fstream>
#include <iterator>
#include <new>
#include <sstream>
#include <thread>

#include "app/khaldun/flags.h"
#include "app/khaldun/help.h"
#include "app/khaldun/lexicon_examples.h"
#include "app/khaldun/output.h"
#include "app/khaldun/pipeline.h"

namespace khaldun::app {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::variant<Call, Refusal> read(std::vector<std::string> words) {
  return read_command_line(words);
}

Call call(std::vector<std::string> words) {
  auto line = read(std::move(words));
  if (const auto* refusal = std::get_if<Refusal>(&line)) ADD_FAILURE() << refusal->message;
  return std::holds_alternative<Call>(line) ? std::get<Call>(line) : Call();
}

std::string refusal(std::vector<std::string> words) {
  const auto line = read(std::move(words));
  return std::holds_alternative<Refusal>(line) ? std::get<Refusal>(line).message : "";
}

TEST(CommandLine, FlagsAndInputsInAnyOrder) {
  const Call c = call({"code", "a.txt", "--date", "2024-03-05", "-", "-j4", "--format=csv", "-o",
                       "out.csv", "b", "--no-text"});
  EXPECT_EQ(c.command->name, "code");
  EXPECT_THAT(c.arguments, ElementsAre("a.txt", "-", "b"));
  EXPECT_EQ(c.value("date"), "2024-03-05");
  EXPECT_EQ(c.value("jobs"), "4");
  EXPECT_EQ(c.value("format"), "csv");
  EXPECT_EQ(c.value("output"), "out.csv");
  EXPECT_TRUE(c.has("no-text"));
  EXPECT_FALSE(c.has("help"));
}

TEST(CommandLine, GlobalFlagsBeforeOrAfterTheCommand) {
  EXPECT_EQ(call({"--lexicon", "code", "code", "a.txt"}).value("lexicon"), "code");
  EXPECT_EQ(call({"code", "--lexicon", "x", "a.txt"}).value("lexicon"), "x");
}

TEST(CommandLine, FilesMayHaveTheNamesOfCommandsOrStartWithADash) {
  EXPECT_THAT(call({"code", "parse", "lexicon", "help"}).arguments,
              ElementsAre("parse", "lexicon", "help"));
  EXPECT_THAT(call({"code", "--", "--date"}).arguments, ElementsAre("--date"));
  EXPECT_THAT(call({"help", "lexicon", "check"}).arguments, ElementsAre("lexicon", "check"));
}

TEST(CommandLine, TwoWordCommands) {
  const Call c = call({"lexicon", "compile", "tables", "-o", "out.lex"});
  EXPECT_EQ(c.command->name, "lexicon compile");
  EXPECT_THAT(c.arguments, ElementsAre("tables"));
}

TEST(CommandLine, RepeatedFlagsKeepAllValues) {
  EXPECT_THAT(call({"train", "a", "--dev", "b", "--dev", "c", "d"}).all("dev"),
              ElementsAre("b", "c"));
}

TEST(CommandLine, WrongUseIsRefusedWithAReason) {
  EXPECT_THAT(refusal({"cod", "a.txt"}), HasSubstr("did you mean \"code\"?"));
  EXPECT_THAT(refusal({"frobnicate"}), HasSubstr("no command"));
  EXPECT_THAT(refusal({"code", "--frob"}), HasSubstr("--frob"));
  EXPECT_THAT(refusal({"code", "--format", "xml"}), HasSubstr("xml"));
  EXPECT_THAT(refusal({"code", "--date"}), HasSubstr("date"));
  EXPECT_THAT(refusal({"explain"}), HasSubstr("FILE is missing"));
  EXPECT_THAT(refusal({"explain", "a", "b", "c"}), HasSubstr("too many"));
  EXPECT_THAT(refusal({"eval", "gold"}), HasSubstr("SYSTEM is missing"));
  EXPECT_THAT(refusal({"lexicon"}), HasSubstr("check, compile, suggest or stats"));
}

TEST(CommandLine, HelpNeedsNoArguments) {
  EXPECT_TRUE(call({"eval", "--help"}).has("help"));
  EXPECT_TRUE(call({"--help"}).has("help"));
  EXPECT_TRUE(call({"lexicon", "check", "-h"}).has("help"));
  EXPECT_TRUE(call({"--version"}).has("version"));
}

TEST(Table, EveryCommandSaysWhatItDoesAndGivesAnExample) {
  for (const Command& command : commands()) {
    EXPECT_FALSE(command.summary.empty()) << command.name;
    EXPECT_GE(command.examples.size(), 1U) << command.name;
    for (const Flag& flag : command.flags)
      EXPECT_FALSE(flag.help.empty()) << command.name << " " << flag.name;
    EXPECT_THAT(help_for(command), HasSubstr("Examples:"));
    EXPECT_THAT(overview(), HasSubstr(std::string(command.summary.substr(0, 20))));
    EXPECT_THAT(man_page(), HasSubstr(".Ss khaldun " + std::string(command.name) + "\n"));
  }
}

TEST(Table, HelpFitsATerminal) {
  for (const Command& command : commands()) {
    std::istringstream lines(help_for(command));
    for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 100U) << line;
  }
}

TEST(Numbers, OnlyWholeOnesWithinBounds) {
  EXPECT_EQ(whole_number("12", 1, 20), 12);
  EXPECT_EQ(whole_number("0", 1, 20), std::nullopt);
  EXPECT_EQ(whole_number("12x", 1, 20), std::nullopt);
  EXPECT_EQ(whole_number("", 1, 20), std::nullopt);
}

Document numbered(int n) {
  Source source;
  source.id = std::to_string(n);
  return Document("", "text " + source.id, source);
}

/// What a pipeline of `jobs` threads writes for 200 documents of which earlier ones take longer.
std::string piped(unsigned jobs) {
  const std::string path = testing::TempDir() + "/khaldun_pipeline_" + std::to_string(jobs);
  {
    auto output = Output::open(path);
    EXPECT_TRUE(output.ok());
    Pipeline pipeline(
        jobs,
        [](const Document& d) {
          const int n = std::stoi(d.source().id);
          std::this_thread::sleep_for(std::chrono::microseconds(n % 7 == 0 ? 2000 : 10));
          return Coded{d.source().id + "\n", {}, {}, 1, {}};
        },
        &output.value());
    for (int n = 0; n < 200; ++n) EXPECT_TRUE(pipeline.give(numbered(n)));
    const auto totals = pipeline.finish();
    EXPECT_EQ(totals.documents, 200U);
    EXPECT_EQ(totals.events, 200U);
    EXPECT_TRUE(output.value().finish());
  }
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

TEST(Pipeline, WritesInTheOrderOfTheInputWhateverTheNumberOfThreads) {
  std::string expected;
  for (int n = 0; n < 200; ++n) expected += std::to_string(n) + "\n";
  EXPECT_EQ(piped(1), expected);
  EXPECT_EQ(piped(4), expected);
  EXPECT_EQ(piped(16), expected);
}

TEST(Pipeline, StopsTakingDocumentsWhenTheDiskIsFull) {
  auto output = Output::open("/dev/full");
  ASSERT_TRUE(output.ok());
  Pipeline pipeline(
      2,
      [](const Document&) {
        return Coded{"x", {}, {}, 1, {}};
      },
      &output.value());
  bool refused = false;
  for (int n = 0; n < 10000 && !refused; ++n) refused = !pipeline.give(numbered(n));
  EXPECT_TRUE(refused);
  (void)pipeline.finish();
  EXPECT_FALSE(output.value().finish());
  EXPECT_THAT(output.value().error(), HasSubstr("No space left"));
}

TEST(Pipeline, ADocumentThatFailsDoesNotStopTheOthers) {
  const std::string path = testing::TempDir() + "/khaldun_pipeline_failure";
  auto output = Output::open(path);
  Pipeline pipeline(
      2,
      [](const Document& d) -> Coded {
        if (d.source().id == "3") throw std::bad_alloc();
        return {d.source().id, {}, {}, 0, {}};
      },
      &output.value());
  for (int n = 0; n < 6; ++n) EXPECT_TRUE(pipeline.give(numbered(n)));
  EXPECT_THAT(pipeline.finish().failures, ElementsAre("3: out of memory"));
}

TEST(Examples, AreTakenApart) {
  const auto e =
      read_example("The [TTP]actor ended [the truce] with [Pakistan]recipient. => negation denies");
  EXPECT_EQ(e.text, "The TTP ended the truce with Pakistan.");
  EXPECT_THAT(e.marks,
              ElementsAre(testing::Pair("TTP", "actor"), testing::Pair("Pakistan", "recipient")));
  EXPECT_THAT(e.expected, ElementsAre("negation", "denies"));
}

TEST(Examples, EveryMarkMustBeInTheRecord) {
  const auto e = read_example("The [TTP]actor denied it. => denies");
  Record r;
  EXPECT_FALSE(coded_as_marked(r, e));
  r.actors.emplace_back();
  r.actors.front().text = "The TTP";
  EXPECT_FALSE(coded_as_marked(r, e));
  r.attribution.emplace_back();
  r.attribution.front().stance = "denies";
  EXPECT_TRUE(coded_as_marked(r, e));
  r.actors.front().text = "Pakistan";
  EXPECT_FALSE(coded_as_marked(r, e));
}

}  // namespace
}  // namespace khaldun::app
