// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// x², and its derivative.
#pragma once

#include "support/protocol.hpp"
#include "support/random.hpp"

#include <nabla/nabla.hpp>

namespace gradbench {

struct hello {
  static constexpr const char* name = "hello";
  using input = double;
  using size = double;
  static input read(const value& in) { return number(in); }
  static value sample(size of) { return of; }

  static constexpr auto x = nabla::var<"x">;
  static constexpr auto f = x * x;

  double square(const input& in) { return f(x = in); }
  double slope(const input& in) { return nabla::grad(f)(x = in)[x]; }
  std::span<const double> slope_in_memory(const input& in) {
    result_ = slope(in);
    return {&result_, 1};
  }

  static constexpr auto derivative = &hello::slope_in_memory;
  static std::vector<named_function> functions() { return {function_of("square", &hello::square), function_of("double", &hello::slope)}; }

 private:
  double result_ = 0;
};

}  // namespace gradbench
