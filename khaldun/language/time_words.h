#pragma once
#include <string_view>

namespace khaldun {

/// Is it the lower-cased lemma of a noun that tells when ("monday", "week"), or a year in four digits?
[[nodiscard]] bool tells_time(std::string_view lemma);

}  // namespace khaldun
