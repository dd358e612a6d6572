#pragma once
#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace khaldun {

/// Keeps copies of strings at places that never move. What Analysis::strings points to.
class Arena {
 public:
  [[nodiscard]] std::string_view keep(std::string_view text) {
    if (text.empty()) return {};
    if (text.size() > left_) refill(text.size());
    char* const at = next_;
    std::memcpy(at, text.data(), text.size());
    next_ += text.size();
    left_ -= text.size();
    return {at, text.size()};
  }
  /// Lets another owner live as long as this arena.
  void hold(std::shared_ptr<const void> owner) { held_.push_back(std::move(owner)); }

 private:
  static constexpr std::size_t kBlock = 16384;
  void refill(std::size_t size) {
    left_ = size > kBlock ? size : kBlock;
    blocks_.push_back(std::make_unique<char[]>(left_));
    next_ = blocks_.back().get();
  }
  std::vector<std::unique_ptr<char[]>> blocks_;
  std::vector<std::shared_ptr<const void>> held_;
  char* next_ = nullptr;
  std::size_t left_ = 0;
};

}  // namespace khaldun
