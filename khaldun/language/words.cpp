#include "khaldun/language/words.h"

#include <algorithm>
#include <array>
#include <string>

#include "khaldun/language/letters.h"
#include "khaldun/language/unbroken.h"

namespace khaldun {
namespace {

using std::string_view;

// Sorted, for binary search. Sources: style books of English-language agencies; the treebanks' own
// tokens with full stops.
constexpr auto kTitles = std::to_array<string_view>(
    {"adm",  "asst", "atty", "bldg",   "brig", "bros", "capt", "cmdr", "cmdt", "col",  "cpl",
     "cpt",  "det",  "dr",   "engr",   "fig",  "figs", "fr",   "ft",   "gen",  "gov",  "hon",
     "insp", "lt",   "maj",  "messrs", "mlle", "mme",  "mr",   "mrs",  "ms",   "mt",   "no",
     "nos",  "pfc",  "pres", "prof",   "pvt",  "rep",  "reps", "rev",  "sen",  "sens", "sgt",
     "spc",  "sr",   "st",   "ste",    "supt", "vol",  "vs"});
constexpr auto kOthers = std::to_array<string_view>(
    {"al",  "apr", "approx", "apt",   "aug", "ave",  "blvd", "ca",  "cf",  "co",   "corp",
     "ct",  "dec", "dept",   "dist",  "div", "eds",  "esp",  "est", "et",  "etc",  "ext",
     "feb", "fri", "govt",   "hrs",   "inc", "incl", "jan",  "jr",  "jul", "ltd",  "mar",
     "mon", "nov", "oct",    "ph.d",  "phd", "pp",   "rd",   "ret", "sep", "sept", "sq",
     "tel", "thu", "thur",   "thurs", "tue", "tues", "univ", "wed"});
constexpr auto kJoiningPrefixes = std::to_array<string_view>(
    {"anti",  "arch",  "bi",    "bio",   "co",    "counter", "cross",  "e",      "eco",   "ex",
     "extra", "geo",   "hyper", "inter", "intra", "mid",     "mini",   "mis",    "multi", "neo",
     "non",   "over",  "post",  "pre",   "pro",   "proto",   "pseudo", "psycho", "quasi", "re",
     "semi",  "socio", "sub",   "super", "trans", "ultra",   "un",     "under",  "vice"});
constexpr auto kArticles =
    std::to_array<string_view>(  // Arabic, with assimilation; they open a name
        {"abd", "abdel", "abdul", "abu", "ad", "al", "an", "ar",  "as",  "ash",
         "at",  "az",    "bin",   "ed",  "el", "er", "es", "esh", "ibn", "ul"});
constexpr auto kNameJoints =
    std::to_array<string_view>(  // inside names: "Jaish-e-Mohammed", "Zia-ul-Haq", "Port-au-Prince"
        {"a",  "al", "au", "aux", "da",  "de", "del", "des", "di", "du", "e",   "ed",
         "el", "en", "eh", "i",   "ibn", "la", "le",  "les", "o",  "on", "sur", "u",
         "ud", "ul", "un", "ur",  "us",  "uz", "van", "von", "y",  "ye"});
constexpr auto kNameEndings =
    std::to_array<string_view>(  // Korean and Chinese given names, second part
        {"bok",  "chol", "geun", "gyu", "hee",  "ho",   "hun",  "hwan", "hye",  "hyun", "il",
         "in",   "jin",  "jong", "ju",  "jung", "koo",  "kwon", "kyu",  "kyun", "min",  "mo",
         "moon", "nam",  "ping", "sam", "seok", "shek", "sik",  "sook", "soo",  "sun",  "tae",
         "tung", "un",   "wen",  "woo", "wook", "yeol", "yong", "young"});
constexpr auto kJoinedWords =
    std::to_array<string_view>(  // nouns of conflict news that mean one thing
        {"break-in",   "break-ins",   "by-election", "by-elections", "cease-fire", "cease-fires",
         "crack-down", "crack-downs", "die-in",      "flare-up",     "flare-ups",  "lock-down",
         "no-fly",     "pull-out",    "run-off",     "run-offs",     "shoot-out",  "shoot-outs",
         "shut-down",  "sit-in",      "sit-ins",     "stand-off",    "stand-offs", "t-shirt",
         "t-shirts",   "walk-out",    "walk-outs",   "x-ray",        "x-rays"});
constexpr auto kClitics = std::to_array<string_view>({"'s", "'re", "'ve", "'ll", "'d", "'m"});
// Short forms whose apostrophe was left out; "its" is one before a word that no possessive has
// after it.
constexpr auto kBareNot = std::to_array<string_view>(
    {"aint", "arent", "cant", "couldnt", "didnt", "doesnt", "dont", "hadnt", "hasnt", "havent",
     "isnt", "shouldnt", "wasnt", "werent", "wont", "wouldnt"});
constexpr auto kBareOthers = std::to_array<string_view>(
    {"hes", "im", "ive", "outta", "shes", "thats", "theres", "theyll", "theyre", "theyve", "weve",
     "whats", "whos", "youll", "youre", "youve"});
constexpr auto kAfterItIs = std::to_array<string_view>(
    {"a", "also", "an", "been", "just", "like", "not", "really", "simply", "still", "the"});
constexpr auto kUnits =
    std::to_array<string_view>({"am", "bn", "cm", "ft", "hrs", "k", "kg", "km", "kph", "lb", "lbs",
                                "m", "mm", "mph", "pm", "sq", "tn"});
constexpr auto kDomains =
    std::to_array<string_view>({"biz", "co", "com", "edu", "gov", "info", "int", "io", "mil", "net",
                                "org", "pk", "ru", "tv", "uk"});

template <std::size_t N>
bool has(const std::array<string_view, N>& list, string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool ascii_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool ascii_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), ascii_digit);
}

