// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "price.hpp"
#include "surface.hpp"

#include <algorithm>
#include <cmath>

namespace examples {

double volatility_behind(double log_moneyness, double time) {
  // skew and level fall with the maturity, as an index has them
  const double b = 0.11 * std::pow(time, 0.62), rho = -0.72, m = 0.015, s = 0.11 * std::sqrt(time), a = 0.012 * time;
  const double x = log_moneyness - m;
  return std::sqrt((a + b * (rho * x + std::sqrt(x * x + s * s))) / time);
}

quotes index_options(std::size_t maturities, std::size_t strikes) {
  quotes q{.spot = 5000, .rate = 0.035, .maturities = maturities, .strikes = strikes, .strike = {}, .time = {}, .side = {}, .price = {}};
  std::vector<double> volatility;
  for (std::size_t i = 0; i < maturities; ++i) {
    const double part = maturities > 1 ? static_cast<double>(i) / static_cast<double>(maturities - 1) : 0.5, time = (21 + 484 * part * part) / 252, forward = q.spot * std::exp(q.rate * time);
    for (std::size_t k = 0; k < strikes; ++k) {
      const double width = strikes > 1 ? 2 * static_cast<double>(k) / static_cast<double>(strikes - 1) - 1 : 0;
      const double strike = 5 * std::round(forward * std::exp((width > 0 ? 0.22 : 0.32) * width * std::sqrt(time)) / 5);
      q.strike.push_back(strike);
      q.time.push_back(time);
      q.side.push_back(strike < forward ? -1 : 1);
      volatility.push_back(volatility_behind(std::log(strike / forward), time));
    }
  }
  const auto prices = nabla::vmap(price)(S = q.spot, r = q.rate, K = q.strike, T = q.time, side = q.side, sigma = volatility);
  for (const double exact : prices) q.price.push_back(std::max(0.05, std::round(exact / 0.05) * 0.05));
  return q;
}

quotes repeated(const quotes& q, std::size_t count, const std::vector<double>& volatility, std::vector<double>& repeated_volatility) {
  quotes many = q;
  repeated_volatility = volatility;
  const auto repeat = [&](std::vector<double>& all) {
    const std::size_t before = all.size();
    all.resize(count);
    for (std::size_t i = before; i < count; ++i) all[i] = all[i - before];
  };
  for (std::vector<double>* all : {&many.strike, &many.time, &many.side, &many.price, &repeated_volatility}) repeat(*all);
  return many;
}

}  // namespace examples
