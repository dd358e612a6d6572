#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "khaldun/base/day.h"
#include "khaldun/base/span.h"

namespace khaldun {

struct Source {
  std::string id;                ///< given in the input, else the file's stem, else a content hash
  std::string outlet;            ///< newspaper, agency; "" if not told
  std::string url;               ///< "" if not told
  std::optional<Day> published;  ///< from the input or --date
};

/// One text, valid UTF-8 (reading/ repairs it), with where it came from. Movable; views into text() stay valid while it lives
/// at the same place (text is held behind a pointer, so a move does not invalidate them).
class Document {
 public:
  Document(std::string title, std::string text, Source source);
  Document(Document&&) noexcept = default;
  Document& operator=(Document&&) noexcept = default;
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;
  ~Document() = default;

  [[nodiscard]] std::string_view text() const;
  [[nodiscard]] std::string_view title() const;
  [[nodiscard]] const Source& source() const { return source_; }
  [[nodiscard]] std::string_view slice(Span at) const { return text().substr(at.begin, at.size()); }
  /// Byte offset in text() → code points before it. O(1) for ASCII text, O(log n) + 64 bytes otherwise.
  [[nodiscard]] std::uint32_t code_points(std::uint32_t byte) const;
  /// The same for the title.
  [[nodiscard]] std::uint32_t title_code_points(std::uint32_t byte) const;

 private:
  struct Text;
  struct Drop {
    void operator()(Text* text) const;
  };
  std::unique_ptr<Text, Drop> body_;
  Source source_;
};

}  // namespace khaldun
