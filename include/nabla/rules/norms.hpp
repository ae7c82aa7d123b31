// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/matrix.hpp>
#include <nabla/rules/means.hpp>
#include <nabla/support/libm.hpp>

#include <limits>

namespace nabla::detail {

/// u / v, and 0 where v = 0: a direction, of nothing too. Its derivatives are 0 there.
struct direction_rule : packet_function<2> {  // internal
  static constexpr auto text = "divide_no_nan";
  static constexpr auto latex = "\\frac{#1}{#2}";
  NABLA_DETAIL_RUNS static constexpr auto value(auto u, auto v) { return select(v == decltype(v)(0), decltype(u)(0), u / v); }
  static constexpr auto extends(auto u, auto v) { return u / v; }
  static constexpr auto partials(auto, auto v, auto r) { return partial(call<direction_rule>(1_c, v), -call<direction_rule>(r, v)); }
};

template <Expression A, Expression R>
  requires shapes_agree<direction_rule, A, R>
constexpr node_of<direction_rule, A, R> divide_no_nan(A, R) { return {}; }

/// The square root of the sum of squares of a - middle from its elements over the largest of them.
template <class View>
[[gnu::noinline, gnu::cold]] constexpr scalar_of<View> norm_by_largest(const View& a, const scalar_of<View>& middle) {
  using libm::abs, libm::sqrt;
  using T = scalar_of<View>;
  T largest(0);
  for (std::ptrdiff_t j = 0; j < a.columns(); ++j)
    for (std::ptrdiff_t i = 0; i < a.rows(); ++i) {
      const T size = abs(a(i, j) - middle);
      if (size > largest) largest = size;
    }
  if (largest == T(0) || largest > T(std::numeric_limits<T>::max())) return largest;
  T sum(0);
  for (std::ptrdiff_t j = 0; j < a.columns(); ++j)
    for (std::ptrdiff_t i = 0; i < a.rows(); ++i) {
      const T ratio = (a(i, j) - middle) / largest;
      sum = sum + ratio * ratio;
    }
  return largest * sqrt(sum);
}
/// Is a sum of squares to be trusted, or NaN: neither it nor its summands left the normal numbers? Squares that underflow are below min, and lose less than a rounding error of a sum of
/// min / eps².
template <class T>
NABLA_DETAIL_RUNS constexpr bool has_its_digits(const T& squares) {
  using limits = std::numeric_limits<T>;
  return (squares > T(limits::min()) / T(limits::epsilon()) / T(limits::epsilon()) && squares <= T(limits::max())) || squares != squares;
}
/// The square root of the sum of squares, given that sum where it is to be trusted. Else from the elements over the largest of them.
template <class View>
NABLA_DETAIL_RUNS constexpr scalar_of<View> norm_from_squares(const View& a, const scalar_of<View>& squares) {
  using libm::sqrt;
  using T = scalar_of<View>;
  if constexpr (!is_ordered<T>) return sqrt(squares);  // complex numbers
  else return detail::has_its_digits(squares) ? sqrt(squares) : norm_by_largest(a, T(0));
}

/// r, the square root of the sum of squares of A - m, which a loop has made. Where that sum is not to be trusted, the root is made of A and m once more.
struct checked_length_rule : matrix_function<3> {  // internal
  static constexpr auto text = "checked_length";
  static constexpr bool has_formulas = false;
  static constexpr value_range range{.finite = true, .strict = true, .not_negative = true};
  static constexpr inferred_shape infer(const shape*) { return {}; }
  NABLA_DETAIL_RUNS static constexpr void kernel(const auto& to, const auto& r, const auto& a, const auto& m) {
    using T = scalar_of<std::remove_cvref_t<decltype(a)>>;
    to(0, 0) = r(0, 0);
    if constexpr (is_ordered<T>)  // complex numbers have no order
      if (const T squares = r(0, 0) * r(0, 0); !detail::has_its_digits(squares)) to(0, 0) = detail::norm_by_largest(a, m(0, 0));
  }
  // By hand: what an entry does is recorded number by number, and this is a loop over any number of them that ends where it may. The tests compare to the last bit.
  static constexpr auto c = R"(static inline void nabla_checked_length$s($T* to, int rows, int columns, const $T* r, int r_rows, int r_columns, const $T* a, int a_rows, int a_columns, const $T* m, int m_rows, int m_columns) {
  const int count = a_rows*a_columns;
  const $T squares = *r**r;
  $T largest = 0, sum = 0;
  (void)rows;
  (void)columns;
  (void)r_rows;
  (void)r_columns;
  (void)m_rows;
  (void)m_columns;
  *to = *r;
  if ((squares > $min/$eps/$eps && squares <= $max) || squares != squares) return;
  for (int k = 0; k < count; ++k)
    if (fabs$s(a[k] - *m) > largest) largest = fabs$s(a[k] - *m);
  *to = largest;
  if (largest == 0 || isinf(largest)) return;
  for (int k = 0; k < count; ++k) sum += (a[k] - *m)/largest*((a[k] - *m)/largest);
  *to = largest*sqrt$s(sum);
}
)";
};
constexpr auto length_from_squares(auto squares, auto A, auto m) { return call<checked_length_rule>(sqrt(squares), A, m); }

