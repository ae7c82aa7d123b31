// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/plan/program.hpp>

namespace nabla::detail {

/// The symbols of the gradients of a program, in the order of its outputs.
template <class F, bool Value, class Wrt>
struct gradient_symbols {
  using P = program<F, Value, Wrt>;
  static constexpr int count = P::plan.sizes.outputs - (Value ? 1 : 0);
  static constexpr fixed_array<const facts*, count> symbols = [] {
    fixed_array<const facts*, count> result;
    int found = 0;
    if (Wrt::all_variables) {
      for (int i = 0; i < P::plan.sizes.inputs; ++i)
        if (P::plan.inputs[i].symbol->symbol->kind == role::variable) result.data[found++] = P::plan.inputs[i].symbol;
    } else if constexpr (requires { typename Wrt::blocks_by; }) {
      for (int i = 0; i < count; ++i) result.data[i] = Wrt::blocks_by::symbols[i];
    } else {
      for (int i = 0; i < Wrt::count; ++i) result.data[i] = Wrt::symbols[i];
    }
    return result;
  }();
  /// Which value of several is that of E?
  template <class E>
    requires requires { Wrt::template number_of_value<E>(); }
  static constexpr int number_of_value() {
    return std::is_same_v<E, F> ? 0 : Wrt::template number_of_value<E>();
  }
  static constexpr int find(const facts& symbol) {
    for (int i = 0; i < count; ++i)
      if (is_set(symbols[i]) && is_same_symbol(*symbols[i], symbol)) return i;  // outputs of other kinds have none
    return -1;
  }
};

}  // namespace nabla::detail
