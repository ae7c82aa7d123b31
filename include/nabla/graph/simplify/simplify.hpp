// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/known_values.hpp>
#include <nabla/graph/match.hpp>
#include <nabla/graph/simplify/assembled.hpp>
#include <nabla/graph/simplify/signs.hpp>
#include <nabla/rules/conditions.hpp>
#include <nabla/rules/structure.hpp>

namespace nabla::detail {

/// Into what a function is written out: that from which it is computed, what == takes it for, or what equivalent() does.
enum class writing {
  definitions,
  meanings,
  plain
};

/// Where a node stands, which decides what may become of it where it is no number.
enum class place {
  open,      ///< what reads it is no number either: an infinity and NaN are alike
  below,     ///< of an infinity something else becomes than of NaN
  sheltered  ///< and of one infinity something else than of the other
};

// Local simplification, done while a node is made: what derivatives are unreadable without. None of these changes the
// domain, costs digits, or over- or underflows where the written form does not: a number is folded into the number right beside it, and never
// taken across a product. A structural zero swallows its factor: nothing is ever multiplied by it at run time. It divides as written.
//
//     x + 0_c                             → x
//     x - 0_c                             → x
//     0_c - x                             → -x
//     x + -y                              → x - y
//     x - -y                              → x + y
//     -x - y                              → -(x + y)
//     -(x - y)                            → y - x
//     -(-x)                               → x
//     x + x                               → 2_c * x
//     3_c * x - x                         → 2_c * x
//     2_c + (3_c + x)                     → 5_c + x
//     1_c * x                             → x
//     c<-1> * x                           → -x
//     0_c * x                             → 0_c
//     x * 3_c                             → 3_c * x
//     2_c * (3_c * x)                     → 6_c * x
//     2_c * broadcast_to<2, 3>(3_c)       → broadcast_to<2, 3>(6_c)
//     x * (2_c * y)                       → 2_c * y * x
//     2_c * x * (3_c * y)                 → 2_c * x * (3_c * y)
//     2_c * x * (3_c * x)                 → 6_c * x * x
//     0.5_c * x * (2_c * y)               → x * y
//     0.5_c * (3_c * x * y)               → 1.5_c * x * y
//     -x * y                              → -(x * y)
//     -(3_c * x)                          → c<-3> * x
//     -broadcast_to<2, 3>(x)              → broadcast_to<2, 3>(-x)
//     x / 1_c                             → x
//     0_c / 3_c                           → 0_c
//     0_c / x                             → 0_c / x
//     -x / y                              → -(x / y)
//     2_c / 3_c + 1_c                     → c<5, 3>
//     pow(x, 0_c)                         → 1_c
//     pow(x, 1_c)                         → x
//     multiply_no_nan(x, 3_c)             → 3_c * x
//     multiply_no_nan(0_c, x)             → 0_c
//     multiply_no_nan(-x, y)              → -multiply_no_nan(x, y)
//     multiply_no_nan(log(x), y)          → xlogy(y, x)
//     subtract_no_nan(2_c, 2_c) * x       → 0_c
//     where(!(x > y), x, y)               → where(x > y, y, x)
//     where(x > y, z, z)                  → z
//     where(x > y, where(x > y, x, y), z) → where(x > y, x, z)
//     where(x > y, x, where(x > y, y, z)) → where(x > y, x, z)
//     transpose(transpose(A))             → A
//     -A * B                              → -(A * B)
//     diag(u) * B                         → hadamard(u, B)
//     A * diag(u)                         → hadamard(A, transpose(u))
//     A + broadcast_to<2, 3>(x)           → A + x
//     sum(x)                              → x
//     sum(broadcast_to<2, 3>(x))          → 6_c * x
//     sum(0_c * A)                        → 0_c
//     row_sums(t)                         → broadcast_to<2, 1>(1_c)
//     column_sums(v)                      → sum(v)
//     round(floor(x))                     → floor(x)
//     log(1_c + x)                        → log1p(x)
//     1_c - exp(x)                        → -expm1(x)
//     cross_entropy(softmax(A), t)        → softmax_cross_entropy(A, t)
//
// Operands that commute come in the order of their keys. Of the stable forms, which the entries name in `rewrites`, the last rows are examples.
// While lowering a function is replaced by its definition, see lower.hpp.
struct simplifier : assembled_maker<simplifier> {
  bool lowering = false;  ///< replace functions by their definitions, or by their meanings, see lower.hpp
  bool meanings = false;
  bool plain = false;              ///< what extends another function is written as that
  bool exactly = false;            ///< for now definitions only, which keep the sign of a zero
  known_values* values = nullptr;  ///< of this graph, for meanings: what is written plain where that is defined everywhere
  const operation* defining = nullptr;  ///< whose definition is being written: it is not rewritten to the function that it defines

