#pragma once
#include <algorithm>
#include <cmath>

namespace khaldun {

/// Kilometres between two points given in degrees, on a sphere of 6371 km (haversine formula: R. W. Sinnott, "Virtues of the
/// haversine", Sky and Telescope 68, 1984).
[[nodiscard]] inline double kilometres(double lat, double lon, double other_lat, double other_lon) {
  constexpr double kEarth = 6371, kDegree = 3.14159265358979323846 / 180;
  const double north = std::sin((other_lat - lat) * kDegree / 2), east = std::sin((other_lon - lon) * kDegree / 2);
  const double h = north * north + std::cos(lat * kDegree) * std::cos(other_lat * kDegree) * east * east;
  return 2 * kEarth * std::asin(std::sqrt(std::min(1.0, h)));
}

}  // namespace khaldun
