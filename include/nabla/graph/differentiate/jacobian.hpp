// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/differentiate/directional.hpp>
#include <nabla/graph/differentiate/tangent.hpp>
#include <nabla/graph/simplify/elements.hpp>

namespace nabla::detail {

/// Writes the Jacobian of a formula: a row for each of its elements, a column for each element of the symbols, both counted row by row. Matrices are taken
/// apart where the Jacobian is small, so that its zeros are seen; a large one is put together of the gradients of all elements.
template <class Late>
struct jacobian_writer {
  static constexpr int most_elements = 256;    ///< of a Jacobian for which matrices are taken apart

  graph& g;
  const facts* const* symbols;
  int symbol_count;
  list<int> elements = {};  ///< row by row
  int rows = 0, columns = 0;
  derivative_problem problem = {};

  constexpr jacobian_writer(graph& to, const facts* const* by, int count) : g(to), symbols(by), symbol_count(count) {
    for (int k = 0; k < count; ++k) columns += by[k]->extents.rows.size * by[k]->extents.columns.size;
  }

  constexpr int leaf(int k) {
    facts_map known;
    return import(g, known, *symbols[k], false);
  }

  /// The Jacobian of node `root` of another graph, or of this one, as rows × columns.
  constexpr int write(const graph& from, int root) {
    const list<int> whole_rows = write_elements(from, root);
    if (rows * columns > most_elements) return of_rows(whole_rows);
    return problem.exists() ? -1 : simplifier{g}.matrix_of(elements.data, rows, columns);
  }
  /// Its elements where it is small; returns those of the function.
  constexpr list<int> write_elements(const graph& from, int root) {
    const shape extents = from.shape_of(root);
    rows = extents.rows.size * extents.columns.size;
    simplifier s{g};
    element_writer<Late> w(from, s, rows * columns <= most_elements ? most_taken_apart : 1);
    w.run(&root, 1);
    list<int> outputs;
    for (int e = 0; e < rows; ++e) outputs.push(w.at(root, e / extents.columns.size, e % extents.columns.size));
    if (rows * columns > most_elements) return outputs;
    elements = list<int>(rows * columns);
    if (!(columns < rows && forwards(outputs))) backwards(outputs);
    return outputs;
  }

