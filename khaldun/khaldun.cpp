#include "khaldun/khaldun.h"

#include "khaldun/actors/join.h"
#include "khaldun/actors/mentions.h"
#include "khaldun/events/coding.h"
#include "khaldun/events/place.h"
#include "khaldun/events/resolve.h"
#include "khaldun/events/scan.h"
#include "khaldun/events/status.h"
#include "khaldun/events/time.h"
#include "khaldun/events/tree.h"
#include "khaldun/language/language.h"
#include "khaldun/lexicon/lexicon.h"

namespace khaldun {

struct Khaldun::Inside {
  Lexicon lexicon;
  Language language;

  [[nodiscard]] Analysis analyse(std::string_view text, TextKind kind, const Document& document) const {
    auto analysis = language.analyse(text, kind);
    join_names(analysis, text, lexicon, document.source().published);
    return analysis;
  }
  [[nodiscard]] std::vector<Record> layer(std::string_view text, const Analysis& analysis, const Document& document, bool title, bool reasons) const {
    const auto published = document.source().published;
    const auto mentions = recognise(text, analysis, lexicon, published);
    const auto coding = find_events(text, analysis, mentions, lexicon, published, reasons);
    const auto calendar = read_times(analysis, published);
    ResolveOptions options;
    options.doc = document.source().id;
    options.published = published;
    options.reasons = reasons;
    return resolve({text, analysis, mentions, coding, calendar, title}, lexicon, options);
  }
  [[nodiscard]] std::vector<Record> run(const Document& document, bool reasons) const {
    std::vector<Record> title;
    if (!document.title().empty()) title = layer(document.title(), analyse(document.title(), TextKind::title, document), document, true, false);
    auto records = merge_tellings(layer(document.text(), analyse(document.text(), TextKind::body, document), document, false, reasons), std::move(title), reasons);
    name_records(records, document.text(), lexicon.content_hash());
    return records;
  }
};

Khaldun::Khaldun(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Khaldun::Khaldun(Khaldun&&) noexcept = default;
Khaldun& Khaldun::operator=(Khaldun&&) noexcept = default;
Khaldun::~Khaldun() = default;

Result<Khaldun> Khaldun::open(const std::filesystem::path& lexicon, const std::filesystem::path& weights) {
  KHALDUN_TRY(auto knowledge, Lexicon::open(lexicon));
  KHALDUN_TRY(auto language, Language::open(weights));
  return Khaldun(std::make_unique<Inside>(Inside{std::move(knowledge), std::move(language)}));
}

std::vector<Record> Khaldun::code(const Document& document) const { return inside_->run(document, false); }
std::vector<Record> Khaldun::explain(const Document& document) const { return inside_->run(document, true); }
Analysis Khaldun::analyse(const Document& document) const { return inside_->analyse(document.text(), TextKind::body, document); }
namespace {

std::string value_of(const TimeExpression& t) {
  if (!t.when.first) return {};
  auto iso = to_iso(*t.when.first);
  if (t.precision == "month" || t.precision == "season") iso.resize(7);
  if (t.precision == "year") iso.resize(4);
  return iso;
}

/// Certain, or -3 if denied; what is only supposed or planned lies between.
double factuality(const Status& status) {
  const bool open = (status.auxiliary & (aux_hypothetical | aux_future)) != 0;
  if ((status.auxiliary & aux_negation) != 0) return open ? -1.5 : -3;
  return open || status.attempted ? 0 : 3;
}

}  // namespace

TextLayers Khaldun::layers(const Document& document) const {
  const auto text = document.text();
  const auto analysis = analyse(document);
  const auto& lexicon = inside_->lexicon;
  const auto mentions = recognise(text, analysis, lexicon, document.source().published);
  const auto found = scan(analysis, lexicon);
  const Tree tree(analysis, lexicon);
  const StatusReader reader(analysis, tree, mentions, found, lexicon);
  TextLayers out;
  for (const auto& t : read_times(analysis, document.source().published).all) out.times.push_back({t.at, value_of(t), t.precision});
  out.places = toponyms_of(text, analysis, mentions, lexicon);
  for (std::uint32_t t = 0; t < analysis.tokens.size(); ++t)
    if (analysis[t].upos == Upos::verb || !found.nouns[t].empty()) out.predicates.push_back({analysis[t].at, factuality(reader.read(t))});
  return out;
}

const Lexicon& Khaldun::lexicon() const { return inside_->lexicon; }
const Language& Khaldun::language() const { return inside_->language; }

}  // namespace khaldun
