// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/jacobian.hpp>

namespace nabla {

template <class F, class... X>
constexpr auto way_of_hessian() {
  if constexpr (!facts_of<F>.form.is_scalar() || !sizes_are_static<X...>) return;
  else if constexpr (!derivative_exists<sparsity_of<2, F, X...>::problem>()) return;
  else if constexpr (are_few_scalars<X...>) return scalar_way<2, F, X...>{};
  else return star_way<F, X...>{};
}

/// Second derivatives: see hessian().
template <class F, class... X>
struct hessian_of {
  static_assert(facts_of<F>.form.is_scalar(), "nabla: a Hessian needs a scalar function; close it with sum(...) or mean(...)");
  static_assert(sizes_are_static<X...>, "nabla: hessian() needs sizes known at compile time; hvp() takes any");
  using way = decltype(way_of_hessian<F, X...>());
  using function = F;
  template <class T>
  using evaluator_type = dense_evaluator<hessian_of, T>;

  template <class... B>
    requires(Binding<B> && ...)
  constexpr auto operator()(const B&... b) const {
    return dense_derivatives<hessian_of>(b...);
  }
};
/// The Hessian ∂²f/∂x_i∂x_j of a scalar f: `hessian(f, wrt(x, W))(x = 3.0, W = w)(i, j)`, rows and columns as jacobian() counts them.
/// Of scalars the symmetric half is computed in one pass, of matrices columns that do not meet are computed together.
template <Expression F, class... X>
constexpr hessian_of<F, X...> hessian(F, wrt_list<X...>) {
  return {};
}

}  // namespace nabla
