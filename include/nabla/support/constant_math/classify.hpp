// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// Classification and sign of floating-point numbers by comparisons. Only the sign of zero and of NaN needs the bits; it
// is read from the value converted to double, because x87 long double has padding that std::bit_cast refuses.

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace nabla::detail::constant_math {

/// Whether x is NaN.
template <std::floating_point T>
constexpr bool isnan(T x) {
  return !(x == x);
}

/// Whether x is +inf or -inf.
template <std::floating_point T>
constexpr bool isinf(T x) {
  return x > std::numeric_limits<T>::max() || x < std::numeric_limits<T>::lowest();
}

/// Whether the sign bit of x is set, for zero and NaN too.
template <std::floating_point T>
constexpr bool signbit(T x) {
  if (x < 0) return true;
  if (x > 0) return false;
  return (std::bit_cast<std::uint64_t>(static_cast<double>(x)) >> 63) != 0;
}

/// The magnitude of x with the sign of y; exact.
template <std::floating_point T>
constexpr T copysign(T x, T y) {
  return signbit(x) == signbit(y) ? x : -x;
}

/// |x|; exact, abs(-0) = +0.
template <std::floating_point T>
constexpr T abs(T x) {
  if (x == 0) return T(0);
  return x < 0 ? -x : x;
}

namespace parts {

template <typename T>
inline constexpr int digits = std::numeric_limits<T>::digits;

// from their bits, as clang warns of the functions of numeric_limits at -ffast-math
template <typename T>
inline constexpr T infinity = static_cast<T>(std::bit_cast<double>(std::uint64_t{0x7ff0000000000000}));

template <typename T>
inline constexpr T nan = static_cast<T>(std::bit_cast<double>(std::uint64_t{0x7ff8000000000000}));

}  // namespace parts
}  // namespace nabla::detail::constant_math
