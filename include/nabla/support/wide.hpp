// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/support/rational.hpp>

#include <limits>
#include <type_traits>

namespace nabla::detail {

/// Has T more digits than a literal of a rule, as the numbers of Boost.Multiprecision have?
template <class T>
inline constexpr bool is_wide = std::numeric_limits<T>::is_specialized && !std::numeric_limits<T>::is_integer && !std::is_floating_point_v<T> &&
    (std::numeric_limits<T>::digits10 > 18 || !std::numeric_limits<T>::is_bounded);

/// A small fraction, or 0 / 1 where a / b is none.
constexpr rational small_quotient(const rational& a, const rational& b) {
  const std::int64_t up = detail::greatest_common_divisor(a.numerator, b.numerator), down = detail::greatest_common_divisor(a.denominator, b.denominator);
  const std::int64_t parts[] = {a.numerator / up, b.denominator / down, a.denominator / down, b.numerator / up};
  for (const std::int64_t part : parts)
    if (part > 1000 || part < -1000) return {0, 1};
  return {parts[0] * parts[1], parts[2] * parts[3]};
}

// Rules write irrational numbers as fractions that have the digits of a long double. Wider scalars compute what is meant, and small multiples of it.
inline constexpr rational two_over_sqrt_pi{3852926924707797, 3414567582477941}, minus_half_log_2_pi{-2207203425278420, 2401905400115391},
    sqrt_8_over_pi{5128586298955651, 3213864856461848}, gelu_cubic{555178376767057, 7780531234865524}, sqrt_2{5964153172084899, 4217293152016490},
    sqrt_half{4217293152016490, 5964153172084899};

template <class T>
T wide_constant(const rational& value) {
  const auto fraction = [](const rational& r) -> T { return static_cast<T>(r.numerator) / static_cast<T>(r.denominator); };
  const auto pi = []() -> T { return 4 * atan(T(1)); };
  if (value.numerator == 0 || value.denominator <= 1) return static_cast<T>(value.numerator);
  if (const rational k = detail::small_quotient(value, two_over_sqrt_pi); k.numerator != 0) return fraction(k) * 2 / sqrt(pi());
  if (const rational k = detail::small_quotient(value, minus_half_log_2_pi); k.numerator != 0) return fraction(k) * -log(T(2 * pi())) / 2;
  if (const rational k = detail::small_quotient(value, sqrt_8_over_pi); k.numerator != 0) return fraction(k) * sqrt(T(8 / pi()));
  if (const rational k = detail::small_quotient(value, gelu_cubic); k.numerator != 0) return fraction(k) * 44715 / 1000000 * sqrt(T(8 / pi()));
  if (const rational k = detail::small_quotient(value, sqrt_2); k.numerator != 0) return fraction(k) * sqrt(T(2));
  if (const rational k = detail::small_quotient(value, sqrt_half); k.numerator != 0) return fraction(k) / sqrt(T(2));
  return fraction(value);
}

}  // namespace nabla::detail
