// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/family.hpp>

namespace nabla::detail {

// The stable forms of what is written with several functions. A square, or a half, in a pattern is one however it was written, see graph/match.hpp;
// docs/stable_forms.md lists them, and what is not simplified and why.
struct add_rule;
struct subtract_rule;
struct matrix_product_rule;
template <int Base>
struct log_of_powers_rule;

template <int Base>
constexpr auto power_of_base(auto u) {
  if constexpr (Base == 2) return exp2(u);
  else return pow(constant_beside<Base>(u), u);
}

/// log of sums and differences of exponentials.
struct logarithms_of_exponentials : family {
  static constexpr auto text = "logarithms_of_exponentials";
  static constexpr bool may_occur(const facts& u) { return mentions_one(u, 4, key_of("exp"), key_of("expm1")); }
  static constexpr auto rewrites(auto u, auto v, auto w, auto z) {
    auto shifted = exp(u - maximum(u));
    auto shifted_rows = exp(u - row_maxima(u));
    auto shifted_columns = exp(u - column_maxima(u));
    return rewrite(
        // what is shifted already stays
        log(sum(shifted)), log(sum(shifted)), log(row_sums(shifted_rows)), log(row_sums(shifted_rows)),
        log(column_sums(shifted_columns)), log(column_sums(shifted_columns)),
        log(cosh(u)), logcosh(u), log(sinh(u)), logsubexp(u, -u) - log(constant_beside<2>(u)),
        log1p(exp(u)), softplus(u), log1p(1_c / exp(u)), softplus(-u),
        log(0.5_c * (exp(-u) + exp(u))), logcosh(u), log(0.5_c * (exp(u) + exp(-u))), logcosh(u),
        log(exp(u) + exp(v)), logaddexp(u, v),
        log(exp(u) + exp(v) + exp(w)), logaddexp(logaddexp(u, v), w),
        log(exp(u) + exp(v) + exp(w) + exp(z)), logaddexp(logaddexp(logaddexp(u, v), w), z),
        log((exp(u) + exp(v)) + (exp(w) + exp(z))), logaddexp(logaddexp(u, v), logaddexp(w, z)),
        log1p(exp(u) + exp(v)), softplus(logaddexp(u, v)),
        log((1_c + exp(u)) + exp(v)), softplus(logaddexp(u, v)),
        log(expm1(u)), logsubexp(u, 0_c), log(exp(u) - exp(v)), logsubexp(u, v),
        log(-expm1(u)), log1mexp(-u), log1p(-exp(u)), log1mexp(-u), log(-(exp(u) / expm1(u))), u - log1mexp(-u), log(over_expm1(exp(u), u)), -log1mexp(u),
        log(sum(exp(u))), total_logsumexp(u), log(row_sums(exp(u))), logsumexp(u), log(column_sums(exp(u))), column_logsumexp(u),
        log(mean(exp(u))), total_logsumexp(u) - log(count(u)),
        log(row_means(exp(u))), logsumexp(u) - log(count(u) / count(row_sums(u))),
        log(column_means(exp(u))), column_logsumexp(u) - log(count(u) / count(column_sums(u))));
  }
};

/// Logarithms to base 2 or 10 of what has a natural one of its own.
template <bool Ten>
struct logarithms_to_a_base : family {
  static constexpr auto text = Ten ? "logarithms_to_base_10" : "logarithms_to_base_2";
  static constexpr bool may_occur(const facts& u) { return mentions_one(u, 3, key_of("exp"), key_of("sigmoid"), key_of("softmax"), key_of("normal_cdf")); }
  static constexpr auto of(auto u) {
    if constexpr (Ten) return log10(u);
    else return log2(u);
  }
  static constexpr auto rewrites(auto u, auto v, auto, auto) {
    const auto base = log(constant_beside<Ten ? 10 : 2>(u));
    return rewrite(of(1_c + exp(u)), softplus(u) / base, of(exp(u) + exp(v)), logaddexp(u, v) / base, of(sigmoid(u)), log_sigmoid(u) / base,
                   of(1_c - sigmoid(u)), log_sigmoid(-u) / base, of(softmax(u)), log_softmax(u) / base, of(sum(exp(u))), total_logsumexp(u) / base,
                   of(row_sums(exp(u))), logsumexp(u) / base, of(column_sums(exp(u))), column_logsumexp(u) / base,
                   of(normal_cdf(u)), log_normal_cdf(u) / base, of(1_c - normal_cdf(u)), log_normal_cdf(-u) / base);
  }
};

/// Logarithms, to whatever base, of sums of powers of 2 or 10.
template <int Base>
struct logarithms_of_powers : family {
  static constexpr auto text = Base == 2 ? "logarithms_of_powers_of_2" : "logarithms_of_powers_of_10";
  static constexpr bool may_occur(const facts& u) {
    if (u.function == key_of("+")) return may_occur(*u.operands[0]) || may_occur(*u.operands[1]);
    return u.function == key_of(Base == 2 ? "exp2" : "pow") && (Base == 2 || u.operands[0]->id == constant_key({Base, 1}));
  }
  static constexpr auto rewrites(auto u, auto v, auto, auto) {
    auto first = power_of_base<Base>(u);
    auto both = first + power_of_base<Base>(v);
    const auto base2 = log(constant_beside<2>(u));
    const auto base10 = log(constant_beside<10>(u));
    const auto of_first = call<log_of_powers_rule<Base>>(u, 0_c);
    const auto of_both = call<log_of_powers_rule<Base>>(u, v);
    return rewrite(log1p(first), of_first, log2(1_c + first), of_first / base2, log10(1_c + first), of_first / base10,
                   log(both), of_both, log2(both), of_both / base2, log10(both), of_both / base10);
  }
};

/// log of distribution functions and of error functions.
struct logarithms_of_distributions : family {
  static constexpr auto text = "logarithms_of_distributions";
  static constexpr bool may_occur(const facts& u) { return mentions_one(u, 3, key_of("normal_cdf"), key_of("erf"), key_of("erfc")); }
  static constexpr auto rewrites(auto u, auto, auto, auto) {
    return rewrite(log(normal_cdf(u)), log_normal_cdf(u), log1p(-normal_cdf(u)), log_normal_cdf(-u),
                   log(erfc(u)), log_erfc(u), log1p(-erf(u)), log_erfc(u), log1p(erf(u)), log_erfc(-u),
                   log(0.5_c * erfc(u)), log_normal_cdf(-sqrt(constant_beside<2>(u)) * u),
                   log(0.5_c * (1_c + erf(u))), log_normal_cdf(sqrt(constant_beside<2>(u)) * u),
                   log(0.5_c + 0.5_c * erf(u)), log_normal_cdf(sqrt(constant_beside<2>(u)) * u),
                   log(0.5_c - 0.5_c * erf(u)), log_normal_cdf(-sqrt(constant_beside<2>(u)) * u), log(constant_beside<2>(u) * normal_cdf(u)), log_erfc(-u / sqrt(constant_beside<2>(u))),
                   log(constant_beside<2>(u) * (1_c - normal_cdf(u))), log_erfc(u / sqrt(constant_beside<2>(u))));
  }
};

/// log of hyperbolic functions.
struct logarithms_of_hyperbolics : family {
  static constexpr auto text = "logarithms_of_hyperbolics";
  static constexpr bool may_occur(const facts& u) { return mentions_one(u, 3, key_of("cosh"), key_of("reciprocal_cosh"), key_of("sinh"), key_of("tanh")); }
  static constexpr auto rewrites(auto u, auto, auto, auto) {
    return rewrite(log(cosh(u)), logcosh(u), log(sinh(u)), logsubexp(u, -u) - log(constant_beside<2>(u)), log1p(-sq(tanh(u))), -2_c * logcosh(u),
                   log1p(-tanh(u)), log_tanh_complement(u), log1p(tanh(u)), log_tanh_complement(-u), log(reciprocal_cosh(u)), -logcosh(u),
                   log(constant_beside<2>(u) * cosh(u)), logaddexp(u, -u),
                   log(0.5_c * (1_c + tanh(u))), log_sigmoid(2_c * u), log(0.5_c * (1_c - tanh(u))), log_sigmoid(-2_c * u),
                   log(0.5_c + 0.5_c * tanh(u)), log_sigmoid(2_c * u), log(0.5_c - 0.5_c * tanh(u)), log_sigmoid(-2_c * u));
  }
};

/// log of a multiple of what has a logarithm of its own.
struct logarithms_of_multiples : family {
  static constexpr auto text = "logarithms_of_multiples";
  static constexpr bool may_occur(const facts& u) {
    if (!((u.function == key_of("hadamard") || u.function == key_of("/") || u.function == key_of("+") || u.function == key_of("-")) && (is_multiple(*u.operands[0]) || is_multiple(*u.operands[1])))) return false;
    return mentions_one(u, 3, key_of("sigmoid"), key_of("softmax"), key_of("normal_cdf"), key_of("erfc"), key_of("erf"), key_of("tanh"), key_of("cosh"), key_of("exp"));
  }
  /// A number, but not the 1 of 1 + u and 1 - u?
  static constexpr bool is_multiple(const facts& u) { return u.op->code == operation_code::constant && u.id != constant_key({1, 1}); }
  static constexpr auto rewrites(auto u, auto v, auto z, auto) {
    const auto k = any_number(z);
    const auto of = [z, k](auto... pairs) { return multiples(expression_list<>{}, z, k, pairs...); };
    return of(sigmoid(u), log_sigmoid(u), 1_c - sigmoid(u), log_sigmoid(-u), softmax(u), log_softmax(u), normal_cdf(u), log_normal_cdf(u), 1_c - normal_cdf(u), log_normal_cdf(-u),
              erfc(u), log_erfc(u), 1_c - erf(u), log_erfc(u), 1_c + erf(u), log_erfc(-u), 1_c - tanh(u), log_tanh_complement(u), 1_c + tanh(u), log_tanh_complement(-u),
              cosh(u), logcosh(u), 1_c + exp(u), softplus(u), exp(u) + exp(v), logaddexp(u, v), sum(exp(u)), total_logsumexp(u), row_sums(exp(u)), logsumexp(u),
              column_sums(exp(u)), column_logsumexp(u));
  }

