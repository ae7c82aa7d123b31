// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/families_of_exponentials_and_numbers.hpp>
#include <nabla/rules/families_of_logarithms.hpp>
#include <nabla/rules/families_of_roots.hpp>

namespace nabla::detail {

// The stable forms of what is written with several functions. A square, or a half, in a pattern is one however it was written, see graph/match.hpp;
// docs/stable_forms.md lists them, and what is not simplified and why.

/// u log(v) of probabilities that have a logarithm of their own.
struct products_with_logarithms : family {
  static constexpr auto text = "products_with_logarithms";
  static constexpr bool may_occur(const facts&, const facts& v) { return mentions_one(v, 2, function_key("sigmoid"), function_key("softmax"), function_key("normal_cdf")); }
  static constexpr auto rewrites(auto u, auto v, auto, auto) {
    return rewrite(xlogy(u, sigmoid(v)), multiply_no_nan(log_sigmoid(v), u), xlogy(u, 1_c - sigmoid(v)), multiply_no_nan(log_sigmoid(-v), u),
                   xlog1py(u, -sigmoid(v)), multiply_no_nan(log_sigmoid(-v), u), xlogy(u, softmax(v)), multiply_no_nan(log_softmax(v), u),
                   xlogy(u, normal_cdf(v)), multiply_no_nan(log_normal_cdf(v), u), xlogy(u, 1_c - normal_cdf(v)), multiply_no_nan(log_normal_cdf(-v), u));
  }
};

/// Fractions with cosh or sinh below.
struct fractions_of_hyperbolics : family {
  static constexpr auto text = "fractions_of_hyperbolics";
  static constexpr bool may_occur(const facts& v) { return mentions_one(v, 1, function_key("cosh"), function_key("sinh")); }
  static constexpr bool may_occur(const facts&, const facts& v) { return may_occur(v); }
  static constexpr auto rewrites(auto u, auto v, auto, auto) {
    return rewrite(1_c / cosh(u), reciprocal_cosh(u), 1_c / sq(cosh(u)), sq(reciprocal_cosh(u)), inv(cosh(u)), reciprocal_cosh(u), inv(sq(cosh(u))), sq(reciprocal_cosh(u)),
                   sinh(u) / cosh(u), sinh_over_cosh(u), sinh(u) * reciprocal_cosh(u), sinh_over_cosh(u), cosh(u) / sinh(u), cosh_over_sinh(u), cosh(u) * over_sinh(1_c, u), cosh_over_sinh(u),
                   inv(sinh(u)), over_sinh(1_c, u), u / sinh(u), over_own_sinh(u), v / sinh(u), over_sinh(v, u), v / sq(sinh(u)), over_sinh(over_sinh(v, u), u), v / cosh(u), over_cosh(v, u), v / sq(cosh(u)), over_cosh(over_cosh(v, u), u));
  }
};

/// Fractions with exp(u) - 1 below, or above u.
struct fractions_by_expm1 : family {
  static constexpr auto text = "fractions_by_expm1";
  static constexpr bool may_occur(const facts& v) { return is_set(exponent_in(v)) && v.operands[0]->id != number_key(1, 1); }
  static constexpr bool may_occur(const facts& u, const facts& v) { return may_occur(v) || is_of(exponent_in(u), v) || is_of(exponent_in(v), u); }
  static constexpr auto rewrites(auto u, auto v, auto, auto) {
    return rewrite(u / expm1(u), bernoulli(u), -u / expm1(u), -bernoulli(u), u / expm1(-u), -bernoulli(-u), expm1(u) / u, exprel(u), expm1(-u) / u, -exprel(-u),
                   v / expm1(u), over_expm1(v, u), inv(expm1(u)), over_expm1(1_c, u), log(over_expm1(1_c, u)), -logsubexp(u, 0_c));
  }

