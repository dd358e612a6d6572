#include "khaldun/learn/feature_table.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace khaldun {
namespace {

constexpr double kLoad = 0.8;          // filled cells: speed against size
constexpr double kKeptShare = 0.9995;  // the largest weights beyond this share are cut to ±127

/// Factor that brings all but the few largest values into -127 … 127.
double scale_of(std::vector<float> sizes) {
  if (sizes.empty()) return 1;
  const auto at = static_cast<std::size_t>(static_cast<double>(sizes.size() - 1) * kKeptShare);
  std::nth_element(sizes.begin(), sizes.begin() + static_cast<std::ptrdiff_t>(at), sizes.end());
  return sizes[at] > 0 ? 127.0 / static_cast<double>(sizes[at]) : 1;
}

std::int8_t quantise(double value, double scale) {
  return static_cast<std::int8_t>(std::clamp(std::lround(value * scale), -127L, 127L));
}

struct Row {
  std::uint64_t feature;
  std::size_t begin, end;
};

std::vector<Row> rows_of(std::span<const Weight> weights) {
  std::vector<Row> rows;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (rows.empty() || rows.back().feature != weights[i].feature) {
      rows.push_back({weights[i].feature, i, i});
    }
    rows.back().end = i + 1;
  }
  return rows;
}

std::size_t cells_for(std::size_t features) {
  return static_cast<std::size_t>(static_cast<double>(features) / kLoad) + 2;
}

template <class Cell, class Empty>
void place_cell(std::vector<Cell>& cells, std::uint64_t feature, Cell cell, Empty empty) {
  std::size_t at = FeatureTable::place(feature, cells.size());
  while (!empty(cells[at])) {
    if (cells[at].mark == cell.mark) return;  // two features that look alike: the first one stays
    at = at + 1 == cells.size() ? 0 : at + 1;
  }
  cells[at] = cell;
}

}  // namespace

double FeatureTable::write(WeightsWriter& out, std::string_view name,
                         std::span<const Weight> weights) {
  std::vector<float> sizes;
  for (const Weight& weight : weights) sizes.push_back(std::abs(weight.value));
  const double scale = scale_of(sizes);
  std::vector<Item> pool;
  std::vector<std::pair<std::uint64_t, Cell>> kept;
  for (const Row& row : rows_of(weights)) {
    Cell cell{static_cast<std::uint32_t>(pool.size()), static_cast<std::uint16_t>(row.feature), 0};
    for (std::size_t i = row.begin; i < row.end; ++i) {
      const std::int8_t value = quantise(static_cast<double>(weights[i].value), scale);
      if (value == 0) continue;
      pool.push_back({static_cast<std::uint8_t>(weights[i].label), value});
      ++cell.size;
    }
    if (cell.size != 0) kept.emplace_back(row.feature, cell);
  }
  std::vector<Cell> cells(cells_for(kept.size()));
  for (const auto& [feature, cell] : kept) {
    place_cell(cells, feature, cell, [](const Cell& c) { return c.size == 0; });
  }
  out.add_array<Cell>(std::string(name) + ".cells", cells);
  out.add_array<Item>(std::string(name) + ".pool", pool);
  return 1 / scale;
}

Result<FeatureTable> FeatureTable::read(const WeightsFile& file, std::string_view name,
                                        std::size_t labels) {
  FeatureTable out;
  KHALDUN_TRY(out.cells_, file.array<Cell>(std::string(name) + ".cells"));
  KHALDUN_TRY(out.pool_, file.array<Item>(std::string(name) + ".pool"));
  bool has_empty = false;
  bool sound = true;
  for (const Cell& cell : out.cells_) {
    has_empty |= cell.size == 0;
    sound &= std::size_t{cell.offset} + cell.size <= out.pool_.size();
  }
  for (const Item& item : out.pool_) sound &= item.label < labels;
  if (!has_empty || !sound) {
    return Error{Fault::bad_format, "table \"" + std::string(name) + "\" is damaged", {}};
  }
  return out;
}

void ThreeWayTable::write(WeightsWriter& out, std::string_view name,
                          std::span<const Weight> weights) {
  struct Difference {
    std::uint64_t feature;
    float first, second;
  };
  std::vector<Difference> differences;
  std::vector<float> sizes;
  for (const Row& row : rows_of(weights)) {
    float value[3] = {0, 0, 0};
    for (std::size_t i = row.begin; i < row.end; ++i)
      value[weights[i].label % 3] = weights[i].value;
    differences.push_back({row.feature, value[0] - value[2], value[1] - value[2]});
    sizes.push_back(std::abs(differences.back().first));
    sizes.push_back(std::abs(differences.back().second));
  }
  const double scale = scale_of(sizes);
  std::vector<std::pair<std::uint64_t, Cell>> kept;
  for (const Difference& d : differences) {
    const Cell cell{mark(d.feature), quantise(static_cast<double>(d.first), scale),
                    quantise(static_cast<double>(d.second), scale)};
    if (cell.first != 0 || cell.second != 0) kept.emplace_back(d.feature, cell);
  }
  std::vector<Cell> cells(cells_for(kept.size()));
  for (const auto& [feature, cell] : kept) {
    place_cell(cells, feature, cell, [](const Cell& c) { return c.mark == 0; });
  }
  out.add_array<Cell>(std::string(name) + ".cells", cells);
}

Result<ThreeWayTable> ThreeWayTable::read(const WeightsFile& file, std::string_view name) {
  ThreeWayTable out;
  KHALDUN_TRY(out.cells_, file.array<Cell>(std::string(name) + ".cells"));
  const bool has_empty = std::any_of(out.cells_.begin(), out.cells_.end(),
                                     [](const Cell& cell) { return cell.mark == 0; });
  if (!has_empty) {
    return Error{Fault::bad_format, "table \"" + std::string(name) + "\" is damaged", {}};
  }
  return out;
}

}  // namespace khaldun
