// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/nabla.hpp>

#include <array>

/// The equations of Lotka and Volterra, solved by the classical method of Runge and Kutta: prey and predators after some steps.
namespace recorded {

template <class T>
constexpr std::array<T, 2> growth(const std::array<T, 2>& z, const T& a, const T& b, const T& c, const T& d) {
  return {a * z[0] - b * z[0] * z[1], d * z[0] * z[1] - c * z[1]};
}
template <int Steps>
struct runge_kutta {
  template <class T>
  constexpr T operator()(T a, T b, T c, T d) const {
    constexpr double h = 0.1;
    std::array<T, 2> z{T(1.0), T(0.5)};
    const auto moved = [](const std::array<T, 2>& from, const std::array<T, 2>& by, double times) {
      return std::array<T, 2>{from[0] + times * by[0], from[1] + times * by[1]};
    };
    for (int i = 0; i < Steps; ++i) {
      const auto k1 = growth(z, a, b, c, d), k2 = growth(moved(z, k1, h / 2), a, b, c, d), k3 = growth(moved(z, k2, h / 2), a, b, c, d), k4 = growth(moved(z, k3, h), a, b, c, d);
      for (std::size_t k = 0; k < 2; ++k) z[k] += h / 6 * (k1[k] + 2.0 * k2[k] + 2.0 * k3[k] + k4[k]);
    }
    return z[0] * z[0] + z[1] * z[1];
  }
};

}  // namespace recorded
