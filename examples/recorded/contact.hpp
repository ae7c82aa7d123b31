// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/nabla.hpp>

#include <array>
#include <cmath>

/// What acts on a block that touches the ground: nothing above it, a spring and a damper below, and friction that sticks while it creeps and slides beyond.
namespace recorded {

struct contact {
  template <class T>
  constexpr std::array<T, 2> operator()(T height, T rise, T slip, T friction) const {
    using std::exp;
    constexpr double stiffness = 1e4, damping = 50, creep = 1e-3;
    if (height >= 0) return {T(0.0), T(0.0)};
    const T normal = -stiffness * height - damping * rise;
    if (normal <= 0) return {T(0.0), T(0.0)};  // it leaves faster than the ground follows
    if (slip > -creep && slip < creep) return {-friction * normal * slip / creep, normal};
    const T sliding = friction * (1.0 + 0.3 * exp(-10.0 * slip * slip));  // R. Stribeck
    return {slip > 0 ? -sliding * normal : sliding * normal, normal};
  }
};
inline constexpr auto forces = nabla::formula<"height", "rise", "slip", "friction">(contact{});

}  // namespace recorded
