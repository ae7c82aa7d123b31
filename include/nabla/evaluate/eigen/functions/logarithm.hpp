// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/eigen/functions/bits.hpp>

#include <limits>

namespace nabla::detail {

template <class T>
struct coefficients_of_log;
template <>
struct coefficients_of_log<float> {
  static constexpr float c[] = {0xaaaaaa.0p-24f, 0xccce13.0p-25f, 0x91e9ee.0p-25f, 0xf89e26.0p-26f};
};
template <>
struct coefficients_of_log<double> {
  static constexpr double c[] = {6.666666666666735130e-01, 3.999999999940941908e-01, 2.857142874366239149e-01, 2.222219843214978396e-01, 1.818357216161805012e-01, 1.531383769920937332e-01, 1.479819860511658591e-01};
};

/// log(u + rest) = k log(2) + log(1 + f), f in [1/√2 - 1, √2 - 1], and that with s = f / (2 + f) as fdlibm (e_log.c) and musl (logf.c) have it, whose
/// polynomials these are. u is a positive normal number.
template <class T>
struct logarithm {
  using format = binary_format<T>;
  static constexpr bool small = sizeof(T) == sizeof(float);
  static constexpr T first = small ? T(6.9313812256e-01) : T(6.93147180369123816490e-01), second = small ? T(9.0580006145e-06) : T(1.90821492927058770002e-10);  // log(2)

  packet<T> k, f, half_square, series;  ///< log(1 + f) = f - (half_square - series)

  [[gnu::always_inline]] explicit logarithm(packet<T> u) : logarithm(u, packet<T>(0), [](packet<T> whole, auto) { return whole; }) {}
  /// Of u 2^-before.
  [[gnu::always_inline]] logarithm(packet<T> u, packet<T> before) : logarithm(u, before, [](packet<T> whole, auto) { return whole; }) {}
  /// Of u + rest, for a rest below the last place of u.
  [[gnu::always_inline]] static logarithm of_sum(packet<T> u, packet<T> rest) {
    return logarithm(u, packet<T>(0), [&](packet<T> whole, lane_bits<T> exponent) {
      return select(u < packet<T>(T(0x1p60)), multiply_add(rest, number_of<T>((2 * format::bias - exponent) << format::digits), whole), whole);
    });
  }

  static constexpr T magic() { return small ? T(0x1p23) : T(0x1p52); }
  static constexpr auto bits_of_number(T number) { return __builtin_bit_cast(std::conditional_t<small, unsigned, unsigned long long>, number); }

  [[gnu::always_inline]] packet<T> of_mantissa() const { return f - (half_square - series); }
  [[gnu::always_inline]] packet<T> total() const { return multiply_add(k, packet<T>(first), f - (half_square - multiply_add(k, packet<T>(second), series))); }

  /// u = 2^k mantissa
  struct split {
    packet<T> k, mantissa;
    lane_bits<T> exponent;
  };
  [[gnu::always_inline]] static split in_parts(packet<T> u, packet<T> before) {
    constexpr auto one = bits_of_number(T(1)), root = bits_of_number(T(0.70710678118654752440L));
    const lane_bits<T> from_root = bits_of(u) + (one - root), exponent = from_root >> format::digits;
    return {number_of<T>(exponent | bits_of_number(magic())) - packet<T>(magic() + T(format::bias)) - before, number_of<T>((from_root & format::mantissa) + root), exponent};
  }

 private:
  template <class With>
  [[gnu::always_inline]] logarithm(packet<T> u, packet<T> before, With with_rest) {
    const split parts = in_parts(u, before);
    k = parts.k;
    f = with_rest(parts.mantissa - packet<T>(1), parts.exponent);
    half_square = packet<T>(0.5) * f * f;
    const packet<T> s = quotient(f, f + packet<T>(2)), z = s * s;
    series = s * multiply_add(z, polynomial(z, coefficients_of_log<T>::c), half_square);
  }
};

/// What a logarithm is of u: `usual` of positive numbers, -inf of 0, infinity of itself, else NaN.
template <class Register, class T>
[[gnu::always_inline]] inline packet<T> of_any_number(const Register&, packet<T> u, packet<T> usual) {
  constexpr T infinity = std::numeric_limits<T>::infinity();
  if (all_lanes(both_registers((packet<T>(0) < u).bits, (u < packet<T>(infinity)).bits), u.v)) return usual;
  return select(packet<T>(0) < u, select(u < packet<T>(infinity), usual, u), select(u == packet<T>(0), packet<T>(-infinity), packet<T>(std::numeric_limits<T>::quiet_NaN())));
}
#if defined(EIGEN_VECTORIZE_AVX512)
// a table as in heaviside_register(): 2 is NaN of u, 3 NaN, 4 -inf, 5 inf, 0 what was there
[[gnu::always_inline]] inline packet<double> of_any_number(__m512d, packet<double> u, packet<double> usual) { return _mm512_fixupimm_pd(usual.v, u.v, _mm512_set1_epi64(0x03530422), 0); }
[[gnu::always_inline]] inline packet<float> of_any_number(__m512, packet<float> u, packet<float> usual) { return _mm512_fixupimm_ps(usual.v, u.v, _mm512_set1_epi32(0x03530422), 0); }
#endif

/// The logarithm of what may be below the normal numbers.
template <class T>
[[gnu::always_inline]] inline logarithm<T> logarithm_of(packet<T> u) {
  constexpr T factor = sizeof(T) == sizeof(float) ? T(0x1p24) : T(0x1p53);
  const packet_mask<T> tiny = u < packet<T>(std::numeric_limits<T>::min());
  return {select(tiny, u * packet<T>(factor), u), packet<T>::kept(tiny, packet<T>(sizeof(T) == sizeof(float) ? 24 : 53))};
}
template <class T>
[[gnu::always_inline]] inline packet<T> log(packet<T> u) { return of_any_number(u.v, u, logarithm_of(u).total()); }
template <class T>
[[gnu::always_inline]] inline packet<T> log2(packet<T> u) {
  const logarithm<T> l = logarithm_of(u);
  return of_any_number(u.v, u, multiply_add(l.of_mantissa(), packet<T>(1.442695040888963407359924681L), l.k));
}
/// k log10(2) in two parts, of which the first has zeros at its end.
template <class T>
[[gnu::always_inline]] inline packet<T> log10(packet<T> u) {
  constexpr bool small = sizeof(T) == sizeof(float);
  constexpr T first = small ? T(3.0102920532e-01) : T(3.01029995663611771306e-01), second = small ? T(7.9034151668e-07) : T(3.69423907715893078616e-13);  // of fdlibm's e_log10.c and e_log10f.c
  const logarithm<T> l = logarithm_of(u);
  return of_any_number(u.v, u, multiply_add(l.k, packet<T>(first), multiply_add(l.k, packet<T>(second), l.of_mantissa() * packet<T>(0.434294481903251827651128919L))));
}
/// log(w + what the sum w = 1 + u lost); of 0 it has the sign of that.
template <class T>
[[gnu::always_inline]] inline packet<T> log1p(packet<T> u) {
  const packet<T> w = packet<T>(1) + u;
  return copysign(of_any_number(w.v, w, logarithm<T>::of_sum(w, u - kept_apart(w - packet<T>(1))).total()), u);
}

}  // namespace nabla::detail
