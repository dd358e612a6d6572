#include "khaldun/actors/places.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "khaldun/base/distance.h"

namespace khaldun {
namespace {

using table::kNoRow;
using table::Place;

/// Weights, set by judgement, no sweep: a country told beside the name decides against any size, the country of the story
/// against a hundredfold size, a neighbour told elsewhere against a tenfold one.
constexpr double kBeside = 6, kStory = 2.5, kNeighbour = 1, kFitsWord = 2;
/// Below this a place that shares the name of a capital is never meant.
constexpr std::uint32_t kTown = 20000;
/// A place of so many people is what its name means in most texts.
constexpr std::uint32_t kLarge = 500000;
/// Kilometres from the middle of a province that weigh as much as a tenth of the inhabitants.
constexpr double kAside = 150;
/// A town that bears the name of another state's capital is meant instead where it has a fifth of its people and only its own state is spoken of.
constexpr double kRival = 0.19;
/// A place of fewer people is hardly meant where the text speaks of another country only.
constexpr std::uint32_t kSmall = 30000;
/// Places nearer than this, in kilometres, belong to one scene.
constexpr double kNear = 250;

double apart(const Place& x, const Place& y) {
  return kilometres(static_cast<double>(x.lat), static_cast<double>(x.lon), static_cast<double>(y.lat), static_cast<double>(y.lon));
}

class Settler {
 public:
  Settler(Mentions& m, const Analysis& a, const Lexicon& lexicon) : m_(m), a_(a), lexicon_(lexicon), sites_{lexicon.set("place_noun"), lexicon.set("land_noun"), lexicon.set("site_noun")} {}

  void run() {
    by_token_.assign(a_.tokens.size(), kNone);
    candidates_.resize(m_.all.size());
    for (std::uint32_t i = 0; i < m_.all.size(); ++i) {
      auto& m = m_.all[i];
      for (auto t = m.name.first; t < m.name.last; ++t) by_token_[t] = i;
      seat(m);
      if (m.place != kNoRow || m.capital || (m.actor != kNoRow && m.kind == table::Kind::state && !m.people && !m.adjective && m.seat_sector.empty() && !m.name.empty())) candidates_[i] = named(m);
      count(m, candidates_[i]);
    }
    surnames();
    persons();
    settled_.assign(m_.all.size(), false);
    for (std::uint32_t i = 0; i < m_.all.size(); ++i)
      if (!candidates_[i].empty() && !settled_[i]) told_in(i);
    for (std::uint32_t i = 0; i < m_.all.size(); ++i)
      if (!settled_[i] && !province(i)) settle(i);
    for (auto& m : m_.all)
      if (m.country_from != kNone) follow(m);
  }

