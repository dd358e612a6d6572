#include "khaldun/actors/names.h"

#include <algorithm>

#include "khaldun/actors/join.h"

namespace khaldun {
namespace {

struct Row {
  std::vector<Piece> pieces;
  std::vector<std::uint32_t> token;   // of each piece
  std::vector<bool> first, last;      // piece opens / closes its token
  std::vector<std::string_view> words;
};

/// A plural before another noun keeps its form in the tables ("human rights activist", "women's group"), and so does a participle
/// ("masked men", "wounded soldiers").
bool inner_form(const Analysis& a, const Sentence& s, std::uint32_t t) {
  if (a[t].upos == Upos::verb && a[t].deprel == Deprel::amod && t + 1 < s.tokens.last && a[t].lemma != a[t].lower) return a[t + 1].upos == Upos::noun;
  if (a[t].upos != Upos::noun || t + 1 >= s.tokens.last || a[t].lemma == a[t].lower) return false;
  const auto& next = a[t + 1];
  return next.upos == Upos::noun || next.upos == Upos::propn || next.deprel == Deprel::case_mark;
}

enum class Form { forms, lemmas, lemmas_but_inner_forms };

Row row_of(const Analysis& a, const Sentence& s, Form use) {
  Row row;
  for (auto t = s.tokens.first; t < s.tokens.last; ++t) {
    const auto before = row.pieces.size();
    const bool lemma = use == Form::lemmas || (use == Form::lemmas_but_inner_forms && !inner_form(a, s, t));
    normalise_token(lemma ? table_lemma(a[t]) : use == Form::forms ? a[t].form : a[t].lower, a[t].at.begin, row.pieces);
    for (auto i = before; i < row.pieces.size(); ++i) {
      row.token.push_back(t);
      row.first.push_back(i == before);
      row.last.push_back(i + 1 == row.pieces.size());
    }
  }
  row.words.reserve(row.pieces.size());
  for (const auto& p : row.pieces) row.words.emplace_back(p.word);
  return row;
}

bool upper(char c) { return c >= 'A' && c <= 'Z'; }
bool starts_capital(std::string_view s) {
  // "al-Shabaab", "el-Sisi": the article stays small.
  if (s.size() > 3 && s[0] >= 'a' && s[0] <= 'z') {
    const auto cut = s.find_first_of("- ");
    if (cut != std::string_view::npos && cut <= 3 && cut + 1 < s.size()) return starts_capital(s.substr(cut + 1));
  }
  return !s.empty() && (upper(s.front()) || static_cast<unsigned char>(s.front()) >= 0x80);
}
/// "Mawozo", "400 Mawozo": as a name begins.
bool starts_name(std::string_view s) {
  if (s.empty() || s[0] < '0' || s[0] > '9') return starts_capital(s);
  const auto blank = s.find(' ');
  return blank != std::string_view::npos && blank + 1 < s.size() && starts_capital(s.substr(blank + 1));
}

bool all_caps(std::string_view s) {
  bool letter = false;
  for (char c : s) {
    if (c >= 'a' && c <= 'z') return false;
    letter = letter || upper(c);
  }
  return letter;
}

bool numeral(std::string_view lower) {
  return !lower.empty() && (lower.find_first_not_of("0123456789") == std::string_view::npos || (lower.size() < 5 && lower.find_first_not_of("ivx") == std::string_view::npos));
}

int rank(table::UseType type) {
  switch (type) {
    case table::UseType::actor: return 0;
    case table::UseType::country_name: return 1;
    case table::UseType::country_adjective: return 2;
    case table::UseType::country_people: return 3;
    case table::UseType::capital: return 4;
    case table::UseType::seat: return 5;
    case table::UseType::people: return 6;
    case table::UseType::place: return 7;
    default: return 100;
  }
}

/// Short capital words that are function words when everything is in capitals.
bool function_word(std::string_view lower) {
  static constexpr std::string_view words[] = {"is", "us", "it", "who", "un", "an", "in", "so", "are", "pa", "no", "car", "aid", "hts", "can", "may", "act"};
  return std::find(std::begin(words), std::end(words), lower) != std::end(words) && lower != "un";
}

/// Inhabitants from which a town's bare name is believed. Below it most one-word hits in news were names of persons.
constexpr std::uint32_t kWellKnown = 60000;

/// From here on it is the city ("Lagos"), though a politician bears the name.
constexpr std::uint32_t kNoSurname = 1000000;

class NameFinder {
 public:
  NameFinder(std::string_view text, const Analysis& a, const Lexicon& lexicon, std::optional<Day> published)
      : text_(text), a_(a), lexicon_(lexicon), published_(published), takes_place_(lexicon.set("takes_place")), wins_ground_(lexicon.set("wins_ground")), direction_(lexicon.set("direction")), place_noun_(lexicon.set("place_noun")), calendar_(lexicon.set("calendar_word")), name_before_(lexicon.set("place_name_before")), name_loose_(lexicon.set("place_name_loose")), name_sure_(lexicon.set("place_sure")) {}

