#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "khaldun/reading/reading_testing.h"

namespace khaldun {
namespace {

using ::testing::ElementsAre;
using testing::from_bytes;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(Csv, RowsBecomeDocuments) {
  const auto read = from_bytes(
      "id,date,title,source,url,text\r\n"
      "a,2022-11-28,\"T, with comma\",AFP,http://x,\"Line one.\r\nSays \"\"yes\"\".\"\r\n"
      "b,,,,,Plain.\r\n",
      "in.csv");
  ASSERT_EQ(read.documents.size(), 2U);
  EXPECT_EQ(read.documents[0].title(), "T, with comma");
  EXPECT_EQ(read.documents[0].text(), "Line one.\r\nSays \"yes\".");
  EXPECT_EQ(read.documents[0].source().published, make_day(2022, 11, 28));
  EXPECT_EQ(read.documents[1].source().id, "b");
  EXPECT_FALSE(read.documents[1].source().published.has_value());
  EXPECT_THAT(read.complaints, IsEmpty());
}

TEST(Csv, AMissingTextColumnIsToldWithTheColumnsFound) {
  const auto read = from_bytes("id,words\n1,Hello.\n", "in.csv");
  EXPECT_THAT(read.documents, IsEmpty());
  EXPECT_THAT(read.complaints,
              ElementsAre("in.csv:1: no column \"text\" in the header, found \"id\", \"words\""));
}

TEST(Csv, RaggedRowsAreLeftOut) {
  const auto read = from_bytes("id,text\na,One.\nb\nc,Three.,more\n\nd,Four.\n", "in.csv");
  EXPECT_EQ(read.documents.size(), 2U);
  EXPECT_THAT(read.complaints,
              ElementsAre("in.csv:3: row of 1 cells, expected 2 as in the header",
                          "in.csv:4: row of 3 cells, expected 2 as in the header"));
}

TEST(Csv, LineNumbersCountTheLinesWithinQuotes) {
  const auto read = from_bytes("id,text\na,\"One\n\nlines.\"\nb\n", "in.csv");
  EXPECT_THAT(read.complaints, ElementsAre(HasSubstr("in.csv:5: row of 1")));
}

TEST(Csv, BrokenQuotesCostOneRow) {
  const auto read =
      from_bytes("id,text\na,\"He said \"stop\" there.\"\nb,Fine.\nc,\"open\nd,Last.\n", "in.csv");
  ASSERT_EQ(read.documents.size(), 2U);
  EXPECT_EQ(read.documents[0].source().id, "b");
  EXPECT_EQ(read.documents[1].source().id, "d");
  EXPECT_THAT(read.complaints, ElementsAre(HasSubstr("in.csv:2:13: text behind a closing quote"),
                                           HasSubstr("in.csv:4:3: quote is not closed")));
}

TEST(Csv, TabsSemicolonsAndMarksAreUnderstood) {
  EXPECT_EQ(from_bytes("id\ttext\na\tOne, two; three.\n", "in.tsv").documents.at(0).text(),
            "One, two; three.");
  EXPECT_EQ(from_bytes("\xEF\xBB\xBFid;text\na;One, two.\n", "in.csv").documents.at(0).text(),
            "One, two.");
  EXPECT_EQ(from_bytes("text\nOne.\n", "in.csv").documents.at(0).source().id, "in");
}

TEST(Csv, NothingUnderTheHeaderIsTold) {
  EXPECT_THAT(from_bytes("id,text\n", "in.csv").complaints,
              ElementsAre("in.csv: empty: no rows under the header"));
  EXPECT_THAT(from_bytes("", "in.csv").complaints, ElementsAre("in.csv: empty: no text"));
}

TEST(Csv, EmptyTextsAreToldWithTheirLine) {
  const auto read = from_bytes("id,text\na,\nb, \nc,Text.\n", "in.csv");
  EXPECT_EQ(read.documents.size(), 1U);
  EXPECT_THAT(read.complaints, ElementsAre("in.csv:2: empty: no text", "in.csv:3: empty: no text"));
}

TEST(Csv, InvalidBytesAreRepairedWithOneWarning) {
  const auto read = from_bytes("id,text\na,caf\xE9\nb,\x93x\x94\n", "in.csv");
  ASSERT_EQ(read.documents.size(), 2U);
  EXPECT_EQ(read.documents[0].text(), "caf\u00e9");
  EXPECT_THAT(read.complaints, ElementsAre("in.csv: not valid UTF-8 at byte offset 13; repaired"));
}

}  // namespace
}  // namespace khaldun
