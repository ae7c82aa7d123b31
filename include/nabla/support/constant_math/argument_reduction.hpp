// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// x = (q + f) pi/2 with |f| <= 1/2, by the method of Payne and Hanek, "Radian reduction for trigonometric functions"
// (1983): the integer mantissa of x is multiplied by a window of the binary digits of 2/pi. Digits above the window
// contribute multiples of 2 pi; the window leaves f an error of 2^-(2p+40), while f is above 2^-(p+13) where it is used.
// The product is exact, so every finite x of every type is reduced to full precision.

#include <nabla/support/constant_math/constants.hpp>
#include <nabla/support/constant_math/two_over_pi.hpp>

namespace nabla::detail::constant_math::parts {

/// x modulo pi/2: the quadrant, 0 to 3, and the rest, |rest| <= pi/4 (1 + eps).
template <typename T>
struct reduced_angle {
  int quadrant;
  double_word<T> rest;
};

/// The 32 binary digits of 2/pi from the given position on; 0 is the first after the binary point.
constexpr std::uint64_t two_over_pi_digits(int position) {
  if (position < 0) return position <= -32 ? 0 : two_over_pi[0] >> (32 - position);
  const int word = position / 64, offset = position % 64;
  return ((two_over_pi[word] << offset) | (two_over_pi[word + 1] >> 1 >> (63 - offset))) >> 32;
}

/// The product modulo 4 of x and 2/pi in base 2^32, one digit before the point; x = mantissa 2^exponent.
template <typename T>
struct quadrant_product {
  static constexpr int mantissa_size = (digits<T> + 31) / 32;
  static constexpr int size = (3 * digits<T> + 72 + 31) / 32;
  std::uint64_t window[static_cast<std::size_t>(size)] = {};
  std::uint64_t digit[static_cast<std::size_t>(size)] = {};  // the most significant first

  constexpr quadrant_product(T mantissa, int exponent) {
    const int position = exponent - (digits<T> - 1) - 32;  // one word above the digit of weight 1
    for (int k = 0; k < size; ++k) window[k] = two_over_pi_digits(position + 32 * k);
    T rest = mantissa * power_of_two<T>(digits<T> - 1 - 32 * (mantissa_size - 1));
    for (int shift = mantissa_size - 1; shift >= 0; --shift) {
      const std::uint64_t factor = static_cast<std::uint32_t>(rest);
      rest = (rest - static_cast<T>(factor)) * power_of_two<T>(32);
      add_product(factor, shift);
    }
  }

  /// Adds factor 2^(32 shift) times the window of 2/pi.
  constexpr void add_product(std::uint64_t factor, int shift) {
    std::uint64_t sum = 0;
    for (int k = size - 1; k >= shift; --k) {
      sum = factor * window[k] + digit[k - shift] + (sum >> 32);
      digit[k - shift] = sum & 0xffffffff;
    }
  }

  /// 1 minus the fraction.
  constexpr void complement_fraction() {
    std::uint64_t sum = std::uint64_t{1} << 32;
    for (int k = size - 1; k > 0; --k) {
      sum = (digit[k] ^ 0xffffffff) + (sum >> 32);
      digit[k] = sum & 0xffffffff;
    }
  }
};

/// Reduces a finite x.
template <typename T>
constexpr reduced_angle<T> reduce_angle(T x) {
  const T magnitude = abs(x);
  if (magnitude <= T(0.785)) return {0, {x}};
  const auto [mantissa, exponent] = decompose(magnitude);
  quadrant_product<T> product(mantissa, exponent);
  int quadrant = static_cast<int>(product.digit[0] & 3);
  const bool above_half = product.digit[1] >> 31 != 0;
  if (above_half) {
    product.complement_fraction();
    ++quadrant;
  }
  double_word<T> fraction{0};
  constexpr T digit_unit = power_of_two<T>(-32);
  T unit = 1;
  for (int k = 1; k < product.size; ++k) {
    unit *= digit_unit;
    fraction = fraction + static_cast<T>(product.digit[k]) * unit;
  }
  const double_word<T> rest = fraction * half_pi<T>;
  if (x < 0) return {(4 - quadrant) % 4, above_half ? rest : -rest};
  return {quadrant % 4, above_half ? -rest : rest};
}

}  // namespace nabla::detail::constant_math::parts
