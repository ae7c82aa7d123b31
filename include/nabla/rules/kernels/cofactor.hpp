// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/kernels/determinant.hpp>
#include <nabla/rules/kernels/multilinear.hpp>
#include <nabla/support/libm.hpp>

namespace nabla::detail {

/// Cofactors of up to 4 × 4 numbers.
template <class View, class Result>
constexpr void small_cofactor(const View& a, const Result& to) {
  if constexpr (suits_pairs<View> && suits_pairs<Result>)
    if (!__builtin_is_constant_evaluated()) return cofactors_in_pairs<scalar_of<View>>(a.data, a.stride).store(to.data, to.stride);
  detail::small_adjugate(a, to);
  for (std::ptrdiff_t j = 0; j < to.columns(); ++j)
    for (std::ptrdiff_t i = 0; i < j; ++i) detail::exchange(to(i, j), to(j, i));
}

/// Behind the inverse of 4 × 4 numbers a column of the determinant, of 1 where nothing is lost by the cofactors over it and 0 elsewhere, and zeros. No product of elements may leave
/// the range, what underflows of one must be nothing, and of the determinant little may have cancelled: it is a sum of products of an element of each row, whose sizes add up to at most the
/// product of the rows' sums: that product and the sums' total are what the caller says.
template <class T>
constexpr void write_whether_usual(const auto& to, const T& determinant, const T& product, const T& total) {
  using libm::abs;
  const T size = abs(determinant);
  const bool is_usual = product <= T(256) * size && total <= T(0x1p250) && T(0x1p-511) <= size;
  const std::ptrdiff_t last = to.columns() - 1;
  to(0, last) = determinant;
  to(1, last) = T(is_usual ? 1 : 0);
  to(2, last) = to(3, last) = T(0);
}
template <class View>
[[gnu::always_inline]] inline void invert_usually_in_pairs(const View& a, const auto& to) {
  using in_pairs = cofactors_in_pairs<scalar_of<View>>;
  const in_pairs cofactors(a.data, a.stride);
  const double determinant = cofactors.determinant();
  const pair_of_doubles upper = cofactors.sums_of_rows(&in_pairs::column::upper), lower = cofactors.sums_of_rows(&in_pairs::column::lower);
  const pair_of_doubles products = upper * lower, totals = upper + lower;
  detail::write_whether_usual<double>(to, determinant, products[0] * products[1], totals[0] + totals[1]);
  cofactors.store_multiple(to.data, to.stride, 1 / determinant);
  if (to.columns() == 9) cofactors.store_transposed(to.data + 4 * to.stride, to.stride, 1 / determinant);
}
/// The transposed inverse of 4 × 4 numbers as it mostly is, cofactors over the determinant, in a result of 9 columns the inverse too, and behind that whether it is.
template <class View, class Result>
[[gnu::always_inline]] inline constexpr void invert_usually(const View& a, const Result& to) {
  using libm::abs;
  using T = scalar_of<View>;
  if constexpr (suits_pairs<View> && std::is_same_v<scalar_of<Result>, double>)
    if (!__builtin_is_constant_evaluated()) return detail::invert_usually_in_pairs(a, to);
  T elements[16], of_rows[4];
  const own_matrix<T> adjugate{4, elements};
  const T determinant = detail::small_adjugate(a, adjugate), factor = T(1) / determinant;
  for (std::ptrdiff_t i = 0; i < 4; ++i) of_rows[i] = abs(T(a(i, 0))) + abs(T(a(i, 1))) + abs(T(a(i, 2))) + abs(T(a(i, 3)));
  detail::write_whether_usual<T>(to, determinant, T(T(of_rows[0] * of_rows[2]) * T(of_rows[1] * of_rows[3])), T(T(of_rows[0] + of_rows[2]) + T(of_rows[1] + of_rows[3])));
  for (std::ptrdiff_t j = 0; j < 4; ++j)
    for (std::ptrdiff_t i = 0; i < 4; ++i) {
      to(i, j) = adjugate(j, i) * factor;
      if (to.columns() == 9) to(j, i + 4) = to(i, j);
    }
}

/// A square matrix of multilinear numbers in memory of the kernel's own.
template <class T, int Count>
struct multilinear_matrix {
  using number = multilinear<T, Count>;
  std::ptrdiff_t size = 0;
  T* elements = nullptr;
  constexpr T* at(std::ptrdiff_t i, std::ptrdiff_t j) const { return elements + (i + j * size) * number::size; }
  constexpr number operator()(std::ptrdiff_t i, std::ptrdiff_t j) const {
    number result;
    for (int set = 0; set < number::size; ++set) result.coefficients[set] = at(i, j)[set];
    return result;
  }
  constexpr void set(std::ptrdiff_t i, std::ptrdiff_t j, const number& value) const {
    for (int set = 0; set < number::size; ++set) at(i, j)[set] = value.coefficients[set];
  }
  constexpr void exchange_with(std::ptrdiff_t i, std::ptrdiff_t j, std::ptrdiff_t p, std::ptrdiff_t q) const {
    for (int set = 0; set < number::size; ++set) detail::exchange(at(i, j)[set], at(p, q)[set]);
  }
};

/// What has met all directions: the derivative.
template <class T, int Count>
constexpr T last_coefficient(const multilinear<T, Count>& f) { return f.coefficients[multilinear<T, Count>::size - 1]; }

/// Elimination with complete pivoting, P W Q = L U, of the first m rows: w becomes U₁, C and S, x, which is the identity, L⁻¹ P, `columns` says what Q exchanges,
/// and `product` is multiplied by det(P) det(Q) det(U₁). False where a pivot is zero.
template <class T, int Count>
constexpr bool eliminate_rows(const multilinear_matrix<T, Count>& w, const multilinear_matrix<T, Count>& x, std::ptrdiff_t n, std::ptrdiff_t m, T* columns, multilinear<T, Count>& product) {
  using libm::abs;
  using number = multilinear<T, Count>;
  for (std::ptrdiff_t k = 0; k < m; ++k) {
    std::ptrdiff_t p = k, q = k;
    auto largest = abs(*w.at(k, k));
    for (std::ptrdiff_t j = k; j < n; ++j)
      for (std::ptrdiff_t i = k; i < n; ++i)
        if (const auto size = abs(*w.at(i, j)); size > largest) {
          largest = size;
          p = i;
          q = j;
        }
    columns[k] = T(static_cast<int>(q));
    if ((p != k) != (q != k)) product = -product;
    for (std::ptrdiff_t j = 0; j < n && p != k; ++j) {
      w.exchange_with(k, j, p, j);
      x.exchange_with(k, j, p, j);
    }
    for (std::ptrdiff_t i = 0; i < n && q != k; ++i) w.exchange_with(i, k, i, q);
    const number pivot = w(k, k);
    product = product * pivot;
    if (pivot.coefficients[0] == T(0)) return false;
    for (std::ptrdiff_t i = k + 1; i < n; ++i) {
      const number factor = w(i, k) / pivot;
      w.set(i, k, factor);
      for (std::ptrdiff_t j = k + 1; j < n; ++j) w.set(i, j, w(i, j) - factor * w(k, j));
      for (std::ptrdiff_t j = 0; j < n; ++j) x.set(i, j, x(i, j) - factor * x(k, j));  // it becomes L⁻¹ P
    }
  }
  return true;
}
/// With P W Q = L U and x = L⁻¹ P: Qᵀ adjugate(W), the last coefficient of each element, in `to`; x is used up.
template <class T, int Count>
constexpr void cofactors_from_factors(const auto& to, const multilinear_matrix<T, Count>& w, const multilinear_matrix<T, Count>& x, std::ptrdiff_t n, std::ptrdiff_t m, const multilinear<T, Count>& product) {
  using number = multilinear<T, Count>;
  const std::ptrdiff_t left = n - m;
  number block[16], block_adjugate[16];
  const own_matrix<number> s{left, block}, adjugate{left, block_adjugate};
  for (std::ptrdiff_t j = 0; j < left; ++j)
    for (std::ptrdiff_t i = 0; i < left; ++i) s(i, j) = w(m + i, m + j);
  const number determinant = detail::small_adjugate(s, adjugate);
  for (std::ptrdiff_t j = 0; j < n; ++j) {
    number below[4];
    for (std::ptrdiff_t i = 0; i < left; ++i)
      for (std::ptrdiff_t l = 0; l < left; ++l) below[i] = below[i] + adjugate(i, l) * x(m + l, j);
    for (std::ptrdiff_t i = 0; i < left; ++i) to(m + i, j) = last_coefficient(product * below[i]);
    for (std::ptrdiff_t i = 0; i < m; ++i) {
      number sum = determinant * x(i, j);
      for (std::ptrdiff_t l = 0; l < left; ++l) sum = sum - w(i, m + l) * below[l];
      x.set(i, j, sum);
    }
    for (std::ptrdiff_t k = m - 1; k >= 0; --k) {
      const number solved = x(k, j) / w(k, k);
      to(k, j) = last_coefficient(product * solved);
      for (std::ptrdiff_t i = 0; i < k; ++i) x.set(i, j, x(i, j) - w(i, k) * solved);
    }
  }
}

/// The cofactors of a, differentiated in the directions d: polynomials of the elements, right for every matrix. Up to 4 × 4 by minors; else by
/// elimination of a + Σ t d with complete pivoting, P A Q = L U, that stops before the last rows, one more than there are directions: of what is left there,
/// the block S of U = [U₁, C; 0, S], minors are taken, so that it may be singular. If a pivot before is zero, all is. Adjugates of a product are products of adjugates,
///     adjugate(A) = det(P) det(Q) Q adjugate(U) L⁻¹ P,   adjugate(U) = det(U₁) [det(S) U₁⁻¹, -U₁⁻¹ C adjugate(S); 0, adjugate(S)].
/// `memory` holds n numbers and then 2 n² multilinear ones.
template <class T>
constexpr void cofactor_derivatives(const auto& to, T* memory, const auto& a, const auto&... d) {
  constexpr int count = static_cast<int>(sizeof...(d));
  using number = multilinear<T, count>;
  const std::ptrdiff_t n = a.rows();
  const auto element = [&](std::ptrdiff_t i, std::ptrdiff_t j) {
    number f(a(i, j));
    int bit = 1;
    ((f.coefficients[bit] = d(i, j), bit *= 2), ...);
    return f;
  };
  if (n <= 4) {
    number block[16], block_adjugate[16];
    const own_matrix<number> whole{n, block}, adjugate{n, block_adjugate};
    for (std::ptrdiff_t j = 0; j < n; ++j)
      for (std::ptrdiff_t i = 0; i < n; ++i) whole(i, j) = element(i, j);
    if (n > 0) detail::small_adjugate(whole, adjugate);
    for (std::ptrdiff_t j = 0; j < n; ++j)
      for (std::ptrdiff_t i = 0; i < n; ++i) to(i, j) = last_coefficient(adjugate(j, i));
    return;
  }
  T* columns = memory;
  const multilinear_matrix<T, count> w{n, memory + n}, x{n, memory + n + n * n * number::size};
  for (std::ptrdiff_t j = 0; j < n; ++j)
    for (std::ptrdiff_t i = 0; i < n; ++i) {
      w.set(i, j, element(i, j));
      x.set(i, j, number(i == j ? T(1) : T(0)));
    }
  const std::ptrdiff_t m = n - (count + 1);
  number product(T(1));
  if (!eliminate_rows(w, x, n, m, columns, product)) {
    for (std::ptrdiff_t j = 0; j < n; ++j)
      for (std::ptrdiff_t i = 0; i < n; ++i) to(i, j) = T(0);
    return;
  }
  cofactors_from_factors(to, w, x, n, m, product);
  for (std::ptrdiff_t k = m - 1; k >= 0; --k) {  // Q
    const std::ptrdiff_t q = detail::index_in(columns[k]);
    for (std::ptrdiff_t j = 0; j < n && q != k; ++j) detail::exchange(to(k, j), to(q, j));
  }
  for (std::ptrdiff_t j = 0; j < n; ++j)
    for (std::ptrdiff_t i = 0; i < j; ++i) detail::exchange(to(i, j), to(j, i));
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

/// Do the factors f tell the cofactors? Not of a nearly singular matrix, nor where the determinant is out of the range in which the cofactors may be.
template <class View>
constexpr bool factors_tell_cofactors(const View& f) {
  using libm::abs;
  const auto size = abs(detail::determinant_of_factors(f));
  using limits = std::numeric_limits<std::remove_const_t<decltype(size)>>;
  return limits::min() <= size && size <= limits::max() && !detail::is_nearly_singular(f);
}

/// The same from the factors f, where they tell: det(A) A⁻ᵀ. `to` has one column and two copies of itself behind it.
template <class View>
constexpr void cofactor_with_lu(const View& f, const auto& a, const auto& to) {
  using T = scalar_of<View>;
  if (!detail::factors_tell_cofactors(f)) {
    detail::cofactor_derivatives(to, to.behind(0), a);
    return;
  }
  detail::set_identity(to);
  detail::solve_with_lu<true>(f, to);
  const T determinant = detail::determinant_of_factors(f);
  for (std::ptrdiff_t j = 0; j < to.columns(); ++j)
    for (std::ptrdiff_t i = 0; i < to.rows(); ++i) to(i, j) = determinant * to(i, j);
}

}  // namespace nabla::detail
