// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "option.hpp"

#include "recorded.hpp"

#include <iostream>

bool recorded::price_the_option() {
  const auto [price, g] = nabla::value_and_grad(put)(95.0, 100.0, 0.05, 0.3);
  const double delta = g[nabla::var<"spot">], vega = g[nabla::var<"volatility">], rho = g[nabla::var<"rate">];
  std::cout << "option: price " << price << ", delta " << delta << ", vega " << vega << ", rho " << rho << "\n";
  constexpr american_put<6> plain;
  const auto close = [](double a, double b) { return std::abs(a - b) < 1e-6 * (1 + std::abs(b)); };
  return close(price, plain(95.0, 100.0, 0.05, 0.3)) && close(delta, (plain(95.001, 100.0, 0.05, 0.3) - plain(94.999, 100.0, 0.05, 0.3)) / 0.002) &&
      close(vega, (plain(95.0, 100.0, 0.05, 0.30001) - plain(95.0, 100.0, 0.05, 0.29999)) / 2e-5);
}
