#include "khaldun/actors/name_kinds.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "khaldun/language/letters.h"
#include "khaldun/learn/hash.h"

namespace khaldun {
namespace {

/// Templates of features. The numbers are part of the hash: new ones go to the end.
enum class Of : std::uint64_t {
  bias, word, first, last, head, all, pair, suffix_of_last, suffix_of_first, prefix_of_last, prefix_of_first, shape_of_last, shape, length,
  particle, behind_particle, al, letters, agent_in, agent_last, determiner, before, before_two, after, after_two, deprel, preposition,
  preposition_of_governor, governor, governor_and_deprel, governor_agent, appositive, appositive_agent, apposed_to, apposed_agent,
  predicate, predicate_agent, clause_word, adjective, possessive, of_what, conjunct, conjunct_kind, number, verb, sentence_start,
  between_commas, bracketed, plural, title, kind_known, tail, tail_particle, first_in, last_in, by_rule, governor_in, appositive_in
};

bool upper(char c) { return c >= 'A' && c <= 'Z'; }
bool capital(std::string_view w) { return !w.empty() && (upper(w.front()) || (static_cast<unsigned char>(w.front()) == 0xC3 && w.size() > 1 && static_cast<unsigned char>(w[1]) < 0x9F)); }

/// "Xx", "X.", "XX", "x-X", "9": like letters once.
std::string shape_of(std::string_view w) {
  std::string out;
  for (const char c : w) {
    const char s = upper(c) ? 'X' : (c >= '0' && c <= '9') ? '9' : (c == '.' || c == '-' || c == '\'') ? c : 'x';
    if (out.empty() || out.back() != s || (s == 'X' && out.size() == 1)) out.push_back(s);
  }
  return out;
}

/// The last or first `n` letters, whole letters of UTF-8.
std::string_view ending(std::string_view w, std::size_t n) {
  auto at = w.size() > n ? w.size() - n : 0;
  while (at > 0 && (static_cast<unsigned char>(w[at]) & 0xC0U) == 0x80U) --at;
  return w.substr(at);
}
std::string_view beginning(std::string_view w, std::size_t n) {
  auto to = std::min(n, w.size());
  while (to < w.size() && (static_cast<unsigned char>(w[to]) & 0xC0U) == 0x80U) ++to;
  return w.substr(0, to);
}

/// Words inside a name ("von"), words behind which something else begins ("of"), then sets whose members say something of a name that
/// they begin or end.
constexpr std::size_t kInside = 0, kBehind = 1, kTelling = 2;
constexpr std::array<std::string_view, kNameSetCount> kSets{"name_particle", "name_tail", "female_word", "male_word", "human_word", "company_word", "body_word", "land_noun", "land_word", "named_thing", "settlement_noun"};

class Collector {
 public:
  Collector(const Lexicon& lexicon, const NameSets& sets) : lexicon_(lexicon), sets_(sets) {}
  /// Which sets a word is in.
  void member(Of of, std::string_view word, std::uint64_t what = 0) {
    for (std::size_t i = kTelling; i < sets_.size(); ++i)
      if (lexicon_.in_set(word, sets_[i])) add(of, mix(i, what));
  }
  void add(Of of, std::uint64_t value = 0) { out_.push_back(mix(static_cast<std::uint64_t>(of), value)); }
  void add(Of of, std::string_view word) { add(of, hash_text(word)); }
  void add(Of of, std::string_view word, std::string_view second) { add(of, mix(hash_text(word), hash_text(second))); }

