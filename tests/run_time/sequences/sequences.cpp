// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// The example: its gradients pass the checker, what it finds is right, and its pictures hold numbers. The letters train for a third of the time.

#include "sequences.hpp"
#include "minimise.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace sequences;

void check(const finding& found, double lowest, double highest) {
  BOOST_TEST_CONTEXT(found.said) {
    BOOST_TEST(bool(found.gradient));
    BOOST_TEST(found.gradient.checked > 0);
    BOOST_TEST(found.is_right);
    BOOST_TEST(found.reached >= lowest);
    BOOST_TEST(found.reached <= highest);
    BOOST_TEST(found.picture.ends_with("</svg>\n"));
    BOOST_TEST(found.picture.find("nan") == std::string::npos);
    BOOST_TEST(found.picture.find("inf") == std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(letters) { check(learn_letters(NABLA_EXAMPLES_DATA "/../../LICENSES/BSL-1.0.txt", 900), 1, 2.4); }
BOOST_AUTO_TEST_CASE(volatility) { check(fit_garch(), 1630, 1631); }
BOOST_AUTO_TEST_CASE(populations) { check(fit_populations(), 1.0, 1.02); }
BOOST_AUTO_TEST_CASE(pictures) { check(denoise_digits(), 0.1, 0.15); }
BOOST_AUTO_TEST_CASE(interest) { check(bootstrap_curve(), 106.5, 106.8); }

BOOST_AUTO_TEST_CASE(downhill) {
  // a narrow valley, and a start that is the minimum
  const auto valley = [](const Eigen::VectorXd& x, Eigen::VectorXd& g) {
    const double t = x(1) - x(0) * x(0);
    g = Eigen::Vector2d(-400 * t * x(0) - 2 * (1 - x(0)), 200 * t);
    return 100 * t * t + (1 - x(0)) * (1 - x(0));
  };
  Eigen::VectorXd x = Eigen::Vector2d(-1.2, 1);
  BOOST_TEST(minimise(valley, x, 1e-10, 200) < 100);
  BOOST_TEST((x - Eigen::Vector2d(1, 1)).norm() < 1e-9);
  BOOST_TEST(minimise(valley, x, 1e-6, 200) == 0);
}

}  // namespace
