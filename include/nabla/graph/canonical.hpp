// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/canonical_nodes.hpp>

namespace nabla {

/// Takes a formula from one graph to another, where it has its canonical form, see canonical_nodes.hpp. Sums and products
/// are taken as a whole however they are nested, transposes go down to the leaves.
struct canonicaliser : canonical_maker {
  const graph& from;
  list<int> moved;    ///< node in `to` for [2 i] node i and [2 i + 1] its transpose; -1: not needed, or part of its reader
  list<int> readers;
  list<int> reader;   ///< the last one
  int root = -1;

  constexpr canonicaliser(const graph& source, graph& target, bool multiply_out = false)
      : canonical_maker(target, multiply_out), from(source), moved(2 * source.nodes.size), readers(2 * source.nodes.size), reader(2 * source.nodes.size) {
    for (int i = 0; i < moved.size; ++i) moved.data[i] = -1;
  }

  // ---- which nodes are needed, and transposed or not --------------------------------------------------------------------------------

  constexpr int place(int node, bool transposed) const { return 2 * node + (transposed && from[node].form != 0); }
  static constexpr bool is_directed(operation_code code) { return is_over_rows(code) || is_over_columns(code); }

  /// Where operand k of this place is found; a transpose goes down to the leaves.
  constexpr int place_of(int at, int k) const {
    const graph_node& n = from[at / 2];
    const bool transposed = at % 2 != 0;
    const operation_code code = n.op->code;
    if (code == operation_code::transpose) return place(n.operands[0], !transposed);
    if (code == operation_code::matrix_product) return place(n.operands[transposed ? 1 - k : k], transposed);
    return place(n.operands[k], transposed && (n.op->elementwise || code == operation_code::broadcast || is_directed(code)));
  }
  constexpr int arity(int at) const { return from.code_of(at / 2) == operation_code::count ? 0 : from.code_of(at / 2) == operation_code::broadcast ? 1 : from[at / 2].op->arity; }

  static constexpr bool is_product(operation_code code) {
    return code == operation_code::multiply || code == operation_code::divide || code == operation_code::negate;
  }
  /// Part of a longer sum or product, and of nothing else: not a node by itself.
  constexpr bool is_inner(int at) const {
    if (at == root || readers.data[at] != 1) return false;
    const operation_code code = from.code_of(at / 2), outer = from.code_of(reader.data[at] / 2);
    return (is_sum(code) && is_sum(outer)) || (is_product(code) && is_product(outer));
  }

  constexpr int run(int node) {
    root = place(node, false);
    readers.data[root] = 1;
    for (int at = root; at >= 0; --at)
      if (readers.data[at] > 0)
        for (int k = 0; k < arity(at); ++k) {
          ++readers.data[place_of(at, k)];
          reader.data[place_of(at, k)] = at;
        }
    for (int at = 0; at <= root; ++at)
      if (readers.data[at] > 0 && !is_inner(at)) moved.data[at] = make(at);
    return moved.data[root];
  }

  // ---- one node -------------------------------------------------------------------------------------------------------------------------

