#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "khaldun/reading/html_tree.h"
#include "khaldun/reading/intake.h"
#include "khaldun/reading/utf8.h"

namespace khaldun {
namespace {

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

// ---- what stands in the head
// ----------------------------------------------------------------------------------------

/// Names under which pages give their day, the best first: Open Graph, schema.org, Dublin Core,
/// then usage.
constexpr std::string_view kDateNames[] = {"article:published_time",
                                           "og:article:published_time",
                                           "datepublished",
                                           "dc.date.issued",
                                           "dcterms.issued",
                                           "dc.date",
                                           "dcterms.created",
                                           "dcterms.date",
                                           "parsely-pub-date",
                                           "sailthru.date",
                                           "pubdate",
                                           "publishdate",
                                           "publish-date",
                                           "publish_date",
                                           "article.published",
                                           "date"};

class Head {
 public:
  explicit Head(const GumboNode& document) {
    walk(
        document, [this](const GumboNode& node) { return enter(node); }, [](const GumboNode&) {});
  }

  [[nodiscard]] Fields fields() const {
    Fields told;
    const auto set = [&told](Field field, std::string_view value) {
      if (!value.empty()) told.set({field, 0}, std::string(value));
    };
    set(Field::title, title());
    set(Field::date, date());
    set(Field::source, site_);
    set(Field::url, canonical_.empty() ? page_url_ : canonical_);
    return told;
  }
  [[nodiscard]] const std::string& first_heading() const { return heading_; }

 private:
  bool enter(const GumboNode& node) {
    switch (tag_of(node)) {
      case GUMBO_TAG_META:
        meta(node);
        break;
      case GUMBO_TAG_TITLE:
        keep_first(title_, plain_text(node));
        break;
      case GUMBO_TAG_H1:
        keep_first(heading_, plain_text(node));
        break;
      case GUMBO_TAG_LINK:
        if (lower_ascii(attribute(node, "rel")) == "canonical") {
          keep_first(canonical_, std::string(trim(attribute(node, "href"))));
        }
        break;
      case GUMBO_TAG_TIME:
        keep_first(time_, std::string(trim(attribute(node, "datetime"))));
        break;
      case GUMBO_TAG_SCRIPT:
        if (lower_ascii(attribute(node, "type")) == "application/ld+json") linked_data(node);
        break;
      case GUMBO_TAG_SVG:
        return false;  // its <title> is not the page's
      default:
        break;
    }
    return true;
  }
  static void keep_first(std::string& kept, std::string value) {
    if (kept.empty()) kept = std::move(value);
  }
  void meta(const GumboNode& node) {
    const std::string_view content = trim(attribute(node, "content"));
    for (const char* key : {"property", "name", "itemprop"}) {
      const std::string name = lower_ascii(trim(attribute(node, key)));
      if (name.empty()) continue;
      if (name == "og:title") keep_first(shared_title_, one_line(content));
      if (name == "og:site_name") keep_first(site_, one_line(content));
      if (name == "og:url") keep_first(page_url_, std::string(content));
      const auto* const found = std::find(std::begin(kDateNames), std::end(kDateNames), name);
      if (found == std::end(kDateNames) || content.empty()) continue;
      dates_.emplace_back(found - std::begin(kDateNames), std::string(content));
    }
  }
  static std::string one_line(std::string_view text) {
    std::string out(text);
    clean_controls(out);
    std::replace(out.begin(), out.end(), '\n', ' ');
    return out;
  }
  /// "datePublished": "…" of schema.org as JSON-LD. Found as text: the blocks are often not quite
  /// JSON.
  void linked_data(const GumboNode& script) {
    const std::string text = plain_text(script);
    constexpr std::string_view kKey = "\"datePublished\"";
    const auto key = text.find(kKey);
    if (key == std::string::npos) return;
    const std::string_view rest = trim(std::string_view(text).substr(key + kKey.size()));
    if (!rest.starts_with(':')) return;
    const std::string_view value = trim(rest.substr(1));
    if (!value.starts_with('"')) return;
    keep_first(linked_date_, std::string(value.substr(1, value.find('"', 1) - 1)));
  }
  /// A <title> "Headline - The Paper" gives way to the first heading that it repeats.
  [[nodiscard]] std::string_view title() const {
    if (!shared_title_.empty()) return shared_title_;
    if (title_.empty()) return heading_;
    return !heading_.empty() && title_.starts_with(heading_) ? heading_ : title_;
  }
  /// The best that can be read; else the best, so that it is complained about.
  [[nodiscard]] std::string date() const {
    auto dates = dates_;
    std::stable_sort(dates.begin(), dates.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const std::string& more : {linked_date_, time_}) {
      if (!more.empty()) dates.emplace_back(0, more);
    }
    for (const auto& [rank, written] : dates) {
      if (parse_told_day(written)) return written;
    }
    return dates.empty() ? std::string() : dates.front().second;
  }

