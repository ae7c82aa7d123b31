// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/record/operand.hpp>
#include <nabla/rules/elementary.hpp>
#include <nabla/rules/linear_algebra.hpp>
#include <nabla/rules/matrix.hpp>
#include <nabla/rules/means.hpp>
#include <nabla/rules/neural.hpp>
#include <nabla/rules/norms.hpp>
#include <nabla/rules/pieces.hpp>
#include <nabla/rules/products.hpp>
#include <nabla/rules/special.hpp>
#include <nabla/rules/structure.hpp>

namespace nabla::detail {

#define NABLA_RECORDED_CALL(name)                                                              \
  template <class... A>                                                                        \
    requires RecordedOperands<A...>                                                            \
  friend constexpr auto name(A... a) {                                                         \
    return call_recorded([]<class... U>(U... u) -> decltype(name(u...)) { return {}; }, a...); \
  }
#define NABLA_RECORDED_OPERATOR(sign, rule)       \
  template <class A, class B>                     \
    requires RecordedOperands<A, B>               \
  friend constexpr auto operator sign(A a, B b) { \
    return apply_recorded<rule>(a, b);            \
  }
#define NABLA_RECORDED_COMPARISON(sign, rule)     \
  template <class A, class B>                     \
    requires RecordedOperands<A, B>               \
  friend constexpr auto operator sign(A a, B b) { \
    return compare_recorded<rule>(a, b);          \
  }
#define NABLA_RECORDED_REFUSAL(sign) \
  template <BareNumber N, class A>   \
    requires is_recorded<A>          \
  friend NABLA_DETAIL_REFUSED("nabla: a recorded number does not fit into a double: let the variable be T, T s = 0, for auto s = 0.0", operator sign(N&, A))

/// The functions of the table for recorded numbers, found by their operands: a function is what it is for expressions, by its name. By value, so
/// that a local constant of the function that is recorded need not be captured. A test compares the names with rules/names.hpp.
struct recorded_functions {
  NABLA_RECORDED_OPERATOR(+, add_rule)
  NABLA_RECORDED_OPERATOR(-, subtract_rule)
  NABLA_RECORDED_OPERATOR(/, divide_rule)
  template <class A, class B>
    requires RecordedOperands<A, B>
  friend constexpr auto operator*(A a, B b) {
    return multiply_recorded(a, b);
  }
  template <class A>
    requires RecordedOperands<A>
  friend constexpr auto operator-(A a) {
    return apply_recorded<negate_rule>(a);
  }
  NABLA_RECORDED_COMPARISON(<, less_rule)
  NABLA_RECORDED_COMPARISON(<=, less_equal_rule)
  NABLA_RECORDED_COMPARISON(>, greater_rule)
  NABLA_RECORDED_COMPARISON(>=, greater_equal_rule)
  NABLA_RECORDED_COMPARISON(==, equal_rule)
  NABLA_RECORDED_COMPARISON(!=, not_equal_rule)
  // of conditions as one, for where(); a && b asks whether a holds, and only then whether b does
  NABLA_RECORDED_COMPARISON(&, and_rule)
  NABLA_RECORDED_COMPARISON(|, or_rule)
  template <class A>
    requires RecordedOperands<A>
  friend constexpr auto operator!(A a) {
    return compare_recorded<not_rule>(a);
  }

  // a function of one's own: call<swish_rule>(x)
  template <class Rule, class... A>
    requires RecordedOperands<A...> && (sizeof...(A) == Rule::arity)
  friend constexpr auto call(A... a) {
    return apply_recorded<Rule>(a...);
  }

  // parts, with numbers for places; elements have any: A(i, j)
  template <int I, class A>
    requires is_recorded<A>
  friend constexpr auto row(A a) {
    return part_of_recorded<block_rule<I, 0, 1, full_extent>>(a);
  }
  template <int J, class A>
    requires is_recorded<A>
  friend constexpr auto column(A a) {
    return part_of_recorded<block_rule<0, J, full_extent, 1>>(a);
  }
  template <int First, int Count, class A>
    requires is_recorded<A>
  friend constexpr auto rows(A a) {
    return part_of_recorded<block_rule<First, 0, Count, full_extent>>(a);
  }
  template <int First, int Count, class A>
    requires is_recorded<A>
  friend constexpr auto columns(A a) {
    return part_of_recorded<block_rule<0, First, full_extent, Count>>(a);
  }
  template <int Row, int Column, int Rows, int Columns, class A>
    requires is_recorded<A>
  friend constexpr auto block(A a) {
    return part_of_recorded<block_rule<Row, Column, Rows, Columns>>(a);
  }

