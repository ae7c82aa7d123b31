// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/nabla.hpp>

namespace examples {

inline constexpr auto S = nabla::var<"S">;
inline constexpr auto K = nabla::var<"K">;
inline constexpr auto r = nabla::var<"r">;
inline constexpr auto sigma = nabla::var<"sigma">;
inline constexpr auto T = nabla::var<"T">;
inline constexpr auto side = nabla::var<"side">;  // 1: a call, -1: a put

// begin: price
//! [price]
inline constexpr auto price = [] {
  using namespace nabla;
  constexpr auto spread = sigma * sqrt(T);
  constexpr auto d1 = (log(S / K) + (r + sq(sigma) / 2_c) * T) / spread;
  return side * (S * normal_cdf(side * d1) - K * exp(-r * T) * normal_cdf(side * (d1 - spread)));
}();
//! [price]
// end: price

/// The price and its five first derivatives.
inline constexpr auto greeks = nabla::value_and_grad(price, nabla::wrt(S, K, r, sigma, T));

}  // namespace examples
