#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "khaldun/reading/reading_testing.h"

namespace khaldun {
namespace {

using ::testing::ElementsAre;
using testing::from_bytes;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(Json, ADocumentHasAllItsFields) {
  const auto read = from_bytes(
      R"({"id":"a1","date":"2022-11-28","title":"T\u00e9","source":"AFP","url":"http://x","text":"Hello."})",
      "in.jsonl");
  ASSERT_EQ(read.documents.size(), 1U);
  const Document& document = read.documents[0];
  EXPECT_EQ(document.source().id, "a1");
  EXPECT_EQ(document.source().outlet, "AFP");
  EXPECT_EQ(document.source().url, "http://x");
  EXPECT_EQ(document.source().published, make_day(2022, 11, 28));
  EXPECT_EQ(document.title(), "T\u00e9");
  EXPECT_EQ(document.text(), "Hello.");
  EXPECT_THAT(read.complaints, IsEmpty());
}

TEST(Json, TheTextIsTheFieldByteForByte) {
  const auto read =
      from_bytes(R"({"text":" \t a\r\n\u0007b\u00a0c\u0085\ud83d\udd4a \n"})", "x.jsonl");
  ASSERT_EQ(read.documents.size(), 1U);
  EXPECT_EQ(read.documents[0].text(),
            " \t a\r\n\x07"
            "b\u00a0c\u0085\U0001F54A \n");
}

TEST(Json, NumbersNullsAndAliases) {
  const auto read = from_bytes(
      "{\"id\":17,\"date\":20221128,\"headline\":\"H\",\"body\":\"B\",\"url\":null}\n"
      "{\"id\":null,\"published\":null,\"content\":\"C\",\"source\":{\"id\":null,\"name\":\"BBC\"}}"
      "\n",
      "news.jsonl");
  ASSERT_EQ(read.documents.size(), 2U);
  EXPECT_EQ(read.documents[0].source().id, "17");
  EXPECT_EQ(read.documents[0].source().published, make_day(2022, 11, 28));
  EXPECT_EQ(read.documents[0].title(), "H");
  EXPECT_EQ(read.documents[1].source().id, "news-2");
  EXPECT_EQ(read.documents[1].source().outlet, "BBC");
  EXPECT_THAT(read.complaints, IsEmpty());
}

TEST(Json, ABrokenLineIsToldAndTheRestIsRead) {
  const auto read = from_bytes(
      "{\"id\":\"a\",\"text\":\"One.\"}\n\n{\"id\":\"b\",\"text\":oops}\n{\"id\":\"c\",\"text\":"
      "\"Three.\"}\r\n",
      "in.jsonl");
  ASSERT_EQ(read.documents.size(), 2U);
  EXPECT_EQ(read.documents[1].source().id, "c");
  EXPECT_EQ(read.counts.faults, 1U);
  EXPECT_THAT(read.complaints, ElementsAre(HasSubstr("in.jsonl:3:18: not JSON: ")));
}

TEST(Json, StringsAreCheckedWithTheirColumn) {
  EXPECT_THAT(from_bytes("{\"text\":\"\u00e9\u00e9\\x\"}", "a.jsonl").complaints,
              ElementsAre("a.jsonl:1:12: not JSON: unknown escape in a string"));
  EXPECT_THAT(from_bytes("{\"text\":\"open", "a.jsonl").complaints,
              ElementsAre("a.jsonl:1:9: not JSON: string is not closed"));
  EXPECT_THAT(from_bytes("{\"text\":\"a\tb\"}", "a.jsonl").complaints,
              ElementsAre(HasSubstr("a.jsonl:1:11: not JSON: control character")));
  EXPECT_THAT(from_bytes("{\"text\":\"\\u12\"}", "a.jsonl").complaints,
              ElementsAre(HasSubstr("unknown escape")));
}

TEST(Json, MissingOrOtherTextIsToldWithItsLine) {
  const auto read = from_bytes(
      "{\"id\":\"a\"}\n{\"text\":5}\n{\"text\":[\"x\"]}\n{\"text\":null}\n{\"text\":{}}"
      "\n\"str\"\n7\n"
      "{\"text\":\"  \"}\n{\"text\":\"Fine.\"}\n",
      "in.jsonl");
  EXPECT_EQ(read.documents.size(), 1U);
  EXPECT_EQ(read.counts.faults, 8U);
  EXPECT_THAT(read.complaints,
              ElementsAre("in.jsonl:1: no \"text\" in this document",
                          "in.jsonl:2: \"text\" is a number, expected a string",
                          "in.jsonl:3: \"text\" is a list, expected a string",
                          "in.jsonl:4: \"text\" is null, expected a string",
                          "in.jsonl:5: \"text\" is an object, expected a string",
                          "in.jsonl:6: expected an object with \"text\", found a string",
                          "in.jsonl:7: expected an object with \"text\", found a number",
                          "in.jsonl:8: empty: no text"));
}

TEST(Json, NestedKeysAreNotFields) {
  const auto read = from_bytes(
      R"({"meta":{"text":"inner","id":"x"},"list":[{"text":"y"},[1,{"date":"bad"}]],"text":"outer"})",
      "f.jsonl");
  ASSERT_EQ(read.documents.size(), 1U);
  EXPECT_EQ(read.documents[0].text(), "outer");
  EXPECT_EQ(read.documents[0].source().id, "f");
  EXPECT_THAT(read.complaints, IsEmpty());
}

TEST(Json, AWrongDateIsToldAndTheDocumentKept) {
  const auto read = from_bytes("{\"text\":\"A.\",\"date\":\"28/11/2022\"}", "f.jsonl");
  ASSERT_EQ(read.documents.size(), 1U);
  EXPECT_FALSE(read.documents[0].source().published.has_value());
  EXPECT_EQ(read.counts.faults, 0U);
  EXPECT_EQ(read.counts.warnings, 1U);
  EXPECT_THAT(read.complaints,
              ElementsAre(HasSubstr("f.jsonl:1: date \"28/11/2022\" is not understood")));
}

TEST(Json, AListOfDocumentsIsReadWithTheirLines) {
  const auto read =
      from_bytes("[\n {\"text\":\"A.\"},\n {\"id\":\"b\"},\n {\"text\":\"C.\"}\n]\n", "f.json");
  ASSERT_EQ(read.documents.size(), 2U);
  EXPECT_EQ(read.documents[0].source().id, "f-1");
  EXPECT_EQ(read.documents[1].source().id, "f-3");
  EXPECT_THAT(read.complaints, ElementsAre("f.json:3: no \"text\" in this document"));
}

TEST(Json, ABrokenListGivesWhatStandsBefore) {
  const auto read = from_bytes("[{\"text\":\"A.\"},\n{\"text\":\"B.\" \"C\"}]", "f.json");
  ASSERT_EQ(read.documents.size(), 1U);
  EXPECT_EQ(read.documents[0].text(), "A.");
  EXPECT_THAT(read.complaints, ElementsAre(HasSubstr("f.json:2:")));
}

TEST(Json, OneDocumentOverSeveralLinesIsRead) {
  const auto read = from_bytes("{\n  \"id\": \"p\",\n  \"text\": \"A.\"\n}\n", "f.json");
  ASSERT_EQ(read.documents.size(), 1U);
  EXPECT_EQ(read.documents[0].source().id, "p");
}

TEST(Json, LinesInAJsonFileAreReadToo) {
  EXPECT_EQ(from_bytes("{\"text\":\"A.\"}\n{\"text\":\"B.\"}\n", "f.json").documents.size(), 2U);
}

TEST(Json, EmptyListsAndObjectsAreTold) {
  EXPECT_THAT(from_bytes("[]", "f.json").complaints, ElementsAre(HasSubstr("f.json: empty")));
  EXPECT_THAT(from_bytes("{}", "f.json").complaints, ElementsAre(HasSubstr("no \"text\"")));
  EXPECT_THAT(from_bytes("\n \n", "f.jsonl").complaints, ElementsAre("f.jsonl: empty: no text"));
  EXPECT_THAT(from_bytes("[[]]", "f.json").complaints, ElementsAre(HasSubstr("found a list")));
}

TEST(Json, LoneSurrogatesAreReplaced) {
  const auto read = from_bytes("{\"text\":\"a\\ud83dz \\udd4a \\\\ud83d\"}", "f.jsonl");
  ASSERT_EQ(read.documents.size(), 1U);
  EXPECT_EQ(read.documents[0].text(), "a\uFFFDz \uFFFD \\ud83d");
}

TEST(Json, InvalidBytesAreRepairedWithOneWarning) {
  const auto read = from_bytes("{\"text\":\"caf\xE9\"}\n{\"text\":\"\x93x\x94\"}\n", "f.jsonl");
  ASSERT_EQ(read.documents.size(), 2U);
  EXPECT_EQ(read.documents[0].text(), "caf\u00e9");
  EXPECT_EQ(read.documents[1].text(), "\u201Cx\u201D");
  EXPECT_THAT(read.complaints, ElementsAre("f.jsonl: not valid UTF-8 at byte offset 12; repaired"));
}

TEST(Json, ACutFirstLineCostsOnlyItself) {
  const auto read = from_bytes("{\"id\":\"a\",\n{\"text\":\"B.\"}\n", "f.jsonl");
  EXPECT_EQ(read.documents.size(), 1U);
  EXPECT_EQ(read.counts.faults, 1U);
}

TEST(Json, DeepNestingIsNoDanger) {
  const auto read =
      from_bytes("{\"x\":" + std::string(1000000, '[') + "\n{\"text\":\"A.\"}\n", "f.jsonl");
  EXPECT_EQ(read.documents.size(), 1U);
  EXPECT_EQ(read.counts.faults, 1U);
}

TEST(Json, ALineBeyondTheLimitIsLeftOut) {
  ReadOptions options;
  options.max_bytes = 100;
  const std::string line = "{\"text\":\"" + std::string(200, 'x') + "\"}\n";
  const auto read = from_bytes(line + "{\"text\":\"A.\"}\n" + line, "f.jsonl", options);
  EXPECT_EQ(read.documents.size(), 1U);
  EXPECT_THAT(read.complaints,
              ElementsAre("f.jsonl:1: a line longer than 100 bytes, the limit for one document",
                          "f.jsonl:3: a line longer than 100 bytes, the limit for one document"));
}

}  // namespace
}  // namespace khaldun
