// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/exponential.hpp>
#include <nabla/support/libm.hpp>

namespace nabla::detail {

// Products, quotients and differences where a zero is a zero, whatever stands beside it: 0 · inf = 0, 0 / 0 = 0, inf - inf = 0.
// They are what derivatives need at the edges of a domain. The names are those of TensorFlow and SciPy.

struct multiply_no_nan_rule : packet_function<2> {
  static constexpr auto text = "multiply_no_nan";
  static constexpr auto latex = "#1 \\, #2";
  static constexpr int zero_operand = 1;
  static constexpr value_range range{.finite = true};
  static constexpr auto code = operation_code::multiply_no_nan;
  NABLA_DETAIL_SHORT static constexpr auto value(auto u, auto v) { return clear_where(v == decltype(v)(0), u * v); }
  static constexpr auto extends(auto u, auto v) { return u * v; }
  static constexpr auto partials(auto u, auto v, auto) { return partial(v, u); }
  static constexpr auto rewrites(auto u, auto v) { return rewrite(multiply_no_nan(1_c / u, v), xdivy(v, u)); }
};
/// u v, and 0 where v = 0 even if u is infinite or NaN.
template <Expression A, Expression B>
  requires shapes_agree<multiply_no_nan_rule, A, B>
constexpr node_of<multiply_no_nan_rule, A, B> multiply_no_nan(A, B) { return {}; }

struct subtract_no_nan_rule : packet_function<2> {
  static constexpr auto text = "subtract_no_nan";
  static constexpr auto latex = "#1 - #2";
  static constexpr value_range range{.finite = true};
  NABLA_DETAIL_SHORT static constexpr auto value(auto u, auto v) { return clear_where(u == v, u - v); }
  static constexpr auto extends(auto u, auto v) { return u - v; }
  static constexpr auto partials(auto, auto, auto) { return partial(1_c, c<-1>); }
};
/// u - v, and 0 where u = v even if both are infinite.
template <Expression A, Expression B>
  requires shapes_agree<subtract_no_nan_rule, A, B>
constexpr node_of<subtract_no_nan_rule, A, B> subtract_no_nan(A, B) { return {}; }

struct xdivy_rule : packet_function<2> {
  static constexpr auto text = "xdivy";
  static constexpr auto latex = "\\frac{#1}{#2}";
  static constexpr int zero_operand = 0;
  static constexpr interval domain[] = {{-3, 3}, {0.5, 3}};
  NABLA_DETAIL_SHORT static constexpr auto value(auto u, auto v) { return clear_where(u == decltype(u)(0), u / v); }
  static constexpr auto extends(auto u, auto v) { return u / v; }
  static constexpr auto partials(auto, auto v, auto r) { return partial(1_c / v, -xdivy(r, v)); }
};
/// u / v, and 0 where u = 0 even if v = 0.
template <Expression A, Expression B>
  requires shapes_agree<xdivy_rule, A, B>
constexpr node_of<xdivy_rule, A, B> xdivy(A, B) { return {}; }

struct xlogy_rule : packet_function<2> {
  static constexpr auto text = "xlogy";
  static constexpr auto latex = "#1 \\, \\log\\left(#2\\right)";
  using families = families_of<products_with_logarithms>;
  static constexpr int zero_operand = 0;
  static constexpr interval domain[] = {{-3, 3}, {0.01, 100}};
  NABLA_DETAIL_RUNS static constexpr auto value(auto t, auto p) {
    using libm::log;
    return clear_where(t == decltype(t)(0), t * log(p));
  }
  static constexpr auto extends(auto t, auto p) { return t * log(p); }
  static constexpr auto partials(auto t, auto p, auto) { return partial(log(p), xdivy(t, p)); }
};
/// t log(p), and 0 where t = 0; the derivative by p is 0 there too.
template <Expression T, Expression P>
  requires shapes_agree<xlogy_rule, T, P>
constexpr node_of<xlogy_rule, T, P> xlogy(T, P) { return {}; }

struct xlog1py_rule : packet_function<2> {
  static constexpr auto text = "xlog1py";
  static constexpr auto latex = "#1 \\, \\log\\left(1 + #2\\right)";
  using families = families_of<products_with_logarithms>;
  static constexpr int zero_operand = 0;
  static constexpr interval domain[] = {{-3, 3}, {-0.99, 100}};
  NABLA_DETAIL_RUNS static constexpr auto value(auto t, auto p) {
    return clear_where(t == decltype(t)(0), t * log1p_rule::value(p));
  }
  static constexpr auto extends(auto t, auto p) { return t * log(1_c + p); }
  static constexpr auto partials(auto t, auto p, auto) { return partial(log1p(p), xdivy(t, 1_c + p)); }
};
/// t log(1 + p), and 0 where t = 0; the derivative by p is 0 there too.
template <Expression T, Expression P>
  requires shapes_agree<xlog1py_rule, T, P>
constexpr node_of<xlog1py_rule, T, P> xlog1py(T, P) { return {}; }

}  // namespace nabla::detail

namespace nabla {
using detail::multiply_no_nan, detail::xdivy, detail::xlogy, detail::subtract_no_nan, detail::xlog1py;
}
