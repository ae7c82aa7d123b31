// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/support/found_by_its_operands.hpp>

namespace nabla::detail {

// Rules refer to one another in circles, so that they call functions which are declared later.
found_by_its_operands
    abs,
    acos, acosh, asin, asinh, atan, atan2, atanh, bce_with_logits, bernoulli_variance, binary_cross_entropy, block, broadcast_to, cbrt, ceil, cholesky, clamp,
    cofactor, cofactor_derivative, column, column_log_softmax, column_logsumexp, column_maxima, column_means, column_minima, column_prods,
    column_products_of_others, column_softmax, column_sums, column_variances, columns, cos, cosh, count, cross, cross_entropy, cumsum, cumsum_backwards, det, diag, diagonal, digamma,
    difference, direction_cosine, divide_no_nan, dot, drop_first, drop_last, elu, equal, erf, erfc, erfcx, erfcx_slope, exp, exp2, expm1, floor, fma, frobenius, gather_rows, gaussian, gelu,
    gelu_exponential, gelu_gate, gelu_tanh, hadamard, hardtanh, head, heaviside, hinge, hstack, huber, huber_slope, hypot, inv, inverse, inverse_mills,
    kl_divergence, leaky_relu, lgamma, linspace, log, log10, log1mexp, log1p, log2, log_erfc, log_normal_cdf, log_of_det, log_of_powers, log_sigmoid, log_softmax, log_tanh_complement, logaddexp,
    logcosh, logdet, logit, logsubexp, logsumexp, lower_half, lower_triangle, max, maximum, mean, min, minimum, mse, multiply_no_nan, norm1, norm2,
    normal_cdf, normal_log_pdf, normal_pdf, not_equal, one_minus_square, outer, pick, pow, pow_log, prod, product_of_others, put_block, put_column, put_columns, put_row, put_rows,
    quadratic_form, quaternion_product, quaternion_rotation, relu, repeat, reshape, reshape_back, round, row, row_cumsum, row_cumsum_backwards, row_maxima, row_means, row_minima, row_prods, row_products_of_others, row_sums,
    row_variances, rows, rsqrt, scatter_add, segment_sum, selu, share_of_powers, shift, sigmoid, sigmoid_complement, sign, silu, sin, sinh, sinh_of_acosh, skew, softmax, softmax_cross_entropy, softplus, solve,
    solve_lower, solve_lower_transposed, solve_transposed, solve_upper, solve_upper_transposed, sq, sqnorm, sqrt, stop_gradient, subtract_no_nan, sum,
    sum_over, tail, tan, tanh, tanh_complement, tanh_slope, tetragamma, total_log_softmax, total_logsumexp, total_softmax, trace, transpose, trigamma,
    upper_triangle, variance, vstack, where, xdivy, xlog1py, xlogy;

}  // namespace nabla::detail
