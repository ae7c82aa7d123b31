// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/expression/facts.hpp>

namespace nabla::detail {

/// One node of a formula as it comes out of a graph: on its way back into a type, or in a list that stands for a type.
// No initialisers, nor members that have some: of an array of these clang makes those that are written, and no others.
struct formula_node {
  operation_number code;
  const operation* op;  ///< none where it is a part or a stack: those of graphs end with them
  key id;
  const facts* leaf;  ///< of a symbol
  int operands[max_arity];
  rational value;
  int sizes[2], more[2];  ///< of the rows and of the columns what an extent has
  const dimension_info* names[2];
  part_kind part;  ///< with its numbers
  int numbers[max_arity];

  constexpr bool is_scalar() const { return sizes[0] == 1 && sizes[1] == 1; }
  constexpr shape extents() const {
    shape result;
    extent* const ends[] = {&result.rows, &result.columns};
    for (int k = 0; k < 2; ++k) ends[k]->size = sizes[k], ends[k]->more = more[k], ends[k]->name = names[k];
    return result;
  }
  constexpr void set_extents(const shape& s) {
    const extent* const ends[] = {&s.rows, &s.columns};
    for (int k = 0; k < 2; ++k) sizes[k] = ends[k]->size, more[k] = ends[k]->more, names[k] = ends[k]->name;
  }
  constexpr part_places places() const { return {part, {numbers[0], numbers[1], numbers[2], numbers[3]}}; }
  constexpr void set_places(const part_places& p) {
    part = p.kind;
    for (int k = 0; k < max_arity; ++k) numbers[k] = p.numbers[k];
  }
};
/// What a node begins as: no operands, a number.
inline constexpr formula_node no_formula_node{operation_code::other, nullptr, 0, nullptr, {-1, -1, -1, -1}, {0, 1}, {1, 1}, {0, 0}, {nullptr, nullptr}, part_kind::none, {-1, -1, -1, -1}};

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