 private:
  /// "the Union home ministry": who has his country from the place beside him goes where that place is, once it is settled; nowhere if
  /// it may be in any of several countries, none of which the text speaks of.
  void follow(Mention& m) const {
    const auto i = by_token_[m.country_from];
    if (i == kNone || m_.all[i].capital || m_.all[i].actor != kNoRow) return;
    const auto& beside = m_.all[i];
    m.place_country = beside.place == kNoRow ? std::string_view() : beside.place_country;
    if (m.place_country.empty() || others_speak(m.place_country, i) > 0 || lexicon_.row<Place>(beside.place).population >= kTown) return;
    const bool doubtful = std::any_of(candidates_[i].begin(), candidates_[i].end(), [&](auto row) { return lexicon_.text(lexicon_.row<Place>(row).country) != beside.place_country; });
    if (doubtful) m.place_country = {};
  }
  /// "a mosque in Rawalpindi": the seat of an army or a body, where a place stands, is the town.
  void seat(Mention& m) const {
    if (m.seat_sector.empty() || m.name.empty() || m.name.first == 0) return;
    const auto before = a_[m.name.first - 1].lower;
    if (before != "in" && before != "near" && before != "outside") return;
    std::uint32_t town = kNoRow;
    for (const auto row : named(m))
      if (lexicon_.row<Place>(row).resolution >= 4 && (town == kNoRow || larger(row, town))) town = row;
    if (town == kNoRow) return;
    m.seat_sector = {};
    place(m, town);
  }
  /// All places of a name.
  [[nodiscard]] std::vector<std::uint32_t> named(const Mention& m) const {
    std::vector<Piece> pieces;
    for (auto t = m.name.first; t < m.name.last; ++t) normalise_token(a_[t].form, a_[t].at.begin, pieces);
    auto out = rows(pieces);
    if (out.empty() && m.place != kNoRow) out.push_back(m.place);
    return out;
  }
  [[nodiscard]] std::vector<std::uint32_t> rows(const std::vector<Piece>& pieces) const {
    std::vector<std::string_view> words;
    for (const auto& p : pieces) words.emplace_back(p.word);
    std::vector<Lexicon::Hit> hits;
    if (!words.empty()) lexicon_.find_at(words, 0, Words::forms, hits);
    std::vector<std::uint32_t> out;
    for (auto h = hits.rbegin(); h != hits.rend() && out.empty(); ++h) {
      // A name of which only the start is one ("al-Qaeda-linked") keeps what the finder saw.
      for (const auto& use : h->uses)
        if (use.type == table::UseType::place && h->last == words.size()) out.push_back(use.row);
    }
    return out;
  }
  [[nodiscard]] std::string_view state_code(const Mention& m) const {
    if (m.actor == kNoRow || m.kind != table::Kind::state) return {};
    const auto roles = lexicon_.items(lexicon_.row<table::Actor>(m.actor).roles);
    return roles.empty() ? std::string_view() : lexicon_.text(roles.front().country);
  }
  [[nodiscard]] std::string_view country(const Mention& m) const {
    if (m.actor != kNoRow) {
      const auto roles = lexicon_.items(lexicon_.row<table::Actor>(m.actor).roles);
      return roles.empty() ? std::string_view() : lexicon_.text(roles.front().country);
    }
    return m.people ? m.place_country : std::string_view();
  }
  /// "Syed Salahuddin … regards Salahuddin as": a name that is part of a person's elsewhere is a person's, unless a place stands there.
  void surnames() {
    std::vector<std::string_view> words;
    for (std::uint32_t t = 0; t < a_.tokens.size(); ++t) {
      const auto head = a_[t].head;
      if (a_[t].deprel != Deprel::flat || a_[t].upos != Upos::propn || head == kNone || a_[head].upos != Upos::propn || (by_token_[t] != kNone && by_token_[t] == by_token_[head])) continue;
      const auto i = by_token_[head];
      if (i == kNone || (m_.all[i].place == kNoRow && m_.all[i].kind != table::Kind::state)) words.push_back(a_[t].lower);
    }
    for (std::uint32_t i = 0; i < m_.all.size(); ++i) {
      auto& m = m_.all[i];
      if (m.place == kNoRow || m.name.size() != 1 || std::find(words.begin(), words.end(), a_[m.name.first].lower) == words.end()) continue;
      const auto c = a_.child(m.head, Deprel::case_mark);
      if (c != kNone && (a_[c].lower == "in" || a_[c].lower == "near" || a_[c].lower == "at")) continue;
      m.place = kNoRow;
      m.kind = table::Kind::person;
      m.place_country = {};
      candidates_[i].clear();
    }
  }
  /// What the text speaks of: countries by their names, and by places that are the only ones of their name.
  void count(const Mention& m, const std::vector<std::uint32_t>& places) {
    auto code = country(m);
    if (code.empty() && places.size() == 1) code = lexicon_.text(lexicon_.row<Place>(places.front()).country);
    if (code.empty() && m.place != kNoRow && lexicon_.row<Place>(m.place).population >= kLarge) {
      code = lexicon_.text(lexicon_.row<Place>(m.place).country);
      // Not if another country has a large one too ("Valencia").
      if (std::any_of(places.begin(), places.end(), [&](auto row) { return lexicon_.text(lexicon_.row<Place>(row).country) != code && lexicon_.row<Place>(row).population >= kLarge; })) code = {};
    }
    told_.push_back(code.size() == 3 ? code : std::string_view());
    if (code.size() != 3) return;
    ++spoken_[code];
    ++all_;
  }
  /// How often another name than that of mention `i` speaks of a country.
  [[nodiscard]] int others_speak(std::string_view code, std::uint32_t i) const {
    if (!spoken_.contains(code)) return 0;
    const auto word = a_[m_.all[i].name.first].lower;
    int sum = 0;
    for (std::uint32_t k = 0; k < m_.all.size(); ++k) sum += told_[k] == code && (m_.all[k].name.empty() || a_[m_.all[k].name.first].lower != word) ? 1 : 0;
    return sum;
  }
  /// "Jordan Henderson": two names of places, one right behind the other, neither of which lies in the other.
  void persons() {
    for (std::uint32_t i = 0; i < m_.all.size(); ++i) {
      const auto t = m_.all[i].name.last;
      if (candidates_[i].empty() || m_.all[i].name.empty() || t >= by_token_.size() || by_token_[t] == kNone) continue;
      const auto k = by_token_[t];
      if (k == i || candidates_[k].empty() || m_.all[k].place == kNoRow || a_[t].deprel != Deprel::flat || a_[t].head == kNone || !m_.all[i].name.contains(a_[t].head)) continue;
      if (const auto first = m_.all[i].name.first; first > 0 && (a_[first - 1].lower == "in" || a_[first - 1].lower == "at" || a_[first - 1].lower == "near")) continue;  // "in Belarus Scott Rauland said"
      if (std::any_of(sites_.begin(), sites_.end(), [&](auto set) { return lexicon_.in_set(a_[t].lower, set); })) continue;  // "Haifa Street"
      const auto state = state_code(m_.all[i]);
      const bool around = std::any_of(candidates_[k].begin(), candidates_[k].end(), [&](auto x) {
        if (!state.empty()) return lexicon_.text(lexicon_.row<Place>(x).country) == state;
        return std::any_of(candidates_[i].begin(), candidates_[i].end(), [&](auto y) { return lies_in(x, y) || lies_in(y, x); }); });
      if (around || lexicon_.row<Place>(m_.all[k].place).population >= kLarge) continue;
      for (const auto j : {i, k}) {
        auto& m = m_.all[j];
        m.actor = m.place = kNoRow;
        m.capital = false;
        m.kind = table::Kind::person;
        m.place_country = {};
        candidates_[j].clear();
      }
    }
  }

