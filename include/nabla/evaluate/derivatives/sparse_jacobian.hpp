// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/derivatives/hessian.hpp>
#include <nabla/evaluate/derivatives/jacobian.hpp>
#include <nabla/evaluate/derivatives/sparse_derivatives.hpp>

namespace nabla::detail {

/// The Jacobian without its zeros: see sparse_jacobian().
template <mode Mode, class F, class... X>
struct NABLA_DETAIL_ASKS sparse_jacobian_of : called_by_name<program<F, true, wrt_nothing>> {
  using called_by_name<program<F, true, wrt_nothing>>::operator();
  using strategy = decltype(strategy_of_jacobian<Mode, F, X...>());
  using function = F;
  static constexpr const auto& pattern = strategy::pattern;
  static constexpr int products = strategy::directions;
  using by_products = products_of<1, is_by_rows<Mode, F, X...>, F, X...>;
  template <class T>
  using evaluator_type = std::conditional_t<sizes_are_static<F, X...>, sparse_evaluator<sparse_jacobian_of, T>, product_evaluator<by_products, T, true>>;

  template <class... B>
    requires RightBindings<program<F, true, wrt_nothing>, B...>
  NABLA_DETAIL_RESULT constexpr auto operator()(const B&... b) const {
    if constexpr (sizes_are_static<F, X...>) return sparse_derivatives<sparse_jacobian_of>(b...);
    else return derivatives_by_products<by_products, true>(b...);
  }
};
/// The Jacobian by compressed columns, with a pattern that is a constant: `sparse_jacobian(f, wrt(x)).pattern` has rows, columns, nonzeros,
/// column_starts, row_indices, and (i, j) is true where an element can be other than zero. Where the formula lets them be found the elements are
/// computed as they are; else, or if a mode is asked for, columns (forward) or rows (reverse) that do not meet share one of `.products` products. Gives an Eigen::SparseMatrix where Eigen matrices are bound, with <nabla/eigen_sparse.hpp>, else a
/// sparse_matrix; `evaluator(sparse_jacobian(…))` sets the pattern up once and then only fills in values. Where sizes are names the pattern is known by its offsets (element i of f
/// reads elements i, i + 1, … of x; or the first, the last, all of them), and set up and coloured once for each size.
template <mode Mode = mode::automatic, Expression F, class... X>
constexpr sparse_jacobian_of<Mode, F, X...> sparse_jacobian(F, wrt_list<X...>) {
  return {};
}

/// The Hessian without its zeros: see sparse_hessian().
template <mode Mode, class F, class... X>
struct NABLA_DETAIL_ASKS sparse_hessian_of : called_by_name<program<F, true, wrt_nothing>> {
  using called_by_name<program<F, true, wrt_nothing>>::operator();
  using strategy = decltype(strategy_of_hessian<Mode, F, X...>());
  using function = F;
  static constexpr const auto& pattern = strategy::pattern;
  static constexpr int products = strategy::directions;
  using by_products = products_of<2, false, F, X...>;
  template <class T>
  using evaluator_type = std::conditional_t<sizes_are_static<X...>, sparse_evaluator<sparse_hessian_of, T>, product_evaluator<by_products, T, true>>;

  template <class... B>
    requires RightBindings<program<F, true, wrt_nothing>, B...>
  NABLA_DETAIL_RESULT constexpr auto operator()(const B&... b) const {
    if constexpr (sizes_are_static<X...>) return sparse_derivatives<sparse_hessian_of>(b...);
    else return derivatives_by_products<by_products, true>(b...);
  }
};
/// The Hessian of a scalar f, both halves, as sparse_jacobian() gives a Jacobian. The products of `sparse_hessian<forward_mode>` come
/// from a star colouring: 2 for an arrow, 3 for a tridiagonal matrix, of whatever size.
template <mode Mode = mode::automatic, Expression F, class... X>
  requires(facts_of<F>.extents.is_scalar() && Mode != mode::reverse)
constexpr sparse_hessian_of<Mode, F, X...> sparse_hessian(F, wrt_list<X...>) {
  return {};
}

}  // namespace nabla::detail

namespace nabla {
using detail::sparse_jacobian, detail::sparse_hessian;
}
