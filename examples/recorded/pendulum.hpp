// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/nabla.hpp>

#include <cmath>

/// A double pendulum from its Lagrangian: d/dt dL/dw = dL/dq, where dL/dw depends on q and w, is a linear system for the accelerations.
namespace recorded {

template <bool Lagrangian>
struct pendulum_energy {
  template <class Angles, class Speeds>
  constexpr auto operator()(const Angles& q, const Speeds& w) const {
    using std::cos;
    constexpr double g = 9.81, length[] = {1.0, 0.7}, mass[] = {1.0, 0.5};
    const auto kinetic = 0.5 * (mass[0] + mass[1]) * length[0] * length[0] * w[0] * w[0] + 0.5 * mass[1] * length[1] * length[1] * w[1] * w[1] +
        mass[1] * length[0] * length[1] * w[0] * w[1] * cos(q[0] - q[1]);
    const auto potential = -(mass[0] + mass[1]) * g * length[0] * cos(q[0]) - mass[1] * g * length[1] * cos(q[1]);
    if constexpr (Lagrangian) return kinetic - potential;
    else return kinetic + potential;
  }
};

inline constexpr auto angles_of_pendulum = nabla::var<"q", 2>;
inline constexpr auto speeds = nabla::var<"w", 2>;
inline constexpr auto L = nabla::formula(pendulum_energy<true>{}, angles_of_pendulum, speeds);
inline constexpr auto momentum = diff(L, speeds);
inline constexpr auto accelerations = solve(diff(momentum, speeds), diff(L, angles_of_pendulum) - diff(momentum, angles_of_pendulum) * speeds);

}  // namespace recorded
