// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// What the gradient checker does not take.

#include <nabla/check.hpp>

#include <array>

namespace {

using namespace nabla;
[[maybe_unused]] constexpr auto x = var<"x">;
[[maybe_unused]] constexpr auto y = var<"y">;
[[maybe_unused]] constexpr auto u = var<"u">;
[[maybe_unused]] constexpr auto v = var<"v", 2>;
[[maybe_unused]] constexpr auto d = data<"d">;
[[maybe_unused]] constexpr std::array two{1.0, 2.0};

#ifdef NABLA_MUST_NOT_COMPILE
void mistakes() {
  auto without_at = check_grad(x * y, x = 1.0, y = 2.0);  // nabla: the point is given as at(...), as in check_grad(f, at(x = 1.0, y = 2.0)) or check_grad(f, wrt(x), at(x = 1.0, y = 2.0))
  auto missing = check_grad(sq(x) * y, at(x = 1.0));  // nabla: a symbol of this expression is bound to no value
  auto missing_for_a_jacobian = check_jacobian(sin(x) * y, at(x = 1.0));  // nabla: a symbol of this expression is bound to no value
  auto of_a_column = check_grad(x * v, at(x = 1.0, v = two));  // nabla: check_grad() takes a scalar function; check_jacobian() takes one of several results
  auto by_data = check_grad(sq(d), at(d = 1.0));  // nabla: there is no variable to differentiate by; data is named in wrt(...): check_grad(f, wrt(X), at(...))
  auto no_point = check_grad(x * y);  // nabla: check_grad() takes a formula, perhaps its symbols in wrt(), and a point: check_grad(f, wrt(x), at(x = 1.0, y = 2.0))
  auto by_position = check_grad(x * y, 1.0, 2.0);  // nabla: check_grad() takes a formula, perhaps its symbols in wrt(), and a point: check_grad(f, wrt(x), at(x = 1.0, y = 2.0))
  auto without_wrt = check_grad(x * y, x, at(x = 1.0, y = 2.0));  // nabla: check_grad() takes a formula, perhaps its symbols in wrt(), and a point: check_grad(f, wrt(x), at(x = 1.0, y = 2.0))
  double error = check_grad(x * y, at(x = 1.0, y = 2.0));  // nabla: a report is no number: if (report) asks it, report.largest_error is one
  auto small_enough = check_jacobian(x * v, at(x = 1.0, v = two)) < 1e-6;  // nabla: a report is no number: if (report) asks it, report.largest_error is one
  bool right = check_grad(x * y, at(x = 1.0, y = 2.0));  // nabla: a report is true or false where it is asked, if (report); as a bool it is static_cast<bool>(report)
  auto values_of_a_jacobian = check_jacobian(v, two);  // nabla: check_jacobian() takes a formula, perhaps its symbols in wrt(), and a point: check_jacobian(f, wrt(x), at(x = 1.0, y = 2.0))
  auto no_point_of_a_hessian = check_hessian(x * y, wrt(x));  // nabla: check_hessian() takes a formula, perhaps its symbols in wrt(), and a point: check_hessian(f, wrt(x), at(x = 1.0, y = 2.0))
  auto slope_of_nothing = central_difference([](double t) { return t; });  // nabla: a difference takes a function of numbers, a point and a step of one type: central_difference(f, 0.7, 1e-5)
  auto step_of_reals = complex_step([](double t) { return t; }, 1.0);  // nabla: complex_step names the complex type: complex_step<std::complex<double>>(f, 0.7)
  auto of_a_function = check_grad([](auto a) { return a * a; }, at(x = 1.0));  // nabla: check_grad() takes a formula, perhaps its symbols in wrt(), and a point: check_grad(f, wrt(x), at(x = 1.0, y = 2.0))
  auto of_a_function_by_x = check_grad([](auto a) { return a * a; }, wrt(x), at(x = 1.0));  // nabla: check_grad() takes a formula, perhaps its symbols in wrt(), and a point: check_grad(f, wrt(x), at(x = 1.0, y = 2.0))
  auto of_a_number = check_grad(2.0, at(x = 1.0));  // nabla: check_grad() takes a formula, perhaps its symbols in wrt(), and a point: check_grad(f, wrt(x), at(x = 1.0, y = 2.0))
  auto of_a_request = check_grad(grad(x * y), at(x = 1.0, y = 2.0));  // nabla: check_grad() takes a formula, perhaps its symbols in wrt(), and a point: check_grad(f, wrt(x), at(x = 1.0, y = 2.0))
  auto jacobian_of_a_function = check_jacobian([](auto a) { return a; }, at(x = 1.0));  // nabla: check_jacobian() takes a formula, perhaps its symbols in wrt(), and a point: check_jacobian(f, wrt(x), at(x = 1.0, y = 2.0))
  auto hessian_of_an_evaluator = check_hessian(evaluator(x * y), at(x = 1.0, y = 2.0));  // nabla: check_hessian() takes a formula, perhaps its symbols in wrt(), and a point: check_hessian(f, wrt(x), at(x = 1.0, y = 2.0))
  auto in_braces = check_grad(x * y, {x = 1.0, y = 2.0});  // nabla: the point is given as at(...), as in check_grad(f, at(x = 1.0, y = 2.0)) or check_grad(f, wrt(x), at(x = 1.0, y = 2.0))
  auto by_another = check_grad(sin(x * y), wrt(u), at(x = 1.0, y = 2.0));  // nabla: a check is by symbols of the formula, and one in wrt() does not occur in it
  auto jacobian_by_another = check_jacobian(cos(x * y), wrt(x, u), at(x = 1.0, y = 2.0));  // nabla: a check is by symbols of the formula, and one in wrt() does not occur in it
  auto hessian_by_another = check_hessian(exp(x * y), wrt(u), at(x = 1.0, y = 2.0));  // nabla: a check is by symbols of the formula, and one in wrt() does not occur in it
  auto jvp_by_another = check_jvp(tan(x * y), wrt(u), at(x = 1.0, y = 2.0), {.tolerance = 1e-3});  // nabla: a check is by symbols of the formula, and one in wrt() does not occur in it
  auto hvp_by_another = check_hvp(tanh(x * y), wrt(u, x), at(x = 1.0, y = 2.0));  // nabla: a check is by symbols of the formula, and one in wrt() does not occur in it
  auto tolerance_in_short = check_grad(x * y, at(x = 1.0, y = 2.0), {.tol = 1e-3});  // nabla: the options of a check are {.tolerance = 1e-6, .step = 0.1, .directions = 8, .entries = 100, .seed = 1, .progress = f}
  auto tolerance_by_x = check_grad(x * y, wrt(x), at(x = 1.0, y = 2.0), {.directions = 2, .rtol = 1e-3f});  // nabla: the options of a check are {.tolerance = 1e-6, .step = 0.1, .directions = 8, .entries = 100, .seed = 1, .progress = f}
  auto step_of_a_jacobian = check_jacobian(x * v, at(x = 1.0, v = two), {.h = 1});  // nabla: the options of a check are {.tolerance = 1e-6, .step = 0.1, .directions = 8, .entries = 100, .seed = 1, .progress = f}
  auto step_of_a_direction = check_hvp(x * y, at(x = 1.0, y = 2.0), {.eps = 1e-6L});  // nabla: the options of a check are {.tolerance = 1e-6, .step = 0.1, .directions = 8, .entries = 100, .seed = 1, .progress = f}
}
#else
void right_twins() {
  auto without_at = check_grad(x * y, at(x = 1.0, y = 2.0));
  auto missing = check_grad(sq(x) * y, at(x = 1.0, y = 2.0));
  auto missing_for_a_jacobian = check_jacobian(sin(x) * y, at(x = 1.0, y = 2.0));
  auto of_a_column = check_jacobian(x * v, at(x = 1.0, v = two));
  auto by_data = check_grad(sq(d), wrt(d), at(d = 1.0));
  auto no_point = check_grad(x * y, at(x = 1.0, y = 2.0));
  auto by_position = check_grad(x * y, at(x = 1.0, y = 2.0));
  auto without_wrt = check_grad(x * y, wrt(x), at(x = 1.0, y = 2.0));
  double error = check_grad(x * y, at(x = 1.0, y = 2.0)).largest_error;
  auto small_enough = check_jacobian(x * v, at(x = 1.0, v = two)).largest_error < 1e-6;
  bool right = static_cast<bool>(check_grad(x * y, at(x = 1.0, y = 2.0)));
  auto values_of_a_jacobian = check_jacobian(v, at(v = two));
  auto no_point_of_a_hessian = check_hessian(x * y, wrt(x), at(x = 1.0, y = 2.0));
  auto slope_of_nothing = central_difference([](double t) { return t; }, 0.7, 1e-5);
  auto step_of_reals = complex_step<std::complex<double>>([](auto t) { return t; }, 1.0);
  auto of_a_function = check_grad(formula<"x">([](auto a) { return a * a; }), at(x = 1.0));
  auto of_a_function_by_x = check_grad(formula<"x">([](auto a) { return a * a; }), wrt(x), at(x = 1.0));
  auto of_a_number = check_grad(2_c * x, at(x = 1.0));
  auto of_a_request = check_grad(x * y, at(x = 1.0, y = 2.0));
  auto jacobian_of_a_function = check_jacobian(formula<"x">([](auto a) { return a; }), at(x = 1.0));
  auto hessian_of_an_evaluator = check_hessian(x * y, at(x = 1.0, y = 2.0));
  auto in_braces = check_grad(x * y, at(x = 1.0, y = 2.0));
  auto by_another = check_grad(sin(x * y), wrt(y), at(x = 1.0, y = 2.0));
  auto jacobian_by_another = check_jacobian(cos(x * y), wrt(x, y), at(x = 1.0, y = 2.0));
  auto hessian_by_another = check_hessian(exp(x * y), wrt(x), at(x = 1.0, y = 2.0));
  auto jvp_by_another = check_jvp(tan(x * y), wrt(y), at(x = 1.0, y = 2.0), {.tolerance = 1e-3});
  auto hvp_by_another = check_hvp(tanh(x * y), wrt(y, x), at(x = 1.0, y = 2.0));
  auto tolerance_in_short = check_grad(x * y, at(x = 1.0, y = 2.0), {.tolerance = 1e-3});
  auto tolerance_by_x = check_grad(x * y, wrt(x), at(x = 1.0, y = 2.0), {.tolerance = 1e-3, .directions = 2});
  auto step_of_a_jacobian = check_jacobian(x * v, at(x = 1.0, v = two), {.step = 1e-3});
  auto step_of_a_direction = check_hvp(x * y, at(x = 1.0, y = 2.0), {.step = 1e-3});
}
#endif

}  // namespace
