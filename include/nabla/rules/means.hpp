// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/matrix.hpp>

namespace nabla::detail {

/// How many elements of A stand behind each of R, which gathers rows or columns.
constexpr auto share_of(auto A, auto R) { return count(A) / count(R); }

/// Arithmetic mean of all elements.
struct mean_rule : matrix_function<1> {
  static constexpr auto text = "mean";
  static constexpr value_range range{.finite = true, .strict = true, .of_elements = true};
  static constexpr inferred_shape infer(const shape*) { return {}; }
  static constexpr auto definition(auto A) { return sum(A) / count(A); }
  static constexpr auto pullbacks(auto A, auto, auto d) { return pullback(broadcast_to(d / count(A), A)); }
};
template <Expression A>
constexpr node_of<mean_rule, A> mean(A) { return {}; }

/// One mean for each row, m × n to m × 1.
struct row_means_rule : matrix_function<1> {
  static constexpr auto text = "row_means";
  static constexpr over by[1] = {over::rows};
  static constexpr value_range range{.finite = true, .strict = true, .of_elements = true};
  static constexpr inferred_shape infer(const shape* a) { return {matrix_shape(a[0].rows, 1)}; }
  static constexpr auto definition(auto A) { return row_sums(A) / share_of(A, row_sums(A)); }
  static constexpr auto pullbacks(auto A, auto, auto d) { return pullback(broadcast_to(d / share_of(A, d), A)); }
};
template <Expression A>
constexpr node_of<row_means_rule, A> row_means(A) { return {}; }

/// One mean for each column, m × n to 1 × n.
struct column_means_rule : matrix_function<1> {
  static constexpr auto text = "column_means";
  static constexpr over by[1] = {over::columns};
  static constexpr value_range range{.finite = true, .strict = true, .of_elements = true};
  static constexpr inferred_shape infer(const shape* a) { return {matrix_shape(1, a[0].columns)}; }
  static constexpr auto definition(auto A) { return column_sums(A) / share_of(A, column_sums(A)); }
  static constexpr auto pullbacks(auto A, auto, auto d) { return pullback(broadcast_to(d / share_of(A, d), A)); }
};
template <Expression A>
constexpr node_of<column_means_rule, A> column_means(A) { return {}; }

/// Mean of the squared distances from the mean, of all elements: divided by their number, not by one less.
struct variance_rule : matrix_function<1> {
  static constexpr auto text = "variance";
  static constexpr value_range range{.finite = true, .strict = true, .not_negative = true, .of_elements = true};
  static constexpr inferred_shape infer(const shape*) { return {}; }
  static constexpr auto definition(auto A) {
    auto distance = A - mean(A);
    return mean(hadamard(distance, distance));
  }
  static constexpr auto pullbacks(auto A, auto, auto d) { return pullback(2_c * d / count(A) * (A - mean(A))); }
};
template <Expression A>
constexpr node_of<variance_rule, A> variance(A) { return {}; }

/// One variance for each row, m × n to m × 1.
struct row_variances_rule : matrix_function<1> {
  static constexpr auto text = "row_variances";
  static constexpr over by[1] = {over::rows};
  static constexpr value_range range{.finite = true, .strict = true, .not_negative = true, .of_elements = true};
  static constexpr inferred_shape infer(const shape* a) { return {matrix_shape(a[0].rows, 1)}; }
  static constexpr auto definition(auto A) {
    auto distance = A - row_means(A);
    return row_means(hadamard(distance, distance));
  }
  static constexpr auto pullbacks(auto A, auto, auto d) { return pullback(hadamard(2_c * d / share_of(A, d), A - row_means(A))); }
};
template <Expression A>
constexpr node_of<row_variances_rule, A> row_variances(A) { return {}; }

/// One variance for each column, m × n to 1 × n.
struct column_variances_rule : matrix_function<1> {
  static constexpr auto text = "column_variances";
  static constexpr over by[1] = {over::columns};
  static constexpr value_range range{.finite = true, .strict = true, .not_negative = true, .of_elements = true};
  static constexpr inferred_shape infer(const shape* a) { return {matrix_shape(1, a[0].columns)}; }
  static constexpr auto definition(auto A) {
    auto distance = A - column_means(A);
    return column_means(hadamard(distance, distance));
  }
  static constexpr auto pullbacks(auto A, auto, auto d) { return pullback(hadamard(2_c * d / share_of(A, d), A - column_means(A))); }
};
template <Expression A>
constexpr node_of<column_variances_rule, A> column_variances(A) { return {}; }

}  // namespace nabla::detail

namespace nabla {
using detail::mean, detail::row_means, detail::column_means, detail::variance, detail::row_variances, detail::column_variances;
}
