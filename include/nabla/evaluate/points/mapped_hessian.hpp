// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/derivatives/hessian.hpp>
#include <nabla/evaluate/points/vmap.hpp>

namespace nabla::detail {

/// Second derivatives at many points: `h(i, j)` is the range of ∂²f/∂x_i∂x_j, in the order of wrt(…), and that of h(j, i).
template <class T, std::size_t Symbols>
class hessian_at_points {
 public:
  static constexpr std::size_t count = Symbols * (Symbols + 1) / 2;

  constexpr explicit hessian_at_points(number_array<point_values<T>, count> upper_half) : upper_half_(static_cast<number_array<point_values<T>, count>&&>(upper_half)) {}
  constexpr const point_values<T>& operator()(int i, int j) const {
    const std::size_t row = static_cast<std::size_t>(i < j ? i : j), column = static_cast<std::size_t>(i < j ? j : i);
    return upper_half_[(2 * Symbols + 1 - row) * row / 2 + column - row];
  }
  static constexpr int rows() { return static_cast<int>(Symbols); }
  static constexpr int cols() { return static_cast<int>(Symbols); }

 private:
  number_array<point_values<T>, count> upper_half_;
};

/// At values of the symbols, and perhaps threads(…).
template <class F, class T, class Backend, class... X>
struct NABLA_DETAIL_ASKS mapped_hessian {
  using request = mapped_request<F, false, scalar_hessian<F, X...>, T, Backend>;

  template <class... A>
  NABLA_DETAIL_RESULT constexpr hessian_at_points<T, sizeof...(X)> operator()(const A&... a) const {
    static_assert(!(is_output_targets<A> || ...), "nabla: vmap(hessian(f, wrt(x, y))) has no into(...): ask for diff(f, x, y) and others by together()");
    return hessian_at_points<T, sizeof...(X)>{request{}(a...)};
  }
};

/// The Hessian by scalars at many points: `vmap(hessian(f, wrt(x, y)))(x = many, y = 0.7)(0, 1)` is the range of ∂²f/∂x∂y. All second derivatives come from one pass.
template <class T = double, class Tag = points_tag, mode Mode, class F, class... X>
  requires(are_few_scalars<X...>)
constexpr mapped_hessian<F, T, decltype(backend_of_points(Tag{}, 0)), X...> vmap(hessian_of<Mode, F, X...>) {
  return {};
}

}  // namespace nabla::detail

namespace nabla {
using detail::vmap;
}
