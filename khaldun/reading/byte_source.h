#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "khaldun/base/result.h"

namespace khaldun {

/// Bytes of a file, of standard input or of memory, seen through a window that grows at its end and
/// is dropped from its beginning. Of memory the window is all of it.
class ByteSource {
 public:
  /// `path` "-" is standard input.
  [[nodiscard]] static Result<ByteSource> open(const std::string& path);
  /// A view; `bytes` must outlive the source.
  [[nodiscard]] static ByteSource of(std::string_view bytes);
  [[nodiscard]] static ByteSource of(std::string&& bytes);
  ByteSource(ByteSource&& other) noexcept;
  ByteSource& operator=(ByteSource&& other) noexcept;
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;
  ~ByteSource();

  /// What is read and not dropped; valid until the next more() or move.
  [[nodiscard]] std::string_view window() const;
  /// Lets the window grow: by what one read gives, at most as much as it holds already (so that
  /// growing to n bytes costs O(n)) or 64 KiB. False at the end. An error of the system is passed
  /// on.
  [[nodiscard]] Result<bool> more();
  void drop(std::size_t bytes);
  /// Of the window's first byte in the input.
  [[nodiscard]] std::uint64_t offset() const { return offset_; }
  /// Grows the window to the end. False if it is longer than `limit`; for a plain file without
  /// reading it.
  [[nodiscard]] Result<bool> read_all(std::uint64_t limit);

 private:
  ByteSource() = default;
  void close();
  std::string buffer_;
  std::string_view view_;  // of memory that is not ours; empty otherwise
  std::size_t begin_ = 0;  // of the window in buffer_ or view_
  std::uint64_t offset_ = 0;
  std::uint64_t size_ = 0;  // of a plain file, 0 = not known
  int descriptor_ = -1;     // -1: memory, or at the end
};

}  // namespace khaldun
