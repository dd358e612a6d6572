#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "khaldun/base/result.h"

/// Events as the scorer sees them, from gold lines and from records of `khaldun code`.
namespace khaldun::app {

/// A text that was coded, in code points.
struct EvalDoc {
  std::string id;
  std::u32string title, text;
  bool decoy = false;
};

/// Code points of the text or of the title.
struct Stretch {
  bool in_title = false;
  std::int64_t start = 0, end = 0;
};

using Side = std::set<std::pair<std::string, std::string>>;  ///< {country, primary sector}
using Interval = std::pair<std::int64_t, std::int64_t>;

/// One event, told in one or more places. `status`: reported denied future hypothetical.
struct Happening {
  std::string doc, type, status, date, country, place, process;
  std::set<std::string> modes;
  bool historical = false, contested = false;
  std::vector<std::string> attribution;
  Side actor, recipient;
  std::optional<Interval> dead, injured;
  std::vector<Stretch> spans, triggers;  ///< parallel
  bool sure = true;                      ///< false: gold does not demand it
  std::optional<double> confidence;
};

using Happenings = std::map<std::string, std::vector<Happening>>;  ///< by document

/// The documents of a JSON Lines file. Errors: unreadable, not JSON.
[[nodiscard]] Result<std::vector<EvalDoc>> load_docs(const std::string& path);
/// Gold lines of these documents. A quote that is not in its text is told in `lost`.
[[nodiscard]] Result<Happenings> load_gold(const std::string& path,
                                           const std::vector<EvalDoc>& docs,
                                           std::vector<std::string>& lost);
/// Records of these documents; lines that are not JSON objects are left out and counted in
/// `broken`.
[[nodiscard]] Result<Happenings> load_records(const std::string& path,
                                              const std::vector<EvalDoc>& docs,
                                              std::size_t& broken);

/// Do two names of a person or group share their head word, or does one hold all words of the
/// other?
[[nodiscard]] bool same_phrase(std::string_view a, std::string_view b);

}  // namespace khaldun::app
