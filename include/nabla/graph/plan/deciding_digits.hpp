// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/known_values.hpp>
#include <nabla/rules/norms.hpp>
#include <nabla/rules/pieces.hpp>
#include <nabla/rules/special.hpp>

namespace nabla::detail {

struct log_of_squares_rule;
struct over_squares_rule;

/// What of a number decides: nothing, its sign, which rounding of quotients and products leaves as it is, or its last digit.
enum class deciding : char {
  nothing,
  sign,
  digits
};

/// Of which nodes does a digit decide what comes of them? Floor and comparisons jump, and sqrt(x - 1) is a number from x = 1 on.
struct deciding_digits {
  const graph& g;
  known_values known = {g};

  constexpr list<deciding> find(const list<int>& readers) {
    list<deciding> all(g.nodes.size);
    for (int i = g.nodes.size - 1; i >= 0; --i) {
      const graph_node& n = g.nodes.data[i];
      for (int k = 0; readers.data[i] > 0 && k < n.op->arity && n.operands[k] >= 0; ++k) {
        const deciding itself = of_function(n, k), behind = all.data[i] == deciding::sign ? of_sign(n, k) : all.data[i];
        deciding& operand = all.data[n.operands[k]];
        operand = larger(operand, larger(itself, behind));
      }
    }
    return all;
  }

 private:
  static constexpr deciding larger(deciding a, deciding b) { return a < b ? b : a; }
  constexpr deciding unless_not_negative(const graph_node& n, int k) { return known.may_be_negative(n.operands[k]) ? deciding::digits : deciding::nothing; }
  /// Of operand k for whether the function jumps, or is a number.
  constexpr deciding of_function(const graph_node& n, int k) {
    const operation& op = *n.op;
    if (op.is_gate || is_rule<floor_rule>(op) || is_rule<ceil_rule>(op) || is_rule<round_rule>(op)) return deciding::digits;
    if (op.code == operation_code::power || is_rule<pow_rule>(op)) return k == 0 ? deciding::sign : (known.may_be_zero(n.operands[0]) ? deciding::digits : unless_not_negative(n, 0));
    if (op.code == operation_code::divide || op.code == operation_code::multiply_no_nan || is_rule<direction_rule>(op)) return k == 1 ? deciding::sign : deciding::nothing;  // 1 / (x - 1) is infinite where x is 1
    if (op.code != operation_code::other) return deciding::nothing;
    if (is_rule<sqrt_rule>(op) || is_rule<rsqrt_rule>(op) || is_rule<log_rule>(op)) return deciding::sign;
    if (is_rule<log1p_rule>(op)) return unless_not_negative(n, 0);
    if (is_rule<log_of_squares_rule>(op) || is_rule<over_squares_rule>(op)) return known.may_be_zero(n.operands[1 - k]) ? deciding::sign : deciding::nothing;
    const bool moves = is_set(op.move) || op.adds_elements || op.takes_rows;
    return moves || (op.range.finite && !op.range.signed_zero) ? deciding::nothing : deciding::digits;  // a loop may hold anything
  }
  /// Of operand k where the sign of the node decides.
  constexpr deciding of_sign(const graph_node& n, int k) {
    const operation& op = *n.op;
    switch (op.code) {
      case operation_code::multiply:
      case operation_code::divide:
      case operation_code::negate:
      case operation_code::broadcast:
      case operation_code::transpose:
      case operation_code::where:
      case operation_code::power: return deciding::sign;
      case operation_code::add: return known.may_be_negative(n.operands[0]) || known.may_be_negative(n.operands[1]) ? deciding::digits : deciding::sign;
      case operation_code::matrix_product: return known.may_be_negative(number_of(n)) ? deciding::digits : deciding::sign;
      default: break;
    }
    if (is_reduction(op.code)) return is_maximum(op.code) || !known.may_be_negative(n.operands[k]) ? deciding::sign : deciding::digits;
    if (op.range.positive) return deciding::nothing;
    return is_set(op.move) || is_rule<sqrt_rule>(op) || is_rule<norm2_rule>(op) || is_rule<checked_length_rule>(op) || is_rule<abs_rule>(op) || is_rule<sq_rule>(op) || is_rule<inv_rule>(op) ? deciding::sign : deciding::digits;
  }
  constexpr int number_of(const graph_node& n) const { return static_cast<int>(&n - g.nodes.data); }
};

}  // namespace nabla::detail
