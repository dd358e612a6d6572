#pragma once
#include <compare>
#include <cstdint>

namespace khaldun {

/// UTF-8 bytes of `Document::text()`, end exclusive. Only showing/ turns them into code points.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  [[nodiscard]] constexpr std::uint32_t size() const { return end - begin; }
  [[nodiscard]] constexpr bool empty() const { return begin >= end; }
  [[nodiscard]] constexpr bool overlaps(Span other) const {
    return begin < other.end && other.begin < end;
  }
  [[nodiscard]] constexpr bool covers(Span other) const {
    return begin <= other.begin && other.end <= end;
  }
  constexpr auto operator<=>(const Span&) const = default;
};

/// Indices into `Analysis::tokens`, end exclusive.
struct TokenRange {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  [[nodiscard]] constexpr std::uint32_t size() const { return last - first; }
  [[nodiscard]] constexpr bool empty() const { return first >= last; }
  [[nodiscard]] constexpr bool contains(std::uint32_t token) const {
    return first <= token && token < last;
  }
  [[nodiscard]] constexpr bool overlaps(TokenRange other) const {
    return first < other.last && other.first < last;
  }
  constexpr auto operator<=>(const TokenRange&) const = default;
};

/// "no token", "no sentence": the head of a root, an index that is not set.
inline constexpr std::uint32_t kNone = 0xffffffffU;

}  // namespace khaldun
