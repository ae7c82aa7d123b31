// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/apply.hpp>
#include <nabla/evaluate/context.hpp>

#include <limits>

namespace nabla {

/// One loop over a matrix: every member for each element, values in registers, only what others read is stored.
/// A row (1 × n) is walked along its columns, and a matrix without gaps in one go.
template <class C, int Segment>
struct loop {
  using T = typename C::scalar;
  static constexpr const auto& plan = C::plan;
  static constexpr segment range = plan.segments[Segment];
  static constexpr int member_count = range.last - range.first;
  static constexpr shape form = plan.forms[range.form];
  static constexpr bool is_row = form.rows.is_one();

  static constexpr loop_member member(int k) { return plan.members[range.first + k]; }

  static constexpr bool uses(source kind) {
    for (int k = 0; k < member_count; ++k)
      for (const loop_operand& o : member(k).operands)
        if (o.kind == kind) return true;
    return false;
  }
  static constexpr bool reduces_by_row_or_column() {
    for (int k = 0; k < member_count; ++k)
      if (is_reduction(member(k).code) && member(k).code != operation_code::sum) return true;
    return false;
  }
  /// The position of an element does not matter, only that every matrix has the same order.
  static constexpr bool flat = !is_row && !uses(source::of_row) && !uses(source::of_column) && !reduces_by_row_or_column();

  C& c;
  T values[member_count];        // of this element
  T accumulators[member_count];  // of reductions that run along a column

  template <int K, int O>
  [[gnu::always_inline]] constexpr T operand(index i, index j) const {
    constexpr loop_operand o = member(K).operands[O];
    if constexpr (o.kind == source::local) return values[o.index];
    else if constexpr (o.kind == source::scalar) return c.slots[o.index];
    else if constexpr (o.kind == source::of_row) return c.views[o.index][i];
    else if constexpr (o.kind == source::of_column) return c.views[o.index][j * c.template stride<o.index>()];
    else if constexpr (is_row) return c.views[o.index][i];
    else return c.views[o.index][i + j * c.template stride<o.index>()];
  }

  template <int K>
  [[gnu::always_inline]] constexpr void run_member(index i, index j) {
    constexpr loop_member m = member(K);
    constexpr bool reduction = is_reduction(m.code);
    if constexpr (m.code == operation_code::broadcast || reduction) values[K] = operand<K, 0>(i, j);
    else {
      constexpr int arity = decltype(rule_of(rule_tag<m.function>{}))::arity;
      if constexpr (arity == 1) values[K] = apply<m.function>(operand<K, 0>(i, j));
      else if constexpr (arity == 2) values[K] = apply<m.function>(operand<K, 0>(i, j), operand<K, 1>(i, j));
      else if constexpr (arity == 3) values[K] = apply<m.function>(operand<K, 0>(i, j), operand<K, 1>(i, j), operand<K, 2>(i, j));
      else values[K] = apply<m.function>(operand<K, 0>(i, j), operand<K, 1>(i, j), operand<K, 2>(i, j), operand<K, 3>(i, j));
    }
    if constexpr (!reduction) {
      if constexpr (m.stored_in >= 0) c.views[m.stored_in][is_row ? i : i + j * c.template stride<m.stored_in>()] = values[K];
    } else if constexpr (m.code == operation_code::sum || (is_row && m.code == operation_code::row_sums) || m.code == operation_code::column_sums) {
      accumulators[K] = accumulators[K] + values[K];
    } else if constexpr (is_row) {
      if (values[K] > accumulators[K]) accumulators[K] = values[K];
    } else {
      T& total = c.views[m.stored_in][i];
      if constexpr (m.code == operation_code::row_sums) total = j == 0 ? values[K] : total + values[K];
      else if (j == 0 || values[K] > total) total = values[K];
    }
  }
  template <int K>
  constexpr void begin(bool column) {
    constexpr operation_code code = member(K).code;
    if constexpr (is_reduction(code))
      if (!column || code == operation_code::column_sums) accumulators[K] = code == operation_code::row_maxima ? -std::numeric_limits<T>::infinity() : T(0);
  }
  template <int K>
  constexpr void end_column(index j) {
    constexpr loop_member m = member(K);
    if constexpr (m.code == operation_code::column_sums) c.views[m.stored_in][j] = accumulators[K];
  }
  template <int K>
  constexpr void end() {
    constexpr loop_member m = member(K);
    if constexpr (m.code == operation_code::sum || (is_row && is_reduction(m.code))) c.slots[m.stored_in] = accumulators[K];
  }

  template <int... K>
  constexpr void run(std::integer_sequence<int, K...>) {
    const index rows = layout<typename C::program>::template rows<range.form>(c.sizes);
    const index columns = layout<typename C::program>::template columns<range.form>(c.sizes);
    index inner = is_row ? columns : rows, outer = is_row ? 1 : columns;
    if constexpr (flat)
      if (((!reads_with_gaps<K>(rows)) && ...)) {
        inner = rows * columns;
        outer = 1;
      }
    (begin<K>(false), ...);
    for (index j = 0; j < outer; ++j) {
      (begin<K>(true), ...);
      for (index i = 0; i < inner; ++i) {
        const int in_order[] = {(run_member<K>(i, j), 0)...};
        (void)in_order;
      }
      (end_column<K>(j), ...);
    }
    (end<K>(), ...);
  }

  template <int K>
  constexpr bool reads_with_gaps(index rows) const {
    bool gaps = false;
    auto look = [&]<int O>(std::integral_constant<int, O>) {
      constexpr loop_operand o = member(K).operands[O];
      if constexpr (o.kind == source::element) gaps = gaps || c.template stride<o.index>() != rows;
    };
    look(std::integral_constant<int, 0>{}), look(std::integral_constant<int, 1>{});
    look(std::integral_constant<int, 2>{}), look(std::integral_constant<int, 3>{});
    return gaps;
  }
};

}  // namespace nabla
