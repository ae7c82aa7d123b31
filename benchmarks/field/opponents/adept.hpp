// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tool.hpp"

#include <adept.h>

namespace benchmarks {

template <class Workload> struct adept_tape {
  adept::Stack stack{false};
  std::vector<adept::adouble> v;

  double operator()(const typename Workload::input& in, double* gradient) {
    stack.activate();
    if (v.empty()) v.resize(Workload::size);
    for (std::size_t i = 0; i < Workload::size; ++i) v[i].set_value(in.numbers()[i]);
    stack.new_recording();
    double value = 0;
    {
      adept::adouble f = Workload::formula(in, v.data());
      f.set_gradient(1.0);
      stack.reverse();
      for (std::size_t i = 0; i < Workload::size; ++i) gradient[i] = v[i].get_gradient();
      value = f.value();
    }
    stack.deactivate();
    return value;
  }
};

}  // namespace benchmarks
