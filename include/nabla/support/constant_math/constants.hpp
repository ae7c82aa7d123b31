// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// Mathematical constants and series coefficients as double words. A constant is given by 256 bits of its binary expansion,
// computed once at 20,000 bits, so that it is good for any T of up to 113 digits; a coefficient comes from its recurrence.

#include <nabla/support/constant_math/double_word.hpp>

namespace nabla::detail::constant_math::parts {

/// 0.words in binary, times 2^exponent.
struct binary_expansion {
  std::uint64_t words[4];
  int exponent;

  template <typename T>
  constexpr double_word<T> to() const {
    double_word<T> sum{0};
    T unit = power_of_two<T>(exponent);
    for (const std::uint64_t word : words) {
      unit *= power_of_two<T>(-32);
      sum = sum + static_cast<T>(word >> 32) * unit;
      unit *= power_of_two<T>(-32);
      sum = sum + static_cast<T>(word & 0xffffffff) * unit;
    }
    return sum;
  }
};

template <typename T>
inline constexpr double_word<T> pi =
    binary_expansion{{0xc90fdaa22168c234, 0xc4c6628b80dc1cd1, 0x29024e088a67cc74, 0x020bbea63b139b22}, 2}.to<T>();

template <typename T>
inline constexpr double_word<T> half_pi = times_power_of_two(pi<T>, T(0.5));

template <typename T>
inline constexpr double_word<T> ln2 =
    binary_expansion{{0xb17217f7d1cf79ab, 0xc9e3b39803f2f6af, 0x40f343267298b62d, 0x8a0d175b8baafa2c}, 0}.to<T>();

template <typename T>
inline constexpr double_word<T> log2_e =
    binary_expansion{{0xb8aa3b295c17f0bb, 0xbe87fed0691d3e88, 0xeb577aa8dd695a58, 0x8b25166cd1a13248}, 1}.to<T>();

template <typename T>
inline constexpr double_word<T> log10_e =
    binary_expansion{{0xde5bd8a937287195, 0x355baaafad33dc32, 0x3ee3460245c9a202, 0x3a3f2d44f78ea53c}, -1}.to<T>();

template <typename T>
inline constexpr double_word<T> two_over_sqrt_pi =
    binary_expansion{{0x906eba8214db688d, 0x71d48a7f6bfec344, 0x1409a0ebac3e7517, 0x39a15830cce620b1}, 1}.to<T>();

template <typename T>
inline constexpr double_word<T> half_log_two_pi =
    binary_expansion{{0xeb3f8e4325f5a534, 0x94bc900144192023, 0xcfb08f8d13458b4d, 0xdec6a3133daa155d}, 0}.to<T>();

template <typename T>
inline constexpr double_word<T> log_pi =
    binary_expansion{{0x928682473d0de85e, 0xafcab635421fa4cc, 0x2f36edf9d9f93037, 0x19c0176577d49847}, 1}.to<T>();

template <typename T>
inline constexpr double_word<T> one_minus_gamma =
    binary_expansion{{0xd8773039049e70b6, 0x5c8380fdfd5a6952, 0xbc62678a13467fcd, 0xe7f841971eca0085}, -1}.to<T>();

/// A table of coefficients c[k].
template <typename T, std::size_t N>
struct coefficients {
  double_word<T> c[N] = {};
};

/// 1/k!
template <typename T>
inline constexpr auto inverse_factorial = [] {
  coefficients<T, 40> table;
  table.c[0] = {1};
  for (int k = 1; k < 40; ++k) table.c[k] = table.c[k - 1] / double_word<T>{static_cast<T>(k)};
  return table;
}();

/// 1/(2k+1), the series of atanh(s)/s in s^2 and of atan(s)/s in -s^2.
template <typename T>
inline constexpr auto inverse_odd = [] {
  coefficients<T, 48> table;
  for (int k = 0; k < 48; ++k) table.c[k] = double_word<T>{1} / double_word<T>{static_cast<T>(2 * k + 1)};
  return table;
}();

}  // namespace nabla::detail::constant_math::parts
