// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// log of the sum of exp(x_i), as it is written: that the largest has to be taken out first nabla sees for itself.
#pragma once

#include "support/maps.hpp"
#include "support/protocol.hpp"
#include "support/random.hpp"

#include <nabla/nabla.hpp>

namespace gradbench {

struct lse {
  static constexpr const char* name = "lse";
  struct input {
    std::vector<double> x;
  };
  using size = std::size_t;
  static input read(const value& in) { return {numbers(member(in, "x"))}; }
  static value sample(size n) { return object{{"x", random_numbers().uniform(n)}}; }

  static constexpr auto x = nabla::var<"x", nabla::dim<"n">>;
  static constexpr auto f = log(sum(exp(x)));

  double primal(const input& in) { return value_(x = column(in.x)); }
  std::span<const double> gradient(const input& in) {
    result_.resize(in.x.size());
    gradient_(x = column(in.x), nabla::into(nabla::gradient_of(x) = result_));
    return result_;
  }

  static constexpr auto derivative = &lse::gradient;
  static std::vector<named_function> functions() { return {function_of("primal", &lse::primal), function_of("gradient", &lse::gradient)}; }

 private:
  decltype(nabla::evaluator(f)) value_;
  decltype(nabla::evaluator(nabla::grad(f))) gradient_;
  std::vector<double> result_;
};

}  // namespace gradbench
