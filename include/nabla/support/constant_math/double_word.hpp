// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// Double-word arithmetic: the unevaluated sum hi + lo of two T has about 2p digits. Error-free sums are Knuth's and
// Dekker's, the exact product is Dekker's with Veltkamp's splitting; the combined operations and their bounds are those of
// Joldes, Muller and Popescu, "Tight and rigorous error bounds for basic building blocks of double-word arithmetic" (2017).
// Operands stay within about 2^+-(max_exponent/2): the callers scale, so that no splitting overflows.

#include <nabla/support/constant_math/scaling.hpp>

namespace nabla::constant_math::detail {

template <typename T>
struct double_word {
  T hi;
  T lo = 0;
};

/// a + b exactly, for |a| >= |b| or a = 0.
template <typename T>
constexpr double_word<T> fast_two_sum(T a, T b) {
  const T sum = a + b;
  return {sum, b - (sum - a)};
}

/// a + b exactly.
template <typename T>
constexpr double_word<T> two_sum(T a, T b) {
  const T sum = a + b;
  const T b_part = sum - a;
  return {sum, (a - (sum - b_part)) + (b - b_part)};
}

/// a as the exact sum of two halves of at most p/2 digits.
template <typename T>
constexpr double_word<T> split(T a) {
  constexpr T factor = power_of_two<T>((digits<T> + 1) / 2) + 1;
  const T scaled = factor * a;
  const T hi = scaled - (scaled - a);
  return {hi, a - hi};
}

/// a b exactly, unless the low word underflows.
template <typename T>
constexpr double_word<T> two_product(T a, T b) {
  const T product = a * b;
  const double_word<T> x = split(a);
  const double_word<T> y = split(b);
  return {product, ((x.hi * y.hi - product) + x.hi * y.lo + x.lo * y.hi) + x.lo * y.lo};
}

template <typename T>
constexpr double_word<T> operator-(double_word<T> a) {
  return {-a.hi, -a.lo};
}

template <typename T>
constexpr double_word<T> operator+(double_word<T> a, T b) {
  const double_word<T> sum = two_sum(a.hi, b);
  return fast_two_sum(sum.hi, a.lo + sum.lo);
}

template <typename T>
constexpr double_word<T> operator+(double_word<T> a, double_word<T> b) {
  const double_word<T> high = two_sum(a.hi, b.hi);
  const double_word<T> low = two_sum(a.lo, b.lo);
  const double_word<T> sum = fast_two_sum(high.hi, high.lo + low.hi);
  return fast_two_sum(sum.hi, low.lo + sum.lo);
}

template <typename T>
constexpr double_word<T> operator-(double_word<T> a, double_word<T> b) {
  return a + -b;
}

template <typename T>
constexpr double_word<T> operator*(double_word<T> a, T b) {
  const double_word<T> product = two_product(a.hi, b);
  return fast_two_sum(product.hi, product.lo + a.lo * b);
}

template <typename T>
constexpr double_word<T> operator*(double_word<T> a, double_word<T> b) {
  const double_word<T> product = two_product(a.hi, b.hi);
  return fast_two_sum(product.hi, product.lo + (a.hi * b.lo + a.lo * b.hi));
}

/// a / b by long division with two digits and a correction.
template <typename T>
constexpr double_word<T> operator/(double_word<T> a, double_word<T> b) {
  const T first = a.hi / b.hi;
  const double_word<T> remainder = a - b * first;
  const T second = remainder.hi / b.hi;
  const T third = (remainder - b * second).hi / b.hi;
  return fast_two_sum(first, second) + third;
}

/// a 2^n for a small n, exactly.
template <typename T>
constexpr double_word<T> times_power_of_two(double_word<T> a, int n) {
  const T factor = power_of_two<T>(n);
  return {a.hi * factor, a.lo * factor};
}

/// sum of c[k] z^k by Horner's rule: the first Exact terms in double words, the rest, which must be small, in T.
template <int Exact, typename T, std::size_t N>
constexpr double_word<T> polynomial(const double_word<T> (&c)[N], int terms, double_word<T> z) {
  T tail = 0;
  for (int k = terms - 1; k >= Exact; --k) tail = tail * z.hi + c[k].hi;
  double_word<T> sum = z * tail + c[Exact - 1];
  for (int k = Exact - 2; k >= 0; --k) sum = sum * z + c[k];
  return sum;
}

}  // namespace nabla::constant_math::detail
