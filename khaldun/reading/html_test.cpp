#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "khaldun/reading/reading_testing.h"

namespace khaldun {
namespace {

using ::testing::ElementsAre;
using testing::from_bytes;
using ::testing::HasSubstr;

constexpr std::string_view kPage = R"(<!DOCTYPE html><html><head>
<title>Minister visits Tirana - The Example Times</title>
<meta property="og:title" content="Minister visits Tirana">
<meta property="og:site_name" content="The Example Times">
<meta property="article:published_time" content="2021-03-04T22:10:00+01:00">
<link rel="canonical" href="https://example.org/visit">
<style>p { color: red }</style><script>var p = "<p>no</p>";</script></head>
<body><header><h1>The Example Times</h1></header><nav><ul><li><a href="/">Home</a></li></ul></nav>
<main><h1>Minister visits Tirana</h1>
<div class="share-bar"><p>Share this on all the networks that you can think of today.</p></div>
<article><p>The minister   arrived on&nbsp;Thursday &amp; left&#8217;s <b>soon</b>.</p>
<figure><img src="x"><figcaption>A caption.</figcaption></figure>
<p>Talks were &ldquo;useful&rdquo;,<br>he said.</p><ul><li>First point</li><li>Second point</li></ul>
<p><a href="/other">Read more: an older visit</a></p><noscript>Turn on scripts</noscript></article>
<aside>Most read</aside></main><form><p>Sign up</p></form><footer>Copyright</footer></body></html>)";

TEST(Html, TheArticleIsFoundAndTheFurnitureLeft) {
  const auto read = from_bytes(kPage, "visit.html");
  ASSERT_EQ(read.documents.size(), 1U);
  const Document& document = read.documents[0];
  EXPECT_EQ(document.text(),
            "The minister arrived on Thursday & left\u2019s soon.\n\n"
            "Talks were \u201Cuseful\u201D,\nhe said.\n\nFirst point\n\nSecond point");
  EXPECT_EQ(document.title(), "Minister visits Tirana");
  EXPECT_EQ(document.source().outlet, "The Example Times");
  EXPECT_EQ(document.source().url, "https://example.org/visit");
  EXPECT_EQ(document.source().published, make_day(2021, 3, 4));
  EXPECT_EQ(document.source().id, "visit");
}

TEST(Html, PlainPagesOfOldAreRead) {
  const auto read = from_bytes(
      "<html><title>Old page</title><body bgcolor=white><table><tr><td>Menu<td><font size=2>The "
      "army left the"
      " town.<p>Villagers <i>returned</i> at dawn.</font></table>",
      "old.htm");
  ASSERT_EQ(read.documents.size(), 1U);
  EXPECT_THAT(std::string(read.documents[0].text()),
              HasSubstr("The army left the town.\n\nVillagers returned at dawn."));
  EXPECT_EQ(read.documents[0].title(), "Old page");
}

TEST(Html, AFragmentWithoutAnyFrameIsRead) {
  EXPECT_EQ(from_bytes("<p>One.</p><p>Two.</p>", "f.html").documents.at(0).text(), "One.\n\nTwo.");
  EXPECT_EQ(from_bytes("Only text", "f.html").documents.at(0).text(), "Only text");
}

TEST(Html, DivisionsWithParagraphsWinWhereNothingIsMarked) {
  const auto read = from_bytes(
      "<body><div>Weather: rain <a href=a>Sport</a> <a href=b>Money</a></div><div "
      "class=x><p>Police in the capital held"
      " three men on Friday.</p><p>A court will hear them next week, officials "
      "said.</p></div></body>",
      "f.html");
  EXPECT_EQ(read.documents.at(0).text(),
            "Police in the capital held three men on Friday.\n\nA court will hear them next week, "
            "officials said.");
}

TEST(Html, AWordInAClassConvictsNoHalfOfAPage) {
  const auto read = from_bytes(
      "<body class='with-sidebar'><div class='nav-page'><div class=story><p>Soldiers and gunmen "
      "clashed near the "
      "border on Monday, officials said.</p><div class=related>Related</div><p>Twelve people were "
      "killed and forty "
      "were wounded in the town.</p></div><div class=comments><p>I do not agree with a thing of "
      "this.</p></div>"
      "<div class=sidebar><p>A teaser about something else.</p></div></div></body>",
      "f.html");
  EXPECT_EQ(read.documents.at(0).text(),
            "Soldiers and gunmen clashed near the border on Monday, officials said.\n\n"
            "Twelve people were killed and forty were wounded in the town.");
}

TEST(Html, DatesComeFromWhereverThePageTellsThem) {
  const auto day = [](std::string head) {
    return from_bytes("<html><head>" + head + "</head><body><p>Text.</p></body></html>", "f.html")
        .documents.at(0)
        .source()
        .published;
  };
  EXPECT_EQ(day("<meta name=date content=2020-02-03>"), make_day(2020, 2, 3));
  EXPECT_EQ(day("<meta name='DC.date' content='20200203'>"), make_day(2020, 2, 3));
  EXPECT_EQ(day("<script type='application/ld+json'>{\"datePublished\" : "
                "\"2020-02-03T01:00:00Z\"}</script>"),
            make_day(2020, 2, 3));
  EXPECT_EQ(day("</head><body><time datetime='2020-02-03'>Monday</time>"), make_day(2020, 2, 3));
  EXPECT_EQ(day("<meta name=date content=soon><meta name=pubdate content=2020-02-03>"),
            make_day(2020, 2, 3));
}

TEST(Html, ThePageTitleLosesThePapersName) {
  const auto read = from_bytes(
      "<title>Truce holds | Daily</title><body><h1>Truce holds</h1><p>It held.</p>", "f.html");
  EXPECT_EQ(read.documents.at(0).title(), "Truce holds");
  EXPECT_EQ(read.documents.at(0).text(), "It held.");
}

TEST(Html, APageWithoutTextIsTold) {
  EXPECT_THAT(from_bytes("<html><body><script>x()</script></body></html>", "f.html").complaints,
              ElementsAre("f.html: empty: no text in the body of this page"));
  EXPECT_THAT(from_bytes("<frameset><frame src=a></frameset>", "f.html").complaints,
              ElementsAre(HasSubstr("f.html: empty")));
}

TEST(Html, APageOfLinksOnlyStillGivesItsText) {
  EXPECT_EQ(from_bytes("<body><ul><li><a href=x>Rebels take town</a></li></ul></body>", "f.html")
                .documents.at(0)
                .text(),
            "Rebels take town");
}

TEST(Html, ForestsOfTagsAreRefusedQuickly) {
  std::string deep;
  for (int i = 0; i < 300000; ++i) deep += "<div>";
  EXPECT_THAT(from_bytes(deep + "x", "f.html").complaints, ElementsAre(HasSubstr("tangled")));
  std::string attributes = "<p";
  for (int i = 0; i < 200000; ++i) attributes += " a" + std::to_string(i) + "=1";
  EXPECT_THAT(from_bytes(attributes + ">x", "f.html").complaints,
              ElementsAre(HasSubstr("tangled")));
}

TEST(Html, DrawingsWithManyPartsAreNoForest) {
  std::string page = "<p>Text.</p><svg>";
  for (int i = 0; i < 5000; ++i) page += "<path d=\"M0 0\"/>";
  EXPECT_EQ(from_bytes(page + "</svg>", "f.html").documents.at(0).text(), "Text.");
}

TEST(Html, FormattingThatMultipliesIsRefused) {
  std::string page = "<p>";
  for (int i = 0; i < 1500; ++i) page += "<font color=" + std::to_string(i) + ">";
  for (int i = 0; i < 100000; ++i) page += "<p>x";
  EXPECT_THAT(from_bytes(page, "f.html").complaints, ElementsAre(HasSubstr("tangled")));
}

TEST(Html, BytesOfWindows1252AreRepaired) {
  const auto read = from_bytes("<p>\x93Yes\x94</p>", "f.html");
  EXPECT_EQ(read.documents.at(0).text(), "\u201CYes\u201D");
  EXPECT_EQ(read.counts.warnings, 1U);
}

}  // namespace
}  // namespace khaldun
