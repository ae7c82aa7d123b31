// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/eigen/packet.hpp>

#include <cstddef>

namespace nabla::detail {

// The first `count` numbers of a register, at least one and not all: masks where the machine has them. The pointer of T says what numbers they are.

/// What is loaded is filled up with some of them; of the last operand only the type is used.
template <class T, class Register>
inline Register load_part(const T* from, std::ptrdiff_t count, const Register&) {
  T filled[static_cast<std::size_t>(register_width<T>)];
  for (std::ptrdiff_t k = 0; k < register_width<T>; ++k) filled[k] = from[k < count ? k : count - 1];
  return Eigen::internal::ploadu<Register>(filled);
}
template <class T, class Register>
inline void store_part(T* to, std::ptrdiff_t count, const Register& value) {
  T all[static_cast<std::size_t>(register_width<T>)];
  Eigen::internal::pstoreu(all, value);
  for (std::ptrdiff_t k = 0; k < count; ++k) to[k] = all[k];
}
/// The elements at the places that numbers say.
template <class T, class Register>
[[gnu::always_inline]] inline Register take_elements(const T* from, const T* places, const Register&) {
  T elements[static_cast<std::size_t>(register_width<T>)];
  for (std::ptrdiff_t k = 0; k < register_width<T>; ++k) elements[k] = from[static_cast<std::ptrdiff_t>(places[k])];
  return Eigen::internal::ploadu<Register>(elements);
}
/// The first numbers of `value`, and then `other`.
template <class T, class Register>
inline Register with_part(const T& other, std::ptrdiff_t count, const Register& value) {
  T all[static_cast<std::size_t>(register_width<T>)];
  Eigen::internal::pstoreu(all, value);
  for (std::ptrdiff_t k = count; k < register_width<T>; ++k) all[k] = other;
  return Eigen::internal::ploadu<Register>(all);
}
/// The largest number of a register without NaN.
template <class T, class Register>
inline T largest_of(const T*, const Register& a) {
  T all[static_cast<std::size_t>(register_width<T>)];
  Eigen::internal::pstoreu(all, a);
  T result = all[0];
  for (const T& one : all) result = one > result ? one : result;
  return result;
}
template <class T, class Register>
[[gnu::always_inline]] inline T total_of(const T*, const Register& a) { return Eigen::internal::predux(a); }

#if defined(EIGEN_VECTORIZE_AVX512DQ)
[[gnu::always_inline]] inline __m512d take_elements(const double* from, const double* places, __m512d) { return _mm512_i64gather_pd(_mm512_cvttpd_epi64(_mm512_loadu_pd(places)), from, 8); }
[[gnu::always_inline]] inline __m512 take_elements(const float* from, const float* places, __m512) { return _mm512_i32gather_ps(_mm512_cvttps_epi32(_mm512_loadu_ps(places)), from, 4); }
#endif
#if defined(EIGEN_VECTORIZE_SSE)
[[gnu::always_inline]] inline __m128d load_part(const double* from, std::ptrdiff_t, __m128d) { return _mm_set1_pd(*from); }
[[gnu::always_inline]] inline void store_part(double* to, std::ptrdiff_t, __m128d value) { _mm_store_sd(to, value); }
[[gnu::always_inline]] inline __m128d with_part(double other, std::ptrdiff_t, __m128d value) { return _mm_move_sd(_mm_set1_pd(other), value); }
[[gnu::always_inline]] inline double largest_of(const double*, __m128d a) { return _mm_cvtsd_f64(larger_register(a, _mm_unpackhi_pd(a, a))); }

[[gnu::always_inline]] inline __m128 load_part(const float* from, std::ptrdiff_t count, __m128) {
  if (count == 1) return _mm_set1_ps(*from);
  const __m128 two = _mm_loadl_pi(_mm_setzero_ps(), reinterpret_cast<const __m64*>(from));
  return _mm_movelh_ps(two, count == 2 ? two : _mm_set1_ps(from[2]));
}
[[gnu::always_inline]] inline void store_part(float* to, std::ptrdiff_t count, __m128 value) {
  if (count == 1) return _mm_store_ss(to, value);
  _mm_storel_pi(reinterpret_cast<__m64*>(to), value);
  if (count == 3) _mm_store_ss(to + 2, _mm_movehl_ps(value, value));
}
[[gnu::always_inline]] inline __m128 with_part(float other, std::ptrdiff_t count, __m128 value) {
  const __m128 mask = _mm_cmplt_ps(_mm_setr_ps(0, 1, 2, 3), _mm_set1_ps(static_cast<float>(count)));
  return _mm_or_ps(_mm_and_ps(mask, value), _mm_andnot_ps(mask, _mm_set1_ps(other)));
}
[[gnu::always_inline]] inline float largest_of(const float*, __m128 a) {
  const __m128 two = larger_register(a, _mm_movehl_ps(a, a));
  return _mm_cvtss_f32(larger_register(two, _mm_shuffle_ps(two, two, 1)));
}
#endif
#if defined(EIGEN_VECTORIZE_AVX)
// Masks of `count` of 4 and of 8 numbers begin `count` places before the zeros.
inline constexpr long long ends_of_quarters[] = {-1, -1, -1, 0, 0, 0};
inline constexpr int ends_of_eighths[] = {-1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0};
[[gnu::always_inline]] inline __m256i quarters(std::ptrdiff_t count) { return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(ends_of_quarters + 3 - count)); }
[[gnu::always_inline]] inline __m256i eighths(std::ptrdiff_t count) { return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(ends_of_eighths + 7 - count)); }