  /// "the Australian state of Victoria": a capital's name, but in a country that is told beside it.
  bool elsewhere(std::uint32_t i) {
    auto& m = m_.all[i];
    const auto own = state_code(m);
    std::uint32_t best = kNoRow;
    for (const auto b : told_beside(i)) {
      const auto code = country(m_.all[b]);
      if (code.size() != 3 || code == own) continue;
      for (const auto row : candidates_[i])
        if (lexicon_.row<Place>(row).resolution != 1 && lexicon_.text(lexicon_.row<Place>(row).country) == code && (best == kNoRow || larger(row, best))) best = row;
    }
    if (best == kNoRow) best = rival(i);
    if (best == kNoRow || (lexicon_.row<Place>(best).resolution > 2 && lexicon_.row<Place>(best).population < kTown)) return false;
    place(m, best);
    return true;
  }
  /// "a street in Tripoli, Lebanese police said", "near Athens, 70 miles from Atlanta": a capital's name in a text that speaks of another
  /// state with a town of that name, and of the capital's own not at all.
  [[nodiscard]] std::uint32_t rival(std::uint32_t i) const {
    const auto& m = m_.all[i];
    const auto own = state_code(m);
    std::uint32_t capital = 0, best = kNoRow;
    for (const auto row : candidates_[i])
      if (lexicon_.text(lexicon_.row<Place>(row).country) == own) capital = std::max(capital, lexicon_.row<Place>(row).population);
    if (candidates_[i].size() < 2 || others_speak(own, i) > 0) return kNoRow;
    const auto before = m.name.first > 0 ? a_[m.name.first - 1].lower : std::string_view();
    const bool there = before == "in" || before == "near" || before == "at" || before == "outside" || (m.name.last < a_.tokens.size() && a_[m.name.last].upos == Upos::part);
    for (const auto row : candidates_[i]) {
      const auto& p = lexicon_.row<Place>(row);
      const auto code = lexicon_.text(p.country);
      if (p.resolution < 4 || code == own || p.population < kTown || (best != kNoRow && !larger(row, best))) continue;
      if ((there && others_speak(code, i) > 0 && static_cast<double>(p.population) >= kRival * static_cast<double>(capital)) || (p.located && neighbour(i, p) > 0)) best = row;
    }
    return best;
  }
  void settle(std::uint32_t i) {
    auto& m = m_.all[i];
    if (m.capital && elsewhere(i)) return;
    if (m.capital) {
      const auto code = state_code(m);
      for (const auto row : candidates_[i])
        if (lexicon_.text(lexicon_.row<Place>(row).country) == code && (m.ground == kNoRow || larger(row, m.ground))) m.ground = row;
      return;
    }
    if (m.actor != kNoRow) {
      if (m.kind != table::Kind::state || m.people || m.adjective || m.name.empty() || !m.seat_sector.empty()) return;
      std::vector<Piece> pieces;
      for (auto t = m.name.first; t < m.name.last; ++t) normalise_token(a_[t].form, a_[t].at.begin, pieces);
      const auto code = state_code(m);
      for (const bool own : {true, false}) {
        if (!own) pieces = normalise_words(lexicon_.text(lexicon_.row<table::Actor>(m.actor).name));
        for (const auto row : rows(pieces)) {
          const auto& place = lexicon_.row<Place>(row);
          if (place.resolution <= 2 && lexicon_.text(place.country) == code && (m.ground == kNoRow || place.resolution == 1)) m.ground = row;
        }
        if (m.ground != kNoRow) return;
      }
      return;
    }
    if (m.place == kNoRow) return;
    double best = -1e9;
    std::uint32_t chosen = m.place;
    const auto beside = told_beside(i);
    for (const auto row : candidates_[i]) {
      if (lexicon_.row<Place>(row).resolution == 1) continue;
      const double v = value(i, row, beside);
      if (v > best || (v == best && larger(row, chosen))) {
        best = v;
        chosen = row;
      }
    }
    if (container(m) == kNone && abroad(i, chosen, beside)) {
      m.place = kNoRow;
      m.place_country = {};
      return;
    }
    m.place = m.ground = chosen;
    // "Jefferson County, Colorado", where no such place is known: as near as can be told.
    if (const auto c = container(m); c != kNone) {
      const auto around = grounds(m_.all[c]);
      if (!around.empty() && std::none_of(around.begin(), around.end(), [&](std::uint32_t g) { return lies_in(chosen, g); })) {
        m.ground = around.front();
        m.place_country = lexicon_.text(lexicon_.row<Place>(around.front()).country);
        return;
      }
    }
    m.place_country = lexicon_.text(lexicon_.row<Place>(chosen).country);
  }
  /// "Monrovia, West Point and Margibi": a small town of another country than those that the text speaks of; the lexicon lacks the one meant.
  [[nodiscard]] bool abroad(std::uint32_t i, std::uint32_t row, const std::vector<std::uint32_t>& beside) const {
    const auto& p = lexicon_.row<Place>(row);
    const auto code = lexicon_.text(p.country);
    const auto& form = a_[m_.all[i].name.first].form;
    if (form.size() > 1 && form[1] >= 'A' && form[1] <= 'Z') return false;  // a text in capitals
    if (p.resolution < 4 || p.population >= kSmall || !p.located || code.empty() || others_speak(code, i) > 0 || neighbour(i, p) > 0) return false;
    if (std::any_of(beside.begin(), beside.end(), [&](auto b) { return country(m_.all[b]) == code || std::any_of(candidates_[b].begin(), candidates_[b].end(), [&](auto r) { return lexicon_.text(lexicon_.row<Place>(r).country) == code; }); })) return false;
    return std::any_of(spoken_.begin(), spoken_.end(), [&](const auto& s) { return s.first != code && s.second > 1; });
  }
  /// The mention right behind the name and a comma that says where it lies ("Jefferson County, Colorado"), unless both are members of a list.
  [[nodiscard]] std::uint32_t container(const Mention& m) const {
    const auto& s = a_.sentences[m.sentence].tokens;
    auto t = m.name.last;
    if (t < s.last && by_token_[t] == kNone && a_[t].upos == Upos::propn) ++t;
    if (t + 1 >= s.last || a_[t].form != "," || by_token_[t + 1] == kNone) return kNone;
    const auto& other = m_.all[by_token_[t + 1]];
    const auto end = other.name.last;
    if (end < s.last && a_[end].upos == Upos::cconj) return kNone;
    if (end + 1 < s.last && a_[end].form == "," && (by_token_[end + 1] != kNone || a_[end + 1].upos == Upos::cconj)) return kNone;
    if (other.people || other.adjective || (other.actor != kNoRow && other.kind != table::Kind::state)) return kNone;
    return by_token_[t + 1];
  }
  /// What the name of a container may stand for: states and first-level parts.
  [[nodiscard]] std::vector<std::uint32_t> grounds(const Mention& m) const {
    std::vector<Piece> pieces;
    for (auto t = m.name.first; t < m.name.last; ++t) normalise_token(a_[t].form, a_[t].at.begin, pieces);
    auto out = rows(pieces);
    if (m.actor != kNoRow)
      for (const auto row : rows(normalise_words(lexicon_.text(lexicon_.row<table::Actor>(m.actor).name)))) out.push_back(row);
    std::erase_if(out, [&](std::uint32_t row) { return lexicon_.row<Place>(row).resolution > 2 || !lexicon_.row<Place>(row).located; });
    std::stable_sort(out.begin(), out.end(), [&](std::uint32_t x, std::uint32_t y) { return larger(x, y); });
    return out;
  }
  /// "Tripoli, Lebanon", "Athens, Georgia": the place of that name in what stands behind it; neither is then a state or its government.
  bool told_in(std::uint32_t i) {
    auto& m = m_.all[i];
    const auto c = container(m);
    if (c == kNone) return false;
    std::uint32_t best = kNoRow, around = kNoRow;
    double most = -1e9;
    for (const auto g : grounds(m_.all[c]))
      for (const auto row : candidates_[i]) {
        if (row == g || lexicon_.row<Place>(row).resolution == 1 || !lies_in(row, g)) continue;
        // The largest, but one that lies nearer to the middle of a province before one of its neighbour's.
        const auto& town = lexicon_.row<Place>(row);
        const auto& land = lexicon_.row<Place>(g);
        const double v = std::log10(static_cast<double>(town.population) + 100) - (land.resolution == 2 && town.located ? apart(town, land) / kAside : 0);
        if (v <= most) continue;
        most = v;
        best = row;
        around = g;
      }
    if (best == kNoRow) return false;
    for (const auto g : grounds(m_.all[c]))  // the best known of the rows that tell that province
      if (lexicon_.text(lexicon_.row<Place>(g).country) == lexicon_.text(lexicon_.row<Place>(around).country) && lexicon_.row<Place>(g).resolution == lexicon_.row<Place>(around).resolution) {
        around = g;
        break;
      }
    place(m, best);
    if (lexicon_.row<Place>(around).resolution == 2) place(m_.all[c], around);
    settled_[i] = true;
    settled_[c] = settled_[c] || lexicon_.row<Place>(around).resolution == 2;
    return true;
  }
  void place(Mention& m, std::uint32_t row) const {
    const auto code = lexicon_.text(lexicon_.row<Place>(row).country);
    if (m.capital && state_code(m) == code) {
      m.ground = row;
      return;
    }
    m.actor = kNoRow;
    m.capital = false;
    m.kind = table::Kind::place;
    m.via = Via::name;
    m.place = m.ground = row;
    m.place_country = code;
  }
  [[nodiscard]] bool lies_in(std::uint32_t row, std::uint32_t around) const {
    const auto& x = lexicon_.row<Place>(row);
    const auto& y = lexicon_.row<Place>(around);
    return lexicon_.text(x.country) == lexicon_.text(y.country) && (y.resolution == 1 || !x.located || apart(x, y) < 4 * kNear);
  }
  /// "the American town of Appling, Georgia": the name of a state that is a province of a country of the text, behind a name and a comma.
  bool province(std::uint32_t i) {
    auto& m = m_.all[i];
    const auto t = m.name.first;
    if (among_provinces(i)) return true;
    if (m.actor == kNoRow || m.capital || m.people || m.adjective || candidates_[i].empty() || t < 2 || a_[t - 1].form != "," || a_[t - 2].upos != Upos::propn) return false;
    if (by_token_[t - 2] != kNone && m_.all[by_token_[t - 2]].actor != kNoRow) return false;
    const auto own = state_code(m);
    for (const auto row : candidates_[i]) {
      const auto& p = lexicon_.row<Place>(row);
      const auto code = lexicon_.text(p.country);
      if (p.resolution != 2 || code == own || !spoken_.contains(code)) continue;
      place(m, row);
      return true;
    }
    return false;
  }
  /// "a storm in Georgia and Alabama, the governor in Atlanta said": the name of a state where the text tells of parts of another state that
  /// has a province of that name, and nothing of the state itself.
  bool among_provinces(std::uint32_t i) {
    auto& m = m_.all[i];
    if (m.actor == kNoRow || m.kind != table::Kind::state || m.capital || m.people || m.adjective || candidates_[i].empty() || !m.seat_sector.empty()) return false;
    const auto own = state_code(m);
    for (const auto row : candidates_[i]) {
      const auto& p = lexicon_.row<Place>(row);
      const auto code = lexicon_.text(p.country);
      if (p.resolution != 2 || code == own || code.size() != 3) continue;
      std::vector<std::string_view> parts;
      for (std::uint32_t k = 0; k < m_.all.size(); ++k) {
        const auto& other = m_.all[k];
        if (other.name.empty() || (other.actor == m.actor && !other.people && !other.adjective)) continue;
        if (country(other) == own) return false;
        for (const auto r : candidates_[k]) {
          const auto& q = lexicon_.row<Place>(r);
          if (lexicon_.text(q.country) == own && (q.population >= kLarge || candidates_[k].size() == 1)) return false;
          if (other.capital || lexicon_.text(q.country) != code || (q.resolution != 2 && q.population < kTown)) continue;
          const auto word = a_[other.name.first].lower;
          if (std::find(parts.begin(), parts.end(), word) == parts.end()) parts.push_back(word);
        }
      }
      if (parts.size() < 2) continue;
      place(m, row);
      return true;
    }
    return false;
  }
  [[nodiscard]] bool larger(std::uint32_t x, std::uint32_t y) const { return lexicon_.row<Place>(x).population > lexicon_.row<Place>(y).population; }

