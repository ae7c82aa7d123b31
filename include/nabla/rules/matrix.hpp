// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/conditions.hpp>

namespace nabla::detail {

/// m × n to n × m
struct transpose_rule : matrix_function<1> {
  static constexpr auto text = "transpose";
  static constexpr value_range range{.finite = true, .strict = true};
  static constexpr auto code = operation_code::transpose;
  static constexpr inferred_shape infer(const shape* a) { return {matrix_shape(a[0].columns, a[0].rows)}; }
  static constexpr auto pullbacks(auto, auto, auto dC) { return pullback(transpose(dC)); }
};
template <Expression A>
constexpr node_of<transpose_rule, A> transpose(A) { return {}; }

/// The first operand repeated to the shape of the second, whose value does not matter.
struct broadcast_rule : matrix_function<2> {
  static constexpr auto text = "broadcast";
  static constexpr value_range range{.finite = true, .strict = true};
  static constexpr auto written = "broadcast_to";
  static constexpr auto code = operation_code::broadcast;
  static constexpr inferred_shape infer(const shape* a) {
    if (inferred_shape both = broadcast(a[0], a[1]); both.problem != nullptr || !(both.extents == a[1])) return {{}, "it does not broadcast to that shape"};
    return {a[1]};
  }
  template <int I>
  static constexpr auto operand() {
    if constexpr (I == 0) return placeholder<0, 1, dim<"n">>{};
    else return placeholder<1, dim<"m">, dim<"n">>{};
  }
};
template <Expression A, Expression Like>
  requires shapes_agree<broadcast_rule, A, Like>
constexpr node_of<broadcast_rule, A, Like> broadcast_to(A, Like) { return {}; }

/// Stands for any matrix of this shape, where only the shape matters.
template <auto Rows, auto Columns>
using any_of_shape = placeholder<-1, extent(Rows), extent(Columns)>;
/// `like<n, 3>`: that, for functions which use the shape of their last operand only, as in `count(like<n, 3>)`.
template <auto Rows, auto Columns>
inline constexpr any_of_shape<Rows, Columns> like{};
/// `broadcast_to<n, 3>(x)`: x repeated to n × 3.
template <auto Rows, auto Columns, Expression A>
  requires(is_size<Rows> && is_size<Columns>) && shapes_agree<broadcast_rule, A, any_of_shape<Rows, Columns>>
constexpr node_of<broadcast_rule, A, any_of_shape<Rows, Columns>> broadcast_to(A) { return {}; }

/// Number of elements: a constant, or known when the sizes are bound.
struct count_rule : matrix_function<1> {
  static constexpr auto text = "count";
  static constexpr auto code = operation_code::count;
  static constexpr inferred_shape infer(const shape*) { return {}; }
};
template <Expression A>
constexpr node_of<count_rule, A> count(A) { return {}; }

/// Sum of all elements.
struct sum_rule : matrix_function<1> {
  static constexpr auto text = "sum";
  static constexpr value_range range{.finite = true, .strict = true};
  static constexpr auto code = operation_code::sum;
  static constexpr inferred_shape infer(const shape*) { return {}; }
  static constexpr auto pullbacks(auto A, auto, auto d) { return pullback(broadcast_to(d, A)); }
};
template <Expression A>
constexpr node_of<sum_rule, A> sum(A) { return {}; }

/// One sum for each row: m × n to m × 1.
struct row_sums_rule : matrix_function<1> {
  static constexpr auto text = "row_sums";
  using of_all = sum_rule;
  static constexpr over by[1] = {over::rows};
  static constexpr value_range range{.finite = true, .strict = true};
  static constexpr auto code = operation_code::row_sums;
  static constexpr inferred_shape infer(const shape* a) { return {matrix_shape(a[0].rows, 1)}; }
  static constexpr auto pullbacks(auto A, auto, auto d) { return pullback(broadcast_to(d, A)); }
};
template <Expression A>
constexpr node_of<row_sums_rule, A> row_sums(A) { return {}; }

/// One sum for each column: m × n to 1 × n.
struct column_sums_rule : matrix_function<1> {
  static constexpr auto text = "column_sums";
  using of_all = sum_rule;
  static constexpr over by[1] = {over::columns};
  static constexpr value_range range{.finite = true, .strict = true};
  static constexpr auto code = operation_code::column_sums;
  static constexpr inferred_shape infer(const shape* a) { return {matrix_shape(1, a[0].columns)}; }
  static constexpr auto pullbacks(auto A, auto, auto d) { return pullback(broadcast_to(d, A)); }
};
template <Expression A>
constexpr node_of<column_sums_rule, A> column_sums(A) { return {}; }

/// Cotangent of the elements of A that a maximum or minimum C comes from: n equal ones get 1/n each.
constexpr auto share_of_extremum(auto A, auto C, auto d, auto equals) { return hadamard(equal(A, C), d / equals); }

/// Largest of all elements; n equal ones share the gradient.
struct maximum_rule : matrix_function<1> {
  static constexpr auto text = "maximum";
  static constexpr value_range range{.finite = true, .of_elements = true};
  static constexpr auto latex = "\\max";
  static constexpr auto code = operation_code::maximum;
  static constexpr inferred_shape infer(const shape*) { return {}; }
  static constexpr auto pullbacks(auto A, auto C, auto d) { return pullback(share_of_extremum(A, C, d, sum(equal(A, C)))); }
};
template <Expression A>
constexpr node_of<maximum_rule, A> maximum(A) { return {}; }

/// One maximum for each row, m × n to m × 1; n equal ones share the gradient.
struct row_maxima_rule : matrix_function<1> {
  static constexpr auto text = "row_maxima";
  using of_all = maximum_rule;
  static constexpr over by[1] = {over::rows};
  static constexpr value_range range{.finite = true, .of_elements = true};
  static constexpr auto code = operation_code::row_maxima;
  static constexpr inferred_shape infer(const shape* a) { return {matrix_shape(a[0].rows, 1)}; }
  static constexpr auto pullbacks(auto A, auto C, auto d) { return pullback(share_of_extremum(A, C, d, row_sums(equal(A, C)))); }
};
template <Expression A>
constexpr node_of<row_maxima_rule, A> row_maxima(A) { return {}; }

/// One maximum for each column, m × n to 1 × n; n equal ones share the gradient.
struct column_maxima_rule : matrix_function<1> {
  static constexpr auto text = "column_maxima";
  using of_all = maximum_rule;
  static constexpr over by[1] = {over::columns};
  static constexpr value_range range{.finite = true, .of_elements = true};
  static constexpr auto code = operation_code::column_maxima;
  static constexpr inferred_shape infer(const shape* a) { return {matrix_shape(1, a[0].columns)}; }
  static constexpr auto pullbacks(auto A, auto C, auto d) { return pullback(share_of_extremum(A, C, d, column_sums(equal(A, C)))); }
};
template <Expression A>
constexpr node_of<column_maxima_rule, A> column_maxima(A) { return {}; }

/// Smallest of all elements; n equal ones share the gradient.
struct minimum_rule : matrix_function<1> {
  static constexpr auto text = "minimum";
  static constexpr value_range range{.finite = true, .of_elements = true};
  static constexpr auto latex = "\\min";
  static constexpr inferred_shape infer(const shape*) { return {}; }
  static constexpr auto definition(auto A) { return -maximum(-A); }
  static constexpr auto pullbacks(auto A, auto C, auto d) { return pullback(share_of_extremum(A, C, d, sum(equal(A, C)))); }
};
template <Expression A>
constexpr node_of<minimum_rule, A> minimum(A) { return {}; }

/// One minimum for each row, m × n to m × 1; n equal ones share the gradient.
struct row_minima_rule : matrix_function<1> {
  static constexpr auto text = "row_minima";
  static constexpr over by[1] = {over::rows};
  static constexpr value_range range{.finite = true, .of_elements = true};
  static constexpr inferred_shape infer(const shape* a) { return {matrix_shape(a[0].rows, 1)}; }
  static constexpr auto definition(auto A) { return -row_maxima(-A); }
  static constexpr auto pullbacks(auto A, auto C, auto d) { return pullback(share_of_extremum(A, C, d, row_sums(equal(A, C)))); }
};
template <Expression A>
constexpr node_of<row_minima_rule, A> row_minima(A) { return {}; }

/// One minimum for each column, m × n to 1 × n; n equal ones share the gradient.
struct column_minima_rule : matrix_function<1> {
  static constexpr auto text = "column_minima";
  static constexpr over by[1] = {over::columns};
  static constexpr value_range range{.finite = true, .of_elements = true};
  static constexpr inferred_shape infer(const shape* a) { return {matrix_shape(1, a[0].columns)}; }
  static constexpr auto definition(auto A) { return -column_maxima(-A); }
  static constexpr auto pullbacks(auto A, auto C, auto d) { return pullback(share_of_extremum(A, C, d, column_sums(equal(A, C)))); }
};
template <Expression A>
constexpr node_of<column_minima_rule, A> column_minima(A) { return {}; }

/// Sum of squares: the squared Euclidean or Frobenius norm.
struct sqnorm_rule : matrix_function<1> {
  static constexpr auto text = "sqnorm";
  static constexpr value_range range{.finite = true, .strict = true, .not_negative = true};
  static constexpr auto latex = "\\left\\|#1\\right\\|^2";
  static constexpr inferred_shape infer(const shape*) { return {}; }
  static constexpr auto definition(auto A) { return sum(hadamard(A, A)); }
  static constexpr auto pullbacks(auto A, auto, auto d) { return pullback(2_c * d * A); }
};
template <Expression A>
constexpr node_of<sqnorm_rule, A> sqnorm(A) { return {}; }

/// Sum of absolute values.
struct norm1_rule : matrix_function<1> {
  static constexpr auto text = "norm1";
  static constexpr value_range range{.finite = true, .strict = true, .not_negative = true, .by_sign = true};
  static constexpr auto latex = "\\left\\|#1\\right\\|_1";
  static constexpr inferred_shape infer(const shape*) { return {}; }
  static constexpr auto definition(auto A) { return sum(abs(A)); }
  static constexpr auto pullbacks(auto A, auto, auto d) { return pullback(d * sign(A)); }
};
template <Expression A>
constexpr node_of<norm1_rule, A> norm1(A) { return {}; }

}  // namespace nabla::detail

namespace nabla {
using detail::transpose, detail::broadcast_to, detail::count, detail::sum, detail::row_sums, detail::column_sums, detail::maximum, detail::minimum,
    detail::row_maxima, detail::column_maxima, detail::row_minima, detail::column_minima, detail::sqnorm, detail::norm1;
}
