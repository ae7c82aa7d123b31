// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/point.hpp>
#include <nabla/evaluate/request.hpp>
#include <nabla/graph/directional.hpp>

namespace nabla {

/// Directions for jvp() and hvp(): `along(x = 1.0, W = step)`; a number for each scalar, a matrix of the same shape for each matrix.
template <class... B>
struct direction {
  std::tuple<B...> bindings;
};
template <class... B>
  requires(Binding<B> && ...)
constexpr direction<B...> along(B... b) {
  return {std::tuple<B...>(static_cast<B&&>(b)...)};
}

/// The same value, bound to the tangent of its symbol.
template <class Symbol, class Value>
constexpr binding<tangent<Symbol>, const std::remove_reference_t<Value>&> as_tangent(const binding<Symbol, Value>& b) {
  return {b.value};
}

template <class Request, class... A, class... B>
constexpr auto evaluate_along(const Request& request, const point<A...>& where, const direction<B...>& how) {
  return std::apply([&](const A&... bound) { return std::apply([&](const B&... moved) { return request(bound..., as_tangent(moved)...); }, how.bindings); }, where.bindings);
}

/// Forward mode: see jvp().
template <class F, class... X>
struct jvp_of {
  using expression_type = pushforward<F, X...>;
  template <class... A, class... B>
  constexpr auto operator()(const point<A...>& where, const direction<B...>& how) const {
    return evaluate_along(request_of<expression_type, true, with_inputs<wrt_nothing, F, tangent<X>...>>{}, where, how);
  }
};
/// Jacobian-vector product, forward mode: `jvp(f, wrt(x, y))(at(x = 3.0, y = 5.0), along(x = 1.0, y = 2.0))` is
/// Σ ∂f/∂x x', of the shape of f.
template <Expression F, class... X>
constexpr jvp_of<F, X...> jvp(F, wrt_list<X...>) {
  return {};
}

/// Reverse mode: see vjp().
template <class F, class... X>
struct vjp_of {
  template <class... A, class Seed>
  constexpr auto operator()(const point<A...>& where, const Seed& seed) const {
    constexpr auto weighted = sum(hadamard(F{}, cotangent<F>{}));
    return std::apply(
        [&](const A&... bound) {
          return request_of<std::remove_const_t<decltype(weighted)>, false, wrt_list<X...>>{}(bound..., binding<cotangent<F>, const Seed&>{seed});
        },
        where.bindings);
  }
};
/// Vector-Jacobian product, reverse mode: `vjp(f, wrt(W))(at(…), d)[W]` is the cotangent of W for the cotangent d of f, which
/// has the shape of f.
template <Expression F, class... X>
constexpr vjp_of<F, X...> vjp(F, wrt_list<X...>) {
  return {};
}

/// The Hessian times a direction: see hvp().
template <class F, class... X>
struct hvp_of {
  static_assert(facts_of<F>.form.is_scalar(), "nabla: a Hessian needs a scalar function; close it with sum(...) or mean(...)");
  static constexpr request_of<pushforward<F, X...>, false, with_inputs<wrt_list<X...>, F, tangent<X>...>> request{};
  template <class... A, class... B>
  constexpr auto operator()(const point<A...>& where, const direction<B...>& how) const {
    return evaluate_along(request, where, how);
  }
};
/// Hessian-vector product of a scalar f, without forming the Hessian: `hvp(f, wrt(W))(at(…), along(W = v))[W]`, the gradient
/// of ⟨∇f, v⟩.
template <Expression F, class... X>
constexpr hvp_of<F, X...> hvp(F, wrt_list<X...>) {
  return {};
}

// ---- whole matrices of derivatives -------------------------------------------------------------------------------------------------

template <class E>
inline constexpr int element_count = facts_of<E>.form.rows.size * facts_of<E>.form.columns.size;
template <class... E>
inline constexpr bool sizes_are_static = (facts_of<E>.form.is_static() && ...);

/// A number or matrix of zeros of the shape of E.
template <class T, class E>
constexpr auto zeros_like() {
  constexpr shape s = facts_of<E>.form;
  if constexpr (s.is_scalar()) return T(0);
  else return matrix<T, s.rows.size, s.columns.size>{};
}
/// Element k of a number or matrix, row by row.
template <class V>
constexpr decltype(auto) element_at(V&& v, index k) {
  if constexpr (std::is_arithmetic_v<std::remove_cvref_t<V>> || !requires { v(0, 0); }) return (v);
  else if constexpr (requires { v.columns(); }) return (v(k / v.columns(), k % v.columns()));
  else return v(k / v.cols(), k % v.cols());
}

/// Runs `use(column, tangents...)` for each element of the symbols: the tangents are 1 there and 0 elsewhere.
template <class T, class... X, class Use>
constexpr void for_each_direction(Use use) {
  std::tuple<decltype(zeros_like<T, X>())...> seeds{zeros_like<T, X>()...};
  index column = 0;
  auto run = [&](auto& seed, int count) {
    for (index k = 0; k < count; ++k, ++column) {
      element_at(seed, k) = T(1);
      std::apply([&](const auto&... at) { use(column, binding<tangent<X>, decltype(at)>{at}...); }, seeds);
      element_at(seed, k) = T(0);
    }
  };
  std::apply([&](auto&... seed) { (run(seed, element_count<X>), ...); }, seeds);
}

/// Derivatives of all elements of F by all elements of X, row by row: see jacobian().
template <class F, class... X>
struct jacobian_of {
  static_assert(sizes_are_static<F, X...>, "nabla: jacobian() needs sizes known at compile time; jvp() and vjp() take any");
  template <class... B>
    requires(Binding<B> && ...)
  constexpr auto operator()(const B&... b) const {
    using T = typename call_scalar<B...>::type;
    constexpr int rows = element_count<F>, columns = (0 + ... + element_count<X>);
    auto result = backend_of_call<B...>::type::template zero<T, rows, columns>();
    if constexpr (columns <= rows) {
      constexpr request_of<pushforward<F, X...>, true, with_inputs<wrt_nothing, F, tangent<X>...>> forward{};
      for_each_direction<T, X...>([&](index column, const auto&... tangents) {
        const auto moved = forward(b..., tangents...);
        for (index i = 0; i < rows; ++i) result(i, column) = element_at(moved, i);
      });
    } else {
      constexpr auto weighted = sum(hadamard(F{}, cotangent<F>{}));
      constexpr request_of<std::remove_const_t<decltype(weighted)>, false, wrt_list<X...>> reverse{};
      auto seed = zeros_like<T, F>();
      for (index i = 0; i < rows; ++i) {
        element_at(seed, i) = T(1);
        const auto g = reverse(b..., binding<cotangent<F>, const decltype(seed)&>{seed});
        element_at(seed, i) = T(0);
        index column = 0;
        auto copy = [&](const auto& part, int count) {
          for (index k = 0; k < count; ++k) result(i, column++) = element_at(part, k);
        };
        (copy(g[X{}], element_count<X>), ...);
      }
    }
    return result;
  }
};
/// The Jacobian ∂f_i/∂x_j: one row for each element of f, one column for each element of the symbols, both counted row by row. Forward
/// mode where it has no more columns than rows, else reverse mode.
template <Expression F, class... X>
constexpr jacobian_of<F, X...> jacobian(F, wrt_list<X...>) {
  return {};
}

template <class F, class... X>
struct hessian_of {
  static_assert(sizes_are_static<X...>, "nabla: hessian() needs sizes known at compile time; hvp() takes any");
  template <class... B>
    requires(Binding<B> && ...)
  constexpr auto operator()(const B&... b) const {
    using T = typename call_scalar<B...>::type;
    constexpr int size = (0 + ... + element_count<X>);
    auto result = backend_of_call<B...>::type::template zero<T, size, size>();
    for_each_direction<T, X...>([&](index column, const auto&... tangents) {
      const auto g = hvp_of<F, X...>::request(b..., tangents...);
      index row = 0;
      auto copy = [&](const auto& part, int count) {
        for (index k = 0; k < count; ++k) result(row++, column) = element_at(part, k);
      };
      (copy(g[X{}], element_count<X>), ...);
    });
    return result;
  }
};
/// The Hessian ∂²f/∂x_i∂x_j of a scalar f: `hessian(f, wrt(x, W))(x = 3.0, W = w)(i, j)`, rows and columns as jacobian() counts them.
template <Expression F, class... X>
constexpr hessian_of<F, X...> hessian(F, wrt_list<X...>) {
  return {};
}

}  // namespace nabla
