// CoNLL-U, https://universaldependencies.org/format.html, in and out.
#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <string>

#include "khaldun/language/arena.h"
#include "khaldun/language/language.h"
#include "khaldun/language/letters.h"
#include "khaldun/language/time_words.h"

namespace khaldun {
namespace {

using std::string_view;

// --- writing ---

/// Counts code points of a text in order, so that the whole file costs one pass.
class CodePoints {
 public:
  explicit CodePoints(string_view text) : text_(text) {}
  /// Code points before `byte`; calls come with growing `byte`.
  std::uint32_t at(std::uint32_t byte) {
    for (; byte_ < byte && byte_ < text_.size(); ++byte_) {
      if ((static_cast<unsigned char>(text_[byte_]) & 0xC0U) != 0x80U) ++points_;
    }
    return points_;
  }

 private:
  string_view text_;
  std::uint32_t byte_ = 0, points_ = 0;
};

/// A cell holds no tab, line end or emptiness.
void put_cell(std::string& out, string_view value) {
  if (value.empty()) value = "_";
  for (const char c : value) out.push_back(c == '\t' || c == '\n' || c == '\r' ? ' ' : c);
}

std::string one_line(string_view text) {
  std::string out;
  bool blank = false;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode(text, at);
    if (is_blank(point.value)) {
      blank = true;
    } else {
      if (blank && !out.empty()) out.push_back(' ');
      blank = false;
      out.append(text.substr(at, point.size));
    }
    at += point.size;
  }
  return out;
}

class Writer {
 public:
  Writer(const Analysis& analysis, string_view text)
      : analysis_(analysis), text_(text), starts_(text), ends_(text) {}

  std::string write(string_view doc_id) {
    out_ = "# newdoc id = " + one_line(doc_id) + "\n";
    std::uint32_t paragraph = kNone;
    for (std::size_t i = 0; i < analysis_.sentences.size(); ++i) {
      const Sentence& sentence = analysis_.sentences[i];
      if (sentence.paragraph != paragraph) out_ += "# newpar\n";
      paragraph = sentence.paragraph;
      out_ += "# sent_id = " + one_line(doc_id) + "-" + std::to_string(i + 1) + "\n";
      out_ += "# text = " + one_line(text_.substr(sentence.at.begin, sentence.at.size())) + "\n";
      for (std::uint32_t t = sentence.tokens.first; t < sentence.tokens.last; ++t)
        token(sentence, t);
      out_ += "\n";
    }
    return std::move(out_);
  }

 private:
  void token(const Sentence& sentence, std::uint32_t t) {
    const Token& token = analysis_[t];
    const std::uint32_t id = t - sentence.tokens.first + 1;
    range_line(sentence, t, id);
    out_ += std::to_string(id) + "\t";
    put_cell(out_, one_line(token.form));
    out_ += "\t";
    put_cell(out_, one_line(token.lemma));
    out_ += "\t" + std::string(name(token.upos)) + "\t";
    put_cell(out_, token.xpos);
    out_ += "\t";
    put_cell(out_, token.feats);
    const bool root = token.head == kNone;
    out_ += "\t" + (root ? "0" : std::to_string(token.head - sentence.tokens.first + 1)) + "\t";
    out_ += root ? name(Deprel::root) : name(token.deprel);
    out_ += "\t_\t";
    if (!token.space_after && !in_range(sentence, t)) out_ += "SpaceAfter=No|";
    out_ += "start=" + std::to_string(starts_.at(token.at.begin)) +
            "|end=" + std::to_string(ends_.at(token.at.end)) + "\n";
  }

  /// Was a word cut from the one before it ("do" + "n't", "can" + "not")?
  [[nodiscard]] bool continues_word(const Sentence& sentence, std::uint32_t t) const {
    if (t <= sentence.tokens.first || t >= sentence.tokens.last) return false;
    const Token& before = analysis_[t - 1];
    const Token& token = analysis_[t];
    if (before.at.end != token.at.begin) return false;
    const char32_t last =
        before.form.empty() ? 0 : decode_before(before.form, before.form.size()).value;
    const char32_t first = decode(token.form, 0).value;
    const bool clitic =
        (first == '\'' || first == 0x2019) && token.form.size() > decode(token.form, 0).size;
    return is_letter(last) && (clitic || is_letter(first));
  }
  [[nodiscard]] bool in_range(const Sentence& sentence, std::uint32_t t) const {
    return continues_word(sentence, t) || continues_word(sentence, t + 1);
  }

