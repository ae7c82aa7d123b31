// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/derivatives/along.hpp>

namespace nabla::detail {

/// The Hessian times a direction: see hvp().
template <class F, class... X>
struct NABLA_DETAIL_ASKS hvp_of : request_along<request_of<pushforward<F, X...>, false, with_inputs<wrt_list<X...>, F, tangent<X>...>>> {};
/// Hessian-vector product of a scalar f, without forming the Hessian: `hvp(f, wrt(W))(at(…), along(W = v))[W]`, the gradient
/// of ⟨∇f, v⟩.
template <Expression F, class... X>
  requires(facts_of<F>.extents.is_scalar())
constexpr hvp_of<F, X...> hvp(F, wrt_list<X...>) {
  return {};
}

}  // namespace nabla::detail

namespace nabla {
using detail::hvp;
}
