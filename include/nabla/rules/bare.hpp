// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/expression/symbol.hpp>

namespace nabla::detail {

// Stable forms are looked for in what is written; u + 0_c, 1_c * u and the like hide none of them.

// The keys that questions about facts compare with: the compiler makes them once, where they are written, and not for each node that is asked.
consteval key function_key(const char* text) { return key_of(text); }
consteval key number_key(std::int64_t numerator, std::int64_t denominator) { return constant_key({numerator, denominator}); }

/// The value of a function of two constants that simplification makes a constant of.
constexpr checked_rational folded_value(key function, const rational& a, const rational& b) {
  if (function == function_key("+")) return sum_of(a, b);
  if (function == function_key("-")) return negated(b).fits ? sum_of(a, negated(b).value) : negated(b);
  if (function == function_key("hadamard")) return product_of(a, b);
  if (function == function_key("/") && b.numerator != 0) return quotient_of(a, b);
  return {};
}
constexpr bool is_one_constant(const facts& u) { return u.function == 0 && u.op->code == operation_code::constant; }  // the operation of a function may still be made
/// Is it a function of two constants that simplification makes one of?
constexpr bool folds(const facts& f) {
  return is_set(f.operands[1]) && !is_set(f.operands[2]) && is_one_constant(*f.operands[0]) && is_one_constant(*f.operands[1]) && folded_value(f.function, f.operands[0]->value, f.operands[1]->value).fits;
}
/// The operand that the function gives as it is, as u + 0, 1 u, u / 1, u^1 and -(-u) do; null where it does something.
constexpr const facts* operand_left_alone(const facts& f) {
  const facts &a = *f.operands[0], *second = f.operands[1];
  if (!is_set(second)) {
    if (f.function == function_key("neg")) return a.function == function_key("neg") ? a.operands[0] : nullptr;
    if (f.function == function_key("transpose") && a.function == function_key("transpose")) return a.operands[0];
    const bool reduces = f.function == function_key("sum") || f.function == function_key("row_sums") || f.function == function_key("column_sums") || f.function == function_key("transpose");
    return reduces && a.extents.is_scalar() ? &a : nullptr;
  }
  const facts& b = *second;
  if (is_set(f.operands[2]) || !(is_one_constant(a) || is_one_constant(b))) return nullptr;
  const bool sum = f.function == function_key("+"), product = f.function == function_key("hadamard");
  if ((sum || f.function == function_key("-")) && b.id == number_key(0, 1)) return &a;
  if ((product || f.function == function_key("/") || f.function == function_key("pow")) && b.id == number_key(1, 1)) return &a;
  return (sum && a.id == number_key(0, 1)) || (product && a.id == number_key(1, 1)) ? &b : nullptr;
}

/// Is it a sum or a difference of which simplification makes the other, a - -b or a + -b?
constexpr bool has_negated_term(const facts& f) {
  const bool sum = f.function == function_key("+");
  return (sum || f.function == function_key("-")) && (f.operands[1]->function == function_key("neg") || (sum && f.operands[0]->function == function_key("neg")));
}
/// Is a negative number taken off?
constexpr bool takes_off_negative(const facts& f) { return f.function == function_key("-") && is_one_constant(*f.operands[1]) && f.operands[1]->value.numerator < 0 && negated(f.operands[1]->value).fits; }
/// Does less stand for it, or something that forms are written with?
constexpr bool stands_for_other(const facts& f) { return is_set(operand_left_alone(f)) || folds(f) || has_negated_term(f) || takes_off_negative(f); }

/// Operands, each as what is left where simplification leaves less of it, for as long as this lives: of formulas so deep as forms are.
struct bare_operands {
  const facts* at[max_arity] = {};
  bool in_a_rule = false;

  constexpr bare_operands(const facts* const* operands, int count) {
    for (int k = 0; k < count; ++k) in_a_rule = in_a_rule || operands[k]->in_a_rule;
    for (int k = 0; k < count; ++k) at[k] = in_a_rule ? operands[k] : &bare(*operands[k], depth);
  }
  bare_operands(const bare_operands&) = delete;
  constexpr ~bare_operands() { delete[] made; }

 private:
  static constexpr int most = 64, depth = 6;
  facts* made = nullptr;  // no list: it would be a template's members more in every program
  int size = 0;

  constexpr const facts& bare(const facts& f, int levels) {
    if (!f.hides || levels == 0 || size == most || !is_set(f.operands[0])) return f;
    if (size == 0) made = new facts[most];
    facts& left = made[size++];
    left = f;
    for (int k = 0; k < max_arity && is_set(f.operands[k]); ++k) left.operands[k] = &bare(*f.operands[k], levels - 1);
    if (folds(left)) {
      const rational value = folded_value(left.function, left.operands[0]->value, left.operands[1]->value).value;
      const facts& number = *left.operands[0];
      left = number;
      left.value = value;
      left.id = constant_key(value);
      return left;
    }
    if (const facts* alone = operand_left_alone(left); is_set(alone)) return *alone;
    if (takes_off_negative(left) && size < most) {
      facts& number = made[size++];
      number = *left.operands[1];
      number.value = negated(number.value).value;
      number.id = constant_key(number.value);
      left.function = function_key("+");
      left.operands[1] = &number;
    }
    if (has_negated_term(left)) {
      const int negated = left.operands[1]->function == function_key("neg") ? 1 : 0;
      const facts *first = left.operands[1 - negated], *second = left.operands[negated]->operands[0];
      left.function = left.function == function_key("+") ? function_key("-") : function_key("+");
      left.operands[0] = first;
      left.operands[1] = second;
    }
    left.id = left.function;
    for (int k = 0; k < max_arity && is_set(left.operands[k]); ++k) left.id = mix(left.id, left.operands[k]->id);
    return left;
  }
};

}  // namespace nabla::detail
