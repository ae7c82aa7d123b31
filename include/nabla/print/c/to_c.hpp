// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/request.hpp>
#include <nabla/print/c/c_form.hpp>
#include <nabla/print/c/writer.hpp>

namespace nabla::detail {

/// A C function for a plan, with what it needs before it.
template <class T>
std::string c_code(const plan& p, const c_function<T>* functions, int function_count, const std::string& name, bool value, const std::vector<const facts*>& derivatives) {
  c_calls<T> calls(functions, function_count);
  const c_writer<T> writer(p, calls, name, value, derivatives);
  return std::string("#include <math.h>\n").append(writer.needs_size_t() ? "#include <stddef.h>\n" : "").append("\n").append(calls.helpers()).append(writer.result());
}

/// The text that `write` makes of the plan of a request.
template <class F, bool Value, class Wrt, class T, class Write>
std::string written(Write write, const std::string& name) {
  using functions = c_functions_of<program<F, Value, Wrt>, T>;
  if constexpr (functions::exist()) {
    static constexpr auto table = functions::functions();
    plan p;
    make_plan(request_for<F, Value, Wrt>(program<F, Value, Wrt>::pullbacks), p);
    std::vector<const facts*> derivatives;
    if constexpr (!Wrt::nothing) {
      using wanted = gradient_symbols<F, Value, Wrt>;
      derivatives.assign(wanted::symbols.data, wanted::symbols.data + wanted::count);
    }
    return write(p, table.data, table.size(), name, Value, derivatives);
  } else {
    return {};
  }
}

/// What grad(f) or value_and_grad(f) evaluates as a function in C99, which needs no other file: the same operations in the same order.
/// Parameters are named sizes as int; the symbols in the order in which they appear in f, numbers by value and matrices as pointers to their
/// elements, column by column; then a pointer d_x for the derivative by each x. The value is returned, or where it is a matrix written to `result`;
/// of together(f, g, …) and derivatives<N>(f, x) the others are written to result_2, result_3, …. Names that C has not become names of C, see
/// c_names; the function's too.
/// Where matrices in between have sizes that are names, or many elements, the last parameter is a `workspace` of as many numbers as a second function,
/// name_workspace, says. What is written must not overlap what is read. Texts of several functions can be put into one file.
///     to_c<float>(…)          float instead of double
/// Bits are those of evaluation where the compilers contract no products and sums (-ffp-contract=off), with one libm, and without Eigen and
/// registers; of matrix products, which begin at 0, all but the signs of zeros. Labels are one-hot rows, not class indices.
/// What has no C form (factorisations; your own function whose value() branches) is refused in a sentence.
template <class T = double, class F, bool Value, class Wrt>
std::string to_c(request_of<F, Value, Wrt>, const std::string& name) {
  return written<F, Value, Wrt, T>(c_code<T>, name);
}

/// f as a function in C99, see there.
template <class T = double, Expression F>
std::string to_c(F, const std::string& name) {
  return to_c<T>(request_of<F, true, wrt_nothing>{}, name);
}

}  // namespace nabla::detail

namespace nabla {
using detail::to_c;
}
