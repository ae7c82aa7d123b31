// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#if __has_include(<nabla/rules/list.hpp>)
#include <nabla/rules/list.hpp>
#else
#include <nabla/rules/contraction.hpp>
#include <nabla/rules/linear_algebra.hpp>
#include <nabla/rules/neural.hpp>
namespace nabla {
template <class... Rules>
struct rule_list {};
using elementwise_rules =
    rule_list<add_rule, subtract_rule, multiply_rule, divide_rule, negate_rule, sq_rule, inv_rule, pow_rule, sqrt_rule, rsqrt_rule, cbrt_rule, hypot_rule, fma_rule, exp_rule, exp2_rule, expm1_rule,
              log_rule, log2_rule, log10_rule, log1p_rule, sin_rule, cos_rule, tan_rule, asin_rule, acos_rule, atan_rule, atan2_rule, sinh_rule, cosh_rule, tanh_rule, asinh_rule, acosh_rule, atanh_rule,
              erf_rule, erfc_rule, lgamma_rule, digamma_rule, trigamma_rule, normal_pdf_rule, normal_log_pdf_rule, normal_cdf_rule, xlogy_rule, xlog1py_rule, xdivy_rule, multiply_no_nan_rule,
              subtract_no_nan_rule, less_rule, less_equal_rule, greater_rule, greater_equal_rule, equal_rule, not_equal_rule, and_rule, or_rule, not_rule, where_rule, abs_rule, sign_rule, heaviside_rule,
              max_rule, min_rule, clamp_rule, floor_rule, ceil_rule, round_rule, stop_gradient_rule, sigmoid_rule, logit_rule, log_sigmoid_rule, softplus_rule, logaddexp_rule, relu_rule, leaky_relu_rule,
              elu_rule, selu_rule, gelu_rule, gelu_tanh_rule, silu_rule, hardtanh_rule, huber_rule, hinge_rule, bce_with_logits_rule, binary_cross_entropy_rule>;
using matrix_rules =
    rule_list<matrix_product_rule, transpose_rule, sum_rule, row_sums_rule, column_sums_rule, maximum_rule, row_maxima_rule, column_maxima_rule, minimum_rule, row_minima_rule, column_minima_rule,
              mean_rule, sqnorm_rule, norm1_rule, softmax_rule, log_softmax_rule, logsumexp_rule, softmax_cross_entropy_rule, cross_entropy_rule, kl_divergence_rule, mse_rule, inverse_rule,
              solve_rule<false>, det_rule, logdet_rule, cholesky_rule, triangle_rule<true>, triangle_rule<false>, triangular_solve_rule<true, false>, triangular_solve_rule<false, false>, cofactor_rule>;
}  // namespace nabla
#endif

namespace test {

template <class List>
inline constexpr int length = 0;
template <class... Rules>
inline constexpr int length<nabla::rule_list<Rules...>> = sizeof...(Rules);

}  // namespace test
