#include "app/khaldun/suggestions.h"

#include <algorithm>
#include <utility>

#include "khaldun/actors/mentions.h"
#include "khaldun/language/language.h"
#include "khaldun/lexicon/lexicon.h"
#include "khaldun/showing/json.h"

namespace khaldun::app {
namespace {

constexpr std::size_t kExamples = 3;
/// One in so many mentions must be as somebody who does something: places, prizes and storms mostly are not.
constexpr std::uint64_t kActingShare = 4;
/// Words of a name; longer ones were titles of books and headings.
constexpr std::uint32_t kLongestName = 8;

std::string words_of(std::string_view name) {
  std::string out;
  for (const auto& piece : normalise_words(name)) out += (out.empty() ? "" : " ") + piece.word;
  return out;
}

std::string one_line(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool blank = static_cast<unsigned char>(c) < 0x20 || c == 0x7f || c == ' ';
    if (!blank) out += c;
    else if (!out.empty() && out.back() != ' ') out += ' ';
  }
  return out;
}

bool capital(std::string_view word) {
  return !word.empty() && ((word.front() >= 'A' && word.front() <= 'Z') || static_cast<unsigned char>(word.front()) >= 0xc3);
}

bool acronym(std::string_view word) {
  return word.size() >= 2 && std::all_of(word.begin(), word.end(), [](char c) { return (c >= 'A' && c <= 'Z') || c == '-'; });
}

/// Reads the unknown names off one document.
class Reader {
 public:
  Reader(const Khaldun& khaldun, const Document& document)
      : lexicon_(khaldun.lexicon()),
        document_(document),
        a_(khaldun.analyse(document)),
        mentions_(recognise(document.text(), a_, lexicon_, document.source().published, {}, khaldun.names())) {}

  Unknowns read() {
    for (std::uint32_t i = 0; i < mentions_.all.size(); ++i) {
      const Mention& mention = mentions_.all[i];
      if (!unknown(mention) || known_elsewhere(mention)) continue;
      const TokenRange name = name_in(mention);
      if (name.size() == 0 || in_lexicon(name) || common_words(name) || inside_name(mention.head, name)) continue;
      see(i, name);
    }
    fold();
    for (auto& [words, seen] : found_) seen.documents = 1;
    return std::move(found_);
  }

 private:
  [[nodiscard]] bool unknown(const Mention& m) const {
    return m.named && !m.pronoun && !m.time && m.actor == table::kNoRow && m.place == table::kNoRow && m.kind != table::Kind::place &&
           m.kind != table::Kind::thing && !a_.sentences[m.sentence].headline;
  }
  /// Stands for somebody in the lexicon ("Muttaqi" after "Amir Khan Muttaqi").
  [[nodiscard]] bool known_elsewhere(const Mention& m) const {
    auto at = m.antecedent;
    for (int steps = 0; at != kNone && steps < 8; ++steps, at = mentions_.all[at].antecedent)
      if (mentions_.all[at].actor != table::kNoRow) return true;
    return false;
  }

  [[nodiscard]] bool name_word(std::uint32_t t) const { return a_[t].upos == Upos::propn && capital(a_[t].form); }
  [[nodiscard]] bool title(std::uint32_t t) const {
    const auto lemma = table_lemma(a_[t]);
    return lexicon_.used_as(lemma, table::UseType::agent) && !organisation_word(t);
  }
  /// "Front", "Movement", "Council": part of a name.
  [[nodiscard]] bool organisation_word(std::uint32_t t) const {
    const std::string_view lemma = table_lemma(a_[t]);
    std::vector<Lexicon::Hit> hits;
    lexicon_.find_at({&lemma, 1}, 0, Words::lemmas, hits);
    for (const auto& hit : hits)
      for (const auto& use : hit.uses)
        if (use.type == table::UseType::agent && lexicon_.row<table::Agent>(use.row).kind == table::Kind::organisation) return true;
    return false;
  }
  /// May stand between two capitalised words of a name.
  [[nodiscard]] bool joint(std::uint32_t t) const {
    return a_[t].upos == Upos::adp || a_[t].upos == Upos::det || (a_[t].upos == Upos::cconj && a_[t].lower == "and") || a_[t].form == "-";
  }

  /// The capitalised words around the head, without titles before them: "Movement for the Defence of Azania".
  [[nodiscard]] TokenRange name_in(const Mention& m) const {
    if (m.range.size() == 0 || m.head >= a_.tokens.size()) return {};
    std::uint32_t head = m.head;
    if (!name_word(head) || title(head)) {  // "Minister Amir Khan" headed by its title
      for (const auto c : a_.children[m.head])
        if (a_[c].deprel == Deprel::flat && name_word(c)) {
          head = c;
          break;
        }
      if (!name_word(head)) return {};
    }
    TokenRange r{head, head + 1};
    while (r.first > m.range.first && name_word(r.first - 1) && !title(r.first - 1)) --r.first;
    while (r.last < m.range.last) {
      if (name_word(r.last)) {
        ++r.last;
        continue;
      }
      auto next = r.last;
      while (next < m.range.last && next < r.last + 2 && joint(next)) ++next;
      const bool goes_on = next > r.last && next < m.range.last && name_word(next) && belongs(r);
      if (!goes_on) break;
      r.last = next + 1;
    }
    return r.size() > kLongestName ? TokenRange{} : r;
  }
  /// Only bodies have names with "of" and "for" in them.
  [[nodiscard]] bool belongs(TokenRange r) const {
    for (auto t = r.first; t < r.last; ++t)
      if (organisation_word(t)) return true;
    return false;
  }

