// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/plan/arms.hpp>

namespace nabla::detail {

/// Steps that are in no segment yet, and what they wait for.
struct waiting_steps {
  struct entry {
    int node, arm;  ///< 1 and 2: what a choice that is made in its arms is in one of them
    int place;
    int waits_for;  ///< an operand that was not there when it was looked for, or -1
  };
  const graph& g;
  const taken_arms& arms;
  list<entry> entries;
  list<int> left_to_do;  ///< entries of each node

  constexpr waiting_steps(const graph& from, const taken_arms& taken) : g(from), arms(taken), left_to_do(from.nodes.size) {}

  /// Or is it needed always, and all there? Asked once of each node, in their order.
  constexpr bool has_to_wait(int i) {
    if (arms.is_made_in_arms(i)) {
      left_to_do.data[i] = 2;
      entries.push({i, 1, arms.place_of(i, 1), -1});
      entries.push({i, 2, arms.place_of(i, 2), -1});
      return true;
    }
    const int place = arms.place_of(i), waits_for = missing(i, 0);
    if (waits_for < 0 && arms.is_everywhere(place)) return false;
    left_to_do.data[i] = 1;
    entries.push({i, 0, place, waits_for});
    return true;
  }
  /// Where something is ready: what is needed always first.
  constexpr int next_place() {
    int place = -1;
    for (int k = 0; k < entries.size; ++k) {
      entry& e = entries.data[k];
      if ((e.waits_for >= 0 && left_to_do.data[e.waits_for] != 0) || (place >= 0 && !arms.is_everywhere(e.place)) || !is_ready(e)) continue;
      place = e.place;
      if (arms.is_everywhere(place)) break;
    }
    return place;
  }
  constexpr bool is_ready(entry& e) const {
    if (e.waits_for >= 0 && left_to_do.data[e.waits_for] != 0) return false;
    e.waits_for = missing(e.node, e.arm);
    return e.waits_for < 0 && arms.all_literals(e.place, [&](int condition, bool) { return is_there(condition); });
  }

 private:
  constexpr bool is_there(int i) const {
    while (!g.nodes.data[i].op->elementwise && is_its_operand(g, i)) i = g.nodes.data[i].operands[0];
    return left_to_do.data[i] == 0;
  }
  constexpr int missing(int i, int arm) const {
    const graph_node& n = g.nodes.data[i];
    for (int k = 0; k < n.op->arity; ++k)
      if (const int operand = n.operands[k]; (arm == 0 || k == 0 || k == arm) && (left_to_do.data[operand] != 0 || (!g.nodes.data[operand].op->elementwise && g.nodes.data[operand].op->arity > 0 && !is_there(operand)))) return operand;
    return -1;
  }
};

}  // namespace nabla::detail
