// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/interop/blocks.hpp>

namespace nabla::detail {

/// A function as NLopt calls it, with its gradient or Jacobian: an objective or a constraint. The vector x holds the symbols of wrt() one behind the other,
/// a matrix column by column. It is referred to by the nlopt::opt and has to outlive it; one for each thread.
/// A constraint may have as many elements as data have whose size is a name.
///     nlopt_function f(energy, wrt(x, y), at(k = 2.0));
///     nlopt::opt solver(nlopt::LD_SLSQP, f.size());
///     f.minimise(solver);
template <class F, class Blocks, class... Others>
class nlopt_function {
  static_assert(never<key{sizeof...(Others)}>, "nabla: nlopt_function takes a formula and its symbols, and what else it has: nlopt_function(f, wrt(v), at(x = 1.0))");

 public:
  nlopt_function(...);
};
/// What is wrong with it is said where it is made, and its members are said nothing about.
template <class Wrong>
class nlopt_function<Wrong, void> {
 public:
  nlopt_function(const anything&, const anything&, Wrong = {}) {}
  nlopt_function(const anything&, const anything&, const anything&, Wrong = {}) {}
  static constexpr unsigned size() { return 0; }
  static constexpr unsigned values() { return 0; }
  void minimise(...) {}
  void maximise(...) {}
  void keep_negative(...) {}
  void keep_zero(...) {}
};
template <class F, class... X, class... B>
class nlopt_function<F, wrt_list<X...>, B...> {
  static constexpr bool is_number = facts_of<F>.extents.is_scalar();

 public:
  nlopt_function(F, wrt_list<X...>, const point<B...>& others) : others_(kept_bindings(others)) {}
  nlopt_function(F, wrt_list<X...>)
    requires(sizeof...(B) == 0)
  {}

  static constexpr unsigned size() { return static_cast<unsigned>(all::total); }
  /// How many numbers the function gives.
  static constexpr unsigned values()
    requires(sizes_are_static<F>)
  {
    return static_cast<unsigned>(elements_of(facts_of<F>.extents));
  }
  unsigned values() const
    requires(!sizes_are_static<F>)
  {
    return count_;
  }

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
        for (unsigned i = 0; i < self.values(); ++i) gradient[i * n + static_cast<unsigned>(all::start(block) + all::place(block, j))] = J(static_cast<index>(i), all::start(block) + j);
  }

  template <class Solver>
    requires(is_number)
  void minimise(Solver& solver) {
    solver.set_min_objective(&call, this);
  }
  template <class Solver>
    requires(is_number)
  void maximise(Solver& solver) {
    solver.set_max_objective(&call, this);
  }
  // clang-format off
#define NABLA_DETAIL_OF_A_NUMBER "nabla: an objective is a number; close it with sum(...) or sqnorm(...)"
  template <class Solver> requires(!is_number) NABLA_DETAIL_REFUSED(NABLA_DETAIL_OF_A_NUMBER, minimise(Solver&))
  template <class Solver> requires(!is_number) NABLA_DETAIL_REFUSED(NABLA_DETAIL_OF_A_NUMBER, maximise(Solver&))
#undef NABLA_DETAIL_OF_A_NUMBER
  NABLA_DETAIL_REFUSED_MEMBERS("nabla: an nlopt_function is given to a solver by f.minimise(solver), f.maximise(solver), f.keep_negative(solver), f.keep_zero(solver)", minimize, maximize, optimize, set_min_objective, set_max_objective, add_inequality_constraint, add_equality_constraint)
  // clang-format on
  /// f(x) ≤ 0, for each element.
      template <class Solver>
      void keep_negative(Solver& solver, double tolerance = 1e-8) {
    if constexpr (is_number) solver.add_inequality_constraint(&call, this, tolerance);
    else solver.add_inequality_mconstraint(&call_all, this, tolerances(solver, tolerance));
  }
  /// f(x) = 0, for each element.
  template <class Solver>
  void keep_zero(Solver& solver, double tolerance = 1e-8) {
    if constexpr (is_number) solver.add_equality_constraint(&call, this, tolerance);
    else solver.add_equality_mconstraint(&call_all, this, tolerances(solver, tolerance));
  }

 private:
  using all = blocks<X...>;
  static auto derivative() {
    if constexpr (is_number) return evaluator(value_and_grad(F{}, wrt_list<X...>{}));
    else return evaluator(jacobian(F{}, wrt_list<X...>{}));
  }
  template <class Solver>
  auto tolerances(const Solver& solver, double tolerance) const {
    return decltype(solver.get_lower_bounds())(values(), tolerance);  // NLopt's own std::vector<double>
  }

  kept_tuple<B...> others_;
  unsigned count_ = static_cast<unsigned>(count_of_result<F, X...>(others_));
  decltype(evaluator(F{})) value_ = evaluator(F{});
  decltype(derivative()) derivative_ = derivative();
};

template <Expression F, class... X, class... B>
nlopt_function(F, wrt_list<X...>, const point<B...>&) -> nlopt_function<typename called_by_solver<F, wrt_list<X...>, B...>::type, void>;
template <Expression F, class... X>
nlopt_function(F, wrt_list<X...>) -> nlopt_function<typename called_by_solver<F, wrt_list<X...>>::type, void>;
template <Expression F, class... X, class... B>
  requires CalledBySolver<F, wrt_list<X...>, B...>
nlopt_function(F, wrt_list<X...>, const point<B...>&) -> nlopt_function<F, wrt_list<X...>, B...>;
template <Expression F, class... X>
  requires CalledBySolver<F, wrt_list<X...>>
nlopt_function(F, wrt_list<X...>) -> nlopt_function<F, wrt_list<X...>>;
template <class... A>
nlopt_function(const A&...) -> nlopt_function<void, nothing_to_solve>;

}  // namespace nabla::detail

namespace nabla {
using detail::nlopt_function;
}
