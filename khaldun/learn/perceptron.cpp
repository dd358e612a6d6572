#include "khaldun/learn/perceptron.h"

#include <algorithm>
#include <utility>

namespace khaldun {

Perceptron::Perceptron(std::size_t labels) : labels_(labels), cells_(1U << 16U), entries_(1) {}

std::size_t Perceptron::slot(std::uint64_t key) const {
  const std::size_t mask = cells_.size() - 1;
  std::size_t at = key & mask;
  while (cells_[at].first != 0 && cells_[at].key != key) at = (at + 1) & mask;
  return at;
}

void Perceptron::score(std::span<const std::uint64_t> features,
                       std::span<std::int32_t> scores) const {
  for (const std::uint64_t key : features) {
    for (std::uint32_t i = cells_[slot(key)].first; i != 0; i = entries_[i].next) {
      scores[entries_[i].label] += entries_[i].weight;
    }
  }
}

void Perceptron::grow() {
  std::vector<Cell> old(cells_.size() * 2);
  std::swap(old, cells_);
  for (const Cell& cell : old) {
    if (cell.first != 0) cells_[slot(cell.key)] = cell;
  }
}

Perceptron::Cell& Perceptron::touch(std::uint64_t key) {
  if (used_ * 2 > cells_.size()) grow();
  Cell& cell = cells_[slot(key)];
  if (cell.first == 0) {
    ++used_;
    cell.key = key;
  }
  return cell;
}

void Perceptron::add(Cell& cell, std::size_t label, std::int32_t amount) {
  std::uint32_t i = cell.first;
  while (i != 0 && entries_[i].label != label) i = entries_[i].next;
  if (i == 0) {
    i = static_cast<std::uint32_t>(entries_.size());
    entries_.push_back({0, 0, now_, cell.first, static_cast<std::uint16_t>(label)});
    cell.first = i;
  }
  Entry& entry = entries_[i];
  entry.total += std::int64_t{entry.weight} * (now_ - entry.since);
  entry.since = now_;
  entry.weight += amount;
}

void Perceptron::update(std::span<const std::uint64_t> features, std::size_t right,
                        std::size_t wrong) {
  for (const std::uint64_t key : features) {
    Cell& cell = touch(key);
    ++cell.updates;
    add(cell, right, 1);
    add(cell, wrong, -1);
  }
}

std::vector<Weight> Perceptron::averaged(std::uint32_t least_updates) const {
  std::vector<Weight> out;
  const double steps = now_ == 0 ? 1.0 : static_cast<double>(now_);
  for (const Cell& cell : cells_) {
    if (cell.updates < least_updates) continue;
    for (std::uint32_t i = cell.first; i != 0; i = entries_[i].next) {
      const Entry& entry = entries_[i];
      const std::int64_t total = entry.total + std::int64_t{entry.weight} * (now_ - entry.since);
      if (total == 0) continue;
      out.push_back(
          {cell.key, entry.label, static_cast<float>(static_cast<double>(total) / steps)});
    }
  }
  std::sort(out.begin(), out.end(), [](const Weight& a, const Weight& b) {
    return a.feature != b.feature ? a.feature < b.feature : a.label < b.label;
  });
  return out;
}

}  // namespace khaldun
