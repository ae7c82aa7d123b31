// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/needed_condition.hpp>
#include <nabla/graph/plan/assemblies.hpp>
#include <nabla/graph/plan/in_place.hpp>
#include <nabla/graph/plan/plan.hpp>
#include <nabla/graph/plan/waiting_steps.hpp>

namespace nabla::detail {

/// Turns an ordered graph into a plan: slots for numbers, views for matrices, loops with their members.
/// A buffer is used again, for a matrix of the same shape, once its last reader has run.
struct scheduler {
  const graph& g;
  const ordering& o;
  plan& p;
  list<int> slot;      ///< of each node, or -1
  list<int> view;      ///< of each node, or -1
  list<int> member;    ///< position of each node within its loop
  list<int> last_use;  ///< position of the last reader of each node
  list<int> expires;   ///< position after which each buffer is free
  nodes_by_level computed;
  assemblies assembled;
  matrices_in_place in_place;
  taken_arms arms;
  list<int> constants, own_slot;  ///< nodes that are written in this segment, too, and their slots there, see own_constant(); none where there are no arms

  constexpr scheduler(const graph& from, const ordering& by, plan& to, const int* outputs, int output_count)
      : g(from), o(by), p(to), slot(from.nodes.size), computed(by), arms(from, by, outputs, output_count) {
    for (int i = 0; i < g.shapes.size; ++i) p.shapes.push(g.shapes.data[i]);
    for (int i = 0; i < g.nodes.size; ++i) slot.data[i] = -1;
    if (o.scalars_only) return;
    view = list<int>(g.nodes.size), member = list<int>(g.nodes.size), last_use = list<int>(g.nodes.size), in_place = matrices_in_place(g.nodes.size);
    for (int i = 0; i < g.nodes.size; ++i) view.data[i] = -1;
  }

  constexpr int slot_of(int i) {
    if (slot.data[i] >= 0) return slot.data[i];
    if (!g.nodes.data[i].op->elementwise && is_its_operand(g, i)) return slot.data[i] = slot_of(g.nodes.data[i].operands[0]);
    slot.data[i] = p.slots;
    p.slots += 1 + g.nodes.data[i].op->memory.columns + g.nodes.data[i].op->memory.copies;  // a kernel has its memory behind a number too
    return slot.data[i];
  }

  constexpr void add_inputs() {
    for (int i = 0; i < p.inputs.size; ++i) {
      input_info& input = p.inputs.data[i];
      const int node = g.find(*input.symbol);
      if (node < 0 || !o.needed.data[node]) continue;
      if (g.nodes.data[node].shape_index == 0) input.slot = slot_of(node);
      else {
        input.view = view.data[node] = p.views.size;
        p.views.push({.shape_index = g.nodes.data[node].shape_index, .input = i});
      }
    }
  }

