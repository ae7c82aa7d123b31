// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/nabla.hpp>

#include <array>
#include <cmath>

/// A planar arm of six links: where its hand is, and which way it points, by the angles of the joints.
namespace recorded {

inline constexpr int links = 6;
inline constexpr std::array<double, links> lengths{1.0, 0.9, 0.8, 0.6, 0.4, 0.2};

struct forward_kinematics {
  template <class Angles>
  constexpr auto operator()(const Angles& q) const {
    using std::cos, std::sin;
    using T = std::remove_cvref_t<decltype(q[0])>;
    T angle(0.0), x(0.0), y(0.0);
    for (int i = 0; i < links; ++i) {
      angle += q[i];
      x += lengths[static_cast<std::size_t>(i)] * cos(angle);
      y += lengths[static_cast<std::size_t>(i)] * sin(angle);
    }
    return std::array<T, 3>{x, y, angle};
  }
};

inline constexpr auto angles = nabla::var<"q", links>;
inline constexpr auto hand = nabla::formula(forward_kinematics{}, angles);

}  // namespace recorded
