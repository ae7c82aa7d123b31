// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "evals/ba.hpp"
#include "support/compare.hpp"

#include <array>
#include <cmath>

namespace gradbench {

struct ba_by_hand {
  static constexpr double tolerance = 1e-11;

  // camera, point, weight: one observation's
  template <class T> static std::array<T, 2> residual(const T* camera, const T* point, const T& weight, const double* feature) {
    using std::cos, std::sin, std::sqrt;
    T X[3], turned[3];
    for (int i = 0; i < 3; ++i) X[i] = point[i] - camera[3 + i];
    const T square = camera[0] * camera[0] + camera[1] * camera[1] + camera[2] * camera[2];
    const T crossed[3] = {camera[1] * X[2] - camera[2] * X[1], camera[2] * X[0] - camera[0] * X[2], camera[0] * X[1] - camera[1] * X[0]};
    if (square != 0) {
      const T angle = sqrt(square), c = cos(angle), s = sin(angle) / angle;
      const T along = (1 - c) / square * (camera[0] * X[0] + camera[1] * X[1] + camera[2] * X[2]);
      for (int i = 0; i < 3; ++i) turned[i] = c * X[i] + s * crossed[i] + along * camera[i];
    } else {
      for (int i = 0; i < 3; ++i) turned[i] = X[i] + crossed[i];
    }
    const T u = turned[0] / turned[2], v = turned[1] / turned[2], far = u * u + v * v, radial = 1 + camera[9] * far + camera[10] * far * far;
    return {T(weight * (camera[6] * radial * u + camera[7] - feature[0])), T(weight * (camera[6] * radial * v + camera[8] - feature[1]))};
  }

  static std::vector<double> parameters(const ba::input& in) {
    std::vector<double> all(in.cameras);
    for (const auto* part : {&in.points, &in.weights}) all.insert(all.end(), part->begin(), part->end());
    return all;
  }
  template <class T> static std::vector<T> objective(const ba::input& in, const std::vector<T>& p) {
    const T *cameras = p.data(), *points = cameras + ba::of_camera * in.n, *weights = points + ba::of_point * in.m;
    std::vector<T> all;
    for (std::size_t i = 0; i < in.p; ++i)
      for (const T& each : residual(cameras + ba::of_camera * (i % in.n), points + ba::of_point * (i % in.m), weights[i], &in.features[2 * i])) all.push_back(each);
    for (std::size_t i = 0; i < in.p; ++i) all.push_back(1 - weights[i] * weights[i]);
    return all;
  }
  static std::vector<double> along(const ba::input& in, std::span<const double> found, const std::vector<double>& direction) {
    const double *cameras = direction.data(), *points = cameras + ba::of_camera * in.n, *weights = points + ba::of_point * in.m, *entry = found.data();
    std::vector<double> all;
    for (std::size_t row = 0; row < 2 * in.p; ++row) {
      const std::size_t i = row / 2;
      double sum = 0;
      for (std::size_t j = 0; j < ba::of_camera; ++j) sum += *entry++ * cameras[ba::of_camera * (i % in.n) + j];
      for (std::size_t j = 0; j < ba::of_point; ++j) sum += *entry++ * points[ba::of_point * (i % in.m) + j];
      all.push_back(sum + *entry++ * weights[i]);
    }
    for (std::size_t i = 0; i < in.p; ++i) all.push_back(*entry++ * weights[i]);
    return all;
  }

