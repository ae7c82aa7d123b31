// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/eigen/functions/exponential.hpp>
#include <nabla/support/normal_tail.hpp>

namespace nabla::detail {

template <class T>
struct coefficients_of_erf;
template <>
struct coefficients_of_erf<float> {
  static constexpr float up_to_1[] = {0.128379165729559368f, -0.376126258374651042f, 0.112835852486056348f, -0.0268538145820725174f, 0.00518833048259248783f, -0.000801020269927250679f, 0.0000785384982842940885f};
  static constexpr float first = 1.05078125f, K = 2.4368004798889160156f, middle[] = {-0.7923235395965169989f, 0.4340143051776161461f, -0.1533266577996802128f, 0.01923478418946119655f, 0.01028651136473927279f, -0.004074044936288573038f, -0.001480513840319748387f};
  static constexpr float far[] = {-0.2820937624f, 0.4229569326f, -1.045903834f, 3.32309748f, -9.888010966f, 16.80457695f};
};
template <>
struct coefficients_of_erf<double> {
  static constexpr double up_to_1[] = {0.128379167095512566, -0.3761263890318352, 0.112837916709442003, -0.0268661706431134137, 0.00522397760613084217, -0.00085483259297662443,
                                       0.0001205529358693695, -0.0000149247124395348141, 1.6447132699786621e-6, -1.6206318752969209e-7, 1.37109887041905231e-8, -7.77946297176159689e-10};
  static constexpr double first = 1.087890625, K = 3.5397492495520306299;
  static constexpr double middle[] = {-0.9413667223111694019, 0.7012135750451782084, -0.4443627104866446023, 0.2342790322629792076, -0.0983977447174692667, 0.02975894533857242075, -0.004364532669381698733, -0.001104384703228315655,
                                      0.0007764758786940268445, -0.00008947777382200293233, -0.00007100553530303504865, 0.00002124074104779866596, 1.090993772725594482e-6, -8.340384229821855072e-6, -3.300590735559528941e-6, -4.154127036279867678e-7};
  static constexpr double far[] = {-0.2820947917738699, 0.42314218764987377, -1.0578554636124233, 3.70249267311403320, -16.660988003129602, 91.6119318233219164, -593.83783407344814, 4373.98240442319353, -34441.651352962262, 261304.750499428554, -1654477.1984060109, 7253598.12226375423, -15758734.548350601};
};

/// u² and what it lost.
template <class T>
struct square_in_two {
  packet<T> square, lost;
  [[gnu::always_inline]] explicit square_in_two(packet<T> u) : square(u * u), lost(product_error(u, u, square)) {}
};

/// erfcx(u) for u >= 0 in two parts: (K + u) erfcx(u) is a polynomial of t = (u - K) / (u + K) (M. Shepherd and J. Laframboise 1981), to 1e-17 and 9e-9, whose constant is, for that K, a number of
/// few digits; far out u erfcx(u) is one of 1 / u². Where nobody is far out that is not computed. All polynomials here are minimax, by Remez' algorithm.
template <class T>
struct scaled_tail {
  using coefficients = coefficients_of_erf<T>;
  static constexpr bool small = sizeof(T) == sizeof(float);
  static constexpr T far_begin = small ? T(3.125) : T(4.4375), K = coefficients::K;
  /// Beyond, exp(-u²) is 0, and so is what is made of it.
  static constexpr T end = small ? 11 : 28;

