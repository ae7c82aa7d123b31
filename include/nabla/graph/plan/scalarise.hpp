// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/plan/costs.hpp>
#include <nabla/graph/simplify/elements.hpp>

namespace nabla::detail {

// Vectors of a few numbers as numbers: what is read of a vector that scalars were put into are these scalars, its zeros and ones vanish, and nothing is
// written into memory to be read once. It pays where there are few elements: a loop costs some nanoseconds before its first element, and takes several
// elements at once from then on.

/// Is there something that could become numbers: an operation on small matrices alone, or a sum of parts among zeros?
constexpr bool has_small_work(const graph& g) {
  const auto small = [&](int i) { return has_at_most(g.shape_of(i), most_scalarised); };
  for (int i = 0; i < g.nodes.size; ++i) {
    const graph_node& n = g.nodes.data[i];
    if (n.op->arity == 0) continue;
    bool all = small(i), matrix = n.shape_index != 0;
    for (int k = 0; k < n.op->arity && n.operands[k] >= 0; ++k) {
      all = all && small(n.operands[k]);
      matrix = matrix || g.nodes.data[n.operands[k]].shape_index != 0;
    }
    if (all && matrix) return true;
    if (n.op->code == operation_code::add && (g.nodes.data[n.operands[0]].op->places.kind == part_kind::put || g.nodes.data[n.operands[1]].op->places.kind == part_kind::put)) return true;
  }
  return false;
}

/// Copies what `outputs` need into `to` with small matrices taken apart, if it costs less so. `outputs` is renumbered then.
template <class Late = void>
constexpr bool scalarise(const graph& from, graph& to, int* outputs, int count) {
  if (from.shapes.size == 1 || !has_small_work(from)) return false;
  const std::int64_t of_matrices = cost_model{from}.of_all(outputs, count);
  if (least_cost_of_numbers{from}.of_all(outputs, count) >= of_matrices) return false;
  simplifier s(to, writing::definitions);
  element_writer<Late> w(from, s, most_scalarised);
  w.divides = false;
  w.most_in_a_part = most_scalarised;
  w.run(outputs, count);
  list<int> image;
  for (int k = 0; k < count; ++k) image.push(w.whole(outputs[k]));
  if (cost_model{to}.of_all(image.data, count) >= of_matrices) return false;
  for (int k = 0; k < count; ++k) outputs[k] = image.data[k];
  return true;
}

/// Functions of the elements of what symbols bring, and what they are made of and is made of them: a register computes some at once, of numbers each would be a call.
constexpr list<bool> find_computed_at_once(const graph& g) {
  const cost_model costs{g};
  list<bool> at_hand(g.nodes.size), stays(g.nodes.size);
  for (int i = 0; i < g.nodes.size; ++i) {
    const graph_node& n = g.nodes.data[i];
    bool all = n.op->elementwise, any = costs.weight(*n.op) >= cost_model::of_a_function;
    for (int k = 0; k < n.op->arity && n.operands[k] >= 0; ++k) {
      all = all && at_hand.data[n.operands[k]];
      any = any || stays.data[n.operands[k]];
    }
    at_hand.data[i] = all || is_leaf(g, i) || costs.elements(i) == 1;
    stays.data[i] = all && any && costs.elements(i) >= cost_model::at_once && !is_leaf(g, i);
  }
  for (int i = g.nodes.size - 1; i >= 0; --i)
    for (int k = 0; stays.data[i] && k < g.nodes.data[i].op->arity; ++k)
      if (const int a = g.nodes.data[i].operands[k]; a >= 0 && costs.elements(a) > 1 && !is_leaf(g, a)) stays.data[a] = true;
  return stays;
}

/// The same with kernels as they mostly go, where all is small, of two to four rows (the inverse of two alone is as fast with a choice): further outputs are pairs of
/// numbers, the first at most the second where it goes so.
template <class Late>
constexpr bool has_usual_form(const graph& g) {
  bool any = false;
  for (int i = 0; i < g.nodes.size; ++i) {
    const operation& op = *g.nodes.data[i].op;
    if (!has_at_most(g.shape_of(i), most_scalarised)) return false;
    any = any || (usual_kernels<Late>::has(op) && g.shape_of(g.nodes.data[i].operands[0]).rows.size > (is_rule<inverse_rule>(op) ? 2 : 1));
  }
  return any;
}
template <class Late>
constexpr bool scalarise_usual(const graph& from, graph& to, list<int>& outputs) {
  if (!has_usual_form<Late>(from)) return false;
  simplifier s(to, writing::definitions);
  usual_kernels<Late> usual{s};
  element_writer<Late, usual_kernels<Late>> w(from, s, most_scalarised);
  w.usual = &usual;
  w.stays_whole = find_computed_at_once(from);
  w.divides = false;
  w.run(outputs.data, outputs.size);
  for (int k = 0; k < outputs.size; ++k) outputs.data[k] = w.whole(outputs.data[k]);
  usual.finish(outputs);
  for (int k = 0; k < usual.bounds.size; ++k) outputs.push(usual.bounds.data[k]);
  return true;
}

}  // namespace nabla::detail
