#include "khaldun/showing/show.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "khaldun/showing/json.h"

namespace khaldun {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

// Arabic, an emoji and quotation marks before the places that are asked for, so that bytes and code
// points differ.
constexpr std::string_view kText = "\"القاهرة\" 😀: The army denied that it shelled Port Sudan.";
constexpr std::string_view kTitle = "Café “talks” fail";

Document document() {
  Source source;
  source.id = "doc-1";
  source.published = make_day(2024, 3, 5);
  return Document(std::string(kTitle), std::string(kText), source);
}

At at(std::string_view whole, std::string_view part, bool in_title = false) {
  const auto begin = static_cast<std::uint32_t>(whole.find(part));
  return {{begin, begin + static_cast<std::uint32_t>(part.size())}, in_title, true};
}

Party army() {
  Party p;
  p.text = "The army";
  p.at = at(kText, p.text);
  p.entity = "sdn-army";
  p.name = "Sudanese Armed Forces";
  p.kind = "organisation";
  p.code = "SDN";
  p.sectors = {"MIL", "GOV"};
  p.cameo = "SDNMIL";
  p.via = "agent";
  return p;
}

Record shelling() {
  Record r;
  r.id = "e1";
  r.doc = "doc-1";
  r.event_type = "ASSAULT";
  r.modes = {"heavy-weapons"};
  r.contexts = {"military"};
  r.auxiliary = aux_negation;
  r.cameo = "194";
  r.actors = {army()};
  r.date = r.enddate = make_day(2024, 3, 5);
  r.date_precision = "day";
  r.place = EventPlace{"Port Sudan", at(kText, "Port Sudan"),
                       "Port Sudan", "Red Sea",
                       "SDN",        365763,
                       19.61745,     37.21644,
                       true,         false, 4};
  r.attribution = {{army(), "denied", at(kText, "denied"), "denies", "event"}};
  r.event_text = "shelled Port Sudan";
  r.at = at(kText, r.event_text);
  r.trigger = at(kText, "shelled");
  r.sentence_text = std::string(kText);
  r.confidence = 0.87F;
  r.frame = "shell";
  r.lexicon = "events/assault.toml:12";
  r.path = "shell -obj-> @place";
  return r;
}

ShowOptions options(bool text = true) {
  return {text, [](const Record&) { return Scores{4, -9.0, -10.0}; }};
}

std::string jsonl(const Record& r, const ShowOptions& o = options()) {
  std::string out;
  write_jsonl(out, r, document(), o);
  return out;
}

std::string code_point_slice(std::string_view text, std::uint32_t start, std::uint32_t end) {
  std::string out;
  std::uint32_t point = 0;
  for (char c : text) {
    if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) ++point;
    if (point > start && point <= end) out += c;
  }
  return out;
}

TEST(Jsonl, IsOneLineWithTheKeysInTheOrderOfTheContract) {
  const std::string line = jsonl(shelling());
  EXPECT_EQ(std::count(line.begin(), line.end(), '\n'), 1);
  EXPECT_THAT(
      line,
      StartsWith(
          R"({"id":"e1","doc":"doc-1","sentence":0,"event_type":"ASSAULT","mode":["heavy-weapons"],)"
          R"("context":["military"],"auxiliary":["negation"],"completion":"accomplished","cameo":"194",)"
          R"("quad_code":4,"event_scale":-9.0,"goldstein":-10.0,"actor":[{"entity_text":"The army",)"));
  EXPECT_THAT(
      line,
      EndsWith(
          R"("mentions":[],"confidence":0.87,"why":{"frame":"shell","lexicon":"events/assault.toml:12",)"
          R"("path":"shell -obj-> @place"}})"
          "\n"));
  std::size_t last = 0;
  for (const char* key :
       {"\"actor\":", "\"recipient\":", "\"participants\":", "\"date\":", "\"enddate\":",
        "\"date_precision\":", "\"date_text\":", "\"date_start\":", "\"event_loc\":", "\"places\":",
        "\"size\":", "\"attribution\":", "\"content_of\":", "\"process\":", "\"event_text\":",
        "\"trigger_start\":", "\"text_info\":"}) {
    const auto here = line.find(key);
    ASSERT_NE(here, std::string::npos) << key;
    EXPECT_GT(here, last) << key;
    last = here;
  }
}

