// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Rows, columns, numbers and float: what broadcasts, what is 1 × n, and what type comes out.

#include <boost/test/unit_test.hpp>

#include <nabla/eigen.hpp>
#include <support/eigen.hpp>

#include <type_traits>

using namespace nabla;
using Eigen::MatrixXd;
using test::difference;
using test::numbers;

namespace {

constexpr auto n = dim<"n">;
constexpr auto X = data<"X", n, 4>;
constexpr auto row = var<"row", 1, 4>;
constexpr auto column = var<"column", n, 1>;
constexpr auto k = var<"k">;

const MatrixXd x = numbers(5, 4);
const Eigen::RowVectorXd r = numbers(1, 4, 2);
const Eigen::VectorXd c2 = numbers(5, 1, 3);

BOOST_AUTO_TEST_CASE(broadcasts) {
  const MatrixXd plus_row = x.rowwise() + r, plus_column = x.colwise() + c2;
  BOOST_TEST(difference((X + row)(X = x, row = r), plus_row) == 0);
  BOOST_TEST(difference((X + column)(X = x, column = c2), plus_column) == 0);
  BOOST_TEST(difference((column + row)(column = c2, row = r), c2.replicate(1, 4) + r.replicate(5, 1)) == 0);
  BOOST_TEST(difference((k * X - k)(X = x, k = 3.0), (3 * x.array() - 3).matrix()) == 0);
  const auto g = grad(sum(hadamard(X, exp(column + row))))(X = x, column = c2, row = r);
  const MatrixXd e = x.array() * (c2.replicate(1, 4) + r.replicate(5, 1)).array().exp();
  BOOST_TEST(difference(g[row], e.colwise().sum()) < 1e-14);
  BOOST_TEST(difference(g[column], e.rowwise().sum()) < 1e-14);
}

BOOST_AUTO_TEST_CASE(a_row_of_a_column_major_matrix_has_gaps) {
  MatrixXd all = numbers(7, 4);
  const Eigen::RowVectorXd third = all.row(2);
  BOOST_TEST(difference((X + row)(X = x, row = all.row(2)), MatrixXd(x.rowwise() + third)) == 0);
  BOOST_TEST(sum(row)(row = all.row(2)) == third.sum(), boost::test_tools::tolerance(1e-15));
  BOOST_TEST(sum(column)(column = c2.head(3)) == c2.head(3).sum(), boost::test_tools::tolerance(1e-15));  // a VectorBlock
  BOOST_TEST(difference((row * transpose(X))(row = all.row(2), X = x), third * x.transpose()) < 1e-15);
  BOOST_TEST(difference((X * transpose(row))(row = all.row(2), X = x), x * third.transpose()) < 1e-15);
  // the same as a matrix of one row, whose gaps show at run time only
  BOOST_TEST(difference((X + row)(X = x, row = all.block(2, 0, 1, 4)), MatrixXd(x.rowwise() + third)) == 0);
  BOOST_TEST(difference((row * transpose(X))(row = all.middleRows(2, 1), X = x), third * x.transpose()) < 1e-15);
  BOOST_TEST(difference((2_c * row)(row = all.block(2, 0, 1, 4)), 2 * third) == 0);
  const Eigen::Ref<const Eigen::RowVectorXd, 0, Eigen::InnerStride<>> reference = all.row(2);
  BOOST_TEST(difference(exp(row)(row = reference), third.array().exp().matrix()) < 1e-15);
  auto run = evaluator(column_sums(X) + row);
  BOOST_TEST(difference(run(X = x, row = all.row(2)), x.colwise().sum() + third) < 1e-15);
  BOOST_TEST(difference(run(X = x, row = r), x.colwise().sum() + r) < 1e-15);
}

BOOST_AUTO_TEST_CASE(products_that_are_numbers) {
  const Eigen::Vector4d v = r.transpose();
  BOOST_TEST((row * transpose(row))(row = r) == r.squaredNorm(), boost::test_tools::tolerance(1e-15));
  BOOST_TEST((row * transpose(row) * k)(row = r, k = 2.0) == 2 * r.squaredNorm(), boost::test_tools::tolerance(1e-15));
  BOOST_TEST(difference(grad(exp(row * transpose(row)))(row = v.transpose())[row], 2 * std::exp(r.squaredNorm()) * r) < 1e-14);
}

BOOST_AUTO_TEST_CASE(reductions) {
  BOOST_TEST(difference(row_sums(X)(X = x), x.rowwise().sum()) < 1e-15);
  BOOST_TEST(difference(column_sums(X)(X = x), x.colwise().sum()) < 1e-15);
  BOOST_TEST(difference(row_maxima(X)(X = x), x.rowwise().maxCoeff()) == 0);
  BOOST_TEST(mean(X)(X = x) == x.mean(), boost::test_tools::tolerance(1e-14));
  BOOST_TEST(norm1(X)(X = x) == x.cwiseAbs().sum(), boost::test_tools::tolerance(1e-14));
  BOOST_TEST(count(X)(X = x) == 20);
  BOOST_TEST(difference(transpose(X)(X = x), x.transpose()) == 0);
}

BOOST_AUTO_TEST_CASE(float_and_mixed) {
  const Eigen::MatrixXf xf = x.cast<float>();
  const Eigen::RowVectorXf rf = r.cast<float>();
  const auto narrow = (X + row)(X = xf, row = rf);
  static_assert(std::is_same_v<decltype(narrow)::Scalar, float>);
  BOOST_TEST(difference(narrow, MatrixXd(x.rowwise() + r)) < 1e-6);
  const auto wide = (X + row)(X = xf, row = r);
  static_assert(std::is_same_v<decltype(wide)::Scalar, double>);
  BOOST_TEST(difference(wide, MatrixXd(xf.cast<double>().rowwise() + r)) == 0);
  auto run = evaluator<float>(value_and_grad(sqnorm(X * transpose(row))));
  const auto& [value, g] = run(X = xf, row = rf);
  static_assert(std::is_same_v<std::remove_cvref_t<decltype(value)>, float>);
  BOOST_TEST(difference(g[row], 2 * r * x.transpose() * x) < 1e-5);
  auto as_double = evaluator(sum(X));
  BOOST_TEST(as_double(X = xf) == xf.cast<double>().sum(), boost::test_tools::tolerance(1e-14));
  const Eigen::MatrixXi whole = Eigen::MatrixXi::Constant(5, 4, 2);
  BOOST_TEST(sum(X)(X = whole) == 40);
}

}  // namespace