// A number that the compiler knows: in pieces, which a load soon after a store finds in the same pieces. Stores always so: by a mask one takes longer on AMD's processors.
[[gnu::always_inline]] inline __m256d load_part(const double* from, std::ptrdiff_t count, __m256d) {
  if (__builtin_constant_p(count)) {
    if (count == 1) return _mm256_broadcast_sd(from);
    const __m128d two = _mm_loadu_pd(from);
    return _mm256_insertf128_pd(_mm256_castpd128_pd256(two), count == 2 ? two : _mm_loaddup_pd(from + 2), 1);
  }
  return _mm256_blendv_pd(_mm256_broadcast_sd(from), _mm256_maskload_pd(from, quarters(count)), _mm256_castsi256_pd(quarters(count)));
}
[[gnu::always_inline]] inline void store_part(double* to, std::ptrdiff_t count, __m256d value) {
  __m128d high = _mm256_extractf128_pd(value, 1);
  if (!__builtin_constant_p(count)) __asm__("" : "+x"(high));  // clang makes one store of the first and the last, of a number that it finds by way of memory
  if (count == 1) return _mm_store_sd(to, _mm256_castpd256_pd128(value));
  _mm_storeu_pd(to, _mm256_castpd256_pd128(value));
  if (count == 3) _mm_store_sd(to + 2, high);
}
[[gnu::always_inline]] inline __m256d with_part(double other, std::ptrdiff_t count, __m256d value) {
  return _mm256_blendv_pd(_mm256_set1_pd(other), value, _mm256_castsi256_pd(quarters(count)));
}
[[gnu::always_inline]] inline double largest_of(const double* like, __m256d a) { return largest_of(like, larger_register(_mm256_castpd256_pd128(a), _mm256_extractf128_pd(a, 1))); }

[[gnu::always_inline]] inline __m256 load_part(const float* from, std::ptrdiff_t count, __m256) {
  if (__builtin_constant_p(count)) {
    const __m128 low = count < 4 ? load_part(from, count, __m128{}) : _mm_loadu_ps(from);
    return _mm256_insertf128_ps(_mm256_castps128_ps256(low), count > 4 ? load_part(from + 4, count - 4, __m128{}) : low, 1);
  }
  return _mm256_blendv_ps(_mm256_broadcast_ss(from), _mm256_maskload_ps(from, eighths(count)), _mm256_castsi256_ps(eighths(count)));
}
[[gnu::always_inline]] inline void store_part(float* to, std::ptrdiff_t count, __m256 value) {
  const __m128 low = _mm256_castps256_ps128(value);
  if (count < 4) return store_part(to, count, low);
  _mm_storeu_ps(to, low);
  if (count > 4) store_part(to + 4, count - 4, _mm256_extractf128_ps(value, 1));
}
[[gnu::always_inline]] inline __m256 with_part(float other, std::ptrdiff_t count, __m256 value) {
  return _mm256_blendv_ps(_mm256_set1_ps(other), value, _mm256_castsi256_ps(eighths(count)));
}
[[gnu::always_inline]] inline float largest_of(const float* like, __m256 a) { return largest_of(like, larger_register(_mm256_castps256_ps128(a), _mm256_extractf128_ps(a, 1))); }
#endif
#if defined(EIGEN_VECTORIZE_AVX512)
// not by _mm512_extractf64x4_pd or _mm512_castpd512_pd256, of which g++ 12 says that they read what is not initialised
[[gnu::always_inline]] inline __m256d lower_half(__m512d a) { return __builtin_shufflevector(a, a, 0, 1, 2, 3); }
[[gnu::always_inline]] inline __m256 lower_half(__m512 a) { return __builtin_shufflevector(a, a, 0, 1, 2, 3, 4, 5, 6, 7); }
[[gnu::always_inline]] inline __m256d upper_half(__m512d a) { return __builtin_shufflevector(a, a, 4, 5, 6, 7); }
[[gnu::always_inline]] inline __m256 upper_half(__m512 a) { return __builtin_shufflevector(a, a, 8, 9, 10, 11, 12, 13, 14, 15); }
[[gnu::always_inline]] inline __mmask8 first_of_eight(std::ptrdiff_t count) { return static_cast<__mmask8>((1u << count) - 1); }
[[gnu::always_inline]] inline __mmask16 first_of_sixteen(std::ptrdiff_t count) { return static_cast<__mmask16>((1u << count) - 1); }

