#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "khaldun/base/result.h"

namespace khaldun {

/// A file of named sections, little-endian:
///   "KHALDUNW", u32 format, u32 sections, u64 size of the file, u64 hash of all that follows,
///   per section: name (24 bytes, zero-filled), u64 offset, u64 size; then the sections, each at a
///   multiple of 64 bytes.
/// The format number changes with the meaning of a section, so that old weights are refused instead
/// of misread.
class WeightsFile {
 public:
  /// Maps the file, which must not change as long as it is used: write_file puts a new one in its
  /// place. Errors: missing, too short, wrong magic, wrong `format`, damaged (hash), sections outside
  /// the file.
  [[nodiscard]] static Result<WeightsFile> read(const std::filesystem::path& path,
                                                std::uint32_t format);
  /// The same from memory; `file` is for messages.
  [[nodiscard]] static Result<WeightsFile> parse(std::string_view bytes, std::uint32_t format,
                                                 const std::string& file);

  /// A section as an array of T; valid while any copy of this object lives. Error if absent or of a
  /// wrong size.
  template <class T>
  [[nodiscard]] Result<std::span<const T>> array(std::string_view name) const {
    static_assert(std::is_trivially_copyable_v<T> && alignof(T) <= 64);
    KHALDUN_TRY(const std::string_view bytes, section(name));
    if (bytes.size() % sizeof(T) != 0) return damaged(name);
    // Pages and 64-bit words are aligned, and sections start at multiples of 64 bytes.
    return std::span<const T>(static_cast<const T*>(static_cast<const void*>(bytes.data())),
                              bytes.size() / sizeof(T));
  }
  [[nodiscard]] Result<std::string_view> section(std::string_view name) const;
  [[nodiscard]] std::uint64_t hash() const { return hash_; }

 private:
  [[nodiscard]] Error damaged(std::string_view name) const;
  [[nodiscard]] Result<Done> check(std::uint32_t format);

  std::shared_ptr<const void> owner_;  ///< of the bytes: a mapped file, or a copy in memory
  std::string_view bytes_;
  std::string file_;
  std::uint64_t hash_ = 0;
};

/// Collects sections, then writes the file. Names: at most 23 bytes.
class WeightsWriter {
 public:
  void add(std::string_view name, std::string bytes);
  template <class T>
  void add_array(std::string_view name, std::span<const T> values) {
    static_assert(std::is_trivially_copyable_v<T>);
    std::string bytes(values.size_bytes(), '\0');
    if (!values.empty()) std::memcpy(bytes.data(), values.data(), values.size_bytes());
    add(name, std::move(bytes));
  }
  /// The bytes of the file.
  [[nodiscard]] std::string finish(std::uint32_t format) const;

 private:
  std::vector<std::pair<std::string, std::string>> sections_;
};

/// 64-bit hash of bytes, 8 at a time: for damage, not for secrets.
[[nodiscard]] std::uint64_t hash_bytes(std::string_view bytes);
/// Sixteen hexadecimal digits.
[[nodiscard]] std::string to_hex(std::uint64_t value);
/// A whole file in memory.
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& path);
/// Writes beside the target and renames, so that readers see the old file or the new one.
[[nodiscard]] Result<Done> write_file(const std::filesystem::path& path, std::string_view bytes);

}  // namespace khaldun
