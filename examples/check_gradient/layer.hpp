// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/check.hpp>

#include <vector>

namespace check_gradient {

using numbers = std::vector<double>;

/// One layer and its loss, written by hand: h = tanh(W x + b), loss = Σ (h - y)² / 2. The parameters are W, row by row, then b.
struct layer {
  int inputs, outputs;
  numbers x, y;

  double loss(const numbers& parameters) const;
  /// The derivative by all parameters.
  numbers gradient(const numbers& parameters) const;
  /// The same with a mistake of a long evening: of tanh' = 1 - h² the square is forgotten.
  numbers wrong_gradient(const numbers& parameters) const;

 private:
  numbers activations(const numbers& parameters) const;
  numbers backward(const numbers& parameters, double (*slope)(double)) const;
};

/// A layer of 3 inputs and 2 outputs, and parameters for it.
layer example_layer();
numbers example_parameters();

/// Base-10 logarithms of the relative errors of one-step differences of sin(x)² at 1, for the steps 10^-1 … 10^-count.
struct errors_by_step {
  numbers forward, central, sixth_order, complex_step;
  double extrapolated = 0;  ///< error of what the checker finds, without a step to choose
};
errors_by_step measure_errors(int count);

}  // namespace check_gradient
