// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/all_rules.hpp>
#include <nabla/rules/fused.hpp>

namespace test {

template <class List>
inline constexpr int length = 0;
template <class... Rules>
inline constexpr int length<nabla::detail::rule_list<Rules...>> = sizeof...(Rules);

/// Elementwise functions that stand in no list, but in derivatives, definitions and plans.
using unlisted_rules = nabla::detail::rule_list<nabla::detail::multiply_add_rule, nabla::detail::multiply_subtract_rule, nabla::detail::subtract_product_rule, nabla::detail::rounded_product_rule, nabla::detail::copied_rule, nabla::detail::masked_rule, nabla::detail::max_of_number_rule, nabla::detail::min_of_number_rule, nabla::detail::huber_slope_rule, nabla::detail::huber_slope_by_number_rule, nabla::detail::sigmoid_slope_rule, nabla::detail::excess_rule, nabla::detail::heaviside_difference_rule, nabla::detail::scaled_step_rule,
                                                nabla::detail::complement_rule, nabla::detail::length_rule, nabla::detail::quotient_by_number_rule, nabla::detail::quotient_by_inverse_rule, nabla::detail::direction_cosine_by_inverse_rule, nabla::detail::normal_cdf_of_density_rule, nabla::detail::sigmoid_complement_rule, nabla::detail::tanh_slope_rule, nabla::detail::tanh_slope_by_quotient_rule, nabla::detail::tanh_by_quotient_rule, nabla::detail::tanh_quotient_rule, nabla::detail::tanh_complement_rule, nabla::detail::reciprocal_cosh_rule, nabla::detail::gaussian_rule,
                                                nabla::detail::log_tanh_complement_rule, nabla::detail::log_of_powers_rule<2>, nabla::detail::log_of_powers_rule<10>, nabla::detail::over_plus_exp_rule, nabla::detail::share_plus_exp_rule, nabla::detail::log_plus_exp_rule, nabla::detail::share_plus_exponential_rule, nabla::detail::log_plus_exponential_rule, nabla::detail::inverse_mills_rule, nabla::detail::inverse_mills_by_tail_rule, nabla::detail::minus_size_rule, nabla::detail::log_normal_cdf_by_tail_rule, nabla::detail::erfcx_slope_rule, nabla::detail::erfcx_curvature_rule, nabla::detail::reciprocal_erfcx_rule, nabla::detail::reciprocal_erfcx_slope_rule, nabla::detail::reciprocal_erfcx_curvature_rule, nabla::detail::gelu_exponential_rule, nabla::detail::gelu_gate_rule, nabla::detail::direction_cosine_rule, nabla::detail::direction_cosine_in_space_rule, nabla::detail::unit_hypot_rule, nabla::detail::over_sinh_rule, nabla::detail::sinh_over_cosh_rule, nabla::detail::cosh_over_sinh_rule, nabla::detail::log1p_square_rule, nabla::detail::log_of_squares_rule, nabla::detail::over_squares_rule, nabla::detail::log_of_three_squares_rule, nabla::detail::over_three_squares_rule, nabla::detail::log1p_squares_rule, nabla::detail::over_hypot_rule, nabla::detail::over_one_more_square_rule, nabla::detail::slope_over_one_more_square_rule, nabla::detail::sigmoid_balance_rule, nabla::detail::direction_rule,
                                                nabla::detail::one_minus_square_rule, nabla::detail::coth_of_acosh_rule, nabla::detail::atan_of_quotient_rule, nabla::detail::lorentzian_rule, nabla::detail::reciprocal_expm1_rule, nabla::detail::lorentzian_decay_rule, nabla::detail::logistic_density_rule, nabla::detail::silu_slope_rule, nabla::detail::sinh_of_acosh_rule, nabla::detail::bernoulli_variance_rule, nabla::detail::bernoulli_rule, nabla::detail::bernoulli_slope_rule, nabla::detail::exprel_rule, nabla::detail::exprel_growth_rule, nabla::detail::over_own_sinh_rule, nabla::detail::over_own_sinh_slope_rule, nabla::detail::bessel_ratio_rule<1>, nabla::detail::bessel_ratio_rule<2>, nabla::detail::bessel_ratio_rule<3>>;

}  // namespace test
