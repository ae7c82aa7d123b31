// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/nabla.hpp>

#include <array>
#include <cmath>

/// An American put by the binomial tree of J. Cox, S. Ross and M. Rubinstein (1979): early exercise is a max in a loop.
namespace recorded {

template <int Steps>
struct american_put {
  template <class T>
  constexpr T operator()(const T& spot, const T& strike, const T& rate, const T& volatility) const {
    using std::exp, std::max;
    constexpr double dt = 1.0 / Steps, root_dt = nabla::detail::constant_math::sqrt(dt);
    const T up = exp(volatility * root_dt), down = 1.0 / up, discount = exp(-rate * dt), p = (1.0 / discount - down) / (up - down);
    std::array<T, 2 * Steps + 1> price;  // by the number of moves up less those down
    price[Steps] = spot;
    for (std::size_t k = 0; k < Steps; ++k) {
      price[Steps + k + 1] = price[Steps + k] * up;
      price[Steps - k - 1] = price[Steps - k] * down;
    }
    std::array<T, Steps + 1> value;
    for (std::size_t k = 0; k <= Steps; ++k) value[k] = max(strike - price[2 * k], T(0.0));
    for (std::size_t level = Steps; level-- > 0;)
      for (std::size_t k = 0; k <= level; ++k) value[k] = max(strike - price[Steps - level + 2 * k], discount * (p * value[k + 1] + (1.0 - p) * value[k]));
    return value[0];
  }
};

inline constexpr auto put = nabla::formula<"spot", "strike", "rate", "volatility">(american_put<6>{});

}  // namespace recorded
