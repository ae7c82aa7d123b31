// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>

namespace nabla::detail {

/// A polynomial in Count numbers t, linear in each: one coefficient for each set of them, by the bits of its index. Higher powers of one t are dropped, so
/// that the last coefficient of a function of them is its derivative in all their directions.
template <class T, int Count>
struct multilinear {
  static constexpr int size = 1 << Count;
  T coefficients[static_cast<std::size_t>(size)]{};

  constexpr multilinear() = default;
  constexpr explicit multilinear(const T& constant) { coefficients[0] = constant; }

  friend constexpr multilinear operator+(multilinear a, const multilinear& b) {
    for (int set = 0; set < size; ++set) a.coefficients[set] = a.coefficients[set] + b.coefficients[set];
    return a;
  }
  friend constexpr multilinear operator-(multilinear a, const multilinear& b) {
    for (int set = 0; set < size; ++set) a.coefficients[set] = a.coefficients[set] - b.coefficients[set];
    return a;
  }
  friend constexpr multilinear operator-(multilinear a) {
    for (T& coefficient : a.coefficients) coefficient = -coefficient;
    return a;
  }
  friend constexpr multilinear operator*(const multilinear& a, const multilinear& b) {
    multilinear result;
    for (int set = 0; set < size; ++set) {
      result.coefficients[set] = a.coefficients[0] * b.coefficients[set];  // nothing is added to 0, which would lose the sign of -0
      for (int part = 1; part < size; ++part)
        if ((part & set) == part) result.coefficients[set] = result.coefficients[set] + a.coefficients[part] * b.coefficients[set ^ part];
    }
    return result;
  }
  /// The quotient times b is a, coefficient by coefficient; only the constant of b is divided by.
  friend constexpr multilinear operator/(multilinear a, const multilinear& b) {
    for (int set = 0; set < size; ++set) {
      for (int part = 0; part < set; ++part)
        if ((part & set) == part) a.coefficients[set] = a.coefficients[set] - a.coefficients[part] * b.coefficients[set ^ part];
      a.coefficients[set] = a.coefficients[set] / b.coefficients[0];
    }
    return a;
  }
};

}  // namespace nabla::detail
