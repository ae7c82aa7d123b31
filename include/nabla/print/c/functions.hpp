// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/matrix.hpp>
#include <nabla/print/c/index.hpp>
#include <nabla/print/c/number.hpp>
#include <nabla/rules/operation.hpp>
#include <nabla/support/select.hpp>

#include <utility>

namespace nabla::detail {

/// A function that a plan runs, as C: what its entry does is written down by running it on c_number<T>.
template <class T>
struct c_function {
  key id = 0;
  const char* text = "";
  int arity = 0;
  bool is_kernel = false;
  kernel_memory memory;              ///< behind a kernel's result
  const char* before = nullptr;      ///< what the definition needs
  const char* definition = nullptr;  ///< in C, where the entry gives it
  int (*value)(c_recorder<T>&) = nullptr;  ///< of an elementwise function; returns the step of the result
  c_element<T> (*element)(const c_matrix<T>& result, const c_index& i, const c_index& j, const c_matrix<T>* operands) = nullptr;  ///< where the entry gives it
  void (*kernel)(const matrix_view<c_number<T>>& result, const matrix_view<c_number<T>>* operands) = nullptr;
};

template <class T>
constexpr c_number<T> c_operand(c_recorder<T>& r, int operand, int element = 0) {
  return c_number<T>::made(&r, {.kind = c_kind::operand, .operand = operand, .element = element});
}

template <class Rule, class T>
constexpr int record_value(c_recorder<T>& r) {
  return [&r]<int... K>(std::integer_sequence<int, K...>) {
    const c_number<T> operands[] = {c_operand(r, K)...};
    return static_cast<c_number<T>>(Rule::value(operands[K]...)).in(&r);
  }(std::make_integer_sequence<int, Rule::arity>{});
}
template <class Rule, class T>
constexpr void record_kernel(const matrix_view<c_number<T>>& result, const matrix_view<c_number<T>>* operands) {
  [&]<int... K>(std::integer_sequence<int, K...>) { Rule::kernel(result, operands[K]...); }(std::make_integer_sequence<int, Rule::arity - (operation_of<Rule>.last_is_shape ? 1 : 0)>{});
}

template <class Rule, class T>
c_element<T> element_of_kernel(const c_matrix<T>& result, const c_index& i, const c_index& j, const c_matrix<T>* operands) {
  return Rule::element(result, i, j, operands[0]);
}
template <class Rule>
inline constexpr bool gives_elements = requires { &Rule::template element<c_matrix<double>, c_index, c_index, c_matrix<double>>; };

/// The function of a rule. Some have no C form, see c_form.hpp.
template <class Rule, class T>
constexpr c_function<T> c_function_of() {
  c_function<T> f{.id = rule_key<Rule>, .text = Rule::text, .arity = Rule::arity, .is_kernel = !Rule::elementwise, .memory = operation_of<Rule>.memory};
  if constexpr (requires { Rule::c_before; }) f.before = Rule::c_before;
  if constexpr (requires { Rule::c; }) f.definition = Rule::c;
  else if constexpr (Rule::elementwise) f.value = &record_value<Rule, T>;
  else f.kernel = &record_kernel<Rule, T>;
  if constexpr (gives_elements<Rule>) f.element = &element_of_kernel<Rule, T>;
  return f;
}

/// Smaller kernels are written out element by element, without a loop; and those that give no elements up to the larger number.
inline constexpr int smallest_c_loop = 16, largest_c_kernel = 1024;
constexpr bool is_c_loop(const shape& s) { return !s.is_static() || s.rows.size * s.columns.size > smallest_c_loop; }

/// Operands and result of a kernel whose sizes are numbers, ready to be written down.
template <class T>
struct c_kernel_call {
  c_recorder<T> recorder;
  list<c_number<T>> memory[max_arity + 1];
  matrix_view<c_number<T>> operands[max_arity], result;

  constexpr void add_operand(int k, const shape& s) {
    operands[k] = place(memory[k], s, {.columns = 1});  // of factors there are pivots behind: who reads them branches
    for (int e = 0; e < memory[k].size; ++e) memory[k].data[e] = c_operand(recorder, k, e);
  }
  constexpr void set_result(const shape& s, const kernel_memory& more) { result = place(memory[max_arity], s, more); }

 private:
  static constexpr matrix_view<c_number<T>> place(list<c_number<T>>& to, const shape& s, const kernel_memory& more) {
    to = list<c_number<T>>(s.rows.size * (s.columns.size * (1 + more.copies) + more.columns));
    return {to.data, s.rows.size, s.columns.size, s.rows.size};
  }
};

}  // namespace nabla::detail
