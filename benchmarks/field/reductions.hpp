// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// One number of an array: its sum, the product of its elements, and log sum exp(z) - z3, a classifier's loss.
#pragma once

#include "workload.hpp"

#include <array>

namespace benchmarks {

template <std::size_t N> struct array_of : std::array<double, N> {
  const double* numbers() const { return this->data(); }
};

template <std::size_t N> struct total {
  static constexpr std::size_t size = N;
  using input = array_of<N>;
  template <class Scalar> IN_PLACE static Scalar formula(const input&, const Scalar* v) {
    Scalar f(0.0);
    for (std::size_t i = 0; i < N; ++i) f += v[i];
    return f;
  }
};

template <std::size_t N> struct product {
  static constexpr std::size_t size = N;
  using input = array_of<N>;
  template <class Scalar> IN_PLACE static Scalar formula(const input&, const Scalar* v) {
    Scalar f(v[0]);
    for (std::size_t i = 1; i < N; ++i) f *= v[i];
    return f;
  }
};

template <std::size_t N> struct loss_of_scores {
  static constexpr std::size_t size = N;
  using input = array_of<N>;
  template <class Scalar> IN_PLACE static Scalar formula(const input&, const Scalar* v) {
    Scalar largest(v[0]), f(0.0);
    for (std::size_t i = 1; i < N; ++i) largest = larger(largest, v[i]);
    for (std::size_t i = 0; i < N; ++i) {
      const Scalar d = v[i] - largest;
      f += exp(d);
    }
    return log(f) + largest - v[3];
  }
};
using workloads = list<total<10>, total<16384>, product<16>, loss_of_scores<10>>;

}  // namespace benchmarks
