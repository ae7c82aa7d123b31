// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// Functions of one operand as a careful person writes them: value, and derivative from what the value has found already.
#pragma once

#include <nabla/rules/all_rules.hpp>

#include <cmath>

namespace benchmarks {

template <class Rule> struct by_hand {};

// u is the operand, r the value
#define BY_HAND(RULE, VALUE, SLOPE)                                                             \
  template <> struct by_hand<nabla::detail::RULE##_rule> {                                      \
    static double value(double u) { return VALUE; }                                             \
    static double slope([[maybe_unused]] double u, [[maybe_unused]] double r) { return SLOPE; } \
  };

BY_HAND(negate, -u, -1)
BY_HAND(abs, std::abs(u), u > 0 ? 1 : (u < 0 ? -1 : 0))
BY_HAND(floor, std::floor(u), 0)
BY_HAND(sq, u * u, 2 * u)
BY_HAND(inv, 1 / u, -r * r)
BY_HAND(sqrt, std::sqrt(u), 0.5 / r)
BY_HAND(rsqrt, 1 / std::sqrt(u), -0.5 * r / u)
BY_HAND(cbrt, std::cbrt(u), 1 / (3 * r * r))
BY_HAND(exp, std::exp(u), r)
BY_HAND(expm1, std::expm1(u), std::exp(u))
BY_HAND(log, std::log(u), 1 / u)
BY_HAND(log1p, std::log1p(u), 1 / (1 + u))
BY_HAND(exp2, std::exp2(u), r * 0.69314718055994530942)
BY_HAND(log2, std::log2(u), 1.4426950408889634074 / u)
BY_HAND(log10, std::log10(u), 0.43429448190325182765 / u)
BY_HAND(sin, std::sin(u), std::cos(u))
BY_HAND(cos, std::cos(u), -std::sin(u))
BY_HAND(tan, std::tan(u), 1 + r * r)
BY_HAND(asin, std::asin(u), 1 / std::sqrt((1 - u) * (1 + u)))
BY_HAND(acos, std::acos(u), -1 / std::sqrt((1 - u) * (1 + u)))
BY_HAND(atan, std::atan(u), 1 / (1 + u * u))
BY_HAND(sinh, std::sinh(u), std::cosh(u))
BY_HAND(cosh, std::cosh(u), std::sinh(u))
BY_HAND(tanh, std::tanh(u), 1 - r * r)
BY_HAND(asinh, std::asinh(u), 1 / std::sqrt(1 + u * u))
BY_HAND(acosh, std::acosh(u), 1 / std::sqrt((u - 1) * (u + 1)))
BY_HAND(atanh, std::atanh(u), 1 / ((1 - u) * (1 + u)))
BY_HAND(erf, std::erf(u), 1.1283791670955125739 * std::exp(-u * u))
BY_HAND(erfc, std::erfc(u), -1.1283791670955125739 * std::exp(-u * u))
BY_HAND(normal_pdf, 0.39894228040143267794 * std::exp(-0.5 * u * u), -u * r)
BY_HAND(normal_cdf, 0.5 * std::erfc(-0.70710678118654752440 * u), 0.39894228040143267794 * std::exp(-0.5 * u * u))
BY_HAND(sigmoid, 1 / (1 + std::exp(-u)), r * (1 - r))
BY_HAND(log_sigmoid, (u < 0 ? u : 0) - std::log1p(std::exp(-std::abs(u))), 1 / (1 + std::exp(u)))
BY_HAND(softplus, (u > 0 ? u : 0) + std::log1p(std::exp(-std::abs(u))), 1 / (1 + std::exp(-u)))
BY_HAND(relu, u > 0 ? u : 0, u > 0 ? 1 : 0)
BY_HAND(silu, u / (1 + std::exp(-u)), (u == 0 ? 0.5 : r / u) * (1 + u - r))
BY_HAND(hardtanh, u > 1 ? 1 : (u < -1 ? -1 : u), u > -1 && u < 1 ? 1 : 0)

#undef BY_HAND

}  // namespace benchmarks
