// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/eigen/packet.hpp>

#include <cstddef>
#include <cstdint>

namespace nabla::detail {

// Numbers first, first + 1, …, last - 1 of a register, and 0 in place of all others, which are not read: near the ends of what a loop reads through a window. 0 <= first <= last <= width.

template <class T, class Register>
inline Register load_between(const T* from, std::ptrdiff_t first, std::ptrdiff_t last, const Register&) {
  T filled[static_cast<std::size_t>(register_width<T>)];
  for (std::ptrdiff_t k = 0; k < register_width<T>; ++k) filled[k] = k >= first && k < last ? from[k] : T(0);
  return Eigen::internal::ploadu<Register>(filled);
}
template <class T, class Register>
inline Register keep_between(const T*, std::ptrdiff_t first, std::ptrdiff_t last, const Register& value) {
  T all[static_cast<std::size_t>(register_width<T>)];
  Eigen::internal::pstoreu(all, value);
  for (std::ptrdiff_t k = 0; k < register_width<T>; ++k)
    if (k < first || k >= last) all[k] = T(0);
  return Eigen::internal::ploadu<Register>(all);
}

// Not by way of memory: a load does not find what was stored in pieces just before.
#if defined(EIGEN_VECTORIZE_SSE)
[[gnu::always_inline]] inline __m128 load_between(const float* from, std::ptrdiff_t first, std::ptrdiff_t last, __m128) {
  const auto at = [&](std::ptrdiff_t k) { return k >= first && k < last ? from[k] : 0.0f; };
  return _mm_setr_ps(at(0), at(1), at(2), at(3));
}
[[gnu::always_inline]] inline __m128 keep_between(const float*, std::ptrdiff_t first, std::ptrdiff_t last, __m128 value) {
  const auto below = [](std::ptrdiff_t count) { return _mm_cmplt_ps(_mm_setr_ps(0, 1, 2, 3), _mm_set1_ps(static_cast<float>(count))); };
  return _mm_and_ps(value, _mm_andnot_ps(below(first), below(last)));
}
#endif
#if defined(EIGEN_VECTORIZE_AVX)
inline constexpr long long four_and_none[] = {-1, -1, -1, -1, 0, 0, 0, 0};
[[gnu::always_inline]] inline __m256i quarters_between(std::ptrdiff_t first, std::ptrdiff_t last) {
  const auto below = [](std::ptrdiff_t count) { return _mm256_loadu_pd(reinterpret_cast<const double*>(four_and_none + 4 - count)); };
  return _mm256_castpd_si256(_mm256_andnot_pd(below(first), below(last)));
}
[[gnu::always_inline]] inline __m256d load_between(const double* from, std::ptrdiff_t first, std::ptrdiff_t last, __m256d) { return _mm256_maskload_pd(from, quarters_between(first, last)); }
[[gnu::always_inline]] inline __m256d keep_between(const double*, std::ptrdiff_t first, std::ptrdiff_t last, __m256d value) {
  return _mm256_and_pd(value, _mm256_castsi256_pd(quarters_between(first, last)));
}
inline constexpr int eight_and_none[] = {-1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0};
[[gnu::always_inline]] inline __m256i eighths_between(std::ptrdiff_t first, std::ptrdiff_t last) {
  const auto below = [](std::ptrdiff_t count) { return _mm256_loadu_ps(reinterpret_cast<const float*>(eight_and_none + 8 - count)); };
  return _mm256_castps_si256(_mm256_andnot_ps(below(first), below(last)));
}
[[gnu::always_inline]] inline __m256 load_between(const float* from, std::ptrdiff_t first, std::ptrdiff_t last, __m256) { return _mm256_maskload_ps(from, eighths_between(first, last)); }
[[gnu::always_inline]] inline __m256 keep_between(const float*, std::ptrdiff_t first, std::ptrdiff_t last, __m256 value) {
  return _mm256_and_ps(value, _mm256_castsi256_ps(eighths_between(first, last)));
}
#endif
#if defined(EIGEN_VECTORIZE_AVX512)
[[gnu::always_inline]] inline unsigned bits_between(std::ptrdiff_t first, std::ptrdiff_t last) { return (1u << last) - (1u << first); }
[[gnu::always_inline]] inline __m512 load_between(const float* from, std::ptrdiff_t first, std::ptrdiff_t last, __m512) { return _mm512_maskz_loadu_ps(static_cast<__mmask16>(bits_between(first, last)), from); }
[[gnu::always_inline]] inline __m512 keep_between(const float*, std::ptrdiff_t first, std::ptrdiff_t last, __m512 value) { return _mm512_maskz_mov_ps(static_cast<__mmask16>(bits_between(first, last)), value); }
#endif

/// Which places of a register lie in `length` places from its place 0 on: from `first` on, before `last`.
template <class T>
struct places_in_register {
  std::ptrdiff_t first, last;
  [[gnu::always_inline]] places_in_register(std::ptrdiff_t begin, std::ptrdiff_t end) : first(clamped(begin)), last(clamped(end)) { last = first < last ? last : first; }
  [[gnu::always_inline]] static std::ptrdiff_t clamped(std::ptrdiff_t k) { return k < 0 ? 0 : (k < register_width<T> ? k : register_width<T>); }
};
/// Of a register at places i, i + 1, … what lies in a vector, and 0 in place of others.
template <class T, class Register>
[[gnu::always_inline]] inline Register keep_places(const T* like, std::ptrdiff_t i, std::ptrdiff_t length, const Register& value) {
  const places_in_register<T> inside(-i, length - i);
  return keep_between(like, inside.first, inside.last, value);
}

// What stands `Behind` places before places i, i + 1, … of a vector, i a multiple of the width, and 0 where the vector has nothing. Stored: just before, and a register at a time.
template <class T, std::ptrdiff_t Behind, bool Stored, class Register>
[[gnu::always_inline]] inline Register load_window(const T* from, std::ptrdiff_t i, std::ptrdiff_t length, const Register& like) {
  const places_in_register<T> inside(Behind - i, Behind + length - i);
  return load_between(from + (inside.first < inside.last ? i - Behind : 0), inside.first, inside.last, like);
}
// Two numbers: to ask for each whether it is there is less than to clamp the places of both.
#if defined(EIGEN_VECTORIZE_SSE)
[[gnu::always_inline]] inline bool lies_in(std::ptrdiff_t i, std::ptrdiff_t length) { return static_cast<std::size_t>(i) < static_cast<std::size_t>(length); }
[[gnu::always_inline]] inline __m128d keep_places(const double*, std::ptrdiff_t i, std::ptrdiff_t length, __m128d value) {
  return _mm_and_pd(value, _mm_castsi128_pd(_mm_set_epi64x(-static_cast<long long>(lies_in(i + 1, length)), -static_cast<long long>(lies_in(i, length)))));
}
template <class T, std::ptrdiff_t Behind, bool>
[[gnu::always_inline]] inline __m128d load_window(const double* from, std::ptrdiff_t i, std::ptrdiff_t length, __m128d) {
  const __m128d low = lies_in(i - Behind, length) ? _mm_load_sd(from + (i - Behind)) : _mm_setzero_pd();
  return lies_in(i + 1 - Behind, length) ? _mm_loadh_pd(low, from + (i + 1 - Behind)) : low;
}
#endif
#if defined(EIGEN_VECTORIZE_AVX2)
// Four numbers: places are compared at once.
[[gnu::always_inline]] inline __m256i which_quarters(std::ptrdiff_t i, std::ptrdiff_t length) {
  const __m256i places = _mm256_add_epi64(_mm256_set1_epi64x(i), _mm256_setr_epi64x(0, 1, 2, 3));
  return _mm256_andnot_si256(_mm256_cmpgt_epi64(_mm256_setzero_si256(), places), _mm256_cmpgt_epi64(_mm256_set1_epi64x(length), places));
}
[[gnu::always_inline]] inline __m256d keep_places(const double*, std::ptrdiff_t i, std::ptrdiff_t length, __m256d value) {
  return _mm256_and_pd(value, _mm256_castsi256_pd(which_quarters(i, length)));
}
template <class T, std::ptrdiff_t Behind, bool>
[[gnu::always_inline]] inline __m256d load_window(const double* from, std::ptrdiff_t i, std::ptrdiff_t length, __m256d) {
  const std::uintptr_t at = reinterpret_cast<std::uintptr_t>(from) + static_cast<std::uintptr_t>(i - Behind) * sizeof(double);  // may lie outside, also as an address
  return _mm256_maskload_pd(reinterpret_cast<const double*>(at), which_quarters(i - Behind, length));
}
#endif
#if defined(EIGEN_VECTORIZE_AVX512)
[[gnu::always_inline]] inline __mmask8 which_places(std::ptrdiff_t i, std::ptrdiff_t length) {
  return _mm512_cmplt_epu64_mask(_mm512_add_epi64(_mm512_set1_epi64(i), _mm512_setr_epi64(0, 1, 2, 3, 4, 5, 6, 7)), _mm512_set1_epi64(length));
}
[[gnu::always_inline]] inline __m512d keep_places(const double*, std::ptrdiff_t i, std::ptrdiff_t length, __m512d value) { return _mm512_maskz_mov_pd(which_places(i, length), value); }
/// Of eight places from i on those that a vector has. Places may lie outside of it, also as addresses.
[[gnu::always_inline]] inline __m512d load_places(const double* from, std::ptrdiff_t i, std::ptrdiff_t length) {
  const std::uintptr_t at = reinterpret_cast<std::uintptr_t>(from) + static_cast<std::uintptr_t>(i) * sizeof(double);
  return _mm512_maskz_loadu_pd(which_places(i, length), reinterpret_cast<const void*>(at));
}
/// The same of a whole register's place, which numbers tell sooner: what waits for a store waits for the mask, too.
[[gnu::always_inline]] inline __m512i load_register(const double* from, std::ptrdiff_t i, std::ptrdiff_t length) {
  const std::ptrdiff_t count = length - i < 0 ? 0 : (length - i < 8 ? length - i : 8);
  return _mm512_castpd_si512(_mm512_maskz_loadu_pd(static_cast<__mmask8>(i < 0 ? 0 : bits_between(0, count)), i < 0 ? from : from + i));
}
template <class T, std::ptrdiff_t Behind, bool Stored>
[[gnu::always_inline]] inline __m512d load_window(const double* from, std::ptrdiff_t i, std::ptrdiff_t length, __m512d) {
  if constexpr (!Stored || Behind <= -8 || Behind >= 8 || Behind == 0) return load_places(from, i - Behind, length);
  // of registers that lie where they were stored: a load from two stores, or from the midst of one, waits until these are in memory
  else if constexpr (Behind > 0) return _mm512_castsi512_pd(_mm512_alignr_epi64(load_register(from, i, length), load_register(from, i - 8, length), 8 - Behind));
  else return _mm512_castsi512_pd(_mm512_alignr_epi64(load_register(from, i + 8, length), load_register(from, i, length), -Behind));
}
#endif

}  // namespace nabla::detail
