// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/plan/plan.hpp>
#include <nabla/print/code/functions.hpp>
#include <nabla/support/fixed_array.hpp>

namespace nabla::detail {

enum class code_problem {
  none,
  branches,
  searches,
  unknown_size,
  too_large
};

template <class Rule, class T>
constexpr code_problem problem_of_value() {
  if constexpr (requires { Rule::c; }) return code_problem::none;
  else {
    code_recorder<T> r;
    record_value<Rule>(r);
    return r.branches ? code_problem::branches : code_problem::none;
  }
}

/// Why the kernel that segment number S of a plan calls cannot be written in C.
template <class Rule, class T, class Plan>
constexpr code_problem problem_of_kernel(const Plan& plan, int s) {
  const loop_member& m = plan.members.data[plan.segments.data[s].first];
  code_kernel_call<T> call;
  shape shapes[max_arity + 1];
  int count = 0;
  for (const loop_operand& o : m.operands) {
    if (o.kind == source::none) break;
    shapes[count++] = o.kind == source::scalar ? shape{} : plan.shapes.data[plan.views.data[o.index].shape_index];
  }
  shapes[count] = plan.shapes.data[plan.segments.data[s].shape_index];
  if constexpr (requires { Rule::c; }) return code_problem::none;
  else if constexpr (requires { Rule::is_search; }) return code_problem::searches;
  else if constexpr (loop_code<Rule, T>::exists) return !loop_code<Rule, T>::sizes_are_known() ? code_problem::unknown_size : (loop_code<Rule, T>::step_exists() ? code_problem::none : code_problem::branches);
  else {
    if (is_stack(m.places.kind) && is_code_loop(shapes[count])) return code_problem::none;
    if (gives_elements<Rule>)
      for (int k = 0; k <= count; ++k)
        if (is_code_loop(shapes[k])) return code_problem::none;
    for (int k = 0; k <= count; ++k) {
      if (!shapes[k].is_static()) return code_problem::unknown_size;
      if (shapes[k].rows.size * shapes[k].columns.size > largest_code_kernel) return code_problem::too_large;
    }
    for (int k = 0; k < count; ++k) call.add_operand(k, shapes[k]);
    call.set_result(shapes[count], operation_of<Rule>.memory);
    record_kernel<Rule>(call.result, call.operands);
    return call.recorder.branches ? code_problem::branches : code_problem::none;
  }
}

template <class Rule>
inline constexpr bool is_written_in_code = false;

/// Says in a sentence why a function has no C form; the message names the rule.
template <class Rule, code_problem Problem>
constexpr bool code_exists() {
  static_assert(Problem != code_problem::branches || is_written_in_code<Rule>, "nabla: this function has no C form: its code branches on numbers instead of select(c, a, b)");
  static_assert(Problem != code_problem::searches || is_written_in_code<Rule>, "nabla: roots and minima have no C form: how many steps lead to them is known with the numbers; iterate() has a fixed number");
  static_assert(Problem != code_problem::unknown_size || is_written_in_code<Rule>, "nabla: this function has no C form for sizes that are names");
  static_assert(Problem != code_problem::too_large || is_written_in_code<Rule>, "nabla: this function has no C form for matrices of more than 1024 elements");
  return Problem == code_problem::none;
}

/// The functions that a plan which is a constant runs, each once.
template <class P, class T>
struct code_functions_of {
  static constexpr const auto& plan = P::plan;

  struct used {
    key id = 0;
    int segment = -1;  ///< that calls it as a kernel
  };
  template <class Use>
  static constexpr void for_each(Use use) {
    list<key> seen;
    const auto add = [&](key id, int kernel) {
      if (id == constant_operation.id) return;
      for (int i = 0; i < seen.size && kernel < 0; ++i)
        if (seen.data[i] == id) return;
      if (kernel < 0) seen.push(id);
      use(used{id, kernel});
    };
    for (int i = 0; i < plan.sizes.scalars; ++i) add(plan.scalars.data[i].function, -1);
    for (int s = 0; s < plan.sizes.segments; ++s) {
      const segment& part = plan.segments.data[s];
      if (part.kind == work::scalar || part.kind == work::assembly) continue;
      for (int m = part.first; m < part.last; ++m)
        if (const loop_member& member = plan.members.data[m]; part.kind == work::kernel || !is_without_rule(member.code))
          add(member.function, part.kind == work::kernel ? s : -1);
    }
  }
  static constexpr int count = [] {
    int functions = 0;
    for_each([&functions](used) { ++functions; });
    return functions;
  }();
  static constexpr fixed_array<used, count> all = [] {
    fixed_array<used, count> result;
    int place = 0;
    for_each([&](used one) { result.data[place++] = one; });
    return result;
  }();

  template <int I>
  using rule = decltype(two_rules_have_one_text(rule_tag<all.data[I].id>{}));
  template <int I>
  static constexpr code_problem problem() {
    if constexpr (rule<I>::elementwise) return problem_of_value<rule<I>, T>();
    else return problem_of_kernel<rule<I>, T>(plan, all.data[I].segment);
  }
  /// Have all functions a C form? Of the first that has none the compiler says why.
  template <int I = 0>
  static constexpr bool exist() {
    if constexpr (I == count) return true;
    else if constexpr (constexpr code_problem found = problem<I>(); found != code_problem::none) return code_exists<rule<I>, found>();
    else return exist<I + 1>();
  }

  template <int... I>
  static constexpr fixed_array<code_function<T>, count> make_all(std::integer_sequence<int, I...>) {
    return {{c_function_of<rule<I>, T>()...}};
  }
  static constexpr fixed_array<code_function<T>, count> functions() { return make_all(std::make_integer_sequence<int, count>{}); }
};

}  // namespace nabla::detail
