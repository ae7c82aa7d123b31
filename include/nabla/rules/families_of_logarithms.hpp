// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/expression/constant.hpp>
#include <nabla/rules/family.hpp>

namespace nabla::detail {

// Stable forms of logarithms of what is written with several functions.
struct add_rule;
struct subtract_rule;
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
        log(exp(u) + exp(-u)), log(constant_beside<2>(u)) + logcosh(u), log(exp(u) + exp(v)), logaddexp(u, v),
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
    const auto twice = constant_beside<2>(u) * u;
    return rewrite(log(cosh(u)), logcosh(u), log(sinh(u)), logsubexp(u, -u) - log(constant_beside<2>(u)), log(tanh(u)), log1mexp(twice) - softplus(-twice), log1p(-sq(tanh(u))), -2_c * logcosh(u),
                   log1p(-tanh(u)), log_tanh_complement(u), log1p(tanh(u)), log_tanh_complement(-u), log(reciprocal_cosh(u)), -logcosh(u),
                   log(constant_beside<2>(u) * cosh(u)), log(constant_beside<2>(u)) + logcosh(u),
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

/// Inverse hyperbolic functions written as logarithms.
struct logarithms_of_roots : family {
  static constexpr auto text = "logarithms_of_roots";
  static constexpr bool may_occur(const facts& u) { return (u.function == key_of("+") || u.function == key_of("-")) && (u.operands[0]->function == key_of("sqrt") || u.operands[1]->function == key_of("sqrt")); }
  static constexpr auto rewrites(auto u, auto, auto, auto) {
    return rewrite(log(u + sqrt(1_c + sq(u))), asinh(u), log(sqrt(1_c + sq(u)) - u), -asinh(u), log(u + unit_hypot(u)), asinh(u), log(unit_hypot(u) - u), -asinh(u), log(u + sqrt(sq(u) - 1_c)), acosh(u));
  }
};

/// log of a square and a number or another square.
struct logarithms_of_squares : family {
  static constexpr auto text = "logarithms_of_squares";
  static constexpr bool is_square(const facts& u) {
    return u.function == key_of("sq") || (u.function == key_of("hadamard") && u.operands[0]->id == u.operands[1]->id) || (u.function == key_of("pow") && u.operands[1]->id == constant_key({2, 1}));
  }
  static constexpr bool is_positive(const facts& u) { return u.op->code == operation_code::constant && u.value.numerator > 0; }
  static constexpr bool are_squares(const facts& u) {
    if (u.function != key_of("+")) return false;
    const facts &a = *u.operands[0], &b = *u.operands[1];
    return (is_square(a) && (is_square(b) || is_positive(b))) || (is_square(b) && is_positive(a));
  }
  static constexpr bool may_occur(const facts& u) { return is_square(u) || are_squares(u); }
  static constexpr auto rewrites(auto u, auto v, auto, auto z) {
    return rewrite(log1p(sq(u)), log1p_square(u), log(1_c + sq(u)), log1p_square(u), log(sq(u) + sq(v)), log_of_squares(u, v), log(any_number(z) + sq(u)), log_of_squares(u, sqrt(z)));
  }
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
                   log(u / (1_c + u)), log_share(u), log(share(u)), log_share(u), log((1_c + u) / u), -log_share(u), log(1_c / (1_c + u)), -log1p(u));
  }
};

}  // namespace nabla::detail
