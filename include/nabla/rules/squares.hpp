// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/exponential.hpp>
#include <nabla/support/wide.hpp>

namespace nabla::detail {

// log(1 + u²), u / (1 + u²) and the slope of that, (1 - u²) / (1 + u²)², where squares overflow, too: beyond 1e15 the 1 is nothing beside them.
struct log1p_square_rule : packet_function<1> {  // internal
  static constexpr auto text = "log1p_square";
  static constexpr auto latex = "\\log\\left(1 + #1^{2}\\right)";
  static constexpr value_range range{.finite = true, .keeps_nan = true, .not_negative = true};
  static constexpr int parity = 1;
  NABLA_DETAIL_RUNS static constexpr auto value(auto u) {
    using libm::abs;
    using T = decltype(u);
    const T square = u * u;
    if constexpr (is_wide<T> || !is_ordered<T>) return log1p_rule::value(square);
    else return T(select(square > T(1e30), T(2), T(1)) * log1p_rule::value(T(select(square > T(1e30), T(abs(u)), square))));
  }
  static constexpr auto meaning(auto u) { return log(1_c + u * u); }
  static constexpr auto partials(auto u, auto) { return partial(2_c * over_one_more_square(u)); }
};
template <Expression A>
constexpr node_of<log1p_square_rule, A> log1p_square(A) { return {}; }
struct over_one_more_square_rule : packet_function<1> {  // internal
  static constexpr auto text = "over_one_more_square";
  static constexpr auto latex = "\\frac{#1}{1 + #1^{2}}";
  static constexpr value_range range{.finite = true, .keeps_nan = true};
  static constexpr int parity = -1;
  NABLA_DETAIL_RUNS static constexpr auto value(auto u) {
    using T = decltype(u);
    const T square = u * u;
    if constexpr (is_wide<T> || !is_ordered<T>) return T(u / T(T(1) + square));
    else return T(select(square > T(1e30), T(1), u) / select(square > T(1e30), u, T(T(1) + square)));
  }
  static constexpr auto meaning(auto u) { return u / (1_c + u * u); }
  static constexpr auto partials(auto u, auto) { return partial(slope_over_one_more_square(u)); }
};
template <Expression A>
constexpr node_of<over_one_more_square_rule, A> over_one_more_square(A) { return {}; }
struct slope_over_one_more_square_rule : packet_function<1> {  // internal
  static constexpr auto text = "slope_over_one_more_square";
  static constexpr value_range range{.finite = true, .keeps_nan = true};
  static constexpr int parity = 1;
  NABLA_DETAIL_RUNS static constexpr auto value(auto u) {
    using T = decltype(u);
    const T square = u * u, share = T(1) / T(T(1) + square), difference = T(T(1) - u) * T(T(1) + u) * share;
    if constexpr (is_wide<T> || !is_ordered<T>) return T(difference * share);
    else return T(select(square > T(1e30), T(-1), difference) * share);
  }
  static constexpr auto meaning(auto u) { return (1_c - u * u) / ((1_c + u * u) * (1_c + u * u)); }
  // 2 u (u² - 3) / (1 + u²)³
  static constexpr auto partials(auto u, auto) {
    auto share = 1_c / (1_c + sq(u));
    return partial(2_c * (over_one_more_square(u) * (share * (1_c - constant_beside<4>(u) * share))));
  }
};
template <Expression A>
constexpr node_of<slope_over_one_more_square_rule, A> slope_over_one_more_square(A) { return {}; }

/// The logarithm of a sum of squares and its slopes, where squares leave the range, too: there they are those of its square root, which hypot makes of u, ….
struct sum_of_squares {
  /// Do squares leave the normal numbers, of float too? Of registers their sum and its inverse are asked, which the slopes have.
  template <class T>
  NABLA_DETAIL_RUNS static constexpr auto leave_range(const T& squares) {
    if constexpr (is_machine_number<T>) return is_outside(squares, T(1e-30), T(1e30));
    else return smaller(squares, T(T(1) / squares)) < T(1e-30);
  }
  /// In two steps: clang would fuse one of the products with the sum, another one where u and v change places, and what are the same squares would be computed twice.
  template <class T>
  NABLA_DETAIL_RUNS static constexpr T of(const T& u, const T& v) {
    const T square = u * u, other = v * v;
    return square + other;
  }
  template <class T>
  NABLA_DETAIL_RUNS static constexpr T root(const T& u, const T& v) {
    using libm::hypot;
    return T(hypot(u, v));
  }
  template <class T>
  NABLA_DETAIL_RUNS static constexpr T root(const T& u, const T& v, const T& w) {
    return root(root(u, v), w);
  }
  template <class T, class... U>
  NABLA_DETAIL_RUNS static constexpr T logarithm(const T& squares, const U&... u) {
    using libm::log;
    if constexpr (!is_ordered<T>) return T(log(squares));
    else return select_rare(leave_range(squares), T(log(squares)), [&] { return select(squares == squares, T(T(2) * log(root(u...))), squares); });
  }
  /// u / squares
  template <class T, class... V>
  NABLA_DETAIL_RUNS static constexpr T share(const T& squares, const T& u, const V&... v) {
    const T inverse = T(1) / squares;  // which all slopes share
    if constexpr (!is_ordered<T>) return T(u * inverse);
    else
      return select_rare(leave_range(squares), T(u * inverse), [&] {
        const T length = root(u, v...);
        return select(squares == squares, T(T(u / length) / length), squares);
      });
  }
};

// log(u² + v²) and u / (u² + v²)
struct log_of_squares_rule : packet_function<2>, sum_of_squares {  // internal
  static constexpr auto text = "log_of_squares";
  static constexpr auto latex = "\\log\\left(#1^{2} + #2^{2}\\right)";
  static constexpr value_range range{.strict = true};
  static constexpr bool commutative = true;
  NABLA_DETAIL_RUNS static constexpr auto value(auto u, auto v) {
    return logarithm(of(u, v), u, v);
  }
  static constexpr auto meaning(auto u, auto v) { return log(u * u + v * v); }
  static constexpr auto partials(auto u, auto v, auto) { return partial(2_c * over_squares(u, v), 2_c * over_squares(v, u)); }
};
template <Expression A, Expression B>
  requires shapes_agree<log_of_squares_rule, A, B>
constexpr node_of<log_of_squares_rule, A, B> log_of_squares(A, B) { return {}; }
struct over_squares_rule : packet_function<2>, sum_of_squares {  // internal
  static constexpr auto text = "over_squares";
  static constexpr auto latex = "\\frac{#1}{#1^{2} + #2^{2}}";
  static constexpr interval domain[] = {{0.2, 3}, {0.2, 3}};
  NABLA_DETAIL_RUNS static constexpr auto value(auto u, auto v) {
    return share(of(u, v), u, v);
  }
  static constexpr auto meaning(auto u, auto v) { return u / (u * u + v * v); }
  static constexpr auto partials(auto u, auto v, auto p) {
    auto q = over_squares(v, u);
    return partial(q * q - p * p, -2_c * (p * q));
  }
};
template <Expression A, Expression B>
  requires shapes_agree<over_squares_rule, A, B>
constexpr node_of<over_squares_rule, A, B> over_squares(A, B) { return {}; }

// The same of three.
struct log_of_three_squares_rule : packet_function<3>, sum_of_squares {  // internal
  static constexpr auto text = "log_of_three_squares";
  static constexpr auto latex = "\\log\\left(#1^{2} + #2^{2} + #3^{2}\\right)";
  static constexpr value_range range{.strict = true};
  NABLA_DETAIL_RUNS static constexpr auto value(auto u, auto v, auto w) {
    return logarithm(decltype(u)(u * u + v * v + w * w), u, v, w);
  }
  static constexpr auto meaning(auto u, auto v, auto w) { return log(u * u + v * v + w * w); }
  static constexpr auto partials(auto u, auto v, auto w, auto) { return partial(2_c * over_three_squares(u, v, w), 2_c * over_three_squares(v, w, u), 2_c * over_three_squares(w, u, v)); }
};
template <Expression A, Expression B, Expression C>
  requires shapes_agree<log_of_three_squares_rule, A, B, C>
constexpr node_of<log_of_three_squares_rule, A, B, C> log_of_three_squares(A, B, C) { return {}; }
struct over_three_squares_rule : packet_function<3>, sum_of_squares {  // internal
  static constexpr auto text = "over_three_squares";
  static constexpr auto latex = "\\frac{#1}{#1^{2} + #2^{2} + #3^{2}}";
  static constexpr interval domain[] = {{0.2, 3}, {0.2, 3}, {0.2, 3}};
  NABLA_DETAIL_RUNS static constexpr auto value(auto u, auto v, auto w) {
    return share(decltype(u)(u * u + v * v + w * w), u, v, w);
  }
  static constexpr auto meaning(auto u, auto v, auto w) { return u / (u * u + v * v + w * w); }
  static constexpr auto partials(auto u, auto v, auto w, auto p) {
    auto q = over_three_squares(v, w, u);
    auto r = over_three_squares(w, u, v);
    return partial(q * q + r * r - p * p, -2_c * (p * q), -2_c * (p * r));
  }
};
template <Expression A, Expression B, Expression C>
  requires shapes_agree<over_three_squares_rule, A, B, C>
constexpr node_of<over_three_squares_rule, A, B, C> over_three_squares(A, B, C) { return {}; }

// log(1 + u² + v²)
struct log1p_squares_rule : packet_function<2> {  // internal
  static constexpr auto text = "log1p_squares";
  static constexpr auto latex = "\\log\\left(1 + #1^{2} + #2^{2}\\right)";
  static constexpr value_range range{.finite = true, .strict = true, .keeps_nan = true, .not_negative = true};
  static constexpr bool commutative = true;
  NABLA_DETAIL_RUNS static constexpr auto value(auto u, auto v) {
    using libm::hypot, libm::log;
    using T = decltype(u);
    const T squares = u * u + v * v, usual = log1p_rule::value(squares);
    if constexpr (!is_ordered<T>) return usual;
    else return select_rare(squares > T(1e30), usual, [&] { return T(T(2) * log(T(hypot(u, v)))); });
  }
  static constexpr auto meaning(auto u, auto v) { return log(1_c + u * u + v * v); }
  static constexpr auto partials(auto u, auto v, auto) { return partial(2_c * over_three_squares(u, v, 1_c), 2_c * over_three_squares(v, u, 1_c)); }
};
template <Expression A, Expression B>
  requires shapes_agree<log1p_squares_rule, A, B>
constexpr node_of<log1p_squares_rule, A, B> log1p_squares(A, B) { return {}; }

}  // namespace nabla::detail
