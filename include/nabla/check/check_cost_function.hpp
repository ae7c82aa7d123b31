// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/check/callable_subject.hpp>
#include <nabla/check/print.hpp>
#include <nabla/check/vectors.hpp>

#include <initializer_list>

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
  list<const double*> parameters;
  explicit cost_box(const F& of) : f(of), parameters(static_cast<int>(of.parameter_block_sizes().size())) {}

  bool run(const double* x, double* residuals, double** jacobians) {
    for (int b = 0; b < parameters.size; x += f.parameter_block_sizes()[static_cast<std::size_t>(b++)]) parameters.data[b] = x;
    return f.Evaluate(parameters.data, residuals, jacobians);
  }
  void evaluate(const double* x, double* residuals, std::ptrdiff_t count) override {
    if (run(x, residuals, nullptr)) return;
    for (std::ptrdiff_t k = 0; k < count; ++k) residuals[k] = std::numeric_limits<double>::quiet_NaN();
  }
};

/// At blocks of parameters of any type that can be walked through.
template <class F, class Blocks>
gradient_report check_cost_function(const F& f, const Blocks& blocks, const check_options& how) {
  derivative_table<double> d;
  d.outputs = f.num_residuals();
  d.names_outputs = true;
  for (const auto& values : blocks) {
    const int b = d.blocks.size < 15 ? d.blocks.size : 15;
    d.blocks.push({block_names[b], static_cast<std::ptrdiff_t>(values.size()), 1, true, d.point.size, true});
    for (double value : values) d.point.push(value);
  }
  cost_box<F> box(f);
  expect_size("the list of blocks", d.blocks.size, box.parameters.size);
  for (int b = 0; b < d.blocks.size; ++b) expect_size(d.blocks.data[b].name, d.blocks.data[b].rows, f.parameter_block_sizes()[static_cast<std::size_t>(b)]);
  const auto derivatives_at = [&](const list<double>& at, list<double>& to) {
    const int outputs = static_cast<int>(d.outputs);
    list<double> residuals(outputs), elements(outputs * at.size);
    list<double*> jacobians;
    for (int b = 0; b < d.blocks.size; ++b) jacobians.push(elements.data + outputs * d.blocks.data[b].first);
    box.run(at.data, residuals.data, jacobians.data);
    for (int b = 0; b < d.blocks.size; ++b)
      for (std::ptrdiff_t j = 0; j < d.blocks.data[b].rows; ++j)
        for (int k = 0; k < outputs; ++k) to.push(jacobians.data[b][k * d.blocks.data[b].rows + j]);
  };
  return check_black_box(box, d, derivatives_at, how);
}

}  // namespace numeric

/// Checks the Jacobians of a cost function, ceres::CostFunction or what has its members, at blocks of parameters: `check_jacobian(cost, {{1, 2}, {3}})`.
/// The report calls the blocks x0, x1, ...
template <CostFunction F>
gradient_report check_jacobian(const F& f, std::initializer_list<std::initializer_list<double>> blocks, const check_options& how = {}) {
  return numeric::check_cost_function(f, blocks, how);
}
/// The same of vectors of vectors, of any type.
template <CostFunction F, numeric::ListOfVectors Blocks>
gradient_report check_jacobian(const F& f, const Blocks& blocks, const check_options& how = {}) {
  return numeric::check_cost_function(f, blocks, how);
}

}  // namespace nabla::detail

namespace nabla {
using detail::check_jacobian;
}