  [[nodiscard]] std::string_view text(TokenRange r) const { return document_.slice({a_[r.first].at.begin, a_[r.last - 1].at.end}); }

  [[nodiscard]] bool in_lexicon(TokenRange r) const {
    const auto pieces = normalise_words(text(r));
    std::vector<std::string_view> words;
    for (const auto& piece : pieces) words.emplace_back(piece.word);
    std::vector<Lexicon::Hit> hits;
    lexicon_.find_at(words, 0, Words::forms, hits);
    return words.empty() || std::any_of(hits.begin(), hits.end(), [&](const Lexicon::Hit& hit) { return hit.last == words.size(); });
  }

  /// "Supreme Court", "Ministry": words of the tables, and who is meant is told by what stands around them.
  [[nodiscard]] bool common_words(TokenRange r) const {
    for (auto t = r.first; t < r.last; ++t) {
      if (!name_word(t)) continue;
      const std::string lemma(table_lemma(a_[t]));
      const std::string_view word = lemma;
      std::vector<Lexicon::Hit> hits;
      lexicon_.find_at({&word, 1}, 0, Words::lemmas, hits);
      if (hits.empty()) return false;
    }
    return true;
  }
  /// "Health" in "Department of Health"
  [[nodiscard]] bool inside_name(std::uint32_t t, TokenRange r) const {
    const auto head = a_[t].head;
    return head != kNone && !r.contains(head) && a_[t].deprel == Deprel::nmod && name_word(head);
  }

  [[nodiscard]] bool acts(const Mention& m) const {
    const auto rel = a_[m.head].deprel;
    return m.agent != table::kNoRow || rel == Deprel::nsubj || rel == Deprel::nsubj_pass || rel == Deprel::obl_agent || rel == Deprel::nmod_poss;
  }
  [[nodiscard]] std::string_view kind_of(const Mention& m, TokenRange name) const {
    if (belongs(name)) return "organisation";
    const auto det = a_.child(m.head, Deprel::det);
    if ((det != kNone && a_[det].lower == "the") || (name.size() == 1 && acronym(a_[name.first].form))) return "organisation";
    return m.kind == table::Kind::organisation ? "organisation" : "person";
  }

  void see(std::uint32_t i, TokenRange name) {
    const Mention& m = mentions_.all[i];
    const std::string written = one_line(text(name));
    Sightings& seen = found_[words_of(written)];
    ++seen.mentions;
    ++seen.spellings[written];
    seen.acting += acts(m) ? 1U : 0U;
    // One word alone is a name of anything, unless a role noun or the form of an acronym says more.
    seen.vouched += name.size() > 1 || m.agent != table::kNoRow || acronym(a_[name.first].form) ? 1U : 0U;
    ++seen.kinds[std::string(kind_of(m, name))];
    for (const Identity& who : identify(mentions_, i, document_.source().published, lexicon_, document_.text())) {
      if (!who.code.empty()) ++seen.codes[who.code];
      if (!who.sectors.empty()) ++seen.sectors[who.sectors.front()];
    }
    std::string sentence = one_line(document_.slice(a_.sentences[m.sentence].at));
    if (seen.examples.size() < kExamples && (seen.examples.empty() || seen.examples.back() != sentence)) seen.examples.push_back(std::move(sentence));
  }

  /// Surnames under the one whole name that ends with them, acronyms under the one that they abbreviate.
  void fold() {
    for (auto at = found_.begin(); at != found_.end();) {
      const auto whole = at->first.find(' ') == std::string::npos ? owner_of(at->first, at->second) : found_.end();
      if (whole == found_.end()) {
        ++at;
        continue;
      }
      for (const auto& [written, n] : at->second.spellings) whole->second.shorter[written] += n;
      at->second.spellings.clear();
      at->second.kinds.clear();
      whole->second.add(at->second);
      at = found_.erase(at);
    }
  }
  Unknowns::iterator owner_of(const std::string& word, const Sightings& seen) {
    const bool letters = acronym(seen.spellings.begin()->first);
    auto owner = found_.end();
    for (auto at = found_.begin(); at != found_.end(); ++at) {
      if (at->first.find(' ') == std::string::npos || !(letters ? initials(at->first) == word : at->first.ends_with(" " + word))) continue;
      if (owner != found_.end()) return found_.end();  // two of that name
      owner = at;
    }
    return owner;
  }
  static std::string initials(std::string_view words) {
    std::string out;
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (i != 0 && words[i - 1] != ' ') continue;
      const auto word = words.substr(i, words.find(' ', i) - i);
      if (word != "of" && word != "for" && word != "the" && word != "and") out += words[i];
    }
    return out;
  }

