// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/plan/plan.hpp>

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

  constexpr scheduler(const graph& from, const ordering& by, plan& to)
      : g(from), o(by), p(to), slot(from.nodes.size), view(from.nodes.size), member(from.nodes.size), last_use(from.nodes.size) {
    for (int i = 0; i < g.nodes.size; ++i) slot.data[i] = view.data[i] = -1;
    for (int i = 0; i < g.forms.size; ++i) p.forms.push(g.forms.data[i]);
  }

  constexpr int slot_of(int i) {
    if (slot.data[i] >= 0) return slot.data[i];
    if (is_its_operand(g, i)) return slot.data[i] = slot_of(g[i].operands[0]);
    slot.data[i] = p.slots;
    p.slots += 1 + g[i].op->memory.columns + g[i].op->memory.copies;  // a kernel has its memory behind a number too
    return slot.data[i];
  }

  constexpr void add_inputs() {
    for (int i = 0; i < p.inputs.size; ++i) {
      input_info& input = p.inputs.data[i];
      const int node = g.find(*input.symbol);
      if (node < 0 || !o.needed.data[node]) continue;
      if (g[node].form == 0) input.slot = slot_of(node);
      else {
        input.view = view.data[node] = p.views.size;
        p.views.push({.form = g[node].form, .input = i});
      }
    }
  }

  constexpr void add_scalars(int level) {
    const int first = p.scalars.size;
    for (int i = 0; i < g.nodes.size; ++i) {
      if (o.kind.data[i] != work::scalar || o.level.data[i] != level) continue;
      const operation_code code = g.code_of(i);
      if (code == operation_code::symbol || is_its_operand(g, i)) continue;
      if (code == operation_code::count) {
        p.counts.push({slot_of(i), g[i].operands[0] >= 0 ? g[g[i].operands[0]].form : static_cast<int>(g[i].value.numerator)});
        continue;
      }
      scalar_step step;
      step.function = code == operation_code::real ? constant_operation.id : g[i].op->id;
      step.value = g[i].value;
      for (int k = 0; k < g[i].op->arity; ++k) step.operands[k] = slot_of(g[i].operands[k]);
      step.slot = slot_of(i);
      p.scalars.push(step);
    }
    if (p.scalars.size > first) p.segments.push({.kind = work::scalar, .first = first, .last = p.scalars.size});
  }

  constexpr int new_view(int node) {
    const int form = g[node].form;
    const kernel_memory more = g[node].op->memory;
    int buffer = -1;
    for (int b = 0; b < p.buffers.size && buffer < 0; ++b)
      if (p.buffers.data[b].form == form && p.buffers.data[b].more == more && expires.data[b] < position(node)) buffer = b;
    if (buffer < 0) {
      buffer = p.buffers.size;
      p.buffers.push({form, more});
      expires.push(0);
    }
    expires.data[buffer] = last_use.data[node];
    view.data[node] = p.views.size;
    p.views.push({.form = form, .buffer = buffer});
    return view.data[node];
  }

  constexpr void add_kernel(int i) {
    loop_member m;
    m.function = g[i].op->id;
    m.places = g[i].op->places;
    for (int k = 0; k < g[i].op->arity - (g[i].op->last_is_shape ? 1 : 0); ++k) {
      const int operand = g[i].operands[k];
      if (g[operand].form == 0) m.operands[k] = {source::scalar, slot_of(operand), g[operand].op->memory.columns};
      else m.operands[k] = {source::element, view.data[operand]};
    }
    m.stored_in = g[i].form == 0 ? slot_of(i) : new_view(i);
    const int first = p.members.size;
    p.members.push(m);
    p.segments.push({.kind = work::product, .first = first, .last = first + 1, .form = g[i].form});
  }

  constexpr void add_products(int level) {
    for (int i = 0; i < g.nodes.size; ++i) {
      if (o.kind.data[i] != work::product || o.level.data[i] != level) continue;
      if (has_kernel(*g[i].op)) {
        add_kernel(i);
        continue;
      }
      segment s{.kind = work::product, .form = g[i].form};
      int left = g[i].operands[0], right = g[i].operands[1];
      if (right >= 0) {
        s.transpose_left = read_through_transpose(g, left) != left;
        s.transpose_right = read_through_transpose(g, right) != right;
        left = read_through_transpose(g, left);
        right = read_through_transpose(g, right);
        s.right = view.data[right];
      }
      s.left = view.data[left];
      if (g[i].form == 0) s.result_slot = slot_of(i);
      else s.result = new_view(i);
      p.segments.push(s);
    }
  }

  constexpr loop_operand operand_of(int i, int reader) {
    if (o.looks.data[reader]) return {source::window, view.data[i], static_cast<int>(g[reader].value.numerator)};
    if (fuses(o, i, reader) && o.level.data[i] == o.level.data[reader]) return {source::local, member.data[i]};
    if (g[i].form == 0) return {source::scalar, slot_of(i)};
    const shape s = g.form_of(i), loop = g.forms.data[o.loop_form.data[reader]];
    if (s == loop) return {source::element, view.data[i]};
    return {s.rows.is_one() ? source::of_column : source::of_row, view.data[i]};
  }

  /// What a loop does for a node: a reduction to a number is one over everything, one along a direction of size 1 a copy.
  constexpr operation_code code_in_loop(int i) const {
    const operation_code code = g.code_of(i);
    if (code == operation_code::window) return operation_code::broadcast;
    if (!is_reduction(code)) return code;
    if (g[i].form == 0) return is_maximum(code) ? operation_code::maximum : operation_code::sum;
    return g[i].form == o.loop_form.data[i] ? operation_code::broadcast : code;
  }

  constexpr void add_loops(int level) {
    for (int form = 1; form < g.forms.size; ++form) {
      const int first = p.members.size;
      for (int i = 0; i < g.nodes.size; ++i) {
        if (o.loop_form.data[i] != form || o.level.data[i] != level || o.kind.data[i] == work::none) continue;
        loop_member m;
        m.function = g[i].op->id;
        m.code = code_in_loop(i);
        for (int k = 0; k < g[i].op->arity; ++k)
          if (g[i].operands[k] >= 0) m.operands[k] = operand_of(g[i].operands[k], i);
        if (m.code == operation_code::within) m.operands[1] = {source::none, static_cast<int>(g[i].value.numerator), static_cast<int>(g[i].value.denominator)};
        if (is_over_all(m.code)) m.stored_in = slot_of(i);
        else if (o.kind.data[i] == work::reduction || o.stored.data[i]) m.stored_in = new_view(i);
        member.data[i] = p.members.size - first;
        p.members.push(m);
      }
      if (p.members.size > first) p.segments.push({.kind = work::elementwise, .first = first, .last = p.members.size, .form = form});
    }
  }

  /// When a node is computed: by level; within it scalars, then products one by one, then loops one by one.
  constexpr int position(int i) const {
    const int count = g.nodes.size;
    const int within = o.kind.data[i] == work::scalar ? 0 : (o.kind.data[i] == work::product ? 1 + i : 1 + count + o.loop_form.data[i]);
    return o.level.data[i] * (2 + count + g.forms.size) + within;
  }

  constexpr void find_last_uses(const int* outputs, int output_count) {
    for (int i = 0; i < g.nodes.size; ++i)
      for (int operand : g[i].operands) {
        if (operand < 0 || o.kind.data[i] == work::none) continue;
        if (o.kind.data[i] == work::product && !has_kernel(*g[i].op)) operand = read_through_transpose(g, operand);
        if (position(i) > last_use.data[operand]) last_use.data[operand] = position(i);
      }
    for (int k = 0; k < output_count; ++k) last_use.data[outputs[k]] = 1 << 30;
  }

  constexpr void run(const int* outputs, int output_count) {
    if (g.forms.size > 1) find_last_uses(outputs, output_count);
    add_inputs();
    for (int level = 0; level < o.levels; ++level) {
      add_scalars(level);
      if (o.scalars_only) break;
      add_products(level);
      add_loops(level);
    }
    for (int k = 0; k < output_count; ++k) {
      output_info out{.form = g[outputs[k]].form};
      if (out.form == 0) out.slot = slot_of(outputs[k]);
      else out.view = view.data[outputs[k]];
      p.outputs.push(out);
    }
  }
};

}  // namespace nabla::detail
