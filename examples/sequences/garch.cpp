// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
// The price of crude oil: its volatility by maximum likelihood, with standard errors from the second derivatives.
#include "garch.hpp"

#include "minimise.hpp"
#include "sequences.hpp"

#include <nabla/check.hpp>
#include <nabla/eigen.hpp>
#include <nabla/train/picture.hpp>

#include <Eigen/Cholesky>

#include <cmath>

sequences::finding sequences::fit_garch() {
  using Eigen::VectorXd;
  const VectorXd price = read_numbers("oil.csv", 2).col(1).array().log();
  VectorXd e = 100 * (price.tail(price.size() - 1) - price.head(price.size() - 1));  // per cent a day
  e.array() -= e.mean();
  const double variance = e.squaredNorm() / static_cast<double>(e.size());

  finding result;
  VectorXd at = VectorXd::Zero(3);
  result.gradient = nabla::check_grad(minus_log_likelihood, nabla::at(change = e.head(60), first = variance, theta = at));
  auto evaluate = nabla::evaluator(nabla::value_and_grad(minus_log_likelihood));
  const int steps = minimise(
      [&](const VectorXd& x, VectorXd& g) {
        const auto& [value, slope] = evaluate(change = e, first = variance, theta = x);
        g = slope[theta];
        return value;
      },
      at, 1e-6, 200);
  const auto& [value, g] = evaluate(change = e, first = variance, theta = at);
  result.reached = value;

  const Eigen::Matrix3d information = nabla::hessian(minus_log_likelihood, nabla::wrt(theta))(change = e, first = variance, theta = at);
  const Eigen::Matrix3d covariance = information.inverse();
  const double lasting = 1 / (1 + std::exp(-at(1)));
  // of a function of theta, by its slope
  const double error = lasting * (1 - lasting) * std::sqrt(covariance(1, 1));
  const VectorXd h = nabla::evaluator(today)(change = e, first = variance, theta = at);
  nabla::plot picture{.title = "Crude oil, 2015 to 2019: per cent a day", .x_label = "days", .curves = {{.name = "change", .color = "#9ca3af"}, {.name = "volatility"}}, .unit = " %"};
  for (Eigen::Index i = 0; i < e.size(); ++i) {
    picture.curves[0].y.push_back(std::abs(e(i)));
    picture.curves[1].y.push_back(std::sqrt(h(i)));
  }
  result.said = "GARCH: " + std::to_string(e.size()) + " days of oil, " + std::to_string(steps) + " steps to a gradient of norm below 1e-6; of the variance " + rounded(lasting) + " ± " + rounded(error) + " stays to the next day";
  const double constant = 0.5 * static_cast<double>(e.size()) * (std::log(variance) + 1);  // without any memory
  result.is_right = VectorXd(g[theta]).norm() < 1e-4 && value < constant - 50 && information.llt().info() == Eigen::Success && lasting > 0.9;
  result.picture = nabla::svg({picture});
  return result;
}
