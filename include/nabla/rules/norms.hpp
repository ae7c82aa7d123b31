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

/// Which elements of a matrix stand behind one element of a sum of all, of rows or of columns.
struct summed_elements {
  std::ptrdiff_t row, rows, column, columns;
};
/// The square root of a sum of squares of a - middle from these over the largest of them.
template <class View>
[[gnu::noinline, gnu::cold]] constexpr scalar_of<View> norm_by_largest(const View& a, const summed_elements& of, const scalar_of<View>& middle) {
  using libm::abs, libm::sqrt;
  using T = scalar_of<View>;
  T largest(0);
  for (std::ptrdiff_t j = of.column; j < of.column + of.columns; ++j)
    for (std::ptrdiff_t i = of.row; i < of.row + of.rows; ++i) {
      const T size = abs(a(i, j) - middle);
      if (size > largest) largest = size;
    }
  if (largest == T(0) || largest > T(std::numeric_limits<T>::max())) return largest;
  T sum(0);
  for (std::ptrdiff_t j = of.column; j < of.column + of.columns; ++j)
    for (std::ptrdiff_t i = of.row; i < of.row + of.rows; ++i) {
      const T ratio = (a(i, j) - middle) / largest;
      sum = sum + ratio * ratio;
    }
  return largest * sqrt(sum);
}
/// The square root of the sum of squares, given that sum where it is to be trusted: neither it nor its summands left the normal
/// numbers. Else from the elements over the largest of them.
template <class View>
NABLA_DETAIL_RUNS constexpr scalar_of<View> norm_from_squares(const View& a, const scalar_of<View>& squares) {
  using libm::sqrt;
  using T = scalar_of<View>;
  if constexpr (!is_ordered<T>) return sqrt(squares);  // complex numbers
  else {
    using limits = std::numeric_limits<T>;
    // squares that underflow are below min, and lose less than a rounding error of a sum of min / eps²
    const T smallest = T(limits::min()) / T(limits::epsilon()) / T(limits::epsilon());
    if (squares > smallest && squares <= T(limits::max())) return sqrt(squares);
    if (squares != squares) return squares;
    return norm_by_largest(a, {0, a.rows(), 0, a.columns()}, T(0));
  }
}

/// Is the root of a sum of squares to be trusted, or NaN: neither the sum nor what was added left the normal numbers? Squares that underflow are below min, and lose less than a
/// rounding error of a sum of min / eps².
template <class T>
NABLA_DETAIL_RUNS constexpr bool has_its_digits(const T& root) {
  using limits = std::numeric_limits<T>;
  const T squares = root * root;
  return (squares > T(limits::min()) / T(limits::epsilon()) / T(limits::epsilon()) && squares <= T(limits::max())) || squares != squares;
}

/// R, the square roots of sums of squares of A - M: of all elements, of rows or of columns, as many as there are in R. Where a sum, or what was added, left the range of the
/// numbers, the root is made of A and M once more, which is one number, or one for each of them.
struct checked_lengths_rule : matrix_function<3> {  // internal
  static constexpr auto text = "checked_lengths";
  static constexpr bool has_formulas = false;
  static constexpr value_range range{.finite = true, .strict = true, .not_negative = true};
  static constexpr inferred_shape infer(const shape* a) { return {a[0]}; }
  NABLA_DETAIL_RUNS static constexpr void kernel(const auto& to, const auto& r, const auto& a, const auto& m) {
    constexpr bool has_order = is_ordered<scalar_of<std::remove_cvref_t<decltype(a)>>>;  // complex numbers have none
    const std::ptrdiff_t rows = to.rows(), columns = to.columns();
    bool are_right = true;
    for (std::ptrdiff_t j = 0; j < columns; ++j)
      for (std::ptrdiff_t i = 0; i < rows; ++i) {
        to(i, j) = r(i, j);
        if constexpr (has_order) are_right &= detail::has_its_digits(r(i, j));
      }
    if constexpr (has_order)
      if (!are_right) make_again(to, a, m);
  }
  // By hand: what an entry does is recorded number by number, and this is a loop over any number of them that ends where it may. The tests compare to the last bit.
  static constexpr auto c = R"(static inline void nabla_checked_lengths$s($T* to, int rows, int columns, const $T* r, int r_rows, int r_columns, const $T* a, int a_rows, int a_columns, const $T* m, int m_rows, int m_columns) {
  (void)r_rows;
  (void)r_columns;
  for (int k = 0; k < rows*columns; ++k) {
    const int row = rows == 1 ? 0 : k % rows, column = columns == 1 ? 0 : k/rows, height = rows == 1 ? a_rows : 1, width = columns == 1 ? a_columns : 1;
    const $T middle = m[m_rows*m_columns == 1 ? 0 : k];
    const $T squares = r[k]*r[k];
    $T largest = 0, sum = 0;
    to[k] = r[k];
    if ((squares > $min/$eps/$eps && squares <= $max) || squares != squares) continue;
    for (int e = 0; e < height*width; ++e) {
      const $T size = fabs$s(a[row + e % height + (column + e/height)*a_rows] - middle);
      if (size > largest) largest = size;
    }
    to[k] = largest;
    if (largest == 0 || isinf(largest)) continue;
    for (int e = 0; e < height*width; ++e) {
      const $T ratio = (a[row + e % height + (column + e/height)*a_rows] - middle)/largest;
      sum += ratio*ratio;
    }
    to[k] = largest*sqrt$s(sum);
  }
}
)";

 private:
  [[gnu::noinline, gnu::cold]] static constexpr void make_again(auto to, auto a, auto m) {  // copies: of views that a call only refers to g++ keeps none in registers
    const std::ptrdiff_t rows = to.rows(), columns = to.columns();
    for (std::ptrdiff_t j = 0; j < columns; ++j)
      for (std::ptrdiff_t i = 0; i < rows; ++i)
        if (!detail::has_its_digits(to(i, j)))
          to(i, j) = detail::norm_by_largest(a, {rows == 1 ? 0 : i, rows == 1 ? a.rows() : 1, columns == 1 ? 0 : j, columns == 1 ? a.columns() : 1}, m(m.rows() == 1 ? 0 : i, m.columns() == 1 ? 0 : j));
  }
};
constexpr auto lengths_from_squares(auto S, auto A, auto M) { return call<checked_lengths_rule>(sqrt(S), A, M); }

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

