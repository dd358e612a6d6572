#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace khaldun::json {

/// Appends `text` (valid UTF-8) as a JSON string with its quotes. Control characters, quotes and
/// backslashes are escaped, the rest stands as it is.
void append_string(std::string& out, std::string_view text);
void append_integer(std::string& out, std::int64_t value);
/// Decimal notation with at most `decimals` places and at least one ("-2.0", "0.87"); null for what
/// is not finite.
void append_number(std::string& out, double value, int decimals);

/// Writes one value after another into a string and sets the commas. The caller keeps the order of
/// begin and end.
class Writer {
 public:
  explicit Writer(std::string& out) : out_(out) {}
  void begin_object() { open('{'); }
  void end_object() { close('}'); }
  void begin_array() { open('['); }
  void end_array() { close(']'); }
  /// `name` is one of ours: it needs no escapes.
  void key(std::string_view name);
  void string(std::string_view text);
  void integer(std::int64_t value);
  void number(double value, int decimals);
  void null();
  void boolean(bool value);
  /// key and value at once
  void field(std::string_view name, std::string_view text) { key(name), string(text); }
  void field_integer(std::string_view name, std::int64_t value) { key(name), integer(value); }
  void field_boolean(std::string_view name, bool value) { key(name), boolean(value); }
  void field_null(std::string_view name) { key(name), null(); }
  template <class Strings>
  void field_list(std::string_view name, const Strings& texts) {
    key(name);
    begin_array();
    for (const auto& text : texts) string(text);
    end_array();
  }

 private:
  void open(char bracket);
  void close(char bracket);
  void separate();
  std::string& out_;
  bool comma_ = false;
};

}  // namespace khaldun::json
