// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tool.hpp"

#include <codi.hpp>

namespace benchmarks {

template <class Workload> struct codipack {
  using scalar = codi::RealReverse;
  std::vector<scalar> v = std::vector<scalar>(Workload::size);

  double operator()(const typename Workload::input& in, double* gradient) {
    auto& tape = scalar::getTape();
    tape.reset();
    tape.setActive();
    for (std::size_t i = 0; i < Workload::size; ++i) v[i] = in.numbers()[i], tape.registerInput(v[i]);
    scalar f = Workload::formula(in, v.data());
    tape.registerOutput(f);
    tape.setPassive();
    f.setGradient(1);
    tape.evaluate();
    for (std::size_t i = 0; i < Workload::size; ++i) gradient[i] = v[i].getGradient();
    return f.getValue();
  }
};

}  // namespace benchmarks
