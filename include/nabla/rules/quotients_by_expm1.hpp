// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/hyperbolic.hpp>
#include <nabla/rules/numbered.hpp>
#include <nabla/support/libm.hpp>

#include <limits>

namespace nabla::detail {

// u / (exp(u) - 1), its inverse and t / sinh(t), with derivatives that are no differences of what grows as 1 / u and 1 / u² near 0. With t = u / 2 the first is t coth(t) - t, its
// curvature is c₁(t) (t / sinh(t))² / 2, and coth(t) = 1 / t + t c₁(t) with a ratio of Bessel functions whose derivatives of every order are such ratios.

/// The ratio cₖ(t) = iₖ(t) / (t iₖ₋₁(t)) of modified spherical Bessel functions, 1 / (2k + 1 + t² / (2k + 3 + t² / …)); its derivative is t cₖ (cₖ₊₁ - cₖ).
template <int K>
struct bessel_ratio_rule : packet_function<1> {  // internal
  static constexpr numbered_text name{"bessel_ratio", K};
  static constexpr const char* text = name.text;
  static constexpr value_range range{.finite = true, .keeps_nan = true, .positive = true};
  static constexpr int parity = 1;
  NABLA_DETAIL_RUNS static constexpr auto value(auto t) {
    using libm::abs, libm::tanh;
    using T = decltype(t);
    const T square = t * t;
    // the fraction below 4, by the recurrence of its numerators and denominators, all of them positive
    T above = T(0), below = T(1), next_above = T(1), next_below = T(2 * K + 1);
    for (int k = K + 1; k < K + terms<T>; ++k) {
      const T a = T(2 * k + 1) * next_above + square * above, b = T(2 * k + 1) * next_below + square * below;
      above = next_above;
      below = next_below;
      next_above = a;
      next_below = b;
    }
    const T size = abs(t);
    T far = (T(1) / tanh(size) - T(1) / size) / size;
    for (int k = 1; k < K; ++k) far = (T(1) / far - T(2 * k + 1)) / size / size;
    return select(size < T(4), next_above / next_below, far);
  }
  static constexpr auto partials(auto t, auto c) {
    if constexpr (K < most) return partial(t * (c * (call<bessel_ratio_rule<K + 1>>(t) - c)));
    else return partial(c * ((1_c / c - constant_beside<2 * K + 1>(t)) / t - t * c));
  }

 private:
  static constexpr int most = 3;  ///< derivatives of higher order lose digits near 0
  template <class T>
  static constexpr int terms = std::numeric_limits<T>::digits10 > 18 ? 12 + std::numeric_limits<T>::digits10 / 2 : 21;
};

/// t / sinh(t)
struct over_own_sinh_rule : function<1> {  // internal
  static constexpr auto text = "over_own_sinh";
  static constexpr interval domain[] = {{0.2, 3}};
  static constexpr int parity = 1;
  static constexpr auto definition(auto t) { return t / sinh(t); }
  static constexpr auto partials(auto t, auto s) { return partial(-(s * (t * call<bessel_ratio_rule<1>>(t)))); }
};
template <Expression A>
constexpr node_of<over_own_sinh_rule, A> over_own_sinh(A) { return {}; }

/// u / (exp(u) - 1), the generating function of the Bernoulli numbers.
struct bernoulli_rule : function<1> {  // internal
  static constexpr auto text = "bernoulli";
  static constexpr interval domain[] = {{0.2, 3}};
  static constexpr auto definition(auto u) { return u / expm1(u); }
  static constexpr auto partials(auto u, auto) { return partial(bernoulli_slope(u)); }
};
template <Expression A>
constexpr node_of<bernoulli_rule, A> bernoulli(A) { return {}; }

/// The slope of that: where u is positive -(1 + t c₁(t)) / 2 times the function, and of -u what is missing of -1.
struct bernoulli_slope_rule : function<1> {  // internal
  static constexpr auto text = "bernoulli_slope";
  static constexpr interval domain[] = {{0.2, 3}};
  static constexpr auto definition(auto u) {
    auto size = abs(u);
    auto half = size / 2_c;
    auto slope = size / expm1(size) * ((1_c + half * call<bessel_ratio_rule<1>>(half)) / 2_c);
    return where(u < 0_c, slope - 1_c, -slope);
  }
  static constexpr auto meaning(auto u) { return 1_c / expm1(u) - u * exp(u) / sq(expm1(u)); }
  static constexpr auto partials(auto u, auto) {
    auto half = u / 2_c;
    return partial(call<bessel_ratio_rule<1>>(half) * sq(over_own_sinh(half)) / 2_c);
  }
};
template <Expression A>
constexpr node_of<bernoulli_slope_rule, A> bernoulli_slope(A) { return {}; }

/// (exp(u) - 1) / u
struct exprel_rule : function<1> {  // internal
  static constexpr auto text = "exprel";
  static constexpr interval domain[] = {{0.2, 3}};
  static constexpr auto definition(auto u) { return expm1(u) / u; }
  static constexpr auto partials(auto u, auto v) { return partial(v * -(bernoulli_slope(u) * v)); }  // the last factor is at most 1
};
template <Expression A>
constexpr node_of<exprel_rule, A> exprel(A) { return {}; }

}  // namespace nabla::detail