  // double s = 0; s += x;
  NABLA_RECORDED_REFUSAL(+=)
  NABLA_RECORDED_REFUSAL(-=)
  NABLA_RECORDED_REFUSAL(*=)
  NABLA_RECORDED_REFUSAL(/=)
  template <class C, class A, class B>
    requires is_recorded<C> && (!RecordedOperands<C, A, B>) && requires(A a, B b) { a(), b(); }
  friend constexpr auto where(C c, A if_it_holds, B otherwise) {
    return choose_recorded(c, if_it_holds, otherwise);
  }

  // clang-format off
  NABLA_RECORDED_CALL(abs) NABLA_RECORDED_CALL(acos) NABLA_RECORDED_CALL(acosh) NABLA_RECORDED_CALL(asin) NABLA_RECORDED_CALL(asinh)
  NABLA_RECORDED_CALL(atan) NABLA_RECORDED_CALL(atan2) NABLA_RECORDED_CALL(atanh) NABLA_RECORDED_CALL(bce_with_logits)
  NABLA_RECORDED_CALL(binary_cross_entropy) NABLA_RECORDED_CALL(broadcast_to) NABLA_RECORDED_CALL(cbrt) NABLA_RECORDED_CALL(ceil)
  NABLA_RECORDED_CALL(cholesky) NABLA_RECORDED_CALL(clamp) NABLA_RECORDED_CALL(cofactor) NABLA_RECORDED_CALL(column_log_softmax)
  NABLA_RECORDED_CALL(column_logsumexp) NABLA_RECORDED_CALL(column_maxima) NABLA_RECORDED_CALL(column_means) NABLA_RECORDED_CALL(column_minima)
  NABLA_RECORDED_CALL(column_prods) NABLA_RECORDED_CALL(column_softmax) NABLA_RECORDED_CALL(column_sums) NABLA_RECORDED_CALL(column_variances)
  NABLA_RECORDED_CALL(cos) NABLA_RECORDED_CALL(cosh) NABLA_RECORDED_CALL(count) NABLA_RECORDED_CALL(cross_entropy) NABLA_RECORDED_CALL(det)
  NABLA_RECORDED_CALL(diag) NABLA_RECORDED_CALL(diagonal) NABLA_RECORDED_CALL(digamma) NABLA_RECORDED_CALL(dot) NABLA_RECORDED_CALL(elu)
  NABLA_RECORDED_CALL(equal) NABLA_RECORDED_CALL(erf) NABLA_RECORDED_CALL(erfc) NABLA_RECORDED_CALL(erfcx) NABLA_RECORDED_CALL(exp)
  NABLA_RECORDED_CALL(exp2) NABLA_RECORDED_CALL(expm1) NABLA_RECORDED_CALL(floor) NABLA_RECORDED_CALL(fma) NABLA_RECORDED_CALL(frobenius)
  NABLA_RECORDED_CALL(gelu) NABLA_RECORDED_CALL(gelu_tanh) NABLA_RECORDED_CALL(hadamard) NABLA_RECORDED_CALL(hardtanh) NABLA_RECORDED_CALL(heaviside)
  NABLA_RECORDED_CALL(hinge) NABLA_RECORDED_CALL(huber) NABLA_RECORDED_CALL(hypot) NABLA_RECORDED_CALL(inv) NABLA_RECORDED_CALL(inverse)
  NABLA_RECORDED_CALL(kl_divergence) NABLA_RECORDED_CALL(leaky_relu) NABLA_RECORDED_CALL(lgamma) NABLA_RECORDED_CALL(log) NABLA_RECORDED_CALL(log10)
  NABLA_RECORDED_CALL(log1mexp) NABLA_RECORDED_CALL(log1p) NABLA_RECORDED_CALL(log2) NABLA_RECORDED_CALL(log_erfc) NABLA_RECORDED_CALL(log_normal_cdf)
  NABLA_RECORDED_CALL(log_of_det) NABLA_RECORDED_CALL(log_sigmoid) NABLA_RECORDED_CALL(log_softmax) NABLA_RECORDED_CALL(logaddexp)
  NABLA_RECORDED_CALL(logcosh) NABLA_RECORDED_CALL(logdet) NABLA_RECORDED_CALL(logit) NABLA_RECORDED_CALL(logsubexp) NABLA_RECORDED_CALL(logsumexp)
  NABLA_RECORDED_CALL(lower_triangle) NABLA_RECORDED_CALL(max) NABLA_RECORDED_CALL(maximum) NABLA_RECORDED_CALL(mean) NABLA_RECORDED_CALL(min)
  NABLA_RECORDED_CALL(minimum) NABLA_RECORDED_CALL(mse) NABLA_RECORDED_CALL(multiply_no_nan) NABLA_RECORDED_CALL(norm1) NABLA_RECORDED_CALL(norm2)
  NABLA_RECORDED_CALL(normal_cdf) NABLA_RECORDED_CALL(normal_log_pdf) NABLA_RECORDED_CALL(normal_pdf) NABLA_RECORDED_CALL(not_equal)
  NABLA_RECORDED_CALL(outer) NABLA_RECORDED_CALL(pow) NABLA_RECORDED_CALL(prod) NABLA_RECORDED_CALL(quadratic_form) NABLA_RECORDED_CALL(relu)
  NABLA_RECORDED_CALL(round) NABLA_RECORDED_CALL(row_maxima) NABLA_RECORDED_CALL(row_means) NABLA_RECORDED_CALL(row_minima)
  NABLA_RECORDED_CALL(row_prods) NABLA_RECORDED_CALL(row_sums) NABLA_RECORDED_CALL(row_variances) NABLA_RECORDED_CALL(rsqrt) NABLA_RECORDED_CALL(selu)
  NABLA_RECORDED_CALL(sigmoid) NABLA_RECORDED_CALL(sign) NABLA_RECORDED_CALL(silu) NABLA_RECORDED_CALL(sin) NABLA_RECORDED_CALL(sinh)
  NABLA_RECORDED_CALL(softmax) NABLA_RECORDED_CALL(softmax_cross_entropy) NABLA_RECORDED_CALL(softplus) NABLA_RECORDED_CALL(solve)
  NABLA_RECORDED_CALL(solve_lower) NABLA_RECORDED_CALL(solve_upper) NABLA_RECORDED_CALL(sq) NABLA_RECORDED_CALL(sqnorm) NABLA_RECORDED_CALL(sqrt)
  NABLA_RECORDED_CALL(stop_gradient) NABLA_RECORDED_CALL(subtract_no_nan) NABLA_RECORDED_CALL(sum) NABLA_RECORDED_CALL(tan) NABLA_RECORDED_CALL(tanh)
  NABLA_RECORDED_CALL(tetragamma) NABLA_RECORDED_CALL(total_log_softmax) NABLA_RECORDED_CALL(total_logsumexp) NABLA_RECORDED_CALL(total_softmax)
  NABLA_RECORDED_CALL(trace) NABLA_RECORDED_CALL(transpose) NABLA_RECORDED_CALL(trigamma) NABLA_RECORDED_CALL(upper_triangle)
  NABLA_RECORDED_CALL(variance) NABLA_RECORDED_CALL(where) NABLA_RECORDED_CALL(xdivy) NABLA_RECORDED_CALL(xlog1py) NABLA_RECORDED_CALL(xlogy)
  // clang-format on
  // not recorded: of the rules alone: bernoulli_variance one_minus_square pow_log sinh_of_acosh cofactor_derivative column_products_of_others direction_cosine divide_no_nan erfcx_slope gaussian gelu_exponential gelu_gate huber_slope
  // not recorded: lower_half product_of_others inverse_mills put_block put_column put_columns put_row put_rows reshape_back row_products_of_others sigmoid_complement
  // not recorded: log_of_powers log_tanh_complement share_of_powers solve_lower_transposed solve_transposed solve_upper_transposed tanh_complement tanh_slope
  // not recorded: of elements, which recorded numbers have by v[i]: cross element_at quaternion_product quaternion_rotation skew
  // not recorded: whose result depends on sizes: cumsum cumsum_backwards row_cumsum row_cumsum_backwards linspace difference drop_first drop_last gather_rows head hstack pick repeat reshape scatter_add segment_sum shift sum_over tail vstack
};

#undef NABLA_RECORDED_CALL
#undef NABLA_RECORDED_OPERATOR
#undef NABLA_RECORDED_COMPARISON
#undef NABLA_RECORDED_REFUSAL

}  // namespace nabla::detail