/// One blank-free stretch of text, cut from left to right.
class Cutter {
 public:
  /// `next`: the stretch after this one in the block, or nothing.
  Cutter(string_view text, Span chunk, string_view next, bool opens_block,
         std::vector<TextPiece>& out)
      : text_(text.substr(0, chunk.end)),
        next_(next),
        at_(chunk.begin),
        end_(chunk.end),
        opens_block_(opens_block),
        begin_(chunk.begin),
        out_(out) {}

  void cut() {
    while (at_ < end_) {
      const CodePoint point = decode(text_, at_);
      if (is_letter(point.value) || is_digit(point.value)) {
        cut_word();
      } else if (!cut_address() && !cut_unbroken() && !cut_leading_clitic()) {
        cut_mark(point);
      }
    }
  }

 private:
  [[nodiscard]] char byte(std::size_t at) const { return at < end_ ? text_[at] : '\0'; }
  [[nodiscard]] CodePoint point(std::size_t at) const {
    return at < end_ ? decode(text_, at) : CodePoint{0, 0};
  }
  [[nodiscard]] bool word_at(std::size_t at) const {
    const char32_t c = point(at).value;
    return c != 0 && (is_letter(c) || is_digit(c));
  }
  [[nodiscard]] bool letter_at(std::size_t at) const {
    return at < end_ && is_letter(point(at).value);
  }
  [[nodiscard]] bool digit_at(std::size_t at) const {
    return at < end_ && is_digit(point(at).value);
  }
  [[nodiscard]] bool letter_before(std::size_t at) const {
    return at > begin_ && is_letter(decode_before(text_, at).value);
  }
  [[nodiscard]] bool digit_before(std::size_t at) const {
    return at > begin_ && is_digit(decode_before(text_, at).value);
  }
  [[nodiscard]] string_view slice(std::size_t begin, std::size_t end) const {
    return text_.substr(begin, end - begin);
  }
  void put(std::size_t begin, std::size_t end, bool abbreviation = false) {
    out_.push_back(
        {{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}, abbreviation});
    at_ = end;
  }

