// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/hyperbolic_tangent.hpp>
#include <nabla/rules/powers.hpp>
#include <nabla/rules/squares.hpp>
#include <nabla/support/libm.hpp>

namespace nabla::detail {

struct sinh_rule : packet_function<1> {
  static constexpr auto text = "sinh";
  static constexpr value_range range{.finite = true, .strict = true, .grows = true};
  static constexpr int parity = -1;
  static constexpr auto latex = "\\sinh";
  NABLA_DETAIL_RUNS static constexpr auto value(auto u) {
    using libm::sinh;
    return sinh(u);
  }
  static constexpr auto partials(auto u, auto) { return partial(cosh(u)); }
};
/// Hyperbolic sine.
template <Expression A>
constexpr node_of<sinh_rule, A> sinh(A) { return {}; }

struct cosh_rule : packet_function<1> {
  static constexpr auto text = "cosh";
  static constexpr value_range range{.finite = true, .strict = true, .positive = true, .grows = true};
  static constexpr int parity = 1;
  static constexpr auto latex = "\\cosh";
  NABLA_DETAIL_RUNS static constexpr auto value(auto u) {
    using libm::cosh;
    return cosh(u);
  }
  static constexpr auto partials(auto u, auto) { return partial(sinh(u)); }
};
/// Hyperbolic cosine.
template <Expression A>
constexpr node_of<cosh_rule, A> cosh(A) { return {}; }

// 1 / cosh, of which the derivative is a number where cosh overflows.
struct reciprocal_cosh_rule : function<1> {  // internal
  static constexpr auto text = "reciprocal_cosh";
  static constexpr auto latex = "\\frac{1}{\\cosh\\left(#1\\right)}";
  static constexpr value_range range{.finite = true, .keeps_nan = true, .bounded = true};
  static constexpr int parity = 1;
  NABLA_DETAIL_RUNS static constexpr auto value(auto u) {
    using libm::cosh;
    return decltype(u)(1) / cosh(u);
  }
  static constexpr auto meaning(auto u) { return 1_c / cosh(u); }
  static constexpr auto partials(auto u, auto v) { return partial(-(tanh(u) * v)); }
};
template <Expression A>
constexpr node_of<reciprocal_cosh_rule, A> reciprocal_cosh(A) { return {}; }

// u / cosh(v), likewise.
struct over_cosh_rule : function<2> {  // internal
  static constexpr auto text = "over_cosh";
  static constexpr auto definition(auto u, auto v) { return u / cosh(v); }
  static constexpr auto partials(auto, auto v, auto r) { return partial(reciprocal_cosh(v), -(tanh(v) * r)); }
};
template <Expression A, Expression B>
constexpr node_of<over_cosh_rule, A, B> over_cosh(A, B) { return {}; }

// u / sinh(v), likewise.
struct over_sinh_rule : function<2> {  // internal
  static constexpr auto text = "over_sinh";
  static constexpr interval domain[] = {{-3, 3}, {0.2, 3}};
  static constexpr auto definition(auto u, auto v) { return u / sinh(v); }
  static constexpr auto partials(auto, auto v, auto r) { return partial(over_sinh(1_c, v), -(r / tanh(v))); }
};
template <Expression A, Expression B>
constexpr node_of<over_sinh_rule, A, B> over_sinh(A, B) { return {}; }

// sinh / cosh and cosh / sinh as they are written: not defined where both are infinite. Their derivatives are no differences of two that are nearly equal.
struct sinh_over_cosh_rule : function<1> {  // internal
  static constexpr auto text = "sinh_over_cosh";
  static constexpr auto definition(auto u) { return sinh(u) / cosh(u); }
  static constexpr auto partials(auto u, auto) { return partial(sq(reciprocal_cosh(u))); }
};
template <Expression A>
constexpr node_of<sinh_over_cosh_rule, A> sinh_over_cosh(A) { return {}; }
struct cosh_over_sinh_rule : function<1> {  // internal
  static constexpr auto text = "cosh_over_sinh";
  static constexpr interval domain[] = {{0.2, 3}};
  static constexpr auto definition(auto u) { return cosh(u) / sinh(u); }
  static constexpr auto partials(auto u, auto) { return partial(-sq(over_sinh(1_c, u))); }
};
template <Expression A>
constexpr node_of<cosh_over_sinh_rule, A> cosh_over_sinh(A) { return {}; }

// u / sqrt(1 + u²), whose derivative is no difference of two that are nearly equal; 1 or -1 where u is infinite.
struct algebraic_sigmoid_rule : function<1> {  // internal
  static constexpr auto text = "algebraic_sigmoid";
  static constexpr value_range range{.finite = true, .of_numbers = true};
  static constexpr int parity = -1;
  static constexpr auto definition(auto u) { return direction_cosine(u, 1_c, unit_hypot(u)); }
  static constexpr auto meaning(auto u) { return u / unit_hypot(u); }
  static constexpr auto partials(auto u, auto) { return partial(pow(unit_hypot(u), constant_beside<-3>(u))); }
};
template <Expression A>
constexpr node_of<algebraic_sigmoid_rule, A> algebraic_sigmoid(A) { return {}; }

// u / sqrt(u² + v²), likewise.
struct over_hypot_rule : function<2> {  // internal
  static constexpr auto text = "over_hypot";
  static constexpr value_range range{.of_numbers = true};
  static constexpr interval domain[] = {{0.2, 3}, {0.2, 3}};
  static constexpr auto definition(auto u, auto v) { return u / hypot(u, v); }
  static constexpr auto partials(auto u, auto v, auto cosine) {
    auto r = hypot(u, v);
    auto sine = direction_cosine(v, u, r);
    return partial(sine * (sine / r), -(cosine * sine / r));
  }
};
template <Expression A, Expression B>
  requires shapes_agree<over_hypot_rule, A, B>
constexpr node_of<over_hypot_rule, A, B> over_hypot(A, B) { return {}; }

// u / (1 + u), and of |u|, likewise.
struct share_rule : function<1> {  // internal
  static constexpr auto text = "share";
  static constexpr interval domain[] = {{0.01, 100}};
  static constexpr auto definition(auto u) { return u / (1_c + u); }
  static constexpr auto partials(auto u, auto) { return partial(sq(1_c / (1_c + u))); }
};
template <Expression A>
constexpr node_of<share_rule, A> share(A) { return {}; }
struct signed_share_rule : function<1> {  // internal
  static constexpr auto text = "signed_share";
  static constexpr value_range range{.finite = true, .of_numbers = true};
  static constexpr int parity = -1;
  static constexpr auto definition(auto u) { return u / (1_c + abs(u)); }
  static constexpr auto partials(auto u, auto) { return partial(sq(1_c / (1_c + abs(u)))); }
};
template <Expression A>
constexpr node_of<signed_share_rule, A> signed_share(A) { return {}; }

// u / (exp(v) - 1), of which the derivative is a number where exp overflows: -u exp(v) / (exp(v) - 1)² = r / (exp(-v) - 1).
struct over_expm1_rule : function<2> {  // internal
  static constexpr auto text = "over_expm1";
  static constexpr interval domain[] = {{-3, 3}, {0.2, 3}};
  static constexpr auto definition(auto u, auto v) { return u / expm1(v); }
  static constexpr auto partials(auto, auto v, auto r) { return partial(over_expm1(1_c, v), over_expm1(r, -v)); }
};
template <Expression A, Expression B>
constexpr node_of<over_expm1_rule, A, B> over_expm1(A, B) { return {}; }

struct asinh_rule : packet_function<1> {
  static constexpr auto text = "asinh";
  static constexpr value_range range{.finite = true, .strict = true};
  static constexpr int parity = -1;
  NABLA_DETAIL_RUNS static constexpr auto value(auto u) {
    using libm::asinh;
    return asinh(u);
  }
  static constexpr auto partials(auto u, auto) { return partial(1_c / unit_hypot(u)); }
};
/// Inverse hyperbolic sine.
template <Expression A>
constexpr node_of<asinh_rule, A> asinh(A) { return {}; }

// sqrt(u² - 1), which does not overflow, of which acosh' is made.
struct sinh_of_acosh_rule : packet_function<1> {  // internal
  static constexpr auto text = "sinh_of_acosh";
  static constexpr auto latex = "\\sqrt{#1^{2} - 1}";
  static constexpr interval domain[] = {{1.01, 100}};
  NABLA_DETAIL_RUNS static constexpr auto value(auto u) {
    using libm::sqrt;
    return sqrt(u - decltype(u)(1)) * sqrt(u + decltype(u)(1));
  }
  static constexpr auto meaning(auto u) { return sqrt(u - 1_c) * sqrt(u + 1_c); }
  static constexpr auto partials(auto u, auto) { return partial(coth_of_acosh(u)); }
};
/// sqrt(u² - 1), exact to rounding near 1.
template <Expression A>
constexpr node_of<sinh_of_acosh_rule, A> sinh_of_acosh(A) { return {}; }

// u / sqrt(u² - 1), 1 where u is infinite.
struct coth_of_acosh_rule : function<1> {  // internal
  static constexpr auto text = "coth_of_acosh";
  static constexpr auto latex = "\\frac{#1}{\\sqrt{#1^{2} - 1}}";
  static constexpr interval domain[] = {{1.01, 100}};
  static constexpr value_range range{.of_numbers = true};
  static constexpr auto definition(auto u) { return direction_cosine(u, 1_c, sinh_of_acosh(u)); }
  static constexpr auto meaning(auto u) { return u / sinh_of_acosh(u); }
  static constexpr auto partials(auto u, auto) { return partial(-pow(sinh_of_acosh(u), constant_beside<-3>(u))); }
};
template <Expression A>
constexpr node_of<coth_of_acosh_rule, A> coth_of_acosh(A) { return {}; }

struct acosh_rule : packet_function<1> {
  static constexpr auto text = "acosh";
  static constexpr value_range range{.never_infinite = true, .strict = true, .not_negative = true};
  static constexpr interval domain[] = {{1.01, 100}};
  NABLA_DETAIL_RUNS static constexpr auto value(auto u) {
    using libm::acosh;
    return acosh(u);
  }
  static constexpr auto partials(auto u, auto) { return partial(1_c / sinh_of_acosh(u)); }
};
/// NaN below 1; acosh'(1) = +inf.
template <Expression A>
constexpr node_of<acosh_rule, A> acosh(A) { return {}; }

struct atanh_rule : packet_function<1> {
  static constexpr auto text = "atanh";
  static constexpr value_range range{.strict = true};
  static constexpr int parity = -1;
  static constexpr interval domain[] = {{-0.99, 0.99}};
  NABLA_DETAIL_RUNS static constexpr auto value(auto u) {
    using libm::atanh;
    return atanh(u);
  }
  static constexpr auto partials(auto u, auto) { return partial(1_c / one_minus_square(u)); }
};
/// NaN outside [-1, 1], +-inf and of infinite derivative at +-1.
template <Expression A>
constexpr node_of<atanh_rule, A> atanh(A) { return {}; }

}  // namespace nabla::detail

namespace nabla {
using detail::sinh, detail::cosh, detail::reciprocal_cosh, detail::asinh, detail::acosh, detail::sinh_of_acosh,
    detail::atanh;
}