  std::vector<NameHit> find() {
    std::vector<NameHit> out;
    for (const auto& s : a_.sentences) sentence(s, out);
    std::vector<NameHit> kept;
    for (const auto& hit : out)
      if ((hit.use.flags & table::use_common) == 0 || hit.use.type != table::UseType::actor || vouched(hit, out)) kept.push_back(hit);
    return kept;
  }

 private:
  static constexpr std::uint32_t kNear = 2;    ///< sentences
  static constexpr std::uint32_t kBeside = 6;  ///< words

  /// "Mark Brown": a name that many bear is the one in the table where his country or his office stands nearby.
  [[nodiscard]] bool vouched(const NameHit& hit, const std::vector<NameHit>& all) const {
    const auto roles = lexicon_.items(lexicon_.row<table::Actor>(hit.use.row).roles);
    const auto sentence = a_[hit.tokens.first].sentence;
    for (const auto& other : all) {
      const auto there = a_[other.tokens.first].sentence;
      if (there > sentence + kNear || there + kNear < sentence) continue;
      const auto code = country_of(other);
      if (!code.empty() && std::any_of(roles.begin(), roles.end(), [&](const table::Role& role) { return lexicon_.text(role.country) == code; })) return true;
    }
    const auto range = a_.sentences[sentence].tokens;
    const auto first = hit.tokens.first > range.first + kBeside ? hit.tokens.first - kBeside : range.first;
    const auto last = std::min(range.last, hit.tokens.last + kBeside);
    for (const auto& role : roles) {
      auto office = lexicon_.text(role.office);
      if (const auto blank = office.rfind(' '); blank != std::string_view::npos) office.remove_prefix(blank + 1);
      for (auto t = first; t < last && !office.empty(); ++t)
        if (a_[t].lower == office) return true;
    }
    return false;
  }
  /// What a name of a state, its people, capital or a place in it says of the country; "" for others.
  [[nodiscard]] std::string_view country_of(const NameHit& hit) const {
    switch (hit.use.type) {
      case table::UseType::place:
        return lexicon_.text(lexicon_.row<table::Place>(hit.use.row).country);
      case table::UseType::country_name: case table::UseType::country_adjective: case table::UseType::country_people: case table::UseType::capital: case table::UseType::seat: {
        const auto roles = lexicon_.items(lexicon_.row<table::Actor>(hit.use.row).roles);
        return roles.empty() ? std::string_view() : lexicon_.text(roles.front().country);
      }
      default:
        return {};
    }
  }

  void sentence(const Sentence& s, std::vector<NameHit>& out) {
    const auto row = row_of(a_, s, Form::forms);
    const bool loud = shouted(a_, s);
    std::vector<Lexicon::Hit> hits;
    for (std::uint32_t i = 0; i < row.words.size();) {
      hits.clear();
      lexicon_.find_at(row.words, i, Words::forms, hits);
      std::uint32_t next = i + 1;
      for (auto h = hits.rbegin(); h != hits.rend(); ++h) {
        const auto use = best(*h, row, loud);
        if (!use) continue;
        NameHit hit;
        hit.tokens = {row.token[h->first], row.token[h->last - 1] + 1};
        hit.at = {row.pieces[h->first].begin, row.pieces[h->last - 1].end};
        hit.use = *use;
        hit.whole = row.last[h->last - 1];
        if (auto other = shared_word(row, h->first, h->last, loud); other && (out.empty() || out.back().tokens.last <= other->tokens.first)) out.push_back(*other);
        out.push_back(hit);
        next = h->last;
        break;
      }
      i = next;
    }
  }

