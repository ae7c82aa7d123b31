// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/nabla.hpp>

#include <array>
#include <cmath>

/// Bundle adjustment as users of Ceres write it: N. Snavely's camera (Bundler, 2006) turns a point, moves it, projects it and distorts the picture.
namespace recorded {

/// Rodrigues' rotation of a point by an angle-axis vector, as in ceres/rotation.h.
template <class Camera, class Point, class T>
constexpr void rotate(const Camera& angle_axis, const Point& point, T* turned) {
  using std::cos, std::sin, std::sqrt;
  const T theta2 = angle_axis[0] * angle_axis[0] + angle_axis[1] * angle_axis[1] + angle_axis[2] * angle_axis[2];
  if (theta2 > 2.220446049250313e-16) {
    const T theta = sqrt(theta2), c = cos(theta), s = sin(theta);
    const T axis[3] = {angle_axis[0] / theta, angle_axis[1] / theta, angle_axis[2] / theta};
    const T cross[3] = {axis[1] * point[2] - axis[2] * point[1], axis[2] * point[0] - axis[0] * point[2], axis[0] * point[1] - axis[1] * point[0]};
    const T along = (axis[0] * point[0] + axis[1] * point[1] + axis[2] * point[2]) * (1.0 - c);
    for (int i = 0; i < 3; ++i) turned[i] = point[i] * c + cross[i] * s + axis[i] * along;
  } else {
    const T cross[3] = {angle_axis[1] * point[2] - angle_axis[2] * point[1], angle_axis[2] * point[0] - angle_axis[0] * point[2],
                        angle_axis[0] * point[1] - angle_axis[1] * point[0]};
    for (int i = 0; i < 3; ++i) turned[i] = point[i] + cross[i];
  }
}

/// The residual, a template over the number: with Ceres' jets, with doubles, and recorded. A camera is an angle-axis vector, a translation, the focal
/// length and two coefficients of distortion.
struct reprojection {
  template <class Camera, class Point, class Observed, class T>
  static constexpr void residuals(const Camera& camera, const Point& point, const Observed& observed, T* result) {
    T p[3] = {T(0.0), T(0.0), T(0.0)};
    rotate(camera, point, p);
    for (int i = 0; i < 3; ++i) p[i] += camera[3 + i];
    const T x = -p[0] / p[2], y = -p[1] / p[2];
    const T r2 = x * x + y * y;
    const T distortion = 1.0 + r2 * (camera[7] + camera[8] * r2);
    result[0] = camera[6] * distortion * x - observed[0];
    result[1] = camera[6] * distortion * y - observed[1];
  }
};

inline constexpr auto camera = nabla::var<"camera", 9>;
inline constexpr auto point = nabla::var<"point", 3>;
inline constexpr auto observed = nabla::data<"observed", 2>;
inline constexpr auto reprojected = nabla::formula(
    []<class T>(T of, T at, T seen) {
      std::array<T, 2> result;
      reprojection::residuals(of, at, seen, result.data());
      return result;
    },
    camera, point, observed);

}  // namespace recorded
