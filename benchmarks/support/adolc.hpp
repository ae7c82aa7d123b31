// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// ADOL-C without the overhead of its driver routines: record a tape, run it forwards at a point while keeping what the
// reverse sweep needs, run it backwards once. Where ADOL-C is not installed nothing is added to a contest.
#pragma once

#include "contest.hpp"

#ifdef NABLA_HAS_ADOLC
#include <adolc/adolc.h>
#endif

#include <cstddef>
#include <memory>
#include <vector>

namespace benchmarks {

#ifdef NABLA_HAS_ADOLC

// `Function` maps a vector of adouble to one adouble.
template <class Function> class adolc {
 public:
  explicit adolc(std::size_t size) : active_(size), gradient_(size) {}

  // Records at `x`, keeping the intermediate values, and sweeps back.
  double record_and_sweep(const double* x) {
    double value = 0;
    trace_on(tag, 1);
    for (std::size_t i = 0; i < active_.size(); ++i) active_[i] <<= x[i];
    Function{}(active_) >>= value;
    trace_off();
    sweep();
    return value;
  }

  // Replays what an earlier call recorded.
  double replay_and_sweep(const double* x) {
    double value = 0;
    zos_forward(tag, 1, static_cast<int>(active_.size()), 1, x, &value);
    sweep();
    return value;
  }

  const std::vector<double>& gradient() const { return gradient_; }

 private:
  static constexpr short tag = 1;

  void sweep() {
    double one = 1;
    fos_reverse(tag, 1, static_cast<int>(active_.size()), &one, gradient_.data());
  }

  std::vector<adouble> active_;
  std::vector<double> gradient_;
};

// `point` gives the inputs of a call as an array of `size` numbers, `read` makes its result from the value and the gradient.
template <class Function, class Input, class Point, class Read>
void add_adolc(contest<Input>& others, std::size_t size, const Input& first, Point point, Read read) {
  auto tape = std::make_shared<adolc<Function>>(size);
  tape->record_and_sweep(point(first));
  others.add("ADOL-C, tape reused", [=](const Input& in) { return read(tape->replay_and_sweep(point(in)), tape->gradient()); });
  others.add("ADOL-C, re-taped", [=](const Input& in) { return read(tape->record_and_sweep(point(in)), tape->gradient()); });
}

#else

template <class Function, class Input, class Point, class Read> void add_adolc(contest<Input>&, std::size_t, const Input&, Point, Read) {}

#endif

}  // namespace benchmarks
