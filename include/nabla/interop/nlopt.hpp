// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/interop/blocks.hpp>

namespace nabla::detail {

/// A function as NLopt calls it, with its gradient or Jacobian: an objective or a constraint. The vector x holds the symbols of wrt() one behind the other,
/// a matrix column by column. It is referred to by the nlopt::opt and has to outlive it; one for each thread.
///     nlopt_function f(energy, wrt(x, y), at(k = 2.0));
///     nlopt::opt solver(nlopt::LD_SLSQP, f.size());
///     f.minimise(solver);
template <class F, class Blocks, class... Others>
class nlopt_function {
  static_assert(never<key{sizeof...(Others)}>, "nabla: nlopt_function takes a formula and its symbols, and what else it has: nlopt_function(f, wrt(v), at(x = 1.0))");

 public:
  nlopt_function(...);
};
template <class F, class... X, class... B>
class nlopt_function<F, wrt_list<X...>, B...> {
 public:
  nlopt_function(F, wrt_list<X...>, const point<B...>& others, callable_by_solver<F, wrt_list<X...>, B...> = {}) : others_(kept_bindings(others)) {}
  nlopt_function(F, wrt_list<X...>, callable_by_solver<F, wrt_list<X...>, B...> = {})
    requires(sizeof...(B) == 0)
  {}

  static constexpr unsigned size() { return static_cast<unsigned>(all::total); }
  /// How many numbers the function gives.
  static constexpr unsigned values() { return static_cast<unsigned>(elements_of(facts_of<F>.extents)); }

  /// An nlopt_func with `data` = this; of a number.
  static double call(unsigned, const double* x, double* gradient, void* data) {
    auto& self = *static_cast<nlopt_function*>(data);
    if (gradient == nullptr) return call_with_vector<F, X...>(self.value_, x, self.others_);
    const auto& both = call_with_vector<F, X...>(self.derivative_, x, self.others_);
    write_gradient<X...>(both.grad, gradient);
    return both.value;
  }
  /// An nlopt_mfunc with `data` = this: all elements row by row, the Jacobian row by row.
  static void call_all(unsigned, double* result, unsigned n, const double* x, double* gradient, void* data) {
    auto& self = *static_cast<nlopt_function*>(data);
    write_elements(call_with_vector<F, X...>(self.value_, x, self.others_), result);
    if (gradient == nullptr) return;
    const auto& J = call_with_vector<F, X...>(self.derivative_, x, self.others_);
    for (int block = 0; block < all::count; ++block)
      for (int j = 0; j < all::sizes[block]; ++j)
        for (unsigned i = 0; i < values(); ++i) gradient[i * n + static_cast<unsigned>(all::start(block) + all::place(block, j))] = J(static_cast<index>(i), all::start(block) + j);
  }

  template <class Solver>
  void minimise(Solver& solver) {
    require_number();
    if constexpr (is_called) solver.set_min_objective(&call, this);
  }
  template <class Solver>
  void maximise(Solver& solver) {
    require_number();
    if constexpr (is_called) solver.set_max_objective(&call, this);
  }
  /// f(x) ≤ 0, for each element.
  template <class Solver>
  void keep_negative(Solver& solver, double tolerance = 1e-8) {
    if constexpr (!is_called) return;
    else if constexpr (is_number) solver.add_inequality_constraint(&call, this, tolerance);
    else solver.add_inequality_mconstraint(&call_all, this, tolerances(solver, tolerance));
  }
  /// f(x) = 0, for each element.
  template <class Solver>
  void keep_zero(Solver& solver, double tolerance = 1e-8) {
    if constexpr (!is_called) return;
    else if constexpr (is_number) solver.add_equality_constraint(&call, this, tolerance);
    else solver.add_equality_mconstraint(&call_all, this, tolerances(solver, tolerance));
  }

 private:
  using all = blocks<X...>;
  static constexpr bool is_called = can_be_called<F, wrt_list<X...>, B...>, is_number = facts_of<F>.extents.is_scalar();
  static constexpr void require_number() { static_assert(is_number, "nabla: an objective is a number; close it with sum(...) or sqnorm(...)"); }
  static auto derivative() {
    if constexpr (is_number) return evaluator(value_and_grad(F{}, wrt_list<X...>{}));
    else return evaluator(jacobian(F{}, wrt_list<X...>{}));
  }
  template <class Solver>
  static auto tolerances(const Solver& solver, double tolerance) {
    return decltype(solver.get_lower_bounds())(values(), tolerance);  // NLopt's own std::vector<double>
  }

  kept_tuple<B...> others_;
  decltype(evaluator(F{})) value_ = evaluator(F{});
  decltype(derivative()) derivative_ = derivative();
};

template <Expression F, class... X, class... B>
nlopt_function(F, wrt_list<X...>, const point<B...>&) -> nlopt_function<F, wrt_list<X...>, B...>;
template <Expression F, class... X>
nlopt_function(F, wrt_list<X...>) -> nlopt_function<F, wrt_list<X...>>;
template <class... A>
nlopt_function(const A&...) -> nlopt_function<void, void>;

}  // namespace nabla::detail

namespace nabla {
using detail::nlopt_function;
}
