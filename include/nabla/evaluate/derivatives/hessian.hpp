// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/derivatives/jacobian.hpp>

namespace nabla::detail {

/// How a Hessian is computed: scalars pair by pair, elements as they are where the formula lets them be found, and otherwise, or if it is
/// asked for, by products in forward mode.
template <mode Mode, class F, class... X>
constexpr auto strategy_of_hessian() {
  if constexpr (!facts_of<F>.extents.is_scalar() || !sizes_are_static<X...>) return no_strategy{};
  else if constexpr (!derivative_exists<sparsity_of<2, F, X...>::problem>()) return no_strategy{};
  else if constexpr (Mode == mode::forward) return star_strategy<F, X...>{};
  else if constexpr (are_few_scalars<X...>) return scalar_strategy<2, F, X...>{};
  else if constexpr (term_strategy<2, F, X...>::fits) return term_strategy<2, F, X...>{};
  else return star_strategy<F, X...>{};
}

/// Second derivatives: see hessian().
template <mode Mode, class F, class... X>
struct NABLA_DETAIL_ASKS hessian_of : called_by_name<program<F, true, wrt_nothing>, count_of_parameters<F>> {
  using called_by_name<program<F, true, wrt_nothing>, count_of_parameters<F>>::operator();
  using strategy = decltype(strategy_of_hessian<Mode, F, X...>());
  using function = F;
  using by_products = products_of<2, false, F, X...>;
  template <class T>
  using evaluator_type = std::conditional_t<sizes_are_static<X...>, dense_evaluator<hessian_of, T>, product_evaluator<by_products, T, false>>;

  template <class... B>
    requires RightBindings<program<F, true, wrt_nothing>, B...>
  NABLA_DETAIL_RESULT constexpr auto operator()(const B&... b) const {
    if constexpr (sizes_are_static<X...>) return dense_derivatives<hessian_of>(b...);
    else return derivatives_by_products<by_products, false>(b...);
  }
  /// The same as an expression, for together(), where it has known sizes.
  static constexpr bool is_of_named_size = !HasJacobian<F, X...>;
  template <class G = F>
  static constexpr auto as_expression() { return diff(diff(G{}, wrt_list<X...>{}), wrt_list<X...>{}); }
  /// By position, of a formula whose symbols have an order.
  NABLA_DETAIL_CALLED_BY_POSITION(NABLA_DETAIL_RESULT, F, hessian_of, const&)
};
/// The Hessian ∂²f/∂x_i∂x_j of a scalar f: `hessian(f, wrt(x, W))(x = 3.0, W = w)(i, j)`, rows and columns as jacobian() counts them.
/// The symmetric half is computed in one pass where the formula lets its elements be found; else, and by `hessian<forward_mode>`, columns that do not
/// meet are computed together, as they are where sizes are names.
template <mode Mode = mode::automatic, Expression F, class... X>
  requires(facts_of<F>.extents.is_scalar() && Mode != mode::reverse)
constexpr hessian_of<Mode, F, X...> hessian(F, wrt_list<X...>) {
  return {};
}

}  // namespace nabla::detail

namespace nabla {
using detail::hessian;
}
