// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tool.hpp"

#include <autodiff/reverse/var.hpp>

namespace benchmarks {

template <class Workload> struct autodiff_reverse {
  double operator()(const typename Workload::input& in, double* gradient) const {
    std::vector<autodiff::var> v(in.numbers(), in.numbers() + Workload::size);
    autodiff::var f = Workload::formula(in, v.data());
    for (std::size_t i = 0; i < Workload::size; ++i) v[i].expr->bind_value(gradient + i), gradient[i] = 0;
    f.expr->propagate(1);
    for (auto& each : v) each.expr->bind_value(nullptr);
    return val(f);
  }
};

}  // namespace benchmarks
