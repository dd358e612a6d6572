#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "khaldun/base/day.h"

namespace khaldun {

/// What the input may tell about one document.
enum class Field : std::uint8_t { id, date, title, source, url, text };
inline constexpr std::size_t kFieldCount = 6;

struct FieldName {
  Field field = Field::text;
  std::uint8_t rank =
      0;  ///< 0 for the proper name, more for aliases; the lowest one present counts
};

/// The field that a JSON key or a CSV column names. Case, blanks, '_' and '-' do not count:
/// "Pub-Date" is "pubdate".
[[nodiscard]] std::optional<FieldName> field_named(std::string_view name);

/// The fields of one document as the input tells them, valid UTF-8.
class Fields {
 public:
  /// Keeps `value` unless a name of lower rank gave one before.
  void set(FieldName name, std::string value);
  [[nodiscard]] bool has(Field field) const { return at(field).value.has_value(); }
  /// "" if not told.
  [[nodiscard]] std::string_view get(Field field) const;
  /// Moves the value out; "" if not told.
  [[nodiscard]] std::string take(Field field);

 private:
  struct Cell {
    std::optional<std::string> value;
    std::uint8_t rank = 0;
  };
  [[nodiscard]] const Cell& at(Field field) const {
    return cells_[static_cast<std::size_t>(field)];
  }
  std::array<Cell, kFieldCount> cells_;
};

/// The day of a date as newspapers and feeds write it: 2022-11-28, 20221128, 2022/11/28, each also
/// with a time after it (the day stays as written, whatever the time zone), "Mon, 28 Nov 2022
/// 10:00:00 GMT" (RFC 822), "28 November 2022", "November 28, 2022". Nothing for anything else:
/// 28/11/2022 is two days.
[[nodiscard]] std::optional<Day> parse_told_day(std::string_view text);

}  // namespace khaldun
