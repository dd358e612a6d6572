#include "khaldun/reading/fields.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "khaldun/reading/utf8.h"

namespace khaldun {
namespace {

struct Alias {
  std::string_view name;
  FieldName field;
};

// The proper names are those of docs/input.md. Aliases: RSS (pubDate, link), schema.org (headline,
// articleBody, datePublished), NewsAPI (content, publishedAt), news-please (maintext, date_publish,
// source_domain).
constexpr Alias kAliases[] = {
    {"id", {Field::id, 0}},
    {"docid", {Field::id, 1}},
    {"documentid", {Field::id, 2}},
    {"articleid", {Field::id, 3}},
    {"date", {Field::date, 0}},
    {"published", {Field::date, 1}},
    {"pubdate", {Field::date, 2}},
    {"publishedat", {Field::date, 3}},
    {"datepublished", {Field::date, 4}},
    {"datepublish", {Field::date, 5}},
    {"publicationdate", {Field::date, 6}},
    {"title", {Field::title, 0}},
    {"headline", {Field::title, 1}},
    {"source", {Field::source, 0}},
    {"outlet", {Field::source, 1}},
    {"publisher", {Field::source, 2}},
    {"newspaper", {Field::source, 3}},
    {"sourcedomain", {Field::source, 4}},
    {"url", {Field::url, 0}},
    {"link", {Field::url, 1}},
    {"text", {Field::text, 0}},
    {"body", {Field::text, 1}},
    {"content", {Field::text, 2}},
    {"maintext", {Field::text, 3}},
    {"articlebody", {Field::text, 4}},
    {"fulltext", {Field::text, 5}},
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool all_digits(std::string_view text) { return std::all_of(text.begin(), text.end(), is_digit); }

/// "" or a time after a date: "T10:00:00Z", " 10:00".
bool is_time_or_nothing(std::string_view rest) {
  if (rest.empty()) return true;
  const bool separated = rest[0] == 'T' || rest[0] == 't' || rest[0] == ' ';
  return separated && rest.size() > 1 && is_digit(rest[1]);
}

std::optional<Day> parse_separated(std::string_view text) {
  if (text.size() < 10 || !is_time_or_nothing(text.substr(10))) return std::nullopt;
  std::string iso(text.substr(0, 10));
  if (iso[4] == '/' && iso[7] == '/') iso[4] = iso[7] = '-';
  return parse_day(iso);
}

std::optional<Day> parse_compact(std::string_view text) {
  if (text.size() < 8 || !all_digits(text.substr(0, 8))) return std::nullopt;
  const std::string_view rest = text.substr(8);
  const bool stamp = rest.size() == 6 && all_digits(rest);  // 20221128103000, as GDELT writes it
  if (!stamp && !is_time_or_nothing(rest)) return std::nullopt;
  const std::string day(text.substr(0, 8));
  return parse_day(day.substr(0, 4) + "-" + day.substr(4, 2) + "-" + day.substr(6, 2));
}

/// "Nov", "Nov." is cut before, "november" → 11; 0 for no month.
unsigned month_named(std::string_view word) {
  constexpr std::string_view kMonths[] = {"january",   "february", "march",    "april",
                                          "may",       "june",     "july",     "august",
                                          "september", "october",  "november", "december"};
  std::string name(word);
  std::transform(name.begin(), name.end(), name.begin(), lower);
  if (name == "sept") return 9;
  for (unsigned month = 0; month < 12; ++month) {
    const std::string_view full = kMonths[month];
    if (name == full || (name.size() == 3 && full.starts_with(name))) return month + 1;
  }
  return 0;
}

/// Runs of letters and runs of digits; at most five, the rest (the time) does not matter.
std::vector<std::string_view> words_and_numbers(std::string_view text) {
  std::vector<std::string_view> found;
  for (std::size_t at = 0; at < text.size() && found.size() < 5;) {
    std::size_t end = at;
    const auto run = [&](bool (*in)(char)) {
      while (end < text.size() && in(text[end])) ++end;
    };
    run(is_digit(text[at]) ? is_digit : is_letter);
    if (end > at) found.push_back(text.substr(at, end - at));
    at = std::max(end, at + 1);
  }
  return found;
}

std::optional<Day> day_of(std::string_view year, unsigned month, std::string_view day) {
  if (month == 0 || year.size() != 4 || day.empty() || day.size() > 2) return std::nullopt;
  if (!all_digits(year) || !all_digits(day)) return std::nullopt;
  std::string iso(year);
  iso += month < 10 ? "-0" : "-";
  iso += std::to_string(month) + (day.size() == 1 ? "-0" : "-");
  return parse_day(iso.append(day));
}

std::optional<Day> parse_written(std::string_view text) {
  auto words = words_and_numbers(text);
  const bool weekday = words.size() > 3 && is_letter(words[0][0]) && month_named(words[0]) == 0;
  if (weekday) words.erase(words.begin());
  if (words.size() < 3) return std::nullopt;
  if (auto day = day_of(words[2], month_named(words[1]), words[0])) return day;
  return day_of(words[2], month_named(words[0]), words[1]);
}

}  // namespace

std::optional<FieldName> field_named(std::string_view name) {
  std::string key;
  for (const char c : name) {
    if (c != ' ' && c != '_' && c != '-' && c != '\t') key.push_back(lower(c));
    if (key.size() > 32) return std::nullopt;
  }
  for (const Alias& alias : kAliases) {
    if (alias.name == key) return alias.field;
  }
  return std::nullopt;
}

void Fields::set(FieldName name, std::string value) {
  Cell& cell = cells_[static_cast<std::size_t>(name.field)];
  if (cell.value.has_value() && cell.rank < name.rank) return;
  cell.value = std::move(value);
  cell.rank = name.rank;
}

std::string_view Fields::get(Field field) const {
  const Cell& cell = at(field);
  return cell.value.has_value() ? std::string_view(*cell.value) : std::string_view();
}

std::string Fields::take(Field field) {
  Cell& cell = cells_[static_cast<std::size_t>(field)];
  return cell.value.has_value() ? std::move(*cell.value) : std::string();
}

std::optional<Day> parse_told_day(std::string_view text) {
  text = trim(text);
  if (auto day = parse_separated(text)) return day;
  if (auto day = parse_compact(text)) return day;
  if (text.size() > 64 || text.empty()) return std::nullopt;
  if (is_digit(text[0]) && all_digits(text.substr(0, std::min<std::size_t>(text.size(), 4)))) {
    return std::nullopt;  // a year first, but not a day: "2022-13-01"
  }
  return parse_written(text);
}

}  // namespace khaldun
