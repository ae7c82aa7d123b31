// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/function.hpp>
#include <nabla/support/libm.hpp>

#include <cstddef>

namespace nabla::detail {

// Kernels of whole matrices: C++ for views of any scalar type, at compile time and at run time. A view knows rows(), columns(),
// (i, j), and behind(k): column k of what its rule has asked for behind it.

/// A number that holds an index; a complex one too.
template <class T>
constexpr std::ptrdiff_t index_in(const T& number) {
  if constexpr (requires { static_cast<int>(number); }) return static_cast<int>(number);
  else return static_cast<int>(number.real());
}

template <class T>
constexpr void exchange(T& a, T& b) {
  const T before = a;
  a = b;
  b = before;
}

constexpr void copy_elements(const auto& from, const auto& to) {
  for (std::ptrdiff_t j = 0; j < to.columns(); ++j)
    for (std::ptrdiff_t i = 0; i < to.rows(); ++i) to(i, j) = from(i, j);
}

/// P A = L U with partial pivoting, in place: U above, L below the diagonal, whose ones are not stored. Row k was exchanged with
/// row pivots[k] >= k. A column without a pivot is left alone, and U has a zero there.
template <class View>
constexpr void lu_in_place(const View& a, scalar_of<View>* pivots) {
  using libm::abs;
  using T = scalar_of<View>;
  const std::ptrdiff_t n = a.rows();
  for (std::ptrdiff_t k = 0; k < n; ++k) {
    std::ptrdiff_t best = k;
    auto largest = abs(a(k, k));
    for (std::ptrdiff_t i = k + 1; i < n; ++i)
      if (const auto size = abs(a(i, k)); size > largest) {
        largest = size;
        best = i;
      }
    pivots[k] = T(static_cast<int>(best));
    if (best != k)
      for (std::ptrdiff_t j = 0; j < n; ++j) detail::exchange(a(k, j), a(best, j));
    if (k + 1 == n) break;
    const T pivot = a(k, k);
    if (pivot == T(0)) continue;
    for (std::ptrdiff_t i = k + 1; i < n; ++i) a(i, k) = a(i, k) / pivot;
    for (std::ptrdiff_t j = k + 1; j < n; ++j) {
      const T factor = a(k, j);
      for (std::ptrdiff_t i = k + 1; i < n; ++i) a(i, j) = a(i, j) - a(i, k) * factor;
    }
  }
}

/// -1 for an odd number of exchanges.
template <class T>
constexpr T sign_of_exchanges(const T* pivots, std::ptrdiff_t n) {
  bool odd = false;
  for (std::ptrdiff_t k = 0; k < n; ++k) odd = odd != (detail::index_in(pivots[k]) != k);
  return odd ? T(-1) : T(1);
}

/// The rows of b in the order that elimination gave them, or back.
template <bool Back, class View>
constexpr void exchange_rows(const View& b, const scalar_of<View>* pivots) {
  const std::ptrdiff_t n = b.rows();
  for (std::ptrdiff_t step = 0; step < n; ++step) {
    const std::ptrdiff_t k = Back ? n - 1 - step : step, other = detail::index_in(pivots[k]);
    if (other != k)
      for (std::ptrdiff_t j = 0; j < b.columns(); ++j) detail::exchange(b(k, j), b(other, j));
  }
}

/// b becomes T⁻¹ b, or T⁻ᵀ b, where T is one triangle of a; with ones on its diagonal if Unit.
template <bool Lower, bool Transposed, bool Unit>
constexpr void solve_triangle(const auto& a, const auto& b) {
  using T = scalar_of<std::remove_cvref_t<decltype(b)>>;
  const std::ptrdiff_t n = b.rows();
  constexpr bool forward = Lower != Transposed;
  for (std::ptrdiff_t j = 0; j < b.columns(); ++j)
    for (std::ptrdiff_t step = 0; step < n; ++step) {
      const std::ptrdiff_t k = forward ? step : n - 1 - step;
      const std::ptrdiff_t first = forward ? k + 1 : 0, last = forward ? n : k;
      auto x = b(k, j);
      if constexpr (Transposed) {  // row k of Tᵀ is column k of T
        for (std::ptrdiff_t i = forward ? 0 : k + 1; i < (forward ? k : n); ++i) x = x - select(a(i, k) == T(0), T(0), a(i, k) * b(i, j));
        if constexpr (!Unit) x = x / a(k, k);
        b(k, j) = x;
      } else {
        if constexpr (!Unit) b(k, j) = x = x / a(k, k);
        // A zero keeps an infinity, which may be right, from the others. C code has no branch.
        bool is_finite = false;
        if constexpr (std::is_arithmetic_v<T>) is_finite = x - x == x - x;
        if (is_finite)
          for (std::ptrdiff_t i = first; i < last; ++i) b(i, j) = b(i, j) - a(i, k) * x;
        else
          for (std::ptrdiff_t i = first; i < last; ++i) b(i, j) = b(i, j) - select(a(i, k) == T(0), T(0), a(i, k) * x);
      }
    }
}

/// b becomes A⁻¹ b, or A⁻ᵀ b, where lu_in_place left A's factors in f.
template <bool Transposed>
constexpr void solve_with_lu(const auto& f, const auto& b) {
  if constexpr (Transposed) {
    detail::solve_triangle<false, true, false>(f, b);
    detail::solve_triangle<true, true, true>(f, b);
    detail::exchange_rows<true>(b, f.behind(0));
  } else {
    detail::exchange_rows<false>(b, f.behind(0));
    detail::solve_triangle<true, false, true>(f, b);
    detail::solve_triangle<false, false, false>(f, b);
  }
}

template <class View>
constexpr void set_identity(const View& to) {
  using T = scalar_of<View>;
  for (std::ptrdiff_t j = 0; j < to.columns(); ++j)
    for (std::ptrdiff_t i = 0; i < to.rows(); ++i) to(i, j) = i == j ? T(1) : T(0);
}

}  // namespace nabla::detail
