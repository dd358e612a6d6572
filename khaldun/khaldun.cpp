#include "khaldun/khaldun.h"

#include <optional>
#include <system_error>
#include <utility>

#include "khaldun/actors/join.h"
#include "khaldun/actors/mentions.h"
#include "khaldun/actors/name_kinds.h"
#include "khaldun/events/coding.h"
#include "khaldun/events/factuality.h"
#include "khaldun/events/place.h"
#include "khaldun/events/resolve.h"
#include "khaldun/events/scan.h"
#include "khaldun/events/status.h"
#include "khaldun/events/time.h"
#include "khaldun/events/tree.h"
#include "khaldun/language/language.h"
#include "khaldun/learn/hash.h"
#include "khaldun/lexicon/lexicon.h"

namespace khaldun {

struct Khaldun::Inside {
  Lexicon lexicon;
  Language language;
  std::optional<FactualityWeights> factuality;
  std::optional<NameWeights> names;

  [[nodiscard]] const NameWeights* kinds() const { return names ? &*names : nullptr; }
  [[nodiscard]] Analysis parse(std::string_view text, TextKind kind) const {
    auto analysis = tokenise(text, kind);
    annotate(analysis, text);
    return analysis;
  }
  void annotate(Analysis& analysis, std::string_view text) const {
    [[maybe_unused]] const bool marked = mark_names(analysis, text, lexicon);
    language.annotate(analysis);
  }
  /// What another made of the text: parsed again if it knew fewer names.
  void keep_names(Analysis& analysis, std::string_view text) const {
    if (mark_names(analysis, text, lexicon)) language.annotate(analysis);
  }
  [[nodiscard]] Analysis analyse(std::string_view text, TextKind kind, const Document& document) const {
    auto analysis = parse(text, kind);
    join_names(analysis, text, lexicon, document.source().published);
    return analysis;
  }
  [[nodiscard]] std::vector<Record> layer(std::string_view text, const Analysis& analysis, const Document& document, bool title, bool reasons, std::string_view headline,
                                          Mentions* keep = nullptr) const {
    const auto published = document.source().published;
    auto mentions = recognise(text, analysis, lexicon, published, headline, kinds());
    const auto coding = find_events(text, analysis, mentions, lexicon, published, reasons);
    const auto calendar = read_times(analysis, published, lexicon);
    ResolveOptions options;
    options.doc = document.source().id;
    options.published = published;
    options.reasons = reasons;
    auto records = resolve({text, analysis, mentions, coding, calendar, title}, lexicon, options);
    if (keep != nullptr) *keep = std::move(mentions);
    return records;
  }
  [[nodiscard]] std::vector<Record> run(const Document& document, bool reasons) const {
    return run(document, analyse(document.text(), TextKind::body, document), reasons);
  }
  [[nodiscard]] std::vector<Record> run(const Document& document, const Analysis& body, bool reasons, Mentions* keep = nullptr) const {
    std::vector<Record> title;
    std::string_view headline;
    if (!document.title().empty()) {
      const auto analysis = analyse(document.title(), TextKind::title, document);
      headline = first_country(recognise(document.title(), analysis, lexicon, document.source().published, {}, kinds()), lexicon, document.source().published);
      title = layer(document.title(), analysis, document, true, false, {});
    }
    auto records = merge_tellings(layer(document.text(), body, document, false, reasons, headline, keep), std::move(title), reasons);
    imply(records, reasons);
    name_records(records, document.text(), lexicon.content_hash());
    return records;
  }
};

std::string weights_number(const Language& language, const NameWeights* names) {
  return names == nullptr ? language.weights_hash() : to_hex(mix(hash_text(language.weights_hash()), names->hash()));
}

Khaldun::Khaldun(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Khaldun::Khaldun(Lexicon lexicon, Language language) : inside_(std::make_unique<Inside>(Inside{std::move(lexicon), std::move(language), std::nullopt, std::nullopt})) {}
Khaldun::Khaldun(Khaldun&&) noexcept = default;
Khaldun& Khaldun::operator=(Khaldun&&) noexcept = default;
Khaldun::~Khaldun() = default;

Result<Khaldun> Khaldun::open(const std::filesystem::path& lexicon, const std::filesystem::path& weights) {
  KHALDUN_TRY(auto knowledge, Lexicon::open(lexicon));
  KHALDUN_TRY(auto language, Language::open(weights));
  std::optional<FactualityWeights> factuality;
  std::error_code ignored;
  if (const auto path = weights / kFactualityWeights; std::filesystem::exists(path, ignored)) {
    KHALDUN_TRY(factuality, FactualityWeights::read(path));
  }
  std::optional<NameWeights> names;
  if (const auto path = weights / kNamesWeights; std::filesystem::exists(path, ignored)) {
    KHALDUN_TRY(names, NameWeights::read(path));
  }
  return Khaldun(std::make_unique<Inside>(Inside{std::move(knowledge), std::move(language), std::move(factuality), std::move(names)}));
}

std::vector<Record> Khaldun::code(const Document& document, CodingNotes* notes) const {
  const auto body = analyse(document);
  if (notes != nullptr) notes->longest_cut = body.longest_cut();
  return inside_->run(document, body, false);
}
std::vector<Record> Khaldun::code(const Document& document, Analysis analysis) const {
  inside_->keep_names(analysis, document.text());
  join_names(analysis, document.text(), inside_->lexicon, document.source().published);
  return inside_->run(document, analysis, false);
}
std::pair<std::vector<Record>, std::vector<Hypothesis>> Khaldun::read(const Document& document, CodingNotes* notes) const {
  const auto body = analyse(document);
  if (notes != nullptr) notes->longest_cut = body.longest_cut();
  Mentions mentions;
  auto records = inside_->run(document, body, false, &mentions);
  if (!may_suppose(body, inside_->lexicon)) return {std::move(records), {}};
  return {std::move(records), find_hypotheses(document.text(), body, mentions, inside_->lexicon, document.source().published)};
}
std::vector<Record> Khaldun::explain(const Document& document) const { return inside_->run(document, true); }
Analysis Khaldun::analyse(const Document& document) const { return inside_->analyse(document.text(), TextKind::body, document); }

Analysis Khaldun::parse(const Document& document) const { return inside_->parse(document.text(), TextKind::body); }

void Khaldun::annotate(Analysis& analysis, std::string_view text) const { inside_->annotate(analysis, text); }

TextLayers Khaldun::layers(const Document& document, Analysis analysis) const {
  const auto text = document.text();
  const auto& lexicon = inside_->lexicon;
  inside_->keep_names(analysis, text);
  join_names(analysis, text, lexicon, document.source().published);
  const auto mentions = recognise(text, analysis, lexicon, document.source().published, {}, inside_->kinds());
  const auto found = scan(analysis, lexicon);
  const Tree tree(analysis, lexicon);
  const StatusReader reader(analysis, tree, mentions, found, lexicon);
  const FactualityReader factuality(analysis, reader, inside_->factuality ? &*inside_->factuality : nullptr);
  TextLayers out;
  out.records = inside_->run(document, analysis, false);
  for (const auto& t : read_times(analysis, document.source().published, lexicon).all) out.times.push_back({t.at, t.value, t.precision});
  out.places = toponyms_of(text, analysis, mentions, lexicon);
  for (std::uint32_t t = 0; t < analysis.tokens.size(); ++t)
    if (factuality.predicate(t)) out.predicates.push_back({analysis[t].at, factuality.read(t)});
  return out;
}

const Lexicon& Khaldun::lexicon() const { return inside_->lexicon; }
std::string Khaldun::weights_number() const { return khaldun::weights_number(inside_->language, inside_->kinds()); }
const NameWeights* Khaldun::names() const { return inside_->kinds(); }
const Language& Khaldun::language() const { return inside_->language; }

}  // namespace khaldun