/// Which sum, and which mean, stands for each part.
template <over Part>
constexpr auto sums_of(auto A) {
  if constexpr (Part == over::all) return sum(A);
  else if constexpr (Part == over::rows) return row_sums(A);
  else return column_sums(A);
}
template <over Part>
constexpr auto means_of(auto A) {
  if constexpr (Part == over::all) return mean(A);
  else if constexpr (Part == over::rows) return row_means(A);
  else return column_means(A);
}
template <over Part>
constexpr inferred_shape shape_of_sums(const shape& a) {
  return {matrix_shape(Part == over::rows ? a.rows : extent(1), Part == over::columns ? a.columns : extent(1))};
}

/// norm2 of each row, of each column, or of all as what sums of squares are made of computes it: of many elements in less time, of few in more.
template <over Part>
struct lengths_rule : matrix_function<1> {  // internal
  static constexpr auto text = Part == over::all ? "whole_length" : (Part == over::rows ? "row_lengths" : "column_lengths");
  static constexpr over by[1] = {Part};
  static constexpr value_range range{.finite = true, .strict = true, .not_negative = true};
  static constexpr inferred_shape infer(const shape* a) { return detail::shape_of_sums<Part>(a[0]); }
  static constexpr auto definition(auto A) { return detail::lengths_from_squares(detail::sums_of<Part>(hadamard(A, A)), A, constant_beside<0>(A)); }
  static constexpr auto meaning(auto A) { return sqrt(detail::sums_of<Part>(hadamard(A, A))); }
  static constexpr auto pullbacks(auto A, auto C, auto d) { return pullback(hadamard(call<direction_rule>(d, C), A)); }
};
template <Expression A>
constexpr node_of<lengths_rule<over::all>, A> whole_length(A) { return {}; }
template <Expression A>
constexpr node_of<lengths_rule<over::rows>, A> row_lengths(A) { return {}; }
template <Expression A>
constexpr node_of<lengths_rule<over::columns>, A> column_lengths(A) { return {}; }

/// norm2(A - mean(A)), of all elements or of each row or column: the mean takes no part in the slopes, of which it is the mean again.
template <over Part>
struct deviations_rule : matrix_function<1> {  // internal
  static constexpr auto text = Part == over::all ? "deviation" : (Part == over::rows ? "row_deviations" : "column_deviations");
  static constexpr over by[1] = {Part};
  static constexpr value_range range{.finite = true, .strict = true, .not_negative = true, .of_elements = true};
  static constexpr inferred_shape infer(const shape* a) { return detail::shape_of_sums<Part>(a[0]); }
  static constexpr auto definition(auto A) {
    const auto distance = A - detail::means_of<Part>(A);
    return detail::lengths_from_squares(detail::sums_of<Part>(hadamard(distance, distance)), A, detail::means_of<Part>(A));
  }
  static constexpr auto meaning(auto A) {
    const auto distance = A - detail::means_of<Part>(A);
    return sqrt(detail::sums_of<Part>(hadamard(distance, distance)));
  }
  static constexpr auto pullbacks(auto A, auto C, auto d) { return pullback(hadamard(call<direction_rule>(d, C), A - detail::means_of<Part>(A))); }
};
template <Expression A>
constexpr node_of<deviations_rule<over::all>, A> deviation(A) { return {}; }
template <Expression A>
constexpr node_of<deviations_rule<over::rows>, A> row_deviations(A) { return {}; }
template <Expression A>
constexpr node_of<deviations_rule<over::columns>, A> column_deviations(A) { return {}; }

}  // namespace nabla::detail

namespace nabla {
using detail::divide_no_nan, detail::norm2, detail::frobenius;
}
