// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/graph.hpp>
#include <nabla/rules/matrix.hpp>

namespace nabla::detail {

// Parts that are nearly all of a vector, such as the neighbours v₁, v₂, … of v₀, v₁, …, and what puts them back among zeros, are no matrices of their own: a loop over the whole vector, the
// frame, reads its neighbours where they are. `window(x, k)` is element i - k of x, and 0 where there is none; `within(x, a, e)` is x from the a-th place to the e-th before the end, and 0 outside.
//
//     put_rows<1, to_end>(f(rows<1, to_end>(v), rows<0, to_end - 1>(v)))   becomes   within(f(v, window(v, 1)), 1, 0)
//     sum(f(rows<1, to_end>(v), rows<0, to_end - 1>(v)))                   becomes   sum(within(f(window(v, -1), v), 0, 1))
//
// What is computed from parts is computed again where it is read at another place, if that costs little; else it is a vector of its own, which others read through windows.

inline constexpr operation window_operation{.text = "window", .id = key_of("window"), .code = operation_code::window, .arity = 1, .elementwise = true};
inline constexpr operation within_operation{.text = "within", .id = key_of("within"), .code = operation_code::within, .arity = 1, .elementwise = true};

constexpr bool may_be_slice(const operation& op) { return op.slice.kind != slice_kind::none || op.places.kind == part_kind::put || op.places.kind == part_kind::block; }
constexpr bool may_have_slices(const graph& g) {
  for (int i = 0; i < g.nodes.size; ++i)
    if (may_be_slice(*g.nodes.data[i].op)) return true;
  return false;
}

/// A node that is a slice, with the place where it begins and what is left behind it.
constexpr slice_places slice_of(const graph& g, int i) {
  const operation& op = *g.nodes.data[i].op;
  if (op.slice.kind == slice_kind::take_corner || op.slice.kind == slice_kind::put_corner) return {};
  if (op.slice.kind != slice_kind::none) return op.slice;
  if (op.places.kind != part_kind::block && op.places.kind != part_kind::put) return {};
  const auto& [row, column, rows, columns] = op.places.numbers;
  const bool along_row = row == 0 && rows == full_extent;
  const int first = along_row ? column : row, count = along_row ? columns : rows;
  const shape whole = op.places.kind == part_kind::block ? g.shape_of(g.nodes.data[i].operands[0]) : g.shape_of(i);
  const extent& size = along_row ? whole.columns : whole.rows;
  if (size.is_named() || count == full_extent || (!along_row && (column != 0 || columns != full_extent))) return {};
  return {op.places.kind == part_kind::block ? slice_kind::take : slice_kind::put, along_row, first < 0 ? first + size.size : first, size.size - count - (first < 0 ? first + size.size : first)};
}

template <class Late>
struct window_maker {
  static constexpr int smallest = 8;         ///< of vectors of a known size; a part of less is copied as fast
  static constexpr int largest_shift = 32;  ///< of places that differ between what is read and the frame

  const graph& from;
  graph& to;
  list<int> readers, image;
  list<bool> whole;      ///< needed as a matrix of its own, by what no loop over a frame does
  list<int> lifted;  ///< triples: a node, its place in the frame, what it became

  constexpr window_maker(const graph& source, graph& target) : from(source), to(target), readers(source.nodes.size), image(source.nodes.size), whole(source.nodes.size) {}

  /// Does the slice leave nearly all of the frame, which a loop can walk along it?
  constexpr bool suits(const slice_places& s, const shape& frame) const {
    if (s.kind == slice_kind::none || s.first < (s.kind == slice_kind::shift ? -largest_shift : 0) || s.less < 0 || s.first > largest_shift || s.less > largest_shift) return false;
    if (s.along_row != frame.rows.is_one()) return false;
    const extent& size = s.along_row ? frame.columns : frame.rows;
    return size.is_named() || (size.size >= smallest && size.size >= 2 * (s.first < 0 ? 0 : s.first + s.less));
  }
  constexpr bool is_cheap(int i) const {
    const operation& op = *from.nodes.data[i].op;
    switch (op.code) {
      case operation_code::add:
      case operation_code::subtract:
      case operation_code::multiply:
      case operation_code::negate:
      case operation_code::where: return true;
      default: return op.is_condition;
    }
  }

