// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// Double-word arithmetic: the unevaluated sum hi + lo of two T has about 2p digits. Error-free sums are Knuth's and
// Dekker's, the exact product is Dekker's with Veltkamp's splitting; the combined operations and their bounds are those of
// Joldes, Muller and Popescu, "Tight and rigorous error bounds for basic building blocks of double-word arithmetic" (2017).
// Operands stay within about 2^+-(max_exponent/2): the callers scale, so that no splitting overflows.

#include <nabla/support/constant_math/scaling.hpp>

namespace nabla::detail::constant_math::parts {

template <typename T>
struct double_word {
  T hi;
  T lo = 0;
};

// Several variables share a declaration below as clang counts statements against its limit on constant evaluation.

/// a + b exactly, for |a| >= |b| or a = 0.
template <typename T>
constexpr double_word<T> fast_two_sum(T a, T b) {
  return {a + b, b - ((a + b) - a)};
}

/// a + b exactly.
template <typename T>
constexpr double_word<T> two_sum(T a, T b) {
  const T sum = a + b, b_part = sum - a;
  return {sum, (a - (sum - b_part)) + (b - b_part)};
}

/// Multiplication by it splits a number in two halves of at most p/2 digits.
template <typename T>
inline constexpr T splitter = power_of_two<T>((digits<T> + 1) / 2) + 1;

/// a b exactly, unless the low word underflows.
template <typename T>
constexpr double_word<T> two_product(T a, T b) {
  const T product = a * b, a_scaled = splitter<T> * a, b_scaled = splitter<T> * b,  //
      a_hi = a_scaled - (a_scaled - a), a_lo = a - a_hi, b_hi = b_scaled - (b_scaled - b), b_lo = b - b_hi;
  return {product, ((a_hi * b_hi - product) + a_hi * b_lo + a_lo * b_hi) + a_lo * b_lo};
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
  const double_word<T> high = two_sum(a.hi, b.hi), low = two_sum(a.lo, b.lo), sum = fast_two_sum(high.hi, high.lo + low.hi);
  return fast_two_sum(sum.hi, low.lo + sum.lo);
}

template <typename T>
constexpr double_word<T> operator-(double_word<T> a, double_word<T> b) {
  return a + double_word<T>{-b.hi, -b.lo};
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

/// a times a power of two, exactly.
template <typename T>
constexpr double_word<T> times_power_of_two(double_word<T> a, T power) {
  return {a.hi * power, a.lo * power};
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

}  // namespace nabla::detail::constant_math::parts
