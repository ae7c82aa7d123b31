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

/// The ratio cₖ(t) = iₖ(t) / (t iₖ₋₁(t)) of modified spherical Bessel functions from t², the fraction 1 / (2k + 1 + t² / (2k + 3 + t² / …)), for |t| < 4, and more for numbers of more digits:
/// by the recurrence of its numerators and denominators, all of them positive.
template <int K, class T>
NABLA_DETAIL_RUNS constexpr T bessel_fraction(const T& square) {
  constexpr int terms = std::numeric_limits<T>::digits10 > 18 ? 12 + std::numeric_limits<T>::digits10 / 2 : 21;
  T above = T(0), below = T(1), next_above = T(1), next_below = T(2 * K + 1);
  for (int k = K + 1; k < K + terms; ++k) {
    const T a = T(2 * k + 1) * next_above + square * above, b = T(2 * k + 1) * next_below + square * below;
    above = next_above;
    below = next_below;
    next_above = a;
    next_below = b;
  }
  return next_above / next_below;
}
/// c₁ for |t| < 1: an interpolation at Chebyshev points, to 2e-18.
template <class T>
NABLA_DETAIL_RUNS constexpr T bessel_ratio_near(const T& z) {
  if constexpr (std::numeric_limits<T>::digits > std::numeric_limits<double>::digits) return bessel_fraction<1>(z);
  else {
    const T high = T(-2.164400522102041663012e-6L) + z * (T(2.192483985275796445934e-7L) + z * (T(-2.219349872017320159378e-8L) + z * (T(2.22466083608558270515e-9L) + z * (T(-2.075335005693159778103e-10L) + z * T(1.350284320994904655079e-11L)))));
    return T(0.333333333333333332681L) + z * (T(-0.02222222222222206428205L) + z * (T(0.002116402116395785436407L) + z * (T(-0.000211640211541056756131L) + z * (T(0.00002137779835742305832967L) + z * high))));
  }
}

/// That ratio; its derivative is t cₖ (cₖ₊₁ - cₖ).
template <int K>
struct bessel_ratio_rule : packet_function<1> {  // internal
  static constexpr numbered_text name{"bessel_ratio", K};
  static constexpr const char* text = name.text;
  static constexpr value_range range{.finite = true, .keeps_nan = true, .positive = true};
  static constexpr int parity = 1;
  NABLA_DETAIL_RUNS static constexpr auto value(auto t) {
    using libm::abs, libm::tanh;
    using T = decltype(t);
    const auto far = [](const T& u) {
      T ratio = (T(1) / tanh(u) - T(1) / u) / u;
      for (int k = 1; k < K; ++k) ratio = (T(1) / ratio - T(2 * k + 1)) / u / u;
      return ratio;
    };
    if constexpr (!is_ordered<T>) return far(t);
    else {
      const T size = abs(t), square = t * t;
      if constexpr (K == 1) return T(select(size < T(1), bessel_ratio_near(square), far(size)));
      else return T(select(size < T(4), bessel_fraction<K>(square), far(size)));  // each step of the recurrence in `far` takes digits near 0
    }
  }
  static constexpr auto partials(auto t, auto c) {
    if constexpr (K < most) return partial(t * (c * (call<bessel_ratio_rule<K + 1>>(t) - c)));
    else return partial(c * ((1_c / c - constant_beside<2 * K + 1>(t)) / t - t * c));
  }

 private:
  static constexpr int most = 3;  ///< derivatives of higher order lose digits near 0
};

/// The slope of t / sinh(t), -t c₁(t) times it, from t and s = sinh(t).
struct over_own_sinh_slope_rule : packet_function<2> {  // internal
  static constexpr auto text = "over_own_sinh_slope";
  static constexpr auto meaning(auto t, auto s) { return 1_c / s - t * cosh(t) / sq(s); }
  NABLA_DETAIL_RUNS static constexpr auto value(auto t, auto s) {
    using libm::abs, libm::cosh, libm::sqrt;
    using T = decltype(t);
    const T inverse = T(1) / s;
    if constexpr (!is_ordered<T>) return T(inverse - t * cosh(t) * inverse * inverse);
    else {
      const T square = t * t, size = abs(t);
      return T(inverse * select_greater(size, T(1), T(T(1) - size * sqrt(T(1) + inverse * inverse)), T(-(square * bessel_ratio_near(square)))));
    }
  }
  // s is sinh(t): all of the derivative is by t
  static constexpr auto partials(auto t, auto, auto) {
    auto c = call<bessel_ratio_rule<1>>(t);
    return partial(over_own_sinh(t) * (sq(t * c) - c - sq(t) * (c * (call<bessel_ratio_rule<2>>(t) - c))), 0_c);
  }
};

