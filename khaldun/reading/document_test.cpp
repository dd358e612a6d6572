#include "khaldun/reading/document.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace khaldun {
namespace {

std::uint32_t naive_count(std::string_view bytes) {
  std::uint32_t count = 0;
  for (const char c : bytes) count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1U : 0U;
  return count;
}

TEST(Document, OfAsciiTextCodePointsAreBytes) {
  const Document document("Title", std::string(1000, 'x'), {});
  EXPECT_EQ(document.code_points(0), 0U);
  EXPECT_EQ(document.code_points(777), 777U);
  EXPECT_EQ(document.code_points(1000), 1000U);
}

TEST(Document, CodePointsAgreeWithACountFromTheBeginning) {
  std::string text;
  for (int i = 0; i < 60; ++i) text += "a\xC3\xA9\xE2\x80\x99\xF0\x9F\x95\x8A.";
  for (std::size_t cut = 0; cut < 40; ++cut) {  // texts that end before, at and behind a stride
    const Document document("", text.substr(0, 11 * cut), {});
    for (std::uint32_t at = 0; at <= document.text().size(); ++at) {
      ASSERT_EQ(document.code_points(at), naive_count(document.text().substr(0, at))) << at;
    }
  }
}

TEST(Document, BeyondTheEndIsTheEnd) {
  const Document document("\xC3\xA9", "\xC3\xA9", {});
  EXPECT_EQ(document.code_points(99), 1U);
  EXPECT_EQ(document.title_code_points(99), 1U);
}

TEST(Document, AMoveKeepsViewsValid) {
  Document first("Headline", "Short", {});  // short: would move with the object if held in it
  const std::string_view text = first.text();
  const Document second = std::move(first);
  EXPECT_EQ(second.text().data(), text.data());
  EXPECT_EQ(second.slice({1, 3}), "ho");
}

TEST(Document, TheTitleHasOffsetsOfItsOwn) {
  const Document document("\xE2\x80\x9CPeace\xE2\x80\x9D", "plain", {});
  EXPECT_EQ(document.title_code_points(3), 1U);
  EXPECT_EQ(document.title_code_points(8), 6U);
}

}  // namespace
}  // namespace khaldun
