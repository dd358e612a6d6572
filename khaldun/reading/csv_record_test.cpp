#include "khaldun/reading/csv_record.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace khaldun {
namespace {

using ::testing::ElementsAre;

TEST(CsvRecord, QuotesHoldSeparatorsLineBreaksAndQuotes) {
  const auto record = parse_csv_record("a,\"b,\r\n\"\"c\"\"\",d\r\nnext", ',', true);
  EXPECT_EQ(record.state, CsvState::record);
  EXPECT_THAT(record.cells, ElementsAre("a", "b,\r\n\"c\"", "d"));
  EXPECT_EQ(record.length, 17U);
}

TEST(CsvRecord, EmptyCellsCount) {
  EXPECT_THAT(parse_csv_record(",,\n", ',', true).cells, ElementsAre("", "", ""));
  EXPECT_THAT(parse_csv_record("\"\",x,", ',', true).cells, ElementsAre("", "x", ""));
}

TEST(CsvRecord, AQuoteWithinAPlainCellIsACharacter) {
  EXPECT_THAT(parse_csv_record("5\" gun\tz", '\t', true).cells, ElementsAre("5\" gun", "z"));
}

TEST(CsvRecord, EveryCutAsksForMoreAndThenAgrees) {
  const std::string text = "a,\"b\"\"\r\n\",c\r\n";
  for (std::size_t cut = 0; cut < text.size(); ++cut) {
    EXPECT_EQ(parse_csv_record(text.substr(0, cut), ',', false).state, CsvState::more_needed)
        << cut;
  }
  const auto record = parse_csv_record(text + "d", ',', false);
  EXPECT_EQ(record.state, CsvState::record);
  EXPECT_EQ(record.length, text.size());
}

TEST(CsvRecord, TextBehindAQuoteIsAFlawAndReadingGoesOnAtTheNextLine) {
  const auto record = parse_csv_record("1,\"He said \"stop\"\",x\n2,fine,y\n", ',', true);
  EXPECT_EQ(record.state, CsvState::flaw);
  EXPECT_EQ(record.at, 12U);
  EXPECT_EQ(record.length, 21U);
}

TEST(CsvRecord, AnOpenQuoteIsAFlawOfItsLine) {
  const auto record = parse_csv_record("1,\"open\n2,fine\n", ',', true);
  EXPECT_EQ(record.state, CsvState::flaw);
  EXPECT_EQ(record.at, 2U);
  EXPECT_EQ(record.length, 8U);
}

}  // namespace
}  // namespace khaldun
