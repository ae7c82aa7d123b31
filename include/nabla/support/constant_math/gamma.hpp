// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// lgamma by its Taylor series at 2 (DLMF 5.7.3), to which arguments up to 12 or 24 are lowered by the recurrence; Stirling's
// series above (DLMF 5.11.1); the reflection formula below 0 (DLMF 5.5.3). Near its zeros at x < -2 the logarithm and the
// series cancel, so there both are summed again with every term a double word.

#include <nabla/support/constant_math/gamma_coefficients.hpp>
#include <nabla/support/constant_math/logarithm.hpp>
#include <nabla/support/constant_math/rounding.hpp>
#include <nabla/support/constant_math/trigonometric.hpp>

namespace nabla::detail::constant_math {
namespace parts {

/// B_2k / (2k (2k - 1)), k = 1 to 17, as numerator and denominator of B_2k.
template <typename T>
constexpr T stirling_correction(T x) {
  constexpr std::int64_t bernoulli[17][2] = {
      {1, 6}, {-1, 30}, {1, 42}, {-1, 30}, {5, 66}, {-691, 2730}, {7, 6}, {-3617, 510}, {43867, 798}, {-174611, 330}, {854513, 138}, {-236364091, 2730}, {8553103, 6}, {-23749461029, 870}, {8615841276005, 14322}, {-7709321041217, 510}, {2577687858367, 6}};
  constexpr int terms = digits<T> > 64 ? 17 : 12;
  const T z = 1 / (x * x);
  T sum = 0;
  for (int k = terms; k >= 1; --k) {
    const T denominator = static_cast<T>(bernoulli[k - 1][1] * (2 * k) * (2 * k - 1));
    sum = sum * z + static_cast<T>(bernoulli[k - 1][0]) / denominator;
  }
  return sum / x;
}

/// From here on Stirling's series is accurate.
template <typename T>
inline constexpr T stirling_bound = digits<T> > 64 ? 24 : 12;

/// lgamma(2 + t) for |t| <= 1/2.
template <typename T, int Exact = 6>
constexpr double_word<T> lgamma_kernel(T t) {
  constexpr int terms = Exact > 6 ? Exact : 6 + digits<T> / 2;
  return polynomial<Exact>(lgamma_series<T>.c, terms, double_word<T>{t / -2}) * t;
}

/// (x - 1)(x - 2)... with x lowered to [1.5, 2.5]; x > 2.
template <typename T>
constexpr double_word<T> lower_argument(T& x) {
  double_word<T> product{1};
  while (x > T(2.5)) {
    x -= 1;
    product = product * x;
  }
  return product;
}

/// lgamma(x) for eps < x < 2^(p+10).
template <typename T>
constexpr double_word<T> lgamma_positive(T x) {
  if (x < T(0.5)) return lgamma_kernel(x) - log1p_double_word<T>({x}) - log_double_word<T>({x});
  if (x < T(1.5)) return lgamma_kernel(x - 1) - log1p_double_word<T>({x - 1});
  if (x < stirling_bound<T>) {
    const double_word<T> product = lower_argument(x);
    return product.hi == 1 ? lgamma_kernel(x - 2) : lgamma_kernel(x - 2) + log_double_word(product);
  }
  const double_word<T> leading = two_sum(x, T(-0.5)) * log_double_word<T>({x}) + -x;
  return leading + (half_log_two_pi<T> + stirling_correction(x));
}

/// |sin(pi x)|, x > 0.
template <typename T, int Exact = 3>
constexpr double_word<T> sin_pi(T x) {
  const T distance = abs(x - round(x));
  if (distance <= T(0.25)) return sin_kernel<T, Exact>(pi<T> * distance);
  return cos_kernel<T, Exact>(pi<T> * (T(0.5) - distance));
}

/// lgamma(-a) for 2 < a < 32, which has two zeros in most unit intervals.
template <typename T, bool Full>
constexpr double_word<T> lgamma_near_zeros(T a) {
  const double_word<T> sine = sin_pi<T, Full ? 17 : 3>(a) * a;
  const double_word<T> product = lower_argument(a);
  return log_double_word<T, Full ? 48 : 5>(pi<T> / (sine * product)) - lgamma_kernel<T, Full ? 67 : 6>(a - 2);
}

/// lgamma(-a), a > eps and no integer.
template <typename T>
constexpr T lgamma_negative(T a) {
  if (a <= 2 || a >= 32) return (log_double_word(pi<T> / (sin_pi(a) * a)) - lgamma_positive(a)).hi;
  const T value = lgamma_near_zeros<T, false>(a).hi;
  return abs(value) < T(0.01) ? lgamma_near_zeros<T, true>(a).hi : value;
}

}  // namespace parts

/// ln|Gamma(x)| within 2 ulp, near its zeros too; inf at 0, the negative integers and +-inf.
template <std::floating_point T>
constexpr T lgamma(T x) {
  if constexpr (parts::narrow<T>) {
    return parts::to_narrow<T>(lgamma(parts::widen(x)));
  } else {
    if (isnan(x)) return x;
    if (isinf(x) || (x <= 0 && trunc(x) == x)) return parts::infinity<T>;
    if (parts::is_tiny(x)) return -log(abs(x));
    if (x < 0) return parts::lgamma_negative(-x);
    if (x < 4 / std::numeric_limits<T>::epsilon()) return parts::lgamma_positive(x).hi;
    const auto [mantissa, exponent] = parts::decompose(x);
    return parts::scale(((parts::log_double_word<T>({x}) + T(-1)) * mantissa).hi, exponent);
  }
}

}  // namespace nabla::detail::constant_math
