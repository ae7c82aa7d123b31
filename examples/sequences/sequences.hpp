// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/check/report.hpp>

#include <Eigen/Core>

#include <string>

namespace sequences {

/// What a program leaves behind.
struct finding {
  std::string said{};                  ///< a line for people
  nabla::gradient_report gradient{};   ///< before the first step
  bool is_right = false;               ///< what was found is what it should be
  double reached = 0;                  ///< what was minimised, at its end
  std::string picture{};               ///< an SVG
};

finding learn_letters(const std::string& file, int updates);
finding fit_garch();
finding fit_populations();
finding denoise_digits();
finding bootstrap_curve();

/// A number with three digits behind the point.
std::string rounded(double value);

/// The numbers of a file of examples/data, line by line.
Eigen::MatrixXd read_numbers(const std::string& name, int columns);

}  // namespace sequences
