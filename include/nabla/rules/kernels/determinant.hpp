// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/kernels/lu.hpp>
#include <nabla/rules/kernels/pairs.hpp>
#include <nabla/support/libm.hpp>

#include <limits>
#include <type_traits>

namespace nabla::detail {

// Up to 4 × 4 by minors: no division, so what is exact stays exact, and a singular matrix is one like any other.

/// A square matrix in memory of the kernel's own.
template <class T>
struct own_matrix {
  using scalar = T;
  std::ptrdiff_t size = 0;
  T* elements = nullptr;
  constexpr std::ptrdiff_t rows() const { return size; }
  constexpr std::ptrdiff_t columns() const { return size; }
  constexpr T& operator()(std::ptrdiff_t i, std::ptrdiff_t j) const { return elements[i + j * size]; }
  constexpr T* behind(std::ptrdiff_t j) const { return elements + (size + j) * size; }
};

/// Transposed cofactors of a matrix of up to 4 × 4 numbers: A adjugate(A) = det(A). Returns det(A), which is 1 of no numbers.
template <class View, class Result>
constexpr scalar_of<View> small_adjugate(const View& a, const Result& to) {
  using T = scalar_of<View>;
  const std::ptrdiff_t n = a.rows();
  if (n == 0) return T(1);
  if (n == 1) {
    to(0, 0) = T(1);
    return a(0, 0);
  }
  if (n == 2) {
    const T p = a(0, 0), q = a(0, 1), r = a(1, 0), s = a(1, 1);
    to(0, 0) = s;
    to(0, 1) = -q;
    to(1, 0) = -r;
    to(1, 1) = p;
    return p * s - q * r;
  }
  if (n == 3) {
    const T a00 = a(0, 0), a10 = a(1, 0), a20 = a(2, 0), a01 = a(0, 1), a11 = a(1, 1), a21 = a(2, 1), a02 = a(0, 2), a12 = a(1, 2), a22 = a(2, 2);
    const T c0 = a11 * a22 - a12 * a21, c1 = a12 * a20 - a10 * a22, c2 = a10 * a21 - a11 * a20;
    to(0, 0) = c0;
    to(1, 0) = c1;
    to(2, 0) = c2;
    to(0, 1) = a02 * a21 - a01 * a22;
    to(1, 1) = a00 * a22 - a02 * a20;
    to(2, 1) = a01 * a20 - a00 * a21;
    to(0, 2) = a01 * a12 - a02 * a11;
    to(1, 2) = a02 * a10 - a00 * a12;
    to(2, 2) = a00 * a11 - a01 * a10;
    return a00 * c0 + a01 * c1 + a02 * c2;
  }
  // Laplace: minors of two rows, of the upper two (s) and the lower two (c)
  T e[4][4];
  for (int j = 0; j < 4; ++j)
    for (int i = 0; i < 4; ++i) e[i][j] = a(i, j);
  const auto minor = [&e](int row, int j, int k) { return e[row][j] * e[row + 1][k] - e[row + 1][j] * e[row][k]; };
  const T s0 = minor(0, 0, 1), s1 = minor(0, 0, 2), s2 = minor(0, 0, 3), s3 = minor(0, 1, 2), s4 = minor(0, 1, 3), s5 = minor(0, 2, 3);
  const T c0 = minor(2, 0, 1), c1 = minor(2, 0, 2), c2 = minor(2, 0, 3), c3 = minor(2, 1, 2), c4 = minor(2, 1, 3), c5 = minor(2, 2, 3);
  to(0, 0) = e[1][1] * c5 - e[1][2] * c4 + e[1][3] * c3;
  to(0, 1) = e[0][2] * c4 - e[0][1] * c5 - e[0][3] * c3;
  to(0, 2) = e[3][1] * s5 - e[3][2] * s4 + e[3][3] * s3;
  to(0, 3) = e[2][2] * s4 - e[2][1] * s5 - e[2][3] * s3;
  to(1, 0) = e[1][2] * c2 - e[1][0] * c5 - e[1][3] * c1;
  to(1, 1) = e[0][0] * c5 - e[0][2] * c2 + e[0][3] * c1;
  to(1, 2) = e[3][2] * s2 - e[3][0] * s5 - e[3][3] * s1;
  to(1, 3) = e[2][0] * s5 - e[2][2] * s2 + e[2][3] * s1;
  to(2, 0) = e[1][0] * c4 - e[1][1] * c2 + e[1][3] * c0;
  to(2, 1) = e[0][1] * c2 - e[0][0] * c4 - e[0][3] * c0;
  to(2, 2) = e[3][0] * s4 - e[3][1] * s2 + e[3][3] * s0;
  to(2, 3) = e[2][1] * s2 - e[2][0] * s4 - e[2][3] * s0;
  to(3, 0) = e[1][1] * c1 - e[1][0] * c3 - e[1][2] * c0;
  to(3, 1) = e[0][0] * c3 - e[0][1] * c1 + e[0][2] * c0;
  to(3, 2) = e[3][1] * s1 - e[3][0] * s3 - e[3][2] * s0;
  to(3, 3) = e[2][0] * s3 - e[2][1] * s1 + e[2][2] * s0;
  return (s0 * c5 - s1 * c4 + s2 * c3) + (s5 * c0 - s4 * c1 + s3 * c2);  // side by side
}

/// Determinant of up to 4 × 4 numbers.
template <class View>
constexpr scalar_of<View> small_determinant(const View& a) {
  if constexpr (suits_pairs<View>)
    if (!__builtin_is_constant_evaluated()) return cofactors_in_pairs<scalar_of<View>>(a.data, a.stride).determinant();
  scalar_of<View> adjugate[16];
  return detail::small_adjugate(a, own_matrix<scalar_of<View>>{a.rows(), adjugate});
}

/// det(A) from its LU factors. Large and small ones in turn, so that no product leaves the range of the numbers where det(A) does not.
template <class View>
constexpr scalar_of<View> determinant_of_factors(const View& f) {
  using libm::abs;
  const std::ptrdiff_t n = f.rows();
  const auto is_large = [&](std::ptrdiff_t i) { return abs(f(i, i)) > decltype(abs(f(i, i)))(1); };
  scalar_of<View> product = detail::sign_of_exchanges(f.behind(0), n);
  for (std::ptrdiff_t large = 0, small = 0;;) {
    while (large < n && !is_large(large)) ++large;
    while (small < n && is_large(small)) ++small;
    if (large == n && small == n) return product;
    const bool takes_small = large == n || (small < n && abs(product) > decltype(abs(product))(1));
    const std::ptrdiff_t i = takes_small ? small++ : large++;
    product = product * f(i, i);
  }
}

/// use(F) with the LU factors F of up to 4 × 4 numbers.
template <class View>
constexpr void with_small_factors(const View& a, auto use) {
  scalar_of<View> elements[20];
  const own_matrix<scalar_of<View>> f{a.rows(), elements};
  detail::copy_elements(a, f);
  detail::lu_in_place(f, f.behind(0));
  use(f);
}

/// Inverse by elimination of up to 4 × 4 numbers.
template <class View>
[[gnu::noinline]] constexpr void small_inverse_by_elimination(const View& a, const auto& to) {
  detail::with_small_factors(a, [&to](const auto& f) {
    detail::set_identity(to);
    detail::solve_with_lu<false>(f, to);
  });
}

/// A⁻¹ B, or A⁻ᵀ B, for up to 4 × 4 numbers, by elimination with partial pivoting: rows are exchanged by select(), so that there is no branch.
template <bool Transposed, class View>
constexpr void small_solve(const View& to, const auto& a, const auto& b) {
  using libm::abs;
  using T = scalar_of<View>;
  const std::ptrdiff_t n = a.rows();
  T elements[16];
  const own_matrix<T> m{n, elements};
  for (std::ptrdiff_t j = 0; j < n; ++j)
    for (std::ptrdiff_t i = 0; i < n; ++i) m(i, j) = Transposed ? a(j, i) : a(i, j);
  detail::copy_elements(b, to);
  for (std::ptrdiff_t k = 0; k < n; ++k) {
    for (std::ptrdiff_t i = k + 1; i < n; ++i) {
      const auto larger = abs(m(i, k)) > abs(m(k, k));
      const auto exchange_if_larger = [&larger](T& u, T& v) {
        const T before = u;
        u = select(larger, v, before);
        v = select(larger, before, v);
      };
      for (std::ptrdiff_t j = k; j < n; ++j) exchange_if_larger(m(k, j), m(i, j));
      for (std::ptrdiff_t j = 0; j < to.columns(); ++j) exchange_if_larger(to(k, j), to(i, j));
    }
    for (std::ptrdiff_t i = k + 1; i < n; ++i) {
      const T factor = m(i, k) / m(k, k);
      for (std::ptrdiff_t j = k + 1; j < n; ++j) m(i, j) = m(i, j) - factor * m(k, j);
      for (std::ptrdiff_t j = 0; j < to.columns(); ++j) to(i, j) = to(i, j) - factor * to(k, j);
    }
  }
  for (std::ptrdiff_t j = 0; j < to.columns(); ++j)
    for (std::ptrdiff_t k = n - 1; k >= 0; --k) {
      const T solved = to(k, j) / m(k, k);
      to(k, j) = solved;
      for (std::ptrdiff_t i = 0; i < k; ++i) to(i, j) = to(i, j) - m(i, k) * solved;
    }
}

template <class T>
constexpr T power_of_two(int exponent) {
  T result(1);
  for (int k = 0; k < exponent; ++k) result = result + result;
  return result;
}

/// The largest element of rows, and the product of the largest of each.
template <class T>
struct sizes_of_rows {
  T largest = T(0), product = T(1);
  constexpr void add(const T& of_row) {
    largest = of_row > largest ? of_row : largest;
    product = product * of_row;
  }
};
template <class View>
constexpr auto sizes_of(const View& a) {
  using libm::abs;
  using T = scalar_of<View>;
  using number = std::remove_cvref_t<decltype(abs(T(0)))>;
  sizes_of_rows<number> sizes;
  for (std::ptrdiff_t i = 0; i < a.rows(); ++i) {
    number of_row(0);
    for (std::ptrdiff_t j = 0; j < a.columns(); ++j) of_row = abs(T(a(i, j))) > of_row ? abs(T(a(i, j))) : of_row;
    sizes.add(of_row);
  }
  return sizes;
}
template <class T>
[[gnu::always_inline]] inline sizes_of_rows<T> sizes_of(const cofactors_in_pairs<T>& a) {
  const pair_of_doubles upper = a.largest_of_rows(&cofactors_in_pairs<T>::column::upper), lower = a.largest_of_rows(&cofactors_in_pairs<T>::column::lower);
  sizes_of_rows<T> sizes;
  for (const T of_row : {upper[0], upper[1], lower[0], lower[1]}) sizes.add(of_row);
  return sizes;
}

/// Is the inverse of a matrix of up to 4 × 4 numbers its adjugate over its determinant, to the accuracy of elimination? Its elements and its determinant have to be in the middle
/// of the range, so that no product of three elements overflows, and what underflows of one is nothing; and little of the determinant, which is a sum of products of an element of
/// each row, may have cancelled: 8 bits. Of 2 rows it cancels where elimination does.
template <class T>
constexpr bool is_moderate(std::ptrdiff_t rows, const sizes_of_rows<T>& sizes, const auto& determinant) {
  using libm::abs;
  using limits = std::numeric_limits<T>;
  constexpr auto power = [](auto exponent) {
    if constexpr (std::is_floating_point_v<T>) {
      constexpr T known = detail::power_of_two<T>(exponent);  // clang computes it at run time else
      return known;
    } else return detail::power_of_two<T>(exponent);
  };
  const T size = abs(determinant);
  const bool cancels = rows > 2 && size * power(std::integral_constant<int, 8>()) < sizes.product;
  if constexpr (!limits::is_specialized || limits::max_exponent > 1 << 15) return limits::min() <= size && size <= limits::max() && !cancels;
  else {
    constexpr std::integral_constant<int, limits::max_exponent / 3 - 4> third;
    constexpr std::integral_constant<int, -limits::min_exponent / 2> half;
    return sizes.largest <= power(third) && size >= T(1) / power(half) && size <= limits::max() && !cancels;
  }
}

template <class View>
[[gnu::always_inline]] inline bool inverts_in_pairs(const View& a, const auto& to) {
  const cofactors_in_pairs<scalar_of<View>> cofactors(a.data, a.stride);
  const double determinant = cofactors.determinant();
  if (!detail::is_moderate(4, detail::sizes_of(cofactors), determinant)) return false;
  cofactors.store_transposed(to.data, to.stride, 1 / determinant);
  return true;
}
/// Inverse of up to 4 × 4 numbers: adjugate over determinant, and by elimination where that would leave the range of the numbers, or lose digits.
template <class View, class Result>
constexpr void small_inverse(const View& a, const Result& to) {
  using T = scalar_of<View>;
  if constexpr (suits_pairs<View> && suits_pairs<Result>)
    if (!__builtin_is_constant_evaluated()) {
      if (!detail::inverts_in_pairs(a, to)) [[unlikely]]
        detail::small_inverse_by_elimination(a, to);
      return;
    }
  T elements[16];
  const own_matrix<T> adjugate{a.rows(), elements};
  const T determinant = detail::small_adjugate(a, adjugate);
  if (detail::is_moderate(a.rows(), detail::sizes_of(a), determinant)) {
    const T factor = T(1) / determinant;
    for (std::ptrdiff_t j = 0; j < a.rows(); ++j)
      for (std::ptrdiff_t i = 0; i < a.rows(); ++i) to(i, j) = adjugate(i, j) * factor;
  } else {
    detail::small_inverse_by_elimination(a, to);
  }
}

}  // namespace nabla::detail