  void range_line(const Sentence& sentence, std::uint32_t t, std::uint32_t id) {
    if (continues_word(sentence, t) || !continues_word(sentence, t + 1)) return;
    std::uint32_t last = t + 1;
    while (continues_word(sentence, last + 1)) ++last;
    out_ += std::to_string(id) + "-" + std::to_string(id + last - t) + "\t";
    put_cell(out_,
             text_.substr(analysis_[t].at.begin, analysis_[last].at.end - analysis_[t].at.begin));
    out_ += "\t_\t_\t_\t_\t_\t_\t_\t";
    out_ += analysis_[last].space_after ? "_" : "SpaceAfter=No";
    out_ += "\n";
  }

  const Analysis& analysis_;
  string_view text_;
  CodePoints starts_, ends_;
  std::string out_;
};

// --- reading ---

struct Fields {
  std::array<string_view, 10> column;
  std::size_t count = 0;
};

Fields split_fields(string_view line) {
  Fields out;
  while (out.count < 10) {
    const std::size_t tab = line.find('\t');
    out.column[out.count++] = line.substr(0, tab);
    if (tab == string_view::npos) return out;
    line.remove_prefix(tab + 1);
  }
  out.count = 11;  // too many
  return out;
}

bool read_number(string_view text, std::uint32_t& value) {
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  return problem == std::errc{} && end == text.data() + text.size() && !text.empty();
}

// Newer treebanks (UD 2.15) name these "unmarked" together with other bare nominals; the coder
// wants the ones that tell when.
Deprel reduced(string_view relation, string_view lemma) {
  if (relation == "obl:unmarked") return tells_time(lemma) ? Deprel::obl_tmod : Deprel::obl;
  if (relation == "nmod:unmarked") return tells_time(lemma) ? Deprel::nmod_tmod : Deprel::nmod;
  return parse_deprel(relation);
}

class Reader {
 public:
  Reader(string_view input, string_view file, Annotation annotation)
      : input_(input), file_(file), annotation_(annotation), arena_(std::make_shared<Arena>()) {}

  Result<Treebank> read() {
    while (!input_.empty()) {
      ++line_;
      const std::size_t end = input_.find('\n');
      string_view line = input_.substr(0, end);
      input_.remove_prefix(end == string_view::npos ? input_.size() : end + 1);
      if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
      KHALDUN_TRY([[maybe_unused]] const Done done, take(line));
    }
    KHALDUN_TRY([[maybe_unused]] const Done done, close_sentence());
    return finish();
  }

 private:
  [[nodiscard]] Error bad(std::string what) const {
    return Error{Fault::bad_format, std::move(what), std::string(file_), line_, 0};
  }

  Result<Done> take(string_view line) {
    if (line.empty()) return close_sentence();
    if (line.front() == '#') {
      const bool opens = line.substr(0, 8) == "# newpar" || line.substr(0, 8) == "# newdoc";
      new_paragraph_ = new_paragraph_ || opens;
      return Done{};
    }
    const Fields fields = split_fields(line);
    if (fields.count != 10)
      return bad("a word line has 10 columns, this one " + std::to_string(fields.count));
    const string_view id = fields.column[0];
    if (id.find('.') != string_view::npos) return Done{};
    if (id.find('-') != string_view::npos) return range(fields);
    return word(fields);
  }

  Result<Done> range(const Fields& fields) {
    const string_view id = fields.column[0];
    open_sentence();
    const std::size_t dash = id.find('-');
    std::uint32_t first = 0;
    if (!read_number(id.substr(0, dash), first) || !read_number(id.substr(dash + 1), range_last_)) {
      return bad("range \"" + std::string(id) + "\" is not FIRST-LAST");
    }
    if (first != static_cast<std::uint32_t>(out_.tokens.size()) - first_ + 1 ||
        range_last_ <= first)
      return bad("range \"" + std::string(id) + "\" is not of the words that follow");
    range_ = fields.column[1];
    range_begin_ = text_.size();
    text_ += range_;
    range_cursor_ = 0;
    range_space_ = fields.column[9].find("SpaceAfter=No") == string_view::npos;
    return Done{};
  }

