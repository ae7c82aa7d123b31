// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/eigen/functions/bits.hpp>

namespace nabla::detail {

template <class T>
struct coefficients_of_exp;
template <>
struct coefficients_of_exp<float> {
  static constexpr float c[] = {0.499999934321725649f, 0.166665204009005111f, 0.0416683907946129589f, 0.00836874497260545403f, 0.00138145391321344245f};
};
template <>
struct coefficients_of_exp<double> {
  static constexpr double c[] = {0.500000000000001067, 0.166666666666664115, 0.0416666666665297224, 0.0083333333334949915, 0.00138888889437617448,
                                 0.000198412695057573168, 0.0000248014929476403866, 2.75575868100355726e-6, 2.76303069907505864e-7, 2.50000186959617344e-8};
};

struct inside_the_range {};
/// exp(u) = 2^n (1 + p): p of what is left of u in [-log(2) / 2, log(2) / 2], whose n log(2) is taken in two parts (W. J. Cody and W. Waite 1980; the parts of
/// fdlibm and Cephes, of which the first has zeros at its end). The polynomials are minimax, by Remez' algorithm, to 4e-18 and 3e-9.
template <class T>
struct exponential {
  static constexpr bool small = sizeof(T) == sizeof(float);
  static constexpr T log2_e = T(1.442695040888963407359924681L), first = small ? T(0.693359375) : T(6.93147180369123816490e-01), second = small ? T(-2.12194440e-4) : T(1.90821492927058770002e-10);
  /// Where it is 0 or infinite in any case; NaN stays.
  static constexpr T lowest = small ? T(-110) : T(-760), highest = small ? T(90) : T(711);

  rounded<T> exponent;
  packet<T> p;

  [[gnu::always_inline]] explicit exponential(packet<T> u) : exponential(inside_the_range{}, packet<T>::smaller_of(packet<T>(highest), packet<T>::larger_of(packet<T>(lowest), u))) {}
  /// Of u from -800 to 711, and for float from -130 to 90.
  [[gnu::always_inline]] exponential(inside_the_range, packet<T> u) {
    exponent = rounded_product<T>(u, log2_e);
    const packet<T> r = multiply_add(exponent.n, packet<T>(-second), multiply_add(exponent.n, packet<T>(-first), u));
    p = multiply_add(r * r, polynomial(r, coefficients_of_exp<T>::c), r);
  }
};

template <class T>
[[gnu::always_inline]] inline packet<T> exp(packet<T> u) {
  const exponential<T> e(u);
  return scaled(e.p + packet<T>(1), e.exponent);
}
/// (value + rest) exp(u) (1 + factor), for small rest and factor: near 0 it is rounded once.
template <class T>
[[gnu::always_inline]] inline packet<T> times_exp(packet<T> value, packet<T> rest, const exponential<T>& e, packet<T> factor) {
  return scaled(value + multiply_add(value, e.p + multiply_add(factor, e.p, factor), rest), e.exponent);
}
template <class T>
[[gnu::always_inline]] inline packet<T> times_exp(packet<T> value, packet<T> u, packet<T> factor) {
  return times_exp(value, packet<T>(0), exponential<T>(inside_the_range{}, u), factor);
}

/// 2^n p + (2^n - 1), of halves: 2^n may be infinite.
template <class T>
[[gnu::always_inline]] inline packet<T> expm1(packet<T> u) {
  constexpr bool small = sizeof(T) == sizeof(float);
  const exponential<T> e(packet<T>::smaller_of(packet<T>(small ? T(88.8) : T(709.9)), packet<T>::larger_of(packet<T>(-50), u)));
  const packet<T> half = power_of_two(e.exponent.n - packet<T>(1)), below = multiply_add(half, e.p, half - packet<T>(0.5));
  return select(abs(u) < packet<T>(small ? T(0x1p-30) : T(0x1p-60)), u, below + below);
}

/// 2^u = 2^n 2^r, r in [-1/2, 1/2].
template <class T>
[[gnu::always_inline]] inline packet<T> exp2(packet<T> u) {
  constexpr bool small = sizeof(T) == sizeof(float);
  const packet<T> inside = packet<T>::smaller_of(packet<T>(small ? 130 : 1030), packet<T>::larger_of(packet<T>(small ? -160 : -1090), u));
  const rounded<T> exponent = rounded_product<T>(inside, packet<T>(1));
  const packet<T> r = inside - exponent.n;
  if constexpr (small) {
    static constexpr float c[] = {0.693147180706632402f, 0.240226510670756839f, 0.0555041036116025959f, 0.0096180380375095679f, 0.00133339377108221714f, 0.000154667911335061092f, 0.0000151957625395315516f};
    return scaled(multiply_add(r, polynomial(r, c), packet<T>(1)), exponent);
  } else {
    static constexpr double c[] = {0.693147180559945309, 0.240226506959100715, 0.0555041086648216873, 0.00961812910762832927, 0.00133335581463926351, 0.000154035303936411404,
                                   0.000015252733854377312, 1.32154865946729666e-6, 1.0178051915197646e-7, 7.05497453023502234e-9, 4.45657485571944375e-10, 2.56253978317440951e-11};
    return scaled(multiply_add(r, polynomial(r, c), packet<T>(1)), exponent);
  }
}

}  // namespace nabla::detail
