// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/simplify.hpp>

namespace nabla {

constexpr bool is_changed_by_lowering(const operation& op) {
  return op.definition != nullptr || op.complement != nullptr || op.code == operation_code::power;
}

// What a function is computed from; pow(x, n) for a constant integer 2 <= |n| <= 8 is multiplications (at most 4 ulp).
//
//     sq(x)         → x * x
//     pow(x, 4_c)   → (x * x) * (x * x)
//     pow(x, c<-3>) → 1_c / (x * (x * x))
//     sigmoid(x)    → 1_c / (1_c + exp(-x))
//     1_c - erf(x)  → erfc(x)
//     mean(A)       → sum(A) / 6_c
//     multiply_no_nan(x, y > z) → where(y > z, x, 0_c)
//     norm1(A)      → sum(abs(A))
//     sqnorm(A)     → sum(hadamard(A, A))
//     softmax(A)    → exp(subtract_no_nan(A, row_maxima(A))) / row_sums(exp(subtract_no_nan(A, row_maxima(A))))

/// Copies what `outputs` need from one graph into another, with functions that have a definition replaced by it:
/// softmax becomes exp, row_maxima, row_sums and a division, shared with whatever else uses them. 1 - f(u) becomes what the entry of f
/// gives as its accurate complement; meanings know no such thing. `outputs` is renumbered.
constexpr void lower(const graph& from, graph& to, int* outputs, int output_count, writing out = writing::definitions) {
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
  for (int i = 0; i <= last; ++i) {
    if (moved.data[i] < 0) continue;
    const graph_node& n = from[i];
    int operands[max_arity] = {-1, -1, -1, -1};
    for (int k = 0; k < n.op->arity; ++k)
      if (n.operands[k] >= 0) operands[k] = moved.data[n.operands[k]];
    switch (n.op->code) {
      case operation_code::constant:
      case operation_code::symbol:
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
        if (const graph_node &one = from[n.operands[0]], &other = from[n.operands[1]];
            out == writing::definitions && other.op->complement != nullptr && one.op->code == operation_code::constant && one.value == rational{1, 1}) {
          for (int k = 0; k < other.op->arity; ++k) operands[k] = moved.data[other.operands[k]];
          moved.data[i] = s.splice(*other.op->complement, operands, -1, -1);
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