  /// "North | and South Korea": a name of a state that takes its last words from the one behind "and".
  [[nodiscard]] std::optional<NameHit> shared_word(const Row& row, std::uint32_t first, std::uint32_t last, bool loud) const {
    if (last < first + 2 || first < 2 || row.words[first - 1] != "and" || !row.first[first - 2] || !row.last[first - 2]) return std::nullopt;
    std::vector<std::string_view> words{row.words[first - 2]};
    words.insert(words.end(), row.words.begin() + first + 1, row.words.begin() + last);
    const auto& piece = row.pieces[first - 2];
    const auto form = text_.substr(piece.begin, piece.end - piece.begin);
    if (!starts_capital(form)) return std::nullopt;
    std::vector<Lexicon::Hit> hits;
    lexicon_.find_at(words, 0, Words::forms, hits);
    for (const auto& h : hits) {
      if (h.last != words.size()) continue;
      for (const auto& use : h.uses) {
        if (use.type != table::UseType::country_name && use.type != table::UseType::country_adjective) continue;
        if (!fits(use, form, words.front(), loud)) continue;
        return NameHit{{row.token[first - 2], row.token[first - 2] + 1}, {piece.begin, piece.end}, use, true};
      }
    }
    return std::nullopt;
  }

  [[nodiscard]] std::optional<table::Use> best(const Lexicon::Hit& h, const Row& row, bool loud) const {
    if (!row.first[h.first]) return std::nullopt;
    const auto form = text_.substr(row.pieces[h.first].begin, row.pieces[h.last - 1].end - row.pieces[h.first].begin);
    if (row.pieces[h.last - 1].end < text_.size() && text_[row.pieces[h.last - 1].end] == '$') return std::nullopt;  // "US$300"
    // "a Fatah-II missile", "a Fateh-110": a model of a weapon, not those of that name.
    if (h.last < row.words.size() && !row.last[h.last - 1] && numeral(row.words[h.last])) return std::nullopt;
    std::optional<table::Use> chosen;
    const bool surname = std::any_of(h.uses.begin(), h.uses.end(), [](const table::Use& u) { return u.type == table::UseType::actor && (u.flags & table::use_short) != 0; });
    for (const auto& use : h.uses) {
      if (!fits(use, form, row.words[h.first], loud) || (use.type == table::UseType::actor && h.last == h.first + 1 && part_of_another_name(use, row.token[h.first]))) continue;
      if (use.type == table::UseType::place && !place_fits(use, row.token[h.first], row.token[h.last - 1] + 1, h.last - h.first, surname) && !told_where(row, h)) continue;
      if (!chosen || better(use, *chosen)) chosen = use;
    }
    // "in Tigray", "across Kachin": where a people's name stands as a place does, it is the land.
    if (!chosen || chosen->type != table::UseType::people || !starts_capital(form) || !stands_as_place(row.token[h.first])) return chosen;
    for (const auto& use : h.uses)
      if (use.type == table::UseType::place && lexicon_.row<table::Place>(use.row).resolution != 1 && (chosen->type == table::UseType::people || better(use, *chosen))) chosen = use;
    return chosen;
  }

  [[nodiscard]] bool fits(const table::Use& use, std::string_view form, std::string_view lower, bool loud) const {
    if ((use.flags & table::use_short) != 0 && use.type != table::UseType::place) return false;
    // In a text of capitals "PLAN" is the word, not the navy.
    if (loud) return !(form.size() <= 4 && function_word(lower)) && !((use.flags & table::use_caps) != 0 && common_word(lower));
    if ((use.flags & table::use_caps) != 0) return all_caps(form);
    if ((use.flags & table::use_capital) != 0) return starts_name(form);
    return true;
  }

  /// A word of the tables besides names: of frames, sets, cues.
  [[nodiscard]] bool common_word(std::string_view lower) const {
    std::vector<Lexicon::Hit> hits;
    lexicon_.find_at({&lower, 1}, 0, Words::lemmas, hits);
    return !hits.empty();
  }