  /// What the words of the name tell by themselves. `head`: index of the word that is its head.
  void inside(std::span<const std::string_view> forms, std::span<const std::string_view> lower, std::size_t head) {
    const auto n = forms.size();
    for (std::size_t i = 0; i < n; ++i) {
      if (lower[i].size() > 2) add(Of::word, lower[i]);
      if (i + 1 < n) add(Of::pair, lower[i], lower[i + 1]);
      if (!capital(forms[i]) && i > 0) {
        add(Of::particle, lower[i]);
        if (i + 1 < n) add(Of::behind_particle, lower[i], lower[i + 1]);
      }
      if (lower[i].starts_with("al-") || lower[i].starts_with("el-")) add(Of::al, i == 0 ? 0U : 1U);
    }
    const auto& last = lower[last_capital(forms)];
    if (n > 1) member(Of::first_in, lower.front());
    member(Of::last_in, last, n > 1 ? 1U : 0U);
    add(Of::first, lower.front());
    add(Of::last, last);
    if (n > 1) add(Of::last, last, "of several");
    add(Of::head, lower[head]);
    for (std::size_t k = 2; k <= 4; ++k) {
      if (last.size() > k) add(Of::suffix_of_last, ending(last, k), n > 1 ? "several" : "one");
      if (n > 1 && lower.front().size() > k) add(Of::suffix_of_first, ending(lower.front(), k));
    }
    for (std::size_t k = 2; k <= 4; k += 2) {
      if (last.size() > k) add(Of::prefix_of_last, beginning(last, k), n > 1 ? "several" : "one");
      if (n > 1 && lower.front().size() > k) add(Of::prefix_of_first, beginning(lower.front(), k));
    }
    std::string whole, shapes;
    for (std::size_t i = 0; i < n; ++i) {
      whole += lower[i];
      whole += ' ';
      if (i < 4) shapes += shape_of(forms[i]) + " ";
    }
    add(Of::all, whole);
    add(Of::shape, shapes);
    add(Of::shape_of_last, shape_of(forms[last_capital(forms)]), n > 1 ? "several" : "one");
    add(Of::length, std::min<std::uint64_t>(n, 5));
    if (n == 1) add(Of::letters, std::min<std::uint64_t>(forms.front().size(), 9) + (std::all_of(forms.front().begin(), forms.front().end(), upper) ? 100U : 0U));
  }
  [[nodiscard]] std::vector<std::uint64_t> take() { return std::move(out_); }

 private:
  static std::size_t last_capital(std::span<const std::string_view> forms) {
    for (auto i = forms.size(); i-- > 0;)
      if (capital(forms[i])) return i;
    return forms.size() - 1;
  }
  const Lexicon& lexicon_;
  const NameSets& sets_;
  std::vector<std::uint64_t> out_;
};

/// The words around one name.
class Surroundings {
 public:
  Surroundings(const NameSurroundings& s, const Mention& m, table::Kind by_rule, NameParts parts, Collector& out) : by_rule_(by_rule), parts_(parts), s_(s), a_(s.analysis), m_(m), out_(out), r_(words_of_name(s, m)) {}

  void read() {
    if (parts_ == NameParts::all) {
      const bool known = m_.actor != table::kNoRow || m_.place != table::kNoRow || m_.people;
      out_.add(Of::bias, known ? 1U : 0U);
      out_.add(Of::by_rule, static_cast<std::uint64_t>(by_rule_) * 4 + (known ? 2U : 0U) + (m_.agent == table::kNoRow ? 0U : 1U));
      words();
      known_words();
    }
    tail();
    neighbours();
    governor();
    for (const auto c : a_.children[m_.head]) dependent(c);
    predicate();
  }

