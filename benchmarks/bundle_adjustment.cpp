// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// Two residuals of bundle adjustment and their 2 × 12 Jacobian, by hand, recorded from the template that Ceres takes, and by jets as Ceres has them.
#include "support/contest.hpp"
#include "support/random.hpp"

#include <recorded/bundle.hpp>

#if __has_include(<ceres/jet.h>)
#include <ceres/jet.h>
#endif

#include <array>
#include <cmath>
#include <vector>

namespace {

using namespace benchmarks;

struct input {
  std::array<double, 9> camera;
  std::array<double, 3> point;
  std::array<double, 2> observed;
};
struct residuals {
  std::array<double, 2> value;
  std::array<double, 18> by_camera;  // column-major, 2 × 9
  std::array<double, 6> by_point;
};
std::vector<double> flatten(const residuals& r) {
  std::vector<double> all(r.value.begin(), r.value.end());
  all.insert(all.end(), r.by_camera.begin(), r.by_camera.end());
  all.insert(all.end(), r.by_point.begin(), r.by_point.end());
  return all;
}

struct by_hand {
  IN_PLACE residuals operator()(const input& in) const {
    const double *a = in.camera.data(), *X = in.point.data();
    const double theta2 = a[0] * a[0] + a[1] * a[1] + a[2] * a[2];
    const double aX = a[0] * X[0] + a[1] * X[1] + a[2] * X[2];
    const double cross[3] = {a[1] * X[2] - a[2] * X[1], a[2] * X[0] - a[0] * X[2], a[0] * X[1] - a[1] * X[0]};
    // R X = c X + s (a × X) + k a (a · X), and the slopes of c, s and k along a
    double c = 1, s = 1, k = 0, dc = 0, ds = 0, dk = 0;
    if (theta2 > 2.220446049250313e-16) {
      const double inverse = 1 / theta2, theta = std::sqrt(theta2);
      c = std::cos(theta);
      s = std::sin(theta) / theta;
      k = (1 - c) * inverse;
      dc = -s;
      ds = (c - s) * inverse;
      dk = (s - 2 * k) * inverse;
    }
    double P[3];
    for (int i = 0; i < 3; ++i) P[i] = c * X[i] + s * cross[i] + k * aX * a[i] + a[3 + i];
    const double inverse_depth = 1 / P[2], x = -P[0] * inverse_depth, y = -P[1] * inverse_depth;
    const double r2 = x * x + y * y, radial = a[7] + a[8] * r2, distortion = 1 + r2 * radial, f = a[6];
    residuals r;
    r.value = {f * distortion * x - in.observed[0], f * distortion * y - in.observed[1]};
    // by x and y, then by P
    const double slope = 2 * f * (radial + a[8] * r2);  // of f distortion, along (x, y)
    const double xx = f * distortion + slope * x * x, xy = slope * x * y, yy = f * distortion + slope * y * y;
    const double by_P[2][3] = {{-xx * inverse_depth, -xy * inverse_depth, -(xx * x + xy * y) * inverse_depth},
                               {-xy * inverse_depth, -yy * inverse_depth, -(xy * x + yy * y) * inverse_depth}};
    double along[3];
    for (int i = 0; i < 3; ++i) along[i] = dc * X[i] + ds * cross[i] + dk * aX * a[i];
    for (int i = 0; i < 2; ++i) {
      const double* g = by_P[i];
      const double with_along = g[0] * along[0] + g[1] * along[1] + g[2] * along[2], ga = g[0] * a[0] + g[1] * a[1] + g[2] * a[2];
      const double Xg[3] = {X[1] * g[2] - X[2] * g[1], X[2] * g[0] - X[0] * g[2], X[0] * g[1] - X[1] * g[0]};
      const double ga_cross[3] = {g[1] * a[2] - g[2] * a[1], g[2] * a[0] - g[0] * a[2], g[0] * a[1] - g[1] * a[0]};
      const auto at = [](int row, int column) { return static_cast<std::size_t>(row + 2 * column); };
      for (int j = 0; j < 3; ++j) {
        r.by_camera[at(i, j)] = a[j] * with_along + s * Xg[j] + k * (g[j] * aX + ga * X[j]);
        r.by_camera[at(i, 3 + j)] = g[j];
        r.by_point[at(i, j)] = c * g[j] + s * ga_cross[j] + k * ga * a[j];
      }
      const double direction = i == 0 ? x : y;
      r.by_camera[at(i, 6)] = distortion * direction;
      r.by_camera[at(i, 7)] = f * r2 * direction;
      r.by_camera[at(i, 8)] = f * r2 * r2 * direction;
    }
    return r;
  }
};

struct with_nabla {
  IN_PLACE residuals operator()(const input& in) {
    using namespace recorded;
    residuals r;
    const auto [value, J] = nabla::value_and_jacobian(reprojected, nabla::wrt(camera, point))(camera = in.camera, point = in.point, observed = in.observed);
    for (int i = 0; i < 2; ++i) {
      r.value[static_cast<std::size_t>(i)] = value(i, 0);
      for (int j = 0; j < 9; ++j) r.by_camera[static_cast<std::size_t>(i + 2 * j)] = J[camera](i, j);
      for (int j = 0; j < 3; ++j) r.by_point[static_cast<std::size_t>(i + 2 * j)] = J[point](i, j);
    }
    return r;
  }
};

#if __has_include(<ceres/jet.h>)
struct with_jets {
  IN_PLACE residuals operator()(const input& in) const {
    using jet = ceres::Jet<double, 12>;
    jet camera[9], point[3], result[2];
    for (int i = 0; i < 9; ++i) camera[i] = jet(in.camera[static_cast<std::size_t>(i)], i);
    for (int i = 0; i < 3; ++i) point[i] = jet(in.point[static_cast<std::size_t>(i)], 9 + i);
    recorded::reprojection::residuals(camera, point, in.observed, result);
    residuals r;
    for (int i = 0; i < 2; ++i) {
      r.value[static_cast<std::size_t>(i)] = result[i].a;
      for (int j = 0; j < 9; ++j) r.by_camera[static_cast<std::size_t>(i + 2 * j)] = result[i].v[j];
      for (int j = 0; j < 3; ++j) r.by_point[static_cast<std::size_t>(i + 2 * j)] = result[i].v[9 + j];
    }
    return r;
  }
};
#endif

}  // namespace

int main(int argc, char** argv) {
  uniform number(-1, 1);
  std::vector<input> inputs(1024);
  for (input& in : inputs) {
    for (int i = 0; i < 3; ++i) in.camera[static_cast<std::size_t>(i)] = 0.5 * number(), in.camera[static_cast<std::size_t>(3 + i)] = number();
    in.camera[5] -= 10;
    in.camera[6] = 500 + 10 * number();
    in.camera[7] = 0.1 * number();
    in.camera[8] = 0.05 * number();
    for (double& each : in.point) each = 2 * number();
    for (double& each : in.observed) each = 50 * number();
  }
  contest<input> contest("Bundle adjustment, 2 residuals and 2 × 12 derivatives", inputs, parse(argc, argv));
  contest.add("by hand", by_hand{});
  contest.add("nabla", with_nabla{});
#if __has_include(<ceres/jet.h>)
  contest.add("Ceres Jet", with_jets{});
#endif
  contest.run();
}
