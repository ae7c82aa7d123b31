// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/support/found_by_its_operands.hpp>
#include <nabla/support/product_error.hpp>

#include <Eigen/Core>

#include <limits>
#include <type_traits>

namespace nabla::detail {

/// The register that Eigen uses for a scalar type with the flags of this translation unit.
template <class T>
using eigen_register = typename Eigen::internal::packet_traits<T>::type;
template <class T>
inline constexpr int register_width = Eigen::internal::packet_traits<T>::Vectorizable ? int(Eigen::internal::packet_traits<T>::size) : 1;

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

// u > v ? u : v and u < v ? u : v, and `result` with the NaN of u and v: two instructions, where Eigen's of a comparison are more.
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
#endif

/// What a comparison of packets gives: all bits of a lane, or none.
template <class T>
struct packet_mask {
  eigen_register<T> bits;
};

found_by_its_operands each, multiply_add;

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
[[gnu::always_inline]] inline bool any_lane(__m512 bits) { return _mm512_test_epi32_mask(_mm512_castps_si512(bits), _mm512_castps_si512(bits)) != 0; }
[[gnu::always_inline]] inline bool any_lane(__m512d bits) { return _mm512_test_epi64_mask(_mm512_castpd_si512(bits), _mm512_castpd_si512(bits)) != 0; }
#endif

/// A register full of numbers that behaves as one number does, so that the value of a rule runs on it as it stands.
/// Arithmetic and elementary functions are Eigen's packet functions.
template <class T>
struct packet {
  using reg = eigen_register<T>;
  reg v;

  packet() = default;
  [[gnu::always_inline]] packet(reg r) : v(r) {}
  template <class N>
    requires std::is_arithmetic_v<N>
  [[gnu::always_inline]] packet(N number) : v(Eigen::internal::pset1<reg>(static_cast<T>(number))) {}

  // clang-format off
  [[gnu::always_inline]] friend packet operator-(packet a) { return Eigen::internal::pxor(a.v, packet(T(-0.0)).v); }  // Eigen's 0 - a of AVX makes -0 of no 0
  [[gnu::always_inline]] friend packet operator+(packet a, packet b) { return Eigen::internal::padd(a.v, b.v); }
  [[gnu::always_inline]] friend packet operator-(packet a, packet b) { return Eigen::internal::psub(a.v, b.v); }
  [[gnu::always_inline]] friend packet operator*(packet a, packet b) { return Eigen::internal::pmul(a.v, b.v); }
  [[gnu::always_inline]] friend packet operator/(packet a, packet b) { return Eigen::internal::pdiv(a.v, b.v); }
  [[gnu::always_inline]] friend packet_mask<T> operator<(packet a, packet b) { return {Eigen::internal::pcmp_lt(a.v, b.v)}; }
  [[gnu::always_inline]] friend packet_mask<T> operator>(packet a, packet b) { return {Eigen::internal::pcmp_lt(b.v, a.v)}; }
  [[gnu::always_inline]] friend packet_mask<T> operator<=(packet a, packet b) { return {Eigen::internal::pcmp_le(a.v, b.v)}; }
  [[gnu::always_inline]] friend packet_mask<T> operator>=(packet a, packet b) { return {Eigen::internal::pcmp_le(b.v, a.v)}; }
  [[gnu::always_inline]] friend packet_mask<T> operator==(packet a, packet b) { return {Eigen::internal::pcmp_eq(a.v, b.v)}; }
  [[gnu::always_inline]] friend packet select(packet_mask<T> m, packet a, packet b) { return Eigen::internal::pselect(m.bits, a.v, b.v); }
  template <class Beyond>
  [[gnu::always_inline]] friend packet select_rare(packet_mask<T> rare, packet usual, Beyond beyond) {
    return any_lane(rare.bits) ? select(rare, beyond(), usual) : usual;
  }
  [[gnu::always_inline]] friend packet abs(packet a) { return Eigen::internal::pabs(a.v); }
  [[gnu::always_inline]] friend packet sqrt(packet a) { return exact_sqrt(a.v); }
  [[gnu::always_inline]] friend packet floor(packet a) { return with_sign_of(a, Eigen::internal::pfloor(a.v)); }
  [[gnu::always_inline]] friend packet ceil(packet a) { return with_sign_of(a, Eigen::internal::pceil(a.v)); }
  // clang-format on

