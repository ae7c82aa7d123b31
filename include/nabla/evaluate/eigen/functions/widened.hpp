// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/eigen/functions/bits.hpp>

#include <cmath>
#include <cstddef>

namespace nabla::detail {

// A register of floats as two of doubles, for functions that would need twice the digits of a float.

struct double_halves {
  packet<double> low, high;
};
template <class Register>
[[gnu::always_inline]] inline double_halves halves(const Register& floats) {
  constexpr std::size_t width = static_cast<std::size_t>(register_width<float>), half = static_cast<std::size_t>(register_width<double>);
  static_assert(width == 2 * half);
  float from[width];
  Eigen::internal::pstoreu(from, floats);
  double to[width];
  for (std::size_t i = 0; i < width; ++i) to[i] = static_cast<double>(from[i]);
  return {Eigen::internal::ploadu<eigen_register<double>>(to), Eigen::internal::ploadu<eigen_register<double>>(to + half)};
}
template <class Register>
[[gnu::always_inline]] inline packet<float> join_halves(const Register&, const double_halves& h) {
  constexpr std::size_t width = static_cast<std::size_t>(register_width<float>), half = static_cast<std::size_t>(register_width<double>);
  double from[width];
  Eigen::internal::pstoreu(from, h.low.v);
  Eigen::internal::pstoreu(from + half, h.high.v);
  float to[width];
  for (std::size_t i = 0; i < width; ++i) to[i] = static_cast<float>(from[i]);
  return Eigen::internal::ploadu<eigen_register<float>>(to);
}
#if defined(EIGEN_VECTORIZE_AVX512)
[[gnu::always_inline]] inline double_halves halves(__m512 floats) {
  return {_mm512_cvtps_pd(__builtin_shufflevector(floats, floats, 0, 1, 2, 3, 4, 5, 6, 7)), _mm512_cvtps_pd(__builtin_shufflevector(floats, floats, 8, 9, 10, 11, 12, 13, 14, 15))};
}
[[gnu::always_inline]] inline packet<float> join_halves(__m512, const double_halves& h) {
  return __builtin_shufflevector(_mm512_cvtpd_ps(h.low.v), _mm512_cvtpd_ps(h.high.v), 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
}
#elif defined(EIGEN_VECTORIZE_AVX)
[[gnu::always_inline]] inline double_halves halves(__m256 floats) { return {_mm256_cvtps_pd(_mm256_castps256_ps128(floats)), _mm256_cvtps_pd(_mm256_extractf128_ps(floats, 1))}; }
[[gnu::always_inline]] inline packet<float> join_halves(__m256, const double_halves& h) { return _mm256_insertf128_ps(_mm256_castps128_ps256(_mm256_cvtpd_ps(h.low.v)), _mm256_cvtpd_ps(h.high.v), 1); }
#elif defined(EIGEN_VECTORIZE_SSE)
[[gnu::always_inline]] inline double_halves halves(__m128 floats) { return {_mm_cvtps_pd(floats), _mm_cvtps_pd(_mm_movehl_ps(floats, floats))}; }
[[gnu::always_inline]] inline packet<float> join_halves(__m128, const double_halves& h) { return _mm_movelh_ps(_mm_cvtpd_ps(h.low.v), _mm_cvtpd_ps(h.high.v)); }
#endif

/// f of double registers, for either kind of register.
template <class F, class... More>
[[gnu::always_inline]] inline packet<double> in_double(F f, packet<double> u, More... more) {
  return f(u, more...);
}
template <class F>
[[gnu::always_inline]] inline packet<float> in_double(F f, packet<float> u) {
  const auto h = halves(u.v);
  return join_halves(u.v, double_halves{f(h.low), f(h.high)});
}
template <class F>
[[gnu::always_inline]] inline packet<float> in_double(F f, packet<float> u, packet<float> v) {
  const auto h = halves(u.v), k = halves(v.v);
  return join_halves(u.v, double_halves{f(h.low, k.low), f(h.high, k.high)});
}

/// `usual`, and f of the numbers themselves where they are rare: by one after the other.
template <class T, class F>
[[gnu::always_inline]] inline packet<T> except_where(packet_mask<T> rare, packet<T> usual, F f, packet<T> u) {
  return select_rare(rare, usual, [&] { return each(u, f); });
}
template <class T, class F>
[[gnu::noinline]] packet<T> each_two(packet<T> u, packet<T> v, F f) {
  T first[static_cast<std::size_t>(register_width<T>)], second[static_cast<std::size_t>(register_width<T>)];
  Eigen::internal::pstoreu(first, u.v);
  Eigen::internal::pstoreu(second, v.v);
  for (std::size_t i = 0; i < static_cast<std::size_t>(register_width<T>); ++i) first[i] = f(first[i], second[i]);
  return Eigen::internal::ploadu<eigen_register<T>>(first);
}
/// u v + w, rounded once.
template <class T>
[[gnu::always_inline]] inline packet<T> fma(packet<T> u, packet<T> v, packet<T> w) {
  if constexpr (fuses_products) return multiply_add(u, v, w);
  else {
    T third[static_cast<std::size_t>(register_width<T>)];
    Eigen::internal::pstoreu(third, w.v);
    return each_two(u, v, [at = static_cast<const T*>(third)](T x, T y) mutable { return std::fma(x, y, *at++); });
  }
}

}  // namespace nabla::detail
