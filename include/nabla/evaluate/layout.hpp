// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/errors.hpp>
#include <nabla/graph/plan/program.hpp>

namespace nabla::detail {

/// A size that is found without its name: a number, or which of the sizes bound at run time, and what is added to that.
struct numbered_extent {
  index size = 1;
  int dimension = -1;
  constexpr index value(const index* sizes) const { return dimension < 0 ? size : sizes[dimension] + size; }
  /// The same, or -1 as long as it is not bound.
  constexpr index known_value(const index* sizes) const { return dimension >= 0 && sizes[dimension] < 0 ? -1 : value(sizes); }
};
struct numbered_shape {
  numbered_extent rows, columns;
};

/// A size that follows from another: which, and how. Names are looked at while compiling only.
struct followed_size {
  int number = 0, of = 0, more = 0, divisor = 1, times = 1;
};
struct followed_list {
  followed_size of[64];
  int count = 0;
};
template <class P>
struct layout;
template <class P>
inline constexpr followed_list followed_sizes = layout<P>::followed();

/// Sizes of a program: what is known at compile time as constants, names of the rest numbered.
template <class P>
struct layout {
  static constexpr const auto& plan = P::plan;

  static constexpr int dimension_count() {
    int count = 0;
    for_each_dimension([&](const dimension_info*) { ++count; });
    return count;
  }
  /// Number of a named size, in the order of first appearance among the inputs and shapes.
  static constexpr int dimension_number(const dimension_info* name) {
    int number = 0, found = -1;
    for_each_dimension([&](const dimension_info* d) {
      if (is_same(*d, *name)) found = number;
      ++number;
    });
    return found;
  }

  static constexpr bool has_sizes_that_follow() {
    bool found = false;
    for_each_dimension([&](const dimension_info* d) { found = found || d->follows(); });
    return found;
  }
  /// The sizes that nobody binds, from those that are bound.
  static constexpr void set_sizes_that_follow(index* sizes) {
    for (int k = 0; k < followed_sizes<P>.count; ++k) {
      const followed_size& f = followed_sizes<P>.of[k];
      sizes[f.number] = (sizes[f.of] * f.times + f.more + f.divisor - 1) / f.divisor;
    }
  }
  static constexpr followed_list followed() {
    followed_list all;
    int number = 0;
    for_each_dimension([&](const dimension_info* d) {
      if (d->follows()) all.of[all.count++] = {number, dimension_number(d->of), d->more, d->divisor, d->times};
      ++number;
    });
    return all;
  }

  // Names are compared while compiling only: at run time that would be a twentieth of a small network's step.
  static constexpr numbered_extent numbered(const extent& e) {
    if (!e.is_named()) return {e.size, -1};
    return {e.more, dimension_number(e.name)};
  }
  static constexpr numbered_shape numbered(const shape& s) { return {numbered(s.rows), numbered(s.columns)}; }

  template <int Form>
  [[gnu::always_inline]] static constexpr index rows(const index* sizes) {
    constexpr const extent& e = plan.shapes.data[Form].rows;
    if constexpr (!e.is_named()) return e.size;
    else return sizes[number_of<e.name>] + e.more;
  }
  template <int Form>
  [[gnu::always_inline]] static constexpr index columns(const index* sizes) {
    constexpr const extent& e = plan.shapes.data[Form].columns;
    if constexpr (!e.is_named()) return e.size;
    else return sizes[number_of<e.name>] + e.more;
  }
  template <int Form>
  [[gnu::always_inline]] static constexpr index count(const index* sizes) {
    return rows<Form>(sizes) * columns<Form>(sizes);
  }

  /// Elements that a buffer takes: a multiple of 8, so that every buffer begins at a cache line.
  static constexpr index padded(index count) { return (count + 7) & -8; }

