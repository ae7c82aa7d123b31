// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/context.hpp>
#include <nabla/rules/operation.hpp>

namespace nabla::detail {

/// What a loop reads that it does not compute: numbers and elements of views, each once.
template <int Members>
struct loop_reads {
  static constexpr std::size_t length = detail::array_length(Members);
  loop_operand of[length * max_arity] = {};
  int number[length][max_arity] = {};       ///< which of them member K reads as operand O; -1: a member of the loop
  bool loaded[length][max_arity] = {};      ///< it is the first to do so, and loads elements
  bool looks[length] = {};                  ///< does it matter to member K whether windows lie inside of what they look at?
  bool counts[length] = {};                 ///< how many elements a register has?
  bool reduces[length] = {};                ///< which register it is?
  int count = 0;
};
/// The members of a loop whose results are stored.
template <int Members>
struct loop_results {
  int of[detail::array_length(Members)] = {};
  int count = 0;
};

/// What a loop of a plan does, and what it reads.
template <class Plan>
struct loop_shape {
  const Plan& plan;
  const segment& range;

  constexpr const loop_member& member(int k) const { return plan.members.data[range.first + k]; }
  constexpr int members() const { return range.last - range.first; }
  /// A row (1 × n) is walked along its columns.
  constexpr bool is_row() const { return plan.shapes.data[range.shape_index].rows.is_one(); }
  /// Is a reduction one along the direction in which the loop runs?
  static constexpr bool along_column(operation_number code) { return is_reduction(code) && !is_over_rows(code); }
  /// Do positions near the ends matter?
  constexpr bool has_windows() const {
    for (int k = 0; k < members(); ++k)
      if (member(k).code == operation_code::within || member(k).operands[0].kind == source::window) return true;
    return false;
  }
  /// From where on all windows lie inside of what they look at, if that is long enough.
  constexpr index first_inside() const {
    index first = 0;
    for (int k = 0; k < members(); ++k) {
      const loop_member& m = member(k);
      if (m.code == operation_code::within && m.operands[1].index > first) first = m.operands[1].index;
      if (m.operands[0].kind == source::window && m.operands[0].behind > first) first = m.operands[0].behind;
    }
    return first;
  }
  /// The position of an element does not matter, only that all matrices have the same order.
  constexpr bool is_flat() const {
    if (has_windows()) return false;
    for (int k = 0; k < members(); ++k) {
      if (is_reduction(member(k).code) && !is_over_all(member(k).code)) return false;
      for (const loop_operand& o : member(k).operands)
        if (o.kind == source::of_row || o.kind == source::of_column || o.kind == source::taken) return false;
    }
    return !is_row();
  }
  /// Has each column, or a row, so many elements, or more, but not twice as many, each read at its own place, and are there few columns?
  constexpr bool has_columns_of(int elements) const {
    const shape& extents = plan.shapes.data[range.shape_index];
    const int length = is_row() ? extents.columns.size : extents.rows.size;
    if (!extents.is_static() || length < elements || length >= 2 * elements || extents.columns.size > 8 || has_windows()) return false;
    for (int k = 0; k < members(); ++k)
      for (const loop_operand& o : member(k).operands)
        if (o.kind == source::taken) return false;
    return true;
  }
  template <int Members>
  constexpr loop_reads<Members> reads() const {
    loop_reads<Members> r;
    for (int k = 0; k < members(); ++k) {
      const loop_member& m = member(k);
      r.looks[k] = m.code == operation_code::within;
      r.reduces[k] = is_reduction(m.code);
      r.counts[k] = r.reduces[k] || m.stored_in >= 0;
      for (int o = 0; o < max_arity; ++o) {
        const loop_operand& operand = m.operands[o];
        r.number[k][o] = -1;
        if (operand.kind == source::none || operand.kind == source::local) continue;
        int number = 0;
        while (number < r.count && !(r.of[number].kind == operand.kind && r.of[number].index == operand.index && r.of[number].behind == operand.behind)) ++number;
        if (number == r.count) {
          r.of[r.count++] = operand;
          r.loaded[k][o] = operand.kind != source::scalar && operand.kind != source::of_column;
          r.looks[k] = r.looks[k] || operand.kind == source::window;
          r.counts[k] = r.counts[k] || r.loaded[k][o];
        }
        r.number[k][o] = number;
      }
    }
    return r;
  }
  template <int Members>
  constexpr loop_results<Members> results() const {
    loop_results<Members> r;
    for (int k = 0; k < members(); ++k)
      if (member(k).stored_in >= 0) r.of[r.count++] = k;
    return r;
  }
};

/// The entry of a member of a loop.
template <key Function>
using rule_of_member = decltype(two_rules_have_one_text(rule_tag<Function>{}));
/// Does it take few instructions?
template <operation_number Code, key Function>
constexpr bool is_short_member() {
  if constexpr (Code != operation_code::other) return true;
  else return rule_of_member<Function>::is_short;
}
/// One or two of arithmetic, so that it takes no longer one by one where there are few elements?
template <operation_number Code, key Function>
constexpr bool is_arithmetic_member() {
  if constexpr (Code == operation_code::other) return requires { rule_of_member<Function>::is_arithmetic; };
  else return (Code >= operation_code::add && Code <= operation_code::negate) || (is_reduction(Code) && !is_maximum(Code)) || Code == operation_code::broadcast || Code == operation_code::within;
}
/// Is it a quotient by a number, that is, do numbers say of all elements at once whether it is a product?
template <class T, key Function>
constexpr bool is_quotient_by_number(const loop_operand& number, const loop_operand& inverse) {
  if constexpr (!is_ordered<T>) return false;
  else return number.kind == source::scalar && inverse.kind == source::scalar && requires(T u) { rule_of_member<Function>::is_divided(u, u); };
}

#if defined(__clang__)
inline constexpr bool is_clang = true;
#else
inline constexpr bool is_clang = false;
#endif

/// Registers that a loop of few functions takes at a time, all of them short, so that a sum does not wait for the one before: each of them has a sum of its own.
template <class Plan>
constexpr int registers_at_once(const loop_shape<Plan>& what) {
  bool reduces = false;
  for (int k = 0; k < what.members(); ++k) reduces = reduces || what.along_column(what.member(k).code);
  return !reduces || what.members() > 10 ? 1 : (what.members() <= 3 ? 4 : 2);
}

/// Is a view that of an input, or a part of one?
template <class Plan>
constexpr bool is_input(const Plan& plan, int view) {
  while (plan.views[view].base >= 0) view = plan.views[view].base;
  return plan.views[view].input >= 0;
}

/// May a register of 8 be stored where the last, incomplete one of a view is? Of a vector in a buffer that holds no result: those end with a cache line. What a mask has stored is found
/// late by who reads it next.
template <class Plan>
constexpr bool has_room_behind(const Plan& plan, int view) {
  const view_info& v = plan.views[view];
  const shape& extents = plan.shapes[v.shape_index];
  if (v.buffer < 0 || v.base >= 0 || v.stacking >= 0 || !(extents.rows.is_one() || extents.columns.is_one()) || !(plan.buffers[v.buffer].more == kernel_memory{})) return false;
  for (int k = 0; k < plan.sizes.outputs; ++k)
    if (plan.outputs[k].view >= 0 && plan.views[plan.outputs[k].view].buffer == v.buffer) return false;
  return true;
}

}  // namespace nabla::detail
