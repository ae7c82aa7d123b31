// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/apply.hpp>
#include <nabla/graph/plan.hpp>

#include <utility>

namespace nabla {

template <key Function, class T>
[[gnu::always_inline]] inline constexpr T run_step(const T* slots, const scalar_step& step) {
  if constexpr (Function == constant_operation.id) {
    return constant_as<T>(step.value);
  } else {
    constexpr int arity = decltype(rule_of(rule_tag<Function>{}))::arity;
    const auto& at = step.operands;
    if constexpr (arity == 1) return apply<Function>(slots[at[0]]);
    else if constexpr (arity == 2) return apply<Function>(slots[at[0]], slots[at[1]]);
    else if constexpr (arity == 3) return apply<Function>(slots[at[0]], slots[at[1]], slots[at[2]]);
    else return apply<Function>(slots[at[0]], slots[at[1]], slots[at[2]], slots[at[3]]);
  }
}

/// Straight-line code for a range of scalar steps. Instantiations grow with the number of different functions, not of steps.
template <class P, int First, class T, int... I>
[[gnu::always_inline]] inline constexpr void run_scalars(T* slots, std::integer_sequence<int, I...>) {
  constexpr const auto& steps = P::plan.scalars;
  // a braced list, not a fold over the comma: clang refuses more than 256
  const int in_order[] = {(slots[steps[First + I].slot] = run_step<steps[First + I].function>(slots, steps[First + I]), 0)...};
  (void)in_order;
}

}  // namespace nabla
