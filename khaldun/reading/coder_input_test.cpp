#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "khaldun/reading/reading_testing.h"

namespace khaldun {
namespace {

using ::testing::ElementsAre;
using testing::from_bytes;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::Read;

constexpr std::string_view kPetrarch = R"(<?xml version="1.0" encoding="UTF-8"?>
<Sentences>
<Sentence date = "20080801" id ="AFP0808010501_1" source = "AFP" sentence = "True">
<Text>
A first sentence &amp; more,
wrapped.
</Text>
<Parse>
(ROOT (S (NP) (VP)))
</Parse>
</Sentence>
<Sentence date="20080801" id="AFP0808010501_2" source="AFP" sentence="True"><Text>A second one.</Text></Sentence>
<Sentence date="20080802" id="BBC_1" source="BBC" sentence="True"><Text>Another story.</Text></Sentence>
</Sentences>
)";

TEST(CoderInput, SentencesOfAPetrarchStoryAreOneDocument) {
  const Read read = from_bytes(kPetrarch, "");
  ASSERT_EQ(read.documents.size(), 2U);
  EXPECT_EQ(read.documents[0].source().id, "AFP0808010501");
  EXPECT_EQ(read.documents[0].text(), "A first sentence & more, wrapped.\n\nA second one.");
  EXPECT_EQ(read.documents[0].source().outlet, "AFP");
  EXPECT_EQ(to_iso(*read.documents[0].source().published), "2008-08-01");
  EXPECT_EQ(read.documents[1].source().id, "BBC_1");
  EXPECT_THAT(read.complaints, IsEmpty());
}

TEST(CoderInput, ASentenceWithoutTextCostsThatSentenceOnly) {
  const Read read = from_bytes("<Sentences><Sentence id='a'></Sentence>\n<Sentence id='b'><Text>Words.</Text></Sentence></Sentences>", "x.xml");
  ASSERT_EQ(read.documents.size(), 1U);
  EXPECT_THAT(read.complaints, ElementsAre("x.xml:1: a <Sentence> without <Text>"));
}

TEST(CoderInput, OtherXmlIsRefused) {
  const Read read = from_bytes("<rss><item>Words.</item></rss>", "feed.xml");
  EXPECT_THAT(read.documents, IsEmpty());
  EXPECT_THAT(read.complaints, ElementsAre(HasSubstr("XML without <Sentence>")));
}

TEST(CoderInput, TabariFilesAreSeenByTheirContent) {
  const std::string_view file = "950115 REUT-0001-01 EDITED\nA sentence that\nis wrapped.\n\n950115 REUT-0001-02\nIts second.\n\n20010203 AFP-7\nOther.\n";
  for (const std::string_view name : {"", "records.txt", "records.tab"}) {
    const Read read = from_bytes(file, name);
    ASSERT_EQ(read.documents.size(), 2U) << name;
    EXPECT_EQ(read.documents[0].source().id, "REUT-0001");
    EXPECT_EQ(read.documents[0].text(), "A sentence that is wrapped.\n\nIts second.");
    EXPECT_EQ(to_iso(*read.documents[0].source().published), "1995-01-15");
    EXPECT_EQ(to_iso(*read.documents[1].source().published), "2001-02-03");
  }
}

TEST(CoderInput, ATextThatBeginsWithANumberIsAText) {
  EXPECT_EQ(from_bytes("200801 people came.\nMore of them left.\n", "a.txt").documents.at(0).text(), "200801 people came.\nMore of them left.\n");
}

}  // namespace
}  // namespace khaldun