  std::string shared_title_, title_, heading_, site_, canonical_, page_url_, linked_date_, time_;
  std::vector<std::pair<std::ptrdiff_t, std::string>> dates_;
};

// ---- what is text and what is furniture
// -----------------------------------------------------------------------------

/// Never text, whatever the page.
bool is_dropped_tag(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_SVG:
    case GUMBO_TAG_MATH:
    case GUMBO_TAG_BUTTON:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_CANVAS:
    case GUMBO_TAG_AUDIO:
    case GUMBO_TAG_VIDEO:
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_FIGURE:
    case GUMBO_TAG_NOFRAMES:
    case GUMBO_TAG_NOEMBED:
      return true;
    default:
      return false;
  }
}

bool is_block(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_ADDRESS:
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_BODY:
    case GUMBO_TAG_CAPTION:
    case GUMBO_TAG_CENTER:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_DETAILS:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_FIELDSET:
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_FIGURE:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
    case GUMBO_TAG_HEADER:
    case GUMBO_TAG_HGROUP:
    case GUMBO_TAG_HR:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_MAIN:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_P:
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_SUMMARY:
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_TBODY:
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TFOOT:
    case GUMBO_TAG_TH:
    case GUMBO_TAG_THEAD:
    case GUMBO_TAG_TR:
    case GUMBO_TAG_UL:
      return true;
    default:
      return false;
  }
}

bool is_hidden(const GumboNode& node) {
  if (has_attribute(node, "hidden") || attribute(node, "aria-hidden") == "true") return true;
  const std::string_view style = attribute(node, "style");
  if (style.empty()) return false;
  std::string flat = lower_ascii(style);
  flat.erase(std::remove_if(flat.begin(), flat.end(), is_space), flat.end());
  return flat.find("display:none") != std::string::npos;
}

/// A word of class or id that tells furniture: "related-stories", "share_bar". Only a hint, see
/// find_suspects().
bool is_suspicious(const GumboNode& node) {
  constexpr std::string_view kWords[] = {
      "ad",         "ads",     "advert",      "advertisement", "breadcrumb", "breadcrumbs",
      "byline",     "caption", "comment",     "comments",      "consent",    "cookie",
      "cookies",    "footer",  "menu",        "nav",           "navbar",     "navigation",
      "newsletter", "promo",   "recommended", "related",       "share",      "sharing",
      "sidebar",    "social",  "subscribe",   "subscription",  "tags"};
  for (const char* name : {"class", "id"}) {
    const std::string value = lower_ascii(attribute(node, name));
    for (std::size_t at = 0; at < value.size();) {
      const std::size_t end = std::min(value.find_first_of(" \t\n\r-_", at), value.size());
      const std::string_view word = std::string_view(value).substr(at, end - at);
      if (std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords)) return true;
      at = end + 1;
    }
  }
  return false;
}

using NodeSet = std::unordered_set<const GumboNode*>;

/// Bytes of text that are not blanks.
std::size_t ink(const GumboNode& text) {
  std::size_t count = 0;
  for (const char* c = text.v.text.text; *c != '\0'; ++c) count += is_space(*c) ? 0U : 1U;
  return count;
}

/// Measures every element once: how much text, how much of it in links, how much in paragraphs; and
/// finds from that where the article is. In the spirit of Readability (Arc90 2009), without its
/// scores.
class Survey {
 public:
  explicit Survey(const GumboNode& document) {
    find_suspects(document);
    walk(
        document, [this](const GumboNode& node) { return enter(node); },
        [this](const GumboNode& node) { leave(node); });
  }

  [[nodiscard]] const GumboNode* body() const { return body_.node; }
  [[nodiscard]] const NodeSet& furniture() const { return furniture_; }
  /// The element that holds the article: what says so itself if it holds enough of the page, else
  /// the one with the most paragraphs directly below it, else the body.
  [[nodiscard]] const GumboNode* article() const {
    for (const Best* best : {&marked_, &article_, &main_}) {
      if (best->node != nullptr && is_enough(best->text)) return best->node;
    }
    return paragraphs_.node != nullptr && paragraphs_.text * 2 > prose_ ? paragraphs_.node
                                                                        : body_.node;
  }

