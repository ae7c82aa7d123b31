// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/context.hpp>
#include <nabla/evaluate/run/lanes.hpp>

#include <limits>
#include <utility>

namespace nabla::detail {

/// What a loop of a plan does, and what it reads.
template <class Plan>
struct loop_shape {
  const Plan& plan;
  const segment& range;

  constexpr loop_member member(int k) const { return plan.members.data[range.first + k]; }
  constexpr int members() const { return range.last - range.first; }
  /// A row (1 × n) is walked along its columns.
  constexpr bool is_row() const { return plan.forms.data[range.form].rows.is_one(); }
  /// The position of an element does not matter, only that all matrices have the same order.
  constexpr bool is_flat() const {
    for (int k = 0; k < members(); ++k) {
      if (is_reduction(member(k).code) && !is_over_all(member(k).code)) return false;
      for (const loop_operand& o : member(k).operands)
        if (o.kind == source::of_row || o.kind == source::of_column) return false;
    }
    return !is_row();
  }
};

/// One loop over a matrix: every member for each element, or a register of elements, values in registers; only what
/// others read is stored. A matrix without gaps is walked in one go where positions do not matter.
/// An incomplete register at the end of a column is filled up, so that equal elements have equal results everywhere.
template <class C, int Segment, class Lanes>
struct loop {
  using T = typename C::scalar;
  using lane = typename Lanes::type;
  static constexpr const auto& plan = C::plan;
  static constexpr segment range = plan.segments.data[Segment];
  static constexpr loop_shape<std::remove_cvref_t<decltype(plan)>> what{plan, range};
  static constexpr int member_count = what.members();
  static constexpr bool is_row = what.is_row();

  C& c;
  T* views[detail::array_length(plan.sizes.views)];  // copies: a store through one may not change them
  lane accumulators[static_cast<std::size_t>(member_count)];                         // of reductions along a column or over everything
  T rest[static_cast<std::size_t>(member_count)];                                    // the same from incomplete registers

  /// Element i of what member K reads as operand O; `count` of them where the register is incomplete.
  template <int K, int O, bool Complete>
  [[gnu::always_inline]] constexpr lane operand(const lane* values, index i, index j, index count) const {
    constexpr loop_operand o = what.member(K).operands[O];
    if constexpr (o.kind == source::local) return values[o.index];
    else if constexpr (o.kind == source::scalar) return lane(c.slots[o.index]);
    else if constexpr (o.kind == source::of_column) return lane(views[o.index][j * c.template stride<o.index>()]);
    else if constexpr (o.kind == source::of_row || is_row) return load<Complete>(views[o.index] + i, count);
    else return load<Complete>(views[o.index] + i + j * c.template stride<o.index>(), count);
  }
  template <bool Complete>
  [[gnu::always_inline]] static constexpr lane load(const T* from, index count) {
    if constexpr (Complete) return Lanes::load(from);
    else {
      T filled[static_cast<std::size_t>(Lanes::width)];
      for (index k = 0; k < Lanes::width; ++k) filled[k] = from[k < count ? k : count - 1];
      return Lanes::load(filled);
    }
  }

  template <int K, bool Complete>
  [[gnu::always_inline]] constexpr void run_member(lane* values, index i, index j, index count) {
    constexpr loop_member m = what.member(K);
    auto u = [&]<int O>(std::integral_constant<int, O>) { return operand<K, O, Complete>(values, i, j, count); };
    constexpr std::integral_constant<int, 0> first{};
    constexpr std::integral_constant<int, 1> second{};
    constexpr std::integral_constant<int, 2> third{};
    constexpr std::integral_constant<int, 3> fourth{};
    if constexpr (is_reduction(m.code)) {
      reduce<K, Complete>(u(first), i, j, count);
    } else {
      if constexpr (m.code == operation_code::broadcast) values[K] = u(first);
      else {
        constexpr int arity = decltype(two_rules_have_one_text(rule_tag<m.function>{}))::arity;
        if constexpr (arity == 1) values[K] = Lanes::template apply_rule<m.function>(u(first));
        else if constexpr (arity == 2) values[K] = Lanes::template apply_rule<m.function>(u(first), u(second));
        else if constexpr (arity == 3) values[K] = Lanes::template apply_rule<m.function>(u(first), u(second), u(third));
        else values[K] = Lanes::template apply_rule<m.function>(u(first), u(second), u(third), u(fourth));
      }
      if constexpr (m.stored_in >= 0) store<Complete>(views[m.stored_in] + (is_row ? i : i + j * c.template stride<m.stored_in>()), values[K], count);
    }
  }
  template <bool Complete>
  [[gnu::always_inline]] static constexpr void store(T* to, const lane& value, index count) {
    if constexpr (Complete) Lanes::store(to, value);
    else {
      T all[static_cast<std::size_t>(Lanes::width)];
      Lanes::store(all, value);
      for (index k = 0; k < Lanes::width; ++k)
        if (k < count) to[k] = all[k];
    }
  }

