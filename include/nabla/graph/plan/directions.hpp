// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/plan/times.hpp>
#include <nabla/graph/simplify/copy.hpp>
#include <nabla/graph/walk.hpp>

namespace nabla::detail {

// A gradient by a few numbers along as many directions at once: each number of the plan is a register, of a value the same in all lanes, and of a tangent one for each direction. A long formula
// waits for its values only, and its tangents are computed meanwhile, while what runs backwards waits for all values and then for as many adjoints.

inline constexpr int most_elements_that_move = 8;

/// Copies what the outputs need in the order in which a processor can begin with it: as the graph has it, all values come first, and are stored.
template <class Late = void>
constexpr bool put_in_order_of_time(const graph& from, graph& to, int* outputs, int count) {
  const list<int> readers = count_readers(from, outputs, count);
  const int nodes = from.nodes.size;
  list<int> begins(nodes), image(nodes);
  int last = 0;
  for (int i = 0; i < nodes; ++i) {
    const graph_node& n = from.nodes.data[i];
    for (int k = 0; k < n.op->arity; ++k)
      if (const int a = n.operands[k], ends = begins.data[a] + time_of(from, a).to_end; ends > begins.data[i]) begins.data[i] = ends;
    if (readers.data[i] > 0 && begins.data[i] > last) last = begins.data[i];
  }
  list<int> first(last + 1), next(nodes);  // at a time, and behind a node: its number + 1, or 0
  for (int i = nodes - 1; i >= 0; --i) {
    if (readers.data[i] == 0) continue;
    next.data[i] = first.data[begins.data[i]];
    first.data[begins.data[i]] = i + 1;
  }
  simplifier s(to, writing::definitions);
  for (int time = 0; time <= last; ++time)
    for (int i = first.data[time] - 1; i >= 0; i = next.data[i] - 1) image.data[i] = copy_as_it_stands(s, from, i, operand_images(from, i, image).data);
  for (int k = 0; k < count; ++k) outputs[k] = image.data[outputs[k]];
  return true;
}

}  // namespace nabla::detail
