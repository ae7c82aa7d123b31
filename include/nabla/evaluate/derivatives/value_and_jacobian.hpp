// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/derivatives/jacobian.hpp>
#include <nabla/graph/plan/more_outputs.hpp>
#include <nabla/support/held_values.hpp>

namespace nabla::detail {

/// A Jacobian by its blocks, one for each symbol: `J[cam]`, and the elements of the whole, `J(i, j)`.
template <class Symbols, class... Blocks>
struct blocks_of_jacobian {
  held_values<Blocks...> blocks;

  template <Expression Symbol>
  constexpr const auto& operator[](Symbol) const& { return held_at<place_in_blocks<Symbol>()>(blocks); }
  /// Of a temporary, by value.
  template <Expression Symbol>
  constexpr auto operator[](Symbol) && { return held_at<place_in_blocks<Symbol>()>(static_cast<held_values<Blocks...>&&>(blocks)); }
  /// Columns of the symbols side by side.
  constexpr auto operator()(index i, index j) const {
    return [&]<int... K>(std::integer_sequence<int, K...>) {
      std::common_type_t<decltype(element(held_at<K>(blocks), 0, 0))...> result{};
      bool found = false;
      const auto look = [&](const auto& block, index columns) {
        if (!found && j < columns) {
          result = element(block, i, j);
          found = true;
        }
        j -= columns;
      };
      (look(held_at<K>(blocks), index{Symbols::symbols[K]->extents.rows.size} * Symbols::symbols[K]->extents.columns.size), ...);
      return result;
    }(std::make_integer_sequence<int, static_cast<int>(sizeof...(Blocks))>{});
  }

 private:
  template <class Block>
  static constexpr auto element(const Block& block, index i, index j) {
    if constexpr (requires { block(i, j); }) return block(i, j);
    else return block;
  }
  template <class Symbol>
  static constexpr int place_of() {
    for (int i = 0; i < Symbols::count; ++i)
      if (is_same_symbol(*Symbols::symbols[i], facts_of<Symbol>)) return i;
    return -1;
  }
  template <class Symbol>
  static constexpr int place_in_blocks() {
    constexpr int i = place_of<Symbol>();
    static_assert(i >= 0, "nabla: this Jacobian was not taken with respect to that symbol");
    return i < 0 ? 0 : i;
  }
};

// No template: g++ shows the arguments of one behind the sentence.
struct jacobian_beside_value {
  // clang-format off
#define NABLA_DETAIL_BOTH_BY_NAME "nabla: value_and_jacobian() gives a value and a Jacobian: r.value, r.jacobian(i, j), r.jacobian[x]"
  NABLA_DETAIL_REFUSED_CONVERSION(__is_same(To, double) || __is_same(To, bool) || HoldsElements<To>, NABLA_DETAIL_BOTH_BY_NAME)
  NABLA_DETAIL_REFUSED(NABLA_DETAIL_BOTH_BY_NAME, operator()(...) const)
  template <class I> NABLA_DETAIL_REFUSED(NABLA_DETAIL_BOTH_BY_NAME, operator[](const I&) const)
  NABLA_DETAIL_REFUSED_MEMBERS(NABLA_DETAIL_BOTH_BY_NAME, first, second, grad)
#undef NABLA_DETAIL_BOTH_BY_NAME
  // clang-format on
};

/// What value_and_jacobian gives: `auto [value, J] = …`.
template <class Value, class Jacobian>
struct value_with_jacobian : jacobian_beside_value {
  Value value;
  Jacobian jacobian;
};

/// Asks for the blocks of the Jacobian of F beside its value: written where the value is, as none of them is needed as a type.
template <Expression F, class... X>
struct value_and_blocks : wrt_nothing {
  static constexpr bool is_arranged = true;
  using blocks_by = wrt_list<X...>;
  static constexpr derivative_problem add_outputs(graph& g, facts_map&, int root, list<int>& outputs) {
    return add_jacobian_blocks<late<F>>(g, root, wrt_list<X...>::symbols.data, sizeof...(X), outputs);
  }
  template <class Outputs>
  static constexpr auto arrange(Outputs outputs) {
    return [&]<std::size_t... K>(std::index_sequence<K...>) {
      using std::get;
      using jacobian = blocks_of_jacobian<wrt_list<X...>, std::remove_cvref_t<decltype(get<K + 1>(outputs))>...>;
      using value = std::remove_cvref_t<decltype(get<0>(outputs))>;
      return value_with_jacobian<value, jacobian>{{}, get<0>(outputs), jacobian{{{get<K + 1>(outputs)}...}}};
    }(std::index_sequence_for<X...>{});
  }
};

/// f and its Jacobian from one pass: `auto [value, J] = value_and_jacobian(f, wrt(cam, point))(cam = …, point = …);` `J[cam]` is ∂f/∂cam, with a row for
/// each element of f, `J(i, j)` an element of the whole. Sizes are known at compile time.
template <Expression F, class... X>
  requires(facts_of<F>.extents.is_static() && (facts_of<X>.extents.is_static() && ...))
constexpr auto value_and_jacobian(F, wrt_list<X...>) {
  return request_of<F, true, with_inputs<value_and_blocks<F, X...>, X...>>{};
}
/// By all variables of f, in the order in which they appear.
template <Expression F>
constexpr auto value_and_jacobian(F f) {
  return detail::value_and_jacobian(f, typename variables_in<F>::wrt{});
}
// clang-format off
template <class F, class... X> NABLA_DETAIL_REFUSED("nabla: value_and_jacobian() needs sizes known at compile time; jacobian(f, wrt(v)) takes any", value_and_jacobian(F, wrt_list<X...>))
// clang-format on

}  // namespace nabla::detail

namespace nabla {
using detail::value_and_jacobian;
}
