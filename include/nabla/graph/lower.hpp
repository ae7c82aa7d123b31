// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/simplify.hpp>

namespace nabla {

constexpr bool is_changed_by_lowering(const operation& op) {
  return is_set(op.definition) || is_set(op.complement) || is_set(op.square_complement) || op.code == operation_code::power;
}

/// An accurate form of the difference 1 - f(u) or 1 - f(u)², with the node f(u); null where the entry of f names none.
constexpr const facts* accurate_complement(const graph& g, const graph_node& difference, int& function) {
  const graph_node& one = g[difference.operands[0]];
  if (one.op->code != operation_code::constant || !(one.value == rational{1, 1})) return nullptr;
  function = difference.operands[1];
  if (is_set(g[function].op->complement)) return g[function].op->complement;
  function = square_root_of(g, function);
  return function >= 0 ? g[function].op->square_complement : nullptr;
}

// What a function is computed from; pow(x, n) for a constant integer 2 <= |n| <= 8 is multiplications (at most 4 ulp).
//
//     sq(x)         → x * x
//     pow(x, 4_c)   → (x * x) * (x * x)
//     pow(x, c<-3>) → 1_c / (x * (x * x))
//     sigmoid(x)    → 1_c / (1_c + exp(-x))
//     1_c - erf(x)  → erfc(x)
//     1_c - sq(tanh(x)) → tanh_slope(x, tanh(x))
//     mean(A)       → sum(A) / 6_c
//     multiply_no_nan(x, y > z) → where(y > z, x, 0_c)
//     norm1(A)      → sum(abs(A))
//     sqnorm(A)     → sum(hadamard(A, A))
//     softmax(A)    → exp(subtract_no_nan(A, row_maxima(A))) / row_sums(exp(subtract_no_nan(A, row_maxima(A))))

/// Copies what `outputs` need from one graph into another, with functions that have a definition replaced by it:
/// softmax becomes exp, row_maxima, row_sums and a division, shared with whatever else uses them. 1 - f(u) and 1 - f(u)² become what the entry
/// of f gives as its accurate complement; meanings know no such thing. Nodes that do not stand in the open, see `places`,
/// get no plain form, and the sheltered ones definitions only. `outputs` is renumbered.
constexpr void lower(const graph& from, graph& to, int* outputs, int output_count, writing out = writing::definitions, const list<place>* places = nullptr) {
  list<int> moved(from.nodes.size);
  for (int i = 0; i < moved.size; ++i) moved.data[i] = -1;
  int last = 0;
  for (int k = 0; k < output_count; ++k) {
    moved.data[outputs[k]] = 0;
    if (outputs[k] > last) last = outputs[k];
  }
  for (int i = last; i >= 0; --i)
    if (moved.data[i] == 0)
      for (int operand : from[i].operands)
        if (operand >= 0) moved.data[operand] = 0;
  simplifier s{to, out};
  known_values values{to};
  s.values = &values;
  for (int i = 0; i <= last; ++i) {
    if (moved.data[i] < 0) continue;
    const place at = places != nullptr ? places->data[i] : place::open;
    s.plain = out == writing::plain && at == place::open;
    s.exactly = at == place::sheltered;
    const graph_node& n = from[i];
    int operands[max_arity] = {-1, -1, -1, -1};
    for (int k = 0; k < n.op->arity; ++k)
      if (n.operands[k] >= 0) operands[k] = moved.data[n.operands[k]];
    switch (n.op->code) {
      case operation_code::constant:
      case operation_code::symbol:
      case operation_code::real:
      case operation_code::placeholder: {
        graph_node leaf = n;
        leaf.form = to.form_index(from.form_of(i));
        moved.data[i] = to.insert(leaf);
        break;
      }
      case operation_code::broadcast: moved.data[i] = s.broadcast_to(operands[0], to.form_index(from.form_of(i))); break;
      case operation_code::count:
        moved.data[i] = s.count(to.form_index(operands[0] >= 0 ? from.form_of(n.operands[0]) : from.forms.data[n.value.numerator]));
        break;
      case operation_code::subtract:
        if (int function = -1; out == writing::definitions)
          if (const facts* complement = accurate_complement(from, n, function); is_set(complement)) {
            for (int k = 0; k < from[function].op->arity; ++k) operands[k] = moved.data[from[function].operands[k]];
            moved.data[i] = s.splice(*complement, operands, -1, -1);
            break;
          }
        [[fallthrough]];
      default:
        if (n.op->last_is_shape) moved.data[i] = s.with_shape(*n.op, operands[0], to.form_index(from.form_of(i)));
        else moved.data[i] = s.make(*n.op, operands[0], operands[1], operands[2], operands[3]);
    }
  }
  for (int k = 0; k < output_count; ++k) outputs[k] = moved.data[outputs[k]];
}

}  // namespace nabla
