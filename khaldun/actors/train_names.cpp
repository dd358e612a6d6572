#include "khaldun/actors/train_names.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "khaldun/actors/join.h"
#include "khaldun/learn/hash.h"
#include "khaldun/learn/log_linear.h"

namespace khaldun {
namespace {

struct Sampled {
  Analysis analysis;
  Mentions mentions;
  std::vector<NameSample> samples;
};

Sampled sample(const MarkedText& text, const Lexicon& lexicon, const Language& language) {
  Sampled out;
  out.analysis = tokenise(text.text);
  [[maybe_unused]] const bool names = mark_names(out.analysis, text.text, lexicon);
  language.annotate(out.analysis);
  join_names(out.analysis, text.text, lexicon, {});
  out.samples = name_samples(text.text, out.analysis, lexicon, &out.mentions);
  return out;
}

/// The shortest marked name that holds the head of the mention; without one it is a thing.
NameKind kind_of(const MarkedText& text, Span head) {
  const MarkedText::Name* best = nullptr;
  for (const auto& n : text.names)
    if (n.at.covers(head) && (best == nullptr || n.at.size() < best->at.size())) best = &n;
  return best == nullptr ? NameKind::thing : best->kind;
}

/// Entries of the lexicon are never things; how many names are is left to the marked texts.
constexpr std::uint32_t kNotThings = (1U << static_cast<unsigned>(NameKind::thing)) - 1;

std::vector<std::string_view> words_of(std::string_view name) {
  std::vector<std::string_view> out;
  for (std::size_t i = 0; i < name.size();) {
    auto end = name.find(' ', i);
    if (end == std::string_view::npos) end = name.size();
    if (end > i) out.push_back(name.substr(i, end - i));
    i = end + 1;
  }
  return out;
}

/// Entries of the lexicon as names that stand nowhere.
void add_entries(const Lexicon& lexicon, const NameTraining& options, std::vector<LabelledFeatures>& out) {
  const auto sets = name_sets(lexicon);
  const auto add = [&](std::string_view name, NameKind kind) {
    const auto words = words_of(name);
    if (!words.empty()) out.push_back({name_features(words, lexicon, sets), static_cast<std::uint16_t>(kind), options.entry, kNotThings});
  };
  for (const auto& actor : lexicon.all<table::Actor>()) {
    if (actor.kind == table::Kind::person) add(lexicon.text(actor.name), NameKind::person);
    if (actor.kind == table::Kind::organisation) add(lexicon.text(actor.name), NameKind::organisation);
  }
  const auto places = lexicon.all<table::Place>();
  const auto every = std::max<std::size_t>(1, places.size() / std::max<std::size_t>(1, options.places));
  for (std::size_t i = 0; i < places.size(); i += every) add(lexicon.text(places[i].name), NameKind::place);
}

/// Where names stand whose kind the lexicon knows. States are left out: they act more than any other place. The more often one has been
/// seen, the less it counts.
void add_surroundings(const Sampled& read, const NameTraining& options, std::map<std::uint32_t, std::uint32_t>& seen, std::vector<LabelledFeatures>& out) {
  for (const auto& s : read.samples) {
    const auto& m = read.mentions.all[s.mention];
    const bool entry = m.actor != table::kNoRow && (m.kind == table::Kind::person || m.kind == table::Kind::organisation);
    const bool place = m.actor == table::kNoRow && m.place != table::kNoRow;
    if (!s.known || (!entry && !place)) continue;
    const auto times = ++seen[entry ? m.actor : ~m.place];
    out.push_back({s.context, static_cast<std::uint16_t>(as_name_kind(m.kind)), options.silver / std::sqrt(static_cast<float>(times)), kNotThings});
  }
}

}  // namespace

std::string train_names(const std::vector<MarkedText>& texts, const Lexicon& lexicon, const Language& language, const NameTraining& options) {
  std::vector<LabelledFeatures> examples;
  std::map<std::uint32_t, std::uint32_t> seen;
  for (const auto& text : texts) {
    const auto read = sample(text, lexicon, language);
    if (!text.marked) {
      add_surroundings(read, options, seen, examples);
      continue;
    }
    for (const auto& s : read.samples)
      examples.push_back({s.features, static_cast<std::uint16_t>(kind_of(text, read.analysis[read.mentions.all[s.mention].head].at)), 1.0F});
  }
  add_entries(lexicon, options, examples);
  LogLinearOptions fit;
  fit.labels = kNameKindCount;
  fit.rounds = options.rounds;
  fit.seed = options.seed;
  fit.rate = options.rate;
  fit.decay = options.decay;
  const auto weights = fit_log_linear(examples, fit);
  WeightsWriter writer;
  const std::array<float, 1> step{static_cast<float>(FeatureTable::write(writer, "kinds", weights))};
  writer.add_array<float>("step", step);
  return writer.finish(kNamesFormat);
}

std::vector<NameVerdict> judge_names(const std::vector<MarkedText>& texts, const Lexicon& lexicon, const Language& language, const NameWeights& weights) {
  std::vector<NameVerdict> out;
  for (const auto& text : texts) {
    const auto read = sample(text, lexicon, language);
    std::vector<ScoredName> names;
    for (const auto& s : read.samples)
      names.push_back({joined_words(read.analysis, s.words), weights.score(s.features), s.known, read.mentions.all[s.mention].kind});
    pool(names);
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (read.samples[i].known) continue;
      const auto& m = read.mentions.all[read.samples[i].mention];
      const auto learned = names[i].settled ? names[i].kind : weights.decide(names[i].scores, m.kind);
      out.push_back({kind_of(text, read.analysis[m.head].at), as_name_kind(m.kind), as_name_kind(learned)});
    }
  }
  return out;
}

}  // namespace khaldun
