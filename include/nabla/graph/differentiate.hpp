// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/simplify.hpp>

namespace nabla {

/// Why a derivative does not exist; `function` is the key of the rule that has none.
struct derivative_problem {
  key function = 0;
  bool not_scalar = false;
  constexpr bool exists() const { return not_scalar || function != 0; }
};

/// An adjoint that counts where its gate holds, and is zero elsewhere whatever `value` is there: what a branch computes
/// while it is not taken, infinities too, stays inside.
struct gated {
  static constexpr int always = -1;
  int value = -1;
  int gate = always;
  bool closed = false;  ///< the gate is applied: `value` is zero elsewhere
};

/// Reverse mode over a graph. The chain rule stands here and nowhere else: adjoint(operand) += adjoint(node) · ∂node/∂operand.
struct differentiator {
  graph& g;
  simplifier s{g};
  derivative_problem problem = {};

  constexpr int where(int c, int a, int b) { return s.make(operation_of<where_rule>, c, a, b); }
  constexpr int negation(int c) { return s.make(operation_of<not_rule>, c); }
  /// Any number but 0 counts as true; a gate is 0 or 1.
  constexpr int condition(int c) { return g[c].op->is_condition ? c : s.make(operation_of<not_equal_rule>, c, g.constant(0)); }
  constexpr int both(int c, int d) { return c < 0 ? d : d < 0 || c == d ? c : s.make(operation_of<and_rule>, c, d); }
  /// The adjoint with its gate applied.
  constexpr int close(gated d) { return d.gate < 0 || d.closed ? d.value : where(d.gate, d.value, g.constant(0)); }

  constexpr gated sum(gated a, gated b) {
    if (a.value < 0) return b;
    if (a.gate == b.gate) return {s.add(a.value, b.value), a.gate, a.closed && b.closed};
    if (a.gate >= 0 && b.gate >= 0) {
      if (negation(a.gate) == b.gate) return {where(a.gate, a.value, b.value)};
      return {s.add(close(a), close(b)), s.make(operation_of<or_rule>, a.gate, b.gate), true};
    }
    return {s.add(close(a), close(b))};
  }

  /// Summed over the directions in which `form` has size 1; such a sum is not zero where some summand is not.
  constexpr gated sum_to(gated d, int form) {
    if (d.gate >= 0) {
      const shape from = g.form_of(d.gate), to = g.forms.data[form];
      const bool rows = to.rows.is_one() && !from.rows.is_one(), columns = to.columns.is_one() && !from.columns.is_one();
      if (rows || columns) {
        const int reduced = g.form_index(matrix_shape(rows ? extent(1) : from.rows, columns ? extent(1) : from.columns));
        return {s.sum_to(close(d), form), s.make(operation_of<greater_rule>, s.sum_to(d.gate, reduced), g.constant(0)), true};
      }
    }
    return {s.sum_to(d.value, form), d.gate, d.closed};
  }

  /// What node i gives to its operand number k.
  constexpr gated contribution(int i, int k, gated d) {
    const graph_node n = g[i];
    const int form = g[n.operands[k]].form;
    switch (n.op->code) {
      case operation_code::count: return {};
      case operation_code::broadcast: return k == 1 ? gated{} : sum_to(d, form);  // of the second only the shape is used
      case operation_code::where: {
        if (k == 0) return {};
        const int c = condition(n.operands[0]);
        return sum_to({s.broadcast_to(d.value, n.form), both(d.gate, k == 1 ? c : negation(c))}, form);
      }
      case operation_code::multiply_no_nan: {
        if (k == 1) break;
        const int factor = n.operands[1];
        return sum_to({s.broadcast_to(s.multiply(d.value, factor), n.form), both(d.gate, s.make(operation_of<not_equal_rule>, factor, g.constant(0)))}, form);
      }
      default: break;
    }
    if (n.op->derivatives[k] == nullptr) {
      problem = {.function = n.op->id};
      return {};
    }
    const facts& derivative = *n.op->derivatives[k];
    if (n.op->elementwise) {
      const int product = s.multiply(d.value, s.splice(derivative, n.operands, i, d.value));
      return s.is_zero(product) ? gated{} : sum_to({product, d.gate}, form);
    }
    // A pullback mixes elements: a condition on each of them says nothing of the results, but for sums and transposes.
    int gate = d.gate;
    if (gate >= 0 && n.op->code == operation_code::transpose) gate = s.make(*n.op, gate);
    else if (gate >= 0 && g[gate].form != 0 && n.op->code != operation_code::row_sums && n.op->code != operation_code::column_sums) {
      d = {close(d)};
      gate = gated::always;
    }
    return {s.splice(derivative, n.operands, i, d.value), gate};
  }
};

/// Reverse mode: the adjoint of every node in `inputs`, for a scalar `root`; -1 where it is structurally zero.
/// What node i gives to its operand number k is left in `edges[i * max_arity + k]`, if that is asked for.
constexpr derivative_problem differentiate(graph& g, int root, const int* inputs, int input_count, int* adjoints_of_inputs,
                                           int* edges = nullptr) {
  if (g[root].form != 0) return {.not_scalar = true};
  differentiator pass{g};
  const int count = root + 1;  // nodes come in topological order, and new ones behind them
  list<bool> depends(count);
  for (int k = 0; k < input_count; ++k)
    if (inputs[k] < count) depends.data[inputs[k]] = true;
  for (int i = 0; i < count; ++i) {
    const graph_node& n = g[i];
    for (int k = 0; k < n.op->arity && n.operands[k] >= 0; ++k)
      if (depends.data[n.operands[k]]) depends.data[i] = true;
  }
  list<gated> adjoint(count);
  for (int i = 0; i < count; ++i) adjoint.data[i] = {};
  adjoint.data[root] = {g.constant(1)};
  for (int i = root; i >= 0; --i) {
    const gated d = adjoint.data[i];
    if (d.value < 0 || !depends.data[i]) continue;
    for (int k = 0; k < g[i].op->arity; ++k) {
      const int operand = g[i].operands[k];
      if (operand < 0 || !depends.data[operand]) continue;
      const gated given = pass.contribution(i, k, d);
      if (pass.problem.function != 0) return pass.problem;
      if (given.value < 0 || pass.s.is_zero(given.value)) continue;
      if (edges != nullptr) edges[i * max_arity + k] = pass.close(given);
      adjoint.data[operand] = pass.sum(adjoint.data[operand], given);
    }
  }
  for (int k = 0; k < input_count; ++k)
    adjoints_of_inputs[k] = inputs[k] < count && adjoint.data[inputs[k]].value >= 0 ? pass.close(adjoint.data[inputs[k]]) : -1;
  return {};
}

}  // namespace nabla
