// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/plan/make_plan.hpp>
#include <nabla/support/cold.hpp>
#include <nabla/support/fixed_array.hpp>

namespace nabla::detail {

/// Lengths of the lists in a plan.
struct plan_sizes {
  int scalars = 0, members = 0, segments = 0, assembled = 0, asked = 0, views = 0, inputs = 0, outputs = 0, counts = 0, buffers = 0, shapes = 0, bounds = 0, decisions = 0;
  friend constexpr bool operator==(const plan_sizes&, const plan_sizes&) = default;
};

constexpr plan_sizes sizes_of(const plan& p) {
  return {p.scalars.size, p.members.size, p.segments.size, p.assembled.size, p.asked.size, p.views.size, p.inputs.size, p.outputs.size, p.counts.size, p.buffers.size, p.shapes.size, p.bounds.size, p.decisions.size};
}

/// A plan of a size that is known: what a constant can hold, since memory of a constant evaluation does not outlive it.
template <plan_sizes Capacity>
struct frozen_plan {
  fixed_array<scalar_step, Capacity.scalars> scalars;
  fixed_array<loop_member, Capacity.members> members;
  fixed_array<segment, Capacity.segments> segments;
  fixed_array<int, Capacity.assembled> assembled;
  fixed_array<asked_condition, Capacity.asked> asked;
  fixed_array<view_info, Capacity.views> views;
  fixed_array<input_info, Capacity.inputs> inputs;
  fixed_array<output_info, Capacity.outputs> outputs;
  fixed_array<count_info, Capacity.counts> counts;
  fixed_array<buffer_info, Capacity.buffers> buffers;
  fixed_array<shape, Capacity.shapes> shapes;
  fixed_array<int, Capacity.bounds> bounds;
  fixed_array<decision_info, Capacity.decisions> decisions;
  int before_check = 0;
  int slots = 0;
  step_times times = {};
  bool has_usual_form = false;
  plan_sizes sizes;
  derivative_problem problem;
};

template <class T, int N>
constexpr void copy_into(fixed_array<T, N>& to, const T* from, int size) {
  for (int i = 0; i < size; ++i) to.data[i] = from[i];
}

template <plan_sizes Capacity, class Plan>
constexpr void copy_lists(frozen_plan<Capacity>& to, const Plan& from, const plan_sizes& size) {
  auto start = [](const auto& list) { return &list.data[0]; };
  copy_into(to.scalars, start(from.scalars), size.scalars);
  copy_into(to.members, start(from.members), size.members);
  copy_into(to.segments, start(from.segments), size.segments);
  copy_into(to.assembled, start(from.assembled), size.assembled);
  copy_into(to.asked, start(from.asked), size.asked);
  copy_into(to.views, start(from.views), size.views);
  copy_into(to.inputs, start(from.inputs), size.inputs);
  copy_into(to.outputs, start(from.outputs), size.outputs);
  copy_into(to.counts, start(from.counts), size.counts);
  copy_into(to.buffers, start(from.buffers), size.buffers);
  copy_into(to.shapes, start(from.shapes), size.shapes);
  copy_into(to.bounds, start(from.bounds), size.bounds);
  copy_into(to.decisions, start(from.decisions), size.decisions);
  to.before_check = from.before_check;
  to.slots = from.slots;
  to.times = from.times;
  to.has_usual_form = from.has_usual_form;
}

/// A plan that is a constant, as lists again: texts are written of it at run time, and none of the passes is compiled into the program for that.
template <plan_sizes Capacity>
NABLA_COLD void thaw(plan& to, const frozen_plan<Capacity>& from) {
  const auto copy = [](auto& list, const auto& array, int size) {
    for (int i = 0; i < size; ++i) list.push(array.data[i]);
  };
  copy(to.scalars, from.scalars, from.sizes.scalars);
  copy(to.members, from.members, from.sizes.members);
  copy(to.segments, from.segments, from.sizes.segments);
  copy(to.assembled, from.assembled, from.sizes.assembled);
  copy(to.asked, from.asked, from.sizes.asked);
  copy(to.views, from.views, from.sizes.views);
  copy(to.inputs, from.inputs, from.sizes.inputs);
  copy(to.outputs, from.outputs, from.sizes.outputs);
  copy(to.counts, from.counts, from.sizes.counts);
  copy(to.buffers, from.buffers, from.sizes.buffers);
  copy(to.shapes, from.shapes, from.sizes.shapes);
  copy(to.bounds, from.bounds, from.sizes.bounds);
  copy(to.decisions, from.decisions, from.sizes.decisions);
  to.before_check = from.before_check;
  to.slots = from.slots;
  if (!(sizes_of(to) == from.sizes)) raise(internal_error("nabla: a list of a plan was forgotten where it is made of a constant"));
}

// The passes run once for most expressions: into arrays of this size, cut to length afterwards, or into more steps where a formula of numbers has many nodes.
// What needs more than was expected runs twice.
inline constexpr plan_sizes usual_sizes{.scalars = 96, .members = 128, .segments = 64, .assembled = 64, .asked = 16, .views = 48, .inputs = 24, .outputs = 16, .counts = 8, .buffers = 32, .shapes = 24, .bounds = 16, .decisions = 31};

constexpr bool fits_into(const plan_sizes& a, const plan_sizes& b) {
  return a.scalars <= b.scalars && a.members <= b.members && a.segments <= b.segments && a.assembled <= b.assembled && a.asked <= b.asked && a.views <= b.views && a.inputs <= b.inputs &&
      a.outputs <= b.outputs && a.counts <= b.counts && a.buffers <= b.buffers && a.shapes <= b.shapes && a.bounds <= b.bounds && a.decisions <= b.decisions;
}

/// Has the formula at most so many nodes, written as a tree? `left` is what is left of them.
constexpr bool is_short(const facts& f, int& left) {
  if (--left < 0) return false;
  for (const facts* operand : f.operands)
    if (is_set(operand) && !is_short(*operand, left)) return false;
  return true;
}
/// What is asked for beside or in place of the value: each is some times as long as the formula.
enum class asked_for {
  value,
  gradient,
  many_outputs  ///< derivatives along directions, element by element, of higher orders
};
/// Room for the plan of a formula. Of numbers and small matrices: an element is about a step, with its gradient about four, and second derivatives of several numbers take some forty. Of larger
/// ones: a node is about a loop or a product, and with its derivatives about three. Where there are choices, their arms are segments that ask for conditions, or the plan is a tree: each decision is a
/// segment, and what paths have in common behind a condition stands in each of them. Room that is not used costs next to nothing,
/// and passes that run again all that they cost.
constexpr plan_sizes expected_sizes(const facts& f, asked_for what) {
  plan_sizes sizes = usual_sizes;
  int* const grown[] = {&sizes.scalars, &sizes.members, &sizes.segments, &sizes.assembled, &sizes.views, &sizes.buffers, &sizes.shapes};
  if (f.has_matrices && what != asked_for::value)  // a loop, or a search, is one node, and its derivative as long as its body
    for (int* length : grown) *length *= 4;
  int nodes = 0, numbers = 0;
  bool has_choices = false;  // or perhaps the derivatives have some
  bool small = true;  // what is not is computed in loops
  const auto add = [&](const shape& extents, operation_number code) {
    ++nodes;
    has_choices = has_choices || code == operation_code::where;
    small = small && has_at_most(extents, most_scalarised);
    if (small) numbers += extents.rows.size * extents.columns.size;
  };
  if (is_set(f.listed)) {
    for (int i = 0; i < f.listed->size; ++i) add(f.listed->nodes[i].extents(), f.listed->nodes[i].code);
  } else {
    if (int left = 24; what != asked_for::many_outputs && is_short(f, left)) return sizes;
    facts_map seen;
    list<const facts*> todo;
    todo.push(&f);
    while (todo.size > 0) {
      const facts& n = *todo.data[--todo.size];
      if (seen.find(n) >= 0) continue;
      seen.add(n, 0);
      if (n.op->code == operation_code::placeholder) continue;
      add(n.extents, n.op->code);
      for (int i = 0; i < n.op->arity; ++i) todo.push(n.operands[i]);
    }
  }
  const bool many = what == asked_for::many_outputs;
  const auto grow = [](int& length, int least) {
    while (length < least) length *= 2;
  };
  if (small) {
    grow(sizes.scalars, numbers * (many ? 48 : (what == asked_for::gradient ? 4 : 1)));
  } else {
    while (sizes.segments < nodes * (many ? 6 : (what == asked_for::gradient ? 3 : 1)))
      for (int* length : grown) *length *= 2;
  }
  if (has_choices || (small && what != asked_for::value)) {
    grow(sizes.asked, has_choices ? sizes.scalars : sizes.scalars / 4);
    grow(sizes.segments, sizes.scalars / 4);
  }
  if (has_choices) {
    sizes.decisions = decision_maker::most_decisions;
    sizes.segments += decision_maker::most_decisions;
    sizes.scalars *= 4;
  }
  return sizes;
}

template <plan_sizes Capacity, passes Which = passes::of_matrices, class Late = void>
constexpr frozen_plan<Capacity> freeze(const request& ask) {
  plan p;
  frozen_plan<Capacity> result;
  result.problem = make_plan<Late, Which>(ask, p);
  result.sizes = sizes_of(p);
  if (fits_into(result.sizes, Capacity)) copy_lists(result, p, result.sizes);
  return result;
}

}  // namespace nabla::detail
