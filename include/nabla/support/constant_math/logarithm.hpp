// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// log(x) = e ln 2 + 2 atanh(s), s = (m - 1)/(m + 1), for x = m 2^e with m in [sqrt(1/2), sqrt(2)) (Muller, "Elementary
// Functions", 2016, ch. 6; fdlibm e_log.c). s is a double word and so are the first five terms of the series, which makes
// the kernel good to about 2^-(p+24) relative to the result: pow needs the surplus.

#include <nabla/support/constant_math/constants.hpp>

namespace nabla::detail::constant_math {
namespace parts {

/// log((1 + s)/(1 - s)) for |s| < 0.172.
template <typename T, int Exact = 5>
constexpr double_word<T> log_kernel(double_word<T> s) {
  constexpr int terms = Exact > 5 ? Exact : 5 + digits<T> / 5;
  return times_power_of_two(s * polynomial<Exact>(inverse_odd<T>.c, terms, s * s), T(2));
}

/// x = mantissa 2^exponent with the mantissa in [sqrt(1/2), sqrt(2)).
template <typename T>
struct reduced_logarithm {
  double_word<T> log_mantissa;
  int exponent;

  constexpr double_word<T> value() const { return ln2<T> * static_cast<T>(exponent) + log_mantissa; }
};

/// The two parts of log(x), x.hi positive and finite.
template <typename T, int Exact = 5>
constexpr reduced_logarithm<T> log_parts(double_word<T> x) {
  auto [leading, exponent] = decompose(x.hi);
  // a subnormal high word has no low word
  double_word<T> m{leading, x.lo == 0 ? T(0) : x.lo * power_of_two<T>(-exponent)};
  if (leading > T(1.4142135)) {
    m = times_power_of_two(m, T(0.5));
    ++exponent;
  }
  return {log_kernel<T, Exact>((m + T(-1)) / (m + T(1))), exponent};
}

/// log(x), x.hi positive and finite.
template <typename T, int Exact = 5>
constexpr double_word<T> log_double_word(double_word<T> x) {
  return log_parts<T, Exact>(x).value();
}

/// log(1 + w), w > -1.
template <typename T>
constexpr double_word<T> log1p_double_word(double_word<T> w) {
  if (w.hi > T(-0.29) && w.hi < T(0.41)) return log_kernel(w / (w + T(2)));
  return log_double_word(w + T(1));
}

/// Whether a logarithm of x is not a finite number; value is then set to it.
template <typename T>
constexpr bool special_logarithm(T x, T& value) {
  if (x > 0 && !isinf(x)) return false;
  value = x == 0 ? -infinity<T> : (x < 0 ? nan<T> : x);
  return true;
}

}  // namespace parts

/// ln x within 0.51 ulp; log(+-0) = -inf, log(x < 0) = NaN.
template <std::floating_point T>
constexpr T log(T x) {
  if constexpr (parts::narrow<T>) {
    return parts::to_narrow<T>(log(parts::widen(x)));
  } else {
    if (T value = 0; parts::special_logarithm(x, value)) return value;
    return parts::log_double_word<T>({x}).hi;
  }
}

/// log2 x within 0.51 ulp, exact for powers of two; special values as log.
template <std::floating_point T>
constexpr T log2(T x) {
  if constexpr (parts::narrow<T>) {
    return parts::to_narrow<T>(log2(parts::widen(x)));
  } else {
    if (T value = 0; parts::special_logarithm(x, value)) return value;
    const auto parts = parts::log_parts<T>({x});
    return (parts.log_mantissa * parts::log2_e<T> + static_cast<T>(parts.exponent)).hi;
  }
}

/// log10 x within 0.51 ulp, exact for powers of ten; special values as log.
template <std::floating_point T>
constexpr T log10(T x) {
  if constexpr (parts::narrow<T>) {
    return parts::to_narrow<T>(log10(parts::widen(x)));
  } else {
    if (T value = 0; parts::special_logarithm(x, value)) return value;
    return (parts::log_double_word<T>({x}) * parts::log10_e<T>).hi;
  }
}

/// ln(1 + x) within 0.51 ulp; log1p(-1) = -inf, log1p(x < -1) = NaN, keeps the sign of zero.
template <std::floating_point T>
constexpr T log1p(T x) {
  if constexpr (parts::narrow<T>) {
    return parts::to_narrow<T>(log1p(parts::widen(x)));
  } else {
    if (isnan(x) || abs(x) < std::numeric_limits<T>::epsilon() / 4) return x;
    if (x < -1) return parts::nan<T>;
    if (x == -1) return -parts::infinity<T>;
    if (x > 4 / std::numeric_limits<T>::epsilon()) return log(x);
    return parts::log1p_double_word<T>({x}).hi;
  }
}

}  // namespace nabla::detail::constant_math
