// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/expression/constant.hpp>
#include <nabla/rules/family.hpp>

namespace nabla::detail {

// Stable forms of fractions by sums of exponentials, and of logarithms of sums over elements.

/// Fractions with one more than an exponential below.
struct fractions_of_exponentials : family {
  static constexpr auto text = "fractions_of_exponentials";
  static constexpr bool may_occur(const facts& v) {
    if (v.function == function_key("+")) return is_exponential_or_one(*v.operands[0]) && is_exponential_or_one(*v.operands[1]);
    if (v.function == function_key("sq") || v.function == function_key("hadamard") || v.function == function_key("pow")) return may_occur(*v.operands[0]);
    return (v.function == function_key("sum") || v.function == function_key("row_sums") || v.function == function_key("column_sums")) && is_exponential_or_one(*v.operands[0]);
  }
  static constexpr bool may_occur(const facts&, const facts& v) { return may_occur(v); }
  static constexpr bool is_exponential_or_one(const facts& u) {
    return u.function == function_key("exp") || u.id == number_key(1, 1) || u.id == number_key(2, 1) || (u.function == function_key("/") && u.operands[1]->function == function_key("exp")) ||
        may_occur(u);
  }
  static constexpr auto rewrites(auto u, auto v, auto, auto) {
    return rewrite(
        exp(u) / (1_c + exp(u)), sigmoid(u), 1_c / (1_c + exp(u)), sigmoid(-u), inv(1_c + exp(u)), sigmoid(-u),
        exp(u) / sq(1_c + exp(u)), sigmoid(u) * sigmoid(-u), 1_c / sq(1_c + exp(u)), sq(sigmoid(-u)),
        exp(u) * sigmoid(-u), sigmoid(u), (v * exp(u)) * sigmoid(-u), v * sigmoid(u), 1_c / (1_c + 1_c / exp(u)), sigmoid(u));
  }
};
/// Sums with an exponential above the same. Where exp(u) is small a number over it is so in two halves: exp(-u) has left the range of the numbers before the quotient does.
struct fractions_of_parts_by_exponentials : family {
  static constexpr auto text = "fractions_of_parts_by_exponentials";
  static constexpr bool may_occur(const facts&) { return false; }
  static constexpr bool may_occur(const facts& u, const facts& v) { return v.function == function_key("exp") && (u.function == function_key("+") || u.function == function_key("-")) && (u.operands[0]->id == v.id || u.operands[1]->id == v.id); }
  static constexpr auto rewrites(auto u, auto z, auto, auto) {
    const auto half = exp(-(u / 2_c));
    return joined_rows(over(any_number(z), z * exp(-u), u), over(z, z * half * half, u), rewrite(expm1(u) / exp(u), -expm1(-u)));
  }

 private:
  static constexpr auto over(auto z, auto quotient, auto u) { return rewrite((z + exp(u)) / exp(u), 1_c + quotient, (exp(u) - z) / exp(u), 1_c - quotient, (z - exp(u)) / exp(u), quotient - 1_c); }
};
/// An exponential times one of what has that in it, as a density of Gumbel: 0 · inf where the second has vanished. Of a factor beside them 0 · inf stays what it is,
/// unless the second has it, too, as a density of Gompertz.
struct multiples_of_double_exponentials : family {
  static constexpr auto text = "multiples_of_double_exponentials";
  static constexpr bool is_with(const facts& u, const facts& v) { return is_double_exponential(v) && mentions(u, function_key("exp"), 1); }
  static constexpr bool may_occur(const facts& u, const facts& v) { return is_with(u, v) || is_with(v, u); }
  static constexpr auto rewrites(auto u, auto w, auto z, auto) {
    const auto k = any_number(w);
    const auto hazard = w * exp(u);
    return joined_rows(rewrite(exp(u) * double_exponential(z), multiply_no_nan(exp(u), z), (k * exp(u)) * double_exponential(z), multiply_no_nan(w * exp(u), z), (exp(u) / k) * double_exponential(z), multiply_no_nan(exp(u) / w, z),
                               hazard * exp(-hazard), multiply_no_nan(hazard, exp(-hazard)), hazard * exp(-(w * expm1(u))), multiply_no_nan(hazard, exp(-(w * expm1(u))))),
                       beside(exp(-exp(u)), exp(-exp(u)), u, w), beside(exp(-expm1(u)), exp(-expm1(u)), u, w), beside(exp(any_number(z) * exp(u)), exp(z * exp(u)), u, w), beside(exp(any_number(z) * expm1(u)), exp(z * expm1(u)), u, w),
                       beside(exp(-(exp(u) / any_number(z))), exp(-(exp(u) / z)), u, w));
  }