  /// "Bashir Magashi" is not the Bashir whom everybody knows: the surname of one person is the first name of another.
  [[nodiscard]] bool part_of_another_name(const table::Use& use, std::uint32_t t) const {
    if (lexicon_.row<table::Actor>(use.row).kind != table::Kind::person || t + 1 >= a_.tokens.size()) return false;
    const auto next = t + 1;
    if (a_[next].upos != Upos::propn || a_[next].sentence != a_[t].sentence || a_.sentences[a_[t].sentence].headline || all_caps(a_[next].form)) return false;
    const auto d = a_[next].deprel;
    return (a_[next].head == t && d == Deprel::flat) || (a_[next].head != kNone && a_[next].head == a_[t].head && d == Deprel::flat && a_[t].deprel == Deprel::flat);
  }

  /// Small places and names that are also words or surnames of politicians want a preposition before them ("in Nice"), or the name of a known place beside them.
  [[nodiscard]] bool place_fits(const table::Use& use, std::uint32_t token, std::uint32_t end, std::uint32_t words, bool surname) const {
    const auto& place = lexicon_.row<table::Place>(use.row);
    if (place.resolution == 1) return false;  // a state is an actor; its row only says where it lies
    if (words == 1 && direction(a_[token].lower)) return false;  // "Southern Lebanon", "IN SOUTHERN COLOMBIA": no province of that name
    if (words == 1 && lexicon_.in_set(a_[token].lower, calendar_)) return false;  // "in March"
    if (!place.ambiguous && (!surname || place.population >= kNoSurname) && (use.flags & table::use_short) == 0 && (words > 1 || place.population >= kWellKnown)) return true;
    if (end < a_.tokens.size() && a_[end].upos == Upos::num) return false;  // "March 24"
    const auto first = a_.sentences[a_[token].sentence].tokens.first;
    for (auto t = token; t-- > first && t + 4 > token;) {
      if (lexicon_.in_set(a_[t].lower, name_before_)) {
        // "a storm to Come", "the words of God": before a word that is also a place only what tells where.
        if (a_[t].lower == "of" && t > first && lexicon_.in_set(a_[t - 1].lower, place_noun_)) return true;  // "the town of Nice"
        return !place.ambiguous || !lexicon_.in_set(a_[t].lower, name_loose_);
      }
      if (t + 1 == token && a_[t].upos == Upos::det && (place.ambiguous || (use.flags & table::use_short) != 0)) return false;  // "at the University"
      if (a_[t].upos != Upos::adj && a_[t].upos != Upos::det && a_[t].upos != Upos::propn && a_[t].form != "," && a_[t].lower != "and") break;
    }
    return ground(token, words) && !(words == 1 && place.ambiguous && somebody(token));
  }
  /// "Mohammed was captured in Karachi", "captured Ron Arad", "most of them were captured": a first name or a word where a person stands.
  [[nodiscard]] bool somebody(std::uint32_t token) const {
    const auto head = a_[token].head;
    if (head == kNone || !lexicon_.in_set(a_[head].lemma, wins_ground_)) return false;
    const auto near = [&](std::uint32_t t) { return t < a_.tokens.size() && a_[t].sentence == a_[token].sentence; };
    if ((near(token + 1) && (a_[token + 1].upos == Upos::propn || a_[token + 1].lower == "of")) || (token > 0 && near(token - 1) && a_[token - 1].upos == Upos::propn)) return true;
    return std::any_of(a_.children[head].begin(), a_.children[head].end(), [&](auto c) {
      const auto mark = a_.child(c, Deprel::case_mark);
      return a_[c].deprel == Deprel::obl && mark != kNone && (a_[mark].lower == "in" || a_[mark].lower == "near" || a_[mark].lower == "at" || a_[mark].lower == "outside") && a_[c].upos == Upos::propn && !lexicon_.in_set(a_[c].lower, calendar_);
    });
  }
  [[nodiscard]] bool stands_as_place(std::uint32_t token) const {
    const auto first = a_.sentences[a_[token].sentence].tokens.first;
    auto t = token;
    while (t > first && a_[t - 1].upos == Upos::adj) --t;  // "in northern Shan"
    const bool alone = a_[token].head == kNone || a_[token].deprel != Deprel::amod;  // "in Kachin villages" are the people's
    return alone && a_[token].deprel != Deprel::compound && t > first && lexicon_.in_set(a_[t - 1].lower, name_sure_);
  }
  [[nodiscard]] bool direction(std::string_view lower) const { return lexicon_.in_set(lower, direction_); }
  /// "Mobile, Alabama": a state, province or region right behind a comma.
  [[nodiscard]] bool told_where(const Row& row, const Lexicon::Hit& h) const {
    if (h.last >= row.words.size() || row.token[h.last] != row.token[h.last - 1] + 2 || a_[row.token[h.last] - 1].form != ",") return false;
    std::vector<Lexicon::Hit> hits;
    lexicon_.find_at(row.words, h.last, Words::forms, hits);
    for (const auto& hit : hits)
      for (const auto& use : hit.uses)
        if (use.type == table::UseType::country_name || (use.type == table::UseType::place && lexicon_.row<table::Place>(use.row).resolution == 2)) return starts_capital(a_[row.token[h.last]].form);
    return false;
  }
  /// "captured Birao", "Birao was captured"
  [[nodiscard]] bool ground(std::uint32_t token, std::uint32_t words) const {
    for (auto t = token; t < token + words && t < a_.tokens.size(); ++t) {
      const auto head = a_[t].head;
      if (head == kNone || (a_[t].deprel != Deprel::obj && a_[t].deprel != Deprel::nsubj_pass)) continue;
      if (lexicon_.in_set(a_[head].lemma, takes_place_)) return true;
    }
    return false;
  }

