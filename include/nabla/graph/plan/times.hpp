// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/plan/order.hpp>

namespace nabla::detail {

/// How long a step takes, or many, in halves of a cycle: how long it keeps others from beginning, and until its result is there. Two begin in a cycle, and take four to end. A call of the C library
/// takes some forty, and lets the next begin after a dozen; what divides takes a dozen, and four.
struct step_times {
  int work = 0, to_end = 0;
};
constexpr step_times time_of(const graph& g, int i) {
  if (is_leaf(g, i)) return {};
  const operation& op = *g.nodes.data[i].op;
  if (is_dear(op)) return {24, 80};
  if (op.code == operation_code::divide) return {8, 26};
  return {1, 8};
}
inline constexpr int least_long = 100;  ///< of fewer steps nobody asks
/// Of all numbers of a plan, and of the longest chain of them, in which each waits for the one before.
constexpr step_times times_of_steps(const graph& g, const ordering& o) {
  step_times total;
  list<int> ends(g.nodes.size);
  for (int i = 0; i < g.nodes.size; ++i) {
    if (!o.needed.data[i] || o.kind.data[i] != work::scalar) continue;
    const graph_node& n = g.nodes.data[i];
    const step_times own = time_of(g, i);
    for (int k = 0; k < n.op->arity; ++k)
      if (ends.data[n.operands[k]] > ends.data[i]) ends.data[i] = ends.data[n.operands[k]];
    ends.data[i] += own.to_end;
    total.work += own.work;
    if (ends.data[i] > total.to_end) total.to_end = ends.data[i];
  }
  return total;
}

}  // namespace nabla::detail
