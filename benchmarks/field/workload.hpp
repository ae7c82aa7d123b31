// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// What a workload of the field is. One workload is one header with its inputs and its formula for types that overload operators, and one file
// with what is written by hand and with nabla. Others enter through opponents.cpp, which is compiled for each workload and each group of them.
//     struct workload {
//       static constexpr std::size_t size = 3;        // how many numbers the gradient is by
//       struct input {…};                             // of one call; `const double* numbers() const` gives those
//       template <class Scalar> static Scalar formula(const input&, const Scalar* v);
//     };
//     using workloads = list<workload…>;              // of this header
#pragma once

#include "../support/contest.hpp"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace benchmarks {

template <class... Workloads> struct list {};

/// All opponents that this program was linked with, in the order of their files.
template <class Workload> std::vector<void (*)(contest<typename Workload::input>&)>& opponents() {
  static std::vector<void (*)(contest<typename Workload::input>&)> all;
  return all;
}

/// Has each call the same data, so that what was recorded once can be played again at other numbers?
template <class Workload> constexpr bool recorded_once = !requires { Workload::data_changes; };

/// A batch is a workload with `one`, the workload of a point: `points` of them, each result in an array of its own.
template <class Workload> concept batch = requires { typename Workload::one; };

// What overloading libraries call by several names, or do not have: each adds its own.
template <class Scalar> IN_PLACE inline Scalar larger(const Scalar& a, const Scalar& b) { return a > b ? a : b; }
template <class Scalar> IN_PLACE inline Scalar magnitude(const Scalar& a) { return abs(a); }

/// `fill` adds what is written by hand, the bar first, and with nabla.
template <class Workload, class Fill> void run_field(const std::string& title, std::vector<typename Workload::input> inputs, const options& chosen, Fill fill) {
  contest<typename Workload::input> all(title, std::move(inputs), chosen);
  fill(all);
  for (auto add : opponents<Workload>()) add(all);
  all.run();
}

}  // namespace benchmarks
