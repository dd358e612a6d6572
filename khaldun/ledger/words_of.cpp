#include "khaldun/ledger/words_of.h"

#include <algorithm>
#include <cctype>

namespace khaldun {
namespace {

/// Letters that count: "killing" and "killed" share their beginning.
constexpr std::size_t kStem = 6;
constexpr std::size_t kShortest = 4;

bool word_byte(unsigned char c) { return std::isalnum(c) != 0 || c >= 0x80; }

}  // namespace

std::vector<std::uint32_t> words_of(std::string_view text) {
  std::vector<std::uint32_t> out;
  std::uint32_t hash = 2166136261U;  // FNV-1a, 32 bits
  std::size_t size = 0;
  bool figure = false;
  const auto end = [&] {
    if (size >= kShortest || (figure && size > 0)) out.push_back(hash);
    hash = 2166136261U, size = 0, figure = false;
  };
  for (const char raw : text) {
    const auto c = static_cast<unsigned char>(raw);
    if (!word_byte(c)) {
      end();
      continue;
    }
    figure = figure || std::isdigit(c) != 0;
    if (size < kStem) hash = (hash ^ static_cast<std::uint32_t>(std::tolower(c))) * 16777619U;
    ++size;
  }
  end();
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

double shared_words(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
  if (a.empty() || b.empty()) return 0;
  std::size_t shared = 0;
  for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
    if (*x == *y) ++shared, ++x, ++y;
    else if (*x < *y) ++x;
    else ++y;
  }
  return static_cast<double>(shared) / static_cast<double>(std::min(a.size(), b.size()));
}

}  // namespace khaldun
