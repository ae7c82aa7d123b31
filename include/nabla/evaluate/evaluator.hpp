// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/request.hpp>
#include <nabla/evaluate/run/runner.hpp>

namespace nabla::detail {

/// An expression, or what is asked of one, with buffers of its own: nothing is allocated after the first call of a size.
/// Matrices in its results are looks into these buffers, valid until the next call; a temporary evaluator gives matrices of their own. One
/// evaluator for each thread.
template <class F, bool Value, class Wrt, class T>
class evaluator_of : called_by_name<is_parametrised<F>> {
 public:
  using called_by_name<is_parametrised<F>>::operator();
  template <class... B>
    requires(Binding<B> && ...)
  constexpr auto operator()(const B&... b) & {
    return call<false>(b...);
  }
  template <class... B>
    requires(Binding<B> && ...)
  constexpr auto operator()(const B&... b) && {
    return call<true>(b...);
  }
  /// A const one, as in a const member function, has no buffers to write to: it gives results of their own, and threads may share it.
  template <class... B>
    requires(Binding<B> && ...)
  constexpr auto operator()(const B&... b) const& {
    return evaluator_of()(b...);
  }
  /// By position, of a formula whose symbols have an order.
  template <class... V>
    requires Parametrised<F> && (sizeof...(V) > 0) && (!Binding<V> && ...)
  constexpr auto operator()(V&&... values) & {
    return F::parameters::bind(*this, static_cast<V&&>(values)...);
  }
  template <class... V>
    requires Parametrised<F> && (sizeof...(V) > 0) && (!Binding<V> && ...)
  constexpr auto operator()(V&&... values) const& {
    return evaluator_of()(static_cast<V&&>(values)...);
  }
  template <class... V>
    requires Parametrised<F> && (sizeof...(V) > 0) && (!Binding<V> && ...)
  constexpr auto operator()(V&&... values) && {
    return F::parameters::bind(static_cast<evaluator_of&&>(*this), static_cast<V&&>(values)...);
  }

 private:
  using P = program<F, Value, Wrt>;

  template <bool Own, class... B>
  constexpr auto call(const B&... b) {
    if constexpr (bindings_are_right<P, B...>()) {
      run_(b...);
      return results<F, Value, Wrt, typename backend_of_call<B...>::type, Own>(run_.state);
    } else {
      return say_what_is_wrong<P, B...>();
    }
  }
  runner<P, T> run_;
};

template <class T = double, class F, bool Value, class Wrt>
constexpr evaluator_of<F, Value, Wrt, T> evaluator(request_of<F, Value, Wrt>) {
  return {};
}
template <class T = double, Expression F>
constexpr evaluator_of<F, true, wrt_nothing, T> evaluator(F) {
  return {};
}
/// The same of jacobian(), hessian(), jvp(), vjp(), hvp() and their sparse kin.
template <class T = double, class Derivatives>
  requires requires { typename Derivatives::template evaluator_type<T>; }
constexpr typename Derivatives::template evaluator_type<T> evaluator(Derivatives) {
  return {};
}

}  // namespace nabla::detail

namespace nabla {
using detail::evaluator;
}
