// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/eigen.hpp>
#include <nabla/threads.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace examples {

/// Options on one index on one day, a row of strikes for each maturity; out of the money, so puts below the forward and calls above.
struct quotes {
  double spot = 0, rate = 0;
  std::size_t maturities = 0, strikes = 0;  ///< option (m, k) is number m * strikes + k
  std::vector<double> strike, time, side, price;
};
/// Prices from volatilities with the smile of an index, rounded to the tick of 0.05.
quotes index_options(std::size_t maturities, std::size_t strikes);
/// The volatility behind them: the raw SVI of Gatheral, whose total variance is a + b (ρ (x - m) + √((x - m)² + s²)) for the log-moneyness x.
double volatility_behind(double log_moneyness, double time);

/// What the quotes say.
struct surface {
  std::vector<double> volatility, delta, gamma, vega, theta;
  int steps = 0;       ///< of Newton's method
  double worst = 0;    ///< how far a price is from its quote in the end
};
surface surface_of(const quotes& q);

/// The prices of many options with all five first derivatives.
inline constexpr int result_count = 6;
struct results {
  std::vector<double> of[result_count];
};
results one_by_one(const quotes& q, const std::vector<double>& volatility);
results many_at_once(const quotes& q, const std::vector<double>& volatility, int threads);
/// By the first OpenCL device; nothing where there is none.
std::optional<results> by_opencl(const quotes& q, const std::vector<double>& volatility, std::string& device);
/// The kernel that it runs.
std::string kernel();

/// The same options over and over, so many of them.
quotes repeated(const quotes& q, std::size_t count, const std::vector<double>& volatility, std::vector<double>& repeated_volatility);

/// The surface in perspective, as SVG.
std::string picture(const quotes& q, const surface& s);

}  // namespace examples
