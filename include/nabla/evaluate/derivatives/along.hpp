// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/evaluator.hpp>
#include <nabla/evaluate/point.hpp>
#include <nabla/graph/differentiate/directional.hpp>

namespace nabla::detail {

/// Directions for jvp() and hvp(): `along(x = 1.0, W = step)`; a number for each scalar, a matrix of the same shape for each matrix.
template <class... B>
struct NABLA_DETAIL_ARGUMENT direction {
  std::tuple<B...> bindings;
};
/// The direction of a product of derivatives: `jvp(f, wrt(x))(at(x = 3.0), along(x = 1.0))`.
template <class... B>
  requires(Binding<B> && ...)
constexpr auto along(B... b) -> direction<decltype(kept(static_cast<B&&>(b)))...> {
  return {{kept(static_cast<B&&>(b))...}};
}

/// The same value, bound to the tangent of its symbol.
template <class Symbol, class Value>
constexpr binding<tangent<Symbol>, const std::remove_reference_t<Value>&> as_tangent(const binding<Symbol, Value>& b) {
  return {b.value};
}

/// The program of a request.
template <class Request>
using program_of = program<typename Request::expression_type, Request::has_value, typename Request::wrt_type>;
template <class B>
using tangent_binding = decltype(as_tangent(std::declval<const B&>()));

/// Calls a request, or an evaluator of one, at a point with the directions bound too.
template <class Call, class... A, class... B>
constexpr auto call_along(Call&& call, const point<A...>& where, const direction<B...>& how) {
  return std::apply([&](const A&... bound) { return std::apply([&](const B&... moved) { return static_cast<Call&&>(call)(bound..., as_tangent(moved)...); }, how.bindings); },
                    where.bindings);
}

/// Base of what is called at a point and along a direction.
struct takes_a_direction : not_called_yet {
  NABLA_DETAIL_REFUSED("nabla: a derivative along a direction is called as jvp(f, wrt(x, y))(at(x = 3.0, y = 5.0), along(x = 1.0, y = 2.0))", operator()(const anything& = 0, const anything& = 0, const anything& = 0) const)
};
/// The same, as the program of a request takes them.
template <class Request>
struct called_along : takes_a_direction {
  using takes_a_direction::operator();
  // with an ellipsis: see called_by_name
  template <class... A, class... B>
    requires WrongBindings<program_of<Request>, A..., tangent_binding<B>...>
  constexpr wrong_call<program_of<Request>, A..., tangent_binding<B>...> operator()(const point<A...>&, const direction<B...>&, ...) const {
    NABLA_DETAIL_NO_RESULT;
  }
};

/// Derivatives along a direction, with buffers of their own.
template <class Request, class T>
class evaluator_along : called_along<Request> {
 public:
  using called_along<Request>::operator();
  template <class... A, class... B>
    requires RightBindings<program_of<Request>, A..., tangent_binding<B>...>
  constexpr auto operator()(const point<A...>& where, const direction<B...>& how) & {
    return call_along(evaluate_, where, how);
  }
  template <class... A, class... B>
    requires RightBindings<program_of<Request>, A..., tangent_binding<B>...>
  constexpr auto operator()(const point<A...>& where, const direction<B...>& how) && {
    return call_along(static_cast<evaluator_type&&>(evaluate_), where, how);
  }
  template <class... A, class... B>
    requires RightBindings<program_of<Request>, A..., tangent_binding<B>...>
  constexpr auto operator()(const point<A...>& where, const direction<B...>& how) const& {
    return evaluator_along()(where, how);
  }

 private:
  using evaluator_type = decltype(evaluator<T>(Request{}));
  evaluator_type evaluate_;
};

/// A request that is called at a point and along a direction.
template <class Request>
struct request_along : called_along<Request> {
  using called_along<Request>::operator();
  using request = Request;
  template <class T>
  using evaluator_type = evaluator_along<Request, T>;

  template <class... A, class... B>
    requires RightBindings<program_of<Request>, A..., tangent_binding<B>...>
  NABLA_DETAIL_RESULT constexpr auto operator()(const point<A...>& where, const direction<B...>& how) const {
    return call_along(Request{}, where, how);
  }
};

}  // namespace nabla::detail

namespace nabla {
using detail::along;
}