  constexpr bool is_constant(int i) const { return g.nodes.data[i].op->code == operation_code::constant || g.nodes.data[i].op->code == operation_code::real; }
  /// The step of a number. A choice that is made in its arms is where(c, a, a) in the first of them, and in the other one where(c, itself, b): where steps are
  /// run whatever was asked, for many points at once, it is what it should be too.
  constexpr void add_step(int i, int arm = 0, bool is_last = true) {
    const graph_node& n = g.nodes.data[i];  // not g[i], as everywhere in the passes: a call is what a constant expression takes longest for
    scalar_step step{n.op->arity == 0 && is_constant(i) ? constant_operation.id : n.op->id, 0, {-1, -1, -1, -1}, n.value};
    for (int k = 0; k < n.op->arity; ++k)
      if (const int operand = n.operands[k]; arm == 0 || k != 3 - arm) step.operands[k] = slot.data[operand] >= 0 && (own_slot.size == 0 || g.nodes.data[operand].op->arity > 0) ? slot.data[operand] : own_constant(operand);
    step.slot = slot_of(i);
    if (arm > 0) step.operands[3 - arm] = is_last ? step.slot : step.operands[arm];
    p.scalars.push(step);
  }
  /// The slot of an operand; of a constant, one that is written in this segment: there the compiler sees its value.
  constexpr int own_constant(int i) {
    if (own_slot.size == 0 || !is_constant(i)) return slot_of(i);
    if (own_slot.data[i] >= 0) return own_slot.data[i];
    constants.push(i);
    p.scalars.push({constant_operation.id, p.slots, {-1, -1, -1, -1}, g.nodes.data[i].value});
    return own_slot.data[i] = p.slots++;
  }
  /// Calls add(node) for each number that a step of this level computes.
  template <class Add>
  constexpr void for_each_step(int level, Add add) {
    for (int i = computed.first.data[level] - 1; i >= 0; i = computed.next.data[i] - 1) {
      if (o.kind.data[i] != work::scalar) continue;
      const operation_number code = g.nodes.data[i].op->code;
      if (code == operation_code::symbol || (!g.nodes.data[i].op->elementwise && is_its_operand(g, i))) continue;
      if (code == operation_code::count) p.counts.push({slot_of(i), g.counted_shape(i)});
      else add(i);
    }
  }
  constexpr void add_scalars(int level) {
    if (arms.exist()) return add_arms(level);
    const int first = p.scalars.size;
    for_each_step(level, [&](int i) { add_step(i); });
    if (p.scalars.size > first) p.segments.push({.kind = work::scalar, .first = first, .last = p.scalars.size});
  }

  /// A segment for the numbers that are always needed, as far as they can be computed, then one for those of an arm, and so on.
  constexpr void add_arms(int level) {
    waiting_steps waiting(g, arms);
    own_slot = list<int>(g.nodes.size);
    for (int i = 0; i < g.nodes.size; ++i) own_slot.data[i] = -1;
    const int first = p.scalars.size;  // of what is needed always and waits for nothing, as most is
    for_each_step(level, [&](int i) {
      if (g.nodes.data[i].op->arity == 0 && is_constant(i) && !arms.is_read_elsewhere(i)) return;
      if (!waiting.has_to_wait(i)) add_step(i);
    });
    if (p.scalars.size > first) p.segments.push({.kind = work::scalar, .first = first, .last = p.scalars.size, .first_asked = p.asked.size, .last_asked = p.asked.size});
    while (waiting.entries.size > 0) {
      const int place = waiting.next_place();
      segment s{.kind = work::scalar, .first = p.scalars.size, .first_asked = p.asked.size};
      add_asked(place);
      for (int k = 0; k < constants.size; ++k) own_slot.data[constants.data[k]] = -1;
      constants.size = 0;
      int left = 0;
      for (int k = 0; k < waiting.entries.size; ++k) {
        waiting_steps::entry& e = waiting.entries.data[k];
        if (e.place == place && waiting.is_ready(e)) add_step(e.node, e.arm, --waiting.left_to_do.data[e.node] == 0);
        else waiting.entries.data[left++] = e;
      }
      waiting.entries.size = left;
      s.last = p.scalars.size;
      s.last_asked = p.asked.size;
      p.segments.push(s);
    }
  }

  /// The conditions of a place, the last one first: of many places around each other that one says most.
  constexpr void add_asked(int place) {
    list<needed_condition> all;
    arms.all_literals(place, [&](int condition, bool holds) {
      all.push({condition, holds});
      return true;
    });
    sort(all, [](const needed_condition& a, const needed_condition& b) { return a.node > b.node; });
    for (int k = 0; k < all.size; ++k) p.asked.push({slot_of(all.data[k].node), all.data[k].holds});
  }