  Result<Done> word(const Fields& fields) {
    open_sentence();
    Token token;
    std::uint32_t id = 0;
    const std::uint32_t expected = static_cast<std::uint32_t>(out_.tokens.size()) - first_ + 1;
    if (!read_number(fields.column[0], id) || id != expected) {
      return bad("word id \"" + std::string(fields.column[0]) + "\", expected " +
                 std::to_string(expected));
    }
    if (fields.column[1].empty()) return bad("a word without a form");
    place(token, fields, id);
    token.lower = arena_->keep(lower_case(fields.column[1]));
    token.sentence = static_cast<std::uint32_t>(out_.sentences.size());
    if (annotation_ == Annotation::gold) {
      KHALDUN_TRY([[maybe_unused]] const Done done, annotation(token, fields));
    } else {
      token.head = id == 1 ? 0 : 1;
    }
    out_.tokens.push_back(token);
    return Done{};
  }

  Result<Done> annotation(Token& token, const Fields& fields) const {
    if (!read_number(fields.column[6], token.head))  // as written, until the sentence is closed
      return bad("head \"" + std::string(fields.column[6]) + "\" is no number");
    token.lemma = arena_->keep(lower_case(
        fields.column[2] == "_" && fields.column[1] != "_" ? fields.column[1] : fields.column[2]));
    token.xpos = arena_->keep(fields.column[4] == "_" ? string_view{} : fields.column[4]);
    token.feats = arena_->keep(fields.column[5] == "_" ? string_view{} : fields.column[5]);
    token.upos = parse_upos(fields.column[3]);
    token.deprel = reduced(fields.column[7], token.lemma);
    return Done{};
  }

  /// Where the word stands in the text; its form as a slice where it is one.
  void place(Token& token, const Fields& fields, std::uint32_t id) {
    const string_view form = fields.column[1];
    token.form = arena_->keep(form);
    if (id <= range_last_) {
      const bool fits = range_.substr(range_cursor_, form.size()) == form;
      const std::size_t size = fits ? form.size() : (range_cursor_ == 0 ? range_.size() : 0);
      token.at.begin = static_cast<std::uint32_t>(range_begin_ + range_cursor_);
      range_cursor_ = std::min(range_cursor_ + size, range_.size());
      token.at.end = static_cast<std::uint32_t>(range_begin_ + range_cursor_);
      token.space_after = id == range_last_ && range_space_;
    } else {
      token.at.begin = static_cast<std::uint32_t>(text_.size());
      text_ += form;
      token.at.end = static_cast<std::uint32_t>(text_.size());
      token.space_after = fields.column[9].find("SpaceAfter=No") == string_view::npos;
    }
    if (token.space_after) text_ += ' ';
  }

  void open_sentence() {
    if (open_) return;
    open_ = true;
    first_ = static_cast<std::uint32_t>(out_.tokens.size());
    if (!text_.empty()) {
      if (new_paragraph_) {
        text_ += "\n\n";
        ++paragraph_;
      }
    }
    new_paragraph_ = false;
    begin_ = text_.size();
    range_last_ = 0;
  }

  Result<Done> close_sentence() {
    if (!open_) return Done{};
    open_ = false;
    Sentence sentence;
    sentence.tokens = {first_, static_cast<std::uint32_t>(out_.tokens.size())};
    const std::uint32_t size = sentence.tokens.size();
    if (range_last_ > size) return bad("sentence before this line: a range without its words");
    std::uint32_t roots = 0;
    for (std::uint32_t t = first_; t < sentence.tokens.last; ++t) {
      std::uint32_t& head = out_.tokens[t].head;
      if (head > size || head == t - first_ + 1)
        return bad("sentence before this line: head outside of it");
      roots += head == 0 ? 1U : 0U;
      head = head == 0 ? kNone : first_ + head - 1;
    }
    if (size > 0 && roots != 1)
      return bad("sentence before this line: " + std::to_string(roots) + " roots, expected 1");
    if (has_cycle(sentence.tokens)) return bad("sentence before this line: heads form a circle");
    std::size_t end = text_.size();
    while (end > begin_ && text_[end - 1] == ' ') --end;
    sentence.at = {static_cast<std::uint32_t>(begin_), static_cast<std::uint32_t>(end)};
    sentence.paragraph = paragraph_;
    if (size > 0) out_.sentences.push_back(sentence);
    if (text_.size() > begin_ && text_.back() != ' ') text_ += ' ';
    return Done{};
  }

  [[nodiscard]] bool has_cycle(TokenRange range) const {
    std::vector<std::uint32_t> seen(range.size(),
                                    0);  // 0 new, else number of the walk; size + 1 = safe
    const std::uint32_t safe = range.size() + 1;
    for (std::uint32_t t = range.first; t < range.last; ++t) {
      std::uint32_t at = t;
      const std::uint32_t walk = t - range.first + 1;
      while (at != kNone && seen[at - range.first] == 0) {
        seen[at - range.first] = walk;
        at = out_.tokens[at].head;
      }
      if (at != kNone && seen[at - range.first] == walk) return true;
      for (at = t; at != kNone && seen[at - range.first] == walk; at = out_.tokens[at].head) {
        seen[at - range.first] = safe;
      }
    }
    return false;
  }

