// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tool.hpp"

#define OMPI_SKIP_MPICXX 1  // Debian builds it on MPI, whose old C++ interface has names that are macros elsewhere
#include <Sacado_No_Kokkos.hpp>

#include <cmath>

namespace benchmarks {

// which it does not have
template <int N> Sacado::Fad::SFad<double, N> erf(const Sacado::Fad::SFad<double, N>& u) {
  Sacado::Fad::SFad<double, N> r(std::erf(u.val()));
  const double slope = 1.12837916709551257390 * std::exp(-u.val() * u.val());
  for (int i = 0; i < N; ++i) r.fastAccessDx(i) = slope * u.fastAccessDx(i);
  return r;
}
inline Sacado::Rad::ADvari<double>& erf(const Sacado::Rad::ADvar<double>& u) {
  return Sacado::Rad::ADf1(std::erf(u.val()), 1.12837916709551257390 * std::exp(-u.val() * u.val()), u);
}

template <class Workload> struct sacado_forward {
  static constexpr int n = static_cast<int>(Workload::size);
  using scalar = Sacado::Fad::SFad<double, n>;

  IN_PLACE double operator()(const typename Workload::input& in, double* gradient) const {
    scalar v[Workload::size];
    for (int i = 0; i < n; ++i) v[i] = scalar(n, i, in.numbers()[i]);
    const scalar f = Workload::formula(in, v);
    for (int i = 0; i < n; ++i) gradient[i] = f.dx(i);
    return f.val();
  }
};

template <class Workload> struct sacado_reverse {
  using scalar = Sacado::Rad::ADvar<double>;

  double operator()(const typename Workload::input& in, double* gradient) {
    std::vector<scalar> v(in.numbers(), in.numbers() + Workload::size);
    const scalar f = Workload::formula(in, v.data());
    scalar::Gradcomp();
    for (std::size_t i = 0; i < Workload::size; ++i) gradient[i] = v[i].adj();
    return f.val();
  }
};

}  // namespace benchmarks
