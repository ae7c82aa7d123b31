// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/plan/order.hpp>
#include <nabla/rules/fused.hpp>

#include <bit>

namespace nabla::detail {

// What a loop would store for a later one is computed there again, where that takes a few sums and products of what is read there anyway, or nearly so: a store costs more than these do.
// A window is no more than a read, and is repeated wherever it is read.

/// Which nodes of an order are computed in more than one loop, or in another, and the graph in which they are.
template <class Late>
class repetition {
 public:
  constexpr repetition(const graph& g, const ordering& order) : from(g), o(order) {}

  /// Decides; is there anything to do?
  constexpr bool find(const int* outputs, int output_count) {
    if (!may_repeat()) return false;
    is_kept_ = list<bool>(from.nodes.size);
    reads_ = list<read_set>(from.nodes.size);
    steps_ = list<int>(from.nodes.size);
    readers_ = list<level_set>(from.nodes.size);
    loads_ = list<level_set>(from.nodes.size);
    find_kept(outputs, output_count);
    for (int i = 0; i < from.nodes.size; ++i)
      if (o.kind.data[i] == work::elementwise || o.kind.data[i] == work::reduction) decide(i);
    return any_;
  }

  /// Writes the graph with a node for each loop that computes it, and its order. `outputs` is renumbered.
  constexpr ordering write(graph& to, int* outputs, int output_count) {
    find_wanted(outputs, output_count);
    for (int f = 1; f < from.shapes.size; ++f) to.shapes.push(from.shapes.data[f]);
    image_ = list<int>(from.nodes.size);
    for (int i = 0; i < from.nodes.size; ++i)
      if (wanted_.data[i]) image_.data[i] = copy(to, i, o.level.data[i]);
    for (int k = 0; k < output_count; ++k) outputs[k] = image_.data[outputs[k]];
    ordering result(to.nodes.size);
    result.make_room_for_loops();
    for (int i = 0; i < to.nodes.size; ++i) {
      const int of = origins_.data[i];
      result.kind.data[i] = o.kind.data[of];
      result.level.data[i] = levels_.data[i];
      result.loop_shape_index.data[i] = o.loop_shape_index.data[of];
      result.looks.data[i] = o.looks.data[of];
      result.needed.data[i] = o.needed.data[of];
    }
    result.levels = o.levels;
    result.scalars_only = false;
    find_stored(result, to, outputs, output_count);
    return result;
  }

 private:
  static constexpr int most_reads = 4, most_steps = 8;  ///< of what is computed again
  static constexpr int price_of_store = 1;              ///< so many loads more than of what would be stored

  /// What is read to compute a node: kept nodes and windows.
  struct read_set {
    int nodes[most_reads] = {};
    int size = 0;  ///< beyond the most: too many
    constexpr void add(int node) {
      for (int k = 0; k < size && k < most_reads; ++k)
        if (nodes[k] == node) return;
      if (size < most_reads) nodes[size] = node;
      if (size <= most_reads) ++size;
    }
    constexpr void add(const read_set& more) {
      for (int k = 0; k < more.size && k < most_reads; ++k) add(more.nodes[k]);
      if (more.size > most_reads) size = more.size;
    }
  };
  using level_set = std::uint64_t;
  static constexpr level_set only(int level) { return level_set{1} << level; }

