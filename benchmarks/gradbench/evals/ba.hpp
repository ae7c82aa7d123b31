// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// Bundle adjustment: what p observations of m points by n cameras differ from what they should see, and the Jacobian of that, which is sparse. A camera
// is a rotation (axis times angle), a centre, a focal length, a principal point and two numbers of radial distortion.
#pragma once

#include "support/protocol.hpp"

#include <nabla/nabla.hpp>

#include <array>
#include <span>

namespace gradbench {

struct ba {
  static constexpr const char* name = "ba";
  static constexpr std::size_t of_camera = 11, of_point = 3, in_row = of_camera + of_point + 1;
  // One camera, point, weight and feature, for all.
  struct input {
    std::size_t n = 0, m = 0, p = 0;
    std::vector<double> cameras, points, weights, features;
  };
  struct size {
    std::size_t n, m, p;
  };
  static input read(const value& in) {
    const auto repeated = [](const std::vector<double>& one, std::size_t count) {
      std::vector<double> all;
      for (std::size_t i = 0; i < count; ++i) all.insert(all.end(), one.begin(), one.end());
      return all;
    };
    const std::size_t n = whole(member(in, "n")), m = whole(member(in, "m")), p = whole(member(in, "p"));
    return {n, m, p, repeated(numbers(member(in, "cam")), n), repeated(numbers(member(in, "x")), m), std::vector<double>(p, number(member(in, "w"))), repeated(numbers(member(in, "feat")), p)};
  }
  static value sample(size of) {
    return object{{"n", of.n}, {"m", of.m}, {"p", of.p}, {"cam", std::vector<double>{0.3, -0.2, 0.5, 1.5, -0.5, 4, 800, 3, -2, 0.08, 0.01}}, {"x", std::vector<double>{0.7, -0.4, 9}}, {"w", 0.6}, {"feat", std::vector<double>{-60, 40}}};
  }

  static constexpr auto camera_of = nabla::var<"camera", of_camera>;
  static constexpr auto point_of = nabla::var<"point", of_point>;
  static constexpr auto weight_of = nabla::var<"weight">;
  static constexpr auto feature_of = nabla::data<"feature", 2>;
  static constexpr auto residual = [] {
    using namespace nabla;
    constexpr auto axis = rows<0, 3>(camera_of);
    constexpr auto X = point_of - rows<3, 3>(camera_of);
    constexpr auto square = sqnorm(axis);
    constexpr auto angle = sqrt(square);
    constexpr auto turned = cos(angle) * X + sin(angle) / angle * cross(axis, X) + (1_c - cos(angle)) / square * dot(axis, X) * axis;  // Rodrigues
    constexpr auto seen = where(square > 0_c, turned, X + cross(axis, X));
    constexpr auto flat = rows<0, 2>(seen) / row<2>(seen);
    constexpr auto far = sqnorm(flat);
    constexpr auto distorted = (1_c + row<9>(camera_of) * far + row<10>(camera_of) * sq(far)) * flat;
    return weight_of * (row<6>(camera_of) * distorted + rows<7, 2>(camera_of) - feature_of);
  }();
  static constexpr auto slopes = diff(residual, nabla::wrt(camera_of, point_of, weight_of));
  static constexpr auto weight_error = nabla::c<1> - sq(weight_of);

 private:
  // The numbers of one, where they lie.
  template <std::size_t Size> static std::span<const double, Size> part(const std::vector<double>& of, std::size_t i) { return std::span<const double, Size>(&of[Size * i], Size); }
  static auto camera(const input& in, std::size_t i) { return part<of_camera>(in.cameras, i % in.n); }
  static auto point(const input& in, std::size_t i) { return part<of_point>(in.points, i % in.m); }
  static auto feature(const input& in, std::size_t i) { return part<2>(in.features, i); }

 public:
  // The residuals of the observations, two for each, then what the weights differ from 1.
  std::span<const double> objective(const input& in) {
    residuals_.resize(3 * in.p);
    for (std::size_t i = 0; i < in.p; ++i) {
      const auto both = residual(camera_of = camera(in, i), point_of = point(in, i), weight_of = in.weights[i], feature_of = feature(in, i));
      residuals_[2 * i] = both(0, 0);
      residuals_[2 * i + 1] = both(1, 0);
      residuals_[2 * in.p + i] = weight_error(weight_of = in.weights[i]);
    }
    return residuals_;
  }

  // The Jacobian of these, row by row, in compressed form.
  struct sparse {
    std::vector<std::size_t> starts, columns;
    std::vector<double> values;
    void clear(const input& in) {
      starts.clear();
      columns.clear();
      values.clear();
      starts.reserve(3 * in.p + 1);
      columns.reserve((2 * in_row + 1) * in.p);
      values.reserve((2 * in_row + 1) * in.p);
      starts.push_back(0);
    }
    // 2 × 15, column by column
    void add(const input& in, std::size_t i, const double* block) {
      for (std::size_t row = 0; row < 2; ++row) {
        for (std::size_t j = 0; j < of_camera; ++j) columns.push_back(of_camera * (i % in.n) + j);
        for (std::size_t j = 0; j < of_point; ++j) columns.push_back(of_camera * in.n + of_point * (i % in.m) + j);
        columns.push_back(of_camera * in.n + of_point * in.m + i);
        for (std::size_t j = 0; j < in_row; ++j) values.push_back(block[2 * j + row]);
        starts.push_back(values.size());
      }
    }
    void add_weight(const input& in, std::size_t i, double slope) {
      columns.push_back(of_camera * in.n + of_point * in.m + i);
      values.push_back(slope);
      starts.push_back(values.size());
    }
  };
  std::span<const double> jacobian(const input& in) {
    constexpr auto slope = diff(weight_error, weight_of);
    jacobian_.clear(in);
    std::array<double, 2 * in_row> block;
    for (std::size_t i = 0; i < in.p; ++i) {
      blocks_(camera_of = camera(in, i), point_of = point(in, i), weight_of = in.weights[i], feature_of = feature(in, i), nabla::into(nabla::value_of(slopes) = block));
      jacobian_.add(in, i, block.data());
    }
    for (std::size_t i = 0; i < in.p; ++i) jacobian_.add_weight(in, i, slope(weight_of = in.weights[i]));
    return jacobian_.values;
  }
  const sparse* compressed(const input& in) {
    jacobian(in);
    return &jacobian_;
  }
  static constexpr auto derivative = &ba::jacobian;

  static std::vector<named_function> functions() {
    return {function_of("objective", &ba::objective,
                        [](const input& in, std::span<const double> all) {
                          return value(object{{"reproj_error", object{{"elements", value(all.first(2))}, {"repeated", in.p}}}, {"w_err", object{{"element", all[2 * in.p]}, {"repeated", in.p}}}});
                        }),
            function_of("jacobian", &ba::compressed, [](const input&, const sparse* all) {
              const auto first_and_last = [](const auto& numbers) {
                std::vector<double> some(numbers.begin(), numbers.begin() + 2 * in_row);
                some.push_back(static_cast<double>(numbers.back()));
                return some;
              };
              return value(object{{"rows", first_and_last(all->starts)}, {"cols", first_and_last(all->columns)}, {"vals", first_and_last(all->values)}});
            })};
  }

 private:
  decltype(nabla::evaluator(slopes)) blocks_;
  std::vector<double> residuals_;
  sparse jacobian_;
};

}  // namespace gradbench
