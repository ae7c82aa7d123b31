// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// The example in a small size: it finds the volatilities behind the quotes, and all ways of valuing options agree.

#include <surface.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>

namespace {

using namespace examples;

BOOST_AUTO_TEST_CASE(the_volatilities_behind_the_quotes_are_found) {
  const quotes q = index_options(5, 9);
  const surface s = surface_of(q);
  BOOST_TEST(s.worst < 1e-9);
  for (std::size_t i = 0; i < q.price.size(); ++i) {
    const double forward = q.spot * std::exp(q.rate * q.time[i]), behind = volatility_behind(std::log(q.strike[i] / forward), q.time[i]);
    // half a tick of the price, by the slope
    BOOST_TEST(std::abs(s.volatility[i] - behind) <= 0.026 / s.vega[i] + 1e-4);
    BOOST_TEST(s.delta[i] * q.side[i] > 0);
    BOOST_TEST(s.gamma[i] > 0);
  }
  const std::string drawn = picture(q, s);
  BOOST_TEST(drawn.find("</svg>") != std::string::npos);
  BOOST_TEST(drawn.find("nan") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(all_ways_agree) {
  const quotes q = index_options(3, 7);
  const surface s = surface_of(q);
  std::vector<double> volatility;
  const quotes many = repeated(q, 100, s.volatility, volatility);
  const results expected = one_by_one(many, volatility);
  std::string device;
  const auto check = [&](const results& got, const char* way) {
    for (int k = 0; k < result_count; ++k)
      for (std::size_t i = 0; i < 100; ++i)
        BOOST_TEST(std::abs(got.of[k][i] - expected.of[k][i]) <= 1e-12 * (many.spot + std::abs(expected.of[k][i])), way << ", result " << k << " of option " << i << ": " << got.of[k][i] << ", " << expected.of[k][i]);
  };
  check(many_at_once(many, volatility, 1), "vmap");
  check(many_at_once(many, volatility, 3), "threads");
  if (const auto got = by_opencl(many, volatility, device)) check(*got, "OpenCL");
  BOOST_TEST(kernel().find("__kernel") != std::string::npos);
}

}  // namespace