  /// Mentions that say where this one lies: before it in its phrase ("Nigeria's Lafia", "the Libyan town of Zuwara"), behind a comma
  /// ("Paris, Texas", "Lafia, in central Nigeria").
  [[nodiscard]] std::vector<std::uint32_t> told_beside(std::uint32_t i) const {
    std::vector<std::uint32_t> out;
    const auto& m = m_.all[i];
    const auto& s = a_.sentences[m.sentence].tokens;
    int stops = 0;
    for (auto t = m.name.last; t < s.last && t < m.name.last + 8; ++t) {
      if (by_token_[t] != kNone && by_token_[t] != i) {
        out.push_back(by_token_[t]);
        break;
      }
      if (a_[t].form == "," || a_[t].form == "(") {
        if (++stops > 1) break;
      } else if (a_[t].upos == Upos::verb || a_[t].upos == Upos::aux || a_[t].upos == Upos::cconj || (stops == 0 && a_[t].lower != "in" && a_[t].upos != Upos::noun && a_[t].upos != Upos::propn && a_[t].upos != Upos::adj)) {
        break;
      }
    }
    for (auto t = m.name.first; t-- > s.first && t + 6 > m.name.first;) {
      if (by_token_[t] != kNone && by_token_[t] != i) {
        if (!country(m_.all[by_token_[t]]).empty()) out.push_back(by_token_[t]);
        break;
      }
      if (a_[t].upos == Upos::verb || a_[t].upos == Upos::punct || a_[t].upos == Upos::cconj || (a_[t].upos == Upos::adp && a_[t].lower != "of")) break;
    }
    return out;
  }