  /// A view of a node, at the time of another that is computed within it.
  constexpr int new_view(int node, int at = -1) {
    if (view.data[node] >= 0) return view.data[node];
    const int shape_index = g.nodes.data[node].shape_index;
    const kernel_memory more = g.nodes.data[node].op->memory;
    int buffer = -1;
    for (int b = 0; b < p.buffers.size && buffer < 0; ++b)
      if (p.buffers.data[b].shape_index == shape_index && p.buffers.data[b].more == more && expires.data[b] < position(at < 0 ? node : at)) buffer = b;
    if (buffer < 0) {
      buffer = p.buffers.size;
      p.buffers.push({shape_index, more});
      expires.push(0);
    }
    expires.data[buffer] = last_use.data[node];
    view.data[node] = p.views.size;
    p.views.push({.shape_index = shape_index, .buffer = buffer});
    if (const matrices_in_place::place& home = in_place.home.data[node]; home.of >= 0) {
      const int base = new_view(home.of, at < 0 ? node : at), own = view.data[node];
      p.views.data[own].base = base;
      p.views.data[own].row = home.row;
      p.views.data[own].column = home.column;
      p.views.data[own].turned = o.kind.data[node] == work::transpose && in_place.is_part.data[node];
    }
    return view.data[node];
  }

  constexpr void add_kernel(int i) {
    loop_member m;
    m.function = g.nodes.data[i].op->id;
    m.places = g.nodes.data[i].op->places;
    for (int k = 0; k < g.nodes.data[i].op->arity - (g.nodes.data[i].op->last_is_shape ? 1 : 0); ++k) {
      const int operand = g.nodes.data[i].operands[k];
      if (g.nodes.data[operand].shape_index == 0) m.operands[k] = {source::scalar, slot_of(operand), g.nodes.data[operand].op->memory.columns};
      else m.operands[k] = {source::element, view.data[operand]};
    }
    m.stored_in = g.nodes.data[i].shape_index == 0 ? slot_of(i) : new_view(i);
    const int first = p.members.size;
    if (in_place.stays_apart.data[i]) p.views.data[m.stored_in].stacking = first;
    p.members.push(m);
    p.segments.push({.kind = work::kernel, .first = first, .last = first + 1, .shape_index = g.nodes.data[i].shape_index});
  }

  constexpr void add_assembly(int i) {
    if (!assembled.is_written.data[i]) return;
    const shape extents = g.shape_of(i);
    segment s{.kind = work::assembly, .first = p.assembled.size, .shape_index = g.nodes.data[i].shape_index};
    for (int e = 0; e < extents.rows.size * extents.columns.size; ++e) {
      const int number = assembled.element(i, e);
      p.assembled.push(number < 0 ? -1 : slot_of(number));
    }
    s.last = p.assembled.size;
    s.result = new_view(i);
    p.segments.push(s);
  }

  constexpr void add_products(int level) {
    for (int i = computed.first.data[level] - 1; i >= 0; i = computed.next.data[i] - 1) {
      if (!is_of_matrices(o.kind.data[i])) continue;
      if (assembled.has(i)) {
        add_assembly(i);
        continue;
      }
      if (o.kind.data[i] == work::kernel) {
        add_kernel(i);
        continue;
      }
      segment s{.kind = o.kind.data[i], .shape_index = g.nodes.data[i].shape_index};
      int left = g.nodes.data[i].operands[0], right = g.nodes.data[i].operands[1];
      if (right >= 0) {
        s.transpose_left = read_through_transpose(g, left) != left;
        s.transpose_right = read_through_transpose(g, right) != right;
        left = read_through_transpose(g, left);
        right = read_through_transpose(g, right);
        s.right = view.data[right];
      }
      s.left = view.data[left];
      if (g.nodes.data[i].shape_index == 0) s.result_slot = slot_of(i);
      else s.result = new_view(i);
      p.segments.push(s);
    }
  }

