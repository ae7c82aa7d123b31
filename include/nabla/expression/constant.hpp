// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/expression/symbol.hpp>

namespace nabla::detail {

#define NABLA_DETAIL_OVER_ZERO "nabla: a constant with denominator 0"
#define NABLA_DETAIL_TOO_LONG "nabla: this constant does not fit into 64 bits"

template <std::int64_t Numerator, std::int64_t Denominator>
struct lowest_terms {
  static_assert(Denominator != 0, NABLA_DETAIL_OVER_ZERO);
  static constexpr checked_rational value = reduced(Numerator, Denominator);
  static_assert(value.fits, NABLA_DETAIL_TOO_LONG);
  using type = constant<value.value.numerator, value.value.denominator>;
};

/// `c<3>`, `c<1, 3>`: an exact constant that is part of the type.
template <std::int64_t Numerator, std::int64_t Denominator = 1>
inline constexpr typename lowest_terms<Numerator, Denominator>::type c{};

/// Value of the digits of a literal such as 2, 0.5, 1'000, 2.5e-3; what does not fit has fits == false.
constexpr checked_rational parse_decimal(const char* digits, int size) {
  checked_rational result{{0, 1}, true};
  bool fraction = false;
  for (int i = 0; i < size; ++i) {
    char symbol = digits[i];
    if (symbol == '\'') continue;
    if (symbol == '.') {
      fraction = true;
      continue;
    }
    if (symbol == 'e' || symbol == 'E') {
      bool negative = digits[++i] == '-';
      if (digits[i] == '-' || digits[i] == '+') ++i;
      int exponent = 0;
      for (; i < size; ++i) exponent = exponent * 10 + (digits[i] - '0');
      for (int k = 0; k < exponent && result.fits; ++k) result = product_of(result.value, negative ? rational{1, 10} : rational{10, 1});
      return result;
    }
    if (symbol < '0' || symbol > '9') return {};
    if (__builtin_mul_overflow(result.value.numerator, 10, &result.value.numerator)) return {};
    if (__builtin_add_overflow(result.value.numerator, symbol - '0', &result.value.numerator)) return {};
    if (fraction && __builtin_mul_overflow(result.value.denominator, 10, &result.value.denominator)) return {};
  }
  return reduced(result.value.numerator, result.value.denominator);
}

// clang-format off
NABLA_DETAIL_REFUSAL(literal_refused, "nabla: _c takes decimal literals whose numerator and denominator fit into 64 bits: of pi 18 digits, 3.14159265358979324_c")
// clang-format on
template <char... Digits>
struct literal_constant {
  static constexpr char digits[] = {Digits...};
  static constexpr checked_rational value = parse_decimal(digits, sizeof...(Digits));
  using type = std::conditional_t<value.fits, constant<value.value.numerator, value.value.denominator>, literal_refused>;
};

/// `2_c`, `0.5_c`, `1e-3_c`: exact, 0.1_c is one tenth.
template <char... Digits>
constexpr typename literal_constant<Digits...>::type operator""_c() {
  if constexpr (literal_constant<Digits...>::value.fits) return {};
  else NABLA_DETAIL_NO_RESULT;
}

}  // namespace nabla::detail

namespace nabla {
using detail::c, detail::operator""_c;
}
