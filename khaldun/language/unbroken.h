#pragma once
#include <cstddef>
#include <string_view>

namespace khaldun {

/// Bytes at the start of `rest` that are one piece by their shape alone: emoticons (":-)"), rows of
/// one sign ("<<", "+++"), file names ("report-2.doc"), newsgroups and hosts of three parts and
/// more
/// ("en.wikipedia.org"), telephone numbers ("713-853-3989", "1-800-991-9019"). 0 if there are none.
/// `rest`: from any place in a stretch without blanks to its end. `opens`: it is the start of the
/// stretch. Source: what the UD English treebanks (EWT, GUM) leave whole. O(bytes).
[[nodiscard]] std::size_t unbroken(std::string_view rest, bool opens);

/// Has `part` the look of a kind of file ("doc", "PDF")?
[[nodiscard]] bool is_file_ending(std::string_view part);

}  // namespace khaldun
