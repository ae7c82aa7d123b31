// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/walk.hpp>
#include <nabla/support/cold.hpp>

namespace nabla::detail {
NABLA_COLD_BEGIN

/// Which parts of a formula a text names once: those with several readers, where writing everything out would take more than
/// this many symbols.
inline constexpr int largest_written_out = 200;

/// Nodes that the roots need and that a text names, operands first; empty for formulas of moderate length.
inline list<int> named_parts(const graph& g, const list<int>& roots) {
  const int count = g.nodes.size;
  const list<int> readers = count_readers(g, roots.data, roots.size);
  list<int> weight(count), named;
  for (int i = 0; i < count; ++i) {
    weight.data[i] = 1;
    for (int operand : g[i].operands)
      if (operand >= 0) weight.data[i] += weight.data[operand];
    if (weight.data[i] > largest_written_out) weight.data[i] = largest_written_out;
  }
  int total = 0;
  for (int k = 0; k < roots.size && total < largest_written_out; ++k) total += weight.data[roots.data[k]];
  if (total < largest_written_out) return named;
  for (int i = 0; i < count; ++i)
    if (g[i].op->arity > 0 && readers.data[i] > 1) named.push(i);
  return named;
}

NABLA_COLD_END
}  // namespace nabla::detail
