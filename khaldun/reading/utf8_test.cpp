#include "khaldun/reading/utf8.h"

#include <gtest/gtest.h>

namespace khaldun {
namespace {

using namespace std::string_literals;

TEST(Utf8, ValidTextIsLeftAlone) {
  const std::string text =
      "Caf\xC3\xA9 \xE2\x80\x93 \xF0\x9F\x95\x8A \xED\x9F\xBF \xF4\x8F\xBF\xBF";
  EXPECT_EQ(valid_utf8_prefix(text), text.size());
  EXPECT_EQ(repair_utf8(text), text);
}

TEST(Utf8, TheFirstBadByteIsFoundAnywhere) {
  for (std::size_t at = 0; at < 40; ++at) {
    std::string text(40, 'x');
    text[at] = '\x93';
    EXPECT_EQ(valid_utf8_prefix(text), at);
  }
}

TEST(Utf8, SurrogatesOverlongFormsAndBeyondUnicodeAreNotValid) {
  for (const char* bad : {"\xED\xA0\x80", "\xC0\x80", "\xE0\x80\x80", "\xF0\x80\x80\x80",
                          "\xF4\x90\x80\x80", "\xF8\x88\x80\x80\x80", "\x80", "\xC3"}) {
    EXPECT_EQ(valid_utf8_prefix(bad), 0U) << bad;
    const std::string repaired = repair_utf8(bad);
    EXPECT_EQ(valid_utf8_prefix(repaired), repaired.size());
    EXPECT_FALSE(repaired.empty());
  }
}

TEST(Utf8, StrayBytesAreWindows1252) {
  EXPECT_EQ(repair_utf8("\x93No\x94 \x96 caf\xE9"), "\u201CNo\u201D \u2013 caf\u00E9");
  EXPECT_EQ(repair_utf8("a\x81z"), "a\uFFFDz");  // not a character there
}

TEST(Utf8, ACutSequenceIsOneReplacement) {
  EXPECT_EQ(repair_utf8("a\xE2\x80 b"), "a\uFFFD b");
  EXPECT_EQ(repair_utf8("\xC3\xA9t\xC3"), "\u00E9t\uFFFD");
}

TEST(Utf8, ACesuPairIsItsCodePoint) {
  EXPECT_EQ(repair_utf8("\xED\xA0\xBD\xED\xB5\x8A"), "\U0001F54A");
  EXPECT_EQ(repair_utf8("\xED\xA0\xBDx"), "\uFFFDx");
}

TEST(Utf8, Utf16OfBothOrdersIsConverted) {
  std::optional<std::size_t> bad;
  EXPECT_EQ(utf16_to_utf8("a\0\xE9\0\x3D\xD8\x4A\xDD"s, Encoding::utf16_le, bad),
            "a\u00E9\U0001F54A");
  EXPECT_EQ(utf16_to_utf8("\0a\0\xE9\xD8\x3D\xDD\x4A"s, Encoding::utf16_be, bad),
            "a\u00E9\U0001F54A");
  EXPECT_FALSE(bad.has_value());
}

TEST(Utf8, LoneSurrogatesAndOddBytesOfUtf16AreReplaced) {
  std::optional<std::size_t> bad;
  EXPECT_EQ(utf16_to_utf8("a\0\x3D\xD8z\0q"s, Encoding::utf16_le, bad), "a\uFFFDz\uFFFD");
  EXPECT_EQ(bad, 2U);
}

TEST(Utf8, ControlsBecomeBlanksAndLineEndsLineFeeds) {
  std::string text = "a\r\nb\rc\x01\x7F\u0085d\u009Ce\tf\fg\u00A0";
  clean_controls(text);
  EXPECT_EQ(text, "a\nb\nc  \nd e\tf g\u00A0");
}

TEST(Utf8, BinaryIsTold) {
  EXPECT_EQ(binary_kind("%PDF-1.7 ..."), "a PDF file");
  EXPECT_EQ(binary_kind("\x1F\x8B\x08"), "a gzip file");
  EXPECT_EQ(binary_kind("abc\0def"s), "binary data");
  EXPECT_EQ(binary_kind("\x01\x02\x03zz"), "binary data");
  EXPECT_EQ(binary_kind("Two lines.\r\n\tAnd a tab.\n"), "");
  EXPECT_EQ(binary_kind(""), "");
}

TEST(Utf8, BlankIsBlank) {
  EXPECT_TRUE(is_blank(""));
  EXPECT_TRUE(is_blank(" \t\r\n\u00A0\uFEFF"));
  EXPECT_FALSE(is_blank(" . "));
  EXPECT_FALSE(is_blank("\xC2"));
}

}  // namespace
}  // namespace khaldun