  static constexpr bool along_column(operation_code code) { return is_row || !is_over_rows(code); }

  template <int K, bool Complete>
  [[gnu::always_inline]] constexpr void reduce(const lane& value, index i, index j, index count) {
    constexpr loop_member m = what.member(K);
    constexpr bool maximum = is_maximum(m.code);
    if constexpr (along_column(m.code) && Complete) {
      accumulators[K] = maximum ? Lanes::maximum(accumulators[K], value) : Lanes::sum(accumulators[K], value);
    } else if constexpr (along_column(m.code)) {
      T all[static_cast<std::size_t>(Lanes::width)];
      Lanes::store(all, value);
      for (index k = 0; k < Lanes::width; ++k)
        if (k < count) rest[K] = maximum ? single_lane<T>::maximum(rest[K], all[k]) : detail::plus(rest[K], all[k]);
    } else {  // one result for each row, gathered from column to column
      T* total = views[m.stored_in] + i;
      if (j == 0) store<Complete>(total, value, count);
      else {
        const lane before = load<Complete>(total, count);
        store<Complete>(total, maximum ? Lanes::maximum(before, value) : Lanes::sum(before, value), count);
      }
    }
  }
  /// What a reduction is of nothing.
  static constexpr T of_nothing(operation_code code) { return is_maximum(code) ? -std::numeric_limits<T>::infinity() : T(0); }
  /// Rows without columns: no column is there to begin with.
  template <int K>
  constexpr void fill_rows(index rows) {
    constexpr loop_member m = what.member(K);
    if constexpr (is_reduction(m.code) && !along_column(m.code))
      for (index i = 0; i < rows; ++i) views[m.stored_in][i] = of_nothing(m.code);
  }
  template <int K>
  constexpr void begin(bool column) {
    constexpr operation_code code = what.member(K).code;
    if constexpr (is_reduction(code) && along_column(code))
      if (!column || is_over_columns(code)) {
        rest[K] = of_nothing(code);
        accumulators[K] = lane(rest[K]);
      }
  }
  template <int K>
  constexpr T total() const {
    T all[static_cast<std::size_t>(Lanes::width)];
    Lanes::store(all, accumulators[K]);
    T result = rest[K];
    for (const T& one : all) result = is_maximum(what.member(K).code) ? single_lane<T>::maximum(result, one) : detail::plus(result, one);
    return result;
  }
  template <int K>
  constexpr void end_column(index j) {
    constexpr loop_member m = what.member(K);
    if constexpr (is_over_columns(m.code)) views[m.stored_in][j] = total<K>();
  }
  template <int K>
  constexpr void end() {
    constexpr loop_member m = what.member(K);
    if constexpr (is_reduction(m.code) && along_column(m.code) && !is_over_columns(m.code)) c.slots[m.stored_in] = total<K>();
  }

  template <int... K>
  constexpr void run(std::integer_sequence<int, K...>) {
    const index rows = layout<typename C::program>::template rows<range.form>(c.sizes);
    const index columns = layout<typename C::program>::template columns<range.form>(c.sizes);
    for (int v = 0; v < plan.sizes.views; ++v) views[v] = c.views[v];
    index inner = is_row ? columns : rows, outer = is_row ? 1 : columns;
    if constexpr (what.is_flat())
      if (!reads_with_gaps(rows)) {
        inner = rows * columns;
        outer = 1;
      }
    (begin<K>(false), ...);
    if (columns == 0) (fill_rows<K>(rows), ...);
    for (index j = 0; j < outer; ++j) {
      (begin<K>(true), ...);
      index i = 0;
      for (; i + Lanes::width <= inner; i += Lanes::width) {
        lane values[static_cast<std::size_t>(member_count)];
        const int in_order[] = {(run_member<K, true>(values, i, j, Lanes::width), 0)...};
        (void)in_order;
      }
      if constexpr (Lanes::width > 1)
        if (i < inner) {
          lane values[static_cast<std::size_t>(member_count)];
          const int in_order[] = {(run_member<K, false>(values, i, j, inner - i), 0)...};
          (void)in_order;
        }
      (end_column<K>(j), ...);
    }
    (end<K>(), ...);
  }

  constexpr bool reads_with_gaps(index rows) const {
    for (int k = 0; k < member_count; ++k)
      for (const loop_operand& o : what.member(k).operands)
        if (o.kind == source::element && plan.views.data[o.index].input >= 0 && c.strides[o.index] != rows) return true;
    return false;
  }
};

}  // namespace nabla::detail
