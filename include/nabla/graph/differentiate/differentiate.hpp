// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/differentiate/gates.hpp>
#include <nabla/graph/differentiate/smooth.hpp>
#include <nabla/graph/differentiate/sum_of_arms.hpp>

namespace nabla::detail {

/// Why a derivative does not exist; `function` is the key of the rule that has none.
struct derivative_problem {
  key function = 0;
  bool not_scalar = false;
  std::uint64_t moves = 0;  ///< asked for is this loop with tangents of these elements
  constexpr bool exists() const { return not_scalar || function != 0; }
};

/// Reverse mode over a graph. The chain rule stands here and nowhere else: adjoint(operand) += adjoint(node) · ∂node/∂operand.
struct differentiator : gate_maker {
  derivative_problem problem = {};
  smooth_functions smooth = {};

  constexpr explicit differentiator(graph& to) : gate_maker(to) {}

  /// What a node gives to its branch number k.
  constexpr gated contribution(const branches& of, int k, const gated& given) {
    if (!of.are_factors) return contribution(of.node, k, given);
    gated d = given;
    d.value = s.broadcast_to(d.value, g.nodes.data[of.node].shape_index);
    return sum_to(times(d, of, k), g.nodes.data[branch(of, k)].shape_index);
  }

 private:
  /// What node i gives to its operand number k.
  constexpr gated contribution(int i, int k, const gated& given) {
    if (const operation& op = *g.nodes.data[i].op; op.elementwise && g.shapes.size == 1 && is_set(op.derivatives[k])) return times(given, i, k);  // of numbers, where nothing below has more to say
    gated d = divided(given);
    const graph_node n = g.nodes.data[i];
    const int shape_index = g.nodes.data[n.operands[k]].shape_index;
    if (n.op->code == operation_code::count) return {};
    if (n.op->code == operation_code::broadcast) return k == 1 ? gated{} : sum_to(d, shape_index);  // of the second only the shape is used
    if (n.op->places.kind != part_kind::none) return of_part(n, k, d);
    const key late = n.op->elementwise ? 0 : late_rule(n, d);
    const facts* derivative = late != 0 ? g.late_derivative_of(late, k) : g.derivative_of(*n.op, k);
    if (!is_set(derivative)) {
      problem = {.function = late != 0 ? late : n.op->id};
      return {};
    }
    if (late != 0 && late == n.op->gated) return pulled_through_gate(n, *derivative, i, d);
    if (!n.op->elementwise) return pulled_back(i, k, d, *derivative);
    d.value = s.broadcast_to(d.value, n.shape_index);
    d = times(d, i, k);
    return sum_to(d, shape_index);
  }
  /// Elements go back to where they come from, and their gates with them.
  constexpr gated moved_back(gated d, auto pull, bool leaves_zeros) {
    const int like = g.nodes.data[d.value].shape_index;
    const auto pulled = [&](int node) { return node < 0 ? node : pull(s.broadcast_to(node, like)); };
    if (d.gate < 0 && leaves_zeros) return {pull(with_gate(d)), pulled(g.constant(1)), true};
    if (d.gate >= 0 && leaves_zeros) {
      const int gate = pulled(d.gate);
      return {pull(with_gate(d)), gate, true};
    }
    return {pull(d.value), pulled(d.gate), d.masked, pulled(d.factor)};
  }
  /// Elements are added where they come from: what is read of that is where some open gate arrives.
  constexpr gated added_back(gated d, auto pull, bool leaves_zeros) {
    const int cotangent = with_gate(d);
    if (d.gate < 0 && !leaves_zeros) return {pull(cotangent)};
    const int gate = s.broadcast_to(d.gate < 0 ? g.constant(1) : condition(d.gate), g.nodes.data[cotangent].shape_index);
    return {pull(cotangent), condition(pull(gate)), true};
  }
  /// A mean that is given a sum of what is centred by such a mean: that is 0 but for rounding, as in the gradient of |x - mean(x)|², which is 2 (x - mean(x)).
  template <class Rule>
  constexpr bool is_mean_of_centred(const graph_node& n, int given) const {
    return is_rule<Rule>(*n.op) && is_reduction(g.nodes.data[given].op->code) && !is_maximum(g.nodes.data[given].op->code) && s.template is_centred<Rule>(s.operand(given, 0));
  }
  /// A pullback moves elements, and then their gates go with them, or it mixes them.
  constexpr gated pulled_back(int i, int k, gated d, const facts& derivative) {
    const graph_node n = g.nodes.data[i];
    if (is_mean_of_centred<mean_rule>(n, d.value) || is_mean_of_centred<row_means_rule>(n, d.value) || is_mean_of_centred<column_means_rule>(n, d.value)) return {};
    int operands[max_arity] = {n.operands[0], n.operands[1], n.operands[2], n.operands[3]}, result = i;
    const auto pull = [&](int cotangent) { return s.splice(derivative, operands, result, cotangent); };
    if (derivative.op->adds_elements) return added_back(d, pull, derivative.op->leaves_zeros);
    if (is_set(n.op->move) || n.op->code == operation_code::transpose || derivative.op->leaves_zeros) return moved_back(d, pull, derivative.op->leaves_zeros);
    if (d.gate < 0) return gated_itself(pull(with_gate(d)));
    for (int j = 0; j < n.op->arity; ++j)
      if (n.op->by[j] != n.op->by[k] && n.op->by[j] != over::all && !is_finite(n.operands[j]))
        if (const int read = reads(n, j, d.gate); read >= 0) operands[j] = where(read, n.operands[j], g.constant(0));
    // the pullback of such an operand reads whole rows, or columns, of the result: those of which an element is read
    for (int j = 0; j < n.op->arity && n.op->by[k] == over::all && g.nodes.data[d.gate].shape_index == n.shape_index && !is_finite(i) && result == i; ++j)
      if (const over by = n.op->by[j]; by != over::all) {
        const shape whole = g.shape_of(i);
        result = where(any(d.gate, g.shape_index(by == over::rows ? matrix_shape(whole.rows, 1) : matrix_shape(1, whole.columns))), i, g.constant(0));
      }
    const bool keeps = is_finite(pull(s.broadcast_to(condition(d.gate), g.nodes.data[d.value].shape_index)));
    const int gate = reads(n, k, d.gate);
    if (gate == d.gate || g.nodes.data[d.gate].shape_index == 0) {
      // the same for all that comes from one place, and a pullback is linear
      d = with_factor(d);
      const gated all = gated_itself(pull(d.value));
      return {all.value, both(gate, all.gate), d.masked && keeps && (all.gate < 0 || all.masked)};
    }
    if (gate < 0) return gated_itself(pull(with_gate(d)));
    return {pull(with_gate(d)), gate, keeps};
  }
  /// Where operand k of n is read, if its result is read where `gate` is open: in rows, in columns, everywhere (-1) or, perhaps, nowhere.
  constexpr int reads(const graph_node& n, int k, int gate) {
    const over by = n.op->by[k];
    const shape from = g.shape_of(gate);
    const int reduced = g.shape_index(matrix_shape(by == over::rows ? from.rows : extent(1), by == over::columns ? from.columns : extent(1)));
    if (reduced == 0 && g.nodes.data[gate].shape_index != 0 && is_mask(gate)) return gated::none;
    const int result = any(gate, reduced);
    // columns of outer(u, v) come of rows of v
    return by == over::columns && is_rule<outer_rule>(*n.op) ? s.make(operation_of<transpose_rule>, result) : result;
  }
  /// Whose pullbacks are asked for, where they are not those of the function: where a part of the result is read, and of a loop the last state alone.
  constexpr key late_rule(const graph_node& n, const gated& d) {
    if (n.op->gated != 0 && d.gate >= 0 && g.nodes.data[d.gate].shape_index != 0 && !is_smooth(n) && !reads_all(n, d.gate)) return n.op->gated;
    return n.op->ended.rule != 0 && s.is_zero_in(n.op->ended.others, d.value) ? n.op->ended.rule : 0;
  }
  /// Do zeros that are pulled back stay zeros?
  constexpr bool is_smooth(const graph_node& n) {
    bool all = n.op->is_smooth();
    for (int k = 0; k < n.op->arity && all; ++k) all = smooth.has(g, n.operands[k]);
    return all;
  }
  /// Is of a loop the last state read, on which all others have an influence? Its elements may be read one by one.
  constexpr bool reads_all(const graph_node& n, int gate) const {
    const int last_state = n.op->last_state, size = g.shape_of(gate).rows.size;
    if (last_state == 0 || g.shape_of(gate).rows.is_named()) return false;
    list<bool> read(size);
    see_read(gate, last_state, read);
    bool all = true;
    for (int i = 0; i < size; ++i) all = all && read.data[i];
    return all && n.op->has_influences();
  }
  constexpr void see_read(int gate, int last_state, list<bool>& read) const {
    const graph_node& n = g.nodes.data[gate];
    if (is_rule<or_rule>(*n.op))
      for (int k = 0; k < 2; ++k) see_read(n.operands[k], last_state, read);
    const slice_places& slice = n.op->slice;
    if (s.kind_of(gate) != part_kind::put && slice.kind != slice_kind::put) return;
    int all = n.operands[0];
    while (s.is(all, operation_code::transpose) || s.is(all, operation_code::broadcast)) all = s.operand(all, 0);
    if (!s.is_constant(all)) return;
    rectangle r;
    if (slice.kind == slice_kind::put) {
      if (!slice.along_row || (last_state > 0 ? slice.less : slice.first) != 0) return;
    } else {
      r = rectangle_of(n.op->places);
      const extent columns = g.shape_of(gate).columns;
      const bool last = r.columns.is_whole() || r.columns.end() == 0 || (!columns.is_named() && r.columns.end() == columns.size);
      if (!(last_state > 0 ? last : r.columns.first == 0)) return;
    }
    const span rows = r.rows.is_whole() ? span{0, read.size} : r.rows;
    for (int i = rows.first; i < rows.end(); ++i) read.data[i] = true;
  }
  /// What is inside of a function meets no cotangent of what is not read.
  constexpr gated pulled_through_gate(const graph_node& n, const facts& derivative, int result, gated d) {
    int operands[max_arity] = {n.operands[0], n.operands[1], n.operands[2], n.operands[3]};
    operands[n.op->arity] = s.broadcast_to(condition(d.gate), n.shape_index);
    return gated_itself(s.splice(derivative, operands, result, with_gate(d)));
  }
  constexpr gated of_part(const graph_node& n, int k, gated d) {
    const part_places& p = n.op->places;
    if (p.kind == part_kind::put && k == 1) return {};
    const int shape_index = g.nodes.data[n.operands[k]].shape_index;
    int first = 0;
    for (int i = 0; i < k; ++i) first += p.numbers[i];
    d.value = s.broadcast_to(d.value, n.shape_index);
    const auto pull = [&](int cotangent) {
      if (p.kind == part_kind::block) return s.put(cotangent, rectangle_of(p), shape_index);
      return s.block(cotangent, p.kind == part_kind::put ? rectangle_of(p) : s.along(p.kind == part_kind::hstack, {first, p.numbers[k]}));
    };
    return moved_back(d, pull, p.kind == part_kind::block);
  }
  constexpr gated gated_itself(int value) {
    const int gate = gate_of(value);
    return {value, gate, gate >= 0 && is_finite(value)};
  }
};

/// Reverse mode: the adjoint of every node in `inputs`, for a scalar `root`; -1 where it is structurally zero.
/// What node i gives to its operand number k is left in `edges[i * max_arity + k]`, if that is asked for. With `independent` an input is one by
/// itself, also where it is computed from others: nothing goes on from it.
constexpr derivative_problem differentiate(graph& g, int root, const int* inputs, int input_count, int* adjoints_of_inputs,
                                           int* edges = nullptr, bool independent = false) {
  if (g.nodes.data[root].shape_index != 0) return {.not_scalar = true};
  differentiator pass{g};
  pass.takes_apart = edges == nullptr;
  const int count = root + 1;  // nodes come in topological order, and new ones behind them
  list<bool> depends(count), ends(independent ? count : 0);
  for (int k = 0; k < input_count; ++k)
    if (inputs[k] < count) {
      pass.takes_apart = pass.takes_apart && !pass.is_product(*g.nodes.data[inputs[k]].op);
      depends.data[inputs[k]] = true;
      if (independent) ends.data[inputs[k]] = true;
    }
  int symbols = 0, choices = 0;
  for (int i = 0; i < count; ++i) {
    const graph_node& n = g.nodes.data[i];
    if (n.op->code == operation_code::symbol) ++symbols;
    else if (n.op->code == operation_code::where && n.shape_index == 0) ++choices;
    for (int k = 0; k < n.op->arity && n.operands[k] >= 0; ++k)
      if (depends.data[n.operands[k]]) depends.data[i] = true;
  }
  pass.shares_slopes = symbols > 1 || g.shapes.size > 1;
  const auto has_several_ways = [&](int i) {
    int ways = 0;
    for (int operand : g.nodes.data[i].operands)
      if (operand >= 0 && depends.data[operand]) ++ways;
    return ways > 1;
  };
  list<gated> adjoint(count);
  adjoint.data[root] = {g.constant(1)};
  waiting_sums waiting{.last = list<int>(choices > 0 ? count : 0)};
  for (int i = root; i >= 0; --i) {
    if (waiting.are_made() && waiting.last.data[i] != 0) adjoint.data[i] = waiting.sum_of(pass, i);
    if (adjoint.data[i].value < 0 || !depends.data[i] || (independent && ends.data[i])) continue;
    gated d = adjoint.data[i];
    const branches all = pass.branches_of(i);
    if (d.divisor >= 0 && input_count > 1 && has_several_ways(i) && pass.is_finite(i)) d = pass.divided(d);  // once for all
    gated before;  // given to the same operand: both first, for in x / x they cancel, and would take the digits of what is there with them
    for (int k = 0; k < all.count; ++k) {
      const int operand = pass.branch(all, k);
      if (operand < 0 || !depends.data[operand]) continue;
      gated given = pass.contribution(all, k, d);
      if (pass.problem.function != 0) return pass.problem;
      if (given.value >= 0 && pass.s.is_zero(given.value)) given = {};
      if (given.value >= 0 && edges != nullptr) edges[i * max_arity + k] = pass.with_gate(given);
      // of a symbol, or a multiple of one, a sum of quotients, as one writes it, and no quotient of a sum
      if (given.value >= 0 && given.of_quotient && g.nodes.data[pass.s.without_coefficient(operand)].op->arity == 0) given = pass.divided(given);
      if (before.value >= 0) given = given.value < 0 ? before : pass.sum(before, given);
      const bool again = !all.are_factors && k + 1 < all.count && pass.branch(all, k + 1) == operand;
      before = again ? given : gated{};
      if (again || given.value < 0) continue;
      if (waiting.are_made()) waiting.add(operand, given);
      else adjoint.data[operand] = adjoint.data[operand].value < 0 ? given : pass.sum(adjoint.data[operand], given);
    }
  }
  for (int k = 0; k < input_count; ++k)
    adjoints_of_inputs[k] = inputs[k] < count && adjoint.data[inputs[k]].value >= 0 ? pass.with_gate(adjoint.data[inputs[k]]) : -1;
  return {};
}

}  // namespace nabla::detail