 private:
  static constexpr bool is_of(const facts* exponent, const facts& u) { return is_set(exponent) && (exponent->id == u.id || (exponent->op->code == operation_code::negate && exponent->operands[0]->id == u.id)); }
  /// u, of exp(u) - 1 or 1 - exp(u).
  static constexpr const facts* exponent_in(const facts& f) {
    if (f.function == function_key("expm1")) return f.operands[0];
    const bool sum = f.function == function_key("+");
    if (!sum && f.function != function_key("-")) return nullptr;
    for (int k = 0; k < 2; ++k)
      if (f.operands[k]->function == function_key("exp") && f.operands[1 - k]->id == (sum ? number_key(-1, 1) : number_key(1, 1))) return f.operands[k]->operands[0];
    return nullptr;
  }
};

/// Twice a sigmoid less 1, and a sigmoid less its square.
struct differences_of_sigmoids : family {
  static constexpr auto text = "differences_of_sigmoids";
  static constexpr bool may_occur(const facts& u, const facts& v) {
    if ((v.function == function_key("sq") || v.function == function_key("hadamard")) && v.operands[0]->id == u.id) return may_have_sigmoid(u, 3);
    const bool one_last = v.id == number_key(1, 1);
    if (!one_last && u.id != number_key(1, 1)) return false;
    const facts& twice = one_last ? u : v;
    return (twice.function == function_key("hadamard") || twice.function == function_key("/")) && may_have_sigmoid(twice, 3);
  }
  static constexpr auto rewrites(auto u, auto, auto, auto) {
    return rewrite(2_c * sigmoid(u) - 1_c, tanh(0.5_c * u), 1_c - 2_c * sigmoid(u), -tanh(0.5_c * u), sigmoid(u) - sq(sigmoid(u)), sigmoid(u) * sigmoid(-u));
  }
};

/// Halves of what goes from -1 to 1.
struct halves_of_tanh : family {
  static constexpr auto text = "halves_of_tanh";
  static constexpr bool is_half(const facts& u) { return u.id == number_key(1, 2); }
  static constexpr bool has_tanh(const facts& u) { return mentions(u, function_key("tanh"), 2) || may_have_sigmoid(u, 2); }
  static constexpr bool may_occur(const facts& u, const facts& v) { return (is_half(u) && has_tanh(v)) || (is_half(v) && has_tanh(u)); }
  static constexpr auto rewrites(auto u, auto, auto, auto) {
    const auto half = constant_beside<1, 2>(u);
    return rewrite(half + half * tanh(u), sigmoid(constant_beside<2>(u) * u), half - half * tanh(u), sigmoid(constant_beside<-2>(u) * u));
  }
};
struct halves_of_erf : family {
  static constexpr auto text = "halves_of_erf";
  static constexpr bool may_occur(const facts& u, const facts& v) {
    return (halves_of_tanh::is_half(u) && mentions(v, function_key("erf"), 2)) || (halves_of_tanh::is_half(v) && mentions(u, function_key("erf"), 2));
  }
  static constexpr auto rewrites(auto u, auto, auto, auto) {
    const auto half = constant_beside<1, 2>(u);
    return rewrite(half + half * erf(u), half * erfc(-u), half - half * erf(u), half * erfc(u));
  }
};
/// What a sigmoid differs from its half.
struct halves_of_sigmoids : family {
  static constexpr auto text = "halves_of_sigmoids";
  static constexpr bool may_occur(const facts& u, const facts& v) {
    return (halves_of_tanh::is_half(u) && may_have_sigmoid(v, 2)) || (halves_of_tanh::is_half(v) && may_have_sigmoid(u, 2)) || (u.function == function_key("sigmoid") && v.function == function_key("sigmoid"));
  }
  static constexpr auto rewrites(auto u, auto, auto, auto) {
    const auto half = constant_beside<1, 2>(u);
    const auto of_half = tanh(half * u);
    return rewrite(sigmoid(u) - half, half * of_half, half - sigmoid(u), -(half * of_half), sigmoid(u) - sigmoid(-u), of_half);
  }
};

/// Exponentials that take from a tail of the normal distribution what it decays with.
struct multiples_of_tails : family {
  static constexpr auto text = "multiples_of_tails";
  static constexpr bool is_exponential(const facts& u) { return mentions(u, function_key("exp"), 2); }
  static constexpr bool is_tail(const facts& u) { return mentions(u, function_key("normal_cdf"), 2); }
  static constexpr bool may_occur(const facts& u, const facts& v) { return (is_exponential(u) && is_tail(v)) || (is_exponential(v) && is_tail(u)); }
  static constexpr auto rewrites(auto u, auto, auto, auto) {
    const auto half = constant_beside<1, 2>(u);
    const auto root = sqrt(constant_beside<2>(u));
    return rewrite(exp(half * sq(u)) * (1_c - normal_cdf(u)), half * erfcx(u / root), exp(half * sq(u)) * normal_cdf(-u), half * erfcx(u / root),
                   exp(half * sq(u)) * normal_cdf(u), half * erfcx(-u / root));
  }
};

/// Fractions of what the normal distribution has.
struct fractions_of_distributions : family {
  static constexpr auto text = "fractions_of_distributions";
  static constexpr bool is_tail(const facts& v) { return v.function == function_key("normal_cdf") || v.function == function_key("erfc") || (is_complement(v) && v.operands[1]->function == function_key("normal_cdf")); }
  static constexpr bool is_density(const facts& u) { return u.function == function_key("normal_pdf") || mentions(u, function_key("exp"), 2); }
  static constexpr bool may_occur(const facts& u, const facts& v) {
    return (is_density(u) && is_tail(v)) || (is_density(v) && is_tail(u));
  }
  static constexpr auto rewrites(auto u, auto v, auto, auto) {
    const auto root = sqrt(constant_beside<2>(u));
    const auto ratio = [&](auto w) { return root / constant_beside<3852926924707797, 3414567582477941>(u) * erfcx(w / root); };  // 2 / sqrt(pi)
    const auto half = constant_beside<1, 2>(u);
    const auto error_density = exp(-sq(u));
    return joined_rows(rewrite(normal_pdf(u) / normal_cdf(u), inverse_mills(u), normal_pdf(u) / normal_cdf(-u), inverse_mills(-u), normal_pdf(u) / (1_c - normal_cdf(u)), inverse_mills(-u),
                               (1_c - normal_cdf(u)) / normal_pdf(u), ratio(u), normal_cdf(-u) / normal_pdf(u), ratio(u), normal_cdf(u) / normal_pdf(u), ratio(-u),
                               error_density / erfc(u), reciprocal_erfcx(u), (v * error_density) / erfc(u), v * reciprocal_erfcx(u), erfc(u) / error_density, erfcx(u)),
                       of_density(u, v, exp(constant_beside<-1, 2>(u) * sq(u))), of_density(u, v, exp(-(half * sq(u)))));
  }

