// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/plan/arms.hpp>
#include <nabla/graph/simplify/simplify.hpp>

namespace nabla::detail {

// What is computed from choices by one condition becomes a choice, where the condition decides what is computed: its arms take the operations.
// where(c, x, y) + where(c, z, 0) is where(c, x + z, y), and -where(c, x, y) is where(c, -x, -y).

struct choice_merger {
  graph& g;
  simplifier s;
  list<int> image, asked;  ///< of each node the new one; the new conditions that decide what is computed
  list<bool> changed;      ///< is the new one perhaps another?

  constexpr explicit choice_merger(graph& changed_graph) : g(changed_graph), s(g, writing::definitions), image(g.nodes.size), changed(g.nodes.size) {}

  constexpr bool is_choice(int i) const {
    if (g.nodes.data[i].op->code != operation_code::where || g.nodes.data[i].shape_index != 0) return false;
    for (int k = 0; k < asked.size; ++k)
      if (asked.data[k] == g.nodes.data[i].operands[0]) return true;
    return false;
  }
  constexpr int merged(const operation& op, int a, int b) {
    if (is_choice(a) && (b < 0 || (is_choice(b) && g.nodes.data[a].operands[0] == g.nodes.data[b].operands[0]))) {
      const int condition = g.nodes.data[a].operands[0], otherwise_a = g.nodes.data[a].operands[2], otherwise_b = b < 0 ? -1 : g.nodes.data[b].operands[2];
      const int first = merged(op, g.nodes.data[a].operands[1], b < 0 ? -1 : g.nodes.data[b].operands[1]);
      return s.make(operation_of<where_rule>, condition, first, merged(op, otherwise_a, otherwise_b));
    }
    return s.make(op, a, b);
  }
  /// A node is written again, after those before it.
  constexpr int rewrite(graph_node n, int i) {
    bool leaf = true, same = n.shape_index == 0 && n.op->elementwise;
    for (int k = 0; k < n.op->arity; ++k)
      if (int& operand = n.operands[k]; operand >= 0) {
        same = same && !changed.data[operand];
        operand = image.data[operand];
        leaf = false;
        same = same && g.nodes.data[operand].op->code != operation_code::where;
      }
    if (same) return g.insert(n);  // with the key that it has
    changed.data[i] = !leaf;
    switch (n.op->code) {
      case operation_code::count: return s.count(leaf ? static_cast<int>(n.value.numerator) : g.nodes.data[n.operands[0]].shape_index);
      case operation_code::broadcast: return s.broadcast_to(n.operands[0], n.shape_index);
      case operation_code::add:
      case operation_code::subtract:
      case operation_code::multiply:
      case operation_code::divide:
        if (is_choice(n.operands[0]) && is_choice(n.operands[1]) && g.nodes.data[n.operands[0]].operands[0] == g.nodes.data[n.operands[1]].operands[0]) return merged(*n.op, n.operands[0], n.operands[1]);
        break;
      case operation_code::negate:
        if (is_choice(n.operands[0])) return merged(*n.op, n.operands[0], -1);
        break;
      default: break;
    }
    if (leaf) return g.insert(n);
    if (n.op->last_is_shape) return s.with_shape(*n.op, n.operands[0], n.shape_index);
    return g.apply(*n.op, n.operands[0], n.operands[1], n.operands[2], n.operands[3]);
  }
  /// What is there before node `first` stays.
  constexpr void run(const ordering& o, const taken_arms& arms, int first, int* outputs, int output_count) {
    list<graph_node> rest;
    const int count = g.nodes.size;
    for (int i = first; i < count; ++i) rest.push(g.nodes.data[i]);
    g.take_away(first);
    for (int i = 0; i < count; ++i) {
      if (!o.needed.data[i]) continue;
      const graph_node& n = i < first ? g.nodes.data[i] : rest.data[i - first];
      image.data[i] = i < first ? i : rewrite(n, i);
      if (n.op->code == operation_code::where && n.shape_index == 0 && !(arms.is_always_needed(n.operands[1]) && arms.is_always_needed(n.operands[2])) && g.nodes.data[image.data[i]].op->code == operation_code::where)
        asked.push(g.nodes.data[image.data[i]].operands[0]);
    }
    for (int k = 0; k < output_count; ++k) outputs[k] = image.data[outputs[k]];
  }
};

/// The first operation of choices that could be merged, two in a sum, product or quotient, or the negative of one of several; -1 where there is none. Then nobody needs to know which arms are taken.
constexpr int first_operation_of_choices(const graph& g) {
  int choices = 0, first = -1;
  for (int i = 0; i < g.nodes.size; ++i) {
    const graph_node& n = g.nodes.data[i];
    const operation_number code = n.op->code;
    if (code == operation_code::where) choices += n.shape_index == 0 ? 1 : 0;
    else if (first < 0 && code >= operation_code::add && code <= operation_code::negate && g.nodes.data[n.operands[0]].op->code == operation_code::where)
      first = code == operation_code::negate || g.nodes.data[n.operands[1]].op->code == operation_code::where ? i : -1;
  }
  return choices > 1 ? first : -1;
}

/// Merges the choices among what `outputs` need, and renumbers `outputs`; or leaves all as it is, where no condition decides what is computed.
constexpr void merge_choices(graph& g, int* outputs, int output_count) {
  const int first = first_operation_of_choices(g);
  if (first < 0) return;
  const ordering o = order(g, outputs, output_count);
  const taken_arms arms(g, o, outputs, output_count);
  if (arms.exist()) choice_merger(g).run(o, arms, first, outputs, output_count);
}

}  // namespace nabla::detail
