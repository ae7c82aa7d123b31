// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// Boost.Math's type for several variables at once holds every mixed derivative: one pass for each variable is faster from three on.
#pragma once

#include "tool.hpp"

#include <boost/math/differentiation/autodiff.hpp>

namespace benchmarks {

template <class Workload> struct boost_forward {
  using scalar = boost::math::differentiation::autodiff_fvar<double, 1>;

  IN_PLACE double operator()(const typename Workload::input& in, double* gradient) const {
    scalar v[Workload::size];
    double value = 0;
    for (std::size_t i = 0; i < Workload::size; ++i) v[i] = in.numbers()[i];
    for (std::size_t i = 0; i < Workload::size; ++i) {
      v[i] = boost::math::differentiation::make_fvar<double, 1>(in.numbers()[i]);
      const scalar f = Workload::formula(in, v);
      v[i] = in.numbers()[i];
      value = f.derivative(0);
      gradient[i] = f.derivative(1);
    }
    return value;
  }
};

}  // namespace benchmarks
