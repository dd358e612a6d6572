#include "app/khaldun/eval_happening.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>

namespace khaldun::app {
namespace {

using Json = nlohmann::json;

std::u32string code_points(const std::string& utf8) {
  std::u32string out;
  for (std::size_t i = 0; i < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t code = size == 1 ? lead : lead & (0x7FU >> size);
    for (std::size_t k = 1; k < size && i + k < utf8.size(); ++k) {
      code = (code << 6U) | (static_cast<unsigned char>(utf8[i + k]) & 0x3FU);
    }
    out += code;
    i += size;
  }
  return out;
}

/// Lower case of ASCII and Latin-1.
char32_t lower(char32_t c) {
  const bool latin = c >= 0xC0 && c <= 0xDE && c != 0xD7;
  return (c >= U'A' && c <= U'Z') || latin ? c + 32 : c;
}

std::u32string lower(std::u32string text) {
  for (char32_t& c : text) c = lower(c);
  return text;
}

/// A field that holds a string, else "".
std::string text(const Json& object, const char* key) {
  const auto at = object.find(key);
  return at != object.end() && at->is_string() ? at->get<std::string>() : std::string();
}

bool flag(const Json& object, const char* key) {
  const auto at = object.find(key);
  return at != object.end() && at->is_boolean() && at->get<bool>();
}

/// The objects, or the strings, in a list; nothing if there is no list.
template <class Take>
void each(const Json& object, const char* key, Take take) {
  const auto at = object.find(key);
  if (at == object.end() || !at->is_array()) return;
  for (const Json& item : *at) take(item);
}

std::set<std::string> words_of(const Json& object, const char* key) {
  std::set<std::string> out;
  each(object, key, [&](const Json& item) {
    if (item.is_string()) out.insert(item.get<std::string>());
  });
  return out;
}

std::optional<std::int64_t> whole(const Json& object, const char* key) {
  const auto at = object.find(key);
  if (at == object.end() || !at->is_number_integer()) return std::nullopt;
  return at->get<std::int64_t>();
}

/// {"low", "high"} or a number; nothing for anything else.
std::optional<Interval> interval(const Json& object, const char* key) {
  const auto at = object.find(key);
  if (at == object.end()) return std::nullopt;
  if (at->is_number_integer()) return Interval(at->get<std::int64_t>(), at->get<std::int64_t>());
  if (!at->is_object()) return std::nullopt;
  const auto low = whole(*at, "low");
  if (!low) return std::nullopt;
  return Interval(*low, whole(*at, "high").value_or(*low));
}

std::string upper(std::string word) {
  for (char& c : word) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  return word;
}

bool uses_force(const std::string& type) { return type == "ASSAULT" || type == "MOBILIZE"; }

/// A country without a sector is its army where force is used, else its government; a mere
/// placeholder is nobody.
void add_party(Side& side, const std::string& code_given, const std::string& sector_given,
               const std::string& words, bool force) {
  const std::string code = upper(code_given);
  std::string sector = upper(sector_given);
  if (code.empty() && (sector.empty() || sector == "UNK") && words.empty()) return;
  if (sector.empty() && !code.empty()) sector = force ? "MIL" : "GOV";
  side.emplace(code, sector);
}

/// Cooperation that is still to come is an agreement, and the agreement was reported.
void settle(Happening& h) {
  constexpr std::array<std::string_view, 5> kPromised = {"CONSULT", "SUPPORT", "COOPERATE", "AID",
                                                         "AGREE"};
  if (h.status != "future" ||
      std::find(kPromised.begin(), kPromised.end(), h.type) == kPromised.end())
    return;
  h.type = "AGREE";
  h.status = "reported";
}

// Where a quote stands
// -----------------------------------------------------------------------------------------------

/// Quotation marks, dashes and blanks of all kinds made alike, one code point for one.
std::u32string evened(std::u32string s) {
  for (char32_t& c : s) {
    if (c == U'“' || c == U'”' || c == U'«' || c == U'»') c = U'"';
    if (c == U'‘' || c == U'’') c = U'\'';
    if (c == U'–' || c == U'—') c = U'-';
    if (c == 0xA0) c = U' ';
    c = lower(c);
  }
  return s;
}

bool blank(char32_t c) {
  return c == U' ' || (c >= 9 && c <= 13) || c == 0x85 || (c >= 0x2000 && c <= 0x200A) ||
         c == 0x2028 || c == 0x2029;
}

/// End of `quote` in `hay` at `from` where any run of blanks equals any other; npos if it does not
/// stand there.
std::size_t match_at(const std::u32string& hay, const std::u32string& quote, std::size_t from) {
  std::size_t h = from;
  for (std::size_t q = 0; q < quote.size();) {
    if (blank(quote[q])) {
      if (h >= hay.size() || !blank(hay[h])) return std::u32string::npos;
      while (q < quote.size() && blank(quote[q])) ++q;
      while (h < hay.size() && blank(hay[h])) ++h;
    } else if (h < hay.size() && hay[h] == quote[q]) {
      ++h;
      ++q;
    } else {
      return std::u32string::npos;
    }
  }
  return h;
}

std::optional<Stretch> search(const std::u32string& hay, const std::u32string& quote,
                              bool in_title) {
  for (std::size_t from = 0; from < hay.size(); ++from) {
    const std::size_t end = match_at(hay, quote, from);
    if (end != std::u32string::npos)
      return Stretch{in_title, static_cast<std::int64_t>(from), static_cast<std::int64_t>(end)};
  }
  return std::nullopt;
}

std::optional<Stretch> locate(const std::u32string& quote, const EvalDoc& doc) {
  if (quote.empty()) return std::nullopt;
  for (bool in_title : {false, true}) {
    const auto at = (in_title ? doc.title : doc.text).find(quote);
    if (at != std::u32string::npos)
      return Stretch{in_title, static_cast<std::int64_t>(at),
                     static_cast<std::int64_t>(at + quote.size())};
  }
  std::u32string even = evened(quote);
  while (!even.empty() && blank(even.front())) even.erase(0, 1);
  while (!even.empty() && blank(even.back())) even.pop_back();
  if (even.empty()) return std::nullopt;
  for (bool in_title : {false, true}) {
    if (auto found = search(evened(in_title ? doc.title : doc.text), even, in_title)) return found;
  }
  return std::nullopt;
}

/// The trigger within its quote; the whole quote if it is not there.
Stretch trigger_in(const Stretch& at, const std::u32string& trigger, const EvalDoc& doc) {
  const std::u32string& field = at.in_title ? doc.title : doc.text;
  const auto start = static_cast<std::size_t>(at.start);
  const std::u32string quote =
      lower(field.substr(start, static_cast<std::size_t>(at.end - at.start)));
  const auto found = trigger.empty() ? std::u32string::npos : quote.find(lower(trigger));
  if (found == std::u32string::npos) return at;
  const auto from = at.start + static_cast<std::int64_t>(found);
  return {at.in_title, from, from + static_cast<std::int64_t>(trigger.size())};
}

// Gold lines
// ---------------------------------------------------------------------------------------------------------

void gold_mentions(Happening& h, const Json& line, const EvalDoc& doc,
                   std::vector<std::string>& lost) {
  each(line, "mentions", [&](const Json& mention) {
    const std::string quote = text(mention, "quote");
    const auto at = locate(code_points(quote), doc);
    if (!at) {
      lost.push_back(h.doc + ": quote not found: " + quote);
      return;
    }
    h.spans.push_back(*at);
    h.triggers.push_back(trigger_in(*at, code_points(text(mention, "trigger")), doc));
  });
}

Happening from_gold(const Json& line, const EvalDoc& doc, std::vector<std::string>& lost) {
  Happening h;
  h.doc = doc.id;
  h.type = text(line, "event_type");
  h.modes = words_of(line, "mode");
  h.status = text(line, "status").substr(0, text(line, "status").find('/'));
  if (h.status.empty()) h.status = "reported";
  if (h.status == "negated") h.status = "denied";
  h.historical = flag(line, "historical");
  h.contested = flag(line, "contested");
  each(line, "attribution", [&](const Json& name) {
    if (name.is_string()) h.attribution.push_back(name.get<std::string>());
  });
  const auto side = [&](const char* key, Side& into, bool force) {
    each(line, key, [&](const Json& p) {
      add_party(into, text(p, "code"), text(p, "sector"), text(p, "text"), force);
    });
  };
  side("actor", h.actor, uses_force(h.type));
  side("recipient", h.recipient, false);
  h.date = text(line, "date");
  h.country = text(line, "country");
  h.place = text(line, "place");
  h.dead = interval(line, "dead");
  h.injured = interval(line, "injured");
  h.process = text(line, "process");
  h.sure = whole(line, "sure").value_or(1) != 2;
  gold_mentions(h, line, doc, lost);
  settle(h);
  return h;
}

// Records
// ------------------------------------------------------------------------------------------------------------

std::string status_of(const std::set<std::string>& auxiliary) {
  if (auxiliary.count("negation") != 0) return "denied";
  if (auxiliary.count("hypothetical") != 0) return "hypothetical";
  return auxiliary.count("future") != 0 ? "future" : "reported";
}

/// What to call a party: as written, unless that is a pronoun or nothing.
std::string surface(const Json& party) {
  const std::string words = text(party, "entity_text"), name = text(party, "name"),
                    via = text(party, "via");
  if (via != "coreference" && via != "implicit" && !words.empty()) return words;
  return name.empty() ? words : name;
}

std::string primary_sector(const Json& party) {
  const auto at = party.find("sector");
  if (at == party.end()) return "";
  if (at->is_string()) return at->get<std::string>();
  return at->is_array() && !at->empty() && at->front().is_string() ? at->front().get<std::string>()
                                                                   : "";
}

/// Places in the text, each once; in the title, as they come, after them.
void record_mentions(Happening& h, const Json& r, const EvalDoc& doc) {
  const auto in_text = [&](const Json& m) {
    const auto start = whole(m, "start"), end = whole(m, "end");
    if (!start || !end || *start < 0 || *start >= *end ||
        *end > static_cast<std::int64_t>(doc.text.size()))
      return;
    const bool seen = std::any_of(h.spans.begin(), h.spans.end(), [&](const Stretch& s) {
      return s.start == *start && s.end == *end;
    });
    if (!seen) h.spans.push_back({false, *start, *end});
  };
  in_text(r);
  each(r, "mentions", [&](const Json& m) {
    if (m.is_object() && text(m, "in") != "title") in_text(m);
  });
  each(r, "mentions", [&](const Json& m) {
    if (!m.is_object() || text(m, "in") != "title" || !whole(m, "start")) return;
    h.spans.push_back({true, *whole(m, "start"), whole(m, "end").value_or(0)});
  });
  h.triggers = h.spans;  // the words of an event are few: all of them count as its trigger
}

std::string date_of(const Json& r) {
  const std::string grain = text(r, "date_precision"), day = text(r, "date");
  if (grain == "unknown") return "";
  return day.substr(0, grain == "month" || grain == "season" ? 7 : grain == "year" ? 4 : 10);
}

void record_voices(Happening& h, const Json& r) {
  each(r, "attribution", [&](const Json& a) {
    if (!a.is_object()) return;
    const std::string stance = text(a, "stance");
    if (stance == "denies" || stance == "doubts") {
      h.contested = true;
      return;
    }
    const auto source = a.find("source");
    const std::string name = source != a.end() && source->is_object() ? surface(*source) : "";
    if (!name.empty()) h.attribution.push_back(name);
  });
}

Happening from_record(const Json& r, const EvalDoc& doc) {
  Happening h;
  h.doc = doc.id;
  h.type = text(r, "event_type");
  h.modes = words_of(r, "mode");
  const auto auxiliary = words_of(r, "auxiliary");
  h.status = status_of(auxiliary);
  h.historical = auxiliary.count("historical") != 0;
  settle(h);
  const auto side = [&](const char* key, Side& into, bool force) {
    each(r, key, [&](const Json& p) {
      if (p.is_object())
        add_party(into, text(p, "code"), primary_sector(p), text(p, "entity_text"), force);
    });
  };
  side("actor", h.actor, uses_force(h.type));
  side("recipient", h.recipient, false);
  record_voices(h, r);
  h.date = date_of(r);
  if (const auto place = r.find("event_loc"); place != r.end() && place->is_object()) {
    h.country = text(*place, "country_code");
    h.place = text(*place, "extracted_place");
  }
  if (const auto size = r.find("size"); size != r.end() && size->is_object()) {
    h.dead = interval(*size, "dead");
    h.injured = interval(*size, "injured");
  }
  if (const auto process = r.find("process"); process != r.end() && process->is_object()) {
    const std::string kind = text(*process, "kind"), transition = text(*process, "transition");
    h.process = kind.empty() || transition.empty() ? kind + transition : kind + "." + transition;
  }
  if (const auto sure = r.find("confidence"); sure != r.end() && sure->is_number())
    h.confidence = sure->get<double>();
  record_mentions(h, r, doc);
  return h;
}

// Files
// --------------------------------------------------------------------------------------------------------------

/// Calls `take` for each line that is not blank, with the parsed value (discarded if it is not
/// JSON) and its number.
Result<Done> each_line(const std::string& path,
                       const std::function<void(const Json&, std::uint32_t)>& take) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Error{Fault::not_found, "cannot be read", path, 0, 0};
  std::uint32_t number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (line.find_first_not_of(" \t\r") != std::string::npos)
      take(Json::parse(line, nullptr, false), number);
  }
  if (file.bad()) return Error{Fault::io, "cannot be read", path, 0, 0};
  return Done{};
}