[[gnu::always_inline]] inline __m512d load_part(const double* from, std::ptrdiff_t count, __m512d) {
  if (__builtin_constant_p(count)) {
    const __m256d low = count < 4 ? load_part(from, count, __m256d{}) : _mm256_loadu_pd(from);
    return __builtin_shufflevector(low, count > 4 ? load_part(from + 4, count - 4, __m256d{}) : low, 0, 1, 2, 3, 4, 5, 6, 7);
  }
  return _mm512_mask_loadu_pd(_mm512_set1_pd(*from), first_of_eight(count), from);
}
[[gnu::always_inline]] inline void store_part(double* to, std::ptrdiff_t count, __m512d value) {
  if (__builtin_constant_p(count)) {
    const __m256d low = lower_half(value);
    if (count < 4) return store_part(to, count, low);
    _mm256_storeu_pd(to, low);
    if (count > 4) store_part(to + 4, count - 4, upper_half(value));
    return;
  }
  _mm512_mask_storeu_pd(to, first_of_eight(count), value);
}
[[gnu::always_inline]] inline __m512d with_part(double other, std::ptrdiff_t count, __m512d value) { return _mm512_mask_blend_pd(first_of_eight(count), _mm512_set1_pd(other), value); }
[[gnu::always_inline]] inline double largest_of(const double* like, __m512d a) { return largest_of(like, larger_register(lower_half(a), upper_half(a))); }
[[gnu::always_inline]] inline double total_of(const double*, __m512d a) { return Eigen::internal::predux(_mm256_add_pd(lower_half(a), upper_half(a))); }

[[gnu::always_inline]] inline __m512 load_part(const float* from, std::ptrdiff_t count, __m512) {
  if (__builtin_constant_p(count)) {
    const __m256 low = count < 8 ? load_part(from, count, __m256{}) : _mm256_loadu_ps(from);
    return __builtin_shufflevector(low, count > 8 ? load_part(from + 8, count - 8, __m256{}) : low, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  }
  return _mm512_mask_loadu_ps(_mm512_set1_ps(*from), first_of_sixteen(count), from);
}
[[gnu::always_inline]] inline void store_part(float* to, std::ptrdiff_t count, __m512 value) {
  if (__builtin_constant_p(count)) {
    const __m256 low = lower_half(value);
    if (count < 8) return store_part(to, count, low);
    _mm256_storeu_ps(to, low);
    if (count > 8) store_part(to + 8, count - 8, upper_half(value));
    return;
  }
  _mm512_mask_storeu_ps(to, first_of_sixteen(count), value);
}
[[gnu::always_inline]] inline __m512 with_part(float other, std::ptrdiff_t count, __m512 value) { return _mm512_mask_blend_ps(first_of_sixteen(count), _mm512_set1_ps(other), value); }
[[gnu::always_inline]] inline float largest_of(const float* like, __m512 a) { return largest_of(like, larger_register(lower_half(a), upper_half(a))); }
[[gnu::always_inline]] inline float total_of(const float*, __m512 a) { return Eigen::internal::predux(_mm256_add_ps(lower_half(a), upper_half(a))); }
#endif

}  // namespace nabla::detail
