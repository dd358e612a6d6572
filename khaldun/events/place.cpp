#include "khaldun/events/place.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace khaldun {
namespace {

using table::kNoRow;

bool verbal(Upos u) { return u == Upos::verb || u == Upos::aux; }

class Locator {
 public:
  Locator(const Layers& l, const Lexicon& lexicon, const Event& e) : l_(l), a_(l.analysis), lexicon_(lexicon), e_(e) {}

  std::vector<EventPlace> run() {
    std::vector<EventPlace> out;
    collect(e_.head, out);
    // The clause above: support verb, governing noun, coordinated verb, verb with this one as complement.
    std::uint32_t t = e_.head;
    for (int step = 0; out.empty() && step < 5 && a_[t].head != kNone; ++step) {
      const auto d = a_[t].deprel;
      if (d == Deprel::ccomp || d == Deprel::parataxis || d == Deprel::acl_relcl) break;
      t = a_[t].head;
      collect(t, out);
    }
    if (out.empty()) struck(out);
    if (out.empty()) dateline(out);
    if (out.size() > 1) containment(out);
    return out;
  }

 private:
  [[nodiscard]] std::string_view case_of(std::uint32_t t) const {
    for (const auto c : a_.children[t])
      if (a_[c].deprel == Deprel::case_mark) return a_[c].lower;
    return {};
  }
  static bool locative(std::string_view p) {
    static constexpr std::array<std::string_view, 17> words{"in", "at", "near", "outside", "inside", "around", "across", "throughout", "along", "off", "over", "within", "around", "between", "on", "from", "into"};
    return std::find(words.begin(), words.end(), p) != words.end();
  }

  void collect(std::uint32_t t, std::vector<EventPlace>& out) const {
    for (const auto c : a_.children[t]) {
      const auto d = a_[c].deprel;
      if (d != Deprel::obl && d != Deprel::nmod && d != Deprel::obl_tmod && d != Deprel::nmod_poss) {
        // "a market in Sarajevo", "the village of X": phrases on the object or subject
        if ((d == Deprel::obj || d == Deprel::nsubj_pass || d == Deprel::nsubj) && verbal(a_[t].upos)) nested(c, out, d == Deprel::nsubj);
        continue;
      }
      if (d == Deprel::nmod_poss) continue;
      const auto p = case_of(c);
      if (!locative(p) && !(p == "of" && !verbal(a_[t].upos)) && p != "to" && p != "on") {
        nested(c, out, false);
        continue;
      }
      if (p == "to") continue;
      if (p == "from" && !departs()) {
        continue;
      }
      add(c, out);
      for (const auto g : a_.children[c])
        if (a_[g].deprel == Deprel::conj) add(g, out);
      nested(c, out, false);
    }
  }
  [[nodiscard]] bool departs() const { return e_.type == "RETREAT" || e_.type == "SANCTION" || e_.type == "COERCE"; }

  void nested(std::uint32_t t, std::vector<EventPlace>& out, bool subject) const {
    for (const auto c : a_.children[t]) {
      if (a_[c].deprel != Deprel::nmod && a_[c].deprel != Deprel::appos) continue;
      const auto p = case_of(c);
      if (a_[c].deprel == Deprel::nmod && !locative(p) && p != "of") continue;
      if (subject && p != "in" && p != "near" && p != "at") continue;
      if (p == "of" && !place_noun(t)) continue;
      if (p == "from") continue;
      add(c, out);
      nested(c, out, subject);
    }
    // "shelled the town of X", "raided Gidan Waya"
  }
  [[nodiscard]] bool place_noun(std::uint32_t t) const {
    static constexpr std::array<std::string_view, 22> words{"town", "city", "village", "province", "district", "region", "state", "area", "capital", "port", "suburb", "island", "county", "department", "camp", "north", "south", "east", "west", "outskirt", "neighbourhood", "part"};
    return std::find(words.begin(), words.end(), a_[t].lemma) != words.end();
  }

