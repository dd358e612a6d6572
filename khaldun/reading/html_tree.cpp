#include "khaldun/reading/html_tree.h"

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <unordered_map>

#include "khaldun/reading/utf8.h"

namespace khaldun {
namespace {

constexpr std::size_t kDeepest = 2000;  // pages that people write nest less than 100 deep
constexpr std::size_t kMostAttributes = 1000;
constexpr std::size_t kBudgetBase = std::size_t{64} << 20;
constexpr std::size_t kBudgetPerByte = 64;  // measured: news pages need 10 to 25
constexpr double kMostSeconds =
    20;  // of processor time: news pages need 0.01, 20 MB of paragraphs 2
constexpr std::size_t kBudgetMost = std::size_t{2} << 30;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// Elements that stay open only until the next of their kind, or never open at all: they do not
/// nest by themselves.
bool nests(std::string_view tag) {
  constexpr std::string_view kFlat[] = {
      "area",  "base",   "basefont", "body",  "br",    "col",   "colgroup", "dd",     "dt",
      "embed", "frame",  "head",     "hr",    "html",  "img",   "input",    "li",     "link",
      "meta",  "option", "optgroup", "p",     "param", "rp",    "rt",       "source", "tbody",
      "td",    "tfoot",  "th",       "thead", "tr",    "track", "wbr"};
  return std::find(std::begin(kFlat), std::end(kFlat), tag) == std::end(kFlat);
}

/// Estimates, before gumbo sees the page, whether it nests or piles up attributes beyond all
/// reason.
class Scan {
 public:
  explicit Scan(std::string_view bytes) : bytes_(bytes) {}
  bool is_tangled() {
    for (at_ = bytes_.find('<'); at_ < bytes_.size(); at_ = bytes_.find('<', at_)) {
      ++at_;
      const bool closing = at_ < bytes_.size() && bytes_[at_] == '/';
      if (closing) ++at_;
      if (at_ >= bytes_.size() || !is_letter(bytes_[at_])) continue;
      const std::string tag = name();
      if (attributes() > kMostAttributes) return true;
      const bool closes_itself = at_ < bytes_.size() && bytes_[at_ - 1] == '/';
      if (tag == "svg" || tag == "math") in_drawing_ = !closing && !closes_itself;
      // In HTML the '/' says nothing, in drawings most parts have it.
      const bool part =
          in_drawing_ && closes_itself && gumbo_tag_enum(tag.c_str()) == GUMBO_TAG_UNKNOWN;
      if (!nests(tag) || part) continue;
      if (!count(tag, closing)) return true;
      if (!closing && (tag == "script" || tag == "style")) skip_raw(tag);
    }
    return false;
  }

 private:
  /// False if too many elements are open. An end tag closes only an element of its own kind.
  bool count(const std::string& tag, bool closing) {
    std::size_t& open = open_[tag];
    if (!closing) {
      ++open;
      return ++depth_ <= kDeepest;
    }
    if (open == 0) return true;
    --open;
    --depth_;
    return true;
  }
  std::string name() {
    std::string tag;
    for (; at_ < bytes_.size() && tag.size() < 16 && bytes_[at_] != '>' && bytes_[at_] != '/' &&
           static_cast<unsigned char>(bytes_[at_]) > ' ';
         ++at_) {
      tag.push_back(lower(bytes_[at_]));
    }
    return tag;
  }
  /// Counts them up to the tag's end.
  std::size_t attributes() {
    std::size_t count = 0;
    char quote = '\0';
    for (; at_ < bytes_.size() && (quote != '\0' || bytes_[at_] != '>'); ++at_) {
      const char c = bytes_[at_];
      if (quote != '\0') {
        if (c == quote) quote = '\0';
      } else if ((c == '"' || c == '\'') && bytes_[at_ - 1] == '=') {
        quote = c;
      } else if ((static_cast<unsigned char>(c) <= ' ' || c == '/') && ++count > kMostAttributes) {
        break;
      }
    }
    return count;
  }
  void skip_raw(const std::string& tag) {
    while (at_ < bytes_.size()) {
      at_ = bytes_.find("</", at_);
      if (at_ == std::string_view::npos) return;
      const std::string_view rest = bytes_.substr(at_ + 2, tag.size());
      if (std::equal(rest.begin(), rest.end(), tag.begin(), tag.end(),
                     [](char a, char b) { return lower(a) == b; })) {
        return;
      }
      at_ += 2;
    }
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  std::unordered_map<std::string, std::size_t> open_;
  bool in_drawing_ = false;
};

double cpu_seconds() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

}  // namespace

/// Memory that only grows. It leaves gumbo by longjmp when the budget of memory or time is spent: a
/// throw cannot pass through C.
class HtmlTree::Arena {
 public:
  explicit Arena(std::size_t budget) : left_(budget) {}
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  ~Arena() {
    while (blocks_ != nullptr) {
      Block* const before = blocks_->before;
      std::free(blocks_);  // NOLINT(*-no-malloc)
      blocks_ = before;
    }
  }

