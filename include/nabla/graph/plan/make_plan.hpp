// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/differentiate/differentiate.hpp>
#include <nabla/graph/plan/associate.hpp>
#include <nabla/graph/plan/contract.hpp>
#include <nabla/graph/plan/merge_choices.hpp>
#include <nabla/graph/plan/scalarise.hpp>
#include <nabla/graph/plan/schedule.hpp>
#include <nabla/graph/plan/windows.hpp>
#include <nabla/graph/simplify/lower.hpp>
#include <nabla/graph/symbols.hpp>

namespace nabla::detail {

/// What is asked of an expression: its value, its gradient with respect to some symbols, or both.
struct request {
  const facts* function = nullptr;
  bool value = true;
  bool gradient = false;
  bool every_node = false;           ///< every node of the formula as written, and what each gives to its operands: for drawings
  bool every_derivative_node = false;  ///< every node of the derivatives before they are lowered, likewise
  bool all_variables = false;        ///< with respect to every variable, in the order in which they appear
  bool keeps_matrices = false;       ///< small matrices stay matrices
  const facts* const* wrt = nullptr;
  int wrt_count = 0;
  const facts* const* also = nullptr;  ///< expressions whose symbols are inputs too
  int also_count = 0;
  const facts* const* parameters = nullptr;  ///< symbols of the function, whether or not they occur in it
  int parameter_count = 0;
  /// Adds outputs of its own to the graph in which the function is node `root`; null: there are none.
  pullback_table pullbacks = {};  ///< see differentiate/late.hpp
  derivative_problem (*add_outputs)(graph& g, facts_map& known, int root, list<int>& outputs) = nullptr;
};

/// Runs all passes: import, differentiate, lower, scalarise, associate, find windows, merge choices, contract, order, schedule. The outputs are the value, then the gradients, then what else is asked for.
constexpr derivative_problem make_plan(const request& ask, plan& p) {
  graph g;
  g.pullbacks = ask.pullbacks;
  g.keeps_order = ask.every_derivative_node;
  facts_map known;
  const int root = import(g, known, *ask.function, !ask.every_node);
  list<const facts*> symbols;
  list<int> outputs;
  int variables = 0;  // the first symbols, those of the function itself
  // inputs are the symbols as written, even those that simplification dropped
  {
    graph written;
    facts_map written_known;
    import(written, written_known, *ask.function, false);
    collect_symbols(written, symbols);
    variables = symbols.size;
    if (ask.parameters != nullptr) {
      for (int i = 0; i < ask.parameter_count; ++i) import(written, written_known, *ask.parameters[i], false);
      symbols.size = 0;
      collect_symbols(written, symbols);
      variables = symbols.size;
    }
    for (int i = 0; i < ask.also_count; ++i) import(written, written_known, *ask.also[i], false);
    symbols.size = 0;
    collect_symbols(written, symbols);
  }
  for (int i = 0; i < symbols.size; ++i) p.inputs.push({.symbol = symbols.data[i]});
  if (ask.every_node)
    for (int i = 0; i <= root; ++i) outputs.push(i);
  else if (ask.value) outputs.push(root);
  if (ask.gradient) {
    list<int> wrt, adjoints;
    if (ask.every_node) {
      for (int i = 0; i <= root; ++i) wrt.push(i);
    } else if (ask.all_variables) {
      for (int i = 0; i < variables; ++i)
        if (symbols.data[i]->symbol->kind == role::variable) wrt.push(import(g, known, *symbols.data[i], false));
    } else {
      for (int i = 0; i < ask.wrt_count; ++i) wrt.push(import(g, known, *ask.wrt[i], false));
    }
    for (int i = 0; i < wrt.size; ++i) adjoints.push(-1);
    list<int> edges(ask.every_node ? (root + 1) * max_arity : 0);
    for (int i = 0; i < edges.size; ++i) edges.data[i] = -1;
    if (const derivative_problem problem = differentiate(g, root, wrt.data, wrt.size, adjoints.data, ask.every_node ? edges.data : nullptr); problem.exists())
      return problem;
    simplifier s{g};
    if (ask.every_node) {
      for (int i = 0; i <= root; ++i)
        for (int k = 0; k < g[i].op->arity; ++k) {
          const int given = edges.data[i * max_arity + k];
          outputs.push(s.or_zeros(given, g[i].operands[k]));
        }
    } else
      for (int i = 0; i < wrt.size; ++i) outputs.push(s.or_zeros(adjoints.data[i], wrt.data[i]));
  }
  if (ask.every_derivative_node) {
    outputs.size = 0;
    for (int i = 0; i < g.nodes.size; ++i) outputs.push(i);
  }
  if (is_set(ask.add_outputs))
    if (const derivative_problem problem = ask.add_outputs(g, known, root, outputs); problem.exists()) return problem;
  bool changed = false;
  for (int i = 0; i < g.nodes.size; ++i) changed = changed || is_changed_by_lowering(*g[i].op);
  graph lowered, scalarised, associated;
  if (changed) lower(g, lowered, outputs.data, outputs.size);
  graph* last = changed ? &lowered : &g;
  if (!ask.every_node && !ask.every_derivative_node && !ask.keeps_matrices && scalarise(*last, scalarised, outputs.data, outputs.size)) last = &scalarised;
  if (associate(*last, associated, outputs.data, outputs.size)) last = &associated;
  graph windowed;
  if (find_windows(*last, windowed, outputs.data, outputs.size)) last = &windowed;
  graph merged;
  if (!ask.every_node && !ask.every_derivative_node && merge_choices(*last, merged, outputs.data, outputs.size)) last = &merged;
  contract(*last, outputs.data, outputs.size);
  const ordering o = order(*last, outputs.data, outputs.size);
  scheduler(*last, o, p, outputs.data, outputs.size).run(outputs.data, outputs.size);
  return {};
}

}  // namespace nabla::detail
