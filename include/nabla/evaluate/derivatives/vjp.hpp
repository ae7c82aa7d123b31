// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/derivatives/along.hpp>

namespace nabla::detail {

/// Reverse mode: see vjp().
template <class F, class... X>
struct NABLA_DETAIL_ASKS vjp_of : not_called_yet {
  using request = request_of<std::remove_const_t<decltype(sum(hadamard(F{}, cotangent<F>{})))>, false, wrt_list<X...>>;

  template <class Seed, class... A>
  static constexpr bool is_right = bindings_are_right<program_of<request>, A..., binding<cotangent<F>, const Seed&>>();

  template <class Call, class... A, class Seed>
  static constexpr auto call(Call&& call, const point<A...>& where, const Seed& seed) {
    return std::apply([&](const A&... bound) { return static_cast<Call&&>(call)(bound..., binding<cotangent<F>, const Seed&>{seed}); }, where.bindings);
  }
  template <class T>
  class evaluator_type {
   public:
    template <class... A, class Seed>
      requires is_right<Seed, A...>
    constexpr auto operator()(const point<A...>& where, const Seed& seed) & {
      return call(evaluate_, where, seed);
    }
    template <class... A, class Seed>
      requires is_right<Seed, A...>
    constexpr auto operator()(const point<A...>& where, const Seed& seed) && {
      return call(static_cast<evaluator_of_request&&>(evaluate_), where, seed);
    }
    template <class... A, class Seed>
      requires is_right<Seed, A...>
    constexpr auto operator()(const point<A...>& where, const Seed& seed) const& {
      return evaluator_type()(where, seed);
    }
    template <class... A, class Seed>
      requires(!is_right<Seed, A...>)
    constexpr wrong_call<program_of<request>, A..., binding<cotangent<F>, const Seed&>> operator()(const point<A...>&, const Seed&, ...) const {
      NABLA_DETAIL_NO_RESULT;
    }

   private:
    using evaluator_of_request = decltype(evaluator<T>(request{}));
    evaluator_of_request evaluate_;
  };

  template <class... A, class Seed>
    requires is_right<Seed, A...>
  NABLA_DETAIL_RESULT constexpr auto operator()(const point<A...>& where, const Seed& seed) const {
    constexpr request ask;
    return call(ask, where, seed);
  }
  template <class... A, class Seed>
    requires(!is_right<Seed, A...>)
  constexpr wrong_call<program_of<request>, A..., binding<cotangent<F>, const Seed&>> operator()(const point<A...>&, const Seed&, ...) const {
    NABLA_DETAIL_NO_RESULT;
  }
  NABLA_DETAIL_REFUSED("nabla: a vector times a Jacobian is called as vjp(f, wrt(W))(at(W = w), cotangent)", operator()(const anything& = 0, const anything& = 0, const anything& = 0) const)
};
/// Vector-Jacobian product, reverse mode: `vjp(f, wrt(W))(at(…), d)[W]` is the cotangent of W for the cotangent d of f, which
/// has the shape of f.
template <Expression F, class... X>
constexpr vjp_of<F, X...> vjp(F, wrt_list<X...>) {
  return {};
}

}  // namespace nabla::detail

namespace nabla {
using detail::vjp;
}
