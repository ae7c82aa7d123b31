// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/family.hpp>

namespace nabla::detail {

// Stable forms of logarithms of sums of squares.

/// log of a square and a number or another square.
struct logarithms_of_squares : family {
  static constexpr auto text = "logarithms_of_squares";
  static constexpr bool is_square(const facts& u) {
    return u.function == function_key("sq") || (u.function == function_key("hadamard") && u.operands[0]->id == u.operands[1]->id) || (u.function == function_key("pow") && u.operands[1]->id == number_key(2, 1));
  }
  static constexpr bool is_positive(const facts& u) { return u.op->code == operation_code::constant && u.value.numerator > 0; }
  static constexpr bool are_squares(const facts& u) {
    if (u.function != function_key("+")) return false;
    const facts &a = *u.operands[0], &b = *u.operands[1];
    return (is_square(a) && (is_square(b) || is_positive(b))) || (is_square(b) && is_positive(a));
  }
  static constexpr bool may_occur(const facts& u) { return is_square(u) || are_squares(u); }
  static constexpr auto rewrites(auto u, auto v, auto, auto z) {
    return rewrite(log1p(sq(u)), log1p_square(u), log(1_c + sq(u)), log1p_square(u), log1p(sq(u) + sq(v)), log1p_squares(u, v), log(sq(u) + sq(v)), log_of_squares(u, v), log(positive_number(z) + sq(u)), log_of_squares(u, sqrt(z)));
  }
};

/// log of three squares, of which one may be a number.
struct logarithms_of_three_squares : family {
  static constexpr auto text = "logarithms_of_three_squares";
  static constexpr bool may_occur(const facts& u) { return u.function == function_key("+") && (logarithms_of_squares::are_squares(*u.operands[0]) || logarithms_of_squares::are_squares(*u.operands[1])); }
  static constexpr auto rewrites(auto u, auto v, auto w, auto z) {
    return rewrite(log(sq(u) + sq(v) + sq(w)), log_of_three_squares(u, v, w), log(1_c + sq(u) + sq(v)), log1p_squares(u, v), log1p(sq(u) + sq(v)), log1p_squares(u, v),
                   log(positive_number(z) + sq(u) + sq(v)), log_of_three_squares(u, v, sqrt(z)), log(positive_number(z) + (sq(u) + sq(v))), log_of_three_squares(u, v, sqrt(z)));
  }
};

}  // namespace nabla::detail