  constexpr explicit simplifier(graph& to) : assembled_maker(to) {}
  constexpr simplifier(graph& to, writing out) : assembled_maker(to), lowering(true), meanings(out != writing::definitions), plain(out == writing::plain) {}

  /// Does it, multiplied by a structural zero? What is 0 once functions are written out is none.
  constexpr bool vanishes(int i) { return values == nullptr || values->is_finite(i); }
  /// `a` summed over the directions in which `shape_index` has size 1: the transpose of broadcasting.
  constexpr int sum_to(int a, int shape_index) {
    if (g.nodes.data[a].shape_index == shape_index) return a;
    const shape from = g.shape_of(a), to = g.shapes.data[shape_index];
    if (to.is_scalar()) return make(operation_of<sum_rule>, a);
    if (to.rows.is_one() && !from.rows.is_one()) return make(operation_of<column_sums_rule>, a);
    return make(operation_of<row_sums_rule>, a);
  }
  constexpr void put_in_order(int& a, int& b) const {
    const key of_a = g.nodes.data[a].id, of_b = g.nodes.data[b].id;
    if (of_a == of_b ? g.order_by_content(b, a) >= 0 : of_a < of_b) return;
    const int first = a;
    a = b;
    b = first;
  }
  /// The node for op(operands), simplified.
  constexpr int make(const operation& op, int a, int b = -1, int c = -1, int d = -1) {
    if (op.elementwise && g.shapes.size > 1 && op.arity == 2) drop_broadcasts(a, b);
    if (op.commutative && !g.keeps_order) {
      if (g.nodes.data[a].id >= g.nodes.data[b].id) put_in_order(a, b);
      if (c >= 0) {
        put_in_order(b, c);
        put_in_order(a, b);
      }
    }
    const int operands[max_arity] = {a, b, c, d};
    if (op.places.kind != part_kind::none) return make_part(op, operands);
    int simpler = !op.elementwise ? simplify_assembled(op, a, b) : (g.shapes.size > 1 ? simplify_elements(op, operands) : -1);
    if (g.keeps_written && simpler >= 0) return as_it_was_written(op, operands, simpler);
    if (simpler < 0) simpler = op.code == operation_code::where ? simplify_choice(a, b, c) : (op.range.by_sign ? simplify_by_sign(*this, op, operands) : simplify(op, a, b));
    if (simpler >= 0) return simpler;
    if (!meanings && b >= 0 && g.nodes.data[a].op->code == operation_code::constant && g.nodes.data[b].op->code == operation_code::constant)
      if (const int known = constant_extended(op, operands); known >= 0) return known;
    int bound[max_arity] = {-1, -1, -1, -1};
    if (meanings) {
      if (is_set(op.extends) && !exactly) {
        const int written = splice(*op.extends, operands, -1, -1);
        return plain || values->is_finite(written) ? written : g.apply(op, a, b, c, d);
      }
      // what has a kernel besides its definition stands for itself
      const bool has_meaning = is_set(op.meaning), means = has_meaning && !exactly && (!op.range.of_numbers || plain || (values->never_infinite(a) && (b < 0 || values->never_infinite(b)) && (c < 0 || values->never_infinite(c))));
      const facts* written = op.range.opaque ? nullptr : (means ? op.meaning : (!has_meaning && !is_set(op.extends) && op.kernel_up_to == 0 ? op.definition : nullptr));
      if (is_set(written)) return splice(*written, operands, -1, -1);
    } else if (const facts* stable = nullptr; (op.rewrites.count > 0 || g.families.size > 0 || g.nodes.data[a].names_forms || (b >= 0 && (g.nodes.data[b].names_forms || (c >= 0 && (g.nodes.data[c].names_forms || d >= 0))))) && find_stable_form(g, op, operands, defining, bound, stable)) {
      return splice(*stable, bound, -1, -1);
    }
    if (op.last_is_shape) return with_shape(op, a, g.nodes.data[b].shape_index);
    if (lowering && !meanings && is_set(op.definition) && !has_kernel_for(op, a)) {
      const operation* outer = defining;
      defining = &op;
      const int result = splice(*op.definition, operands, -1, -1);
      defining = outer;
      return result;
    }
    return g.apply(op, a, b, c, d);
  }