 private:
  // of numbers alone: exp(u) `survival` leaves the range of the numbers only where exp(u) or that does
  static constexpr auto beside(auto survival, auto same, auto u, auto w) { return rewrite((w * exp(u)) * survival, w * multiply_no_nan(exp(u), same), (exp(u) / w) * survival, multiply_no_nan(exp(u), same) / w); }
};
/// Such an exponential by one that vanishes later.
struct fractions_of_double_exponentials : family {
  static constexpr auto text = "fractions_of_double_exponentials";
  static constexpr bool may_occur(const facts&) { return false; }
  static constexpr bool may_occur(const facts& u, const facts& v) { return mentions(v, function_key("exp"), 1) && (is_double_exponential(u) || (u.function == function_key("hadamard") && (is_double_exponential(*u.operands[0]) || is_double_exponential(*u.operands[1])))); }
  static constexpr auto rewrites(auto u, auto w, auto z, auto) {
    const auto k = any_number(w);
    return rewrite(double_exponential(z) / exp(u), multiply_no_nan(exp(-u), z), double_exponential(z) / (k * exp(u)), multiply_no_nan(exp(-u) / w, z), (k * double_exponential(z)) / exp(u), multiply_no_nan(w * exp(-u), z));
  }
};
struct multiples_over_exponentials : family {
  static constexpr auto text = "multiples_over_exponentials";
  static constexpr bool is_general = true;
  static constexpr bool may_occur(const facts&) { return false; }
  static constexpr bool may_occur(const facts& u, const facts& v) { return u.id != number_key(1, 1) && u.function != function_key("exp") && fractions_of_exponentials::may_occur(v); }
  static constexpr auto rewrites(auto u, auto w, auto, auto) { return rewrite((w * exp(u)) / (1_c + exp(u)), w * sigmoid(u), w / (1_c + exp(u)), w * sigmoid(-u), (w * exp(u)) / sq(1_c + exp(u)), w * (sigmoid(u) * sigmoid(-u)), w / sq(1_c + exp(u)), w * sq(sigmoid(-u))); }
};

/// Fractions with several exponentials below, or with two above 2.
struct fractions_of_several_exponentials : family {
  static constexpr auto text = "fractions_of_several_exponentials";
  static constexpr bool may_occur(const facts& v) { return exponentials_in(v, 4) > 1 && fractions_of_exponentials::may_occur(v); }
  static constexpr bool may_occur(const facts& u, const facts& v) {
    return may_occur(v) || (u.function == function_key("expm1") && fractions_of_exponentials::may_occur(v)) || (has_difference(u, 2) && exponentials_in(u, 2) > 0 && fractions_of_exponentials::may_occur(v)) ||
        (v.id == number_key(2, 1) && exponentials_in(u, 2) > 0);
  }
  static constexpr auto rewrites(auto u, auto v, auto w, auto) {
    return rewrite(
        exp(u) / (exp(u) + exp(v)), sigmoid(u - v),
        exp(u) / (exp(u) + exp(v) + exp(w)), sigmoid(-logaddexp(v - u, w - u)),
        exp(u) / (exp(v) + exp(w) + exp(u)), sigmoid(-logaddexp(v - u, w - u)),
        exp(u) / (1_c + (exp(u) + exp(v))), sigmoid(-logaddexp(v - u, -u)), exp(u) / ((1_c + exp(u)) + exp(v)), sigmoid(-logaddexp(v - u, -u)), exp(u) / ((1_c + exp(v)) + exp(u)), sigmoid(-logaddexp(v - u, -u)),
        1_c / (1_c + (exp(u) + exp(v))), sigmoid(-logaddexp(u, v)), 1_c / ((1_c + exp(u)) + exp(v)), sigmoid(-logaddexp(u, v)),
        (exp(u) - exp(-u)) / (exp(u) + exp(-u)), tanh(u), expm1(u) / (1_c + exp(u)), tanh(0.5_c * u),
        (exp(u) - exp(-u)) / 2_c, sinh(u), (exp(u) + exp(-u)) / 2_c, cosh(u),
        1_c / (exp(u) + exp(-u)), 0.5_c * reciprocal_cosh(u), w / (exp(u) + exp(-u)), over_cosh(0.5_c * w, u), w / sq(exp(u) + exp(-u)), over_cosh(over_cosh(0.25_c * w, u), u),
        w / (2_c + exp(u) + exp(-u)), over_cosh(over_cosh(0.25_c * w, 0.5_c * u), 0.5_c * u), w / (2_c + (exp(u) + exp(-u))), over_cosh(over_cosh(0.25_c * w, 0.5_c * u), 0.5_c * u));
  }
};

/// Fractions with a sum of exponentials of elements below, or with one more.
struct fractions_of_sums_of_exponentials : family {
  static constexpr auto text = "fractions_of_sums_of_exponentials";
  static constexpr bool may_occur(const facts& v) { return reduces_exponentials(v, 4) && fractions_of_exponentials::may_occur(v); }
  static constexpr bool may_occur(const facts&, const facts& v) { return may_occur(v); }
  static constexpr auto rewrites(auto u, auto w, auto, auto) {
    auto shifted = exp(u - maximum(u));
    auto shifted_rows = exp(u - row_maxima(u));
    auto shifted_columns = exp(u - column_maxima(u));
    const auto of_none = 0_c / count(u);  // a quotient of two sums of nothing is no number
    const auto of_empty_rows = 0_c / (count(u) / count(row_sums(u)));
    const auto of_empty_columns = 0_c / (count(u) / count(column_sums(u)));
    return rewrite(
        shifted / sum(shifted), total_softmax(u), shifted_rows / row_sums(shifted_rows), softmax(u), shifted_columns / column_sums(shifted_columns), column_softmax(u),
        exp(u) / sum(exp(u)), total_softmax(u), exp(u) / row_sums(exp(u)), softmax(u), exp(u) / column_sums(exp(u)), column_softmax(u),
        exp(u) * (1_c / sum(exp(u))), total_softmax(u), exp(u) * (1_c / row_sums(exp(u))), softmax(u),
        exp(u) * (1_c / column_sums(exp(u))), column_softmax(u), exp(u) * inv(sum(exp(u))), total_softmax(u),
        exp(u) * inv(row_sums(exp(u))), softmax(u), exp(u) * inv(column_sums(exp(u))), column_softmax(u),
        exp(u) / (1_c + sum(exp(u))), total_softmax(u) * sigmoid(total_logsumexp(u)), exp(u) / (1_c + row_sums(exp(u))), softmax(u) * sigmoid(logsumexp(u)),
        exp(u) / (1_c + column_sums(exp(u))), column_softmax(u) * sigmoid(column_logsumexp(u)),
        1_c / (1_c + sum(exp(u))), sigmoid(-total_logsumexp(u)), 1_c / (1_c + row_sums(exp(u))), sigmoid(-logsumexp(u)), 1_c / (1_c + column_sums(exp(u))), sigmoid(-column_logsumexp(u)),
        exp(u) / sq(1_c + sum(exp(u))), (total_softmax(u) * sigmoid(total_logsumexp(u))) * sigmoid(-total_logsumexp(u)), exp(u) / sq(1_c + row_sums(exp(u))), (softmax(u) * sigmoid(logsumexp(u))) * sigmoid(-logsumexp(u)),
        exp(u) / sq(1_c + column_sums(exp(u))), (column_softmax(u) * sigmoid(column_logsumexp(u))) * sigmoid(-column_logsumexp(u)),
        1_c / sq(1_c + sum(exp(u))), sq(sigmoid(-total_logsumexp(u))), 1_c / sq(1_c + row_sums(exp(u))), sq(sigmoid(-logsumexp(u))), 1_c / sq(1_c + column_sums(exp(u))), sq(sigmoid(-column_logsumexp(u))),
        w / sq(1_c + sum(exp(u))), w * sq(sigmoid(-total_logsumexp(u))), w / sq(1_c + row_sums(exp(u))), w * sq(sigmoid(-logsumexp(u))), w / sq(1_c + column_sums(exp(u))), w * sq(sigmoid(-column_logsumexp(u))),
        inv(1_c + sum(exp(u))), sigmoid(-total_logsumexp(u)), inv(1_c + row_sums(exp(u))), sigmoid(-logsumexp(u)), inv(1_c + column_sums(exp(u))), sigmoid(-column_logsumexp(u)),
        sum(exp(u)) / (1_c + sum(exp(u))), sigmoid(total_logsumexp(u)), row_sums(exp(u)) / (1_c + row_sums(exp(u))), sigmoid(logsumexp(u)),
        column_sums(exp(u)) / (1_c + column_sums(exp(u))), sigmoid(column_logsumexp(u)),
        exp(u) * sigmoid(-total_logsumexp(u)), total_softmax(u) * sigmoid(total_logsumexp(u)), exp(u) * sigmoid(-logsumexp(u)), softmax(u) * sigmoid(logsumexp(u)),
        exp(u) * sigmoid(-column_logsumexp(u)), column_softmax(u) * sigmoid(column_logsumexp(u)),
        sum(exp(u)) * sigmoid(-total_logsumexp(u)), sigmoid(total_logsumexp(u)), row_sums(exp(u)) * sigmoid(-logsumexp(u)), sigmoid(logsumexp(u)),
        column_sums(exp(u)) * sigmoid(-column_logsumexp(u)), sigmoid(column_logsumexp(u)),
        sum(w * exp(u)) / sum(exp(u)), sum(w * total_softmax(u)) + of_none, dot(w, exp(u)) / sum(exp(u)), dot(w, total_softmax(u)) + of_none, row_sums(w * exp(u)) / row_sums(exp(u)), row_sums(w * softmax(u)) + of_empty_rows,
        column_sums(w * exp(u)) / column_sums(exp(u)), column_sums(w * column_softmax(u)) + of_empty_columns, exp(w) / (exp(w) + sum(exp(u))), sigmoid(w - total_logsumexp(u)),
        (w * exp(u)) / sum(exp(u)), w * total_softmax(u), (w * exp(u)) / row_sums(exp(u)), w * softmax(u), (w * exp(u)) / column_sums(exp(u)), w * column_softmax(u),
        (w * exp(u)) / (1_c + sum(exp(u))), w * (total_softmax(u) * sigmoid(total_logsumexp(u))), (w * exp(u)) / (1_c + row_sums(exp(u))), w * (softmax(u) * sigmoid(logsumexp(u))),
        (w * exp(u)) / (1_c + column_sums(exp(u))), w * (column_softmax(u) * sigmoid(column_logsumexp(u))), (w * sum(exp(u))) / (1_c + sum(exp(u))), w * sigmoid(total_logsumexp(u)),
        (w * row_sums(exp(u))) / (1_c + row_sums(exp(u))), w * sigmoid(logsumexp(u)), (w * column_sums(exp(u))) / (1_c + column_sums(exp(u))), w * sigmoid(column_logsumexp(u)),
        w / (1_c + sum(exp(u))), w * sigmoid(-total_logsumexp(u)), w / (1_c + row_sums(exp(u))), w * sigmoid(-logsumexp(u)), w / (1_c + column_sums(exp(u))), w * sigmoid(-column_logsumexp(u)));
  }
};

/// Fractions by a mean of them.
struct fractions_of_means_of_exponentials : family {
  static constexpr auto text = "fractions_of_means_of_exponentials";
  static constexpr bool may_occur(const facts&) { return false; }
  static constexpr bool may_occur(const facts& u, const facts& v) { return u.function == function_key("exp") && mentions_one(v, 0, function_key("mean"), function_key("row_means"), function_key("column_means")) && v.operands[0]->id == u.id; }
  static constexpr auto rewrites(auto u, auto, auto, auto) {
    return rewrite(exp(u) / mean(exp(u)), count(u) * total_softmax(u), exp(u) / row_means(exp(u)), (count(u) / count(row_sums(u))) * softmax(u), exp(u) / column_means(exp(u)), (count(u) / count(column_sums(u))) * column_softmax(u));
  }
};

/// Fractions with a number beside such a sum below.
struct fractions_of_weighted_sums : family {
  static constexpr auto text = "fractions_of_weighted_sums";
  static constexpr bool may_occur(const facts& v) {
    if (is_power(v)) return is_sum(*v.operands[0]);
    return is_sum(v);
  }
  static constexpr bool is_sum(const facts& v) {
    if (v.function != function_key("+")) return false;
    for (int k = 0; k < 2; ++k)
      if (is_one_constant(*v.operands[k])) return v.operands[k]->id != number_key(1, 1) && v.operands[k]->value.numerator > 0 && reduces_exponentials(*v.operands[1 - k], 1);
    return false;
  }
  static constexpr bool may_occur(const facts&, const facts& v) { return may_occur(v); }
  static constexpr auto rewrites(auto u, auto w, auto z, auto) {
    return joined_rows(of(sum(exp(u)), total_logsumexp(u), total_softmax(u), u, w, z), of(row_sums(exp(u)), logsumexp(u), softmax(u), u, w, z), of(column_sums(exp(u)), column_logsumexp(u), column_softmax(u), u, w, z));
  }