 private:
  struct Measure {
    const GumboNode* node;
    std::size_t text = 0, links = 0;
    std::size_t prose = 0;  // in <p> directly below
    bool in_furniture = false;
  };
  struct Best {
    const GumboNode* node = nullptr;
    std::size_t text = 0;
    void offer(const GumboNode& other, std::size_t other_text) {
      if (other_text > text) *this = {&other, other_text};
    }
  };

  /// 500 bytes are a short report; two fifths of a page are more than any teaser on a front page.
  [[nodiscard]] bool is_enough(std::size_t text) const {
    return text >= 500 || text * 5 >= body_.text * 2;
  }
  static bool is_shown(const GumboNode& node) {
    return !is_element(node) || !(is_dropped_tag(tag_of(node)) || is_hidden(node));
  }
  /// A name alone convicts nothing that holds half of the page: <div class="page with-sidebar">.
  void find_suspects(const GumboNode& document) {
    std::size_t seen = 0;  // text so far
    std::vector<std::pair<const GumboNode*, std::size_t>> open, suspects;
    const auto begin = [&](const GumboNode& node) {
      if (is_text(node)) seen += ink(node);
      const bool frame = tag_of(node) == GUMBO_TAG_HTML || tag_of(node) == GUMBO_TAG_BODY;
      if (is_element(node) && !frame && is_suspicious(node)) open.emplace_back(&node, seen);
      return is_shown(node);
    };
    const auto end = [&](const GumboNode& node) {
      if (open.empty() || open.back().first != &node) return;
      suspects.emplace_back(&node, seen - open.back().second);
      open.pop_back();
    };
    walk(document, begin, end);
    for (const auto& [node, text] : suspects) {
      if (text * 2 < seen) furniture_.insert(node);
    }
  }
  bool enter(const GumboNode& node) {
    const bool inherited = !path_.empty() && path_.back().in_furniture;
    path_.push_back({&node, 0, 0, 0, inherited || furniture_.contains(&node)});
    if (is_text(node)) path_.back().text = ink(node);
    return is_shown(node);
  }
  void leave(const GumboNode& node) {
    const Measure measure = path_.back();
    path_.pop_back();
    if (path_.empty()) return;
    Measure& parent = path_.back();
    const GumboTag tag = tag_of(node);
    parent.text += measure.text;
    parent.links += tag == GUMBO_TAG_A ? measure.text : measure.links;
    if (!is_element(node) || measure.text == 0) return;
    judge(node, measure, parent);
  }
  void judge(const GumboNode& node, const Measure& measure, Measure& parent) {
    const GumboTag tag = tag_of(node);
    if (tag == GUMBO_TAG_BODY) return body_.offer(node, measure.text);
    const bool list = tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL;
    if ((list || tag == GUMBO_TAG_P) && measure.links * 10 > measure.text * (list ? 7U : 9U)) {
      furniture_.insert(&node);  // a menu; "Read more: …"
    }
    if (tag == GUMBO_TAG_HEADER) furniture_.insert(&node);
    if (measure.in_furniture) return;
    if (tag == GUMBO_TAG_P && measure.links * 2 < measure.text) {
      parent.prose += measure.text;
      prose_ += measure.text;
    }
    if (measure.prose > 0) paragraphs_.offer(node, measure.prose);
    if (lower_ascii(attribute(node, "itemprop")) == "articlebody")
      marked_.offer(node, measure.text);
    if (tag == GUMBO_TAG_ARTICLE) article_.offer(node, measure.text);
    if (tag == GUMBO_TAG_MAIN || lower_ascii(attribute(node, "role")) == "main") {
      main_.offer(node, measure.text);
    }
  }

  std::vector<Measure> path_;
  NodeSet furniture_;
  Best body_, marked_, article_, main_, paragraphs_;
  std::size_t prose_ = 0;  // of all paragraphs
};

// ---- tree to text
// ---------------------------------------------------------------------------------------------------

