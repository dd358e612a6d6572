#include "khaldun/showing/export.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "khaldun/showing/countries.h"

namespace khaldun {
namespace {

using ::testing::HasSubstr;

constexpr std::string_view kRecord =
    R"({"id":"e1","doc":"d1","sentence":1,"event_type":"ASSAULT","mode":["aerial"],"context":[],"auxiliary":[],)"
    R"("completion":"accomplished","cameo":"195","quad_code":4,"event_scale":-9.5,"goldstein":-10.0,)"
    R"("actor":[{"entity_text":"A \"force\"","start":7,"end":16,"entity":"","name":"","kind":"organisation","wikidata_id":"Q1","code":"SDN","sector":["MIL"],"cameo_actor":"SDNMIL","via":"agent"}],)"
    R"("recipient":[],"participants":[],"date":"2023-05-01","enddate":"2023-05-01","date_precision":"day","date_text":"","date_start":null,"date_end":null,)"
    R"("event_loc":null,"places":[],"size":{"dead":{"low":3,"high":5,"text":"3","start":1,"end":2,"of":"","source":""}},"attribution":[],"content_of":null,"process":null,)"
    R"("event_text":"bombed","start":17,"end":23,"trigger_start":17,"trigger_end":23,"mentions":[],"confidence":0.5,"why":{"frame":"f","lexicon":"l","path":"p"}})";

ExportRow a_row(std::string_view json = kRecord) {
  ExportRow row;
  row.json = json;
  AssertionReader reader;
  row.told = reader.read(json).value();
  row.record.id = "e1", row.record.doc = "d1", row.record.event_type = "ASSAULT", row.record.cameo = "195";
  row.record.sentence_text = "Today: A \"force\" bombed.\ttown";
  row.record.event_text = "bombed";
  Party army;
  army.text = "army", army.code = "SDN", army.sectors = {"MIL"}, army.cameo = "SDNMIL";
  row.record.actors = {army};
  row.record.date = row.record.enddate = parse_day("2023-05-01");
  row.record.date_precision = "day";
  row.coder = "khaldun 0.1.0";
  row.published = parse_day("2023-05-02");
  return row;
}

std::size_t columns(std::string_view line) { return static_cast<std::size_t>(std::count(line.begin(), line.end(), '\t')) + 1; }

TEST(Export, LayoutsHaveTheirColumns) {
  for (const auto& [name, width] : {std::pair{"gdelt", 61U}, {"gdelt-mentions", 16U}, {"icews", 20U}, {"polecat", 40U}, {"phoenix", 26U}}) {
    std::string out;
    EXPECT_EQ(append_event(layout_named(name)->layout, out, a_row(), true), 1U);
    EXPECT_EQ(columns(out), width) << name << ": " << out;
    std::string head;
    begin_layout(layout_named(name)->layout, head);
    EXPECT_TRUE(head.empty() || columns(head) == width) << name;
  }
}

TEST(Export, CompoundActorsAreOneRowForEachPair) {
  ExportRow row = a_row();
  row.record.actors.push_back(row.record.actors.front());
  row.record.recipients = {row.record.actors[0], row.record.actors[0], row.record.actors[0]};
  std::string out;
  EXPECT_EQ(append_event(Layout::icews, out, row, true), 6U);
}

TEST(Export, TwoSidesOfAClashAreTwoRows) {
  ExportRow row = a_row();
  row.record.actors.push_back(row.record.actors.front());
  std::string out;
  EXPECT_EQ(append_event(Layout::gdelt, out, row, true), 2U);
}

TEST(Export, ACompoundActorAloneIsNotTwoSides) {
  ExportRow row = a_row();
  row.record.event_type = "PROTEST";
  row.record.actors.push_back(row.record.actors.front());
  row.record.actors.back().text = "workers";
  std::string out;
  EXPECT_EQ(append_event(Layout::gdelt, out, row, true), 2U);
  EXPECT_THAT(out, HasSubstr("WORKERS\tSDN"));
}

TEST(Export, GedWantsDeaths) {
  ExportRow row = a_row();
  std::string out;
  EXPECT_EQ(append_event(Layout::ged, out, row, true), 0U);
  row.record.sizes = {{"dead", {3, 5, "3 to 5", {}, "", ""}}};
  EXPECT_EQ(append_event(Layout::ged, out, row, true), 1U);
  EXPECT_THAT(out, HasSubstr(",3,5,3,"));  // best, high, low
}

TEST(Export, PloverAndBackKeepsEveryByte) {
  std::string out;
  append_event(Layout::plover, out, a_row(), true);
  const auto back = import_record(out);
  ASSERT_TRUE(back);
  EXPECT_EQ(back.value().event.record, kRecord);
  EXPECT_EQ(back.value().event.sentence_text, "Today: A \"force\" bombed.\ttown");
  EXPECT_EQ(back.value().doc, "d1");
  EXPECT_EQ(to_iso(*back.value().published), "2023-05-02");
}

TEST(Export, SentencesStandWhereTheirOffsetsSay) {
  std::string out;
  append_event(Layout::plover, out, a_row(), true);
  const std::vector<ImportedRecord> records = {import_record(out).value()};
  EXPECT_EQ(text_of_records(records), "Today: A \"force\" bombed.\ttown");
  EXPECT_EQ(text_of_records(records).substr(17, 6), "bombed");
}

TEST(Export, ARecordWithoutADocumentIsRefused) {
  EXPECT_FALSE(import_record(R"({"event_type":"AID"})"));
  EXPECT_FALSE(import_record("[]"));
  EXPECT_FALSE(import_record(R"({"doc":"d"})"));
}

TEST(Export, BratSpansCountCodePointsAndBreakAtLines) {
  ExportRow row = a_row();
  row.record.at = row.record.trigger = {{4, 6}, false, true};
  row.record.actors.front().at = {{0, 3}, false, true};
  const std::vector<ExportRow> rows = {row};
  const BratDocument document = brat_document("é", "ä\nb hit", rows);
  EXPECT_EQ(document.text, "é\n\nä\nb hit");
  EXPECT_THAT(document.annotations, HasSubstr("T1\tASSAULT 7 9\thi\n"));
  EXPECT_THAT(document.annotations, HasSubstr("T2\tParty 3 4;5 6\tä b\n"));
  EXPECT_THAT(document.annotations, HasSubstr("E1\tASSAULT:T1 Actor:T2\n"));
}

TEST(Export, CountriesHaveTheirCodes) {
  ASSERT_NE(country_codes("SDN"), nullptr);
  EXPECT_EQ(country_codes("SDN")->fips, "SU");
  EXPECT_EQ(country_codes("SDN")->cow, "625");
  EXPECT_EQ(country_codes("DEU")->gw, "260");
  EXPECT_EQ(country_codes("IGO"), nullptr);
}

TEST(Export, NetworkIsSoundXmlWithDatedRoles) {
  ExportRow row = a_row();
  Party other = row.record.actors.front();
  other.text = "R & \"D\"", other.code.clear(), other.sectors.clear();
  row.record.recipients = {other};
  Network network;
  network.add(row);
  std::string out;
  network.write(out);
  EXPECT_THAT(out, HasSubstr("id=\"R &amp; &quot;D&quot;\""));
  EXPECT_THAT(out, HasSubstr("value=\"MIL\" start=\"2023-05-01\" end=\"2023-05-01\""));
  EXPECT_THAT(out, HasSubstr("<spell start=\"2023-05-01\" end=\"2023-05-01\"/>"));
}

}  // namespace
}  // namespace khaldun
