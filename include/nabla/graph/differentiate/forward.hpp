// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/differentiate/pushforward.hpp>

namespace nabla::detail {

/// The formula with other nodes in the places of some, which none of them reads.
constexpr int with_nodes_for(graph& g, int root, list<int> places, list<int> by) {
  for (int p = 0; p < places.size; ++p) {
    list<int> outputs;
    outputs.push(root);
    for (int k = p; k < places.size; ++k) outputs.push(by.data[k]);
    for (int k = p; k < places.size; ++k) outputs.push(places.data[k]);
    const list<int> image = with_node_for(g, outputs, places.data[p], by.data[p]);
    root = image.data[root];
    for (int k = p + 1; k < places.size; ++k) {
      places.data[k] = image.data[places.data[k]];
      by.data[k] = image.data[by.data[k]];
    }
  }
  return root;
}

/// Forward mode over elementwise functions, parts, sums, products and loops, which carry the tangents of their states along and store nothing for a way back.
template <class Late>
struct forward_pass : gate_maker {
  derivative_problem problem = {};
  bool fails = false;  ///< there is a function between that only reverse mode knows
  list<gated> tangents = {};
  list<bool> known = {};
  list<int> loops = {}, pushed = {};  ///< loops, and their states among those of the loops with tangents

  constexpr forward_pass(graph& to, const int* symbols, const int* along, int count) : gate_maker(to, false) {
    for (int k = 0; k < count; ++k) set(symbols[k], {along[k]});
  }

  /// That of a node; zero where there is no value.
  constexpr gated of(int i) {
    if (i < known.size && known.data[i]) return tangents.data[i];
    const graph_node n = g.nodes.data[i];
    bool moves = false;
    for (int k = 0; k < n.op->arity && !stops(); ++k)
      if (n.operands[k] >= 0) moves = of(n.operands[k]).value >= 0 || moves;
    gated found;
    if (moves && !stops()) found = of_function(i, n);
    if (found.value >= 0 && s.is_zero(found.value)) found = {};
    if (found.value >= 0 && g.nodes.data[found.value].shape_index != n.shape_index) found = {s.broadcast_to(with_gate(found), n.shape_index)};
    set(i, found);
    return found;
  }
  constexpr bool stops() const { return fails || problem.exists(); }
  /// The tangent itself, in the shape of the node.
  constexpr int along(int i) { return has(i) ? s.broadcast_to(with_gate(of(i)), g.nodes.data[i].shape_index) : s.broadcast_to(g.constant(0), g.nodes.data[i].shape_index); }

 private:
  constexpr void set(int i, gated d) {
    while (known.size <= i) {
      known.push(false);
      tangents.push({});
    }
    known.data[i] = true;
    tangents.data[i] = d;
  }
  constexpr bool has(int i) { return i >= 0 && of(i).value >= 0; }

