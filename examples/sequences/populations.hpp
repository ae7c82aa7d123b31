// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/nabla.hpp>

/// Hares and lynxes by the equations of A. J. Lotka (1925) and V. Volterra (1926), u' = (a - b v) u, v' = (d u - c) v, in thousands of pelts.
namespace sequences {

using nabla::operator""_c;

inline constexpr auto years = nabla::dim<"years">;
inline constexpr auto pelts = nabla::data<"pelts", years, 2>;  // hares and lynxes; positive
inline constexpr auto q = nabla::var<"q", 6>;  // logarithms of a, b, c, d, and of both in the first year

inline constexpr auto rates = [](auto s) {
  using namespace nabla;
  auto p = exp(block<0, 0, 4, 1>(q));
  return vstack((p[0_c] - p[1_c] * s[1_c]) * s[0_c], (p[3_c] * s[0_c] - p[2_c]) * s[1_c]);
};
/// A step of C. Runge and M. W. Kutta's method.
inline constexpr auto runge_kutta = [](auto s) {
  constexpr auto h = nabla::c<1, 10>;
  auto k1 = rates(s);
  auto k2 = rates(s + h / 2_c * k1);
  auto k3 = rates(s + h / 2_c * k2);
  auto k4 = rates(s + h * k3);
  return s + h / 6_c * (k1 + 2_c * k2 + 2_c * k3 + k4);
};
inline constexpr auto beginning = exp(nabla::block<4, 0, 2, 1>(q));
/// Ten steps a year, for as many years as there are rows.
inline constexpr auto computed = scan(nabla::drop_first<1>(pelts), beginning, [](auto, auto s) { return nabla::iterate<10>(s, runge_kutta); });
inline constexpr auto misfit = (sqnorm(log(nabla::drop_first<1>(pelts)) - log(computed)) + sqnorm(log(transpose(nabla::row<0>(pelts))) - log(beginning))) / 2_c;

}  // namespace sequences