  [[gnu::always_inline]] static packet larger_of(packet a, packet b) { return larger_register(a.v, b.v); }
  [[gnu::always_inline]] static packet smaller_of(packet a, packet b) { return smaller_register(a.v, b.v); }
  [[gnu::always_inline]] static packet nan_of(packet a, packet b, packet result) { return nan_register(a.v, b.v, result.v); }

  /// a b + c, fused where the machine does that.
  [[gnu::always_inline]] friend packet multiply_add(packet a, packet b, packet c) { return Eigen::internal::pmadd(a.v, b.v, c.v); }

  // Where Eigen rounds by adding and subtracting, it loses the sign of a zero.
  [[gnu::always_inline]] static packet with_sign_of(packet a, packet rounded) {
#if defined(EIGEN_VECTORIZE_SSE) && !defined(EIGEN_VECTORIZE_SSE4_1)
    return Eigen::internal::por(Eigen::internal::pabs(rounded.v), Eigen::internal::pand(a.v, packet(T(-0.0)).v));
#else
    return (void)a, rounded;
#endif
  }

  [[gnu::always_inline]] friend packet product_error(packet a, packet b, packet product) {
    if constexpr (fuses_products) return Eigen::internal::pmadd(a.v, b.v, (-product).v);
    else return product_error_by_halves(a, b, product, packet(sizeof(T) == sizeof(float) ? T(0x1p12 + 1) : T(0x1p27 + 1)));
  }

  [[gnu::always_inline]] friend packet round(packet a) {
    if constexpr (Eigen::internal::packet_traits<T>::HasRound) return with_sign_of(a, Eigen::internal::pround(a.v));
    else return each(a, [](T x) { return std::round(x); });
  }

  /// Calls f for each number: for functions that no register instruction helps.
  template <class F>
  friend packet each(packet a, F f) {
    T numbers[register_width<T>];
    Eigen::internal::pstoreu(numbers, a.v);
    for (T& number : numbers) number = f(number);
    return Eigen::internal::ploadu<reg>(numbers);
  }

  // Eigen stops at the least normal number: what is below is the square of the exponential of half the argument. Its own code of AVX-512 for
  // float loses digits where the exponent is large, and stops at 88.38: what all other registers use does not.
  [[gnu::always_inline]] friend packet exp(packet a) {
    if constexpr (Eigen::internal::packet_traits<T>::HasExp) {
      const packet_mask<T> tiny = a < packet(sizeof(T) == sizeof(float) ? T(-87) : T(-708));
      const packet root = exp_of_normal(select(tiny, a * packet(0.5), a));
      return select(tiny, root * root, root);
    } else return each(a, [](T x) { return std::exp(x); });
  }
  [[gnu::always_inline]] static packet exp_of_normal(packet a) {
    if constexpr (std::is_same_v<T, float>) return Eigen::internal::pexp_float(a.v);
    else return Eigen::internal::pexp(a.v);
  }
  [[gnu::always_inline]] friend packet log(packet a) {
    if constexpr (Eigen::internal::packet_traits<T>::HasLog) {
      // what is below the least normal number Eigen takes for it: multiply before, subtract after
      constexpr T factor = sizeof(T) == sizeof(float) ? T(0x1p24) : T(0x1p53);
      constexpr T log_of_factor = sizeof(T) == sizeof(float) ? T(16.6355323334386874L) : T(36.7368005696771013991L);
      const packet_mask<T> tiny = a < packet(std::numeric_limits<T>::min());
      return packet(Eigen::internal::plog(select(tiny, a * packet(factor), a).v)) - select(tiny, packet(log_of_factor), packet(0));
    } else return each(a, [](T x) { return std::log(x); });
  }
  // from exp and log, corrected by what their arguments lost (W. Kahan)
  [[gnu::always_inline]] friend packet log1p(packet a) {
    if constexpr (Eigen::internal::packet_traits<T>::HasLog) return Eigen::internal::generic_plog1p(a.v);
    else return each(a, [](T x) { return std::log1p(x); });
  }
  [[gnu::always_inline]] friend packet expm1(packet a) {
    if constexpr (Eigen::internal::packet_traits<T>::HasExp && Eigen::internal::packet_traits<T>::HasLog) {
      const packet u = exp(a), below = u - 1, logarithm = Eigen::internal::plog(u.v);  // where that is no logarithm, u - 1 is -1
      const packet corrected = select(logarithm == u, u, below * (a / logarithm));  // infinity alone is its logarithm
      return select(u == packet(1), a, select(below == packet(-1), packet(-1), corrected));
    } else return each(a, [](T x) { return std::expm1(x); });
  }
  /// Squares of what is scaled into the middle of the range; infinite where one side is, even beside NaN.
  [[gnu::always_inline]] friend packet hypot(packet a, packet b) {
    constexpr bool small = sizeof(T) == sizeof(float);
    a = abs(a);
    b = abs(b);
    const packet larger = select(a > b, a, b), infinity(std::numeric_limits<T>::infinity());
    const packet scale = select(larger > packet(small ? T(0x1p60) : T(0x1p500)), packet(small ? T(0x1p-80) : T(0x1p-600)),
                                select(larger < packet(small ? T(0x1p-40) : T(0x1p-400)), packet(small ? T(0x1p80) : T(0x1p600)), packet(1)));
    const packet first = a * scale, second = b * scale, length = sqrt(multiply_add(first, first, second * second)) / scale;
    return select(a == infinity, a, select(b == infinity, b, length));
  }
  friend packet sin(packet a) { return each(a, [](T x) { return std::sin(x); }); }
  friend packet cos(packet a) { return each(a, [](T x) { return std::cos(x); }); }

