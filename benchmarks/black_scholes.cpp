// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// The Black-Scholes call C = S Phi(d1) - K exp(-r T) Phi(d2): its value with all first derivatives, and with those by S up to order 5.
#include "support/adolc.hpp"
#include "support/call_price.hpp"
#include "support/contest.hpp"
#include "support/random.hpp"

#include <nabla/nabla.hpp>

#include <Eigen/Core>
#include <unsupported/Eigen/AutoDiff>

#include <algorithm>
#include <cmath>
#include <vector>

namespace {

using namespace benchmarks;

struct input {
  double S, K, r, sigma, T;
};
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

// S phi(d1) = K exp(-r T) phi(d2) is known to whoever has read about it, and saves an exponential.
struct greeks_by_hand {
  IN_PLACE result operator()(const input& in) const {
    const common c(in);
    const double vega_over_T = in.S * c.phi1 / std::sqrt(in.T);
    return {in.S * c.Phi1 - c.discounted * c.Phi2,
            {c.Phi1, -c.discounted / in.K * c.Phi2, in.T * c.discounted * c.Phi2, vega_over_T * in.T, 0.5 * in.sigma * vega_over_T + in.r * c.discounted * c.Phi2}};
  }
};

// Without it: the chain rule on what is written.
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

struct formula {
  template <class Scalar> static Scalar phi(const Scalar& u) { return 0.5 * (1.0 + erf(u * root_half)); }
  template <class Scalar> Scalar operator()(const std::vector<Scalar>& v) const {
    const Scalar root = v[3] * sqrt(v[4]);
    const Scalar d1 = (log(v[0] / v[1]) + (v[2] + 0.5 * v[3] * v[3]) * v[4]) / root;
    return v[0] * phi(Scalar(d1)) - v[1] * exp(-v[2] * v[4]) * phi(Scalar(d1 - root));
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
  // none so far out of the money that 1 + erf(u), all that ADOL-C has, loses its digits
  for (input& in : inputs) in = {80 + 40 * number(), 80 + 40 * number(), 0.1 * number(), 0.2 + 0.3 * number(), 0.5 + 1.75 * number()};

  contest<input> greeks("Black-Scholes call, value and 5 first derivatives", inputs, parse(argc, argv));
  greeks.add("by hand", greeks_by_hand{});
  greeks.add("by hand, again", greeks_by_hand{});
  greeks.add("by hand, without knowing that S phi(d1) = K exp(-rT) phi(d2)", greeks_by_hand_from_the_formula{});
  greeks.add("nabla", greeks_with_nabla{});
  add_adolc<formula>(
      greeks, 5, inputs[0], [](const input& in) { return &in.S; },
      [](double value, const std::vector<double>& g) {
        result out{value, {}};
        std::copy_n(g.begin(), 5, out.gradient.begin());
        return out;
      });
  greeks.run();

  contest<input> orders("Black-Scholes call, value and derivatives by S up to order 5", inputs, parse(argc, argv));
  orders.add("by hand", orders_by_hand{});
  orders.add("by hand, again", orders_by_hand{});
  orders.add("nabla", orders_with_nabla{});
  orders.run();
}
