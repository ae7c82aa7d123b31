// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/expression/refused.hpp>

namespace nabla::detail {

// Formulas with one step, as a seminar writes them: to see what a step does. check_grad() extrapolates over many.

/// (f(x + h) - f(x)) / h, with an error of order h.
template <class F, class T>
constexpr T forward_difference(F f, T x, T h) {
  return (f(x + h) - f(x)) / h;
}
/// (f(x + h) - f(x - h)) / 2 h, with an error of order h²: smallest near h = eps^(1/3) |x|, where it is about eps^(2/3).
template <class F, class T>
constexpr T central_difference(F f, T x, T h) {
  return (f(x + h) - f(x - h)) / (2 * h);
}
/// Six values, with an error of order h⁶: smallest near h = eps^(1/7) |x|.
template <class F, class T>
constexpr T sixth_order_difference(F f, T x, T h) {
  return (45 * (f(x + h) - f(x - h)) - 9 * (f(x + 2 * h) - f(x - 2 * h)) + (f(x + 3 * h) - f(x - 3 * h))) / (60 * h);
}
/// Im f(x + i h) / h, without a difference and so without cancellation: J. N. Lyness, C. B. Moler, Numerical differentiation of analytic functions, SIAM
/// J. Numer. Anal. 4 (1967). f takes complex numbers and is analytic: no abs, max or comparison in it. `complex_step<std::complex<double>>(f, x)`.
template <class Complex, class F, class T>
T complex_step(F f, T x, T h = T(1e-30L)) {
  return f(Complex(x, h)).imag() / h;
}

// clang-format off
#define NABLA_DETAIL_DIFFERENCES "nabla: a difference takes a function of numbers, a point and a step of one type: central_difference(f, 0.7, 1e-5)"
NABLA_DETAIL_REFUSED(NABLA_DETAIL_DIFFERENCES, forward_difference(...))
NABLA_DETAIL_REFUSED(NABLA_DETAIL_DIFFERENCES, central_difference(...))
NABLA_DETAIL_REFUSED(NABLA_DETAIL_DIFFERENCES, sixth_order_difference(...))
NABLA_DETAIL_REFUSED("nabla: complex_step names the complex type: complex_step<std::complex<double>>(f, 0.7)", complex_step(...))
#undef NABLA_DETAIL_DIFFERENCES
// clang-format on

}  // namespace nabla::detail

namespace nabla {
using detail::forward_difference, detail::central_difference, detail::sixth_order_difference, detail::complex_step;
}
