// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/families_beside_exponentials.hpp>
#include <nabla/rules/families_of_exponentials.hpp>
#include <nabla/rules/families_of_roots.hpp>

namespace nabla::detail {

// Stable forms of sums of exponentials and numbers, which may be multiples: fractions with the same above and below, roots, logarithms.

/// Fractions of two sums of a number and one exponential, or numbers times or by it: a number times the fraction of those of which that exponential stands alone.
struct fractions_of_equal_exponentials : family {
  static constexpr auto text = "fractions_of_equal_exponentials";
  static constexpr bool may_occur(const facts&) { return false; }
  static constexpr bool may_occur(const facts& u, const facts& v) { return has_sum(u) && has_sum(v); }
  static constexpr bool has_sum(const facts& u) { return has_number(u) || u.function == function_key("expm1"); }
  static constexpr bool has_number(const facts& u) { return is_set(beside_exponential::in(u).other) && is_one_constant(*beside_exponential::in(u).other); }
  static constexpr auto rewrites(auto u, auto w, auto z, auto y) {
    const auto k = any_number(z);
    const auto l = any_number(y);
    const auto e = exp(u);
    return joined_rows(rewrite(expm1(u) / (1_c + e), tanh(0.5_c * u)), over(k + e, z, 1_c, u, w), over(e - k, -z, 1_c, u, w), over(k - e, -z, c<-1>, u, w),
                       over(k + l * e, z / y, y, u, w), over(l * e - k, -z / y, y, u, w), over(k - l * e, -z / y, -y, u, w), over(k + e / l, z * y, 1_c / y, u, w), over(e / l - k, -z * y, 1_c / y, u, w), over(k - e / l, -z * y, -1_c / y, u, w),
                       rewrite((k + e) / expm1(u), 1_c + (z + 1_c) * over_expm1(1_c, u), (e - k) / expm1(u), 1_c + (1_c - z) * over_expm1(1_c, u), (k - e) / expm1(u), (z - 1_c) * over_expm1(1_c, u) - 1_c), above(any_number(w), k, e, w, z, y));
  }

 private:
  /// By sum = factor (number + exp(u)).
  static constexpr auto over(auto sum, auto number, auto factor, auto u, auto w) {
    const auto k = any_number(w);
    return rewrite((k + exp(u)) / sum, by(ratio_plus_exp(w, number, u), factor), (exp(u) - k) / sum, by(ratio_plus_exp(-w, number, u), factor), (k - exp(u)) / sum, by(-ratio_plus_exp(-w, number, u), factor),
                   expm1(u) / sum, by(expm1_over_plus_exp(number, u), factor));
  }
  static constexpr auto by(auto fraction, auto factor) { return fraction / factor; }
  static constexpr auto by(auto fraction, constant<1, 1>) { return fraction; }
  static constexpr auto by(auto fraction, constant<-1, 1>) { return -fraction; }
  /// With a number times or by the exponential above.
  static constexpr auto above(auto k, auto l, auto e, auto w, auto z, auto y) {
    const auto below = same_exponential(y);
    return rewrite((k + l * e) / below, z * ((w / z + e) / y), (l * e - k) / below, z * ((e - w / z) / y), (k - l * e) / below, z * ((w / z - e) / y),
                   (k + e / l) / below, ((w * z + e) / y) / z, (e / l - k) / below, ((e - w * z) / y) / z, (k - e / l) / below, ((w * z - e) / y) / z);
  }
};

/// Roots of a number and an exponential, or a number times or by it: the exponential of half is a number where that is not.
template <root_form Form>
struct roots_beside_exponentials : root_family<Form> {
  static constexpr numbered_text name{"roots_beside_exponentials", static_cast<int>(Form)};
  static constexpr const char* text = name.text;
  static constexpr bool may_occur(const facts& u) {
    const beside_exponential sum = beside_exponential::in(u);
    return is_set(sum.other) && !sum.is_difference && root_family<Form>::is_positive(*sum.other);
  }
  static constexpr bool may_occur(const facts& u, const facts& v) { return root_family<Form>::is_written(v) && may_occur(u); }
  static constexpr auto rewrites(auto u, auto z, auto y, auto) {
    const auto k = positive_number(z);
    const auto l = positive_number(y);
    const auto half = exp(u / 2_c);
    return joined_rows(of(1_c + exp(u), unit_hypot(half), over_root_plus_exp(1_c, u)), of(k + exp(u), hypot(half, sqrt(z)), over_root_plus_exp(z, u)),
                       of(k + l * exp(u), hypot(sqrt(y) * half, sqrt(z)), over_root_plus_exp(z / y, u) / sqrt(y)), of(k + exp(u) / l, hypot(half / sqrt(y), sqrt(z)), over_root_plus_exp(z * y, u) * sqrt(y)));
  }

