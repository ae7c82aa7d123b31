// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/plan/arms.hpp>

namespace nabla::detail {

// What is computed from choices by one condition becomes a choice, where the condition decides what is computed: its arms take the operations.
// where(c, x, y) + where(c, z, 0) is where(c, x + z, y), and -where(c, x, y) is where(c, -x, -y).

struct choice_merger {
  const graph& from;
  graph& to;
  simplifier s;
  list<int> image, asked;  ///< of each node the new one; the new conditions that decide what is computed
  list<bool> changed;      ///< is the new one perhaps another?

  constexpr choice_merger(const graph& g, graph& copy) : from(g), to(copy), s(copy, writing::definitions), image(g.nodes.size), changed(g.nodes.size) {}

  constexpr bool is_choice(int i) const {
    if (to.nodes.data[i].op->code != operation_code::where || to.nodes.data[i].shape_index != 0) return false;
    for (int k = 0; k < asked.size; ++k)
      if (asked.data[k] == to.nodes.data[i].operands[0]) return true;
    return false;
  }
  constexpr int merged(const operation& op, int a, int b) {
    if (is_choice(a) && (b < 0 || (is_choice(b) && to.nodes.data[a].operands[0] == to.nodes.data[b].operands[0]))) {
      const int condition = to.nodes.data[a].operands[0], otherwise_a = to.nodes.data[a].operands[2], otherwise_b = b < 0 ? -1 : to.nodes.data[b].operands[2];
      const int first = merged(op, to.nodes.data[a].operands[1], b < 0 ? -1 : to.nodes.data[b].operands[1]);
      return s.make(operation_of<where_rule>, condition, first, merged(op, otherwise_a, otherwise_b));
    }
    return s.make(op, a, b);
  }
  constexpr int copy(int i) {
    graph_node n = from.nodes.data[i];
    if (n.shape_index != 0) n.shape_index = to.shape_index(from.shape_of(i));
    bool leaf = true, same = n.shape_index == 0 && n.op->elementwise;
    for (int k = 0; k < n.op->arity; ++k)
      if (int& operand = n.operands[k]; operand >= 0) {
        same = same && !changed.data[operand];
        operand = image.data[operand];
        leaf = false;
        same = same && to.nodes.data[operand].op->code != operation_code::where;
      }
    if (same) return to.insert(n);  // with the key that it has
    changed.data[i] = !leaf;
    switch (n.op->code) {
      case operation_code::count: return s.count(to.shape_index(leaf ? from.shapes.data[n.value.numerator] : to.shape_of(n.operands[0])));
      case operation_code::broadcast: return s.broadcast_to(n.operands[0], n.shape_index);
      case operation_code::add:
      case operation_code::subtract:
      case operation_code::multiply:
      case operation_code::divide:
        if (is_choice(n.operands[0]) && is_choice(n.operands[1]) && to.nodes.data[n.operands[0]].operands[0] == to.nodes.data[n.operands[1]].operands[0]) return merged(*n.op, n.operands[0], n.operands[1]);
        break;
      case operation_code::negate:
        if (is_choice(n.operands[0])) return merged(*n.op, n.operands[0], -1);
        break;
      default: break;
    }
    if (leaf) return to.insert(n);
    if (n.op->last_is_shape) return s.with_shape(*n.op, n.operands[0], n.shape_index);
    return to.apply(*n.op, n.operands[0], n.operands[1], n.operands[2], n.operands[3]);
  }
  constexpr void run(const ordering& o, const taken_arms& arms, int* outputs, int output_count) {
    for (int i = 0; i < from.nodes.size; ++i) {
      if (!o.needed.data[i]) continue;
      image.data[i] = copy(i);
      const graph_node& n = from.nodes.data[i];
      if (n.op->code == operation_code::where && n.shape_index == 0 && !(arms.is_always_needed(n.operands[1]) && arms.is_always_needed(n.operands[2])) && to.nodes.data[image.data[i]].op->code == operation_code::where)
        asked.push(to.nodes.data[image.data[i]].operands[0]);
    }
    for (int k = 0; k < output_count; ++k) outputs[k] = image.data[outputs[k]];
  }
};

/// Are there choices that could be merged: two in a sum, product or quotient, or the negative of one of several? Else nobody needs to know which arms are taken.
constexpr bool has_operations_of_choices(const graph& g) {
  int choices = 0;
  bool found = false;
  for (int i = 0; i < g.nodes.size; ++i) {
    const graph_node& n = g.nodes.data[i];
    const operation_number code = n.op->code;
    if (code == operation_code::where) choices += n.shape_index == 0 ? 1 : 0;
    else if (code >= operation_code::add && code <= operation_code::negate && g.nodes.data[n.operands[0]].op->code == operation_code::where)
      found = found || code == operation_code::negate || g.nodes.data[n.operands[1]].op->code == operation_code::where;
  }
  return found && choices > 1;
}

/// Copies what `outputs` need from one graph to another, with the choices merged, and renumbers `outputs`; or leaves all as it is and returns false, where no
/// condition decides what is computed.
constexpr bool merge_choices(const graph& from, graph& to, int* outputs, int output_count) {
  if (!has_operations_of_choices(from)) return false;
  const ordering o = order(from, outputs, output_count);
  const taken_arms arms(from, o, outputs, output_count);
  if (!arms.exist()) return false;
  choice_merger(from, to).run(o, arms, outputs, output_count);
  return true;
}

}  // namespace nabla::detail
