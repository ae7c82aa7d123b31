// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// The Black-Scholes call C = S Phi(d1) - K exp(-r T) Phi(d2): its value with all first derivatives, one at a time and many, and with those by S up to order 5.
#include "black_scholes.hpp"

#include "../support/call_by_hand.hpp"
#include "../support/call_price.hpp"
#include "../support/random.hpp"

#include <nabla/eigen.hpp>
#include <nabla/nabla.hpp>

#include <cmath>
#include <vector>

namespace {

using namespace benchmarks;

using input = black_scholes::input;
using result = partials<5>;

constexpr double root_half = 0.70710678118654752440, density_at_0 = 0.39894228040143267794;
IN_PLACE inline double cumulative(double u) { return 0.5 * std::erfc(-u * root_half); }

// What both need.
struct common {
  double root, d1, d2, discounted, Phi1, Phi2, phi1;
  IN_PLACE explicit common(const input& in) {
    root = in.sigma * std::sqrt(in.T);
    d1 = (std::log(in.S / in.K) + (in.r + 0.5 * in.sigma * in.sigma) * in.T) / root;
    d2 = d1 - root;
    discounted = in.K * std::exp(-in.r * in.T);
    Phi1 = cumulative(d1);
    Phi2 = cumulative(d2);
    phi1 = density_at_0 * std::exp(-0.5 * d1 * d1);
  }
};

struct greeks_by_hand {
  IN_PLACE result operator()(const input& in) const {
    const auto [value, by_S, by_K, by_r, by_sigma, by_T] = call_by_hand(in.S, in.K, in.r, in.sigma, in.T);
    return {value, {by_S, by_K, by_r, by_sigma, by_T}};
  }
};

// Without S phi(d1) = K exp(-r T) phi(d2): the chain rule on what is written.
struct greeks_by_hand_from_the_formula {
  IN_PLACE result operator()(const input& in) const {
    const double root_T = std::sqrt(in.T), root = in.sigma * root_T;
    const double d1 = (std::log(in.S / in.K) + (in.r + 0.5 * in.sigma * in.sigma) * in.T) / root, d2 = d1 - root;
    const double discount = std::exp(-in.r * in.T), discounted = in.K * discount;
    const double Phi1 = cumulative(d1), Phi2 = cumulative(d2);
    const double by_d1 = in.S * density_at_0 * std::exp(-0.5 * d1 * d1), by_d2 = -discounted * density_at_0 * std::exp(-0.5 * d2 * d2);
    const double both = by_d1 + by_d2, by_log = both / root, by_root = -both * d1 / root - by_d2;
    return {in.S * Phi1 - discounted * Phi2,
            {Phi1 + by_log / in.S, -discount * Phi2 - by_log / in.K, by_log * in.T + in.T * discounted * Phi2, by_log * in.sigma * in.T + by_root * root_T,
             by_log * (in.r + 0.5 * in.sigma * in.sigma) + by_root * in.sigma / (2 * root_T) + in.r * discounted * Phi2}};
  }
};

struct greeks_with_nabla {
  IN_PLACE result operator()(const input& in) const {
    const auto [value, g] = nabla::value_and_grad(call_price, nabla::wrt(S, K, r, sigma, T))(S = in.S, K = in.K, r = in.r, sigma = in.sigma, T = in.T);
    return {value, {g[S], g[K], g[r], g[sigma], g[T]}};
  }
};

struct batch_results {
  std::vector<double> values = std::vector<double>(black_scholes_batch::points), gradient = std::vector<double>(black_scholes_batch::size);
  std::span<double> by(std::size_t k) { return std::span(gradient).subspan(k * black_scholes_batch::points, black_scholes_batch::points); }
  matrices<2> all() const { return {values[0], {values, gradient}}; }
};
struct batch_by_hand : batch_results {
  matrices<2> operator()(const black_scholes_batch::input& in) {
    constexpr std::size_t n = black_scholes_batch::points;
    const auto& c = in.columns;
    double* const g = gradient.data();
    for (std::size_t i = 0; i < n; ++i) {
      const auto [value, by_S, by_K, by_r, by_sigma, by_T] = call_by_hand(c[0][i], c[1][i], c[2][i], c[3][i], c[4][i]);
      values[i] = value;
      g[i] = by_S;
      g[n + i] = by_K;
      g[2 * n + i] = by_r;
      g[3 * n + i] = by_sigma;
      g[4 * n + i] = by_T;
    }
    return all();
  }
};
struct batch_with_nabla : batch_results {
  matrices<2> operator()(const black_scholes_batch::input& in) {
    using namespace nabla;
    const auto& c = in.columns;
    vmap(value_and_grad(call_price, wrt(S, K, r, sigma, T)))(S = c[0], K = c[1], r = c[2], sigma = c[3], T = c[4], into(value_of(call_price) = values, gradient_of(S) = by(0), gradient_of(K) = by(1), gradient_of(r) = by(2), gradient_of(sigma) = by(3), gradient_of(T) = by(4)));
    return all();
  }
};

// delta, then gamma = phi(d1) / (S sigma sqrt T); gamma's derivatives are gamma over powers of S times polynomials in d1.
struct orders_by_hand {
  IN_PLACE result operator()(const input& in) const {
    const common c(in);
    const double a = 1 / c.root, over_S = 1 / in.S;
    const double gamma = c.phi1 * over_S * a;
    // gamma' = gamma q / S with q = -(1 + a d1), and S q' = -a^2
    const double q = -(1 + a * c.d1), aa = a * a, p1 = q - 1;
    const double speed = gamma * over_S * q;
    const double p2 = q * p1 - aa;                       // fourth = gamma p2 / S^2
    const double p3 = p2 * (q - 2) - aa * (q + p1);      // fifth  = gamma p3 / S^3
    return {in.S * c.Phi1 - c.discounted * c.Phi2, {c.Phi1, gamma, speed, gamma * over_S * over_S * p2, gamma * over_S * over_S * over_S * p3}};
  }
};

struct orders_with_nabla {
  IN_PLACE result operator()(const input& in) const {
    const auto all = nabla::derivatives<5>(call_price, S)(S = in.S, K = in.K, r = in.r, sigma = in.sigma, T = in.T);
    return {all[0], {all[1], all[2], all[3], all[4], all[5]}};
  }
};

}  // namespace