  GumboOutput* parse(std::string_view bytes) {
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = [](void* arena, std::size_t size) {
      return static_cast<Arena*>(arena)->allocate(size);
    };
    options.deallocator = [](void*, void*) {};
    options.userdata = this;
    options.max_errors = 0;
    if (setjmp(spent_) != 0) return nullptr;  // NOLINT(*-err52-cpp)
    return gumbo_parse_with_options(&options, bytes.data(), bytes.size());
  }

 private:
  struct Block {
    Block* before;
  };
  void* allocate(std::size_t size) {
    constexpr std::size_t kAlign = alignof(std::max_align_t);
    const std::size_t wanted = (std::max<std::size_t>(size, 1) + kAlign - 1) / kAlign * kAlign;
    const bool late = ++calls_ % 256 == 0 && cpu_seconds() > deadline_;
    if (wanted > left_ || late) std::longjmp(spent_, 1);  // NOLINT(*-err52-cpp)
    left_ -= wanted;
    if (wanted > free_) {
      constexpr std::size_t kHead = (sizeof(Block) + kAlign - 1) / kAlign * kAlign;
      constexpr std::size_t kBlock = std::size_t{256} << 10;
      const std::size_t room = std::max(wanted, kBlock);
      void* const memory = std::malloc(kHead + room);  // NOLINT(*-no-malloc)
      if (memory == nullptr) std::longjmp(spent_, 1);  // NOLINT(*-err52-cpp)
      blocks_ = new (memory) Block{blocks_};
      next_ = static_cast<char*>(memory) + kHead;
      free_ = room;
    }
    char* const given = next_;
    next_ += wanted;
    free_ -= wanted;
    return given;
  }

  std::jmp_buf spent_{};
  std::size_t left_;
  double deadline_ = cpu_seconds() + kMostSeconds;
  std::uint64_t calls_ = 0;
  Block* blocks_ = nullptr;
  char* next_ = nullptr;
  std::size_t free_ = 0;
};

HtmlTree::HtmlTree(std::string_view bytes) {
  if (Scan(bytes).is_tangled()) return;
  arena_ = std::make_unique<Arena>(
      std::min(kBudgetBase + std::min(bytes.size(), kBudgetMost) * kBudgetPerByte, kBudgetMost));
  const GumboOutput* const output = arena_->parse(bytes);
  if (output != nullptr) root_ = output->document;
}

HtmlTree::~HtmlTree() = default;

std::string_view attribute(const GumboNode& node, const char* name) {
  if (!is_element(node)) return {};
  const GumboAttribute* const found = gumbo_get_attribute(&node.v.element.attributes, name);
  return found != nullptr ? std::string_view(found->value) : std::string_view();
}

bool has_attribute(const GumboNode& node, const char* name) {
  return is_element(node) && gumbo_get_attribute(&node.v.element.attributes, name) != nullptr;
}

std::span<void* const> children_of(const GumboNode& node) {
  if (node.type != GUMBO_NODE_DOCUMENT && !is_element(node)) return {};
  const GumboVector& children =
      is_element(node) ? node.v.element.children : node.v.document.children;
  return {children.data, children.length};
}

std::string plain_text(const GumboNode& node) {
  std::string out;
  bool blank = false;
  const auto enter = [&](const GumboNode& part) {
    if (!is_text(part)) return true;
    for (const char c : std::string_view(part.v.text.text)) {
      const bool is_space = static_cast<unsigned char>(c) <= ' ';
      if (!is_space) {
        if (blank && !out.empty()) out.push_back(' ');
        out.push_back(c);
      }
      blank = is_space;
    }
    return true;
  };
  walk(node, enter, [](const GumboNode&) {});
  clean_controls(out);
  return out;
}

}  // namespace khaldun
