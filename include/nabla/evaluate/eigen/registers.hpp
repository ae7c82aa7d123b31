// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/support/product_error.hpp>

#include <Eigen/Core>

namespace nabla::detail {

/// The register that Eigen uses for a scalar type with the flags of this translation unit.
template <class T>
using eigen_register = typename Eigen::internal::packet_traits<T>::type;
template <class T>
inline constexpr int register_width = Eigen::internal::packet_traits<T>::Vectorizable ? int(Eigen::internal::packet_traits<T>::size) : 1;

/// That, or half of it.
template <class T, bool InHalves>
struct register_kind {
  using type = eigen_register<T>;
};
template <class T>
struct register_kind<T, true> {
  using type = typename Eigen::internal::packet_traits<T>::half;
};

// Eigen's square root, where it is fast, is made of an approximate inverse: NaN for infinity, 0 for what is below the least normal number.
template <class Register>
[[gnu::always_inline]] inline Register exact_sqrt(const Register& a) { return Eigen::internal::psqrt(a); }
#if defined(EIGEN_VECTORIZE_SSE)
[[gnu::always_inline]] inline __m128 exact_sqrt(__m128 a) { return _mm_sqrt_ps(a); }
#endif
#if defined(EIGEN_VECTORIZE_AVX)
[[gnu::always_inline]] inline __m256 exact_sqrt(__m256 a) { return _mm256_sqrt_ps(a); }
#endif
#if defined(EIGEN_VECTORIZE_AVX512)
[[gnu::always_inline]] inline __m512 exact_sqrt(__m512 a) { return _mm512_sqrt_ps(a); }
[[gnu::always_inline]] inline __m512d exact_sqrt(__m512d a) { return _mm512_sqrt_pd(a); }
#endif

// a b + c, fused where the machine does that; Eigen's of clang is a piece of assembler that reads no memory.
template <class Register>
[[gnu::always_inline]] inline Register multiply_add_register(const Register& a, const Register& b, const Register& c) { return Eigen::internal::pmadd(a, b, c); }
#if defined(EIGEN_VECTORIZE_FMA)
[[gnu::always_inline]] inline __m256 multiply_add_register(__m256 a, __m256 b, __m256 c) { return _mm256_fmadd_ps(a, b, c); }
[[gnu::always_inline]] inline __m256d multiply_add_register(__m256d a, __m256d b, __m256d c) { return _mm256_fmadd_pd(a, b, c); }
#endif
// a b - c and c - a b: compilers make neither of a b + c and a sign that is changed bit by bit.
template <class Register>
[[gnu::always_inline]] inline Register multiply_subtract_register(const Register& a, const Register& b, const Register& c) {
  if constexpr (fuses_products) return Eigen::internal::pmadd(a, b, Eigen::internal::pnegate(c));
  else return Eigen::internal::psub(Eigen::internal::pmul(a, b), c);
}
template <class Register>
[[gnu::always_inline]] inline Register subtract_product_register(const Register& a, const Register& b, const Register& c) {
  if constexpr (fuses_products) return Eigen::internal::pmadd(Eigen::internal::pnegate(a), b, c);
  else return Eigen::internal::psub(c, Eigen::internal::pmul(a, b));
}
#if defined(EIGEN_VECTORIZE_FMA)
[[gnu::always_inline]] inline __m256 multiply_subtract_register(__m256 a, __m256 b, __m256 c) { return _mm256_fmsub_ps(a, b, c); }
[[gnu::always_inline]] inline __m256d multiply_subtract_register(__m256d a, __m256d b, __m256d c) { return _mm256_fmsub_pd(a, b, c); }
[[gnu::always_inline]] inline __m256 subtract_product_register(__m256 a, __m256 b, __m256 c) { return _mm256_fnmadd_ps(a, b, c); }
[[gnu::always_inline]] inline __m256d subtract_product_register(__m256d a, __m256d b, __m256d c) { return _mm256_fnmadd_pd(a, b, c); }
#endif
#if defined(EIGEN_VECTORIZE_AVX512)
[[gnu::always_inline]] inline __m512 multiply_subtract_register(__m512 a, __m512 b, __m512 c) { return _mm512_fmsub_ps(a, b, c); }
[[gnu::always_inline]] inline __m512d multiply_subtract_register(__m512d a, __m512d b, __m512d c) { return _mm512_fmsub_pd(a, b, c); }
[[gnu::always_inline]] inline __m512 subtract_product_register(__m512 a, __m512 b, __m512 c) { return _mm512_fnmadd_ps(a, b, c); }
[[gnu::always_inline]] inline __m512d subtract_product_register(__m512d a, __m512d b, __m512d c) { return _mm512_fnmadd_pd(a, b, c); }
#endif

// u > v ? u : v and u < v ? u : v, and `result` with the NaN of u, or of u and v: two instructions, where Eigen's of a comparison are more.
template <class Register>
[[gnu::always_inline]] inline Register larger_register(const Register& u, const Register& v) { return Eigen::internal::pselect(Eigen::internal::pcmp_lt(v, u), u, v); }
template <class Register>
[[gnu::always_inline]] inline Register smaller_register(const Register& u, const Register& v) { return Eigen::internal::pselect(Eigen::internal::pcmp_lt(u, v), u, v); }
template <class Register>
[[gnu::always_inline]] inline Register nan_register(const Register& u, const Register& v, const Register& result) {
  return Eigen::internal::pselect(Eigen::internal::pcmp_eq(u, u), Eigen::internal::pselect(Eigen::internal::pcmp_eq(v, v), result, v), u);
}
#if defined(EIGEN_VECTORIZE_SSE)
[[gnu::always_inline]] inline __m128 larger_register(__m128 u, __m128 v) { return _mm_max_ps(u, v); }
[[gnu::always_inline]] inline __m128d larger_register(__m128d u, __m128d v) { return _mm_max_pd(u, v); }
[[gnu::always_inline]] inline __m128 smaller_register(__m128 u, __m128 v) { return _mm_min_ps(u, v); }
[[gnu::always_inline]] inline __m128d smaller_register(__m128d u, __m128d v) { return _mm_min_pd(u, v); }
[[gnu::always_inline]] inline __m128 nan_register(__m128 u, __m128 v, __m128 result) { return _mm_or_ps(result, _mm_cmpunord_ps(u, v)); }
[[gnu::always_inline]] inline __m128d nan_register(__m128d u, __m128d v, __m128d result) { return _mm_or_pd(result, _mm_cmpunord_pd(u, v)); }
#endif
#if defined(EIGEN_VECTORIZE_AVX)
[[gnu::always_inline]] inline __m256 larger_register(__m256 u, __m256 v) { return _mm256_max_ps(u, v); }
[[gnu::always_inline]] inline __m256d larger_register(__m256d u, __m256d v) { return _mm256_max_pd(u, v); }
[[gnu::always_inline]] inline __m256 smaller_register(__m256 u, __m256 v) { return _mm256_min_ps(u, v); }
[[gnu::always_inline]] inline __m256d smaller_register(__m256d u, __m256d v) { return _mm256_min_pd(u, v); }
[[gnu::always_inline]] inline __m256 nan_register(__m256 u, __m256 v, __m256 result) { return _mm256_or_ps(result, _mm256_cmp_ps(u, v, _CMP_UNORD_Q)); }
[[gnu::always_inline]] inline __m256d nan_register(__m256d u, __m256d v, __m256d result) { return _mm256_or_pd(result, _mm256_cmp_pd(u, v, _CMP_UNORD_Q)); }
#endif
#if defined(EIGEN_VECTORIZE_AVX512)
[[gnu::always_inline]] inline __m512 larger_register(__m512 u, __m512 v) { return _mm512_max_ps(u, v); }
[[gnu::always_inline]] inline __m512d larger_register(__m512d u, __m512d v) { return _mm512_max_pd(u, v); }
[[gnu::always_inline]] inline __m512 smaller_register(__m512 u, __m512 v) { return _mm512_min_ps(u, v); }
[[gnu::always_inline]] inline __m512d smaller_register(__m512d u, __m512d v) { return _mm512_min_pd(u, v); }
[[gnu::always_inline]] inline __m512 nan_register(__m512 u, __m512 v, __m512 result) { return _mm512_mask_add_ps(result, _mm512_cmp_ps_mask(u, v, _CMP_UNORD_Q), u, v); }
[[gnu::always_inline]] inline __m512d nan_register(__m512d u, __m512d v, __m512d result) { return _mm512_mask_add_pd(result, _mm512_cmp_pd_mask(u, v, _CMP_UNORD_Q), u, v); }
// of u alone in one: what it makes of NaN is a quiet one, all else stays
[[gnu::always_inline]] inline __m512 nan_register(__m512 u, __m512 result) { return _mm512_fixupimm_ps(result, u, _mm512_set1_epi32(0x22), 0); }
[[gnu::always_inline]] inline __m512d nan_register(__m512d u, __m512d result) { return _mm512_fixupimm_pd(result, u, _mm512_set1_epi64(0x22), 0); }
#endif
template <class Register>
[[gnu::always_inline]] inline Register nan_register(const Register& u, const Register& result) { return nan_register(u, u, result); }

// Comparisons: all bits of a lane, or none; with AVX-512 a bit for each lane, from which Eigen makes a register and back.
template <class Register>
[[gnu::always_inline]] inline Register less_register(const Register& u, const Register& v) { return Eigen::internal::pcmp_lt(u, v); }
template <class Register>
[[gnu::always_inline]] inline Register less_equal_register(const Register& u, const Register& v) { return Eigen::internal::pcmp_le(u, v); }
template <class Register>
[[gnu::always_inline]] inline Register equal_register(const Register& u, const Register& v) { return Eigen::internal::pcmp_eq(u, v); }
template <class Register>
[[gnu::always_inline]] inline Register select_register(const Register& mask, const Register& a, const Register& b) { return Eigen::internal::pselect(mask, a, b); }
// a where the mask is set, or where it is not; 0 elsewhere
template <class Register>
[[gnu::always_inline]] inline Register kept_register(const Register& mask, const Register& a) { return Eigen::internal::pand(mask, a); }
template <class Register>
[[gnu::always_inline]] inline Register cleared_register(const Register& mask, const Register& a) { return Eigen::internal::pandnot(a, mask); }
/// heaviside(u - v); the bits of 1 are those of 1/2 and more.
template <class Register>
[[gnu::always_inline]] inline Register heaviside_register(const Register& u, const Register& v) {
  using T = typename Eigen::internal::unpacket_traits<Register>::type;
  return Eigen::internal::por(kept_register(less_register(v, u), Eigen::internal::pset1<Register>(T(1))), cleared_register(less_register(u, v), Eigen::internal::pset1<Register>(T(0.5))));
}
#if defined(EIGEN_VECTORIZE_AVX512)
[[gnu::always_inline]] inline __mmask16 less_register(__m512 u, __m512 v) { return _mm512_cmp_ps_mask(u, v, _CMP_LT_OQ); }
[[gnu::always_inline]] inline __mmask8 less_register(__m512d u, __m512d v) { return _mm512_cmp_pd_mask(u, v, _CMP_LT_OQ); }
[[gnu::always_inline]] inline __mmask16 less_equal_register(__m512 u, __m512 v) { return _mm512_cmp_ps_mask(u, v, _CMP_LE_OQ); }
[[gnu::always_inline]] inline __mmask8 less_equal_register(__m512d u, __m512d v) { return _mm512_cmp_pd_mask(u, v, _CMP_LE_OQ); }
[[gnu::always_inline]] inline __mmask16 equal_register(__m512 u, __m512 v) { return _mm512_cmp_ps_mask(u, v, _CMP_EQ_OQ); }
[[gnu::always_inline]] inline __mmask8 equal_register(__m512d u, __m512d v) { return _mm512_cmp_pd_mask(u, v, _CMP_EQ_OQ); }
[[gnu::always_inline]] inline __m512 select_register(__mmask16 mask, __m512 a, __m512 b) { return _mm512_mask_blend_ps(mask, b, a); }
[[gnu::always_inline]] inline __m512d select_register(__mmask8 mask, __m512d a, __m512d b) { return _mm512_mask_blend_pd(mask, b, a); }
[[gnu::always_inline]] inline __m512 kept_register(__mmask16 mask, __m512 a) { return _mm512_maskz_mov_ps(mask, a); }
[[gnu::always_inline]] inline __m512d kept_register(__mmask8 mask, __m512d a) { return _mm512_maskz_mov_pd(mask, a); }
[[gnu::always_inline]] inline __m512 cleared_register(__mmask16 mask, __m512 a) { return _mm512_maskz_mov_ps(static_cast<__mmask16>(~mask), a); }
[[gnu::always_inline]] inline __m512d cleared_register(__mmask8 mask, __m512d a) { return _mm512_maskz_mov_pd(static_cast<__mmask8>(~mask), a); }
// a table of what NaN twice, zero, 1, -inf, inf, negative and positive numbers become: 11 is 1/2, 10 is 1, 8 is 0
[[gnu::always_inline]] inline __m512 heaviside_register(__m512 u, __m512 v) { return _mm512_fixupimm_ps(u, _mm512_sub_ps(u, v), _mm512_set1_epi32(static_cast<int>(0xa8a8abbbu)), 0); }
[[gnu::always_inline]] inline __m512d heaviside_register(__m512d u, __m512d v) { return _mm512_fixupimm_pd(u, _mm512_sub_pd(u, v), _mm512_set1_epi64(0xa8a8abbb), 0); }
#endif

// Are there bits in any lane? Eigen adds the lanes up.
template <class Register>
[[gnu::always_inline]] inline bool any_lane(const Register& bits) { return Eigen::internal::predux_any(bits); }
#if defined(EIGEN_VECTORIZE_SSE)
[[gnu::always_inline]] inline bool any_lane(__m128 bits) { return _mm_movemask_ps(bits) != 0; }
[[gnu::always_inline]] inline bool any_lane(__m128d bits) { return _mm_movemask_pd(bits) != 0; }
#endif
#if defined(EIGEN_VECTORIZE_AVX)
[[gnu::always_inline]] inline bool any_lane(__m256 bits) { return _mm256_movemask_ps(bits) != 0; }
[[gnu::always_inline]] inline bool any_lane(__m256d bits) { return _mm256_movemask_pd(bits) != 0; }
#endif
#if defined(EIGEN_VECTORIZE_AVX512)
[[gnu::always_inline]] inline bool any_lane(__mmask8 bits) { return bits != 0; }
[[gnu::always_inline]] inline bool any_lane(__mmask16 bits) { return bits != 0; }
#endif

// And in all of them? The second operand is some register.
template <class Register>
[[gnu::always_inline]] inline bool all_lanes(const Register& bits, const Register&) { return !any_lane(Eigen::internal::pandnot(Eigen::internal::ptrue(bits), bits)); }
#if defined(EIGEN_VECTORIZE_SSE)
[[gnu::always_inline]] inline bool all_lanes(__m128 bits, __m128) { return _mm_movemask_ps(bits) == 0xf; }
[[gnu::always_inline]] inline bool all_lanes(__m128d bits, __m128d) { return _mm_movemask_pd(bits) == 0x3; }
#endif
#if defined(EIGEN_VECTORIZE_AVX)
[[gnu::always_inline]] inline bool all_lanes(__m256 bits, __m256) { return _mm256_movemask_ps(bits) == 0xff; }
[[gnu::always_inline]] inline bool all_lanes(__m256d bits, __m256d) { return _mm256_movemask_pd(bits) == 0xf; }
#endif
#if defined(EIGEN_VECTORIZE_AVX512)
[[gnu::always_inline]] inline bool all_lanes(__mmask16 bits, __m512) { return bits == 0xffff; }
[[gnu::always_inline]] inline bool all_lanes(__mmask8 bits, __m512d) { return bits == 0xff; }
#endif

template <class Register>
[[gnu::always_inline]] inline Register both_registers(const Register& a, const Register& b) { return Eigen::internal::pand(a, b); }
#if defined(EIGEN_VECTORIZE_AVX512)
[[gnu::always_inline]] inline __mmask16 both_registers(__mmask16 a, __mmask16 b) { return static_cast<__mmask16>(a & b); }
[[gnu::always_inline]] inline __mmask8 both_registers(__mmask8 a, __mmask8 b) { return static_cast<__mmask8>(a & b); }
#endif

}  // namespace nabla::detail
