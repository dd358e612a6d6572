// What holds for any document, through the front door.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "khaldun/khaldun.h"
#include "khaldun/reading/utf8.h"
#include "khaldun/showing/show.h"

namespace khaldun {
namespace {

const Khaldun& khaldun() {
  static const auto opened = [] {
    const std::filesystem::path root(KHALDUN_SOURCE_DIR);
    return Khaldun::open(root / "lexicon", root / "weights");
  }();
  if (!opened.ok()) ADD_FAILURE() << opened.error().text();
  return opened.value();
}

Document document(std::string id, std::string text, std::string title = {}) {
  Source source;
  source.id = std::move(id);
  source.published = make_day(2024, 3, 5);
  return {std::move(title), std::move(text), std::move(source)};
}

std::string jsonl(const Document& d) {
  std::string out;
  for (const auto& r : khaldun().code(d)) write_jsonl(out, r, d, {});
  return out;
}

/// Sentences that give records, to be put together at will; some letters take two to four bytes.
constexpr std::array<std::string_view, 10> kTold = {
    "Russian troops attacked Ukrainian soldiers near Kharkiv on Monday.",
    "Israel bombed Rafah on 3 March 2024, officials said.",
    "The “army” said that it had killed ten rebels.",
    "France condemned the attack – القاهرة – and called for talks.",
    "😀 Police arrested 40 protesters in Tunis on Tuesday 🇹🇳.",
    "The Taliban denied that its fighters had shelled Herāt.",
    "Kenya and Somalia signed an agreement on Sunday.",
    "Пресс-служба 中文: Turkey will withdraw its troops from Syria.",
    "Zürich’s mayor met the German foreign minister on Friday.",
    "Boko Haram abducted schoolgirls in Chibok in 2014."};

using Dice = std::mt19937_64;
std::size_t pick(Dice& dice, std::size_t below) { return static_cast<std::size_t>(dice() % below); }

std::string some_story(Dice& dice, std::string_view between) {
  std::string text;
  for (std::size_t n = 2 + pick(dice, 4); n > 0; --n)
    text += std::string(kTold[pick(dice, kTold.size())]) + std::string(between);
  return text;
}

std::vector<Document> documents() {
  Dice dice(7);
  std::vector<Document> out;
  for (int i = 0; i < 12; ++i)
    out.push_back(document("d" + std::to_string(i), some_story(dice, i % 2 == 0 ? " " : "\n\n")));
  return out;
}

TEST(Property, ADocumentCodedTwiceGivesTheSameBytes) {
  std::size_t bytes = 0;
  for (const auto& d : documents()) {
    const auto first = jsonl(d);
    EXPECT_EQ(first, jsonl(d));
    bytes += first.size();
  }
  EXPECT_GT(bytes, 10000U);
}

TEST(Property, TheOrderOfDocumentsDoesNotMatter) {
  const auto all = documents();
  std::map<std::string, std::string> forward, backward;
  for (auto d = all.begin(); d != all.end(); ++d) forward[d->source().id] = jsonl(*d);
  for (auto d = all.rbegin(); d != all.rend(); ++d) backward[d->source().id] = jsonl(*d);
  EXPECT_EQ(forward, backward);
}

/// Type, trigger, sentence and parties: what stays the same wherever the sentence stands.
std::multiset<std::string> events_of(const Document& d) {
  std::multiset<std::string> out;
  for (const auto& r : khaldun().code(d)) {
    std::string row = r.event_type + " | " + r.event_text + " | " + r.sentence_text + " |";
    for (const auto& p : r.actors) row += " " + p.text + "=" + p.entity + "/" + p.code;
    row += " ->";
    for (const auto& p : r.recipients) row += " " + p.text + "=" + p.entity + "/" + p.code;
    out.insert(row);
  }
  return out;
}

TEST(Property, TheOrderOfSentencesThatShareNobodyDoesNotMatter) {
  // Other people and other deeds in each, a paragraph for each: nothing refers back.
  std::vector<std::string> parts = {
      "Russian troops attacked Ukrainian soldiers near Kharkiv on Monday.",
      "Kenya and Somalia signed an agreement in Nairobi on Sunday.",
      "Police in Tunis arrested 40 protesters on Tuesday.",
      "Japan sent medical aid to Nepal on Saturday."};
  const auto text = [](const std::vector<std::string>& p) {
    std::string out;
    for (const auto& s : p) out += s + "\n\n";
    return out;
  };
  const auto first = events_of(document("d", text(parts)));
  EXPECT_GE(first.size(), 4U);
  std::sort(parts.begin(), parts.end());
  do {
    EXPECT_EQ(events_of(document("d", text(parts))), first);
  } while (std::next_permutation(parts.begin(), parts.end()));
}

TEST(Property, BlankLinesBetweenParagraphsDoNotChangeTheEvents) {
  Dice dice(11);
  std::size_t found = 0;
  for (int i = 0; i < 10; ++i) {
    std::vector<std::string_view> parts;
    for (int k = 0; k < 4; ++k) parts.push_back(kTold[pick(dice, kTold.size())]);
    std::set<std::multiset<std::string>> versions;
    for (const std::string_view between :
         {"\n\n", "\n\n\n", "\n \n", "\n\n\n\n\n", "\n\t\n", " \n\n "}) {
      std::string text;
      for (const auto part : parts)
        text += (text.empty() ? "" : std::string(between)) + std::string(part);
      versions.insert(events_of(document("d", text)));
    }
    EXPECT_EQ(versions.size(), 1U) << "story " << i;
    found += versions.begin()->size();
  }
  EXPECT_GT(found, 20U);
}

TEST(Property, BlanksAtBothEndsDoNotChangeTheEvents) {
  for (const auto told : kTold) {
    const auto plain = events_of(document("d", std::string(told)));
    EXPECT_EQ(events_of(document("d", "\n\n  " + std::string(told) + "  \n\n")), plain);
  }
}

// -------------------------------------------------------------------------------------------
// offsets

/// UTF-8 → code points.
std::u32string decode(std::string_view s) {
  std::u32string out;
  for (std::size_t i = 0; i < s.size();) {
    const auto lead = static_cast<unsigned char>(s[i]);
    const std::size_t n = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    char32_t c = n == 1 ? lead : lead & (0x7fU >> n);
    for (std::size_t k = 1; k < n && i + k < s.size(); ++k)
      c = (c << 6U) | (static_cast<unsigned char>(s[i + k]) & 0x3fU);
    out += c;
    i += n;
  }
  return out;
}

struct Slice {
  At at;
  std::string text;
};

void slices_of(const Party& p, std::vector<Slice>& out) { out.push_back({p.at, p.text}); }

std::vector<Slice> slices_of(const Record& r) {
  std::vector<Slice> out{{r.at, r.event_text}, {r.date_at, r.date_text}};
  for (const auto& p : r.actors) slices_of(p, out);
  for (const auto& p : r.recipients) slices_of(p, out);
  for (const auto& p : r.participants) slices_of(p.party, out);
  for (const auto& a : r.attribution) {
    slices_of(a.source, out);
    out.push_back({a.cue_at, a.cue});
  }
  for (const auto& p : r.places) out.push_back({p.at, p.extracted});
  for (const auto& s : r.sizes) out.push_back({s.size.at, s.size.text});
  for (const auto& m : r.mentions) out.push_back({m.at, m.text});
  return out;
}

/// How many slices there were; each must be what its offsets say, in bytes and in code points.
std::size_t check_slices(const Document& d) {
  const auto body = decode(d.text()), title = decode(d.title());
  std::size_t n = 0;
  for (const auto& r : khaldun().code(d))
    for (const auto& slice : slices_of(r)) {
      const auto& at = slice.at;
      const auto& text = slice.text;
      if (!at.set) continue;
      ++n;
      const auto whole = at.in_title ? d.title() : d.text();
      EXPECT_LE(at.span.begin, at.span.end);
      EXPECT_LE(at.span.end, whole.size());
      if (at.span.end > whole.size() || at.span.begin > at.span.end) continue;
      EXPECT_EQ(whole.substr(at.span.begin, at.span.size()), text);
      const auto points = [&d, &at](std::uint32_t b) {
        return at.in_title ? d.title_code_points(b) : d.code_points(b);
      };
      const auto first = points(at.span.begin), last = points(at.span.end);
      const auto& all = at.in_title ? title : body;
      EXPECT_LE(last, all.size());
      if (first > last || last > all.size()) {
        ADD_FAILURE() << "code points run backwards or out of the text";
        continue;
      }
      EXPECT_TRUE(all.substr(first, last - first) == decode(text)) << text;
    }
  return n;
}

TEST(Property, EveryTextBesideOffsetsIsThatSlice) {
  Dice dice(3);
  std::size_t n = 0;
  for (int i = 0; i < 15; ++i)
    n += check_slices(
        document("d", "“中文” 😀🇸🇩 القاهرة — " + some_story(dice, i % 3 == 0 ? "\n\n" : " "),
                 "🙂 “Rafah” – Israel bombs Rafah"));
  EXPECT_GT(n, 120U);
}

// ------------------------------------------------------------------------------------------- any
// text

std::string random_text(Dice& dice) {
  static constexpr std::array<char32_t, 40> kOdd = {
      ' ',    '\n',   '.',    ',',   '\'',     '"',    '-',     '(',     ')',    '?',
      '%',    '$',    ':',    ';',   0x2019,   0x201c, 0x2014,  0x301,   0x200d, 0xfe0f,
      0xa0,   0xad,   0x2011, 0x644, 0x661,    0x4e2d, 0x1f600, 0xdf,    0x130,  0x200b,
      0xfeff, 0xfffd, '\t',   0x7f,  0x10ffff, 0xe000, 0x202e,  0x1d400, '0',    '9'};
  std::string out;
  for (std::size_t n = pick(dice, 40); n > 0; --n) {
    const auto kind = pick(dice, 6);
    if (kind == 0) {
      append_utf8(out, kOdd[pick(dice, kOdd.size())]);
    } else if (kind == 1) {
      auto c = static_cast<std::uint32_t>(pick(dice, 0x110000));
      if (c >= 0xd800 && c < 0xe000) c = 0xfffd;
      append_utf8(out, c);
    } else if (kind < 5) {  // a piece of news, cut where it may hurt, between code points
      const auto told = kTold[pick(dice, kTold.size())];
      auto from = pick(dice, told.size()), length = 1 + pick(dice, 40);
      while (from > 0 && (static_cast<unsigned char>(told[from]) & 0xc0U) == 0x80) --from;
      while (from + length < told.size() &&
             (static_cast<unsigned char>(told[from + length]) & 0xc0U) == 0x80)
        ++length;
      out += told.substr(from, length);
      if (pick(dice, 2) == 0) out += ' ';
    } else {
      for (std::size_t k = pick(dice, 12); k > 0; --k)
        out += static_cast<char>(' ' + pick(dice, 95));
      out += ' ';
    }
  }
  return out;
}

TEST(Property, RandomTextGivesAResult) {
  Dice dice(1);
  std::size_t records = 0, bytes = 0;
  for (int i = 0; i < 200; ++i) {
    const auto d =
        document("r" + std::to_string(i), random_text(dice), i % 4 == 0 ? random_text(dice) : "");
    ASSERT_EQ(valid_utf8_prefix(d.text()), d.text().size());
    check_slices(d);
    const auto out = jsonl(d);
    ASSERT_EQ(valid_utf8_prefix(out), out.size());
    records += static_cast<std::size_t>(std::count(out.begin(), out.end(), '\n'));
    bytes += d.text().size();
  }
  EXPECT_GT(records, 20U) << "the random texts reach no coder";
  EXPECT_GT(bytes, 20000U);
}

TEST(Property, TextsAtTheEdgeGiveAResult) {
  std::vector<std::string> texts = {"",
                                    " ",
                                    "\n",
                                    ".",
                                    "\"",
                                    "😀",
                                    "?!",
                                    std::string(3000, '('),
                                    std::string(2000, '\n'),
                                    std::string(5000, 'a')};
  std::string deep, list;
  for (int i = 0; i < 300; ++i) deep += "The army said that ";
  for (int i = 0; i < 300; ++i) list += "France, Germany and ";
  texts.push_back(deep + "rebels attacked Aleppo.");
  texts.push_back(list + "Italy attacked Libya.");
  for (auto& text : texts) check_slices(document("e", text, text.substr(0, 400)));
}

// -------------------------------------------------------------------------------------------
// collections

std::vector<std::string> ids_of(const std::vector<Document>& all, std::string_view without = {}) {
  std::vector<std::string> out;
  for (const auto& d : all)
    if (d.source().id != without)
      for (const auto& r : khaldun().code(d)) out.push_back(r.id);
  return out;
}

TEST(Property, RemovingADocumentRemovesExactlyItsRecords) {
  // Two documents tell the same in the same words: their records are still two.
  auto all = documents();
  all.push_back(document("twin", std::string(all.front().text())));
  auto whole = ids_of(all);
  EXPECT_EQ(std::set<std::string>(whole.begin(), whole.end()).size(), whole.size());
  for (const auto& gone : all) {
    auto expected = whole;
    for (const auto& r : khaldun().code(gone)) {
      const auto it = std::find(expected.begin(), expected.end(), r.id);
      ASSERT_NE(it, expected.end());
      EXPECT_EQ(r.doc, gone.source().id);
      expected.erase(it);
    }
    EXPECT_EQ(ids_of(all, gone.source().id), expected);
  }
}

TEST(Property, LinksLeadToRecordsOfTheSameDocument) {
  std::size_t links = 0;
  for (const std::string_view told :
       {"Turkey accused Syrian troops of shelling Aleppo.",
        "Iran denied that it had attacked a Japanese tanker.",
        "Israel accused Hezbollah of attacking soldiers on Monday."}) {
    const auto d = document("d", std::string(told));
    std::set<std::string> ids;
    const auto records = khaldun().code(d);
    for (const auto& r : records) ids.insert(r.id);
    for (const auto& r : records)
      if (!r.content_of.empty()) {
        ++links;
        EXPECT_TRUE(ids.contains(r.content_of));
        EXPECT_NE(r.content_of, r.id);
      }
  }
  EXPECT_GE(links, 1U);
}

}  // namespace
}  // namespace khaldun