 private:
  /// Rows of log(k f), log(f / k) and, of f = 1 ± g, of log(k ± k g).
  template <class... Rows>
  static constexpr auto multiples(expression_list<Rows...> rows, auto, auto) { return rows; }
  template <class... Rows>
  static constexpr auto multiples(expression_list<Rows...>, auto z, auto k, auto f, auto log_f, auto... more) {
    auto product = log(z) + log_f;
    using plain = expression_list<Rows..., decltype(log(k * f)), decltype(product), decltype(log(f / k)), decltype(log_f - log(z))>;
    if constexpr (requires { multiplied_out(f, k); }) return multiples(with<decltype(log(multiplied_out(f, k))), decltype(product)>(plain{}), z, k, more...);
    else return multiples(plain{}, z, k, more...);
  }
  template <class Before, class After, class... Rows>
  static constexpr expression_list<Rows..., Before, After> with(expression_list<Rows...>) { return {}; }
  template <class G>
  static constexpr auto multiplied_out(node<subtract_rule, constant<1, 1>, G>, auto k) { return k - k * G{}; }
  template <class G>
  static constexpr auto multiplied_out(node<add_rule, constant<1, 1>, G>, auto k) { return k + k * G{}; }
};

/// log of odds, and of shares.
struct logarithms_of_odds : family {
  static constexpr auto text = "logarithms_of_odds";
  static constexpr bool is_one_more(const facts& u) { return u.function == key_of("+") && (u.operands[0]->id == constant_key({1, 1}) || u.operands[1]->id == constant_key({1, 1})); }
  static constexpr bool may_occur(const facts& u) {
    return is_complement(u) || (u.function == key_of("/") && (is_complement(*u.operands[0]) || is_complement(*u.operands[1]) || is_one_more(*u.operands[0]) || is_one_more(*u.operands[1])));
  }
  static constexpr auto rewrites(auto u, auto, auto, auto) {
    return rewrite(log((1_c + u) / (1_c - u)), 2_c * atanh(u), log((1_c - u) / (1_c + u)), -2_c * atanh(u),
                   log(u / (1_c - u)), logit(u), log(u) - log1p(-u), logit(u), log1p(-u) - log(u), -logit(u),
                   log(u / (1_c + u)), log_share(u), log((1_c + u) / u), -log_share(u), log(1_c / (1_c + u)), -log1p(u));
  }
};

/// u log(v) of probabilities that have a logarithm of their own.
struct products_with_logarithms : family {
  static constexpr auto text = "products_with_logarithms";
  static constexpr bool may_occur(const facts&, const facts& v) { return mentions_one(v, 2, key_of("sigmoid"), key_of("softmax"), key_of("normal_cdf")); }
  static constexpr auto rewrites(auto u, auto v, auto, auto) {
    return rewrite(xlogy(u, sigmoid(v)), multiply_no_nan(log_sigmoid(v), u), xlogy(u, 1_c - sigmoid(v)), multiply_no_nan(log_sigmoid(-v), u),
                   xlog1py(u, -sigmoid(v)), multiply_no_nan(log_sigmoid(-v), u), xlogy(u, softmax(v)), multiply_no_nan(log_softmax(v), u),
                   xlogy(u, normal_cdf(v)), multiply_no_nan(log_normal_cdf(v), u), xlogy(u, 1_c - normal_cdf(v)), multiply_no_nan(log_normal_cdf(-v), u));
  }
};

/// Fractions of exponentials.
struct fractions_of_exponentials : family {
  static constexpr auto text = "fractions_of_exponentials";
  static constexpr bool may_occur(const facts& v) {
    if (v.function == key_of("+")) return is_exponential_or_one(*v.operands[0]) && is_exponential_or_one(*v.operands[1]);
    if (v.function == key_of("sq") || v.function == key_of("hadamard") || v.function == key_of("pow")) return may_occur(*v.operands[0]);
    return (v.function == key_of("sum") || v.function == key_of("row_sums") || v.function == key_of("column_sums")) && is_exponential_or_one(*v.operands[0]);
  }
  static constexpr bool may_occur(const facts& u, const facts& v) {
    return may_occur(v) || (v.id == constant_key({2, 1}) && mentions(u, key_of("exp"), 2));
  }
  static constexpr bool is_exponential_or_one(const facts& u) {
    return u.function == key_of("exp") || u.id == constant_key({1, 1}) || (u.function == key_of("/") && u.operands[1]->function == key_of("exp")) ||
        may_occur(u);
  }
  static constexpr auto rewrites(auto u, auto v, auto w, auto) {
    auto shifted = exp(u - maximum(u));
    auto shifted_rows = exp(u - row_maxima(u));
    auto shifted_columns = exp(u - column_maxima(u));
    return rewrite(
        exp(u) / (1_c + exp(u)), sigmoid(u), 1_c / (1_c + exp(u)), sigmoid(-u), inv(1_c + exp(u)), sigmoid(-u),
        exp(u) / sq(1_c + exp(u)), sigmoid(u) * sigmoid(-u), 1_c / sq(1_c + exp(u)), sq(sigmoid(-u)),
        exp(u) / (exp(u) + exp(v)), sigmoid(u - v),
        exp(u) / (exp(u) + exp(v) + exp(w)), sigmoid(-logaddexp(v - u, w - u)),
        exp(u) / (exp(v) + exp(w) + exp(u)), sigmoid(-logaddexp(v - u, w - u)),
        1_c / (1_c + (exp(u) + exp(v))), sigmoid(-logaddexp(u, v)), 1_c / ((1_c + exp(u)) + exp(v)), sigmoid(-logaddexp(u, v)),
        (exp(u) - exp(-u)) / (exp(u) + exp(-u)), tanh(u), expm1(u) / (1_c + exp(u)), tanh(0.5_c * u),
        (exp(u) - exp(-u)) / 2_c, sinh(u), (exp(u) + exp(-u)) / 2_c, cosh(u),
        shifted / sum(shifted), total_softmax(u), shifted_rows / row_sums(shifted_rows), softmax(u), shifted_columns / column_sums(shifted_columns), column_softmax(u),
        exp(u) / sum(exp(u)), total_softmax(u), exp(u) / row_sums(exp(u)), softmax(u), exp(u) / column_sums(exp(u)), column_softmax(u),
        exp(u) * sigmoid(-u), sigmoid(u), 1_c / (1_c + 1_c / exp(u)), sigmoid(u),
        exp(u) * (1_c / sum(exp(u))), total_softmax(u), exp(u) * (1_c / row_sums(exp(u))), softmax(u),
        exp(u) * (1_c / column_sums(exp(u))), column_softmax(u), exp(u) * inv(sum(exp(u))), total_softmax(u),
        exp(u) * inv(row_sums(exp(u))), softmax(u), exp(u) * inv(column_sums(exp(u))), column_softmax(u),
        1_c / (exp(u) + exp(-u)), 0.5_c * reciprocal_cosh(u), (w * exp(u)) / (1_c + exp(u)), w * sigmoid(u), w / (1_c + exp(u)), w * sigmoid(-u));
  }
};

/// Fractions of exponentials that are written as powers.
struct powers_of_exponentials : family {
  static constexpr auto text = "powers_of_exponentials";
  static constexpr bool may_occur(const facts& u, const facts& v) {
    return (v.id == constant_key({-1, 1}) || v.id == constant_key({-2, 1})) && (fractions_of_exponentials::may_occur(u) || u.function == key_of("cosh"));
  }
  static constexpr auto rewrites(auto u, auto, auto, auto) {
    return rewrite(pow(1_c + exp(u), -1_c), sigmoid(-u), pow(1_c + exp(u), -2_c), sq(sigmoid(-u)),
                   pow(cosh(u), -1_c), reciprocal_cosh(u), pow(cosh(u), -2_c), sq(reciprocal_cosh(u)));
  }
};

/// Fractions with cosh below.
struct fractions_of_hyperbolics : family {
  static constexpr auto text = "fractions_of_hyperbolics";
  static constexpr bool may_occur(const facts& v) { return mentions(v, key_of("cosh"), 1); }
  static constexpr bool may_occur(const facts&, const facts& v) { return may_occur(v); }
  static constexpr auto rewrites(auto u, auto v, auto, auto) {
    return rewrite(1_c / cosh(u), reciprocal_cosh(u), 1_c / sq(cosh(u)), sq(reciprocal_cosh(u)), inv(cosh(u)), reciprocal_cosh(u), inv(sq(cosh(u))), sq(reciprocal_cosh(u)),
                   sinh(u) / cosh(u), sinh(u) / cosh(u), v / cosh(u), over_cosh(v, u), v / sq(cosh(u)), over_cosh(over_cosh(v, u), u));
  }
};

/// Fractions with exp(u) - 1 below.
struct fractions_by_expm1 : family {
  static constexpr auto text = "fractions_by_expm1";
  static constexpr bool may_occur(const facts& v) { return v.function == key_of("expm1") || (v.function == key_of("-") && v.operands[0]->function == key_of("exp") && v.operands[1]->id == constant_key({1, 1})); }
  static constexpr bool may_occur(const facts&, const facts& v) { return may_occur(v); }
  static constexpr auto rewrites(auto u, auto v, auto, auto) {
    return rewrite(v / expm1(u), over_expm1(v, u), inv(expm1(u)), over_expm1(1_c, u), log(over_expm1(1_c, u)), -logsubexp(u, 0_c));
  }
};

/// Twice a sigmoid less 1.
struct differences_of_sigmoids : family {
  static constexpr auto text = "differences_of_sigmoids";
  static constexpr bool may_occur(const facts& u, const facts& v) {
    const bool one_last = v.id == constant_key({1, 1});
    if (!one_last && u.id != constant_key({1, 1})) return false;
    const facts& twice = one_last ? u : v;
    return (twice.function == key_of("hadamard") || twice.function == key_of("/")) && mentions_one(twice, 3, key_of("sigmoid"), key_of("exp"));
  }
  static constexpr auto rewrites(auto u, auto, auto, auto) {
    return rewrite(2_c * sigmoid(u) - 1_c, tanh(0.5_c * u), 1_c - 2_c * sigmoid(u), -tanh(0.5_c * u));
  }
};

/// Fractions of what the normal distribution has.
struct fractions_of_distributions : family {
  static constexpr auto text = "fractions_of_distributions";
  static constexpr bool may_occur(const facts& u, const facts& v) {
    return u.function == key_of("normal_pdf") && (v.function == key_of("normal_cdf") || (is_complement(v) && v.operands[1]->function == key_of("normal_cdf")));
  }
  static constexpr auto rewrites(auto u, auto, auto, auto) {
    return rewrite(normal_pdf(u) / normal_cdf(u), inverse_mills(u), normal_pdf(u) / normal_cdf(-u), inverse_mills(-u), normal_pdf(u) / (1_c - normal_cdf(u)), inverse_mills(-u));
  }
};

/// A number over the root of 1 and its square.
struct fractions_of_roots : family {
  static constexpr auto text = "fractions_of_roots";
  static constexpr bool may_occur(const facts&, const facts& v) { return v.function == key_of("sqrt") && logarithms_of_odds::is_one_more(*v.operands[0]); }
  static constexpr auto rewrites(auto u, auto, auto, auto) { return rewrite(u / sqrt(1_c + sq(u)), algebraic_sigmoid(u)); }
};

/// Is the exponent that of a root, or of its reciprocal?
constexpr bool is_of_a_root(const facts& v) { return v.id == constant_key({1, 2}) || v.id == constant_key({-1, 2}); }

/// Roots of a sum of two or three squares.
struct roots_of_squares : family {
  static constexpr auto text = "roots_of_squares";
  static constexpr bool is_square(const facts& u) { return u.function == key_of("sq") || u.function == key_of("hadamard") || u.function == key_of("pow"); }
  static constexpr bool may_occur(const facts& u) { return u.function == key_of("+") && (is_square(*u.operands[0]) || is_square(*u.operands[1])); }
  static constexpr bool may_occur(const facts& u, const facts& v) { return is_of_a_root(v) && may_occur(u); }
  static constexpr auto rewrites(auto u, auto v, auto w, auto) {
    auto two = sq(u) + sq(v);
    auto three = two + sq(w);
    return rewrite(sqrt(two), hypot(u, v), sqrt(three), norm3d(u, v, w), pow(two, 0.5_c), hypot(u, v), pow(three, 0.5_c), norm3d(u, v, w),
                   rsqrt(two), 1_c / hypot(u, v), rsqrt(three), 1_c / norm3d(u, v, w),
                   pow(two, c<-1, 2>), 1_c / hypot(u, v), pow(three, c<-1, 2>), 1_c / norm3d(u, v, w));
  }
};

/// A length in a plane and what stands on it.
struct lengths_in_space : family {
  static constexpr auto text = "lengths_in_space";
  static constexpr bool may_occur(const facts& u, const facts& v) { return u.function == key_of("hypot") || v.function == key_of("hypot"); }
  static constexpr auto rewrites(auto u, auto v, auto w, auto) { return rewrite(hypot(hypot(u, v), w), norm3d(u, v, w)); }
};

/// Roots of sums of squares of all elements.
struct roots_of_norms : family {
  static constexpr auto text = "roots_of_norms";
  static constexpr bool may_occur(const facts& u) {
    return u.function == key_of("sqnorm") || u.function == key_of("sum") || u.function == key_of("dot") || u.function == key_of("matmul");
  }
  static constexpr bool may_occur(const facts& u, const facts& v) { return is_of_a_root(v) && may_occur(u); }
  static constexpr auto rewrites(auto u, auto, auto, auto) {
    auto inner = call<matrix_product_rule>(transpose(u), u);
    auto outer_product = call<matrix_product_rule>(u, transpose(u));
    return rewrite(sqrt(sqnorm(u)), norm2(u), sqrt(sum(sq(u))), norm2(u), sqrt(dot(u, u)), norm2(u), sqrt(inner), norm2(u), sqrt(outer_product), norm2(u),
                   pow(sqnorm(u), 0.5_c), norm2(u), pow(sum(sq(u)), 0.5_c), norm2(u), pow(inner, 0.5_c), norm2(u),
                   rsqrt(sqnorm(u)), 1_c / norm2(u), rsqrt(sum(sq(u))), 1_c / norm2(u), rsqrt(inner), 1_c / norm2(u),
                   pow(sqnorm(u), c<-1, 2>), 1_c / norm2(u), pow(sum(sq(u)), c<-1, 2>), 1_c / norm2(u));
  }
};

}  // namespace nabla::detail