  Result<Treebank> finish() {
    out_.children.resize(out_.tokens.size());
    for (std::uint32_t t = 0; t < out_.tokens.size(); ++t) {
      if (out_.tokens[t].head != kNone) out_.children[out_.tokens[t].head].push_back(t);
    }
    Treebank bank;
    bank.text = std::make_shared<const std::string>(std::move(text_));
    arena_->hold(bank.text);
    out_.strings = arena_;
    bank.analysis = std::move(out_);
    return bank;
  }

  string_view input_, file_;
  Annotation annotation_;
  std::shared_ptr<Arena> arena_;
  Analysis out_;
  std::string text_;
  std::uint32_t line_ = 0, first_ = 0, paragraph_ = 0;
  bool open_ = false, new_paragraph_ = false;
  std::size_t begin_ = 0;
  string_view range_;
  std::size_t range_begin_ = 0, range_cursor_ = 0;
  std::uint32_t range_last_ = 0;
  bool range_space_ = true;
};

// --- writing into what was read ---

/// Goes through the lines that Reader has gone through, with the same words.
class Refiller {
 public:
  Refiller(string_view input, const Treebank& treebank, string_view id)
      : input_(input), analysis_(treebank.analysis), text_(*treebank.text), id_(one_line(id)) {}

  std::string fill() {
    while (!input_.empty()) {
      const std::size_t end = input_.find('\n');
      string_view line = input_.substr(0, end);
      input_.remove_prefix(end == string_view::npos ? input_.size() : end + 1);
      if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
      take(line);
    }
    if (open_) out_ += "\n";
    return std::move(out_);
  }

 private:
  void take(string_view line) {
    if (line.empty()) {
      if (open_) out_ += "\n";
      open_ = has_id_ = has_text_ = false;
      return;
    }
    if (line.front() == '#') {
      has_id_ = has_id_ || line.starts_with("# sent_id");
      has_text_ = has_text_ || line.starts_with("# text =");
    } else {
      if (line.substr(0, line.find('\t')).find('.') != string_view::npos) return;  // an empty node
      if (!open_) open();
      if (line.substr(0, line.find('\t')).find('-') == string_view::npos) return word(line);
    }
    out_ += line;
    out_ += "\n";
  }

  /// The first word of a sentence comes.
  void open() {
    open_ = true;
    const Sentence& sentence = analysis_.sentences[sentence_++];
    first_ = sentence.tokens.first;
    if (!has_id_) out_ += "# sent_id = " + id_ + "-" + std::to_string(sentence_) + "\n";
    if (has_text_) return;
    out_ += "# text = " + one_line(text_.substr(sentence.at.begin, sentence.at.size())) + "\n";
  }

  void word(string_view line) {
    const Token& token = analysis_[token_++];
    const Fields fields = split_fields(line);
    out_ += fields.column[0];
    out_ += "\t";
    out_ += fields.column[1];
    out_ += "\t";
    put_cell(out_, one_line(token.lemma));
    out_ += "\t" + std::string(name(token.upos)) + "\t";
    put_cell(out_, token.xpos);
    out_ += "\t";
    put_cell(out_, token.feats);
    const bool root = token.head == kNone;
    out_ += "\t" + (root ? "0" : std::to_string(token.head - first_ + 1)) + "\t";
    out_ += root ? name(Deprel::root) : name(token.deprel);
    out_ += "\t_\t";
    out_ += fields.column[9].empty() ? string_view("_") : fields.column[9];
    out_ += "\n";
  }

  string_view input_;
  const Analysis& analysis_;
  string_view text_;
  std::string id_, out_;
  std::size_t sentence_ = 0;
  std::uint32_t token_ = 0, first_ = 0;
  bool open_ = false, has_id_ = false, has_text_ = false;
};

}  // namespace

std::string to_conllu(const Analysis& analysis, string_view text, string_view doc_id) {
  return Writer(analysis, text).write(doc_id);
}

Result<Treebank> from_conllu(string_view conllu, string_view file, Annotation annotation) {
  return Reader(conllu, file, annotation).read();
}

std::string refill_conllu(string_view conllu, const Treebank& treebank, string_view id) {
  return Refiller(conllu, treebank, id).fill();
}

}  // namespace khaldun