  [[nodiscard]] double value(std::uint32_t i, std::uint32_t row, const std::vector<std::uint32_t>& beside) const {
    const auto& m = m_.all[i];
    const auto& place = lexicon_.row<Place>(row);
    const auto code = lexicon_.text(place.country);
    double v = std::log10(static_cast<double>(place.population) + 100);
    for (const auto b : beside) {
      const auto& other = m_.all[b];
      if (const auto c = country(other); !c.empty()) {
        v += c == code ? kBeside : 0;
        continue;
      }
      double near = 0;
      for (const auto r : candidates_[b]) {
        const auto& p = lexicon_.row<Place>(r);
        if (r == row || lexicon_.text(p.country) != code) continue;
        near = std::max(near, p.resolution == 2 && p.located && place.located && apart(p, place) < 2 * kNear ? kBeside : kBeside / 3);
      }
      v += near;
    }
    if (const auto it = spoken_.find(code); it != spoken_.end()) v += kStory * std::min(1.0, 0.2 + (static_cast<double>(it->second) / std::max(1, all_)));
    if (place.located) v += neighbour(i, place);
    if (place.resolution == 2 && m.name.first > 1 && a_[m.name.first - 1].lower == "of" && (a_[m.name.first - 2].lower == "state" || a_[m.name.first - 2].lower == "province" || a_[m.name.first - 2].lower == "region")) v += kFitsWord;
    if (m.name.last < a_.tokens.size() && place.resolution == 2 && (a_[m.name.last].lower == "province" || a_[m.name.last].lower == "governorate" || a_[m.name.last].lower == "state" || a_[m.name.last].lower == "region")) v += kFitsWord;
    return v;
  }
  /// Another name of the text, of one place only, that lies near.
  [[nodiscard]] double neighbour(std::uint32_t i, const Place& place) const {
    double best = 0;
    for (std::uint32_t k = i > 12 ? i - 12 : 0; k < m_.all.size() && k < i + 12; ++k) {
      if (k == i || candidates_[k].empty() || m_.all[k].place == kNoRow || m_.all[k].place == m_.all[i].place) continue;
      const bool only = candidates_[k].size() == 1, beside = m_.all[k].sentence == m_.all[i].sentence;
      const auto& other = lexicon_.row<Place>(only ? candidates_[k].front() : m_.all[k].place);
      if (!other.located || other.resolution < 2 || apart(other, place) >= kNear || (!only && !beside)) continue;
      best = std::max(best, only && beside ? 2 * kNeighbour : kNeighbour);
    }
    return best;
  }

  Mentions& m_;
  const Analysis& a_;
  const Lexicon& lexicon_;
  std::array<std::uint32_t, 3> sites_;  ///< sets of words for ground and buildings
  std::vector<std::uint32_t> by_token_;
  std::vector<bool> settled_;
  std::vector<std::vector<std::uint32_t>> candidates_;
  std::map<std::string_view, int> spoken_;
  std::vector<std::string_view> told_;  ///< per mention, the country it speaks of
  int all_ = 0;
};

}  // namespace

void settle_places(Mentions& mentions, const Analysis& analysis, const Lexicon& lexicon) { Settler(mentions, analysis, lexicon).run(); }

}  // namespace khaldun
