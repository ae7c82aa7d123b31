// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/eigen/functions/exponential.hpp>

namespace nabla::detail {

template <class T>
struct coefficients_of_erf;
template <>
struct coefficients_of_erf<float> {
  static constexpr float near[] = {0.128379152517198151f, -0.376124548890791432f, 0.112800703176238001f, -0.026601376807239034f, 0.00444335730836820132f};
  static constexpr float up_to_1[] = {0.128379165729559368f, -0.376126258374651042f, 0.112835852486056348f, -0.0268538145820725174f, 0.00518833048259248783f, -0.000801020269927250679f, 0.0000785384982842940885f};
  static constexpr float middle[] = {1.021582702136f, -0.687160668742f, 0.2794728490868f, -0.03644274128008f, -0.02153987610305f, 0.006440096278465f, 0.003370241935859f};
  static constexpr float far[] = {-0.2820937624f, 0.4229569326f, -1.045903834f, 3.32309748f, -9.888010966f, 16.80457695f};
};
template <>
struct coefficients_of_erf<double> {
  static constexpr double near[] = {0.128379167095512571, -0.376126389031836267, 0.112837916709447309, -0.026866170641798067, 0.00522397757113372119,
                                    -0.000854832193593986438, 0.000120550423419258195, -0.0000149153416841010824, 1.62397357225582762e-6, -1.3667019599847611e-7};
  static constexpr double up_to_1[] = {0.128379167095512566, -0.3761263890318352, 0.112837916709442003, -0.0268661706431134137, 0.00522397760613084217, -0.00085483259297662443,
                                       0.0001205529358693695, -0.0000149247124395348141, 1.6447132699786621e-6, -1.6206318752969209e-7, 1.37109887041905231e-8, -7.77946297176159689e-10};
  static constexpr double middle[] = {1.078221636353803744, -0.9006986756537923424, 0.6223854729055871557, -0.3473946808168322974, 0.148771674274824377, -0.04279251989619957468, 0.004041639860266652371, 0.002748744415120794647,
                                      -0.001150880007215258933, -0.00007326561399572883855, 0.0001563978737112065644, -9.408503617713388137e-6, -0.00002128982202761172489, 3.247568643700617489e-6, 4.785338628812395844e-6, 9.953976885546289392e-7};
  static constexpr double far[] = {-0.2820947917738699, 0.42314218764987377, -1.0578554636124233, 3.70249267311403320, -16.660988003129602, 91.6119318233219164, -593.83783407344814, 4373.98240442319353, -34441.651352962262, 261304.750499428554, -1654477.1984060109, 7253598.12226375423, -15758734.548350601};
};

/// 1 - inverse divisor, for inverse = 1 / divisor.
template <class T>
[[gnu::always_inline]] inline packet<T> what_division_left(packet<T> inverse, packet<T> divisor) {
  if constexpr (fuses_products) return multiply_add(-inverse, divisor, packet<T>(1));
  else {
    const packet<T> product = inverse * divisor;
    return packet<T>(1) - product - product_error(inverse, divisor, product);
  }
}
/// u² and what it lost.
template <class T>
struct square_in_two {
  packet<T> square, lost;
  [[gnu::always_inline]] explicit square_in_two(packet<T> u) : square(u * u), lost(product_error(u, u, square)) {}
};

/// erf and its kin in three parts, each a minimax polynomial by Remez' algorithm: near 0 erf(u) = u + u P(u²), to 3e-18 and 2e-8; in the middle (K + u) erfcx(u) is a polynomial
/// of (u - K) / (u + K), to 1e-17 and 3e-9 (M. Shepherd and J. Laframboise 1981); far out u erfcx(u) is one of 1 / u². Where nobody is far out that is not computed.
template <class T>
struct error_function {
  using coefficients = coefficients_of_erf<T>;
  static constexpr bool small = sizeof(T) == sizeof(float);
  static constexpr T near_end = T(0.625), far_begin = small ? T(3.125) : T(4.4375), K = small ? T(2) : T(3.140625);  // the first coefficients for that are nearly numbers
  /// Beyond, exp(-u²) is 0, and so is what is made of it.
  static constexpr T end = small ? 11 : 28;

