// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/differentiate/differentiate.hpp>
#include <nabla/graph/import.hpp>
#include <nabla/graph/symbols.hpp>

namespace nabla::detail {

/// Which passes make a plan. Decisions: conditions are asked first where that pays, see decide.hpp. The usual case: kernels of small matrices as they mostly go, and bounds that show whether it went so; in numbers, or in registers where a backend has some.
enum class passes {
  of_numbers,
  of_matrices,
  of_usual_case,
  of_usual_case_in_registers,
  of_decisions,  ///< of numbers
  of_decisions_and_matrices  ///< once elements of small matrices are numbers
};
constexpr bool decides(passes which) { return which == passes::of_decisions || which == passes::of_decisions_and_matrices; }

/// What is asked of an expression: its value, its gradient with respect to some symbols, or both.
struct request {
  const facts* function = nullptr;
  bool value = true;
  bool gradient = false;
  bool every_node = false;           ///< every node of the formula as written, and what each gives to its operands: for drawings
  bool every_derivative_node = false;  ///< every node of the derivatives before they are lowered, likewise
  bool all_variables = false;        ///< with respect to every variable, in the order in which they appear
  bool keeps_matrices = false;       ///< small matrices stay matrices
  bool in_directions = false;        ///< along several directions at once, see directions.hpp
  const facts* const* wrt = nullptr;
  int wrt_count = 0;
  const facts* const* also = nullptr;  ///< expressions whose symbols are inputs too
  int also_count = 0;
  const facts* const* parameters = nullptr;  ///< symbols of the function, whether or not they occur in it
  int parameter_count = 0;
  pullback_table pullbacks = {};  ///< see differentiate/late.hpp
  /// Adds outputs of its own to the graph in which the function is node `root`; null: there are none.
  derivative_problem (*add_outputs)(graph& g, facts_map& known, int root, list<int>& outputs) = nullptr;

  /// For drawings nodes stay what they are.
  constexpr bool shows_nodes() const { return every_node || every_derivative_node; }
};

/// A request as a graph: the function with its derivatives, before any pass of the plan.
class asked_graph {
 public:
  graph g;
  list<const facts*> symbols;  ///< the inputs, as written: also those that simplification dropped
  list<int> outputs;           ///< the value, then the gradients, then what else is asked for

  constexpr derivative_problem write(const request& ask) {
    g.pullbacks = ask.pullbacks;
    g.keeps_order = ask.every_derivative_node;
    root_ = import(g, known_, *ask.function, !ask.every_node);
    find_symbols(ask);
    if (ask.every_node) push_all(outputs, root_ + 1);
    else if (ask.value) outputs.push(root_);
    if (ask.gradient)
      if (const derivative_problem problem = ask.every_node ? add_edges() : add_gradient(ask); problem.exists()) return problem;
    if (ask.every_derivative_node) {
      outputs.size = 0;
      push_all(outputs, g.nodes.size);
    }
    if (is_set(ask.add_outputs)) return ask.add_outputs(g, known_, root_, outputs);
    return {};
  }

 private:
  static constexpr void push_all(list<int>& to, int count) {
    for (int i = 0; i < count; ++i) to.push(i);
  }
  /// In the order in which they are met: first those of the function, or its parameters.
  constexpr void find_symbols(const request& ask) {
    collect_symbols(g, symbols);  // simplification drops nodes of symbols from what is read, and none from the graph
    for (int i = 0; i < ask.parameter_count; ++i) add_symbol(*ask.parameters[i]);
    of_function_ = symbols.size;
    if (ask.also_count == 0) return;
    graph others;
    facts_map known;
    for (int i = 0; i < ask.also_count; ++i) import(others, known, *ask.also[i], false);
    list<const facts*> more;
    collect_symbols(others, more);
    for (int i = 0; i < more.size; ++i) add_symbol(*more.data[i]);
  }
  constexpr void add_symbol(const facts& symbol) {
    for (int i = 0; i < symbols.size; ++i)
      if (is_same_symbol(*symbols.data[i], symbol)) return;
    symbols.push(&symbol);
  }
  constexpr derivative_problem add_gradient(const request& ask) {
    list<int> wrt;
    if (ask.all_variables) {
      for (int i = 0; i < of_function_; ++i)
        if (symbols.data[i]->symbol->kind == role::variable) wrt.push(import(g, known_, *symbols.data[i], false));
    } else {
      for (int i = 0; i < ask.wrt_count; ++i) wrt.push(import(g, known_, *ask.wrt[i], false));
    }
    list<int> adjoints(wrt.size);
    const derivative_problem problem = differentiate(g, root_, wrt.data, wrt.size, adjoints.data);
    simplifier s{g};
    for (int i = 0; i < wrt.size && !problem.exists(); ++i) outputs.push(s.or_zeros(adjoints.data[i], wrt.data[i]));
    return problem;
  }
  /// What every node gives to each of its operands.
  constexpr derivative_problem add_edges() {
    list<int> nodes, adjoints(root_ + 1), edges((root_ + 1) * max_arity);
    push_all(nodes, root_ + 1);
    for (int i = 0; i < edges.size; ++i) edges.data[i] = -1;
    const derivative_problem problem = differentiate(g, root_, nodes.data, nodes.size, adjoints.data, edges.data);
    simplifier s{g};
    for (int i = 0; i <= root_ && !problem.exists(); ++i)
      for (int k = 0; k < g.nodes.data[i].op->arity; ++k) outputs.push(s.or_zeros(edges.data[i * max_arity + k], g.nodes.data[i].operands[k]));
    return problem;
  }

  facts_map known_;
  int root_ = -1;
  int of_function_ = 0;  ///< so many of the symbols are the function's own
};

}  // namespace nabla::detail
