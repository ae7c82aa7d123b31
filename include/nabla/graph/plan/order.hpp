// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/graph.hpp>

#include <cstdint>

namespace nabla::detail {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wswitch-enum"  // "default" is what no pass knows by name, which is most functions

/// How a node is computed.
enum class work : std::uint8_t {
  none,         ///< not needed, or an input: nothing to do
  scalar,       ///< one number
  product,      ///< a matrix product
  transpose,    ///< one that no product absorbs
  kernel,       ///< of a function of whole matrices
  elementwise,  ///< one member of a loop over a matrix
  reduction,    ///< a loop's result: sums and maxima over all, rows or columns
  assembly      ///< a matrix that numbers are written into, one by one
};

constexpr bool is_of_matrices(work kind) { return kind == work::product || kind == work::transpose || kind == work::kernel; }

/// When each node is computed. Within a level: scalars, then products, then one loop for each shape.
struct ordering {
  list<work> kind;
  list<int> level;
  list<int> loop_shape_index;  ///< shape number that a loop member iterates over, otherwise -1
  list<bool> needed;    ///< an output, or read by a node that is needed
  list<bool> stored;    ///< a matrix that somebody reads outside its own loop
  list<bool> looks;     ///< a window: it reads other places than its own, and so what is stored; likewise rows by their numbers
  int levels = 1;
  int last_of_bounds = -1;  ///< the level at whose end all is there that the bounds of a usual case compare
  bool has_elementwise = false;  ///< members of loops that may move
  bool scalars_only = true;  ///< no matrices, and no kernels either: those take numbers too

