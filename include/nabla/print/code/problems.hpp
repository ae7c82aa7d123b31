// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/plan/plan.hpp>
#include <nabla/print/code/functions.hpp>
#include <nabla/support/fixed_array.hpp>
#include <nabla/support/shown.hpp>

#include <string>
#include <type_traits>

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
  else if constexpr (loop_code<Rule, T>::exists) return !loop_code<Rule, T>::sizes_are_known() ? code_problem::unknown_size : loop_code<Rule, T>::step_problem();
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

// clang-format off
NABLA_DETAIL_WRONG_RESULT(code_branches, "nabla: this function has no C form: its code branches on numbers instead of select(c, a, b)")
NABLA_DETAIL_WRONG_RESULT(code_searches, "nabla: roots and minima have no C form: how many steps lead to them is known with the numbers; iterate() has a fixed number")
NABLA_DETAIL_WRONG_RESULT(code_of_named_sizes, "nabla: this function has no C form for sizes that are names")
NABLA_DETAIL_WRONG_RESULT(code_too_large, "nabla: this function has no C form for matrices of more than 1024 elements")
// clang-format on
/// The result of writing a function that has no C form: says why, and names the rule.
template <key Formula, class Rule, code_problem Problem>
constexpr auto no_code() {
  using name = shown<fixed_text<length_of(text_of<Rule>)>(text_of<Rule>)>;
  if constexpr (Problem == code_problem::branches) return std::type_identity<code_branches<Formula, name>>();
  else if constexpr (Problem == code_problem::searches) return std::type_identity<code_searches<Formula, name>>();
  else if constexpr (Problem == code_problem::unknown_size) return std::type_identity<code_of_named_sizes<Formula, name>>();
  else return std::type_identity<code_too_large<Formula, name>>();
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
  /// That of the first function that has no C form.
  template <int I = 0>
  static constexpr code_problem first_problem() {
    if constexpr (I == count) return code_problem::none;
    else {
      constexpr code_problem found = problem<I>();
      return found != code_problem::none ? found : first_problem<I + 1>();
    }
  }
  /// The type of the text, or of the first function that has no C form what says so.
  template <key Formula, int I = 0>
  static constexpr auto text() {
    if constexpr (I == count) return std::type_identity<std::string>();
    else if constexpr (constexpr code_problem found = problem<I>(); found != code_problem::none) return no_code<Formula, rule<I>, found>();
    else return text<Formula, I + 1>();
  }

  template <int... I>
  static constexpr fixed_array<code_function<T>, count> make_all(std::integer_sequence<int, I...>) {
    return {{c_function_of<rule<I>, T>()...}};
  }
  static constexpr fixed_array<code_function<T>, count> functions() { return make_all(std::make_integer_sequence<int, count>{}); }
};

}  // namespace nabla::detail