  /// A place phrase headed by `t`, as a place of the event.
  void add(std::uint32_t t, std::vector<EventPlace>& out) const {
    const auto index = l_.mentions.of_token[t];
    if (index == kNone) return;
    const auto& m = l_.mentions.all[index];
    if (place_noun(t) && m.place == kNoRow && m.actor == kNoRow) {
      // "the Nigerian town of Gulumbari", "the town of X": the name stands under "of" or beside.
      bool found = false;
      for (const auto c : a_.children[t])
        if ((a_[c].deprel == Deprel::nmod || a_[c].deprel == Deprel::appos || a_[c].deprel == Deprel::flat) && (case_of(c) == "of" || case_of(c).empty()) && a_[c].upos == Upos::propn) {
          place(c, t, out);
          found = true;
        }
      if (!found)
        for (const auto c : a_.children[t])
          if (a_[c].deprel == Deprel::compound && a_[c].upos == Upos::propn) {
            place(c, t, out);
            found = true;
            break;
          }
      return;
    }
    if (m.place != kNoRow || m.capital || (m.actor != kNoRow && m.kind == table::Kind::state && !m.people && m.via == Via::name) || (m.named && m.actor == kNoRow && m.agent == kNoRow && !person_like(m, t))) place(t, t, out);
  }
  [[nodiscard]] bool person_like(const Mention& m, std::uint32_t t) const {
    (void)m;
    const auto p = case_of(t);
    return p != "in" && p != "at" && p != "near" && p != "outside" && p != "around" && p != "across" && p != "from" && p != "of";
  }

  void place(std::uint32_t t, std::uint32_t phrase, std::vector<EventPlace>& out) const {
    const auto index = l_.mentions.of_token[t];
    EventPlace p;
    TokenRange r{t, t + 1};
    while (r.first > 0 && a_[r.first - 1].upos == Upos::propn && a_[r.first - 1].sentence == a_[t].sentence && (a_[r.first - 1].head == t || a_[t].head == r.first - 1)) --r.first;
    while (r.last < a_.tokens.size() && a_[r.last].upos == Upos::propn && a_[r.last].sentence == a_[t].sentence && a_[r.last].head == t && a_[r.last].deprel == Deprel::flat) ++r.last;
    p.at = {{a_[r.first].at.begin, a_[r.last - 1].at.end}, l_.title, true};
    p.resolution = 0;
    if (index != kNone) {
      const auto& m = l_.mentions.all[index];
      if (m.place != kNoRow) {
        const auto& row = lexicon_.row<table::Place>(m.place);
        p.resolved = lexicon_.text(row.name);
        p.country_code = lexicon_.text(row.country);
        p.geonameid = row.geonameid;
        p.lat = static_cast<double>(row.lat);
        p.lon = static_cast<double>(row.lon);
        p.located = row.located;
        p.resolution = row.resolution;
      } else if (m.actor != kNoRow && m.kind == table::Kind::state) {
        const auto* role = role_on(lexicon_, lexicon_.row<table::Actor>(m.actor), std::nullopt);
        p.country_code = role == nullptr ? "" : std::string(lexicon_.text(role->country));
        p.resolved = lexicon_.text(lexicon_.row<table::Actor>(m.actor).name);
        p.resolution = m.capital ? 4 : 1;
        if (m.capital) p.resolved = std::string(l_.text.substr(m.at.begin, m.at.size()));
      }
      // Articles stay outside: "the Kremlin" is extracted as "Kremlin".
      if (m.place != kNoRow || m.actor != kNoRow) {
        auto first = m.range.first;
        while (first < t && (a_[first].upos == Upos::det || a_[first].upos == Upos::adp)) ++first;
        if (m.range.last - first <= 5 && m.range.contains(t)) {
          bool names = true;
          for (auto k = first; k < m.range.last; ++k) names = names && (a_[k].upos == Upos::propn || a_[k].upos == Upos::punct || a_[k].form.size() > 0) && a_[k].upos != Upos::verb;
          if (names && (m.actor != kNoRow || m.place != kNoRow) && a_[first].upos == Upos::propn) p.at.span = {a_[first].at.begin, a_[std::min(m.range.last, r.last) - 1].at.end};
        }
      }
    }
    if (p.country_code.empty()) p.country_code = country_beside(t, phrase);
    if (!p.country_code.empty() && p.resolved.empty() && index != kNone && l_.mentions.all[index].actor == kNoRow) p.resolution = 4;
    p.extracted = std::string(l_.text.substr(p.at.span.begin, p.at.span.size()));
    if (p.extracted.empty()) return;
    for (const auto& other : out)
      if (other.at.span == p.at.span) return;
    out.push_back(std::move(p));
  }

