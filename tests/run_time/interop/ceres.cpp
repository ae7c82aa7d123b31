// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// ceres_cost() in the place of AutoDiffCostFunction.

#include <boost/test/unit_test.hpp>

#include <nabla/ceres.hpp>

#include <ceres/ceres.h>

#include <array>
#include <memory>

namespace {

//! [residual]
constexpr auto m = nabla::var<"m">;
constexpr auto p = nabla::var<"p", 2>;
constexpr auto t = nabla::data<"t">;
constexpr auto y = nabla::data<"y">;
constexpr auto residual = y - exp(m * t) * nabla::row<0>(p) - nabla::row<1>(p);
//! [residual]
constexpr auto W = nabla::var<"W", 2, 3>;

//! [dual]
struct with_dual_numbers {
  double time, height;
  template <class T>
  bool operator()(const T* rate, const T* plane, T* result) const {
    result[0] = height - ceres::exp(rate[0] * time) * plane[0] - plane[1];
    return true;
  }
};
//! [dual]

// A wrong call says what it is to be, or which symbol has no value, and gives no cost.
template <class Cost>
constexpr bool is_refused = std::is_base_of_v<nabla::detail::refused_part, Cost>;
#ifndef __clang__  // which says the sentence of such a call there, too
static_assert(is_refused<decltype(nabla::ceres_cost(residual))> && is_refused<decltype(nabla::ceres_cost(residual, p))>);
#endif
static_assert(is_refused<decltype(nabla::ceres_cost(residual, nabla::wrt(m, p)))>);
static_assert(!is_refused<decltype(nabla::ceres_cost(m * p, nabla::wrt(m, p)))>);

BOOST_AUTO_TEST_SUITE(with_ceres)

BOOST_AUTO_TEST_CASE(the_same_numbers_as_dual_numbers) {
  //! [ours]
  std::unique_ptr<ceres::CostFunction> ours(nabla::ceres_cost(residual, nabla::wrt(m, p), nabla::at(t = 0.5, y = 2.0)));
  //! [ours]
  //! [theirs]
  ceres::AutoDiffCostFunction<with_dual_numbers, 1, 1, 2> theirs(new with_dual_numbers{0.5, 2.0});
  //! [theirs]
  BOOST_TEST(ours->num_residuals() == 1);
  BOOST_TEST(ours->parameter_block_sizes() == theirs.parameter_block_sizes());
  const double rate = 0.3, plane[] = {1.25, -0.5};
  const double* blocks[] = {&rate, plane};
  double value[2], first[2][1], second[2][2];
  double* jacobians[2][2] = {{first[0], second[0]}, {first[1], second[1]}};
  BOOST_TEST(ours->Evaluate(blocks, &value[0], jacobians[0]));
  BOOST_TEST(theirs.Evaluate(blocks, &value[1], jacobians[1]));
  const auto same = boost::test_tools::tolerance(1e-14);
  BOOST_TEST(value[0] == value[1], same);
  BOOST_TEST(first[0][0] == first[1][0], same);
  BOOST_TEST(second[0][0] == second[1][0], same);
  BOOST_TEST(second[0][1] == second[1][1], same);
  // a block that is held constant has no Jacobian; without any, only the value is wanted
  double* some[] = {nullptr, second[0]};
  second[0][0] = 7;
  BOOST_TEST(ours->Evaluate(blocks, &value[0], some));
  BOOST_TEST(second[0][0] == second[1][0], same);
  BOOST_TEST(ours->Evaluate(blocks, &value[0], nullptr));
}

BOOST_AUTO_TEST_CASE(a_matrix_lies_column_by_column) {
  std::unique_ptr<ceres::CostFunction> cost(nabla::ceres_cost(sq(W), nabla::wrt(W)));
  const double numbers[] = {1, 4, 2, 5, 3, 6};
  const double* blocks[] = {numbers};
  double values[6], J[36];
  double* jacobians[] = {J};
  BOOST_TEST(cost->Evaluate(blocks, values, jacobians));
  BOOST_TEST(values[1] == 4);       // element (0, 1), row by row
  BOOST_TEST(J[1 * 6 + 2] == 4);  // is third in memory
  BOOST_TEST(J[1 * 6 + 1] == 0);
}

BOOST_AUTO_TEST_CASE(fits_a_curve_in_threads) {
  double rate = 0.1, plane[] = {1, 0};
  ceres::Problem problem;
  for (int i = 0; i < 60; ++i) {
    const double time = i * 0.05, height = 2 * std::exp(0.4 * time) + 0.75;  // gone when the problem is solved: copied
    problem.AddResidualBlock(nabla::ceres_cost(residual, nabla::wrt(m, p), nabla::at(t = time, y = height)), nullptr, &rate, plane);
  }
  ceres::Solver::Options options;
  options.num_threads = 4;
  options.function_tolerance = options.gradient_tolerance = options.parameter_tolerance = 1e-14;
  options.check_gradients = true;
  ceres::Solver::Summary summary;
  ceres::Solve(options, &problem, &summary);
  BOOST_TEST(summary.IsSolutionUsable());
  BOOST_TEST(rate == 0.4, boost::test_tools::tolerance(1e-6));
  BOOST_TEST(plane[0] == 2, boost::test_tools::tolerance(1e-6));
  BOOST_TEST(plane[1] == 0.75, boost::test_tools::tolerance(1e-6));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
