// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/graph.hpp>
#include <nabla/rules/arithmetic.hpp>
#include <nabla/rules/conditions.hpp>
#include <nabla/rules/matrix.hpp>

namespace nabla {

// Local simplification, done while a node is made: what derivatives are unreadable without. None of these changes the
// domain or costs accuracy. A structural zero swallows its factor: nothing is ever multiplied by it at run time.
//
//     before                  after            before                 after
//     x + 0, x - 0            x                2 + (3 + x)            5 + x
//     0 - x                   -x               2 * (3 * x)            6 * x
//     x + (-y)                x - y            x * 3                  3 * x
//     x - (-y)                x + y            (-x) * y               -(x * y)
//     (-x) - y                -(x + y)         -(3 * x)               (-3) * x
//     1 * x, x / 1            x                (-x) / y               -(x / y)
//     0 * x, 0 / x            0                -(x - y)               y - x
//     (-1) * x                -x               -(-x)                  x
//     (Aᵀ)ᵀ                   A                (-A) B                 -(A B)
//     sum of a scalar         it               row sums of labels     1
//     sums, Aᵀ, maxima of 0   0               where(!c, x, y)         where(c, y, x)
//     where(c, x, x)          x               where(c, where(c, x, y), z), where(c, x, where(c, y, z))  where(c, x, z)
//     a broadcast whose neighbour has the shape already: gone; operands of + * max min: in the order of their keys
struct simplifier {
  graph& g;
  bool lowering = false;  ///< replace functions by their definitions, see lower.hpp

  constexpr bool is(int i, operation_code code) const { return g[i].op->code == code; }
  constexpr bool is_constant(int i) const { return is(i, operation_code::constant); }
  constexpr bool is_constant(int i, std::int64_t value) const { return is_constant(i) && g[i].value == rational{value, 1}; }
  constexpr bool is_zero(int i) const { return is_constant(is(i, operation_code::broadcast) ? operand(i, 0) : i, 0); }
  constexpr int operand(int i, int k) const { return g[i].operands[k]; }

  constexpr int negate(int a) { return make(operation_of<negate_rule>, a); }
  constexpr int add(int a, int b) { return make(operation_of<add_rule>, a, b); }
  constexpr int subtract(int a, int b) { return make(operation_of<subtract_rule>, a, b); }
  constexpr int multiply(int a, int b) { return make(operation_of<multiply_rule>, a, b); }

  /// `a` with the shape of number `form`.
  constexpr int broadcast_to(int a, int form) {
    if (is(a, operation_code::broadcast)) a = operand(a, 0);
    if (g[a].form == form) return a;
    graph_node n;
    n.op = &operation_of<broadcast_rule>;
    n.operands[0] = a;
    n.form = form;
    n.id = mix(mix(n.op->id, g[a].id), key_of(g.forms.data[form]));
    return g.insert(n);
  }
  /// `a` summed over the directions in which `form` has size 1: the transpose of broadcasting.
  constexpr int sum_to(int a, int form) {
    if (g[a].form == form) return a;
    const shape from = g.form_of(a), to = g.forms.data[form];
    if (to.is_scalar()) return make(operation_of<sum_rule>, a);
    if (to.rows.is_one() && !from.rows.is_one()) return make(operation_of<column_sums_rule>, a);
    return make(operation_of<row_sums_rule>, a);
  }
  /// Number of elements of shape number `form`.
  constexpr int count(int form) {
    const shape s = g.forms.data[form];
    if (s.is_static()) return g.constant(std::int64_t{s.rows.size} * s.columns.size);
    graph_node n;
    n.op = &operation_of<count_rule>;
    n.value = {form, 1};
    n.id = mix(n.op->id, key_of(s));
    return g.insert(n);
  }

  /// The node of a function that takes only the shape, number `form`, of its last operand.
  constexpr int with_shape(const operation& op, int a, int form) {
    graph_node n;
    n.op = &op;
    n.operands[0] = a;
    n.form = form;
    n.id = mix(mix(op.id, g[a].id), key_of(g.forms.data[form]));
    return g.insert(n);
  }

  /// The node for op(operands), simplified.
  constexpr int make(const operation& op, int a, int b = -1, int c = -1, int d = -1) {
    if (op.elementwise && g.forms.size > 1 && op.arity == 2) drop_broadcasts(a, b);
    if (op.commutative && g[b].id < g[a].id) {
      const int first = a;
      a = b;
      b = first;
    }
    const int simpler = op.code == operation_code::where ? simplify_choice(a, b, c) : simplify(op, a, b);
    if (simpler >= 0) return simpler;
    for (const rewrite_info& r : op.rewrites) {
      if (r.before == nullptr) break;
      int bound[max_arity] = {-1, -1, -1, -1};
      const int operands[max_arity] = {a, b, c, d};
      if (match_operands(*r.before, operands, bound)) return splice(*r.after, bound, -1, -1);
    }
    if (op.last_is_shape) return with_shape(op, a, g[b].form);
    if (lowering && op.definition != nullptr && !has_kernel_for(op, a)) {
      const int operands[max_arity] = {a, b, c, d};
      return splice(*op.definition, operands, -1, -1);
    }
    return g.apply(op, a, b, c, d);
  }