  /// An expression of the rule language with nodes in place of its placeholders. The recursion is as deep as the rule.
  constexpr int splice(const facts& f, const int* operands, int result, int cotangent) {
    switch (f.op->code) {
      case operation_code::placeholder:
        return f.value.numerator == result_index ? result : (f.value.numerator == cotangent_index ? cotangent : operands[f.value.numerator]);
      case operation_code::constant: return g.constant(f.value);
      case operation_code::real: return g.real(f.value);
      default: break;
    }
    int made[max_arity] = {-1, -1, -1, -1};
    for (int i = 0; i < f.op->arity; ++i) made[i] = splice(*f.operands[i], operands, result, cotangent);
    return make(*f.op, made[0], made[1], made[2], made[3]);
  }

 private:
  constexpr int simplify_elements(const operation& op, const int* operands) {
    bool has_stack = false, has_put = false;
    for (int k = 0; k < op.arity; ++k) {
      if (const part_kind kind = g.nodes.data[operands[k]].op->places.kind; kind == part_kind::put) has_put = true;
      else if (kind != part_kind::none) has_stack = has_stack || is_stack(kind);
    }
    const int simpler = has_put ? simplify_assembled(op, operands[0], operands[1]) : -1;
    return simpler < 0 && has_stack ? elementwise_of_stacks(op, operands) : simpler;
  }
  // What a function of two constants extends is a constant for a proof where it is one, and so it is here: 0 f is 0 in both. -1: it is none.
  constexpr int constant_extended(const operation& op, const int* operands) {
    const int known = op.arity == 2 && is_set(op.extends) ? splice(*op.extends, operands, -1, -1) : -1;
    return known >= 0 && is_constant(known) ? known : -1;
  }
  // A definition for any size, and a kernel for small ones?
  constexpr bool has_kernel_for(const operation& op, int a) const { return op.kernel_up_to > 0 && !g.shape_of(a).rows.is_named() && g.shape_of(a).rows.size <= op.kernel_up_to; }

  // u^n by squaring, for 2 <= |n| <= 8.
  constexpr int power(int u, std::int64_t n) {
    if (n < 0) return make(operation_of<divide_rule>, g.constant(1), power(u, -n));
    int result = -1;
    for (int square = u;; square = multiply(square, square)) {
      if (n % 2 != 0) result = result < 0 ? square : multiply(result, square);
      n /= 2;
      if (n == 0) return result;
    }
  }
  constexpr int simplify_power(const operation& op, int u, int n) {
    if (!is_constant(n) || g.nodes.data[n].value.denominator != 1) return -1;
    const std::int64_t exponent = g.nodes.data[n].value.numerator, size = exponent < 0 ? -exponent : exponent;
    if (exponent == 0) return like_result(op, u, n, 1);
    if (exponent == 1) return u;
    return lowering && !meanings && size >= 2 && size <= 8 ? power(u, exponent) : -1;
  }
  constexpr int simplify_multiply_no_nan(const operation& op, int a, int b) {
    if (is_zero(a) || is_zero(b)) return zero_like(op, a, b);
    if (is_constant(a) || is_constant(b)) return multiply(a, b);
    if (lowering && !meanings && g.nodes.data[b].op->is_condition) return make(operation_of<where_rule>, b, a, g.constant(0));
    return is(a, operation_code::negate) ? negate(make(op, operand(a, 0), b)) : -1;
  }

  // An operand need not be broadcast where the other one brings the shape.
  constexpr void drop_broadcasts(int& a, int& b) {
    if (g.nodes.data[a].op->code == operation_code::broadcast && same_shape_without(a, b)) a = operand(a, 0);
    else if (g.nodes.data[b].op->code == operation_code::broadcast && same_shape_without(b, a)) b = operand(b, 0);
  }
  constexpr bool same_shape_without(int broadcast_node, int other) const {
    const shape whole = broadcast(g.shape_of(broadcast_node), g.shape_of(other)).extents;
    return broadcast(g.shape_of(operand(broadcast_node, 0)), g.shape_of(other)).extents == whole;
  }

