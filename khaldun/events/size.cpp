#include <algorithm>
#include <array>
#include <charconv>

#include "khaldun/events/place.h"

namespace khaldun {
namespace {

struct Figure {
  std::int64_t low = 0, high = 0;
  TokenRange tokens;
};

constexpr std::array<std::string_view, 20> kSmall{"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
constexpr std::array<std::string_view, 8> kTens{"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};

std::optional<std::int64_t> plain_number(std::string_view w) {
  for (std::size_t i = 0; i < kSmall.size(); ++i)
    if (w == kSmall[i]) return static_cast<std::int64_t>(i);
  for (std::size_t i = 0; i < kTens.size(); ++i) {
    if (w == kTens[i]) return static_cast<std::int64_t>(20 + 10 * i);
    if (w.size() > kTens[i].size() + 1 && w.starts_with(kTens[i]) && w[kTens[i].size()] == '-')
      if (const auto rest = plain_number(w.substr(kTens[i].size() + 1)); rest && *rest < 10) return static_cast<std::int64_t>(20 + 10 * i) + *rest;
  }
  std::string digits;
  for (const char c : w) {
    if (c == ',') continue;
    if (c < '0' || c > '9') return std::nullopt;
    digits += c;
  }
  if (digits.empty() || digits.size() > 9) return std::nullopt;
  std::int64_t v = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), v);
  return v;
}

/// Words for many. ACLED's codebook: "tens" = 10, "dozens" = 12, "hundreds" = 100 as the most conservative reading (low); the next
/// unit below ten times as much is the high end here, as UCDP's high estimate wants a figure.
std::optional<Figure> many(std::string_view lemma, bool plural) {
  if (lemma == "dozen") return plural ? Figure{12, 99, {}} : Figure{12, 12, {}};
  if (lemma == "score") return plural ? Figure{20, 99, {}} : Figure{20, 20, {}};
  if (lemma == "ten") return plural ? Figure{10, 99, {}} : Figure{10, 10, {}};
  if (lemma == "hundred") return plural ? Figure{100, 999, {}} : Figure{100, 100, {}};
  if (lemma == "thousand") return plural ? Figure{1000, 9999, {}} : Figure{1000, 1000, {}};
  if (lemma == "million") return plural ? Figure{1000000, 9999999, {}} : Figure{1000000, 1000000, {}};
  return std::nullopt;
}

class Counter {
 public:
  Counter(const Layers& l, const Lexicon& lexicon, const Event& e) : l_(l), a_(l.analysis), lexicon_(lexicon), e_(e) {}

  std::vector<SizeOf> run() {
    const auto& s = a_.sentences[a_[e_.head].sentence].tokens;
    for (auto t = s.first; t < s.last; ++t) toll(t, s.last);
    for (auto t = s.first; t < s.last; ++t) harm(t);
    if (out_.empty()) own();
    return std::move(out_);
  }

 private:
  /// What a word says was done to people ("" = nothing that is counted), by the sets of lexicon/events/engine-sets.toml.
  [[nodiscard]] std::string_view harm_of(std::uint32_t t) const {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kinds{{{"size_dead", "dead"}, {"size_injured", "injured"}, {"size_displaced", "displaced"}}};
    for (const auto& [set, what] : kinds) {
      const auto row = lexicon_.set(set);
      for (const auto known : l_.coding.scan.sets[t])
        if (known == row) return what;
    }
    return {};
  }

  /// "the toll of the blasts rose to 22", "raised the death toll to 49": what it has come to.
  void toll(std::uint32_t t, std::uint32_t end) {
    const auto& sets = l_.coding.scan.sets[t];
    if (e_.type != "ASSAULT" || std::find(sets.begin(), sets.end(), lexicon_.set("size_toll")) == sets.end() || !near(t)) return;
    for (auto k = t + 1; k + 1 < end; ++k) {
      if (a_[k].lower != "to" && a_[k].lower != "at") continue;
      if (plain_number(a_[k + 1].lower)) return take("dead", k + 1);
    }
  }

  void harm(std::uint32_t t) {
    const auto what = harm_of(t);
    if (what.empty() || !near(t)) return;
    for (const auto c : a_.children[t]) {
      const auto d = a_[c].deprel;
      const bool victim = d == Deprel::obj || d == Deprel::nsubj_pass || (d == Deprel::nsubj && (a_[t].lemma == "die" || a_[t].upos == Upos::adj)) ||
                          (d == Deprel::nummod) || (d == Deprel::nmod && a_[t].upos == Upos::noun) || (d == Deprel::nsubj && is_passive(t));
      if (victim) take(what, c);
    }
    if (a_[t].upos == Upos::adj && (a_[t].deprel == Deprel::xcomp || a_[t].deprel == Deprel::amod || a_[t].deprel == Deprel::conj) && a_[t].head != kNone) {
      // "leaving a dozen people dead"
      std::uint32_t v = a_[t].head;
      if (a_[t].deprel == Deprel::conj && a_[v].head != kNone) v = a_[v].head;
      if (const auto o = a_.child(v, Deprel::obj); o != kNone) take(what, o);
    }
    if (a_[t].upos == Upos::verb && a_[t].deprel == Deprel::conj && a_[t].head != kNone && out_of(what) == nullptr && a_.child(t, Deprel::obj) == kNone && is_passive(t)) {
      // "were killed or wounded" shares its subject
    }
  }
  [[nodiscard]] bool is_passive(std::uint32_t t) const { return a_.child(t, Deprel::aux_pass) != kNone || a_.child(t, Deprel::nsubj_pass) != kNone; }
  [[nodiscard]] SizeOf* out_of(std::string_view what) {
    for (auto& s : out_)
      if (s.what == what) return &s;
    return nullptr;
  }