  [[nodiscard]] bool better(const table::Use& x, const table::Use& y) const {
    const bool nx = now(x), ny = now(y);
    if (nx != ny) return nx;
    if (rank(x.type) != rank(y.type)) return rank(x.type) < rank(y.type);
    if (x.type == table::UseType::place)
      return lexicon_.row<table::Place>(x.row).population > lexicon_.row<table::Place>(y.row).population;
    if (x.type != table::UseType::actor) {  // a state of its own before a part or a former one
      const auto& sx = lexicon_.row<table::Actor>(x.row);
      const auto& sy = lexicon_.row<table::Actor>(y.row);
      if (sx.partly_recognised != sy.partly_recognised) return !sx.partly_recognised;
    }
    return false;
  }
  [[nodiscard]] bool now(const table::Use& u) const {
    if (!published_) return u.from == table::kAlways && u.to == table::kForever;
    const auto day = static_cast<std::int32_t>(published_->time_since_epoch().count());
    return u.from <= day && day < u.to;
  }

  std::string_view text_;
  const Analysis& a_;
  const Lexicon& lexicon_;
  std::optional<Day> published_;
  std::uint32_t takes_place_, wins_ground_, direction_, place_noun_, calendar_, name_before_, name_loose_, name_sure_;
};

}  // namespace

bool shouted(const Analysis& a, const Sentence& s) {
  std::size_t up = 0, low = 0;
  for (auto t = s.tokens.first; t < s.tokens.last; ++t)
    for (char c : a[t].form) {
      up += upper(c) ? 1U : 0U;
      low += c >= 'a' && c <= 'z' ? 1U : 0U;
    }
  return up >= 8 && low * 9 < up;
}

namespace {

/// Years after which an office is no longer what the text means by it.
constexpr std::int32_t kGrace = 2 * 366;

bool holds(const table::Role& role, std::string_view office, std::string_view country, const Lexicon& lexicon, std::optional<Day> on) {
  const auto held = lexicon.text(role.office);
  if (held.empty() || (!country.empty() && lexicon.text(role.country) != country)) return false;
  if (office.empty() ? (held != "president" && held != "prime minister" && held != "chancellor") : held.find(office) == std::string_view::npos && office.find(held) == std::string_view::npos) return false;
  if (!on) return true;
  const auto day = static_cast<std::int32_t>(on->time_since_epoch().count());
  return (role.from == table::kAlways || role.from <= day) && (role.to == table::kForever || day < role.to + kGrace);
}

}  // namespace

std::uint32_t person_in_office(std::string_view surname, std::string_view office, std::string_view country, const Lexicon& lexicon, std::optional<Day> on) {
  const auto pieces = normalise_words(surname);
  std::vector<std::string_view> words;
  for (const auto& p : pieces) words.emplace_back(p.word);
  if (words.empty()) return table::kNoRow;
  std::vector<Lexicon::Hit> hits;
  lexicon.find_at(words, 0, Words::forms, hits);
  std::uint32_t found = table::kNoRow;
  const table::Role* best = nullptr;
  for (const auto& h : hits) {
    if (h.last != words.size()) continue;
    for (const auto& use : h.uses) {
      if (use.type != table::UseType::actor || (use.flags & table::use_short) == 0) continue;
      for (const auto& role : lexicon.items(lexicon.row<table::Actor>(use.row).roles)) {
        if (!holds(role, office, country, lexicon, on)) continue;
        if (best != nullptr && lexicon.text(best->country) != lexicon.text(role.country)) return table::kNoRow;
        if (best == nullptr || best->from < role.from) {
          best = &role;
          found = use.row;
        }
      }
    }
  }
  return found;
}

std::vector<NameHit> find_names(std::string_view text, const Analysis& analysis, const Lexicon& lexicon, std::optional<Day> published) {
  return NameFinder(text, analysis, lexicon, published).find();
}

namespace {

/// Words of the longest title known.
constexpr std::uint32_t kLongestTitle = 5;

/// Finds what is one phrase whatever the tree will be.
class NameMarker {
 public:
  NameMarker(Analysis& a, std::string_view text, const Lexicon& lexicon) : a_(a), text_(text), lexicon_(lexicon) {}

