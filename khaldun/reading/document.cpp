#include "khaldun/reading/document.h"

#include <algorithm>
#include <utility>

namespace khaldun {
namespace {

constexpr std::size_t kStride =
    64;  // bytes between two entries of the index: 1/16 of the text in memory

bool begins_code_point(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

std::uint32_t count_code_points(std::string_view bytes) {
  return static_cast<std::uint32_t>(std::count_if(bytes.begin(), bytes.end(), begins_code_point));
}

/// A string and, unless it is ASCII, the number of code points before every 64th byte.
class Counted {
 public:
  explicit Counted(std::string bytes) : bytes_(std::move(bytes)) {
    const bool ascii = std::all_of(bytes_.begin(), bytes_.end(),
                                   [](char c) { return static_cast<unsigned char>(c) < 0x80U; });
    if (ascii) return;
    before_.reserve(bytes_.size() / kStride + 1);
    std::uint32_t count = 0;
    for (std::size_t at = 0; at <= bytes_.size(); at += kStride) {
      before_.push_back(count);
      count += count_code_points(view().substr(at, kStride));
    }
  }
  [[nodiscard]] std::string_view view() const { return bytes_; }
  [[nodiscard]] std::uint32_t code_points(std::uint32_t byte) const {
    const std::size_t end = std::min<std::size_t>(byte, bytes_.size());
    if (before_.empty()) return static_cast<std::uint32_t>(end);
    const std::size_t block = end / kStride;
    return before_[block] + count_code_points(view().substr(block * kStride, end % kStride));
  }

 private:
  std::string bytes_;
  std::vector<std::uint32_t> before_;
};

}  // namespace

struct Document::Text {
  Counted title, body;
};

void Document::Drop::operator()(Text* text) const { delete text; }  // NOLINT(*-owning-memory)

Document::Document(std::string title, std::string text, Source source)
    : body_(new Text{Counted(std::move(title)), Counted(std::move(text))}),
      source_(std::move(source)) {}

std::string_view Document::text() const { return body_->body.view(); }
std::string_view Document::title() const { return body_->title.view(); }
std::uint32_t Document::code_points(std::uint32_t byte) const {
  return body_->body.code_points(byte);
}
std::uint32_t Document::title_code_points(std::uint32_t byte) const {
  return body_->title.code_points(byte);
}

}  // namespace khaldun
