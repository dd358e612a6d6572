#include "khaldun/ledger/store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "khaldun/ledger/assertion.h"

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