  bool run() {
    for (const auto& s : a_.sentences) sentence(s);
    return changed_;
  }

 private:
  void sentence(const Sentence& s) {
    const auto row = row_of(a_, s, Form::forms);
    const bool loud = shouted(a_, s);
    std::uint16_t number = 0;
    for (std::uint32_t i = 0; i < row.words.size();) {
      hits_.clear();
      lexicon_.find_at(row.words, i, Words::forms, hits_);
      const auto h = std::find_if(hits_.rbegin(), hits_.rend(), [&](const auto& hit) { return is_name(hit, row, loud); });
      if (h == hits_.rend()) {
        ++i;
        continue;
      }
      const auto last = h->last;
      mark(row, person(*h) ? title_before(row, h->first, loud) : h->first, last, ++number);
      i = last;
    }
  }

  [[nodiscard]] bool is_name(const Lexicon::Hit& h, const Row& row, bool loud) const {
    if (!row.first[h.first] || !row.last[h.last - 1]) return false;
    for (auto i = h.first; i + 1 < h.last; ++i)
      if (row.token[i + 1] > row.token[i] + 1) return false;  // "East/West-Coast": the table has no strokes
    const auto next = row.token[h.last - 1] + 1;
    const bool goes_on = next < a_.tokens.size() && a_[next].sentence == a_[next - 1].sentence;
    if (goes_on && a_[next].form == "-" && !a_[next - 1].space_after) return false;  // "Sierra Leone-flagged"
    if (goes_on && !loud && starts_capital(a_[next].form) && !person(h)) return false;  // "District of Columbia Court of Appeals"
    if (!loud && !(starts_name(text_.substr(row.pieces[h.first].begin, row.pieces[h.last - 1].end - row.pieces[h.first].begin)) && starts_capital(piece(row, h.last - (piece(row, h.last - 1) == ")" ? 2 : 1))))) return false;
    const bool several = row.token[h.first] != row.token[h.last - 1];
    return std::any_of(h.uses.begin(), h.uses.end(), [&](const table::Use& use) {
      if (loud && (use.flags & table::use_caps) != 0) return false;
      switch (use.type) {
        case table::UseType::actor: return several || is_person(use);
        case table::UseType::country_name: case table::UseType::place: return several;
        default: return false;
      }
    });
  }
  [[nodiscard]] bool is_person(const table::Use& use) const {
    return use.type == table::UseType::actor && lexicon_.row<table::Actor>(use.row).kind == table::Kind::person;
  }
  [[nodiscard]] bool person(const Lexicon::Hit& h) const {
    return std::any_of(h.uses.begin(), h.uses.end(), [&](const table::Use& use) { return is_person(use); });
  }
  [[nodiscard]] std::string_view piece(const Row& row, std::uint32_t i) const { return text_.substr(row.pieces[i].begin, row.pieces[i].end - row.pieces[i].begin); }

