// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Solvers that come with Eigen: LevenbergMarquardt (of the newer module; the example has the older, and one file cannot have both), and Newton's method with a sparse Hessian.

#include <boost/test/unit_test.hpp>

#include <nabla/eigen_solvers.hpp>

#include <unsupported/Eigen/LevenbergMarquardt>

#include <cmath>

using namespace nabla;

namespace {

constexpr auto a = var<"a">;
constexpr auto r = var<"r", 1, 2>;
constexpr auto v = var<"v", 100>;
constexpr auto W = var<"W", 2, 3>;
constexpr auto t = data<"t", 8>;
constexpr auto y = data<"y", 8>;
// a decay: r = (height, base)
constexpr auto residuals = column<0>(r) * exp(-a * t) + column<1>(r) - y;

auto measured() {
  Eigen::VectorXd times = Eigen::VectorXd::LinSpaced(8, 0, 3), heights = (3 * (-1.5 * times.array()).exp() + 0.25).matrix();
  return std::pair(times, heights);
}

BOOST_AUTO_TEST_CASE(levenberg_marquardt) {
  const auto [times, heights] = measured();
  levenberg_marquardt_functor functor(residuals, wrt(a, r), at(t = times, y = heights));
  BOOST_TEST((functor.inputs() == 3 && functor.values() == 8));
  Eigen::VectorXd x = Eigen::Vector3d(1, 1, 0);
  Eigen::LevenbergMarquardt<decltype(functor)> solver(functor);
  solver.minimize(x);
  BOOST_TEST((x - Eigen::Vector3d(1.5, 3, 0.25)).norm() < 1e-9);
}

constexpr auto times_of_n = data<"s", dim<"n">>;
constexpr auto heights_of_n = data<"z", dim<"n">>;

BOOST_AUTO_TEST_CASE(as_many_residuals_as_data) {
  const auto [times, heights] = measured();
  levenberg_marquardt_functor functor(column<0>(r) * exp(-a * times_of_n) + column<1>(r) - heights_of_n, wrt(a, r), at(times_of_n = times, heights_of_n = heights));
  BOOST_TEST((functor.inputs() == 3 && functor.values() == 8));
  Eigen::VectorXd x = Eigen::Vector3d(1, 1, 0);
  Eigen::LevenbergMarquardt<decltype(functor)> solver(functor);
  solver.minimize(x);
  BOOST_TEST((x - Eigen::Vector3d(1.5, 3, 0.25)).norm() < 1e-9);
  for (const Eigen::Index n : {0, 1}) {
    const Eigen::VectorXd few = Eigen::VectorXd::Constant(n, 2);
    levenberg_marquardt_functor of_few(a * times_of_n, wrt(a), at(times_of_n = few));
    BOOST_TEST(of_few.values() == n);
    Eigen::VectorXd at_x(n);
    Eigen::MatrixXd J(n, 1);
    of_few(Eigen::VectorXd::Constant(1, 3), at_x);
    of_few.df(Eigen::VectorXd::Constant(1, 3), J);
    BOOST_TEST((at_x.sum() == 6 * static_cast<double>(n) && J.sum() == 2 * static_cast<double>(n)));
  }
}

// How many there are follows from the data: a function of one's own, which may refuse a point that nobody has asked for, is not called.
int calls = 0;
struct called_rule : function<1> {
  static constexpr auto text = "called";
  static auto value(auto u) { return ++calls, u; }
  static constexpr auto partials(auto, auto) { return partial(1_c); }
};

BOOST_AUTO_TEST_CASE(counted_without_a_value) {
  const Eigen::VectorXd times = Eigen::VectorXd::LinSpaced(4, 1, 4);
  levenberg_marquardt_functor functor(rows<1, dim<"n"> - 1>(times_of_n) * call<called_rule>(a), wrt(a), at(times_of_n = times));
  BOOST_TEST((functor.values() == 3 && calls == 0));
  Eigen::VectorXd at_x(3);
  functor(Eigen::VectorXd::Constant(1, 5), at_x);
  BOOST_TEST((calls > 0 && at_x == 5 * times.tail(3)));
}

BOOST_AUTO_TEST_CASE(rows_by_name_and_a_matrix) {
  constexpr auto P = data<"P", dim<"n">, 2>;
  Eigen::MatrixXd points(2, 2);
  points << 1, 2, 3, 4;
  levenberg_marquardt_functor functor(P * W, wrt(W), at(P = points));
  BOOST_TEST((functor.inputs() == 6 && functor.values() == 6));
  Eigen::VectorXd at_x(6);
  Eigen::MatrixXd J(6, 6);
  const Eigen::VectorXd x = Eigen::VectorXd::LinSpaced(6, 1, 6);  // W is 1 3 5, 2 4 6
  functor(x, at_x);
  functor.df(x, J);
  BOOST_TEST((at_x(1) == 3 + 2 * 4 && at_x(3) == 3 + 4 * 2));
  BOOST_TEST((J * x - at_x).norm() < 1e-12);
  BOOST_TEST((J(1, 2) == 1 && J(1, 3) == 2 && J(4, 2) == 3));
}

BOOST_AUTO_TEST_CASE(a_matrix_lies_column_by_column) {
  // residuals that tell the elements apart: row by row they are W(0, 0) - 1, W(0, 1) - 2, …
  constexpr auto known = data<"known", 2, 3>;
  Eigen::MatrixXd numbers(2, 3);
  numbers << 1, 2, 3, 4, 5, 6;
  levenberg_marquardt_functor functor(sq(W) - sq(known), wrt(W), at(known = numbers));
  Eigen::VectorXd x = Eigen::VectorXd::Ones(6) * 3, at_x(6);
  Eigen::MatrixXd J(6, 6);
  numbers.setZero();  // it has its copy
  functor(x, at_x);
  functor.df(x, J);
  BOOST_TEST(at_x(1) == 9 - 4);
  BOOST_TEST(J(1, 2) == 6);  // element (0, 1) is second in the residuals and third in memory
  BOOST_TEST(J.cwiseAbs().sum() == 36);
}

constexpr auto chain = sum(100_c * sq(tail<99>(v) - sq(head<99>(v))) + sq(1_c - head<99>(v)));

BOOST_AUTO_TEST_CASE(newton) {
  Eigen::VectorXd x = Eigen::VectorXd::Constant(100, 0.25);  // there is a second minimum near (-1, 1, 1, …)
  const newton_result found = sparse_newton(chain, wrt(v), x, {.most_steps = 400});
  BOOST_TEST(found.converged);
  BOOST_TEST(found.largest_gradient <= 1e-10);
  BOOST_TEST((x.array() - 1).abs().maxCoeff() < 1e-8);
  Eigen::VectorXd again = x;
  BOOST_TEST(sparse_newton(chain, wrt(v), again).steps == 0);
  BOOST_TEST((again == x));
}

BOOST_AUTO_TEST_CASE(newton_from_where_the_hessian_is_not_positive) {
  constexpr auto k = data<"k">;
  Eigen::VectorXd x = Eigen::VectorXd::Constant(1, 0.1);
  const newton_result found = sparse_newton(sq(sq(a) - k), wrt(a), at(k = 4.0), x);
  BOOST_TEST(found.converged);
  BOOST_TEST(std::abs(x(0)) == 2, boost::test_tools::tolerance(1e-9));
  x(0) = std::nan("");
  BOOST_TEST(!sparse_newton(sq(sq(a) - k), wrt(a), at(k = 4.0), x).converged);
  x(0) = 1;
  const newton_result few = sparse_newton(exp(-a), wrt(a), x, {.most_steps = 3});  // there is no minimum
  BOOST_TEST((!few.converged && few.steps == 3));
}

}  // namespace
