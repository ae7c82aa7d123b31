// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/eigen/functions/exponential.hpp>
#include <nabla/evaluate/eigen/functions/logarithm.hpp>

namespace nabla::detail {

/// exp(|u|) / 2, which is not infinite before the functions are, and a quarter of its inverse.
template <class T>
struct half_exponential {
  packet<T> size, half, rest;
  [[gnu::always_inline]] explicit half_exponential(packet<T> u) : size(abs(u)) {
    const exponential<T> e(packet<T>::smaller_of(packet<T>(sizeof(T) == sizeof(float) ? T(90) : T(712)), size));
    half = scaled(e.p + packet<T>(1), rounded<T>{e.exponent.n - packet<T>(1), e.exponent.sum - packet<T>(1)});
    rest = packet<T>(0.25) / half;
  }
};
template <class T>
[[gnu::always_inline]] inline packet<T> cosh(packet<T> u) {
  const half_exponential<T> e(u);
  return e.half + e.rest;
}
/// To 1 u + u z P(z), z = u², minimax, by Remez' algorithm, to 1e-19.
template <class T>
[[gnu::always_inline]] inline packet<T> sinh(packet<T> u) {
  static constexpr T c[] = {T(0.1666666666666666743), T(0.008333333333333137634), T(0.0001984126984143852564), T(2.755731915506070707e-6), T(2.505212344384974464e-8), T(1.605723671182308598e-10), T(7.759425249320358811e-13)};
  const half_exponential<T> e(u);
  const packet<T> z = u * u;
  return select(e.size < packet<T>(1), multiply_add(u * z, polynomial(z, c), u), copysign(e.half - e.rest, u));
}

/// log1p(u + u² / (1 + √(1 + u²))), far out log(2 u).
template <class T>
[[gnu::always_inline]] inline packet<T> asinh(packet<T> u) {
  constexpr T far = sizeof(T) == sizeof(float) ? T(1e6) : T(1e10);
  const packet<T> size = abs(u), inside = packet<T>::smaller_of(packet<T>(far), size), square = inside * inside;
  const packet<T> usual = log1p(inside + square / (packet<T>(1) + sqrt(packet<T>(1) + square)));
  return copysign(select_rare(size > packet<T>(far), usual, [&] { return log(size) + packet<T>(0.693147180559945309417232121458L); }), u);
}
/// log1p(t + √(2 t + t²)), t = u - 1, far out log(2 u); NaN below 1.
template <class T>
[[gnu::always_inline]] inline packet<T> acosh(packet<T> u) {
  constexpr T far = sizeof(T) == sizeof(float) ? T(1e6) : T(1e10);
  const packet<T> t = packet<T>::smaller_of(packet<T>(far), u) - packet<T>(1);
  const packet<T> usual = select(t < packet<T>(0), packet<T>(std::numeric_limits<T>::quiet_NaN()), log1p(t + sqrt(t * (packet<T>(2) + t))));
  return select_rare(u > packet<T>(far), usual, [&] { return log(u) + packet<T>(0.693147180559945309417232121458L); });
}
/// log1p(2 u / (1 - u)) / 2
template <class T>
[[gnu::always_inline]] inline packet<T> atanh(packet<T> u) {
  const packet<T> size = abs(u);
  return copysign(packet<T>(0.5) * log1p((size + size) / (packet<T>(1) - size)), u);
}

}  // namespace nabla::detail