  constexpr bool is_cheap(int i) const {
    const operation& op = *from.nodes.data[i].op;
    switch (op.code) {
      case operation_code::add:
      case operation_code::subtract:
      case operation_code::multiply:
      case operation_code::negate:
      case operation_code::broadcast: return true;
      default: return is_rule<multiply_add_rule>(op) || is_rule<multiply_subtract_rule>(op) || is_rule<subtract_product_rule>(op) || is_rule<rounded_product_rule>(op);
    }
  }
  constexpr bool is_repeatable(int i) const { return o.kind.data[i] == work::elementwise && (o.looks.data[i] || is_cheap(i)); }
  constexpr bool may_repeat() const {
    if (o.scalars_only || o.levels > 64) return false;
    for (int i = 0; i < from.nodes.size; ++i)
      if (o.needed.data[i] && o.stored.data[i] && is_repeatable(i)) return true;
    return false;
  }
  /// Kept is what somebody reads who does not go through its elements in order, or is asked for.
  constexpr void find_kept(const int* outputs, int output_count) {
    for (int i = 0; i < from.nodes.size; ++i) is_kept_.data[i] = !is_repeatable(i);
    for (int k = 0; k < output_count; ++k) is_kept_.data[outputs[k]] = true;
    for (int i = 0; i < from.nodes.size; ++i) {
      if (!o.needed.data[i]) continue;
      const level_set here = only(o.level.data[i]);
      if (o.looks.data[i]) loads_.data[i] |= here;
      for (int operand : from.nodes.data[i].operands) {
        if (operand < 0) continue;
        operand = read_by(from, i, operand);
        if (o.level.data[operand] != o.level.data[i] || o.kind.data[operand] == work::none) loads_.data[operand] |= here;
        if (!fuses(o, operand, i)) is_kept_.data[operand] = true;
        else readers_.data[operand] |= here;
      }
    }
  }
  constexpr void decide(int i) {
    const level_set here = only(o.level.data[i]);
    read_set& reads = reads_.data[i];
    int& steps = steps_.data[i];
    steps = 1;
    for (int k = 0; k < max_arity && !o.looks.data[i]; ++k) {
      const int operand = from.nodes.data[i].operands[k];
      if (operand < 0 || from.nodes.data[operand].shape_index == 0) continue;
      if (fuses(o, operand, i)) {
        reads.add(reads_.data[operand]);
        steps += is_kept_.data[operand] ? 0 : steps_.data[operand];
      } else reads.add(operand);
    }
    if (steps > most_steps) steps = most_steps + 1;  // what is doubled again and again has steps without end
    if (o.looks.data[i]) reads.add(i);
    for (int r = 0; r < reads.size && r < most_reads; ++r) loads_.data[reads.nodes[r]] |= here;
    const level_set elsewhere = readers_.data[i] & ~here;
    if (!is_kept_.data[i] && elsewhere == 0) return;
    if (is_kept_.data[i] || !(o.looks.data[i] || pays(i, elsewhere))) {
      is_kept_.data[i] = true;
      loads_.data[i] |= here;  // it is in a register there
      reads = {};
      return reads.add(i);
    }
    any_ = true;
    for (int r = 0; r < reads.size; ++r) loads_.data[reads.nodes[r]] |= elsewhere;
  }
  /// Loads of what would be stored are spared, others come instead.
  constexpr bool pays(int i, level_set elsewhere) const {
    const read_set& reads = reads_.data[i];
    if (reads.size > most_reads || steps_.data[i] > most_steps) return false;
    int more = -std::popcount(elsewhere);
    for (int r = 0; r < reads.size; ++r) more += std::popcount(elsewhere & ~loads_.data[reads.nodes[r]]);
    return more <= price_of_store;
  }

  constexpr bool is_repeated_in(int level, int i) const { return !is_kept_.data[i] && o.level.data[i] != level; }
  /// Which nodes are computed in their own loop.
  constexpr void find_wanted(const int* outputs, int output_count) {
    wanted_ = list<bool>(from.nodes.size);
    for (int k = 0; k < output_count; ++k) wanted_.data[outputs[k]] = true;
    for (int i = from.nodes.size - 1; i >= 0; --i)
      if (wanted_.data[i]) want_operands(i, o.level.data[i]);
  }
  constexpr void want_operands(int i, int level) {
    for (int operand : from.nodes.data[i].operands)
      if (operand >= 0) {
        if (is_repeated_in(level, operand)) want_operands(operand, level);
        else wanted_.data[operand] = true;
      }
  }
  constexpr int copy(graph& to, int i, int level) {
    graph_node n = from.nodes.data[i];
    for (int& operand : n.operands)
      if (operand >= 0) operand = is_repeated_in(level, operand) ? repeated(to, operand, level) : image_.data[operand];
    origins_.push(i);
    levels_.push(level);
    return to.append(n);
  }
  constexpr int repeated(graph& to, int i, int level) {
    for (int k = 0; k < to.nodes.size; ++k)
      if (origins_.data[k] == i && levels_.data[k] == level) return k;
    return copy(to, i, level);
  }

  const graph& from;
  const ordering& o;
  list<bool> is_kept_, wanted_;
  list<read_set> reads_;
  list<int> steps_;                   ///< of what is computed again, with its operands
  list<level_set> readers_, loads_;   ///< the loops that read a node, and those that load it, by their levels
  list<int> image_;                   ///< what a node is in the other graph
  list<int> origins_, levels_;        ///< of each node of the other graph
  bool any_ = false;
};

}  // namespace nabla::detail
