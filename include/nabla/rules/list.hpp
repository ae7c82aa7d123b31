// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/blocks.hpp>
#include <nabla/rules/elementary.hpp>
#include <nabla/rules/linear_algebra.hpp>
#include <nabla/rules/log_exponentials.hpp>
#include <nabla/rules/matrix.hpp>
#include <nabla/rules/means.hpp>
#include <nabla/rules/neural.hpp>
#include <nabla/rules/norms.hpp>
#include <nabla/rules/products.hpp>
#include <nabla/rules/special.hpp>
#include <nabla/rules/structure.hpp>
#include <nabla/rules/tails.hpp>
#include <nabla/rules/vectors.hpp>

namespace nabla::detail {

// The table of functions, for what folds over all of them: tests, documentation, benchmarks. Nobody else includes this. What is
// not here is what the last passes write (contraction.hpp), or marked "internal" where it is defined: tests/support/check_rules compares.

template <class... Rules>
struct rule_list {};

using elementwise_rules = rule_list<
    // arithmetic.hpp
    add_rule, subtract_rule, multiply_rule, divide_rule, negate_rule,
    // conditions.hpp
    less_rule, less_equal_rule, greater_rule, greater_equal_rule, equal_rule, not_equal_rule, and_rule, or_rule, not_rule, where_rule,
    // pieces.hpp
    sign_rule, heaviside_rule, abs_rule, max_rule, min_rule, clamp_rule, floor_rule, ceil_rule, round_rule, stop_gradient_rule,
    // powers.hpp
    sq_rule, inv_rule, sqrt_rule, rsqrt_rule, cbrt_rule, pow_rule, fma_rule, hypot_rule,
    // exponential.hpp
    exp_rule, expm1_rule, log_rule, log1p_rule, exp2_rule, log2_rule, log10_rule,
    // trigonometric.hpp, hyperbolic.hpp
    sin_rule, cos_rule, tan_rule, asin_rule, acos_rule, atan_rule, atan2_rule,
    sinh_rule, cosh_rule, tanh_rule, asinh_rule, acosh_rule, atanh_rule,
    // no_nan.hpp
    multiply_no_nan_rule, subtract_no_nan_rule, xdivy_rule, xlogy_rule, xlog1py_rule,
    // special.hpp
    erf_rule, erfc_rule, lgamma_rule, digamma_rule, trigamma_rule, tetragamma_rule, normal_pdf_rule, normal_log_pdf_rule, normal_cdf_rule,
    // tails.hpp, log_exponentials.hpp
    erfcx_rule, log_erfc_rule, log_normal_cdf_rule, log1mexp_rule, logsubexp_rule, logcosh_rule,
    // activations.hpp
    sigmoid_rule, log_sigmoid_rule, softplus_rule, logit_rule, logaddexp_rule, relu_rule, leaky_relu_rule, elu_rule, selu_rule, silu_rule,
    gelu_rule, gelu_tanh_rule, hardtanh_rule,
    // losses.hpp
    bce_with_logits_rule, binary_cross_entropy_rule, huber_rule, hinge_rule>;

using matrix_rules = rule_list<
    // arithmetic.hpp
    matrix_product_rule,
    // matrix.hpp
    transpose_rule, broadcast_rule, count_rule, sum_rule, row_sums_rule, column_sums_rule,
    maximum_rule, row_maxima_rule, column_maxima_rule, minimum_rule, row_minima_rule, column_minima_rule, sqnorm_rule, norm1_rule,
    // softmax.hpp
    softmax_rule, log_softmax_rule, logsumexp_rule, softmax_over_rule<false>, softmax_over_rule<true>, log_softmax_over_rule<false>,
    log_softmax_over_rule<true>, logsumexp_over_rule<false>, logsumexp_over_rule<true>,
    // losses.hpp
    softmax_cross_entropy_rule, cross_entropy_rule, mse_rule, kl_divergence_rule,
    // linear_algebra.hpp, triangular.hpp
    inverse_rule, solve_rule<false>, cofactor_rule, det_rule, logdet_rule, log_of_det_rule, cholesky_rule, triangle_rule<true>, triangle_rule<false>,
    triangular_solve_rule<true, false>, triangular_solve_rule<false, false>,
    // means.hpp, products.hpp, norms.hpp
    mean_rule, row_means_rule, column_means_rule, variance_rule, row_variances_rule, column_variances_rule,
    prod_rule<over::all>, prod_rule<over::rows>, prod_rule<over::columns>, norm2_rule,
    // structure.hpp, blocks.hpp, stacks.hpp: one or two of each family
    diag_rule, diagonal_rule, trace_rule, dot_rule, outer_rule, reshape_rule<extent(2), extent(6)>, block_rule<1, 1, 2, 2>,
    block_rule<-2, 0, 2, full_extent>, block_rule<1, 0, to_end, full_extent>, shift_rule<1, 0>, cumsum_rule<false, false>, cumsum_rule<true, true>, stack_rule<true, 2, 3>, stack_rule<false, 2, 1, 3>>;

}  // namespace nabla::detail