  /// Does the word belong to the event: the trigger itself, or a clause or phrase that hangs on it or holds it?
  [[nodiscard]] bool near(std::uint32_t t) const {
    if (e_.type != "ASSAULT" && e_.type != "COERCE" && e_.type != "PROTEST" && e_.type != "SANCTION") return false;
    if (t == e_.head) return true;
    const auto up = [&](std::uint32_t from, std::uint32_t to) {
      std::uint32_t k = from;
      for (int step = 0; step < 5; ++step) {
        if (k == to) return true;
        if (a_[k].head == kNone || a_[k].deprel == Deprel::ccomp || a_[k].deprel == Deprel::parataxis) return false;
        k = a_[k].head;
      }
      return false;
    };
    return up(t, e_.head) || up(e_.head, t);
  }

  [[nodiscard]] std::optional<Figure> figure(std::uint32_t noun) const {
    std::optional<Figure> out;
    const auto range = a_.subtree(noun);
    const auto limited = TokenRange{std::max(range.first, noun > 12 ? noun - 12 : 0), std::min(range.last, noun + 1)};
    for (auto t = limited.first; t < limited.last; ++t) {
      if (t != noun && a_[t].head != noun && !(a_[t].head != kNone && a_[a_[t].head].head == noun)) continue;
      if (t != noun && a_[t].deprel != Deprel::nummod && a_[t].deprel != Deprel::compound && a_[t].deprel != Deprel::det && a_[t].deprel != Deprel::conj && a_[t].deprel != Deprel::amod) continue;
      auto found = number(t);
      if (!found) continue;
      if (out && a_[t].head != noun && t != noun) {  // "two hundred", "18 and 25"
        if (found->low >= 100 && out->high < found->low) *out = {out->low * found->low, out->high * found->high, {out->tokens.first, t + 1}};
        continue;
      }
      if (out && found->low >= 100 && out->high < found->low && t == out->tokens.last) {
        *out = {out->low * found->low, out->high * found->low, {out->tokens.first, t + 1}};
        continue;
      }
      if (out && between(limited) && found->low > out->low) {
        out->high = found->high;
        out->tokens.last = t + 1;
        continue;
      }
      if (!out) out = Figure{found->low, found->high, {t, t + 1}};
    }
    if (!out) {
      const auto det = a_.child(noun, Deprel::det);
      const bool single = a_[noun].xpos == "NN" && (det != kNone && (a_[det].lower == "a" || a_[det].lower == "an"));
      if (single) out = Figure{1, 1, {noun, noun + 1}};
    }
    return out;
  }
  [[nodiscard]] bool between(TokenRange r) const {
    for (auto t = r.first > 0 ? r.first - 1 : 0; t < r.last; ++t)
      if (a_[t].lower == "between" || a_[t].lower == "from") return true;
    return false;
  }
  [[nodiscard]] std::optional<Figure> number(std::uint32_t t) const {
    if (const auto v = plain_number(a_[t].lower)) {
      if (*v >= 1500 && *v <= 2100 && a_[t].form.size() == 4 && a_[t].deprel != Deprel::nummod) return std::nullopt;
      return Figure{*v, *v, {t, t + 1}};
    }
    if (a_[t].upos == Upos::noun || a_[t].upos == Upos::num) {
      auto f = many(a_[t].lemma, a_[t].lemma != a_[t].lower);
      if (f) f->tokens = {t, t + 1};
      return f;
    }
    return std::nullopt;
  }

  void take(std::string_view what, std::uint32_t noun) {
    auto f = figure(noun);
    if (!f && a_[noun].upos == Upos::num) f = number(noun);
    if (!f) return;
    if (a_[noun].lower == "people" && f->tokens.size() == 0) return;
    if (auto* known = out_of(what)) {
      (void)known;
      return;
    }
    SizeOf size;
    size.what = what;
    size.size.low = f->low;
    size.size.high = f->high;
    size.size.at = {{a_[f->tokens.first].at.begin, a_[std::max(f->tokens.last, std::min(noun + 1, f->tokens.last + 4)) - 1].at.end}, l_.title, true};
    size.size.text = std::string(l_.text.substr(size.size.at.span.begin, size.size.at.span.size()));
    size.size.of = std::string(a_[noun].form);
    out_.push_back(std::move(size));
  }

  /// "arrested 20 students", "kidnapped two drivers", "10,000 people demonstrated"
  void own() {
    std::string_view what;
    const std::vector<std::uint32_t>* side = &e_.recipients;
    const auto has = [&](std::string_view mode) { return std::find(e_.modes.begin(), e_.modes.end(), mode) != e_.modes.end(); };
    if (e_.type == "COERCE" && has("arrest")) what = "arrested";
    else if (e_.type == "ASSAULT" && has("abduct")) what = "abducted";
    else if (e_.type == "SANCTION" && has("expel")) what = "displaced";
    else if (e_.type == "PROTEST") {
      what = "participants";
      side = &e_.actors;
    }
    if (what.empty()) return;
    for (const auto m : *side) {
      const auto& x = l_.mentions.all[m];
      if (x.sentence != a_[e_.head].sentence) continue;
      take(what, x.head);
      // "dozens of students"
      const auto h = a_[x.head].head;
      if (out_.empty() && h != kNone && number(h)) take(what, h);
    }
  }

  const Layers& l_;
  const Analysis& a_;
  const Lexicon& lexicon_;
  const Event& e_;
  std::vector<SizeOf> out_;
};

}  // namespace

std::vector<SizeOf> sizes_of(const Layers& layers, const Lexicon& lexicon, const Event& event) { return Counter(layers, lexicon, event).run(); }

}  // namespace khaldun
