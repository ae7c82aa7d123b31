// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/eigen/backend.hpp>
#include <nabla/evaluate/loops/root.hpp>

namespace nabla::detail {

// Steps of loops have Eigen's products and registers too.

template <class Step>
struct eigen_kernel<map_step_rule<Step>> {
  static void run(const auto&... views) { map_step_rule<Step>::template run<eigen_backend>(views...); }
};
template <class Step>
struct eigen_kernel<sum_steps_rule<Step>> {
  static void run(const auto&... views) { sum_steps_rule<Step>::template run<eigen_backend>(views...); }
};
template <class Step, bool Reverse>
struct eigen_kernel<trajectory_rule<Step, Reverse>> {
  static void run(const auto&... views) { trajectory_rule<Step, Reverse>::template run<eigen_backend>(views...); }
};
template <class Back, class Gives, class Wanted, bool Reverse>
struct eigen_kernel<swept_rule<Back, Gives, Wanted, Reverse>> {
  static void run(const auto&... views) { swept_rule<Back, Gives, Wanted, Reverse>::template run<eigen_backend>(views...); }
};
template <class Step, class Newton, search How>
struct eigen_kernel<root_rule<Step, Newton, How>> {
  static void run(const auto&... views) { root_rule<Step, Newton, How>::template run<eigen_backend>(views...); }
};

}  // namespace nabla::detail