  constexpr int make(int at) {
    const graph_node& n = from[at / 2];
    const bool transposed = at % 2 != 0;
    const shape& form = from.form_of(at / 2);
    const int form_number = to.form_index(transposed ? matrix_shape(form.columns, form.rows) : form);
    switch (n.op->code) {
      case operation_code::constant:
      case operation_code::symbol:
      case operation_code::placeholder: {
        graph_node leaf = n;
        leaf.form = to.form_index(form);
        const int made = to.insert(leaf);
        return transposed ? s.make(operation_of<transpose_rule>, made) : made;
      }
      case operation_code::broadcast: return s.broadcast_to(moved.data[place_of(at, 0)], form_number);
      case operation_code::count: return s.count(to.form_index(n.operands[0] >= 0 ? from.form_of(n.operands[0]) : from.forms.data[n.value.numerator]));
      case operation_code::transpose: return moved.data[place_of(at, 0)];
      case operation_code::add:
      case operation_code::subtract: return s.broadcast_to(make_sum(at), form_number);
      case operation_code::multiply:
      case operation_code::divide:
      case operation_code::negate: return s.broadcast_to(make_product(at), form_number);
      case operation_code::matrix_product: return make_matrix_product(moved.data[place_of(at, 0)], moved.data[place_of(at, 1)]);
      default: break;
    }
    int operands[max_arity] = {-1, -1, -1, -1};
    for (int k = 0; k < n.op->arity; ++k) operands[k] = moved.data[place_of(at, k)];
    if (n.op->code == operation_code::sum || is_over_rows(n.op->code) || is_over_columns(n.op->code)) return make_reduction(turned(n.op, transposed), operands[0]);
    if (n.op->elementwise && n.op->arity == 1) return s.broadcast_to(make_function(*n.op, operands[0]), form_number);
    if (n.op->code == operation_code::power && s.is_constant(operands[1]) && to[operands[1]].value.denominator == 1)
      return s.broadcast_to(make_power(operands[0], to[operands[1]].value.numerator), form_number);
    const int made = s.make(*n.op, operands[0], operands[1], operands[2], operands[3]);
    return transposed && !n.op->elementwise ? s.make(operation_of<transpose_rule>, made) : made;
  }

  /// Sums of the rows of a transpose are those of the columns.
  static constexpr const operation& turned(const operation* op, bool transposed) {
    if (!transposed) return *op;
    switch (op->code) {
      case operation_code::row_sums: return operation_of<column_sums_rule>;
      case operation_code::column_sums: return operation_of<row_sums_rule>;
      case operation_code::row_maxima: return operation_of<column_maxima_rule>;
      case operation_code::column_maxima: return operation_of<row_maxima_rule>;
      default: return *op;
    }
  }

  // ---- sums -------------------------------------------------------------------------------------------------------------------------------

  constexpr int make_sum(int at) {
    struct item {
      int at;
      bool negative;
    };
    sum_of_terms sum;
    list<item> todo;
    todo.push({at, false});
    while (todo.size > 0) {
      const item i = todo.data[--todo.size];
      if (i.at != at && !is_inner(i.at)) {
        w.split_sum(moved.data[i.at], {i.negative ? -1 : 1, 1}, sum);
        continue;
      }
      const bool flip = from.code_of(i.at / 2) == operation_code::subtract;
      todo.push({place_of(i.at, 1), i.negative != flip});
      todo.push({place_of(i.at, 0), i.negative});
    }
    w.collect(sum);
    return sum.fits ? write(sum) : s.make(*from[at / 2].op, whole(place_of(at, 0)), whole(place_of(at, 1)));
  }
  /// A node that was taken for an inner one, by itself after all.
  constexpr int whole(int at) { return moved.data[at] >= 0 ? moved.data[at] : (moved.data[at] = make(at)); }

  // ---- products ---------------------------------------------------------------------------------------------------------------------------

  constexpr int make_product(int at) {
    product_of_powers product;
    struct item {
      int at;
      bool below;
    };
    list<item> todo;
    todo.push({at, false});
    while (todo.size > 0) {
      const item i = todo.data[--todo.size];
      if (i.at != at && !is_inner(i.at)) {
        multiply_by(product, moved.data[i.at], 1, i.below);
        continue;
      }
      const operation_code code = from.code_of(i.at / 2);
      if (code == operation_code::negate) product.multiply({{-1, 1}, true});
      else todo.push({place_of(i.at, 1), i.below != (code == operation_code::divide)});
      todo.push({place_of(i.at, 0), i.below});
    }
    if (product.fits) return finish(product);
    return s.make(*from[at / 2].op, whole(place_of(at, 0)), arity(at) > 1 ? whole(place_of(at, 1)) : -1);
  }

};

}  // namespace nabla