/// t / sinh(t)
struct over_own_sinh_rule : function<1> {  // internal
  static constexpr auto text = "over_own_sinh";
  static constexpr interval domain[] = {{0.2, 3}};
  static constexpr int parity = 1;
  static constexpr auto definition(auto t) { return t / sinh(t); }
  static constexpr auto partials(auto t, auto) { return partial(call<over_own_sinh_slope_rule>(t, sinh(t))); }
};
template <Expression A>
constexpr node_of<over_own_sinh_rule, A> over_own_sinh(A) { return {}; }

/// The slope of u / (exp(u) - 1), from u and e = exp(u) - 1: -(1 + t c₁(t)) / 2 times it; (1 - u (1 + 1 / e)) / e, where the function is far from 1.
struct bernoulli_slope_rule : packet_function<2> {  // internal
  static constexpr auto text = "bernoulli_slope";
  static constexpr auto meaning(auto u, auto e) { return 1_c / e - u * exp(u) / sq(e); }
  NABLA_DETAIL_RUNS static constexpr auto value(auto u, auto e) {
    using libm::abs;
    using T = decltype(u);
    const T inverse = T(1) / e;
    if constexpr (!is_ordered<T>) return T(inverse - u * (inverse + inverse * inverse));
    else {
      const T half = T(0.5) * u, near = half + half * half * bessel_ratio_near(T(half * half));
      // e may be infinite, or -1 to the last digit
      const T far = u * select_greater(u, T(0), T(T(1) + inverse), T((T(1) + e) * inverse));
      return T(inverse * select_greater(T(abs(u)), T(1), T(T(1) - far), T(-near)));
    }
  }
  // e is exp(u) - 1: all of the derivative is by u
  static constexpr auto partials(auto u, auto, auto) {
    auto half = u / 2_c;
    return partial(call<bessel_ratio_rule<1>>(half) * sq(over_own_sinh(half)) / 2_c, 0_c);
  }
};

/// u / (exp(u) - 1), the generating function of the Bernoulli numbers.
struct bernoulli_rule : function<1> {  // internal
  static constexpr auto text = "bernoulli";
  static constexpr interval domain[] = {{0.2, 3}};
  static constexpr auto definition(auto u) { return u / expm1(u); }
  static constexpr auto partials(auto u, auto) { return partial(call<bernoulli_slope_rule>(u, expm1(u))); }
};
template <Expression A>
constexpr node_of<bernoulli_rule, A> bernoulli(A) { return {}; }

/// The slope of the logarithm of (exp(u) - 1) / u, from u and e = exp(u) - 1: 1 + 1 / e - 1 / u, and (1 + t c₁(t)) / 2 near 0.
struct exprel_growth_rule : packet_function<2> {  // internal
  static constexpr auto text = "exprel_growth";
  static constexpr value_range range{.keeps_nan = true, .positive = true};
  static constexpr auto meaning(auto u, auto e) { return exp(u) / e - 1_c / u; }
  NABLA_DETAIL_RUNS static constexpr auto value(auto u, auto e) {
    using libm::abs;
    using T = decltype(u);
    const T inverse = T(1) / e;
    if constexpr (!is_ordered<T>) return T(T(1) + inverse - T(1) / u);
    else {
      const T near = T(0.5) + T(0.25) * u * bessel_ratio_near(T(T(0.25) * u * u));
      // e may be infinite, or -1 to the last digit
      return T(select_greater(T(abs(u)), T(1), T(select_greater(u, T(0), T(T(1) + inverse), T((T(1) + e) * inverse)) - T(1) / u), near));
    }
  }
  // e is exp(u) - 1: all of the derivative is by u
  static constexpr auto partials(auto u, auto, auto growth) { return partial(sq(growth) - bernoulli(-u) * call<bessel_ratio_rule<1>>(u / 2_c) / 2_c, 0_c); }
};

/// (exp(u) - 1) / u
struct exprel_rule : function<1> {  // internal
  static constexpr auto text = "exprel";
  static constexpr interval domain[] = {{0.2, 3}};
  static constexpr auto definition(auto u) { return expm1(u) / u; }
  static constexpr auto partials(auto u, auto v) { return partial(v * call<exprel_growth_rule>(u, expm1(u))); }  // no square of v, which may overflow
};
template <Expression A>
constexpr node_of<exprel_rule, A> exprel(A) { return {}; }

}  // namespace nabla::detail
