// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// The sum of the squared distances of points from the nearest of k centroids, and Newton's step: the gradient over the Hessian, which is diagonal.
#pragma once

#include "support/protocol.hpp"
#include "support/random.hpp"

#include <nabla/eigen.hpp>
#include <nabla/nabla.hpp>

#include <Eigen/Core>

#include <algorithm>

namespace gradbench {

struct kmeans {
  static constexpr const char* name = "kmeans";
  struct input {
    rows_of_numbers points, centroids;
  };
  struct size {
    std::size_t k, n, d;
  };
  static input read(const value& in) { return {matrix(member(in, "points")), matrix(member(in, "centroids"))}; }
  static value sample(size of) {  // no centroid without a point
    const auto [k, n, d] = of;
    list points = in_rows(random_numbers().uniform(n * d), d);
    list centroids(points.end() - static_cast<std::ptrdiff_t>(k), points.end());
    return object{{"points", std::move(points)}, {"centroids", std::move(centroids)}};
  }

  static constexpr auto d = nabla::dim<"d">;
  static constexpr auto P = nabla::data<"P", d, nabla::dim<"n">>;
  static constexpr auto C = nabla::var<"C", d, nabla::dim<"k">>;
  static constexpr auto f = sum(row_minima(column_sums(sq(C)) - nabla::c<2> * transpose(P) * C)) + sqnorm(P);
  static constexpr auto g = diff(f, C);
  static constexpr auto h = diff(sum(g), C);  // the Hessian times a vector of ones: its diagonal, since it has nothing else

  double cost(const input& in) {
    double total = 0;
    in_parts(in, [&](const auto& points, const auto& centroids) { total += value_(P = points, C = centroids); });
    return total;
  }
  std::span<const double> direction(const input& in) {
    gradient_.setZero(static_cast<Eigen::Index>(in.centroids.columns), static_cast<Eigen::Index>(in.centroids.rows));
    curvature_.setZero(gradient_.rows(), gradient_.cols());
    in_parts(in, [&](const auto& points, const auto& centroids) {
      const auto part = both_(P = points, C = centroids);
      gradient_ += std::get<0>(part);
      curvature_ += std::get<1>(part);
    });
    gradient_.array() /= curvature_.array();
    return {gradient_.data(), static_cast<std::size_t>(gradient_.size())};
  }
  static constexpr auto derivative = &kmeans::direction;

  static std::vector<named_function> functions() {
    return {function_of("cost", &kmeans::cost), function_of("dir", &kmeans::direction, [](const input& in, std::span<const double> all) { return value(in_rows(all, in.centroids.columns)); })};
  }

 private:
  // So many points at a time that all their distances stay in the cache.
  static void in_parts(const input& in, auto what) {
    const auto map = [](const rows_of_numbers& of, std::size_t first, std::size_t count) {
      return Eigen::Map<const Eigen::MatrixXd>(of.elements.data() + first * of.columns, static_cast<Eigen::Index>(of.columns), static_cast<Eigen::Index>(count));
    };
    const std::size_t at_once = std::max<std::size_t>(16, 32768 / in.centroids.rows);
    const auto centroids = map(in.centroids, 0, in.centroids.rows);
    for (std::size_t first = 0; first < in.points.rows; first += at_once) what(map(in.points, first, std::min(at_once, in.points.rows - first)), centroids);
  }

  decltype(nabla::evaluator(f)) value_;
  decltype(nabla::evaluator(nabla::together(g, h))) both_;
  Eigen::MatrixXd gradient_, curvature_;
};

}  // namespace gradbench