  /// Where the office begins that stands right before a person's name; `name` if none does.
  [[nodiscard]] std::uint32_t title_before(const Row& row, std::uint32_t name, bool loud) {
    for (auto i = name > kLongestTitle ? name - kLongestTitle : 0; i < name; ++i) {
      if (!row.first[i] || (!loud && !(starts_capital(piece(row, i)) && starts_capital(piece(row, name - 1))))) continue;
      hits_.clear();
      lexicon_.find_at(row.words, i, Words::lemmas, hits_);
      for (const auto& h : hits_)
        if (h.last == name && std::any_of(h.uses.begin(), h.uses.end(), [](const table::Use& use) { return use.type == table::UseType::agent; })) return i;
    }
    return name;
  }
  void mark(const Row& row, std::uint32_t first, std::uint32_t last, std::uint16_t number) {
    if (row.token[first] == row.token[last - 1]) return;
    for (auto t = row.token[first]; t <= row.token[last - 1]; ++t) {
      changed_ = changed_ || a_[t].unit != number;
      a_.tokens[t].unit = number;
    }
  }

  Analysis& a_;
  std::string_view text_;
  const Lexicon& lexicon_;
  std::vector<Lexicon::Hit> hits_;
  bool changed_ = false;
};

}  // namespace

bool mark_names(Analysis& analysis, std::string_view text, const Lexicon& lexicon) { return NameMarker(analysis, text, lexicon).run(); }

namespace {
/// "threatened to use force", "by force": one word in the singular without anything beside it is no body.
bool abstract(const Analysis& a, std::uint32_t token, const Lexicon& lexicon, std::uint32_t alone) {
  if (a[token].xpos != "NN" || !lexicon.in_set(a[token].lemma, alone)) return false;
  return std::none_of(a.children[token].begin(), a.children[token].end(), [&](auto c) {
    return c < token && a[c].deprel != Deprel::case_mark && a[c].deprel != Deprel::punct;
  });
}
}  // namespace

std::vector<AgentHit> find_agents(const Analysis& a, const Lexicon& lexicon, const std::vector<NameHit>& names) {
  std::vector<AgentHit> out;
  const auto alone = lexicon.set("abstract_alone");
  std::vector<std::uint32_t> name_begin(a.tokens.size(), kNone);
  for (const auto& n : names)
    for (auto t = n.tokens.first; t < n.tokens.last; ++t) name_begin[t] = n.tokens.first;
  const auto cuts_name = [&](std::uint32_t first, std::uint32_t last) {
    return name_begin[first] != kNone && name_begin[first] < first && name_begin[last - 1] != name_begin[first];
  };
  std::vector<Lexicon::Hit> hits;
  for (const auto& s : a.sentences) {
    const auto row = row_of(a, s, Form::lemmas);
    bool inner = false;
    for (auto t = s.tokens.first; t < s.tokens.last && !inner; ++t) inner = inner_form(a, s, t);
    const auto other = inner ? row_of(a, s, Form::lemmas_but_inner_forms) : Row();
    for (std::uint32_t i = 0; i < row.words.size();) {
      hits.clear();
      lexicon.find_at(row.words, i, Words::lemmas, hits);
      if (other.words.size() == row.words.size()) {
        lexicon.find_at(other.words, i, Words::lemmas, hits);
        std::stable_sort(hits.begin(), hits.end(), [](const auto& x, const auto& y) { return x.last < y.last; });
      }
      std::uint32_t next = i + 1;
      bool found = false;
      for (auto h = hits.rbegin(); h != hits.rend() && !found; ++h) {
        const bool ex = h->first > 0 && !row.first[h->first] && row.first[h->first - 1] && row.words[h->first - 1] == "ex";  // "ex-guerrilla"
        if ((!row.first[h->first] && !ex) || !row.last[h->last - 1]) continue;
        for (const auto& use : h->uses) {
          if (use.type != table::UseType::agent) continue;
          const auto token = row.token[h->last - 1];
          // … but "Pakistani military | positions" are positions.
          if (cuts_name(row.token[h->first], token + 1) && lexicon.row<table::Agent>(use.row).kind != table::Kind::thing) continue;
          if (a[token].upos == Upos::verb || a[token].upos == Upos::adv || a[token].upos == Upos::aux) continue;
          if (abstract(a, token, lexicon, alone)) continue;
          out.push_back({{row.token[h->first], token + 1}, use.row});
          next = h->last;
          found = true;
          break;
        }
      }
      i = next;
    }
  }
  return out;
}

}  // namespace khaldun
