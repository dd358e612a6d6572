#include "khaldun/events/quotes.h"

#include <string_view>

namespace khaldun {
namespace {

/// Fewer words are a term or a title ("Operation Dawn"), no speech.
constexpr std::uint32_t kFewestWords = 4;

enum class Mark : std::uint8_t { none, opens, closes, either };
Mark mark(std::string_view form) {
  if (form == "“" || form == "„" || form == "«" || form == "``") return Mark::opens;
  if (form == "”" || form == "»" || form == "''") return Mark::closes;
  return form == "\"" ? Mark::either : Mark::none;
}

}  // namespace

Quotes::Quotes(const Analysis& analysis, const Scan& scan, const Lexicon& lexicon, const StatusReader& reader)
    : a_(analysis), inside_(analysis.tokens.size(), kNone) {
  find();
  if (!quotes_.empty()) give_voices(scan, lexicon, reader);
}

void Quotes::find() {
  std::uint32_t open = kNone, paragraph = kNone;
  for (std::uint32_t t = 0; t < a_.tokens.size(); ++t) {
    const auto& sentence = a_.sentences[a_[t].sentence];
    if (sentence.paragraph != paragraph) open = kNone;
    paragraph = sentence.paragraph;
    const auto kind = mark(a_[t].form);
    if (kind == Mark::none) continue;
    if (open != kNone && kind != Mark::opens) {
      if (t - open > kFewestWords) {
        for (auto k = open + 1; k < t; ++k) inside_[k] = static_cast<std::uint32_t>(quotes_.size());
        quotes_.push_back({{open + 1, t}, kNone});
      }
      open = kNone;
    } else if (kind != Mark::closes) {
      open = t;
    }
  }
}

void Quotes::give_voices(const Scan& scan, const Lexicon& lexicon, const StatusReader& reader) {
  std::uint32_t last = kNone, paragraph = kNone;
  for (auto& quote : quotes_) {
    const auto first = a_[quote.tokens.first].sentence, final = a_[quote.tokens.last - 1].sentence;
    if (a_.sentences[first].paragraph != paragraph) last = kNone;
    paragraph = a_.sentences[first].paragraph;
    std::uint32_t best = kNone, distance = 0;
    Voice found;
    for (auto t = a_.sentences[first].tokens.first; t < a_.sentences[final].tokens.last; ++t) {
      if (inside_[t] != kNone) continue;
      for (const auto& unit : scan.cue_verbs[t]) {
        const auto& cue = lexicon.row<table::Cue>(unit.use.row);
        if (cue.stance != table::Stance::asserts || cue.role != table::SupportRole::none) continue;
        const auto away = t < quote.tokens.first ? quote.tokens.first - t : t - quote.tokens.last;
        if (best != kNone && away >= distance) break;
        const auto who = reader.sources(reader.fill(t, cue.source));
        if (who.empty()) continue;
        best = t;
        distance = away;
        found = Voice{who, t, table::Stance::asserts};
        break;
      }
    }
    if (best != kNone) {
      last = static_cast<std::uint32_t>(voices_.size());
      voices_.push_back(std::move(found));
    }
    quote.voice = last;
  }
}

const Voice* Quotes::voice(std::uint32_t token) const {
  const auto quote = inside_[token];
  return quote == kNone || quotes_[quote].voice == kNone ? nullptr : &voices_[quotes_[quote].voice];
}

}  // namespace khaldun
