// Paragraphs, lines, sentences: where a stretch of words ends.
#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <vector>

#include "khaldun/language/arena.h"
#include "khaldun/language/language.h"
#include "khaldun/language/letters.h"
#include "khaldun/language/words.h"

namespace khaldun {
namespace {

using std::string_view;

constexpr std::size_t kNarrowest =
    40;  // bytes: narrower columns of text are lists, not wrapped paragraphs
constexpr std::size_t kWidest = 120;  // bytes: texts with longer lines are not wrapped by hand

template <std::size_t N>
bool has(const std::array<string_view, N>& list, string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// After an abbreviation, these open a new sentence when they have a capital.
constexpr auto kOpeners = std::to_array<string_view>(
    {"a",       "according", "after", "all",     "also",   "although", "an",     "and",
     "another", "as",        "at",    "because", "before", "both",     "but",    "by",
     "despite", "during",    "each",  "earlier", "even",   "every",    "few",    "for",
     "from",    "he",        "her",   "his",     "how",    "however",  "i",      "if",
     "in",      "instead",   "it",    "its",     "last",   "later",    "many",   "meanwhile",
     "more",    "most",      "much",  "my",      "no",     "nobody",   "not",    "nothing",
     "now",     "on",        "once",  "one",     "only",   "or",       "others", "our",
     "police",  "she",       "since", "so",      "some",   "still",    "such",   "that",
     "the",     "their",     "then",  "there",   "these",  "they",     "this",   "those",
     "though",  "through",   "to",    "two",     "under",  "until",    "we",     "what",
     "when",    "where",     "which", "while",   "who",    "why",      "with",   "yet",
     "you",     "your"});
// After a closed question or exclamation, a name with one of these within three words goes on with
// the sentence.
constexpr auto kSaying =
    std::to_array<string_view>({"added", "asked", "asks", "cried", "replied", "said", "says",
                                "shouted", "told", "wondered", "wrote", "yelled"});

// Words of two letters that end sentences, none of them an abbreviation.
constexpr auto kShortLast = std::to_array<string_view>(
    {"do", "go", "he", "in", "is", "it", "me", "ok", "on", "so", "to", "up", "us", "we"});
// The last words of a letter, before a comma and a name.
constexpr auto kGoodbyes = std::to_array<string_view>(
    {"best", "cheers", "regards", "sincerely", "thanks", "wishes", "yours"});

// Before a colon, whose picture it is: what stands before is the caption.
constexpr auto kCredits =
    std::to_array<string_view>({"Image", "Images", "Photo", "Photograph", "Photos", "Picture"});

enum class Mark { none, stop, exclaiming, closer, opener, straight_quote, bullet };

Mark mark_of(string_view form) {
  const CodePoint first = decode(form, 0);
  switch (first.value) {
    case '.':
    case 0x2026:
    case 0x3002:
    case 0x6D4:
    case 0x964:
      return Mark::stop;
    case '!':
    case '?':
    case 0x61F:
      return Mark::exclaiming;
    case ')':
    case ']':
    case '}':
    case 0x201D:
    case 0x2019:
    case 0xBB:
      return form.size() == first.size || form == "\xE2\x80\x99\xE2\x80\x99" ? Mark::closer
                                                                             : Mark::none;
    case '(':
    case '[':
    case '{':
    case 0x201C:
    case 0x2018:
    case 0xAB:
      return form.size() == first.size || form == "\xE2\x80\x98\xE2\x80\x99" ? Mark::opener
                                                                             : Mark::none;
    case '"':
    case '\'':
      return form.size() <= 2 ? Mark::straight_quote : Mark::none;
    case '`':
      return Mark::opener;
    case 0x2022:
    case 0x25CF:
    case 0xB7:
    case '*':
      return Mark::bullet;
    default:
      return Mark::none;
  }
}

struct Line {
  Span at;  // without surrounding blanks
  bool blank_before = false;
};

struct Block {
  Span at;
};

class Splitter {
 public:
  Splitter(string_view text, TextKind kind)
      : text_(text), kind_(kind), arena_(std::make_shared<Arena>()) {}

  Analysis split() {
    out_.strings = arena_;
    for (const Block& block : blocks()) add_block(block.at);
    out_.children.resize(out_.tokens.size());
    return std::move(out_);
  }

 private:
  [[nodiscard]] string_view slice(Span at) const { return text_.substr(at.begin, at.size()); }

  [[nodiscard]] std::vector<Line> lines() const {
    std::vector<Line> out;
    bool blank = true;
    for (std::size_t at = 0; at < text_.size();) {
      std::size_t end = text_.find_first_of("\n\r", at);
      if (end == string_view::npos) end = text_.size();
      const Span trimmed = trim(at, end);
      if (trimmed.empty()) {
        blank = true;
      } else {
        out.push_back({trimmed, blank});
        blank = false;
      }
      at = end + 1;
      if (end + 1 < text_.size() && text_[end] == '\r' && text_[end + 1] == '\n') ++at;
    }
    return out;
  }

  [[nodiscard]] Span trim(std::size_t begin, std::size_t end) const {
    while (begin < end && is_blank(decode(text_, begin).value)) begin += decode(text_, begin).size;
    while (begin < end) {
      const CodePoint last = decode_before(text_, end);
      if (!is_blank(last.value)) break;
      end -= last.size;
    }
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(std::max(begin, end))};
  }

  [[nodiscard]] std::vector<Block> blocks() const {
    if (kind_ == TextKind::title) {
      const Span all = trim(0, text_.size());
      return all.empty() ? std::vector<Block>{} : std::vector<Block>{{all}};
    }
    std::vector<Block> out;
    const std::vector<Line> all = lines();
    for (std::size_t first = 0; first < all.size();) {
      std::size_t last = first + 1;
      while (last < all.size() && !all[last].blank_before) ++last;
      std::size_t width = 0;
      for (std::size_t i = first; i < last; ++i)
        width = std::max<std::size_t>(width, all[i].at.size());
      out.push_back({all[first].at});
      for (std::size_t i = first + 1; i < last; ++i) {
        if (goes_on(all[i - 1].at, all[i].at, width)) {
          out.back().at.end = all[i].at.end;
        } else {
          out.push_back({all[i].at});
        }
      }
      first = last;
    }
    return out;
  }

  /// Is the line break between `line` and `next` only the work of an editor that wraps lines?
  [[nodiscard]] bool goes_on(Span line, Span next, std::size_t width) const {
    const string_view before = slice(line);
    const string_view after = slice(next);
    if (is_bullet(after)) return false;
    const char last = before.back();
    if (is_lower(decode(after, 0).value) && last != '.' && last != '!' && last != '?' &&
        last != ':')
      return true;
    if (last == ',' || last == '-') return width <= kWidest;
    if (width < kNarrowest || width > kWidest) return false;
    std::size_t word = after.find_first_of(" \t");
    if (word == string_view::npos) word = after.size();
    return before.size() + 1 + word + kSlack > width;  // the next word had no room
  }

  static constexpr std::size_t kSlack = 4;

  static bool is_bullet(string_view line) {
    const CodePoint first = decode(line, 0);
    if (mark_of(line.substr(0, first.size)) == Mark::bullet) return true;
    const bool dash = first.value == '-' || first.value == 0x2013 || first.value == 0x2014;
    if (dash) return line.size() > first.size && line[first.size] == ' ';
    std::size_t digits = 0;
    while (digits < line.size() && line[digits] >= '0' && line[digits] <= '9') ++digits;
    return digits > 0 && digits <= 2 && digits + 1 < line.size() &&
           (line[digits] == '.' || line[digits] == ')') && line[digits + 1] == ' ';
  }

  void add_block(Span block) {
    pieces_.clear();
    split_words(text_, block, pieces_);
    if (pieces_.empty()) return;
    const std::size_t sentences_before = out_.sentences.size();
    std::size_t first = 0;
    while (first < pieces_.size()) {
      const std::size_t last = sentence_end(first);
      add_sentence(first, last);
      out_.sentences.back().cut = last - first == kLongestSentence && last < pieces_.size();
      first = last;
    }
    const bool alone = out_.sentences.size() == sentences_before + 1;
    const Mark end = closing_mark(first);
    const bool headline =
        alone && end != Mark::stop && end != Mark::exclaiming && block.size() < 300;
    for (std::size_t i = sentences_before; i < out_.sentences.size(); ++i) {
      out_.sentences[i].headline = kind_ == TextKind::title || headline;
    }
    ++paragraph_;
  }

  /// The last mark before piece `end`, closing quotes and brackets left out.
  [[nodiscard]] Mark closing_mark(std::size_t end) const {
    while (end > 0) {
      const Mark mark = mark_of(form(--end));
      if (mark != Mark::closer && mark != Mark::straight_quote) return mark;
    }
    return Mark::none;
  }

  [[nodiscard]] string_view form(std::size_t piece) const { return slice(pieces_[piece].at); }
  [[nodiscard]] bool glued(std::size_t piece) const {  // no blank before it
    return piece > 0 && pieces_[piece - 1].at.end == pieces_[piece].at.begin;
  }

  [[nodiscard]] std::size_t sentence_end(std::size_t first) const {
    const std::size_t limit = std::min(pieces_.size(), first + kLongestSentence);
    for (std::size_t i = first; i < limit; ++i) {
      const Mark mark = mark_of(form(i));
      if (mark == Mark::stop || mark == Mark::exclaiming) {
        const std::size_t after = after_closers(i + 1, limit);
        if (after >= limit) return limit;
        if (i > first && ends(i, mark, after)) return after;
        i = after - 1;
      } else if (pieces_[i].abbreviation && i > first) {
        const std::size_t after = after_closers(i + 1, limit);
        if (after < limit && ends_after_abbreviation(i, after)) return after;
      } else if (i + 1 < limit && lost_line_end(first, i)) {
        return i + 1;
      }
    }
    return limit;
  }

  /// Marks that close what a sentence has opened, and more stops.
  [[nodiscard]] std::size_t after_closers(std::size_t at, std::size_t limit) const {
    for (; at < limit; ++at) {
      const Mark mark = mark_of(form(at));
      const bool closes = mark == Mark::closer || (mark == Mark::straight_quote && glued(at)) ||
                          ((mark == Mark::stop || mark == Mark::exclaiming) && glued(at));
      if (closes) continue;
      const std::size_t note = after_note(at, limit);
      if (note == at) break;
      at = note - 1;
    }
    return at;
  }

  /// Behind "[17]", the number of a note; else `at`. A note belongs to the sentence before it.
  [[nodiscard]] std::size_t after_note(std::size_t at, std::size_t limit) const {
    const bool note = at + 2 < limit && form(at) == "[" && form(at + 2) == "]" &&
                      is_number(form(at + 1)) && form(at + 1).size() <= 3;
    return note ? at + 3 : at;
  }

  static bool is_number(string_view form) {
    return !form.empty() &&
           std::all_of(form.begin(), form.end(), [](char c) { return c >= '0' && c <= '9'; });
  }

  /// Texts whose line ends were lost: a row of dashes stands alone; the head of a mail ends with
  /// its hour, the foot with "Regards,", a caption before "Image:"; a smile ends what it smiles at.
  /// Each was right in four of five places or more of the training treebanks, whose texts are joined
  /// so.
  [[nodiscard]] bool lost_line_end(std::size_t first, std::size_t at) const {
    const string_view word = form(at);
    const string_view next = form(at + 1);
    if (glued(at + 1)) return false;
    if (is_ruler(next)) return true;
    if (!is_upper(decode(next, 0).value)) return false;
    if (is_ruler(word) || is_smile(word) || word == ">>") return true;
    if (at + 2 < pieces_.size() && form(at + 2) == ":" && has(kCredits, next)) return true;
    // "Thursday, May 7, 2015 On Tuesday, …": the day of a report, then the report.
    if (at == first + 5 && is_number(word) && word.size() == 4 && form(at - 1) == "," &&
        form(first + 1) == "," && is_number(form(at - 2)) && lower_case(form(first)).ends_with("day"))
      return true;
    if (word == ">") return at > first && form(at - 1).find('@') != string_view::npos;
    if (word == ",")
      return at > first && at - first <= 3 && has(kGoodbyes, lower_case(form(at - 1)));
    const bool half = word == "AM" || word == "PM";
    return half && at > first + 1 && form(at - 1).find(':') != string_view::npos &&
           std::count(form(at - 2).begin(), form(at - 2).end(), '/') == 2;
  }

  static bool is_ruler(string_view form) {
    return form.size() > 3 && form.find_first_not_of("-=_*") == string_view::npos;
  }
  static bool is_smile(string_view form) {
    return form.size() > 1 && (form[0] == ':' || form[0] == ';' || form[0] == '=') &&
           (form.back() == ')' || form.back() == '(');
  }

  [[nodiscard]] bool ends(std::size_t at, Mark mark, std::size_t after) const {
    std::size_t word = after;
    while (word < pieces_.size() && is_opening(mark_of(form(word)))) ++word;
    if (word >= pieces_.size()) return true;
    const string_view next = form(word);
    const CodePoint letter = decode(next, 0);
    const bool ellipsis = form(at).size() > 1 && mark == Mark::stop;
    if (next == "." && mark == Mark::stop) return false;  // ". . ."
    if (glued(after) && mark == Mark::stop && !is_upper(letter.value) && after == at + 1)
      return false;
    if (is_lower(letter.value)) {
      if (mark == Mark::exclaiming)
        return after == at + 1 && !named_with(at) && !speaker_follows(word);
      return !ellipsis && ends_before_lower(at, next);
    }
    const bool circa =
        at > 0 && form(at - 1).size() == 1 && is_lower(decode(form(at - 1), 0).value);
    if (circa && is_digit(letter.value)) return false;  // "c. 1818", "p. 12"
    if (letter.value == ',' || letter.value == ';' || letter.value == ')' || next == "-" ||
        next == "--" || letter.value == 0x2013 || letter.value == 0x2014 || letter.value == ':') {
      return false;
    }
    const bool quoted = after > at + 1;
    return !(mark == Mark::exclaiming && quoted && speaker_follows(word));
  }

  static bool is_opening(Mark mark) {
    return mark == Mark::opener || mark == Mark::straight_quote || mark == Mark::bullet;
  }

  /// "Yahoo!", "Oklahoma!": an exclamation mark that belongs to a name.
  [[nodiscard]] bool named_with(std::size_t at) const {
    return form(at) == "!" && at > 0 && is_upper(decode(form(at - 1), 0).value);
  }

  /// A small letter after a full stop: a name such as al-Shabaab, or sloppy writing; not after what
  /// looks like an abbreviation.
  [[nodiscard]] bool ends_before_lower(std::size_t at, string_view next) const {
    const std::size_t hyphen = next.find('-');
    if (hyphen != string_view::npos && hyphen + 1 < next.size() &&
        is_upper(decode(next, hyphen + 1).value))
      return true;
    if (at == 0) return false;
    const string_view last = form(at - 1);
    const bool small = is_lower(decode(last, 0).value);
    return last.size() > 3 || (small && last.size() == 3) || has(kShortLast, last);
  }

  [[nodiscard]] bool speaker_follows(std::size_t word) const {
    const std::size_t limit = std::min(pieces_.size(), word + 4);
    for (; word < limit; ++word) {
      if (has(kSaying, form(word))) return true;
    }
    return false;
  }

  [[nodiscard]] bool ends_after_abbreviation(std::size_t at, std::size_t after) const {
    string_view word = form(at);
    if (!word.empty() && word.back() == '.') word.remove_suffix(1);
    if (is_title_abbreviation(lower_case(word)) || word == "e.g" || word == "i.e") return false;
    std::size_t next = after;
    while (next < pieces_.size() && is_opening(mark_of(form(next)))) ++next;
    if (next >= pieces_.size()) return true;
    const string_view follower = form(next);
    if (!is_upper(decode(follower, 0).value)) return false;
    const std::string lower = lower_case(follower);
    const bool single = word.size() == decode(word, 0).size;
    if (single && (lower == "i" || lower == "a")) return false;
    return has(kOpeners, lower) || next > after;
  }

  void add_sentence(std::size_t first, std::size_t last) {
    Sentence sentence;
    sentence.tokens.first = static_cast<std::uint32_t>(out_.tokens.size());
    for (std::size_t i = first; i < last; ++i) add_token(i);
    sentence.tokens.last = static_cast<std::uint32_t>(out_.tokens.size());
    sentence.at = {pieces_[first].at.begin, pieces_[last - 1].at.end};
    sentence.paragraph = paragraph_;
    out_.sentences.push_back(sentence);
  }

  void add_token(std::size_t piece) {
    Token token;
    token.at = pieces_[piece].at;
    token.form = slice(token.at);
    const bool plain = std::none_of(token.form.begin(), token.form.end(), [](char c) {
      return (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
    });
    token.lower = plain ? token.form : arena_->keep(lower_case(token.form));
    token.lemma = token.lower;
    token.sentence = static_cast<std::uint32_t>(out_.sentences.size());
    token.space_after = token.at.end >= text_.size() || is_blank(decode(text_, token.at.end).value);
    out_.tokens.push_back(token);
  }

  string_view text_;
  TextKind kind_;
  std::shared_ptr<Arena> arena_;
  Analysis out_;
  std::vector<TextPiece> pieces_;
  std::uint32_t paragraph_ = 0;
};

}  // namespace

Analysis tokenise(string_view text, TextKind kind) { return Splitter(text, kind).split(); }

}  // namespace khaldun
