// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// y_0' = x_0, y_i' = x_i y_{i - 1}, from 0 at time 0 to time 2 by s steps of Runge and Kutta's method; the gradient is that of the last y.
// Each y asks only for the one before, at all times: so the loop is over the equations, of which there may be any number, and the steps of all of
// them are taken at once.
#pragma once

#include "support/maps.hpp"
#include "support/protocol.hpp"
#include "support/random.hpp"
#include "support/sizes.hpp"

#include <nabla/nabla.hpp>

namespace gradbench {

// For S steps or less: what comes later than the last that is asked for is left unread.
template <int S> class ode_of {
 public:
  static constexpr auto n = nabla::dim<"n">;
  static constexpr auto h = nabla::data<"h">;
  static constexpr auto end = nabla::data<"end", S>;  // 1 where the time is that of the end
  static constexpr auto x = nabla::var<"x", n>;
  // Where the four slopes of each step are taken, of one equation; and what it is after each step.
  static constexpr auto paths = scan(x, std::tuple{nabla::ones<S>, nabla::ones<S>, nabla::ones<S>, nabla::ones<S>, nabla::zeros<S>}, [](auto rate, auto at1, auto at2, auto at3, auto at4, auto) {
    using namespace nabla;
    auto k1 = rate * at1, k2 = rate * at2, k3 = rate * at3, k4 = rate * at4;
    auto after = cumsum(h / 6_c * (k1 + 2_c * (k2 + k3) + k4));
    auto before = shift<1>(after);
    return std::tuple{before, before + h / 2_c * k1, before + h / 2_c * k2, before + h * k3, after};
  });
  static constexpr auto y = std::get<4>(paths) * end;
  static constexpr auto f = nabla::row<-1>(y);

  std::span<const double> primal(std::span<const double> at, std::size_t steps) {
    end_ = Eigen::VectorXd::Unit(S, static_cast<Eigen::Index>(steps) - 1);
    result_.resize(static_cast<Eigen::Index>(at.size()));
    result_ = value_(x = column(at), h = 2 / static_cast<double>(steps), end = end_);
    return {result_.data(), at.size()};
  }
  std::span<const double> gradient(std::span<const double> at, std::size_t steps) {
    end_ = Eigen::VectorXd::Unit(S, static_cast<Eigen::Index>(steps) - 1);
    result_.resize(static_cast<Eigen::Index>(at.size()));
    gradient_(x = column(at), h = 2 / static_cast<double>(steps), end = end_, nabla::into(nabla::gradient_of(x) = result_));
    return {result_.data(), at.size()};
  }

 private:
  decltype(nabla::evaluator(y)) value_;
  decltype(nabla::evaluator(nabla::grad(f))) gradient_;
  Eigen::VectorXd end_, result_;
};

struct ode {
  static constexpr const char* name = "ode";
  struct input {
    std::vector<double> x;
    std::size_t s = 0;
  };
  struct size {
    std::size_t n, s;
  };
  using sizes = for_sizes<ode_of, 1, 10, 100>;
  static input read(const value& in) {
    input all{numbers(member(in, "x")), whole(member(in, "s"))};
    sizes::check(all.s);
    return all;
  }
  static value sample(size of) { return object{{"x", random_numbers().uniform(of.n)}, {"s", of.s}}; }

  std::span<const double> primal(const input& in) {
    return evals_.at_least(in.s, [&](auto& eval) { return eval.primal(in.x, in.s); });
  }
  std::span<const double> gradient(const input& in) {
    return evals_.at_least(in.s, [&](auto& eval) { return eval.gradient(in.x, in.s); });
  }
  static constexpr auto derivative = &ode::gradient;

  static std::vector<named_function> functions() { return {function_of("primal", &ode::primal), function_of("gradient", &ode::gradient)}; }

 private:
  sizes evals_;
};

}  // namespace gradbench
