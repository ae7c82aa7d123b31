// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/request.hpp>

namespace nabla {

/// An expression, or what is asked of one, with buffers of its own: nothing is allocated after the first call of a size.
/// Matrices in its results are looks into these buffers, valid until the next call. One evaluator for each thread.
template <class F, bool Value, class Wrt, class T>
class evaluator_of {
 public:
  template <class... B>
    requires(Binding<B> && ...)
  constexpr auto operator()(const B&... b) {
    if constexpr (bindings_are_right<P, B...>()) {
      static_assert((fits_scalar<typename input_traits<value_of<B>>::scalar> && ...),
                    "nabla: a bound value has more precision than this evaluator; write evaluator<T>(...) for the type it shall use");
      using backend = typename backend_of_call<B...>::type;
      if constexpr (inline_count >= 0 && (!may_need_copy<B, T>() && ...)) {
        evaluate_into<backend>(context_, memory_, b...);
      } else {
        evaluate_into<backend>(context_, growing_, b...);
      }
      return results<F, Value, Wrt, backend, false>(context_);
    } else {
      say_what_is_wrong<P, B...>();
    }
  }

 private:
  using P = program<F, Value, Wrt>;
  template <class S>
  static constexpr bool fits_scalar = std::is_integral_v<S> || std::is_same_v<std::common_type_t<S, T>, T>;
  static constexpr index inline_count = inline_elements<P, T, false>();

  context<P, T> context_;
  memory<T, inline_count> memory_;
  memory<T, -1> growing_;
};

template <class T = double, class F, bool Value, class Wrt>
constexpr evaluator_of<F, Value, Wrt, T> evaluator(request_of<F, Value, Wrt>) {
  return {};
}
template <class T = double, Expression F>
constexpr evaluator_of<F, true, wrt_nothing, T> evaluator(F) {
  return {};
}

}  // namespace nabla
