#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "khaldun/base/day.h"

namespace khaldun {

/// What is known of a document for grouping.
struct StoryInput {
  std::string id;
  std::optional<Day> published;
  std::vector<std::pair<std::uint32_t, bool>> words;  ///< number of a word, and whether it is written with a capital
  std::vector<std::string> signs;                     ///< parties and places of its events: "ttp", "PAK", "PAK violence"
};

/// Words of a text for `StoryInput`: from four letters on, cut to six unless capitalised, once each.
[[nodiscard]] std::vector<std::pair<std::uint32_t, bool>> story_words(std::string_view text);

/// For each document the number of its story, from 0 in the order of the first document. Documents join the nearest story
/// of the week before by the cosine of TF-IDF vectors (Salton & Buckley 1988), names weighing kNames and parties and places
/// of events kSigns times; stories fade with a half-life of four days. `inputs` must be in the order of (published, id).
/// The result depends on the whole set, not on the order of ingest. Constants were fitted on a year of short news items.
[[nodiscard]] std::vector<std::size_t> group_stories(const std::vector<StoryInput>& inputs);

}  // namespace khaldun
