// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/differentiate/differentiate.hpp>

/// The sentence about what is asked of a function that is no number.
#define NABLA_DETAIL_NEEDS_A_NUMBER(what) "nabla: " what " needs a scalar function; close it with sum(...) or mean(...)"

namespace nabla::detail {

template <class Rule>
inline constexpr bool has_derivative_rule = false;

/// Says in a sentence why a derivative does not exist; the message names the rule.
template <derivative_problem Problem>
constexpr bool derivative_exists() {
  static_assert(!Problem.not_scalar, NABLA_DETAIL_NEEDS_A_NUMBER("a derivative"));
  if constexpr (Problem.function != 0)
    static_assert(has_derivative_rule<decltype(two_rules_have_one_text(rule_tag<Problem.function>{}))>, 
                  "nabla: this function has no derivative rule: partials(u, ..., itself), or pullbacks(A, ..., itself, cotangent) of a matrix function");
  return true;
}

}  // namespace nabla::detail
