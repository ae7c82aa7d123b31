// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/no_nan.hpp>
#include <nabla/support/libm.hpp>
#include <nabla/support/wide.hpp>

namespace nabla::detail {

struct sq_rule : packet_function<1> {
  static constexpr auto text = "sq";
  static constexpr value_range range{.finite = true, .strict = true, .not_negative = true, .keeps_zero = true};
  static constexpr auto latex = "#1^{2}";
  static constexpr auto definition(auto u) { return u * u; }
  static constexpr auto partials(auto u, auto) { return partial(2_c * u); }
};
/// u u
template <Expression A>
constexpr node_of<sq_rule, A> sq(A) { return {}; }

struct inv_rule : packet_function<1> {
  static constexpr auto text = "inv";
  using families = families_of<fractions_of_exponentials, fractions_of_several_exponentials, fractions_of_sums_of_exponentials, fractions_of_powers<2>, fractions_of_powers<10>, fractions_of_weighted_exponentials, fractions_of_exponentials_less_a_number, fractions_of_weighted_sums, fractions_of_hyperbolics, fractions_by_expm1, fractions_beside_exponentials, fractions_beside_exponentials_in_differences, fractions_beside_multiples>;
  static constexpr auto latex = "#1^{-1}";
  static constexpr interval domain[] = {{0.2, 3}};
  static constexpr auto definition(auto u) { return 1_c / u; }
  static constexpr auto partials(auto, auto v) { return partial(-(v * v)); }
};
/// 1 / u
template <Expression A>
constexpr node_of<inv_rule, A> inv(A) { return {}; }

struct sqrt_rule : packet_function<1> {
  static constexpr auto text = "sqrt";
  static constexpr value_range range{.never_infinite = true, .strict = true, .not_negative = true, .of_numbers = true, .keeps_zero = true};
  using families = families_of<roots_of_squares<root_form::root>, roots_of_three_squares<root_form::root>, roots_of_norms<root_form::root>, roots_of_means<root_form::root>, roots_of_multiples<root_form::root>, roots_beside_exponentials<root_form::root>>;
  static constexpr auto latex = "\\sqrt{#1}";
  static constexpr interval domain[] = {{0.01, 100}};
  NABLA_DETAIL_SHORT static constexpr auto value(auto u) {
    using libm::sqrt;
    return sqrt(u);
  }
  static constexpr auto meaning(auto u) { return pow(u, constant_beside<1, 2>(u)); }
  static constexpr auto partials(auto, auto v) { return partial(0.5_c / v); }
};
/// sqrt'(0) = +inf
template <Expression A>
constexpr node_of<sqrt_rule, A> sqrt(A) { return {}; }

struct rsqrt_rule : packet_function<1> {
  static constexpr auto text = "rsqrt", cuda = "rsqrt";
  using families = families_of<roots_of_squares<root_form::reciprocal>, roots_of_three_squares<root_form::reciprocal>, roots_of_norms<root_form::reciprocal>, roots_of_means<root_form::reciprocal>, roots_of_multiples<root_form::reciprocal>, roots_beside_exponentials<root_form::reciprocal>>;
  static constexpr value_range range{.keeps_nan = true, .of_numbers = true};
  static constexpr auto latex = "\\frac{1}{\\sqrt{#1}}";
  static constexpr interval domain[] = {{0.01, 100}};
  NABLA_DETAIL_RUNS static constexpr auto value(auto u) {
    using libm::sqrt;
    return decltype(u)(1) / sqrt(u);
  }
  static constexpr auto meaning(auto u) { return 1_c / pow(u, constant_beside<1, 2>(u)); }
  static constexpr auto partials(auto u, auto v) { return partial(c<-1, 2> * v / u); }
};
/// 1 / sqrt(u); rsqrt(0) = +inf, rsqrt'(0) = -inf
template <Expression A>
constexpr node_of<rsqrt_rule, A> rsqrt(A) { return {}; }

struct cbrt_rule : packet_function<1> {
  static constexpr auto text = "cbrt";
  static constexpr value_range range{.finite = true, .strict = true, .steep = true};
  static constexpr auto latex = "\\sqrt[3]{#1}";
  static constexpr int parity = -1;
  static constexpr interval domain[] = {{0.1, 100}};
  NABLA_DETAIL_RUNS_IN_PLACE static constexpr auto value(auto u) {
    using libm::cbrt;
    return cbrt(u);
  }
  static constexpr auto partials(auto, auto v) { return partial(c<1, 3> * (1_c / v) * (1_c / v)); }
};
/// The real cube root, of negative numbers too; cbrt'(0) = +inf
template <Expression A>
constexpr node_of<cbrt_rule, A> cbrt(A) { return {}; }

struct pow_rule : packet_function<2> {
  static constexpr auto text = "pow";
  using families = families_of<powers_of_exponentials, powers_of_sums_of_exponentials, powers_beside_exponentials, fractions_beside_multiples, roots_of_squares<root_form::power>, roots_of_three_squares<root_form::power>, roots_of_norms<root_form::power>, roots_of_means<root_form::power>, roots_of_multiples<root_form::power>, roots_beside_exponentials<root_form::power>, roots_of_squares<root_form::reciprocal_power>, roots_of_three_squares<root_form::reciprocal_power>, roots_of_norms<root_form::reciprocal_power>, roots_of_means<root_form::reciprocal_power>, roots_of_multiples<root_form::reciprocal_power>, roots_beside_exponentials<root_form::reciprocal_power>>;
  static constexpr auto code = operation_code::power;
  static constexpr interval domain[] = {{0.2, 3}, {-3, 3}};
  NABLA_DETAIL_RUNS static constexpr auto value(auto u, auto v) {
    using libm::pow;
    return pow(u, v);
  }
  static constexpr auto partials(auto u, auto v, auto) { return partial(multiply_no_nan(pow(u, v - 1_c), v), pow_log(u, v, 1_c)); }
};
/// u^v as std::pow has it: pow(u, 0) = 1, NaN for u < 0 unless v is an integer. A constant integer exponent of 2 to 8, or of -2 to -8,
/// becomes multiplications. The derivative by u is 0 where v = 0, and that by v is 0 where u = 0 < v.
template <Expression A, Expression B>
  requires shapes_agree<pow_rule, A, B>
constexpr node_of<pow_rule, A, B> pow(A, B) { return {}; }

// u^v log(u)^n for a whole constant n, 0 where u^v is: derivatives of u^v by v, which are right at u = 0 in every order.
struct pow_log_rule : function<3> {  // internal
  static constexpr auto text = "pow_log";
  static constexpr auto latex = "#1^{#2} \\, \\log^{#3}\\left(#1\\right)";
  static constexpr auto definition(auto u, auto v, auto n) { return multiply_no_nan(pow(log(u), n), pow(u, v)); }
  static constexpr auto extends(auto u, auto v, auto n) { return pow(u, v) * pow(log(u), n); }
  static constexpr auto partials(auto u, auto v, auto n, auto) {
    return partial(multiply_no_nan(pow_log(u, v - 1_c, n), v) + multiply_no_nan(pow_log(u, v - 1_c, n - 1_c), n), pow_log(u, v, n + 1_c), 0_c);
  }
  static constexpr auto rewrites(auto u, auto v, auto) { return rewrite(pow_log(u, v, 0_c), pow(u, v)); }
};
/// u^v log(u), the slope of pow by the exponent.
template <Expression A, Expression B, Expression N>
  requires shapes_agree<pow_log_rule, A, B, N>
constexpr node_of<pow_log_rule, A, B, N> pow_log(A, B, N) { return {}; }

struct fma_rule : packet_function<3> {
  static constexpr auto text = "fma";
  static constexpr value_range range{.finite = true, .strict = true};
  NABLA_DETAIL_RUNS static constexpr auto value(auto u, auto v, auto w) {
    using libm::fma;
    if constexpr (requires { fma(u, v, w); }) return fma(u, v, w);
    else return u * v + w;  // complex numbers
  }
  static constexpr auto meaning(auto u, auto v, auto w) { return u * v + w; }
  static constexpr auto partials(auto u, auto v, auto, auto) { return partial(v, u, 1_c); }
};
/// u v + w elementwise, rounded once.
template <Expression A, Expression B, Expression C>
  requires shapes_agree<fma_rule, A, B, C>
constexpr node_of<fma_rule, A, B, C> fma(A, B, C) { return {}; }

// u / r for r = hypot(u, v): 0 at the origin, 1 or -1 where both are infinite. All of the derivative is by u and v: v² / r³ and -u v / r³, where the chain rule through r would
// take nearly equal numbers from each other.
struct direction_cosine_rule : packet_function<3> {  // internal
  static constexpr auto text = "direction_cosine";
  static constexpr auto latex = "\\frac{#1}{#3}";
  static constexpr value_range range{.finite = true};
  NABLA_DETAIL_RUNS static constexpr auto value(auto u, auto, auto r) {
    using T = decltype(u);
    if constexpr (!is_ordered<T>) return u / r;
    else if constexpr (is_machine_number<T>) {
      const T quotient = u / r;  // which a formula may have itself
      return select_rare(is_outside(r, T(1e-12), T(1e19)), quotient, [&] { return careful(u, r); });  // of r, which all cosines share: one comparison for them
    } else return careful(u, r);
  }
  /// At the origin and at infinity too.
  template <class T>
  NABLA_DETAIL_RUNS static constexpr T careful(const T& u, const T& r) {
    const T sign = select(u > T(0), T(1), select(u < T(0), T(-1), u));  // of 0 it is 0, of NaN it is NaN
    return select(sign * u == r, sign, u / r);
  }
  static constexpr auto extends(auto u, auto, auto r) { return u / r; }
  static constexpr auto partials(auto u, auto v, auto r, auto cosine) {
    auto sine = direction_cosine(v, u, r);
    return partial(sine * divide_no_nan(sine, r), -divide_no_nan(cosine * sine, r), 0_c);
  }
};
/// u / sqrt(u² + v²), and 0 at the origin, given that root: the slopes of hypot.
template <Expression A, Expression B, Expression R>
  requires shapes_agree<direction_cosine_rule, A, B, R>
constexpr node_of<direction_cosine_rule, A, B, R> direction_cosine(A, B, R) { return {}; }

/// The same of an r of which i = 1 / r is known, which the last passes write: nobody differentiates it.
struct direction_cosine_by_inverse_rule : packet_function<3> {  // internal
  static constexpr auto text = "direction_cosine_by_inverse";
  static constexpr bool has_formulas = false;
  NABLA_DETAIL_RUNS static constexpr auto value(auto u, auto r, auto i) {
    using T = decltype(u);
    if constexpr (!is_ordered<T>) return u * i;
    else return select_rare(is_outside(r, T(1e-12), T(1e19)), T(u * i), [&] { return direction_cosine_rule::careful(u, r); });
  }
};

// The same in space, r = norm3d(u, v, w).
struct direction_cosine_in_space_rule : packet_function<4> {  // internal
  static constexpr auto text = "direction_cosine_in_space";
  static constexpr auto latex = "\\frac{#1}{#4}";
  static constexpr value_range range{.finite = true};
  NABLA_DETAIL_RUNS static constexpr auto value(auto u, auto v, auto, auto r) { return direction_cosine_rule::value(u, v, r); }
  static constexpr auto extends(auto u, auto, auto, auto r) { return u / r; }
  static constexpr auto partials(auto u, auto v, auto w, auto r, auto cosine) {
    auto second = direction_cosine_in_space(v, w, u, r);
    auto third = direction_cosine_in_space(w, u, v, r);
    return partial(second * divide_no_nan(second, r) + third * divide_no_nan(third, r), -divide_no_nan(cosine * second, r), -divide_no_nan(cosine * third, r), 0_c);
  }
};
template <Expression A, Expression B, Expression C, Expression R>
  requires shapes_agree<direction_cosine_in_space_rule, A, B, C, R>
constexpr node_of<direction_cosine_in_space_rule, A, B, C, R> direction_cosine_in_space(A, B, C, R) { return {}; }

struct hypot_rule : packet_function<2> {
  static constexpr auto text = "hypot";
  static constexpr value_range range{.finite = true, .strict = true, .not_negative = true, .of_numbers = true};
  static constexpr auto latex = "\\sqrt{#1^2 + #2^2}";
  using families = families_of<lengths_in_space>;
  static constexpr bool commutative = true;
  NABLA_DETAIL_RUNS static constexpr auto value(auto u, auto v) {
    using libm::hypot, libm::sqrt;
    using T = decltype(u);
    const T squares = u * u + v * v;
    if constexpr (!is_ordered<T>) return sqrt(squares);
    else return select_rare(is_outside(squares, T(1e-24), T(1e38)), T(sqrt(squares)), [&] { return T(hypot(u, v)); });  // between these, for float too, a square that underflows is nothing beside the other one
  }
  static constexpr auto meaning(auto u, auto v) { return pow(u * u + v * v, constant_beside<1, 2>(u)); }
  static constexpr auto partials(auto u, auto v, auto r) { return partial(direction_cosine(u, v, r), direction_cosine(v, u, r)); }
};
/// sqrt(u^2 + v^2) without undue overflow; both derivatives are 0 at the origin.
template <Expression A, Expression B>
  requires shapes_agree<hypot_rule, A, B>
constexpr node_of<hypot_rule, A, B> hypot(A, B) { return {}; }

// hypot(1, u) without a call and a choice: beyond 1e15 the 1 is nothing beside the square.
struct unit_hypot_rule : packet_function<1> {  // internal
  static constexpr auto text = "unit_hypot";
  static constexpr value_range range{.finite = true, .strict = true, .positive = true, .of_numbers = true};
  static constexpr auto latex = "\\sqrt{1 + #1^{2}}";
  static constexpr int parity = 1;
  NABLA_DETAIL_RUNS static constexpr auto value(auto u) {
    using libm::abs, libm::sqrt;
    using T = decltype(u);
    const T square = u * u;
    if constexpr (is_wide<T> || !is_ordered<T>) return T(sqrt(T(T(1) + square)));
    else return select(square < T(1e30), T(sqrt(T(1) + square)), T(abs(u)));
  }
  static constexpr auto meaning(auto u) { return pow(1_c + u * u, constant_beside<1, 2>(u)); }
  static constexpr auto partials(auto u, auto) { return partial(algebraic_sigmoid(u)); }
};
template <Expression A>
constexpr node_of<unit_hypot_rule, A> unit_hypot(A) { return {}; }

struct norm3d_rule : packet_function<3> {
  static constexpr auto text = "norm3d";
  static constexpr value_range range{.finite = true, .strict = true, .not_negative = true, .of_numbers = true};
  static constexpr auto latex = "\\sqrt{#1^2 + #2^2 + #3^2}";
  static constexpr bool commutative = true;
  NABLA_DETAIL_RUNS static constexpr auto value(auto u, auto v, auto w) {
    using libm::hypot, libm::sqrt;
    using T = decltype(u);
    const T squares = u * u + v * v + w * w;
    if constexpr (!is_ordered<T>) return sqrt(squares);
    else return select_rare(is_outside(squares, T(1e-24), T(1e38)), T(sqrt(squares)), [&] { return T(hypot(T(hypot(u, v)), w)); });  // as in hypot
  }
  static constexpr auto meaning(auto u, auto v, auto w) { return pow(u * u + v * v + w * w, constant_beside<1, 2>(u)); }
  static constexpr auto partials(auto u, auto v, auto w, auto r) { return partial(direction_cosine_in_space(u, v, w, r), direction_cosine_in_space(v, w, u, r), direction_cosine_in_space(w, u, v, r)); }
};
/// sqrt(u^2 + v^2 + w^2) without undue overflow, by the name that CUDA gives it; all derivatives are 0 at the origin.
template <Expression A, Expression B, Expression C>
  requires shapes_agree<norm3d_rule, A, B, C>
constexpr node_of<norm3d_rule, A, B, C> norm3d(A, B, C) { return {}; }
/// The same, as the C++ library names it.
template <Expression A, Expression B, Expression C>
  requires shapes_agree<norm3d_rule, A, B, C>
constexpr node_of<norm3d_rule, A, B, C> hypot(A, B, C) { return {}; }

}  // namespace nabla::detail

namespace nabla {
using detail::sq, detail::inv, detail::sqrt, detail::pow, detail::rsqrt, detail::cbrt, detail::pow_log, detail::fma, detail::hypot, detail::norm3d,
    detail::direction_cosine;
}
