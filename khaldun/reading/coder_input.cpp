// Input of older coders: PETRARCH's XML and TABARI's flat files. Both hold sentences with a date and a name; those of one
// story become one document again.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "khaldun/reading/intake.h"
#include "khaldun/reading/utf8.h"

namespace khaldun {
namespace {

struct Sentence {
  std::string id, date, outlet, url, text;
  std::uint64_t line = 0;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// Blanks and line breaks as one blank: the lines of these files are wrapped anywhere.
std::string unwrapped(std::string_view text) {
  std::string out;
  for (char c : trim(text)) {
    const bool space = is_space(c);
    if (!space || (!out.empty() && out.back() != ' ')) out += space ? ' ' : c;
  }
  return out;
}

/// "AFP0808010501_3" is sentence 3 of "AFP0808010501", "REUT-0001-02" sentence 2 of "REUT-0001". An empty story: no such name.
struct StoryName {
  std::string_view story;
  std::uint32_t number = 0;
};
StoryName story_of(std::string_view id) {
  std::size_t first = id.size();
  while (first > 0 && is_digit(id[first - 1])) --first;
  const std::size_t digits = id.size() - first;
  if (digits == 0 || digits > 4 || first < 2 || (id[first - 1] != '_' && id[first - 1] != '-')) return {};
  std::uint32_t number = 0;
  for (char c : id.substr(first)) number = number * 10 + static_cast<std::uint32_t>(c - '0');
  return {id.substr(0, first - 1), number};
}

/// Puts following sentences of one story together and gives them away.
class Stories {
 public:
  explicit Stories(Intake& intake) : intake_(intake) {}

  bool add(Sentence&& sentence) {
    if (!story_.empty() && !belongs(sentence) && !flush()) return false;
    story_.push_back(std::move(sentence));
    return true;
  }

  bool flush() {
    if (story_.empty()) return true;
    const Sentence& first = story_.front();
    std::string text;
    for (const Sentence& s : story_) text += (text.empty() ? "" : "\n\n") + s.text;
    Fields fields;
    const bool several = story_.size() > 1;
    if (!first.id.empty()) fields.set({Field::id, 0}, several ? std::string(story_of(first.id).story) : first.id);
    if (!first.date.empty()) fields.set({Field::date, 0}, first.date);
    fields.set({Field::source, 0}, first.outlet);
    fields.set({Field::url, 0}, first.url);
    fields.set({Field::text, 0}, std::move(text));
    const Place place{first.line, 0, ++row_};
    story_.clear();
    return intake_.add(std::move(fields), place);
  }

 private:
  [[nodiscard]] bool belongs(const Sentence& sentence) const {
    const StoryName last = story_of(story_.back().id), next = story_of(sentence.id);
    return !next.story.empty() && next.story == last.story && next.number > last.number && sentence.date == story_.back().date;
  }
  Intake& intake_;
  std::vector<Sentence> story_;
  std::uint64_t row_ = 0;
};

std::string unescaped(std::string_view text) {
  constexpr std::pair<std::string_view, std::string_view> kEntities[] = {
      {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&apos;", "'"}};
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    const auto* known = std::find_if(std::begin(kEntities), std::end(kEntities), [&](const auto& e) { return rest.starts_with(e.first); });
    if (known != std::end(kEntities)) {
      out += known->second;
      at += known->first.size();
      continue;
    }
    const std::size_t end = rest.substr(0, 12).find(';');
    if (rest.starts_with("&#") && end != std::string_view::npos && end > 2) {
      const bool hex = rest[2] == 'x' || rest[2] == 'X';
      std::uint32_t code = 0;
      for (char c : rest.substr(hex ? 3 : 2, end - (hex ? 3 : 2))) {
        const int digit = is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : 0;
        code = code * (hex ? 16U : 10U) + static_cast<std::uint32_t>(digit);
      }
      const bool sound = code >= 0x20 && code < 0x110000 && (code < 0xD800 || code > 0xDFFF);
      append_utf8(out, sound ? code : code == 9 || code == 10 || code == 13 ? 0x20 : 0xFFFD);
      at += end + 1;
      continue;
    }
    out += text[at++];
  }
  return out;
}

/// The value of an attribute of a start tag; "" if it has none of that name.
std::string attribute(std::string_view tag, std::string_view name) {
  for (std::size_t at = tag.find(name); at != std::string_view::npos; at = tag.find(name, at + 1)) {
    if (at == 0 || !is_space(tag[at - 1])) continue;
    std::string_view rest = trim(tag.substr(at + name.size()));
    if (rest.empty() || rest.front() != '=') continue;
    rest = trim(rest.substr(1));
    if (rest.empty() || (rest.front() != '"' && rest.front() != '\'')) continue;
    const std::size_t end = rest.find(rest.front(), 1);
    return end == std::string_view::npos ? std::string() : unescaped(rest.substr(1, end - 1));
  }
  return {};
}

/// Where a start tag ends: at the first '>' that stands in no quotes.
std::size_t tag_end(std::string_view text, std::size_t at) {
  char quote = '\0';
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '>') {
      return at;
    }
  }
  return std::string_view::npos;
}

constexpr std::string_view kOpen = "<Sentence", kClose = "</Sentence>", kText = "<Text", kTextEnd = "</Text>";

/// The next "<Sentence …>", not "<Sentences>".
std::size_t next_sentence(std::string_view text, std::size_t at) {
  for (at = text.find(kOpen, at); at != std::string_view::npos; at = text.find(kOpen, at + 1)) {
    const std::size_t behind = at + kOpen.size();
    if (behind < text.size() && (is_space(text[behind]) || text[behind] == '>')) return at;
  }
  return at;
}

std::string_view text_within(std::string_view body) {
  const std::size_t open = body.find(kText);
  const std::size_t begin = open == std::string_view::npos ? open : tag_end(body, open);
  if (begin == std::string_view::npos) return {};
  std::string_view text = body.substr(begin + 1);
  text = trim(text.substr(0, std::min(text.find(kTextEnd), text.size())));
  constexpr std::string_view kCdata = "<![CDATA[";
  if (text.starts_with(kCdata)) text = text.substr(kCdata.size(), text.rfind("]]>") - kCdata.size());
  return text;
}

struct Header {
  std::string date, id;
};

/// "080801 AFP0808010501_1 …" or with the year in full: the line before each text of TABARI. An empty id: none.
Header header_of(std::string_view line) {
  line = trim(line);
  const std::size_t digits = std::min(line.find_first_not_of("0123456789"), line.size());
  if ((digits != 6 && digits != 8) || digits == line.size() || !is_space(line[digits])) return {};
  // Two digits of a year: TABARI's files begin with the 1970s.
  std::string date(line.substr(0, digits));
  if (digits == 6) date.insert(0, date < "60" ? "20" : "19");
  if (!parse_told_day(date)) return {};
  const std::string_view rest = trim(line.substr(digits));
  const std::string_view id = rest.substr(0, rest.find_first_of(" \t"));
  const bool name = std::all_of(id.begin(), id.end(), [](char c) {
    return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_' || c == '.' || c == '/';
  });
  if (id.size() < 3 || !name || std::none_of(id.begin(), id.end(), is_digit)) return {};
  return {std::move(date), std::string(id)};
}

/// Lines of a text with their numbers.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {}
  [[nodiscard]] bool done() const { return text_.empty(); }
  std::string_view next() {
    const std::size_t end = std::min(text_.find('\n'), text_.size());
    const std::string_view line = text_.substr(0, end);
    text_.remove_prefix(std::min(end + 1, text_.size()));
    ++number_;
    return trim(line);
  }
  [[nodiscard]] std::uint64_t number() const { return number_; }

