#pragma once
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "khaldun/reading/reading.h"
#include "khaldun/reading/utf8.h"

namespace khaldun::fuzz {

inline void require(bool holds) {
  if (!holds) std::abort();
}

inline void check_text(std::string_view text, const auto& code_points) {
  require(valid_utf8_prefix(text) == text.size());
  std::uint32_t count = 0;
  for (std::uint32_t at = 0; at < text.size(); ++at) {
    require(code_points(at) == count);
    if ((static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U) ++count;
  }
}

/// Any bytes give valid documents or say why not, in one line each.
inline void check_reading(const std::uint8_t* data, std::size_t size, InputKind kind) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  std::size_t complaints = 0;
  ReadOptions options;
  options.kind = kind;
  const auto give = [](Document&& document) {
    require(!is_blank(document.text()));
    require(!document.source().id.empty());
    check_text(document.text(), [&](std::uint32_t at) { return document.code_points(at); });
    check_text(document.title(), [&](std::uint32_t at) { return document.title_code_points(at); });
    return true;
  };
  const auto complain = [&complaints](const Error& error) {
    ++complaints;
    require(!error.what.empty() && error.what.find('\n') == std::string::npos);
  };
  const ReadCounts counts = read_bytes(bytes, "fuzz", options, give, complain);
  require(counts.documents + counts.faults > 0);
  require(complaints == counts.faults + counts.warnings);
}

}  // namespace khaldun::fuzz
