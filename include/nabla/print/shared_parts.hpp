// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/graph.hpp>

namespace nabla {

/// Which parts of a formula a text names once: those with several readers, where writing everything out would take more than
/// this many symbols.
inline constexpr int largest_written_out = 200;

/// Nodes that `root` needs and that a text names, operands first; empty for a formula of moderate length.
inline list<int> named_parts(const graph& g, int root) {
  list<int> weight(root + 1), readers(root + 1), named;
  list<bool> needed(root + 1);
  needed.data[root] = true;
  for (int i = root; i >= 0; --i)
    for (int operand : g[i].operands)
      if (operand >= 0 && needed.data[i]) {
        needed.data[operand] = true;
        ++readers.data[operand];
      }
  for (int i = 0; i <= root; ++i) {
    weight.data[i] = 1;
    for (int operand : g[i].operands)
      if (operand >= 0) weight.data[i] += weight.data[operand];
    if (weight.data[i] > largest_written_out) weight.data[i] = largest_written_out;
  }
  if (weight.data[root] < largest_written_out) return named;
  for (int i = 0; i < root; ++i)
    if (needed.data[i] && g[i].op->arity > 0 && readers.data[i] > 1) named.push(i);
  return named;
}

}  // namespace nabla
