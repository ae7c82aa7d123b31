// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/graph.hpp>

namespace nabla::detail {

/// How often each node is read by what the outputs need, an output `of_output` times more: 0 where nothing needs it.
constexpr list<int> count_readers(const graph& g, const int* outputs, int output_count, int of_output = 1) {
  list<int> readers(g.nodes.size);
  for (int k = 0; k < output_count; ++k) readers.data[outputs[k]] += of_output;
  for (int i = g.nodes.size - 1; i >= 0; --i)
    if (readers.data[i] > 0) {
      const graph_node& n = g.nodes.data[i];
      for (int k = 0; k < n.op->arity && n.operands[k] >= 0; ++k) ++readers.data[n.operands[k]];
    }
  return readers;
}

}  // namespace nabla::detail
