#include "khaldun/learn/perceptron.h"

#include <algorithm>
#include <utility>

namespace khaldun {

Perceptron::Perceptron(std::size_t labels) : labels_(labels), cells_(1U << 16U) {}

std::size_t Perceptron::slot(std::uint64_t key) const {
  const std::size_t mask = cells_.size() - 1;
  std::size_t at = key & mask;
  while (cells_[at].room != 0 && cells_[at].key != key) at = (at + 1) & mask;
  return at;
}

void Perceptron::score(std::span<const std::uint64_t> features,
                       std::span<std::int32_t> scores) const {
  for (const std::uint64_t key : features) __builtin_prefetch(&cells_[key & (cells_.size() - 1)]);
  for (const std::uint64_t key : features) {
    const Cell& cell = cells_[slot(key)];
    for (std::uint32_t i = cell.first; i < cell.first + cell.size; ++i) {
      scores[weights_[i].label] += weights_[i].weight;
    }
  }
}

void Perceptron::grow() {
  std::vector<Cell> old(cells_.size() * 2);
  std::swap(old, cells_);
  for (const Cell& cell : old) {
    if (cell.room != 0) cells_[slot(cell.key)] = cell;
  }
}

/// Moves a full row to a place with twice the room; the old place is lost, which costs less than
/// half of the memory.
void Perceptron::widen(Cell& cell) {
  const std::size_t room =
      cell.room == 0 ? std::min<std::size_t>(labels_, 3) : cell.room * std::size_t{2};
  const std::size_t first = weights_.size();
  weights_.resize(first + room);
  history_.resize(first + room);
  for (std::size_t i = 0; i < cell.size; ++i) {
    weights_[first + i] = weights_[cell.first + i];
    history_[first + i] = history_[cell.first + i];
  }
  cell.first = static_cast<std::uint32_t>(first);
  cell.room = static_cast<std::uint16_t>(room);
}

Perceptron::Cell& Perceptron::touch(std::uint64_t key) {
  if (used_ * 2 > cells_.size()) grow();
  Cell& cell = cells_[slot(key)];
  if (cell.room == 0) {
    ++used_;
    cell.key = key;
    widen(cell);
  }
  return cell;
}

void Perceptron::add(Cell& cell, std::size_t label, std::int32_t amount) {
  std::size_t i = cell.first;
  const std::size_t last = i + cell.size;
  while (i < last && weights_[i].label != label) ++i;
  if (i == last) {
    if (cell.size == cell.room) widen(cell);
    i = cell.first + cell.size++;
    weights_[i] = {0, static_cast<std::uint16_t>(label)};
    history_[i] = {0, now_};
  }
  history_[i].total += std::int64_t{weights_[i].weight} * (now_ - history_[i].since);
  history_[i].since = now_;
  weights_[i].weight += amount;
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
    for (std::uint32_t i = cell.first; i < cell.first + cell.size; ++i) {
      const std::int64_t total =
          history_[i].total + std::int64_t{weights_[i].weight} * (now_ - history_[i].since);
      if (total == 0) continue;
      out.push_back(
          {cell.key, weights_[i].label, static_cast<float>(static_cast<double>(total) / steps)});
    }
  }
  std::sort(out.begin(), out.end(), [](const Weight& a, const Weight& b) {
    return a.feature != b.feature ? a.feature < b.feature : a.label < b.label;
  });
  return out;
}

}  // namespace khaldun
