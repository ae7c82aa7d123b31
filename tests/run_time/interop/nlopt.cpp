// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Objectives and constraints for NLopt.

#include <boost/test/unit_test.hpp>

#include <nabla/nlopt.hpp>

#include <nlopt.hpp>

#include <array>
#include <cmath>
#include <vector>

using namespace nabla;

namespace {

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto k = data<"k">;
constexpr auto W = var<"W", 2, 2>;

BOOST_AUTO_TEST_SUITE(with_nlopt)

// The tutorial of NLopt: the smallest sqrt(y) above two cubic parabolas is at x = 1/3, y = 8/27.
BOOST_AUTO_TEST_CASE(inequalities) {
  nlopt_function height(sqrt(y), wrt(x, y), at());
  nlopt_function first(pow(k * x, 3_c) - y, wrt(x, y), at(k = 2.0));
  nlopt_function second(pow(1_c - x, 3_c) - y, wrt(x, y));
  nlopt::opt solver(nlopt::LD_MMA, height.size());
  solver.set_lower_bounds({-HUGE_VAL, 1e-6});
  height.minimise(solver);
  first.keep_negative(solver);
  second.keep_negative(solver);
  solver.set_xtol_rel(1e-8);
  std::vector<double> at_minimum{1.234, 5.678};
  double value = 0;
  BOOST_TEST(solver.optimize(at_minimum, value) > 0);
  BOOST_TEST(at_minimum[0] == 1.0 / 3, boost::test_tools::tolerance(1e-5));
  BOOST_TEST(at_minimum[1] == 8.0 / 27, boost::test_tools::tolerance(1e-5));
  BOOST_TEST(value == std::sqrt(8.0 / 27), boost::test_tools::tolerance(1e-5));
}

BOOST_AUTO_TEST_CASE(equalities_of_a_matrix) {
  // the largest sum of a matrix whose elements lie on given circles: W(i, j) = sqrt(1 .. 4), each its own
  constexpr auto radius = data<"radius", 2, 2>;
  nlopt_function total(sum(W), wrt(W));
  nlopt_function circles(sq(W) - radius, wrt(W), at(radius = std::array{1.0, 2.0, 3.0, 4.0}));
  BOOST_TEST((total.size() == 4 && circles.values() == 4));
  nlopt::opt solver(nlopt::LD_SLSQP, total.size());
  total.maximise(solver);
  circles.keep_zero(solver);
  solver.set_xtol_rel(1e-10);
  std::vector<double> found(4, 1.5);
  double value = 0;
  solver.optimize(found, value);
  BOOST_TEST(found[1] == std::sqrt(3.0), boost::test_tools::tolerance(1e-6));  // column by column: W(1, 0)
  BOOST_TEST(found[2] == std::sqrt(2.0), boost::test_tools::tolerance(1e-6));
  BOOST_TEST(value == 1 + std::sqrt(2.0) + std::sqrt(3.0) + 2, boost::test_tools::tolerance(1e-6));
}

// As many constraints as there are measurements: the highest line below all of them, and none where there are none.
BOOST_AUTO_TEST_CASE(as_many_constraints_as_data) {
  constexpr auto n = dim<"n">;
  constexpr auto times = data<"t", n>;
  constexpr auto heights = data<"h", n>;
  for (const std::size_t count : {0, 1, 3}) {
    const std::vector<double> t{1, 2, 3}, h{3, 2, 4};
    const std::vector<double> some_t(t.begin(), t.begin() + static_cast<std::ptrdiff_t>(count)), some_h(h.begin(), h.begin() + static_cast<std::ptrdiff_t>(count));
    nlopt_function height(x + 2_c * y, wrt(x, y));
    nlopt_function below(x + y * times - heights, wrt(x, y), at(times = some_t, heights = some_h));
    BOOST_TEST((below.size() == 2 && below.values() == count));
    nlopt::opt solver(nlopt::LD_SLSQP, height.size());
    solver.set_lower_bounds({-10, 0});
    solver.set_upper_bounds({10, 1});
    height.maximise(solver);
    below.keep_negative(solver);
    solver.set_xtol_rel(1e-10);
    std::vector<double> found{0, 0.5};
    double value = 0;
    BOOST_TEST(solver.optimize(found, value) > 0);
    BOOST_TEST(value == (count == 0 ? 12.0 : count == 1 ? 4.0
                                                        : 2.0),
               boost::test_tools::tolerance(1e-7));
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
