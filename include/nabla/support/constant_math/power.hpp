// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// pow(x, y) = exp(y log |x|) with the logarithm and the product in double words, whose surplus digits outweigh the
// exponent range (Muller, "Elementary Functions", 2016, sec. 14.2; special values as in ISO C, annex F.10.4.4). fma sums
// the exact product and the addend as three words.

#include <nabla/support/constant_math/exponential.hpp>
#include <nabla/support/constant_math/logarithm.hpp>

namespace nabla::constant_math {
namespace detail {

/// |x|^y for x finite and positive, y finite and not 0.
template <typename T>
constexpr T pow_positive(T x, T y) {
  // |log x| is at least eps/2 and at most 2^15
  constexpr T large = power_of_two<T>(digits<T> + 16);
  if (x == 1) return 1;
  if (y > large || y < -large) return (x > 1) == (y > 0) ? infinity<T> : T(0);
  if (abs(y) < 1 / large) return 1;
  const double_word<T> exponent = log_double_word<T>({x}) * y;
  if (exponent.hi > exponent_bound<T>) return infinity<T>;
  if (exponent.hi < -exponent_bound<T>) return 0;
  const auto result = exp_kernel(exponent);
  return scale(result.mantissa().hi, result.exponent);
}

/// pow(x, y) where x is 0 or infinite or y is infinite; y not 0, x not 1, neither NaN.
template <typename T>
constexpr T pow_special(T x, T y) {
  if (isinf(y)) {
    if (x == -1) return 1;
    return (abs(x) > 1) == (y > 0) ? infinity<T> : T(0);
  }
  const T magnitude = isinf(x) == (y > 0) ? infinity<T> : T(0);
  return signbit(x) && is_odd_integer(y) ? -magnitude : magnitude;
}

}  // namespace detail

/// x^y within 0.52 ulp, 0.75 where subnormal; pow(x, 0) = pow(1, y) = 1 even for NaN, NaN for x < 0 and y no integer, as in C.
template <std::floating_point T>
constexpr T pow(T x, T y) {
  if constexpr (detail::narrow<T>) {
    return detail::to_narrow<T>(pow(detail::widen(x), detail::widen(y)));
  } else {
    if (y == 0 || x == 1) return 1;
    if (isnan(x) || isnan(y)) return detail::nan<T>;
    if (x == 0 || isinf(x) || isinf(y)) return detail::pow_special(x, y);
    if (x > 0) return detail::pow_positive(x, y);
    if (trunc(y) != y) return detail::nan<T>;
    const T magnitude = detail::pow_positive(-x, y);
    return detail::is_odd_integer(y) ? -magnitude : magnitude;
  }
}

namespace detail {

/// a b + c for finite a, b, c, none of them 0.
template <typename T>
constexpr T fma_finite(T a, T b, T c) {
  const auto [a_mantissa, a_exponent] = decompose(abs(a));
  const auto [b_mantissa, b_exponent] = decompose(abs(b));
  const auto [c_mantissa, c_exponent] = decompose(abs(c));
  const int exponent = a_exponent + b_exponent;
  const int distance = c_exponent - exponent;
  if (distance > digits<T> + 4) return c;
  const T signed_a = signbit(a) == signbit(b) ? a_mantissa : -a_mantissa;
  const double_word<T> product = two_product(signed_a, b_mantissa);
  if (distance < -3 * digits<T>) return scale(product.hi, exponent);
  return scale((product + copysign(c_mantissa, c) * power_of_two<T>(distance)).hi, exponent);
}

}  // namespace detail

/// a b + c with one rounding, up to ties within 2^-p of an ulp and subnormal results (0.75 ulp).
template <std::floating_point T>
constexpr T fma(T a, T b, T c) {
  if (isnan(a) || isnan(b) || isnan(c)) return detail::nan<T>;
  if (isinf(a) || isinf(b)) {
    if (a == 0 || b == 0) return detail::nan<T>;
    const T product = signbit(a) == signbit(b) ? detail::infinity<T> : -detail::infinity<T>;
    return isinf(c) && c != product ? detail::nan<T> : product;
  }
  if (isinf(c)) return c;
  if (a == 0 || b == 0) return a * b + c;
  if constexpr (detail::narrow<T>) {
    // the product is exact in double
    return detail::to_narrow<T>(detail::widen(a) * detail::widen(b) + detail::widen(c));
  } else {
    if (c != 0) return detail::fma_finite(a, b, c);
    const auto [a_mantissa, a_exponent] = detail::decompose(abs(a));
    const auto [b_mantissa, b_exponent] = detail::decompose(abs(b));
    const T magnitude = detail::scale(a_mantissa * b_mantissa, a_exponent + b_exponent);
    return signbit(a) == signbit(b) ? magnitude : -magnitude;
  }
}

}  // namespace nabla::constant_math
