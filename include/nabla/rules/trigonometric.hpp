// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/powers.hpp>
#include <nabla/support/libm.hpp>

namespace nabla::detail {

struct sin_rule : packet_function<1> {
  static constexpr auto text = "sin";
  static constexpr value_range range{.finite = true, .strict = true, .bounded = true};
  static constexpr int parity = -1;
  static constexpr auto latex = "\\sin";
  NABLA_DETAIL_RUNS_IN_PLACE static constexpr auto value(auto u) {
    using libm::sin;
    return sin(u);
  }
  static constexpr auto partials(auto u, auto) { return partial(cos(u)); }
};
/// Sine.
template <Expression A>
constexpr node_of<sin_rule, A> sin(A) { return {}; }

struct cos_rule : packet_function<1> {
  static constexpr auto text = "cos";
  static constexpr value_range range{.finite = true, .strict = true, .bounded = true};
  static constexpr int parity = 1;
  static constexpr auto latex = "\\cos";
  NABLA_DETAIL_RUNS_IN_PLACE static constexpr auto value(auto u) {
    using libm::cos;
    return cos(u);
  }
  static constexpr auto complement(auto u) { return constant_beside<2>(u) * sq(sin(constant_beside<1, 2>(u) * u)); }
  static constexpr auto partials(auto u, auto) { return partial(-sin(u)); }
};
/// Cosine.
template <Expression A>
constexpr node_of<cos_rule, A> cos(A) { return {}; }

struct tan_rule : packet_function<1> {
  static constexpr auto text = "tan";
  static constexpr value_range range{.finite = true, .strict = true};
  static constexpr int parity = -1;
  static constexpr auto latex = "\\tan";
  static constexpr interval domain[] = {{-1.4, 1.4}};
  NABLA_DETAIL_RUNS_IN_PLACE static constexpr auto value(auto u) {
    using libm::tan;
    return tan(u);
  }
  static constexpr auto meaning(auto u) { return sin(u) / cos(u); }
  static constexpr auto partials(auto, auto v) { return partial(1_c + v * v); }
};
/// Tangent.
template <Expression A>
constexpr node_of<tan_rule, A> tan(A) { return {}; }

// 1 - u², of which asin' and atanh' are made. Of (1 - u) (1 + u) the second derivatives would have inf 0 at ±1.
struct one_minus_square_rule : packet_function<1> {  // internal
  static constexpr auto text = "one_minus_square";
  static constexpr auto latex = "1 - #1^{2}";
  static constexpr value_range range{.finite = true, .strict = true};
  static constexpr int parity = 1;
  NABLA_DETAIL_RUNS static constexpr auto value(auto u) { return (decltype(u)(1) - u) * (decltype(u)(1) + u); }
  static constexpr auto meaning(auto u) { return 1_c - u * u; }
  static constexpr auto partials(auto u, auto) { return partial(c<-2> * u); }
};
/// 1 - u², exact to rounding near ±1.
template <Expression A>
constexpr node_of<one_minus_square_rule, A> one_minus_square(A) { return {}; }

struct asin_rule : packet_function<1> {
  static constexpr auto text = "asin";
  static constexpr value_range range{.never_infinite = true, .strict = true};
  static constexpr int parity = -1;
  static constexpr auto latex = "\\arcsin";
  static constexpr interval domain[] = {{-0.99, 0.99}};
  NABLA_DETAIL_RUNS static constexpr auto value(auto u) {
    using libm::asin;
    return asin(u);
  }
  static constexpr auto partials(auto u, auto) { return partial(1_c / sqrt(one_minus_square(u))); }
};
/// In [-pi/2, pi/2], NaN outside [-1, 1]; asin'(1) = asin'(-1) = +inf.
template <Expression A>
constexpr node_of<asin_rule, A> asin(A) { return {}; }

struct acos_rule : packet_function<1> {
  static constexpr auto text = "acos";
  static constexpr value_range range{.never_infinite = true, .strict = true};
  static constexpr auto latex = "\\arccos";
  static constexpr interval domain[] = {{-0.99, 0.99}};
  NABLA_DETAIL_RUNS static constexpr auto value(auto u) {
    using libm::acos;
    return acos(u);
  }
  static constexpr auto partials(auto u, auto) { return partial(-(1_c / sqrt(one_minus_square(u)))); }
};
/// In [0, pi], NaN outside [-1, 1]; acos'(1) = acos'(-1) = -inf.
template <Expression A>
constexpr node_of<acos_rule, A> acos(A) { return {}; }

struct atan_rule : packet_function<1> {
  static constexpr auto text = "atan";
  static constexpr value_range range{.finite = true, .keeps_nan = true};
  static constexpr int parity = -1;
  static constexpr auto latex = "\\arctan";
  NABLA_DETAIL_RUNS static constexpr auto value(auto u) {
    using libm::atan;
    return atan(u);
  }
  static constexpr auto rewrites(auto u, auto v) { return rewrite(atan(u / v), atan_of_quotient(u, v), atan(inv(u)), atan_of_quotient(1_c, u)); }
  static constexpr auto partials(auto u, auto) { return partial(lorentzian(u)); }
};
/// In [-pi/2, pi/2].
template <Expression A>
constexpr node_of<atan_rule, A> atan(A) { return {}; }

// r = 1 / (1 + u²), and -r' / r = 2 u r, 0 where r is: derivatives of what is written 1 / (1 + u²) are infinity times zero where the square is infinite.
struct lorentzian_rule : function<1> {  // internal
  static constexpr auto text = "lorentzian";
  static constexpr auto latex = "\\frac{1}{1 + #1^{2}}";
  static constexpr value_range range{.finite = true, .keeps_nan = true, .not_negative = true, .bounded = true};
  static constexpr int parity = 1;
  static constexpr auto definition(auto u) { return 1_c / (1_c + u * u); }
  static constexpr auto partials(auto u, auto r) { return partial(-(lorentzian_decay(u, r) * r)); }
};
template <Expression A>
constexpr node_of<lorentzian_rule, A> lorentzian(A) { return {}; }
struct lorentzian_decay_rule : packet_function<2> {  // internal
  static constexpr auto text = "lorentzian_decay";
  static constexpr auto latex = "2 \\, #1 \\, #2";
  static constexpr value_range range{.finite = true};
  NABLA_DETAIL_RUNS static constexpr auto value(auto u, auto r) { return clear_where(r == decltype(r)(0), (u + u) * r); }
  static constexpr auto extends(auto u, auto r) { return 2_c * (u * r); }
  // r is 1 / (1 + u²): all of the derivative is by u
  static constexpr auto partials(auto, auto r, auto decay) { return partial(2_c * r - decay * decay, 0_c); }
};
template <Expression A, Expression R>
constexpr node_of<lorentzian_decay_rule, A, R> lorentzian_decay(A, R) { return {}; }

// atan(u / v), of which the slopes are numbers where the quotient or its square is infinite.
struct atan_of_quotient_rule : function<2> {  // internal
  static constexpr auto text = "atan_of_quotient";
  static constexpr auto latex = "\\arctan\\left(\\frac{#1}{#2}\\right)";
  static constexpr interval domain[] = {{-3, 3}, {0.2, 3}};
  static constexpr auto definition(auto u, auto v) { return atan(u / v); }
  static constexpr auto partials(auto u, auto v, auto) { return partial(over_squares(v, u), -over_squares(u, v)); }
};
template <Expression A, Expression B>
  requires shapes_agree<atan_of_quotient_rule, A, B>
constexpr node_of<atan_of_quotient_rule, A, B> atan_of_quotient(A, B) { return {}; }

struct atan2_rule : packet_function<2> {
  static constexpr auto text = "atan2";
  static constexpr value_range range{.finite = true, .keeps_nan = true, .signed_zero = true};
  static constexpr interval domain[] = {{0.2, 3}, {-3, 3}};
  NABLA_DETAIL_RUNS static constexpr auto value(auto y, auto x) {
    using libm::atan2;
    return atan2(y, x);
  }
  static constexpr auto partials(auto y, auto x, auto) {
    auto r = hypot(y, x);
    return partial(xdivy(direction_cosine(x, y, r), r), -xdivy(direction_cosine(y, x, r), r));
  }
};
/// The angle of the point (x, y), in [-pi, pi]; both derivatives are 0 at the origin.
template <Expression Y, Expression X>
  requires shapes_agree<atan2_rule, Y, X>
constexpr node_of<atan2_rule, Y, X> atan2(Y, X) { return {}; }

}  // namespace nabla::detail

namespace nabla {
using detail::sin, detail::cos, detail::tan, detail::asin, detail::atan, detail::one_minus_square, detail::acos, detail::atan2;
}