  /// "the Nigerian town of X", "X, Nigeria", "X in eastern Libya": the country told with an unknown place; else that of the sentence.
  [[nodiscard]] std::string country_beside(std::uint32_t t, std::uint32_t phrase) const {
    for (const auto at : {phrase, t}) {
      const auto sub = a_.subtree(at);
      for (auto k = sub.first; k < sub.last; ++k) {
        const auto i = l_.mentions.of_token[k];
        if (i == kNone || k == t) continue;
        const auto& m = l_.mentions.all[i];
        if (m.actor != kNoRow && m.kind == table::Kind::state) {
          const auto* role = role_on(lexicon_, lexicon_.row<table::Actor>(m.actor), std::nullopt);
          if (role != nullptr) return std::string(lexicon_.text(role->country));
        }
        if (m.place != kNoRow && !m.place_country.empty()) return std::string(m.place_country);
      }
    }
    const auto i = l_.mentions.of_token[t];
    return i == kNone ? std::string() : std::string(l_.mentions.all[i].country_hint);
  }

  /// The thing struck is itself the place: "shelled Sarajevo".
  void struck(std::vector<EventPlace>& out) const {
    if (e_.type != "ASSAULT" && e_.type != "COERCE" && e_.type != "RETREAT") return;
    for (const auto m : e_.recipients) {
      const auto& x = l_.mentions.all[m];
      if (x.capital || x.place != kNoRow) add(x.head, out);
    }
    for (const auto c : a_.children[e_.head])
      if (a_[c].deprel == Deprel::obj || a_[c].deprel == Deprel::nsubj_pass) add(c, out);
  }

  /// "MOGADISHU, May 3 -": acts without a place of their own happened there, words were said there only if nothing speaks against it.
  void dateline(std::vector<EventPlace>& out) const {
    if (e_.type == "ACCUSE" || e_.type == "REJECT" || e_.type == "REQUEST" || e_.type == "THREATEN" || e_.type == "SUPPORT" || e_.type == "AGREE" || e_.type == "CONCEDE") return;
    (void)out;
  }

  /// A town before its province and country; the wider ones only say where it is.
  void containment(std::vector<EventPlace>& out) const {
    std::stable_sort(out.begin(), out.end(), [](const EventPlace& x, const EventPlace& y) { return rank(x) > rank(y); });
    const auto& first = out.front();
    if (rank(first) <= 1) return;
    auto country = first.country_code;
    for (const auto& p : out)
      if (p.resolution == 1 && p.resolution < first.resolution && first.geonameid == 0) country = p.country_code;
    out.front().country_code = country;
    out.erase(std::remove_if(out.begin() + 1, out.end(), [&](const EventPlace& p) { return rank(p) < rank(out.front()); }), out.end());
  }
  static int rank(const EventPlace& p) { return p.resolution == 0 ? 3 : p.resolution; }

  const Layers& l_;
  const Analysis& a_;
  const Lexicon& lexicon_;
  const Event& e_;
};

}  // namespace

std::vector<EventPlace> places_of(const Layers& layers, const Lexicon& lexicon, const Event& event) { return Locator(layers, lexicon, event).run(); }

}  // namespace khaldun