 private:
  // Calls use(column, symbol, its row, its column) for the elements of the symbols.
  constexpr void for_each_column(auto use) {
    int column = 0;
    for (int k = 0; k < symbol_count; ++k)
      for (int i = 0; i < symbols[k]->extents.rows.size; ++i)
        for (int j = 0; j < symbols[k]->extents.columns.size; ++j) use(column++, leaf(k), i, j);
  }
  /// What reads a symbol and takes no part of it moves with all of its elements.
  constexpr bool are_read_by_parts(const list<int>& outputs) {
    const list<int> readers = count_readers(g, outputs.data, outputs.size);
    for (int i = 0; i < readers.size; ++i)
      for (int operand : g.nodes.data[i].operands)
        if (readers.data[i] > 0 && operand >= 0 && g.nodes.data[operand].shape_index != 0 && g.nodes.data[operand].op->code == operation_code::symbol && g.nodes.data[i].op->places.kind != part_kind::block) return false;
    return true;
  }
  constexpr bool forwards(const list<int>& outputs) {
    if (!are_read_by_parts(outputs)) return false;
    simplifier s{g};
    list<int> column_elements(rows);
    bool all = true;
    for_each_column([&](int column, int symbol, int i, int j) {
      all = all && tangents_of_elementwise(g, outputs.data, rows, s.element(symbol, i, j), column_elements.data);
      for (int e = 0; e < rows && all; ++e) elements.data[e * columns + column] = column_elements.data[e];
    });
    return all;
  }
  constexpr void backwards(const list<int>& outputs) {
    simplifier s{g};
    list<int> inputs, adjoints(columns + symbol_count), of_column(columns);
    for (int k = 0; k < symbol_count; ++k) inputs.push(leaf(k));
    for_each_column([&](int column, int symbol, int i, int j) {
      const int input = s.element(symbol, i, j);
      int known = 0;
      while (known < symbol_count && inputs.data[known] != input) ++known;  // a number is its own element
      of_column.data[column] = known < symbol_count ? known : inputs.size;
      if (known == symbol_count) inputs.push(input);
    });
    for (int e = 0; e < rows; ++e) {
      problem = differentiate(g, outputs.data[e], inputs.data, inputs.size, adjoints.data, nullptr, true);
      if (problem.exists()) return;
      int symbol_number = -1, last = -1;
      for_each_column([&](int column, int symbol, int i, int j) {
        if (symbol != last) ++symbol_number;
        last = symbol;
        const int whole = adjoints.data[symbol_number], part = of_column.data[column] < symbol_count ? -1 : adjoints.data[of_column.data[column]];
        const int more = whole < 0 ? -1 : s.element(s.broadcast_to(whole, g.nodes.data[symbol].shape_index), i, j);
        elements.data[e * columns + column] = part < 0 && more < 0 ? g.constant(0) : (part < 0 ? more : (more < 0 ? part : s.add(part, more)));
      });
    }
  }
  /// A gradient for each element, as a row.
  constexpr int of_rows(const list<int>& outputs) {
    simplifier s{g};
    list<int> wrt, adjoints(symbol_count), lines, pieces;
    for (int k = 0; k < symbol_count; ++k) wrt.push(leaf(k));
    for (int e = 0; e < rows; ++e) {
      problem = differentiate(g, outputs.data[e], wrt.data, wrt.size, adjoints.data);
      if (problem.exists()) return -1;
      pieces.size = 0;
      for (int k = 0; k < symbol_count; ++k) {
        const int adjoint = s.or_zeros(adjoints.data[k], wrt.data[k]);
        if (symbols[k]->extents.columns.is_one()) pieces.push(s.make(operation_of<rule_for<transpose_rule, Late>>, adjoint));
        else
          for (int i = 0; i < symbols[k]->extents.rows.size; ++i) pieces.push(s.block(adjoint, {{i, 1}, {}}));
      }
      lines.push(s.stack(true, pieces.data, pieces.size));
    }
    return s.stack(false, lines.data, lines.size);
  }
};

/// Adds the blocks of the Jacobian of node `root` to the graph, one for each symbol: from the same sweeps where it is small.
template <class Late>
constexpr derivative_problem add_jacobian_blocks(graph& g, int root, const facts* const* by, int count, list<int>& blocks) {
  jacobian_writer<Late> whole(g, by, count);
  const bool together = g.shape_of(root).rows.size * g.shape_of(root).columns.size * whole.columns <= whole.most_elements;
  if (together) whole.write_elements(g, root);
  int column = 0;
  for (int k = 0; k < count && !whole.problem.exists(); ++k) {
    if (together) {
      const int columns = by[k]->extents.rows.size * by[k]->extents.columns.size;
      list<int> elements;
      for (int i = 0; i < whole.rows; ++i)
        for (int j = 0; j < columns; ++j) elements.push(whole.elements.data[i * whole.columns + column + j]);
      blocks.push(simplifier{g}.matrix_of(elements.data, whole.rows, columns));
      column += columns;
    } else {
      jacobian_writer<Late> w(g, by + k, 1);
      blocks.push(w.write(g, root));
      whole.problem = w.problem;
    }
  }
  return whole.problem;
}

/// Builds the derivative of a matrix F: by the number X in the shape of F, else as its Jacobian.
template <class F, bool ByNumber, class Known, class... X>
struct jacobian_builder {
  static constexpr fixed_array<const facts*, sizeof...(X)> by{{&facts_of<X>...}};
  static constexpr built_derivative build(graph& g) {
    g.pullbacks = Known::table;
    facts_map known;
    if constexpr (ByNumber && !is_small) {  // the pullback, which is linear in its seed, pulled back
      const int symbol = import(g, known, *by.data[0], false), seed = import(g, known, facts_of<cotangent<F>>, false);
      int root = weighted_by(g, import(g, known, facts_of<F>, true), seed), adjoint = -1;
      derivative_problem found = differentiate(g, root, &symbol, 1, &adjoint);
      root = adjoint < 0 ? g.constant(0) : adjoint;
      if (!found.exists()) found = without_seed(g, root, seed, false);
      return {root, found};
    } else {
      graph written;
      written.pullbacks = Known::table;
      const int root = import(written, known, facts_of<F>, true);
      jacobian_writer<late<F>> w(g, by.data, sizeof...(X));
      int result = w.write(written, root);
      if (ByNumber && !w.problem.exists()) result = simplifier{g}.matrix_of(w.elements.data, facts_of<F>.extents.rows.size, facts_of<F>.extents.columns.size);
      return {result < 0 ? g.constant(0) : result, w.problem};
    }
  }
  static constexpr bool is_small = facts_of<F>.extents.is_static() && static_cast<long long>(facts_of<F>.extents.rows.size) * facts_of<F>.extents.columns.size <= most_taken_apart;
};

#define NABLA_DETAIL_NAMED_JACOBIAN "nabla: a Jacobian as an expression needs sizes known at compile time; jacobian(f, wrt(v)), hessian(), jvp() and vjp() take any"
/// A Jacobian as an expression has as many rows and columns as are known at compile time.
template <class F, class... X>
concept HasJacobian = (facts_of<F>.extents.is_static() && ... && facts_of<X>.extents.is_static());

template <bool ByNumber, class F, class... X>
struct jacobian_expression_of {
  template <class Known>
  using builder = jacobian_builder<F, ByNumber, Known, X...>;
  using type = typename derivative_type<builder>::type;
};

}  // namespace nabla::detail