  constexpr int node(const operation& op, int operand, int shape_index, int first, int second) {
    graph_node n = no_node;
    n.op = &op;
    n.operands[0] = operand;
    n.shape_index = shape_index;
    n.value = {first, second};
    return to.insert_given(n);
  }
  constexpr int window(int operand, int shape_index, int shift) { return shift == 0 && to.nodes.data[operand].shape_index == shape_index ? operand : node(window_operation, operand, shape_index, shift, 0); }

  /// Node x, which has the size of a part, as element i - first of a frame; what is outside of the part is anything. In `outside` whether it is 0 there.
  constexpr int lift(int x, int frame, int first, bool& is_zero_outside) {
    is_zero_outside = false;
    const graph_node& n = from.nodes.data[x];
    if (from.nodes.data[x].op->code == operation_code::broadcast && from.nodes.data[n.operands[0]].shape_index == 0) return broadcast(image.data[n.operands[0]], frame);
    if (const slice_places s = slice_of(from, x); s.kind == slice_kind::take && to.shape_index(from.shape_of(n.operands[0])) == frame && suits(s, from.shape_of(n.operands[0])))
      return window(image.data[n.operands[0]], frame, first - s.first);
    for (int k = 0; k < lifted.size; k += 3)
      if (lifted.data[k] == x && lifted.data[k + 1] == first && to.nodes.data[lifted.data[k + 2]].shape_index == frame) return lifted.data[k + 2];
    const bool once = n.op->elementwise && !is_cheap(x) && readers.data[x] > 1;
    for (int k = 0; k < lifted.size && once; k += 3)
      if (lifted.data[k] == x && to.nodes.data[lifted.data[k + 2]].shape_index == frame) return window(lifted.data[k + 2], frame, first - lifted.data[k + 1]);
    bool lifts = n.op->elementwise && !(once && whole.data[x]);
    for (int k = 0; k < n.op->arity && lifts; ++k) lifts = from.nodes.data[n.operands[k]].shape_index == 0 || from.nodes.data[n.operands[k]].shape_index == n.shape_index || (from.shape_of(n.operands[k]).rows.is_one() && !from.shape_of(x).rows.is_one());
    if (!lifts) {
      is_zero_outside = true;
      return window(image.data[x], frame, first);
    }
    graph_node made = n;
    made.shape_index = frame;
    made.id = n.op->id;
    for (int k = 0; k < n.op->arity; ++k) {
      bool zero = false;
      made.operands[k] = from.nodes.data[n.operands[k]].shape_index == n.shape_index ? lift(n.operands[k], frame, first, zero) : image.data[n.operands[k]];
      made.id = mix(made.id, to.nodes.data[made.operands[k]].id);
    }
    made.id = mix(made.id, key_of(to.shapes.data[frame]));
    const int result = to.insert(made);
    lifted.push(x);
    lifted.push(first);
    lifted.push(result);
    return result;
  }
  constexpr int broadcast(int number, int shape_index) {
    graph_node n = no_node;
    n.op = &operation_of<rule_for<broadcast_rule, Late>>;
    n.operands[0] = number;
    n.shape_index = shape_index;
    n.id = mix(mix(n.op->id, to.nodes.data[number].id), key_of(to.shapes.data[shape_index]));
    return to.insert(n);
  }
  constexpr int within(int x, int first, int less) {
    if (first == 0 && less == 0) return x;
    return node(within_operation, x, to.nodes.data[x].shape_index, first, less);
  }

