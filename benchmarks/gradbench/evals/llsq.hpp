// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// Half the sum of (s_i - x_0 - x_1 t_i - … - x_{m - 1} t_i^{m - 1})² with t_i from -1 to 1 and s_i = sign(t_i).
#pragma once

#include "support/protocol.hpp"
#include "support/random.hpp"

#include <nabla/eigen.hpp>
#include <nabla/nabla.hpp>

#include <Eigen/Core>

namespace gradbench {

struct llsq {
  static constexpr const char* name = "llsq";
  struct input {
    std::vector<double> x;
    std::size_t n = 0;
  };
  struct size {
    std::size_t n, m;
  };
  static input read(const value& in) { return {numbers(member(in, "x")), whole(member(in, "n"))}; }
  static value sample(size of) { return object{{"x", random_numbers().uniform(of.m)}, {"n", of.n}}; }

  static constexpr auto n = nabla::dim<"n">;
  static constexpr auto m = nabla::dim<"m">;
  static constexpr auto x = nabla::var<"x", m>;
  static constexpr auto t = nabla::data<"t", n>;
  static constexpr auto P = nabla::data<"P", n, m>;  // powers of t
  static constexpr auto f = sqnorm(sign(t) - P * x) / nabla::c<2>;

  double primal(const input& in) {
    take_powers(in);
    return value_(x = in.x, t = points_, P = powers_);
  }
  std::span<const double> gradient(const input& in) {
    take_powers(in);
    result_.resize(in.x.size());
    gradient_(x = in.x, t = points_, P = powers_, nabla::into(nabla::gradient_of(x) = result_));
    return result_;
  }

  static constexpr auto derivative = &llsq::gradient;
  static std::vector<named_function> functions() { return {function_of("primal", &llsq::primal), function_of("gradient", &llsq::gradient)}; }

 private:
  // In every call: they belong to what is timed.
  void take_powers(const input& in) {
    const auto rows = static_cast<Eigen::Index>(in.n), columns = static_cast<Eigen::Index>(in.x.size());
    points_ = Eigen::VectorXd::LinSpaced(rows, 0, static_cast<double>(rows - 1)) * (2 / static_cast<double>(rows - 1)) - Eigen::VectorXd::Ones(rows);
    powers_.resize(rows, columns);
    if (columns > 0) powers_.col(0).setOnes();
    for (Eigen::Index j = 1; j < columns; ++j) powers_.col(j) = powers_.col(j - 1).cwiseProduct(points_);
  }

  decltype(nabla::evaluator(f)) value_;
  decltype(nabla::evaluator(nabla::grad(f))) gradient_;
  Eigen::VectorXd points_;
  Eigen::MatrixXd powers_;
  std::vector<double> result_;
};

}  // namespace gradbench
