#pragma once
#include <cstddef>
#include <map>
#include <string>
#include <string_view>

namespace khaldun::app {

/// The files of the page that are built into the program (cmake/web.cmake). Nothing else of the disk is ever served.
class Pages {
 public:
  struct Page {
    std::string_view bytes, type;
    std::string packed;  ///< the same, gzip; "" if that is not smaller
    bool lasting = false;  ///< its name changes with its content
  };
  Pages();
  /// By path ("/", "/assets/index-1f2e.js"); null if there is none.
  [[nodiscard]] const Page* find(std::string_view path) const;
  /// The page with a build step is in, not only the plain one.
  [[nodiscard]] static bool full();
  [[nodiscard]] std::size_t size() const { return pages_.size(); }

 private:
  std::map<std::string, Page, std::less<>> pages_;
};

/// gzip; "" if it fails.
[[nodiscard]] std::string packed(std::string_view bytes, int level);

}  // namespace khaldun::app
