// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/expression/constant.hpp>
#include <nabla/rules/families_beside_exponentials.hpp>
#include <nabla/rules/families_of_exponentials.hpp>
#include <nabla/rules/families_of_exponentials_and_numbers.hpp>
#include <nabla/rules/families_of_squares.hpp>
#include <nabla/rules/family.hpp>
#include <nabla/rules/numbered.hpp>

namespace nabla::detail {

// Stable forms of logarithms of what is written with several functions.
struct add_rule;
struct subtract_rule;
template <int Base>
struct log_of_powers_rule;
template <int Base>
struct share_of_powers_rule;

template <int Base>
constexpr auto power_of_base(auto u) {
  if constexpr (Base == 2) return exp2(u);
  else return pow(constant_beside<Base>(u), u);
}

// Of what begins with log and exp each formula needs little: families are small, and each asks for what only its own forms have.

/// log of one more than an exponential.
struct logarithms_of_exponentials : family {
  static constexpr auto text = "logarithms_of_exponentials";
  static constexpr bool may_occur(const facts& u) { return exponentials_in(u, 4) > 0; }
  static constexpr auto rewrites(auto u, auto, auto, auto) { return rewrite(log1p(exp(u)), softplus(u), log1p(1_c / exp(u)), softplus(-u)); }
};

/// log of a sum of several exponentials.
struct logarithms_of_several_exponentials : family {
  static constexpr auto text = "logarithms_of_several_exponentials";
  static constexpr bool may_occur(const facts& u) { return exponentials_in(u, 4) > 1; }
  static constexpr auto rewrites(auto u, auto v, auto w, auto z) {
    return rewrite(
        log(cosh(u)), logcosh(u), log(0.5_c * (exp(-u) + exp(u))), logcosh(u), log(0.5_c * (exp(u) + exp(-u))), logcosh(u),
        log(exp(u) + exp(-u)), log(constant_beside<2>(u)) + logcosh(u), log(exp(u) + exp(v)), logaddexp(u, v),
        log((1_c + exp(u)) + exp(v)), softplus(logaddexp(u, v)), log((1_c + exp(u)) + exp(v) + exp(w)), softplus(logaddexp(logaddexp(u, v), w)),
        log(several_exponentials(u) + exp(v)), logaddexp(log(u), v), log(several_exponentials(u) + several_exponentials(v)), logaddexp(log(u), log(v)), log1p(several_exponentials(u)), softplus(log(u)),
        log(several_exponentials(u) + positive_number(z)), log_plus_exp(z, log(u)));
  }
};

/// log of what is less an exponential, or an exponential less something.
struct logarithms_of_differences_of_exponentials : family {
  static constexpr auto text = "logarithms_of_differences_of_exponentials";
  static constexpr bool may_occur(const facts& u) { return exponentials_in(u, 4) > 0 && has_difference(u, 4); }
  static constexpr auto rewrites(auto u, auto v, auto, auto) {
    return rewrite(log(sinh(u)), logsubexp(u, -u) - log(constant_beside<2>(u)),
                   log(expm1(u)), logsubexp(u, 0_c), log(exp(u) - exp(v)), logsubexp(u, v),
                   log(-expm1(u)), log1mexp(-u), log1p(-exp(u)), log1mexp(-u), log(-(exp(u) / expm1(u))), u - log1mexp(-u), log(over_expm1(exp(u), u)), -log1mexp(u));
  }
};

/// log of an exponential and anything.
struct logarithms_of_exponentials_and_more : family {
  static constexpr auto text = "logarithms_of_exponentials_and_more";
  static constexpr bool is_general = true;
  static constexpr bool may_occur(const facts& u) {
    if (u.function == function_key("-")) return u.operands[0]->function == function_key("exp");
    return u.function == function_key("+") && (u.operands[0]->function == function_key("exp") || u.operands[1]->function == function_key("exp"));
  }
  static constexpr auto rewrites(auto u, auto z, auto, auto) { return rewrite(log(z + exp(u)), log_plus_exp(z, u), log(exp(u) - z), log_plus_exp(-z, u)); }
};

/// log of fractions with a number beside an exponential below.
struct logarithms_of_weighted_fractions : family {
  static constexpr auto text = "logarithms_of_weighted_fractions";
  static constexpr bool may_occur(const facts& u) {
    const facts* const below = u.function == function_key("/") ? u.operands[1] : (u.function == function_key("inv") ? u.operands[0] : nullptr);
    return is_set(below) && (fractions_of_weighted_exponentials::may_occur(*below) || fractions_of_exponentials_less_a_number::may_occur(*below) || fractions_of_weighted_sums::may_occur(*below));
  }
  static constexpr auto rewrites(auto u, auto z, auto, auto) { return rewrite(log(over_plus_exp(z, u)), -log_plus_exp(z, u), log(share_plus_exp(positive_number(z), u)), -softplus(log(z) - u)); }
};

/// What has a logarithm of its own, by kinds: a formula pays for those that it may have.
enum class logarithm_of {
  sigmoid,
  softmax,
  normal,
  hyperbolic,
  exponentials,
  sums
};
constexpr bool may_have(logarithm_of what, const facts& u) {
  switch (what) {
    case logarithm_of::sigmoid: return may_have_sigmoid(u, 3);
    case logarithm_of::softmax: return mentions(u, function_key("softmax"), 3) || (reduces_exponentials(u, 3) && mentions(u, function_key("/"), 3));
    case logarithm_of::normal: return mentions_one(u, 3, function_key("normal_cdf"), function_key("erfc"), function_key("erf"));
    case logarithm_of::hyperbolic: return mentions_one(u, 3, function_key("tanh"), function_key("cosh")) || exponentials_in(u, 3) > 1;
    case logarithm_of::exponentials: return exponentials_in(u, 3) > 0;
    case logarithm_of::sums: break;
  }
  return reduces_exponentials(u, 3);
}
/// Pairs f, log f.
template <logarithm_of What>
constexpr auto logarithms_known(auto u, auto v) {
  if constexpr (What == logarithm_of::sigmoid) return rewrite(sigmoid(u), log_sigmoid(u), 1_c - sigmoid(u), log_sigmoid(-u));
  else if constexpr (What == logarithm_of::softmax) return rewrite(softmax(u), log_softmax(u));
  else if constexpr (What == logarithm_of::normal) return rewrite(normal_cdf(u), log_normal_cdf(u), 1_c - normal_cdf(u), log_normal_cdf(-u), erfc(u), log_erfc(u), 1_c - erf(u), log_erfc(u), 1_c + erf(u), log_erfc(-u));
  else if constexpr (What == logarithm_of::hyperbolic) return rewrite(1_c - tanh(u), log_tanh_complement(u), 1_c + tanh(u), log_tanh_complement(-u), cosh(u), logcosh(u));
  else if constexpr (What == logarithm_of::exponentials) return rewrite(1_c + exp(u), softplus(u), exp(u) + exp(v), logaddexp(u, v), positive_number(v) + exp(u), log_plus_exp(v, u), several_exponentials(u), log(u));
  else return rewrite(sum(exp(u)), total_logsumexp(u), row_sums(exp(u)), logsumexp(u), column_sums(exp(u)), column_logsumexp(u),
                      1_c + sum(exp(u)), softplus(total_logsumexp(u)), 1_c + row_sums(exp(u)), softplus(logsumexp(u)), 1_c + column_sums(exp(u)), softplus(column_logsumexp(u)),
                      mean(exp(u)), total_logsumexp(u) - log(count(u)), row_means(exp(u)), logsumexp(u) - log(count(u) / count(row_sums(u))), column_means(exp(u)), column_logsumexp(u) - log(count(u) / count(column_sums(u))));
}

/// Logarithms to base 2 or 10 of what has a natural one of its own.
template <bool Ten, logarithm_of What>
struct logarithms_to_a_base : family {
  static constexpr numbered_text name{"logarithms_to_a_base", Ten ? 10 : 2, static_cast<int>(What)};
  static constexpr const char* text = name.text;
  static constexpr bool may_occur(const facts& u) { return may_have(What, u); }
  static constexpr auto rewrites(auto u, auto v, auto, auto) { return to_base(log(constant_beside<Ten ? 10 : 2>(u)), expression_list<>{}, logarithms_known<What>(u, v)); }