/// Text with blanks collapsed, paragraphs separated by an empty line.
class Writer {
 public:
  void paragraph() { raise(Gap::paragraph); }
  void line() { raise(gap_ == Gap::line ? Gap::paragraph : Gap::line); }
  /// `keep_lines`: within <pre>.
  void text(std::string_view text, bool keep_lines) {
    for (std::size_t at = 0; at < text.size(); ++at) {
      const std::string_view rest = text.substr(at);
      if (is_space(rest[0])) {
        raise(keep_lines && rest[0] == '\n' ? Gap::line : Gap::blank);
      } else if (rest.starts_with(
                     "\xC2\xA0")) {  // U+00A0 is how pages are laid out, not what they say
        raise(Gap::blank);
        ++at;
      } else if (rest.starts_with("\xC2\xAD")) {  // soft hyphen
        ++at;
      } else if (rest.starts_with("\xE2\x80\x8B") || rest.starts_with("\xEF\xBB\xBF")) {
        at += 2;  // U+200B, U+FEFF: no width
      } else {
        put(rest[0]);
      }
    }
  }
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  enum class Gap : std::uint8_t { none, blank, line, paragraph };
  void raise(Gap gap) { gap_ = std::max(gap_, gap); }
  void put(char c) {
    constexpr std::string_view kGaps[] = {"", " ", "\n", "\n\n"};
    if (gap_ != Gap::none && !out_.empty()) out_ += kGaps[static_cast<std::size_t>(gap_)];
    gap_ = Gap::none;
    out_.push_back(c);
  }
  std::string out_;
  Gap gap_ = Gap::none;
};

class Extraction {
 public:
  /// `heading`: an <h1> with this text is the title over again.
  Extraction(const NodeSet& furniture, std::string_view heading)
      : furniture_(furniture), heading_(heading) {}

  std::string of(const GumboNode& root) {
    root_ = &root;
    walk(
        root, [this](const GumboNode& node) { return enter(node); },
        [this](const GumboNode& node) { leave(node); });
    std::string text = writer_.take();
    clean_controls(text);
    return text;
  }

 private:
  bool enter(const GumboNode& node) {
    if (is_text(node)) writer_.text(node.v.text.text, preformatted_ > 0);
    if (!is_element(node)) return true;
    const GumboTag tag = tag_of(node);
    if (is_block(tag)) writer_.paragraph();
    if (tag == GUMBO_TAG_BR) writer_.line();
    if (tag == GUMBO_TAG_PRE) ++preformatted_;
    return !is_left_out(node, tag);
  }
  void leave(const GumboNode& node) {
    const GumboTag tag = tag_of(node);
    if (is_block(tag)) writer_.paragraph();
    if (tag == GUMBO_TAG_PRE) --preformatted_;
  }
  [[nodiscard]] bool is_left_out(const GumboNode& node, GumboTag tag) const {
    if (is_dropped_tag(tag) || is_hidden(node)) return true;
    if (&node != root_ && furniture_.contains(&node)) return true;
    return tag == GUMBO_TAG_H1 && !heading_.empty() && plain_text(node) == heading_;
  }

  const NodeSet& furniture_;
  std::string_view heading_;
  const GumboNode* root_ = nullptr;
  Writer writer_;
  int preformatted_ = 0;
};

/// The article; if the search for it leaves nothing, all that the page shows.
std::string main_text(const GumboNode& document, std::string_view heading) {
  const Survey survey(document);
  if (survey.article() != nullptr) {
    std::string text = Extraction(survey.furniture(), heading).of(*survey.article());
    if (!is_blank(text)) return text;
  }
  return survey.body() != nullptr ? Extraction({}, heading).of(*survey.body()) : std::string();
}

}  // namespace

void read_html(std::string_view bytes, std::uint64_t offset, Intake& intake) {
  std::string held;
  const std::string_view page = sound_utf8(bytes, offset, intake, held);
  const HtmlTree tree(page);
  if (tree.root() == nullptr) {
    return intake.fault(Fault::unsupported, "HTML is nested or tangled beyond what is read");
  }
  const Head head(*tree.root());
  Fields fields = head.fields();
  const bool heading_is_title = fields.get(Field::title).starts_with(head.first_heading());
  std::string text =
      main_text(*tree.root(), heading_is_title ? head.first_heading() : std::string());
  if (is_blank(text)) {
    return intake.fault(Fault::bad_value, "empty: no text in the body of this page");
  }
  fields.set({Field::text, 0}, std::move(text));
  intake.add(std::move(fields), {});
}

}  // namespace khaldun
