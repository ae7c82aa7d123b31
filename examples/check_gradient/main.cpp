// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// A gradient written by hand with a mistake in it, and what the checker says; then the same layer as a formula, whose gradient nobody writes; then a
// picture: what a step does to a difference.

#include "layer.hpp"

#include <nabla/train/picture.hpp>

#include <array>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

namespace {

using namespace check_gradient;
using nabla::operator""_c;

constexpr auto W = nabla::var<"W", 2, 3>;
constexpr auto b = nabla::var<"b", 2>;
constexpr auto x = nabla::data<"x", 3>;
constexpr auto y = nabla::data<"y", 2>;

void draw(const std::string& folder) {
  constexpr int steps = 16;
  const errors_by_step errors = measure_errors(steps);
  nabla::plot p;
  p.title = "Error of a difference by its step: sin(x)^2 at 1, log10";
  p.x_label = "step 10^-x: too long to the left, too short to the right";
  p.lowest = -17;
  p.decimals = 1;
  p.curves = {{"forward", errors.forward, "#dc2626"},
              {"central", errors.central, "#2563eb"},
              {"sixth order", errors.sixth_order, "#059669"},
              {"complex step", errors.complex_step, "#7c3aed"},
              {"extrapolated, no step", numbers(steps, errors.extrapolated), "#111827", true}};
  std::filesystem::create_directories(folder);
  const std::string file = folder + "/steps.svg";
  std::ofstream(file) << "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"760\" height=\"480\" font-family=\"sans-serif\" font-size=\"12\">\n"
                      << "<rect width=\"760\" height=\"480\" fill=\"white\"/>\n"
                      << nabla::draw(p, 60, 50, 660, 360) << "</svg>\n";
  std::cout << "a picture of errors by step: " << file << '\n';
}

}  // namespace

int main(int count, char** arguments) {
  const std::string first = count > 1 ? arguments[1] : "";
  if (first == "--help") {
    std::cout << "check_gradient [FOLDER]: checks a gradient with a mistake in it; draws errors by step into FOLDER (check_gradient_output)\n";
    return 0;
  }
  const layer net = example_layer();
  const numbers parameters = example_parameters();
  const auto loss = [&](const numbers& p) { return net.loss(p); };
  const auto wrong = nabla::check_grad(loss, [&](const numbers& p) { return net.wrong_gradient(p); }, parameters);
  const auto right = nabla::check_grad(loss, [&](const numbers& p) { return net.gradient(p); }, parameters);
  std::cout << "by hand, 1 - h in place of 1 - h*h\n"
            << wrong << "\n\nby hand, corrected\n"
            << right << "\n\n";

  constexpr auto formula = 0.5_c * nabla::sqnorm(nabla::tanh(W * x + b) - y);
  const auto derived = nabla::check_grad(formula, nabla::at(W = std::array{0.3, -0.2, 0.1, 0.4, 0.5, -0.3}, b = std::array{0.05, -0.1}, x = std::array{0.5, -1.0, 2.0}, y = std::array{0.25, -0.5}));
  std::cout << "as a formula\n"
            << derived << "\n\n";
  draw(first.empty() ? "check_gradient_output" : first);
  return wrong.outcome == nabla::outcome::fail && right && derived ? 0 : 1;
}
