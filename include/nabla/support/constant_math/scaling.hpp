// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// Exact scaling by powers of two, the split x = m 2^e, and the return from a wider type. A result that would overflow is
// found by a comparison before the multiplication: in a constant expression the overflow itself is an error.

#include <nabla/support/constant_math/classify.hpp>

namespace nabla::detail::constant_math::parts {

/// Types of at most 26 digits are computed in double: its 53 digits leave a correctly rounded result but for rare ties.
template <typename T>
inline constexpr bool narrow = 2 * digits<T> < digits<double>;

/// 2^n by repeated squaring; exact wherever 2^n is a T.
template <typename T>
constexpr T power_of_two(int n) {
  T result = 1;
  T base = n < 0 ? T(0.5) : T(2);
  int rest = n < 0 ? -n : n;
  while (true) {
    if (rest % 2 != 0) result *= base;
    rest /= 2;
    if (rest == 0) return result;
    base *= base;
  }
}

/// x in double; its use keeps a call dependent on T, and so the tables for double unevaluated until they are needed.
template <typename T>
constexpr double widen(T x) {
  return static_cast<double>(x);
}

/// y rounded to the narrow type T, to +-inf from half an ulp above the largest T.
template <typename T>
constexpr T to_narrow(double y) {
  using limits = std::numeric_limits<T>;
  constexpr double largest = static_cast<double>(limits::max());
  constexpr double overflow = largest + power_of_two<double>(limits::max_exponent - limits::digits - 1);
  if (isnan(y)) return nan<T>;
  if (y >= overflow) return infinity<T>;
  if (y <= -overflow) return -infinity<T>;
  if (y > largest) return limits::max();
  if (y < -largest) return limits::lowest();
  return static_cast<T>(y);
}

/// 2^(2^k) and its inverse for every k with 2^k below the largest exponent of T.
template <typename T>
struct binary_powers {
  static constexpr int size = [] {
    int k = 0;
    while ((1 << (k + 1)) < std::numeric_limits<T>::max_exponent) ++k;
    return k + 1;
  }();
  T power[static_cast<std::size_t>(size)] = {};
  T inverse[static_cast<std::size_t>(size)] = {};

  constexpr binary_powers() {
    power[0] = 2;
    inverse[0] = T(0.5);
    for (int k = 1; k < size; ++k) {
      power[k] = power[k - 1] * power[k - 1];
      inverse[k] = inverse[k - 1] * inverse[k - 1];
    }
  }
};

template <typename T>
inline constexpr binary_powers<T> binary_power_table{};

template <typename T>
struct mantissa_exponent {
  T mantissa;
  int exponent;
};

/// x = mantissa 2^exponent with 1 <= mantissa < 2; x positive and finite, subnormal too.
template <typename T>
constexpr mantissa_exponent<T> decompose(T x) {
  const auto& table = binary_power_table<T>;
  int exponent = 0;
  if (x < std::numeric_limits<T>::min()) {
    exponent = -digits<T>;
    x *= power_of_two<T>(digits<T>);
  }
  if (x >= 1) {
    for (int k = table.size - 1; k >= 0; --k) {
      if (x < table.power[k]) continue;
      x *= table.inverse[k];
      exponent += 1 << k;
    }
  } else {
    for (int k = table.size - 1; k >= 0; --k) {
      if (x >= 2 * table.inverse[k]) continue;
      x *= table.power[k];
      exponent -= 1 << k;
    }
  }
  return {x, exponent};
}

/// x 2^n with one rounding at most, to +-inf or +-0 out of range; 2^-2p < |x| < 2^2p or x = 0.
template <typename T>
constexpr T scale(T x, int n) {
  using limits = std::numeric_limits<T>;
  if (x == 0) return x;
  if (n > limits::max_exponent + 2 * digits<T>) return copysign(infinity<T>, x);
  if (n < limits::min_exponent - 4 * digits<T>) return copysign(T(0), x);
  const int first = n / 2;
  const int second = n - first;
  const T halfway = x * power_of_two<T>(first);  // two steps, as 2^n alone may be out of range
  if (second > 0 && abs(halfway) >= power_of_two<T>(limits::max_exponent - second)) return copysign(infinity<T>, x);
  return halfway * power_of_two<T>(second);
}

}  // namespace nabla::detail::constant_math::parts