  const Lexicon& lexicon_;
  const Document& document_;
  Analysis a_;
  Mentions mentions_;
  Unknowns found_;
};

std::string most_frequent(const std::map<std::string, std::uint64_t>& counts) {
  const auto best = std::max_element(counts.begin(), counts.end(), [](const auto& x, const auto& y) { return x.second < y.second; });
  return best == counts.end() ? "" : best->first;
}

std::string in_quotes(std::string_view text) {
  std::string out;
  json::append_string(out, text);  // its escapes are those of TOML, too
  return out;
}

std::string list(const std::vector<std::string>& items) {
  std::string out;
  for (const auto& item : items) out += (out.empty() ? "" : ", ") + in_quotes(item);
  return "[" + out + "]";
}

/// Lower-case letters and digits, "-" between words; "name" for a name without any.
std::string key_of(const std::string& words, const Lexicon& lexicon, std::set<std::string>& taken) {
  std::string key;
  for (const char c : words) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) key += c;
    else if (c == ' ' && !key.empty() && key.back() != '-') key += '-';
  }
  while (!key.empty() && key.back() == '-') key.pop_back();
  if (key.empty()) key = "name";
  std::string free = key;
  for (int n = 2; lexicon.actor(free) != table::kNoRow || !taken.insert(free).second; ++n) free = key + "-" + std::to_string(n);
  return free;
}

std::string stub_of(const Suggestion& s) {
  std::string out = "# " + std::to_string(s.seen.mentions) + (s.seen.mentions == 1 ? " mention" : " mentions") + " in " + std::to_string(s.seen.documents) +
                    (s.seen.documents == 1 ? " document" : " documents") + "\n";
  for (const auto& example : s.seen.examples) out += "# " + example + "\n";
  out += "[[actor]]\nkey = " + in_quotes(s.key) + "\nkind = " + in_quotes(s.kind) + "\nname = " + in_quotes(s.name) + "\n";
  std::vector<std::string> aliases, shorter;
  for (const auto& [written, n] : s.seen.spellings)
    if (words_of(written) != words_of(s.name)) aliases.push_back(written);
  for (const auto& [written, n] : s.seen.shorter) (s.kind == "person" && !acronym(written) ? shorter : aliases).push_back(written);
  if (!aliases.empty()) out += "aliases = " + list(aliases) + "\n";
  if (!shorter.empty()) out += "short = " + list(shorter) + "\n";
  out += "roles = [ { country = " + in_quotes(s.code) + ", sector = " + (s.sector.empty() ? "[]" : list({s.sector})) + " } ]\n";
  return out + "source = \"suggested from texts\"\ndoubt = true\n";
}

}  // namespace

void Sightings::add(const Sightings& other) {
  const auto sum = [](auto& to, const auto& from) {
    for (const auto& [what, n] : from) to[what] += n;
  };
  mentions += other.mentions;
  documents += other.documents;
  acting += other.acting;
  vouched += other.vouched;
  sum(spellings, other.spellings);
  sum(shorter, other.shorter);
  sum(kinds, other.kinds);
  sum(codes, other.codes);
  sum(sectors, other.sectors);
  for (const auto& example : other.examples)
    if (examples.size() < kExamples && std::find(examples.begin(), examples.end(), example) == examples.end()) examples.push_back(example);
}

Unknowns unknown_names(const Khaldun& khaldun, const Document& document) { return Reader(khaldun, document).read(); }

std::vector<Suggestion> suggest(const Unknowns& unknowns, const Lexicon& lexicon, std::uint64_t least, std::size_t most) {
  std::vector<std::pair<std::string_view, const Sightings*>> order;
  for (const auto& [words, seen] : unknowns)
    if (seen.mentions >= least && seen.acting * kActingShare >= seen.mentions && seen.vouched > 0) order.emplace_back(words, &seen);
  std::stable_sort(order.begin(), order.end(), [](const auto& x, const auto& y) { return x.second->mentions > y.second->mentions; });
  if (order.size() > most) order.resize(most);
  std::vector<Suggestion> out;
  std::set<std::string> taken;
  for (const auto& [words, seen] : order) {
    Suggestion s;
    s.seen = *seen;
    s.name = most_frequent(seen->spellings);
    s.kind = most_frequent(seen->kinds);
    s.code = most_frequent(seen->codes);
    s.sector = most_frequent(seen->sectors);
    s.key = key_of(std::string(words), lexicon, taken);
    s.stub = stub_of(s);
    out.push_back(std::move(s));
  }
  return out;
}

}  // namespace khaldun::app