  /// "http://…", "www.…", "name@host.org", "@handle", "#tag" up to the end of the chunk, closing
  /// marks left off.
  bool cut_address() {
    const string_view rest = slice(at_, end_);
    const bool handle =
        (rest[0] == '@' || rest[0] == '#') && rest.size() > 1 && ascii_alpha(rest[1]);
    if (handle) {
      std::size_t stop = at_ + 1;
      while (stop < end_ && (word_at(stop) || byte(stop) == '_' ||
                             (rest[0] == '@' && byte(stop) == '.' && domain_at(stop + 1))))
        stop += point(stop).size;
      put(at_, stop);
      return true;
    }
    const std::size_t scheme = rest.substr(0, 12).find("://");
    bool address =
        scheme != string_view::npos && scheme > 0 &&
        std::all_of(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(scheme), ascii_alpha);
    address = address || (rest.size() > 5 && lower_case(rest.substr(0, 4)) == "www.");
    address = address || is_mail(rest.substr(0, 200));
    if (!address) return false;
    std::size_t stop = end_;
    while (stop > at_ + 1 &&
           string_view(".,;:!?)]}>'\"").find(text_[stop - 1]) != string_view::npos)
      --stop;
    for (std::size_t i = at_; i < stop;
         i += point(i).size) {  // curly quotes and angle brackets end it too
      const char32_t c = point(i).value;
      if (c == '<' || c == '>' || c == '"' || c == 0x201C || c == 0x201D) stop = i;
    }
    if (stop <= at_) return false;
    put(at_, stop);
    return true;
  }

  bool cut_unbroken() {
    const std::size_t size = unbroken(slice(at_, end_), at_ == begin_);
    if (size == 0) return false;
    put(at_, at_ + size);
    return true;
  }