  static constexpr bool sizes_known() {
    for (int b = 0; b < plan.buffers.size(); ++b)
      if (!plan.shapes[plan.buffers[b].shape_index].is_static()) return false;
    return true;
  }
  /// Is something done with matrices of sizes that are bound at run time? There may be no buffer of such a size: sums have none.
  static constexpr bool has_named_segments() {
    for (int i = 0; i < plan.sizes.segments; ++i)
      if (plan.segments[i].kind != work::scalar && !plan.shapes[plan.segments[i].shape_index].is_static()) return true;
    return false;
  }
  static constexpr index buffer_elements(int buffer, const index* sizes) {
    return (__builtin_is_constant_evaluated() ? is_used : is_written_to)[buffer] ? elements_of(buffer, sizes) : 0;
  }
  static constexpr index buffer_elements(const index* sizes) {
    index total = 0;
    NABLA_DETAIL_STEP_BY_STEP for (int b = 0; b < plan.sizes.buffers; ++b) total += buffer_elements(b, sizes);
    return total;
  }
  /// Of known sizes: how many elements of buffers lie before each view of one, -1 of other views, and how many there are in all; not for constant expressions, which use more.
  static constexpr auto elements_before() {
    fixed_array<index, plan.sizes.views + 1> before;
    fixed_array<index, plan.sizes.buffers + 1> places;
    for (int b = 0; b < plan.sizes.buffers; ++b) places.data[b + 1] = places.data[b] + (is_written_to[b] ? elements_of(b, nullptr) : 0);
    for (int v = 0; v < plan.sizes.views; ++v) before.data[v] = plan.views[v].buffer < 0 ? -1 : places.data[plan.views[v].buffer];
    before.data[plan.sizes.views] = places.data[plan.sizes.buffers];
    return before;
  }

 private:
  static constexpr index elements_of(int buffer, const index* sizes) {
    const numbered_shape& s = buffer_shapes[buffer];
    const kernel_memory& more = plan.buffers[buffer].more;
    return padded(s.rows.value(sizes) * (s.columns.value(sizes) * (1 + more.copies) + more.columns) + more.elements);
  }
  template <const dimension_info* Name>
  static constexpr int number_of = dimension_number(Name);
  static constexpr fixed_array<numbered_shape, plan.sizes.buffers> buffer_shapes = [] {
    fixed_array<numbered_shape, plan.sizes.buffers> shapes;
    for (int b = 0; b < plan.sizes.buffers; ++b) shapes.data[b] = numbered(plan.shapes[plan.buffers[b].shape_index]);
    return shapes;
  }();
  /// Buffers of which all views lie in others are not needed, and those of stacks that stay apart only in constant expressions.
  static constexpr fixed_array<bool, plan.sizes.buffers> needed_buffers(bool for_stacks) {
    fixed_array<bool, plan.sizes.buffers> needed{};
    for (int v = 0; v < plan.sizes.views; ++v)
      if (plan.views[v].buffer >= 0 && plan.views[v].base < 0 && (for_stacks || plan.views[v].stacking < 0)) needed.data[plan.views[v].buffer] = true;
    return needed;
  }
  static constexpr fixed_array<bool, plan.sizes.buffers> is_used = needed_buffers(true), is_written_to = needed_buffers(false);

  template <class Use>
  static constexpr void for_each_dimension(Use use) {
    const dimension_info* seen[64] = {};
    int count = 0;
    auto see = [&](const dimension_info* size_name) {
      for (int i = 0; i < count; ++i)
        if (is_same(*seen[i], *size_name)) return;
      seen[count++] = size_name;
      use(size_name);
    };
    auto visit = [&](const extent& e) {
      if (!e.is_named()) return;
      if (e.name->follows()) see(e.name->of);
      see(e.name);
    };
    for (int i = 0; i < plan.sizes.inputs; ++i) {
      visit(plan.inputs[i].symbol->extents.rows);
      visit(plan.inputs[i].symbol->extents.columns);
      visit(plan.inputs[i].symbol->symbol->range);
    }
    for (int i = 0; i < plan.sizes.shapes; ++i) {
      visit(plan.shapes[i].rows);
      visit(plan.shapes[i].columns);
    }
  }
};

}  // namespace nabla::detail