 private:
  static constexpr auto of(auto all, auto log_of_all, auto shares, auto u, auto w, auto z) {
    const auto below = positive_number(z) + all;
    const auto over = over_plus_exp(z, log_of_all);
    const auto share = share_plus_exp(z, log_of_all);
    return rewrite(exp(u) / below, shares * share, all / below, share, 1_c / below, over, inv(below), over, (w * exp(u)) / below, w * (shares * share), (w * all) / below, w * share, w / below, w * over, exp(u) * over, shares * share, all * over, share,
                   1_c / sq(below), sq(over), exp(u) / sq(below), (shares * share) * over, w / sq(below), w * sq(over));
  }
};

/// Fractions with anything beside such a sum below.
struct fractions_beside_sums : family {
  static constexpr auto text = "fractions_beside_sums";
  static constexpr bool is_general = true;
  static constexpr bool is_sum_of_exponentials(const facts& f) { return mentions_one(f, 0, function_key("sum"), function_key("row_sums"), function_key("column_sums")) && f.operands[0]->function == function_key("exp"); }
  static constexpr bool may_occur(const facts&) { return false; }
  static constexpr bool may_occur(const facts&, const facts& v) {
    if (v.function != function_key("+")) return false;
    for (int k = 0; k < 2; ++k)
      if (is_sum_of_exponentials(*v.operands[k])) return !is_one_constant(*v.operands[1 - k]) && exponentials_in(*v.operands[1 - k], 2) == 0;
    return false;
  }
  static constexpr auto rewrites(auto u, auto w, auto z, auto) {
    return joined_rows(of(sum(exp(u)), total_logsumexp(u), total_softmax(u), u, w, z), of(row_sums(exp(u)), logsumexp(u), softmax(u), u, w, z), of(column_sums(exp(u)), column_logsumexp(u), column_softmax(u), u, w, z));
  }