  constexpr loop_operand operand_of(int i, int reader) {
    const graph_node& r = g.nodes.data[reader];
    if (o.looks.data[reader] && r.op->arity == 1) return {source::window, view.data[i], static_cast<int>(r.value.numerator)};
    if (o.looks.data[reader]) return i == r.operands[0] ? loop_operand{source::taken, view.data[i], view.data[r.operands[1]]} : loop_operand{};  // the numbers are read with the rows
    if (fuses(o, i, reader) && o.level.data[i] == o.level.data[reader]) return {source::local, member.data[i]};
    if (g.nodes.data[i].shape_index == 0) return {source::scalar, slot_of(i)};
    if (g.shape_of(i) == g.shapes.data[o.loop_shape_index.data[reader]]) return {source::element, view.data[i]};
    return {g.shape_of(i).rows.is_one() ? source::of_column : source::of_row, view.data[i]};
  }

  constexpr void add_loops(int level) {
    for (int shape_index = 1; shape_index < g.shapes.size; ++shape_index) {
      const int first = p.members.size;
      for (int i = computed.first.data[level] - 1; i >= 0; i = computed.next.data[i] - 1) {
        if (o.loop_shape_index.data[i] != shape_index) continue;
        loop_member m;
        m.function = g.nodes.data[i].op->id;
        m.code = code_in_loop(g, o, i);
        for (int k = 0; k < g.nodes.data[i].op->arity; ++k)
          if (g.nodes.data[i].operands[k] >= 0) m.operands[k] = operand_of(g.nodes.data[i].operands[k], i);
        if (m.code == operation_code::within) m.operands[1] = {source::none, static_cast<int>(g.nodes.data[i].value.numerator), static_cast<int>(g.nodes.data[i].value.denominator)};
        if (is_over_all(m.code)) m.stored_in = slot_of(i);
        else if (o.kind.data[i] == work::reduction || o.stored.data[i]) m.stored_in = new_view(i);
        member.data[i] = p.members.size - first;
        p.members.push(m);
      }
      if (p.members.size > first) p.segments.push({.kind = work::elementwise, .first = first, .last = p.members.size, .shape_index = shape_index});
    }
  }

  /// When a node is computed: by level; within it scalars, then products one by one, then loops one by one.
  constexpr int position(int i) const {
    const int count = g.nodes.size;
    const int within = o.kind.data[i] == work::scalar ? 0 : (is_of_matrices(o.kind.data[i]) ? 1 + i : 1 + count + o.loop_shape_index.data[i]);
    return o.level.data[i] * (2 + count + g.shapes.size) + within;
  }

  constexpr void find_last_uses(const int* outputs, int output_count) {
    for (int k = 0; k < output_count; ++k) last_use.data[outputs[k]] = 1 << 30;
    for (int i = g.nodes.size - 1; i >= 0; --i) {
      if (o.kind.data[i] == work::none) continue;
      int use = position(i);
      if ((in_place.is_part.data[i] || in_place.stays_apart.data[i]) && last_use.data[i] > use) use = last_use.data[i];
      for (int operand : g.nodes.data[i].operands) {
        if (operand < 0) continue;
        if (o.kind.data[i] == work::product || o.kind.data[i] == work::transpose) operand = read_through_transpose(g, operand);
        if (use > last_use.data[operand]) last_use.data[operand] = use;
      }
    }
    in_place.extend_stacks(last_use);
  }

  constexpr void run(const int* outputs, int output_count) {
    if (!o.scalars_only) assembled.find(g, o, outputs, output_count);
    if (g.shapes.size > 1) {
      in_place.find(g, o, assembled, outputs, output_count);
      find_last_uses(outputs, output_count);
    }
    add_inputs();
    for (int level = 0; level < o.levels; ++level) {
      add_scalars(level);
      if (o.scalars_only) break;
      add_products(level);
      add_loops(level);
      if (o.last_of_bounds < 0 || level <= o.last_of_bounds) p.before_check = p.segments.size;
    }
    for (int k = 0; k < output_count; ++k) {
      output_info out{.shape_index = g.nodes.data[outputs[k]].shape_index};
      if (out.shape_index == 0) out.slot = slot_of(outputs[k]);
      else out.view = view.data[outputs[k]];
      p.outputs.push(out);
    }
  }
};

}  // namespace nabla::detail
