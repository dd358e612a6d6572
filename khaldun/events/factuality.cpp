#include "khaldun/events/factuality.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "khaldun/events/record.h"
#include "khaldun/learn/hash.h"

namespace khaldun {
namespace {

constexpr std::array<std::string_view, 6> kMe{"i", "me", "my", "we", "our", "us"};
constexpr std::array<std::string_view, 3> kYou{"you", "your", "u"};
constexpr std::array<std::string_view, 4> kThird{"he", "she", "it", "they"};
constexpr std::array<std::string_view, 7> kShort{"n't", "'m", "'re", "'ve", "'ll", "im", "dont"};
constexpr std::array<Upos, 13> kShares{Upos::adj, Upos::adp, Upos::adv, Upos::aux, Upos::cconj, Upos::det, Upos::noun,
                                       Upos::num, Upos::part, Upos::pron, Upos::propn, Upos::sconj, Upos::verb};
constexpr std::size_t kShareCount = kShares.size() + 10;

template <std::size_t N>
bool among(std::string_view word, const std::array<std::string_view, N>& list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

constexpr double kPlainDenial = 0.4;  // least share of what is told where it is a plain "not"

constexpr int kLevels = 3;       // words above that are told apart by their distance
constexpr int kLongestWalk = 24;  // as in the status reader

std::string join(std::initializer_list<std::string_view> parts) {
  std::string out;
  for (const auto part : parts) {
    if (!out.empty()) out += '|';
    out += part;
  }
  return out;
}

bool finite(std::initializer_list<std::span<const float>> all) {
  for (const auto values : all)
    if (!std::all_of(values.begin(), values.end(), [](float v) { return std::isfinite(v); })) return false;
  return true;
}

bool clause_head(Deprel d) {
  switch (d) {
    case Deprel::root: case Deprel::ccomp: case Deprel::csubj: case Deprel::csubj_pass: case Deprel::advcl: case Deprel::acl_relcl: case Deprel::parataxis: return true;
    default: return false;
  }
}

}  // namespace

bool FactualityReader::predicate(std::uint32_t word) const {
  switch (a_[word].upos) {
    case Upos::verb: case Upos::noun: case Upos::adj: return true;
    case Upos::aux: return true;
    case Upos::punct: case Upos::sym: return false;
    default: return clause_head(a_[word].deprel) || a_.child(word, Deprel::cop) != kNone;
  }
}

/// "will not have VBN": auxiliaries, copula and "to" in their order, then the form of the word.
std::string FactualityReader::group(std::uint32_t word) const {
  std::string out;
  for (const auto c : a_.children[word]) {
    if (c > word && a_[c].deprel != Deprel::cop) continue;
    const auto d = a_[c].deprel;
    if (d == Deprel::aux || d == Deprel::aux_pass || d == Deprel::cop) out += std::string(a_[c].lemma) + "." + std::string(a_[c].xpos) + " ";
    if (d == Deprel::mark && a_[c].lower == "to") out += "to ";
  }
  out += a_[word].xpos;
  return out;
}

std::string FactualityReader::negation(std::uint32_t word) const {
  return status_.negated(word) ? "not" : "";
}

std::string FactualityReader::subject(std::uint32_t word) const {
  auto s = a_.child(word, Deprel::nsubj);
  if (s == kNone) s = a_.child(word, Deprel::nsubj_pass);
  if (s == kNone) return "none";
  if (a_[s].upos == Upos::pron) return std::string(a_[s].lower);
  for (const auto c : a_.children[s])
    if (a_[c].deprel == Deprel::det) return "noun " + std::string(a_[c].lower);
  return a_[s].upos == Upos::propn ? "name" : std::string(a_[s].xpos);
}

std::uint32_t FactualityReader::first_conjunct(std::uint32_t word) const {
  for (int i = 0; i < kLongestWalk && a_[word].deprel == Deprel::conj && a_[word].head != kNone; ++i) word = a_[word].head;
  return word;
}

/// "if", "that", "to", prepositions: what introduces the word's clause or phrase.
std::string FactualityReader::markers(std::uint32_t word) const {
  std::string out;
  for (const auto c : a_.children[word])
    if (a_[c].deprel == Deprel::mark || a_[c].deprel == Deprel::case_mark) out += std::string(out.empty() ? "" : " ") + std::string(a_[c].lower);
  return out;
}

void FactualityReader::own(Names& out, std::uint32_t word) const {
  const auto& t = a_[word];
  const auto verb_group = group(word);
  const auto no = negation(word);
  const auto who = subject(word);
  const auto rel = name(t.deprel);
  out.push_back(join({"lemma", t.lemma}));
  out.push_back(join({"form", t.lower}));
  out.push_back(join({"tag", t.xpos}));
  out.push_back(join({"rel", rel}));
  out.push_back(join({"group", verb_group, no}));
  out.push_back(join({"group rel", verb_group, no, rel}));
  out.push_back(join({"lemma group", t.lemma, verb_group, no}));
  out.push_back(join({"lemma not", t.lemma, no}));
  out.push_back(join({"subject", who}));
  out.push_back(join({"subject group", who, verb_group, no}));
  out.push_back(join({"marks", markers(word), t.xpos}));
  out.push_back(join({"marks rel", markers(word), rel, verb_group}));
  if (t.lemma.size() > 4) out.push_back(join({"ending", t.lemma.substr(t.lemma.size() - 3)}));
}

void FactualityReader::below(Names& out, std::uint32_t word) const {
  for (const auto c : a_.children[word]) {
    const auto& t = a_[c];
    if (t.deprel == Deprel::punct) continue;
    out.push_back(join({"child", name(t.deprel)}));
    switch (t.deprel) {
      case Deprel::nsubj: case Deprel::nsubj_pass: case Deprel::obj: case Deprel::aux: case Deprel::aux_pass: case Deprel::advmod: case Deprel::mark: case Deprel::compound_prt: case Deprel::cop:
      case Deprel::discourse: case Deprel::cc: case Deprel::obl: case Deprel::obl_tmod: case Deprel::det: case Deprel::amod: case Deprel::case_mark: case Deprel::xcomp: case Deprel::ccomp:
        out.push_back(join({"child word", name(t.deprel), t.lemma}));
        break;
      default: break;
    }
    if (t.deprel == Deprel::obj || t.deprel == Deprel::nsubj)
      for (const auto g : a_.children[c])
        if (a_[g].deprel == Deprel::det || a_[g].deprel == Deprel::amod) out.push_back(join({"child has", name(t.deprel), a_[g].lemma}));
    if (t.deprel == Deprel::advcl)
      for (const auto g : a_.children[c])
        if (a_[g].deprel == Deprel::mark) out.push_back(join({"clause below", a_[g].lower, c < word ? "before" : "after"}));
  }
}

void FactualityReader::above(Names& out, std::uint32_t word) const {
  auto at = first_conjunct(word);
  const auto mine = group(word);
  if (at != word) {
    out.push_back(join({"first", a_[at].lemma}));
    out.push_back(join({"first group", group(at), negation(at), mine}));
    out.push_back(join({"first marks", markers(at), mine}));
    out.push_back(join({"first rel", name(a_[at].deprel), mine}));
  }
  const auto group_at = at == word || a_[word].xpos == a_[at].xpos ? group(at) : mine;
  for (int level = 1; level < kLongestWalk; ++level) {
    const auto up = a_[at].head;
    if (up == kNone) {
      if (level == 1) {
        out.push_back(join({"root", mine}));
      }
      break;
    }
    const auto over = first_conjunct(up);
    const auto rel = name(a_[at].deprel);
    const auto& t = a_[up];
    out.push_back(join({"some above", t.lemma, negation(up)}));
    out.push_back(join({"some rel above", rel}));
    if (level <= kLevels) {
      const std::string n = std::to_string(level);
      const auto above_group = group(over);
      const auto no = negation(up);
      out.push_back(join({"above", n, t.lemma}));
      out.push_back(join({"above rel", n, t.lemma, rel}));
      out.push_back(join({"above group", n, rel, above_group, no}));
      out.push_back(join({"above tag", n, rel, t.xpos}));
      if (level == 1) {
        out.push_back(join({"above all", t.lemma, rel, no, mine}));
        out.push_back(join({"above mine", t.lemma, rel, group_at}));
        out.push_back(join({"above not", t.lemma, rel, no}));
        out.push_back(join({"above lemma group", t.lemma, rel, above_group, no}));
        out.push_back(join({"above groups", rel, above_group, no, mine, negation(word)}));
        out.push_back(join({"above marks", t.lemma, rel, markers(at)}));
        out.push_back(join({"above subject", t.lemma, subject(up)}));
        if (const auto o = a_.child(up, Deprel::obj); o != kNone) out.push_back(join({"above object", t.lemma, a_[o].lemma}));
        if (up != over) out.push_back(join({"above first", a_[over].lemma}));
      }
    }
    at = over;
  }
}

void FactualityReader::beside(Names& out, std::uint32_t word) const {
  const auto range = a_.sentences[a_[word].sentence].tokens;
  const auto at = [&](int offset) -> std::string_view {
    const auto i = static_cast<std::int64_t>(word) + offset;
    if (i < static_cast<std::int64_t>(range.first) || i >= static_cast<std::int64_t>(range.last)) return "-";
    return a_[static_cast<std::uint32_t>(i)].lower;
  };
  const auto tag = [&](int offset) -> std::string_view {
    const auto i = static_cast<std::int64_t>(word) + offset;
    if (i < static_cast<std::int64_t>(range.first) || i >= static_cast<std::int64_t>(range.last)) return "-";
    return a_[static_cast<std::uint32_t>(i)].xpos;
  };
  out.push_back(join({"-1", at(-1)}));
  out.push_back(join({"-2", at(-2)}));
  out.push_back(join({"-3", at(-3)}));
  out.push_back(join({"+1", at(1)}));
  out.push_back(join({"+2", at(2)}));
  out.push_back(join({"-2-1", at(-2), at(-1), a_[word].xpos}));
  out.push_back(join({"-1 lemma", at(-1), a_[word].lemma}));
  out.push_back(join({"tags", tag(-2), tag(-1), a_[word].xpos}));
  out.push_back(join({"tags after", a_[word].xpos, tag(1)}));
}

void FactualityReader::sentence(Names& out, std::uint32_t word) const {
  const auto range = a_.sentences[a_[word].sentence].tokens;
  const auto mine = group(word);
  if (range.last > range.first) {
    const auto last = a_[range.last - 1].form;
    if (last == "?" || last == "!") {
      out.push_back(join({"end", last}));
      out.push_back(join({"end group", last, mine, name(a_[word].deprel)}));
    }
    out.push_back(join({"begins", a_[range.first].lower}));
  }
  out.push_back(join({"length", range.size() < 8 ? "short" : range.size() < 20 ? "middle" : "long"}));
  bool me = false, you = false;
  int past = 0, present = 0;
  for (auto t = range.first; t < range.last; ++t) {
    me = me || among(a_[t].lower, kMe);
    you = you || among(a_[t].lower, kYou);
    past += a_[t].xpos == "VBD" ? 1 : 0;
    present += a_[t].xpos == "VBZ" || a_[t].xpos == "VBP" ? 1 : 0;
  }
  if (me) out.emplace_back("me");
  if (you) out.emplace_back("you");
  if (you) out.push_back(join({"you", mine}));
  out.push_back(join({"tenses", past > 0 ? "past" : "", present > 0 ? "present" : "", mine}));
  // "if" and the like anywhere before
  for (auto t = range.first; t < range.last; ++t)
    if (a_[t].lower == "if" || a_[t].lower == "unless" || a_[t].lower == "whether") out.push_back(join({"if", t < word ? "before" : "after", mine}));
}

void FactualityReader::cues(Names& out, std::uint32_t word) const {
  const auto status = status_.read(word);
  const auto bits = std::to_string(status.auxiliary) + (status.attempted ? "a" : "");
  out.push_back(join({"status", bits}));
  out.push_back(join({"status tag", bits, a_[word].xpos}));
  out.push_back(join({"status rel", bits, name(a_[word].deprel)}));
  std::string all;
  for (const auto& step : status.steps) {
    out.push_back(join({"step", step}));
    const auto colon = step.rfind(':');
    all += colon == std::string::npos ? "" : step.substr(colon);
  }
  out.push_back(join({"steps", all}));
}

std::vector<std::string> FactualityReader::features(std::uint32_t word) const {
  Names out;
  own(out, word);
  below(out, word);
  above(out, word);
  beside(out, word);
  sentence(out, word);
  cues(out, word);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::vector<double> FactualityReader::shares(const Analysis& a, std::uint32_t sentence) {
  const auto range = a.sentences[sentence].tokens;
  std::vector<double> out(kShareCount, 0);
  double words = 0, letters = 0, past = 0, present = 0;
  double* const marks = out.data() + kShares.size();
  for (auto t = range.first; t < range.last; ++t) {
    const auto& w = a[t];
    if (w.upos == Upos::punct || w.upos == Upos::sym) continue;
    ++words;
    letters += static_cast<double>(w.at.size());
    for (std::size_t i = 0; i < kShares.size(); ++i) out[i] += w.upos == kShares[i] ? 1 : 0;
    if (among(w.lower, kMe)) marks[0] = 1;
    if (among(w.lower, kYou)) marks[1] = 1;
    if (among(w.lower, kShort)) marks[2] = 1;
    if (among(w.lower, kThird)) marks[3] = 1;
    past += w.xpos == "VBD" ? 1 : 0;
    present += w.xpos == "VBZ" || w.xpos == "VBP" ? 1 : 0;
  }
  if (words == 0) return out;
  for (std::size_t i = 0; i < kShares.size(); ++i) out[i] /= words;
  marks[4] = a[range.last - 1].form == "?" ? 1 : 0;
  marks[5] = a[range.last - 1].form == "!" ? 1 : 0;
  marks[6] = std::min(words, 40.0) / 20;
  marks[7] = letters / words / 5;
  marks[8] = past / words;
  marks[9] = present / words;
  return out;
}

/// The value that the status alone gives: what is planned is likely (1.5), what is supposed possible (0.75), a failed try neither.
double FactualityReader::told(const Status& status) {
  const bool supposed = (status.auxiliary & aux_hypothetical) != 0;
  const bool planned = (status.auxiliary & aux_future) != 0;
  if ((status.auxiliary & aux_negation) != 0) return supposed || planned ? -1.5 : -3;
  if (supposed) return 0.75;
  if (status.attempted) return 0;
  return planned ? 1.5 : 3;
}

double FactualityReader::read(std::uint32_t word) const {
  const double as_told = told(status_.read(word));
  // Readers were asked about verbs only; other words stand as told.
  const bool verb = a_[word].upos == Upos::verb || a_[word].upos == Upos::aux;
  if (weights_ == nullptr || !verb) return as_told;
  double news = weights_->news(shares(a_, a_[word].sentence));
  // Asked whether "did not paint" happened, readers answered anything from no to yes (mean of 486 answers 0.2): the cue knows better.
  if (as_told <= -3) news = std::max(news, kPlainDenial);
  const double learned = std::clamp(weights_->learned(features(word)), -3.0, 3.0);
  return news * as_told + (1 - news) * learned;
}

Result<FactualityWeights> FactualityWeights::read(const std::filesystem::path& path) {
  FactualityWeights out;
  KHALDUN_TRY(out.file_, WeightsFile::read(path, kFactualityFormat));
  KHALDUN_TRY(out.names_, out.file_.array<std::uint64_t>("names"));
  KHALDUN_TRY(out.rows_, out.file_.array<std::int8_t>("rows"));
  KHALDUN_TRY(out.step_, out.file_.array<float>("step"));
  KHALDUN_TRY(out.bias_, out.file_.array<float>("bias"));
  KHALDUN_TRY(out.hidden_, out.file_.array<float>("hidden"));
  KHALDUN_TRY(out.hidden_bias_, out.file_.array<float>("hidden.bias"));
  KHALDUN_TRY(out.out_, out.file_.array<float>("out"));
  KHALDUN_TRY(out.register_, out.file_.array<float>("register"));
  const std::size_t n = out.bias_.size();
  const bool fits = n > 1 && out.step_.size() == 2 && out.rows_.size() == out.names_.size() * n && out.hidden_.size() == (n - 1) * (n - 1) &&
                    out.hidden_bias_.size() == n - 1 && out.out_.size() == n && out.register_.size() == kShareCount + 1 &&
                    finite({out.step_, out.bias_, out.hidden_, out.hidden_bias_, out.out_, out.register_}) && std::is_sorted(out.names_.begin(), out.names_.end());
  if (!fits) return Error{Fault::bad_format, "the sections do not fit together", path.string()};
  out.inputs_ = n - 1;
  return out;
}

double FactualityWeights::learned(std::span<const std::string> features) const {
  std::vector<std::int32_t> sums(inputs_ + 1, 0);
  for (const auto& name : features) {
    const auto hash = hash_text(name);
    const auto at = std::lower_bound(names_.begin(), names_.end(), hash);
    if (at == names_.end() || *at != hash) continue;
    const auto row = rows_.subspan(static_cast<std::size_t>(at - names_.begin()) * sums.size(), sums.size());
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += row[i];
  }
  const auto value = [](float f) { return static_cast<double>(f); };
  std::vector<double> inputs(inputs_);
  for (std::size_t i = 0; i < inputs_; ++i) inputs[i] = std::max(0.0, sums[i + 1] * value(step_[1]) + value(bias_[i + 1]));
  double out = sums[0] * value(step_[0]) + value(bias_[0]) + value(out_[inputs_]);
  for (std::size_t h = 0; h < inputs_; ++h) {
    double sum = value(hidden_bias_[h]);
    for (std::size_t i = 0; i < inputs_; ++i) sum += value(hidden_[h * inputs_ + i]) * inputs[i];
    out += value(out_[h]) * std::max(0.0, sum);
  }
  return out;
}

double FactualityWeights::news(std::span<const double> shares) const {
  double sum = static_cast<double>(register_[kShareCount]);
  for (std::size_t i = 0; i < kShareCount; ++i) sum += static_cast<double>(register_[i]) * shares[i];
  return 1 / (1 + std::exp(-sum));
}

}  // namespace khaldun
