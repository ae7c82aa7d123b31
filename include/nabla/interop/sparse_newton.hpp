// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/derivatives/refusals.hpp>
#include <nabla/evaluate/derivatives/sparse_jacobian.hpp>
#include <nabla/evaluate/eigen/sparse.hpp>
#include <nabla/interop/blocks.hpp>

#include <Eigen/SparseCholesky>

#include <cmath>

namespace nabla::detail {

/// When sparse_newton() stops.
struct newton_options {
  int most_steps = 100;
  double gradient_tolerance = 1e-10;  ///< stop when no element of the gradient is larger
};
/// What sparse_newton() found, and how.
struct newton_result {
  bool converged = false;
  int steps = 0;
  double value = 0, largest_gradient = 0;
};

template <class F, class... X, class... B>
newton_result run_sparse_newton(F, wrt_list<X...>, const point<B...>& others, Eigen::VectorXd& x, const newton_options& options) {
  static_assert(((facts_of<X>.extents.rows.is_one() || facts_of<X>.extents.columns.is_one()) && ...), "nabla: sparse_newton() takes numbers and vectors");
  using all = blocks<X...>;
  using hessian_type = sparse_hessian_of<mode::automatic, F, X...>;
  constexpr const auto& pattern = hessian_type::pattern;
  auto value = evaluator(F{});
  auto gradient = evaluator(value_and_grad(F{}, wrt_list<X...>{}));
  auto hessian = evaluator(hessian_type{});
  // a symbol or another that is bound to an Eigen matrix makes the loops take registers
  const auto at_x = [&](auto& call, const Eigen::VectorXd& place) -> decltype(auto) { return call_with_vector<F, X...>(call, place.data(), others.bindings); };

  Eigen::VectorXd g(all::total), d(all::total), trial(all::total);
  Eigen::SparseMatrix<double> H(pattern.rows, pattern.columns), shift(pattern.rows, pattern.columns);
  shift.setIdentity();
  Eigen::SimplicialLDLT<Eigen::SparseMatrix<double>> factor;
  newton_result result;
  for (;; ++result.steps) {
    const auto& both = at_x(gradient, x);
    write_gradient<X...>(both.grad, g.data());
    result.value = both.value;
    result.largest_gradient = g.size() == 0 ? 0 : g.cwiseAbs().maxCoeff();
    result.converged = result.largest_gradient <= options.gradient_tolerance;
    if (result.converged || result.steps == options.most_steps || !std::isfinite(result.value) || !g.allFinite()) return result;

    const auto& found = at_x(hessian, x);
    if constexpr (requires { found.valuePtr(); }) H = found;
    else H = Eigen::Map<const Eigen::SparseMatrix<double>>(pattern.rows, pattern.columns, pattern.nonzeros, pattern.column_starts.data, pattern.row_indices.data, found.values.data);
    const double largest = std::max(1e-300, H.diagonal().cwiseAbs().maxCoeff());
    for (double lambda = 0; lambda < 1e12; lambda = lambda == 0 ? 1e-3 : 10 * lambda) {
      factor.compute(lambda == 0 ? H : Eigen::SparseMatrix<double>(H + lambda * largest * shift));
      if (factor.info() == Eigen::Success && (factor.vectorD().array() > 0).all()) break;
    }
    d = factor.solve(-g);
    const double slope = g.dot(d);
    if (!(slope < 0)) return result;
    double length = 1;
    for (; length > 1e-12; length /= 2) {
      trial = x + length * d;
      const double there = at_x(value, trial);
      if (there <= result.value + 1e-4 * length * slope) break;
    }
    // Near the minimum the fall drowns in rounding: a full step is right there, and the gradient says when it is done.
    if (length <= 1e-12) {
      if (-slope > 1e-10 * (1 + std::abs(result.value))) return result;
      trial = x + d;
    }
    x = trial;
  }
}
/// Minimises f by Newton's method with a sparse Hessian, factored by Eigen's SimplicialLDLT: (H + λI) d = −∇f with the smallest λ = 0, 1e-3, 1e-2, … times
/// the largest |Hᵢᵢ| for which it is positive definite, then d is halved until f falls by 1e-4 of what the slope promises (Nocedal, Wright: Numerical
/// Optimization, algorithms 3.1 and 3.3). x holds the symbols of wrt(), numbers and vectors, one behind the other, and is changed.
template <Expression F, class... X, class... B>
  requires(facts_of<F>.extents.is_scalar())
result_for_solver<newton_result, F, wrt_list<X...>, B...> sparse_newton(F f, wrt_list<X...> blocks, const point<B...>& others, Eigen::VectorXd& x, const newton_options& options = {}) {
  if constexpr (!can_be_called<F, wrt_list<X...>, B...>) NABLA_DETAIL_NO_RESULT;
  else return run_sparse_newton(f, blocks, others, x, options);
}
template <Expression F, class... X>
  requires(facts_of<F>.extents.is_scalar())
result_for_solver<newton_result, F, wrt_list<X...>> sparse_newton(F f, wrt_list<X...> blocks, Eigen::VectorXd& x, const newton_options& options = {}) {
  if constexpr (!can_be_called<F, wrt_list<X...>>) NABLA_DETAIL_NO_RESULT;
  else return run_sparse_newton(f, blocks, point<>{}, x, options);
}
template <NoScalar F, class... X, class... B>
hessian_refused sparse_newton(F, wrt_list<X...>, const point<B...>&, Eigen::VectorXd&, const newton_options& = {});
template <NoScalar F, class... X>
hessian_refused sparse_newton(F, wrt_list<X...>, Eigen::VectorXd&, const newton_options& = {});
// clang-format off
NABLA_DETAIL_REFUSED("nabla: sparse_newton() takes a formula, its symbols, what else it has, and where to begin, which it changes: sparse_newton(f, wrt(v), at(x = 1.0), start)", sparse_newton(...))
// clang-format on

}  // namespace nabla::detail

namespace nabla {
using detail::newton_options, detail::newton_result, detail::sparse_newton;
}
