// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// y_0' = x_0, y_i' = x_i y_{i - 1}, from 0 at time 0 to time 2 by s steps of Runge and Kutta's method; the gradient is that of the last y.
#pragma once

#include "support/maps.hpp"
#include "support/protocol.hpp"
#include "support/random.hpp"

#include <nabla/nabla.hpp>

namespace gradbench {

class ode {
 public:
  static constexpr const char* name = "ode";
  struct input {
    std::vector<double> x;
    std::size_t s = 0;
  };
  struct size {
    std::size_t n, s;
  };
  static input read(const value& in) { return {numbers(member(in, "x")), whole(member(in, "s"))}; }
  static value sample(size of) { return object{{"x", random_numbers().uniform(of.n)}, {"s", of.s}}; }

  static constexpr auto n = nabla::dim<"n">;
  static constexpr auto steps = nabla::dim<"s">;
  static constexpr auto h = nabla::data<"h">;
  static constexpr auto x = nabla::var<"x", n>;
  static constexpr auto first = nabla::data<"first", n>;  // 1 in place of the y before the first
  static constexpr auto y = iterate(steps, nabla::zeros<n>, [](auto at) {
    using namespace nabla;
    const auto slope = [](auto of) { return hadamard(x, shift<1>(of) + first); };
    const auto k1 = slope(at);
    const auto k2 = slope(at + h / 2_c * k1);
    const auto k3 = slope(at + h / 2_c * k2);
    const auto k4 = slope(at + h * k3);
    return at + h / 6_c * (k1 + 2_c * (k2 + k3) + k4);
  });
  static constexpr auto f = nabla::row<-1>(y);

  std::span<const double> primal(const input& in) {
    result_.resize(static_cast<Eigen::Index>(in.x.size()));
    first_ = Eigen::VectorXd::Unit(static_cast<Eigen::Index>(in.x.size()), 0);
    result_ = value_(x = column(in.x), first = first_, h = 2 / static_cast<double>(in.s), steps = in.s);
    return {result_.data(), in.x.size()};
  }
  std::span<const double> gradient(const input& in) {
    result_.resize(static_cast<Eigen::Index>(in.x.size()));
    first_ = Eigen::VectorXd::Unit(static_cast<Eigen::Index>(in.x.size()), 0);
    gradient_(x = column(in.x), first = first_, h = 2 / static_cast<double>(in.s), steps = in.s, nabla::into(nabla::gradient_of(x) = result_));
    return {result_.data(), in.x.size()};
  }
  static constexpr auto derivative = &ode::gradient;

  static std::vector<named_function> functions() { return {function_of("primal", &ode::primal), function_of("gradient", &ode::gradient)}; }

 private:
  decltype(nabla::evaluator(y)) value_;
  decltype(nabla::evaluator(nabla::grad(f))) gradient_;
  Eigen::VectorXd first_, result_;
};

}  // namespace gradbench
