#include "khaldun/lexicon/source.h"

#include <algorithm>
#include <fstream>

namespace khaldun::source {
namespace {

std::string_view trim(std::string_view s) {
  while (!s.empty() && (s.front() == ' ' || s.front() == '\r')) s.remove_prefix(1);
  while (!s.empty() && (s.back() == ' ' || s.back() == '\r')) s.remove_suffix(1);
  return s;
}

}  // namespace

bool read_file(const std::filesystem::path& path, std::string& out) {
  std::ifstream in(path, std::ios::binary | std::ios::ate);
  if (!in) return false;
  out.resize(static_cast<std::size_t>(std::max<std::streamoff>(in.tellg(), 0)));
  in.seekg(0);
  in.read(out.data(), static_cast<std::streamsize>(out.size()));
  return in.good() || out.empty();
}

void read_tsv(const std::filesystem::path& path, std::string_view first_column,
              const std::function<void(const TsvRow&)>& give, const Problems& problems, std::string_view name) {
  std::string bytes;
  if (!read_file(path, bytes)) {
    problems.add("cannot be read", name, 0, 0, Fault::io);
    return;
  }
  std::string_view rest = bytes;
  std::uint32_t line = 0;
  while (!rest.empty()) {
    const auto end = rest.find('\n');
    const auto row_text = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    ++line;
    if (trim(row_text).empty() || row_text.front() == '#') continue;
    TsvRow row;
    row.line = line;
    std::string_view cells = row_text;
    for (;;) {
      const auto tab = cells.find('\t');
      row.cells.push_back(trim(cells.substr(0, tab)));
      if (tab == std::string_view::npos) break;
      cells = cells.substr(tab + 1);
    }
    if (row[0] == first_column) continue;
    give(row);
  }
}

std::vector<std::string> list_of(std::string_view cell, char separator) {
  std::vector<std::string> out;
  while (!cell.empty()) {
    const auto end = cell.find(separator);
    const auto item = trim(cell.substr(0, end));
    if (!item.empty()) out.emplace_back(item);
    if (end == std::string_view::npos) break;
    cell = cell.substr(end + 1);
  }
  return out;
}

void Table::fault(std::string what, std::string_view key) const {
  auto at = table_.source().begin;
  if (!key.empty()) {
    if (const auto* node = table_.get(key)) at = node->source().begin;
  }
  problems_.add(std::move(what), file_, at.line, at.column);
}

std::string Table::text(std::string_view key) const {
  const auto* node = table_.get(key);
  if (node == nullptr) return {};
  if (const auto* s = node->as_string()) return s->get();
  fault("\"" + std::string(key) + "\" should be a quoted string", key);
  return {};
}

bool Table::flag(std::string_view key) const {
  const auto* node = table_.get(key);
  if (node == nullptr) return false;
  if (const auto* b = node->as_boolean()) return b->get();
  fault("\"" + std::string(key) + "\" should be true or false", key);
  return false;
}

double Table::number(std::string_view key, double otherwise) const {
  const auto* node = table_.get(key);
  if (node == nullptr) return otherwise;
  if (const auto v = node->value<double>()) return *v;
  fault("\"" + std::string(key) + "\" should be a number", key);
  return otherwise;
}

std::vector<std::string> Table::texts(std::string_view key) const {
  std::vector<std::string> out;
  const auto* node = table_.get(key);
  if (node == nullptr) return out;
  if (const auto* s = node->as_string()) {
    out.push_back(s->get());
    return out;
  }
  const auto* list = node->as_array();
  if (list == nullptr) {
    fault("\"" + std::string(key) + "\" should be a list of quoted strings", key);
    return out;
  }
  for (const auto& item : *list) {
    if (const auto* s = item.as_string()) out.push_back(s->get());
    else problems_.add("\"" + std::string(key) + "\" holds something that is not a quoted string", file_, item.source().begin.line, item.source().begin.column);
  }
  return out;
}

const toml::table* Table::table(std::string_view key) const {
  const auto* node = table_.get(key);
  if (node == nullptr) return nullptr;
  if (node->as_table() == nullptr) fault("\"" + std::string(key) + "\" should be a table { … }", key);
  return node->as_table();
}

const toml::array* Table::array(std::string_view key) const {
  const auto* node = table_.get(key);
  if (node == nullptr) return nullptr;
  if (node->as_array() == nullptr) fault("\"" + std::string(key) + "\" should be a list [ … ]", key);
  return node->as_array();
}

void Table::only(const std::set<std::string_view>& known) const {
  for (const auto& [key, node] : table_) {
    if (!known.contains(key.str()))
      problems_.add("unknown key \"" + std::string(key.str()) + "\"", file_, node.source().begin.line, node.source().begin.column);
  }
}

toml::table read_toml(const std::filesystem::path& path, std::string_view name, const Problems& problems) {
  std::string bytes;
  if (!read_file(path, bytes)) {
    problems.add("cannot be read", name, 0, 0, Fault::io);
    return {};
  }
  try {
    return toml::parse(bytes, name);
  } catch (const toml::parse_error& error) {
    problems.add(std::string(error.description()), name, error.source().begin.line, error.source().begin.column, Fault::bad_format);
  }
  return {};
}

void each(const toml::table& root, std::string_view key, std::string_view file, const Problems& problems,
          const std::function<void(const Table&)>& give) {
  const auto* list = root.get_as<toml::array>(key);
  if (list == nullptr) return;
  for (const auto& item : *list) {
    if (const auto* table = item.as_table()) give(Table(*table, file, problems));
    else problems.add("[[" + std::string(key) + "]] should be a table", file, item.source().begin.line, item.source().begin.column);
  }
}

}  // namespace khaldun::source
