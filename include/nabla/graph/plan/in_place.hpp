// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/plan/assemblies.hpp>

namespace nabla::detail {

/// Which matrices lie in others: parts, which are read where they are, and columns of known size that are stacked, which are computed where the stack is. And which stacks are not
/// put together at all, since their readers take what is stacked.
struct matrices_in_place {
  struct place {
    int of = -1;  ///< the node that it lies in; -1: it has memory of its own
    int row = 0, column = 0;
  };
  list<place> home;
  list<bool> is_part;      ///< nothing is to be done for it
  list<bool> stays_apart;  ///< a stack that is not put together

  /// Do the elements of a vector follow one another? Those of rows that somebody binds may lie apart, but not what loops bind.
  static constexpr bool is_without_gaps(const graph& g, int i) {
    if (g.shape_of(i).columns.is_one()) return true;
    return g.shape_of(i).rows.is_one() && (g.nodes.data[i].op->code != operation_code::symbol || g.nodes.data[i].leaf->symbol->name[0] == '#');
  }
  /// The transpose of such a vector is the same in memory.
  static constexpr place turned_vector(const graph& g, int i) {
    const int operand = g.nodes.data[i].operands[0];
    return g.nodes.data[i].shape_index != 0 && is_without_gaps(g, operand) && g.nodes.data[operand].op->code != operation_code::transpose ? place{operand, 0, 0} : place{};
  }
  /// The first place of a part, which loops and kernels can read where it is: no row of a matrix, whose elements would lie apart.
  static constexpr place part_of(const graph& g, int i) {
    const operation& op = *g.nodes.data[i].op;
    const int operand = g.nodes.data[i].operands[0];
    const shape& extents = g.shape_of(i);
    if (g.nodes.data[i].shape_index == 0 || ((extents.rows.is_one() || g.shape_of(operand).rows.is_one()) && !(g.shape_of(operand).rows.is_one() && is_without_gaps(g, operand)))) return {};
    if (op.slice.kind == slice_kind::take) return op.slice.along_row ? place{operand, 0, op.slice.first} : place{operand, op.slice.first, 0};
    if (op.slice.kind != slice_kind::none || op.places.kind != part_kind::block) return {};
    const auto& [row, column, rows, columns] = op.places.numbers;
    const extent& height = g.shape_of(operand).rows;
    if (row < 0 && height.is_named()) return {};
    return {operand, row < 0 ? row + height.size : row, column};
  }
  /// Columns one below the other, of a known size.
  static constexpr bool stacks_columns(const graph& g, int i) { return g.nodes.data[i].op->places.kind == part_kind::vstack && g.shape_of(i).columns.is_one() && g.shape_of(i).is_static(); }

  constexpr matrices_in_place() = default;
  constexpr explicit matrices_in_place(int count) : home(count), is_part(count), stays_apart(count) {}
  constexpr void find(const graph& g, const ordering& o, const assemblies& assembled, const int* outputs, int output_count) {
    list<bool> is_output(g.nodes.size);
    for (int k = 0; k < output_count; ++k) is_output.data[outputs[k]] = true;
    find_apart(g, o, assembled, is_output);
    for (int i = 0; i < g.nodes.size; ++i) {
      if (o.kind.data[i] == work::transpose && !is_output.data[i] && !assembled.has(i)) {
        home.data[i] = turned_vector(g, i);
        is_part.data[i] = home.data[i].of >= 0;
      }
      if (o.kind.data[i] != work::kernel || assembled.has(i) || stays_apart.data[i]) continue;
      if (stacks_columns(g, i)) {
        for (int k = 0, row = 0; k < g.nodes.data[i].op->arity; row += g.nodes.data[i].op->places.numbers[k++]) {
          const int x = g.nodes.data[i].operands[k];
          if (g.nodes.data[x].shape_index != 0 && !is_output.data[x] && home.data[x].of < 0 && can_be_computed_elsewhere(g, o, x)) home.data[x] = {i, row, 0};
        }
      } else if (!is_output.data[i]) {
        home.data[i] = part_of(g, i);
        is_part.data[i] = home.data[i].of >= 0;
      }
    }
  }
  static constexpr bool can_be_computed_elsewhere(const graph& g, const ordering& o, int x) {
    return o.kind.data[x] != work::none && o.kind.data[x] != work::scalar && g.nodes.data[x].op->memory == kernel_memory{};
  }
  constexpr void find_apart(const graph& g, const ordering& o, const assemblies& assembled, const list<bool>& is_output) {
    bool any = false;
    for (int i = 0; i < g.nodes.size; ++i) {
      stays_apart.data[i] = g.nodes.data[i].op->places.kind == part_kind::vstack && o.kind.data[i] == work::kernel && !assembled.has(i) && !is_output.data[i];
      for (int k = 0; k < g.nodes.data[i].op->arity; ++k) stays_apart.data[i] = stays_apart.data[i] && !g.shape_of(g.nodes.data[i].operands[k]).rows.is_named() && !g.shape_of(g.nodes.data[i].operands[k]).is_scalar();
      any = any || stays_apart.data[i];
    }
    for (int i = g.nodes.size - 1; any && i >= 0; --i)
      for (int k = 0; k < max_arity; ++k)
        if (const int operand = g.nodes.data[i].operands[k]; operand >= 0 && o.kind.data[i] != work::none && !(k == 0 && g.nodes.data[i].op->reads_pieces) && !stays_apart.data[i])
          stays_apart.data[operand] = stays_apart.data[read_by(g, i, operand)] = false;
  }
  /// A stack is there as long as what lies in it.
  constexpr void extend_stacks(list<int>& last_use) const {
    for (int i = 0; i < home.size; ++i)
      if (home.data[i].of >= 0 && !is_part.data[i] && last_use.data[i] > last_use.data[home.data[i].of]) last_use.data[home.data[i].of] = last_use.data[i];
  }
};

}  // namespace nabla::detail
