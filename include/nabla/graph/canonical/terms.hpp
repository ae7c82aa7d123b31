// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/support/list.hpp>
#include <nabla/support/rational.hpp>

#include <cstdint>

namespace nabla::detail {

/// coefficient · node
struct term {
  rational coefficient{1, 1};
  int node = -1;
};
/// node ^ exponent, exponent ≥ 1; below a fraction bar or above.
struct power {
  int node = -1;
  std::int64_t exponent = 1;
  bool below = false;
};

/// constant + Σ coefficient · node, sorted by key, each node once.
struct sum_of_terms {
  rational constant{0, 1};
  list<term> terms;
  bool fits = true;  ///< no coefficient has left 64 bits

  constexpr void add_constant(const rational& value) {
    const checked_rational sum = sum_of(constant, value);
    constant = sum.value;
    fits = fits && sum.fits;
  }
};

/// coefficient · Π node ^ exponent / Π node ^ exponent, sorted by key, each node once above and once below.
struct product_of_powers {
  rational coefficient{1, 1};
  list<power> powers;
  bool fits = true;

  constexpr void multiply(const checked_rational& factor) {
    const checked_rational product = product_of(coefficient, factor.value);
    coefficient = product.value;
    fits = fits && factor.fits && product.fits;
  }
};

constexpr checked_rational power_of(const rational& base, std::int64_t exponent) {
  checked_rational result{{1, 1}, true};
  if (base.denominator == 1 && (base.numerator == 1 || base.numerator == -1)) return {{exponent % 2 == 0 ? 1 : base.numerator, 1}, true};  // of any size; others soon leave 64 bits
  for (std::int64_t i = 0; i < (exponent < 0 ? -exponent : exponent) && result.fits; ++i) result = product_of(result.value, base);
  return exponent < 0 && result.fits ? quotient_of({1, 1}, result.value) : result;
}

}  // namespace nabla::detail