 private:
  static constexpr auto of(auto sum, auto length, auto reciprocal) {
    if constexpr (Form == root_form::root || Form == root_form::power) return rewrite(root_family<Form>::root_of(sum), length);
    else return rewrite(root_family<Form>::root_of(sum), reciprocal);
  }
};
/// Fractions by such a root.
struct fractions_by_roots_beside_exponentials : family {
  static constexpr auto text = "fractions_by_roots_beside_exponentials";
  static constexpr bool may_occur(const facts& v) { return roots_beside_exponentials<root_form::root>::may_occur(*v.operands[0]) && (v.function == function_key("sqrt") || (v.function == function_key("pow") && v.operands[1]->id == number_key(1, 2))); }
  static constexpr bool may_occur(const facts&, const facts& v) { return is_set(v.operands[0]) && may_occur(v); }
  static constexpr auto rewrites(auto u, auto w, auto z, auto y) {
    const auto half = exp(u / 2_c);
    const auto root = sqrt(positive_number(z));
    return joined_rows(rewrite(exp(u) / unit_hypot(half), exp_over_root(1_c, u), exp(u) / hypot(half, root), exp_over_root(z, u), (w * exp(u)) / unit_hypot(half), w * exp_over_root(1_c, u), (w * exp(u)) / hypot(half, root), w * exp_over_root(z, u)),
                       by(half, u, w, z, y), by(exp(u), 2_c * u, w, z, y));
  }

 private:
  static constexpr auto by(auto half, auto u, auto w, auto z, auto y) {
    const auto root = sqrt(positive_number(z));
    const auto factor = sqrt(positive_number(y));
    return rewrite(w / unit_hypot(half), w * over_root_plus_exp(1_c, u), w / hypot(half, root), w * over_root_plus_exp(z, u), w / hypot(factor * half, root), w * (over_root_plus_exp(z / y, u) / sqrt(y)), w / hypot(half / factor, root), w * (over_root_plus_exp(z * y, u) * sqrt(y)));
  }
};

/// Fractions by two exponentials and a number.
struct fractions_of_exponentials_and_a_number : family {
  static constexpr auto text = "fractions_of_exponentials_and_a_number";
  static constexpr bool is_number(const facts& v) { return is_one_constant(v) && v.id != number_key(1, 1) && v.value.numerator > 0; }
  static constexpr bool may_occur(const facts& v) {
    if (v.function != function_key("+") || exponentials_in(v, 2) != 2) return false;
    for (int k = 0; k < 2; ++k)
      if (const facts& part = *v.operands[k]; is_number(part) || (part.function == function_key("+") && (is_number(*part.operands[0]) || is_number(*part.operands[1])))) return true;
    return false;
  }
  static constexpr bool may_occur(const facts&, const facts& v) { return may_occur(v); }
  static constexpr auto rewrites(auto u, auto v, auto w, auto z) {
    const auto k = positive_number(z);
    const auto two_sided = over_cosh(over_cosh(0.25_c, 0.5_c * u), 0.5_c * u);
    return joined_rows(rewrite(1_c / (2_c + exp(u) + exp(-u)), two_sided, 1_c / (2_c + (exp(u) + exp(-u))), two_sided), of(k + (exp(u) + exp(v)), u, v, w, z), of((k + exp(u)) + exp(v), u, v, w, z), of((k + exp(v)) + exp(u), u, v, w, z));
  }

 private:
  static constexpr auto of(auto sum, auto u, auto v, auto w, auto z) {
    const auto share = sigmoid(u - v) * share_plus_exp(z, logaddexp(u, v));
    const auto over = over_plus_exp(z, logaddexp(u, v));
    return rewrite(exp(u) / sum, share, 1_c / sum, over, inv(sum), over, (w * exp(u)) / sum, w * share);
  }
};

/// log of numbers times or by exponentials, one or more, and of what may be beside them.
struct logarithms_of_multiples_of_exponentials : family {
  static constexpr auto text = "logarithms_of_multiples_of_exponentials";
  static constexpr bool has_multiple(const facts& u, int depth) {
    if (beside_exponential::is_multiple_of_one(u)) return true;
    if (depth == 0 || u.function != function_key("+")) return false;
    return has_multiple(*u.operands[0], depth - 1) || has_multiple(*u.operands[1], depth - 1);
  }
  static constexpr bool may_occur(const facts& u) { return beside_exponential::is_multiple_of_one(u) || (u.function == function_key("+") && has_multiple(u, 8)) || (u.function == function_key("/") && fractions_of_parts_by_exponentials::may_occur(*u.operands[0], *u.operands[1])); }
  static constexpr auto rewrites(auto u, auto v, auto z, auto y) {
    const auto k = positive_number(z);
    const auto l = positive_number(y);
    return rewrite(log1p(k * exp(u)), log1p_multiple_exp(z, u), log1p(exp(u) / k), log1p_multiple_exp(1_c / z, u), log(l + k * exp(u)), log(y) + log1p_multiple_exp(z / y, u), log(l + exp(u) / k), log(y) + log1p_multiple_exp(1_c / (z * y), u),
                   log(k * exp(u) + exp(v)), logaddexp(u + log(z), v), log(exp(u) / k + exp(v)), logaddexp(u - log(z), v), log(k * exp(u) + l * exp(v)), logaddexp(u + log(z), v + log(y)), log(k * exp(u) + exp(v) / l), logaddexp(u + log(z), v - log(y)), log(exp(u) / k + exp(v) / l), logaddexp(u - log(z), v - log(y)),
                   log(several_exponentials(v) + k * exp(u)), logaddexp(log(v), u + log(z)), log(several_exponentials(v) + exp(u) / k), logaddexp(log(v), u - log(z)));
  }
};

}  // namespace nabla::detail
