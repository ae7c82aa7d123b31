// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/expression/constant.hpp>
#include <nabla/rules/family.hpp>

namespace nabla::detail {

// Stable forms of fractions with something beside an exponential below, which is not the 1 of a sigmoid.

/// What stands in a sum or a difference beside an exponential, or a multiple of one: of k + exp(u), exp(u) - k and k - exp(u), and of exp(u) times or by a number.
struct beside_exponential {
  const facts* other = nullptr;
  bool is_difference = false, is_multiple = false;

  static constexpr bool is_exponential(const facts& f) { return f.function == function_key("exp"); }
  static constexpr bool is_multiple_of_one(const facts& f) {
    const bool is_product = f.function == function_key("hadamard");
    return (is_product && is_one_constant(*f.operands[0]) && is_exponential(*f.operands[1])) ||
        ((is_product || f.function == function_key("/")) && is_exponential(*f.operands[0]) && is_one_constant(*f.operands[1]));
  }
  static constexpr beside_exponential in(const facts& v) {
    const bool difference = v.function == function_key("-");
    if (!difference && v.function != function_key("+")) return {};
    for (int k = 0; k < 2; ++k)
      if (const bool multiple = is_multiple_of_one(*v.operands[k]); multiple || is_exponential(*v.operands[k])) return {v.operands[1 - k], difference, multiple};
    return {};
  }
  /// A number beside it, and not the 1 of sigmoids and expm1?
  constexpr bool has_number(bool differences) const {
    return is_set(other) && is_one_constant(*other) && is_difference == differences && !is_multiple && other->id != number_key(1, 1) && (is_difference || other->id != number_key(-1, 1));
  }
  /// Something else beside it?
  constexpr bool has_other(bool differences) const { return is_set(other) && !is_multiple && is_difference == differences && !is_one_constant(*other) && !is_exponential(*other); }
};

/// What of fractions with 1 above is left where exp(u) is multiplied with them.
constexpr auto products_with_fractions(auto u, auto w, auto z, auto y) {
  const auto over = over_plus_exp(z, u);
  const auto share = share_plus_exp(z, u);
  return rewrite(exp(u) * over, share, (w * exp(u)) * over, w * share, exp(u) * (w * over), w * share, exp(u) * (over / any_number(y)), share / y, exp(u) * sq(over), over * share);
}
/// Fractions by the square of such a sum: exp(u) goes with one of the factors first, neither leaves the range of the numbers then.
constexpr auto fractions_by_square(auto sum, auto sum_with_number, auto over, auto share, auto u, auto w) {
  return rewrite(1_c / sq(sum), sq(over), exp(u) / sq(sum), over * share, (w * exp(u)) / sq(sum), (w * share) * over, w / sq(sum_with_number), w * sq(over));
}
/// Fractions by `sum`, of which 1 / sum is `over` and exp(u) / sum `share`.
constexpr auto fractions_by(auto sum, auto over, auto share, auto u, auto w) { return rewrite(exp(u) / sum, share, 1_c / sum, over, inv(sum), over, (w * exp(u)) / sum, w * share, w / sum, w * over); }

/// Fractions with a number beside an exponential below.
struct fractions_of_weighted_exponentials : family {
  static constexpr auto text = "fractions_of_weighted_exponentials";
  static constexpr bool may_occur(const facts& v) { return beside_exponential::in(v).has_number(false); }
  static constexpr bool may_occur(const facts&, const facts& v) { return may_occur(v); }
  static constexpr auto rewrites(auto u, auto w, auto z, auto y) { return joined_rows(fractions_by(any_number(z) + exp(u), over_plus_exp(z, u), share_plus_exp(z, u), u, w), products_with_fractions(u, w, z, y)); }
};
struct fractions_of_exponentials_less_a_number : family {
  static constexpr auto text = "fractions_of_exponentials_less_a_number";
  static constexpr bool may_occur(const facts& v) { return beside_exponential::in(v).has_number(true); }
  static constexpr bool may_occur(const facts&, const facts& v) { return may_occur(v); }
  static constexpr auto rewrites(auto u, auto w, auto z, auto y) {
    const auto over = over_plus_exp(-z, u);
    const auto share = share_plus_exp(-z, u);
    return joined_rows(fractions_by(exp(u) - any_number(z), over, share, u, w), fractions_by(any_number(z) - exp(u), -over, -share, u, w), products_with_fractions(u, w, z, y));
  }
};
/// Fractions, and powers, of a sum or difference with a multiple of one: with a number anything above, with something else what fractions_beside_exponentials has, too.
struct fractions_beside_multiples : family {
  static constexpr auto text = "fractions_beside_multiples";
  static constexpr bool is_general = true;
  static constexpr bool is_sum(const facts& v) { return beside_exponential::in(v).is_multiple; }
  static constexpr bool may_occur(const facts& v) { return is_power(v) ? is_sum(*v.operands[0]) : is_sum(v); }
  static constexpr bool may_occur(const facts& u, const facts& v) { return may_occur(v) || (is_sum(u) && v.op->code == operation_code::constant && v.value.numerator < 0); }
  static constexpr auto rewrites(auto u, auto w, auto z, auto y) {
    const auto multiple = any_number(y) * exp(u);
    const auto part = exp(u) / any_number(y);
    const auto k = any_number(z);
    const auto over = over_plus_exp(z / y, u) / y;
    const auto share = share_plus_exp(z / y, u) / y;
    const auto over_less = over_plus_exp(-z / y, u) / y;
    const auto share_less = share_plus_exp(-z / y, u) / y;
    const auto over_part = y * over_plus_exp(z * y, u);
    const auto share_of_part = y * share_plus_exp(z * y, u);
    const auto over_part_less = y * over_plus_exp(-z * y, u);
    const auto share_of_part_less = y * share_plus_exp(-z * y, u);
    return joined_rows(of(z + multiple, k + multiple, over, share, u, w), of(multiple - z, multiple - k, over_less, share_less, u, w), of(z - multiple, k - multiple, -over_less, -share_less, u, w),
                       of(z + part, k + part, over_part, share_of_part, u, w), of(part - z, part - k, over_part_less, share_of_part_less, u, w), of(z - part, k - part, -over_part_less, -share_of_part_less, u, w),
                       products_with_fractions(u, w, z, y));
  }