  constexpr int simplify(const operation& op, int a, int b) {
    if (op.code == operation_code::other) return op.range.rounds && g.nodes.data[a].op->range.rounds ? a : -1;  // g++ looks for the default at all cases, and at what they do
    switch (op.code) {
      case operation_code::add: return simplify_sum(op, a, b);
      case operation_code::subtract: return simplify_difference(op, a, b);
      case operation_code::multiply: return simplify_product(op, a, b);
      case operation_code::divide: return simplify_quotient(op, a, b);
      case operation_code::power: return simplify_power(op, a, b);
      case operation_code::multiply_no_nan: return simplify_multiply_no_nan(op, a, b);
      case operation_code::negate:
        if (is_constant(a)) return folded(negated(g.nodes.data[a].value));
        if (is_zero(a)) return a;
        if (is(a, operation_code::negate)) return operand(a, 0);
        if (is(a, operation_code::broadcast)) return broadcast_to(negate(operand(a, 0)), g.nodes.data[a].shape_index);
        if (is(a, operation_code::subtract)) return subtract(operand(a, 1), operand(a, 0));
        if (is(a, operation_code::multiply) && is_constant(operand(a, 0)))
          if (const int minus = folded(negated(g.nodes.data[operand(a, 0)].value)); minus >= 0) return multiply(minus, operand(a, 1));
        return -1;
      case operation_code::matrix_product:
        if (g.nodes.data[a].shape_index == 0 || g.nodes.data[b].shape_index == 0) return multiply(a, b);
        if ((is_zero(a) && vanishes(b)) || (is_zero(b) && vanishes(a))) return broadcast_to(g.constant(0), g.shape_index(contract(g.shape_of(a), g.shape_of(b)).extents));
        if (is(a, operation_code::negate)) return negate(make(op, operand(a, 0), b));
        if (is(b, operation_code::negate)) return negate(make(op, a, operand(b, 0)));
        if (is_function<diag_rule>(a)) return multiply(operand(a, 0), b);
        if (is_function<diag_rule>(b)) return multiply(a, make(operation_of<transpose_rule>, operand(b, 0)));
        return -1;
      case operation_code::transpose:
        if (g.nodes.data[a].shape_index == 0) return a;
        if (is_zero(a)) return zero_of(op, a);
        if (is(a, operation_code::transpose)) return operand(a, 0);
        if (is_function<diag_rule>(a)) return a;
        if (is(a, operation_code::broadcast) && g.nodes.data[operand(a, 0)].shape_index == 0)
          return broadcast_to(operand(a, 0), g.shape_index(matrix_shape(g.shape_of(a).columns, g.shape_of(a).rows)));
        return -1;
      case operation_code::sum:
        if (is(a, operation_code::broadcast) && g.nodes.data[operand(a, 0)].shape_index == 0) return multiply(count(g.nodes.data[a].shape_index), operand(a, 0));
        [[fallthrough]];
      case operation_code::maximum:
        if (g.nodes.data[a].shape_index == 0) return a;
        return is_zero(a) && (!is_maximum(op.code) || (g.shape_of(a).rows.is_some() && g.shape_of(a).columns.is_some())) ? zero_of(op, a) : -1;
      case operation_code::row_sums:
        if (is_zero(a)) return zero_of(op, a);
        if (is(a, operation_code::symbol) && g.nodes.data[a].leaf->symbol->kind == role::labels)
          return broadcast_to(g.constant(1), g.shape_index(matrix_shape(g.shape_of(a).rows, 1)));
        [[fallthrough]];
      case operation_code::row_maxima: return simplify_part_reduction(op, a, g.shape_of(a).columns, g.shape_of(a).rows);
      case operation_code::column_maxima:
      case operation_code::column_sums: return simplify_part_reduction(op, a, g.shape_of(a).rows, g.shape_of(a).columns);
      case operation_code::broadcast: return broadcast_to(a, g.nodes.data[b].shape_index);
      case operation_code::logical_not: return is_constant(a) && !lowering ? g.constant(is_zero(a)) : (is(a, op.code) && g.nodes.data[operand(a, 0)].op->is_condition ? operand(a, 0) : -1);
      case operation_code::count: return count(g.nodes.data[a].shape_index);
      default: return -1;
    }
  }

  // A reduction along one direction, with one result for each of the others.
  constexpr int simplify_part_reduction(const operation& op, int a, const extent& along, const extent& others) {
    if (along.is_one()) return a;
    if (is_zero(a) && (!is_maximum(op.code) || along.is_some())) return zero_of(op, a);  // the maximum of no zeros is -inf
    if (!others.is_one()) return -1;
    return make(*op.of_all, a);
  }

  constexpr int simplify_choice(int c, int a, int b) {
    const operation& op = operation_of<where_rule>;
    if (is(c, operation_code::logical_not)) return make(op, operand(c, 0), b, a);
    if (is(a, operation_code::where) && operand(a, 0) == c) return make(op, c, operand(a, 1), b);
    if (is(b, operation_code::where) && operand(b, 0) == c) return make(op, c, a, operand(b, 2));
    const shape operands[] = {g.shape_of(c), g.shape_of(a), g.shape_of(b)};
    const int shape_index = a == b || is_constant(c) ? g.shape_index(op.infer(operands).extents) : -1;
    return shape_index < 0 ? -1 : broadcast_to(is_zero(c) ? b : a, shape_index);
  }
};

}  // namespace nabla::detail