  /// An expression of the rule language with nodes in place of its placeholders. The recursion is as deep as the rule.
  constexpr int splice(const facts& f, const int* operands, int result, int cotangent) {
    switch (f.op->code) {
      case operation_code::placeholder:
        return f.value.numerator == result_index ? result : f.value.numerator == cotangent_index ? cotangent : operands[f.value.numerator];
      case operation_code::constant: return g.constant(f.value);
      default: break;
    }
    int made[max_arity] = {-1, -1, -1, -1};
    for (int i = 0; i < f.op->arity; ++i) made[i] = splice(*f.operands[i], operands, result, cotangent);
    return make(*f.op, made[0], made[1], made[2], made[3]);
  }

 private:
  // A definition for any size, and a kernel for small ones?
  constexpr bool has_kernel_for(const operation& op, int a) const {
    const extent& rows = g.form_of(a).rows;
    return rows.name == nullptr && rows.size <= op.kernel_up_to;
  }

  // Does the node look like the pattern? Placeholders match anything, twice the same only the same.
  constexpr bool match(const facts& pattern, int node, int* bound) {
    if (pattern.op->code == operation_code::placeholder) {
      int& seen = bound[pattern.value.numerator];
      if (seen < 0) seen = node;
      return seen == node;
    }
    if (pattern.op->code == operation_code::constant) return is_constant(node) && g[node].value == pattern.value;
    return g[node].op == pattern.op && match_operands(pattern, g[node].operands, bound);
  }
  constexpr bool match_operands(const facts& pattern, const int* operands, int* bound) {
    for (int i = 0; i < pattern.op->arity; ++i)
      if (!match(*pattern.operands[i], operands[i], bound)) return false;
    return true;
  }

  // An operand need not be broadcast where the other one brings the shape.
  constexpr void drop_broadcasts(int& a, int& b) {
    if (is(a, operation_code::broadcast) && same_shape_without(a, b)) a = operand(a, 0);
    else if (is(b, operation_code::broadcast) && same_shape_without(b, a)) b = operand(b, 0);
  }
  constexpr bool same_shape_without(int broadcast_node, int other) const {
    const shape all = broadcast(g.form_of(broadcast_node), g.form_of(other)).form;
    return broadcast(g.form_of(operand(broadcast_node, 0)), g.form_of(other)).form == all;
  }

  constexpr int folded(const checked_rational& value) { return value.fits ? g.constant(value.value) : -1; }

  /// The zero of an elementwise result, in its full shape.
  constexpr int zero_like(const operation& op, int a, int b) {
    const int zero = g.constant(0);
    if (g[a].form == 0 && g[b].form == 0) return zero;
    graph_node n;
    n.op = &op;
    n.operands[0] = a;
    n.operands[1] = b;
    return broadcast_to(zero, g.inferred_form(n));
  }


  // Sums and the transpose of a structural zero.
  constexpr int zero_of(const operation& op, int a) {
    const shape operand = g.form_of(a);
    return broadcast_to(g.constant(0), g.form_index(op.infer(&operand).form));
  }

  constexpr int simplify(const operation& op, int a, int b) {
    switch (op.code) {
      case operation_code::add: return simplify_sum(op, a, b);
      case operation_code::subtract: return simplify_difference(op, a, b);
      case operation_code::multiply: return simplify_product(op, a, b);
      case operation_code::divide: return simplify_quotient(op, a, b);
      case operation_code::negate:
        if (is_constant(a)) return folded(negated(g[a].value));
        if (is_zero(a)) return a;
        if (is(a, operation_code::negate)) return operand(a, 0);
        if (is(a, operation_code::subtract)) return subtract(operand(a, 1), operand(a, 0));
        if (is(a, operation_code::multiply) && is_constant(operand(a, 0)))
          if (const int minus = folded(negated(g[operand(a, 0)].value)); minus >= 0) return multiply(minus, operand(a, 1));
        return -1;
      case operation_code::matrix_product:
        if (g[a].form == 0 || g[b].form == 0) return multiply(a, b);
        if (is_zero(a) || is_zero(b)) return broadcast_to(g.constant(0), g.form_index(contract(g.form_of(a), g.form_of(b)).form));
        if (is(a, operation_code::negate)) return negate(make(op, operand(a, 0), b));
        if (is(b, operation_code::negate)) return negate(make(op, a, operand(b, 0)));
        return -1;
      case operation_code::transpose:
        if (g[a].form == 0) return a;
        if (is_zero(a)) return zero_of(op, a);
        if (is(a, operation_code::transpose)) return operand(a, 0);
        if (is(a, operation_code::broadcast) && g[operand(a, 0)].form == 0)
          return broadcast_to(operand(a, 0), g.form_index(matrix_shape(g.form_of(a).columns, g.form_of(a).rows)));
        return -1;
      case operation_code::sum:
      case operation_code::maximum: return g[a].form == 0 ? a : is_zero(a) ? zero_of(op, a) : -1;
      case operation_code::row_sums:
        if (is_zero(a)) return zero_of(op, a);
        if (is(a, operation_code::symbol) && g[a].leaf->symbol->kind == role::labels)
          return broadcast_to(g.constant(1), g.form_index(matrix_shape(g.form_of(a).rows, 1)));
        return g.form_of(a).columns.is_one() ? a : -1;
      case operation_code::row_maxima: return g.form_of(a).columns.is_one() ? a : is_zero(a) ? zero_of(op, a) : -1;
      case operation_code::column_maxima:
      case operation_code::column_sums: return g.form_of(a).rows.is_one() ? a : is_zero(a) ? zero_of(op, a) : -1;
      case operation_code::broadcast: return broadcast_to(a, g[b].form);
      case operation_code::logical_not: return is_constant(a) ? g.constant(is_zero(a)) : is(a, op.code) && g[operand(a, 0)].op->is_condition ? operand(a, 0) : -1;
      case operation_code::count: return count(g[a].form);
      default: return -1;
    }
  }