  /// A slice below an elementwise node that parts are taken by, with the frame that it is taken of: the one that begins first.
  constexpr void find_slice(int x, int shape_index, slice_places& found, int& sliced, int depth) const {
    const slice_places s = slice_of(from, x);
    if (s.kind == slice_kind::take && from.nodes.data[x].shape_index == shape_index && suits(s, from.shape_of(from.nodes.data[x].operands[0]))) {
      if (sliced < 0 || s.first < found.first) {
        found = s;
        sliced = from.nodes.data[x].operands[0];
      }
    } else if (from.nodes.data[x].op->elementwise && depth > 0) {
      for (int operand : from.nodes.data[x].operands)
        if (operand >= 0 && from.nodes.data[operand].shape_index == shape_index) find_slice(operand, shape_index, found, sliced, depth - 1);
    }
  }

  /// Is there anything to do? Only then are graphs copied.
  constexpr bool find(const int* outputs, int output_count) {
    bool any = false;
    for (int k = 0; k < output_count; ++k) {
      readers.data[outputs[k]] += 2;
      whole.data[outputs[k]] = true;
    }
    for (int i = from.nodes.size - 1; i >= 0; --i) {
      if (readers.data[i] == 0) continue;
      const slice_places s = may_be_slice(*from.nodes.data[i].op) ? slice_of(from, i) : slice_places{};
      const bool in_a_frame = s.kind == slice_kind::put || from.nodes.data[i].op->code == operation_code::sum;
      for (int operand : from.nodes.data[i].operands)
        if (operand >= 0) {
          ++readers.data[operand];
          if (from.nodes.data[i].op->elementwise ? whole.data[i] || from.nodes.data[operand].shape_index != from.nodes.data[i].shape_index : !in_a_frame) whole.data[operand] = true;
        }
      any = any || (s.kind != slice_kind::none && suits(s, s.kind == slice_kind::take ? from.shape_of(from.nodes.data[i].operands[0]) : from.shape_of(i)));
    }
    return any;
  }
  constexpr int made(int i) {
    const graph_node& n = from.nodes.data[i];
    const slice_places s = slice_of(from, i);
    const int a = n.operands[0], shape_index = to.shape_index(from.shape_of(i));
    if (s.kind == slice_kind::shift && suits(s, from.shape_of(i))) return window(image.data[a], shape_index, s.first);
    if (s.kind == slice_kind::put && from.nodes.data[a].shape_index != 0 && suits(s, from.shape_of(i))) {
      bool zero = false;
      const int x = lift(a, shape_index, s.first, zero);
      return zero ? x : within(x, s.first, s.less);
    }
    if (n.op->code == operation_code::sum && from.nodes.data[a].shape_index != 0) {
      slice_places found;
      int sliced = -1;
      find_slice(a, from.nodes.data[a].shape_index, found, sliced, 12);
      if (sliced >= 0) {
        const int frame = to.shape_index(from.shape_of(sliced));
        bool zero = false;
        const int x = lift(a, frame, found.first, zero);
        return sum_of(zero ? x : within(x, found.first, found.less));
      }
    }
    graph_node copy = n;
    copy.shape_index = shape_index;
    if (n.op->code == operation_code::count) copy.value = {to.shape_index(from.shapes.data[from.counted_shape(i)]), 1};
    for (int k = 0; k < max_arity; ++k) copy.operands[k] = n.operands[k] < 0 || n.op->code == operation_code::count ? -1 : image.data[n.operands[k]];
    return to.insert(copy);
  }
  constexpr int sum_of(int x) {
    graph_node n = no_node;
    n.op = &operation_of<rule_for<sum_rule, Late>>;
    n.operands[0] = x;
    n.id = mix(n.op->id, to.nodes.data[x].id);
    return to.insert(n);
  }
};

/// Copies what `outputs` need into another graph with windows in place of parts, if there are such parts. `outputs` is renumbered.
template <class Late = void>
constexpr bool find_windows(const graph& from, graph& to, int* outputs, int output_count) {
  if (!may_have_slices(from)) return false;
  window_maker<Late> m(from, to);
  if (!m.find(outputs, output_count)) return false;
  for (int i = 0; i < from.nodes.size; ++i) m.image.data[i] = m.readers.data[i] > 0 ? m.made(i) : -1;
  for (int k = 0; k < output_count; ++k) outputs[k] = m.image.data[outputs[k]];
  return true;
}

}  // namespace nabla::detail
