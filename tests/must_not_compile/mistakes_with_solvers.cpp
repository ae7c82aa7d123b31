// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// What adapters of solvers do not take.

#include <nabla/eigen_solvers.hpp>
#include <nabla/nlopt.hpp>

namespace {

using namespace nabla;
constexpr auto v = var<"v", 3>;
constexpr auto x = var<"x">;
struct solver_of_another_library {
  template <class Function>
  void set_min_objective(Function, void*) {}
  template <class Function>
  void add_inequality_constraint(Function, void*, double) {}
};

// clang-format off
[[maybe_unused]] void solve() {
  solver_of_another_library solver;
  nlopt_function energy(sqnorm(v), wrt(v));
#ifdef NABLA_MUST_NOT_COMPILE
  levenberg_marquardt_functor residuals([](auto a) { return a; }, wrt(v));  // nabla: levenberg_marquardt_functor takes a formula, its symbols and the rest: levenberg_marquardt_functor(f, wrt(v), at(x = 1.0))
  nlopt_function objective([](auto a) { return sum(a); }, wrt(v));  // nabla: nlopt_function takes a formula and its symbols, and what else it has: nlopt_function(f, wrt(v), at(x = 1.0))
  levenberg_marquardt_functor without_x(exp(v) * x - v, wrt(v));  // nabla: a symbol of this expression is bound to no value
  nlopt_function objective_without_x(sqnorm(v) * exp(x * x) * sin(x), wrt(v));  // nabla: a symbol of this expression is bound to no value
  nlopt_function constraint_without_v(sqnorm(v) * exp(x * x) - cos(x), wrt(x)); constraint_without_v.keep_negative(solver);  // nabla: a symbol of this expression is bound to no value
  nlopt_function condition(sqnorm(v) < 1_c, wrt(v)); condition.keep_negative(solver);  // nabla: a solver goes by slopes, and a comparison is 0 or 1: of x < y it is given x - y, nlopt_function(x - y, wrt(x, y))
  energy.minimize(solver);  // nabla: an nlopt_function is given to a solver by f.minimise(solver), f.maximise(solver), f.keep_negative(solver), f.keep_zero(solver)
#else
  levenberg_marquardt_functor residuals(formula([](auto a) { return a; }, v), wrt(v));
  nlopt_function objective(formula([](auto a) { return sum(a); }, v), wrt(v));
  levenberg_marquardt_functor without_x(exp(v) * x - v, wrt(v), at(x = 1.0));
  nlopt_function objective_without_x(sqnorm(v) * exp(x * x) * sin(x), wrt(v), at(x = 1.0));
  nlopt_function constraint_without_v(sqnorm(v) * exp(x * x) - cos(x), wrt(v, x)); constraint_without_v.keep_negative(solver);
  nlopt_function condition(sqnorm(v) - 1_c, wrt(v)); condition.keep_negative(solver);
  energy.minimise(solver);
#endif
}
// clang-format on

}  // namespace
