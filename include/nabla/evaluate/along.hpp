// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/evaluator.hpp>
#include <nabla/evaluate/point.hpp>
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

/// Calls a request, or an evaluator of one, at a point with the directions bound too.
template <class Call, class... A, class... B>
constexpr auto call_along(Call& call, const point<A...>& where, const direction<B...>& how) {
  return std::apply([&](const A&... bound) { return std::apply([&](const B&... moved) { return call(bound..., as_tangent(moved)...); }, how.bindings); }, where.bindings);
}

/// Derivatives along a direction, with buffers of their own.
template <class Request, class T>
class evaluator_along {
 public:
  template <class... A, class... B>
  constexpr auto operator()(const point<A...>& where, const direction<B...>& how) {
    return call_along(evaluate_, where, how);
  }

 private:
  decltype(evaluator<T>(Request{})) evaluate_;
};

}  // namespace nabla
