// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/canonical_nodes.hpp>

namespace nabla {

/// Takes a formula from one graph to another, where it has its canonical form, see canonical_nodes.hpp. Sums and products
/// are taken as a whole however they are nested.
struct canonicaliser : canonical_maker {
  const graph& from;
  list<int> moved;    ///< node in `to`; -1: not needed, or part of its reader
  list<int> readers;
  list<int> reader;   ///< the last one
  int root = -1;

  constexpr canonicaliser(const graph& source, graph& target, canonical_depth how_far = canonical_depth::written)
      : canonical_maker(target, how_far), from(source), moved(source.nodes.size), readers(source.nodes.size), reader(source.nodes.size) {
    for (int i = 0; i < moved.size; ++i) moved.data[i] = -1;
  }

  constexpr int run(int node) {
    root = node;
    readers.data[root] = 1;
    for (int i = root; i >= 0; --i)
      if (readers.data[i] > 0)
        for (int operand : from[i].operands)
          if (operand >= 0) {
            ++readers.data[operand];
            reader.data[operand] = i;
          }
    for (int i = 0; i <= root; ++i)
      if (readers.data[i] > 0 && !is_inner(i)) {
        moved.data[i] = make(i);
        if (readers.data[i] > 1) w.close_if_long(moved.data[i]);
      }
    return moved.data[root];
  }

  /// Part of a longer sum or product, and of nothing else: not a node by itself.
  constexpr bool is_inner(int i) const {
    if (i == root || readers.data[i] != 1) return false;
    const operation_code code = from.code_of(i), outer = from.code_of(reader.data[i]);
    return (is_sum(code) && is_sum(outer)) || (is_product(code) && is_product(outer));
  }
  /// A node that was taken for an inner one, by itself after all.
  constexpr int whole(int i) { return moved.data[i] >= 0 ? moved.data[i] : (moved.data[i] = make(i)); }

  constexpr int make(int i) {
    const graph_node& n = from[i];
    const operation_code code = n.op->code;
    const int form = to.form_index(from.form_of(i));
    int operands[max_arity] = {-1, -1, -1, -1};
    for (int k = 0; k < n.op->arity; ++k)
      if (n.operands[k] >= 0) operands[k] = moved.data[n.operands[k]];
    switch (code) {
      case operation_code::constant:
      case operation_code::symbol:
      case operation_code::real:
      case operation_code::placeholder: {
        graph_node leaf = n;
        leaf.form = form;
        return to.insert(leaf);
      }
      case operation_code::broadcast: return spread(operands[0], form);
      case operation_code::count: return s.count(to.form_index(n.operands[0] >= 0 ? from.form_of(n.operands[0]) : from.forms.data[n.value.numerator]));
      case operation_code::transpose: return transposed(operands[0]);
      case operation_code::add:
      case operation_code::subtract: return spread(make_sum(i), form);
      case operation_code::multiply:
      case operation_code::divide:
      case operation_code::negate: return spread(make_product(i), form);
      case operation_code::matrix_product: return make_matrix_product(operands[0], operands[1]);
      case operation_code::sum:
      case operation_code::row_sums:
      case operation_code::column_sums: return make_reduction(*n.op, operands[0]);
      case operation_code::power:
        if (s.is_constant(operands[1]) && to[operands[1]].value.denominator == 1) return spread(make_power(operands[0], to[operands[1]].value.numerator), form);
        break;
      case operation_code::multiply_no_nan:
        if (s.is_constant(operands[0]) || s.is_constant(operands[1])) {
          product_of_powers product;
          for (int k : {0, 1}) multiply_by(product, operands[k], 1, false);
          if (const int result = finish(product); result >= 0) return spread(result, form);
        }
        break;
      case operation_code::where:
        if (to[operands[0]].op->is_condition && s.is_constant(operands[1], 1) && s.is_constant(operands[2], 0)) return spread(operands[0], form);
        break;
      default: break;
    }
    if (is_rule<trace_rule>(*n.op)) return make_trace(*n.op, operands[0]);
    if (is_rule<inverse_rule>(*n.op)) return make_inverse(*n.op, operands[0]);
    if (is_rule<det_rule>(*n.op) || is_rule<logdet_rule>(*n.op)) return make_invariant(*n.op, operands[0]);
    if (n.op->last_is_shape) return s.with_shape(*n.op, operands[0], form);
    if (n.op->elementwise && n.op->arity == 1) return spread(make_function(*n.op, operands[0]), form);
    return s.make(*n.op, operands[0], operands[1], operands[2], operands[3]);
  }

  constexpr int make_sum(int top) {
    struct item {
      int node;
      bool negative;
    };
    sum_of_terms sum;
    list<item> todo;
    todo.push({top, false});
    while (todo.size > 0) {
      const item i = todo.data[--todo.size];
      if (i.node != top && !is_inner(i.node)) {
        w.split_sum(moved.data[i.node], {i.negative ? -1 : 1, 1}, sum);
        continue;
      }
      todo.push({from[i.node].operands[1], i.negative != (from.code_of(i.node) == operation_code::subtract)});
      todo.push({from[i.node].operands[0], i.negative});
    }
    w.collect(sum);
    return sum.fits ? write(sum) : s.make(*from[top].op, whole(from[top].operands[0]), whole(from[top].operands[1]));
  }

  constexpr int make_product(int top) {
    struct item {
      int node;
      bool below;
    };
    product_of_powers product;
    list<item> todo;
    todo.push({top, false});
    while (todo.size > 0) {
      const item i = todo.data[--todo.size];
      if (i.node != top && !is_inner(i.node)) {
        multiply_by(product, moved.data[i.node], 1, i.below);
        continue;
      }
      const operation_code code = from.code_of(i.node);
      if (code == operation_code::negate) product.multiply({{-1, 1}, true});
      else todo.push({from[i.node].operands[1], i.below != (code == operation_code::divide)});
      todo.push({from[i.node].operands[0], i.below});
    }
    if (const int result = finish(product); result >= 0) return result;
    return s.make(*from[top].op, whole(from[top].operands[0]), from[top].operands[1] >= 0 ? whole(from[top].operands[1]) : -1);
  }
};

}  // namespace nabla