/// The same; anything that is no JSON object is an error.
Result<Done> each_object(const std::string& path, const std::function<void(const Json&)>& take) {
  std::uint32_t wrong = 0;
  KHALDUN_TRY(const Done done, each_line(path, [&](const Json& line, std::uint32_t number) {
                if (line.is_object()) return take(line);
                if (wrong == 0) wrong = number;
              }));
  if (wrong != 0) return Error{Fault::bad_format, "is no JSON object", path, wrong, 0};
  return done;
}

std::map<std::string, const EvalDoc*> by_id(const std::vector<EvalDoc>& docs) {
  std::map<std::string, const EvalDoc*> index;
  for (const EvalDoc& doc : docs) index[doc.id] = &doc;
  return index;
}

// Names
// --------------------------------------------------------------------------------------------------------------

constexpr std::array<std::string_view, 27> kEmptyWords = {
    "the",  "a",    "an",   "of",      "in",   "on",    "at",   "to",   "for",
    "by",   "and",  "or",   "from",    "with", "his",   "her",  "its",  "their",
    "this", "that", "some", "several", "two",  "three", "four", "five", "six"};
constexpr std::array<std::string_view, 14> kEndOfHead = {"of",  "in",   "on",      "at",    "from",
                                                         "for", "with", "who",     "that",  "which",
                                                         "by",  "near", "against", "during"};

