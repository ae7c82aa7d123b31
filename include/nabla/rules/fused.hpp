// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/function.hpp>
#include <nabla/support/libm.hpp>

namespace nabla::detail {

// What the last passes write for the machine; nobody differentiates or compares these. A product and the sum that reads it as one expression, so that the compiler may fuse them where its flags allow that:
// clang contracts within an expression only. For numbers these are the same operations as before.

/// u v + w
template <class T>
NABLA_DETAIL_SHORT constexpr T multiply_add(const T& u, const T& v, const T& w) {
  return u * v + w;
}
/// u v - w
template <class T>
NABLA_DETAIL_SHORT constexpr T multiply_subtract(const T& u, const T& v, const T& w) {
  return u * v - w;
}
/// w - u v
template <class T>
NABLA_DETAIL_SHORT constexpr T subtract_product(const T& u, const T& v, const T& w) {
  return w - u * v;
}

struct multiply_add_rule : arithmetic_function<3> {
  static constexpr auto text = "multiply_add";
  static constexpr bool has_formulas = false;
  NABLA_DETAIL_SHORT static constexpr auto value(auto u, auto v, auto w) { return multiply_add(u, v, w); }
};
struct multiply_subtract_rule : arithmetic_function<3> {
  static constexpr auto text = "multiply_subtract";
  static constexpr bool has_formulas = false;
  NABLA_DETAIL_SHORT static constexpr auto value(auto u, auto v, auto w) { return multiply_subtract(u, v, w); }
};
struct subtract_product_rule : arithmetic_function<3> {
  static constexpr auto text = "subtract_product";
  static constexpr bool has_formulas = false;
  NABLA_DETAIL_SHORT static constexpr auto value(auto u, auto v, auto w) { return subtract_product(u, v, w); }
};

/// u v for a difference from what was made of it, or from another product where a digit decides: u v - maximum(u v), and u v - w z of equal products, are then 0, and not what rounding took away.
struct rounded_product_rule : short_function<2> {
  static constexpr auto text = "rounded_product";
  static constexpr bool has_formulas = false;
  NABLA_DETAIL_SHORT static constexpr auto value(auto u, auto v) { return detail::rounded_first(decltype(u)(u * v)); }
};

/// u: what is bound, as a result that does not lie where it was bound.
struct copied_rule : short_function<1> {
  static constexpr auto text = "copied";
  static constexpr bool has_formulas = false;
  NABLA_DETAIL_SHORT static constexpr auto value(auto u) { return u; }
};

/// c u for a condition c: 0 where it does not hold, even if u is infinite.
struct masked_rule : short_function<2> {
  static constexpr auto text = "masked";
  static constexpr bool has_formulas = false;
  NABLA_DETAIL_SHORT static constexpr auto value(auto c, auto u) { return clear_where(c == decltype(c)(0), u); }
};

/// max(u, v) and min(u, v) for a u that is not NaN.
struct max_of_number_rule : short_function<2> {
  static constexpr auto text = "max_of_number";
  static constexpr bool has_formulas = false;
  static constexpr bool chooses = true;
  NABLA_DETAIL_SHORT static constexpr auto value(auto u, auto v) { return larger(u, v); }
};
struct min_of_number_rule : short_function<2> {
  static constexpr auto text = "min_of_number";
  static constexpr bool has_formulas = false;
  static constexpr bool chooses = true;
  NABLA_DETAIL_SHORT static constexpr auto value(auto u, auto v) { return smaller(u, v); }
};

/// where(u < v, 0, u - v) for a u that is not negative.
struct excess_rule : short_function<2> {
  static constexpr auto text = "excess";
  static constexpr bool has_formulas = false;
  NABLA_DETAIL_SHORT static constexpr auto value(auto u, auto v) { return u - smaller(u, v); }
};
/// huber_slope(r, delta) for a positive number delta.
struct huber_slope_by_number_rule : short_function<2> {
  static constexpr auto text = "huber_slope_by_number";
  static constexpr bool has_formulas = false;
  NABLA_DETAIL_SHORT static constexpr auto value(auto r, auto delta) { return smaller(delta, larger(-delta, r)); }
};

/// s sigmoid_complement(e, s): a NaN of s need not go through the minimum.
struct sigmoid_slope_rule : packet_function<2> {
  static constexpr auto text = "sigmoid_slope";
  static constexpr bool has_formulas = false;
  NABLA_DETAIL_SHORT static constexpr auto value(auto e, auto s) {
    using T = decltype(e);
    if constexpr (is_ordered<T>) return s * smaller(T(e * s), T(1));
    else return s * (e * s);
  }
};

/// heaviside(u - v), right for equal infinities too.
struct heaviside_difference_rule : short_function<2> {
  static constexpr auto text = "heaviside_difference";
  static constexpr bool has_formulas = false;
  NABLA_DETAIL_RUNS static constexpr auto value(auto u, auto v) {
    using T = decltype(u);
    if constexpr (requires { T::heaviside_of_difference(u, v); }) return T::heaviside_of_difference(u, v);
    return compared(u, v);
  }
};

/// c heaviside(u - v) for a number c.
struct scaled_step_rule : short_function<3> {
  static constexpr auto text = "scaled_step";
  static constexpr bool has_formulas = false;
  NABLA_DETAIL_RUNS static constexpr auto value(auto u, auto v, auto c) { return compared(u, v, c); }
};

/// 1 - u: heaviside(b - a) where heaviside(a - b) is known.
struct complement_rule : arithmetic_function<1> {
  static constexpr auto text = "complement";
  static constexpr bool has_formulas = false;
  NABLA_DETAIL_SHORT static constexpr auto value(auto u) { return decltype(u)(1) - u; }
};

/// u / v for a number v of which i = 1 / v is known: where either is large products might lose digits, or leave the range of the numbers, and it is divided.
struct quotient_by_number_rule : arithmetic_function<3> {
  static constexpr auto text = "quotient_by_number";
  static constexpr bool has_formulas = false;
  NABLA_DETAIL_RUNS static constexpr auto value(auto u, auto v, auto i) {
    using T = decltype(u);
    if constexpr (!is_ordered<T>) return u / v;
    else return select_rare(is_divided(v, i), T(u * i), [&] { return T(u / v); });
  }
  /// A loop asks once for all elements.
  NABLA_DETAIL_RUNS static constexpr auto is_divided(auto v, auto i) {
    using libm::abs;
    using T = decltype(v);
    return larger(T(abs(v)), T(abs(i))) >= T(1e37);
  }
};

/// divide_no_nan(u, r) for a length r of which i = 1 / r is known: where that is no number far from 1 it is divided.
struct quotient_by_inverse_rule : packet_function<3> {
  static constexpr auto text = "quotient_by_inverse";
  static constexpr bool has_formulas = false;
  NABLA_DETAIL_RUNS static constexpr auto value(auto u, auto r, auto i) {
    using T = decltype(u);
    if constexpr (!is_ordered<T>) return select(r == T(0), T(0), T(u * i));
    else return select_rare(is_divided(r, i), T(u * i), [&] { return select(r == T(0), T(0), T(u / r)); });
  }
  NABLA_DETAIL_RUNS static constexpr auto is_divided(auto r, auto) { return is_outside(r, decltype(r)(1e-12), decltype(r)(1e19)); }
};

/// The length of a vector of three: as hypot has it, but NaN where an element is, beside an infinity too.
struct length_rule : packet_function<3> {
  static constexpr auto text = "length";
  static constexpr bool has_formulas = false;
  NABLA_DETAIL_RUNS static constexpr auto value(auto u, auto v, auto w) {
    using libm::hypot, libm::sqrt;
    using T = decltype(u);
    const T squares = u * u + v * v + w * w;
    if constexpr (!is_ordered<T>) return sqrt(squares);
    else return select_rare(is_outside(squares, T(1e-24), T(1e38)), T(sqrt(squares)), [&] { return select(squares == squares, T(hypot(T(hypot(u, v)), w)), squares); });
  }
};

}  // namespace nabla::detail
