#include "khaldun/ledger/store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "khaldun/ledger/assertion.h"
#include "khaldun/ledger/short_record.h"

namespace khaldun {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

/// A file of its own for each test.
class StoreTest : public ::testing::Test {
 protected:
  StoreTest()
      : file_(std::filesystem::temp_directory_path() /
              (std::string("khaldun-store-") + ::testing::UnitTest::GetInstance()->current_test_info()->name())) {
    clear();
  }
  ~StoreTest() override { clear(); }
  void clear() const {
    for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(file_.string() + end);
  }
  [[nodiscard]] Store writer() const {
    auto store = Store::open(file_, Store::Access::write);
    EXPECT_TRUE(store.ok());
    EXPECT_TRUE(store.value().begin_run({"0", "l", "w"}).ok());
    return std::move(store).value();
  }
  [[nodiscard]] std::vector<std::string> ids() const {
    std::vector<std::string> out;
    const auto store = Store::open(file_, Store::Access::read);
    EXPECT_TRUE(store.ok());
    EXPECT_TRUE(store.value().events({}, [&](const EventRow& row) { out.emplace_back(row.id); }).ok());
    return out;
  }
  std::filesystem::path file_;
};

StoredDocument document(std::string id, std::string day) {
  StoredDocument d;
  d.id = std::move(id);
  d.text = "Rebels killed four soldiers. Nobody else saw it.";
  d.published = parse_day(day);
  return d;
}
StoredEvent stored(const std::string& id) {
  return {id, R"({"id":")" + id + R"(","event_type":"ASSAULT","actor":[{"entity":"ttp"}],"date":"2023-01-02","enddate":"2023-01-02"})",
          "Rebels killed four soldiers."};
}

TEST_F(StoreTest, AddingADocumentTwiceChangesNothing) {
  Store store = writer();
  EXPECT_TRUE(store.add(document("a", "2023-01-03"), {stored("e1")}, {}).value());
  EXPECT_FALSE(store.add(document("a", "2023-01-03"), {stored("e1")}, {}).value());
  EXPECT_TRUE(store.flush().ok());
  EXPECT_THAT(ids(), ElementsAre("e1"));
}

TEST_F(StoreTest, EventsComeInTheOrderOfPublicationNotOfIngest) {
  Store store = writer();
  EXPECT_TRUE(store.add(document("late", "2023-02-01"), {stored("e2")}, {}).ok());
  EXPECT_TRUE(store.add(document("early", "2023-01-01"), {stored("e1")}, {}).ok());
  EXPECT_TRUE(store.flush().ok());
  EXPECT_THAT(ids(), ElementsAre("e1", "e2"));
}

TEST_F(StoreTest, ALaterCodingOfADocumentCountsAndTheEarlierOneStays) {
  Store store = writer();
  EXPECT_TRUE(store.add(document("a", "2023-01-03"), {stored("old")}, {}).ok());
  EXPECT_TRUE(store.begin_run({"0", "another lexicon", "w"}).ok());
  EXPECT_TRUE(store.add(document("a", "2023-01-03"), {stored("new")}, {}).value());
  EXPECT_TRUE(store.flush().ok());
  EXPECT_THAT(ids(), ElementsAre("new"));
  std::vector<std::string> old;
  EXPECT_TRUE(store.run_events(1, [&](const EventRow& row) { old.emplace_back(row.id); }).ok());
  EXPECT_THAT(old, ElementsAre("old"));
}

TEST_F(StoreTest, SentencesComeBackAsTheyWere) {
  Store store = writer();
  EXPECT_TRUE(store.add(document("a", "2023-01-03"), {stored("e1")}, {}).ok());
  EXPECT_TRUE(store.flush().ok());
  EXPECT_TRUE(store.events({}, [](const EventRow& row) { EXPECT_EQ(row.sentence_text, "Rebels killed four soldiers."); }).ok());
}

TEST_F(StoreTest, ADocumentWithABrokenRecordIsLeftOutWhole) {
  Store store = writer();
  const auto added = store.add(document("a", "2023-01-03"), {stored("e1"), {"e2", "no JSON", ""}}, {});
  ASSERT_FALSE(added.ok());
  EXPECT_THAT(added.error().text(), HasSubstr("JSON"));
  EXPECT_TRUE(store.add(document("b", "2023-01-03"), {stored("e3")}, {}).value());
  EXPECT_TRUE(store.flush().ok());
  EXPECT_THAT(ids(), ElementsAre("e3"));
}

TEST_F(StoreTest, WhatWasNotFlushedIsLostWholeAndNothingElse) {
  {
    Store store = writer();
    EXPECT_TRUE(store.add(document("a", "2023-01-03"), {stored("e1")}, {}).ok());
    EXPECT_TRUE(store.flush().ok());
  }
  Store store = writer();
  EXPECT_TRUE(store.add(document("b", "2023-01-03"), {stored("e2")}, {}).ok());
  EXPECT_THAT(ids(), ElementsAre("e1"));  // another reader sees what was committed
  EXPECT_TRUE(store.flush().ok());
  EXPECT_THAT(ids(), SizeIs(2));
}

TEST_F(StoreTest, TwoWritersLoseAndDoubleNothing) {
  Store one = writer();
  EXPECT_TRUE(one.add(document("a", "2023-01-03"), {stored("e1")}, {}).ok());
  EXPECT_TRUE(one.flush().ok());
  Store two = writer();
  EXPECT_FALSE(two.add(document("a", "2023-01-03"), {stored("e1")}, {}).value());
  EXPECT_TRUE(two.add(document("b", "2023-01-04"), {stored("e2")}, {}).value());
  EXPECT_TRUE(two.flush().ok());
  EXPECT_FALSE(one.add(document("b", "2023-01-04"), {stored("e2")}, {}).value());
  EXPECT_TRUE(one.flush().ok());
  EXPECT_THAT(ids(), ElementsAre("e1", "e2"));
}

TEST_F(StoreTest, WhatIsNoStoreIsRefusedWithItsName) {
  std::ofstream(file_) << "no database at all, but long enough to be looked at as one: " << std::string(200, 'x');
  const auto store = Store::open(file_, Store::Access::read);
  ASSERT_FALSE(store.ok());
  EXPECT_THAT(store.error().text(), HasSubstr(file_.filename().string()));
  EXPECT_FALSE(Store::open(file_, Store::Access::write).ok());
  EXPECT_FALSE(Store::open(file_.string() + "-none", Store::Access::read).ok());
}

TEST_F(StoreTest, ADamagedStoreGivesAnErrorAndNoCrash) {
  {
    Store store = writer();
    for (int i = 0; i < 200; ++i) {
      EXPECT_TRUE(store.add(document("d" + std::to_string(i), "2023-01-03"), {stored("e" + std::to_string(i))}, {}).ok());
    }
    EXPECT_TRUE(store.flush().ok());
  }
  {
    std::fstream file(file_, std::ios::binary | std::ios::in | std::ios::out);
    for (int at = 8192; at < 60000; at += 700) {
      file.seekp(at);
      file << "damage";
    }
  }
  const auto store = Store::open(file_, Store::Access::read);
  if (!store) return;
  std::size_t rows = 0;
  const auto done = store.value().events({}, [&](const EventRow&) { ++rows; });
  if (!done) {
    EXPECT_THAT(done.error().text(), HasSubstr("damaged"));
  }
  EXPECT_LE(rows, 200U);
}

TEST_F(StoreTest, AQueryCanOnlyRead) {
  Store store = writer();
  EXPECT_TRUE(store.add(document("a", "2023-01-03"), {stored("e1")}, {}).ok());
  EXPECT_TRUE(store.flush().ok());
  const auto reader = Store::open(file_, Store::Access::read);
  ASSERT_TRUE(reader.ok());
  std::vector<std::string> cells;
  EXPECT_TRUE(reader.value().query("SELECT type, actor, sentence_text FROM coded_events", [](const auto&) {},
                                   [&](const Store::Row& row) {
                                     for (const auto& cell : row) cells.push_back(cell.value_or("NULL"));
                                   }).ok());
  EXPECT_THAT(cells, ElementsAre("ASSAULT", "ttp", "Rebels killed four soldiers."));
  EXPECT_FALSE(reader.value().query("DELETE FROM events", [](const auto&) {}, [](const auto&) {}).ok());
  EXPECT_FALSE(reader.value().query("", [](const auto&) {}, [](const auto&) {}).ok());
}

constexpr std::string_view kRecord =
    R"({"id":"e1","doc":"a","sentence":0,"event_type":"ASSAULT","mode":[],"context":["military"],"auxiliary":[],"completion":"accomplished",)"
    R"("cameo":"","quad_code":4,"event_scale":-9.0,"goldstein":null,"actor":[{"entity":"ttp","name":"TTP"}],"recipient":[],"participants":[],)"
    R"("date":"2023-01-02","enddate":"2023-01-02","date_precision":"day","date_text":"","date_start":null,"date_end":null,"event_loc":null,)"
    R"("places":[],"size":{"dead":{"low":4,"high":6}},"attribution":[],"content_of":null,"process":null,"event_text":"a \"b\", {c]","start":0,)"
    R"("end":3,"trigger_start":0,"trigger_end":1,"mentions":[],"confidence":0.5,"why":{"frame":"f","lexicon":"l","path":""}})";

