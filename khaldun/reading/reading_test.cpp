#include "khaldun/reading/reading.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "khaldun/reading/reading_testing.h"
#include "khaldun/reading/utf8.h"

namespace khaldun {
namespace {

namespace fs = std::filesystem;
using namespace std::string_literals;
using testing::collect;
using ::testing::ElementsAre;
using testing::from_bytes;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::Read;

class Folder : public ::testing::Test {
 protected:
  Folder() {
    fs::remove_all(root_);
    fs::create_directories(root_);
  }
  ~Folder() override {
    std::error_code ignored;
    fs::remove_all(root_, ignored);
  }
  std::string write(const std::string& name, std::string_view bytes) {
    const fs::path path = root_ / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
    return path.string();
  }
  [[nodiscard]] std::string path(const std::string& name = "") const {
    return (root_ / name).string();
  }
  static Read read(const std::vector<std::string>& paths, const ReadOptions& options = {}) {
    return collect([&](const Give& give, const Complain& complain) {
      return read_inputs(paths, options, give, complain);
    });
  }
  static std::vector<std::string> ids(const Read& read) {
    std::vector<std::string> found;
    for (const Document& document : read.documents) found.push_back(document.source().id);
    return found;
  }

 private:
  fs::path root_ =
      fs::temp_directory_path() / ("khaldun_reading_" + std::to_string(::getpid()) + "_" +
                                   ::testing::UnitTest::GetInstance()->current_test_info()->name());
};

TEST_F(Folder, ATextFileIsItsContent) {
  write("a.txt", "\xEF\xBB\xBFTitle: kept\r\n\r\nIt ended.\r\n");
  ReadOptions options;
  options.date = make_day(2023, 5, 8);
  const Read got = read({path("a.txt")}, options);
  ASSERT_EQ(got.documents.size(), 1U);
  EXPECT_EQ(got.documents[0].text(), "Title: kept\n\nIt ended.\n");
  EXPECT_EQ(got.documents[0].source().id, "a");
  EXPECT_EQ(got.documents[0].source().published, make_day(2023, 5, 8));
}

TEST_F(Folder, ADirectoryIsReadInTheOrderOfItsNames) {
  write("b.txt", "B.");
  write("a/z.md", "Z.");
  write("a/y.jsonl", "{\"id\":\"y1\",\"text\":\"Y.\"}\n");
  write("c.HTML", "<p>C.</p>");
  write("a/picture.png", "\x89PNG");
  write("notes.docx", "PK\x03\x04");
  write(".hidden/x.txt", "X.");
  const Read got = read({path()});
  EXPECT_THAT(ids(got), ElementsAre("y1", "z", "b", "c"));
  EXPECT_EQ(got.counts.skipped, 2U);
  EXPECT_EQ(got.counts.faults, 0U);
  EXPECT_THAT(got.complaints, ElementsAre(HasSubstr("2 files with other extensions skipped")));
}

TEST_F(Folder, ALoopOfLinksIsReadOnce) {
  write("a/x.txt", "X.");
  fs::create_directory_symlink("..", path("a/up"));
  EXPECT_THAT(ids(read({path()})), ElementsAre("x"));
}

TEST_F(Folder, WhatCannotBeReadIsToldAndTheRestRead) {
  write("good.txt", "Good.");
  fs::create_symlink("nowhere", path("link.txt"));
  fs::create_directories(path("empty"));
  const Read got = read({path("missing.txt"), path("link.txt"), path("empty"), path("good.txt")});
  EXPECT_THAT(ids(got), ElementsAre("good"));
  EXPECT_EQ(got.counts.faults, 3U);
  EXPECT_THAT(got.complaints,
              ElementsAre(HasSubstr("missing.txt: cannot open: No such file"),
                          HasSubstr("link.txt: a link to a file that does not exist"),
                          HasSubstr("empty: no input in this directory")));
}

TEST_F(Folder, WithoutRightsThereIsOneLineEach) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may read everything";
  write("shut.txt", "X.");
  write("locked/x.txt", "X.");
  write("open.txt", "Open.");
  ::chmod(path("shut.txt").c_str(), 0);
  ::chmod(path("locked").c_str(), 0);
  const Read got = read({path()});
  ::chmod(path("locked").c_str(), 0700);
  EXPECT_THAT(ids(got), ElementsAre("open"));
  EXPECT_THAT(got.complaints,
              ElementsAre(HasSubstr("locked: cannot read this directory: Permission"),
                          HasSubstr("shut.txt: cannot open: Permission denied")));
}

TEST_F(Folder, AFileBeyondTheLimitIsRefused) {
  write("long.txt", std::string(101, 'x'));
  write("just.txt", std::string(100, 'x'));
  ReadOptions options;
  options.max_bytes = 100;
  const Read got = read({path("long.txt"), path("just.txt")}, options);
  EXPECT_THAT(ids(got), ElementsAre("just"));
  EXPECT_THAT(got.complaints,
              ElementsAre(HasSubstr("long.txt: text longer than 100 bytes, the limit")));
}

TEST_F(Folder, FilesLongerThanTheWindowAreReadWhole) {
  std::string lines, table = "id,text\n";
  for (int i = 0; i < 20000; ++i) {
    const std::string id = std::to_string(i);
    lines += "{\"id\":" + id + ",\"text\":\"Report " + id + ".\"}\n";
    table += id + ",\"Report\n" + id + ".\"\n";
  }
  lines += "{\"id\":\"big\",\"text\":\"" + std::string(300000, 'y') + "\"}\n";
  table += "big,\"" + std::string(300000, 'y') + "\"";
  for (const std::string& file : {write("l.jsonl", lines), write("t.csv", table)}) {
    const Read got = read({file});
    ASSERT_EQ(got.documents.size(), 20001U) << file;
    EXPECT_EQ(got.documents[12345].source().id, "12345");
    EXPECT_EQ(got.documents[20000].text().size(), 300000U);
    EXPECT_THAT(got.complaints, IsEmpty());
  }
}

TEST_F(Folder, TheSameIdTwiceIsNumbered) {
  write("a/x.txt", "One.");
  write("b/x.txt", "Two.");
  write("c.jsonl", "{\"id\":\"x\",\"text\":\"Three.\"}\n{\"id\":\"x#2\",\"text\":\"Four.\"}\n");
  EXPECT_THAT(ids(read({path()})), ElementsAre("x", "x#2", "x#3", "x#2#2"));
}

TEST_F(Folder, ItStopsWhenToldTo) {
  write("a.jsonl", "{\"text\":\"One.\"}\n{\"text\":\"Two.\"}\n");
  write("b.txt", "Three.");
  int given = 0;
  const std::vector<std::string> paths = {path()};
  const ReadCounts counts = read_inputs(
      paths, {}, [&given](Document&&) { return ++given < 2; }, [](const Error&) {});
  EXPECT_EQ(given, 2);
  EXPECT_TRUE(counts.stopped);
  EXPECT_EQ(counts.documents, 2U);
}

TEST(Reading, EmptyInputIsTold) {
  for (const char* name : {"a.txt", "a.html", "a.jsonl", "a.csv", "a.tsv", "a.json", "a.other"}) {
    for (const char* bytes : {"", " \n\t\r\n", "\xEF\xBB\xBF", "\xFF\xFE"}) {
      const Read got = from_bytes(bytes, name);
      EXPECT_THAT(got.complaints, ElementsAre(std::string(name) + ": empty: no text"));
      EXPECT_EQ(got.counts.faults, 1U);
    }
  }
}

TEST(Reading, BinaryIsRefusedWithOneLine) {
  const std::string bytes =
      "\x7F"
      "ELF\0\0\1\2\n\n\n"s;
  for (const char* name : {"a.txt", "a.html", "a.jsonl", "a.csv", "-"}) {
    EXPECT_THAT(from_bytes(bytes, name).complaints,
                ElementsAre(HasSubstr("binary data, expected")));
  }
}

TEST(Reading, InvalidUtf8IsRepairedWithOneWarning) {
  const Read got = from_bytes("Caf\xE9 and caf\xE9", "a.txt");
  EXPECT_EQ(got.documents.at(0).text(), "Caf\u00e9 and caf\u00e9");
  EXPECT_THAT(got.complaints, ElementsAre("a.txt: not valid UTF-8 at byte offset 3; repaired"));
  EXPECT_EQ(got.counts.warnings, 1U);
}

TEST(Reading, Utf16IsConverted) {
  EXPECT_EQ(from_bytes("\xFF\xFEH\0i\0\r\0\n\0"s, "a.txt").documents.at(0).text(), "Hi\n");
  EXPECT_EQ(from_bytes("\xFE\xFF\0H\0i"s, "a.txt").documents.at(0).text(), "Hi");
  std::string table = "\xFF\xFE";
  for (const char c : "id\ttext\na\tHi.\n"s) table += {c, '\0'};
  EXPECT_EQ(from_bytes(table, "a.tsv").documents.at(0).text(), "Hi.");
}

TEST(Reading, TheKindIsSeenInTheBytes) {
  EXPECT_EQ(from_bytes("{\"text\": \"J.\"}\n", "-").documents.at(0).text(), "J.");
  EXPECT_EQ(from_bytes("[{\"text\": \"J.\"}]", "-").documents.at(0).text(), "J.");
  EXPECT_EQ(from_bytes("<!doctype html><p>H.", "-").documents.at(0).text(), "H.");
  EXPECT_EQ(
      from_bytes("<?xml version='1.0'?>\n<html><body>H.</body></html>", "").documents.at(0).text(),
      "H.");
  EXPECT_EQ(from_bytes("date,text\n2020-01-01,C.\n", "-").documents.at(0).text(), "C.");
  EXPECT_EQ(from_bytes("{Aside} the text, date\n", "-").documents.at(0).text(),
            "{Aside} the text, date\n");
  EXPECT_EQ(from_bytes("[Reuters] Text.", "-").documents.at(0).text(), "[Reuters] Text.");
  ReadOptions text;
  text.kind = InputKind::text;
  EXPECT_EQ(from_bytes("{\"text\": \"J.\"}\n", "-", text).documents.at(0).text(),
            "{\"text\": \"J.\"}\n");
}

TEST(Reading, WithoutANameTheIdIsAHashOfTheText) {
  EXPECT_EQ(from_bytes("foobar", "-").documents.at(0).source().id,
            "85944171f73967e8");  // FNV's test vector
  EXPECT_EQ(from_bytes("foobar", "").documents.at(0).source().id, "85944171f73967e8");
}

/// Bytes that look enough like each format to get behind the first check.
std::string random_bytes(std::mt19937& random) {
  static const std::vector<std::string> parts = {"{\"text\":\"",
                                                 "\"}\n",
                                                 "{",
                                                 "}",
                                                 "[",
                                                 "]",
                                                 "\"",
                                                 "\\u",
                                                 "d83d",
                                                 "\\",
                                                 ",",
                                                 ":",
                                                 "\n",
                                                 "\r\n",
                                                 "id,text\n",
                                                 "a,\"b\"\"\"\n",
                                                 "\"",
                                                 "<p>",
                                                 "</p>",
                                                 "<div class=ad>",
                                                 "</div>",
                                                 "<table><td>",
                                                 "<a href=x>",
                                                 "&amp;",
                                                 "&#0;",
                                                 "<meta name=date content=",
                                                 ">",
                                                 "<script>",
                                                 "\xC3\xA9",
                                                 "\xE2\x80",
                                                 "\xED\xA0\xBD",
                                                 "\xED\xB5\x8A",
                                                 "\xFF\xFE",
                                                 "\xEF\xBB\xBF",
                                                 "\x93",
                                                 "\xC2\x85",
                                                 "word ",
                                                 "date",
                                                 "null",
                                                 "1e5",
                                                 "\xF0\x9F\x95\x8A",
                                                 "<![CDATA[",
                                                 "-->"};
  std::string bytes;
  const auto count = random() % 40;
  for (unsigned i = 0; i < count; ++i) {
    if (random() % 3 == 0) {
      bytes.push_back(static_cast<char>(random() % 256));
    } else {
      bytes += parts[random() % parts.size()];
    }
  }
  return bytes;
}

TEST(Reading, AnyBytesGiveValidTextOrAComplaint) {
  std::mt19937 random(7);
  for (int round = 0; round < 20000; ++round) {
    const std::string bytes = random_bytes(random);
    for (const char* name : {"a.txt", "a.html", "a.jsonl", "a.csv", "-"}) {
      const Read got = from_bytes(bytes, name);
      ASSERT_FALSE(got.documents.empty() && got.complaints.empty()) << name << ": " << bytes;
      for (const Document& document : got.documents) {
        const std::string_view text = document.text();
        ASSERT_EQ(valid_utf8_prefix(text), text.size()) << bytes;
        ASSERT_EQ(valid_utf8_prefix(document.title()), document.title().size()) << bytes;
        ASSERT_EQ(valid_utf8_prefix(document.source().id), document.source().id.size()) << bytes;
        std::uint32_t naive = 0;
        for (std::uint32_t at = 0; at < text.size(); ++at) {
          ASSERT_EQ(document.code_points(at), naive);
          if ((static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U) ++naive;
        }
      }
      for (const std::string& line : got.complaints) {
        ASSERT_EQ(valid_utf8_prefix(line), line.size()) << bytes;
        ASSERT_EQ(line.find('\n'), std::string::npos) << bytes;
      }
    }
  }
}

}  // namespace
}  // namespace khaldun
