// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <vector>

namespace train_digits {

/// One curve: y at x = 1, 2, 3, …
struct series {
  std::string name{}, color{};
  std::vector<double> y{};
  bool dashed = false;
};

/// A diagram with axes, ticks, a grid and a legend, drawn as SVG elements.
struct plot {
  std::string title{}, x_label{};
  double lowest = 0, highest = 1;  // of the y axis; widened to whole ticks
  std::string unit{};              // behind the numbers of the y axis and of the last values
  int decimals = 2;                // of the last values
  bool legend_on_top = true;
  std::vector<series> curves{};
};

/// Round numbers that cover low … high, about `wanted` of them.
std::vector<double> round_ticks(double low, double high, int wanted);

/// The plot inside the given rectangle, as a group of SVG elements.
std::string draw(const plot& p, double left, double top, double width, double height);

}  // namespace train_digits
