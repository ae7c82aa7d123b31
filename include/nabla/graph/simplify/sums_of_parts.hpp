// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/simplify/added_products.hpp>
#include <nabla/graph/walk.hpp>

namespace nabla::detail {

inline constexpr int most_in_a_sum_of_parts = 1024;  ///< elements
inline constexpr int most_taken_apart = 36;          ///< elements of a matrix in a derivative that is written element by element

struct sums_of_parts {
  list<bool> is_sum;      ///< of each node: a matrix, however large, that only has parts among zeros for summands
  list<bool> is_summand;  ///< … and is read by such a sum alone
};

/// The sums whose parts are added where they stand, an element after the other. What has `most_elements` is small and no such sum. A part of more than `most_in_a_part` has to come with small ones, one for so many
/// of its elements: long parts are added by loops.
constexpr sums_of_parts find_sums_of_parts(const graph& g, const list<int>& readers, int most_elements, int most_in_a_part) {
  const int nodes = readers.size;
  sums_of_parts found{list<bool>(nodes), list<bool>(nodes)};
  list<int> in_sums(nodes), room(nodes);
  const auto is_part = [&](int i) { return g.nodes.data[i].op->places.kind == part_kind::put || found.is_sum.data[i]; };
  for (int i = 0; i < nodes; ++i) {
    if (readers.data[i] == 0) continue;
    const graph_node n = g.nodes.data[i];
    const int a = n.operands[0], b = n.operands[1];
    if (n.op->places.kind == part_kind::put) {
      const shape part = g.shape_of(a);
      room.data[i] = has_at_most(part, most_in_a_part) ? most_in_a_part : -(part.is_static() ? part.rows.size * part.columns.size : most_in_a_sum_of_parts);
    }
    if (n.op->code != operation_code::add || a == b || has_at_most(g.shape_of(i), most_elements) || !has_at_most(g.shape_of(i), most_in_a_sum_of_parts)) continue;
    if (g.nodes.data[a].shape_index != n.shape_index || g.nodes.data[b].shape_index != n.shape_index || !is_part(a) || !is_part(b)) continue;
    found.is_sum.data[i] = true;
    ++in_sums.data[a];
    ++in_sums.data[b];
    room.data[i] = room.data[a] + room.data[b];
  }
  for (int i = nodes - 1; i >= 0; --i) {
    if (!found.is_sum.data[i] || room.data[i] >= 0 || (readers.data[i] == 1 && in_sums.data[i] == 1)) continue;
    found.is_sum.data[i] = false;
    for (int k = 0; k < 2; ++k) --in_sums.data[g.nodes.data[i].operands[k]];
  }
  for (int i = 0; i < nodes; ++i) found.is_summand.data[i] = is_part(i) && readers.data[i] == 1 && in_sums.data[i] == 1;
  return found;
}

}  // namespace nabla::detail