 private:
  [[nodiscard]] std::string_view preposition(std::uint32_t t) const {
    const auto c = a_.child(t, Deprel::case_mark);
    return c == kNone || c > t ? std::string_view() : a_[c].lower;
  }
  void words() {
    std::vector<std::string_view> forms, lower;
    for (auto t = r_.first; t < r_.last; ++t) {
      forms.push_back(a_[t].form);
      lower.push_back(a_[t].lower);
    }
    out_.inside(forms, lower, m_.head - r_.first);
  }
  /// "of Nwonko" behind the name.
  void tail() {
    auto t = r_.last;
    const auto& s = a_.sentences[m_.sentence].tokens;
    if (t >= s.last || !s_.lexicon.in_set(a_[t].lower, s_.sets[kBehind])) return;
    out_.add(Of::tail_particle, a_[t].lower);
    const auto particle = a_[t].lower;
    for (; t < s.last && t < r_.last + 4; ++t) {
      if (!capital(a_[t].form)) continue;
      out_.add(Of::tail, particle, a_[t].lower);
      if (s_.name_of[t] != kNone) out_.add(Of::tail, particle, std::to_string(kind_of_name(t)));
      else out_.add(Of::tail, particle, "unknown");
      break;
    }
  }
  [[nodiscard]] std::string kind_of_agent(std::uint32_t t) const {
    const auto& agent = s_.lexicon.row<table::Agent>(s_.agents[s_.agent_of[t]].agent);
    const auto sectors = s_.lexicon.items(agent.sectors);
    return std::to_string(static_cast<int>(agent.kind)) + (sectors.empty() ? std::string() : std::string(s_.lexicon.text(sectors.front())));
  }
  [[nodiscard]] std::uint64_t kind_of_name(std::uint32_t t) const {
    const auto& use = s_.names[s_.name_of[t]].use;
    const auto kind = use.type == table::UseType::actor ? static_cast<std::uint64_t>(s_.lexicon.row<table::Actor>(use.row).kind) : 9U;
    return static_cast<std::uint64_t>(use.type) * 16 + kind;
  }
  [[nodiscard]] bool agent_at(std::uint32_t t) const { return s_.agent_of[t] != kNone; }
  /// What the lexicon knows of words in a longer name ("Aleppo" of "Aleppo Media Centre").
  void known_words() {
    for (auto t = r_.first; t < r_.last && r_.size() > 1; ++t) {
      if (agent_at(t)) out_.add(t + 1 == r_.last ? Of::agent_last : Of::agent_in, kind_of_agent(t));
      if (s_.name_of[t] != kNone && s_.names[s_.name_of[t]].tokens.size() < r_.size()) out_.add(Of::kind_known, mix(kind_of_name(t), t == r_.first ? 0U : t + 1 == r_.last ? 2U : 1U));
    }
  }
  void neighbours() {
    const auto& s = a_.sentences[m_.sentence].tokens;
    auto t = r_.first;
    const auto det = t > s.first && a_[t - 1].upos == Upos::det ? a_[--t].lower : std::string_view("-");
    out_.add(Of::determiner, det);
    const auto word = [&](std::uint32_t k) { return k < s.last && k >= s.first ? a_[k].lower : std::string_view("-"); };
    const auto before = word(t - 1), second = word(t - 2);
    out_.add(Of::before, before);
    out_.add(Of::before_two, second, before);
    out_.add(Of::after, word(r_.last));
    out_.add(Of::after_two, word(r_.last), word(r_.last + 1));
    if (t == s.first) out_.add(Of::sentence_start);
    if (before == "(" && word(r_.last) == ")") out_.add(Of::bracketed);
    if (before == "," && word(r_.last) == ",") out_.add(Of::between_commas);
    if (m_.plural) out_.add(Of::plural);
  }
  void governor() {
    const auto& head = a_[m_.head];
    const auto rel = name(head.deprel);
    const auto prep = preposition(m_.head);
    out_.add(Of::deprel, rel);
    if (!prep.empty()) out_.add(Of::preposition, prep, rel);
    const auto up = head.head;
    if (up == kNone) return;
    const auto lemma = a_[up].lemma;
    out_.add(Of::governor, lemma);
    out_.add(Of::governor_and_deprel, lemma, rel);
    if (!prep.empty()) out_.add(Of::preposition_of_governor, lemma, prep);
    out_.member(Of::governor_in, lemma, static_cast<std::uint64_t>(head.deprel));
    if (agent_at(up)) {
      const auto kind = kind_of_agent(up);
      out_.add(Of::governor_agent, kind, rel);
      if (!prep.empty()) out_.add(Of::governor_agent, kind, prep);
      if (head.deprel == Deprel::appos) out_.add(Of::apposed_agent, kind);
    }
    if (head.deprel == Deprel::appos) out_.add(Of::apposed_to, lemma);
    if (head.deprel == Deprel::conj) other(up);
  }
  /// "in Goma and X": what stands beside it.
  void other(std::uint32_t t) {
    out_.add(Of::conjunct, a_[t].lemma);
    if (s_.name_of[t] != kNone) out_.add(Of::conjunct_kind, kind_of_name(t));
    if (agent_at(t)) out_.add(Of::conjunct_kind, kind_of_agent(t));
    if (const auto p = preposition(t); !p.empty()) out_.add(Of::preposition, p, "of the first");
  }
  void dependent(std::uint32_t c) {
    const auto d = a_[c].deprel;
    if (r_.contains(c) && d != Deprel::amod) return;
    switch (d) {
      case Deprel::appos:
        out_.add(Of::appositive, a_[c].lemma);
        out_.member(Of::appositive_in, a_[c].lemma);
        if (agent_at(c)) out_.add(Of::appositive_agent, kind_of_agent(c));
        if (s_.name_of[c] != kNone) out_.add(Of::appositive_agent, kind_of_name(c));
        break;
      case Deprel::amod: out_.add(Of::adjective, a_[c].lower); break;
      case Deprel::conj: other(c); break;
      case Deprel::nmod_poss: out_.add(Of::possessive, s_.name_of[c] != kNone ? "name" : "other"); break;
      case Deprel::nummod: out_.add(Of::number); break;
      case Deprel::nmod:
        out_.add(Of::of_what, preposition(c));
        if (s_.name_of[c] != kNone) out_.add(Of::of_what, preposition(c), std::to_string(kind_of_name(c)));
        break;
      case Deprel::acl_relcl:
        for (auto t = a_.subtree(c).first; t < c; ++t)
          if (a_[t].upos == Upos::pron || a_[t].upos == Upos::adv) {
            out_.add(Of::clause_word, a_[t].lower);
            break;
          }
        out_.add(Of::clause_word, a_[c].lemma);
        break;
      case Deprel::compound: case Deprel::flat: case Deprel::nmod_tmod:
        if (agent_at(c)) out_.add(Of::title, kind_of_agent(c));
        out_.add(Of::title, a_[c].lower);
        break;
      default: break;
    }
  }
  /// "X is a village", "X, a village": what the sentence says that it is; the verb whose subject it is.
  void predicate() {
    const auto& head = a_[m_.head];
    const auto up = head.head;
    if (up == kNone || (head.deprel != Deprel::nsubj && head.deprel != Deprel::nsubj_pass)) return;
    if (a_.child(up, Deprel::cop) != kNone) {
      out_.add(Of::predicate, a_[up].lemma);
      if (agent_at(up)) out_.add(Of::predicate_agent, kind_of_agent(up));
    }
    // "X said he would": whom pronouns of the sentence may mean.
    for (const auto c : a_.children[up])
      if (c > m_.head && (a_[c].deprel == Deprel::ccomp || a_[c].deprel == Deprel::advcl || a_[c].deprel == Deprel::conj || a_[c].deprel == Deprel::obj || a_[c].deprel == Deprel::obl))
        for (const auto g : a_.children[c])
          if (a_[g].upos == Upos::pron) out_.add(Of::verb, a_[g].lower);
  }