TEST(Jsonl, OffsetsAreCodePointsOfTheText) {
  // By hand: the quoted name has 9 code points, a blank, the emoji, ": "; "The army" follows at 13.
  EXPECT_EQ(code_point_slice(kText, 13, 21), "The army");
  EXPECT_THAT(jsonl(shelling()),
              HasSubstr(R"("entity_text":"The army","start":13,"end":21,"entity":)"));
  EXPECT_EQ(code_point_slice(kText, 37, 55), "shelled Port Sudan");
  EXPECT_THAT(
      jsonl(shelling()),
      HasSubstr(
          R"("event_text":"shelled Port Sudan","start":37,"end":55,"trigger_start":37,"trigger_end":44)"));
}

TEST(Jsonl, OffsetsInTheTitleSaySo) {
  Record r = shelling();
  r.mentions = {{0, at(kTitle, "fail", true), "fail", at(kTitle, "fail", true)}};
  EXPECT_EQ(code_point_slice(kTitle, 13, 17), "fail");
  EXPECT_THAT(
      jsonl(r),
      HasSubstr(
          R"({"sentence":0,"start":13,"end":17,"in":"title","text":"fail","trigger_start":13,"trigger_end":17})"));
}

TEST(Jsonl, WhatIsNotKnownIsNullOrEmpty) {
  Record r;
  r.date_precision = "unknown";
  r.actors.emplace_back();
  const std::string line = jsonl(r, {});
  for (const char* part :
       {R"("entity_text":"","start":null,"end":null,)",
        R"("date":"","enddate":"","date_precision":"unknown")",
        R"("date_start":null,"date_end":null)",
        R"("event_loc":null,"places":[],"size":{},"attribution":[])",
        R"("content_of":null,"process":null)", R"("goldstein":null)", R"("auxiliary":[])"}) {
    EXPECT_THAT(line, HasSubstr(part));
  }
}

TEST(Jsonl, APlaceWithoutCoordinatesHasNullsForThem) {
  Record r = shelling();
  r.place->located = false;
  r.place->geonameid = 0;
  EXPECT_THAT(jsonl(r),
              HasSubstr(R"("geonameid":null,"lat":null,"lon":null,"province":"Red Sea")"));
}

TEST(Jsonl, NoTextLeavesOutTheSentence) {
  EXPECT_THAT(jsonl(shelling()), HasSubstr("text_info"));
  EXPECT_THAT(jsonl(shelling(), options(false)), Not(HasSubstr("text_info")));
}

TEST(Jsonl, ContradictingFiguresStandInTheFirst) {
  Record r = shelling();
  r.sizes = {{"dead", {3, 3, "three", {}, "", ""}},
             {"injured", {5, 9, "", {}, "", ""}},
             {"dead", {8, 8, "eight", {}, "", "the police"}}};
  const std::string line = jsonl(r);
  EXPECT_THAT(line, HasSubstr(R"("size":{"dead":{"low":3,"high":3,"text":"three",)"));
  EXPECT_THAT(
      line,
      HasSubstr(
          R"("others":[{"low":8,"high":8,"text":"eight","start":null,"end":null,"of":"","source":"the police"}]})"));
  EXPECT_THAT(line, HasSubstr(R"("injured":{"low":5,"high":9,)"));
}

TEST(Json, EscapesWhatMustBeEscapedAndNothingElse) {
  std::string out;
  json::append_string(out, std::string_view("a\"b\\c\n\r\t\b\f\x01\x1f\0é😀\u2028", 22));
  EXPECT_EQ(out, "\"a\\\"b\\\\c\\n\\r\\t\\b\\f\\u0001\\u001f\\u0000é😀\u2028\"");
}

