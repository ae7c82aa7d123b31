// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// f = sum of 100 (x[i+1] - x[i]^2)^2 + (1 - x[i])^2 over a chain of 100: the 298 elements of its Hessian that are not zero, column by column.
#include "support/contest.hpp"
#include "support/random.hpp"

#include <nabla/nabla.hpp>

#include <Eigen/Core>
#include <unsupported/Eigen/AutoDiff>

#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace {

using namespace benchmarks;

constexpr std::size_t n = 100, nonzeros = 3 * n - 2;
using input = std::array<double, n>;
// In the contestant's own buffer. No value is asked for; the first element of the Hessian stands in its place.
using result = matrices<1>;

struct by_hand {
  std::array<double, nonzeros> elements;

  result operator()(const input& in) {
    double* h = elements.data();
    double above = -400 * in[0];
    h[0] = 1200 * in[0] * in[0] - 400 * in[1] + 2;
    h[1] = above;
    for (std::size_t i = 1; i + 1 < n; ++i) {
      const double below = -400 * in[i];
      h[3 * i - 1] = above;
      h[3 * i] = 1200 * in[i] * in[i] - 400 * in[i + 1] + 202;
      h[3 * i + 1] = below;
      above = below;
    }
    h[nonzeros - 2] = above;
    h[nonzeros - 1] = 200;
    return {h[0], {elements}};
  }
};

// What one does who does not derive the elements: three products with the Hessian, each a gradient's tangent.
struct by_hand_with_products {
  std::array<double, nonzeros> elements;

  result operator()(const input& in) {
    double moved[3][n];
    for (std::size_t colour = 0; colour < 3; ++colour) {
      double* m = moved[colour];
      for (std::size_t i = 0; i < n; ++i) m[i] = 0;
      for (std::size_t i = 0; i + 1 < n; ++i) {
        const double v = i % 3 == colour, next = (i + 1) % 3 == colour;
        const double r = in[i + 1] - in[i] * in[i], dr = next - 2 * in[i] * v;
        m[i] += -400 * (dr * in[i] + r * v) + 2 * v;
        m[i + 1] += 200 * dr;
      }
    }
    double* h = elements.data();
    for (std::size_t j = 0; j < n; ++j)
      for (std::size_t i = j == 0 ? 0 : j - 1; i < n && i <= j + 1; ++i) *h++ = moved[j % 3][i];
    return {elements[0], {elements}};
  }
};

constexpr int size = n;
constexpr auto x = nabla::var<"x", size>;
constexpr auto chain = [] {
  using namespace nabla;
  constexpr auto here = head<size - 1>(x);
  return sum(100_c * sq(tail<size - 1>(x) - sq(here)) + sq(1_c - here));
}();

struct with_nabla {
  decltype(nabla::evaluator(nabla::sparse_hessian(chain, nabla::wrt(x)))) run;
  result operator()(const input& in) {
    const auto& h = run(x = in);
    return {h.values[0], {std::span<const double>(h.values.data)}};
  }
};

}  // namespace

int main(int argc, char** argv) {
  uniform number(-2, 2);
  std::vector<input> inputs(64);
  for (input& in : inputs)
    for (double& each : in) each = number();

  contest<input> hessian("Hessian of a Rosenbrock chain, n = 100, 298 elements", inputs, parse(argc, argv));
  hessian.add("by hand", by_hand{});
  hessian.add("by hand, again", by_hand{});
  hessian.add("by hand, three products", by_hand_with_products{});
  hessian.add("nabla", with_nabla{});
  hessian.run();
}
