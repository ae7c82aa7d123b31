// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/derivatives/dense.hpp>
#include <nabla/evaluate/derivatives/products.hpp>
#include <nabla/evaluate/evaluator.hpp>
#include <nabla/graph/inspect.hpp>

namespace nabla::detail {

template <class... E>
inline constexpr bool sizes_are_static = (facts_of<E>.extents.is_static() && ...);

/// How a Jacobian is computed: as it is asked for; else a number in reverse, scalars one by one, elements as they are where the formula lets
/// them be found, and otherwise with fewer colours.
template <mode Mode, class F, class... X>
constexpr auto strategy_of_jacobian() {
  constexpr bool number = facts_of<F>.extents.is_scalar();
  if constexpr (!sizes_are_static<F, X...>) return no_strategy{};
  else if constexpr (Mode == mode::reverse || (Mode == mode::automatic && number)) return reverse_strategy<F, X...>{};
  else if constexpr (are_few_scalars<X...>) return scalar_strategy<1, F, X...>{};
  else if constexpr (Mode == mode::forward) return forward_strategy<F, X...>{};
  else if constexpr (term_strategy<1, F, X...>::fits) return term_strategy<1, F, X...>{};
  else if constexpr (forward_strategy<F, X...>::colours.count <= reverse_strategy<F, X...>::colours.count) return forward_strategy<F, X...>{};
  else return reverse_strategy<F, X...>{};
}

/// One whose directions are coloured, or whose elements are copied to where they belong.
template <mode Mode, class F, class... X>
struct coloured_jacobian {
  using strategy = decltype(strategy_of_jacobian<Mode, F, X...>());
  using function = F;
};

/// Is a Jacobian a matrix of numbers, each computed as it is? Where one or the other mode is asked for it is not, nor are those of numbers and by few numbers, which have ways of their own.
template <mode Mode, class F, class... X>
constexpr bool is_of_elements() {
  if constexpr (Mode != mode::automatic || !sizes_are_static<F, X...> || facts_of<F>.extents.is_scalar() || are_few_scalars<X...>) return false;
  else return jacobian_of_numbers<F, X...>::fits();
}

/// Derivatives of all elements of F by all elements of X, row by row: see jacobian().
template <mode Mode, class F, class... X>
struct NABLA_DETAIL_ASKS jacobian_of : called_by_name<program<F, true, wrt_nothing>, count_of_parameters<F>> {
  using called_by_name<program<F, true, wrt_nothing>, count_of_parameters<F>>::operator();
  using function = F;
  using by_products = products_of<1, is_by_rows<Mode, F, X...>, F, X...>;
  using numbers = jacobian_of_numbers<F, X...>;
  static constexpr bool of_elements = is_of_elements<Mode, F, X...>();
  template <class T>
  using evaluator_type = std::conditional_t<of_elements, evaluator_of<F, false, numbers, T>, std::conditional_t<sizes_are_static<F, X...>, dense_evaluator<coloured_jacobian<Mode, F, X...>, T>, product_evaluator<by_products, T, false>>>;

  template <class... B>
    requires RightBindings<program<F, true, wrt_nothing>, B...>
  NABLA_DETAIL_RESULT NABLA_DETAIL_IN_PLACE constexpr auto operator()(const B&... b) const {
    if constexpr (of_elements) return request_of<F, false, numbers>{}(b...);
    else if constexpr (sizes_are_static<F, X...>) return dense_derivatives<coloured_jacobian<Mode, F, X...>>(b...);
    else return derivatives_by_products<by_products, false>(b...);
  }
  /// The same as an expression, for together(), where it has known sizes.
  static constexpr bool is_of_named_size = !HasJacobian<F, X...>;
  template <class G = F>
  static constexpr auto as_expression() { return diff(G{}, wrt_list<X...>{}); }
  /// By position, of a formula whose symbols have an order.
  NABLA_DETAIL_CALLED_BY_POSITION(NABLA_DETAIL_RESULT, F, jacobian_of, const&)
};
/// The Jacobian ∂f_i/∂x_j: one row for each element of f, one column for each element of the symbols, both counted row by row. Forward
/// mode or reverse mode, whichever takes fewer products, or as asked for: `jacobian<reverse_mode>(f, wrt(x))(x = …)(i, j)`. Where sizes are names it is computed by products, as sparse_jacobian() does.
template <mode Mode = mode::automatic, Expression F, class... X>
constexpr jacobian_of<Mode, F, X...> jacobian(F, wrt_list<X...>) {
  return {};
}
/// By all variables of f, in the order in which they appear.
template <mode Mode = mode::automatic, Expression F>
constexpr auto jacobian(F f) {
  return jacobian<Mode>(f, typename variables_in<F>::wrt{});
}

}  // namespace nabla::detail

namespace nabla {
using detail::jacobian;
}
