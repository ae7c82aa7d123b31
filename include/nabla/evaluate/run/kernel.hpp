// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/context.hpp>
#include <nabla/evaluate/run/apply.hpp>
#include <nabla/evaluate/run/backend.hpp>
#include <nabla/evaluate/run/pieces.hpp>

#include <utility>

namespace nabla::detail {

/// Where the kernel of a segment finds its operands, and its result: number -1.
template <class C, int Segment>
struct kernel_call {
  using T = typename C::scalar;
  static constexpr segment s = C::plan.segments[Segment];
  static constexpr loop_member call = C::plan.members[s.first];
  using rule = decltype(two_rules_have_one_text(rule_tag<call.function>{}));
  static constexpr int operand_count = [] {
    int count = 0;
    for (const loop_operand& o : call.operands) count += o.kind != source::none ? 1 : 0;
    return count;
  }();
  using all_operands = std::make_integer_sequence<int, operand_count>;

  static constexpr bool is_number(int k) { return k < 0 ? s.shape_index == 0 : call.operands[k].kind == source::scalar; }
  static constexpr int place(int k) { return k < 0 ? call.stored_in : call.operands[k].index; }
  /// Columns behind operand k that its kernel has filled.
  static constexpr int filled_columns(int k) {
    if (is_number(k)) return k < 0 ? 0 : call.operands[k].behind;
    if (C::plan.views[place(k)].buffer < 0) return 0;
    return C::plan.buffers[C::plan.views[place(k)].buffer].more.columns;
  }

  /// Is there nothing to do, since the result is a part, and lies in the operand?
  static constexpr bool is_part = s.shape_index != 0 && C::plan.views[place(-1)].base >= 0 && call.operands[0].kind == source::element && C::plan.views[place(-1)].base == place(0);
  /// Some of what is stacked has been computed where the stack is.
  static constexpr int row_in_stack(int k) { return k == 0 ? 0 : row_in_stack(k - 1) + call.places.numbers[k - 1]; }
  static constexpr bool lies_in_result(int k) { return s.shape_index != 0 && call.operands[k].kind == source::element && C::plan.views[place(k)].base == place(-1) && C::plan.views[place(k)].row == row_in_stack(k); }
  static constexpr bool stacks_in_place = [] {
    bool any = false;
    for (int k = 0; k < operand_count; ++k) any = any || (call.places.kind == part_kind::vstack && lies_in_result(k));
    return any;
  }();

  /// A stack that is not put together.
  static constexpr bool stays_apart = s.shape_index != 0 && C::plan.views[place(-1)].stacking >= 0;
  /// Operand K, or what it is stacked of.
  template <int K>
  [[gnu::always_inline]] static constexpr auto view_or_pieces(C& c) {
    if constexpr (is_number(K)) return view<K>(c);
    else if constexpr (pieces_of_view<C, place(K)>::exist) return pieces_of_view<C, place(K)>::make(c);
    else return view<K>(c);
  }

  template <int K>
  [[gnu::always_inline]] static constexpr auto view(C& c) {
    if constexpr (is_number(K)) return sized_view<T, 1, 1>{{&c.slots[place(K)], 1, 1, 1}};
    else return c.template sized<place(K)>();
  }
  template <int K>
  static constexpr matrix_view<T> unplaced(const C& c) {
    if constexpr (is_number(K)) return {nullptr, 1, 1, 1};
    else return c.template unplaced<place(K)>();
  }
};

/// A copy of a matrix for a constant expression, in numbers for which x / 0 is no error; with `behind` columns more.
template <class T>
struct constant_copy {
  list<constant_scalar<T>> elements;
  index rows, columns;