template <std::size_t n>
bool is_in(const std::array<std::string_view, n>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool ascii_word(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9'); }

/// Letters of any script; punctuation beyond ASCII stands in few blocks.
bool word_letter(char32_t c) {
  return ascii_word(c) || c == U'_' || (c >= 0xC0 && !(c >= 0x2000 && c <= 0x206F));
}

std::string stem(std::string word) {
  if (word.size() > 3 && word.back() == 's') word.pop_back();
  return word;
}

std::vector<std::string> content_words(std::u32string_view name) {
  std::vector<std::string> out;
  std::string word;
  for (std::size_t i = 0; i <= name.size(); ++i) {
    if (i < name.size() && ascii_word(name[i])) {
      word += static_cast<char>(name[i]);
    } else if (!word.empty()) {
      if (!is_in(kEmptyWords, word) && word != "about") out.push_back(stem(word));
      word.clear();
    }
  }
  return out;
}

/// The part of a name before its first preposition, comma or bracket.
std::u32string_view front_part(std::u32string_view name) {
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name[i] == U',' || name[i] == U'[' || name[i] == U'(') return name.substr(0, i);
    if (!word_letter(name[i]) || (i > 0 && word_letter(name[i - 1]))) continue;
    std::string word;
    std::size_t end = i;
    for (; end < name.size() && word_letter(name[end]); ++end)
      word += name[end] < 0x80 ? static_cast<char>(name[end]) : '?';
    if (is_in(kEndOfHead, word) || word == "belonging") return name.substr(0, i);
  }
  return name;
}

}  // namespace

