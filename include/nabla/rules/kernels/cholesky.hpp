// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/kernels/lu.hpp>
#include <nabla/support/libm.hpp>
#include <nabla/support/select.hpp>

#include <limits>

namespace nabla::detail {

/// `to` becomes (a + aᵀ) / 2 below and on the diagonal, and zero above. Halves are added, so that nothing overflows.
template <class View>
constexpr void symmetrise_lower(const View& a, const auto& to) {
  using T = scalar_of<View>;
  const T half(0.5);
  for (std::ptrdiff_t j = 0; j < to.columns(); ++j) {
    for (std::ptrdiff_t i = 0; i < j; ++i) to(i, j) = T(0);
    to(j, j) = a(j, j);
    for (std::ptrdiff_t i = j + 1; i < to.rows(); ++i) to(i, j) = half * a(i, j) + half * a(j, i);
  }
}

/// A matrix that has no Cholesky factor has NaN in place of one.
template <class View>
constexpr void fill_lower_with_nan(const View& l) {
  using T = scalar_of<View>;
  for (std::ptrdiff_t j = 0; j < l.columns(); ++j)
    for (std::ptrdiff_t i = j; i < l.rows(); ++i) l(i, j) = T(std::numeric_limits<T>::quiet_NaN());
}

/// The lower factor L of A = L Lᵀ in place of A, of which the lower triangle is read; NaN where A is not positive definite. Without a branch on numbers, so that
/// it can be written down.
template <class View>
constexpr void cholesky_in_place(const View& a) {
  using libm::sqrt;
  using T = scalar_of<View>;
  const T wrong(std::numeric_limits<T>::quiet_NaN());
  T doubt(-0.0);  // or NaN: to be added
  for (std::ptrdiff_t k = 0; k < a.rows(); ++k) {
    doubt = select(a(k, k) > T(0), select(a(k, k) > T(std::numeric_limits<T>::max()), wrong, doubt), wrong);
    const T root = sqrt(a(k, k) + doubt);
    a(k, k) = root;
    for (std::ptrdiff_t i = k + 1; i < a.rows(); ++i) a(i, k) = a(i, k) / root;
    for (std::ptrdiff_t j = k + 1; j < a.rows(); ++j) {
      const T factor = a(j, k);
      for (std::ptrdiff_t i = j; i < a.rows(); ++i) a(i, j) = a(i, j) - a(i, k) * factor;
    }
  }
  for (std::ptrdiff_t j = 0; j < a.columns(); ++j)
    for (std::ptrdiff_t i = j; i < a.rows(); ++i) a(i, j) = a(i, j) + doubt;
}

}  // namespace nabla::detail