  constexpr constant_copy(const matrix_view<T>& from, index behind)
      : elements(static_cast<int>(from.row_count * (from.column_count + behind))), rows(from.row_count), columns(from.column_count) {}
  constexpr void read(const matrix_view<T>& from, index behind) {
    for (index j = 0; j < columns + behind; ++j)
      for (index i = 0; i < rows; ++i) elements.data[i + j * rows] = from.data[i + j * from.stride];
  }
  constexpr void write(const matrix_view<T>& to, index behind) const {
    for (index j = 0; j < columns + behind; ++j)
      for (index i = 0; i < rows; ++i) to.data[i + j * to.stride] = elements.data[i + j * rows].value;
  }
  constexpr matrix_view<constant_scalar<T>> view() const { return {elements.data, rows, columns, rows}; }
};

template <class View, int>
using repeated = View;
/// Is there code for that many operands?
template <class Rule, class T, int... K>
consteval bool runs_on(std::integer_sequence<int, K...>) {
  return requires(matrix_view<T> to, repeated<matrix_view<T>, K>... from) { Rule::kernel(to, from...); };
}

template <class Call, class T, class Rule, int... K>
constexpr void run_constant_kernel(Rule, const matrix_view<T>& result, const kernel_memory& more, const matrix_view<T> (&operands)[sizeof...(K) + 1],
                                   std::integer_sequence<int, K...>) {
  const constant_copy<T> to(result, more.columns + more.copies * result.column_count);
  constant_copy<T> from[] = {constant_copy<T>(operands[K], Call::filled_columns(K))...};
  (from[K].read(operands[K], Call::filled_columns(K)), ...);
  Rule::kernel(to.view(), from[K].view()...);
  to.write(result, more.columns);
}

/// The rest of a column that is stacked of columns.
template <class Call, int K, class C>
[[gnu::always_inline]] inline constexpr void copy_into_stack(C& c) {
  if constexpr (!Call::lies_in_result(K)) {
    constexpr int first = Call::row_in_stack(K);
    const auto from = Call::template view<K>(c);
    const auto to = Call::template view<-1>(c);
    for (index i = 0; i < from.rows(); ++i) to.data[first + i] = from.data[i];
  }
}

/// Can constant expressions run on it? Backends that cannot say so; for them nothing is compiled that only those need.
template <class K>
inline constexpr bool may_be_constant = true;
template <class K>
  requires requires { K::runs_constants; }
inline constexpr bool may_be_constant<K> = K::runs_constants;

template <class Call, class C, int... K>
[[gnu::always_inline]] inline constexpr void copy_all_into_stack(C& c, std::integer_sequence<int, K...>) {
  (copy_into_stack<Call, K>(c), ...);
}
template <Backend By, class Call, class C, int... K>
[[gnu::always_inline]] inline constexpr void run_on_operands(C& c, [[maybe_unused]] std::integer_sequence<int, K...> all) {
  using T = typename C::scalar;
  if constexpr (std::is_floating_point_v<T> && may_be_constant<By>)
    if (__builtin_is_constant_evaluated()) {
      constexpr kernel_memory more = operation_of<typename Call::rule>.memory;
      const matrix_view<T> operands[] = {Call::template view<K>(c)..., {}};
      run_constant_kernel<Call>(typename Call::rule{}, Call::template view<-1>(c), more, operands, all);
      return;
    }
  if constexpr (!Call::stays_apart) By::template kernel<typename Call::rule>(Call::template view<-1>(c), Call::template view_or_pieces<K>(c)...);
}
/// Runs the kernel of a segment; in a constant expression with nabla's own numbers.
template <Backend By, class C, int Segment>
[[gnu::always_inline]] inline constexpr void run_kernel(C& c) {
  using call = kernel_call<C, Segment>;
  using operands = typename call::all_operands;
  if constexpr (call::is_part) return;
  else if constexpr (call::stacks_in_place) copy_all_into_stack<call>(c, operands{});
  else if constexpr (!runs_on<typename call::rule, typename C::scalar>(operands{})) return refuse_function_without_value<typename call::rule>();
  else run_on_operands<By, call>(c, operands{});
}

template <class Plan>
constexpr bool has_kernels(const Plan& plan) {
  for (int i = 0; i < plan.sizes.segments; ++i)
    if (plan.segments[i].kind == work::kernel) return true;
  return false;
}

/// Does a function of so many matrices say which sizes suit it? That is asked of the function, not of each call.
template <class Rule, class T, int... K>
consteval bool checks_sizes(std::integer_sequence<int, K...>) {
  return requires(const matrix_view<T>& to, repeated<const matrix_view<T>&, K>... from) { Rule::fits(to, from...); };
}
template <class Call, class C, int... K>
constexpr void check_sizes(C& c, std::integer_sequence<int, K...>) {
  if (Call::rule::fits(Call::template unplaced<-1>(c), Call::template unplaced<K>(c)...)) return;
  const auto first = Call::template unplaced<0>(c);
  raise(shape_error(Call::rule::text, first.rows(), first.columns()));
}
template <class C, int Segment>
constexpr void check_kernel(C& c) {
  if constexpr (C::plan.segments.data[Segment].kind == work::kernel) {
    using call = kernel_call<C, Segment>;
    if constexpr (checks_sizes<typename call::rule, typename C::scalar>(typename call::all_operands{})) check_sizes<call>(c, typename call::all_operands{});
  }
}
/// Before anything is written: sizes that are known now have to suit every kernel.
template <class C, int... Segment>
constexpr void check_kernels(C& c, std::integer_sequence<int, Segment...>) {
  (check_kernel<C, Segment>(c), ...);
}

}  // namespace nabla::detail
