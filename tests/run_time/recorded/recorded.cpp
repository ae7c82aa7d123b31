// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// The examples of recorded functions find what is right.

#include "recorded.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_CASE(examples_find_what_is_right) {
  BOOST_TEST(recorded::adjust_bundle());
  BOOST_TEST(recorded::reach_with_the_arm());
  BOOST_TEST(recorded::track_with_kalman());
  BOOST_TEST(recorded::swing_the_pendulum());
  BOOST_TEST(recorded::price_the_option());
  BOOST_TEST(recorded::slide_with_friction());
}
