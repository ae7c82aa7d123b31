// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// pow(x, y) = exp(y log |x|) with the logarithm and the product in double words, whose surplus digits outweigh the
// exponent range (Muller, "Elementary Functions", 2016, sec. 14.2; special values as in ISO C, annex F.10.4.4). fma sums
// the exact product and the addend as three words.

#include <nabla/support/constant_math/exponential.hpp>
#include <nabla/support/constant_math/logarithm.hpp>

namespace nabla::detail::constant_math {
namespace parts {

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

}  // namespace parts

/// x^y within 0.52 ulp, 0.75 where subnormal; pow(x, 0) = pow(1, y) = 1 even for NaN, NaN for x < 0 and y no integer, as in C.
template <std::floating_point T>
constexpr T pow(T x, T y) {
  if constexpr (parts::narrow<T>) {
    return parts::to_narrow<T>(pow(parts::widen(x), parts::widen(y)));
  } else {
    if (y == 0 || x == 1) return 1;
    if (isnan(x) || isnan(y)) return parts::nan<T>;
    if (x == 0 || isinf(x) || isinf(y)) return parts::pow_special(x, y);
    if (x > 0) return parts::pow_positive(x, y);
    if (trunc(y) != y) return parts::nan<T>;
    const T magnitude = parts::pow_positive(-x, y);
    return parts::is_odd_integer(y) ? -magnitude : magnitude;
  }
}

namespace parts {

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

}  // namespace parts

/// a b + c with one rounding, up to ties within 2^-p of an ulp and subnormal results (0.75 ulp).
template <std::floating_point T>
constexpr T fma(T a, T b, T c) {
  if (isnan(a) || isnan(b) || isnan(c)) return parts::nan<T>;
  if (isinf(a) || isinf(b)) {
    if (a == 0 || b == 0) return parts::nan<T>;
    const T product = signbit(a) == signbit(b) ? parts::infinity<T> : -parts::infinity<T>;
    return isinf(c) && c != product ? parts::nan<T> : product;
  }
  if (isinf(c)) return c;
  if (a == 0 || b == 0) return a * b + c;
  if constexpr (parts::narrow<T>) {
    // the product is exact in double
    return parts::to_narrow<T>(parts::widen(a) * parts::widen(b) + parts::widen(c));
  } else {
    if (c != 0) return parts::fma_finite(a, b, c);
    const auto [a_mantissa, a_exponent] = parts::decompose(abs(a));
    const auto [b_mantissa, b_exponent] = parts::decompose(abs(b));
    const T magnitude = parts::scale(a_mantissa * b_mantissa, a_exponent + b_exponent);
    return signbit(a) == signbit(b) ? magnitude : -magnitude;
  }
}

}  // namespace nabla::detail::constant_math
