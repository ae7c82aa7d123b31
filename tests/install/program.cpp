// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
// One program for two ways in: the single header with nothing beside it, the module.
#include <cmath>
#include <iostream>
#include <string>
#include <tuple>
#include <vector>
#ifdef NABLA_MODULE
import nabla;
#else
#include "nabla.hpp"
#endif
#ifdef EIGEN_CORE_MODULE_H
#error "what needs the standard library alone brings Eigen"
#endif
#ifdef BOOST_HANA_CONFIG_HPP
#error "what needs the standard library alone brings Boost"
#endif

using namespace nabla;

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto n = dim<"n">;
constexpr auto v = var<"v", n>;
static_assert(diff(sq(x) * y, x) == 2_c * x * y);
constexpr auto spring = formula<"x", "y">([]<class T>(T a, T b) {
  if (a > 0) return sqrt(a) * b;
  return a + b;
});
struct swish_rule : function<1> {
  static constexpr auto text = "swish";
  static constexpr auto value(auto u) {
    using std::exp;
    return u / (1 + exp(-u));
  }
  static constexpr auto partials(auto u, auto value) { return partial(sigmoid(u) + value * (1_c - sigmoid(u))); }
};

int failed = 0;
void expect(bool right, const char* what) {
  if (right) return;
  std::cout << "wrong: " << what << '\n';
  ++failed;
}

int main() {
  constexpr auto f = x * sin(y) + call<swish_rule>(x);
  const auto [value, g] = value_and_grad(f)(x = 1.5, y = 0.5);
  const double s = 1 / (1 + std::exp(-1.5));
  expect(std::abs(value - (1.5 * std::sin(0.5) + 1.5 * s)) < 1e-14, "value");
  expect(std::abs(g[x] - (std::sin(0.5) + s + 1.5 * s * (1 - s))) < 1e-14, "derivative");
  expect(std::abs(spring(4.0, 3.0) - 6) < 1e-14 && std::abs(grad(spring)(4.0, 3.0)[x] - 0.75) < 1e-14, "recorded function");
  const std::vector<double> numbers{1, 2, 3};
  const std::vector<double> slopes = grad(sqnorm(v))(v = numbers)[v];
  expect(slopes == std::vector<double>{2, 4, 6}, "vector");
  const auto many = vmap(x * x)(x = numbers, threads(2));
  expect(many[2] == 9, "many points");
  expect(to_string(grad(x * y)) == "d/dx = y\nd/dy = x\n", "text");
  expect(to_c(x * y, "f").find("return x*y;") != std::string::npos, "C");
  expect(bool(check_grad(f, at(x = 1.0, y = 2.0))), "check");
  std::cout << (failed == 0 ? "all right\n" : "");
  return failed;
}
