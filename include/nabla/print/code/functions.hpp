// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/matrix.hpp>
#include <nabla/print/code/elements.hpp>
#include <nabla/print/code/recorder.hpp>
#include <nabla/rules/operation.hpp>
#include <nabla/support/cold.hpp>
#include <nabla/support/select.hpp>

#include <utility>

namespace nabla::detail {
NABLA_COLD_BEGIN

template <class T>
class code_calls;
/// Functions with a step inside: `text(calls, name)` is a loop around the step. See loop_code.hpp.
template <class Rule, class T>
struct loop_code {
  static constexpr bool exists = false;
};

/// A function that a plan runs, as code: what its entry does is written down by running it on code_number<T>.
template <class T>
struct code_function {
  key id = 0;
  const char* text = "";
  int arity = 0;
  bool is_kernel = false;
  kernel_memory memory;              ///< behind a kernel's result
  const char* before = nullptr;      ///< what the definition needs
  const char* definition = nullptr;  ///< in C, where the entry gives it
  const char* cuda = nullptr;        ///< its name in CUDA, where CUDA has it and is as accurate
  code_text (*written)(code_calls<T>&, code_text name) = nullptr;  ///< of a function with a step inside
  int (*value)(code_recorder<T>&) = nullptr;  ///< of an elementwise function; returns the step of the result
  code_element<T> (*element)(const code_matrix<T>& result, const code_index& i, const code_index& j, const code_matrix<T>* operands) = nullptr;  ///< where the entry gives it
  void (*kernel)(const matrix_view<code_number<T>>& result, const matrix_view<code_number<T>>* operands) = nullptr;
};

template <class T>
constexpr code_number<T> code_operand(code_recorder<T>& r, int operand, int element = 0) {
  return code_number<T>::made(&r, {.kind = code_kind::operand, .operand = operand, .element = element});
}

template <class Rule, class T>
constexpr int record_value(code_recorder<T>& r) {
  return [&r]<int... K>(std::integer_sequence<int, K...>) {
    const code_number<T> operands[] = {code_operand(r, K)...};
    return static_cast<code_number<T>>(Rule::value(operands[K]...)).in(&r);
  }(std::make_integer_sequence<int, Rule::arity>{});
}
template <class Rule, class T>
constexpr void record_kernel(const matrix_view<code_number<T>>& result, const matrix_view<code_number<T>>* operands) {
  [&]<int... K>(std::integer_sequence<int, K...>) { Rule::kernel(result, operands[K]...); }(std::make_integer_sequence<int, Rule::arity - (operation_of<Rule>.last_is_shape ? 1 : 0)>{});
}

template <class Rule, class T>
code_element<T> element_of_kernel(const code_matrix<T>& result, const code_index& i, const code_index& j, const code_matrix<T>* operands) {
  return Rule::element(result, i, j, operands[0]);
}
template <class Rule>
inline constexpr bool gives_elements = requires { &Rule::template element<code_matrix<double>, code_index, code_index, code_matrix<double>>; };

/// The function of a rule. Some have no C form, see c_form.hpp.
template <class Rule, class T>
constexpr code_function<T> c_function_of() {
  code_function<T> f{.id = rule_key<Rule>, .text = Rule::text, .arity = Rule::arity, .is_kernel = !Rule::elementwise, .memory = operation_of<Rule>.memory};
  if constexpr (requires { Rule::cuda; }) f.cuda = Rule::cuda;
  if constexpr (requires { Rule::c_before; }) f.before = Rule::c_before;
  if constexpr (requires { Rule::c; }) f.definition = Rule::c;
  else if constexpr (loop_code<Rule, T>::exists) f.written = &loop_code<Rule, T>::text;
  else if constexpr (Rule::elementwise) f.value = &record_value<Rule, T>;
  else f.kernel = &record_kernel<Rule, T>;
  if constexpr (gives_elements<Rule>) f.element = &element_of_kernel<Rule, T>;
  return f;
}

/// Smaller kernels are written out element by element, without a loop; and those that give no elements up to the larger number.
inline constexpr int smallest_code_loop = 16, largest_code_kernel = 1024;
constexpr bool is_code_loop(const shape& s) { return !s.is_static() || s.rows.size * s.columns.size > smallest_code_loop; }

/// Operands and result of a kernel whose sizes are numbers, ready to be written down.
template <class T>
struct code_kernel_call {
  code_recorder<T> recorder;
  list<code_number<T>> memory[max_arity + 1];
  matrix_view<code_number<T>> operands[max_arity], result;

  constexpr void add_operand(int k, const shape& s) {
    operands[k] = place(memory[k], s, {.columns = 1});  // of factors there are pivots behind: who reads them branches
    for (int e = 0; e < memory[k].size; ++e) memory[k].data[e] = code_operand(recorder, k, e);
  }
  constexpr void set_result(const shape& s, const kernel_memory& more) { result = place(memory[max_arity], s, more); }

 private:
  static constexpr matrix_view<code_number<T>> place(list<code_number<T>>& to, const shape& s, const kernel_memory& more) {
    to = list<code_number<T>>(s.rows.size * (s.columns.size * (1 + more.copies) + more.columns));
    return {to.data, s.rows.size, s.columns.size, s.rows.size};
  }
};

NABLA_COLD_END
}  // namespace nabla::detail
