// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/check/callable_subject.hpp>
#include <nabla/check/print.hpp>

#include <vector>

namespace nabla::detail {

/// A cost function as Ceres has it, by its members alone: no header of Ceres is needed here.
template <class F>
concept CostFunction = requires(const F& f, const double* const* parameters, double* residuals, double** jacobians) {
  { f.Evaluate(parameters, residuals, jacobians) } -> std::convertible_to<bool>;
  f.parameter_block_sizes();
  f.num_residuals();
};

namespace numeric {

inline constexpr const char* block_names[] = {"x0", "x1", "x2", "x3", "x4", "x5", "x6", "x7", "x8", "x9", "x10", "x11", "x12", "x13", "x14", "x15"};

template <class F>
struct cost_box final : black_box<double> {
  const F& f;
  std::vector<const double*> parameters;
  explicit cost_box(const F& of) : f(of), parameters(of.parameter_block_sizes().size()) {}

  bool run(const double* x, double* residuals, double** jacobians) {
    for (std::size_t b = 0, first = 0; b < parameters.size(); first += static_cast<std::size_t>(f.parameter_block_sizes()[b++])) parameters[b] = x + first;
    return f.Evaluate(parameters.data(), residuals, jacobians);
  }
  void evaluate(const double* x, double* residuals) override {
    if (run(x, residuals, nullptr)) return;
    for (int k = 0; k < f.num_residuals(); ++k) residuals[k] = std::numeric_limits<double>::quiet_NaN();
  }
};

}  // namespace numeric

/// Checks the Jacobians of a cost function, ceres::CostFunction or what has its members, at blocks of parameters: `check_jacobian(cost, {{1, 2}, {3}})`.
/// The report calls the blocks x0, x1, ...
template <CostFunction F>
gradient_report check_jacobian(const F& f, const std::vector<std::vector<double>>& blocks, const check_options& how = {}) {
  using namespace numeric;
  derivative_table<double> d;
  d.outputs = f.num_residuals();
  d.names_outputs = true;
  list<double> x;
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    d.blocks.push({block_names[b < 16 ? b : 15], static_cast<std::ptrdiff_t>(blocks[b].size()), 1, true, x.size, true});
    for (double value : blocks[b]) x.push(value);
  }
  cost_box<F> box(f);
  const auto derivatives_at = [&](const list<double>& at, list<double>& to) {
    std::vector<double> residuals(static_cast<std::size_t>(d.outputs)), elements(static_cast<std::size_t>(d.outputs * at.size));
    std::vector<double*> jacobians;
    for (std::size_t b = 0, first = 0; b < blocks.size(); first += static_cast<std::size_t>(d.outputs) * blocks[b++].size()) jacobians.push_back(elements.data() + first);
    box.run(at.data, residuals.data(), jacobians.data());
    for (std::size_t b = 0; b < blocks.size(); ++b)
      for (std::size_t j = 0; j < blocks[b].size(); ++j)
        for (std::ptrdiff_t k = 0; k < d.outputs; ++k) to.push(jacobians[b][static_cast<std::size_t>(k) * blocks[b].size() + j]);
  };
  return check_black_box(box, d, x, derivatives_at, how);
}

}  // namespace nabla::detail

namespace nabla {
using detail::check_jacobian;
}
