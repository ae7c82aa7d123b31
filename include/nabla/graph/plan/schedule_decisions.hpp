// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/plan/decide.hpp>
#include <nabla/graph/plan/plan.hpp>

namespace nabla::detail {

/// Turns a tree of decisions into a plan: before each condition the steps that it needs and nobody has computed on the way, in each leaf those of the results, which are copied to where
/// all leaves have them.
struct decision_scheduler {
  const graph& g;
  const list<plan_decision>& tree;
  const list<int>& outputs;
  plan& p;
  list<int> slot;  ///< of each node, or -1
  list<int> done;  ///< nodes that have one on this path, in order
  list<bool> marks;
  list<int> view;  ///< of each matrix that is read
  int first_result = 0, results = 0;

  constexpr decision_scheduler(const graph& from, const list<plan_decision>& decided, const list<int>& needed, plan& to) : g(from), tree(decided), outputs(needed), p(to), slot(from.nodes.size), marks(from.nodes.size), view(from.nodes.size) {
    for (int i = 0; i < g.nodes.size; ++i) slot.data[i] = -1;
  }

  constexpr void run(const asked_numbers& numbers) {
    for (int i = 0; i < g.shapes.size; ++i) p.shapes.push(g.shapes.data[i]);
    for (int i = 0; i < p.inputs.size; ++i) add_input(i);
    const list<int> readers = count_readers(g, outputs.data, outputs.size);
    for (int i = 0; i < g.nodes.size; ++i)
      if (readers.data[i] > 0 && asked_numbers::is_element(g, i)) read_element(i);
    first_result = p.slots;
    results = numbers.results.size;
    p.slots += results;
    for (int t = 0; t < tree.size; ++t) p.decisions.push({});
    visit(0);
    for (int k = 0; k < numbers.outputs.size; ++k) add_output(numbers, k);
  }

 private:
  constexpr bool is_constant(int i) const { return g.nodes.data[i].op->code == operation_code::constant || g.nodes.data[i].op->code == operation_code::real; }

  constexpr void add_input(int i) {
    const int node = g.find(*p.inputs.data[i].symbol);
    if (node < 0) return;
    if (g.nodes.data[node].shape_index == 0) p.inputs.data[i].slot = slot.data[node] = p.slots++;
    else {
      p.inputs.data[i].view = view.data[node] = p.views.size;
      p.views.push({.shape_index = g.nodes.data[node].shape_index, .input = i});
    }
  }
  constexpr void read_element(int i) {
    loop_member m;
    m.function = g.nodes.data[i].op->id;
    m.places = g.nodes.data[i].op->places;
    m.operands[0] = {source::element, view.data[g.nodes.data[i].operands[0]]};
    m.stored_in = slot.data[i] = p.slots++;
    p.segments.push({.kind = work::kernel, .first = p.members.size, .last = p.members.size + 1});
    p.members.push(m);
  }
  constexpr int shape_index(const shape& s) {
    for (int k = 0; k < p.shapes.size; ++k)
      if (p.shapes.data[k] == s) return k;
    p.shapes.push(s);
    return p.shapes.size - 1;
  }
  constexpr void add_output(const asked_numbers& numbers, int k) {
    const auto& [extents, first] = numbers.outputs.data[k];
    output_info out{.shape_index = shape_index(extents)};
    if (out.shape_index == 0) out.slot = first_result + numbers.elements.data[first];
    else {
      segment s{.kind = work::assembly, .first = p.assembled.size, .shape_index = out.shape_index};
      for (int e = 0; e < extents.rows.size * extents.columns.size; ++e) {
        const int result = numbers.elements.data[first + e];
        p.assembled.push(result < 0 ? -1 : first_result + result);
      }
      s.last = p.assembled.size;
      s.result = out.view = p.views.size;
      p.views.push({.shape_index = out.shape_index, .buffer = p.buffers.size});
      p.buffers.push({out.shape_index, {}});
      p.segments.push(s);
    }
    p.outputs.push(out);
  }

  constexpr void visit(int t) {
    const plan_decision& d = tree.data[t];
    const int before = done.size, first = p.scalars.size;
    decision_info info;
    if (d.condition >= 0) {
      const int condition = outputs.data[d.first_output];
      const graph_node& n = g.nodes.data[condition];
      if (n.op->arity == 0 || asked_numbers::is_element(g, condition)) {  // of a vector, as of a direction
        compute(&condition, 1);
        info.operands[0] = slot.data[condition];
      } else {
        compute(n.operands, n.op->arity);
        info.function = n.op->id;
        for (int k = 0; k < n.op->arity; ++k) info.operands[k] = slot.data[n.operands[k]];
      }
    } else {
      compute(outputs.data + d.first_output, results);
      for (int k = 0; k < results; ++k) copy(outputs.data[d.first_output + k], first_result + k);
    }
    info.segment = p.segments.size;
    p.segments.push({.kind = work::scalar, .first = first, .last = p.scalars.size});
    // what compilers see as constants they see where they are used
    for (int k = before; k < done.size; ++k)
      if (is_constant(done.data[k])) slot.data[done.data[k]] = -1;
    for (int holds = 0; holds < 2 && d.condition >= 0; ++holds) {
      info.children[holds] = d.children[holds];
      visit(d.children[holds]);
    }
    while (done.size > before) slot.data[done.data[--done.size]] = -1;
    p.decisions.data[t] = info;
  }
  /// Nodes, after all that they need.
  constexpr void compute(const int* nodes, int count) {
    int top = -1;
    for (int k = 0; k < count; ++k) {
      marks.data[nodes[k]] = slot.data[nodes[k]] < 0;
      top = nodes[k] > top ? nodes[k] : top;
    }
    list<int> found;
    for (int i = top; i >= 0; --i) {
      if (!marks.data[i]) continue;
      marks.data[i] = false;
      found.push(i);
      const graph_node& n = g.nodes.data[i];
      for (int k = 0; k < n.op->arity; ++k)
        if (slot.data[n.operands[k]] < 0) marks.data[n.operands[k]] = true;
    }
    for (int k = found.size - 1; k >= 0; --k) {
      const int i = found.data[k];
      const graph_node& n = g.nodes.data[i];
      scalar_step step{is_constant(i) ? constant_operation.id : n.op->id, p.slots, {-1, -1, -1, -1}, n.value};
      for (int o = 0; o < n.op->arity; ++o) step.operands[o] = slot.data[n.operands[o]];
      p.scalars.push(step);
      slot.data[i] = p.slots++;
      done.push(i);
    }
  }
  /// A choice of a number or itself.
  constexpr void copy(int node, int to) {
    const int from = slot.data[node];
    p.scalars.push({operation_of<where_rule>.id, to, {from, from, from, -1}, {}});
  }
};

}  // namespace nabla::detail