bool same_phrase(std::string_view a, std::string_view b) {
  const std::u32string x = lower(code_points(std::string(a))),
                       y = lower(code_points(std::string(b)));
  const auto wx = content_words(x), wy = content_words(y);
  if (wx.empty() || wy.empty()) return false;
  const auto head = [](const std::u32string& name, const std::vector<std::string>& all) {
    const auto front = content_words(front_part(name));
    return front.empty() ? all.back() : front.back();
  };
  if (head(x, wx) == head(y, wy)) return true;
  const std::set<std::string> sx(wx.begin(), wx.end()), sy(wy.begin(), wy.end());
  return std::includes(sx.begin(), sx.end(), sy.begin(), sy.end()) ||
         std::includes(sy.begin(), sy.end(), sx.begin(), sx.end());
}

Result<std::vector<EvalDoc>> load_docs(const std::string& path) {
  std::vector<EvalDoc> docs;
  KHALDUN_TRY(
      const Done done, each_object(path, [&](const Json& d) {
        docs.push_back({text(d, "id"), code_points(text(d, "title")), code_points(text(d, "text")),
                        text(d, "region") == "decoy" || flag(d, "decoy")});
      }));
  (void)done;
  return docs;
}

Result<Happenings> load_gold(const std::string& path, const std::vector<EvalDoc>& docs,
                             std::vector<std::string>& lost) {
  const auto index = by_id(docs);
  Happenings all;
  KHALDUN_TRY(const Done done, each_object(path, [&](const Json& line) {
                const auto doc = index.find(text(line, "doc"));
                if (doc != index.end())
                  all[doc->first].push_back(from_gold(line, *doc->second, lost));
              }));
  (void)done;
  return all;
}

Result<Happenings> load_records(const std::string& path, const std::vector<EvalDoc>& docs,
                                std::size_t& broken) {
  const auto index = by_id(docs);
  Happenings all;
  KHALDUN_TRY(const Done done, each_line(path, [&](const Json& r, std::uint32_t) {
                if (!r.is_object()) {
                  ++broken;
                  return;
                }
                const auto doc = index.find(text(r, "doc"));
                if (doc != index.end()) all[doc->first].push_back(from_record(r, *doc->second));
              }));
  (void)done;
  return all;
}

}  // namespace khaldun::app