  /// erf(u) for |u| < near_end.
  [[gnu::always_inline]] static packet<T> near(packet<T> u) { return multiply_add(u, polynomial(u * u, coefficients::near), u); }
  /// erfcx(u + lost) = value (1 + rest), from there on.
  struct tail {
    packet<T> value, rest;
    [[gnu::always_inline]] explicit tail(packet<T> u, packet<T> lost = packet<T>(0)) {
      const packet_mask<T> is_far = u > packet<T>(far_begin);
      const packet<T> divisor = select(is_far, u, u + packet<T>(K)), inverse = packet<T>(1) / divisor;
      rest = what_division_left(inverse, divisor) - inverse * (lost + packet<T>::cleared(is_far, u - kept_apart(divisor - packet<T>(K))));
      const packet<T> scaled = inverse * packet<T>(-2 * K), t = multiply_add(scaled, rest, scaled + packet<T>(1));
      value = inverse * select_rare(is_far, polynomial<2>(t, coefficients::middle), [inverse] {
                const packet<T> w = inverse * inverse;
                return multiply_add(w, polynomial(w, coefficients::far), packet<T>(0.5641895835477562869480794515607725858L));
              });
    }
  };
};

/// erfc(u) = exp(-u²) erfcx(u) for u from 5/8 on.
template <class T>
[[gnu::always_inline]] inline packet<T> erfc_tail(packet<T> u) {
  u = packet<T>::smaller_of(packet<T>(error_function<T>::end), u);
  const square_in_two<T> s(u);
  const typename error_function<T>::tail tail(u);
  return times_exp(tail.value, -s.square, tail.rest - s.lost);
}
template <class T>
[[gnu::always_inline]] inline packet<T> erfc(packet<T> u) {
  const packet<T> size = abs(u), tail = erfc_tail(size);
  return select(size < packet<T>(error_function<T>::near_end), packet<T>(1) - error_function<T>::near(u), select(u < packet<T>(0), packet<T>(2) - tail, tail));
}
/// Up to 1 a polynomial alone.
template <class T>
[[gnu::always_inline]] inline packet<T> erf(packet<T> u) {
  const packet<T> size = abs(u), near = multiply_add(u, polynomial(u * u, coefficients_of_erf<T>::up_to_1), u);
  return select_rare(size > packet<T>(1), near, [&] { return copysign(packet<T>(1) - erfc_tail(size), u); });
}

/// Below 0 it is 2 exp(u²) - erfcx(-u).
template <class T>
[[gnu::always_inline]] inline packet<T> erfcx(packet<T> u) {
  using parts = error_function<T>;
  const packet<T> size = abs(u);
  const typename parts::tail tail(size);
  const packet<T> of_size = multiply_add(tail.value, packet<T>::kept(size < packet<T>(T(1e10)), tail.rest), tail.value);
  const packet_mask<T> near = size < packet<T>(parts::near_end);
  return select_rare(u < packet<T>(parts::near_end), of_size, [&] {
    const packet<T> inside = packet<T>::smaller_of(packet<T>(parts::end), size);
    const square_in_two<T> s(inside);
    const packet<T> exponential = times_exp(select(near, packet<T>(1) - parts::near(u), packet<T>(2)), s.square, s.lost);
    return select(near, exponential, exponential - of_size);
  });
}

/// Φ(u) = erfc(-u / √2) / 2, of which exp(-u² / 2) needs no root.
template <class T>
[[gnu::always_inline]] inline packet<T> normal_cdf(packet<T> u) {
  using parts = error_function<T>;
  constexpr T root = T(0.7071067811865475244008443621048490393L), root_rest = static_cast<T>(0.7071067811865475244008443621048490393L - static_cast<long double>(root));
  const packet<T> half(0.5), size = packet<T>::smaller_of(packet<T>(parts::end / root), abs(u)), of_erf = size * packet<T>(root), near = copysign(half * parts::near(of_erf), u);
  const square_in_two<T> s(size);
  const typename parts::tail scaled_tail(of_erf, multiply_add(size, packet<T>(root_rest), product_error(size, packet<T>(root), of_erf)));
  const packet<T> tail = times_exp(half * scaled_tail.value, -half * s.square, scaled_tail.rest - half * s.lost);
  return select(of_erf < packet<T>(parts::near_end), half + near, select(u > packet<T>(0), packet<T>(1) - tail, tail));
}

}  // namespace nabla::detail