TEST(Json, NumbersAreShortAndNeverNan) {
  const auto number = [](double value, int decimals) {
    std::string out;
    json::append_number(out, value, decimals);
    return out;
  };
  EXPECT_EQ(number(-2, 2), "-2.0");
  EXPECT_EQ(number(static_cast<double>(0.87F), 4), "0.87");
  EXPECT_EQ(number(-0.00001, 2), "0.0");
  EXPECT_EQ(number(0.0 / 1e-300, 2), "0.0");
  EXPECT_EQ(number(1e308 * 10, 2), "null");
  EXPECT_EQ(number(1e300, 1).size(), 303U);
}

TEST(Csv, EveryRowHasAsManyFieldsAsTheHeader) {
  const auto fields = [](const std::string& row) {
    std::size_t n = 1;
    bool quoted = false;
    for (char c : row) {
      if (c == '"') quoted = !quoted;
      if (c == ',' && !quoted) ++n;
    }
    return n;
  };
  for (bool text : {true, false}) {
    std::string header, full, bare;
    write_csv_header(header, options(text));
    write_csv(full, shelling(), document(), options(text));
    write_csv(bare, Record{}, document(), options(text));
    EXPECT_EQ(fields(header), text ? 51U : 50U);
    EXPECT_EQ(fields(full), fields(header));
    EXPECT_EQ(fields(bare), fields(header));
  }
}

TEST(Csv, QuotesWhatNeedsQuotes) {
  Record r = shelling();
  r.event_text = "said \"no\", left";
  std::string out;
  write_csv(out, r, document(), options());
  EXPECT_THAT(out, HasSubstr(R"("said ""no"", left")"));
  EXPECT_THAT(out, EndsWith("\r\n"));
}

TEST(Status, IsToldInWords) {
  Record r = shelling();
  EXPECT_EQ(status_words(r), "did not happen, denied by Sudanese Armed Forces");
  r.attribution.clear();
  r.auxiliary = aux_none;
  EXPECT_EQ(status_words(r), "fact");
  r.auxiliary = aux_historical;
  EXPECT_EQ(status_words(r), "fact, past");
  r.auxiliary = aux_future;
  EXPECT_EQ(status_words(r), "planned");
  r.auxiliary = aux_hypothetical;
  EXPECT_EQ(status_words(r), "possible");
  r.auxiliary = aux_none;
  r.attribution = {{army(), "said", {}, "asserts", "event"},
                   {{}, "doubted", {}, "doubts", "event"}};
  EXPECT_EQ(status_words(r), "claimed by Sudanese Armed Forces, doubted");
}

TEST(Table, LinesFitTheTerminal) {
  for (unsigned width : {20U, 60U, 100U, 237U}) {
    std::string out;
    write_table_header(out, {width, false});
    write_table(out, {shelling(), shelling()}, document(), {width, false});
    std::size_t lines = 0;
    for (std::size_t from = 0; from < out.size(); ++lines) {
      const auto end = out.find('\n', from);
      EXPECT_LE(display_width(std::string_view(out).substr(from, end - from)),
                std::max(width, 60U));
      from = end + 1;
    }
    EXPECT_EQ(lines, 5U);
  }
}

TEST(Table, HasColourOnlyWhenAsked) {
  std::string plain, coloured;
  write_table(plain, {shelling()}, document(), {100, false});
  write_table(coloured, {shelling()}, document(), {100, true});
  EXPECT_THAT(plain, Not(HasSubstr("\x1b")));
  EXPECT_THAT(coloured, HasSubstr("\x1b[31m"));
}

TEST(Table, TextCannotSendEscapeSequencesToTheTerminal) {
  EXPECT_EQ(fit("a\x1b[2Jb", 10), "a [2Jb");
}

TEST(Width, CountsCellsNotBytes) {
  EXPECT_EQ(display_width("abc"), 3U);
  EXPECT_EQ(display_width("é"), 1U);
  EXPECT_EQ(display_width("e\u0301"), 1U);
  EXPECT_EQ(display_width("中文"), 4U);
  EXPECT_EQ(display_width("😀"), 2U);
  EXPECT_EQ(fit("中文中文", 5), "中文…");
  EXPECT_EQ(fit("abc", 3), "abc");
  EXPECT_EQ(fit("abcd", 3), "ab…");
}

}  // namespace
}  // namespace khaldun