  table::Kind by_rule_;
  NameParts parts_;
  const NameSurroundings& s_;
  const Analysis& a_;
  const Mention& m_;
  Collector& out_;
  TokenRange r_;
};

}  // namespace

std::string_view name(NameKind kind) {
  static constexpr std::array<std::string_view, kNameKindCount> names{"person", "organisation", "place", "thing"};
  return names[static_cast<std::size_t>(kind)];
}

NameKind as_name_kind(table::Kind kind) {
  switch (kind) {
    case table::Kind::person: return NameKind::person;
    case table::Kind::people: case table::Kind::organisation: return NameKind::organisation;
    case table::Kind::place: case table::Kind::state: return NameKind::place;
    case table::Kind::thing: return NameKind::thing;
  }
  return NameKind::thing;
}

std::string joined_words(const Analysis& analysis, TokenRange words) {
  std::string out;
  for (auto t = words.first; t < words.last; ++t) out += (out.empty() ? "" : " ") + std::string(analysis[t].lower);
  return out;
}

NameSets name_sets(const Lexicon& lexicon) {
  NameSets out{};
  for (std::size_t i = 0; i < kSets.size(); ++i) out[i] = lexicon.set(kSets[i]);
  return out;
}

TokenRange words_of_name(const NameSurroundings& around, const Mention& m) {
  const auto& a = around.analysis;
  TokenRange r{m.head, m.head + 1};
  const auto part = [&](std::uint32_t t) {
    const auto u = a[t].upos;
    if (u == Upos::propn) return true;
    return capital(a[t].form) && u != Upos::det && u != Upos::pron && u != Upos::adp && u != Upos::punct && u != Upos::verb && u != Upos::aux && a[t].deprel != Deprel::appos;
  };
  while (r.first > m.range.first && part(r.first - 1)) --r.first;
  const auto end = std::max(m.range.last, m.head + 1);
  while (r.last < end) {
    if (part(r.last)) {
      ++r.last;
      continue;
    }
    auto t = r.last;
    while (t < end && t < r.last + 3 && around.lexicon.in_set(a[t].lower, around.sets[kInside]) && !capital(a[t].form)) ++t;
    if (t == r.last || t >= end || !part(t)) break;
    r.last = t + 1;
  }
  return r;
}

std::vector<std::uint64_t> name_features(const NameSurroundings& around, const Mention& mention, table::Kind by_rule, NameParts parts) {
  Collector out(around.lexicon, around.sets);
  Surroundings(around, mention, by_rule, parts, out).read();
  return out.take();
}

std::vector<std::uint64_t> name_features(std::span<const std::string_view> words, const Lexicon& lexicon, const NameSets& sets) {
  std::vector<std::string> kept;
  for (const auto w : words) kept.push_back(lower_case(w));
  const std::vector<std::string_view> lower(kept.begin(), kept.end());
  Collector out(lexicon, sets);
  if (!words.empty()) out.inside(words, lower, words.size() - 1);
  return out.take();
}

Result<NameWeights> NameWeights::of(WeightsFile file, const std::string& path) {
  NameWeights out;
  out.file_ = std::move(file);
  KHALDUN_TRY(out.table_, FeatureTable::read(out.file_, "kinds", kNameKindCount));
  KHALDUN_TRY(const auto step, out.file_.array<float>("step"));
  if (step.size() != 1 || !(step[0] > 0) || !std::isfinite(step[0])) return Error{Fault::bad_format, "the section \"step\" is damaged", path};
  out.step_ = static_cast<double>(step[0]);
  return out;
}
Result<NameWeights> NameWeights::read(const std::filesystem::path& path) {
  KHALDUN_TRY(auto file, WeightsFile::read(path, kNamesFormat));
  return of(std::move(file), path.string());
}
Result<NameWeights> NameWeights::parse(std::string_view bytes, const std::string& file) {
  KHALDUN_TRY(auto parsed, WeightsFile::parse(bytes, kNamesFormat, file));
  return of(std::move(parsed), file);
}

NameScores NameWeights::score(std::span<const std::uint64_t> features) const {
  NameScores out{};
  for (const auto f : features) table_.add(f, out);
  return out;
}

namespace {

/// Log odds by which a kind must be above that of the rules. On the dev parts, of the names that change so three of five were wrong and
/// are right, one of nine the other way round; a person who is taken for a thing is the dearest mistake.
constexpr double kAbove = 0.5, kThingAbove = 1.0;

/// What another mention of the same name counts, and one of a name of which it is the last word; chosen on the dev parts.
constexpr double kSame = 0.5, kLastWord = 0.3;

struct Sum {
  std::array<double, kNameKindCount> scores{};
  double mentions = 0;
  void add(const NameScores& s) {
    for (std::size_t k = 0; k < kNameKindCount; ++k) scores[k] += s[k];
    ++mentions;
  }
  /// The mean of those that are not `own`, times the root of how many there are.
  void give(std::array<double, kNameKindCount>& to, double share, const NameScores* own) const {
    const double others = mentions - (own != nullptr ? 1 : 0);
    if (others < 1) return;
    for (std::size_t k = 0; k < kNameKindCount; ++k) to[k] += share * (scores[k] - (own != nullptr ? (*own)[k] : 0)) / std::sqrt(others);
  }
};

std::string_view last_word(std::string_view words) {
  const auto blank = words.rfind(' ');
  return blank == std::string_view::npos ? std::string_view() : words.substr(blank + 1);
}

}  // namespace

void pool(std::span<ScoredName> names) {
  std::map<std::string_view, Sum> same, longer;
  std::map<std::string_view, table::Kind> settled;
  for (const auto& n : names) {
    if (n.settled) {
      if (n.kind != table::Kind::person && n.kind != table::Kind::organisation) continue;
      settled.emplace(n.words, n.kind);
      if (const auto last = last_word(n.words); !last.empty() && n.kind == table::Kind::person) settled.emplace(last, n.kind);
      continue;
    }
    same[n.words].add(n.scores);
    if (const auto last = last_word(n.words); !last.empty()) longer[last].add(n.scores);
  }
  std::vector<NameScores> pooled;
  for (const auto& n : names) {
    if (n.settled) {
      pooled.push_back(n.scores);
      continue;
    }
    std::array<double, kNameKindCount> sum{};
    same[n.words].give(sum, kSame, &n.scores);
    const auto last = last_word(n.words);
    const auto& others = last.empty() ? longer : same;
    if (const auto at = others.find(last.empty() ? std::string_view(n.words) : last); at != others.end()) at->second.give(sum, kLastWord, nullptr);
    auto& out = pooled.emplace_back(n.scores);
    for (std::size_t k = 0; k < kNameKindCount; ++k) out[k] += static_cast<std::int32_t>(std::lround(sum[k]));
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    names[i].scores = pooled[i];
    const auto at = settled.find(names[i].words);
    if (names[i].settled || at == settled.end()) continue;
    names[i].settled = true;
    names[i].kind = at->second;
  }
}

table::Kind NameWeights::decide(const NameScores& scores, table::Kind by_rule) const {
  const auto best = static_cast<NameKind>(std::max_element(scores.begin(), scores.end()) - scores.begin());
  const auto rule = as_name_kind(by_rule);
  if (best == rule) return by_rule;
  // A body or place by its own words is seldom a thing.
  if (best == NameKind::thing && rule != NameKind::person) return by_rule;
  const double above = step_ * (scores[static_cast<std::size_t>(best)] - scores[static_cast<std::size_t>(rule)]);
  if (above < (best == NameKind::thing ? kThingAbove : kAbove)) return by_rule;
  switch (best) {
    case NameKind::person: return table::Kind::person;
    case NameKind::organisation: return table::Kind::organisation;
    case NameKind::place: return table::Kind::place;
    case NameKind::thing: return table::Kind::thing;
  }
  return by_rule;
}

}  // namespace khaldun
