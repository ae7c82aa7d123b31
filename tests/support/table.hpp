// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/contraction.hpp>
#include <nabla/rules/list.hpp>

namespace test {

template <class List>
inline constexpr int length = 0;
template <class... Rules>
inline constexpr int length<nabla::rule_list<Rules...>> = sizeof...(Rules);

/// Elementwise functions that stand in no list, but in derivatives, definitions and plans.
using unlisted_rules = nabla::rule_list<nabla::multiply_add_rule, nabla::multiply_subtract_rule, nabla::subtract_product_rule, nabla::masked_rule, nabla::max_of_number_rule, nabla::min_of_number_rule, nabla::clamp_by_numbers_rule, nabla::huber_slope_rule, nabla::huber_slope_by_number_rule, nabla::heaviside_difference_rule,
                                        nabla::complement_rule, nabla::sigmoid_complement_rule, nabla::tanh_slope_rule, nabla::tanh_complement_rule, nabla::gaussian_rule,
                                        nabla::inverse_mills_rule, nabla::erfcx_slope_rule, nabla::gelu_exponential_rule, nabla::gelu_gate_rule, nabla::direction_cosine_rule, nabla::direction_rule,
                                        nabla::one_minus_square_rule, nabla::sinh_of_acosh_rule, nabla::bernoulli_variance_rule>;

}  // namespace test
