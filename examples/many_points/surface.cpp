// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "surface.hpp"
#include "price.hpp"

#include <algorithm>
#include <cmath>
#include <span>

namespace examples {

surface surface_of(const quotes& q) {
  surface s;
  const std::size_t count = q.price.size();
  // where the price turns from convex to concave: from there Newton's method converges for every quote (Manaster and Koehler 1982)
  s.volatility.resize(count);
  for (std::size_t i = 0; i < count; ++i) s.volatility[i] = std::max(0.05, std::sqrt(2 * std::abs(std::log(q.spot / q.strike[i]) + q.rate * q.time[i]) / q.time[i]));
  // begin: newton
  const auto price_and_vega = nabla::vmap(nabla::value_and_grad(price, nabla::wrt(sigma)));
  for (s.steps = 0; s.steps < 50; ++s.steps) {
    const auto [now, g] = price_and_vega(S = q.spot, r = q.rate, K = q.strike, T = q.time, side = q.side, sigma = s.volatility);
    s.worst = 0;
    for (std::size_t i = 0; i < count; ++i) s.worst = std::max(s.worst, std::abs(now[i] - q.price[i]));
    if (s.worst < 1e-9) break;
    for (std::size_t i = 0; i < count; ++i) s.volatility[i] = std::clamp(s.volatility[i] - (now[i] - q.price[i]) / g[sigma][i], 0.005, 4.0);
  }
  // end: newton
  // begin: greeks
  using nabla::diff;
  const auto of_surface = nabla::vmap(nabla::together(price, diff(price, S), diff(diff(price, S), S), diff(price, sigma), diff(price, T)));
  const auto [value, delta, gamma, vega, theta] = of_surface(S = q.spot, r = q.rate, K = q.strike, T = q.time, side = q.side, sigma = s.volatility);
  // end: greeks
  s.delta.assign(delta.begin(), delta.end());
  s.gamma.assign(gamma.begin(), gamma.end());
  s.vega.assign(vega.begin(), vega.end());
  for (const double by_time : theta) s.theta.push_back(-by_time);  // what a day that passes takes away
  return s;
}

results one_by_one(const quotes& q, const std::vector<double>& volatility) {
  results all;
  for (auto& numbers : all.of) numbers.resize(q.strike.size());
  for (std::size_t i = 0; i < q.strike.size(); ++i) {
    const auto [value, g] = greeks(S = q.spot, K = q.strike[i], r = q.rate, sigma = volatility[i], T = q.time[i], side = q.side[i]);
    const double numbers[] = {value, g[S], g[K], g[r], g[sigma], g[T]};
    for (int k = 0; k < result_count; ++k) all.of[k][i] = numbers[k];
  }
  return all;
}

results many_at_once(const quotes& q, const std::vector<double>& volatility, int threads) {
  results all;
  for (auto& numbers : all.of) numbers.resize(q.strike.size());
  using nabla::gradient_of;
  const auto to = nabla::into(nabla::value_of(price) = all.of[0], gradient_of(S) = all.of[1], gradient_of(K) = all.of[2], gradient_of(r) = all.of[3], gradient_of(sigma) = all.of[4], gradient_of(T) = all.of[5]);
  nabla::vmap(greeks)(S = q.spot, K = q.strike, r = q.rate, sigma = volatility, T = q.time, side = q.side, to, nabla::threads(threads));
  return all;
}

}  // namespace examples
