// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// ADOL-C without the overhead of its driver routines: record a tape, run it forwards at a point while keeping what the
// reverse sweep needs, run it backwards once.
#pragma once

#include "tool.hpp"

#include <adolc/adolc.h>

namespace benchmarks {

inline adouble larger(const adouble& a, const adouble& b) { return fmax(a, b); }
inline adouble magnitude(const adouble& a) { return fabs(a); }

inline short tapes_of_adolc = 0;

template <class Workload> struct adolc_recording {
  static constexpr int n = static_cast<int>(Workload::size);
  short tag = ++tapes_of_adolc;
  std::vector<adouble> active = std::vector<adouble>(Workload::size);

  double record(const typename Workload::input& in) {
    double value = 0;
    trace_on(tag, 1);
    for (std::size_t i = 0; i < Workload::size; ++i) active[i] <<= in.numbers()[i];
    adouble f = Workload::formula(in, active.data());
    f >>= value;
    trace_off();
    return value;
  }
  void sweep(double* gradient) {
    double one = 1;
    fos_reverse(tag, 1, n, &one, gradient);
  }
};

template <class Workload> struct adolc_retaped : adolc_recording<Workload> {
  double operator()(const typename Workload::input& in, double* gradient) {
    const double value = this->record(in);
    this->sweep(gradient);
    return value;
  }
};

template <class Workload> struct adolc_reused : adolc_recording<Workload> {
  bool recorded = false;
  double operator()(const typename Workload::input& in, double* gradient) {
    if (!recorded) this->record(in), recorded = true;
    double value = 0;
    zos_forward(this->tag, 1, this->n, 1, in.numbers(), &value);
    this->sweep(gradient);
    return value;
  }
};

}  // namespace benchmarks
