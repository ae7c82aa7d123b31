// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/eigen/functions/exponential.hpp>
#include <nabla/evaluate/eigen/functions/logarithm.hpp>
#include <nabla/evaluate/eigen/functions/widened.hpp>

#include <cmath>
#include <limits>

namespace nabla::detail {

/// log(u) to sixteen digits more than a double has, of a positive normal number: as in `logarithm`, 2 s + s z (2/3 + z R(z)) with z = s², where all but z R(z) is in two parts (as in fdlibm's e_pow.c).
/// R is minimax, by Remez' algorithm, to 2e-20 of the whole.
[[gnu::always_inline]] inline in_two<double> log_in_two(packet<double> u, packet<double> before) {
  using real = packet<double>;
  using parts = logarithm<double>;
  static constexpr double c[] = {0.4000000000000228421, 0.285714285700850083, 0.2222222252269799659, 0.1818178411043386907, 0.1538676973119647435, 0.1325651689539350219, 0.1319922306804913584};
  const parts::split p = parts::in_parts(u, before);
  const real f = p.mantissa - real(1), d = f + real(2), d_rest = f - kept_apart(d - real(2)), inverse = real(1) / d, s = f * inverse;
  const real product = s * d, s_rest = (f - product - product_error(s, d, product) - s * d_rest) * inverse;
  const real z = s * s, z_rest = multiply_add(s + s, s_rest, product_error(s, s, z)), tail = z * polynomial(z, c);
  const real b = real(2.0 / 3) + tail, b_rest = real(2.0 / 3) - kept_apart(b) + tail + real(3.70074341541718826e-17);
  const real t = z * b, t_rest = product_error(z, b, t) + multiply_add(z, b_rest, z_rest * b);
  const real v = s * t, v_rest = product_error(s, t, v) + multiply_add(s, t_rest, s_rest * t);
  const real twice = s + s, sum = twice + v, sum_rest = twice - kept_apart(sum) + v + (v_rest + (s_rest + s_rest));
  const real whole = p.k * real(parts::first), all = whole + sum, all_rest = whole - kept_apart(all) + sum + multiply_add(p.k, real(parts::second), sum_rest);
  const real value = all + all_rest;
  return {value, all - kept_apart(value) + all_rest};
}

/// exp(v log(u)) of positive numbers, with the sign of u^v for others; where a number is not finite or u is 0, the C library is asked.
[[gnu::always_inline]] inline packet<double> power_in_double(packet<double> u, packet<double> v) {
  using real = packet<double>;
  const real size = abs(u), exponent = real::smaller_of(real(1e30), real::larger_of(real(-1e30), v));
  const packet_mask<double> tiny = size < real(std::numeric_limits<double>::min());
  const in_two<double> l = log_in_two(select(tiny, size * real(0x1p53), size), real::kept(tiny, real(53)));
  const real product = exponent * l.value, rest = multiply_add(exponent, l.rest, product_error(exponent, l.value, product));
  const packet_mask<double> inside = abs(product) < real(750);
  const real usual = times_exp(real(1), real::smaller_of(real(750), real::larger_of(real(-800), product)), real::kept(inside, rest));
  const real with_sign = select_rare(u < real(0), usual, [&] {
    const real half = real(0.5) * v;  // whole numbers below 2^53 can be odd
    return select(floor(v) == v, select(floor(half) == half, usual, -usual), real(std::numeric_limits<double>::quiet_NaN()));
  });
  const real finite = real::kept(real(0) < size, real::kept(size < real(std::numeric_limits<double>::infinity()), real::kept(abs(v) < real(std::numeric_limits<double>::infinity()), real(1))));
  return select_rare(finite < real(1), with_sign, [&] { return each_two(u, v, [](double x, double y) { return std::pow(x, y); }); });
}
template <class T>
[[gnu::always_inline]] inline packet<T> pow(packet<T> u, packet<T> v) {
  return in_double([](packet<double> x, packet<double> y) { return power_in_double(x, y); }, u, v);
}

/// u = 8^q m: y = m^(-1/3) from a polynomial and two steps of higher order, then c + (m - c³) / (3 m^(2/3)) for m y² rounded to c of so few digits that c² is exact, as in fdlibm's s_cbrt.c; 0, what is not finite and NaN stay. Below the normal numbers it is of 2^54 u.
[[gnu::always_inline]] inline packet<double> cbrt_in_double(packet<double> u) {
  using real = packet<double>;
  static constexpr double c[] = {1.337723380407526689, -0.4408648334145321824, 0.1085183281864341386, -0.01298897350583720579, 0.000585422376938557194};
  const real size = abs(u);
  const packet_mask<double> tiny = size < real(std::numeric_limits<double>::min());
  const lane_bits<double> bits = bits_of(select(tiny, size * real(0x1p54), size));
  constexpr unsigned long long magic = 0x4330000000000000;  // 2^52
  const real e = number_of<double>((bits >> 52) | magic) - real(0x1p52 + 1023), q = rounded_product<double>(e - real(1), real(1.0 / 3)).n;
  const real m = number_of<double>((bits & binary_format<double>::mantissa) | 0x3ff0000000000000) * power_of_two(e - q * real(3));
  real y = polynomial(m, c);
  const real h = real(1) - m * y * (y * y);
  y = multiply_add(y * h, multiply_add(h, multiply_add(h, real(14.0 / 81), real(2.0 / 9)), real(1.0 / 3)), y);
  const real g = real(1) - m * y * (y * y);
  y = multiply_add(y * g, multiply_add(g, real(2.0 / 9), real(1.0 / 3)), y);
  const real about = number_of<double>(bits_of(m * (y * y)) & 0xffffffffc0000000), off = real(1) - about * y;
  const real root = multiply_add((m - about * about * about) * (y * y), multiply_add(off, real(1.0 / 3), real(1.0 / 3)), about) * power_of_two(q);
  const real scaled = select(tiny, root * real(0x1p-18), root);
  return select(real::kept(size < real(std::numeric_limits<double>::infinity()), size) > real(0), copysign(scaled, u), u);
}
template <class T>
[[gnu::always_inline]] inline packet<T> cbrt(packet<T> u) {
  return in_double([](packet<double> x) __attribute__((always_inline)) { return cbrt_in_double(x); }, u);
}

}  // namespace nabla::detail