  constexpr int simplify_choice(int c, int a, int b) {
    const operation& op = operation_of<where_rule>;
    if (is(c, operation_code::logical_not)) return make(op, operand(c, 0), b, a);
    if (is(a, operation_code::where) && operand(a, 0) == c) return make(op, c, operand(a, 1), b);
    if (is(b, operation_code::where) && operand(b, 0) == c) return make(op, c, a, operand(b, 2));
    const shape operands[] = {g.form_of(c), g.form_of(a), g.form_of(b)};
    const int form = a == b || is_constant(c) ? g.form_index(op.infer(operands).form) : -1;
    if (form >= 0) return broadcast_to(is_zero(c) ? b : a, form);
    return -1;
  }

  constexpr int simplify_sum(const operation& op, int a, int b) {
    // a constant is never the second of two by key alone: look at both
    if (is_constant(a) && is_constant(b))
      if (const int value = folded(sum_of(g[a].value, g[b].value)); value >= 0) return value;
    if (is_zero(a)) return g[a].form == g[b].form || g[a].form == 0 ? b : -1;
    if (is_zero(b)) return g[b].form == g[a].form || g[b].form == 0 ? a : -1;
    if (is(b, operation_code::negate)) return subtract(a, operand(b, 0));
    if (is(a, operation_code::negate)) return subtract(b, operand(a, 0));
    const int known = is_constant(a) ? a : is_constant(b) ? b : -1;
    const int other = known == a ? b : a;
    if (known >= 0 && is(other, op.code))
      for (int k = 0; k < 2; ++k)
        if (is_constant(operand(other, k)))
          if (const int value = folded(sum_of(g[known].value, g[operand(other, k)].value)); value >= 0) return add(value, operand(other, 1 - k));
    return -1;
  }

  constexpr int simplify_difference(const operation&, int a, int b) {
    if (is_constant(a) && is_constant(b))
      if (const checked_rational minus = negated(g[b].value); minus.fits)
        if (const int value = folded(sum_of(g[a].value, minus.value)); value >= 0) return value;
    if (is_zero(b)) return g[b].form == g[a].form || g[b].form == 0 ? a : -1;
    if (is_zero(a)) return g[a].form == g[b].form || g[a].form == 0 ? negate(b) : -1;
    if (is(b, operation_code::negate)) return add(a, operand(b, 0));
    if (is(a, operation_code::negate)) return negate(add(operand(a, 0), b));
    return -1;
  }

  constexpr int simplify_product(const operation& op, int a, int b) {
    if (is_zero(a) || is_zero(b)) return zero_like(op, a, b);
    if (is_constant(b)) {
      if (is_constant(a)) return folded(product_of(g[a].value, g[b].value));
      const int first = a;
      a = b;
      b = first;
    }
    if (is_constant(a)) {
      if (is_constant(a, 1)) return b;
      if (is_constant(a, -1)) return negate(b);
      if (is(b, operation_code::negate))
        if (const int minus = folded(negated(g[a].value)); minus >= 0) return multiply(minus, operand(b, 0));
      if (is(b, op.code) && is_constant(operand(b, 0)))
        if (const int value = folded(product_of(g[a].value, g[operand(b, 0)].value)); value >= 0) return multiply(value, operand(b, 1));
      return g.apply(op, a, b);  // the constant stays in front, whatever the keys say
    }
    if (is(a, operation_code::negate)) return negate(multiply(operand(a, 0), b));
    if (is(b, operation_code::negate)) return negate(multiply(a, operand(b, 0)));
    return -1;
  }

  constexpr int simplify_quotient(const operation& op, int a, int b) {
    if (is_constant(a) && is_constant(b))
      if (const int value = folded(quotient_of(g[a].value, g[b].value)); value >= 0) return value;
    if (is_constant(b, 1)) return a;
    if (is_zero(a) && !is_zero(b)) return zero_like(op, a, b);
    if (is(a, operation_code::negate)) return negate(make(op, operand(a, 0), b));
    if (is(b, operation_code::negate)) return negate(make(op, a, operand(b, 0)));
    return -1;
  }
};

}  // namespace nabla
