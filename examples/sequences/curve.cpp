// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
// The yields of the US Treasury on a day; the curve through them; and what a bond of twelve years loses when each of them rises.
#include "curve.hpp"

#include "sequences.hpp"

#include <nabla/check.hpp>
#include <nabla/eigen.hpp>
#include <nabla/train/picture.hpp>

#include <algorithm>
#include <cmath>

sequences::finding sequences::bootstrap_curve() {
  using Eigen::MatrixXd, Eigen::VectorXd;
  const MatrixXd quoted = read_numbers("par_yields.csv", 2);
  const VectorXd maturity = quoted.col(0), par = quoted.col(1) / 100;
  MatrixXd lasts = MatrixXd::Zero(coupons, bonds), coupon = MatrixXd::Zero(bonds, coupons), end = coupon, bond = MatrixXd::Zero(1, coupons);
  for (int i = 0; i < coupons; ++i) {
    const double time = 0.5 * (i + 1);
    for (int k = 0; k < bonds; ++k) {
      const double before = k > 0 ? maturity(k - 1) : 0.0;
      lasts(i, k) = std::max(0.0, std::min(time, maturity(k)) - before);
      coupon(k, i) = time <= maturity(k) ? 1 : 0;
      end(k, i) = time == maturity(k) ? 1 : 0;
    }
    bond(0, i) = time <= 12 ? 2.5 + (time == 12 ? 100 : 0) : 0;  // five per cent a year
  }
  const VectorXd guess = VectorXd::Constant(bonds, 0.04);
  const auto by_yields = [&](const auto& f, const VectorXd& y) { return f(yield = y, start = guess, spans = lasts, pays = coupon, ends = end, amounts = bond); };

  finding result;
  result.gradient = nabla::check_grad(price, nabla::at(yield = par, start = guess, spans = lasts, pays = coupon, ends = end, amounts = bond));
  const auto [value, g] = by_yields(nabla::value_and_grad(price, nabla::wrt(yield)), par);
  const VectorXd slope = g[yield];
  const VectorXd f = forwards(yield = par, start = guess, spans = lasts, pays = coupon, ends = end);
  const VectorXd factors = (-(lasts * f)).array().exp();
  const VectorXd worth = (par / 2).cwiseProduct(coupon * factors) + end * factors;  // of each bond: 1
  const double point = 1e-4, all_rise = by_yields(price, par.array() + point) - value;

  nabla::plot rates{.title = "US Treasury, 1 September 2023", .x_label = "half years", .curves = {{.name = "zero rate"}, {.name = "forward rate", .color = "#ea580c"}}, .lowest = 4, .unit = " %", .decimals = 2};
  for (int i = 0; i < coupons; ++i) {
    rates.curves[0].y.push_back(-100 * std::log(factors(i)) / (0.5 * (i + 1)));
    rates.curves[1].y.push_back(-200 * std::log(factors(i) / (i > 0 ? factors(i - 1) : 1.0)));
  }
  nabla::plot risk{.title = "A 5 % bond of 12 years: lost for a basis point", .x_label = "yield of 0.5, 1, 2, 3, 5, 7, 10, 20, 30 years", .curves = {{.name = "in cents"}}, .decimals = 3};
  for (double s : slope) risk.curves[0].y.push_back(-100 * point * s);
  result.reached = value;
  result.said = "curve: the bond is worth " + rounded(value) + " and loses " + rounded(-100 * point * slope.sum()) + " cents for a basis point, most of it by the " + std::to_string(static_cast<int>(maturity(std::distance(slope.begin(), std::min_element(slope.begin(), slope.end()))))) + " year yield";
  result.is_right = (worth.array() - 1).abs().maxCoeff() < 1e-12 && std::abs(all_rise - point * slope.sum()) < 1e-3 * std::abs(all_rise);
  result.picture = nabla::svg({rates, risk});
  return result;
}