 private:
  template <class... Rows>
  static constexpr auto to_base(auto, expression_list<Rows...> rows, expression_list<>) { return rows; }
  template <class Base, class... Rows, class F, class LogF, class... More>
  static constexpr auto to_base(Base base, expression_list<Rows...>, expression_list<F, LogF, More...>) {
    return to_base(base, expression_list<Rows..., decltype(of(F{})), decltype(LogF{} / base)>{}, expression_list<More...>{});
  }
  static constexpr auto of(auto u) {
    if constexpr (Ten) return log10(u);
    else return log2(u);
  }
};

/// Logarithms, to whatever base, of sums of powers of 2 or 10.
template <int Base>
struct logarithms_of_powers : family {
  static constexpr auto text = Base == 2 ? "logarithms_of_powers_of_2" : "logarithms_of_powers_of_10";
  static constexpr bool may_occur(const facts& u) {
    if (u.function == function_key("+")) return may_occur(*u.operands[0]) || may_occur(*u.operands[1]);
    return u.function == (Base == 2 ? function_key("exp2") : function_key("pow")) && (Base == 2 || u.operands[0]->id == constant_key({Base, 1}));
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

/// Fractions with one more than such a power below.
template <int Base>
struct fractions_of_powers : family {
  static constexpr auto text = Base == 2 ? "fractions_of_powers_of_2" : "fractions_of_powers_of_10";
  static constexpr bool may_occur(const facts& v) { return v.function == function_key("+") && (v.operands[0]->id == number_key(1, 1) || v.operands[1]->id == number_key(1, 1)) && logarithms_of_powers<Base>::may_occur(v); }
  static constexpr bool may_occur(const facts&, const facts& v) { return may_occur(v); }
  static constexpr auto rewrites(auto u, auto w, auto, auto) {
    auto power = power_of_base<Base>(u);
    const auto share = call<share_of_powers_rule<Base>>(u);
    const auto rest = call<share_of_powers_rule<Base>>(-u);
    return rewrite(power / (1_c + power), share, 1_c / (1_c + power), rest, inv(1_c + power), rest, (w * power) / (1_c + power), w * share, w / (1_c + power), w * rest);
  }
};

/// log of distribution functions and of error functions.
struct logarithms_of_distributions : family {
  static constexpr auto text = "logarithms_of_distributions";
  static constexpr bool may_occur(const facts& u) { return mentions_one(u, 3, function_key("normal_cdf"), function_key("erf"), function_key("erfc")); }
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
struct logarithms_of_cosh : family {
  static constexpr auto text = "logarithms_of_cosh";
  static constexpr bool may_occur(const facts& u) { return mentions_one(u, 3, function_key("cosh"), function_key("reciprocal_cosh")); }
  static constexpr auto rewrites(auto u, auto, auto, auto) {
    return rewrite(log(cosh(u)), logcosh(u), log(reciprocal_cosh(u)), -logcosh(u), log(constant_beside<2>(u) * cosh(u)), log(constant_beside<2>(u)) + logcosh(u));
  }
};
struct logarithms_of_sinh : family {
  static constexpr auto text = "logarithms_of_sinh";
  static constexpr bool may_occur(const facts& u) { return mentions(u, function_key("sinh"), 3); }
  static constexpr auto rewrites(auto u, auto, auto, auto) { return rewrite(log(sinh(u)), logsubexp(u, -u) - log(constant_beside<2>(u))); }
};
struct logarithms_of_tanh : family {
  static constexpr auto text = "logarithms_of_tanh";
  static constexpr bool may_occur(const facts& u) { return mentions_one(u, 3, function_key("sinh"), function_key("tanh")); }
  static constexpr auto rewrites(auto u, auto, auto, auto) {
    const auto twice = constant_beside<2>(u) * u;
    return rewrite(log(tanh(u)), log1mexp(twice) - softplus(-twice), log1p(-sq(tanh(u))), -2_c * logcosh(u),
                   log1p(-tanh(u)), log_tanh_complement(u), log1p(tanh(u)), log_tanh_complement(-u),
                   log(0.5_c * (1_c + tanh(u))), log_sigmoid(2_c * u), log(0.5_c * (1_c - tanh(u))), log_sigmoid(-2_c * u),
                   log(0.5_c + 0.5_c * tanh(u)), log_sigmoid(2_c * u), log(0.5_c - 0.5_c * tanh(u)), log_sigmoid(-2_c * u));
  }
};

/// log of a multiple of what has a logarithm of its own.
template <logarithm_of What>
struct logarithms_of_multiples : family {
  static constexpr numbered_text name{"logarithms_of_multiples", static_cast<int>(What)};
  static constexpr const char* text = name.text;
  static constexpr bool may_occur(const facts& u) {
    if (!((u.function == function_key("hadamard") || u.function == function_key("/") || u.function == function_key("+") || u.function == function_key("-")) && (is_multiple(*u.operands[0]) || is_multiple(*u.operands[1])))) return false;
    return may_have(What, u);
  }
  /// A number, but not the 1 of 1 + u and 1 - u?
  static constexpr bool is_multiple(const facts& u) { return u.op->code == operation_code::constant && u.id != number_key(1, 1); }
  static constexpr auto rewrites(auto u, auto v, auto z, auto) {
    const auto k = positive_number(z);
    return multiples(expression_list<>{}, logarithms_known<What>(u, v), z, k);
  }

 private:
  /// Rows of log(k f), log(f / k) and, of f = 1 ± g, of log(k ± k g).
  template <class... Rows>
  static constexpr auto multiples(expression_list<Rows...> rows, expression_list<>, auto, auto) { return rows; }
  template <class... Rows, class F, class LogF, class... More>
  static constexpr auto multiples(expression_list<Rows...>, expression_list<F, LogF, More...>, auto z, auto k) {
    auto product = log(z) + LogF{};
    using plain = expression_list<Rows..., decltype(log(k * F{})), decltype(product), decltype(log(F{} / k)), decltype(LogF{} - log(z))>;
    if constexpr (requires { multiplied_out(F{}, k); }) return multiples(with<decltype(log(multiplied_out(F{}, k))), decltype(product)>(plain{}), expression_list<More...>{}, z, k);
    else return multiples(plain{}, expression_list<More...>{}, z, k);
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
  static constexpr bool may_occur(const facts& u) { return (u.function == function_key("+") || u.function == function_key("-")) && (u.operands[0]->function == function_key("sqrt") || u.operands[1]->function == function_key("sqrt")); }
  static constexpr auto rewrites(auto u, auto, auto, auto) {
    return rewrite(log(u + sqrt(1_c + sq(u))), asinh(u), log(sqrt(1_c + sq(u)) - u), -asinh(u), log(u + unit_hypot(u)), asinh(u), log(unit_hypot(u) - u), -asinh(u), log(u + sqrt(sq(u) - 1_c)), acosh(u));
  }
};

/// log of a product of sigmoids, as that of the logistic density: each may vanish where its logarithm is a number.
struct logarithms_of_sigmoids : family {
  static constexpr auto text = "logarithms_of_sigmoids";
  static constexpr bool may_occur(const facts& u) {
    const bool may_be_product = u.function == function_key("hadamard") || u.function == function_key("/") || u.function == function_key("-") || u.function == function_key("sq") || u.function == function_key("pow");
    return may_be_product && may_have_sigmoid(u, 3);
  }
  static constexpr auto rewrites(auto u, auto v, auto z, auto) {
    return rewrite(log(sigmoid(u) * sigmoid(v)), log_sigmoid(u) + log_sigmoid(v), log(sigmoid(u) * (1_c - sigmoid(v))), log_sigmoid(u) + log_sigmoid(-v),
                   log(sq(sigmoid(u))), 2_c * log_sigmoid(u), log(pow(sigmoid(u), any_number(z))), z * log_sigmoid(u));
  }
};

/// log of odds.
struct logarithms_of_odds : family {
  static constexpr auto text = "logarithms_of_odds";
  static constexpr bool may_occur(const facts& u) { return is_complement(u) || (u.function == function_key("/") && is_complement(*u.operands[1])); }
  static constexpr auto rewrites(auto u, auto, auto, auto) { return rewrite(log(u / (1_c - u)), logit(u), log(u) - log1p(-u), logit(u), log1p(-u) - log(u), -logit(u)); }
};
/// log of one more over one less.
struct logarithms_of_fractions : family {
  static constexpr auto text = "logarithms_of_fractions";
  static constexpr bool may_occur(const facts& u) { return u.function == function_key("/") && (is_complement(*u.operands[0]) || is_complement(*u.operands[1])); }
  static constexpr auto rewrites(auto u, auto, auto, auto) { return rewrite(log((1_c + u) / (1_c - u)), 2_c * atanh(u), log((1_c - u) / (1_c + u)), -2_c * atanh(u)); }
};
/// log of shares.
struct logarithms_of_shares : family {
  static constexpr auto text = "logarithms_of_shares";
  static constexpr bool is_one_more(const facts& u) { return u.function == function_key("+") && (u.operands[0]->id == number_key(1, 1) || u.operands[1]->id == number_key(1, 1)); }
  static constexpr bool may_occur(const facts& u) { return u.function == function_key("/") && (is_one_more(*u.operands[0]) || is_one_more(*u.operands[1])); }
  static constexpr auto rewrites(auto u, auto, auto, auto) {
    return rewrite(log(u / (1_c + u)), log_share(u), log(share(u)), log_share(u), log((1_c + u) / u), -log_share(u), log(1_c / (1_c + u)), -log1p(u));
  }
};

using families_of_log = families_of<logarithms_of_sigmoids, logarithms_of_exponentials, logarithms_of_exponentials_and_more, logarithms_of_weighted_fractions, logarithms_of_multiples_of_exponentials, logarithms_of_several_exponentials, logarithms_of_differences_of_exponentials, logarithms_of_sums_of_exponentials, logarithms_of_parts_of_sums, logarithms_of_means_of_exponentials, logarithms_of_distributions, logarithms_of_cosh, logarithms_of_sinh, logarithms_of_tanh, logarithms_of_odds, logarithms_of_fractions, logarithms_of_shares, logarithms_of_roots, logarithms_of_squares, logarithms_of_three_squares, logarithms_of_powers<2>, logarithms_of_powers<10>, logarithms_of_multiples<logarithm_of::sigmoid>, logarithms_of_multiples<logarithm_of::softmax>, logarithms_of_multiples<logarithm_of::normal>, logarithms_of_multiples<logarithm_of::hyperbolic>, logarithms_of_multiples<logarithm_of::exponentials>, logarithms_of_multiples<logarithm_of::sums>>;
using families_of_log1p = families_of<logarithms_of_exponentials, logarithms_of_multiples_of_exponentials, logarithms_of_several_exponentials, logarithms_of_differences_of_exponentials, logarithms_of_sums_of_exponentials, logarithms_of_means_of_exponentials, logarithms_of_distributions, logarithms_of_cosh, logarithms_of_sinh, logarithms_of_tanh, logarithms_of_squares, logarithms_of_powers<2>, logarithms_of_powers<10>>;
template <bool Ten>
using families_of_log_to_base = families_of<logarithms_to_a_base<Ten, logarithm_of::sigmoid>, logarithms_to_a_base<Ten, logarithm_of::softmax>, logarithms_to_a_base<Ten, logarithm_of::normal>, logarithms_to_a_base<Ten, logarithm_of::hyperbolic>, logarithms_to_a_base<Ten, logarithm_of::exponentials>, logarithms_to_a_base<Ten, logarithm_of::sums>, logarithms_of_several_exponentials, logarithms_of_exponentials_and_more, logarithms_of_powers<2>, logarithms_of_powers<10>>;

}  // namespace nabla::detail