  constexpr explicit ordering(int count) : kind(count), level(count), needed(count) {}
  /// What numbers alone do without.
  constexpr void make_room_for_loops() {
    loop_shape_index = list<int>(kind.size);
    stored = list<bool>(kind.size);
    looks = list<bool>(kind.size);
  }
};

/// The operand that a product reads: a transpose is a flag of the product.
constexpr int read_through_transpose(const graph& g, int i) { return g.nodes.data[i].op->code == operation_code::transpose ? g.nodes.data[i].operands[0] : i; }

constexpr bool is_leaf(const graph& g, int i) {
  const operation_number code = g.nodes.data[i].op->code;
  return code == operation_code::constant || code == operation_code::real || code == operation_code::symbol || code == operation_code::count;
}

/// Is a function of numbers more work than a few instructions?
constexpr bool is_dear(const operation& op) { return (op.code == operation_code::other && op.elementwise && !op.is_short) || op.code == operation_code::power; }

/// Has the function a kernel of its own, for whole matrices?
constexpr bool has_kernel(const operation& op) { return op.code == operation_code::other && !op.elementwise; }

/// Is a node a number that is its operand? Graphs that nothing has simplified reduce, repeat and transpose numbers.
constexpr bool is_its_operand(const graph& g, int i) {
  if (g.nodes.data[i].op->elementwise) return false;
  const operation_number code = g.nodes.data[i].op->code;
  if (!is_reduction(code) && code != operation_code::broadcast && code != operation_code::transpose) return false;
  return g.nodes.data[i].shape_index == 0 && g.nodes.data[g.nodes.data[i].operands[0]].shape_index == 0;
}

constexpr work kind_of_work(const graph& g, int i) {
  if (g.nodes.data[i].op->elementwise && g.nodes.data[i].shape_index == 0) return work::scalar;
  const operation_number code = g.nodes.data[i].op->code;
  if (is_its_operand(g, i)) return work::scalar;
  if (is_reduction(code)) return work::reduction;
  if (has_kernel(*g.nodes.data[i].op)) return work::kernel;
  if (g.nodes.data[i].shape_index == 0 && code != operation_code::matrix_product) return work::scalar;
  if (code == operation_code::symbol) return work::none;
  if (code == operation_code::matrix_product) return work::product;
  if (code == operation_code::transpose) return work::transpose;
  return work::elementwise;
}

/// Can `consumer` use the element of `producer` within one pass over the data?
constexpr bool fuses(const ordering& o, int producer, int consumer) {
  return o.kind.data[producer] == work::elementwise && o.loop_shape_index.data[producer] == o.loop_shape_index.data[consumer] && !o.looks.data[consumer];
}

/// Levels added between a node and one that reads it.
constexpr int distance(const ordering& o, int producer, int consumer) {
  switch (o.kind.data[producer]) {
    case work::none: return 0;
    case work::scalar: return 0;
    case work::product:
    case work::transpose:
    case work::kernel: return o.kind.data[consumer] == work::scalar ? 1 : 0;
    default: return fuses(o, producer, consumer) ? 0 : 1;
  }
}

/// Is this node the only reader, however often it reads?
constexpr bool readers_are(int readers, const graph_node& n, int operand) {
  for (int k : n.operands)
    if (k == operand) --readers;
  return readers == 0;
}

/// What node i reads where it has this operand: a matrix product reads what a transpose is of.
constexpr int read_by(const graph& g, int i, int operand) { return g.nodes.data[i].op->code == operation_code::matrix_product ? read_through_transpose(g, operand) : operand; }

/// Which nodes are needed, and the kind of work of each; are all of them numbers?
constexpr void find_work(ordering& o, const graph& g, const int* outputs, int output_count) {
  for (int k = 0; k < output_count; ++k) o.needed.data[outputs[k]] = true;
  for (int i = g.nodes.size - 1; i >= 0; --i) {
    if (!o.needed.data[i]) continue;
    const graph_node& n = g.nodes.data[i];
    const int arity = n.op->arity;
    if (n.shape_index == 0 && (n.op->elementwise || arity == 0)) {  // a number, as most are
      o.kind.data[i] = work::scalar;
      for (int k = 0; k < arity; ++k) o.needed.data[n.operands[k]] = true;
      continue;
    }
    o.kind.data[i] = kind_of_work(g, i);
    o.scalars_only = o.scalars_only && !is_of_matrices(o.kind.data[i]);
    for (int k = 0; k < arity && n.operands[k] >= 0; ++k) o.needed.data[read_by(g, i, n.operands[k])] = true;
  }
  o.scalars_only = o.scalars_only && g.shapes.size == 1;
  if (o.scalars_only) return;
  o.make_room_for_loops();
  for (int i = 0; i < g.nodes.size; ++i) {
    o.loop_shape_index.data[i] = -1;
    o.looks.data[i] = o.needed.data[i] && g.nodes.data[i].op->code == operation_code::window;
  }
}

/// level(i) = max over the operands k of level(k) + distance(k, i).
constexpr void find_earliest_levels(ordering& o, const graph& g) {
  for (int i = 0; i < g.nodes.size; ++i) {
    if (o.kind.data[i] == work::elementwise) {
      o.loop_shape_index.data[i] = g.nodes.data[i].shape_index;
      o.has_elementwise = true;
    }
    if (o.kind.data[i] == work::reduction) o.loop_shape_index.data[i] = g.nodes.data[g.nodes.data[i].operands[0]].shape_index;
    if (!o.needed.data[i]) continue;
    const bool multiplies = g.nodes.data[i].op->code == operation_code::matrix_product;
    for (int operand : g.nodes.data[i].operands) {
      if (operand < 0) continue;
      if (multiplies) operand = read_through_transpose(g, operand);
      const int earliest = o.level.data[operand] + (o.kind.data[operand] == work::scalar ? 0 : distance(o, operand, i));  // the call is what takes long, here and below
      if (earliest > o.level.data[i]) o.level.data[i] = earliest;
    }
    if (o.level.data[i] >= o.levels) o.levels = o.level.data[i] + 1;
  }
}

/// Calls of the C library, and what waits for them, come behind the check of the bounds of a usual case, if that does not need them: what is computed for the check alone need not be kept meanwhile.
constexpr void put_calls_behind_check(ordering& o, const graph& g, const int* bounds, int count) {
  list<bool> is_checked(g.nodes.size);
  int last = 0;
  for (int k = 0; k < count; ++k) {
    is_checked.data[bounds[k]] = true;
    if (o.level.data[bounds[k]] > last) last = o.level.data[bounds[k]];
  }
  for (int i = g.nodes.size - 1; i >= 0; --i)
    for (int k = 0; k < max_arity && is_checked.data[i]; ++k)
      if (const int operand = g.nodes.data[i].operands[k]; operand >= 0) is_checked.data[read_by(g, i, operand)] = true;
  for (int i = 0; i < g.nodes.size; ++i)
    if (is_checked.data[i] && (g.nodes.data[i].op->code == operation_code::divide || is_dear(*g.nodes.data[i].op))) return;
  for (int i = 0; i < g.nodes.size; ++i)
    if (o.kind.data[i] == work::scalar && !is_checked.data[i] && is_dear(*g.nodes.data[i].op) && o.level.data[i] <= last) {
      o.level.data[i] = last + 1;
      o.last_of_bounds = last;
    }
  if (o.last_of_bounds >= 0) find_earliest_levels(o, g);
}

/// Stored is what is asked for, and what is read in another pass over the data than that which computes it.
constexpr void find_stored(ordering& o, const graph& g, const int* outputs, int output_count) {
  for (int i = 0; i < g.nodes.size; ++i) o.stored.data[i] = false;
  for (int k = 0; k < output_count; ++k) o.stored.data[outputs[k]] = true;
  for (int i = g.nodes.size - 1; i >= 0; --i) {
    const bool multiplies = g.nodes.data[i].op->code == operation_code::matrix_product;
    for (int k = 0; k < max_arity && o.needed.data[i]; ++k) {
      int operand = g.nodes.data[i].operands[k];
      if (operand < 0) continue;
      if (multiplies) operand = read_through_transpose(g, operand);
      if (o.kind.data[operand] != work::elementwise || !fuses(o, operand, i) || o.level.data[i] != o.level.data[operand]) o.stored.data[operand] = true;
    }
  }
}

/// What is made of kept values alone may move; a chain of such nodes, each with one reader, moves as a whole.
constexpr list<bool> find_movable(const ordering& o, const graph& g) {
  list<int> readers(g.nodes.size);
  for (int i = 0; i < g.nodes.size; ++i) {
    const bool multiplies = g.nodes.data[i].op->code == operation_code::matrix_product;
    for (int k = 0; k < max_arity && o.needed.data[i]; ++k)
      if (const int operand = g.nodes.data[i].operands[k]; operand >= 0) ++readers.data[multiplies ? read_through_transpose(g, operand) : operand];
  }
  list<bool> movable(g.nodes.size);
  for (int i = 0; i < g.nodes.size; ++i) {
    movable.data[i] = o.kind.data[i] == work::elementwise;
    for (int operand : g.nodes.data[i].operands)
      if (operand >= 0 && o.kind.data[operand] == work::elementwise && !o.stored.data[operand] && !(movable.data[operand] && readers_are(readers.data[operand], g.nodes.data[i], operand)))
        movable.data[i] = false;
  }
  return movable;
}

/// latest(k) = min over the readers i of level(i) - distance(k, i), where i stands as late as it may already; an output stays where it is.
constexpr void move_late(ordering& o, const graph& g, const int* outputs, int output_count) {
  const list<bool> movable = find_movable(o, g);
  list<int> latest(g.nodes.size);
  for (int i = 0; i < g.nodes.size; ++i) latest.data[i] = o.levels;
  for (int k = 0; k < output_count; ++k) latest.data[outputs[k]] = o.level.data[outputs[k]];
  for (int i = g.nodes.size - 1; i >= 0; --i) {
    if (!o.needed.data[i]) continue;
    if (movable.data[i] && latest.data[i] < o.levels && latest.data[i] > o.level.data[i]) o.level.data[i] = latest.data[i];
    const bool multiplies = g.nodes.data[i].op->code == operation_code::matrix_product;
    for (int operand : g.nodes.data[i].operands) {
      if (operand < 0) continue;
      if (multiplies) operand = read_through_transpose(g, operand);
      const int limit = o.level.data[i] - (o.kind.data[operand] == work::scalar ? 0 : distance(o, operand, i));
      if (limit < latest.data[operand]) latest.data[operand] = limit;
    }
  }
}

/// Each node as early as its operands allow; then elementwise work that reads only what is kept anyway as late as its
/// readers allow, so that a loop stores as little as possible.
constexpr ordering order(const graph& g, const int* outputs, int output_count, int bound_count = 0) {
  ordering o(g.nodes.size);
  find_work(o, g, outputs, output_count);
  if (o.scalars_only) return o;  // the graph's own order is right
  find_earliest_levels(o, g);
  if (bound_count > 0) put_calls_behind_check(o, g, outputs + (output_count - bound_count), bound_count);
  find_stored(o, g, outputs, output_count);
  if (!o.has_elementwise) return o;
  move_late(o, g, outputs, output_count);
  find_stored(o, g, outputs, output_count);
  return o;
}

/// What there is to compute in each level, in the graph's order.
struct nodes_by_level {
  list<int> first, next;  ///< of a level, and behind a node: its number + 1, or 0

  constexpr explicit nodes_by_level(const ordering& o) : first(o.levels), next(o.kind.size) {
    for (int i = o.kind.size - 1; i >= 0; --i) {
      if (o.kind.data[i] == work::none) continue;
      next.data[i] = first.data[o.level.data[i]];
      first.data[o.level.data[i]] = i + 1;
    }
  }
};

/// What a loop does for a node: a reduction to a number is one over everything, one along a direction of size 1 a copy.
constexpr operation_number code_in_loop(const graph& g, const ordering& o, int i) {
  const operation_number code = g.nodes.data[i].op->code;
  if (code == operation_code::window) return operation_code::broadcast;
  if (!is_reduction(code)) return code;
  if (g.nodes.data[i].shape_index == 0) return is_maximum(code) ? operation_code::maximum : operation_code::sum;
  return g.nodes.data[i].shape_index == o.loop_shape_index.data[i] ? operation_code::broadcast : code;
}

#pragma GCC diagnostic pop
}  // namespace nabla::detail