 private:
  static constexpr auto of(auto all, auto log_of_all, auto shares, auto u, auto w, auto z) {
    const auto share = share_plus_exp(z, log_of_all);
    return rewrite(exp(u) / (z + all), shares * share, all / (z + all), share, (w * exp(u)) / (z + all), w * (shares * share));
  }
};

/// Fractions of exponentials that are written as powers.
struct powers_of_exponentials : family {
  static constexpr auto text = "powers_of_exponentials";
  static constexpr bool may_occur(const facts& u, const facts& v) {
    return (v.id == number_key(-1, 1) || v.id == number_key(-2, 1) || v.id == number_key(-3, 1)) && (fractions_of_exponentials::may_occur(u) || u.function == function_key("cosh"));
  }
  static constexpr auto rewrites(auto u, auto, auto, auto) {
    return rewrite(pow(1_c + exp(u), -1_c), sigmoid(-u), pow(1_c + exp(u), -2_c), sq(sigmoid(-u)), pow(1_c + exp(u), -3_c), pow(sigmoid(-u), 3_c),
                   pow(cosh(u), -1_c), reciprocal_cosh(u), pow(cosh(u), -2_c), sq(reciprocal_cosh(u)));
  }
};

struct powers_of_sums_of_exponentials : family {
  static constexpr auto text = "powers_of_sums_of_exponentials";
  static constexpr bool may_occur(const facts& u, const facts& v) { return (v.id == number_key(-1, 1) || v.id == number_key(-2, 1)) && (fractions_of_sums_of_exponentials::may_occur(u) || fractions_of_weighted_sums::is_sum(u)); }
  static constexpr auto rewrites(auto u, auto z, auto, auto) {
    const auto k = positive_number(z);
    return rewrite(pow(1_c + sum(exp(u)), -1_c), sigmoid(-total_logsumexp(u)), pow(1_c + row_sums(exp(u)), -1_c), sigmoid(-logsumexp(u)), pow(1_c + column_sums(exp(u)), -1_c), sigmoid(-column_logsumexp(u)),
                   pow(1_c + sum(exp(u)), -2_c), sq(sigmoid(-total_logsumexp(u))), pow(1_c + row_sums(exp(u)), -2_c), sq(sigmoid(-logsumexp(u))), pow(1_c + column_sums(exp(u)), -2_c), sq(sigmoid(-column_logsumexp(u))),
                   pow(k + sum(exp(u)), -1_c), over_plus_exp(z, total_logsumexp(u)), pow(k + row_sums(exp(u)), -1_c), over_plus_exp(z, logsumexp(u)), pow(k + column_sums(exp(u)), -1_c), over_plus_exp(z, column_logsumexp(u)),
                   pow(k + sum(exp(u)), -2_c), sq(over_plus_exp(z, total_logsumexp(u))), pow(k + row_sums(exp(u)), -2_c), sq(over_plus_exp(z, logsumexp(u))), pow(k + column_sums(exp(u)), -2_c), sq(over_plus_exp(z, column_logsumexp(u))));
  }
};

/// log of sums of exponentials of all elements, of rows or of columns, and of one more, an exponential more, or another such sum.
struct logarithms_of_sums_of_exponentials : family {
  static constexpr auto text = "logarithms_of_sums_of_exponentials";
  static constexpr bool may_occur(const facts& u) { return reduces_exponentials(u, 4); }
  static constexpr auto rewrites(auto u, auto v, auto z, auto) {
    const auto k = positive_number(z);
    auto shifted = exp(u - maximum(u));
    auto shifted_rows = exp(u - row_maxima(u));
    auto shifted_columns = exp(u - column_maxima(u));
    return rewrite(
        // what is shifted already stays
        log(sum(shifted)), log(sum(shifted)), log(row_sums(shifted_rows)), log(row_sums(shifted_rows)),
        log(column_sums(shifted_columns)), log(column_sums(shifted_columns)),
        log(sum(exp(u))), total_logsumexp(u), log(row_sums(exp(u))), logsumexp(u), log(column_sums(exp(u))), column_logsumexp(u),
        log1p(sum(exp(u))), softplus(total_logsumexp(u)), log1p(row_sums(exp(u))), softplus(logsumexp(u)), log1p(column_sums(exp(u))), softplus(column_logsumexp(u)),
        log(exp(v) + sum(exp(u))), logaddexp(v, total_logsumexp(u)), log(exp(v) + row_sums(exp(u))), logaddexp(v, logsumexp(u)), log(exp(v) + column_sums(exp(u))), logaddexp(v, column_logsumexp(u)),
        log1p(exp(v) + sum(exp(u))), softplus(logaddexp(v, total_logsumexp(u))), log((1_c + exp(v)) + sum(exp(u))), softplus(logaddexp(v, total_logsumexp(u))),
        log((1_c + sum(exp(u))) + exp(v)), softplus(logaddexp(v, total_logsumexp(u))),
        log(k + sum(exp(u))), log_plus_exp(z, total_logsumexp(u)), log(k + row_sums(exp(u))), log_plus_exp(z, logsumexp(u)), log(k + column_sums(exp(u))), log_plus_exp(z, column_logsumexp(u)),
        log(sum(exp(v)) + sum(exp(u))), logaddexp(total_logsumexp(v), total_logsumexp(u)), log(row_sums(exp(v)) + row_sums(exp(u))), logaddexp(logsumexp(v), logsumexp(u)),
        log(column_sums(exp(v)) + column_sums(exp(u))), logaddexp(column_logsumexp(v), column_logsumexp(u)));
  }
};

/// log of an exponential by such a sum, as the probability of one of several choices has it.
struct logarithms_of_parts_of_sums : family {
  static constexpr auto text = "logarithms_of_parts_of_sums";
  static constexpr bool may_occur(const facts& u) { return u.function == function_key("/") && u.operands[0]->function == function_key("exp") && reduces_exponentials(*u.operands[1], 2); }
  static constexpr auto rewrites(auto u, auto v, auto z, auto) {
    return joined_rows(of(sum(exp(u)), total_logsumexp(u), total_softmax(u), u, v, z), of(row_sums(exp(u)), logsumexp(u), softmax(u), u, v, z), of(column_sums(exp(u)), column_logsumexp(u), column_softmax(u), u, v, z));
  }

