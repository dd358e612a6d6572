#pragma once
#include <gumbo.h>

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace khaldun {

/// The tree of a page, in memory of its own that is given back at once: gumbo's own clean-up
/// recurses as deep as the page nests and overflows the stack.
class HtmlTree {
 public:
  /// `bytes`: UTF-8; must outlive the tree. `root()` is null for a page that would cost too much,
  /// gumbo being quadratic in what no person writes: about 2000 open elements, 1000 attributes in a
  /// tag, more memory than 64 MiB + 64 times the page, 20 seconds of processor time.
  explicit HtmlTree(std::string_view bytes);
  HtmlTree(const HtmlTree&) = delete;
  HtmlTree& operator=(const HtmlTree&) = delete;
  ~HtmlTree();
  [[nodiscard]] const GumboNode* root() const { return root_; }

 private:
  class Arena;
  std::unique_ptr<Arena> arena_;
  const GumboNode* root_ = nullptr;
};

/// Of an element; "" if it has none. `name` in lower case.
[[nodiscard]] std::string_view attribute(const GumboNode& node, const char* name);
[[nodiscard]] bool has_attribute(const GumboNode& node, const char* name);
[[nodiscard]] inline bool is_element(const GumboNode& node) {
  return node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE;
}
[[nodiscard]] inline GumboTag tag_of(const GumboNode& node) {
  return is_element(node) ? node.v.element.tag : GUMBO_TAG_UNKNOWN;
}
[[nodiscard]] inline bool is_text(const GumboNode& node) {
  return node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE ||
         node.type == GUMBO_NODE_CDATA;
}

/// The children of a document or an element; none of others.
[[nodiscard]] std::span<void* const> children_of(const GumboNode& node);

/// Walks the tree below and with `root` without recursion. `enter(node)` is called before the
/// children and tells whether to go into them; `leave(node)` after them, also for nodes not gone
/// into.
template <class Enter, class Leave>
void walk(const GumboNode& root, const Enter& enter, const Leave& leave);

/// All text below `node`, blanks collapsed, no formatting: for titles.
[[nodiscard]] std::string plain_text(const GumboNode& node);

template <class Enter, class Leave>
void walk(const GumboNode& root, const Enter& enter, const Leave& leave) {
  struct Step {
    const GumboNode* node;
    std::span<void* const> children;  // still to go into
  };
  std::vector<Step> path;
  const auto go_into = [&](const GumboNode& node) {
    path.push_back({&node, enter(node) ? children_of(node) : std::span<void* const>()});
  };
  go_into(root);
  while (!path.empty()) {
    Step& step = path.back();
    if (!step.children.empty()) {
      const void* const child = step.children.front();
      step.children = step.children.subspan(1);
      go_into(*static_cast<const GumboNode*>(child));
    } else {
      leave(*step.node);
      path.pop_back();
    }
  }
}

}  // namespace khaldun
