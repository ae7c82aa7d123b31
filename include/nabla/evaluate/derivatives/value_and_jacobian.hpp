// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/derivatives/jacobian.hpp>
#include <nabla/graph/plan/more_outputs.hpp>
#include <nabla/support/held_values.hpp>

namespace nabla::detail {

// clang-format off
NABLA_DETAIL_WRONG_RESULT(not_in_jacobian, "nabla: this Jacobian was not taken with respect to that symbol")
// clang-format on
/// A Jacobian by its blocks, one for each symbol: `J[cam]`, and the elements of the whole, `J(i, j)`.
template <class Symbols, class... Blocks>
struct blocks_of_jacobian {
  held_values<Blocks...> blocks;

  template <class Symbol>
  static constexpr int place_of() {
    for (int i = 0; i < Symbols::count; ++i)
      if (is_same_symbol(*Symbols::symbols[i], facts_of<Symbol>)) return i;
    return -1;
  }

  template <Expression Symbol>
    requires(place_of<Symbol>() >= 0)
  constexpr const auto& operator[](Symbol) const& { return held_at<place_of<Symbol>()>(blocks); }
  /// Of a temporary, by value.
  template <Expression Symbol>
    requires(place_of<Symbol>() >= 0)
  constexpr auto operator[](Symbol) && { return held_at<place_of<Symbol>()>(static_cast<held_values<Blocks...>&&>(blocks)); }
  template <Expression Symbol>
    requires(place_of<Symbol>() < 0)
  constexpr not_in_jacobian<0, shown<name_of_formula<Symbol>()>> operator[](Symbol) const {
    NABLA_DETAIL_NO_RESULT;
  }
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
      (look(held_at<K>(blocks), columns_of(held_at<K>(blocks), Symbols::symbols[K]->extents)), ...);
      return result;
    }(std::make_integer_sequence<int, static_cast<int>(sizeof...(Blocks))>{});
  }

 private:
  template <class Block>
  static constexpr auto element(const Block& block, index i, index j) {
    if constexpr (requires { block(i, j); }) return block(i, j);
    else return block;
  }
  template <class Block>
  static constexpr index columns_of(const Block& block, const shape& s) {
    if (s.is_static()) return index{s.rows.size} * s.columns.size;
    if constexpr (requires { block.columns(); }) return block.columns();
    else if constexpr (requires { block.cols(); }) return block.cols();
    else return 1;
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
/// Of sizes that are known at run time: an evaluator of both, since the one is called again for each product that the other takes.
template <class F, class By, class T, class... X>
class value_and_products : public called_by_name<typename By::P, count_of_parameters<F>> {
 public:
  NABLA_DETAIL_COPIES_BEGIN_ANEW(value_and_products)
  using called_by_name<typename By::P, count_of_parameters<F>>::operator();
  template <class... B>
    requires RightBindings<typename By::P, B...>
  auto operator()(const B&... b) & {
    return both<false>(value_(b...), b...);
  }
  template <class... B>
    requires RightBindings<typename By::P, B...>
  auto operator()(const B&... b) && {
    return both<true>(static_cast<decltype(evaluator<T>(F{}))&&>(value_)(b...), b...);
  }
  template <class... B>
    requires RightBindings<typename By::P, B...>
  auto operator()(const B&... b) const& {
    return value_and_products()(b...);
  }
  NABLA_DETAIL_CALLED_BY_POSITION(, F, value_and_products, &)
  NABLA_DETAIL_CALLED_BY_POSITION(, F, value_and_products, &&)
  NABLA_DETAIL_CALLED_BY_POSITION(, F, value_and_products, const&)

 private:
  template <bool Own, class Value, class... B>
  auto both(Value value, const B&... b) {
    matrix_view<T> rest = jacobian_.dense(b...);
    const sized_part* part = jacobian_.columns();
    const auto block_of = [&](auto) {
      const matrix_view<T> block{rest.data, rest.rows(), (part++)->count(), rest.stride};
      rest.data += block.columns() * rest.stride;
      using backend = typename backend_of_call<B...>::type;
      if constexpr (Own) return backend::template own<-1, -1>(block);
      else return backend::template look<-1, -1>(block);
    };
    using jacobian = blocks_of_jacobian<wrt_list<X...>, decltype(block_of(X{}))...>;
    return value_with_jacobian<Value, jacobian>{{}, static_cast<Value&&>(value), jacobian{{{block_of(X{})}...}}};
  }

  decltype(evaluator<T>(F{})) value_;
  product_evaluator<By, T, false> jacobian_;
};
template <class F, class... X>
struct NABLA_DETAIL_ASKS value_and_jacobian_of : called_by_name<program<F, true, wrt_nothing>, count_of_parameters<F>> {
  using called_by_name<program<F, true, wrt_nothing>, count_of_parameters<F>>::operator();
  using by_products = products_of<1, is_by_rows<mode::automatic, F, X...>, F, X...>;
  template <class T>
  using evaluator_type = value_and_products<F, by_products, T, X...>;
  template <class... B>
    requires RightBindings<program<F, true, wrt_nothing>, B...>
  auto operator()(const B&... b) const {
    return evaluator_type<typename call_scalar<B...>::type>()(b...);
  }
  NABLA_DETAIL_CALLED_BY_POSITION(, F, value_and_jacobian_of, const&)
};
/// Where sizes are names: blocks of the Jacobian by products, as jacobian() computes it.
template <Expression F, class... X>
constexpr value_and_jacobian_of<F, X...> value_and_jacobian(F, wrt_list<X...>) {
  return {};
}
/// By all variables of f, in the order in which they appear.
template <Expression F>
constexpr auto value_and_jacobian(F f) {
  return detail::value_and_jacobian(f, typename variables_in<F>::wrt{});
}

}  // namespace nabla::detail

namespace nabla {
using detail::value_and_jacobian;
}