  constexpr gated of_function(int i, const graph_node& n) {
    switch (n.op->code) {
      case operation_code::count: return {};
      case operation_code::broadcast: return has(n.operands[0]) ? gated{s.broadcast_to(along(n.operands[0]), n.shape_index)} : gated{};
      case operation_code::sum:
      case operation_code::row_sums:
      case operation_code::column_sums:
      case operation_code::transpose: return {s.make(*n.op, along(n.operands[0]))};
      case operation_code::matrix_product: return of_product(n);
      default: break;
    }
    if (n.op->places.kind != part_kind::none) return of_part(n);
    if (n.op->elementwise) return of_elementwise(i, n);
    if (n.op->carries_tangents) return of_loop(i, n);
    fails = true;
    return {};
  }
  constexpr gated of_product(const graph_node& n) {
    gated total;
    for (int k = 0; k < 2; ++k)
      if (has(n.operands[k])) total = sum(total, {s.make(*n.op, k == 0 ? along(n.operands[0]) : n.operands[0], k == 1 ? along(n.operands[1]) : n.operands[1])});
    return total;
  }
  constexpr gated of_part(const graph_node& n) {
    const part_places p = n.op->places;
    if (p.kind == part_kind::block) return {s.block(along(n.operands[0]), rectangle_of(p))};
    if (p.kind == part_kind::put) return has(n.operands[0]) ? gated{s.put(along(n.operands[0]), rectangle_of(p), n.shape_index)} : gated{};
    int pieces[max_arity] = {-1, -1, -1, -1};
    for (int k = 0; k < n.op->arity; ++k) pieces[k] = along(n.operands[k]);
    return {s.stack_of_few(p.kind == part_kind::hstack, pieces, parts_of(p))};
  }
  constexpr gated of_elementwise(int i, const graph_node& n) {
    if (is_rule<direction_cosine_rule>(*n.op) && has(n.operands[0]) && has(n.operands[1])) return of_cosine(n);
    gated total;
    const branches all = branches_of(i);
    for (int k = 0; k < all.count; ++k) {
      const int operand = branch(all, k);
      if (!has(operand)) continue;
      if (!is_differentiable(all, k)) {
        problem = {.function = n.op->id};
        return {};
      }
      const gated given = times(of(operand), all, k);
      if (given.value >= 0 && !s.is_zero(given.value)) total = sum(total, given);
    }
    return total.rest >= 0 ? with_factor(total) : total;
  }
  /// u / r turns by what the point moves across, (sin u' - cos v') / r: one quotient for both cosines of a pair.
  constexpr gated of_cosine(const graph_node& n) {
    const int a = n.operands[0] < n.operands[1] ? 0 : 1, first = n.operands[a], second = n.operands[1 - a], r = n.operands[2];
    const int cosine = s.make(*n.op, first, second, r), sine = s.make(*n.op, second, first, r);
    const int across = s.subtract(s.multiply(sine, along(first)), s.multiply(cosine, along(second)));
    const operation& quotient = *n.op->derivatives[0]->operands[1]->op;  // which is 0 at the origin
    const int turn = s.make(quotient, across, r);
    return {a == 0 ? s.multiply(sine, turn) : s.negate(s.multiply(cosine, turn))};
  }
  /// Which of up to 16 elements of an operand of a loop move, or of its states at the start up to 32; more are not told apart.
  constexpr std::uint64_t moving_elements(int operand, int most, int first) {
    const shape extents = g.shape_of(operand);
    std::uint64_t moves = 0;
    if (!has(operand)) return moves;
    if (extents.rows.is_named() || extents.rows.size > most) fails = true;
    for (int e = 0; e < extents.rows.size && !fails; ++e)
      if (!s.is_zero(s.block(along(operand), {{e, 1}, {}}))) moves |= std::uint64_t{1} << (first + e);
    return moves;
  }
  /// A loop over the states with their tangents below, of sequences and parameters with theirs.
  constexpr gated of_loop(int i, const graph_node& n) {
    const int last = n.op->arity - 1;
    std::uint64_t moves = moving_elements(n.operands[0], 16, 48) | moving_elements(n.operands[last], 16, 32);
    if (last == 2) moves |= moving_elements(n.operands[1], 32, 0);
    const int size = g.shape_of(i).rows.size;
    fails = fails || size > 32;
    if (fails || moves == 0) return {};
    const late_pullbacks* found = g.with_tangents(*n.op, moves);
    if (!is_set(found)) problem = {.function = n.op->id, .moves = moves};
    else fails = !is_set(found->derivatives[0]);
    if (stops()) return {};
    int operands[max_arity] = {-1, -1, -1, -1};
    for (int k = 0; k <= last; ++k) {
      const int pieces[] = {n.operands[k], along(n.operands[k])};
      operands[k] = g.shape_of(n.operands[k]).rows == extent(0) ? n.operands[k] : s.stack_of_few(false, pieces, 2);
    }
    const int whole = s.splice(*found->derivatives[0], operands, -1, -1);
    loops.push(i);
    pushed.push(s.block(whole, {{0, size}, {}}));
    return {s.block(whole, {{size, size}, {}})};
  }
};

/// Is there a loop below the root that can be run with tangents?
constexpr bool has_loop(const graph& g, int root) {
  const list<int> readers = count_readers(g, &root, 1);
  bool found = false;
  for (int i = 0; i <= root && !found; ++i) found = readers.data[i] > 0 && g.nodes.data[i].op->carries_tangents;
  return found;
}

/// Forward mode: `root` becomes its tangent where the symbols have these. False where a function between is known to reverse mode alone.
template <class Late = void>
constexpr bool push_forward(graph& g, int& root, const int* symbols, const int* tangents, int count, derivative_problem& problem) {
  forward_pass<Late> pass(g, symbols, tangents, count);
  pass.of(root);
  problem = pass.problem;
  if (pass.stops()) return problem.exists();
  root = with_nodes_for(g, pass.along(root), static_cast<list<int>&&>(pass.loops), static_cast<list<int>&&>(pass.pushed));
  return true;
}

}  // namespace nabla::detail
