// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/request.hpp>
#include <nabla/print/code/loop_code.hpp>
#include <nabla/print/code/problems.hpp>
#include <nabla/print/code/writer.hpp>

#include <string>
#include <string_view>

namespace nabla::detail {

/// A plan as a function in a language, with what it needs before it.
template <class T, bool HasMatrices = true>
std::string code_of(const language& in, const plan& p, const code_function<T>* functions, int function_count, std::string_view name, bool value, code_outputs derivatives) {
  const code_memory memory;
  code_calls<T> calls(functions, function_count, in);
  const code_writer<T, HasMatrices> writer(p, calls, name, value, derivatives);
  return std::string(in.file(number_type_of<T>, writer.has_workspace(), calls.helpers(), writer.result()));
}

/// Has the plan of a request anything but numbers?
template <class F, bool Value, class Wrt>
inline constexpr bool plan_has_matrices = program_in_a_row<F, Value, Wrt>::plan.sizes.shapes > 1;

/// What a function that writes code gives: the text, or what says why there is none.
template <class F, bool Value, class Wrt, class T>
struct code_text_of {};
template <class F, bool Value, class Wrt, class T>
  requires Expression<F> && std::is_floating_point_v<T>  // before it is named: clang 14 makes the types of all functions of the name
struct code_text_of<F, Value, Wrt, T> {
  using type = typename decltype(code_functions_of<program_in_a_row<F, Value, Wrt>, T>::template text<facts_of<F>.id>())::type;
};

/// The text that `write` makes of the plan of a request.
template <class F, bool Value, class Wrt, class T, class Write>
std::string written(Write write, const std::string& name) {
  static constexpr auto table = code_functions_of<program_in_a_row<F, Value, Wrt>, T>::functions();
  plan p;
  thaw(p, program_in_a_row<F, Value, Wrt>::plan);
  code_outputs derivatives;
  if constexpr (!Wrt::nothing) {
    using wanted = gradient_symbols<F, Value, Wrt>;
    derivatives = {wanted::symbols.data, wanted::count};
  }
  return write(p, table.data, table.size(), name, Value, derivatives);
}

}  // namespace nabla::detail
