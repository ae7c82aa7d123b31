// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/graph.hpp>

namespace nabla::detail {

/// A condition that has to hold, or not to.
struct needed_condition {
  int node = -1;
  bool holds = true;
  friend constexpr bool operator==(const needed_condition& a, const needed_condition& b) { return a.node == b.node && a.holds == b.holds; }
};
constexpr needed_condition needed_condition_of(const graph& g, int node, bool holds = true) {
  for (; g.nodes.data[node].op->code == operation_code::logical_not; holds = !holds) node = g.nodes.data[node].operands[0];
  return {node, holds};
}

}  // namespace nabla::detail