  static bool is_mail(string_view text) {
    const std::size_t sign = text.find('@');
    if (sign == string_view::npos || sign == 0 || sign + 3 > text.size()) return false;
    const auto local = [](char c) {
      return ascii_alpha(c) || ascii_digit(c) || c == '.' || c == '_' || c == '-' || c == '+' ||
             c == '%';
    };
    return std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(sign), local) &&
           ascii_alpha(text[sign + 1]) &&
           (text.find('.', sign) != string_view::npos || (sign > 2 && text.size() > sign + 3));
  }

  /// A clitic that stands alone, after a quotation or a number: "’s".
  bool cut_leading_clitic() {
    if (at_ == begin_) return false;
    const std::size_t mark = apostrophe(at_);
    if (mark == 0) return false;
    for (const string_view clitic : kClitics) {
      const std::size_t stop = at_ + mark + clitic.size() - 1;
      if (stop > end_ || word_at(stop)) continue;
      if (lower_case(slice(at_ + mark, stop)) != clitic.substr(1)) continue;
      put(at_, stop);
      return true;
    }
    return false;
  }

  /// Bytes of an apostrophe at `at`, or 0.
  [[nodiscard]] std::size_t apostrophe(std::size_t at) const {
    const CodePoint c = point(at);
    return c.value == '\'' || c.value == 0x2019 || c.value == '`' || c.value == 0x2BC ? c.size : 0;
  }

  void cut_mark(CodePoint first) {
    std::size_t stop = at_ + first.size;
    const char32_t c = first.value;
    const auto run = [&](string_view set) {
      while (stop < end_ && set.find(text_[stop]) != string_view::npos) ++stop;
    };
    if (c == '.' && digit_at(stop) && at_ == begin_) {  // ".38"
      while (digit_at(stop)) stop += point(stop).size;
    } else if (c == '.') {
      run(".");
      if (stop == at_ + 1) run("?!");
    } else if (c == '+' && digit_at(stop) && at_ == begin_) {  // "+44"
      while (digit_at(stop)) stop += point(stop).size;
    } else if (c == '!' || c == '?') {
      run("!?");
    } else if (c == '-' || c == '=' || c == '*' || c == '_' || c == '~') {
      run(string_view(&text_[at_], 1));
    } else if (c == '`' && byte(stop) == '`') {
      ++stop;
    } else if (c == '\'' && byte(stop) == '\'') {
      ++stop;
    } else if ((c == 0x2018 || c == 0x2019) && point(stop).value == 0x2019 &&
               (c == 0x2018 || !word_at(stop + 3))) {
      stop += 3;  // two single quotes for a double one
    } else if (c == '\'' && digit_at(stop) && digit_at(stop + 1) && !digit_before(at_)) {
      return cut_short_year(stop);  // "'90s"
    } else {
      take_marks_that_follow(stop);
    }
    put(at_, stop);
  }

  void cut_short_year(std::size_t stop) {
    while (word_at(stop)) stop += point(stop).size;
    put(at_, stop);
  }

  /// Variation selectors, joiners and combining marks belong to the emoji or sign before them.
  void take_marks_that_follow(std::size_t& stop) const {
    while (stop < end_) {
      const CodePoint next = point(stop);
      const bool belongs = next.value == 0x200D || (next.value >= 0xFE00 && next.value <= 0xFE0F) ||
                           (next.value >= 0x300 && next.value <= 0x36F) ||
                           (next.value >= 0x1F3FB && next.value <= 0x1F3FF);
      if (!belongs) return;
      stop += next.size;
      if (next.value == 0x200D && stop < end_) stop += point(stop).size;
    }
  }

  void cut_word() {
    if (cut_address() || cut_unbroken()) return;
    const std::size_t start = at_;
    std::size_t stop = start;
    bool initials = false;
    while (stop < end_) {
      const CodePoint c = point(stop);
      if (is_letter(c.value) || is_digit(c.value)) {
        stop += c.size;
        continue;
      }
      const std::size_t next = joined_until(start, stop, initials);
      if (next == stop) break;
      stop = next;
    }
    finish_word(start, stop, initials);
  }

  /// Whether the mark at `stop` continues the word that began at `start`: the place after it, else
  /// `stop`.
  std::size_t joined_until(std::size_t start, std::size_t stop, bool& initials) {
    const CodePoint c = point(stop);
    const std::size_t next = stop + c.size;
    const bool digits = digit_before(stop) && digit_at(next);
    switch (c.value) {
      case '.':
        return after_stop(start, stop, initials);
      case ',':
        return digits && digit_at(next + 1) && digit_at(next + 2) ? next : stop;
      case ':':
        return digits ? next : stop;
      case '/':
        return digits || short_slash(start, stop, next) ? next : stop;
      case '&':
        return letter_before(stop) && letter_at(next) &&
                       is_upper(decode_before(text_, stop).value) && is_upper(point(next).value)
                   ? next
                   : stop;
      case '_':
      case 0xAD:
        return word_at(next) ? next : stop;
      case '-':
      case 0x2010:
      case 0x2011:
        return word_at(next) ? next : stop;
      case '\'':
      case 0x2019:
      case '`':
      case 0x2BC:
        return letter_before(stop) && letter_at(next) ? next : stop;
      default:
        return stop;
    }
  }

  /// "w/o", "I/C": single letters both, but not "c/o".
  [[nodiscard]] bool short_slash(std::size_t start, std::size_t stop, std::size_t next) const {
    return stop == start + 1 && start == begin_ && ascii_alpha(byte(start)) &&
           ascii_alpha(byte(next)) && !word_at(next + 1) && byte(next + 1) != '/' &&
           byte(start) != 'c';
  }

  std::size_t after_stop(std::size_t start, std::size_t stop, bool& initials) {
    const std::size_t next = stop + 1;
    if (digit_before(stop) && digit_at(next)) return next;
    if (!letter_at(next)) return stop;
    if (single_letter_before(start, stop)) {  // "U.S", "a.m": single letters all through
      const std::size_t after = next + point(next).size;
      if (!word_at(after)) {
        initials = true;
        return next;
      }
    }
    const string_view so_far = slice(start, stop);
    if (so_far.size() == 2 && lower_case(so_far) == "ph" &&
        (byte(next) == 'D' || byte(next) == 'd')) {
      initials = true;
      return next;
    }
    return stop - start > 2 && domain_at(next) ? next : stop;  // "dawn.com"
  }

  [[nodiscard]] bool domain_at(std::size_t at) const {
    std::size_t after = at;
    while (after < end_ && ascii_alpha(byte(after))) ++after;
    const string_view ending = slice(at, after);
    return ending == "Com" || ending == "COM" || ending == "Net" || ending == "Org" ||
           has(kDomains, ending);
  }

  [[nodiscard]] bool single_letter_before(std::size_t start, std::size_t stop) const {
    const CodePoint last = decode_before(text_, stop);
    if (!is_letter(last.value)) return false;
    const std::size_t before = stop - last.size;
    return before == start || text_[before - 1] == '.' || text_[before - 1] == '-';
  }

  void finish_word(std::size_t start, std::size_t stop, bool initials) {
    const bool two = byte(stop + 1) == '.' &&
                     stop + 2 == end_;  // of "U.S..", "Inc..": its own and the sentence's
    const bool stop_follows = byte(stop) == '.' && (byte(stop + 1) != '.' || two);
    const std::size_t tail = std::max(slice(start, stop).rfind('-') + 1, std::size_t{0});
    const string_view last = slice(start + tail, stop);
    if (stop_follows && takes_stop(start, stop, last, initials)) {
      cut_hyphens(start, stop + 1, true);
      return;
    }
    cut_hyphens(start, stop, false);
  }

  [[nodiscard]] bool takes_stop(std::size_t start, std::size_t stop, string_view word,
                                bool initials) const {
    if (initials && word.find('.') != string_view::npos) return true;
    if (all_digits(word)) {  // "1." opens a list
      return opens_block_ && start == begin_ && word.size() <= 2 && stop + 1 == end_;
    }
    if (word_at(stop + 1) && !is_title_abbreviation(lower_case(word))) return false;
    const CodePoint only = decode(word, 0);
    if (only.size == word.size()) return is_upper(only.value) && word != "I";
    if (word.size() > 6) return false;
    const std::string lower = lower_case(word);
    if (lower == "no" && !number_follows(stop + 1)) return false;
    if (lower == "etc" && stop + 1 == end_ && !is_lower(decode(next_, 0).value)) return false;
    if (lower == word &&
        (lower == "fig" || lower == "mar" || lower == "sun" || lower == "mon" || lower == "dec" ||
         lower == "al" || lower == "wed" || lower == "rep" || lower == "gen" || lower == "ms" ||
         lower == "fr" || lower == "est" || lower == "ct" || lower == "det")) {
      return lower == "al";
    }
    return is_abbreviation(lower);
  }

  [[nodiscard]] bool number_follows(std::size_t at) const {
    return digit_at(at) || (at == end_ && is_digit(decode(next_, 0).value));
  }
  [[nodiscard]] bool joins(string_view left, string_view right, string_view rest) const {
    const char32_t l = decode(left, 0).value;
    const char32_t r = decode(right, 0).value;
    const std::string left_lower = lower_case(left);
    const std::string right_lower = lower_case(right);
    const bool rest_is_name = !rest.empty() && is_upper(decode(rest, 0).value);
    if (is_digit(l) && is_digit(r))
      return left.size() >= 3 && right.size() >= 3 && all_digits(right) && right.size() == 4 &&
             left.size() == 3;
    if (is_digit(r)) return is_letter(l);  // "F-16", "COVID-19"
    if (is_digit(l)) return false;         // "20-year"
    if (has(kArticles, left_lower) && (is_upper(r) || is_upper(l)))
      return true;  // "al-Shabaab", "Al-qaeda"
    if (has(kJoiningPrefixes, left_lower)) return true;
    if (is_upper(l) && is_upper(r)) return true;
    if (is_upper(l) && has(kNameJoints, right_lower) && rest_is_name) return true;
    if (is_upper(l) && right == "e" && rest.empty() && left.size() > 1)
      return true;  // "Naqsh-e Jahan"
    if (has(kNameJoints, left_lower) && is_upper(r)) return true;
    return is_upper(l) && left.size() <= 8 && has(kNameEndings, right_lower) && rest.empty();
  }

  void cut_hyphens(std::size_t start, std::size_t stop, bool abbreviation) {
    const string_view word = slice(start, stop);
    if (word.find('-') == string_view::npos && word.find("\xE2\x80\x90") == string_view::npos &&
        word.find("\xE2\x80\x91") == string_view::npos) {
      cut_clitics(start, stop, abbreviation);
      return;
    }
    if (has(kJoinedWords, lower_case(word))) {
      put(start, stop, abbreviation);
      return;
    }
    cut_parts(start, stop, abbreviation);
  }

  void cut_parts(std::size_t start, std::size_t stop, bool abbreviation) {
    std::vector<Span> hyphens;
    for (std::size_t i = start; i < stop; i += point(i).size) {
      const CodePoint c = point(i);
      if (c.value != '-' && c.value != 0x2010 && c.value != 0x2011) continue;
      hyphens.push_back({static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(i + c.size)});
    }
    std::size_t open = start;  // of the piece
    std::size_t left = start;  // of the part before the hyphen
    for (std::size_t i = 0; i < hyphens.size(); ++i) {
      const std::size_t right_end = i + 1 < hyphens.size() ? hyphens[i + 1].begin : stop;
      const string_view rest =
          i + 1 < hyphens.size() ? slice(hyphens[i + 1].end, stop) : string_view{};
      const string_view right = slice(hyphens[i].end, right_end);
      if (!joins(slice(left, hyphens[i].begin), right, rest)) {
        cut_clitics(open, hyphens[i].begin, false);
        put(hyphens[i].begin, hyphens[i].end);
        open = hyphens[i].end;
      }
      left = hyphens[i].end;
    }
    cut_clitics(open, stop, abbreviation);
  }

  /// "don't" → do n't; "Pakistan's" → Pakistan 's; "cannot" → can not; "5km" → 5 km.
  void cut_clitics(std::size_t start, std::size_t stop, bool abbreviation) {
    const string_view word = slice(start, stop);
    if (const std::size_t cut = clitic_at(word); cut != 0) {
      put(start, start + cut);
      put(start + cut, stop);
      return;
    }
    if (is_digit(decode(word, 0).value)) {
      std::size_t digits = word.find_first_not_of("0123456789.,:");
      if (digits != string_view::npos && has(kUnits, lower_case(word.substr(digits))) &&
          !(digits == 1 && word.back() == 'K')) {  // "4K" is no sum
        put(start, start + digits);
        put(start + digits, stop, abbreviation);
        return;
      }
    }
    put(start, stop, abbreviation);
  }

  /// Where a short form without its apostrophe is cut: "dont" → do nt. 0 if it is none. Not those
  /// that are words of their own more often than not in the treebanks ("ill", "id", "well",
  /// "lets").
  [[nodiscard]] std::size_t bare_clitic_at(string_view word, const std::string& lower) const {
    if (has(kBareNot, lower) && word != "Cant") return lower.size() - 2;  // that one is a name, too
    if (lower == "its" && has(kAfterItIs, lower_case(next_.substr(0, 12)))) return 2;
    if (is_upper(decode(word, word.size() - 1).value)) return 0;  // "IM", "HES"
    if (has(kBareOthers, lower)) {
      const bool two = lower.ends_with("re") || lower.ends_with("ve") || lower.ends_with("ll") ||
                       lower.ends_with("ta");
      return lower.size() - (two ? 2 : 1);
    }
    return lower == "alot" ? 1 : 0;
  }

  [[nodiscard]] std::size_t clitic_at(string_view word) const {
    if (word.size() < 2 || word.size() > 60) return 0;
    std::string lower = lower_case(word);
    if (lower.size() != word.size()) return 0;
    if (lower == "cannot" || lower == "gonna" || lower == "gotta" || lower == "wanna") return 3;
    if (const std::size_t bare = bare_clitic_at(word, lower); bare != 0) return bare;
    std::size_t curly = lower.rfind("\xE2\x80\x99");
    std::size_t mark = curly != string_view::npos ? curly : lower.find_last_of("'`");
    if (mark == string_view::npos || mark == 0) return 0;
    const std::string tail = "'" + lower.substr(mark + (curly != string_view::npos ? 3 : 1));
    if (tail == "'t" && mark >= 2 && lower[mark - 1] == 'n') return mark - 1;
    return has(kClitics, tail) ? mark : 0;
  }

  string_view text_, next_;
  std::size_t at_, end_;
  bool opens_block_;
  std::size_t begin_;
  std::vector<TextPiece>& out_;
};

}  // namespace

bool is_title_abbreviation(string_view lower) { return has(kTitles, lower); }
bool is_abbreviation(string_view lower) { return has(kTitles, lower) || has(kOthers, lower); }

void split_words(string_view text, Span block, std::vector<TextPiece>& out) {
  const auto chunk_from = [&](std::size_t at) {
    while (at < block.end && is_blank(decode(text, at).value)) at += decode(text, at).size;
    std::size_t end = at;
    while (end < block.end && !is_blank(decode(text, end).value)) end += decode(text, end).size;
    end = std::min<std::size_t>(end, block.end);
    return Span{static_cast<std::uint32_t>(std::min(at, end)), static_cast<std::uint32_t>(end)};
  };
  bool first = true;
  for (Span chunk = chunk_from(block.begin); !chunk.empty();) {
    const Span next = chunk_from(chunk.end);
    Cutter(text, chunk, text.substr(next.begin, next.size()), first, out).cut();
    first = false;
    chunk = next;
  }
}

}  // namespace khaldun