TEST(ShortRecord, AShortenedRecordComesBackByteForByte) {
  const auto brief = shorten_record(kRecord, "e1", "a");
  ASSERT_TRUE(brief.has_value());
  EXPECT_LT(brief->size() + 200, kRecord.size());
  EXPECT_EQ(lengthen_record(*brief, "e1", "a"), kRecord);
  EXPECT_TRUE(AssertionReader().read(*brief).ok());
}

TEST(ShortRecord, WhatWouldNotComeBackIsNotShortened) {
  for (const std::string_view odd : {R"({"id":"e1","doc":"a"})", R"({ "id": "e1" })", R"({"doc":"a","id":"e1","mode":[]})", "no JSON", "", "{", "{\"", R"({"id)"}) {
    EXPECT_FALSE(shorten_record(odd, "e1", "a").has_value()) << odd;
  }
}

TEST_F(StoreTest, PartiesDeathsAndDaysCanBeReadWithoutRecords) {
  Store store = writer();
  EXPECT_TRUE(store.add(document("a", "2023-01-03"), {{"e1", std::string(kRecord), "Rebels killed four soldiers."}, stored("e2")}, {}).ok());
  EXPECT_TRUE(store.flush().ok());
  std::vector<std::int64_t> ttp;
  EXPECT_TRUE(store.parties([&](const PartyRow& row) {
    if (row.entity == "ttp") ttp.push_back(row.number);
  }).ok());
  EXPECT_THAT(ttp, SizeIs(2));  // with a name and without one
  EventFilter filter;
  filter.parties = {ttp};
  std::vector<std::string> seen;
  EXPECT_TRUE(store.outlines(filter, [&](const Outline& o) {
    seen.push_back(std::string(o.actors) + " " + (o.deaths ? std::to_string(o.deaths->first) + "-" + std::to_string(o.deaths->second) : ""));
  }).ok());
  EXPECT_THAT(seen, ElementsAre("ttp 4-6", "ttp "));
  filter.parties = {{}};
  seen.clear();
  EXPECT_TRUE(store.outlines(filter, [&](const Outline& o) { seen.emplace_back(o.actors); }).ok());
  EXPECT_TRUE(seen.empty());
  EXPECT_TRUE(store.events({}, [&](const EventRow& row) {
    EXPECT_EQ(row.record == kRecord, row.id == "e1");
  }).ok());
}

