// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Text and code of formulas.

#include <nabla/nabla.hpp>
#include <nabla/print.hpp>

#include <string>

namespace {

using namespace nabla;
[[maybe_unused]] constexpr auto x = var<"x">;
[[maybe_unused]] constexpr auto y = var<"y">;
[[maybe_unused]] constexpr auto v = var<"v", 3>;
[[maybe_unused]] constexpr auto n = dim<"n">;
[[maybe_unused]] constexpr auto side = root([](auto s) { return s * s - y; }, x);

// clang-format off
#ifdef NABLA_MUST_NOT_COMPILE
void mistakes() {
  auto text_of_a_direction = to_string(jvp(x * y, wrt(x)));  // nabla: to_string() takes a formula, or a gradient that is asked for: to_string(f), to_string(grad(f)), to_string(diff(f, x))
  std::string text_of_an_evaluator = to_string(evaluator(x * y));  // nabla: to_string() takes a formula, or a gradient that is asked for
  auto text_with_a_name = to_string(x * y, "f");  // nabla: to_string() takes a formula, or a gradient that is asked for
  auto text_of_a_hessian = to_string(hessian(x * y, wrt(x, y)));  // nabla: to_string() takes a formula, or a gradient that is asked for
  auto text_of_braces = to_string({x, y});  // nabla: to_string() takes a formula, or a gradient that is asked for
  auto formula_of_a_hessian = to_latex(hessian(x * y, wrt(x, y)));  // nabla: to_latex() takes a formula, or what is asked of one: to_latex(f), to_latex(grad(f))
  auto graph_at_values = to_dot(x * y, x = 1.0, y = 2.0);  // nabla: to_dot() takes a formula, or what is asked of one: to_dot(f), to_dot(grad(f))
  auto graph_of_a_gradient_without_y = to_dot(grad(x * y), at(x = 1.0));  // nabla: a symbol of this expression is bound to no value
  auto graph_without_y = to_dot(x * y, at(x = 1.0));  // nabla: a symbol of this expression is bound to no value
  auto code_without_a_name = to_c(x * y);  // nabla: to_c() takes a formula, or what is asked of one, and a name
  auto code_in_whole_numbers = to_c<int>(x * y, "f");  // nabla: code computes in float or in double
  auto code_of_a_search = to_c(grad(side, wrt(y)), "f");  // nabla: roots and minima have no C form: how many steps lead to them is known with the numbers; iterate() has a fixed number
  auto code_of_a_named_jacobian = to_c(jacobian(exp(var<"V", n>), wrt(var<"V", n>)), "f");  // nabla: a Jacobian as an expression needs sizes known at compile time
  auto code_of_named_sizes = to_c(det(var<"D", n, n>), "f");  // nabla: this function has no C form for sizes that are names
  auto kernel_of_matrices = to_cuda(x * exp(v), "f");  // nabla: a kernel maps a formula of numbers; a matrix of known size may be given by its elements
  auto kernel_of_a_search = to_opencl(sq(side), "f");  // nabla: roots and minima have no C form: how many steps lead to them is known with the numbers
}
#else
void right_twins() {
  auto text_of_a_direction = to_string(diff(x * y, x));
  std::string text_of_an_evaluator = to_string(x * y);
  auto text_with_a_name = "f = " + to_string(x * y);
  auto text_of_a_hessian = to_string(diff(x * y, x, y));
  auto text_of_braces = to_string(x) + to_string(y);
  auto formula_of_a_hessian = to_latex(diff(x * y, x, y));
  auto graph_at_values = to_dot(x * y, at(x = 1.0, y = 2.0));
  auto graph_of_a_gradient_without_y = to_dot(grad(x * y), at(x = 1.0, y = 2.0));
  auto graph_without_y = to_dot(x * y, at(x = 1.0, y = 2.0));
  auto code_without_a_name = to_c(x * y, "f");
  auto code_in_whole_numbers = to_c<float>(x * y, "f");
  auto code_of_a_search = to_c(grad(iterate<8>(x, [](auto s) { return 0.5_c * (s + y / s); }), wrt(y)), "f");
  auto code_of_a_named_jacobian = to_c(jacobian(exp(v), wrt(v)), "f");
  auto code_of_named_sizes = to_c(det(var<"D", 3, 3>), "f");
  auto kernel_of_matrices = to_cuda(x * exp(y), "f");
  auto kernel_of_a_search = to_opencl(iterate<8>(x, [](auto s) { return 0.5_c * (s + y / s); }), "f");
}
#endif
// clang-format on

}  // namespace
