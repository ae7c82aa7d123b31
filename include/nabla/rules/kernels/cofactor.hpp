// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/kernels/determinant.hpp>
#include <nabla/support/libm.hpp>

namespace nabla {

/// Cofactors of up to 4 × 4 numbers.
constexpr void small_cofactor(const auto& a, const auto& to) {
  nabla::small_adjugate(a, to);
  for (std::ptrdiff_t j = 0; j < to.columns(); ++j)
    for (std::ptrdiff_t i = 0; i < j; ++i) nabla::exchange(to(i, j), to(j, i));
}

/// Derivative of the cofactors of up to 3 × 3 numbers in the direction d. They are polynomials of degree n - 1: for n = 3 the
/// derivative is what two matrices have in common, cofactor(a + d) - cofactor(a) - cofactor(d), here without that difference.
template <class View>
constexpr void small_cofactor_derivative(const View& a, const auto& d, const auto& to) {
  using T = scalar_of<View>;
  const std::ptrdiff_t n = a.rows();
  if (n == 1) to(0, 0) = T(0);
  else if (n == 2) nabla::small_cofactor(d, to);
  else if (n == 3)
    for (std::ptrdiff_t j = 0; j < 3; ++j)
      for (std::ptrdiff_t i = 0; i < 3; ++i) {
        const std::ptrdiff_t p = (i + 1) % 3, q = (i + 2) % 3, r = (j + 1) % 3, s = (j + 2) % 3;
        to(i, j) = a(p, r) * d(q, s) + d(p, r) * a(q, s) - a(p, s) * d(q, r) - d(p, s) * a(q, r);
      }
}

/// Cofactors of any matrix, singular ones too, by elimination with complete pivoting, P A Q = L U. Cofactors of a product are the
/// product of cofactors, so adjugate(A) = det(P) det(Q) Q adjugate(U) L⁻¹ P. Of U, whose last diagonal element u alone may vanish,
///     adjugate(U) = det(U₁) [u U₁⁻¹, -U₁⁻¹ c; 0, 1]     where U = [U₁, c; 0, u]
/// has no division by u. Where two pivots vanish the rank is below n - 1 and all cofactors are zero.
/// `w` is a matrix of scratch; `order` holds 2 n numbers.
template <class View>
constexpr void cofactor_by_complete_pivoting(const View& a, const auto& w, scalar_of<View>* order, const auto& to) {
  using libm::abs;
  using T = scalar_of<View>;
  const std::ptrdiff_t n = a.rows();
  nabla::copy_elements(a, w);
  T *rows = order, *columns = order + n, sign = T(1);
  const auto zero_all = [&to] {
    for (std::ptrdiff_t j = 0; j < to.columns(); ++j)
      for (std::ptrdiff_t i = 0; i < to.rows(); ++i) to(i, j) = T(0);
  };
  for (std::ptrdiff_t k = 0; k < n; ++k) {
    std::ptrdiff_t p = k, q = k;
    auto largest = abs(w(k, k));
    for (std::ptrdiff_t j = k; j < n; ++j)
      for (std::ptrdiff_t i = k; i < n; ++i)
        if (const auto size = abs(w(i, j)); size > largest) {
          largest = size;
          p = i;
          q = j;
        }
    rows[k] = T(static_cast<int>(p));
    columns[k] = T(static_cast<int>(q));
    if (p != k) sign = -sign;
    if (q != k) sign = -sign;
    for (std::ptrdiff_t j = 0; j < n && p != k; ++j) nabla::exchange(w(k, j), w(p, j));
    for (std::ptrdiff_t i = 0; i < n && q != k; ++i) nabla::exchange(w(i, k), w(i, q));
    if (k == n - 1) break;
    if (w(k, k) == T(0)) return zero_all();
    for (std::ptrdiff_t i = k + 1; i < n; ++i) w(i, k) = w(i, k) / w(k, k);
    for (std::ptrdiff_t j = k + 1; j < n; ++j)
      for (std::ptrdiff_t i = k + 1; i < n; ++i) w(i, j) = w(i, j) - w(i, k) * w(k, j);
  }
  // the columns of L⁻¹ through adjugate(U), in place
  T product = sign;
  for (std::ptrdiff_t k = 0; k + 1 < n; ++k) product = product * w(k, k);
  const T last = w(n - 1, n - 1);
  nabla::set_identity(to);
  nabla::solve_triangle<true, false, true>(w, to);
  for (std::ptrdiff_t j = 0; j < n; ++j) {
    const T below = to(n - 1, j);
    for (std::ptrdiff_t i = 0; i + 1 < n; ++i) to(i, j) = last * to(i, j) - w(i, n - 1) * below;
    for (std::ptrdiff_t k = n - 2; k >= 0; --k) {
      const T x = to(k, j) = to(k, j) / w(k, k);
      for (std::ptrdiff_t i = 0; i < k; ++i) to(i, j) = to(i, j) - w(i, k) * x;
    }
  }
  for (std::ptrdiff_t j = 0; j < n; ++j)
    for (std::ptrdiff_t i = 0; i < n; ++i) to(i, j) = product * to(i, j);
  for (std::ptrdiff_t k = n - 1; k >= 0; --k) {  // Q from the left, P from the right
    const std::ptrdiff_t p = nabla::index_in(rows[k]), q = nabla::index_in(columns[k]);
    for (std::ptrdiff_t j = 0; j < n && q != k; ++j) nabla::exchange(to(k, j), to(q, j));
    for (std::ptrdiff_t i = 0; i < n && p != k; ++i) nabla::exchange(to(i, k), to(i, p));
  }
  for (std::ptrdiff_t j = 0; j < n; ++j)
    for (std::ptrdiff_t i = 0; i < j; ++i) nabla::exchange(to(i, j), to(j, i));
}

/// Is the last word of elimination with partial pivoting that the matrix is singular, up to rounding?
template <class View>
constexpr bool is_nearly_singular(const View& f) {
  using libm::abs;
  const std::ptrdiff_t n = f.rows();
  if (n == 0) return false;
  auto smallest = abs(f(0, 0)), largest = smallest;
  for (std::ptrdiff_t i = 1; i < n; ++i) {
    const auto size = abs(f(i, i));
    if (size < smallest) smallest = size;
    if (size > largest) largest = size;
  }
  using real = decltype(smallest);
  return !(smallest > real(static_cast<double>(8 * n)) * real(std::numeric_limits<real>::epsilon()) * largest);
}

/// The same from the factors f, where they tell: det(A) A⁻ᵀ. `to` has two columns and a copy of itself behind it.
template <class View>
constexpr void cofactor_with_lu(const View& f, const auto& a, const auto& to) {
  using T = scalar_of<View>;
  if (nabla::is_nearly_singular(f)) {
    const std::ptrdiff_t n = to.rows();
    const own_matrix<T> scratch{n, to.behind(2)};
    nabla::cofactor_by_complete_pivoting(a, scratch, to.behind(0), to);
    return;
  }
  nabla::set_identity(to);
  nabla::solve_with_lu<true>(f, to);
  const T determinant = nabla::determinant_of_factors(f);
  for (std::ptrdiff_t j = 0; j < to.columns(); ++j)
    for (std::ptrdiff_t i = 0; i < to.rows(); ++i) to(i, j) = determinant * to(i, j);
}

}  // namespace nabla