TEST_F(StoreTest, WhatWasWorkedOutCountsUntilADocumentComes) {
  Store store = writer();
  EXPECT_TRUE(store.add(document("a", "2023-01-03"), {stored("e1")}, {}).ok());
  EXPECT_TRUE(store.add(document("b", "2023-01-04"), {stored("e2")}, {}).ok());
  EXPECT_TRUE(store.flush().ok());
  EXPECT_FALSE(store.settled(Store::kLinks).value());
  EXPECT_TRUE(store.settle(Store::kLinks, "another state", {{2, 1, "words"}}).ok());
  EXPECT_FALSE(store.settled(Store::kLinks).value());
  EXPECT_TRUE(store.settle(Store::kLinks, store.content().value(), {{2, 1, "words"}}).ok());
  EXPECT_TRUE(store.settled(Store::kLinks).value());
  EXPECT_FALSE(store.settled(Store::kStories).value());
  std::vector<std::int64_t> first;
  EXPECT_TRUE(store.outlines({}, [&](const Outline& o) { first.push_back(o.happening); }).ok());
  EXPECT_THAT(first, ElementsAre(1, 1));
  EXPECT_TRUE(store.add(document("c", "2023-01-05"), {}, {}).ok());
  EXPECT_TRUE(store.flush().ok());
  EXPECT_FALSE(store.settled(Store::kLinks).value());
}

TEST_F(StoreTest, ReviewsAreKeptInTheirOrder) {
  Store store = writer();
  EXPECT_TRUE(store.add_review({"e1", "reject", "", "", "me", ""}).ok());
  EXPECT_TRUE(store.add_review({"e1", "accept", "", "", "me", "on second thought"}).ok());
  const auto reviews = store.reviews();
  ASSERT_TRUE(reviews.ok());
  ASSERT_THAT(reviews.value(), SizeIs(2));
  EXPECT_EQ(reviews.value().back().decision, "accept");
}

}  // namespace
}  // namespace khaldun
