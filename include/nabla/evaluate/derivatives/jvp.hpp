// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/derivatives/along.hpp>

namespace nabla::detail {

/// Forward mode: see jvp().
template <class F, class... X>
struct NABLA_DETAIL_ASKS jvp_of : request_along<request_of<forward<F, X...>, true, with_inputs<wrt_nothing, F, tangent<X>...>>> {
  using expression_type = forward<F, X...>;
};
/// Jacobian-vector product, forward mode: `jvp(f, wrt(x, y))(at(x = 3.0, y = 5.0), along(x = 1.0, y = 2.0))` is
/// Σ ∂f/∂x x', of the shape of f.
template <Expression F, class... X>
constexpr jvp_of<F, X...> jvp(F, wrt_list<X...>) {
  return {};
}

}  // namespace nabla::detail

namespace nabla {
using detail::jvp;
}
