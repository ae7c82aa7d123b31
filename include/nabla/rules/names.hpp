// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/support/found_by_its_operands.hpp>

namespace nabla::detail {

// The list of functions, the only one: what stands here is declared before all rules, which refer to one another in circles; is a function of recorded numbers
// too (record/functions.hpp); and its entry is in the table of rules/all_rules.hpp, for tests, documentation and benchmarks.

// clang-format off
/// Elementwise functions: `name` has the entry name_rule.
#define NABLA_DETAIL_ELEMENTWISE_FUNCTIONS(NAME) \
  /* conditions.hpp */ \
  NAME(where) \
  /* pieces.hpp */ \
  NAME(sign) NAME(heaviside) NAME(abs) NAME(max) NAME(min) NAME(clamp) NAME(floor) NAME(ceil) NAME(round) NAME(stop_gradient) \
  /* powers.hpp */ \
  NAME(sq) NAME(inv) NAME(sqrt) NAME(rsqrt) NAME(cbrt) NAME(pow) NAME(fma) NAME(hypot) NAME(norm3d) \
  /* exponential.hpp */ \
  NAME(exp) NAME(expm1) NAME(log) NAME(log1p) NAME(exp2) NAME(log2) NAME(log10) \
  /* trigonometric.hpp, hyperbolic.hpp */ \
  NAME(sin) NAME(cos) NAME(tan) NAME(asin) NAME(acos) NAME(atan) NAME(atan2) NAME(sinh) NAME(cosh) NAME(tanh) NAME(asinh) NAME(acosh) NAME(atanh) \
  /* no_nan.hpp */ \
  NAME(multiply_no_nan) NAME(subtract_no_nan) NAME(xdivy) NAME(xlogy) NAME(xlog1py) \
  /* special.hpp */ \
  NAME(erf) NAME(erfc) NAME(lgamma) NAME(digamma) NAME(trigamma) NAME(tetragamma) NAME(normal_pdf) NAME(normal_log_pdf) NAME(normal_cdf) \
  /* tails.hpp, log_exponentials.hpp */ \
  NAME(erfcx) NAME(log_erfc) NAME(log_normal_cdf) NAME(log1mexp) NAME(logsubexp) NAME(logcosh) \
  /* activations.hpp, gated_units.hpp */ \
  NAME(sigmoid) NAME(log_sigmoid) NAME(softplus) NAME(logit) NAME(logaddexp) NAME(relu) NAME(leaky_relu) NAME(elu) NAME(selu) NAME(silu) NAME(gelu) \
  NAME(gelu_tanh) NAME(hardtanh) \
  /* losses.hpp */ \
  NAME(bce_with_logits) NAME(binary_cross_entropy) NAME(huber) NAME(hinge)

/// Functions of matrices, the same; and entries whose functions are called otherwise, of families one or two.
#define NABLA_DETAIL_MATRIX_FUNCTIONS(NAME, ENTRY) \
  /* matrix.hpp */ \
  NAME(transpose) ENTRY(broadcast_rule) NAME(count) NAME(sum) NAME(row_sums) NAME(column_sums) NAME(maximum) NAME(row_maxima) NAME(column_maxima) \
  NAME(minimum) NAME(row_minima) NAME(column_minima) NAME(sqnorm) NAME(norm1) \
  /* softmax.hpp */ \
  NAME(softmax) NAME(log_softmax) NAME(logsumexp) ENTRY(softmax_over_rule<false>) ENTRY(softmax_over_rule<true>) ENTRY(log_softmax_over_rule<false>) \
  ENTRY(log_softmax_over_rule<true>) ENTRY(logsumexp_over_rule<false>) ENTRY(logsumexp_over_rule<true>) \
  /* losses.hpp */ \
  NAME(softmax_cross_entropy) NAME(cross_entropy) NAME(mse) NAME(kl_divergence) \
  /* linear_algebra.hpp, triangular.hpp */ \
  NAME(inverse) ENTRY(solve_rule<false>) NAME(cofactor) NAME(det) NAME(logdet) NAME(log_of_det) NAME(cholesky) ENTRY(triangle_rule<true>) \
  ENTRY(triangle_rule<false>) ENTRY(triangular_solve_rule<true, false>) ENTRY(triangular_solve_rule<false, false>) \
  /* means.hpp, products.hpp, norms.hpp */ \
  NAME(mean) NAME(row_means) NAME(column_means) NAME(variance) NAME(row_variances) NAME(column_variances) ENTRY(prod_rule<over::all>) \
  ENTRY(prod_rule<over::rows>) ENTRY(prod_rule<over::columns>) NAME(norm2) \
  /* structure.hpp, blocks.hpp, stacks.hpp: one or two of each family */ \
  NAME(diag) NAME(diagonal) NAME(trace) NAME(dot) NAME(outer) ENTRY(reshape_rule<extent(2), extent(6)>) ENTRY(block_rule<1, 1, 2, 2>) \
  ENTRY(block_rule<-2, 0, 2, full_extent>) ENTRY(block_rule<1, 0, to_end, full_extent>) ENTRY(shift_rule<1, 0>) ENTRY(cumsum_rule<false, false>) \
  ENTRY(cumsum_rule<true, true>) ENTRY(stack_rule<true, 2, 3>) ENTRY(stack_rule<false, 2, 1, 3>)

/// Names for what stands above or is composed of it.
#define NABLA_DETAIL_OTHER_FUNCTIONS(NAME) \
  NAME(broadcast_to) NAME(column_log_softmax) NAME(column_logsumexp) NAME(column_prods) NAME(column_softmax) NAME(equal) NAME(frobenius) \
  NAME(hadamard) NAME(lower_triangle) NAME(not_equal) NAME(prod) NAME(quadratic_form) NAME(row_prods) NAME(solve) NAME(solve_lower) NAME(solve_upper) \
  NAME(total_log_softmax) NAME(total_logsumexp) NAME(total_softmax) NAME(upper_triangle)

#define NABLA_DETAIL_DECLARED(name) found_by_its_operands name;
#define NABLA_DETAIL_NO_NAME(...)
NABLA_DETAIL_ELEMENTWISE_FUNCTIONS(NABLA_DETAIL_DECLARED)
NABLA_DETAIL_MATRIX_FUNCTIONS(NABLA_DETAIL_DECLARED, NABLA_DETAIL_NO_NAME)
NABLA_DETAIL_OTHER_FUNCTIONS(NABLA_DETAIL_DECLARED)
#undef NABLA_DETAIL_DECLARED

// Of these there are none of recorded numbers: they are for the rules alone,
found_by_its_operands
    algebraic_sigmoid, any_number, atan_of_quotient, bernoulli, bernoulli_variance, cofactor_derivative, coth_of_acosh, cosh_over_sinh, column_balanced, column_centred, column_products_of_others, direction_cosine, direction_cosine_in_space, divide_no_nan, double_exponential, erfcx_curvature, erfcx_slope, exp_over_root, exprel, expm1_over_plus_exp, gaussian, gelu_exponential,
    gelu_gate, huber_slope, inverse_mills, inverse_mills_by_tail, log_of_powers, log_plus_exp, log_normal_cdf_by_tail, log_of_squares, log_of_three_squares, log_share, log1p_multiple_exp, log1mexp_of_exponential, log1mexp_of_exponential_curvature, log1mexp_of_exponential_slope, log1p_square, log1p_squares, log_tanh_complement, logistic_density, lorentzian, lorentzian_decay, lower_half, minus_size, one_minus_square, over_cosh, over_expm1, over_hypot, over_one_more_square, over_own_sinh, over_plus_exp, over_root_plus_exp, over_sinh, over_squares, over_three_squares, positive_number, pow_log, ratio_plus_exp, product_of_others, put_block,
    put_column, put_columns, put_row, put_rows, reshape_back, reciprocal_cosh, reciprocal_erfcx, reciprocal_erfcx_curvature, reciprocal_erfcx_slope, reciprocal_expm1, row_balanced, row_centred, row_products_of_others, same_exponential, several_exponentials, share, share_of_powers, share_plus_exp, sigmoid_complement, signed_share, sigmoid_balance, silu_slope, sinh_of_acosh, sinh_over_cosh, slope_over_one_more_square,
    deviation,
    solve_lower_transposed, solve_transposed, solve_upper_transposed, tanh_by_quotient, tanh_complement, tanh_quotient, tanh_slope, tanh_slope_by_quotient, total_balanced, total_centred, unit_hypot;
// are of elements, which recorded numbers have by v[i], or of parts, which they have with numbers for places,
found_by_its_operands
    block, column, columns, cross, quaternion_product, quaternion_rotation, row, rows, skew;
// or have results of a size that they are told.
found_by_its_operands
    cumsum, cumsum_backwards, difference, drop_first, drop_last, gather_rows, head, linspace, pick, repeat, reshape, row_cumsum,
    row_cumsum_backwards, scatter_add, segment_sum, shift, sum_over, tail;
// Recorded numbers are stacked, and nothing else.
found_by_its_operands hstack, vstack;
// clang-format on

}  // namespace nabla::detail