  // 2 × 15, column by column
  static void block(const double* camera, const double* point, double weight, const double* feature, double* J) {
    double X[3];
    for (int i = 0; i < 3; ++i) X[i] = point[i] - camera[3 + i];
    const double *a = camera, square = a[0] * a[0] + a[1] * a[1] + a[2] * a[2], aX = a[0] * X[0] + a[1] * X[1] + a[2] * X[2];
    const double crossed[3] = {a[1] * X[2] - a[2] * X[1], a[2] * X[0] - a[0] * X[2], a[0] * X[1] - a[1] * X[0]};
    // c X + s (a × X) + k a (a · X), and the slopes of c, s and k along a
    double c = 1, s = 1, k = 0, dc = 0, ds = 0, dk = 0;
    if (square != 0) {
      const double angle = std::sqrt(square), inverse = 1 / square;
      c = std::cos(angle);
      s = std::sin(angle) / angle;
      k = (1 - c) * inverse;
      dc = -s;
      ds = (c - s) * inverse;
      dk = (s - 2 * k) * inverse;
    }
    double P[3], slope[3];
    for (int i = 0; i < 3; ++i) {
      P[i] = c * X[i] + s * crossed[i] + k * aX * a[i];
      slope[i] = dc * X[i] + ds * crossed[i] + dk * aX * a[i];
    }
    const double depth = 1 / P[2], u = P[0] * depth, v = P[1] * depth, far = u * u + v * v, radial = 1 + a[9] * far + a[10] * far * far;
    const double f = weight * a[6], bend = 2 * f * (a[9] + 2 * a[10] * far);
    const double uu = f * radial + bend * u * u, uv = bend * u * v, vv = f * radial + bend * v * v;
    const double by_P[2][3] = {{uu * depth, uv * depth, -(uu * u + uv * v) * depth}, {uv * depth, vv * depth, -(uv * u + vv * v) * depth}};
    const double at[2] = {u, v};
    for (int row = 0; row < 2; ++row) {
      const double *g = by_P[row], by_slope = g[0] * slope[0] + g[1] * slope[1] + g[2] * slope[2], ga = g[0] * a[0] + g[1] * a[1] + g[2] * a[2];
      const double Xg[3] = {X[1] * g[2] - X[2] * g[1], X[2] * g[0] - X[0] * g[2], X[0] * g[1] - X[1] * g[0]};
      const double ga_crossed[3] = {g[1] * a[2] - g[2] * a[1], g[2] * a[0] - g[0] * a[2], g[0] * a[1] - g[1] * a[0]};
      for (int j = 0; j < 3; ++j) {
        J[2 * j + row] = a[j] * by_slope + s * Xg[j] + k * (g[j] * aX + ga * X[j]);
        const double by_point = c * g[j] + s * ga_crossed[j] + k * ga * a[j];
        J[2 * (3 + j) + row] = -by_point;
        J[2 * (11 + j) + row] = by_point;
      }
      J[2 * 6 + row] = weight * radial * at[row];
      J[2 * 7 + row] = row == 0 ? weight : 0;
      J[2 * 8 + row] = row == 1 ? weight : 0;
      J[2 * 9 + row] = f * far * at[row];
      J[2 * 10 + row] = f * far * far * at[row];
      J[2 * 14 + row] = a[6] * radial * at[row] + a[7 + row] - feature[row];
    }
  }

  ba::sparse result;
  std::span<const double> operator()(const ba::input& in) {
    result.clear(in);
    double J[2 * ba::in_row];
    for (std::size_t i = 0; i < in.p; ++i) {
      block(&in.cameras[ba::of_camera * (i % in.n)], &in.points[ba::of_point * (i % in.m)], in.weights[i], &in.features[2 * i], J);
      result.add(in, i, J);
    }
    for (std::size_t i = 0; i < in.p; ++i) result.add_weight(in, i, -2 * in.weights[i]);
    return result.values;
  }

#ifdef NABLA_HAS_ADOLC
  // The tape of one observation, run for each.
  class tape {
   public:
    explicit tape(const ba::input& in) {
      std::vector<adouble> active(ba::in_row + 2);
      double values[2];
      const std::vector<double> p = of(in, 0);
      trace_on(1);
      for (std::size_t i = 0; i < ba::in_row; ++i) active[i] <<= p[i];
      const double nothing[2] = {0, 0};
      auto found = residual(active.data(), active.data() + ba::of_camera, active[14], nothing);
      for (std::size_t i = 0; i < 2; ++i) {
        active[15 + i] <<= p[15 + i];
        found[i] -= active[14] * active[15 + i];
        found[i] >>= values[i];
      }
      trace_off();
    }
    std::span<const double> operator()(const ba::input& in) {
      result_.clear(in);
      double first[17], second[17], values[2], one[2] = {1, 0}, other[2] = {0, 1}, J[2 * ba::in_row];
      double *weights[2] = {one, other}, *rows[2] = {first, second};
      for (std::size_t i = 0; i < in.p; ++i) {
        const std::vector<double> p = of(in, i);
        zos_forward(1, 2, 17, 1, p.data(), values);
        fov_reverse(1, 2, 17, 2, weights, rows);
        for (std::size_t j = 0; j < ba::in_row; ++j)
          for (std::size_t row = 0; row < 2; ++row) J[2 * j + row] = rows[row][j];
        result_.add(in, i, J);
      }
      for (std::size_t i = 0; i < in.p; ++i) result_.add_weight(in, i, -2 * in.weights[i]);
      return result_.values;
    }

   private:
    static std::vector<double> of(const ba::input& in, std::size_t i) {
      const auto camera = in.cameras.begin() + static_cast<std::ptrdiff_t>(ba::of_camera * (i % in.n)), point = in.points.begin() + static_cast<std::ptrdiff_t>(ba::of_point * (i % in.m));
      std::vector<double> all(camera, camera + ba::of_camera);
      all.insert(all.end(), point, point + ba::of_point);
      all.insert(all.end(), {in.weights[i], in.features[2 * i], in.features[2 * i + 1]});
      return all;
    }
    ba::sparse result_;
  };
#endif
};

inline std::vector<row<ba>> rows_of(ba) { return {{"p = 1000", ba::sample({10, 100, 1000})}, {"p = 31,843", ba::sample({49, 7776, 31843})}}; }

}  // namespace gradbench
