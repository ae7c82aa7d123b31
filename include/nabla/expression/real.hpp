// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/expression/symbol.hpp>

#include <bit>

namespace nabla::detail {

/// A double that is a constant as it is, by its bits: what is no short fraction of whole numbers. The passes compute nothing with it, so that it is
/// rounded nowhere: it is a leaf like a symbol, and a constant for the derivative.
template <std::int64_t Bits>
struct real_constant : without_value {
  NABLA_DETAIL_ALSO_WRONG_CALL
  NABLA_DETAIL_CALLED_BY_NAME(real_constant)
};

inline constexpr operation real_operation{.text = "real", .id = key_of("real"), .code = operation_code::real};

/// The bits of a double, as the value of a leaf: a fraction with denominator 0, which no arithmetic of fractions takes.
constexpr rational bits_of(double value) { return {std::bit_cast<std::int64_t>(value), 0}; }
constexpr double real_value(const rational& bits) { return std::bit_cast<double>(bits.numerator); }
/// Infinity, NaN or a zero?
constexpr bool is_no_number_of_algebra(const rational& bits) {
  const std::uint64_t size = static_cast<std::uint64_t>(bits.numerator) << 1;
  return size == 0 || size >= std::uint64_t{0x7ff} << 53;
}
constexpr key real_key(const rational& bits) { return mix(real_operation.id, static_cast<key>(bits.numerator)); }

constexpr facts facts_of_real(const rational& bits) {
  facts f;
  f.op = &real_operation;
  f.value = bits;
  f.id = real_key(bits);
  f.second_id = mix(static_cast<key>(bits.numerator), real_operation.id);
  return f;
}
template <std::int64_t Bits>
inline constexpr facts facts_of<real_constant<Bits>> = facts_of_real({Bits, 0});

/// The double as a fraction, if a short one is exactly that: 3, 0.5, -1.25; with it the passes compute. Not -0: that is no fraction.
constexpr checked_rational short_fraction(double value) {
  constexpr double largest = 9007199254740992;  // 2^53: whole numbers up to there are exact
  if (!(value >= -largest && value <= largest) || std::bit_cast<std::uint64_t>(value) == std::uint64_t{1} << 63) return {};
  std::int64_t denominator = 1;
  for (; static_cast<double>(static_cast<std::int64_t>(value)) != value; value *= 2, denominator *= 2)
    if (denominator == 1024) return {};
  return reduced(static_cast<std::int64_t>(value), denominator);
}

/// A double as a template argument, by its bits: clang 14 takes no double.
struct real_number {
  std::int64_t bits;
  template <class N>
    requires std::is_arithmetic_v<N>
  constexpr real_number(N value) : bits(std::bit_cast<std::int64_t>(static_cast<double>(value))) {}
};

template <real_number Number>
constexpr auto real_expression() {
  constexpr double value = std::bit_cast<double>(Number.bits);
  constexpr checked_rational fraction = short_fraction(value);
  if constexpr (fraction.fits) return constant<fraction.value.numerator, fraction.value.denominator>{};
  else return real_constant<Number.bits>{};
}
/// `exact<0.1>`: the double 0.1 as an exact constant, unlike 0.1_c, which is one tenth; `exact<1e-300>`, `exact<-0.0>`, infinity. `exact<0.5>` is 0.5_c.
template <real_number Number>
inline constexpr auto exact = real_expression<Number>();

}  // namespace nabla::detail

namespace nabla {
using detail::exact;
}
