// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

namespace nabla::detail {

/// An exact constant numerator / denominator: denominator > 0, no common factor.
// No initialisers, so that lists of nodes get room without making each of them.
struct rational {
  std::int64_t numerator;
  std::int64_t denominator;
  friend constexpr bool operator==(const rational&, const rational&) = default;
};

constexpr std::int64_t greatest_common_divisor(std::int64_t a, std::int64_t b) {
  while (b != 0) {
    std::int64_t rest = a % b;
    a = b;
    b = rest;
  }
  return a < 0 ? -a : a;
}

/// A result that may not fit into 64 bits; then the caller leaves the operation to run time.
struct checked_rational {
  rational value{0, 1};
  bool fits = false;
};

constexpr checked_rational reduced(std::int64_t numerator, std::int64_t denominator) {
  if (denominator == 0 || numerator == INT64_MIN || denominator == INT64_MIN) return {};
  std::int64_t common = greatest_common_divisor(numerator, denominator);
  if (denominator < 0) common = -common;
  return {{numerator / common, denominator / common}, true};
}

constexpr checked_rational negated(const rational& a) {
  if (a.numerator == INT64_MIN) return {};
  return {{-a.numerator, a.denominator}, true};
}

constexpr checked_rational sum_of(const rational& a, const rational& b) {
  std::int64_t left = 0, right = 0, numerator = 0, denominator = 0;
  const std::int64_t common = a.denominator == b.denominator ? a.denominator : greatest_common_divisor(a.denominator, b.denominator);
  if (__builtin_mul_overflow(a.numerator, b.denominator / common, &left) || __builtin_mul_overflow(b.numerator, a.denominator / common, &right) ||
      __builtin_add_overflow(left, right, &numerator) || __builtin_mul_overflow(a.denominator / common, b.denominator, &denominator))
    return {};
  return reduced(numerator, denominator);
}

constexpr checked_rational product_of(const rational& a, const rational& b) {
  std::int64_t numerator = 0, denominator = 0;
  if (!__builtin_mul_overflow(a.numerator, b.numerator, &numerator) && !__builtin_mul_overflow(a.denominator, b.denominator, &denominator)) return reduced(numerator, denominator);
  const checked_rational first = reduced(a.numerator, b.denominator), second = reduced(b.numerator, a.denominator);
  if (!first.fits || !second.fits || __builtin_mul_overflow(first.value.numerator, second.value.numerator, &numerator) || __builtin_mul_overflow(first.value.denominator, second.value.denominator, &denominator))
    return {};
  return reduced(numerator, denominator);
}

constexpr checked_rational quotient_of(const rational& a, const rational& b) {
  if (b.numerator == 0 || b.numerator == INT64_MIN) return {};
  return product_of(a, b.numerator < 0 ? rational{-b.denominator, -b.numerator} : rational{b.denominator, b.numerator});
}

}  // namespace nabla::detail
