// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "digits.hpp"
#include "targets.hpp"

#include <nabla/train/random.hpp>

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <set>
#include <vector>

using namespace train_digits;

namespace {

Eigen::VectorXi digits_in_turn(Eigen::Index count) {
  Eigen::VectorXi digits(count);
  for (Eigen::Index i = 0; i < count; ++i) digits(i) = static_cast<int>(i % digit_count);
  return digits;
}

partition split_with(Eigen::Index count, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  return split(digits_in_turn(count), random);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(splitting)

BOOST_AUTO_TEST_CASE(chance_stays_in_range) {
  std::mt19937_64 random(1);
  std::set<std::size_t> seen;
  for (int i = 0; i < 1000; ++i) {
    const double u = nabla::random_uniform(random);
    BOOST_REQUIRE((u >= 0 && u < 1));
    seen.insert(nabla::random_below(7, random));
  }
  BOOST_TEST(seen.size() == 7u);
  BOOST_TEST(*seen.rbegin() == 6u);
}

BOOST_AUTO_TEST_CASE(every_row_is_in_one_part_only) {
  for (const Eigen::Index count : {10, 11, 12, 13, 14, 1797}) {
    const partition parts = split_with(count, 3);
    std::set<Eigen::Index> all(parts.training.begin(), parts.training.end());
    all.insert(parts.test.begin(), parts.test.end());
    BOOST_TEST(static_cast<Eigen::Index>(parts.training.size() + parts.test.size()) == count);  // disjoint
    BOOST_TEST(static_cast<Eigen::Index>(all.size()) == count);                                 // complete
    BOOST_TEST(*all.begin() == 0);
    BOOST_TEST(*all.rbegin() == count - 1);
    BOOST_TEST(static_cast<Eigen::Index>(parts.test.size()) == (count + 4) / 5);
  }
}

BOOST_AUTO_TEST_CASE(every_digit_keeps_its_share) {
  const partition parts = split_with(1000, 5);
  std::vector<int> tested(digit_count);
  for (const Eigen::Index row : parts.test) ++tested[static_cast<std::size_t>(row % digit_count)];
  for (const int count : tested) BOOST_TEST(count == 20);
}

BOOST_AUTO_TEST_CASE(a_seed_is_a_split) {
  const partition a = split_with(1797, 1), b = split_with(1797, 1), c = split_with(1797, 2);
  BOOST_TEST(a.test == b.test);
  BOOST_TEST(a.training == b.training);
  BOOST_TEST(a.test != c.test);
  // The same with every compiler and standard library.
  const partition few = split_with(20, 1);
  BOOST_TEST(few.test == (std::vector<Eigen::Index>{10, 2, 15, 7}));
}

BOOST_AUTO_TEST_CASE(soft_targets_are_shares) {
  const Eigen::MatrixXd targets = soft_targets(digits_in_turn(23));
  for (Eigen::Index i = 0; i < 23; ++i) {
    Eigen::Index best = 0;
    targets.row(i).maxCoeff(&best);
    BOOST_TEST(best == i % digit_count);
    BOOST_TEST(targets.row(i).sum() == 1.0, boost::test_tools::tolerance(1e-14));
  }
  BOOST_TEST(smallest_loss() == -(targets.row(0).array() * targets.row(0).array().log()).sum(), boost::test_tools::tolerance(1e-14));
}

BOOST_AUTO_TEST_SUITE_END()
