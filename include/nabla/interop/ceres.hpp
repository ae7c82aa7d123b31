// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/interop/blocks.hpp>

#include <ceres/sized_cost_function.h>

namespace nabla::detail {

/// Residuals as a cost function of Ceres: the analytic Jacobian, where AutoDiffCostFunction has dual numbers. Evaluate() is const and keeps nothing, so
/// that Ceres' threads may share it.
template <class F, class Blocks, class... Others>
class ceres_cost_function;
template <class F, class... X, class... B>
class ceres_cost_function<F, wrt_list<X...>, B...> final : public ceres::SizedCostFunction<elements_of(facts_of<F>.extents), elements_of(facts_of<X>.extents)...> {
 public:
  explicit ceres_cost_function(const point<B...>& others) : others_(kept_bindings(others)) {}

  bool Evaluate(double const* const* parameters, double* residuals, double** jacobians) const override {
    using all = blocks<X...>;
    constexpr int rows = elements_of(facts_of<F>.extents);
    write_elements(call_with_blocks<F, X...>(F{}, parameters, others_), residuals);
    if (jacobians == nullptr) return true;
    const auto& J = call_with_blocks<F, X...>(jacobian(F{}, wrt_list<X...>{}), parameters, others_);
    for (int block = 0; block < all::count; ++block) {
      if (jacobians[block] == nullptr) continue;
      for (int i = 0; i < rows; ++i)
        for (int j = 0; j < all::sizes[block]; ++j) jacobians[block][i * all::sizes[block] + all::place(block, j)] = J(i, all::start(block) + j);
    }
    return true;
  }

 private:
  kept_tuple<B...> others_;
};

/// `problem.AddResidualBlock(ceres_cost(residuals, wrt(camera, point), at(seen = pixel)), loss, camera_numbers, point_numbers)`: one parameter block for
/// each symbol of wrt(), in this order, a matrix column by column. What at() binds is copied. The caller, as a rule the problem, owns the result.
template <Expression F, class... X, class... B>
result_for_solver<ceres::CostFunction*, F, wrt_list<X...>, B...> ceres_cost(F, wrt_list<X...>, const point<B...>& others) {
  if constexpr (!can_be_called<F, wrt_list<X...>, B...>) NABLA_DETAIL_NO_RESULT;
  else return new ceres_cost_function<F, wrt_list<X...>, B...>(others);
}
template <Expression F, class... X>
result_for_solver<ceres::CostFunction*, F, wrt_list<X...>> ceres_cost(F, wrt_list<X...>) {
  if constexpr (!can_be_called<F, wrt_list<X...>>) NABLA_DETAIL_NO_RESULT;
  else return new ceres_cost_function<F, wrt_list<X...>>(point<>{});
}

// clang-format off
NABLA_DETAIL_REFUSED("nabla: ceres_cost() takes residuals and their symbols, and what else they have: ceres_cost(f, wrt(v), at(x = 1.0))", ceres_cost(...))
// clang-format on

}  // namespace nabla::detail

namespace nabla {
using detail::ceres_cost;
}