 private:
  std::string_view text_;
  std::uint64_t number_ = 0;
};

/// `text`: the whole file.
void read_sentences(std::string_view text, Intake& intake) {
  Stories stories(intake);
  std::uint64_t line = 1;
  std::size_t counted = 0;
  std::size_t at = next_sentence(text, 0);
  if (at == std::string_view::npos) return intake.fault(Fault::unsupported, "XML without <Sentence>: of XML only the files of PETRARCH are read");
  while (at != std::string_view::npos) {
    line += static_cast<std::uint64_t>(std::count(text.begin() + static_cast<std::ptrdiff_t>(counted),
                                                  text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
    counted = at;
    const std::size_t following = next_sentence(text, at + 1);
    std::string_view element = text.substr(at, following - at);  // looked at once, whatever is missing in it
    element = element.substr(0, element.find(kClose));
    const std::size_t behind = tag_end(element, 0);
    if (behind == std::string_view::npos) {
      intake.fault(Fault::bad_format, "a <Sentence> whose tag does not end", {line, 0, 0});
    } else {
      const std::string_view tag = element.substr(0, behind);
      std::string words = unwrapped(unescaped(text_within(element.substr(behind + 1))));
      if (words.empty()) {
        intake.fault(Fault::bad_value, "a <Sentence> without <Text>", {line, 0, 0});
      } else if (!stories.add({attribute(tag, "id"), attribute(tag, "date"), attribute(tag, "source"), attribute(tag, "url"),
                               std::move(words), line})) {
        return;
      }
    }
    at = following;
  }
  stories.flush();
}

}  // namespace

bool looks_like_petrarch(std::string_view start) {
  start = trim(start);
  return start.starts_with("<") && next_sentence(start, 0) != std::string_view::npos && start.find("<Sentences") != std::string_view::npos;
}

bool looks_like_tabari(std::string_view start) {
  Lines lines(trim(start));
  if (header_of(lines.next()).id.empty() || lines.done()) return false;
  const std::string_view text = lines.next();
  return !text.empty() && header_of(text).id.empty();
}

void read_petrarch(std::string_view bytes, std::uint64_t offset, Intake& intake) {
  std::string held;
  std::string text(sound_utf8(bytes, offset, intake, held));
  clean_controls(text);
  read_sentences(text, intake);
}

void read_tabari(std::string_view bytes, std::uint64_t offset, Intake& intake) {
  std::string held;
  std::string text(sound_utf8(bytes, offset, intake, held));
  clean_controls(text);
  Stories stories(intake);
  Lines lines(text);
  while (!lines.done()) {
    const std::string_view line = lines.next();
    if (line.empty()) continue;
    Header header = header_of(line);
    const std::uint64_t number = lines.number();
    std::string words;
    while (!lines.done()) {
      const std::string_view more = lines.next();
      if (more.empty()) break;
      words += (words.empty() ? "" : " ") + std::string(more);
    }
    if (header.id.empty()) {
      intake.fault(Fault::bad_format, "expected a line with date and name before the text, such as \"20080801 AFP0808010501_1\"", {number, 0, 0});
    } else if (words.empty()) {
      intake.fault(Fault::bad_value, "no text behind " + header.id, {number, 0, 0});
    } else if (!stories.add({std::move(header.id), std::move(header.date), "", "", unwrapped(words), number})) {
      return;
    }
  }
  stories.flush();
}

}  // namespace khaldun