int main(int argc, char** argv) {
  uniform number(0, 1);
  std::vector<input> inputs(1024);
  // none so far out of the money that 1 + erf(u), all that some others have, loses its digits
  for (input& in : inputs) in = {80 + 40 * number(), 80 + 40 * number(), 0.1 * number(), 0.2 + 0.3 * number(), 0.5 + 1.75 * number()};

  const options chosen = parse(argc, argv);
  run_field<black_scholes>("Black-Scholes call, 5 partials", inputs, chosen, [](auto& all) {
    all.add("by hand", greeks_by_hand{});
    all.add("by hand, again", greeks_by_hand{});
    all.add("by hand, without knowing that S phi(d1) = K exp(-rT) phi(d2)", greeks_by_hand_from_the_formula{});
    all.add("nabla", greeks_with_nabla{});
  });

  std::vector<black_scholes_batch::input> batches(4);
  for (auto& batch : batches)
    for (std::size_t i = 0; i < black_scholes_batch::points; ++i)
      for (std::size_t k = 0; k < black_scholes::size; ++k) batch.columns[k].push_back((&inputs[i % inputs.size()].S)[k] * (1 + 1e-3 * number()));
  run_field<black_scholes_batch>("10,000 Black-Scholes calls, 5 partials each", batches, chosen, [](auto& all) {
    all.add("by hand", batch_by_hand{});
    all.add("by hand, again", batch_by_hand{});
    all.add("nabla", batch_with_nabla{});
  });

  contest<input> orders("Black-Scholes call, derivatives by S up to order 5", inputs, chosen);
  orders.add("by hand", orders_by_hand{});
  orders.add("by hand, again", orders_by_hand{});
  orders.add("nabla", orders_with_nabla{});
  orders.run();
}