  packet<T> value, rest, factor;  ///< erfcx(u + lost) = (value + rest) (1 + factor)
  [[gnu::always_inline]] explicit scaled_tail(packet<T> u, packet<T> lost = packet<T>(0)) {
    const packet_mask<T> is_far = u > packet<T>(far_begin);
    const packet<T> divisor = select(is_far, u, u + packet<T>(K));
    const nearly_inverse<T> one_over(divisor);
    factor = one_over.rest - one_over.value * (lost + packet<T>::cleared(is_far, u - kept_apart(divisor - packet<T>(K))));
    const packet<T> part = one_over.value * packet<T>(-2 * K), t = multiply_add(part, factor, product_error(one_over.value, packet<T>(-2 * K), part)) + (part + packet<T>(1));
    const in_two<T> sum = multiply_add_in_two(t, polynomial<1>(t, coefficients::middle), packet<T>(coefficients::first));
    const packet<T> all = select_rare(is_far, sum.value, [&] {
      const packet<T> inverse = multiply_add(one_over.value, factor, one_over.value), w = inverse * inverse;
      return multiply_add(w, polynomial(w, coefficients::far), packet<T>(0.5641895835477562869480794515607725858L));
    });
    value = one_over.value * all;
    rest = multiply_add(one_over.value, packet<T>::cleared(is_far, sum.rest), product_error(one_over.value, all, value));
  }
};

/// erfc(u) = exp(-u²) erfcx(u) for u >= 0.
template <class T>
[[gnu::always_inline]] inline packet<T> erfc_tail(packet<T> u) {
  u = packet<T>::smaller_of(packet<T>(scaled_tail<T>::end), u);
  const square_in_two<T> s(u);
  const scaled_tail<T> tail(u);
  return times_exp(tail.value, tail.rest, exponential<T>(inside_the_range{}, -s.square), tail.factor - s.lost);
}
/// exp(-u²)
template <class T>
[[gnu::always_inline]] inline packet<T> gaussian(packet<T> u) {
  const square_in_two<T> s(packet<T>::smaller_of(packet<T>(scaled_tail<T>::end), abs(u)));
  return times_exp(packet<T>(1), -s.square, -s.lost);
}
template <class T>
[[gnu::always_inline]] inline packet<T> erfc(packet<T> u) {
  const packet<T> size = abs(u), tail = erfc_tail(size);
  return select(u < packet<T>(0), packet<T>(2) - tail, tail);
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
  constexpr T huge = T(1e10);  // from there on it is 1 / (u √π)
  const packet<T> size = abs(u);
  const scaled_tail<T> tail(packet<T>::smaller_of(packet<T>(huge), size));
  const packet<T> of_size = select_rare(size > packet<T>(huge), tail.value + multiply_add(tail.value, tail.factor, tail.rest), [size] { return packet<T>(0.5641895835477562869480794515607725858L) / size; });
  return select_rare(u < packet<T>(0), of_size, [&] {
    const square_in_two<T> s(packet<T>::smaller_of(packet<T>(scaled_tail<T>::end), size));
    return times_exp(packet<T>(2), s.square, s.lost) - of_size;
  });
}

/// exp(-u² / 2) = 2^n (1 + p) (1 - lost), of which the density and the distribution of one u share all but the last factor.
template <class T>
struct bell {
  static constexpr T root = T(0.7071067811865475244008443621048490393L);
  packet<T> size, half_lost;
  exponential<T> e;
  [[gnu::always_inline]] explicit bell(packet<T> u) : bell(packet<T>::smaller_of(packet<T>(scaled_tail<T>::end / root), abs(u)), 0) {}

 private:
  [[gnu::always_inline]] bell(packet<T> at, int) : bell(at, square_in_two<T>(at)) {}
  [[gnu::always_inline]] bell(packet<T> at, const square_in_two<T>& s) : size(at), half_lost(packet<T>(0.5) * s.lost), e(inside_the_range{}, packet<T>(-0.5) * s.square) {}
};
template <class T>
[[gnu::always_inline]] inline packet<T> normal_pdf(packet<T> u) {
  const bell<T> b(u);
  return times_exp(packet<T>(0.398942280401432677939946059934L), packet<T>(0), b.e, -b.half_lost);
}
/// Φ(u) = erfc(-u / √2) / 2, of which exp(-u² / 2) needs no root.
template <class T>
[[gnu::always_inline]] inline packet<T> normal_cdf(packet<T> u) {
  constexpr T root = bell<T>::root, root_rest = static_cast<T>(0.7071067811865475244008443621048490393L - static_cast<long double>(root));
  const bell<T> b(u);
  const packet<T> half(0.5), of_erf = b.size * packet<T>(root);
  const scaled_tail<T> scaled(of_erf, multiply_add(b.size, packet<T>(root_rest), product_error(b.size, packet<T>(root), of_erf)));
  const packet<T> tail = times_exp(half * scaled.value, half * scaled.rest, b.e, scaled.factor - b.half_lost);
  return select(u > packet<T>(0), packet<T>(1) - tail, tail);
}
/// The same from the density.
template <class T>
[[gnu::always_inline]] inline packet<T> normal_cdf_of(packet<T> u, packet<T> density) {
  using c = normal_tail_coefficients<std::numeric_limits<T>::digits>;
  const packet<T> size = packet<T>::smaller_of(packet<T>(c::end), abs(u));
  const packet<T> p = polynomial(size, c::P), q = polynomial(size, c::Q), tail = density * quotient(q, multiply_add(size, q, subtract_product(size, p, packet<T>(c::start) * q)));
  return select(u > packet<T>(0), packet<T>(1) - tail, tail);
}

}  // namespace nabla::detail
