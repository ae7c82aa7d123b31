// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/nabla.hpp>

#include <array>
#include <cmath>

/// One step of an extended Kalman filter: a vehicle that turns as it drives, of which a radar sees distance and bearing. Motion and measurement are C++;
/// their Jacobians are expressions in the equations of the filter (R. E. Kalman, 1960; S. F. Schmidt for the nonlinear one).
namespace recorded {

using nabla::operator""_c;

/// Place x and y, direction, speed: a second later, on a curve.
struct motion {
  template <class State>
  constexpr auto operator()(const State& s) const {
    using std::cos, std::sin;
    using T = std::remove_cvref_t<decltype(s[0])>;
    constexpr double dt = 0.1, turn = 0.2;
    return std::array<T, 4>{s[0] + dt * s[3] * cos(s[2]), s[1] + dt * s[3] * sin(s[2]), s[2] + dt * turn, s[3]};
  }
};
struct radar {
  template <class State>
  constexpr auto operator()(const State& s) const {
    using std::atan2, std::sqrt;
    using T = std::remove_cvref_t<decltype(s[0])>;
    return std::array<T, 2>{sqrt(s[0] * s[0] + s[1] * s[1]), atan2(s[1], s[0])};
  }
};

inline constexpr auto state = nabla::var<"s", 4>;
inline constexpr auto covariance = nabla::data<"P", 4, 4>;
inline constexpr auto measured = nabla::data<"z", 2>;
inline constexpr auto moved = nabla::formula(motion{}, state);
inline constexpr auto seen = nabla::formula(radar{}, state);

inline constexpr auto F = diff(moved, state);                                            // 4 × 4
inline constexpr auto predicted = F * covariance * transpose(F) + nabla::exact<0.01> * nabla::identity<4>;
inline constexpr auto H = diff(seen, state);                                             // 2 × 4, at the place predicted
inline constexpr auto S = H * covariance * transpose(H) + nabla::exact<0.04> * nabla::identity<2>;
inline constexpr auto K = covariance * transpose(H) * inverse(S);
inline constexpr auto corrected = state + K * (measured - seen);
inline constexpr auto covariance_after = (nabla::identity<4> - K * H) * covariance;

}  // namespace recorded
