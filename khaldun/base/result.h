#pragma once
#include <cstdint>
#include <string>
#include <utility>
#include <variant>

namespace khaldun {

enum class Fault : std::uint8_t { not_found, bad_format, bad_value, conflict, unsupported, io };

/// What went wrong, for the person who can mend it. `line` and `column` count from 1; 0 = not known.
struct Error {
  Fault fault = Fault::bad_value;
  std::string what;
  std::string file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  /// "actors/pakistan.toml:41:7: role ends (2007) before it begins (2017)"
  [[nodiscard]] std::string text() const {
    std::string out = file;
    if (line != 0) out += ":" + std::to_string(line);
    if (line != 0 && column != 0) out += ":" + std::to_string(column);
    return out.empty() ? what : out + ": " + what;
  }
};

/// A value or an Error. `value()` on an Error throws std::bad_variant_access: a bug, never bad input.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT(*-explicit-*)
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(*-explicit-*)
  [[nodiscard]] explicit operator bool() const { return state_.index() == 0; }
  [[nodiscard]] bool ok() const { return state_.index() == 0; }
  [[nodiscard]] T& value() & { return std::get<0>(state_); }
  [[nodiscard]] const T& value() const& { return std::get<0>(state_); }
  [[nodiscard]] T&& value() && { return std::get<0>(std::move(state_)); }
  [[nodiscard]] const Error& error() const { return std::get<1>(state_); }

 private:
  std::variant<T, Error> state_;
};

struct Done {};  ///< the value of a Result that has none

}  // namespace khaldun

#define KHALDUN_JOIN2(a, b) a##b
#define KHALDUN_JOIN(a, b) KHALDUN_JOIN2(a, b)
/// KHALDUN_TRY(auto lexicon, Lexicon::open(path)); returns the error of the call, if any, to our caller.
#define KHALDUN_TRY(declaration, ...)                                            \
  auto KHALDUN_JOIN(khaldun_try_, __LINE__) = (__VA_ARGS__);                     \
  if (!KHALDUN_JOIN(khaldun_try_, __LINE__).ok())                                \
    return KHALDUN_JOIN(khaldun_try_, __LINE__).error();                         \
  declaration = std::move(KHALDUN_JOIN(khaldun_try_, __LINE__)).value()
/// KHALDUN_DO(store.flush()); the same for a call whose value nobody needs.
#define KHALDUN_DO(...)                                                          \
  if (auto KHALDUN_JOIN(khaldun_do_, __LINE__) = (__VA_ARGS__);                  \
      !KHALDUN_JOIN(khaldun_do_, __LINE__).ok())                                 \
  return KHALDUN_JOIN(khaldun_do_, __LINE__).error()