/// Euclidean norm of a vector, Frobenius norm of a matrix: squares neither overflow nor underflow. norm2'(0) = 0, as are its
/// derivatives of higher order.
struct norm2_rule : matrix_function<1> {
  static constexpr auto text = "norm2";
  static constexpr value_range range{.finite = true, .strict = true, .not_negative = true};
  static constexpr auto latex = "\\left\\|#1\\right\\|_2";
  static constexpr inferred_shape infer(const shape*) { return {}; }
  static constexpr auto meaning(auto A) { return sqrt(sum(hadamard(A, A))); }
  static constexpr auto pullbacks(auto A, auto r, auto d) { return pullback(d * call<direction_rule>(A, r)); }
  static constexpr auto rewrites(auto A) { return rewrite(sq(norm2(A)), sqnorm(A), norm2(A) * norm2(A), sqnorm(A)); }
  NABLA_DETAIL_RUNS static constexpr void kernel(const auto& to, const auto& a) {
    using T = scalar_of<std::remove_cvref_t<decltype(a)>>;
    T squares(0);
    for (std::ptrdiff_t j = 0; j < a.columns(); ++j)
      for (std::ptrdiff_t i = 0; i < a.rows(); ++i) squares = squares + a(i, j) * a(i, j);
    to(0, 0) = norm_from_squares(a, squares);
  }
  // By hand: what an entry does is recorded number by number, and this is a loop over any number of them that ends where it may. The tests compare to the last bit.
  static constexpr auto c = R"(static inline void nabla_norm2$s($T* to, int rows, int columns, const $T* a, int a_rows, int a_columns) {
  const int count = a_rows*a_columns;
  $T squares = 0, largest = 0, sum = 0;
  (void)rows;
  (void)columns;
  for (int k = 0; k < count; ++k) squares += a[k]*a[k];
  if ((squares > $min/$eps/$eps && squares <= $max) || squares != squares) {
    *to = sqrt$s(squares);
    return;
  }
  for (int k = 0; k < count; ++k)
    if (fabs$s(a[k]) > largest) largest = fabs$s(a[k]);
  *to = largest;
  if (largest == 0 || isinf(largest)) return;
  for (int k = 0; k < count; ++k) sum += a[k]/largest*(a[k]/largest);
  *to = largest*sqrt$s(sum);
}
)";
};
/// sqrt(sum of squares); its square, which has second derivatives at 0, becomes sqnorm(A).
template <Expression A>
constexpr node_of<norm2_rule, A> norm2(A) { return {}; }
/// The same under the name that matrices have for it.
template <Expression A>
constexpr node_of<norm2_rule, A> frobenius(A) { return {}; }

/// norm2(A - mean(A)): the mean takes no part in the slopes, of which it is the mean again. Distances that a kernel of norm2 reads are stored first: of 1000 elements that takes twice as long.
struct deviation_rule : matrix_function<1> {  // internal
  static constexpr auto text = "deviation";
  static constexpr value_range range{.finite = true, .strict = true, .not_negative = true, .of_elements = true};
  static constexpr inferred_shape infer(const shape*) { return {}; }
  static constexpr auto definition(auto A) {
    const auto distance = A - mean(A);
    return detail::length_from_squares(sum(hadamard(distance, distance)), A, mean(A));
  }
  static constexpr auto meaning(auto A) {
    const auto distance = A - mean(A);
    return sqrt(sum(hadamard(distance, distance)));
  }
  static constexpr auto pullbacks(auto A, auto r, auto d) { return pullback(d * call<direction_rule>(A - mean(A), r)); }
};
template <Expression A>
constexpr node_of<deviation_rule, A> deviation(A) { return {}; }

}  // namespace nabla::detail

namespace nabla {
using detail::divide_no_nan, detail::norm2, detail::frobenius;
}
