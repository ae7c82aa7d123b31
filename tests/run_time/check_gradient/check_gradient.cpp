// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// The example of a gradient with a mistake in it: the checker finds it, and the picture shows what the text says.

#include "layer.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

namespace {

using namespace check_gradient;

BOOST_AUTO_TEST_CASE(the_mistake_is_found) {
  const layer net = example_layer();
  const auto loss = [&](const numbers& p) { return net.loss(p); };
  const auto wrong = nabla::check_grad(loss, [&](const numbers& p) { return net.wrong_gradient(p); }, example_parameters());
  BOOST_TEST((wrong.outcome == nabla::outcome::fail));
  BOOST_TEST(wrong.wrong == 8);
  BOOST_TEST(nabla::check_grad(loss, [&](const numbers& p) { return net.gradient(p); }, example_parameters()));
}

BOOST_AUTO_TEST_CASE(steps_that_are_too_long_and_too_short) {
  const errors_by_step errors = measure_errors(16);
  const auto best = [](const numbers& e) { return std::min_element(e.begin(), e.end()) - e.begin() + 1; };
  BOOST_TEST(best(errors.forward) >= 7);
  BOOST_TEST(best(errors.forward) <= 9);
  BOOST_TEST(best(errors.central) >= 4);
  BOOST_TEST(best(errors.central) <= 7);
  BOOST_TEST(best(errors.sixth_order) <= 4);
  BOOST_TEST(errors.complex_step[15] < -15);
  BOOST_TEST(errors.extrapolated < -11);
  BOOST_TEST(errors.forward[15] > -1);
}

}  // namespace
