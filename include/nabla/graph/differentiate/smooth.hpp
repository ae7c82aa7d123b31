// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/import.hpp>

namespace nabla::detail {

/// Have formulas finite derivatives of every order wherever their symbols are finite? Then of a zero cotangent come zeros alone. What is not known by its entry to have them has not.
struct smooth_functions {
  list<key> seen = {};     ///< functions that were asked for, also where that has not ended
  list<bool> smooth = {};
  facts_map known = {};

  constexpr bool has(const facts& f) {
    if (const int answer = known.find(f); answer >= 0) return answer == 1;
    bool all = f.op->code == operation_code::divide ? is_number(f.operands[1]->op->code, f.operands[1]->value) : has(*f.op);
    for (int k = 0; k < f.op->arity && all; ++k) all = has(*f.operands[k]);
    known.add(f, all ? 1 : 0);
    return all;
  }
  /// The function, and what its operands are apart.
  constexpr bool has(const operation& op) {
    switch (op.code) {
      case operation_code::constant:
      case operation_code::real:
      case operation_code::symbol:
      case operation_code::placeholder:
      case operation_code::count:
      case operation_code::broadcast:
      case operation_code::transpose:
      case operation_code::add:
      case operation_code::subtract:
      case operation_code::negate:
      case operation_code::multiply:
      case operation_code::matrix_product:
      case operation_code::where:
      case operation_code::sum:
      case operation_code::row_sums:
      case operation_code::column_sums: return true;
      case operation_code::divide: return false;
      default: break;
    }
    if (op.places.kind != part_kind::none || is_set(op.move) || op.is_condition) return true;
    if (op.gated != 0) return op.is_smooth();
    if (!op.range.finite && !op.range.always) return false;
    for (int i = 0; i < seen.size; ++i)
      if (seen.data[i] == op.id) return smooth.data[i];
    const int place = seen.size;
    seen.push(op.id);
    smooth.push(true);
    bool all = true;
    for (int k = 0; k < op.arity && all; ++k) all = is_set(op.derivatives[k]) && has(*op.derivatives[k]);
    if (!all) {  // others were found smooth because this one was thought to be
      seen.size = smooth.size = place + 1;
      smooth.data[place] = false;
      known = {};
    }
    return all;
  }
  /// The same of a node, with all that it is made of.
  constexpr bool has(const graph& g, int node) {
    while (nodes.size <= node) {
      const graph_node& n = g.nodes.data[nodes.size];
      bool all = n.op->code == operation_code::divide ? is_number(g.nodes.data[n.operands[1]].op->code, g.nodes.data[n.operands[1]].value) : has(*n.op);
      for (int k = 0; k < n.op->arity && all; ++k) all = n.operands[k] < 0 || nodes.data[n.operands[k]];
      nodes.push(all);
    }
    return nodes.data[node];
  }

 private:
  list<bool> nodes = {};

  static constexpr bool is_number(operation_number code, const rational& value) { return code == operation_code::constant && value.numerator != 0; }
};

}  // namespace nabla::detail