 private:
  static constexpr auto of(auto all, auto log_of_all, auto shares, auto u, auto v, auto z) {
    return rewrite(log(exp(v) / all), v - log_of_all, log(exp(v) * sigmoid(-log_of_all)), v - softplus(log_of_all), log(shares * sigmoid(log_of_all)), u - softplus(log_of_all),
                   log(shares * share_plus_exp(positive_number(z), log_of_all)), u - log_plus_exp(z, log_of_all));
  }
};

/// log of means of them.
struct logarithms_of_means_of_exponentials : family {
  static constexpr auto text = "logarithms_of_means_of_exponentials";
  static constexpr bool may_occur(const facts& u) { return mentions_one(u, 4, function_key("mean"), function_key("row_means"), function_key("column_means")) && reduces_exponentials(u, 4); }
  static constexpr auto rewrites(auto u, auto z, auto, auto) {
    const auto k = positive_number(z);
    auto of_mean = total_logsumexp(u) - log(count(u));
    auto of_rows = logsumexp(u) - log(count(u) / count(row_sums(u)));
    auto of_columns = column_logsumexp(u) - log(count(u) / count(column_sums(u)));
    return rewrite(log(mean(exp(u))), of_mean, log(row_means(exp(u))), of_rows, log(column_means(exp(u))), of_columns,
                   log1p(mean(exp(u))), softplus(of_mean), log1p(row_means(exp(u))), softplus(of_rows), log1p(column_means(exp(u))), softplus(of_columns),
                   log(k + mean(exp(u))), log_plus_exp(z, of_mean), log(k + row_means(exp(u))), log_plus_exp(z, of_rows), log(k + column_means(exp(u))), log_plus_exp(z, of_columns));
  }
};

}  // namespace nabla::detail
