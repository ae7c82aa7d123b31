// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/eigen/functions/widened.hpp>

#include <cmath>
#include <limits>

namespace nabla::detail {

/// u = n π/2 + r, |r| <= π/4, where n < 2^20: π/2 in four parts, of which the first three have 33 digits; the parts and polynomials are fdlibm's (e_rem_pio2.c, k_sin.c,
/// k_cos.c). Floats are taken in double. Beyond, the C library is asked.
struct angle {
  static constexpr double limit = 1.6e6;
  lane_bits<double> quarters;
  packet<double> rest;

  [[gnu::always_inline]] explicit angle(packet<double> u) {
    using real = packet<double>;
    const real sum = kept_apart(multiply_add(u, real(0.63661977236758134308), real(binary_format<double>::magic))), n = real(binary_format<double>::magic) - sum;
    quarters = bits_of(sum);
    rest = multiply_add(n, real(8.47842766036889956997e-32), multiply_add(n, real(2.02226624871116645580e-21), multiply_add(n, real(6.07710050630396597660e-11), multiply_add(n, real(1.57079632673412561417e+00), u))));
  }
  [[gnu::always_inline]] packet<double> sine() const {
    static constexpr double c[] = {-1.66666666666666324348e-01, 8.33333333332248946124e-03, -1.98412698298579493134e-04, 2.75573137070700676789e-06, -2.50507602534068634195e-08, 1.58969099521155010221e-10};
    const packet<double> z = rest * rest;
    return multiply_add(rest * z, polynomial(z, c), rest);
  }
  [[gnu::always_inline]] packet<double> cosine() const {
    static constexpr double c[] = {-0.5, 4.16666666666666019037e-02, -1.38888888888741095749e-03, 2.48015872894767294178e-05, -2.75573143513906633035e-07, 2.08757232129817482790e-09, -1.13596475577881948265e-11};
    const packet<double> z = rest * rest;
    return multiply_add(z, polynomial<1>(z, c), packet<double>(1));
  }
  /// Is the lowest digit set?
  [[gnu::always_inline]] static packet_mask<double> is_odd(lane_bits<double> quarters) { return number_of<double>((quarters & 1) << 62) > packet<double>(0); }
  /// The sign of the third and the fourth quarter.
  [[gnu::always_inline]] static packet<double> with_sign(packet<double> a, lane_bits<double> quarters) { return number_of<double>(bits_of(a) ^ ((quarters & 2) << 62)); }
};

template <class T>
[[gnu::always_inline]] inline packet<T> sin(packet<T> u) {
  const packet<T> usual = in_double(
      [](packet<double> x) __attribute__((always_inline)) {
        const angle a(x);
        return select(x == packet<double>(0), x, angle::with_sign(select(angle::is_odd(a.quarters), a.cosine(), a.sine()), a.quarters));
      },
      u);
  return except_where(abs(u) > packet<T>(angle::limit), usual, [](T x) { return std::sin(x); }, u);
}
template <class T>
[[gnu::always_inline]] inline packet<T> cos(packet<T> u) {
  const packet<T> usual = in_double(
      [](packet<double> x) __attribute__((always_inline)) {
        const angle a(x);
        return angle::with_sign(select(angle::is_odd(a.quarters), a.sine(), a.cosine()), a.quarters + 1);
      },
      u);
  return except_where(abs(u) > packet<T>(angle::limit), usual, [](T x) { return std::cos(x); }, u);
}
template <class T>
[[gnu::always_inline]] inline packet<T> tan(packet<T> u) {
  const packet<T> usual = in_double(
      [](packet<double> x) __attribute__((always_inline)) {
        const angle a(x);
        const packet_mask<double> odd = angle::is_odd(a.quarters);
        const packet<double> sine = a.sine(), cosine = a.cosine();
        return select(x == packet<double>(0), x, select(odd, -cosine, sine) / select(odd, sine, cosine));
      },
      u);
  return except_where(abs(u) > packet<T>(angle::limit), usual, [](T x) { return std::tan(x); }, u);
}

/// asin(s) = s + s z P(z), z = s², to 1/2; beyond it is π/2 - 2 asin(√((1 - s) / 2)) (fdlibm's e_asin.c). P is minimax, by Remez' algorithm, to 2e-17.
struct inverse_sine {
  static constexpr double half_pi = 1.57079632679489655800, half_pi_rest = 6.12323399573676603587e-17;
  packet_mask<double> large;
  packet<double> part;  ///< asin of |u|, or of that root
  [[gnu::always_inline]] explicit inverse_sine(packet<double> size) : large(size > packet<double>(0.5)) {
    static constexpr double c[] = {0.1666666666666536843, 0.07500000000346610706, 0.04464285682042474941, 0.03038195946145770456, 0.02237175031299996054, 0.01735982073313317325,
                                   0.01388409719123900443, 0.0121766389027617674, 0.006496044091774770053, 0.01961516167425641494, -0.01635990510259564572, 0.03200481016095709094};
    const packet<double> half(0.5), z = select(large, multiply_add(-half, size, half), size * size), s = select(large, sqrt(z), size);
    part = multiply_add(s * z, polynomial(z, c), s);
  }
};
template <class T>
[[gnu::always_inline]] inline packet<T> asin(packet<T> u) {
  return in_double(
      [](packet<double> x) {
        using real = packet<double>;
        const inverse_sine s(abs(x));
        return copysign(select(s.large, real(inverse_sine::half_pi) - (s.part + s.part - real(inverse_sine::half_pi_rest)), s.part), x);
      },
      u);
}
template <class T>
[[gnu::always_inline]] inline packet<T> acos(packet<T> u) {
  return in_double(
      [](packet<double> x) {
        using real = packet<double>;
        constexpr double whole = 2 * inverse_sine::half_pi, whole_rest = 2 * inverse_sine::half_pi_rest;
        const inverse_sine s(abs(x));
        const real twice = s.part + s.part, of_large = select(x < real(0), real(whole) - (twice - real(whole_rest)), twice);
        return select(s.large, of_large, real(inverse_sine::half_pi) - (copysign(s.part, x) - real(inverse_sine::half_pi_rest)));
      },
      u);
}

/// The angle of the point (x, y), 0 <= y, x, by tan(π/8): atan(t) = t + t z P(z), z = t², of one quotient t = y / x, (y - x) / (y + x) or -x / y (S. Moshier's Cephes). P is minimax, by
/// Remez' algorithm, to 2e-18.
[[gnu::always_inline]] inline packet<double> angle_of_point(packet<double> y, packet<double> x) {
  using real = packet<double>;
  static constexpr double c[] = {-0.3333333333333319774, 0.1999999999995366201, -0.14285714280203987, 0.1111111078381366408, -0.09090897767074907707, 0.07692060361945674063,
                                 -0.06663105459348866846, 0.05847897427758474518, -0.05039331011868494383, 0.03806495976210373822, -0.01790734896704258564};
  constexpr double tangent = 0.41421356237309504880;
  const packet_mask<double> low = y<real(tangent) * x, high = real(tangent) * y> x;
  const real t = select(low, y, select(high, -x, y - x)) / select(low, x, select(high, y, y + x)), z = t * t;
  const real begin = select(low, real(0), select(high, real(inverse_sine::half_pi), real(inverse_sine::half_pi / 2))),
             rest = select(low, real(0), select(high, real(inverse_sine::half_pi_rest), real(inverse_sine::half_pi_rest / 2)));
  return begin + (t + multiply_add(t * z, polynomial(z, c), rest));
}
template <class T>
[[gnu::always_inline]] inline packet<T> atan(packet<T> u) {
  return in_double([](packet<double> x) { return copysign(angle_of_point(packet<double>::smaller_of(packet<double>(1e18), abs(x)), packet<double>(1)), x); }, u);
}
/// Of numbers from the middle of the range; of others the C library is asked.
template <class T>
[[gnu::always_inline]] inline packet<T> atan2(packet<T> v, packet<T> u) {
  constexpr bool small = sizeof(T) == sizeof(float);
  const packet<T> usual = in_double(
      [](packet<double> y, packet<double> x) {
        using real = packet<double>;
        const real right = angle_of_point(abs(y), abs(x)), left = real(2 * inverse_sine::half_pi) - (right - real(2 * inverse_sine::half_pi_rest));
        return copysign(select(x < real(0), left, right), y);
      },
      v, u);
  const packet<T> sum = abs(u) + abs(v);  // NaN stays NaN: what is not inside is rare
  constexpr T least = small ? T(1e-18) : T(1e-150), most = small ? T(1e18) : T(1e150);
  const packet<T> smaller_one = packet<T>::smaller_of(abs(u), abs(v));
  const packet<T> inside = packet<T>::kept(sum < packet<T>(most), packet<T>::kept(smaller_one > packet<T>(least), packet<T>(1)));
  return select_rare(inside < packet<T>(1), usual, [&] { return each_two(v, u, [](T y, T x) { return std::atan2(y, x); }); });
}

}  // namespace nabla::detail
