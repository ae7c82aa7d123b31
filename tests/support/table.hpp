// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#if __has_include(<nabla/rules/list.hpp>)
#include <nabla/rules/list.hpp>
#else
#include <nabla/rules/contraction.hpp>
#include <nabla/rules/elementary.hpp>
#include <nabla/rules/matrix.hpp>
#include <nabla/rules/neural.hpp>
#include <nabla/rules/pieces.hpp>
namespace nabla {
template <class... Rules>
struct rule_list {};
using elementwise_rules = rule_list<add_rule, subtract_rule, multiply_rule, divide_rule, negate_rule, exp_rule, log_rule, log1p_rule, sqrt_rule, sin_rule, cos_rule, tanh_rule, sigmoid_rule, sign_rule,
                                    heaviside_rule, abs_rule, relu_rule, max_rule, min_rule, xlogy_rule, bce_with_logits_rule, binary_cross_entropy_rule>;
using matrix_rules = rule_list<matrix_product_rule, transpose_rule, sum_rule, row_sums_rule, column_sums_rule, mean_rule, sqnorm_rule, norm1_rule, softmax_rule, softmax_cross_entropy_rule, cross_entropy_rule>;
}  // namespace nabla
#endif

namespace test {

/// Until the entries say it themselves.
struct provisional_domain { const char* text; double low[2], high[2]; };
inline constexpr provisional_domain provisional_domains[] = {
    {"log", {0.05, 0}, {20, 0}}, {"log1p", {-0.9, 0}, {20, 0}}, {"sqrt", {0.05, 0}, {50, 0}}, {"/", {-3, 0.2}, {3, 3}},
    {"xlogy", {0.05, 0.05}, {3, 8}}, {"bce_with_logits", {-5, 0.05}, {5, 0.95}}, {"binary_cross_entropy", {0.05, 0.05}, {0.95, 0.95}}};

template <class List>
inline constexpr int length = 0;
template <class... Rules>
inline constexpr int length<nabla::rule_list<Rules...>> = sizeof...(Rules);

}  // namespace test
