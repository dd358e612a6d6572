#include "khaldun/language/unbroken.h"

#include <algorithm>
#include <array>
#include <string>

#include "khaldun/language/letters.h"

namespace khaldun {
namespace {

using std::string_view;

constexpr std::size_t kLongestName = 200;  // bytes: no file or host is longer

constexpr auto kFileEndings = std::to_array<string_view>(
    {"avi", "csv", "doc", "docx", "exe", "gif", "htm", "html", "jpeg", "jpg",
     "mov", "mp3", "mp4", "mpg",  "pdf", "php", "png", "pps",  "ppt",  "pptx",
     "ps",  "rtf", "tif", "txt",  "url", "wav", "xls", "xlsx", "xml",  "zip"});

bool alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool digit(char c) { return c >= '0' && c <= '9'; }
bool alnum(char c) { return alpha(c) || digit(c); }
/// Part of a word, as far as bytes tell: letters beyond ASCII count.
bool wordy(char c) { return alnum(c) || static_cast<unsigned char>(c) >= 0x80; }

char at(string_view text, std::size_t i) { return i < text.size() ? text[i] : '\0'; }

std::size_t run(string_view text, std::size_t from, bool (*fits)(char)) {
  while (from < text.size() && fits(text[from])) ++from;
  return from;
}

/// ":)", ":-(", ";-)", "=)", ":D" and the like. Those without a nose only where nothing stands
/// before them: "(as follows:)" has none.
std::size_t emoticon(string_view rest, bool opens) {
  if (rest == "^_^" || rest == "(:" || rest == "<3") return opens ? rest.size() : 0;
  const char eyes = at(rest, 0);
  if (eyes != ':' && eyes != ';' && (eyes != '=' || !opens)) return 0;
  std::size_t mouth = 1;
  if (at(rest, mouth) == '-') ++mouth;
  const char shape = at(rest, mouth);
  const bool letter = shape == 'D' || shape == 'P' || shape == 'p';
  if (shape != ')' && shape != '(' && !letter) return 0;
  if (!opens && (letter || mouth == 1)) return 0;
  std::size_t end = mouth;
  while (at(rest, end) == shape) ++end;
  return end < rest.size() && wordy(rest[end]) ? 0 : end;
}

/// "<<", "+++", "$$$", and lines of "-" and "=".
std::size_t row_of_signs(string_view rest) {
  const char sign = at(rest, 0);
  if (sign == '\0') return 0;
  if (string_view("<>+#$\\").find(sign) != string_view::npos) {
    std::size_t end = 1;
    while (at(rest, end) == sign) ++end;
    return end < 2 || (sign == '$' && digit(at(rest, end))) ? 0 : end;
  }
  if (sign == '-' || sign == '=') {
    const std::size_t end = std::min(rest.find_first_not_of("-="), rest.size());
    return end > 2 ? end : 0;
  }
  return 0;
}

/// "report-2.doc", "ENRON.XLS", ".doc".
std::size_t file_name(string_view rest) {
  const auto inside = [](char c) {
    return alnum(c) || c == '.' || c == '-' || c == '_' || c == '#' || c == '~' || c == '%';
  };
  const std::size_t end = run(rest.substr(0, kLongestName), 0, inside);
  for (std::size_t dot = rest.substr(0, end).rfind('.'); dot != string_view::npos;
       dot = dot == 0 ? string_view::npos : rest.rfind('.', dot - 1)) {
    const std::size_t stop = run(rest, dot + 1, alnum);
    if (is_file_ending(rest.substr(dot + 1, stop - dot - 1))) return stop;
  }
  return 0;
}

/// "alt.animals.cat", "en.wikipedia.org": three parts and more of small letters and digits, one of
/// them of three letters at least ("a.k.a" is none).
std::size_t host(string_view rest) {
  std::size_t parts = 0;
  std::size_t longest = 0;
  std::size_t end = 0;
  for (std::size_t from = 0;;) {
    const std::size_t stop = run(rest.substr(0, kLongestName), from, [](char c) {
      return (c >= 'a' && c <= 'z') || digit(c) || c == '-';
    });
    if (stop == from || !alnum(rest[stop - 1]) || !alpha(rest[from])) break;
    ++parts;
    longest = std::max(longest, stop - from);
    end = stop;
    if (at(rest, stop) != '.') break;
    from = stop + 1;
  }
  const bool ends =
      end == rest.size() || (!wordy(rest[end]) && rest[end] != '@' && rest[end] != '\'');
  return parts >= 3 && longest >= 3 && ends ? end : 0;
}

/// Three groups of digits and more with hyphens between, or "713/853-6197", "77415-0027".
std::size_t telephone(string_view rest) {
  std::array<std::size_t, 3> sizes{};
  std::size_t groups = 0;
  std::size_t end = 0;
  bool slash = false;
  for (std::size_t from = 0;;) {
    const std::size_t stop = run(rest, from, digit);
    if (stop == from) return 0;
    if (groups < sizes.size()) sizes[groups] = stop - from;
    ++groups;
    end = stop;
    const char joint = at(rest, stop);
    if (joint != '-' && !(joint == '/' && groups == 1)) break;
    slash = slash || joint == '/';
    from = stop + 1;
  }
  if (end < rest.size() && (wordy(rest[end]) || (rest[end] == '/' && wordy(at(rest, end + 1)))))
    return 0;
  if (slash) return groups == 3 && sizes[0] == 3 && sizes[1] == 3 && sizes[2] == 4 ? end : 0;
  if (groups == 2) return sizes[0] == 5 && sizes[1] == 4 ? end : 0;
  return groups >= 3 ? end : 0;
}

}  // namespace

bool is_file_ending(string_view part) {
  if (part.size() < 2 || part.size() > 4) return false;
  const bool small =
      std::all_of(part.begin() + 1, part.end(), [](char c) { return !(c >= 'A' && c <= 'Z'); });
  const bool capital =
      std::all_of(part.begin(), part.end(), [](char c) { return !(c >= 'a' && c <= 'z'); });
  if (!small && !capital) return false;
  const std::string lower = lower_case(part);
  return std::find(kFileEndings.begin(), kFileEndings.end(), lower) != kFileEndings.end();
}

std::size_t unbroken(string_view rest, bool opens) {
  const char first = at(rest, 0);
  if (digit(first)) {
    const std::size_t number = telephone(rest);
    return number != 0 ? number : file_name(rest);
  }
  if (alpha(first)) {
    const std::size_t file = file_name(rest);
    return file != 0 ? file : host(rest);
  }
  if (const std::size_t face = emoticon(rest, opens); face != 0) return face;
  if (first == '.' && alpha(at(rest, 1))) return file_name(rest);
  return row_of_signs(rest);
}

}  // namespace khaldun