  /// Of |x|: near 0 the rational function of Cephes, |x| - |x|³ P(x²) / Q(x²), a polynomial for float (S. Moshier), elsewhere 1 - 2 / (exp(2|x|) + 1): one
  /// division for both.
  [[gnu::always_inline]] friend packet tanh(packet x) {
    if constexpr (!Eigen::internal::packet_traits<T>::HasExp) {
      return each(x, [](T number) { return std::tanh(number); });
    } else {
      const packet size = abs(x), quotient = tanh_quotient(size);
      const packet_mask<T> near = is_tanh_near(size);
      const packet of_size = select(near, size, packet(1)) - quotient;
      return Eigen::internal::por(of_size.v, Eigen::internal::pand(x.v, packet(T(-0.0)).v));
    }
  }
  [[gnu::always_inline]] static packet_mask<T> is_tanh_near(packet size) { return size < packet(0.625); }
  /// What is taken from |x| near 0, and elsewhere from 1.
  [[gnu::always_inline]] static packet tanh_quotient(packet size) {
    const packet z = size * size, e = exp_of_normal(size + size) + 1;
    const packet_mask<T> near = is_tanh_near(size);
    if constexpr (std::is_same_v<T, float>) {
      const packet p = multiply_add(multiply_add(multiply_add(multiply_add(5.70498872745e-3, z, -2.06390887954e-2), z, 5.37397155531e-2), z, -1.33314422036e-1), z, 3.33332819422e-1);
      return select(near, size * z * p, packet(2) / e);
    } else {
      const packet p = multiply_add(multiply_add(9.64399179425052238628e-1, z, 9.92877231001918586564e1), z, 1.61468768441708447952e3);
      const packet q = multiply_add(multiply_add(z + 1.12811678491632931402e2, z, 2.23548839060100448583e3), z, 4.84406305325125486048e3);
      return select(near, size * z * p, packet(2)) / select(near, q, e);
    }
  }
  /// 1 - t² for t = tanh(u), in a loop with which the quotient is found once.
  [[gnu::always_inline]] static packet tanh_slope_of(packet u, packet t)
    requires(bool(Eigen::internal::packet_traits<T>::HasExp))
  {
    const packet size = abs(u), rest = tanh_quotient(size);
    return select(is_tanh_near(size), multiply_add(-t, t, 1), rest * (2 - rest));
  }
};

}  // namespace nabla::detail
