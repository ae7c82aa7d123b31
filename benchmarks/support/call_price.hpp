// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/nabla.hpp>

namespace benchmarks {

/// The price of a European call by Black and Scholes (1973): spot S, strike K, rate r a year, volatility sigma of a year, T years.
inline constexpr auto S = nabla::var<"S">;
inline constexpr auto K = nabla::var<"K">;
inline constexpr auto r = nabla::var<"r">;
inline constexpr auto sigma = nabla::var<"sigma">;
inline constexpr auto T = nabla::var<"T">;
inline constexpr auto call_price = [] {
  using namespace nabla;
  constexpr auto d1 = (log(S / K) + (r + sq(sigma) / 2_c) * T) / (sigma * sqrt(T));
  constexpr auto d2 = d1 - sigma * sqrt(T);
  return S * normal_cdf(d1) - K * exp(-r * T) * normal_cdf(d2);
}();

}  // namespace benchmarks
