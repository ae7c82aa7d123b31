// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

#include "layer.hpp"

#include <algorithm>
#include <cmath>
#include <complex>

namespace check_gradient {

namespace {

template <class T>
std::size_t place(T i) { return static_cast<std::size_t>(i); }

/// log10 of the relative error, not below that of a rounding.
double digits(double found, double right) { return std::log10(std::max(std::abs(found / right - 1), 1e-17)); }

}  // namespace

numbers layer::activations(const numbers& parameters) const {
  numbers h(place(outputs));
  for (int i = 0; i < outputs; ++i) {
    double sum = parameters[place(inputs * outputs + i)];
    for (int j = 0; j < inputs; ++j) sum += parameters[place(i * inputs + j)] * x[place(j)];
    h[place(i)] = std::tanh(sum);
  }
  return h;
}

double layer::loss(const numbers& parameters) const {
  const numbers h = activations(parameters);
  double sum = 0;
  for (int i = 0; i < outputs; ++i) sum += (h[place(i)] - y[place(i)]) * (h[place(i)] - y[place(i)]) / 2;
  return sum;
}

numbers layer::backward(const numbers& parameters, double (*slope)(double)) const {
  const numbers h = activations(parameters);
  numbers g(parameters.size());
  for (int i = 0; i < outputs; ++i) {
    const double delta = (h[place(i)] - y[place(i)]) * slope(h[place(i)]);
    for (int j = 0; j < inputs; ++j) g[place(i * inputs + j)] = delta * x[place(j)];
    g[place(inputs * outputs + i)] = delta;
  }
  return g;
}
numbers layer::gradient(const numbers& parameters) const {
  return backward(parameters, [](double h) { return 1 - h * h; });
}
numbers layer::wrong_gradient(const numbers& parameters) const {
  return backward(parameters, [](double h) { return 1 - h; });
}

layer example_layer() { return {3, 2, {0.5, -1, 2}, {0.25, -0.5}}; }
numbers example_parameters() { return {0.3, -0.2, 0.1, 0.4, 0.5, -0.3, 0.05, -0.1}; }

errors_by_step measure_errors(int count) {
  const auto f = [](auto x) { return sin(x) * sin(x); };
  const double x = 1, right = std::sin(2.0);
  errors_by_step errors;
  for (int k = 1; k <= count; ++k) {
    const double h = std::pow(10.0, -k);
    errors.forward.push_back(digits(nabla::forward_difference(f, x, h), right));
    errors.central.push_back(digits(nabla::central_difference(f, x, h), right));
    errors.sixth_order.push_back(digits(nabla::sixth_order_difference(f, x, h), right));
    errors.complex_step.push_back(digits(nabla::complex_step<std::complex<double>>(f, x, h), right));
  }
  const auto report = nabla::check_grad([&](const numbers& at) { return f(at[0]); }, numbers{right}, numbers{x});
  errors.extrapolated = digits(report.numeric, right);
  return errors;
}

}  // namespace check_gradient
