// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tool.hpp"

#include <cppad/cppad.hpp>

namespace benchmarks {

inline CppAD::AD<double> larger(const CppAD::AD<double>& a, const CppAD::AD<double>& b) { return CppAD::CondExpGt(a, b, a, b); }

template <class Workload> struct cppad_recording {
  using scalar = CppAD::AD<double>;
  std::vector<double> x = std::vector<double>(Workload::size), one{1};
  CppAD::ADFun<double> tape;

  void record(const typename Workload::input& in) {
    std::vector<scalar> v(in.numbers(), in.numbers() + Workload::size), y(1);
    CppAD::Independent(v);
    y[0] = Workload::formula(in, v.data());
    tape.Dependent(v, y);
  }
  double sweep(const typename Workload::input& in, double* gradient) {
    x.assign(in.numbers(), in.numbers() + Workload::size);
    const double value = tape.Forward(0, x)[0];
    const std::vector<double> g = tape.Reverse(1, one);
    for (std::size_t i = 0; i < g.size(); ++i) gradient[i] = g[i];
    return value;
  }
};

template <class Workload> struct cppad_retaped : cppad_recording<Workload> {
  double operator()(const typename Workload::input& in, double* gradient) {
    this->record(in);
    return this->sweep(in, gradient);
  }
};
template <class Workload> struct cppad_reused : cppad_recording<Workload> {
  bool recorded = false;
  double operator()(const typename Workload::input& in, double* gradient) {
    if (!recorded) this->record(in), this->tape.optimize(), recorded = true;
    return this->sweep(in, gradient);
  }
};

}  // namespace benchmarks
