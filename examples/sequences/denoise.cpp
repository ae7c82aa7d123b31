// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
// Handwritten digits with noise, and without.
#include "denoise.hpp"

#include "minimise.hpp"
#include "sequences.hpp"

#include <nabla/check.hpp>
#include <nabla/eigen.hpp>
#include <nabla/train/random.hpp>

#include <cmath>
#include <random>

namespace sequences {
namespace {

using Eigen::MatrixXd, Eigen::VectorXd;

/// The first six digits of the file in a row; every element of a picture is four of these.
MatrixXd digits() {
  const MatrixXd all = read_numbers("digits.csv", 65) / 16;
  MatrixXd result(16, 96);
  for (Eigen::Index i = 0; i < result.rows(); ++i)
    for (Eigen::Index j = 0; j < result.cols(); ++j) result(i, j) = all(j / 16, 8 * (i / 2) + j % 16 / 2);
  return result;
}

/// In fifteen shades of gray, each drawn in one go; by hand, for gnuplot is not everywhere.
std::string gray(const MatrixXd& of, int top, const char* name) {
  std::string svg = "<text x=\"10\" y=\"" + std::to_string(top - 8) + "\" fill=\"#1f2937\">" + name + "</text>\n";
  for (int shade = 1; shade <= 15; ++shade) {
    const int level = 248 - 15 * shade;
    svg += "<path fill=\"rgb(" + std::to_string(level) + ',' + std::to_string(level) + ',' + std::to_string(level) + ")\" d=\"";
    for (Eigen::Index i = 0; i < of.rows(); ++i)
      for (Eigen::Index j = 0; j < of.cols(); ++j)
        if (std::lround(15 * std::min(1.0, std::max(0.0, of(i, j)))) == shade) svg += 'M' + std::to_string(10 + 6 * j) + ' ' + std::to_string(top + 6 * i) + "h6v6h-6z";
    svg += "\"/>\n";
  }
  return svg;
}

}  // namespace

finding denoise_digits() {
  const MatrixXd clean = digits();
  std::mt19937_64 random(1);
  MatrixXd given = clean;
  for (double& x : given.reshaped()) x += 0.25 * nabla::random_normal(random);

  finding result;
  constexpr double strength = 0.16;
  result.gradient = nabla::check_grad(cost, nabla::at(picture = MatrixXd(given.topLeftCorner(5, 7)), noisy = MatrixXd(clean.topLeftCorner(5, 7)), weight = strength));
  auto evaluate = nabla::evaluator(nabla::value_and_grad(cost));
  VectorXd at = given.reshaped();
  double last = 0;
  const int steps = minimise(
      [&](const VectorXd& x, VectorXd& g) {
        const auto& [value, slope] = evaluate(picture = x.reshaped(given.rows(), given.cols()), noisy = given, weight = strength);
        g = MatrixXd(slope[picture]).reshaped();
        last = g.norm();
        return value;
      },
      at, 1e-5, 500);
  const MatrixXd found = at.reshaped(given.rows(), given.cols());
  result.reached = (found - clean).norm() / std::sqrt(static_cast<double>(clean.size()));
  const double before = (given - clean).norm() / std::sqrt(static_cast<double>(clean.size()));
  result.said = "denoising: the digits were " + rounded(before) + " off, and are " + rounded(result.reached) + " after " + std::to_string(steps) + " steps";
  result.is_right = last < 1e-2 && result.reached < 0.6 * before;
  result.picture = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 596 400\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"14\">\n<rect width=\"596\" height=\"400\" fill=\"white\"/>\n" +
      gray(given, 30, "with noise") + gray(found, 156, "of small total variation") + gray(clean, 282, "as they were") + "</svg>\n";
  return result;
}

}  // namespace sequences
