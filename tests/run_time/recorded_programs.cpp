// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Random functions in ordinary C++, recorded. tests/support/record_programs compares thousands.

#include <boost/test/unit_test.hpp>

#include <support/random_programs.hpp>

BOOST_AUTO_TEST_CASE(recorded_programs_give_what_plain_ones_give) {
  constexpr std::uint64_t programs = 10;
  const int points = test::check_programs<1>(
      [](std::uint64_t seed, const char* wrong) { BOOST_TEST(wrong == nullptr, "program " << seed << ": " << (wrong != nullptr ? wrong : "")); },
      std::make_integer_sequence<std::uint64_t, programs>{});
  BOOST_TEST(points > static_cast<int>(programs) * 5);  // most points have no kink nearby
}
