// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
// Twenty years of furs that were traded, and the differential equation that is nearest to them.
#include "populations.hpp"

#include "minimise.hpp"
#include "sequences.hpp"

#include <nabla/check.hpp>
#include <nabla/eigen.hpp>
#include <nabla/train/picture.hpp>

sequences::finding sequences::fit_populations() {
  using Eigen::MatrixXd, Eigen::VectorXd;
  const MatrixXd seen = read_numbers("pelts.csv", 3).rightCols(2);
  VectorXd at = (VectorXd(6) << 0.5, 0.03, 0.8, 0.03, 30, 4).finished().array().log();
  finding result;
  result.gradient = nabla::check_grad(misfit, nabla::at(pelts = seen, q = at));

  auto evaluate = nabla::evaluator(nabla::value_and_grad(misfit));
  VectorXd slope;
  const int steps = minimise(
      [&](const VectorXd& x, VectorXd& g) {
        const auto& [value, gradient] = evaluate(pelts = seen, q = x);
        slope = g = gradient[q];
        return value;
      },
      at, 1e-6, 500);
  result.reached = evaluate(pelts = seen, q = at).value;
  const MatrixXd fitted = nabla::evaluator(computed)(pelts = seen, q = at);
  nabla::plot picture{.title = "Pelts, 1900 to 1920", .x_label = "years", .curves = {{.name = "hares", .dashed = true}, {.name = "computed"}, {.name = "lynxes", .color = "#ea580c", .dashed = true}, {.name = "computed", .color = "#ea580c"}}, .unit = "k", .decimals = 1};
  for (Eigen::Index i = 0; i < seen.rows(); ++i)
    for (int k = 0; k < 2; ++k) {
      picture.curves[static_cast<std::size_t>(2 * k)].y.push_back(seen(i, k));
      picture.curves[static_cast<std::size_t>(2 * k + 1)].y.push_back(i == 0 ? std::exp(at(4 + k)) : fitted(i - 1, k));
    }
  const double off = std::sqrt(2 * result.reached / static_cast<double>(seen.size()));
  result.said = "populations: after " + std::to_string(steps) + " steps the equations are " + rounded(off) + " off, in logarithms; a lynx that finds no hare lives for " + rounded(std::exp(-at(2))) + " years";
  result.is_right = slope.norm() < 1e-6 && off < 0.3;
  result.picture = nabla::svg({picture});
  return result;
}
