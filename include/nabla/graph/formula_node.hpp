// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/expression/facts.hpp>

namespace nabla::detail {

/// One node of a formula as it comes out of a graph: on its way back into a type, or in a list that stands for a type.
struct formula_node {
  operation_number code = operation_code::other;
  const operation* op = nullptr;  ///< none where it is a part or a stack: those of graphs end with them
  key id = 0;
  const facts* leaf = nullptr;  ///< of a symbol
  int operands[max_arity] = {-1, -1, -1, -1};
  rational value{0, 1};
  shape extents;
  part_places places;  ///< of a part or a stack
};

/// Stable forms of several functions that may occur from a node on.
struct families_from_node {
  int node;
  const family_list* families;
};

/// A formula as a list of its nodes, operands first and the root last, in place of a type for each.
struct listed_formula {
  const formula_node* nodes;
  int size;
  const families_from_node* families;
  int family_count;
};

}  // namespace nabla::detail