 private:
  /// sqrt(2 pi) times the density, as it is written.
  static constexpr auto of_density(auto u, auto v, auto density) {
    const auto root = sqrt(constant_beside<2>(u));
    const auto half = constant_beside<1, 2>(u);
    const auto over_tail = [&](auto w) { return constant_beside<2>(u) * root / constant_beside<3852926924707797, 3414567582477941>(u) * inverse_mills(w); };
    return rewrite(density / normal_cdf(u), over_tail(u), density / normal_cdf(-u), over_tail(-u), density / (1_c - normal_cdf(u)), over_tail(-u),
                   (v * density) / normal_cdf(u), v * over_tail(u), (v * density) / normal_cdf(-u), v * over_tail(-u), (v * density) / (1_c - normal_cdf(u)), v * over_tail(-u),
                   normal_cdf(u) / density, half * erfcx(-u / root), normal_cdf(-u) / density, half * erfcx(u / root), (1_c - normal_cdf(u)) / density, half * erfcx(u / root));
  }
};

/// Is the exponent that of a root, or of its reciprocal?
constexpr bool is_of_a_root(const facts& v) { return v.id == number_key(1, 2) || v.id == number_key(-1, 2); }

/// A number over the root of its square and another: derivatives would be differences.
struct fractions_by_roots : family {
  static constexpr auto text = "fractions_by_roots";
  static constexpr bool may_occur(const facts& u, const facts& v) {
    if (v.function == function_key("hypot")) return v.operands[0]->id == u.id || v.operands[1]->id == u.id;
    return (v.function == function_key("sqrt") || (v.function == function_key("pow") && is_of_a_root(*v.operands[1]))) && logarithms_of_squares::are_squares(*v.operands[0]);
  }
  static constexpr auto rewrites(auto u, auto v, auto, auto) { return rewrite(u / unit_hypot(u), algebraic_sigmoid(u), u / hypot(u, v), over_hypot(u, v)); }
};

/// A number over 1 more than itself; of an exponential that is a sigmoid, see above.
struct fractions_by_one_more : family {
  static constexpr auto text = "fractions_by_one_more";
  static constexpr bool is_general = true;
  static constexpr bool may_occur(const facts& u, const facts& v) {
    if (!logarithms_of_shares::is_one_more(v) || u.op->code == operation_code::constant || u.function == function_key("exp")) return false;
    const facts& w = *v.operands[v.operands[0]->id == number_key(1, 1) ? 1 : 0];
    return w.id == u.id || (w.function == function_key("abs") && w.operands[0]->id == u.id) || (is_square(u) && is_square(w) && u.operands[0]->id == w.operands[0]->id);
  }
  static constexpr bool is_square(const facts& u) { return u.function == function_key("sq") || (u.function == function_key("hadamard") && u.operands[0]->id == u.operands[1]->id); }
  static constexpr auto rewrites(auto u, auto, auto, auto) { return rewrite(u / (1_c + u), share(u), u / (1_c + abs(u)), signed_share(u)); }
};

/// A number times the reciprocal of the root of its square and another.
struct multiples_of_reciprocal_roots : family {
  static constexpr auto text = "multiples_of_reciprocal_roots";
  static constexpr bool is_reciprocal_root(const facts& v) {
    if (v.function == function_key("rsqrt") || (v.function == function_key("pow") && is_of_a_root(*v.operands[1]))) return logarithms_of_squares::are_squares(*v.operands[0]);
    if (v.function != function_key("/") || v.operands[0]->id != number_key(1, 1)) return false;
    return v.operands[1]->function == function_key("hypot") || fractions_by_roots::may_occur(*v.operands[0], *v.operands[1]);
  }
  static constexpr bool may_occur(const facts& u, const facts& v) { return is_reciprocal_root(u) || is_reciprocal_root(v); }
  static constexpr auto rewrites(auto u, auto v, auto, auto) { return rewrite(u * (1_c / unit_hypot(u)), algebraic_sigmoid(u), u * (1_c / hypot(u, v)), over_hypot(u, v)); }
};

}  // namespace nabla::detail