 private:
  static constexpr auto of(auto sum, auto sum_with_number, auto over, auto share, auto u, auto w) {
    return joined_rows(rewrite(exp(u) / sum, share, 1_c / sum, over, inv(sum), over, (w * exp(u)) / sum, w * share, w / sum_with_number, w * over, pow(sum, -1_c), over, pow(sum, -2_c), sq(over), pow(sum, -3_c), pow(over, 3_c)),
                       fractions_by_square(sum, sum_with_number, over, share, u, w));
  }
};
/// Fractions with anything beside an exponential below: not w / (z + exp(u)), of which z and w may be far out.
struct fractions_beside_exponentials : family {
  static constexpr auto text = "fractions_beside_exponentials";
  static constexpr bool is_general = true;
  static constexpr bool may_occur(const facts& v) {
    if (is_power(v)) return is_sum(*v.operands[0]);
    return beside_exponential::in(v).has_other(false);
  }
  static constexpr bool may_occur(const facts&, const facts& v) { return may_occur(v); }
  static constexpr bool is_sum(const facts& v) { return beside_exponential::in(v).has_other(false) || beside_exponential::in(v).has_number(false); }
  static constexpr auto rewrites(auto u, auto w, auto z, auto y) {
    const auto over = over_plus_exp(z, u);
    const auto share = share_plus_exp(z, u);
    return joined_rows(rewrite(exp(u) / (z + exp(u)), share, 1_c / (z + exp(u)), over, inv(z + exp(u)), over, (w * exp(u)) / (z + exp(u)), w * share), fractions_by_square(z + exp(u), any_number(z) + exp(u), over, share, u, w), products_with_fractions(u, w, z, y));
  }
};
struct fractions_beside_exponentials_in_differences : family {
  static constexpr auto text = "fractions_beside_exponentials_in_differences";
  static constexpr bool is_general = true;
  static constexpr bool may_occur(const facts& v) {
    if (is_power(v)) return is_difference(*v.operands[0]);
    return beside_exponential::in(v).has_other(true);
  }
  static constexpr bool may_occur(const facts&, const facts& v) { return may_occur(v); }
  static constexpr bool is_difference(const facts& v) { return beside_exponential::in(v).has_other(true) || beside_exponential::in(v).has_number(true); }
  static constexpr auto rewrites(auto u, auto w, auto z, auto y) {
    const auto over = over_plus_exp(-z, u);
    const auto share = share_plus_exp(-z, u);
    const auto fractions = rewrite(exp(u) / (exp(u) - z), share, 1_c / (exp(u) - z), over, inv(exp(u) - z), over, (w * exp(u)) / (exp(u) - z), w * share,
                                   exp(u) / (z - exp(u)), -share, 1_c / (z - exp(u)), -over, inv(z - exp(u)), -over, (w * exp(u)) / (z - exp(u)), w * -share);
    return joined_rows(fractions, products_with_fractions(u, w, z, y), fractions_by_square(exp(u) - z, exp(u) - any_number(z), over, share, u, w), fractions_by_square(z - exp(u), any_number(z) - exp(u), over, share, u, w));
  }
};
/// The same, written as powers.
struct powers_beside_exponentials : family {
  static constexpr auto text = "powers_beside_exponentials";
  static constexpr bool is_general = true;
  static constexpr bool may_occur(const facts& u, const facts& v) {
    return (v.id == number_key(-1, 1) || v.id == number_key(-2, 1) || v.id == number_key(-3, 1)) && (fractions_beside_exponentials::is_sum(u) || fractions_beside_exponentials_in_differences::is_difference(u));
  }
  static constexpr auto rewrites(auto u, auto w, auto z, auto y) {
    const auto over = over_plus_exp(z, u);
    const auto over_less = over_plus_exp(-z, u);
    return joined_rows(rewrite(pow(z + exp(u), -1_c), over, pow(z + exp(u), -2_c), sq(over), pow(z + exp(u), -3_c), pow(over, 3_c), pow(exp(u) - z, -1_c), over_less, pow(exp(u) - z, -2_c), sq(over_less), pow(exp(u) - z, -3_c), pow(over_less, 3_c),
                               pow(z - exp(u), -1_c), -over_less, pow(z - exp(u), -2_c), sq(over_less), pow(z - exp(u), -3_c), -pow(over_less, 3_c)),
                       products_with_fractions(u, w, z, y));
  }
};

}  // namespace nabla::detail
