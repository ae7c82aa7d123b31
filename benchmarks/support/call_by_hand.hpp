// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>

namespace benchmarks {

template <class Number> struct call_results {
  Number value, S, K, r, sigma, T;
};

/// The price of a European call and its five first derivatives as a careful person writes them: S phi(d1) = K exp(-r T) phi(d2) is known to whoever has
/// read about it, and saves an exponential.
template <class Number> [[gnu::always_inline]] inline call_results<Number> call_by_hand(Number spot, Number strike, Number rate, Number volatility, Number time) {
  constexpr Number root_half = Number(0.70710678118654752440), density_at_0 = Number(0.39894228040143267794), half = Number(0.5);
  const Number root_time = std::sqrt(time), root = volatility * root_time;
  const Number d1 = (std::log(spot / strike) + (rate + half * volatility * volatility) * time) / root, d2 = d1 - root, discounted = strike * std::exp(-rate * time);
  const Number Phi1 = half * std::erfc(-d1 * root_half), Phi2 = half * std::erfc(-d2 * root_half), vega_over_T = spot * density_at_0 * std::exp(-half * d1 * d1) / root_time;
  return {spot * Phi1 - discounted * Phi2, Phi1, -discounted / strike * Phi2, time * discounted * Phi2, vega_over_T * time, half * volatility * vega_over_T + rate * discounted * Phi2};
}

}  // namespace benchmarks
