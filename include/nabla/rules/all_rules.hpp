// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/blocks.hpp>
#include <nabla/rules/complementary_log_log.hpp>
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

// The table of functions, for what folds over all of them: tests, documentation, benchmarks. Nobody else includes this. It is made of names.hpp. What is
// not there is what the last passes write (fused.hpp), or marked "internal" where it is defined: tests/support/check_rules compares.

template <Entry... Rules>
struct rule_list {};

#define NABLA_DETAIL_ENTRY(name) , name##_rule
#define NABLA_DETAIL_ENTRY_ITSELF(...) , __VA_ARGS__

using elementwise_rules = rule_list<add_rule, subtract_rule, multiply_rule, divide_rule, negate_rule, less_rule, less_equal_rule, greater_rule, greater_equal_rule, equal_rule, not_equal_rule, and_rule, or_rule,
                                    not_rule NABLA_DETAIL_ELEMENTWISE_FUNCTIONS(NABLA_DETAIL_ENTRY)>;
using matrix_rules = rule_list<matrix_product_rule NABLA_DETAIL_MATRIX_FUNCTIONS(NABLA_DETAIL_ENTRY, NABLA_DETAIL_ENTRY_ITSELF)>;

#undef NABLA_DETAIL_ENTRY
#undef NABLA_DETAIL_ENTRY_ITSELF

}  // namespace nabla::detail
