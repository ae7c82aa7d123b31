// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// The Black-Scholes call C = S Φ(d1) - K exp(-r T) Φ(d2) and its derivatives: all orders in S up to 5, and those mixed ones that have names, against
// 17 digits that mpmath 1.3 differentiated numerically with 80.

#include <boost/test/unit_test.hpp>

#include <nabla/nabla.hpp>

#include <algorithm>
#include <array>
#include <cmath>

using namespace nabla;

namespace {

constexpr auto S = var<"S">;
constexpr auto K = var<"K">;
constexpr auto r = var<"r">;
constexpr auto sigma = var<"sigma">;
constexpr auto T = var<"T">;
constexpr auto d1 = (log(S / K) + (r + sigma * sigma / 2_c) * T) / (sigma * sqrt(T));
constexpr auto d2 = d1 - sigma * sqrt(T);
constexpr auto price = S * normal_cdf(d1) - K * exp(-r * T) * normal_cdf(d2);

struct reference {
  double S, K, r, sigma, T;
  // call, delta, gamma, speed, fourth, fifth; vega, theta, rho, by strike; vanna, charm, volga, zomma, colour, ultima, by S sigma sigma
  double values[17];
};
constexpr reference references[] = {
    {100.0, 95.0, 0.05, 0.2, 0.5, {9.8727424004089649, 0.72913061132880401, 0.023417760872306712, -0.0012445754751486797, -3.8498035926294659e-5, 1.6432645046656091e-5, 23.417760872306713, 7.8355681110849149, 31.520159366235718, -0.66358230244706774, -0.77622025770254548, -0.038155247178975538, 33.491301603753047, -0.083597502757780508, -0.021771489883684166, -466.18026046280321, 7.8229662623208681}},
    {100.0, 120.0, 0.01, 0.35, 2.0, {13.564993591720568, 0.46793900718179924, 0.0080338097615476328, -6.7280186934198928e-5, -2.0428574613398756e-6, 1.4567898712264697e-7, 56.236668330833426, 5.252997550212518, 66.457814252918711, -0.2769075593871613, 0.65377205807727606, 0.065238864843309284, 7.4383488974356749, -0.021891120904788142, -0.0019024151684876849, -175.24675246634115, -2.042604823930246}},
    {80.0, 80.0, 0.03125, 0.5, 0.25, {8.2422833909175694, 0.56208201680829486, 0.019705099122833117, -0.00040025982593254768, -3.6129222268671071e-5, 4.2541888613004312e-6, 15.764079298266493, 16.911712984321056, 9.1810694884365049, -0.45905347442182524, 0.073894121710624188, 0.12315686951770698, -0.46183826069140117, -0.039987496071530485, -0.040372361288773319, -1.1564598426245229, 0.09636062876717464}},
    {42.0, 30.0, 0.0625, 0.15, 1.0, {13.823828190202452, 0.99687923194961006, 0.0015048012266926535, -0.00068905920897861369, 0.00029401743242343803, -0.00011300874097181108, 0.3981704045828761, 1.7826815023237889, 28.04509955168117, -0.93483665172270568, -0.16336457123941374, -0.0083022396228878147, 18.764418343579379, 0.060884160920988431, 0.0028515817221735621, 508.61674523856671, -5.4574212600684321}},
};

double error(double got, double expected) { return std::abs(got - expected) / std::abs(expected); }

constexpr auto orders = derivatives<5>(price, S);
constexpr auto first = value_and_grad(price, wrt(S, K, r, sigma, T));
constexpr auto mixed = together(diff(price, S, sigma), diff(price, S, T), diff<2>(price, sigma), diff(diff<2>(price, S), sigma), diff(diff<2>(price, S), T), diff<3>(price, sigma),
                                diff(diff<2>(price, sigma), S));

BOOST_AUTO_TEST_CASE(orders_in_S) {
  auto run = evaluator(orders);
  for (const reference& at : references) {
    const auto greeks = run(S = at.S, K = at.K, r = at.r, sigma = at.sigma, T = at.T);
    // each order in S loses a little to cancellation
    for (std::size_t k = 0; k <= 5; ++k) BOOST_TEST(error(greeks[k], at.values[k]) < 2e-14 * std::pow(5.0, k), "order " << k << " at S = " << at.S << ": " << greeks[k]);
  }
}

BOOST_AUTO_TEST_CASE(first_order) {
  for (const reference& at : references) {
    const auto [value, g] = first(S = at.S, K = at.K, r = at.r, sigma = at.sigma, T = at.T);
    BOOST_TEST(error(value, at.values[0]) < 1e-14);
    const double got[] = {g[S], g[sigma], g[T], g[r], g[K]}, expected[] = {at.values[1], at.values[6], at.values[7], at.values[8], at.values[9]};
    for (int k = 0; k < 5; ++k) BOOST_TEST(error(got[k], expected[k]) < 2e-13, "partial " << k << " at S = " << at.S << ": " << got[k]);
  }
}

BOOST_AUTO_TEST_CASE(mixed_ones) {
  for (const reference& at : references) {
    const auto greeks = mixed(S = at.S, K = at.K, r = at.r, sigma = at.sigma, T = at.T);
    for (std::size_t k = 0; k < greeks.size(); ++k) BOOST_TEST(error(greeks[k], at.values[10 + k]) < 1e-11, "greek " << k << " at S = " << at.S << ": " << greeks[k]);
  }
}

// the symmetric half in one pass: gamma, vanna, charm, volga
BOOST_AUTO_TEST_CASE(hessian_of_all) {
  constexpr auto H = hessian(price, wrt(S, sigma, T));
  for (const reference& at : references) {
    const auto h = H(S = at.S, K = at.K, r = at.r, sigma = at.sigma, T = at.T);
    BOOST_TEST(error(h(0, 0), at.values[2]) < 1e-12);
    BOOST_TEST(error(h(0, 1), at.values[10]) < 1e-12);
    BOOST_TEST(error(h(0, 2), at.values[11]) < 1e-12);
    BOOST_TEST(error(h(1, 1), at.values[12]) < 1e-11);
    BOOST_TEST(h(2, 1) == h(1, 2));
  }
}

// what is shared across orders: steps of straight-line code, for each alone and for all together
template <class F, bool Value, class Wrt>
int steps_of(detail::request_of<F, Value, Wrt>) {
  return detail::program<F, Value, Wrt>::plan.sizes.scalars;
}
BOOST_AUTO_TEST_CASE(sharing) {
  const int alone[] = {steps_of(derivatives<0>(price, S)), steps_of(derivatives<1>(price, S)), steps_of(derivatives<3>(price, S)), steps_of(orders)};
  BOOST_TEST_MESSAGE("steps up to order 0, 1, 3, 5: " << alone[0] << ", " << alone[1] << ", " << alone[2] << ", " << alone[3]);
  BOOST_TEST(alone[1] <= 2 * alone[0]);
  BOOST_TEST(alone[3] <= 200);  // 194
}

constexpr auto at_compile_time = orders(S = 100.0, K = 95.0, r = 0.05, sigma = 0.2, T = 0.5);
static_assert(at_compile_time[5] > 1.64326450466e-05 && at_compile_time[5] < 1.64326450467e-05);

}  // namespace
