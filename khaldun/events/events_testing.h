#pragma once
// What the tests of this stage share: the knowledge of the tree, opened once, and the way from a
// text to its records.
#include <gtest/gtest.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "khaldun/actors/join.h"
#include "khaldun/actors/mentions.h"
#include "khaldun/events/coding.h"
#include "khaldun/events/resolve.h"
#include "khaldun/events/time.h"
#include "khaldun/language/language.h"
#include "khaldun/lexicon/lexicon.h"

namespace khaldun::testing {

inline const Lexicon& lexicon() {
  static const auto opened = Lexicon::open(std::filesystem::path(KHALDUN_SOURCE_DIR) / "lexicon");
  if (!opened.ok()) ADD_FAILURE() << opened.error().text();
  return opened.value();
}
inline const Language& language() {
  static const auto opened = Language::open(std::filesystem::path(KHALDUN_SOURCE_DIR) / "weights");
  if (!opened.ok()) ADD_FAILURE() << opened.error().text();
  return opened.value();
}

/// The records of one text, as the front door makes them of a document without a title.
inline std::vector<Record> records_of(std::string_view text,
                                      std::optional<Day> published = make_day(2020, 6, 15),
                                      std::string doc = "d") {
  auto analysis = tokenise(text);
  [[maybe_unused]] const bool names = mark_names(analysis, text, lexicon());
  language().annotate(analysis);
  join_names(analysis, text, lexicon(), published);
  const auto mentions = recognise(text, analysis, lexicon(), published);
  const auto coding = find_events(text, analysis, mentions, lexicon(), published, false);
  const auto calendar = read_times(analysis, published, lexicon());
  ResolveOptions options;
  options.doc = std::move(doc);
  options.published = published;
  auto records = merge_tellings(
      resolve({text, analysis, mentions, coding, calendar, false}, lexicon(), options), {}, false);
  imply(records);
  name_records(records, text, lexicon().content_hash());
  return records;
}

/// The first record of that type, or null.
inline const Record* of_type(const std::vector<Record>& records, std::string_view type) {
  for (const auto& r : records)
    if (r.event_type == type) return &r;
  return nullptr;
}

}  // namespace khaldun::testing
