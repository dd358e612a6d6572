#pragma once
// What the tests of this stage share: the knowledge of the tree, opened once, and a text with its
// mentions.
#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "khaldun/actors/join.h"
#include "khaldun/actors/mentions.h"
#include "khaldun/actors/name_kinds.h"
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

inline const NameWeights& names() {
  static const auto opened = NameWeights::read(std::filesystem::path(KHALDUN_SOURCE_DIR) / "weights" / kNamesWeights);
  if (!opened.ok()) ADD_FAILURE() << opened.error().text();
  return opened.value();
}

/// A text, its tree and its mentions.
class Read {
 public:
  explicit Read(std::string text, Day published = make_day(2020, 6, 15))
      : text_(std::make_unique<std::string>(std::move(text))),
        published_(published),
        analysis_(tokenise(*text_)) {
    [[maybe_unused]] const bool names = mark_names(analysis_, *text_, lexicon());
    language().annotate(analysis_);
    join_names(analysis_, *text_, lexicon(), published_);
    mentions_ = recognise(*text_, analysis_, lexicon(), published_, {}, &testing::names());
  }
  [[nodiscard]] const Mentions& mentions() const { return mentions_; }
  [[nodiscard]] const Analysis& analysis() const { return analysis_; }

  [[nodiscard]] table::Kind kind(std::string_view words, std::size_t nth = 0) const {
    const auto i = mention(words, nth);
    return i == kNone ? table::Kind::thing : mentions_.all[i].kind;
  }

  /// The mention headed by one of these words, else the shortest that covers them; `nth`
  /// occurrence, from 0. kNone if there is none.
  [[nodiscard]] std::uint32_t mention(std::string_view words, std::size_t nth = 0) const {
    for (std::size_t at = text_->find(words); at != std::string::npos;
         at = text_->find(words, at + 1)) {
      if (nth-- != 0) continue;
      const auto begin = static_cast<std::uint32_t>(at);
      const Span span{begin, begin + static_cast<std::uint32_t>(words.size())};
      std::uint32_t best = kNone;
      for (std::uint32_t i = 0; i < mentions_.all.size(); ++i) {
        const auto& m = mentions_.all[i];
        if (span.covers(analysis_[m.head].at)) return i;
        if (m.at.covers(span) && (best == kNone || m.at.size() < mentions_.all[best].at.size()))
          best = i;
      }
      return best;
    }
    return kNone;
  }
  [[nodiscard]] std::vector<Identity> who(std::string_view words, std::size_t nth = 0) const {
    const auto i = mention(words, nth);
    return i == kNone ? std::vector<Identity>()
                      : identify(mentions_, i, published_, lexicon(), *text_);
  }
  /// The first of them; one without anything if there is none.
  [[nodiscard]] Identity first(std::string_view words) const {
    const auto all = who(words);
    return all.empty() ? Identity() : all.front();
  }
  /// "afg-taliban AFG REB", several by " + "; "-" for an empty part; "nobody" if there is no
  /// mention.
  [[nodiscard]] std::string is(std::string_view words, std::size_t nth = 0) const {
    std::string out;
    for (const auto& id : who(words, nth)) {
      const auto part = [](const std::string& s) { return s.empty() ? std::string("-") : s; };
      out += (out.empty() ? "" : " + ") + part(id.entity) + " " + part(id.code) + " " +
             (id.sectors.empty() ? "-" : id.sectors.front());
    }
    return out.empty() ? "nobody" : out;
  }

 private:
  std::unique_ptr<std::string> text_;
  Day published_;
  Analysis analysis_;
  Mentions mentions_;
};

}  // namespace khaldun::testing
