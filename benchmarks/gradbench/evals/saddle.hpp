// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// The x that makes the largest of f(x, y) over y smallest, and that y, for f = x_1² + x_2² - y_1² - y_2²: a search inside a search.
#pragma once

#include "support/protocol.hpp"

#include <nabla/nabla.hpp>

#include <array>

namespace gradbench {

// min over x of max over y
namespace saddle_of {
inline constexpr auto start = nabla::data<"start", 2>;
constexpr auto f(auto x, auto y) { return sqnorm(x) - sqnorm(y); }
constexpr auto best_y(auto x) {
  return nabla::argmin([=](auto y) { return -f(x, y); }, start);
}
inline constexpr auto best_x = nabla::argmin([](auto x) { return f(x, best_y(x)); }, start);
}  // namespace saddle_of

struct saddle {
  static constexpr const char* name = "saddle";
  using input = std::array<double, 2>;
  using size = input;
  static input read(const value& in) {
    const std::vector<double>& start = numbers(member(in, "start"));
    return {start.at(0), start.at(1)};
  }
  static value sample(const size& start) { return object{{"start", std::vector<double>(start.begin(), start.end())}}; }

  static constexpr auto both = vstack(saddle_of::best_x, saddle_of::best_y(saddle_of::best_x));

  std::span<const double> solve(const input& in) {
    const auto found = run_(saddle_of::start = in);
    for (std::size_t i = 0; i < 4; ++i) result_[i] = found(static_cast<int>(i), 0);
    return result_;
  }
  static constexpr auto derivative = &saddle::solve;

  // Derivatives of formulas have no direction: the four are one.
  static std::vector<named_function> functions() {
    return {function_of("ff", &saddle::solve), function_of("fr", &saddle::solve), function_of("rf", &saddle::solve), function_of("rr", &saddle::solve)};
  }

 private:
  decltype(nabla::evaluator(both)) run_;
  std::array<double, 4> result_{};
};

}  // namespace gradbench
